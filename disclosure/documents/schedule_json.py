"""A schedule as JSON: the same content as the document, for import into other systems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from disclosure.schedule.forms import Form


def write(path: Path, form: Form) -> None:
    """Write a form; keys in a fixed order, lines as objects keyed by column."""
    path.write_text(json.dumps(content(form), indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def content(form: Form) -> dict[str, Any]:
    """A form as plain values. Columns for endorsements are null: nobody has filled them in."""
    return {
        "form": form.name,
        "title": form.title,
        "marking": form.marking or None,
        "urn": form.urn,
        "submission": form.submission,
        "prepared_at": form.prepared_at.isoformat(),
        "header": dict(form.header),
        "notes": list(form.notes),
        "columns": {column.key: column.heading for column in form.columns},
        "items": [
            {
                form.columns[0].key: row.cells[0],
                **({"title": row.title} if row.title else {}),
                **{
                    column.key: None if column.is_blank else cell
                    for column, cell in zip(form.columns[1:], row.cells[1:], strict=True)
                },
            }
            for row in form.rows
        ],
        "nil": None if form.rows else form.nil,
        "certification": list(form.certification),
        "signatures": [{"heading": block.heading, **dict.fromkeys(block.lines)} for block in form.signatures],
        "ledger_head": form.ledger_head,
    }
