"""A reader written from the description in `disclosure.canonical`, added and used: adding one is that much."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure import readers, tables
from disclosure.canonical import CanonicalWriter, Fields, from_unix, instant
from disclosure.reading import NOT_TRIED, Detection, Reader, Reconciliation, Source
from disclosure.sources.tree import open_tree
from pipelines import ingest
from pipelines.reporting import SilentReporter
from tests import support
from tests.conftest import AT


def detect(path: Path) -> Detection:
    tree = open_tree(path)
    is_one = tree.kind == "file" and tree.head(path.name).startswith(b"#blackbird")
    return Detection(is_one, "begins with #blackbird" if is_one else "does not begin with #blackbird")


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    with CanonicalWriter(source, out) as writer, source.path.open(encoding="utf-8", newline="") as stream:
        next(stream)
        for number, row in enumerate(csv.DictReader(stream), 1):
            fields = Fields(row)
            place = f"{source.path.name}:row {number}"
            chat = writer.conversation(row["who"], f"{source.path.name}:{row['who']}", application="Blackbird")
            who = writer.party("sender", fields.text("who"), is_owner=False)
            writer.record(
                "row",
                "messages",
                place,
                fields,
                {
                    "application": "Blackbird",
                    "conversation_id": chat.id,
                    "ordinal": chat.next_ordinal(),
                    "body": fields.text("said"),
                    **who,
                    **instant("sent_at", from_unix(fields.peek("at")), fields.text("at"), "stated"),
                },
            )
    return writer.reconciliation()


READER = Reader("Blackbird", ("1",), False, ("messages", "conversations", "other_fields"), detect, read, ("this test",))


def test_a_reader_added_in_one_line_is_detected_and_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "export.bb"
    path.write_text("#blackbird\nwho,said,at,mood\n07700 900701,hello,1700000000,calm\n07700 900701,again,,\n")
    monkeypatch.setattr(readers, "READERS", (*readers.READERS, READER))
    case = support.case(tmp_path, AT)
    result = ingest.run(case, [path], "JLB/1", at=AT, workers=1, scheduler=None, report=SilentReporter())
    (export,) = result["exports"]
    assert export["reader"] == "Blackbird"
    assert NOT_TRIED in export["reconciliation"]["warnings"]
    assert result["is_whole"]
    messages = tables.read(case.table_files("messages"), "messages").to_pylist()
    assert [(row["body"], row["sender_identifier_normalised"], row["ordinal"]) for row in messages] == [
        ("hello", "+447700900701", 0),
        ("again", "+447700900701", 1),
    ]
    assert messages[1]["sent_at"] is None
    left = tables.read(case.table_files("other_fields"), "other_fields").to_pylist()
    assert {(row["field_name"], row["value"]) for row in left} == {("mood", "calm"), ("mood", "")}
