"""Exports read as tests need them: the counts, and rows as plain values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from disclosure import readers, tables
from disclosure.hashing import sha256_source
from disclosure.reading import NO_OPTIONS, Options, Reconciliation, Source


def read_export(
    path: Path, out: Path, options: Options = NO_OPTIONS
) -> tuple[Reconciliation, dict[str, list[dict[str, Any]]]]:
    """An export read by the reader that takes it: the counts, and rows by table."""
    reader = readers.detect(path)
    out.mkdir(parents=True, exist_ok=True)
    result = reader.read(Source(path, "JLB/1", sha256_source(path), "GB", options), out, lambda _: None)
    found: dict[str, list[Path]] = {}
    for file in sorted((out / "artefacts").rglob("*.parquet")):
        found.setdefault(file.parent.parent.name, []).append(file)
    return result, {table: tables.read(files, table).to_pylist() for table, files in found.items()}


def left_over(rows: dict[str, list[dict[str, Any]]]) -> set[tuple[str, str]]:
    """Names and values in other_fields."""
    return {(row["field_name"], row["value"]) for row in rows.get("other_fields", [])}
