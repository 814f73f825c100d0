"""WhatsApp on Android: `msgstore.db` in its newer and older schema, and contacts in `wa.db`.

Newer: `message` with `chat`, `jid`, and tables of parts by `message_row_id`; older: `messages` with the JID on
each row. Times are in milliseconds. The row of chat -1 is a pseudo row that every database has; it is kept in
other_fields. `jid_map` says which number a privacy id (`@lid`) belongs to: it becomes a contact with both, and
no identifier is ever rewritten. `@lid` and `@g.us` are never telephone numbers.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from disclosure.canonical import CanonicalWriter, Conversation, Fields, from_unix, instant
from disclosure.readers.phone_databases.kind import Context, Kind
from disclosure.sources import sqlite
from disclosure.sources.sqlite import Database

APPLICATION: Final = "WhatsApp"
_MILLISECONDS: Final = 1000
_SYSTEM: Final = 7
_DELETED: Final = 15
_TYPES: Final = {
    0: "text",
    1: "image",
    2: "audio",
    3: "video",
    4: "contact",
    5: "location",
    7: "system",
    9: "document",
    10: "missed call",
    11: "waiting for the message",
    13: "GIF",
    14: "contacts",
    15: "deleted",
    16: "live location",
    20: "sticker",
    42: "view-once image",
    43: "view-once video",
    66: "poll",
    90: "call",
}
_GROUPS: Final = ("@g.us", "@broadcast")

Rows = dict[Any, list[tuple[str, Fields]]]


def _by(writer: CanonicalWriter, database: Database, tables: frozenset[str], table: str, key: str) -> Rows:
    """Rows of a table by a column; none where there is no such table."""
    found: Rows = defaultdict(list)
    if table in tables:
        for place, fields in sqlite.records(writer, database, table):
            found[fields.peek(key)].append((place, fields))
    return found


def _keep(writer: CanonicalWriter, table: str, rows: list[tuple[str, Fields]]) -> None:
    """Rows without a table of their own, whole in other_fields."""
    for place, fields in rows:
        writer.record(table, None, place, fields, {"application": APPLICATION})


_PARTS: Final = ("message_media", "message_location", "message_quoted", "message_text", "message_system",
                 "message_vcard", "message_link", "message_forwarded", "message_revoked", "message_edit_info",
                 "message_mentions", "message_ephemeral", "message_view_once_media", "message_poll",
                 "message_poll_option", "message_system_group", "message_system_value_change",
                 "message_system_chat_participant", "message_system_number_change", "message_details")  # fmt: skip


def read(writer: CanonicalWriter, database: Database, context: Context) -> None:
    """Read one msgstore.db of the newer schema."""
    tables = database.tables()
    jids: dict[Any, str] = {}
    for place, fields in sqlite.records(writer, database, "jid"):
        text = fields.raw("raw_string")
        if text:
            jids[fields.peek("_id")] = text
        writer.record("jid", None, place, fields, {"application": APPLICATION})
    chats = _chats(writer, database, jids, tables)
    parts = {table: _by(writer, database, tables, table, "message_row_id") for table in _PARTS}
    receipts = _by(writer, database, tables, "receipt_user", "message_row_id")
    for place, fields in sqlite.records(writer, database, "message"):
        number = fields.peek("_id")
        chat_number = fields.peek("chat_row_id")
        if chat_number == -1:
            writer.record("message", None, place, fields, {"application": APPLICATION})
            continue
        key = writer.id_of(place)
        chat, chat_jid = chats.get(chat_number) or (_loose(writer, database, str(chat_number)), "")
        from_me = bool(fields.take("from_me"))
        kind = fields.integer("message_type")
        is_group = chat_jid.endswith(_GROUPS)
        sender = jids.get(fields.peek("sender_jid_row_id")) or (None if is_group else chat_jid or None)
        own = {table: rows.pop(number, []) for table, rows in parts.items()}
        files = own.pop("message_media")
        quotes = own.pop("message_quoted")
        values = _message(writer, chat, kind, from_me, sender)
        caption = next((item.peek("media_caption") for _, item in files if item.peek("media_caption")), None)
        for _, item in own["message_location"]:
            values["latitude"], values["longitude"] = item.number("latitude"), item.number("longitude")
        values |= {
            "vendor_id": fields.text("key_id"),
            "body": fields.text("text_data") or caption,
            **_time(fields, "sent_at", "timestamp"),
            "status": fields.text("status"),
            "attachment_count": len(files),
            "quoted_count": len(quotes),
            "is_forwarded": bool(own["message_forwarded"]) or None,
        }
        writer.record("message", "messages", place, fields, values)
        stated = [*_recipients(writer, key, chat, receipts.pop(number, []), jids)]
        if from_me and not is_group and chat_jid and chat_jid not in stated:
            who = writer.party("", chat_jid)
            writer.recipient(key, place, len(stated), who, conversation=chat.id, application=APPLICATION)
        for ordinal, (part_place, item) in enumerate(files):
            _media(writer, part_place, item, key, chat.id, ordinal, context)
        for ordinal, (part_place, item) in enumerate(quotes):
            _quote(writer, part_place, item, key, chat.id, ordinal, jids)
        for table, rows in own.items():
            _keep(writer, table, rows)
    for table, left in parts.items():
        for rows in left.values():
            _keep(writer, table, rows)
    for rows in receipts.values():
        _keep(writer, "receipt_user", rows)
    for table in sorted(tables & {"message_add_on", "message_add_on_reaction", "message_add_on_poll_vote",
                                  "group_participants", "group_participant_user", "audio_data"}):  # fmt: skip
        if table != "group_participant_user":
            for place, fields in sqlite.records(writer, database, table):
                writer.record(table, None, place, fields, {"application": APPLICATION})
    _number_map(writer, database, tables, jids)
    _calls(writer, database, tables, jids)


def _message(
    writer: CanonicalWriter, chat: Conversation, kind: int | None, from_me: bool, sender: str | None
) -> dict[str, Any]:
    """Columns that both schemas fill alike."""
    is_system = kind == _SYSTEM
    values: dict[str, Any] = {
        "application": APPLICATION,
        "conversation_id": chat.id,
        "ordinal": chat.next_ordinal(),
        "direction": "system" if is_system else "outgoing" if from_me else "incoming",
        "message_type": _TYPES.get(kind, f"type {kind}") if kind is not None else None,
        "is_system": is_system,
    }
    if kind == _DELETED:
        values["deleted_state"] = "deleted (message type 15)"
    if from_me:
        return values | writer.owner("sender")
    if is_system or not sender:
        return values
    chat.add(writer.party("", sender, None, False))
    return values | writer.party("sender", sender, None, False)


def _time(fields: Fields, name: str, column: str) -> dict[str, Any]:
    value = fields.peek(column)
    if not value or value == -1:
        return {}
    return instant(name, from_unix(value, _MILLISECONDS), fields.text(column), "stated")


def _chats(
    writer: CanonicalWriter, database: Database, jids: dict[Any, str], tables: frozenset[str]
) -> dict[Any, tuple[Conversation, str]]:
    members = _by(writer, database, tables, "group_participant_user", "group_jid_row_id")
    chats = {}
    for place, fields in sqlite.records(writer, database, "chat"):
        number, row = fields.peek("_id"), fields.peek("jid_row_id")
        jid = jids.get(row) or fields.raw("raw_string_jid") or ""
        if number != -1:
            chat = writer.conversation(
                f"{database.name} chat {number}",
                place,
                application=APPLICATION,
                chat_identifier=jid or None,
                name=fields.text("subject"),
                **_time(fields, "started_at", "created_timestamp"),
            )
            chats[number] = (chat, jid)
            if jid and not jid.endswith(_GROUPS):
                chat.add(writer.party("", jid, None, False))
            for _, member in members.get(row, ()):
                who = jids.get(member.peek("user_jid_row_id"))
                if who:
                    chat.add({**writer.party("", who), "is_group_admin": bool(member.peek("rank"))})
        writer.record("chat", None, place, fields, {"application": APPLICATION})
    for rows in members.values():
        _keep(writer, "group_participant_user", rows)
    return chats


def _loose(writer: CanonicalWriter, database: Database, key: str) -> Conversation:
    place = f"{database.name}:chat {key} that is not there"
    return writer.conversation(place, place, application=APPLICATION, chat_identifier=key)


def _recipients(
    writer: CanonicalWriter, message: str, chat: Conversation, rows: list[tuple[str, Fields]], jids: dict[Any, str]
) -> list[str]:
    """Write a message's receipts as its recipients; their JIDs."""
    stated = []
    for ordinal, (place, fields) in enumerate(rows):
        jid = jids.get(fields.peek("receipt_user_jid_row_id"))
        values = None
        if jid:
            stated.append(jid)
            fields.take("receipt_user_jid_row_id")
            values = {
                "message_id": message,
                "parent_table": "messages",
                "conversation_id": chat.id,
                "role": "to",
                "basis": "stated",
                "ordinal": ordinal,
                **writer.party("", jid),
                **_time(fields, "delivered_at", "receipt_timestamp"),
                **_time(fields, "read_at", "read_timestamp"),
            }
        table = "message_recipients" if values else None
        writer.record("receipt_user", table, place, fields, {"application": APPLICATION, **(values or {})})
    return stated


def _media(
    writer: CanonicalWriter, place: str, item: Fields, message: str, chat: str, ordinal: int, context: Context
) -> None:
    path = item.text("file_path")
    member = (context.locate(path) or context.locate(f"Android/media/com.whatsapp/WhatsApp/{path}")) if path else None
    values = {
        "application": APPLICATION,
        "parent_id": message,
        "parent_table": "messages",
        "conversation_id": chat,
        "ordinal": ordinal,
        "file_name": item.text("media_name") or (path.rpartition("/")[2] if path else None),
        "file_id": path,
        "content_type": item.text("mime_type"),
        "title": item.text("media_caption"),
        "url": item.text("message_url"),
        "extracted_path": member,
        "size_bytes": item.integer("file_size", 64) if item.peek("file_size") else None,
        "status": "present" if member else "listed_but_missing" if path else "not_downloaded",
    }
    writer.record("message_media", "attachments", place, item, values)


def _quote(
    writer: CanonicalWriter, place: str, item: Fields, message: str, chat: str, ordinal: int, jids: dict[Any, str]
) -> None:
    from_me = item.peek("from_me")
    sender = jids.get(item.peek("sender_jid_row_id"))
    values = {
        "application": APPLICATION,
        "vendor_id": item.text("key_id"),
        "message_id": message,
        "conversation_id": chat,
        "relation": "message_quoted",
        "ordinal": ordinal,
        **(writer.owner("sender") if from_me else writer.party("sender", sender, None, False)),
        "body": item.text("text_data"),
        **_time(item, "sent_at", "timestamp"),
        "message_type": item.text("message_type"),
    }
    writer.record("message_quoted", "quoted_messages", place, item, values)


def _number_map(writer: CanonicalWriter, database: Database, tables: frozenset[str], jids: dict[Any, str]) -> None:
    """Which number a privacy id belongs to, as contacts that hold both."""
    if "jid_map" not in tables:
        return
    for place, fields in sqlite.records(writer, database, "jid_map"):
        both = [jids.get(fields.peek("lid_row_id")), jids.get(fields.peek("jid_row_id"))]
        if not all(both):
            writer.record("jid_map", None, place, fields, {"application": APPLICATION})
            continue
        values = {"application": APPLICATION, "contact_type": "jid_map"}
        contact = writer.record("jid_map", "contacts", place, fields, values)
        for ordinal, jid in enumerate(both):
            entry = {"application": APPLICATION, **writer.entry(contact, "contacts", ordinal, "UserID", jid or "")}
            writer.row("contact_entries", place, entry, f"entry {ordinal}")


def _calls(writer: CanonicalWriter, database: Database, tables: frozenset[str], jids: dict[Any, str]) -> None:
    if "call_log" not in tables:
        return
    for place, fields in sqlite.records(writer, database, "call_log"):
        from_me = fields.take("from_me")
        video = fields.take("video_call")
        call = writer.record(
            "call_log",
            "calls",
            place,
            fields,
            {
                "application": APPLICATION,
                "direction": None if from_me is None else "outgoing" if from_me else "incoming",
                "call_type": "WhatsApp",
                "status": fields.text("call_result"),
                "duration_seconds": fields.number("duration"),
                "is_video": None if video is None else bool(video),
                **_time(fields, "started_at", "timestamp"),
            },
        )
        jid = jids.get(fields.peek("jid_row_id"))
        if jid:
            values = {"call_id": call, "role": "To" if from_me else "From", "ordinal": 0, **writer.party("", jid)}
            writer.row("call_parties", place, {"application": APPLICATION, **values}, "party 0")


def read_old(writer: CanonicalWriter, database: Database, context: Context) -> None:
    """Read one msgstore.db of the older schema."""
    tables = database.tables()
    subjects: dict[str, str | None] = {}
    if "chat_list" in tables:
        for place, fields in sqlite.records(writer, database, "chat_list"):
            subjects[fields.raw("key_remote_jid") or ""] = fields.raw("subject")
            writer.record("chat_list", None, place, fields, {"application": APPLICATION})
    members = _by(writer, database, tables, "group_participants", "gjid")
    quotes = _by(writer, database, tables, "messages_quotes", "_id")
    for place, fields in sqlite.records(writer, database, "messages"):
        jid = fields.raw("key_remote_jid") or ""
        if jid == "-1":
            writer.record("messages", None, place, fields, {"application": APPLICATION})
            continue
        fields.take("key_remote_jid")
        chat = writer.conversation(
            f"{database.name} {jid}",
            f"{database.name}:chat {jid}",
            application=APPLICATION,
            chat_identifier=jid or None,
            name=subjects.get(jid),
        )
        is_group = jid.endswith(_GROUPS)
        if jid and not is_group:
            chat.add(writer.party("", jid, None, False))
        from_me = bool(fields.take("key_from_me"))
        status = fields.integer("status")
        kind = fields.integer("media_wa_type")
        sender = fields.text("remote_resource") if is_group else jid
        values = _message(writer, chat, _SYSTEM if status == 6 else kind, from_me, sender)
        has_file = any(fields.peek(name) for name in ("media_url", "media_mime_type", "media_name"))
        own = quotes.pop(fields.peek("quoted_row_id"), []) if fields.peek("quoted_row_id") else []
        latitude, longitude = fields.peek("latitude"), fields.peek("longitude")
        if latitude or longitude:
            values["latitude"], values["longitude"] = fields.number("latitude"), fields.number("longitude")
        key = writer.id_of(place)
        if has_file:
            attachment = {
                "application": APPLICATION,
                "conversation_id": chat.id,
                "file_name": fields.text("media_name"),
                "content_type": fields.text("media_mime_type"),
                "title": fields.raw("media_caption"),
                "url": fields.text("media_url"),
                "size_bytes": fields.integer("media_size", 64) if fields.peek("media_size") else None,
                "status": "listed_but_missing",
            }
            writer.attachment(key, place, 0, attachment)
        values |= {
            "vendor_id": fields.text("key_id"),
            "body": fields.text("data") or fields.text("media_caption"),
            **_time(fields, "sent_at", "timestamp"),
            "status": None if status is None else str(status),
            "attachment_count": int(has_file),
            "quoted_count": len(own),
        }
        writer.record("messages", "messages", place, fields, values)
        if from_me and not is_group and jid:
            writer.recipient(key, place, 0, writer.party("", jid), conversation=chat.id, application=APPLICATION)
        for ordinal, (quote_place, item) in enumerate(own):
            quoted_sender = item.raw("remote_resource") or item.raw("key_remote_jid")
            quote = {
                "application": APPLICATION,
                "vendor_id": item.text("key_id"),
                "message_id": key,
                "conversation_id": chat.id,
                "relation": "messages_quotes",
                "ordinal": ordinal,
                **(
                    writer.owner("sender")
                    if item.peek("key_from_me")
                    else writer.party("sender", quoted_sender, None, False)
                ),
                "body": item.text("data"),
                **_time(item, "sent_at", "timestamp"),
            }
            writer.record("messages_quotes", "quoted_messages", quote_place, item, quote)
    for rows in quotes.values():
        _keep(writer, "messages_quotes", rows)
    for rows in members.values():
        _keep(writer, "group_participants", rows)


def read_contacts(writer: CanonicalWriter, database: Database, context: Context) -> None:
    """Read one wa.db."""
    for place, fields in sqlite.records(writer, database, "wa_contacts"):
        contact = writer.record(
            "wa_contacts",
            "contacts",
            place,
            fields,
            {"application": APPLICATION, "name": fields.text("display_name"), "notes": fields.text("status")},
        )
        for ordinal, (column, kind) in enumerate((("jid", "UserID"), ("number", "PhoneNumber"))):
            value = fields.raw(column)
            if value:
                entry = {"application": APPLICATION, **writer.entry(contact, "contacts", ordinal, kind, value)}
                writer.row("contact_entries", place, entry, column)


KIND: Final = Kind("WhatsApp on Android", False, lambda tables: {"message", "chat", "jid"} <= tables, read)
OLD: Final = Kind(
    "WhatsApp on Android, older schema",
    False,
    lambda tables: (
        "messages" in tables
        and bool(tables & {"chat_list", "messages_quotes", "messages_fts", "group_participants", "receipts"})
    ),
    read_old,
)
CONTACTS: Final = Kind("WhatsApp contacts on Android", False, lambda tables: "wa_contacts" in tables, read_contacts)
