"""Android's own databases: text messages (`mmssms.db`), calls (`calllog.db`, `contacts2.db`), contacts.

Tables and columns are those of the telephony and
contacts providers of the Android Open Source Project; they differ between releases, so every column that is
there is read and those without a place of their own go to other_fields. Deleted rows are not looked for.

* `sms`: `date` in milliseconds; `type` 1 received, 2 sent, 3 draft, 4 outbox, 5 failed, 6 queued.
* `pdu`, `addr`, `part`: MMS; `date` in seconds; address types 137 from, 151 to, 130 cc, 129 bcc; the address
  `insert-address-token` stands for the owner.
* `calls`: `date` in milliseconds; `type` 1 in, 2 out, 3 missed, 4 voicemail, 5 rejected, 6 blocked,
  7 answered on another device; `presentation` 2 withheld, 3 unknown, 4 payphone.
* `raw_contacts` and `data` (`mimetypes`): contacts and their entries.
"""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import Any, Final

from disclosure.canonical import CanonicalWriter, Conversation, Fields, from_unix, instant
from disclosure.readers.phone_databases.kind import Context, Kind
from disclosure.sources import sqlite
from disclosure.sources.sqlite import Database

_APPLICATION: Final = "Android"
_KNOWN: Final = frozenset({"sms", "pdu", "calls", "raw_contacts"})
_SMS_TYPES: Final = MappingProxyType({1: "received", 2: "sent", 3: "draft", 4: "outbox", 5: "failed", 6: "queued"})
_CALL_TYPES: Final = MappingProxyType(
    {
        1: "incoming",
        2: "outgoing",
        3: "missed",
        4: "voicemail",
        5: "rejected",
        6: "blocked",
        7: "answered elsewhere",
    }
)
_PRESENTATIONS: Final = MappingProxyType({2: "withheld", 3: "unknown", 4: "payphone"})
_ROLES: Final = MappingProxyType({137: "from", 151: "to", 130: "cc", 129: "bcc"})
_OWNER_PLACEHOLDER: Final = "insert-address-token"
_RECEIVED: Final = 1
_CALL_OUT: Final = 2
_SEND_REQUEST: Final = 128
_OUTGOING_BOXES: Final = frozenset({2, 3, 4, 5})
_LAYOUT: Final = "application/smil"
_NOTE: Final = "vnd.android.cursor.item/note"
_NO_NUMBER: Final = frozenset({"-1", "-2", "-3", ""})
_ENTRY_TYPES: Final = MappingProxyType(
    {
        "vnd.android.cursor.item/phone_v2": "PhoneNumber",
        "vnd.android.cursor.item/email_v2": "EmailAddress",
        "vnd.android.cursor.item/website": "WebAddress",
        "vnd.android.cursor.item/im": "UserID",
        "vnd.android.cursor.item/sip_address": "UserID",
    }
)


def read(writer: CanonicalWriter, database: Database, context: Context) -> None:
    """Read the tables of messages, calls and contacts that a database has."""
    tables = database.tables()
    if "sms" in tables:
        _messages(writer, database)
    if "pdu" in tables:
        _multimedia(writer, database, tables)
    if "calls" in tables:
        _calls(writer, database)
    if "raw_contacts" in tables:
        _contacts(writer, database, tables)


def is_one(tables: frozenset[str]) -> bool:
    """Whether a database with these tables is one of Android's messages, calls or contacts."""
    return "android_metadata" in tables and bool(tables & _KNOWN)


def _messages(writer: CanonicalWriter, database: Database) -> None:
    for place, fields in sqlite.records(writer, database, "sms"):
        kind = fields.integer("type")
        outgoing = kind in _SMS_TYPES and kind != _RECEIVED
        address = fields.text("address")
        other = writer.party("", address)
        chat = _thread(writer, database, fields.text("thread_id") or address or "none")
        chat.add(other)
        message = writer.record(
            "sms",
            "messages",
            place,
            fields,
            {
                "application": _APPLICATION,
                "vendor_id": fields.text("_id"),
                "conversation_id": chat.id,
                "ordinal": chat.next_ordinal(),
                **(writer.owner("sender") if outgoing else writer.party("sender", address, is_owner=False)),
                "direction": "outgoing" if outgoing else "incoming" if kind == _RECEIVED else "unknown",
                "subject": fields.text("subject"),
                "body": fields.text("body"),
                **instant("sent_at", from_unix(fields.peek("date"), 1000), fields.text("date"), "stated"),
                "folder": _SMS_TYPES.get(kind, str(kind)) if kind is not None else None,
                "status": fields.text("status"),
                "message_type": "SMS",
                "is_system": False,
                "attachment_count": 0,
            },
        )
        if outgoing and address:
            writer.recipient(message, place, 0, other, conversation=chat.id, application=_APPLICATION)


def _thread(writer: CanonicalWriter, database: Database, thread: str) -> Conversation:
    place = f"{database.name}:thread {thread}"
    return writer.conversation(place, place, application=_APPLICATION, chat_identifier=thread)


def _multimedia(writer: CanonicalWriter, database: Database, tables: frozenset[str]) -> None:
    addresses = _children(writer, database, "addr", "msg_id", tables)
    parts = _children(writer, database, "part", "mid", tables)
    for place, fields in sqlite.records(writer, database, "pdu"):
        number = fields.peek("_id")
        key = writer.id_of(place)
        box, kind = fields.integer("msg_box"), fields.integer("m_type")
        outgoing = box in _OUTGOING_BOXES or kind == _SEND_REQUEST
        chat = _thread(writer, database, fields.text("thread_id") or "none")
        sender = _people(writer, chat, key, addresses.pop(number, []))
        texts, files = _parts(writer, key, chat, parts.pop(number, []))
        writer.record(
            "pdu",
            "messages",
            place,
            fields,
            {
                "application": _APPLICATION,
                "vendor_id": fields.text("_id"),
                "conversation_id": chat.id,
                "ordinal": chat.next_ordinal(),
                **(writer.owner("sender") if outgoing else writer.party("sender", sender, is_owner=False)),
                "direction": "outgoing" if outgoing else "incoming" if box == _RECEIVED else "unknown",
                "subject": fields.text("sub"),
                "body": "\n".join(texts) if texts else None,
                **instant("sent_at", from_unix(fields.peek("date")), fields.text("date"), "stated"),
                "folder": _SMS_TYPES.get(box, str(box)) if box is not None else None,
                "status": None if kind is None else str(kind),
                "message_type": "MMS",
                "is_system": False,
                "attachment_count": files,
            },
        )
    # Addresses and parts whose message is no longer there are kept all the same.
    for table, orphans in (("addr", addresses), ("part", parts)):
        for children in orphans.values():
            for place, fields in children:
                writer.record(table, None, place, fields, {"application": _APPLICATION})


def _children(
    writer: CanonicalWriter, database: Database, table: str, parent: str, tables: frozenset[str]
) -> dict[Any, list[tuple[str, Fields]]]:
    """Rows of a table that belong to messages or contacts, by the number of those."""
    found: dict[Any, list[tuple[str, Fields]]] = defaultdict(list)
    if table in tables:
        for place, fields in sqlite.records(writer, database, table):
            found[fields.peek(parent)].append((place, fields))
    return found


def _people(
    writer: CanonicalWriter, chat: Conversation, message: str, addresses: list[tuple[str, Fields]]
) -> str | None:
    """Write a multimedia message's recipients; the sender's address."""
    sender = None
    for ordinal, (place, fields) in enumerate(addresses):
        role = _ROLES.get(fields.peek("type"))
        if role is None:
            writer.record("addr", None, place, fields, {"application": _APPLICATION})
            continue
        fields.take("type")
        address = fields.text("address")
        is_owner = address == _OWNER_PLACEHOLDER
        who = writer.owner("") if is_owner else writer.party("", address)
        chat.add(who)
        if role == "from":
            sender = None if is_owner else address
            writer.record("addr", None, place, fields, {"application": _APPLICATION})
            continue
        values = {
            "application": _APPLICATION,
            "message_id": message,
            "parent_table": "messages",
            "conversation_id": chat.id,
            "role": role,
            "basis": "stated",
            "ordinal": ordinal,
            **who,
        }
        writer.record("addr", "message_recipients", place, fields, values)
    return sender


def _parts(
    writer: CanonicalWriter, message: str, chat: Conversation, parts: list[tuple[str, Fields]]
) -> tuple[list[str], int]:
    """Write a multimedia message's parts: its texts, and the number of its files."""
    texts: list[str] = []
    files = 0
    for place, fields in parts:
        kind = fields.peek("ct")
        if kind == "text/plain" and fields.peek("text") is not None:
            texts.append(fields.text("text") or "")
            writer.record("part", None, place, fields, {"application": _APPLICATION})
        elif kind == _LAYOUT:
            writer.record("part", None, place, fields, {"application": _APPLICATION})
        else:
            values = {
                "application": _APPLICATION,
                "parent_id": message,
                "parent_table": "messages",
                "conversation_id": chat.id,
                "ordinal": files,
                "file_name": fields.text("cl") or fields.text("fn") or fields.text("name"),
                "content_type": fields.text("ct"),
                "extracted_path": fields.text("_data"),
                "status": "listed_but_missing",
            }
            writer.record("part", "attachments", place, fields, values)
            files += 1
    return texts, files


def _calls(writer: CanonicalWriter, database: Database) -> None:
    for place, fields in sqlite.records(writer, database, "calls"):
        kind = fields.integer("type")
        number = None if fields.raw("number") in _NO_NUMBER else fields.text("number")
        name = fields.text("name")
        presentation = fields.peek("presentation")
        hidden = _PRESENTATIONS.get(presentation) if isinstance(presentation, int) else None
        if hidden:
            fields.take("presentation")
        call = writer.record(
            "calls",
            "calls",
            place,
            fields,
            {
                "application": _APPLICATION,
                "direction": None if kind is None else "outgoing" if kind == _CALL_OUT else "incoming",
                "call_type": _CALL_TYPES.get(kind, str(kind)) if kind is not None else None,
                "status": hidden,
                "duration_seconds": fields.number("duration"),
                "country_code": fields.text("countryiso"),
                **instant("started_at", from_unix(fields.peek("date"), 1000), fields.text("date"), "stated"),
            },
        )
        if number is not None or name:
            values = {
                "application": _APPLICATION,
                "call_id": call,
                "role": "To" if kind == _CALL_OUT else "From",
                "ordinal": 0,
                **writer.party("", number, name),
            }
            writer.row("call_parties", place, values, "party 0")


def _contacts(writer: CanonicalWriter, database: Database, tables: frozenset[str]) -> None:
    kinds: dict[Any, Any] = {}
    if "mimetypes" in tables:
        for place, fields in sqlite.records(writer, database, "mimetypes"):
            kinds[fields.peek("_id")] = fields.peek("mimetype")
            writer.record("mimetypes", None, place, fields, {"application": _APPLICATION})
    entries = _children(writer, database, "data", "raw_contact_id", tables)
    for place, fields in sqlite.records(writer, database, "raw_contacts"):
        notes = _entries(writer, writer.id_of(place), kinds, entries.pop(fields.peek("_id"), []))
        contacted = instant(
            "contacted_at",
            from_unix(fields.peek("last_time_contacted"), 1000),
            fields.text("last_time_contacted"),
            "stated",
        )
        writer.record(
            "raw_contacts",
            "contacts",
            place,
            fields,
            {
                "application": _APPLICATION,
                "name": fields.text("display_name"),
                "account": fields.text("account_name"),
                "contact_type": fields.text("account_type"),
                "notes": "\n".join(notes) or None,
                "times_contacted": fields.integer("times_contacted"),
                **contacted,
            },
        )
    for children in entries.values():
        for place, fields in children:
            writer.record("data", None, place, fields, {"application": _APPLICATION})


def _entries(
    writer: CanonicalWriter, contact: str, kinds: dict[Any, Any], children: list[tuple[str, Fields]]
) -> list[str]:
    """Write a contact's numbers and addresses; its notes."""
    notes = []
    ordinal = 0
    for place, fields in children:
        kind = kinds.get(fields.peek("mimetype_id"))
        if not fields.peek("data1") or (kind != _NOTE and kind not in _ENTRY_TYPES):
            writer.record("data", None, place, fields, {"application": _APPLICATION})
            continue
        text = fields.text("data1") or ""
        if kind == _NOTE:
            notes.append(text)
            writer.record("data", None, place, fields, {"application": _APPLICATION})
            continue
        values = {
            "application": _APPLICATION,
            **writer.entry(contact, "contacts", ordinal, _ENTRY_TYPES[str(kind)], text),
            "category": fields.text("data3"),
        }
        writer.record("data", "contact_entries", place, fields, values)
        ordinal += 1
    return notes


KIND: Final = Kind("Android messages, calls and contacts", False, is_one, read)
