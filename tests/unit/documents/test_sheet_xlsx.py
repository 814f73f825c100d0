"""Readable tables: nothing that runs, nothing cut in silence, the same bytes each time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from disclosure.documents import sheet_xlsx
from disclosure.documents.sheet_xlsx import Column, Sheet, write_workbook
from tests.conftest import AT


def write(path: Path, *rows: Sequence[object], titles: Sequence[str] = ("Messages",)) -> CalamineWorkbook:
    columns = [Column("No.", 6), Column("Text", 80)]
    write_workbook(path, [Sheet(title, columns, rows) for title in titles], AT)
    return CalamineWorkbook.from_path(str(path))


def content(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(("xml", "rels")))


@pytest.mark.parametrize(
    "text", ["=1+1", "{=A1}", "+44 7700 900123", "-1", "@SUM(A1)", "https://x.example", "1e5", "007"]
)
def test_a_text_stays_a_text(tmp_path: Path, text: str) -> None:
    book = write(tmp_path / "a.xlsx", (1, text))
    assert book.get_sheet_by_index(0).to_python() == [["No.", "Text"], [1.0, text]]
    written = content(tmp_path / "a.xlsx")
    assert "<f>" not in written
    assert "hyperlink" not in written


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    book = write(tmp_path / "a.xlsx", (1, "a\x00b\x0bc\ud83d 🙂\nd"))
    assert book.get_sheet_by_index(0).to_python()[1][1] == "abc 🙂\nd"


def test_a_long_text_goes_on_in_further_rows(tmp_path: Path) -> None:
    text = "🙂" * 20_000 + "x" * 40_000
    rows = write(tmp_path / "a.xlsx", (1, text), (2, "next")).get_sheet_by_index(0).to_python()[1:]
    assert [row[0] for row in rows if row[0] != ""] == [1.0, 2.0]
    pieces = [str(row[1]) for row in rows[:-1]]
    assert all(piece.startswith(sheet_xlsx.CONTINUED) for piece in pieces[1:])
    assert "".join(piece.removeprefix(sheet_xlsx.CONTINUED) for piece in pieces) == text
    assert all(len(piece.encode("utf-16-le")) // 2 <= sheet_xlsx.MAX_CELL_UNITS for piece in pieces)


def test_a_long_sheet_goes_on_in_a_further_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xlsx, "MAX_ROWS", 4)
    book = write(tmp_path / "a.xlsx", *((number, "x") for number in range(7)))
    assert book.sheet_names == ["Messages", "Messages (2)", "Messages (3)"]
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()[1:]]
    assert [row[0] for row in rows] == list(range(7))
    assert all(book.get_sheet_by_name(name).to_python()[0] == ["No.", "Text"] for name in book.sheet_names)


def test_titles_are_made_fit_and_told_apart(tmp_path: Path) -> None:
    long = "a title that is longer than Excel takes: 1/2"
    book = write(tmp_path / "a.xlsx", titles=["x/y:z", long, long, "'"])
    assert len({name.casefold() for name in book.sheet_names}) == 4
    assert all(len(name) <= 31 for name in book.sheet_names)
    assert book.sheet_names[0] == "x y z"


def test_values_that_are_no_texts(tmp_path: Path) -> None:
    values = (None, True, False, 2**60, 1.5, float("nan"))
    book = write(tmp_path / "a.xlsx", *((value, "") for value in values))
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()[1:]] == [
        "", "yes", "no", str(2**60), 1.5, "nan"
    ]  # fmt: skip


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write(tmp_path / name, (1, "x"), (2, "y"))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


def test_rows_are_tall_enough_for_wrapped_text(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", (1, "x" * 300), (2, "short"))
    written = content(tmp_path / "a.xlsx")
    heights = {
        row["r"]: row.get("ht")
        for attributes in re.findall(r"<row ([^>]*)>", written)
        if (row := dict(re.findall(r'(\w+)="([^"]*)"', attributes)))
    }
    assert heights == {"1": None, "2": "60", "3": None}


@pytest.mark.parametrize(
    "text", ["line\n" * 100, "word " * 3000, "x" * 9000, "a\n" + "word " * 900 + "\n" * 60 + "end"]
)
def test_no_row_is_taller_than_excel_can_show(tmp_path: Path, text: str) -> None:
    rows = write(tmp_path / "a.xlsx", (1, text), (2, "next")).get_sheet_by_index(0).to_python()[1:-1]
    pieces = [str(row[1]) for row in rows]
    assert "".join(piece.removeprefix(sheet_xlsx.CONTINUED) for piece in pieces) == text
    assert all(sheet_xlsx.lines_of(piece, 80) <= 27 for piece in pieces)
    heights = [float(height) for height in re.findall(r' ht="([^"]*)"', content(tmp_path / "a.xlsx"))]
    assert max(heights) <= 409
