"""Channels of Discord saved with DiscordChatExporter as JSON.

* `guild`, `channel`, `dateRange`, `messages`, and `messageCount` at the end, which is compared.
* `type` other than `Default` and `Reply` is an event of the application (a call, somebody added…).
* Discord's own package of personal data is another format and is not read.
* Nothing says whose account it is: direction is unknown unless a person says who the owner is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from disclosure import downloads
from disclosure.canonical import CanonicalWriter, Fields, instant
from disclosure.downloads import Files, mapping, objects, pop_number, pop_text
from disclosure.normalise.timestamps import parse_instant
from disclosure.reading import Detection, Reader, Reconciliation, Source
from disclosure.sources import json_items
from disclosure.sources.json_items import Broken
from disclosure.sources.tree import Tree, open_tree

_APPLICATION: Final = "Discord"
_WRITTEN: Final = frozenset({"default", "reply", "0", "19"})
_SIGNATURE: Final = frozenset({"guild.id", "channel.id", "channel.name"})


def _is_channel(name: str, paths: frozenset[str]) -> bool:
    return paths >= _SIGNATURE and "messages" in paths


def detect(path: Path) -> Detection:
    """Whether a path holds channels as DiscordChatExporter writes them."""
    return downloads.detection(path, _is_channel, "channels of Discord", "no JSON document with a guild and a channel")


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read every channel of an export.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.
    """
    tree = open_tree(source.path)
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        files = Files(tree)
        done = [name for name in downloads.documents(tree) if _is_channel(name, json_items.outline(tree, name))]
        for name in done:
            _channel(writer, tree, name, files)
            advance(tree.sizes[name])
        downloads.other_members(writer, tree, done, advance, _APPLICATION)
        if source.options.owner is None:
            writer.warn("the export does not say whose account it is: directions are unknown without --owner NAME")
    return writer.reconciliation()


def _channel(writer: CanonicalWriter, tree: Tree, name: str, files: Files) -> None:
    leaves: dict[str, Any] = {}
    number = 0
    try:
        for what, prefix, value in json_items.walk(tree, name, {"messages.item"}.__contains__):
            if what == json_items.LEAF:
                json_items.gather(leaves, prefix, value)
            elif what == json_items.ITEM:
                _message(writer, name, leaves, number, downloads.values_of(value), files)
                number += 1
    except Broken:
        downloads.broken(writer, "message", f"{name}:messages[{number}]")
    fields = Fields(leaves)
    stated = fields.integer("messageCount")
    if stated is not None:
        writer.state("message", stated)
    _conversation(writer, name, leaves)
    for taken in ("channel.id", "channel.name", "channel.type", "channel.topic"):
        fields.take(taken)
    writer.record("channel", None, name, fields, {"application": _APPLICATION}, part="conversation")


def _conversation(writer: CanonicalWriter, name: str, leaves: dict[str, Any]) -> Any:  # noqa: ANN401
    def text(key: str) -> str | None:
        value = leaves.get(key)
        return None if value is None else str(value)

    return writer.conversation(
        name,
        name,
        application=_APPLICATION,
        chat_identifier=text("channel.id"),
        name=text("channel.name"),
        chat_type=text("channel.type"),
        description=text("channel.topic"),
    )


def _message(
    writer: CanonicalWriter, name: str, leaves: dict[str, Any], number: int, values: dict[str, Any], files: Files
) -> None:
    chat = _conversation(writer, name, leaves)
    place = f"{name}:messages[{number}]"
    fields = Fields(values)
    author = mapping(fields.peek("author"))
    identifier = pop_text(author, "id")
    handle = author.get("name") if isinstance(author.get("name"), str) else None
    shown = pop_text(author, "nickname", "name")
    is_owner = downloads.is_owner(writer, identifier, handle, shown)
    chat.add(writer.party("", identifier, shown, is_owner))
    kind = fields.text("type")
    is_system = kind is not None and kind.casefold() not in _WRITTEN
    raw = fields.text("timestamp")
    key = writer.id_of(place)
    count = 0
    for count, item in enumerate(objects(fields.peek("attachments")), 1):
        address = pop_text(item, "url")
        status = files.status(name, address)
        is_file = status != "not_downloaded"
        row = {
            "application": _APPLICATION,
            "conversation_id": chat.id,
            "file_id": pop_text(item, "id"),
            "file_name": pop_text(item, "fileName"),
            "url": None if is_file else address,
            "extracted_path": address if is_file else None,
            "size_bytes": _whole(pop_number(item, "fileSizeBytes")),
            "status": status,
        }
        writer.attachment(key, place, count - 1, row)
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
            **writer.party("sender", identifier, shown, is_owner),
            "direction": downloads.direction(is_owner, is_system=is_system),
            "body": fields.text("content"),
            **instant("sent_at", parse_instant(raw or ""), raw, "stated"),
            "message_type": kind,
            "is_system": is_system,
            "is_forwarded": fields.peek("forwardedMessage") is not None,
            "attachment_count": count,
        },
    )


def _whole(number: float | None) -> int | None:
    return None if number is None or not 0 <= number < 1 << 63 else int(number)


READER: Final = Reader(
    name="Discord channels",
    versions=("DiscordChatExporter 2.x JSON",),
    tried_on_real_exports=True,
    tables=("conversations", "conversation_participants", "messages", "attachments", "other_fields"),
    detect=detect,
    read=read,
    sources=("a public sample of a direct-message channel (chat-analytics)", "DiscordChatExporter's documentation"),
)
