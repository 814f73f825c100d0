"""Telegram: one chat, an older one without instants, and a whole account."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.data.fixture import Fixture, document

MESSAGES: list[dict[str, Any]] = [
    {
        "id": 1,
        "type": "message",
        "date": "2024-03-01T10:00:00",
        "date_unixtime": "1709287200",
        "from": "Bronwen Tregarth",
        "from_id": "user7001",
        "text": ["meet at ", {"type": "text_link", "text": "the map", "href": "https://example.test/map"}, " ok"],
        "text_entities": [
            {"type": "plain", "text": "meet at "},
            {"type": "text_link", "text": "the map", "href": "https://example.test/map"},
            {"type": "plain", "text": " ok"},
        ],
    },
    {
        "id": 2,
        "type": "message",
        "date": "2024-03-01T10:01:00",
        "date_unixtime": "1709287260",
        "edited_unixtime": "1709287300",
        "from": "Owner Quill",
        "from_id": "user7002",
        "photo": "photos/photo_1.jpg",
        "text": "",
        "forwarded_from": "Elsewhere",
        "location_information": {"latitude": 53.8, "longitude": -1.55},
    },
    {
        "id": 3,
        "type": "service",
        "date": "2024-03-01T10:02:00",
        "date_unixtime": "1709287320",
        "actor": "Bronwen Tregarth",
        "actor_id": "user7001",
        "action": "phone_call",
        "duration_seconds": 42,
        "text": "",
    },
    {
        "id": 4,
        "type": "message",
        "date": "2024-03-01T10:03:00",
        "from": None,
        "from_id": "user7001",
        "file": "(File not included. Change data exporting settings to download.)",
        "file_name": "plan.pdf",
        "mime_type": "application/pdf",
        "text": "older message without an instant",
    },
]


def one_chat(folder: Path) -> Path:
    """A folder with one personal chat and its picture."""
    root = folder / "ChatExport_2024-03-02"
    document(
        root / "result.json", {"name": "Bronwen Tregarth", "type": "personal_chat", "id": 7001, "messages": MESSAGES}
    )
    (root / "photos").mkdir()
    (root / "photos" / "photo_1.jpg").write_bytes(b"\xff\xd8picture")
    return root


def account(folder: Path) -> Path:
    """A whole account: contacts, two chats, and sections no column takes."""
    group = {"name": "Five-a-side", "type": "private_group", "id": 88, "messages": [{**MESSAGES[1], "id": 9}]}
    return document(
        folder / "result.json",
        {
            "about": "Here is the data you requested.",
            "personal_information": {
                "user_id": 7002,
                "first_name": "Owner",
                "last_name": "Quill",
                "phone_number": "+447700900301",
                "username": "@quill",
                "bio": "keeps bees",
            },
            "contacts": {
                "about": "People in the address book.",
                "list": [
                    {
                        "user_id": 7001,
                        "first_name": "Bronwen",
                        "last_name": "Tregarth",
                        "phone_number": "00447700900302",
                        "date": "2020-01-01T00:00:00",
                        "date_unixtime": "1577836800",
                    }
                ],
            },
            "sessions": {"list": [{"device_model": "Handset 9", "last_ip": "192.0.2.44"}]},
            "chats": {
                "about": "Chats",
                "list": [
                    {"name": "Bronwen Tregarth", "type": "personal_chat", "id": 7001, "messages": MESSAGES},
                    group,
                ],
            },
            "left_chats": {
                "list": [{"name": "Old club", "type": "public_supergroup", "id": 99, "messages": MESSAGES[:1]}]
            },
        },
    )


_TEXTS = ("meet at the map ok", "https://example.test/map", "plan.pdf", "photos/photo_1.jpg", "Elsewhere",
          "1709287300", "2024-03-01T10:03:00", "phone_call", "42")  # fmt: skip

FIXTURES = (
    Fixture("one chat", one_chat, {"messages": 4, "attachments": 2, "conversations": 1}, _TEXTS),
    Fixture(
        "whole account",
        account,
        {"messages": 6, "conversations": 3, "contacts": 1, "accounts": 1, "contact_entries": 4},
        (*_TEXTS, "Handset 9", "192.0.2.44", "keeps bees", "Five-a-side", "Old club", "People in the address book."),
    ),
)
