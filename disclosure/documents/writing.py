"""One form in every format that is issued: Word, PDF, Excel, JSON."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from disclosure.documents import schedule_docx, schedule_json, schedule_pdf, schedule_xlsx
from disclosure.schedule.forms import Form


def write(folder: Path, form: Form, created: datetime, templates: Path | None = None) -> tuple[str, ...]:
    """Write a form in every format; the same form, templates and time give the same bytes.

    Args:
        folder: Where to; made if need be.
        form: The form.
        created: Time of creation for the documents' properties.
        templates: Folder of a force's own Word templates.

    Returns:
        Names of the files, in order.

    Raises:
        InputError: A template does not fit, or the form is too long for a worksheet.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"UM {form.name} {safe_urn(form.urn)} submission {form.submission}"
    schedule_docx.write(folder / f"{stem}.docx", form, created, templates)
    schedule_json.write(folder / f"{stem}.json", form)
    schedule_pdf.write(folder / f"{stem}.pdf", form, created)
    schedule_xlsx.write(folder / f"{stem}.xlsx", form, created)
    return tuple(f"{stem}.{ending}" for ending in ("docx", "json", "pdf", "xlsx"))


def safe_urn(urn: str) -> str:
    """A unique reference number as part of a file name: letters, digits, hyphens and single spaces.

    CPS systems know unused material by the words of a file name, set apart by blanks (`UM`, `MG6C`…).

    >>> safe_urn("01/DC/00001/26")
    '01 DC 00001 26'
    """
    kept = re.sub(r"[^A-Za-z0-9-]", " ", urn)
    return " ".join(kept.split()) or "no URN"
