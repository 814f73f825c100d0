"""Discord: one channel with a reply, an attachment, a call and somebody who joined."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.data.fixture import Fixture, document

_AUTHOR = {"id": "700000000000000001", "name": "quill", "nickname": "Quill the keeper", "isBot": False}


def channel(folder: Path) -> Path:
    """A channel beside the file that came with it."""

    def message(number: int, **values: Any) -> dict[str, Any]:
        return {"id": str(number), "timestamp": f"2024-05-01T10:00:0{number}.5+01:00", "author": _AUTHOR, **values}

    messages = [
        message(1, type="Default", content="first in the channel", attachments=[], reactions=[]),
        message(2, type="Reply", content="an answer", reference={"messageId": "1"},
                attachments=[{"id": "55", "url": "files/scan.png", "fileName": "scan.png", "fileSizeBytes": 77}]),
        message(3, type="Call", content="Started a call.", callEndedTimestamp="2024-05-01T10:05:00+01:00",
                attachments=[{"id": "56", "url": "https://example.test/x.png", "fileName": "x.png", "fileSizeBytes": 5}]),
        message(4, type="GuildMemberJoin", content="Joined the server."),
    ]  # fmt: skip
    root = folder / "channel"
    document(
        root / "general.json",
        {
            "guild": {"id": "1", "name": "Beekeepers"},
            "channel": {"id": "2", "type": "GuildTextChat", "name": "general", "topic": "hives only"},
            "dateRange": {"after": None, "before": None},
            "exportedAt": "2024-06-01T00:00:00+00:00",
            "messages": messages,
            "messageCount": 4,
        },
    )
    (root / "files").mkdir()
    (root / "files" / "scan.png").write_bytes(b"png")
    return root


FIXTURES = (
    Fixture(
        "channel",
        channel,
        {"messages": 4, "attachments": 2, "conversations": 1},
        ("first in the channel", "an answer", "scan.png", "https://example.test/x.png", "Beekeepers", "hives only",
         "2024-05-01T10:05:00+01:00", "quill", "Quill the keeper"),
    ),
)  # fmt: skip
