"""Tables as people keep them: Excel sheets, and text with separators.

Excel is read with calamine. What a sheet loses in silence is looked for: a sheet with as many rows as the format
can hold, and a cell with as many characters, were probably cut off.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import python_calamine

from disclosure.canonical import CanonicalWriter
from disclosure.errors import InputError
from disclosure.sources.text import encoding_of
from disclosure.sources.tree import DAMAGE

ROW_LIMITS: Final = (1_048_576, 65_536)
"""Rows a sheet of `.xlsx` and of `.xls` can hold."""
CELL_LIMIT: Final = 32_767
"""Characters a cell can hold."""
_PART: Final = re.compile(r"(.*?)\s*\((\d+)\)\s*")
_MAGIC: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_FAULTS: Final = (python_calamine.CalamineError, ValueError, KeyError, *DAMAGE)

csv.field_size_limit(1 << 30)  # the module's own limit would refuse long messages


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, with the parts that an exporter split it into.

    Attributes:
        name: Its name, without the number of a part.
        rows: Rows of cells, each with the name of the part and its number in it, from 1.
        is_full: Whether a part has as many rows as a sheet can hold.
        cut_cells: Cells with as many characters as a cell can hold.
    """

    name: str
    rows: list[tuple[str, int, list[Any]]]
    is_full: bool
    cut_cells: int


class Unreadable(Exception):  # noqa: N818 -- it says what the workbook is
    """The workbook, or a sheet of it, cannot be read."""


def is_workbook(head: bytes) -> bool:
    """Whether first bytes are those of an Excel workbook (or of another archive or compound file)."""
    return head.startswith(_MAGIC)


def sheet_names(path: Path) -> list[str]:
    """Names of a workbook's sheets; empty where it is none or cannot be opened."""
    try:
        with path.open("rb") as stream:
            if not is_workbook(stream.read(8)):
                return []
        return list(python_calamine.CalamineWorkbook.from_path(path).sheet_names)
    except _FAULTS:
        return []


def first_rows(path: Path, name: str, count: int = 12) -> list[list[Any]]:
    """The first rows of a sheet, for telling what it is; empty where it cannot be read."""
    try:
        sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(name)
        return [list(row) for row in sheet.to_python(skip_empty_area=False, nrows=count)]
    except _FAULTS:
        return []


def part_of(name: str) -> tuple[str, int]:
    """Name of the sheet that a sheet is a part of, and which part.

    >>> part_of("Chats (2)"), part_of("Messages ")
    (('Chats', 2), ('Messages', 1))
    """
    match = _PART.fullmatch(name)
    return (match[1], int(match[2])) if match else (name.strip(), 1)


def sheets(path: Path) -> Iterator[Sheet]:
    """Sheets of a workbook, parts joined, one at a time.

    Raises:
        Unreadable: It is damaged, encrypted or no workbook; of a sheet, with its name as the argument.
    """
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        names = list(book.sheet_names)
    except _FAULTS as error:
        raise Unreadable from error
    groups: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        whole, number = part_of(name)
        groups.setdefault(whole, []).append((number, name))
    for whole, parts in groups.items():
        rows: list[tuple[str, int, list[Any]]] = []
        is_full, cut = False, 0
        for _, name in sorted(parts):
            try:
                cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            except _FAULTS as error:
                raise Unreadable(name) from error
            is_full = is_full or len(cells) in ROW_LIMITS
            for number, row in enumerate(cells, 1):
                cut += sum(isinstance(cell, str) and len(cell) == CELL_LIMIT for cell in row)
                rows.append((name, number, row))
        yield Sheet(whole, rows, is_full, cut)


def cell_text(value: Any) -> str:  # noqa: ANN401 -- a cell
    """A cell as text: whole numbers without a fraction, dates in ISO form.

    >>> cell_text(447700900123.0), cell_text(True)
    ('447700900123', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1 << 53:
        return str(int(value))
    if isinstance(value, dt.datetime):
        is_date = value.time() == dt.time()
        return value.date().isoformat() if is_date else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def named(labels: list[str], row: list[Any]) -> dict[str, Any]:
    """A row's values by label: empty cells are no values, cells beyond the labels get a number for a name."""
    values: dict[str, Any] = {}
    for index, cell in enumerate(row):
        text = cell_text(cell)
        if text == "":
            continue
        values[labels[index] if index < len(labels) else f"column {index + 1}"] = text
    return values


def labels_of(row: list[Any]) -> list[str]:
    """Labels of a header row: trimmed, numbered where they repeat or are empty.

    >>> labels_of(["Name", "Name", ""])
    ['Name', 'Name#2', 'column 3']
    """
    labels: list[str] = []
    for index, cell in enumerate(row):
        label = " ".join(cell_text(cell).split()) or f"column {index + 1}"
        number = 1
        unique = label
        while unique in labels:
            number += 1
            unique = f"{label}#{number}"
        labels.append(unique)
    return labels


def delimited(stream: BinaryIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of a text with separators, quoted as CSV is, with the number of the line each ends on.

    Bytes that are not in the encoding stay visible as escapes.

    Raises:
        Unreadable: After the last row before the damage.
    """
    head = stream.read(4)
    encoding, skip = encoding_of(head)
    reader = csv.reader(
        io.TextIOWrapper(io.BufferedReader(_Rest(head[skip:], stream)), encoding, "backslashreplace", newline=""),
        delimiter=delimiter,
    )
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except (csv.Error, *DAMAGE, RuntimeError) as error:
        raise Unreadable from error


class _Rest(io.RawIOBase):
    """A stream of which some bytes were read already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 -- a buffer
        """As the stream's own."""
        content = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(content) :] if self._head else b""
        buffer[: len(content)] = content
        return len(content)


def before_damage(path: Path) -> Iterator[Sheet]:
    """Sheets up to the first that cannot be read; for looking ahead."""
    try:
        yield from sheets(path)
    except Unreadable:
        return


def read_all(writer: CanonicalWriter, path: Path) -> Iterator[Sheet]:
    """Sheets of an export, with warnings of what is probably cut off; one that cannot be read is quarantined.

    Raises:
        InputError: The workbook cannot be opened.
    """
    try:
        for sheet in sheets(path):
            _warn_of_limits(writer, sheet)
            yield sheet
    except Unreadable as error:
        if not error.args:
            raise InputError(
                "workbook_unreadable",
                f"{path.name}: the workbook is damaged, or locked with a password.",
                "Ask for the export again, unlocked.",
            ) from error
        writer.quarantine(None, "sheet_damaged", f"sheet {error.args[0]}")
        writer.warn("a sheet is damaged; it and those after it could not be read")


def _warn_of_limits(writer: CanonicalWriter, sheet: Sheet) -> None:
    """Say where a sheet or its cells are as full as Excel allows, and were probably cut off."""
    if sheet.is_full:
        writer.warn(
            "a sheet holds as many rows as Excel allows: rows beyond were probably lost when it was exported; "
            "ask for the export in another form"
        )
    if sheet.cut_cells:
        writer.warn(
            f"{sheet.cut_cells:,} cells hold {CELL_LIMIT:,} characters, as many as Excel allows: "
            "their texts were probably cut off when they were exported"
        )
