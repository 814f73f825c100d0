"""Chats of an account download from Snapchat (`chat_history.json`, `snap_history.json`).

* Older: lists called `Received Saved Chat History`, `Sent Saved Chat History` and the like, with `From` or
  `To`, `Media Type`, `Created` (`2021-01-01 12:00:00 UTC`) and `Text`.
* Newer: an object with one list per conversation; entries have `From`, `IsSender`, `Content`, `Created` and
  `Created(microseconds)`, which despite its name has been seen described as milliseconds: the number is read
  in the unit that agrees with `Created`.
* Every other document of the download is kept in other_fields.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from disclosure import downloads
from disclosure.canonical import CanonicalWriter, Fields, from_unix, instant
from disclosure.normalise.timestamps import parse_instant
from disclosure.reading import Detection, Reader, Reconciliation, Source
from disclosure.sources import json_items
from disclosure.sources.json_items import Broken
from disclosure.sources.tree import Tree, open_tree

_APPLICATION: Final = "Snapchat"
_MICROSECONDS: Final = "Created(microseconds)"
_UNITS: Final = (1_000_000, 1000, 1)
_AGREE_SECONDS: Final = 86_400


def _is_chats(name: str, paths: frozenset[str]) -> bool:
    for prefix in paths:
        top, dot, rest = prefix.partition(".item.")
        if not dot or rest not in ("Media Type", "Created"):
            continue
        if top.endswith((" Chat History", " Snap History")) and f"{top}.item.Created" in paths:
            return True
        if {f"{top}.item.Created", f"{top}.item.From", f"{top}.item.Media Type"} <= paths:
            return True
    return False


def detect(path: Path) -> Detection:
    """Whether a path holds Snapchat's chats, by the members of their entries."""
    return downloads.detection(path, _is_chats, "Snapchat's chats", "no JSON document with Snapchat's chats")


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read every document of chats, and keep the others.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.
    """
    tree = open_tree(source.path)
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        done = [name for name in downloads.documents(tree) if _is_chats(name, json_items.outline(tree, name))]
        for name in done:
            _document(writer, tree, name)
            advance(tree.sizes[name])
        downloads.other_members(writer, tree, done, advance, _APPLICATION)
    return writer.reconciliation()


def _is_entry(prefix: str) -> bool:
    """Whether a value is an entry of a list at the top; names of conversations can have dots in them."""
    return prefix.endswith(".item") and ".item." not in prefix


def _document(writer: CanonicalWriter, tree: Tree, name: str) -> None:
    counts: dict[str, int] = {}
    leaves: dict[str, Any] = {}
    place = name
    try:
        for what, prefix, value in json_items.walk(tree, name, _is_entry):
            if what == json_items.LEAF:
                json_items.gather(leaves, prefix, value)
                continue
            title = prefix.removesuffix(".item")
            number = counts.get(title, 0)
            counts[title] = number + 1
            place = f"{name}:{title}[{number}]"
            _message(writer, name, title, place, downloads.values_of(value))
    except Broken:
        downloads.broken(writer, "message", f"{place}:after")
    if leaves:
        writer.record("chats", None, f"{name}:rest", Fields(leaves), {"application": _APPLICATION})


def _message(writer: CanonicalWriter, name: str, title: str, place: str, values: dict[str, Any]) -> None:
    fields = Fields(values)
    is_list = title.endswith(" History")  # the older form lists by kind, the newer by conversation
    sender, receiver = fields.text("From"), fields.text("To")
    stated = fields.peek("IsSender")
    if isinstance(stated, bool):
        fields.take("IsSender")
        is_owner: bool | None = stated
    elif is_list:
        is_owner = title.casefold().startswith("sent")
    else:
        is_owner = downloads.is_owner(writer, sender)
    other = (receiver if is_owner else sender) or "unknown"
    key = other if is_list else title
    called = fields.text("Conversation Title") if not is_list else None
    chat = writer.conversation(
        f"{key}", f"{name}:conversation {key}", application=_APPLICATION, chat_identifier=key, name=called
    )
    who = (
        writer.party("sender", sender, None, is_owner)
        if sender
        else writer.owner("sender")
        if is_owner
        else writer.party("sender", None)
    )
    for identifier, owner in ((sender, is_owner), (receiver, None if is_owner is None else not is_owner)):
        if identifier:
            chat.add(writer.party("", identifier, None, owner))
    kind = fields.text("Media Type")
    is_system = kind is not None and kind.casefold().startswith(("status", "share_saved", "erased"))
    moment, raw = _created(fields)
    body = fields.text("Text") if fields.peek("Text") is not None else fields.text("Content")
    files = [part.strip() for part in str(fields.peek("Media IDs") or "").split("|") if part.strip()]
    if files:
        fields.take("Media IDs")
    message = writer.record(
        "message",
        "messages",
        place,
        fields,
        {
            "application": _APPLICATION,
            "conversation_id": chat.id,
            "ordinal": chat.next_ordinal(),
            **who,
            "direction": downloads.direction(is_owner, is_system=is_system),
            "body": body,
            **instant("sent_at", moment, raw, "stated"),
            "message_type": kind,
            "folder": title if is_list else None,
            "is_system": is_system,
            "attachment_count": len(files),
        },
    )
    for ordinal, file in enumerate(files):
        row = {
            "application": _APPLICATION,
            "conversation_id": chat.id,
            "file_id": file,
            "status": "listed_but_missing",
        }
        writer.attachment(message, place, ordinal, row)
    if receiver:
        is_receiver_owner = None if is_owner is None else not is_owner
        writer.recipient(
            message,
            place,
            0,
            writer.party("", receiver, None, is_receiver_owner),
            conversation=chat.id,
            application=_APPLICATION,
        )


def _created(fields: Fields) -> tuple[datetime | None, str | None]:
    """The instant, and the text it comes from: the finer number where it agrees with the text."""
    text = fields.text("Created")
    stated = parse_instant(text or "")
    number = fields.peek(_MICROSECONDS)
    if stated is None and text is None and number is not None:
        return None, fields.text(_MICROSECONDS)  # nothing says in which unit it is
    for unit in _UNITS:
        moment = from_unix(number, unit)
        if moment is not None and stated is not None and abs((moment - stated).total_seconds()) < _AGREE_SECONDS:
            return (moment if abs((moment - stated).total_seconds()) < 1 else stated), text
    return stated, text


READER: Final = Reader(
    name="Snapchat chats",
    versions=("chat_history.json of 2018 to 2022 and of 2023 and later, by description",),
    tried_on_real_exports=False,
    tables=(
        "conversations",
        "conversation_participants",
        "messages",
        "message_recipients",
        "attachments",
        "other_fields",
    ),
    detect=detect,
    read=read,
    sources=("third parties' descriptions and parsers of both forms; no real download was to be had",),
)
