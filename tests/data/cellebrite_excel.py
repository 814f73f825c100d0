"""Cellebrite's workbook: chats in two parts, calls, contacts, a summary without labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from disclosure.reading import Options
from tests.data.fixture import Fixture, workbook

_CHATS = (
    "#|Chat #|Identifier|Start Time: Date|Start Time: Time|Last Activity: Date|Last Activity: Time|Name|Description|"
    "Participants|Number of attachments|Source|Account|Deleted - Chat|Tag Note - Chat|Carved|Instant Message #|From|To|"
    "Participants Timestamps|Subject|Body|Status|Platform|Label|Location|Timestamp: Date|Timestamp: Time|Delivered: Date|"
    "Read: Date|Attachment #1|Attachment #1 - Details|Deleted - Instant Message|Source file information"
).split("|")
_OWNER = "447700900101@s.whatsapp.net Jasleen (owner)"
_OTHER = "447700900102@s.whatsapp.net Kieran T"


def _row(**values: Any) -> list[Any]:
    known = dict.fromkeys(_CHATS, "") | {name.replace("_", " "): value for name, value in values.items()}
    return [known[label] for label in _CHATS]


def _chat(number: str, **values: Any) -> dict[str, Any]:
    return {"Chat #": number, **values}


def _rows(day: str) -> tuple[list[list[Any]], list[list[Any]]]:
    first = _row(**{
        "#": "1", **_chat("1", Identifier="447700900102@s.whatsapp.net", Name="Kieran", Source="WhatsApp",
        Participants=f"{_OWNER}\n{_OTHER}", Account="447700900101"), "Deleted - Chat": "", "Start Time: Date": day,
        "Start Time: Time": "10:00:00(UTC+0)", "Instant Message #": "1", "From": _OTHER, "To": _OWNER, "Body": "are you\nthere",
        "Status": "Read", "Timestamp: Date": day, "Timestamp: Time": "10:23:45(UTC-3)", "Tag Note - Chat": "check this",
        "Delivered: Date": day, "Source file information": "msgstore.db : 0x77"})  # fmt: skip
    second = _row(**{
        "#": "2", "Chat #": "1", "Instant Message #": "2", "From": _OWNER, "To": _OTHER, "Body": "no",
        "Timestamp: Date": day, "Timestamp: Time": "10:24:45(UTC-3)", "Attachment #1": "files\\Image\\beach.jpg",
        "Attachment #1 - Details": "image/jpeg, 7 KB", "Deleted - Instant Message": "Yes"})  # fmt: skip
    third = _row(**{
        "#": "3", "Chat #": "2", "Source": "Telegram", "Participants": _OWNER, "Instant Message #": "1",
        "From": "System Message System Message", "Body": "Kieran left", "Label": "System", "Timestamp: Date": day,
        "Timestamp: Time": "10:25:45"})  # fmt: skip
    fourth = _row(**{"#": "4", "Chat #": "2", "Instant Message #": "2", "From": "kt_77", "Body": "in the second part",
                     "Timestamp: Date": day, "Timestamp: Time": "11:00:00 AM(UTC+1)"})  # fmt: skip
    return [first, second], [third, fourth]


def report(folder: Path, day: str = "25/04/2021") -> Path:
    """A workbook."""
    one, two = _rows(day)
    calls = ["#", "Parties", "Date: Date", "Date: Time", "Duration", "Direction", "Source", "Deleted"]
    return workbook(
        folder / "Report.xlsx",
        {
            "Summary": [["Case", "R v Trevanion"], ["Examiner", "DC Prydderch"]],
            "Chats": [["Chats (4)"], _CHATS, *one],
            "Chats (2)": [["Chats (2)"], _CHATS, *two],
            "Call Log": [["Call Log (1)"], calls, ["1", "07700 900102 Kieran T", day, "09:00:00(UTC+0)", "00:01:05", "Incoming", "Phone", "Intact"]],
            "Contacts": [
                ["Contacts (1)"],
                ["#", "Name", "Entries", "Source", "Deleted"],
                ["1", "Kieran T", "Mobile: 07700 900102\nkt@example.org", "Phone", "Trash"],
            ],
            "Device Oddities": [["Device Oddities (1)"], ["#", "Gadget", "Colour"], ["1", "lamp", "grey"]],
        },
    )  # fmt: skip


def undecided(folder: Path) -> Path:
    """The same with dates that could be read two ways."""
    return report(folder, "03/04/2021")


_TEXTS = ("are you\nthere", "check this", "image/jpeg, 7 KB", "in the second part", "R v Trevanion", "msgstore.db : 0x77",
          "lamp", "grey", "Kieran left", "Trash", "Chats (4)")  # fmt: skip

FIXTURES = (
    Fixture(
        "report",
        report,
        {
            "messages": 4,
            "conversations": 2,
            "calls": 1,
            "call_parties": 1,
            "contacts": 1,
            "contact_entries": 2,
            "attachments": 1,
        },
        _TEXTS,
    ),
    Fixture("order said by a person", undecided, {"messages": 4}, options=Options(date_order="mdy")),
)
