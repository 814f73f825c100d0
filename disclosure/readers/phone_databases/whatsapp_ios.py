"""WhatsApp on iOS: `ChatStorage.sqlite`, and its contacts in `ContactsV2.sqlite`.

* Dates count seconds from 2001.
* `ZWACHATSESSION.ZCONTACTJID` is the chat; for a group (`@g.us`) the sender of a message is its
  `ZGROUPMEMBER`, not `ZFROMJID`, which names the group.
* `ZWAMESSAGE.ZMESSAGETYPE` 6 and 10 and any `ZGROUPEVENTTYPE` beside them are system lines; 14 is a deleted one.
* `ZWAMEDIAITEM.ZLATITUDE` and `ZLONGITUDE` are a place only on messages of type 5; on pictures they are its size.
* `@lid` and `@g.us` are never telephone numbers.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from disclosure.canonical import CanonicalWriter, Conversation, Fields, from_unix, instant
from disclosure.readers.phone_databases.kind import APPLE_EPOCH_SECONDS, Context, Kind
from disclosure.sources import sqlite
from disclosure.sources.sqlite import Database

APPLICATION: Final = "WhatsApp"
_SYSTEM_TYPES: Final = frozenset({6, 10})
_LOCATION: Final = 5
_DELETED: Final = 14
_TYPES: Final = {
    0: "text",
    1: "image",
    2: "video",
    3: "audio",
    4: "contact",
    5: "location",
    6: "group event",
    7: "link",
    8: "document",
    10: "system",
    11: "GIF",
    14: "deleted",
    15: "sticker",
    38: "view-once image",
    39: "view-once video",
    46: "poll",
    59: "call",
}
_LATITUDE: Final = 90
_LONGITUDE: Final = 180


def is_one(tables: frozenset[str]) -> bool:
    """Whether tables are those of ChatStorage.sqlite."""
    return {"ZWAMESSAGE", "ZWACHATSESSION"} <= tables


def read(writer: CanonicalWriter, database: Database, context: Context) -> None:
    """Read one ChatStorage.sqlite."""
    tables = database.tables()
    pushed = _push_names(writer, database, tables)
    chats = _chats(writer, database)
    members = _members(writer, database, tables, chats, pushed)
    media = _by_message(writer, database, tables, "ZWAMEDIAITEM")
    info = _by_message(writer, database, tables, "ZWAMESSAGEINFO")
    for table in ("ZWAGROUPINFO",):
        if table in tables:
            for place, fields in sqlite.records(writer, database, table):
                writer.record(table, None, place, fields, {"application": APPLICATION})
    for place, fields in sqlite.records(writer, database, "ZWAMESSAGE"):
        key = writer.id_of(place)
        number = fields.peek("Z_PK")
        kind = fields.integer("ZMESSAGETYPE")
        session = chats.get(fields.peek("ZCHATSESSION"))
        from_me = bool(fields.take("ZISFROMME"))
        jid = fields.raw("ZFROMJID")
        chat = session[0] if session else _loose(writer, database, jid or fields.raw("ZTOJID"))
        is_group = (session[1] if session else jid or "").endswith("@g.us")
        sender = members.get(fields.peek("ZGROUPMEMBER")) if is_group else (jid, None)
        is_system = kind in _SYSTEM_TYPES
        if from_me:
            party = writer.owner("sender")
        elif is_system or sender is None or sender[0] is None:
            party = {}
        else:
            party = writer.party("sender", sender[0], sender[1] or pushed.get(sender[0]), False)
            chat.add(writer.party("", sender[0], sender[1] or pushed.get(sender[0]), False))
        items = media.pop(number, [])
        place_of_media = _position(items) if kind == _LOCATION else {}
        if kind == _DELETED:
            place_of_media |= {"deleted_state": "deleted (message type 14)"}
        sent = from_unix(fields.peek("ZMESSAGEDATE"), 1, APPLE_EPOCH_SECONDS)
        writer.record(
            "ZWAMESSAGE",
            "messages",
            place,
            fields,
            {
                "application": APPLICATION,
                "vendor_id": fields.text("ZSTANZAID"),
                "conversation_id": chat.id,
                "ordinal": chat.next_ordinal(),
                **party,
                "direction": "system" if is_system else "outgoing" if from_me else "incoming",
                "body": fields.text("ZTEXT"),
                **instant("sent_at", sent, fields.text("ZMESSAGEDATE"), "stated"),
                "message_type": _TYPES.get(kind, f"type {kind}") if kind is not None else None,
                "status": fields.text("ZMESSAGESTATUS"),
                "is_system": is_system,
                "attachment_count": sum(_has_file(item) for _, item in items),
                **place_of_media,
            },
        )
        if from_me and not is_group and session and session[1]:
            other = writer.party("", session[1])
            writer.recipient(key, place, 0, other, conversation=chat.id, application=APPLICATION)
        for ordinal, (media_place, item) in enumerate(items):
            _media(writer, media_place, item, key, chat.id, ordinal, context)
        for info_place, item in info.pop(number, []):
            writer.record("ZWAMESSAGEINFO", None, info_place, item, {"application": APPLICATION})
    for name, left in (("ZWAMEDIAITEM", media), ("ZWAMESSAGEINFO", info)):
        for rows in left.values():
            for place, fields in rows:
                writer.record(name, None, place, fields, {"application": APPLICATION})


def _push_names(writer: CanonicalWriter, database: Database, tables: frozenset[str]) -> dict[str, str]:
    """Names that people gave themselves, by JID."""
    names: dict[str, str] = {}
    if "ZWAPROFILEPUSHNAME" in tables:
        for place, fields in sqlite.records(writer, database, "ZWAPROFILEPUSHNAME"):
            jid, name = fields.raw("ZJID"), fields.raw("ZPUSHNAME")
            if jid and name:
                names[jid] = name
            writer.record("ZWAPROFILEPUSHNAME", None, place, fields, {"application": APPLICATION})
    return names


def _chats(writer: CanonicalWriter, database: Database) -> dict[Any, tuple[Conversation, str]]:
    chats = {}
    for place, fields in sqlite.records(writer, database, "ZWACHATSESSION"):
        jid, name = fields.text("ZCONTACTJID"), fields.text("ZPARTNERNAME")
        last = from_unix(fields.peek("ZLASTMESSAGEDATE"), 1, APPLE_EPOCH_SECONDS)
        chat = writer.conversation(
            f"{database.name} {place}",
            place,
            application=APPLICATION,
            chat_identifier=jid,
            name=name or None,
            chat_type=fields.text("ZSESSIONTYPE"),
            **instant("last_activity_at", last, fields.text("ZLASTMESSAGEDATE"), "stated"),
        )
        if jid and not jid.endswith(("@g.us", "@broadcast")):
            chat.add(writer.party("", jid, name, False))
        chats[fields.peek("Z_PK")] = (chat, jid or "")
        writer.record("ZWACHATSESSION", None, place, fields, {"application": APPLICATION})
    return chats


def _members(
    writer: CanonicalWriter,
    database: Database,
    tables: frozenset[str],
    chats: dict[Any, tuple[Conversation, str]],
    pushed: dict[str, str],
) -> dict[Any, tuple[str | None, str | None]]:
    """Group members' JIDs and names; each takes part in its group's conversation."""
    found: dict[Any, tuple[str | None, str | None]] = {}
    if "ZWAGROUPMEMBER" not in tables:
        return found
    for place, fields in sqlite.records(writer, database, "ZWAGROUPMEMBER"):
        jid = fields.text("ZMEMBERJID")
        name = fields.text("ZCONTACTNAME") or fields.raw("ZFIRSTNAME") or (pushed.get(jid) if jid else None)
        found[fields.peek("Z_PK")] = (jid, name or None)
        chat = chats.get(fields.peek("ZCHATSESSION"))
        if chat and jid:
            admin = fields.peek("ZISADMIN")
            chat[0].add({**writer.party("", jid, name), "is_group_admin": None if admin is None else bool(admin)})
        writer.record("ZWAGROUPMEMBER", None, place, fields, {"application": APPLICATION})
    return found


def _by_message(
    writer: CanonicalWriter, database: Database, tables: frozenset[str], table: str
) -> dict[Any, list[tuple[str, Fields]]]:
    found: dict[Any, list[tuple[str, Fields]]] = defaultdict(list)
    if table in tables:
        for place, fields in sqlite.records(writer, database, table):
            found[fields.peek("ZMESSAGE")].append((place, fields))
    return found


def _loose(writer: CanonicalWriter, database: Database, jid: str | None) -> Conversation:
    place = f"{database.name}:no chat session, {jid or 'nobody'}"
    return writer.conversation(place, place, application=APPLICATION, chat_identifier=jid)


def _has_file(item: Fields) -> bool:
    return bool(item.peek("ZMEDIALOCALPATH") or item.peek("ZMEDIAURL"))


def _position(items: list[tuple[str, Fields]]) -> dict[str, Any]:
    """Coordinates of a message that is a location."""
    for _, item in items:
        latitude, longitude = item.peek("ZLATITUDE"), item.peek("ZLONGITUDE")
        if (
            isinstance(latitude, float)
            and isinstance(longitude, float)
            and abs(latitude) <= _LATITUDE
            and abs(longitude) <= _LONGITUDE
            and (latitude or longitude)
        ):
            return {"latitude": item.number("ZLATITUDE"), "longitude": item.number("ZLONGITUDE")}
    return {}


def _media(
    writer: CanonicalWriter,
    place: str,
    item: Fields,
    message: str,
    conversation: str,
    ordinal: int,
    context: Context,
) -> None:
    if not _has_file(item):
        writer.record("ZWAMEDIAITEM", None, place, item, {"application": APPLICATION})
        return
    path = item.text("ZMEDIALOCALPATH")
    member = (context.locate(path) or context.locate(f"Message/{path}")) if path else None
    kind = item.peek("ZVCARDSTRING")
    values = {
        "application": APPLICATION,
        "parent_id": message,
        "parent_table": "messages",
        "conversation_id": conversation,
        "ordinal": ordinal,
        "file_name": path.rpartition("/")[2] if path else None,
        "file_id": path,
        "content_type": item.text("ZVCARDSTRING") if isinstance(kind, str) and "/" in kind else None,
        "title": item.text("ZTITLE"),
        "url": item.text("ZMEDIAURL"),
        "extracted_path": member,
        "size_bytes": item.integer("ZFILESIZE", 64),
        "status": "present" if member else "listed_but_missing" if path else "not_downloaded",
    }
    writer.record("ZWAMEDIAITEM", "attachments", place, item, values)


def read_contacts(writer: CanonicalWriter, database: Database, context: Context) -> None:
    """Read one ContactsV2.sqlite."""
    for place, fields in sqlite.records(writer, database, "ZWAADDRESSBOOKCONTACT"):
        contact = writer.record(
            "ZWAADDRESSBOOKCONTACT",
            "contacts",
            place,
            fields,
            {"application": APPLICATION, "name": fields.text("ZFULLNAME"), "notes": fields.text("ZABOUTTEXT")},
        )
        for ordinal, (column, kind) in enumerate((("ZPHONENUMBER", "PhoneNumber"), ("ZWHATSAPPID", "UserID"))):
            value = fields.raw(column)
            if value:
                entry = {"application": APPLICATION, **writer.entry(contact, "contacts", ordinal, kind, value)}
                writer.row("contact_entries", place, entry, column)


KIND: Final = Kind("WhatsApp on iOS", True, is_one, read)
CONTACTS: Final = Kind(
    "WhatsApp contacts on iOS", True, lambda tables: "ZWAADDRESSBOOKCONTACT" in tables, read_contacts
)
