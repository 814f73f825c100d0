"""Oxygen's workbook: messages under a name that ends in a space, calls."""

from __future__ import annotations

from pathlib import Path

from tests.data.fixture import Fixture, workbook

_LABELS = [
    "Direction",
    "Source",
    "Type",
    "Time stamp (UTC 0)",
    "Text",
    "From",
    "To",
    "Details",
    "Thread id",
    "Attachment",
]


def report(folder: Path) -> Path:
    """A workbook."""
    return workbook(
        folder / "Oxygen.xlsx",
        {
            "Messages ": [
                ["Messages report"],
                _LABELS,
                ["Incoming", "WhatsApp Messenger", "Chat", "25.04.2021 10:00:00", "from the hedge", "Kieran T <447700900102>",
                 "Jaz <447700900101>", "Message ID: m-77\nChat ID: 447700900102@s.whatsapp.net\nand a line without a name", "", "files/a.jpg"],
                ["Outgoing", "SMS", "SMS", "26.04.2021 11:00:00", "to the hedge", "Jaz <447700900101>", "Kieran T <447700900102>",
                 "", "17", ""],
            ],
            "Calls": [
                ["Direction", "Source", "Type", "Time stamp (UTC +1)", "Duration", "From", "To", "Details"],
                ["Missed", "Phone", "Call", "25.04.2021 12:00:00", "0:00:00", "Kieran T <07700 900102>", "Device owner", ""],
            ],
            "Oddities": [["Gadget", "Colour"], ["lamp", "grey"]],
        },
    )  # fmt: skip


FIXTURES = (
    Fixture(
        "report",
        report,
        {"messages": 2, "calls": 1, "attachments": 1, "conversations": 2},
        ("from the hedge", "m-77", "and a line without a name", "lamp", "grey", "files/a.jpg", "Messages report"),
    ),
)
