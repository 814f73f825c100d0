"""Rows of a table as batches of text columns, with the number of each row; memory as large as one batch."""

from __future__ import annotations

import codecs
import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from python_calamine import CalamineError, CalamineWorkbook, load_workbook

from disclosure.canonical import BATCH_ROWS, as_text, leaves
from disclosure.errors import InputError
from disclosure.readers.mapped.mapping import Mapping
from disclosure.sources import json_items, text
from disclosure.sources.tree import Tree

_BLOCK: Final = 4 << 20
_HEAD: Final = 1 << 20
_DELIMITERS: Final = ",;\t|"
_SHEET_ROWS: Final = (1_048_576, 65_536)
_CELL_CHARACTERS: Final = 32_767


@dataclass(frozen=True)
class Batch:
    """Some rows.

    Attributes:
        numbers: Number of each row, from 1, the header not counted.
        columns: Text columns by the export's names; null where there is no value.
    """

    numbers: list[int]
    columns: dict[str, pa.Array]


Lost = Callable[[str, int], None]
"""Told a reason and the number of a row that cannot be read."""
Warn = Callable[[str], None]


def kind_of(head: bytes) -> str:
    """csv, xlsx, jsonl or json, by the first bytes."""
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "xlsx"
    plain = text.decoded(head).lstrip()
    if plain.startswith("["):
        return "json"
    if plain.startswith("{"):
        first = plain.split("\n", 1)[0].strip()
        try:
            json.loads(first)
        except ValueError:
            return "json"
        return "jsonl"
    return "csv"


def from_csv(tree: Tree, name: str, mapping: Mapping, lost: Lost, warn: Warn) -> Iterator[Batch]:
    """Batches of a CSV file.

    Raises:
        InputError: It has no header, or is not in the encoding stated.
    """
    encoding, _ = text.encoding_of(tree.head(name))
    encoding = mapping.encoding or encoding
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise InputError("encoding_unknown", f"'{encoding}' is no encoding.", "Correct `encoding`.") from error
    head = tree.head(name, _HEAD).decode(encoding, "replace").removeprefix("\ufeff")
    delimiter = mapping.delimiter or _delimiter(head, mapping.header_row)
    names, lines = _header(head, delimiter, mapping.header_row, tree.path.name)
    skipped: dict[int, None] = {}

    def invalid(row: Any) -> str:  # noqa: ANN401 -- pyarrow ships no types
        skipped[row.number] = None
        return "skip"

    done = 0
    with tree.open(name) as stream:
        recoded = _Recoded(stream, encoding)
        raw = pa.PythonFile(recoded, mode="r")
        try:
            reader = pacsv.open_csv(
                raw,
                read_options=pacsv.ReadOptions(
                    use_threads=False, block_size=_BLOCK, column_names=names, skip_rows=lines
                ),
                parse_options=pacsv.ParseOptions(
                    delimiter=delimiter, newlines_in_values=True, invalid_row_handler=invalid
                ),
                convert_options=pacsv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
                ),
            )
            said = 0
            last: str | None = None
            for piece in reader:
                numbers: list[int] = []
                while len(numbers) < piece.num_rows:
                    done += 1
                    if done + lines not in skipped:
                        numbers.append(done)
                said = _say(skipped, said, lines, lost)
                columns = {
                    column: pc.if_else(pc.equal(values, ""), pa.scalar(None, pa.string()), values)
                    for column, values in zip(names, piece.columns, strict=True)
                }
                if numbers:
                    last = columns[names[-1]][-1].as_py()
                    yield Batch(numbers, columns)
            _say(skipped, said, lines, lost)
            if last is not None and last.endswith("\n"):
                warn("the last value ends in a line end: a quotation mark may not be closed, and rows may stand in one")
            if recoded.damaged:
                warn(f"{recoded.damaged:,} bytes are not in the file's encoding; they are kept as escapes")
        except pa.ArrowInvalid:
            lost("csv_damaged", done + 1)
            warn("the table is damaged; rows beyond the damage could not be read")


def _say(skipped: dict[int, None], said: int, lines: int, lost: Lost) -> int:
    """Report rows skipped since last time; how many have been reported."""
    for number in list(skipped)[said:]:
        lost("row_has_other_columns", number - lines)
    return len(skipped)


def _delimiter(head: str, row: int) -> str:
    lines = head.splitlines()
    line = lines[row - 1] if len(lines) >= row else ""
    return max(_DELIMITERS, key=line.count)


def _header(head: str, delimiter: str, row: int, file: str) -> tuple[list[str], int]:
    """Names of the columns, made distinct, and how many lines they and what stands before them take."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        for _ in range(row - 1):
            next(reader)
        given = next(reader)
    except (StopIteration, csv.Error) as error:
        raise InputError(
            "no_header", f"{file} has no row {row} that could name its columns.", "See `header_row`."
        ) from error
    return distinct(given), reader.line_num


def distinct(given: Iterable[object]) -> list[str]:
    """Names of columns, each its own: a repeated one is numbered, an empty one named by its position.

    >>> distinct(["a", "", "a"])
    ['a', 'column 2', 'a (2)']
    """
    names: list[str] = []
    for position, value in enumerate(given, 1):
        base = ("" if value is None else str(value)).strip() or f"column {position}"
        name, count = base, 1
        while name in names:
            count += 1
            name = f"{base} ({count})"
        names.append(name)
    return names


class _Recoded:
    """A stream of text in any encoding, as UTF-8 without a mark; bytes that are none of it become escapes.

    Arrow is given nothing else: what it does with a damaged row that is no UTF-8 is to drop it.

    Attributes:
        damaged: Bytes that became escapes.
    """

    closed = False

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self.damaged = 0
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._rest = b""
        self._first = True

    def read(self, count: int = -1) -> bytes:
        """As a file's own."""
        while count < 0 or len(self._rest) < count:
            raw = self._stream.read(1 << 20)
            said = self._decode(raw)
            if self._first and said:
                said, self._first = said.removeprefix("\ufeff"), False
            self._rest += said.encode("utf-8", "backslashreplace")
            if not raw:
                break
        if count < 0:
            count = len(self._rest)
        data, self._rest = self._rest[:count], self._rest[count:]
        return data

    def _decode(self, raw: bytes) -> str:
        before = self._decoder.getstate()
        try:
            return self._decoder.decode(raw, final=not raw)
        except UnicodeDecodeError:
            self._decoder.setstate(before)
            self._decoder.errors = "backslashreplace"
            said = self._decoder.decode(raw, final=not raw)
            self._decoder.errors = "strict"
            self.damaged += max(said.count("\\x") - raw.count(b"\\x"), 1)
            return said

    def close(self) -> None:
        """Nothing to do: whoever opened the stream closes it."""
        self.closed = True


def from_rows(rows: Iterable[tuple[int, dict[str, str | None]]]) -> Iterator[Batch]:
    """Batches of rows given as mappings; the columns are those the rows have."""
    numbers: list[int] = []
    gathered: list[dict[str, str | None]] = []
    for number, row in rows:
        numbers.append(number)
        gathered.append(row)
        if len(gathered) >= BATCH_ROWS:
            yield _gathered(numbers, gathered)
            numbers, gathered = [], []
    if gathered:
        yield _gathered(numbers, gathered)


def _gathered(numbers: list[int], rows: list[dict[str, str | None]]) -> Batch:
    names = dict.fromkeys(chain.from_iterable(rows))
    columns = {}
    for name in names:
        values = [row.get(name) for row in rows]
        try:
            columns[name] = pa.array(values, pa.string())
        except UnicodeEncodeError:
            clean = [None if value is None else value.encode("utf-8", "backslashreplace").decode() for value in values]
            columns[name] = pa.array(clean, pa.string())
    return Batch(numbers, columns)


def from_json(tree: Tree, name: str, mapping: Mapping, kind: str, lost: Lost, warn: Warn) -> Iterator[Batch]:
    """Batches of JSON lines, or of the items of an array."""

    def records() -> Iterator[tuple[int, dict[str, str | None]]]:
        with tree.open(name) as stream:
            if kind == "jsonl":
                for number, line in enumerate(text.lines(stream), 1):
                    if not line.text.strip():
                        continue
                    try:
                        value = json.loads(line.text)
                    except (ValueError, RecursionError):
                        lost("not_json", number)
                        continue
                    yield number, _flat(value)
                return
            number = 0
            try:
                for number, value in enumerate(json_items.items(stream, mapping.items or "item"), 1):
                    yield number, _flat(value)
            except json_items.Broken:
                lost("json_damaged", number + 1)
                warn("the JSON is damaged or ends early; records beyond that place could not be read")

    return from_rows(records())


def _flat(value: Any) -> dict[str, str | None]:  # noqa: ANN401 -- any JSON
    """A record as texts by name; nested ones by dotted names."""
    if not isinstance(value, dict):
        return {"value": None if value is None else as_text(value)}
    flat: dict[str, str | None] = {}
    for name, item in value.items():
        if item is None or type(item) is str:
            flat[name] = item
        elif isinstance(item, dict | list):
            return dict(leaves(value))
        else:
            flat[name] = as_text(item)
    return flat


def from_sheet(tree: Tree, name: str, mapping: Mapping, warn: Warn) -> Iterator[Batch]:
    """Batches of an Excel sheet.

    Raises:
        InputError: It cannot be opened, or has no such sheet or header.
    """
    try:
        with tree.open(name) as stream:
            book: CalamineWorkbook = load_workbook(io.BytesIO(stream.read()))
        sheets = book.sheet_names
        if mapping.sheet is not None and mapping.sheet not in sheets:
            raise InputError(
                "no_such_sheet", f"There is no sheet '{mapping.sheet}'.", f"Give one of {len(sheets)} sheets."
            )
        sheet = book.get_sheet_by_name(mapping.sheet or sheets[0])
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError, KeyError) as error:
        raise InputError(
            "workbook_unreadable", f"{tree.path.name} cannot be read as a workbook.", "Export it again."
        ) from error
    if len(cells) in _SHEET_ROWS:
        warn(f"the sheet has exactly {len(cells):,} rows, as many as a sheet can hold: rows may have been cut off")
    if len(cells) < mapping.header_row:
        raise InputError("no_header", f"The sheet has no row {mapping.header_row}.", "See `header_row`.")
    names = distinct(cells[mapping.header_row - 1])
    long = 0

    def rows() -> Iterator[tuple[int, dict[str, str | None]]]:
        nonlocal long
        for number, row in enumerate(cells[mapping.header_row :], 1):
            texts = [_cell(value) for value in row]
            if not any(texts):
                continue
            long += sum(len(value) == _CELL_CHARACTERS for value in texts if value)
            yield number, dict(zip(names, texts, strict=False))

    yield from from_rows(rows())
    if long:
        warn(f"{long:,} cells hold exactly {_CELL_CHARACTERS:,} characters, as many as a cell can: text may be cut off")


def _cell(value: Any) -> str | None:  # noqa: ANN401 -- what calamine gives
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if hasattr(value, "isoformat") else as_text(value)
