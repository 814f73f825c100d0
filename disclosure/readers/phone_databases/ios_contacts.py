"""iOS address book: `AddressBook.sqlitedb`.

`ABPerson` holds names; `ABMultiValue` numbers (`property` 3), e-mails (4), web addresses (22), messaging and
social profiles (13, 46), street addresses (5, in parts in `ABMultiValueEntry`). Labels are in
`ABMultiValueLabel`. Times count from 2001.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from disclosure.canonical import CanonicalWriter, Fields, from_unix, instant
from disclosure.readers.phone_databases.kind import APPLE_EPOCH_SECONDS, Context, Kind
from disclosure.sources import sqlite
from disclosure.sources.sqlite import Database

_ENTRY_TYPES: Final = {3: "PhoneNumber", 4: "EmailAddress", 22: "WebAddress", 13: "UserID", 46: "UserID"}
_NAMES: Final = ("First", "Middle", "Last")


def is_one(tables: frozenset[str]) -> bool:
    """Whether tables are those of the address book."""
    return {"ABPerson", "ABMultiValue"} <= tables


def read(writer: CanonicalWriter, database: Database, context: Context) -> None:
    """Read one address book."""
    tables = database.tables()
    labels: dict[Any, str | None] = {}
    if "ABMultiValueLabel" in tables:
        for place, fields in sqlite.records(writer, database, "ABMultiValueLabel"):
            labels[int(place.rpartition("=")[2])] = fields.raw("value")
            writer.record("ABMultiValueLabel", None, place, fields, {"application": "Contacts"})
    entries: dict[Any, list[tuple[str, Fields]]] = defaultdict(list)
    for place, fields in sqlite.records(writer, database, "ABMultiValue"):
        entries[fields.peek("record_id")].append((place, fields))
    for place, fields in sqlite.records(writer, database, "ABPerson"):
        key = writer.id_of(place)
        parts = [fields.text(name) for name in _NAMES]
        organisation = fields.peek("Organization")
        name = " ".join(part for part in parts if part)
        if not name and organisation:
            name = fields.text("Organization") or ""
        values = {"application": "Contacts", "name": name or None, "notes": fields.text("Note")}
        for column, source in (("created_at", "CreationDate"), ("modified_at", "ModificationDate")):
            when = from_unix(fields.peek(source), 1, APPLE_EPOCH_SECONDS)
            values |= instant(column, when, fields.text(source), "stated")
        writer.record("ABPerson", "contacts", place, fields, values)
        for ordinal, (entry_place, entry) in enumerate(entries.pop(fields.peek("ROWID"), [])):
            _entry(writer, key, ordinal, entry_place, entry, labels)
    for left in entries.values():
        for place, fields in left:
            writer.record("ABMultiValue", None, place, fields, {"application": "Contacts"})
    if "ABMultiValueEntry" in tables:
        for place, fields in sqlite.records(writer, database, "ABMultiValueEntry"):
            writer.record("ABMultiValueEntry", None, place, fields, {"application": "Contacts"})


def _entry(
    writer: CanonicalWriter, contact: str, ordinal: int, place: str, fields: Fields, labels: dict[Any, str | None]
) -> None:
    kind = _ENTRY_TYPES.get(fields.peek("property"))
    value = fields.peek("value")
    if kind is None or not value:
        writer.record("ABMultiValue", None, place, fields, {"application": "Contacts"})
        return
    values = {
        "application": "Contacts",
        **writer.entry(contact, "contacts", ordinal, kind, fields.text("value") or ""),
        "category": labels.get(fields.peek("label")),
    }
    writer.record("ABMultiValue", "contact_entries", place, fields, values)


KIND: Final = Kind("iOS address book", False, is_one, read)
