"""Snapchat: the older lists and the newer conversations, and a document that no column takes."""

from __future__ import annotations

from pathlib import Path

from tests.data.fixture import Fixture, document


def older(folder: Path) -> Path:
    """The form of 2021, with another document of the download."""
    root = folder / "mydata" / "json"
    received = [{"From": "kit.b", "Media Type": "TEXT", "Created": "2021-01-01 12:00:00 UTC", "Text": "old form in"}]
    sent = [{"To": "kit.b", "Media Type": "TEXT", "Created": "2021-01-01 12:00:10 UTC", "Text": "old form out"}]
    snaps = {"Received Snap History": [{"From": "zoe", "Media Type": "IMAGE", "Created": "2021-01-02 12:00:00 UTC"}]}
    document(root / "chat_history.json", {"Received Saved Chat History": received, "Sent Saved Chat History": sent})
    document(root / "snap_history.json", snaps)
    document(root / "account.json", {"Basic Information": {"Username": "owner.q", "Creation Date": "2016"}})
    return root.parent


def newer(folder: Path) -> Path:
    """The form of 2023, a name with a dot as the key of a conversation."""
    entry = {
        "From": "kit.b",
        "Media Type": "TEXT",
        "Created": "2023-06-01 08:00:00 UTC",
        "Content": "new form in",
        "Conversation Title": None,
        "IsSender": False,
        "Created(microseconds)": 1685606400123,
    }
    mine = {
        **entry,
        "From": "owner.q",
        "IsSender": True,
        "Content": "new form out",
        "Media IDs": "b~abc | b~def",
        "Created(microseconds)": 1685606400123456,
    }
    return document(folder / "chat_history.json", {"kit.b": [entry, mine], "group-1": [{**entry, "Content": None}]})


FIXTURES = (
    Fixture(
        "older",
        older,
        {"messages": 3, "conversations": 2, "message_recipients": 1},
        ("old form in", "old form out", "zoe", "owner.q", "2021-01-02 12:00:00 UTC"),
    ),
    Fixture(
        "newer",
        newer,
        {"messages": 3, "conversations": 2, "attachments": 2},
        ("new form in", "new form out", "b~abc", "b~def", "1685606400123", "group-1"),
    ),
)
