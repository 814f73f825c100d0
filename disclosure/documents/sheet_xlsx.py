"""Tables as workbooks in flat memory: text stays text, nothing is cut in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

import xlsxwriter

MAXIMUM_ROWS: Final = 1_048_576
"""Rows of a worksheet, the heading included (Excel specifications and limits)."""
MAXIMUM_CHARACTERS: Final = 32_767
"""Characters of a cell, counted as UTF-16 units (Excel specifications and limits)."""
CONTINUED: Final = "(continued)"

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORBIDDEN_IN_TITLE: Final = re.compile(r"[\[\]:*?/\\]")
_TITLE_CHARACTERS: Final = 28
_PIECE: Final = 16_000  # code points; at worst two UTF-16 units each


@dataclass(frozen=True)
class Column:
    """A column: its heading and its width in characters."""

    heading: str
    width: float = 16


@dataclass(frozen=True)
class Sheet:
    """A table to write; its rows are read once."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]


def write_workbook(path: Path, sheets: Sequence[Sheet], created: datetime) -> None:
    """Write tables to a workbook, one or more worksheets each.

    Text is written as text: nothing is read as a formula, number or link. Characters that XML cannot hold
    become U+FFFD. A text longer than a cell goes on in the rows below, marked as continued; a table longer
    than a worksheet goes on in another.

    Args:
        path: File to write.
        sheets: Tables.
        created: Time in the document properties.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": created.replace(tzinfo=None)})
        styles = {
            "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "cell": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for sheet in sheets:
            rows = _cells(sheet.rows)
            number = 1
            first = next(rows, None)
            while first is not None or number == 1:
                title = _FORBIDDEN_IN_TITLE.sub(" ", sheet.title)[:_TITLE_CHARACTERS]
                _write_sheet(book, title if number == 1 else f"{title} {number}", sheet.columns, first, rows, styles)
                first = next(rows, None)
                number += 1


def _write_sheet(
    book: Any,  # noqa: ANN401 -- xlsxwriter ships no types
    title: str,
    columns: Sequence[Column],
    first: Sequence[object] | None,
    rows: Iterator[Sequence[object]],
    styles: dict[str, Any],
) -> None:
    page = book.add_worksheet(title)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    page.set_footer("&C&A, page &P of &N")
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width)
        page.write_string(0, index, column.heading, styles["heading"])
    if first is None:
        return
    _write_row(page, 1, first, styles["cell"])
    for number, row in enumerate(islice(rows, MAXIMUM_ROWS - 2), start=2):
        _write_row(page, number, row, styles["cell"])


def _write_row(page: Any, number: int, row: Sequence[object], style: Any) -> None:  # noqa: ANN401 -- as above
    for index, value in enumerate(row):
        if value is None or value == "":
            continue
        if isinstance(value, int | float) and not isinstance(value, bool):
            page.write_number(number, index, value, style)
        else:
            page.write_string(number, index, str(value), style)


def _cells(rows: Iterable[Sequence[object]]) -> Iterator[Sequence[object]]:
    """Rows whose every text fits a cell."""
    for row in rows:
        clean = [_UNPRINTABLE.sub("\ufffd", value) if isinstance(value, str) else value for value in row]
        if not any(isinstance(value, str) and len(value) > _PIECE for value in clean):
            yield clean
            continue
        pieces = [
            [value[at : at + _PIECE] for at in range(0, len(value), _PIECE)] if isinstance(value, str) else [value]
            for value in clean
        ]
        for part in range(max(len(cell) for cell in pieces)):
            yield [
                (f"{CONTINUED} {cell[part]}" if part else cell[part]) if part < len(cell) else None for cell in pieces
            ]
