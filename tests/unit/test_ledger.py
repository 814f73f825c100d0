"""The ledger: append-only, and any later edit is seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure import ledger
from disclosure.errors import VerificationError
from tests.conftest import AT


def test_entries_are_chained(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    first = ledger.append(path, "new", {"a": 1}, AT)
    second = ledger.append(path, "ingest", {"outputs": {"x": "00"}}, AT)
    assert second.previous == first.hash
    assert ledger.read(path) == (first, second)
    assert ledger.check_chain(ledger.chain((first, second))) == second.hash == ledger.head((first, second))


@pytest.mark.parametrize("line", [0, 1, 2])
def test_an_edit_of_any_line_breaks_the_chain(tmp_path: Path, line: int) -> None:
    path = tmp_path / "ledger.jsonl"
    for number in range(3):
        ledger.append(path, "step", {"n": number}, AT)
    lines = path.read_text().splitlines()
    entry = json.loads(lines[line])
    entry["details"]["n"] = 99
    lines[line] = json.dumps(entry)
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(VerificationError, match=f"line {line + 1}"):
        ledger.read(path)


def test_a_removed_line_breaks_the_chain(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    for number in range(3):
        ledger.append(path, "step", {"n": number}, AT)
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(lines[0] + lines[2])
    with pytest.raises(VerificationError):
        ledger.read(path)


def test_a_line_cut_short_was_never_committed(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    kept = ledger.append(path, "step", {"n": 1}, AT)
    whole = path.read_bytes()
    ledger.append(path, "step", {"n": 2}, AT)
    path.write_bytes(path.read_bytes()[: len(whole) + 20])
    assert ledger.read(path) == (kept,)
    again = ledger.append(path, "step", {"n": 3}, AT)
    assert ledger.read(path) == (kept, again)


@given(st.lists(st.dictionaries(st.text(max_size=5), st.integers()), min_size=1, max_size=6), st.data())
def test_the_chain_without_details_shows_tampering(details: list[dict[str, int]], data: st.DataObject) -> None:
    entries: list[ledger.Entry] = []
    for number, content in enumerate(details, start=1):
        entries.append(ledger.Entry(number, AT.isoformat(), "step", content, ledger.head(entries)))
    links = ledger.chain(entries)
    assert ledger.check_chain(links) == ledger.head(entries)
    index = data.draw(st.integers(0, len(links) - 1))
    links[index] = {**links[index], "stage": "another"}
    with pytest.raises(VerificationError):
        ledger.check_chain(links)
