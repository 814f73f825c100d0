"""Which rows leave, decided before any text is looked at: minimise first, redact what remains.

Only what the search marked responsive, with the messages around it, and what belongs to those records:
recipients, quotes, attachment entries, call parties, the conversations themselves. A message that quotes one
that is itself withheld (out of scope or privileged) is served without the words of the quote.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Final

import duckdb
import pyarrow as pa

import schemas
from disclosure import tables

ROWS_PER_PART: Final = 5_000
"""Rows redacted in one go. Parts are cut the same way whatever the number of workers."""

SERVED_STATUSES: Final = ("responsive", "context")
NEVER_SERVED: Final = frozenset({"passwords", "other_fields"})
"""Tables that are withheld whole: secrets, and fields whose meaning is not known."""

_OWN: Final = "SELECT t.* FROM {table} t WHERE t.artefact_id IN (SELECT artefact_id FROM served)"
_CHILDREN: Final = MappingProxyType(
    {
        "message_recipients": "message_id",
        "quoted_messages": "message_id",
        "attachments": "parent_id",
        "call_parties": "call_id",
        "contact_entries": "parent_id",
    }
)
"""Tables of records that belong to another, and the column that says to which."""

_OF_CONVERSATION: Final = MappingProxyType(
    {"conversations": "artefact_id", "conversation_participants": "conversation_id"}
)

_ORDER: Final = MappingProxyType(
    {
        "messages": "exhibit_ref::VARCHAR, conversation_id, ordinal, artefact_id",
        "message_recipients": "exhibit_ref::VARCHAR, message_id, ordinal, artefact_id",
    }
)


def served_tables() -> tuple[str, ...]:
    """Canonical tables that can be served, in the order of the contract."""
    return tuple(table for table in schemas.ARTEFACTS if table not in NEVER_SERVED)


def prepare(
    connection: duckdb.DuckDBPyConnection,
    material_status: str,
    withheld_quotes: str,
    kept_back: str | None = None,
) -> None:
    """Make the view `served`: the artefacts that leave.

    Args:
        connection: With the case's tables attached.
        material_status: SQL table expression of `material_status`.
        withheld_quotes: SQL table expression of `withheld_quotes`.
        kept_back: SQL table expression of what a person has named as sensitive or not relevant (`artefact_id`), which
            leaves in no copy; none for nothing.
    """
    kept = f" AND artefact_id NOT IN (SELECT artefact_id FROM {kept_back})" if kept_back else ""  # noqa: S608 -- own names
    statuses = ", ".join(f"'{status}'" for status in SERVED_STATUSES)
    connection.execute(
        f"CREATE TEMP TABLE served AS SELECT artefact_id, artefact_table, conversation_id FROM {material_status} "  # noqa: S608 -- own names
        f"WHERE status IN ({statuses}){kept}"
    )
    connection.execute(f"CREATE TEMP VIEW withheld_quotes AS FROM {withheld_quotes}")


def query_of(table: str) -> str:
    """SQL for the rows of a table that leave, in a fixed order."""
    if table in _CHILDREN:
        rows = f"SELECT t.* FROM {table} t WHERE t.{_CHILDREN[table]} IN (SELECT artefact_id FROM served)"  # noqa: S608 -- own names
    elif table in _OF_CONVERSATION:
        rows = (
            f"SELECT t.* FROM {table} t WHERE t.{_OF_CONVERSATION[table]} IN "  # noqa: S608 -- own names
            f"(SELECT conversation_id FROM served WHERE artefact_table = 'messages')"
        )
    else:
        rows = _OWN.format(table=table)
    if table == "quoted_messages":
        withheld = "CASE WHEN artefact_id IN (FROM withheld_quotes) THEN '[Withheld]'"
        kept = ", ".join(f"{withheld} ELSE {column} END AS {column}" for column in ("subject", "body"))
        rows = f"SELECT * REPLACE ({kept}) FROM ({rows})"  # noqa: S608 -- own names
    return f"{rows} ORDER BY {_ORDER.get(table, 'exhibit_ref::VARCHAR, artefact_id')}"


def write_parts(connection: duckdb.DuckDBPyConnection, table: str, folder: Path) -> list[Path]:
    """Write the rows of a table that leave, unredacted, as parts of at most `ROWS_PER_PART` rows.

    Args:
        connection: After `prepare`.
        table: Canonical table.
        folder: Where the parts go; inside the case's staging folder.
    """
    schema = schemas.table_schema(table)
    parts: list[Path] = []
    reader = connection.sql(query_of(table)).to_arrow_reader(ROWS_PER_PART)
    for batch in _batches_of(reader, ROWS_PER_PART):
        path = folder / table / f"{len(parts):05d}.parquet"
        tables.write_table(path, table, batch.select(schema.names))
        parts.append(path)
    return parts


def _batches_of(reader: pa.RecordBatchReader, rows: int) -> Iterator[pa.Table]:
    """Tables of exactly so many rows, the last one smaller, however the engine cuts its batches."""
    waiting: list[pa.RecordBatch] = []
    count = 0
    for batch in reader:
        start = 0
        while start < batch.num_rows:
            piece = batch.slice(start, min(rows - count, batch.num_rows - start))
            waiting.append(piece)
            count += piece.num_rows
            start += piece.num_rows
            if count == rows:
                yield pa.Table.from_batches(waiting)
                waiting, count = [], 0
    if waiting:
        yield pa.Table.from_batches(waiting)
