"""Events of Plaso (log2timeline) as `psort -o json_line` writes them: one JSON object a line.

* `timestamp` counts microseconds since 1970 in UTC; an event without a time has 0 and a `date_time` called
  `NotSet`. A `date_time` marked as local time states no zone.
* One artefact can be several events (start and end of a call, creation and change of a note). The first of them
  makes the row; the others are kept in other_fields with their times.
* `message` is Plaso's own rendering of an event and is kept beside it.
* The forms `l2tcsv`, `dynamic` and `json` lose more and are not read: ask for `json_line`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from disclosure import labelled
from disclosure.canonical import CanonicalWriter, Fields, from_unix
from disclosure.errors import InputError
from disclosure.labelled import Dialect, Person, Plan, When
from disclosure.reading import Detection, Reader, Reconciliation, Source
from disclosure.sources import text
from disclosure.sources.tree import DAMAGE, Tree, open_tree

_MICROSECONDS: Final = 1_000_000
_SIGNATURE: Final = frozenset({"data_type", "timestamp", "timestamp_desc"})
_MARKS: Final = frozenset({"__container_type__", "__type__"})
"""What Plaso's serialiser adds; says nothing of the event."""
_OF_THE_TOOL: Final = frozenset(
    {"message", "display_name", "filename", "parser", "query", "offset", "pathspec", "inode", "sha256_hash", "tag",
     "data_type", "date_time", "timestamp_desc", "hostname"}
)  # fmt: skip
"""Attributes that say where an event was found, not what it is."""
_OF_ONE_EVENT: Final = frozenset({"timestamp", "timestamp_desc", "date_time", "message"})
_ONCE: Final = frozenset({"calls", "notes", "contacts", "accounts", "calendar_entries"})
"""Tables whose artefacts Plaso tells as several events."""
_END: Final = "End Time"
_MAIN_TIME: Final[Mapping[str, str]] = {
    "messages": "sent_at",
    "calls": "started_at",
    "visited_pages": "visited_at",
    "searches": "searched_at",
    "locations": "occurred_at",
    "emails": "sent_at",
}
_KEPT_TIMES: Final[Mapping[str, str]] = {"Creation Time": "created_at", "Modification Time": "modified_at"}
"""Columns of things that are made and changed, by what the event says it is."""


@dataclass(frozen=True)
class _Known:
    """How a data type is a canonical artefact: the table, parts by attribute, codes of direction, application."""

    table: str
    roles: Mapping[str, str]
    directions: Mapping[str, str]
    application: str | None = None


_BOX: Final = {"1": "incoming", "2": "outgoing", "3": "outgoing", "4": "outgoing", "5": "outgoing", "6": "outgoing"}
_CALL: Final = {"1": "incoming", "2": "outgoing", "3": "incoming", "5": "incoming", "6": "incoming"}
_KNOWN: Final[Mapping[str, _Known]] = {
    "android:messaging:sms": _Known(
        "messages", {"other_id": "address", "body": "message_body", "direction": "sms_type"}, _BOX, "Android"
    ),
    "android:event:call": _Known(
        "calls", {"other_id": "number", "other_name": "name", "call_type": "call_type"}, _CALL, "Android"
    ),
    "android:messaging:hangouts": _Known(
        "messages",
        {"sender_name": "sender", "body": "message_body", "direction": "message_type", "status": "message_status"},
        {"1": "outgoing", "2": "incoming"},
        "Google Hangouts",
    ),
    "imessage:event:chat": _Known(
        "messages",
        {"other_id": "imessage_id", "body": "text", "direction": "message_type", "platform": "service"},
        {"0": "incoming", "1": "outgoing"},
        "iMessage",
    ),
    "ios:imohdchat:message": _Known(
        "messages",
        {"other_name": "alias", "body": "text", "direction": "status"},
        {"0": "incoming", "1": "outgoing"},
        "imo",
    ),
    "ios:kik:messaging": _Known(
        "messages",
        {"other_id": "username", "body": "body", "direction": "message_type", "status": "receive_status"},
        {"1": "incoming", "2": "outgoing"},
        "Kik",
    ),
    "skype:event:chat": _Known(
        "messages",
        {"sender": "from_account", "recipient": "to_account", "body": "text"},
        {},
        "Skype",
    ),
    "skype:event:sms": _Known("messages", {"recipient_id": "number", "body": "text"}, {}, "Skype"),
    "skype:event:call": _Known(
        "calls",
        {"sender": "src_call", "recipient": "dst_call", "status": "call_type", "is_video": "video_conference"},
        {},
        "Skype",
    ),
    "android:viber:call": _Known("calls", {"other_id": "phone_number", "call_type": "call_type"}, _CALL, "Viber"),
    "ios:notes:note": _Known("notes", {}, {}, "Notes"),
    "ios:accounts:entry": _Known("accounts", {"username": "username", "service_type": "account_type"}, {}, None),
}


def detect(path: Path) -> Detection:
    """Whether a path is a file of events, by its first line."""
    try:
        tree = open_tree(path)
    except InputError:
        return Detection(False, "a damaged archive")
    found = any(_is_events(tree, name) for name in _candidates(tree))
    return Detection(found, "events of Plaso" if found else "no lines of events of Plaso")


def _candidates(tree: Tree) -> list[str]:
    return list(tree.sizes) if tree.kind == "file" else tree.find("**/*.json_line", "**/*.jsonl", "**/*.json_lines")


def _is_events(tree: Tree, name: str) -> bool:
    head = tree.head(name, 1 << 16)
    if not head.lstrip().startswith(b"{"):
        return False
    first = text.decoded(head).split("\n", 1)[0]
    try:
        values = json.loads(first)
    except (ValueError, RecursionError):
        return all(f'"{member}"' in first for member in _SIGNATURE) and '"__container_type__"' in first
    return isinstance(values, dict) and values.keys() >= _SIGNATURE


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read every line as an event.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.
    """
    tree = open_tree(source.path)
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        for name in _candidates(tree):
            if _is_events(tree, name):
                _events(writer, tree, name, advance)
    return writer.reconciliation()


def _events(writer: CanonicalWriter, tree: Tree, name: str, advance: Callable[[int], None]) -> None:
    plans: dict[tuple[str, ...], Plan] = {}
    told: set[int] = set()
    number = 0
    try:
        with tree.open(name) as stream:
            for number, line in enumerate(text.lines(stream), 1):
                advance(line.end - line.start)
                if not line.text.strip():
                    continue
                try:
                    values = json.loads(line.text)
                except (ValueError, RecursionError):
                    values = None
                if not isinstance(values, dict) or line.is_damaged:
                    writer.quarantine("event", "line_unreadable", f"{name}:line {number}", line.start, line.end)
                    continue
                _event(writer, f"{name}:line {number}", values, plans, told)
    except (*DAMAGE, RuntimeError):
        writer.quarantine("event", "text_damaged", f"{name}:after line {number}")
        writer.warn("event: the file is damaged; what lies beyond the damage could not be read")


def _event(
    writer: CanonicalWriter,
    place: str,
    values: dict[str, Any],
    plans: dict[tuple[str, ...], Plan],
    told: set[int],
) -> None:
    values = {name: value for name, value in values.items() if name not in _MARKS}
    kind = str(values.get("data_type", "event"))
    says = str(values.get("timestamp_desc")) if _has_instant(values) else ""
    key = (kind, says, *sorted(values))
    plan = plans.get(key)
    if plan is None:
        plan = plans[key] = _plan(kind, [name for name in values if name not in _OF_THE_TOOL], says)
    if plan.table in _ONCE:
        identity = hash(json.dumps([(n, v) for n, v in sorted(values.items()) if n not in _OF_ONE_EVENT], default=str))
        is_end = values.get("timestamp_desc") == _END and values.get("duration") not in (0, None)
        if identity in told or is_end:
            writer.record(kind, None, place, Fields(values), {"application": plan.application})
            return
        told.add(identity)
    plan.write(writer, place, values)


def _has_instant(values: Mapping[str, Any]) -> bool:
    """Whether an event states an instant: one without a time says so in date_time, a local one has no zone."""
    moment = values.get("date_time")
    about = moment if isinstance(moment, dict) else {}
    if about.get("__class_name__") == "NotSet" or values.get("timestamp") == 0:
        return False
    return about.get("is_local_time") is not True and about.get("is_localtime") is not True


def _people(cell: str) -> list[Person]:
    """A bracketed name, or an account's name."""
    return labelled.people(cell) if "<" in cell else [(cell.strip() or None, None, None)]


def _plan(kind: str, attributes: list[str], says: str) -> Plan:
    known = _KNOWN.get(kind)
    roles = dict(known.roles) if known else {}
    table = known.table if known else labelled.table_of(kind.replace(":", " ").replace("_", " "), attributes)
    main = _MAIN_TIME.get(table or "") or _KEPT_TIMES.get(says)
    if main:
        roles[main] = "timestamp"
    else:  # the event is something else than the artefact's beginning or change
        attributes = [name for name in attributes if name != "timestamp"]

    def when(label: str, value: Any) -> When | None:  # noqa: ANN401 -- JSON
        is_time = label == "timestamp" and bool(says)
        return (from_unix(value, _MICROSECONDS), str(value), "stated") if is_time else None

    dialect = Dialect(when=when, people=_people, roles=roles, table=table, directions=known.directions if known else {})
    return Plan(kind, attributes, dialect, known.application if known else None)


READER: Final = Reader(
    name="Plaso json_line",
    versions=("Plaso 20260720, json_line",),
    tried_on_real_exports=True,
    tables=labelled.TABLES,
    detect=detect,
    read=read,
    sources=("a run of Plaso over its public test databases of mobile applications",),
)
