"""A schedule as JSON: the same content as the document, for import into other systems.

Fields of an item bear the names of the CPS Digital Case File; what it has no field for is named in the same style.
`schemas/schedule.schema.json` says what is in the file.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from disclosure.schedule.forms import Form, Row, Section

FIELDS: Final = {
    "cps_code": "cpsAssessment",
    "cps_comment": "cpsRationale",
    "explanation": "policeRationale",
    "copy_supplied": "isProvided",
    "cps_agrees": "cpsAgreesSensitive",
    "cps_application": "cpsCourtApplication",
}
"""Columns whose field in the Digital Case File has another name than its key in camel case."""


def write(path: Path, form: Form) -> None:
    """Write a form; keys in a fixed order, lines as objects keyed by column."""
    write_json(path, content(form))


def write_json(path: Path, values: Any) -> None:  # noqa: ANN401 -- any JSON value
    """Write a value the way every JSON document of the toolkit is written."""
    path.write_text(json.dumps(values, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def field(key: str) -> str:
    """The field of a column.

    >>> field("reason_for_sensitivity"), field("cps_code")
    ('reasonForSensitivity', 'cpsAssessment')
    """
    return FIELDS.get(key) or re.sub("_([a-z0-9])", lambda match: match[1].upper(), key)


def content(form: Form) -> dict[str, Any]:
    """A form as plain values. Fields for endorsements are null: nobody has filled them in."""
    return {
        "form": form.name,
        "title": form.title,
        "marking": form.marking or None,
        "urn": form.urn,
        "submission": form.submission,
        "isDraft": form.is_draft,
        "preparedAt": form.prepared_at.isoformat(),
        "header": dict(form.header),
        "notes": list(form.notes),
        "columns": {field(column.key): column.heading for column in form.columns},
        "items": [_item(form, row) for row in form.rows],
        "nil": None if form.rows else form.nil,
        "sections": [_section(section) for section in form.sections],
        "certification": list(form.certification),
        "signatures": [{"heading": block.heading, **dict.fromkeys(block.lines)} for block in form.signatures],
        "ledgerHead": form.ledger_head,
    }


def _item(form: Form, row: Row) -> dict[str, Any]:
    cells = {
        field(column.key): None if column.is_blank else cell
        for column, cell in zip(form.columns, row.cells, strict=True)
    }
    first = field(form.columns[0].key)
    return {
        "id": f"{form.urn} {form.name} {row.cells[0]}",
        first: cells.pop(first),
        **({"title": row.title} if row.title else {}),
        **cells,
        **({"reference": row.digest} if row.digest else {}),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "notes": list(section.notes),
        "columns": {field(column.key): column.heading for column in section.columns},
        "rows": [
            {field(column.key): cell for column, cell in zip(section.columns, row.cells, strict=True)}
            for row in section.rows
        ],
        "nil": None if section.rows else section.nil or None,
    }
