"""Output of iLEAPP and ALEAPP: typed by its description, counted against it, the same from LAVA and from TSV."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.data import leapp
from tests.exports import left_over, read_export


def test_the_description_says_what_the_columns_are(tmp_path: Path) -> None:
    result, rows = read_export(leapp.lava(tmp_path), tmp_path / "out")
    messages = rows["messages"]
    assert [row["direction"] for row in messages] == ["outgoing", "unknown", "unknown"]
    assert messages[0]["sent_at"] == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert messages[1]["sent_at"] == datetime(2023, 11, 14, 22, 14, 20, 500000, tzinfo=UTC)
    assert (messages[2]["sent_at"], messages[2]["sent_at_raw"]) == (None, "not a time")
    assert {row["conversation_id"] for row in messages} == {rows["conversations"][0]["artefact_id"]}
    assert [(row["file_name"], row["status"]) for row in rows["attachments"]] == [
        ("beach.heic", "present"),
        ("gone.heic", "listed_but_missing"),
    ]
    assert [(row["category"], row["value_normalised"]) for row in rows["contact_entries"]] == [
        ("Mobile", "+447700900201"),
        ("Work", "+442079460101"),
    ]
    assert ("Way", "Come") in left_over(rows)
    assert any("'Error'" in warning for warning in result.warnings)
    assert any("repeat artefacts" in warning for warning in result.warnings)


def test_the_number_of_rows_is_compared_with_the_description(tmp_path: Path) -> None:
    result, _ = read_export(leapp.lava(tmp_path, counts=9), tmp_path / "out")
    count = next(count for count in result.records if count.record_type == "New Chat - Rooms")
    assert (count.stated, count.seen) == (9, 3)


def test_a_database_without_its_description_is_read_by_its_own_types(tmp_path: Path) -> None:
    path = leapp.lava(tmp_path) / "_lava_artifacts.db"
    result, rows = read_export(path, tmp_path / "out")
    assert result.is_whole
    assert ("words", "are you at the mill") in left_over(rows)
    assert rows["contacts"][0]["name"] == "Bronwen Tregarth"
    assert rows["contacts"][0]["created_at"] == datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)


def test_a_second_run_into_one_file_is_said_and_nothing_is_dropped(tmp_path: Path) -> None:
    result, rows = read_export(leapp.tsv(tmp_path), tmp_path / "out")
    assert [row["body"] for row in rows["messages"]] == ["first line\nsecond line"] * 2
    assert rows["messages"][0]["deleted_state"] == "Yes"
    assert rows["messages"][0]["sender_identifier_normalised"] == "+447700900201"
    assert any("2 times" in warning for warning in result.warnings)
    assert rows["calls"][0]["duration_seconds"] == 95


def test_the_sample_balances_and_says_the_same_from_lava_and_tsv(tmp_path: Path, tool_samples: Path) -> None:
    output = tool_samples / "ileapp_output"
    result, rows = read_export(output, tmp_path / "out")
    assert result.is_whole
    assert [count for count in result.records if count.stated not in (None, count.seen)] == []
    for name, application in (("WhatsApp - Messages", "WhatsApp"), ("Discord - Chats", "Discord")):
        _, alone = read_export(output / "_TSV Exports" / f"{name}.tsv", tmp_path / name)
        columns = ("direction", "sender_identifier", "body", "sent_at", "vendor_id")
        expected = [
            [row[column] for column in columns] for row in rows["messages"] if row["application"] == application
        ]
        assert [[row[column] for column in columns] for row in alone["messages"]] == expected
