"""The reviewer's sheet of a dip sample: made with the draw, marked by a person, read back.

The sheet holds what was drawn with its words, in the order of drawing, and two columns to fill in: Y or N, and who
read it. It is evidence and stays in the case folder. What comes back is matched by the id of the record; a row that
does not fit is refused with its number, and the marks replace those read before.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import duckdb
import python_calamine

from disclosure.documents.sheet_xlsx import Column, Sheet, write_workbook
from disclosure.errors import InputError
from disclosure.relevance.material import MATERIAL

SHEET: Final = "review_sheet.xlsx"
_ID: Final = "record"
_MARK: Final = "relevant (y or n)"
_READER: Final = "read by"
_COLUMNS: Final = (
    Column("sample", 34),
    Column("order", 8),
    Column(_ID, 34),
    Column("exhibit", 12),
    Column("kind", 16),
    Column("application", 16),
    Column("date and time (UTC)", 20),
    Column("words", 70),
    Column(_MARK, 12),
    Column(_READER, 20),
)


def write_sheet(connection: duckdb.DuckDBPyConnection, drawn: str, status: str, path: Path, created: datetime) -> None:
    """Write the sheet for a draw.

    Args:
        connection: With the case's tables attached.
        drawn: SQL table expression of `dip_samples`.
        status: SQL table expression of `material_status`.
        path: The workbook to write.
        created: Time of creation for its properties.
    """
    words = " UNION ALL ".join(
        f"SELECT t.artefact_id, concat_ws(chr(10), {', '.join(f't.{name}' for name in table.text_columns)}) AS words "  # noqa: S608 -- own names
        f"FROM {table.name} t JOIN {drawn} d ON d.artefact_id = t.artefact_id AND d.artefact_table = '{table.name}'"
        for table in MATERIAL
        if table.text_columns
    )
    rows = connection.sql(
        f"SELECT d.sample_id, d.draw + 1 AS place, d.artefact_id, d.exhibit_ref::VARCHAR AS exhibit_ref, "  # noqa: S608 -- own names
        f"d.artefact_table, d.application, s.occurred_at, w.words FROM {drawn} d "
        f"LEFT JOIN {status} s ON s.artefact_id = d.artefact_id AND s.artefact_table = d.artefact_table "
        f"LEFT JOIN ({words}) w ON w.artefact_id = d.artefact_id ORDER BY d.frame, d.draw"
    ).to_arrow_table()
    listed = (
        (
            row["sample_id"],
            row["place"],
            row["artefact_id"],
            row["exhibit_ref"],
            row["artefact_table"],
            row["application"] or "",
            f"{row['occurred_at']:%Y-%m-%d %H:%M:%S}" if row["occurred_at"] else "",
            row["words"] or "",
            "",
            "",
        )
        for row in rows.to_pylist()
    )
    write_workbook(path, [Sheet("Dip sample", _COLUMNS, listed)], created)


def read_marks(path: Path, drawn: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Marks of a sheet that has come back, as rows of the table `dip_sample_reviews`.

    Args:
        path: The sheet, XLSX or CSV.
        drawn: Rows of the table `dip_samples`.

    Raises:
        InputError: The sheet cannot be read, lacks a column, or a row does not fit the sample; the message gives the
            number of the row and what was expected, never its words.
    """
    rows = _rows(path)
    header = [str(cell).strip().casefold() for cell in next(rows, ())]
    missing = [name for name in (_ID, _MARK, _READER) if name not in header]
    if missing:
        raise InputError(
            "not_a_review_sheet",
            f"{path.name}: the first row has no column {', '.join(missing)}.",
            f"Mark the sheet {SHEET} that the draw made, and leave its headings as they are.",
        )
    place = {name: header.index(name) for name in (_ID, _MARK, _READER)}
    samples = {row["artefact_id"]: row["sample_id"] for row in drawn}
    marks: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows, start=2):
        values = {name: str(row[index]).strip() if index < len(row) else "" for name, index in place.items()}
        mark = values[_MARK].upper()
        if not mark:
            continue
        fault = ""
        if values[_ID] not in samples:
            fault = "the record is not in the sample now drawn"
        elif mark not in ("Y", "N"):
            fault = "expected Y or N"
        elif not values[_READER]:
            fault = "who read it is not said"
        elif values[_ID] in marks:
            fault = "the record is marked twice"
        if fault:
            raise InputError(
                "mark_does_not_fit", f"{path.name}, row {number}: {fault}.", "Correct that row; nothing was recorded."
            )
        marks[values[_ID]] = {
            "sample_id": samples[values[_ID]],
            "artefact_id": values[_ID],
            "is_responsive": mark == "Y",
            "reviewed_by": values[_READER],
        }
    return [marks[row["artefact_id"]] for row in drawn if row["artefact_id"] in marks]


def _rows(path: Path) -> Iterator[Sequence[Any]]:
    try:
        if path.suffix.casefold() == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as stream:
                yield from csv.reader(stream)
        else:
            yield from python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    except (OSError, UnicodeDecodeError, csv.Error, python_calamine.CalamineError) as error:
        raise InputError(
            "sheet_unreadable",
            f"{path} cannot be read as a sheet ({type(error).__name__}).",
            f"Give the marked sheet ({SHEET}), as XLSX or as CSV in UTF-8.",
        ) from None


def reviews(drawn: str, marks: str) -> str:
    """SQL for the frames of a draw with what was read and found: columns as `schedule.sampling.Frame` has them.

    Args:
        drawn: SQL table expression of `dip_samples`.
        marks: SQL table expression of `dip_sample_reviews`.
    """
    return (
        f"SELECT d.exhibit_ref::VARCHAR AS exhibit_ref, d.artefact_table, d.application, "  # noqa: S608 -- own names
        f"d.conversation_id IS NOT NULL AS is_conversation, any_value(d.population_count) AS population, "
        f"count(*) AS drawn, count(m.is_responsive) AS read, count(*) FILTER (WHERE m.is_responsive) AS found, "
        f"any_value(d.seed) AS seed FROM {drawn} d LEFT JOIN {marks} m "
        f"ON m.artefact_id = d.artefact_id AND m.sample_id = d.sample_id "
        f"GROUP BY d.frame, d.exhibit_ref, d.artefact_table, d.application, d.conversation_id "
        f"ORDER BY d.frame"
    )
