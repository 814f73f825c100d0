"""Workbooks: text stays text, nothing is lost, same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from disclosure.documents import sheet_xlsx
from disclosure.documents.sheet_xlsx import CONTINUED, Column, Sheet, write_workbook
from tests.conftest import AT


def rows_of(path: Path, sheet: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(sheet).to_python()


@pytest.mark.parametrize(
    "text", ["=1+1", "+447700900123", "@jaz", "-1", "https://example.org", "007", "a\x00b", "<b>&"]
)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    write_workbook(tmp_path / "a.xlsx", [Sheet("s", [Column("x")], [[text]])], AT)
    assert rows_of(tmp_path / "a.xlsx") == [["x"], [text.replace("\x00", "")]]


def test_a_long_text_goes_on_below(tmp_path: Path) -> None:
    text = "🙂" * 40_000
    write_workbook(tmp_path / "a.xlsx", [Sheet("s", [Column("n"), Column("x")], [[1, text], [2, "next"]])], AT)
    rows = rows_of(tmp_path / "a.xlsx")[1:]
    assert "".join(str(row[1]).removeprefix(CONTINUED) for row in rows[:-1]) == text
    assert all(len(str(row[1]).encode("utf-16-le")) // 2 <= sheet_xlsx.MAX_CELL_UNITS for row in rows)
    assert rows[-1] == [2, "next"]


def test_a_long_table_goes_on_in_another_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xlsx, "MAX_ROWS", 5)
    write_workbook(tmp_path / "a.xlsx", [Sheet("s", [Column("n")], ([n] for n in range(9)))], AT)
    got = [row[0] for sheet in range(3) for row in rows_of(tmp_path / "a.xlsx", sheet)[1:]]
    assert got == list(range(9))


def test_an_empty_table_has_its_heading(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", [Sheet("Messages: all", [Column("n")], [])], AT)
    assert rows_of(tmp_path / "a.xlsx") == [["n"]]


def test_same_content_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, [Sheet("s", [Column("n")], [["x"], [2]])], AT)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
