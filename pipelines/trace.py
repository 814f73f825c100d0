"""Trace: from a line on a schedule to the records it stands for, and from any record to its line."""

from __future__ import annotations

import re
from typing import Any, Final

import duckdb

import schemas
from disclosure import material_accounts, query, tables
from disclosure.errors import UsageError
from disclosure.schedule.items import ScheduleItem
from disclosure.workspace import Workspace

_REGISTER: Final = "schedules/register"
_NUMBER: Final = re.compile(r"S?[1-9]\d*|r-[0-9a-f]{8}")


def run(case: Workspace, what: str) -> dict[str, Any]:
    """Where an item or a record leads.

    Args:
        case: The case.
        what: Number or reference of an item, or the artefact_id of any record of any table.

    Returns:
        For an item: its number, title and quantity, and each record with its table, source and place in it. For a
        record: its table, source and place, the record it belongs to, what accounts for it, and its item.

    Raises:
        UsageError: No submission has been made, or nothing of the case is called so.
    """
    folder = case.root / _REGISTER
    items_file, accounts = folder / "schedule_items.parquet", folder / material_accounts.ACCOUNTS_FILE
    if accounts not in case.committed(_REGISTER):
        raise UsageError(
            "schedule_first", "No schedule has been issued.", f"Run first: disclosure schedule {case.root}"
        )
    items = [ScheduleItem(**row) for row in tables.read([items_file], "schedule_items").to_pylist()]
    connection = query.connect()
    try:
        query.attach_tables(connection, case)
        if _NUMBER.fullmatch(what):
            return _item(connection, items, query.scan([accounts]), what)
        return _record(connection, {item.item_number: item for item in items}, query.scan([accounts]), what)
    finally:
        connection.close()


def _item(connection: duckdb.DuckDBPyConnection, items: list[ScheduleItem], accounts: str, what: str) -> dict[str, Any]:
    item = next((item for item in items if what in (item.item_number, item.reference)), None)
    if item is None:
        raise UsageError("unknown_item", "No item of the case has that number.", "Give one as the schedules print it.")
    records: list[dict[str, Any]] = []
    if item.artefact_table is not None:
        records = _rows(
            connection,
            f"SELECT a.artefact_id, a.artefact_table, t.source_path, t.source_locator FROM {accounts} a "  # noqa: S608 -- own names
            f"JOIN {item.artefact_table} t ON t.artefact_id = a.artefact_id "
            f"WHERE a.item_number = {query.quoted(item.item_number)} AND a.artefact_table = '{item.artefact_table}' "
            f"ORDER BY a.artefact_id",
        )
    return {
        "item": item.item_number,
        "title": item.title,
        "exhibit_ref": item.exhibit_ref,
        "quantity": item.quantity,
        "is_withdrawn": item.is_withdrawn,
        "records": records,
    }


def _record(
    connection: duckdb.DuckDBPyConnection, items: dict[str, ScheduleItem], accounts: str, what: str
) -> dict[str, Any]:
    wanted = query.quoted(what)
    for table in schemas.ARTEFACTS:
        belongs = material_accounts.belongs_to(table)
        found = _rows(
            connection,
            f"SELECT c.exhibit_ref::VARCHAR AS exhibit_ref, c.source_path, c.source_locator, {belongs} AS belongs_to "  # noqa: S608 -- own names
            f"FROM {table} c WHERE c.artefact_id = {wanted} LIMIT 1",
        )
        if found:
            break
    else:
        raise UsageError(
            "unknown_record",
            "No record of the case has that id.",
            "Give an item number, or the artefact_id of a record.",
        )
    of = query.quoted(found[0]["belongs_to"] or what)
    listed = _rows(
        connection,
        f"SELECT outcome, item_number, duplicate_of FROM {accounts} WHERE artefact_id = {of} "  # noqa: S608 -- own names
        f"UNION ALL SELECT a.outcome, a.item_number, a.duplicate_of FROM {accounts} a JOIN messages m "
        f"ON m.artefact_id = a.artefact_id AND m.conversation_id = {of} WHERE a.artefact_table = 'messages' "
        f"ORDER BY outcome <> 'item', item_number LIMIT 1",
    )
    account = listed[0] if listed else _of_extraction(items, found[0]["exhibit_ref"])
    item = items.get(account["item_number"] or "")
    return {
        "record": what,
        "artefact_table": table,
        **found[0],
        **account,
        "title": item.title if item else None,
    }


def _of_extraction(items: dict[str, ScheduleItem], exhibit_ref: str) -> dict[str, Any]:
    """The account of what belongs to nothing that is listed: the extraction report of its exhibit."""
    number = next(
        (n for n, item in items.items() if item.item_class == "extraction" and item.exhibit_ref == exhibit_ref), None
    )
    return {"outcome": "not_examined", "item_number": number, "duplicate_of": None}


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = connection.sql(sql).to_arrow_table().to_pylist()
    return rows
