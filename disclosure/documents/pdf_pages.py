"""Paginated PDF: running heads, "page x of y", tables whose heading repeats, bookmarks, fonts embedded.

Lines are broken and placed here and drawn with ReportLab's canvas: its own flowing tables take minutes for the
thousands of lines that a schedule or a phone can have. Text is written as text, with a map back to Unicode, so that
it can be searched, copied and scanned for what must not leave. The same calls and time give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from disclosure.documents.pdf_text import printable

# Compressed pages as they are, not spelt out in ASCII: a quarter smaller, and sooner searched before they leave.
rl_config.useA85 = 0

REGULAR: Final = "DejaVuSansCondensed"
BOLD: Final = "DejaVuSansCondensed-Bold"
MARGIN: Final = 42.0
"""White around the page, in points."""
_LEADING: Final = 1.3
_PADDING: Final = 3.0
_RUNNING: Final = 8.0
_HEAD: Final = 20.0
_FOOT: Final = 18.0
_GREY: Final = 0.5
_SHADE: Final = 0.88
_TOTAL: Final = "total"
_LONGEST_WORD_CACHE: Final = 200_000


@dataclass(frozen=True)
class Cell:
    """What stands in one cell of a table.

    Attributes:
        text: The text; line breaks are kept.
        title: Printed in bold above it; empty for none.
    """

    text: str
    title: str = ""


@dataclass(frozen=True)
class Style:
    """How a text is set.

    Attributes:
        points: Size.
        bold: Bold rather than regular.
        grey: Black 0 to white 1.
    """

    points: float = 8.5
    bold: bool = False
    grey: float = 0.0

    @property
    def leading(self) -> float:
        """Distance between lines, in points."""
        return self.points * _LEADING


@dataclass
class _Font:
    name: str
    signs: Any
    widths: dict[str, float] = field(default_factory=dict)

    def width(self, word: str) -> float:
        """Width of a word at one point."""
        known = self.widths.get(word)
        if known is None:
            known = pdfmetrics.stringWidth(word, self.name, 1)
            if len(self.widths) < _LONGEST_WORD_CACHE:
                self.widths[word] = known
        return known


@cache
def _font(name: str) -> _Font:
    """A font of the package, registered once a process."""
    with resources.as_file(resources.files("disclosure.documents") / "fonts" / f"{name}.ttf") as path:
        font = TTFont(name, str(path), asciiReadable=True)
    pdfmetrics.registerFont(font)
    return _Font(name, font.face.charToGlyph)


def clean(text: str, *, bold: bool = False) -> str:
    """A text as the fonts can show it; see `pdf_text`."""
    return printable(text, _font(BOLD if bold else REGULAR).signs)


def lines(text: str, width: float, style: Style) -> list[str]:
    """A text broken into lines of a width in points; a word longer than a line is broken too."""
    font = _font(BOLD if style.bold else REGULAR)
    room = width / style.points
    blank = font.width(" ")
    broken: list[str] = []
    for paragraph in printable(text, font.signs).expandtabs(4).split("\n"):
        current: list[str] = []
        used = 0.0
        for word in paragraph.split(" "):
            length = font.width(word)
            if current and used + blank + length > room:
                broken.append(" ".join(current))
                current, used = [], 0.0
            if length > room:
                *whole, word = _pieces(word, room, font)
                broken += whole
                length = font.width(word)
            used += length + (blank if current else 0.0)
            current.append(word)
        broken.append(" ".join(current))
    return broken


def _pieces(word: str, room: float, font: _Font) -> list[str]:
    pieces = [""]
    used = 0.0
    for character in word:
        width = font.width(character)
        if used + width > room and pieces[-1]:
            pieces.append("")
            used = 0.0
        pieces[-1] += character
        used += width
    return pieces


class Document:
    """A PDF being written from top to bottom.

    Args:
        path: The file to write.
        title: Title in the properties.
        created: Time of creation in the properties.
        head: Running head: left and right.
        foot: Left part of the foot; the number of the page stands at the right.
        is_landscape: Whether pages are wider than tall.
        marking: Printed in bold in the middle of every head; empty for none.
    """

    def __init__(
        self,
        path: Path,
        *,
        title: str,
        created: datetime,
        head: tuple[str, str],
        foot: str,
        is_landscape: bool = True,
        marking: str = "",
    ) -> None:
        self._size: tuple[float, float] = landscape(A4) if is_landscape else A4
        self._canvas = Canvas(
            str(path),
            pagesize=self._size,
            invariant=1,
            pageCompression=1,
            lang="en-GB",
            initialFontName=_font(REGULAR).name,
        )
        self._canvas.setTitle(clean(title))
        for leave_out in (self._canvas.setAuthor, self._canvas.setSubject, self._canvas.setCreator):
            leave_out("")
        _set_time(self._canvas, created)
        self._head, self._foot, self._marking = (clean(head[0]), clean(head[1])), clean(foot), clean(marking)
        self.running = ""
        """Printed at the top of every further page: what it continues; empty for nothing."""
        self.page = 0
        self.left, self.width = MARGIN, self._size[0] - 2 * MARGIN
        self.top = self._size[1] - MARGIN - _HEAD
        self.bottom = MARGIN + _FOOT
        self.place: float = self.top
        self._key = 0
        self.new_page()

    def new_page(self) -> None:
        """Begin a page, with its head and foot."""
        if self.page:
            self._canvas.showPage()
        self.page += 1
        self.place = self.top
        style = Style(_RUNNING)
        y = self._size[1] - MARGIN
        left, right = self._head
        self._line(self.left, y, _shortened(left, self.width - text_width(right, style) - 20, style), style)
        self._line(self.left + self.width - text_width(right, style), y, right, style)
        if self._marking:
            style = Style(_RUNNING, bold=True)
            self._line(self.left + (self.width - text_width(self._marking, style)) / 2, y - 11, self._marking, style)
        self._rule(self.left, y - 14, self.left + self.width, y - 14)
        style = Style(_RUNNING)
        self._line(self.left, MARGIN, self._foot, style)
        # How many pages there are is known at the end: the rest of the line is a form drawn once.
        number = f"Page {self.page} of "
        room = text_width("00000", style)
        self._line(self.left + self.width - room - text_width(number, style), MARGIN, number, style)
        self._canvas.saveState()
        self._canvas.translate(self.left + self.width - room, MARGIN)
        self._canvas.doForm(_TOTAL)
        self._canvas.restoreState()
        if self.running:
            for line in lines(self.running, self.width, _CONTINUED)[:1]:
                self._line(self.left, self.place - _CONTINUED.points, line, _CONTINUED)
            self.place -= _CONTINUED.leading + 4

    @property
    def room(self) -> float:
        """Points left on the page."""
        return float(self.place - self.bottom)

    def need(self, height: float) -> None:
        """Begin a new page unless so many points are left on this one."""
        if self.room < height and self.place < self.top:
            self.new_page()

    def bookmark(self, title: str, level: int = 0, *, is_open: bool = False) -> None:
        """A bookmark to the present place."""
        self._key += 1
        key = f"b{self._key}"
        self._canvas.bookmarkHorizontal(key, 0, self.place + 10)
        self._canvas.addOutlineEntry(clean(title), key, level=level, closed=not is_open)

    def space(self, points: float) -> None:
        """White space; nothing at the top of a page."""
        if self.place < self.top:
            self.place -= points

    def paragraph(
        self, text: str, style: Style | None = None, *, align: str = "left", after: float = 4, keep: float = 0
    ) -> None:
        """A paragraph over the width of the page.

        Args:
            text: The text.
            style: How it is set.
            align: left or center.
            after: White space below, in points.
            keep: Points that must be left below it on the same page.
        """
        style = style or Style()
        broken = lines(text, self.width, style)
        self.need(min(len(broken), 3) * style.leading + keep)
        for line in broken:
            self.need(style.leading)
            x = self.left
            if align == "center":
                x += (self.width - text_width(line, style)) / 2
            self._line(x, self.place - style.points, line, style)
            self.place -= style.leading
        self.space(after)

    def rule(self) -> None:
        """A thin line over the width of the page at the present place."""
        self._rule(self.left, self.place, self.left + self.width, self.place)

    def shade(self, x: float, width: float, style: Style) -> None:
        """A shade behind part of a line at the present place; to be drawn before its text."""
        self._canvas.setFillGray(_SHADE)
        self._canvas.rect(x, self.place - style.leading + 1, width, style.leading - 1, stroke=0, fill=1)

    def text(self, x: float, text: str, style: Style) -> None:
        """One line of text, already broken and clean, at the present place, which stays."""
        self._line(x, self.place - style.points, text, style)

    def table(self, shares: Sequence[float], headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> TableWriter:
        """A table whose heading row repeats on every page.

        Args:
            shares: Widths of the columns, in any unit.
            headings: One text for each column; none for a table without a heading row.
            rows: Its rows; further ones may be added to what is returned.
        """
        writer = TableWriter(self, shares, headings)
        for row in rows:
            writer.add(row)
        return writer

    def signatures(self, blocks: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Blocks beside one another, every line blank, kept on one page."""
        if not blocks:
            return
        gap, height, style = 20.0, 24.0, Style()
        width = (self.width - gap * (len(blocks) - 1)) / len(blocks)
        rows = max(len(labels) for _, labels in blocks)
        self.need(style.leading + 6 + rows * height)
        top = self.place
        for index, (heading, labels) in enumerate(blocks):
            x = self.left + index * (width + gap)
            self._line(x, top - style.points, heading, Style(bold=True))
            for number, label in enumerate(labels):
                y = top - style.leading - 4 - (number + 1) * height
                self._canvas.setStrokeGray(_GREY)
                self._canvas.rect(x, y, 70, height)
                self._canvas.rect(x + 70, y, width - 70, height)
                self._line(x + _PADDING, y + height - style.points - _PADDING, label, style)
        self.place = top - style.leading - 10 - rows * height

    def save(self) -> int:
        """Write the file.

        Returns:
            Number of pages.
        """
        self._canvas.beginForm(_TOTAL)
        self._line(0, 0, str(self.page), Style(_RUNNING))
        self._canvas.endForm()
        self._canvas.showPage()
        self._canvas.save()
        return self.page

    def _line(self, x: float, y: float, text: str, style: Style) -> None:
        if not text:
            return
        name = BOLD if style.bold else REGULAR
        _font(name)
        self._canvas.setFillGray(style.grey)
        self._canvas.setFont(name, style.points)
        self._canvas.drawString(x, y, text)

    def _rule(self, x: float, y: float, to_x: float, to_y: float) -> None:
        self._canvas.setStrokeGray(_GREY)
        self._canvas.setLineWidth(0.5)
        self._canvas.line(x, y, to_x, to_y)


class TableWriter:
    """A table being written row by row; see `Document.table`."""

    def __init__(self, document: Document, shares: Sequence[float], headings: Sequence[str]) -> None:
        self._document = document
        total = sum(shares)
        self._widths = [document.width * share / total for share in shares]
        self._headings = [
            lines(text, width - 2 * _PADDING, _HEADING) for text, width in zip(headings, self._widths, strict=False)
        ]
        if self._headings:
            document.need(self._heading_height() + 4 * _BODY.leading)
            self._heading()

    def _heading_height(self) -> float:
        return max(map(len, self._headings), default=0) * _HEADING.leading + 2 * _PADDING

    def _heading(self) -> None:
        if self._headings:
            self._row([[(line, _HEADING) for line in cell] for cell in self._headings], _SHADE)

    def add(self, row: Sequence[Cell]) -> None:
        """Write one row; it stays on one page unless it is longer than half of one."""
        document = self._document
        cells = [self._cell(cell, width) for cell, width in zip(row, self._widths, strict=True)]
        while cells:
            height = self._height(cells)
            full = document.top - document.bottom - self._heading_height()
            if height <= document.room:
                self._row(cells, 1.0)
                return
            is_short = height <= full / 2 or document.room < 6 * _BODY.leading
            if is_short and document.place < document.top - self._heading_height() - 1:
                document.new_page()
                self._heading()
                continue
            count = max(1, math.floor((document.room - 2 * _PADDING) / _BODY.leading))
            self._row([cell[:count] for cell in cells], 1.0)
            cells = [cell[count:] for cell in cells]
            document.new_page()
            self._heading()

    @staticmethod
    def _height(cells: Sequence[Sequence[tuple[str, Style]]]) -> float:
        return max(map(len, cells)) * _BODY.leading + 2 * _PADDING

    @staticmethod
    def _cell(cell: Cell, width: float) -> list[tuple[str, Style]]:
        inner = width - 2 * _PADDING
        title = [(line, _TITLE) for line in lines(cell.title, inner, _TITLE)] if cell.title else []
        return title + ([(line, _BODY) for line in lines(cell.text, inner, _BODY)] if cell.text else [])

    def _row(self, cells: Sequence[Sequence[tuple[str, Style]]], shade: float) -> None:
        document = self._document
        canvas = document._canvas
        height = self._height(cells)
        top = document.place
        x = document.left
        canvas.setLineWidth(0.5)
        canvas.setStrokeGray(_GREY)
        for width in self._widths:
            canvas.setFillGray(shade)
            canvas.rect(x, top - height, width, height, stroke=1, fill=int(shade < 1))
            x += width
        x = document.left
        for cell, width in zip(cells, self._widths, strict=True):
            y = top - _PADDING
            for line, style in cell:
                y -= _BODY.leading
                document._line(x + _PADDING, y + _BODY.leading - style.points, line, style)
            x += width
        document.place = top - height


_BODY: Final = Style()
_CONTINUED: Final = Style(7.5, grey=0.25)
_TITLE: Final = Style(bold=True)
_HEADING: Final = Style(bold=True)


def text_width(text: str, style: Style) -> float:
    """Width of a line in points."""
    font = _font(BOLD if style.bold else REGULAR)
    return float(pdfmetrics.stringWidth(text, font.name, style.points))


def _shortened(text: str, width: float, style: Style) -> str:
    """A running head that fits; what is cut off is marked, and stands in full on the first page."""
    if text_width(text, style) <= width:
        return text
    while text and text_width(f"{text} …", style) > width:
        text = text[:-1]
    return f"{text} …"


def _set_time(canvas: Canvas, created: datetime) -> None:
    """The time that the properties state, which ReportLab otherwise takes from the clock or leaves at 2000."""
    at = created.astimezone(UTC)
    stamp = canvas._doc._timeStamp
    stamp.t = at.timestamp()
    stamp.lt = at.timetuple()
    stamp.YMDhms = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    stamp.dhh = stamp.dmm = 0
    stamp.tzname = "UTC"
