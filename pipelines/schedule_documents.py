"""The files of a submission: every form in every format it is written in, under names that the CPS recognises."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from disclosure.documents import schedule_docx, schedule_json, schedule_xlsx
from disclosure.schedule.forms import Form

SENSITIVE: Final = "sensitive"
"""Folder of what is bundled apart: the sensitive schedule and what gives its reasons."""
ENDINGS: Final = (".docx", ".json", ".xlsx")


def write(out: Path, forms: Sequence[Form], at: datetime, templates: Path | None = None) -> list[str]:
    """Write every form in every format; what is sensitive in a folder of its own.

    Args:
        out: Folder of the submission.
        forms: What is submitted.
        at: Time of creation for the documents' properties.
        templates: Folder of a force's own Word templates.

    Returns:
        Paths below the folder of the submission.

    Raises:
        InputError: A template does not fit its form, or a form is too long for a worksheet.
    """
    names = []
    for form in forms:
        folder = out / SENSITIVE if form.is_sensitive else out
        folder.mkdir(parents=True, exist_ok=True)
        stem = file_stem(form)
        schedule_docx.write(folder / f"{stem}.docx", form, at, templates)
        schedule_json.write(folder / f"{stem}.json", form)
        schedule_xlsx.write(folder / f"{stem}.xlsx", form, at)
        names += [(folder / f"{stem}{ending}").relative_to(out).as_posix() for ending in ENDINGS]
    return sorted(names)


def file_stem(form: Form) -> str:
    """Name of a form's files without ending: a draft can be told by it."""
    parts = ["UM", form.name, form.suffix, safe_urn(form.urn)]
    parts += ["DRAFT"] if form.is_draft else [f"submission {form.submission}"]
    return " ".join(part for part in parts if part)


def safe_urn(urn: str) -> str:
    """A unique reference number as part of a file name: letters, digits, hyphens and single spaces.

    >>> safe_urn("01/DC/00001/26")
    '01 DC 00001 26'
    """
    kept = re.sub(r"[^A-Za-z0-9-]", " ", urn)
    return " ".join(kept.split()) or "no URN"
