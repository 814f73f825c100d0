"""XRY: XML with views, and a text report with a message in segments."""

from __future__ import annotations

from pathlib import Path

from tests.data.fixture import Fixture

_MESSAGES = """XRY File Report
Case: R v Trevanion
Made by: DC Prydderch

---

Messages-SMS #\t1
Direction:\tIncoming
Time:\t4/25/2021 1:23:54 AM UTC+4 (Network)
From
Tel:\t+447700900102
Name (Matched):\tKieran T
To
Tel:\t+447700900101
Text:\tfirst line

a line after an empty one
Status:\tRead
Reference Number:\t12
Segments:\t2
Segment Number:\t1
Deleted:\tYes

Messages-SMS #\t2
Direction:\tIncoming
Time:\t4/25/2021 1:23:55 AM UTC+4 (Network)
From
Tel:\t+447700900102
Name (Matched):\tKieran T
To
Tel:\t+447700900101
Text:\t and the rest
Reference Number:\t12
Segments:\t2
Segment Number:\t2

Messages-SMS #\t3
Direction:\tOutgoing
Time:\t4/26/2021 1:23:54 AM (Device)
To
Tel:\t+447700900102
Text:\tno zone here

Calls #\t1
Call Type:\tMissed
Time:\t4/26/2021 2:00:00 PM UTC+0
Duration:\t00:00:00
From
Tel:\t+447700900103

Oddities #\t1
Gadget:\tlamp
"""


def report(folder: Path) -> Path:
    """A text report."""
    path = folder / "report.txt"
    path.write_bytes(b"\xff\xfe" + _MESSAGES.replace("\n", "\r\n").encode("utf-16-le"))
    return path


def _node(**properties: str) -> str:
    inner = "".join(f'<property type="{name}">{value}</property>' for name, value in properties.items())
    return f"<node><properties>{inner}</properties></node>"


def xml(folder: Path) -> Path:
    """XML with three views."""
    path = folder / "export.xml"
    general = _node(field_name="Device Name", field_data="Handset 9")
    contact = _node(name="Kieran T", tel="07700 900102", related_application="WhatsApp", deleted="Yes")
    message = _node(time="25/04/2021 10:00:00 UTC+1", text="by xml", direction="Incoming", number="07700 900102")
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?><xryfile><images><image><views>'
        f'<view type="general_view"><nodes>{general}</nodes></view>'
        f'<view type="contacts_view"><nodes>{contact}</nodes></view>'
        f'<view type="messages_view"><nodes>{message}</nodes></view>'
        "</views></image></images></xryfile>"
    )
    return path


FIXTURES = (
    Fixture(
        "text report",
        report,
        {"messages": 2, "calls": 1, "call_parties": 1},
        (
            "first line\n\na line after an empty one and the rest",
            "no zone here",
            "lamp",
            "R v Trevanion",
            " and the rest",
            "12",
        ),
    ),
    Fixture("XML", xml, {"messages": 1, "contacts": 1, "contact_entries": 1}, ("Handset 9", "by xml", "Device Name")),
)
