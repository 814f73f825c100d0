"""A schedule as it comes back from the prosecutor, marked: what was entered beside which item.

Workbooks, Word documents and JSON are read, also when another program has saved them anew. Columns are found by the
bookmarks that the Word documents carry, else by their headings; nothing is taken from a place that is not known.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from docx.oxml.ns import qn
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from disclosure.documents import references
from disclosure.documents.schedule_json import FIELDS
from disclosure.documents.sheet_xlsx import CONTINUED
from disclosure.errors import InputError
from disclosure.schedule.endorsements import MARKS, Line

_DECIDING: Final = ("cps_code", "cps_agrees")
_HEADINGS: Final = (
    ("item", re.compile(r"(item )?(no|number)\b|item$")),
    ("cps_code", re.compile(r".*\bcode\b|.*\bagainst each item\b|.*\bendorsement\b")),
    ("cps_agrees", re.compile(r".*\bagreed? sensitive\b")),
    ("cps_application", re.compile(r".*\bcourt application\b|.*\bpii application\b")),
    ("cps_comment", re.compile(r".*\bcomments?\b")),
    ("description", re.compile(r".*\bdescription\b")),
)
"""Headings, in lower case, that are known for a column; the first that fits."""
_NUMBER: Final = re.compile(r"S?0*[1-9][0-9]*")
_MAXIMUM_BYTES: Final = 200_000_000
_MAXIMUM_UNPACKED: Final = 2_000_000_000
_DOCUMENT: Final = "word/document.xml"
_PARSER: Final = {"resolve_entities": False, "no_network": True, "huge_tree": True}


@dataclass(frozen=True)
class Returned:
    """A returned schedule.

    Attributes:
        lines: Its lines, in order.
        text: All its text outside the lines, in which the reference number of the case is looked for.
    """

    lines: tuple[Line, ...]
    text: str


def read(path: Path) -> Returned:
    """Read a returned schedule.

    Raises:
        InputError: The file is of another kind, cannot be read, or has no table with item numbers and a column
            for the prosecutor's code.
    """
    readers = {".xlsx": _workbook, ".docx": _word, ".json": _json}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputError(
            "unknown_kind",
            f"{path.name} is not a kind of file that decisions are read from.",
            "Give the marked schedule as .xlsx, .docx or .json; save others (.xls, .odt, .pdf) as one of these.",
        )
    if not path.is_file():
        raise InputError("no_such_file", f"{path} is not a file.", "Give the file that the prosecutor sent back.")
    if path.stat().st_size > _MAXIMUM_BYTES:
        raise InputError("too_large", f"{path.name} is larger than any schedule.", "Check that it is the right file.")
    found = reader(path)
    if not found.lines:
        raise InputError(
            "no_decisions_table",
            f"{path.name} has no table with item numbers and a column for the prosecutor's code.",
            "Send a copy of the schedule as issued; its headings and columns must stay.",
        )
    return found


def _unreadable(path: Path, kind: str) -> InputError:
    return InputError(
        "unreadable", f"{path.name} cannot be read as {kind}.", "Open and save it anew, or ask for it again."
    )


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """Where the known columns stand, by their headings; nothing unless there is a number and a code."""
    found: dict[str, int] = {}
    for index, heading in enumerate(headings):
        plain = " ".join(heading.lower().replace(".", " ").split())
        key = next((key for key, pattern in _HEADINGS if pattern.match(plain)), None)
        if key and key not in found:
            found[key] = index
    return found if _is_whole(found) else {}


def _is_whole(columns: Mapping[str, int]) -> bool:
    return "item" in columns and any(key in columns for key in _DECIDING)


def _lines(
    rows: Iterable[tuple[str, Sequence[str]]], columns: Mapping[str, int], carried: Mapping[str, str]
) -> Iterator[Line]:
    """Lines of a table; a row that continues a long cell is joined to the one it continues."""
    current: Line | None = None

    def cell(cells: Sequence[str], key: str) -> str:
        return cells[columns[key]] if columns[key] < len(cells) else ""

    for place, cells in rows:
        number = cell(cells, "item").strip()
        words = cell(cells, "description") if "description" in columns else None
        marks = {key: cell(cells, key) for key in MARKS if key in columns}
        continues = not number and any(text.startswith(CONTINUED) for text in cells)
        if continues and current is not None:
            joined = {key: current.marks[key] + marks[key].removeprefix(CONTINUED) for key in marks}
            more = (current.words or "") + (words or "").removeprefix(CONTINUED)
            current = Line(current.place, current.number, more, current.reference, joined)
            continue
        if current is not None:
            yield current
            current = None
        # A line without a number says something only if something was entered beside it.
        if _NUMBER.fullmatch(number) or any(text.strip() for text in marks.values()):
            current = Line(place, number, words, carried.get(number), marks)
    if current is not None:
        yield current


def _workbook(path: Path) -> Returned:
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = {
            name: [
                [_written(value) for value in row]
                for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            for name in book.sheet_names
        }
    except (CalamineError, OSError, ValueError):
        raise _unreadable(path, "an Excel workbook") from None
    carried = {row[0].strip(): row[1].strip() for row in sheets.pop(references.SHEET, []) if len(row) > 1}
    lines: list[Line] = []
    texts: list[str] = []
    for name, rows in sheets.items():
        start, columns = next(
            ((index + 1, found) for index, row in enumerate(rows[:_HEADING_ROWS]) if (found := _columns(row))), (0, {})
        )
        if columns:
            numbered = ((f"sheet {name}, row {start + 1 + index}", row) for index, row in enumerate(rows[start:]))
            lines += _lines(numbered, columns, carried)
        texts += [text for row in (rows[:start] if columns else rows) for text in row if text]
    return Returned(tuple(lines), "\n".join(texts))


_HEADING_ROWS: Final = 20
"""Rows in which a heading is looked for."""


def _written(value: object) -> str:
    """A cell as a text; a program may have made a number of an item number."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _word(path: Path) -> Returned:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MAXIMUM_UNPACKED:
                raise _unreadable(path, "a Word document")
            body = etree.fromstring(archive.read(_DOCUMENT), etree.XMLParser(**_PARSER))
            others = [
                etree.fromstring(archive.read(name), etree.XMLParser(**_PARSER))
                for name in archive.namelist()
                if re.fullmatch(r"word/(header|footer)\d*\.xml", name)
            ]
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, OSError):
        raise _unreadable(path, "a Word document") from None
    lines: list[Line] = []
    texts = [_paragraphs(root) for root in others]
    for table_number, table in enumerate(body.iter(qn("w:tbl")), start=1):
        # Rows and cells may stand inside content controls; those of a table within a cell are the inner table's.
        rows = [_cells(row) for row in table.iter(qn("w:tr")) if next(row.iterancestors(qn("w:tbl"))) is table]
        texts_of = [[_paragraphs(cell) if cell is not None else "" for cell in row] for row in rows]
        start, columns = _word_columns(rows, texts_of)
        if columns:
            numbered = (
                (f"table {table_number}, row {start + 1 + index}", row) for index, row in enumerate(texts_of[start:])
            )
            lines += _lines(numbered, columns, _carried(rows))
    texts += [_paragraphs(root) for root in body]
    return Returned(tuple(lines), "\n".join(texts))


def _cells(row: Any) -> list[Any]:  # noqa: ANN401 -- lxml elements
    """Cells of a row by the column they begin in; a cell over several columns leaves the further ones empty."""
    cells: list[Any] = []
    for cell in row.iter(qn("w:tc")):
        if next(cell.iterancestors(qn("w:tr"))) is row:
            cells.append(cell)
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            if span is not None:
                cells += [None] * (int(span.get(qn("w:val"), "1")) - 1)
    return cells


def _word_columns(rows: Sequence[Sequence[Any]], texts: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The first row of a table's lines and where its columns stand: by bookmark, else by heading."""
    for row_number, row in enumerate(rows[:_HEADING_ROWS]):
        marked = {
            key: column
            for column, cell in enumerate(row)
            if cell is not None
            for mark in cell.iter(qn("w:bookmarkStart"))
            if (key := references.read_column(mark.get(qn("w:name"), "")))
        }
        if _is_whole(marked):
            return row_number, marked
    for row_number, row in enumerate(texts[:_HEADING_ROWS]):
        found = _columns(row)
        if found:
            return row_number + 1, found
    return 0, {}


def _carried(rows: Sequence[Sequence[Any]]) -> dict[str, str]:
    names = (
        mark.get(qn("w:name"), "")
        for row in rows
        for cell in row
        if cell is not None
        for mark in cell.iter(qn("w:bookmarkStart"))
    )
    return dict(found for name in names if (found := references.read_bookmark(name)))


def _paragraphs(root: Any) -> str:  # noqa: ANN401 -- lxml element
    """The text below an element, one line a paragraph; what was struck out in tracked changes is not part of it."""
    paragraphs = []
    for item in root.iter(qn("w:p")):
        parts = []
        for node in item.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
            if node.getparent().tag == qn("w:tabs") or next(node.iterancestors(qn("w:moveFrom")), None) is not None:
                continue
            parts.append((node.text or "") if node.tag == qn("w:t") else "\n" if node.tag == qn("w:br") else "\t")
        paragraphs.append("".join(parts))
    return "\n".join(paragraphs)


def _json(path: Path) -> Returned:
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
        items = raw["items"]
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise TypeError
    except (ValueError, KeyError, TypeError, OSError):
        raise _unreadable(path, "a schedule in JSON") from None
    keys = {key: FIELDS[key] for key in MARKS if key in FIELDS}
    lines = [
        Line(
            f"items[{index}]",
            _written(item.get("item")).strip(),
            "\n".join(_written(item.get(key)) for key in ("title", "description") if item.get(key))
            if "description" in item
            else None,
            _written(item.get("reference")) or None,
            {key: _written(item[name]) for key, name in keys.items() if name in item},
        )
        for index, item in enumerate(items, start=1)
        if any(FIELDS[key] in item for key in _DECIDING)
    ]
    return Returned(tuple(lines), _written(raw.get("urn")))
