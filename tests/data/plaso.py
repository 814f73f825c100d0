"""Plaso: events of several kinds, one without a time, one in local time, one line that is no event."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.data.fixture import Fixture


def _event(kind: str, timestamp: int, says: str, **values: Any) -> dict[str, Any]:
    return {
        "__container_type__": "event",
        "__type__": "AttributeContainer",
        "data_type": kind,
        "timestamp": timestamp,
        "timestamp_desc": says,
        "date_time": {"__class_name__": "PosixTime", "__type__": "DateTimeValues", "timestamp": timestamp // 1_000_000},
        "display_name": "OS:exhibit/x.db",
        "parser": "sqlite/x",
        "message": "rendered by the tool",
        **values,
    }


_NOT_SET = {"__class_name__": "NotSet", "__type__": "DateTimeValues", "string": "Not set"}
_EVENTS = [
    _event("android:messaging:sms", 1700000000000000, "Creation Time", address="07700 900201", message_body="in by text", sms_type=1),
    _event("android:messaging:sms", 1700000060000000, "Creation Time", address="07700 900201", message_body="out by text", sms_type=2),
    _event("android:event:call", 1700000100000000, "Start Time", number="07700 900202", call_type=3, duration=42),
    _event("android:event:call", 1700000142000000, "End Time", number="07700 900202", call_type=3, duration=42),
    _event("skype:event:chat", 1700000200000000, "Recorded Time", from_account="Bronwen <bron.t>", to_account="quill.o", text="by skype"),
    _event("ios:notes:note", 0, "Not a time", title="A note", date_time=_NOT_SET),
    _event("newapp:messaging:dm", 1700000300000000, "Sent Time", sender="kit", text="an app nobody knew",
           date_time={"__class_name__": "FakeTime", "is_local_time": True}),
    _event("odd:thing", 1700000400000000, "Creation Time", colour="grey"),
    _event("safari:history:visit_sqlite", 1700000500000000, "Last Visited Time", url="https://example.test/", title="A page", visit_count=3),
]  # fmt: skip


def events(folder: Path) -> Path:
    """A file of events."""
    path = folder / "timeline.json_line"
    path.write_text("".join(json.dumps(event) + "\n" for event in _EVENTS))
    return path


def broken(folder: Path) -> Path:
    """The same with a line that is cut off."""
    path = events(folder)
    path.write_text(path.read_text() + '{"data_type": "android:messaging:sms", "timest')
    return path


FIXTURES = (
    Fixture(
        "events",
        events,
        {"messages": 4, "calls": 1, "call_parties": 1, "notes": 1, "visited_pages": 1},
        ("in by text", "out by text", "by skype", "an app nobody knew", "grey", "A note", "rendered by the tool",
         "1700000142000000", "https://example.test/"),
    ),
    Fixture("a line cut off", broken, {"messages": 4}, is_whole=False),
)  # fmt: skip
