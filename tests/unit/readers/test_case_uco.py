"""CASE/UCO: prefixes expanded, facets in either form, references resolved, invented values in no column."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.data import case_uco
from tests.exports import left_over, read_export


def test_references_give_people_threads_and_applications(tmp_path: Path) -> None:
    _, rows = read_export(case_uco.graph(tmp_path), tmp_path / "out")
    messages = {row["body"]: row for row in rows["messages"]}
    first, second = messages["first in the thread"], messages["second in the thread"]
    assert (first["ordinal"], second["ordinal"]) == (0, 1)
    assert first["conversation_id"] == second["conversation_id"] != messages["in no thread"]["conversation_id"]
    assert (second["sender_name"], second["sender_identifier_normalised"]) == ("Kit", "+447700900201")
    assert {row["application"] for row in messages.values()} == {"ChatApp"}
    assert {row["name"] for row in rows["conversations"]} == {"The allotment", None}
    assert rows["locations"][0]["latitude"] == 53.8
    assert ("core:hasFacet.obs:colour", "grey") in left_over(rows)


def test_invented_values_become_null_and_are_said(tmp_path: Path) -> None:
    result, rows = read_export(case_uco.bundle(tmp_path), tmp_path / "out")
    (call,), (file,), (mail,) = rows["calls"], rows["files"], rows["emails"]
    assert (call["started_at"], call["started_at_raw"], call["duration_seconds"]) == (None, None, 61)
    assert (call["deleted_state"], call["direction"]) == ("Deleted", "incoming")
    assert file["md5_stated"] is None
    assert file["sha256_stated"] == "ab12" * 16
    assert mail["sent_at"] == datetime(2024, 2, 1, 8, tzinfo=UTC)
    assert sum("invented" in warning for warning in result.warnings) == 2
    assert "0" * 32 in {value for _, value in left_over(rows)}


def test_the_samples_read_whole(tmp_path: Path, tool_samples: Path) -> None:
    found: dict[str, int] = {}
    for number, path in enumerate(sorted((tool_samples / "case_uco").iterdir())):
        result, _ = read_export(path, tmp_path / f"out{number}")
        assert result.is_whole, path.name
        for table, count in result.tables.items():
            found[table] = found.get(table, 0) + count
    assert (found["messages"], found["calls"], found["emails"], found["contacts"], found["files"]) == (7, 5, 1, 1, 3)
