"""Parquet in and out, refused unless the columns are the contract's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

import schemas
from disclosure.errors import InputError

COMPRESSION: Final = "zstd"
COMPRESSION_LEVEL: Final = 1  # higher levels cost 1.3 to 4.3 times as much and save nothing
ROW_GROUP_ROWS: Final = 65_536


def write_rows(path: Path, table: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows given as mappings to one Parquet file of a declared table; missing keys are null.

    Returns:
        Number of rows.

    Raises:
        KeyError: A row holds a column that the table does not have.
    """
    schema = schemas.table_schema(table)
    known = set(schema.names)
    listed = list(rows)
    for row in listed:
        unknown = row.keys() - known
        if unknown:
            raise KeyError(f"table {table} has no column {', '.join(sorted(unknown))}")
    columns = [pa.array([row.get(column.name) for row in listed], type=_plain(column.type)) for column in schema]
    return write_table(path, table, pa.table(columns, names=schema.names))


def write_table(path: Path, table: str, data: pa.Table) -> int:
    """Write an Arrow table to one Parquet file of a declared table, cast to its types.

    Returns:
        Number of rows.

    Raises:
        InputError: The columns are not the declared ones.
    """
    schema = schemas.table_schema(table)
    if data.column_names != schema.names:
        raise InputError(
            "not_the_contract",
            f"Table {table}: expected {', '.join(schema.names)}; found {', '.join(data.column_names)}.",
            "This is a fault of the reader; report it.",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    with writer(path, schema) as sink:
        sink.write_table(conform(data, schema), row_group_size=ROW_GROUP_ROWS)
    return int(data.num_rows)


def conform(data: pa.Table, schema: pa.Schema) -> pa.Table:
    """A table cast to a schema with the same column names, metadata included."""
    columns = []
    for column in schema:
        values = data.column(column.name)
        if pa.types.is_dictionary(column.type) and not pa.types.is_dictionary(values.type):
            values = values.cast(column.type.value_type).dictionary_encode()
        columns.append(values.cast(column.type))
    return pa.table(columns, schema=schema)


def writer(
    path: Path,
    schema: pa.Schema,
    use_dictionary: bool | Sequence[str] = True,
    write_statistics: bool | Sequence[str] = True,
) -> pq.ParquetWriter:
    """A Parquet writer with the project's settings.

    Args:
        path: The file.
        schema: Its columns.
        use_dictionary: Columns in which values repeat; all of them unless told.
        write_statistics: Columns whose least and greatest values readers can use; all of them unless told.
    """
    return pq.ParquetWriter(
        path,
        schema,
        compression=COMPRESSION,
        compression_level=COMPRESSION_LEVEL,
        use_dictionary=use_dictionary if isinstance(use_dictionary, bool) else list(use_dictionary),
        write_statistics=write_statistics if isinstance(write_statistics, bool) else list(write_statistics),
    )


def read(paths: Sequence[Path], table: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Read files of a declared table into memory, in the order given.

    Raises:
        InputError: A file is not that table.
    """
    schema = schemas.table_schema(table)
    parts = []
    for path in paths:
        file = pq.ParquetFile(path)
        if not file.schema_arrow.equals(schema):
            raise InputError(
                "not_the_contract",
                f"{path.name} is not a {table} table of this version.",
                "Ingest the export again with this version.",
            )
        parts.append(file.read(columns=list(columns) if columns is not None else None))
    wanted = schema if columns is None else pa.schema([schema.field(name) for name in columns])
    return pa.concat_tables(parts).unify_dictionaries() if parts else wanted.empty_table()


def read_served(path: Path) -> pa.Table:
    """Read a served copy, which has some of the columns of its table."""
    return pq.ParquetFile(path).read()


def _plain(type_: pa.DataType) -> pa.DataType:
    """The type to build an array with, before dictionary encoding."""
    return type_.value_type if pa.types.is_dictionary(type_) else type_
