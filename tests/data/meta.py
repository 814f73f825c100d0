"""Meta: a Messenger thread in two files with a damaged encoding, Instagram new and of 2020, an encrypted thread."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.data.fixture import Fixture, document


def _damaged(text: str) -> str:
    """As Meta writes it: the bytes of the UTF-8 as characters."""
    return text.encode().decode("latin-1")


_FIRST = {
    "participants": [{"name": _damaged("Zoë Ångström")}, {"name": "Owner Quill"}],
    "messages": [
        {"sender_name": _damaged("Zoë Ångström"), "timestamp_ms": 1600000002000, "content": _damaged("à bientôt 😀"),
         "reactions": [{"reaction": _damaged("😍"), "actor": "Owner Quill"}], "type": "Generic"},
        {"sender_name": "Owner Quill", "timestamp_ms": 1600000001000, "content": "café already right", "ip": "192.0.2.7",
         "photos": [{"uri": "messages/inbox/zoe_1/photos/a.jpg", "creation_timestamp": 1599999999}]},
    ],
    "title": _damaged("Zoë Ångström"),
    "is_still_participant": True,
    "thread_type": "Regular",
    "thread_path": "inbox/zoe_1",
}  # fmt: skip
_SECOND = {
    **_FIRST,
    "messages": [
        {"sender_name": "Owner Quill", "timestamp_ms": 1599000000000, "is_unsent": True, "type": "Generic"},
        {"sender_name": "Owner Quill", "timestamp_ms": 1598000000000, "type": "Subscribe", "users": [{"name": "Kit"}]},
        {"sender_name": "Owner Quill", "timestamp_ms": 1597000000000,
         "share": {"link": "https://example.test/post", "share_text": "look"}},
    ],
}  # fmt: skip


def messenger(folder: Path) -> Path:
    """An archive: one thread in two files, the first with a byte order mark, a picture, another document."""
    path = folder / "facebook-quill.zip"
    with zipfile.ZipFile(path, "w") as archive:
        thread = "messages/inbox/zoe_1"
        archive.writestr(f"{thread}/message_1.json", b"\xef\xbb\xbf" + json.dumps(_FIRST).encode())
        archive.writestr(f"{thread}/message_2.json", json.dumps(_SECOND))
        archive.writestr(f"{thread}/photos/a.jpg", b"\xff\xd8picture")
        archive.writestr("profile_information/profile_information.json", json.dumps({"profile_v2": {"name": "Quill"}}))
    return path


def instagram_of_2020(folder: Path) -> Path:
    """The older layout of Instagram."""
    return document(
        folder / "messages.json",
        [
            {
                "participants": ["quill_owner", "zoe.a"],
                "conversation": [
                    {"sender": "zoe.a", "created_at": "2020-05-01T10:00:00.123456+00:00", "text": "seen the news"},
                    {
                        "sender": "quill_owner",
                        "created_at": "2020-05-01T09:00:00+00:00",
                        "media": "https://example.test/m.jpg",
                    },
                ],
            },
            {
                "participants": ["quill_owner", "kit"],
                "conversation": [{"sender": "kit", "created_at": "2019-01-01T00:00:00+00:00", "heart": "like"}],
            },
        ],
    )


def instagram(folder: Path) -> Path:
    """Today's layout, without participants' list as old samples have it, and text that cannot be repaired."""
    return document(
        folder / "your_instagram_activity" / "messages" / "inbox" / "kit_5" / "message_1.json",
        {
            "messages": [
                {"sender_name": "Kit", "timestamp_ms": 1579294140000, "content": "broken \u00c3\u0080\u0092 here"}
            ]
        },
    ).parents[3]


def encrypted_thread(folder: Path) -> Path:
    """The form in which end-to-end encrypted threads are downloaded."""
    return document(
        folder / "Kit_7.json",
        {
            "participants": ["Kit", "Owner Quill"],
            "threadName": "Kit_7",
            "messages": [
                {"isUnsent": False, "media": [{"uri": "./media/b.jpeg"}], "reactions": [], "senderName": "Kit",
                 "text": "from the sealed thread", "timestamp": 1700000000000, "type": "media"},
            ],
        },
    )  # fmt: skip


FIXTURES = (
    Fixture(
        "Messenger archive",
        messenger,
        {"messages": 5, "conversations": 1, "conversation_participants": 2, "attachments": 2},
        ("à bientôt 😀", "Zoë Ångström", "café already right", "😍", "192.0.2.7", "is_unsent", "Kit", "look",
         "https://example.test/post", "Quill", "1599999999"),
    ),
    Fixture("Instagram of 2020", instagram_of_2020, {"messages": 3, "conversations": 2, "attachments": 1},
            ("seen the news", "https://example.test/m.jpg", "like", "zoe.a")),
    Fixture("Instagram", instagram, {"messages": 1, "conversations": 1}, ("broken \u00c3\u0080\u0092 here",)),
    Fixture("encrypted thread", encrypted_thread, {"messages": 1, "attachments": 1},
            ("from the sealed thread", "./media/b.jpeg", "Kit_7")),
)  # fmt: skip
