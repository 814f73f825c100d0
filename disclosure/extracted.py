"""The extracted layer: a faithful columnar copy of a tree-shaped report, one dataset per record type.

Every vendor field is a text column under the vendor's own name. Beside them stand the toolkit's columns,
which begin with an underscore so that no vendor name can meet them:

==================  ========================================================================================
_row                number of the record in the report, in order of appearance
_parent_row         record it hangs from; null at top level
_parent_type        record type of that record
_parent_field       field it hangs from
_ordinal            position among the records of that field, from 0
_top_row            top-level record it belongs to
_path               record type and fields from the top-level record down to this one
_byte_start         first byte of the record in its member
_byte_end           byte after the last
_artefact_id        id of the record (see `disclosure.hashing.artefact_id`)
_empty_fields       fields that are present and empty (an absent field is merely null)
_further_values     values of a field after its first, in order: repeated fields are legal and all are kept
_jump_targets       links to files and other records
_damage             reason codes of what had to be repaired in the record; null on a sound one
==================  ========================================================================================

Attributes of the record are columns `@name`; attributes of a value are columns `Field@name`. A field gets a
column when it is first met, unless the record type has as many as it may, or SQL could not tell the name from
that of another (it differs in case only): its values then stand among the further values.

Reason codes of `_damage`, which also stand in quarantine with the byte span:

==========================  ================================================================================
control_character_replaced  characters that XML forbids became U+FFFD
invalid_reference_replaced  references to such characters became U+FFFD
invalid_utf8_replaced       bytes that are no UTF-8 became U+FFFD, one for each sequence
surrogate_pair_joined       two references to halves of one character became that character
unescaped_markup_kept       a value holds markup that was not escaped: its bytes are kept as they stood
end_tag_missing             an element of the record was never closed
end_tag_stray               an end tag in the record closes nothing and was passed over
end_tag_mismatched          an end tag in the record has the wrong name
tag_malformed               a tag of the record could be read only in part
section_end_doubtful        a comment holds tags, or a CDATA section the end of an element and the start of another
                            section: its own end mark may be lost, and it may hold the next record
attribute_repeated          an attribute stands twice; both are kept
cut_off                     the report ends inside the record, whose whole parts are kept
damaged_region              the record ends where the report became unreadable
place_uncertain             first records after such a region: what they hung from is not known
unverified                  a checksum failed and the record ends after the first error: nobody can vouch for it
==========================  ================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from disclosure import tables
from disclosure.workspace import encode_ref

FURTHER_VALUES: Final = pa.struct(
    [
        ("field", pa.string()),
        ("value", pa.string()),
        ("attributes", pa.list_(pa.struct([("name", pa.string()), ("value", pa.string())]))),
    ]
)
JUMP_TARGETS: Final = pa.struct([("name", pa.string()), ("is_model", pa.string()), ("target", pa.string())])

FIXED: Final = pa.schema(
    [
        pa.field("_row", pa.int64(), nullable=False),
        ("_parent_row", pa.int64()),
        ("_parent_type", pa.string()),
        ("_parent_field", pa.string()),
        ("_ordinal", pa.int32()),
        ("_top_row", pa.int64()),
        ("_path", pa.string()),
        ("_byte_start", pa.int64()),
        ("_byte_end", pa.int64()),
        ("_artefact_id", pa.string()),
        ("_empty_fields", pa.list_(pa.string())),
        ("_further_values", pa.list_(FURTHER_VALUES)),
        ("_jump_targets", pa.list_(JUMP_TARGETS)),
        ("_damage", pa.list_(pa.string())),
    ]
)
"""Columns every extracted dataset has."""

_BATCH_RECORDS: Final = 16_384
_GROUP_ROWS: Final = 65_536
_GROUP_BYTES: Final = 16 << 20
_PENDING_BYTES: Final = 48 << 20
_MAXIMUM_COLUMNS: Final = 600  # a report with endless field names must not make endless columns
_RESERVED: Final = frozenset(FIXED.names)
"""No vendor's name becomes one of these columns."""
_NUMBERS: Final = ("_row", "_parent_row", "_top_row", "_byte_start", "_byte_end")
_SAMPLE_ROWS: Final = 4096

Claim = Callable[[str, str, str], str | None]


@dataclass
class Record:
    """A record under construction: its fixed columns, then values by column name."""

    record_type: str
    row: int
    parent_row: int | None
    parent_type: str | None
    parent_field: str | None
    ordinal: int
    top_row: int
    path: str
    byte_start: int
    claim: Claim
    values: dict[str, str | None] = field(default_factory=dict)
    empty_fields: list[str] = field(default_factory=list)
    further_values: list[dict[str, Any]] = field(default_factory=list)
    jump_targets: list[dict[str, str | None]] = field(default_factory=list)
    child_counts: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, value: str | None, attributes: Sequence[tuple[str, str]] = ()) -> None:
        """Add one value of a field; one that has no column, or whose column is taken, is a further value."""
        column = self.claim(self.record_type, name, "")
        if column is None or column in self.values:
            self._add_further(name, value, attributes)
            return
        self.values[column] = value
        for key, text in attributes:
            self.add_attribute(name, key, text)

    def add_attribute(self, name: str, key: str, text: str) -> None:
        """Add an attribute of a field's first value, or of the record itself when the name is empty."""
        column = self.claim(self.record_type, name, key)
        if column is None:
            self._add_further(f"{name}@{key}", text, ())
        elif column in self.values:
            self._add_further(name, None, ((key, text),))
        else:
            self.values[column] = text

    def add_empty(self, name: str) -> None:
        """Note a field that is present and empty."""
        self.claim(self.record_type, name, "")
        self.empty_fields.append(name)

    def next_ordinal(self, field_name: str) -> int:
        """Position of the next record that hangs from a field of this one."""
        ordinal = self.child_counts.get(field_name, 0)
        self.child_counts[field_name] = ordinal + 1
        return ordinal

    def _add_further(self, name: str, value: str | None, attributes: Sequence[tuple[str, str]]) -> None:
        self.further_values.append(
            {
                "field": name,
                "value": value,
                "attributes": [{"name": key, "value": text} for key, text in attributes],
            }
        )


@dataclass
class _Dataset:
    """One record type on its way to disk.

    Attributes:
        columns: Vendor columns in the order in which they were met, each with the field and attribute it is of.
        folded: The same names as SQL sees them.
        records: Records and their last bytes and ids, not yet in a table.
        waiting: Tables not yet written.
        rows: Rows in them.
        size: Bytes in them.
        sink: The open file.
        sink_columns: Vendor columns of the open file.
        parts: Files, the open one last.
    """

    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    claims: dict[tuple[str, str], str | None] = field(default_factory=dict)
    folded: set[str] = field(default_factory=set)
    records: list[tuple[Record, int, str]] = field(default_factory=list)
    waiting: list[pa.Table] = field(default_factory=list)
    rows: int = 0
    size: int = 0
    sink: pq.ParquetWriter | None = None
    sink_columns: tuple[str, ...] = ()
    parts: list[Path] = field(default_factory=list)


class ExtractedWriter:
    """Writes records to one dataset per record type, in bounded memory.

    The first file of a dataset is small and has every column of it, so that a reader that takes columns from
    the first file sees them all; later files may lack some.

    Args:
        folder: `extracted/<exhibit>` of the staged case.
        token: Short name of the source, for file names.
    """

    def __init__(self, folder: Path, token: str) -> None:
        self._folder = folder
        self._token = token
        self._datasets: dict[str, _Dataset] = {}
        self._folders: dict[str, Path] = {}
        self._size = 0

    def claim(self, record_type: str, name: str, attribute: str) -> str | None:
        """The column of a field, or of an attribute of it; None when it can have none."""
        dataset = self._datasets.setdefault(record_type, _Dataset())
        key = (name, attribute)
        if key not in dataset.claims:
            column = f"{name}@{attribute}" if attribute else name
            folded = column.casefold()
            is_free = (
                len(dataset.columns) < _MAXIMUM_COLUMNS
                and column
                and folded not in dataset.folded
                and folded not in _RESERVED
            )
            if attribute and name and dataset.claims.get((name, "")) is None:
                is_free = False
            dataset.claims[key] = column if is_free else None
            if is_free:
                dataset.columns[column] = key
                dataset.folded.add(folded)
        return dataset.claims[key]

    def write(self, record: Record, byte_end: int, artefact_id: str) -> None:
        """Take one finished record."""
        dataset = self._datasets.setdefault(record.record_type, _Dataset())
        dataset.records.append((record, byte_end, artefact_id))
        if len(dataset.records) >= _BATCH_RECORDS:
            self._make_table(record.record_type, dataset)

    def append(self, record_type: str, rows: pa.Table) -> None:
        """Take finished rows: the fixed columns and any of the claimed ones."""
        dataset = self._datasets.setdefault(record_type, _Dataset())
        dataset.waiting.append(rows)
        dataset.rows += rows.num_rows
        dataset.size += rows.nbytes
        self._size += rows.nbytes
        if dataset.rows >= _GROUP_ROWS or dataset.size >= _GROUP_BYTES:
            self._flush(record_type, dataset)
        while self._size >= _PENDING_BYTES:
            largest = max(self._datasets, key=lambda name: self._datasets[name].size)
            self._flush(largest, self._datasets[largest])

    def close(self) -> dict[str, int]:
        """Write what is left; give the first file of every dataset all of its columns.

        Returns:
            Rows per record type, read back from the files.
        """
        counts: dict[str, int] = {}
        for record_type, dataset in self._datasets.items():
            self._make_table(record_type, dataset)
            self._flush(record_type, dataset)
            if dataset.sink is not None:
                dataset.sink.close()
            if not dataset.parts:
                continue
            if len(dataset.parts) > 1:
                _complete(dataset.parts[0], tuple(dataset.columns))
            counts[record_type] = sum(pq.read_metadata(path).num_rows for path in dataset.parts)
        return counts

    def discard(self) -> None:
        """Remove every file that was written."""
        for dataset in self._datasets.values():
            if dataset.sink is not None:
                dataset.sink.close()
            for path in dataset.parts:
                path.unlink()

    def files(self, record_type: str) -> list[Path]:
        """The dataset's files of this source."""
        return sorted(self._of(record_type).glob(f"{self._token}-*.parquet"))

    def _of(self, record_type: str) -> Path:
        """Folder of a dataset: two types that differ in case only have folders that Windows can tell apart."""
        if record_type not in self._folders:
            taken = {folder.name.casefold() for folder in self._folders.values()}
            name, number = encode_ref(record_type), 1
            while name.casefold() in taken:
                number += 1
                name = f"{encode_ref(record_type)}~{number}"
            self._folders[record_type] = self._folder / name
        return self._folders[record_type]

    def _make_table(self, record_type: str, dataset: _Dataset) -> None:
        """Records taken one by one, as a table."""
        taken, dataset.records = dataset.records, []
        if not taken:
            return
        records = [record for record, _, _ in taken]
        fixed = [
            [record.row for record in records],
            [record.parent_row for record in records],
            [record.parent_type for record in records],
            [record.parent_field for record in records],
            [record.ordinal for record in records],
            [record.top_row for record in records],
            [record.path for record in records],
            [record.byte_start for record in records],
            [byte_end for _, byte_end, _ in taken],
            [artefact_id for _, _, artefact_id in taken],
            [record.empty_fields or None for record in records],
            [record.further_values or None for record in records],
            [record.jump_targets or None for record in records],
            [None for _ in records],
        ]
        arrays = [pa.array(values, type=column.type) for values, column in zip(fixed, FIXED, strict=True)]
        arrays += [pa.array([record.values.get(name) for record in records], pa.string()) for name in dataset.columns]
        self.append(record_type, pa.table(arrays, names=[*FIXED.names, *dataset.columns]))

    def _flush(self, record_type: str, dataset: _Dataset) -> None:
        """Write the waiting rows of a dataset as one row group."""
        waiting, dataset.waiting = dataset.waiting, []
        self._size -= dataset.size
        dataset.rows = dataset.size = 0
        if not waiting:
            return
        columns = tuple(dataset.columns)
        rows = _widened(pa.concat_tables(waiting, promote_options="default"), columns)
        if dataset.sink is None or dataset.sink_columns != columns or len(dataset.parts) == 1:
            if dataset.sink is not None:
                dataset.sink.close()
            path = self._of(record_type) / f"{self._token}-{len(dataset.parts):05d}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            dataset.parts.append(path)
            dataset.sink, dataset.sink_columns = _sink(path, rows), columns
        dataset.sink.write_table(rows)


def _schema(columns: Sequence[str]) -> pa.Schema:
    return pa.schema([*FIXED, *((name, pa.string()) for name in columns)])


def _sink(path: Path, rows: pa.Table) -> pq.ParquetWriter:
    """A file for rows like these; looking for repeats where there are hardly any costs time and saves nothing."""
    sample = rows.slice(0, _SAMPLE_ROWS)
    repeating = [
        name
        for name, column in zip(sample.column_names, sample.columns, strict=True)
        if pa.types.is_string(column.type) and 2 * pc.count_distinct(column).as_py() <= len(column) - column.null_count
    ]
    return tables.writer(path, rows.schema, use_dictionary=repeating, write_statistics=_NUMBERS)


def _widened(rows: pa.Table, columns: Sequence[str]) -> pa.Table:
    """Rows with exactly these vendor columns; those they lack are null."""
    schema = _schema(columns)
    known = set(rows.column_names)
    arrays = [
        rows.column(column.name) if column.name in known else pa.nulls(rows.num_rows, column.type) for column in schema
    ]
    return pa.table(arrays, schema=schema)


def _complete(path: Path, columns: Sequence[str]) -> None:
    """Write a dataset's small first file again, with every column that any file has."""
    rows = _widened(pq.ParquetFile(path).read(), columns)
    with _sink(path, rows) as sink:
        sink.write_table(rows)
