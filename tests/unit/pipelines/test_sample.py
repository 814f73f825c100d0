"""Dip samples: what is drawn from, what is drawn, and that it can be drawn again."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pyarrow.parquet as pq
import pytest
import python_calamine

from disclosure import ledger, tables, workspace
from disclosure.errors import InputError, UsageError
from disclosure.relevance import bounds
from disclosure.relevance.sample import draw_key
from disclosure.workspace import Workspace
from pipelines import sample, search
from pipelines.reporting import SilentReporter
from tests.conftest import AT

CASE = """
[case]
urn = "01AA0000126"
force = "Example Police"
created = 2026-01-05

[[exhibit]]
ref = "JLB/1"

[[line_of_enquiry]]
id = "LOE1"
terms = ["word"]

[privilege]
terms = ["counsel"]
"""

Draw = Callable[..., dict[str, Any]]


@pytest.fixture
def case(tmp_path: Path) -> Workspace:
    """Forty messages in two conversations, three of them responsive, with notes and a privileged conversation."""
    root = tmp_path / "case"
    workspace.create(root, "x", "x", AT)
    (root / workspace.CASE_FILE).write_text(CASE, encoding="utf-8")
    made = workspace.open_workspace(root)
    rows = [
        {
            "artefact_id": f"m{n:03d}",
            "exhibit_ref": "JLB/1",
            "application": "WhatsApp" if n < 40 else None,
            "conversation_id": f"c{n // 20}",
            "ordinal": 100 * n,
            "body": {7: "word", 8: "word", 27: "word", 45: "counsel"}.get(n, "other"),
        }
        for n in range(46)
    ]
    with workspace.staging(made, "ingest") as folder:
        place = folder / "artefacts"
        tables.write_rows(place / "messages" / "part.parquet", "messages", rows)
        notes = [{"artefact_id": f"n{n}", "exhibit_ref": "JLB/1"} for n in range(3)]
        tables.write_rows(place / "notes" / "part.parquet", "notes", notes)
        workspace.commit_files(made, "ingest", folder, {"source": {"sha256": "00"}}, AT)
    return made


def draw(
    case: Workspace, *, seed: int = 1, size: int = 5, by: Literal["conversation", "block"] = "block"
) -> dict[str, Any]:
    return sample.run(case, seed=seed, size=size, by=by, at=AT, report=SilentReporter())


def drawn(case: Workspace) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(case.root / "relevance/sample/dip_samples.parquet").to_pylist()
    return rows


@pytest.fixture
def searched(case: Workspace) -> Workspace:
    search.run(case, at=AT, report=SilentReporter())
    return case


def test_draws_what_was_not_found_and_records_frame_population_and_seed(searched: Workspace) -> None:
    status = pq.read_table(searched.root / "relevance/search/material_status.parquet").to_pylist()
    frame = {
        row["artefact_id"]
        for row in status
        if row["status"] == "not_responsive" and row["artefact_table"] == "messages"
    }
    assert draw(searched) == {
        "frames": 2,
        "population": len(frame) + 3,
        "drawn": 8,
        "seed": 1,
        "size": 5,
        "by": "block",
        "unchanged": False,
    }
    rows = [row for row in drawn(searched) if row["artefact_table"] == "messages"]
    assert [row["artefact_id"] for row in rows] == sorted(frame, key=lambda name: draw_key(1, name))[:5]
    assert [row["draw"] for row in rows] == [0, 1, 2, 3, 4]
    assert {(row["population_count"], row["sample_count"], row["seed"]) for row in rows} == {(len(frame), 5, 1)}
    assert {row["frame"] for row in rows} == {'["JLB/1", "messages", "WhatsApp", "block"]'}
    summary = json.loads((searched.root / "relevance/sample/summary.json").read_text(encoding="utf-8"))
    assert "BLAKE2b-128" in summary["method"]
    assert [row["population_count"] for row in summary["frames"]] == [len(frame), 3]


def test_by_conversation_draws_from_each(searched: Workspace) -> None:
    assert draw(searched, by="conversation", size=2)["frames"] == 3
    rows = drawn(searched)
    assert [(row["artefact_table"], row["conversation_id"], row["draw"]) for row in rows] == [
        ("messages", "c0", 0),
        ("messages", "c0", 1),
        ("messages", "c1", 0),
        ("messages", "c1", 1),
        ("notes", None, 0),
        ("notes", None, 1),
    ]
    assert len({row["sample_id"] for row in rows}) == 3


def test_a_larger_sample_holds_the_smaller_and_another_seed_differs(searched: Workspace) -> None:
    draw(searched, size=4)
    few = [row["artefact_id"] for row in drawn(searched) if row["artefact_table"] == "messages"]
    draw(searched, size=10)
    more = [row["artefact_id"] for row in drawn(searched) if row["artefact_table"] == "messages"]
    assert more[:4] == few
    draw(searched, size=10, seed=2)
    other = [row["artefact_id"] for row in drawn(searched) if row["artefact_table"] == "messages"]
    assert other != more


def test_the_same_draw_again_changes_nothing(searched: Workspace) -> None:
    draw(searched)
    before = searched.ledger_path.read_bytes()
    first = (searched.root / "relevance/sample/dip_samples.parquet").read_bytes()
    assert draw(searched)["unchanged"] is True
    assert searched.ledger_path.read_bytes() == before
    draw(searched, seed=3)
    draw(searched)
    assert (searched.root / "relevance/sample/dip_samples.parquet").read_bytes() == first
    entry = ledger.latest(searched.entries(), "sample")
    assert entry is not None
    assert entry.details["replaces"] == ["relevance/sample"]


def test_the_search_comes_first_and_must_fit(case: Workspace) -> None:
    with pytest.raises(UsageError, match="has not been run"):
        draw(case)
    search.run(case, at=AT, report=SilentReporter())
    path = case.root / workspace.CASE_FILE
    path.write_text(path.read_text(encoding="utf-8").replace('"word"', '"sword"'), encoding="utf-8")
    with pytest.raises(UsageError, match="has changed"):
        draw(workspace.open_workspace(case.root))


@pytest.mark.parametrize(("seed", "size"), [(1, 0), (1 << 63, 5), (-(1 << 63) - 1, 5)])
def test_seed_and_size_must_be_usable(searched: Workspace, seed: int, size: int) -> None:
    with pytest.raises(UsageError):
        draw(searched, seed=seed, size=size)


def test_nothing_left_to_sample_is_an_empty_sample(searched: Workspace) -> None:
    path = searched.root / workspace.CASE_FILE
    path.write_text(path.read_text(encoding="utf-8").replace('"word"', '"word", "other"'), encoding="utf-8")
    case = workspace.open_workspace(searched.root)
    search.run(case, at=AT, report=SilentReporter())
    result = draw(case)
    assert result["drawn"] == 3
    assert {row["artefact_table"] for row in drawn(case)} == {"notes"}


def sheet(case: Workspace) -> list[list[Any]]:
    path = case.root / "relevance/sample/review_sheet.xlsx"
    rows: list[list[Any]] = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    return rows


def mark(case: Workspace, folder: Path, marks: dict[int, tuple[str, str]]) -> dict[str, Any]:
    """Send the sheet back as CSV with marks by row."""
    rows = sheet(case)
    for number, (answer, reader) in marks.items():
        rows[number][-2:] = [answer, reader]
    path = folder / "marked.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return sample.record_marks(case, path, at=AT)


def test_the_reviewers_sheet_holds_the_words_in_the_order_of_drawing(searched: Workspace) -> None:
    draw(searched)
    rows = sheet(searched)
    assert [row[2] for row in rows[1:]] == [row["artefact_id"] for row in drawn(searched)]
    assert {row[7] for row in rows[1:] if row[4] == "messages"} == {"other"}
    assert {tuple(row[-2:]) for row in rows[1:]} == {("", "")}


def test_marks_come_back_and_bound_what_was_missed(searched: Workspace, tmp_path: Path) -> None:
    draw(searched)
    assert (
        "Nothing is stated until all are" in sample.result_of(searched, confidence=0.95, at_most=None)["statements"][0]
    )
    everything = {number: ("y" if number == 2 else "N", "DC Example") for number in range(1, len(sheet(searched)))}
    assert mark(searched, tmp_path, everything) == {"drawn": 8, "read": 8, "relevant": 1}
    result = sample.result_of(searched, confidence=0.95, at_most=0.1)
    messages, notes = result["frames"]
    population = messages["population"]
    assert (messages["drawn"], messages["found"]) == (5, 1)
    assert messages["missed_at_most"] == bounds.largest(1, 5, population)
    assert f"no more than {messages['missed_at_most']} of the {population}" in result["statements"][0]
    assert notes["missed_at_most"] == 0
    assert "that is the whole number" in result["statements"][1]
    assert "Taken together" in result["together"]
    assert f"{bounds.needed(population, population // 10)}" in result["sizes"][0]
    assert json.loads(json.dumps(result)) == result


@pytest.mark.parametrize(
    ("answer", "said"),
    [(("maybe", "DC Example"), "row 2: expected Y or N"), (("Y", ""), "row 2: who read it is not said")],
)
def test_a_mark_that_does_not_fit_is_refused_by_row(
    searched: Workspace, tmp_path: Path, answer: tuple[str, str], said: str
) -> None:
    draw(searched)
    with pytest.raises(InputError, match=said):
        mark(searched, tmp_path, {1: answer})
    assert not (searched.root / "relevance/sample_review").exists()


def test_a_sheet_of_another_draw_is_refused(searched: Workspace, tmp_path: Path) -> None:
    draw(searched)
    mark(searched, tmp_path, {1: ("N", "DC Example")})
    draw(searched, seed=99, size=1)
    with pytest.raises(InputError, match="not in the sample now drawn"):
        sample.record_marks(searched, _only_first(tmp_path / "marked.csv", drawn(searched)), at=AT)


def _only_first(path: Path, rows: list[dict[str, Any]]) -> Path:
    """A sheet whose marked row is certainly not in the draw."""
    path.write_text("record,relevant (y or n),read by\nabsent,N,DC Example\n", encoding="utf-8")
    assert "absent" not in {row["artefact_id"] for row in rows}
    return path
