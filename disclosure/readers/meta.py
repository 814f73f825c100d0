"""Messages of an account download from Facebook Messenger or Instagram (Meta).

* `message_N.json`: `participants`, `messages` newest first, `title`, `thread_path`; a long thread is split over
  several files of one folder, which are one conversation. The form of end-to-end encrypted Messenger threads
  (`threadName`, `senderName`, `text`, `timestamp`) is read too.
* Texts are UTF-8 bytes written as Latin-1 characters. Each text is repaired on its own; one that is not such a
  text stays as it is.
* Instagram's layout of 2020 is one `messages.json`: a list of `{participants, conversation}`.
* Nothing in a thread says whose account it is: direction is unknown unless a person says who the owner is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from disclosure import downloads
from disclosure.canonical import CanonicalWriter, Conversation, Fields, from_unix, instant
from disclosure.downloads import Files, mapping, objects, pop_text
from disclosure.normalise.timestamps import parse_instant
from disclosure.reading import Detection, Reader, Reconciliation, Source
from disclosure.sources import json_items
from disclosure.sources.json_items import Broken
from disclosure.sources.tree import Tree, open_tree

_EITHER: Final = "Facebook Messenger or Instagram"
_FACEBOOK: Final = "Facebook Messenger"
_INSTAGRAM: Final = "Instagram"
_LISTS: Final = ("photos", "videos", "audio_files", "files", "gifs", "media")
_SYSTEM: Final = frozenset({"subscribe", "unsubscribe"})
_FACEBOOK_MARKS: Final = ("messages.item.sender_id_INTERNAL", "messages.item.type", "threadName", "thread_type")
_SIGNATURES: Final = (
    frozenset({"messages.item.sender_name", "messages.item.timestamp_ms"}),
    frozenset({"messages.item.senderName", "messages.item.timestamp"}),
    frozenset({"item.participants", "item.conversation.item.sender", "item.conversation.item.created_at"}),
)
_LISTED: Final = frozenset({"messages.item", "item.conversation.item", "item.participants.item"})


def _is_thread(name: str, paths: frozenset[str]) -> bool:
    return any(signature <= paths for signature in _SIGNATURES)


def detect(path: Path) -> Detection:
    """Whether a path holds threads of messages in Meta's form."""
    return downloads.detection(path, _is_thread, "Meta's threads of messages", "no thread of messages in Meta's form")


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read every thread of an export.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.
    """
    tree = open_tree(source.path)
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        files = Files(tree)
        done = []
        counts = {"repaired": 0, "kept": 0}
        for name in downloads.documents(tree):
            paths = json_items.outline(tree, name)
            if not _is_thread(name, paths):
                continue
            done.append(name)
            _Thread(writer, tree, name, files, _application(f"{tree.path.name}/{name}", paths), counts).read()
            advance(tree.sizes[name])
        if counts["repaired"]:
            writer.warn(f"{counts['repaired']:,} texts were UTF-8 written as Latin-1; they were repaired one by one")
        if counts["kept"]:
            writer.warn(
                f"{counts['kept']:,} texts looked damaged in the same way and could not be repaired: kept as is"
            )
        downloads.other_members(writer, tree, done, advance, _EITHER)
        if source.options.owner is None:
            writer.warn("the export does not say whose account it is: directions are unknown without --owner NAME")
    return writer.reconciliation()


def _application(name: str, paths: frozenset[str]) -> str:
    """Which of the two services a document is from, as far as its place and members say."""
    folded = name.casefold()
    if "item.conversation" in paths or "instagram" in folded:
        return _INSTAGRAM
    if "facebook" in folded or any(mark in paths for mark in _FACEBOOK_MARKS):
        return _FACEBOOK
    return _EITHER


class _Thread:
    """One document while it is read."""

    def __init__(
        self,
        writer: CanonicalWriter,
        tree: Tree,
        name: str,
        files: Files,
        application: str,
        counts: dict[str, int],
    ) -> None:
        self.writer = writer
        self.tree = tree
        self.name = name
        self.files = files
        self.application = application
        self.counts = counts
        self.chat: Conversation | None = None
        self.chat_place = name
        self.leaves: dict[str, Any] = {}
        self.number = 0
        self.chats = 0

    def read(self) -> None:
        """Read the document; what lies beyond damage is quarantined."""
        # What stands after the messages (title, thread_path) names the conversation: it is read first.
        try:
            for what, prefix, value in json_items.walk(self.tree, self.name, _LISTED.__contains__):
                if what == json_items.LEAF and not prefix.startswith("item."):
                    json_items.gather(self.leaves, prefix, self.repaired(value))
        except Broken:
            pass  # told below
        try:
            for what, prefix, value in json_items.walk(self.tree, self.name, _LISTED.__contains__, "item".__eq__):
                if what == json_items.START:
                    self._next_chat()
                elif what == json_items.ITEM and prefix.endswith("participants.item"):
                    self._participant(self.repaired(value))
                elif what == json_items.ITEM:
                    self._message(downloads.values_of(self.repaired(value)))
                elif prefix.startswith("item."):
                    json_items.gather(self.leaves, prefix, self.repaired(value))
        except Broken:
            downloads.broken(self.writer, "message", f"{self.chat_place}:messages[{self.number}]")
        self._end_chat()

    def repaired(self, value: Any) -> Any:  # noqa: ANN401 -- JSON
        """A value with every text in it repaired on its own."""
        if isinstance(value, str):
            if value.isascii():
                return value
            try:
                text = value.encode("latin-1").decode("utf-8")
            except UnicodeEncodeError:  # a text that was written properly
                return value
            except UnicodeDecodeError:
                self.counts["kept"] += any("\x80" <= letter <= "\x9f" for letter in value)
                return value
            self.counts["repaired"] += 1
            return text
        if isinstance(value, dict):
            return {name: self.repaired(item) for name, item in value.items()}
        return [self.repaired(item) for item in value] if isinstance(value, list) else value

    def _next_chat(self) -> None:
        self._end_chat()
        self.chat_place = f"{self.name}:[{self.chats}]"
        self.chats += 1
        self.number = 0

    def _open_chat(self) -> Conversation:
        if self.chat is None:
            leaves = self.leaves
            named = leaves.get("title", leaves.get("threadName"))
            # Files of one folder are parts of one thread.
            folder = self.name.rpartition("/")[0]
            is_part = self.chats == 0 and folder and self.name.rpartition("/")[2].casefold().startswith("message_")
            key = folder if is_part else self.chat_place
            kind = leaves.get("thread_type")
            path = leaves.get("thread_path")
            self.chat = self.writer.conversation(
                key,
                self.chat_place,
                application=self.application,
                name=named if isinstance(named, str) else None,
                chat_identifier=path if isinstance(path, str) else None,
                chat_type=kind if isinstance(kind, str) else None,
            )
            for name, value in leaves.items():
                if _is_name(name) and isinstance(value, str):
                    self._participant(value)
        return self.chat

    def _participant(self, value: Any) -> None:  # noqa: ANN401 -- JSON
        name = value if isinstance(value, str) else mapping(value).pop("name", None)
        if isinstance(name, str):
            self._open_chat().add(self.writer.party("", None, name, downloads.is_owner(self.writer, name)))
        elif name is not None:
            json_items.gather(self.leaves, "participants.item.name", name)
        if not isinstance(value, str):
            json_items.gather(self.leaves, "participants.item", value)

    def _end_chat(self) -> None:
        if self.chat is None and not self.leaves:
            return
        self._open_chat()
        fields = Fields(self.leaves)
        for name in ("title", "thread_path", "thread_type", "threadName"):
            if isinstance(fields.peek(name), str):
                fields.take(name)
        for name in self.leaves:
            if _is_name(name) and isinstance(fields.peek(name), str):
                fields.take(name)
        self.writer.record("thread", None, self.chat_place, fields, {"application": self.application}, part="thread")
        self.leaves, self.chat = {}, None

    def _message(self, values: dict[str, Any]) -> None:
        writer, chat = self.writer, self._open_chat()
        place = f"{self.chat_place}:messages[{self.number}]"
        self.number += 1
        fields = Fields(values)
        sender = fields.text("sender_name") or fields.text("senderName") or fields.text("sender")
        is_owner = downloads.is_owner(writer, sender)
        if sender:
            chat.add(writer.party("", None, sender, is_owner))
        kind = fields.text("type")
        is_system = kind is not None and kind.casefold() in _SYSTEM
        created = fields.peek("created_at")
        if created is not None:
            raw = fields.text("created_at")
            moment = parse_instant(raw or "")
        else:
            name = "timestamp_ms" if fields.peek("timestamp_ms") is not None else "timestamp"
            moment, raw = from_unix(fields.peek(name), 1000), fields.text(name)
        unsent = [name for name in ("is_unsent", "isUnsent") if fields.peek(name) is True]
        for name in unsent:
            fields.take(name)
        writer.record(
            "message",
            "messages",
            place,
            fields,
            {
                "application": self.application,
                "deleted_state": unsent[0] if unsent else None,
                "conversation_id": chat.id,
                "ordinal": chat.next_ordinal(),
                **writer.party("sender", None, sender, is_owner),
                "direction": downloads.direction(is_owner, is_system=is_system),
                "body": next((fields.text(n) for n in ("content", "text") if isinstance(fields.peek(n), str)), None),
                **instant("sent_at", moment, raw, "stated"),
                "message_type": kind,
                "is_system": is_system,
                "attachment_count": self._attachments(writer.id_of(place), chat, place, fields),
            },
        )

    def _attachments(self, message: str, chat: Conversation, place: str, fields: Fields) -> int:
        listed = [item for name in _LISTS for item in objects(fields.peek(name))]
        sticker = mapping(fields.peek("sticker"))
        share = mapping(fields.peek("share"))
        count = 0
        for item in [*listed, *([sticker] if sticker.get("uri") else ())]:
            path = pop_text(item, "uri", "media_uri")
            if path is None:
                continue
            self._attachment(message, chat, place, count, path, None)
            count += 1
        if isinstance(fields.peek("media"), str):  # the layout of 2020 gives an address
            self._attachment(message, chat, place, count, None, fields.text("media"))
            count += 1
        link = pop_text(share, "link")
        if link is not None:
            self._attachment(message, chat, place, count, None, link)
            count += 1
        return count

    def _attachment(
        self, message: str, chat: Conversation, place: str, ordinal: int, path: str | None, url: str | None
    ) -> None:
        status = self.files.status(self.name, path)
        is_file = status != "not_downloaded"
        self.writer.attachment(
            message,
            place,
            ordinal,
            {
                "application": self.application,
                "conversation_id": chat.id,
                "file_name": path.rpartition("/")[2] if path and is_file else None,
                "extracted_path": path if is_file else None,
                "url": url or (None if is_file else path),
                "status": status,
            },
        )


def _is_name(leaf: str) -> bool:
    """Whether a leaf is a participant's name, in either form of the list."""
    return leaf.partition("#")[0] in ("participants.item", "participants.item.name")


READER: Final = Reader(
    name="Facebook and Instagram messages",
    versions=(
        "Facebook Messenger downloads, 2018 to 2025",
        "Instagram downloads, 2021 to 2025",
        "Instagram downloads of 2020",
    ),
    tried_on_real_exports=True,
    tables=("conversations", "conversation_participants", "messages", "attachments", "other_fields"),
    detect=detect,
    read=read,
    sources=(
        "public samples of Messenger (chat-analytics) and Instagram (chat-miner)",
        "issues 43 and 65 of Chatistics on the damaged encoding",
    ),
)
