"""Discord's package: one channel in each of the two forms, the account."""

from __future__ import annotations

from pathlib import Path

from tests.data.fixture import Fixture, document


def package(folder: Path) -> Path:
    """An unpacked package."""
    root = folder / "package"
    document(root / "account" / "user.json", {"id": "7002", "username": "quill.o", "email": "quill@example.org"})
    document(root / "messages" / "index.json", {"11": "Direct Message with kit", "12": "hives"})
    document(root / "messages" / "c11" / "channel.json", {"id": "11", "type": "DM", "recipients": ["7002", "7001"]})
    document(
        root / "messages" / "c11" / "messages.json",
        [
            {
                "ID": 5,
                "Timestamp": "2024-05-01 10:00:00",
                "Contents": "by json",
                "Attachments": "https://example.test/a.png?x=1",
            }
        ],
    )
    document(
        root / "messages" / "c12" / "channel.json", {"id": "12", "type": 0, "name": "hives", "guild": {"name": "Bees"}}
    )
    (root / "messages" / "c12" / "messages.csv").write_text(
        'ID,Timestamp,Contents,Attachments\n6,2021-05-01 10:00:00.000000+00:00,"by csv,\nover lines",\n'
    )
    return root


FIXTURES = (
    Fixture(
        "package",
        package,
        {"messages": 2, "conversations": 2, "attachments": 1},
        ("by json", "by csv,\nover lines", "https://example.test/a.png?x=1", "quill@example.org", "Bees", "7001"),
    ),
)
