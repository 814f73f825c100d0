"""Readable tables as an Excel workbook, streamed row by row, with nothing in it that runs or links.

Every text is written as text: never as a formula, a number or a link, whatever it begins with. A sheet that
would be longer than Excel can open goes on in a further one; a cell that would be longer than Excel can hold, or
taller than it can show, goes on in a further row, marked as its continuation.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from disclosure.documents.xml_text import xml_text

MAX_ROWS: Final = 1_048_576
"""Rows of a worksheet, the heading included (Microsoft, Excel specifications and limits)."""
MAX_CELL_UNITS: Final = 32_767
"""Longest text of a cell, in UTF-16 code units (the same source)."""
CONTINUED: Final = "[continued] "
"""Begins a cell that continues the one above it."""

_LINE_POINTS: Final = 15.0
_MAX_LINES: Final = 26
"""Lines of a cell that a row shows: the tallest row that Excel allows is 409 points, and what is below is cut off."""
_MAX_TITLE: Final = 31
_NOT_IN_TITLE: Final = re.compile(r"[\[\]:*?/\\]")
_LARGEST_INTEGER: Final = 2**53  # a cell holds numbers as doubles; larger ones would change


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Attributes:
        heading: As printed in the first row.
        width: In characters of the default font.
    """

    heading: str
    width: float = 16


@dataclass(frozen=True)
class Sheet:
    """One table.

    Attributes:
        title: Name of the worksheet; shortened and cleaned as Excel requires.
        columns: Its columns.
        rows: Its rows, read once.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]


def write_workbook(path: Path, sheets: Sequence[Sheet], created: datetime) -> None:
    """Write a workbook; the same content and time give the same bytes.

    Args:
        path: The file to write.
        sheets: At least one.
        created: Time of creation for the document's properties.
    """
    with open_workbook(path, created) as book:
        heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D9D9D9", "border": 1}
        )
        body = book.add_format({"text_wrap": True, "valign": "top"})
        names: set[str] = set()
        for sheet in sheets:
            rows = _lines(sheet.rows, [column.width for column in sheet.columns])
            part = 1
            waiting = next(rows, None)
            while waiting is not None or part == 1:
                worksheet = book.add_worksheet(sheet_name(sheet.title, names, part))
                prepare(worksheet, sheet.columns, heading)
                number = 1
                widths = [column.width for column in sheet.columns]
                while waiting is not None and number < MAX_ROWS:
                    set_height(worksheet, number, waiting, widths)
                    _write_row(worksheet, number, waiting, body)
                    waiting = next(rows, None)
                    number += 1
                part += 1


def open_workbook(path: Path, created: datetime) -> Any:  # noqa: ANN401 -- XlsxWriter ships no types
    """A workbook that streams rows to disk and turns no text into anything else."""
    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": str(path.parent),
        },
    )
    # Properties hold a time without a zone; readers take it as UTC.
    book.set_properties({"created": created.astimezone(UTC).replace(tzinfo=None)})
    return book


def prepare(worksheet: Any, columns: Sequence[Column], heading: Any, row: int = 0) -> None:  # noqa: ANN401 -- XlsxWriter ships no types
    """Set up a sheet: widths, a heading row that stays in view and repeats in print, A4 landscape, page numbers."""
    for index, column in enumerate(columns):
        worksheet.set_column(index, index, column.width)
    worksheet.set_landscape()
    worksheet.set_paper(9)  # A4
    worksheet.fit_to_pages(1, 0)
    worksheet.set_footer("&RPage &P of &N")
    worksheet.freeze_panes(row + 1, 0)
    worksheet.repeat_rows(row)
    set_height(worksheet, row, [column.heading for column in columns], [column.width for column in columns])
    for index, column in enumerate(columns):
        worksheet.write_string(row, index, xml_text(column.heading), heading)


def set_height(worksheet: Any, row: int, cells: Sequence[object], widths: Sequence[float]) -> None:  # noqa: ANN401 -- XlsxWriter ships no types
    """Make a row tall enough for its wrapped texts; to be called before the row is written.

    Excel works heights out by itself when it opens a file, other programs and viewers do not.
    """
    lines = max((lines_of(cell, width) for cell, width in zip(cells, widths, strict=False) if cell), default=1)
    if lines > 1:
        worksheet.set_row(row, min(lines, _MAX_LINES + 1) * _LINE_POINTS)


def lines_of(value: object, width: float) -> int:
    r"""About how many lines a value takes in a column, from the number of characters.

    >>> lines_of("a title\nand forty characters below that title....", 20)
    4
    """
    if not isinstance(value, str) or (len(value) <= width and "\n" not in value):
        return 1
    return sum(max(1, math.ceil(len(line) / max(width, 1.0))) for line in value.split("\n"))


def cut(text: str, width: float, limit: int = MAX_CELL_UNITS) -> list[str]:
    r"""A text in pieces that a cell can hold and show, continuations marked; without the marks they are the text.

    Args:
        text: The text.
        width: Width of its column in characters.
        limit: The longest piece, in UTF-16 code units.

    >>> cut("abcdefghijklmnopqrst", 80, 14)
    ['abcdefghijklmn', '[continued] op', '[continued] qr', '[continued] st']
    >>> [piece.count("line") for piece in cut("one line\n" * 30, 80)]
    [26, 4]
    """
    if (len(text) * 2 <= limit or _units(text) <= limit) and lines_of(text, width) <= _MAX_LINES:
        return [text]
    pieces = []
    start, room = 0, limit
    while start < len(text):
        end = min(start + room, len(text))
        # Beyond the basic plane a character takes two units; give back as many as do not fit.
        while (over := _units(text[start:end]) - room) > 0:
            end -= (over + 1) // 2
        end = _shown(text, start, end, max(width, 1.0))
        pieces.append(("" if not start else CONTINUED) + text[start:end])
        start, room = end, limit - len(CONTINUED)
    return pieces


def _shown(text: str, start: int, end: int, width: float) -> int:
    """Where a piece must end for a row to show it whole: after a line or word, where there is one."""
    used, place = 0, start
    while place < end:
        stop = text.find("\n", place, end)
        line_end = end if stop < 0 else stop + 1
        needed = max(1, math.ceil((line_end - place) / width))
        if used + needed > _MAX_LINES:
            fitting = place + int((_MAX_LINES - used) * width)
            blank = text.rfind(" ", place, fitting)
            return blank + 1 if blank > place else max(fitting, start + 1) if used == 0 else place
        used += needed
        place = line_end
    return end


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _lines(rows: Iterable[Sequence[object]], widths: Sequence[float]) -> Iterator[Sequence[object]]:
    """Rows with every value as it will be written; a row with a long text is followed by its continuations."""
    for row in rows:
        cells = [_value(value) for value in row]
        pieces = [
            cut(cell, width) if isinstance(cell, str) else [cell] for cell, width in zip(cells, widths, strict=True)
        ]
        for index in range(max(map(len, pieces))):
            yield [piece[index] if index < len(piece) else None for piece in pieces]


def _value(value: object) -> object:
    if value is None or isinstance(value, bool):
        return None if value is None else ("yes" if value else "no")
    if isinstance(value, int):
        return value if abs(value) <= _LARGEST_INTEGER else str(value)
    if isinstance(value, float):
        return value if value - value == 0 else str(value)  # not a number and infinite have no cell
    return xml_text(str(value))


def _write_row(worksheet: Any, number: int, cells: Sequence[object], body: Any) -> None:  # noqa: ANN401 -- XlsxWriter ships no types
    for index, cell in enumerate(cells):
        if isinstance(cell, str):
            if cell:
                worksheet.write_string(number, index, cell, body)
        elif cell is not None:
            worksheet.write_number(number, index, cell, body)


def sheet_name(wanted: str, taken: set[str], part: int = 1) -> str:
    """A name that Excel accepts and that no other sheet has, in any case; it is added to those taken."""
    clean = _NOT_IN_TITLE.sub(" ", xml_text(wanted)).strip().strip("'") or "Sheet"
    number = part
    while True:
        suffix = f" ({number})" if number > 1 else ""
        name = clean[: _MAX_TITLE - len(suffix)] + suffix
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
        number += 1
