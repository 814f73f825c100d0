"""DuckDB over the case: SQL for the mapping steps and for analysts, with no way out of the machine."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

import duckdb

import schemas
from disclosure.workspace import Workspace
from schemas.fields import sensitivity

MEMORY_LIMIT: Final = "768MB"
"""What the engine may hold before it spills to disk, so that memory does not grow with the case."""


def connect(
    temporary: Path | None = None, threads: int | None = None, memory: str = MEMORY_LIMIT
) -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB that never installs or loads an extension it does not already hold.

    Args:
        temporary: Folder for what does not fit in memory; without one nothing spills to disk.
        threads: Number of threads, of those that read ahead too; DuckDB's own choice when not given.
        memory: What may be held, where there is a folder to spill to.
    """
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
        }
    )
    connection.execute("SET TimeZone = 'UTC'")
    # In a notebook without ipywidgets the engine can neither draw its progress bar nor switch it.
    with contextlib.suppress(duckdb.InvalidInputException):
        connection.execute("SET enable_progress_bar = false")
    # Left alone, the engine would spill into a folder of its own where the command was started.
    connection.execute(f"SET temp_directory = {quoted(str(temporary) if temporary is not None else '')}")
    if temporary is not None:
        connection.execute(f"SET memory_limit = {quoted(memory)}")
    if threads is not None:
        connection.execute(f"SET threads = {int(threads)}; SET async_threads = {int(threads)}")
    return connection


def quoted(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def scan(paths: list[Path]) -> str:
    """A SQL table expression over Parquet files; a column that a file lacks is null there."""
    files = ", ".join(quoted(path.as_posix()) for path in paths)
    return f"read_parquet([{files}], hive_partitioning = false, union_by_name = {str(len(paths) > 1).lower()})"


def attach_tables(connection: duckdb.DuckDBPyConnection, workspace: Workspace) -> None:
    """Make every canonical table of the case a view of the same name, empty where nothing was ingested.

    Secret columns (passwords, keys) read as null: no stage after ingest sees them.
    """
    for table, schema in schemas.ARTEFACTS.items():
        files = workspace.table_files(table)
        if files:
            source = scan(files)
        else:
            source = f"{table}_empty"
            connection.register(source, schema.empty_table())
        secrets = [column.name for column in schema if sensitivity(column) == "secret"]
        hidden = ", ".join(f"NULL::VARCHAR AS {name}" for name in secrets)
        replace = f" REPLACE ({hidden})" if secrets else ""
        connection.execute(f"CREATE VIEW {table} AS SELECT *{replace} FROM {source}")  # noqa: S608 -- own names
