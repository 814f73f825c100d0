"""Tables that a mapping describes; invented."""

from __future__ import annotations

import json
from pathlib import Path

import xlsxwriter

from disclosure.reading import Options
from tests.data.fixture import Fixture

MESSAGES = """
table = "messages"
application = "Blackbird"
conversation = "Thread"
recipients = "To"
[columns]
body = "Text"
sender_identifier = "From"
sender_name = "Name"
direction = "Dir"
latitude = "Lat"
[times.sent_at]
column = "Sent"
format = "%d/%m/%Y %H:%M:%S"
zone = "Europe/London"
[values.direction]
"In" = "incoming"
"Out" = "outgoing"
"""
CSV = (
    "Thread,From,Name,To,Dir,Sent,Text,Lat,Mood,Mood\n"
    "t1,07700 900601,Bronwen,07700 900602,In,03/07/2025 10:15:00,good morning,51.5,calm,7\n"
    't1,07700 900602,,07700 900601;07700 900603,Out,03/01/2025 10:15:00,"two\nlines, one comma",north,,\n'
    "t2,pip@example.org,Pip,,Draft,26/10/2025 01:30:00,the hour that comes twice,,,\n"
    't2,pip@example.org,Pip,,In,not a time,"said ""hello""",,,\n'
)


def write(folder: Path, content: str | bytes, name: str, mapping: str) -> Path:
    """A table and its mapping."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def options(folder: Path) -> Options:
    """What says how the table in a folder is to be read."""
    return Options(mapping=folder / "mapping.toml")


_CALLS = """
table = "calls"
record_type = "call"
[columns]
direction = "way"
duration_seconds = "seconds"
[times.started_at]
column = "at"
format = "unix_ms"
[party]
identifier = "number"
name = "who"
"""
_LINES = "\n".join(
    json.dumps(item)
    for item in (
        {
            "at": 1700000000000,
            "number": "07700900601",
            "who": "Bronwen",
            "way": "in",
            "seconds": 61.5,
            "extra": {"cell": ["a1"]},
        },
        {"at": "soon", "number": None, "who": None, "way": "out", "seconds": "long", "extra": None},
    )
)
_CONTACTS = """
table = "contacts"
items = "book.people.item"
[columns]
name = "name"
[[entries]]
type = "PhoneNumber"
column = "mobile"
[[entries]]
type = "EmailAddress"
column = "mail"
"""
_BOOK = json.dumps(
    {
        "book": {
            "people": [
                {"name": "Pip", "mobile": "07700 900604", "mail": "pip@example.org", "likes": ["kites", "rain"]},
                {"name": "Idris", "mobile": None, "mail": None},
            ]
        }
    }
)


def _sheet(folder: Path) -> Path:
    path = write(
        folder, b"", "table.xlsx", 'table = "notes"\nheader_row = 2\n[columns]\ntitle = "Title"\nbody = "Body"\n'
    )
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Export")
        for number, row in enumerate(
            (
                ["Notes (2)"],
                ["Title", "Body", "Pinned"],
                ["shopping", "eggs", 3],
                ["", "", ""],
                ["rota", "Tuesday", None],
            )
        ):
            sheet.write_row(number, 0, row)
    return path


FIXTURES = (
    Fixture(
        "CSV",
        lambda folder: write(folder, CSV, "table.csv", MESSAGES),
        {"messages": 4, "conversations": 2, "conversation_participants": 3, "message_recipients": 3},
        ("two\nlines, one comma", 'said "hello"', "calm", "Mood (2)", "north", "not a time"),
        options,
    ),
    Fixture(
        "CSV in UTF-16",
        lambda folder: write(folder, CSV.replace(",", "\t").encode("utf-16"), "table.csv", MESSAGES),
        {"messages": 4},
        ("good morning", "calm"),
        options,
    ),
    Fixture(
        "JSON lines",
        lambda folder: write(folder, _LINES, "calls.jsonl", _CALLS),
        {"calls": 2, "call_parties": 1},
        ("a1", "soon", "long"),
        options,
    ),
    Fixture(
        "JSON",
        lambda folder: write(folder, _BOOK, "book.json", _CONTACTS),
        {"contacts": 2, "contact_entries": 2},
        ("kites", "rain", "+447700900604"),
        options,
    ),
    Fixture("Excel", _sheet, {"notes": 2}, ("shopping", "eggs", "Tuesday", "3"), options),
)
