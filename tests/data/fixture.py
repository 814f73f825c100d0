"""What an export built for a test is, and what must come of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

from disclosure.reading import NO_OPTIONS, Options


@dataclass(frozen=True)
class Fixture:
    """An export that a builder makes.

    Attributes:
        name: Tells the fixtures of a reader apart.
        build: Makes it in a folder and returns the file or folder to ingest.
        rows: Rows it must give, by table.
        texts: Texts that stand in it and must stand somewhere in the tables: nothing is lost.
        options: What a person would say about it; or makes them, given the folder.
        is_whole: Whether everything in it can be read.
    """

    name: str
    build: Callable[[Path], Path]
    rows: Mapping[str, int]
    texts: tuple[str, ...] = ()
    options: Options | Callable[[Path], Options] = field(default=NO_OPTIONS)
    is_whole: bool = True

    def options_in(self, folder: Path) -> Options:
        """The options, for a fixture built in a folder."""
        return self.options if isinstance(self.options, Options) else self.options(folder)


def database(path: Path, script: str, rows: Mapping[str, Iterable[tuple[object, ...]]]) -> Path:
    """A SQLite database with a schema and rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.executescript(script)
        for table, values in rows.items():
            for row in values:
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 -- our own names
        connection.commit()
    finally:
        connection.close()
    return path


def document(path: Path, value: Any, mark: bytes = b"") -> Path:
    """A JSON document, with a byte order mark where one is given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(mark + json.dumps(value, indent=1, ensure_ascii=False).encode())
    return path


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """An Excel workbook of sheets given as rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write(number, column, cell)
    book.close()
    return path
