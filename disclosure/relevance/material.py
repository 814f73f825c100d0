"""Which artefacts can become material, when each happened and what words it holds.

The tables are those that the schedules list. What belongs to such an artefact (recipients, quotes,
attachments, entries of a contact) shares its status and is no material of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import duckdb
import pyarrow as pa

from disclosure import query
from disclosure.normalise.timestamps import parse_local


@dataclass(frozen=True)
class MaterialTable:
    """One table whose artefacts can become material.

    Attributes:
        name: The table.
        time_columns: Columns that say when it happened, the best first; the first that is filled counts.
        text_columns: Columns that search terms are looked for in.
        conversation_column: Column of its conversation; none where it has none.
    """

    name: str
    time_columns: tuple[str, ...]
    text_columns: tuple[str, ...] = ()
    conversation_column: str | None = None


MATERIAL: Final = (
    MaterialTable("messages", ("sent_at", "delivered_at", "read_at"), ("subject", "body"), "conversation_id"),
    MaterialTable("emails", ("sent_at",), ("subject", "body", "snippet")),
    MaterialTable("calls", ("started_at",)),
    MaterialTable("notes", ("created_at", "modified_at"), ("title", "body", "summary", "folder")),
    MaterialTable("searches", ("searched_at",), ("query",)),
    MaterialTable("visited_pages", ("visited_at",), ("title", "url", "path")),
    MaterialTable("calendar_entries", ("starts_at",), ("subject", "details", "location")),
    MaterialTable("locations", ("occurred_at",), ("name", "description", "address")),
    MaterialTable("contacts", ("created_at", "modified_at", "contacted_at"), ("name", "notes", "contact_group")),
    MaterialTable("accounts", ("created_at",), ("name", "username", "notes")),
    MaterialTable("files", ("created_at", "modified_at"), ("name", "path")),
    MaterialTable("device_events", ("started_at",), ("value",)),
    MaterialTable("installed_applications", ("installed_at", "last_launched_at"), ("description",)),
    MaterialTable("wireless_networks", ("seen_at", "last_connected_at"), ("ssid",)),
    MaterialTable("cell_towers", ("seen_at",)),
    MaterialTable("passwords", ("created_at", "modified_at"), ("label", "account", "service", "server")),
)
"""Tables whose artefacts can become material, in the order of the schedules."""


@dataclass(frozen=True)
class BelongingText:
    """Words that stand in a table of records which belong to others, and count as those records' words.

    Attributes:
        table: The table.
        parent_column: Column with the artefact_id of the record that it belongs to.
        text_columns: Columns that search terms are looked for in.
    """

    table: str
    parent_column: str
    text_columns: tuple[str, ...]


BELONGING: Final = (
    BelongingText("quoted_messages", "message_id", ("subject", "body")),
    BelongingText("attachments", "parent_id", ("file_name", "title", "transcript")),
    BelongingText("contact_entries", "parent_id", ("value",)),
)

FIELDS: Final = (
    *(f"{table.name}.{column}" for table in MATERIAL for column in table.text_columns),
    *(f"{table.table}.{column}" for table in BELONGING for column in table.text_columns),
)
"""Every column that is searched, in the order in which hits are listed."""

TABLE_ORDER: Final = MappingProxyType({table.name: place for place, table in enumerate(MATERIAL)})


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `material`: one row per artefact, numbered in the order in which it is listed.

    Columns: `row`, `table_order`, `artefact_id`, `artefact_table`, `exhibit_ref`, `application`,
    `conversation_id`, `subject` (what is privileged or in scope as a whole: the conversation of a message, any
    other artefact by itself), `ordinal` (place in the conversation as exported), `occurred_at` (UTC instant) and
    `shown_at` (local reading of a time whose zone is not stated; null where there is an instant or no time).

    Args:
        connection: With the case's tables attached.
    """
    raw = " UNION ".join(
        f"SELECT {column}_raw AS raw FROM {table.name} WHERE {column} IS NULL AND {column}_raw IS NOT NULL"  # noqa: S608 -- own names
        for table in MATERIAL
        for column in table.time_columns
    )
    texts = connection.sql(raw).to_arrow_table().column("raw").to_pylist()
    readings = [parse_local(text) for text in texts]
    connection.register(
        "local_readings",
        pa.table(
            {"raw": pa.array(texts, pa.string()), "reading": pa.array(readings, pa.timestamp("us"))},
        ),
    )
    parts = " UNION ALL ".join(_rows(table) for table in MATERIAL)
    connection.execute(
        f"CREATE TEMP TABLE material AS SELECT "  # noqa: S608 -- own names
        f"row_number() OVER (ORDER BY p.table_order, p.exhibit_ref, p.artefact_id)::INTEGER AS row, "
        f"p.* EXCLUDE (raw), l.reading AS shown_at "
        f"FROM ({parts}) p LEFT JOIN local_readings l ON p.occurred_at IS NULL AND l.raw = p.raw"
    )
    connection.unregister("local_readings")


def _rows(table: MaterialTable) -> str:
    # Instant and text come from the same column, so that a later one never lends its time to an earlier one.
    filled = [f"WHEN {c} IS NOT NULL OR {c}_raw IS NOT NULL THEN {c}" for c in table.time_columns]
    texts = [f"WHEN {c} IS NOT NULL OR {c}_raw IS NOT NULL THEN {c}_raw" for c in table.time_columns]
    ordinal = "ordinal" if table.conversation_column else "NULL::INTEGER"
    conversation = table.conversation_column or "NULL::VARCHAR"
    return (
        f"SELECT {TABLE_ORDER[table.name]}::INTEGER AS table_order, artefact_id, '{table.name}' AS artefact_table, "  # noqa: S608 -- own names
        f"exhibit_ref::VARCHAR AS exhibit_ref, application, "
        f"{conversation} AS conversation_id, coalesce({conversation}, artefact_id) AS subject, {ordinal} AS ordinal, "
        f"CASE {' '.join(filled)} END AS occurred_at, CASE {' '.join(texts)} END AS raw FROM {table.name}"
    )


def texts_sql(rows: str, withheld_quotes: str | None = None) -> str:
    """SQL for the words of artefacts: `row`, `field` (index into `FIELDS`) and `text`.

    Args:
        rows: SQL table expression of the artefacts wanted, with `row`, `artefact_table` and `artefact_id`.
        withheld_quotes: Table of the quotes (`artefact_id`) whose words are left out; none for no quotes.
    """
    order = {field: place for place, field in enumerate(FIELDS)}
    keep = f" WHERE q.artefact_id NOT IN (SELECT artefact_id FROM {withheld_quotes})" if withheld_quotes else ""  # noqa: S608 -- own names
    quotes = f"(SELECT q.* FROM quoted_messages q{keep})"  # noqa: S608 -- own names
    # What is attached to a quote belongs to the message that the quote stands in.
    attached = (
        f"(SELECT a.* REPLACE (coalesce(q.message_id, a.parent_id) AS parent_id) "  # noqa: S608 -- own names
        f"FROM attachments a LEFT JOIN {quotes} q ON q.artefact_id = a.parent_id)"
    )
    sources = {"quoted_messages": quotes, "attachments": attached}
    of_own = [(table.name, "artefact_id", table.text_columns, (table.name,)) for table in MATERIAL]
    of_others = [(part.table, part.parent_column, part.text_columns, tuple(TABLE_ORDER)) for part in BELONGING]
    selects = []
    for name, key, columns, parents in (*of_own, *of_others):
        listed = ", ".join(query.quoted(parent) for parent in parents)
        selects += [
            f"SELECT m.row, {order[f'{name}.{column}']}::INTEGER AS field, t.{column} AS text "  # noqa: S608 -- own names
            f"FROM {sources.get(name, name)} t "
            f"JOIN {rows} m ON m.artefact_id = t.{key} AND m.artefact_table IN ({listed})"
            for column in columns
        ]
    return " UNION ALL ".join(selects)
