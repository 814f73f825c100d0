"""Plaso's events: microseconds, no time, local time, several events of one artefact."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.data import plaso
from tests.exports import left_over, read_export


def test_directions_times_and_people(tmp_path: Path) -> None:
    _, rows = read_export(plaso.events(tmp_path), tmp_path / "out")
    messages = {row["body"]: row for row in rows["messages"]}
    assert messages["in by text"]["direction"] == "incoming"
    assert messages["out by text"]["direction"] == "outgoing"
    assert messages["in by text"]["sent_at"] == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert messages["in by text"]["conversation_id"] == messages["out by text"]["conversation_id"]
    assert (messages["by skype"]["sender_identifier"], messages["by skype"]["sender_name"]) == ("bron.t", "Bronwen")
    assert messages["an app nobody knew"]["sent_at"] is None  # local time: no zone


def test_start_and_end_of_a_call_are_one_call(tmp_path: Path) -> None:
    _, rows = read_export(plaso.events(tmp_path), tmp_path / "out")
    (call,) = rows["calls"]
    assert call["started_at"] == datetime(2023, 11, 14, 22, 15, tzinfo=UTC)
    assert (call["direction"], call["call_type"], call["duration_seconds"]) == ("incoming", "3", 42)
    assert ("timestamp", "1700000142000000") in left_over(rows)


def test_an_event_without_a_time_has_none(tmp_path: Path) -> None:
    _, rows = read_export(plaso.events(tmp_path), tmp_path / "out")
    assert rows["notes"][0]["created_at"] is None
    assert rows["notes"][0]["title"] == "A note"


def test_the_sample_is_read_whole(tmp_path: Path, tool_samples: Path) -> None:
    result, rows = read_export(tool_samples / "plaso" / "mobile_app_dbs.json_line", tmp_path / "out")
    assert result.is_whole
    assert sum(count.seen for count in result.records) == 277
    assert len(rows["messages"]) == 9 + 14 + 20 + 32 + 15 + 1
    assert len(rows["calls"]) == 3 + 4 + 1
