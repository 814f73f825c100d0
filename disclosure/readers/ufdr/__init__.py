"""Cellebrite UFDR and report.xml (Physical Analyzer; UFED, Inseyets).

Reads a `.ufdr` archive, a bare `report.xml`, or a fragment whose root is `model` or `modelType`; with or
without namespace, byte order mark or carriage returns. The member is streamed: memory does not grow with
the file. Built from two public samples (reportVersion 7.34 and a chat fragment of a 2024 export) and from
what open parsers of the format document about versions 7 to 10.
"""

from __future__ import annotations

from typing import Final

from disclosure.readers.ufdr.container import detect
from disclosure.readers.ufdr.read import read
from disclosure.reading import Reader

READER: Final = Reader(
    name="Cellebrite UFDR / report.xml",
    versions=(
        "reportVersion 7.34 (whole report)",
        "chat fragment of 2024",
        "7 to 10 as documented by parsers",
    ),
    tried_on_real_exports=True,
    tables=(
        "conversations",
        "conversation_participants",
        "messages",
        "quoted_messages",
        "message_recipients",
        "attachments",
        "calls",
        "call_parties",
        "contacts",
        "contact_entries",
        "accounts",
        "locations",
        "files",
        "visited_pages",
        "searches",
        "emails",
        "notes",
        "calendar_entries",
        "installed_applications",
        "wireless_networks",
        "cell_towers",
        "passwords",
        "device_events",
        "other_fields",
    ),
    detect=detect,
    read=read,
    sources=("two public samples of report.xml", "open parsers of the format: UFEDLib, IPED, pymobius"),
)
