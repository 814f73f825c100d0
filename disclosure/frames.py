"""Canonical tables as Dask dataframes, one partition per row group; the one place here that knows Dask."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import dask.dataframe as dd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

import schemas
from disclosure.workspace import Workspace
from schemas.fields import sensitivity

DataFrame: TypeAlias = dd.DataFrame


def table(workspace: Workspace, name: str, columns: Sequence[str] | None = None) -> dd.DataFrame:
    """A canonical table as a Dask dataframe with Arrow-backed columns.

    Args:
        workspace: The case.
        name: Name of the table, such as `messages`.
        columns: Columns to read; all but the secret ones (passwords, keys) when not given.

    Raises:
        KeyError: No table has that name.
    """
    schema = schemas.ARTEFACTS[name]
    open_columns = [column.name for column in schema if sensitivity(column) != "secret"]
    chosen = [column for column in columns if column in open_columns] if columns else open_columns
    parts = [
        (path, group) for path in workspace.table_files(name) for group in range(pq.read_metadata(path).num_row_groups)
    ]
    empty = _frame(pa.schema([schema.field(column) for column in chosen]).empty_table())
    if not parts:
        return dd.from_pandas(empty, npartitions=1)
    return dd.from_map(_read_part, parts, columns=chosen, meta=empty)


def _read_part(part: tuple[Path, int], columns: list[str]) -> pd.DataFrame:
    path, group = part
    return _frame(pq.ParquetFile(path).read_row_group(group, columns=columns))


def _frame(data: pa.Table) -> pd.DataFrame:
    plain = pa.table(
        [
            column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
            for column in data.columns
        ],
        names=data.column_names,
    )
    frame: pd.DataFrame = plain.to_pandas(types_mapper=pd.ArrowDtype)
    return frame
