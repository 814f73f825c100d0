"""iOS messages: `sms.db` (SMS, MMS, iMessage).

* `message.date` counts from 2001: in nanoseconds on newer iOS, in seconds on older (told by size).
* `text` can be null with the words in `attributedBody`, an archive in Apple's typedstream form: its first
  string is the text. The archive itself stays in other_fields.
* `associated_message_type` 2000 to 3005: a reaction to another message; kept as a message so labelled.
* `chat_message_join`, `chat_handle_join`, `message_attachment_join` link tables; they give no rows of their own.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, Final

from disclosure.canonical import CanonicalWriter, Conversation, Fields, from_unix, instant
from disclosure.readers.phone_databases.kind import APPLE_EPOCH_SECONDS, Context, Kind
from disclosure.sources import sqlite
from disclosure.sources.sqlite import Database

_NANOSECONDS_ABOVE: Final = 10**15
_REACTIONS: Final = range(2000, 3006)
_OBJECT_REPLACEMENT: Final = "\ufffc"


def is_one(tables: frozenset[str]) -> bool:
    """Whether tables are those of sms.db."""
    return {"message", "handle", "chat"} <= tables


def moment(value: Any) -> datetime | None:  # noqa: ANN401 -- whatever the cell holds
    """An instant counted from 2001, in seconds or nanoseconds.

    >>> moment(694224000).isoformat()
    '2023-01-01T00:00:00+00:00'
    >>> moment(694224000) == moment(694224000000000000)
    True
    """
    if not isinstance(value, int | float) or not value:
        return None
    if abs(value) > _NANOSECONDS_ABOVE:
        return from_unix(value, 10**9, APPLE_EPOCH_SECONDS)
    return from_unix(value, 1, APPLE_EPOCH_SECONDS)


def archived_text(archive: object) -> str | None:
    """The first string of a typedstream archive, or None.

    After the class name NSString and its version comes `+` and the length: one byte, or 0x81 and two, or 0x82
    and four, least significant first.
    """
    if not isinstance(archive, bytes):
        return None
    at = archive.find(b"NSString")
    plus = archive.find(b"+", at + 8, at + 24) if at >= 0 else -1
    if plus < 0:
        return None
    place = plus + 1
    width = {0x81: 2, 0x82: 4}.get(archive[place] if place < len(archive) else -1, 0)
    if width:
        place += 1
        length = int.from_bytes(archive[place : place + width], "little")
    else:
        width = 1
        length = archive[place] if place < len(archive) else 0
    text = archive[place + width : place + width + length]
    return text.decode("utf-8", "backslashreplace") if len(text) == length and length else None


def read(writer: CanonicalWriter, database: Database, context: Context) -> None:
    """Read one sms.db."""
    handles: dict[Any, str | None] = {}
    for place, fields in sqlite.records(writer, database, "handle"):
        handles[fields.peek("ROWID")] = fields.raw("id")
        writer.record("handle", None, place, fields, {"application": fields.peek("service")})
    chats = _chats(writer, database, handles)
    links = _links(database, "chat_message_join", "message_id", "chat_id")
    files = _attachments(writer, database, context)
    for place, fields in sqlite.records(writer, database, "message"):
        number = fields.peek("ROWID")
        application = fields.text("service") or "Messages"
        other = handles.get(fields.peek("handle_id"))
        linked = [chat for chat in links.get(number, ()) if chat in chats]
        chat = chats[linked[0]] if linked else _loose(writer, database, other, application)
        is_mine = bool(fields.take("is_from_me"))
        text = fields.text("text")
        if text is None:
            text = archived_text(fields.peek("attributedBody"))
        key = writer.id_of(place)
        own = files.pop(number, [])
        item = fields.peek("item_type")
        is_system = isinstance(item, int) and item > 0
        kind = fields.peek("associated_message_type")
        is_reaction = isinstance(kind, int) and kind in _REACTIONS
        who = writer.party("", other)
        if not is_system and other:
            chat.add(who)
        party = writer.owner("sender") if is_mine else writer.party("sender", other, is_owner=False)
        writer.record(
            "message",
            "messages",
            place,
            fields,
            {
                "application": application,
                "vendor_id": fields.text("guid"),
                "conversation_id": chat.id,
                "ordinal": chat.next_ordinal(),
                **party,
                "direction": "system" if is_system else "outgoing" if is_mine else "incoming",
                "subject": fields.text("subject"),
                "body": text,
                **_time(fields, "sent_at", "date"),
                **_time(fields, "delivered_at", "date_delivered"),
                **_time(fields, "read_at", "date_read"),
                "message_type": "reaction" if is_reaction else application,
                "labels": ["reaction"] if is_reaction else None,
                "is_system": is_system,
                "attachment_count": len(own),
            },
        )
        if is_mine and other:
            writer.recipient(key, place, 0, who, conversation=chat.id, application=application)
        for ordinal, (attachment_place, attachment, found) in enumerate(own):
            _write_attachment(writer, attachment_place, attachment, found, key, chat.id, ordinal, application)
    for left in files.values():
        for attachment_place, attachment, found in left:
            _write_attachment(writer, attachment_place, attachment, found, None, None, 0, None)


def _time(fields: Fields, name: str, column: str) -> dict[str, Any]:
    return instant(name, moment(fields.peek(column)), fields.text(column) if fields.peek(column) else None, "stated")


def _links(database: Database, table: str, key: str, value: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in sqlite.pairs(database, table, key, value):
        found[row[0]].append(row[1])
    return found


def _chats(writer: CanonicalWriter, database: Database, handles: dict[Any, str | None]) -> dict[Any, Conversation]:
    members = _links(database, "chat_handle_join", "chat_id", "handle_id")
    chats = {}
    for place, fields in sqlite.records(writer, database, "chat"):
        number = fields.peek("ROWID")
        application = fields.text("service_name")
        chat = writer.conversation(
            f"{database.name} {number}",
            place,
            application=application,
            vendor_id=fields.text("guid"),
            chat_identifier=fields.text("chat_identifier"),
            name=fields.text("display_name") or None,
            account=fields.text("account_login"),
            chat_type=fields.text("style"),
        )
        for handle in members.get(number, ()):
            if handles.get(handle):
                chat.add(writer.party("", handles[handle]))
        chats[number] = chat
        writer.record("chat", None, place, fields, {"application": application})
    return chats


def _loose(writer: CanonicalWriter, database: Database, other: str | None, application: str) -> Conversation:
    """The conversation of a message that belongs to no chat: that with its other party."""
    place = f"{database.name}:no chat, {application} {other or 'nobody'}"
    return writer.conversation(place, place, application=application, chat_identifier=other)


Attachment = tuple[str, Fields, str | None]


def _attachments(writer: CanonicalWriter, database: Database, context: Context) -> dict[Any, list[Attachment]]:
    """Attachments by the number of their message; those of none under None."""
    if "attachment" not in database.tables():
        return {}
    messages = _links(database, "message_attachment_join", "attachment_id", "message_id")
    found: dict[Any, list[Attachment]] = defaultdict(list)
    for place, fields in sqlite.records(writer, database, "attachment"):
        path = fields.raw("filename")
        member = context.locate(path) if path else None
        owners = messages.get(fields.peek("ROWID"), [None])
        found[owners[0]].append((place, fields, member))
    return found


def _write_attachment(
    writer: CanonicalWriter,
    place: str,
    fields: Fields,
    member: str | None,
    message: str | None,
    conversation: str | None,
    ordinal: int,
    application: str | None,
) -> None:
    path = fields.text("filename")
    values = {
        "application": application,
        "parent_id": message,
        "parent_table": "messages" if message else None,
        "conversation_id": conversation,
        "ordinal": ordinal,
        "file_name": fields.text("transfer_name"),
        "content_type": fields.text("mime_type"),
        "file_id": fields.text("guid"),
        "url": path,
        "extracted_path": member,
        "size_bytes": fields.integer("total_bytes", 64),
        "status": "present" if member else "listed_but_missing" if path else "not_downloaded",
    }
    writer.record("attachment", "attachments", place, fields, values)


KIND: Final = Kind("iOS messages (sms.db)", False, is_one, read)
