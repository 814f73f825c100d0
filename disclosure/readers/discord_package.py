"""The package of personal data that Discord hands out: the account's own messages, and none of anybody else's.

* `messages/c<id>/messages.json` (`ID`, `Timestamp`, `Contents`, `Attachments`), older ones `messages.csv`;
  `channel.json` beside it says which channel; `account/user.json` whose account it is.
* Everything in it was sent by the owner: what others wrote is not there, which every ingest says.
* `Attachments` are addresses apart by spaces. Newer times state no zone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from disclosure import downloads
from disclosure.canonical import CanonicalWriter, Fields, instant
from disclosure.downloads import mapping
from disclosure.errors import InputError
from disclosure.normalise.timestamps import parse_instant
from disclosure.reading import Detection, Reader, Reconciliation, Source
from disclosure.sources import json_items, sheets
from disclosure.sources.json_items import Broken
from disclosure.sources.tree import DAMAGE, Tree, open_tree

_APPLICATION: Final = "Discord"
_PATTERNS: Final = ("**/messages/c*/messages.json", "**/messages/c*/messages.csv")
_LABELS: Final = frozenset({"ID", "Timestamp", "Contents"})


def detect(path: Path) -> Detection:
    """Whether a path is a package, by its folders of channels."""
    try:
        tree = open_tree(path)
    except InputError:
        return Detection(False, "a damaged archive")
    for name in tree.find(*_PATTERNS)[:5]:
        head = tree.head(name)
        if all(label.encode() in head for label in _LABELS):
            return Detection(True, "a package of Discord's data")
    return Detection(False, "no folder of Discord's channels with messages")


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read the messages of every channel, and keep the other documents.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.
    """
    tree = open_tree(source.path)
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        writer.warn("the package holds what the owner of the account wrote, and nothing that others wrote")
        owner = _document(tree, next(iter(tree.find("**/account/user.json")), ""))
        done: list[str] = []
        for name in tree.find(*_PATTERNS):
            done.append(name)
            _channel(writer, tree, name, owner)
            advance(tree.sizes[name])
        downloads.other_members(writer, tree, done, advance, _APPLICATION)
    return writer.reconciliation()


def _document(tree: Tree, name: str) -> dict[str, Any]:
    """A small document as a whole; empty where there is none to be read (it is then told elsewhere)."""
    try:
        return mapping(json.loads(tree.head(name, 1 << 22))) if name in tree.sizes else {}
    except (ValueError, RecursionError):
        return {}


def _rows(tree: Tree, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Messages with their places.

    Raises:
        Broken: After the last whole message, when the rest cannot be read.
    """
    if name.casefold().endswith(".json"):
        for number, (_, _, value) in enumerate(json_items.walk(tree, name, "item".__eq__)):
            yield f"{name}:[{number}]", downloads.values_of(value)
        return
    labels: list[str] = []
    try:
        with tree.open(name) as stream:
            for line, row in sheets.delimited(stream, ","):
                if labels:
                    yield f"{name}:line {line}", sheets.named(labels, list(row))
                else:
                    labels = sheets.labels_of(list(row))
    except (sheets.Unreadable, *DAMAGE, RuntimeError) as error:
        raise Broken from error


def _text(values: dict[str, Any], name: str) -> str | None:
    value = values.get(name)
    return None if value is None or isinstance(value, dict | list) else str(value)


def _channel(writer: CanonicalWriter, tree: Tree, name: str, owner: dict[str, Any]) -> None:
    about = _document(tree, f"{name.rpartition('/')[0]}/channel.json")
    chat = writer.conversation(
        name,
        name,
        application=_APPLICATION,
        chat_identifier=_text(about, "id"),
        name=_text(about, "name"),
        chat_type=_text(about, "type"),
    )
    me = writer.party("", _text(owner, "id"), _text(owner, "username"), True)
    chat.add(me)
    recipients = about.get("recipients")
    for one in recipients if isinstance(recipients, list) else ():
        if isinstance(one, str) and one != _text(owner, "id"):
            chat.add(writer.party("", one))
    place = name
    try:
        for place, values in _rows(tree, name):
            fields = Fields(values)
            raw = fields.text("Timestamp")
            links = (fields.text("Attachments") or "").split()
            key = writer.record(
                "message",
                "messages",
                place,
                fields,
                {
                    "application": _APPLICATION,
                    "vendor_id": fields.text("ID"),
                    "conversation_id": chat.id,
                    "ordinal": chat.next_ordinal(),
                    **writer.party("sender", _text(owner, "id"), _text(owner, "username"), True),
                    "direction": "outgoing",
                    "body": fields.text("Contents"),
                    **instant("sent_at", parse_instant(raw or ""), raw, "stated"),
                    "is_system": False,
                    "attachment_count": len(links),
                },
            )
            for ordinal, link in enumerate(links):
                row = {
                    "application": _APPLICATION,
                    "conversation_id": chat.id,
                    "file_name": link.partition("?")[0].rpartition("/")[2] or None,
                    "url": link,
                    "status": "not_downloaded",
                }
                writer.attachment(key, place, ordinal, row)
    except Broken:
        downloads.broken(writer, "message", f"{place}:after")


READER: Final = Reader(
    name="Discord data package",
    versions=("packages with messages.csv (to 2023) and with messages.json (later), by description",),
    tried_on_real_exports=False,
    tables=("conversations", "conversation_participants", "messages", "attachments", "other_fields"),
    detect=detect,
    read=read,
    sources=("descriptions of the package; no real one was to be had",),
)
