"""Oxygen's Excel reports (`.xlsx`, older ones `.xls`): one sheet per kind of record.

* Sheet names can end in a space (`Messages `). The zone stands in the header: `Time stamp (UTC 0)`.
* People are `Name <ID>`; `Details` packs lines such as `Message ID: …` and `Chat ID: …`, which are taken apart.
* The order of day and month follows somebody's settings and is inferred from all dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from typing import Any, Final

from disclosure import labelled
from disclosure.canonical import CanonicalWriter, Fields
from disclosure.labelled import Dialect, Plan, When, normal
from disclosure.normalise import local_times
from disclosure.reading import Detection, Reader, Reconciliation, Source
from disclosure.sources import sheets
from disclosure.sources.sheets import Sheet

_LOOKED_AT: Final = 12
_ZONED: Final = re.compile(r"(.*?(?:time|date|stamp).*?)\s*\(\s*(UTC[^)]*)\)\s*", re.IGNORECASE)
_LABELS: Final = frozenset({"direction", "source", "type", "text", "from", "to", "details", "thread id", "time stamp"})
_LEAST: Final = 5
_OTHERS: Final = frozenset({"#", "Item ID"})
"""First labels of sheets that other tools write."""
_DETAIL: Final = re.compile(r"\s*([A-Za-z][\w ]{0,40}?):\s*(.*)")
_DETAILS: Final = "Details"


def _is_header(row: list[Any]) -> bool:
    cells = [sheets.cell_text(cell).strip() for cell in row]
    if next((cell for cell in cells if cell), "") in _OTHERS:
        return False
    known = {normal(_clean(cell)) for cell in cells}
    zoned = any((match := _ZONED.fullmatch(cell)) and local_times.zone_of(match[2]) for cell in cells)
    return (zoned and len(known) > 2) or len(known & _LABELS) >= _LEAST


def _clean(label: str) -> str:
    match = _ZONED.fullmatch(label)
    return match[1] if match else label


def detect(path: Path) -> Detection:
    """Whether a path is a workbook with Oxygen's labels."""
    if not path.is_file():
        return Detection(False, "no workbook")
    names = sheets.sheet_names(path)
    if not names:
        return Detection(False, "no workbook that can be opened")
    for name in names[:40]:
        for row in sheets.first_rows(path, name, _LOOKED_AT):
            if _is_header(row):
                return Detection(True, "a workbook with Oxygen's labels")
    return Detection(False, "no sheet with Oxygen's labels")


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read every sheet.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.

    Raises:
        InputError: The workbook cannot be opened, or the order of its dates cannot be told.
    """
    with CanonicalWriter(source, out) as writer:
        order = local_times.decided(list(_dates(source.path)), source.options.date_order, source.path.name)
        for sheet in sheets.read_all(writer, source.path):
            _sheet(writer, sheet, order)
        advance(source.path.stat().st_size)
    return writer.reconciliation()


def _dates(path: Path) -> Iterator[str]:
    for sheet in sheets.before_damage(path):
        labels: list[str] | None = None
        for _, _, row in sheet.rows:
            if labels is None:
                labels = sheets.labels_of(row) if _is_header(row) else None
                continue
            for label, cell in zip(labels, row, strict=False):
                if isinstance(cell, str) and cell and re.search(r"time|date", label, re.IGNORECASE):
                    yield cell


def _sheet(writer: CanonicalWriter, sheet: Sheet, order: str | None) -> None:
    plan: Plan | None = None
    labels: list[str] = []
    for part, number, row in sheet.rows:
        place = f"sheet {part}:row {number}"
        if not any(sheets.cell_text(cell) for cell in row):
            continue
        if _is_header(row) and (plan is None or number <= _LOOKED_AT):
            labels = sheets.labels_of(row)
            plan = plan or Plan(sheet.name, [*labels, "Message ID", "Chat ID"], _dialect(order))
        elif plan is None:
            writer.record(sheet.name, None, place, Fields(sheets.named([], row)))
        else:
            plan.write(writer, place, _unpacked(sheets.named(labels, row)))


def _unpacked(values: dict[str, Any]) -> dict[str, Any]:
    """Values with the lines of Details on their own; what is no such line stays there."""
    text = values.get(_DETAILS)
    if text is None:
        return values
    rest = []
    found: dict[str, Any] = {}
    for line in str(text).split("\n"):
        match = _DETAIL.fullmatch(line.strip("\r"))
        if match and match[1] not in values and match[1] not in found and match[2]:
            found[match[1]] = match[2]
        elif line.strip():
            rest.append(line)
    values = {name: value for name, value in values.items() if name != _DETAILS} | found
    return values | ({_DETAILS: "\n".join(rest)} if rest else {})


def _dialect(order: str | None) -> Dialect:
    def when(label: str, value: Any) -> When | None:  # noqa: ANN401 -- a cell
        text = str(value)
        moment = local_times.parse(text, order)
        if moment is not None and moment.tzinfo is not None:
            return moment.astimezone(UTC), text, "stated"
        match = _ZONED.fullmatch(label)
        zone = local_times.zone_of(match[2]) if match else None
        known = moment.replace(tzinfo=zone).astimezone(UTC) if moment and zone else None
        return known, text, "header"

    return Dialect(when=when, application="source", clean=_clean)


READER: Final = Reader(
    name="Oxygen Excel report",
    versions=("labels by description, .xlsx and .xls",),
    tried_on_real_exports=False,
    tables=labelled.TABLES,
    detect=detect,
    read=read,
    sources=("the labels that two public programs look for; no real workbook was to be had",),
)
