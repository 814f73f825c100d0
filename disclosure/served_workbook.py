"""Served copies as a person reads them: one workbook an exhibit, its conversations and their messages in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from disclosure import query
from disclosure.documents.sheet_xlsx import Column, Sheet, write_workbook
from disclosure.redact.serve import served_schema

_CONVERSATIONS: Final = """
    SELECT row_number() OVER (ORDER BY min(m.sent_at) NULLS LAST, m.conversation_id) AS "No.",
        coalesce(m.application, any_value(c.application)) AS "Application",
        any_value(c.name) AS "Name", m.conversation_id AS "Conversation",
        any_value(p.people) AS "People", count(*) AS "Messages",
        strftime(min(m.sent_at), '%Y-%m-%d %H:%M:%S') AS "First (UTC)",
        strftime(max(m.sent_at), '%Y-%m-%d %H:%M:%S') AS "Last (UTC)"
    FROM served_messages m
    LEFT JOIN served_conversations c ON c.artefact_id = m.conversation_id
    LEFT JOIN people p ON p.conversation_id = m.conversation_id
    GROUP BY m.conversation_id, m.application ORDER BY 1
"""
_MESSAGES: Final = """
    SELECT n."No." AS "Conversation no.", coalesce(strftime(m.sent_at, '%Y-%m-%d %H:%M:%S'), m.sent_at_raw) AS "Sent",
        CASE WHEN m.sent_at IS NOT NULL THEN 'UTC' WHEN m.sent_at_raw IS NOT NULL THEN 'not stated' END AS "Zone",
        coalesce(m.sender_name, m.sender_identifier) AS "From", r.recipients AS "To", m.direction AS "Direction",
        m.subject AS "Subject", m.body AS "Message", q.quoted AS "Quotes",
        a.attachments AS "Attachments",
        m.deleted_state AS "Deleted state", m.artefact_id AS "Reference"
    FROM served_messages m
    JOIN numbered n ON n."Conversation" = m.conversation_id AND n."Application" IS NOT DISTINCT FROM m.application
    LEFT JOIN (SELECT message_id, string_agg(DISTINCT coalesce(name, identifier), '; '
                   ORDER BY coalesce(name, identifier)) AS recipients FROM served_message_recipients GROUP BY ALL) r
        ON r.message_id = m.artefact_id
    LEFT JOIN quotes q ON q.message_id = m.artefact_id
    LEFT JOIN listed_attachments a ON a.parent_id = m.artefact_id
    ORDER BY n."No.", m.sent_at NULLS LAST, m.ordinal, m.artefact_id
"""
_WIDTHS: Final = {
    "Message": 80,
    "Quotes": 40,
    "Sent": 20,
    "From": 24,
    "To": 30,
    "Reference": 34,
    "People": 50,
    "Name": 24,
}
_ROWS_PER_BATCH: Final = 4096
_TABLES: Final = ("messages", "conversations", "message_recipients", "quoted_messages", "attachments",
                  "conversation_participants")  # fmt: skip


def write(served: Path, created: datetime) -> int:
    """Write one workbook for each exhibit that has served messages.

    Args:
        served: Folder of served tables; the workbooks go into it.
        created: Time of creation for the document properties.

    Returns:
        Number of workbooks.
    """
    refs = exhibits(served)
    for ref in refs:
        connection = query.connect()
        attach(connection, served, ref)
        sheets = [
            _sheet("Conversations", connection.sql('SELECT * FROM numbered ORDER BY "No."')),
            _sheet("Messages", connection.sql(_MESSAGES)),
        ]
        write_workbook(served / f"{file_stem(ref)}.xlsx", sheets, created)
        connection.close()
    return len(refs)


def file_stem(ref: str) -> str:
    """Name of the files of an exhibit without ending.

    >>> file_stem("JLB/1")
    'UM messages JLB 1 EDITED'
    """
    safe = "".join(character if character.isalnum() else " " for character in ref)
    return f"UM messages {safe} EDITED"


def exhibits(served: Path) -> list[str]:
    """References of the exhibits that have served messages."""
    files = sorted((served / "messages").glob("*.parquet"))
    if not files:
        return []
    connection = query.connect()
    found = connection.sql(f"SELECT DISTINCT exhibit_ref::VARCHAR AS ref FROM {query.scan(files)} ORDER BY 1")  # noqa: S608 -- own paths
    return [str(ref) for ref in found.to_arrow_table().column("ref").to_pylist()]


def attach(connection: duckdb.DuckDBPyConnection, served: Path, ref: str) -> None:
    """Make what is served of one exhibit known to a connection.

    Views `served_<table>`; tables `numbered` (conversations in the order in which they are printed), `quotes` and
    `listed_attachments` (by message, each with the file that was released or that it is withheld).
    """
    for table in _TABLES:
        files = sorted((served / table).glob("*.parquet"))
        if files:
            source = f"(SELECT * FROM {query.scan(files)} WHERE exhibit_ref = {query.quoted(ref)})"  # noqa: S608 -- own paths
        else:
            source = f"{table}_empty"
            connection.register(source, served_schema(table).empty_table())
        connection.execute(f"CREATE VIEW served_{table} AS SELECT * FROM {source}")  # noqa: S608 -- own names
    connection.execute(
        "CREATE TEMP TABLE people AS SELECT conversation_id, string_agg(DISTINCT coalesce(name, identifier), '; ' "
        "ORDER BY coalesce(name, identifier)) AS people FROM served_conversation_participants GROUP BY ALL"
    )
    connection.execute(
        "CREATE TEMP TABLE quotes AS SELECT message_id, string_agg(concat_ws(': ', sender_name, body), chr(10) "
        "ORDER BY artefact_id) AS quoted FROM served_quoted_messages GROUP BY ALL"
    )
    released = sorted(path for path in (served / "attachments").glob("*") if path.suffix != ".parquet")
    files_of = {"id": [path.stem for path in released], "file": [path.name for path in released]}
    connection.register(
        "released", pa.table({name: pa.array(values, pa.string()) for name, values in files_of.items()})
    )
    connection.execute(
        "CREATE TEMP TABLE listed_attachments AS SELECT parent_id, string_agg("
        "coalesce(file_name, content_type, 'attachment') || coalesce(' (attachments/' || file || ')', ' (withheld)'), "
        "'; ' ORDER BY ordinal) AS attachments "
        "FROM served_attachments LEFT JOIN released ON id = artefact_id GROUP BY ALL"
    )
    connection.execute(f"CREATE TEMP TABLE numbered AS {_CONVERSATIONS}")


def _sheet(title: str, relation: duckdb.DuckDBPyRelation) -> Sheet:
    return Sheet(title, [Column(name, _WIDTHS.get(name, 16)) for name in relation.columns], _rows(relation))


def _rows(relation: duckdb.DuckDBPyRelation) -> Iterator[tuple[object, ...]]:
    # The reader opens with the first row: a connection holds one open result at a time.
    for batch in relation.to_arrow_reader(_ROWS_PER_BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
