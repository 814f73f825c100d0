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
==================  ========================================================================================

Attributes of the record are columns `@name`; attributes of a value are columns `Field@name`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from disclosure import tables
from disclosure.workspace import encode_ref

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
        (
            "_further_values",
            pa.list_(
                pa.struct(
                    [
                        ("field", pa.string()),
                        ("value", pa.string()),
                        ("attributes", pa.list_(pa.struct([("name", pa.string()), ("value", pa.string())]))),
                    ]
                )
            ),
        ),
        (
            "_jump_targets",
            pa.list_(pa.struct([("name", pa.string()), ("is_model", pa.string()), ("target", pa.string())])),
        ),
    ]
)
"""Columns every extracted dataset has."""

_FLUSH_ROWS: Final = 16_384
_FLUSH_CHARACTERS: Final = 32 << 20
_MAXIMUM_COLUMNS: Final = 600  # a report with endless field names must not make endless columns


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
    values: dict[str, str | None] = field(default_factory=dict)
    empty_fields: list[str] = field(default_factory=list)
    further_values: list[dict[str, Any]] = field(default_factory=list)
    jump_targets: list[dict[str, str | None]] = field(default_factory=list)
    child_counts: dict[str, int] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, value: str | None, attributes: Sequence[tuple[str, str]] = ()) -> None:
        """Add one value of a field.

        A field's second value, or one whose name differs only in case from another's (SQL cannot tell
        these apart), is kept among the further values.
        """
        if self.folded.setdefault(name.casefold(), name) == name and name not in self.values:
            self.values[name] = value
            for key, text in attributes:
                self.values[f"{name}@{key}"] = text
        else:
            self.further_values.append(
                {
                    "field": name,
                    "value": value,
                    "attributes": [{"name": key, "value": text} for key, text in attributes],
                }
            )

    def next_ordinal(self, field_name: str) -> int:
        """Position of the next record that hangs from a field of this one."""
        ordinal = self.child_counts.get(field_name, 0)
        self.child_counts[field_name] = ordinal + 1
        return ordinal


class ExtractedWriter:
    """Writes records to one dataset per record type, in bounded memory.

    Args:
        folder: `extracted/<exhibit>` of the staged case.
        token: Short name of the source, for file names.
    """

    def __init__(self, folder: Path, token: str) -> None:
        self._folder = folder
        self._token = token
        self._buffers: dict[str, list[tuple[Record, int, str]]] = {}
        self._columns: dict[str, dict[str, None]] = {}
        self._parts: dict[str, list[Path]] = {}
        self._characters = 0

    def write(self, record: Record, byte_end: int, artefact_id: str) -> None:
        """Take one finished record."""
        columns = self._columns.setdefault(record.record_type, {})
        for name in [name for name in (*record.values, *record.empty_fields) if name not in columns]:
            folded = {known.casefold() for known in columns}
            if len(columns) < _MAXIMUM_COLUMNS and name.casefold() not in folded:
                columns[name] = None
            elif name in record.values:
                record.further_values.append({"field": name, "value": record.values.pop(name), "attributes": []})
        buffer = self._buffers.setdefault(record.record_type, [])
        buffer.append((record, byte_end, artefact_id))
        self._characters += 64 + sum(len(value) for value in record.values.values() if value)
        if len(buffer) >= _FLUSH_ROWS:
            self._flush(record.record_type)
        if self._characters >= _FLUSH_CHARACTERS:
            for record_type in list(self._buffers):
                self._flush(record_type)
            self._characters = 0

    def close(self) -> dict[str, int]:
        """Write what is left; give every part of a dataset the same columns.

        Returns:
            Rows per record type, read back from the files.
        """
        for record_type in list(self._buffers):
            self._flush(record_type)
        counts: dict[str, int] = {}
        for record_type, parts in self._parts.items():
            self._merge(record_type, parts)
            counts[record_type] = sum(pq.read_metadata(path).num_rows for path in self.files(record_type))
        return counts

    def files(self, record_type: str) -> list[Path]:
        """The dataset's files of this source."""
        return sorted(self._dataset(record_type).glob(f"{self._token}-*.parquet"))

    def _dataset(self, record_type: str) -> Path:
        return self._folder / encode_ref(record_type)

    def _flush(self, record_type: str) -> None:
        rows = self._buffers.pop(record_type, [])
        if not rows:
            return
        names = list(self._columns[record_type])
        fixed = [
            [record.row for record, _, _ in rows],
            [record.parent_row for record, _, _ in rows],
            [record.parent_type for record, _, _ in rows],
            [record.parent_field for record, _, _ in rows],
            [record.ordinal for record, _, _ in rows],
            [record.top_row for record, _, _ in rows],
            [record.path for record, _, _ in rows],
            [record.byte_start for record, _, _ in rows],
            [byte_end for _, byte_end, _ in rows],
            [artefact_id for _, _, artefact_id in rows],
            [record.empty_fields or None for record, _, _ in rows],
            [record.further_values or None for record, _, _ in rows],
            [record.jump_targets or None for record, _, _ in rows],
        ]
        arrays = [pa.array(values, type=column.type) for values, column in zip(fixed, FIXED, strict=True)]
        arrays += [pa.array([record.values.get(name) for record, _, _ in rows], pa.string()) for name in names]
        schema = pa.schema([*FIXED, *((name, pa.string()) for name in names)])
        parts = self._parts.setdefault(record_type, [])
        path = self._dataset(record_type) / f".part-{len(parts):05d}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        with tables.writer(path, schema) as sink:
            sink.write_table(pa.table(arrays, schema=schema))
        parts.append(path)

    def _merge(self, record_type: str, parts: list[Path]) -> None:
        """One file per dataset and source: a reader that takes columns from the first file sees them all."""
        target = self._dataset(record_type) / f"{self._token}-00000.parquet"
        if len(parts) == 1:
            parts[0].replace(target)
            return
        schema = pa.schema([*FIXED, *((name, pa.string()) for name in self._columns[record_type])])
        with tables.writer(target, schema) as sink:
            for part in parts:
                file = pq.ParquetFile(part)
                for group in range(file.num_row_groups):
                    rows = file.read_row_group(group)
                    arrays = [
                        rows.column(column.name)
                        if column.name in rows.column_names
                        else pa.nulls(rows.num_rows, column.type)
                        for column in schema
                    ]
                    sink.write_table(pa.table(arrays, schema=schema))
                file.close()
                part.unlink()
