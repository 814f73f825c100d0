"""The files of a submission: every form in every format it is written in, under names that the CPS recognises."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, get_args

from disclosure.documents import case_material_json, schedule_docx, schedule_json, schedule_pdf, schedule_xlsx
from disclosure.errors import UsageError
from disclosure.hashing import sha256_file
from disclosure.schedule.forms import Form, FormName
from disclosure.schedule.items import ScheduleItem

SENSITIVE: Final = "sensitive"
"""Folder of what is bundled apart: the sensitive schedule and what gives its reasons."""
TEMPLATES: Final = "templates"
"""Folder of the case in which a force's own Word templates are looked for."""
ENDINGS: Final = (".docx", ".json", ".pdf", ".xlsx")


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
        schedule_pdf.write(folder / f"{stem}.pdf", form, at)
        schedule_xlsx.write(folder / f"{stem}.xlsx", form, at)
        names += [(folder / f"{stem}{ending}").relative_to(out).as_posix() for ending in ENDINGS]
    return sorted(names)


def write_assessments(out: Path, items: Sequence[ScheduleItem], urn: str, submission: int) -> list[str]:
    """Write the police assessment of every item for the prosecutor's systems, each schedule's items apart.

    Returns:
        Paths below the folder of the submission.
    """
    names = []
    for name, folder, is_sensitive in (("MG6E", out, False), ("MG6D", out / SENSITIVE, True)):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"UM {name} assessments {safe_urn(urn)} submission {submission}.json"
        content = case_material_json.content(items, urn=urn, submission=submission, is_sensitive=is_sensitive)
        schedule_json.write_json(path, content)
        names.append(path.relative_to(out).as_posix())
    return names


def own_templates(case: Path, given: Path | None) -> Path | None:
    """The folder of a force's own templates: the one given, or `templates/` of the case.

    Raises:
        UsageError: The folder given holds no template of that name; a slip of the name would otherwise go unnoticed.
    """
    if given is None:
        folder = case / TEMPLATES
        return folder if folder.is_dir() else None
    if not any((given / f"{name}.docx").is_file() for name in get_args(FormName)):
        raise UsageError(
            "no_templates",
            f"{given} holds no template: expected one or more of {', '.join(f'{n}.docx' for n in get_args(FormName))}.",
            "Make a folder of templates to edit: disclosure templates DIR",
        )
    return given


def digests(templates: Path | None) -> dict[str, str]:
    """SHA-256 of every template of a force's own, by its name, for the ledger."""
    files = [templates / f"{name}.docx" for name in get_args(FormName)] if templates else []
    return {path.name: sha256_file(path) for path in files if path.is_file()}


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
