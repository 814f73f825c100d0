"""The data dictionary as a page: `python -m schemas.dictionary` writes schemas/README.md anew."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

import schemas
from schemas.fields import description, sensitivity

_HEAD = """\
# Data dictionary

Every table the toolkit writes, made from the schemas in this folder (`python -m schemas.dictionary`).
`fields.py` explains the sensitivities. Times are three columns: the UTC instant, the text as it stood, and how
its zone is known.
"""


def markdown() -> str:
    """The whole dictionary."""
    parts = [_HEAD, "\n## Tables made from exports\n"]
    parts += [_table(name, schema) for name, schema in schemas.ARTEFACTS.items()]
    parts.append("\n## Records of later stages\n")
    parts += [_table(name, schema) for name, schema in schemas.RECORDS.items()]
    return "".join(parts)


def _table(name: str, schema: pa.Schema) -> str:
    lines = [f"\n### {name}\n", schema.metadata[b"description"].decode(), ""]
    lines += ["| column | type | sensitivity | meaning |", "|---|---|---|---|"]
    for column in schema:
        unit = (column.metadata or {}).get(b"unit")
        meaning = description(column) + (f" ({unit.decode()})" if unit else "")
        lines.append(f"| {column.name} | {column.type} | {sensitivity(column)} | {meaning} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("README.md").write_text(markdown(), encoding="utf-8", newline="\n")
