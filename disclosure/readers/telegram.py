"""Telegram's own export (`result.json`): one chat, or everything under `chats.list`.

* `type` is `message` or `service`; a service message has `actor` and `action` instead of `from`.
* `date` is local time without a zone; `date_unixtime`, a text, is the instant, and older exports lack it.
* `text` is a text, or a list of texts and `{type, text}`; `from_id` is `user123` or `channel123`.
* In a `personal_chat` the chat's `id` is the other person's, so that whoever else writes is the owner.
* Files that were left out of the export stand as a sentence in brackets.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from disclosure import downloads
from disclosure.canonical import CanonicalWriter, Conversation, Fields, from_unix, instant
from disclosure.downloads import Files, mapping, pop_number
from disclosure.normalise.timestamps import parse_instant
from disclosure.reading import Detection, Reader, Reconciliation, Source
from disclosure.sources import json_items
from disclosure.sources.json_items import Broken
from disclosure.sources.tree import Tree, open_tree

_APPLICATION: Final = "Telegram"
_CHATS: Final = ("chats.list.item", "left_chats.list.item")
_LISTS: Final = frozenset(
    {
        "messages.item",
        *(f"{chat}.messages.item" for chat in _CHATS),
        "contacts.list.item",
        "frequent_contacts.list.item",
        "sessions.list.item",
        "web_sessions.list.item",
        "stories.item",
        "profile_pictures.item",
    }
)
_MESSAGE_MARKS: Final = ("date_unixtime", "text_entities", "from_id", "actor_id")
_FILES: Final = ("photo", "file")
_PERSONAL: Final = frozenset({"personal_chat", "bot_chat"})


def _is_export(name: str, paths: frozenset[str]) -> bool:
    if any(f"{chat}.messages" in paths for chat in _CHATS) or {"about", "personal_information"} <= paths:
        return True
    if "messages.item" not in paths or "guild" in paths:
        return False
    return any(f"messages.item.{mark}" in paths for mark in _MESSAGE_MARKS) or (
        {"messages.item.from", "messages.item.date", "messages.item.text"} <= paths
    )


def detect(path: Path) -> Detection:
    """Whether a path holds a Telegram export, by the members of its messages."""
    return downloads.detection(path, _is_export, "Telegram's messages", "no JSON document with Telegram's messages")


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read every Telegram document of an export.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.
    """
    tree = open_tree(source.path)
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        done = [name for name in downloads.documents(tree) if _is_export(name, json_items.outline(tree, name))]
        for name in done:
            _Document(writer, tree, name).read()
            advance(tree.sizes[name])
        downloads.other_members(writer, tree, done, advance, _APPLICATION)
    return writer.reconciliation()


class _Document:
    """One `result.json` while it is read."""

    def __init__(self, writer: CanonicalWriter, tree: Tree, name: str) -> None:
        self.writer = writer
        self.name = name
        self.files = Files(tree)
        self.tree = tree
        self.rest: dict[str, Any] = {}
        self.chat_values: dict[str, Any] = {}
        self.chat_place = name
        self.chat: Conversation | None = None
        self.owner: str | None = None
        self.counts: dict[str, int] = {}

    def read(self) -> None:
        """Read the document; what lies beyond damage is quarantined."""
        try:
            for what, prefix, value in json_items.walk(self.tree, self.name, _LISTS.__contains__, _CHATS.__contains__):
                if what == json_items.START:
                    self._end_chat()
                    self.chat_place = f"{self.name}:{prefix[:-5]}[{self._number(prefix)}]"
                elif what == json_items.LEAF:
                    self._leaf(prefix, value)
                elif prefix.endswith("messages.item"):
                    self._message(downloads.values_of(value))
                else:
                    self._entry(prefix, downloads.values_of(value))
        except Broken:
            downloads.broken(self.writer, "message", f"{self.chat_place}:messages[{self._peek('message')}]")
        self._end_chat()
        self._account()

    def _number(self, kind: str) -> int:
        number = self.counts.get(kind, 0)
        self.counts[kind] = number + 1
        return number

    def _peek(self, kind: str) -> int:
        return self.counts.get(kind, 0)

    def _leaf(self, prefix: str, value: Any) -> None:  # noqa: ANN401 -- JSON
        for chat in _CHATS:
            if prefix.startswith(chat + "."):
                json_items.gather(self.chat_values, prefix.removeprefix(chat + "."), value)
                return
        if "." not in prefix and prefix in ("name", "type", "id"):
            self.chat_values[prefix] = value
        else:
            json_items.gather(self.rest, prefix, value)
        if prefix == "personal_information.user_id":
            self.owner = f"user{value}"

    def _open_chat(self) -> Conversation:
        if self.chat is None:
            values = self.chat_values
            identifier = values.get("id")
            self.chat = self.writer.conversation(
                self.chat_place,
                self.chat_place,
                application=_APPLICATION,
                chat_identifier=None if identifier is None else str(identifier),
                name=None if values.get("name") is None else str(values["name"]),
                chat_type=None if values.get("type") is None else str(values["type"]),
            )
        return self.chat

    def _end_chat(self) -> None:
        """Write what stands beside the messages of a chat."""
        if not self.chat_values and self.chat is None:
            return
        self.chat = None  # members that stand after the messages count too
        self._open_chat()
        fields = Fields(self.chat_values)
        for name in ("id", "name", "type"):
            fields.take(name)
        self.writer.record("chat", None, self.chat_place, fields, {"application": _APPLICATION}, part="conversation")
        self.chat_values, self.chat = {}, None
        self.counts["message"] = 0

    def _is_owner(self, identifier: str | None, name: str | None) -> bool | None:
        if self.owner is not None and identifier is not None:
            return identifier == self.owner
        values = self.chat_values
        if values.get("type") == "saved_messages":
            return True
        if values.get("type") in _PERSONAL and values.get("id") is not None and (identifier or "").startswith("user"):
            return identifier != f"user{values['id']}"
        return downloads.is_owner(self.writer, identifier, name)

    def _message(self, values: dict[str, Any]) -> None:
        writer, chat = self.writer, self._open_chat()
        place = f"{self.chat_place}:messages[{self._number('message')}]"
        body = _body(values)
        fields = Fields(values)
        kind = fields.text("type")
        is_system = kind == "service"
        name = fields.text("actor" if is_system else "from")
        identifier = fields.text("actor_id" if is_system else "from_id")
        sender_is_owner = self._is_owner(identifier, name)
        if identifier or name:
            chat.add(writer.party("", identifier, name, sender_is_owner))
        if isinstance(body, str):
            fields.take("text")
            for part in downloads.objects(fields.peek("text_entities")):
                if part.get("type") == "plain" and part.keys() == {"type", "text"} and str(part["text"]) in body:
                    part.clear()  # the body says it all
        key = writer.id_of(place)
        files = self._attachments(key, chat, place, fields)
        location = mapping(fields.peek("location_information"))
        moment, raw = from_unix(fields.peek("date_unixtime")), fields.text("date_unixtime")
        if raw is None:
            raw = fields.text("date")
            moment = parse_instant(raw or "")  # local time without a zone, as a rule
        writer.record(
            "message",
            "messages",
            place,
            fields,
            {
                "application": _APPLICATION,
                "vendor_id": fields.text("id"),
                "conversation_id": chat.id,
                "ordinal": chat.next_ordinal(),
                **writer.party("sender", identifier, name, sender_is_owner),
                "direction": downloads.direction(sender_is_owner, is_system=is_system),
                "body": body or None,
                **instant("sent_at", moment, raw, "stated"),
                "message_type": fields.text("action") or fields.text("media_type") or kind,
                "is_system": is_system,
                "is_forwarded": fields.peek("forwarded_from") is not None,
                "attachment_count": files,
                "latitude": pop_number(location, "latitude"),
                "longitude": pop_number(location, "longitude"),
            },
        )

    def _attachments(self, message: str, chat: Conversation, place: str, fields: Fields) -> int:
        count = 0
        for name in _FILES:
            path = fields.peek(name)
            if not isinstance(path, str):
                continue
            status = self.files.status(self.name, path)
            is_file = name == "file"
            self.writer.attachment(
                message,
                place,
                count,
                {
                    "application": _APPLICATION,
                    "conversation_id": chat.id,
                    "file_name": (fields.text("file_name") if is_file else None)
                    or (path.rpartition("/")[2] if status != "not_downloaded" else None),
                    "content_type": fields.text("mime_type") if is_file else None,
                    "extracted_path": fields.text(name) if status != "not_downloaded" else None,
                    "size_bytes": fields.integer("file_size" if is_file else "photo_file_size", 64),
                    "status": status,
                },
            )
            count += 1
        return count

    def _entry(self, prefix: str, values: dict[str, Any]) -> None:
        """A contact, or an entry of another list."""
        kind = prefix.split(".")[0]
        place = f"{self.name}:{prefix[:-5]}[{self._number(prefix)}]"
        fields = Fields(values)
        if kind != "contacts":
            self.writer.record(kind, None, place, fields, {"application": _APPLICATION})
            return
        contact = self.writer.id_of(place)
        names = [fields.text("first_name"), fields.text("last_name")]
        entries = [("UserID", fields.text("user_id")), ("PhoneNumber", fields.text("phone_number"))]
        moment, raw = from_unix(fields.peek("date_unixtime")), fields.text("date_unixtime")
        self.writer.record(
            kind,
            "contacts",
            place,
            fields,
            {
                "application": _APPLICATION,
                "name": " ".join(part for part in names if part) or None,
                **instant("created_at", moment, raw or fields.text("date"), "stated"),
            },
        )
        for ordinal, (entry_type, value) in enumerate(entries):
            if value:
                row = {
                    "application": _APPLICATION,
                    **self.writer.entry(contact, "contacts", ordinal, entry_type, value),
                }
                self.writer.row("contact_entries", place, row, f"entry {ordinal}")

    def _account(self) -> None:
        """The account itself, and every other member of the document."""
        prefix = "personal_information."
        own = {key.removeprefix(prefix): value for key, value in self.rest.items() if key.startswith(prefix)}
        rest = {key: value for key, value in self.rest.items() if not key.startswith(prefix)}
        if own:
            fields = Fields(own)
            place = f"{self.name}:personal_information"
            names = [fields.text("first_name"), fields.text("last_name")]
            entries = [("PhoneNumber", fields.text("phone_number")), ("UserID", fields.text("user_id"))]
            username = fields.text("username")
            account = self.writer.record(
                "personal_information",
                "accounts",
                place,
                fields,
                {
                    "application": _APPLICATION,
                    "name": " ".join(part for part in names if part) or None,
                    "username": username,
                    "notes": fields.text("bio"),
                },
            )
            for ordinal, (entry_type, value) in enumerate(entries):
                if value:
                    row = {
                        "application": _APPLICATION,
                        **self.writer.entry(account, "accounts", ordinal, entry_type, value),
                    }
                    self.writer.row("contact_entries", place, row, f"entry {ordinal}")
        if rest:
            self.writer.record("about", None, f"{self.name}:rest", Fields(rest), {"application": _APPLICATION})


def _body(values: dict[str, Any]) -> str | None:
    """The text of a message; the parts of a formatted one stay among the values where they say more."""
    text = values.get("text")
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return None
    parts = [part if isinstance(part, str) else mapping(part).get("text") for part in text]
    if not all(isinstance(part, str) for part in parts):
        return None
    body = "".join(str(part) for part in parts)
    values["text"] = body
    said = values.get("text_entities")
    formatted = [part for part in text if isinstance(part, dict)]
    untold = [part for part in formatted if not isinstance(said, list) or part not in said]
    if untold:
        values["text_parts"] = untold
    return body


READER: Final = Reader(
    name="Telegram export",
    versions=("Telegram Desktop's machine-readable JSON, 2018 to 2025, with and without date_unixtime",),
    tried_on_real_exports=True,
    tables=(
        "conversations",
        "conversation_participants",
        "messages",
        "attachments",
        "contacts",
        "contact_entries",
        "accounts",
        "other_fields",
    ),
    detect=detect,
    read=read,
    sources=("a public sample of one chat (chat-miner)", "Telegram Desktop's description of its export"),
)
