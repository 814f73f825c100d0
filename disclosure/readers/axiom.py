"""Magnet AXIOM: workbook, CSV files, XML, and the portable case (`Case.mfdb`).

* Workbook and CSV: one sheet or file per artefact; sheet names are cut at 31 characters. Zone and order of the
  date stand in the header: `Message Sent Date/Time - UTC+00:00 (dd/MM/yyyy)`.
* XML: `Artifacts/Artifact[@name]/Hits/Hit/Fragment[@name]`, fragments called as the columns are.
* Portable case: SQLite; a hit's values are rows of `hit_fragment_string`, `_int`, `_float` and `_date` (unix
  milliseconds and a formatted text). Names of columns differ between releases, so they are looked for.
  Attached files lie in databases of their own (`<GUID>.attachments`) and are not read.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path, PurePosixPath
from typing import Any, Final

from disclosure import labelled
from disclosure.canonical import CanonicalWriter, Fields, from_unix
from disclosure.errors import InputError
from disclosure.labelled import Dialect, Plan, When, normal
from disclosure.normalise import local_times
from disclosure.reading import Detection, Reader, Reconciliation, Source
from disclosure.sources import json_items, sheets, sqlite, xml_items
from disclosure.sources.json_items import Broken
from disclosure.sources.sheets import Sheet
from disclosure.sources.sqlite import Database
from disclosure.sources.text import decoded
from disclosure.sources.tree import DAMAGE, Tree, open_tree

_HEADER: Final = re.compile(
    r"(?P<label>.*?)\s+-\s+(?P<zone>UTC\s*(?:[+-]\s*\d{1,2}(?::?\d{2})?)?)\s*(?:\((?P<form>[^)]*)\))?\s*"
)
_ID: Final = "item id"
_BESIDE_ID: Final = frozenset({"evidence number", "recovery method", "deleted source", "location", "source", "tags"})
_FRAGMENTS: Final = ("hit_fragment_string", "hit_fragment_int", "hit_fragment_float", "hit_fragment_date")
_MAIN: Final = frozenset({"scan_artifact_hit", "artifact_version", "fragment_definition"})
_APPLICATIONS: Final = re.compile(
    r"\b(WhatsApp|Facebook Messenger|Facebook|Instagram|Snapchat|Telegram|Signal|Discord|Skype|Viber|Kik|TikTok|WeChat|"
    r"LINE|Twitter|Teams|Tinder|Grindr|Chrome|Safari|Firefox|Edge|iMessage)\b"
)
_LOOKED_AT: Final = 4


def _is_header(row: list[Any]) -> bool:
    cells = [sheets.cell_text(cell).strip() for cell in row]
    if any((match := _HEADER.fullmatch(cell)) and match["form"] for cell in cells):
        return True
    known = {normal(cell) for cell in cells}
    return _ID in known and len(known & _BESIDE_ID) > 1


def detect(path: Path) -> Detection:
    """Whether a path is one of the four forms."""
    names = sheets.sheet_names(path) if path.is_file() else []
    for name in names[:60]:
        if any(_is_header(row) for row in sheets.first_rows(path, name, _LOOKED_AT)):
            return Detection(True, "a workbook with AXIOM's labels")
    if names:
        return Detection(False, "no sheet with AXIOM's labels")
    try:
        tree = open_tree(path)
    except InputError:
        return Detection(False, "a damaged archive")
    if any(tables >= _MAIN for tables in sqlite.databases(tree).values()):
        return Detection(True, "a portable case")
    if any(_is_xml(tree, name) for name in _named(tree, "xml")):
        return Detection(True, "AXIOM's XML of artefacts")
    if any(_is_csv(tree, name) for name in _named(tree, "csv")[:60]):
        return Detection(True, "CSV with AXIOM's labels")
    return Detection(False, "no labels, XML or database of AXIOM")


def _named(tree: Tree, ending: str) -> list[str]:
    return list(tree.sizes) if tree.kind == "file" else tree.find(f"**/*.{ending}")


def _is_xml(tree: Tree, name: str) -> bool:
    text = decoded(tree.head(name, 1 << 14))
    return "<Artifacts" in text and "<Artifact" in text and ("<Hits" in text or "<Hit" in text or "<Fragment" in text)


def _is_csv(tree: Tree, name: str) -> bool:
    try:
        with tree.open(name) as stream:
            for _, row in sheets.delimited(stream, ","):
                return _is_header(row)
    except (sheets.Unreadable, *DAMAGE, RuntimeError):
        pass
    return False


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read whichever of the forms it is.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.

    Raises:
        InputError: The workbook or database cannot be opened.
    """
    order = source.options.date_order
    with CanonicalWriter(source, out) as writer:
        if source.path.is_file() and sheets.sheet_names(source.path):
            for sheet in sheets.read_all(writer, source.path):
                _sheet(writer, sheet, order)
            advance(source.path.stat().st_size)
        else:
            _members(writer, open_tree(source.path), order, advance)
    return writer.reconciliation()


def _members(writer: CanonicalWriter, tree: Tree, order: str | None, advance: Callable[[int], None]) -> None:
    """Read the databases, XML and CSV files of a file, folder or archive."""
    writer.refused(tree.refused)
    done: set[str] = set()
    for name, tables in sqlite.databases(tree).items():
        if tables >= _MAIN:
            done.add(name)
            with sqlite.opened(tree, name, writer) as database:
                _portable(writer, database, order)
            advance(tree.sizes[name])
    attached = tree.find("**/*.attachments")
    if attached:
        writer.warn(f"{len(attached)} databases of attached files are not read")
    for name in _named(tree, "xml"):
        if name not in done and _is_xml(tree, name):
            _xml(writer, tree, name, order)
            advance(tree.sizes[name])
    for name in _named(tree, "csv"):
        if name not in done and _is_csv(tree, name):
            _csv(writer, tree, name, order)
            advance(tree.sizes[name])


def _application(artefact: str) -> str | None:
    match = _APPLICATIONS.search(artefact)
    return match[1] if match else None


def _clean(label: str) -> str:
    match = _HEADER.fullmatch(label)
    return match["label"] if match else label


def _order(form: str | None, given: str | None) -> str | None:
    """Order of the parts of a date, from a form such as `dd/MM/yyyy`."""
    letters = "".join(dict.fromkeys(letter for letter in (form or "") if letter in "dMy"))
    return {"dMy": "dmy", "Mdy": "mdy", "yMd": "ymd"}.get(letters, given)


def _dialect(order: str | None) -> Dialect:
    def when(label: str, value: Any) -> When | None:  # noqa: ANN401 -- a cell
        if isinstance(value, _Date):
            return from_unix(value.milliseconds, 1000), str(value), "stated"
        text = str(value)
        match = _HEADER.fullmatch(label)
        moment = local_times.parse(text, _order(match["form"] if match else None, order))
        if moment is not None and moment.tzinfo is not None:
            return moment.astimezone(UTC), text, "stated"
        zone = local_times.zone_of(match["zone"]) if match else None
        return (moment.replace(tzinfo=zone).astimezone(UTC) if moment and zone else None), text, "header"

    return Dialect(when=when, clean=_clean)


def _sheet(writer: CanonicalWriter, sheet: Sheet, order: str | None) -> None:
    plan: Plan | None = None
    labels: list[str] = []
    header: list[Any] = []
    for part, number, row in sheet.rows:
        place = f"sheet {part}:row {number}"
        if not any(sheets.cell_text(cell) for cell in row) or (plan and number <= _LOOKED_AT and row == header):
            continue
        if plan is None and number <= _LOOKED_AT and _is_header(row):
            header, labels = row, sheets.labels_of(row)
            plan = Plan(sheet.name, labels, _dialect(order), _application(sheet.name))
        elif plan is None:
            writer.record(sheet.name, None, place, Fields(sheets.named([], row)))
        else:
            plan.write(writer, place, sheets.named(labels, row))


def _csv(writer: CanonicalWriter, tree: Tree, name: str, order: str | None) -> None:
    artefact = PurePosixPath(name).stem
    plan: Plan | None = None
    labels: list[str] = []
    line = 0
    try:
        with tree.open(name) as stream:
            for line, row in sheets.delimited(stream, ","):
                if plan is None:
                    labels = sheets.labels_of(list(row))
                    plan = Plan(artefact, labels, _dialect(order), _application(artefact))
                else:
                    plan.write(writer, f"{name}:line {line}", sheets.named(labels, list(row)))
    except (sheets.Unreadable, *DAMAGE, RuntimeError):
        writer.quarantine(artefact, "text_damaged", f"{name}:after line {line}")
        writer.warn(f"{artefact}: the file is damaged; what lies beyond the damage could not be read")


def _xml(writer: CanonicalWriter, tree: Tree, name: str, order: str | None) -> None:
    artefact = "artefact"
    plans: dict[tuple[str, ...], Plan] = {}
    numbers: dict[str, int] = {}
    elements = xml_items.Elements(tree, name, frozenset({"Hit"}), frozenset({"Artifact"}))
    try:
        for event, element in elements:
            if event == "start":
                artefact = element.get("name") or "artefact"
                continue
            number = numbers.get(artefact, 0)
            numbers[artefact] = number + 1
            values: dict[str, Any] = {f"@{key}": value for key, value in element.attrib.items() if value}
            for fragment in element.iter():
                if xml_items.local(fragment) != "Fragment":
                    continue
                text = "".join(fragment.itertext())
                if text:
                    json_items.gather(values, fragment.get("name") or "Fragment", text)
            key = (artefact, *values)
            plan = plans.get(key)
            if plan is None:
                plan = plans[key] = Plan(artefact, list(values), _dialect(order), _application(artefact))
            plan.write(writer, f"{name}:{artefact} hit {number}", values)
    except Broken:
        writer.quarantine(artefact, "xml_damaged", f"{name}:{artefact} hit {numbers.get(artefact, 0)}")
        writer.warn("the XML is damaged or cut short; what lies beyond the damage could not be read")
    if elements.replaced:
        writer.warn(f"{elements.replaced:,} characters that XML forbids were put as '?'")


class _Date(str):
    """A date of the portable case: its formatted text, and the milliseconds that it stands for."""

    milliseconds: Any

    def __new__(cls, text: str, milliseconds: Any) -> _Date:  # noqa: ANN401 -- a cell
        """The text carries the number along."""
        made = super().__new__(cls, text)
        made.milliseconds = milliseconds
        return made


def _column(database: Database, table: str, *patterns: str) -> str | None:
    """The first column of a table whose name fits one of some patterns, likeliest pattern first."""
    columns = database.columns(table)
    for pattern in patterns:
        for column in columns:
            if re.fullmatch(pattern, column, re.IGNORECASE):
                return column
    return None


def _names(database: Database, table: str) -> dict[Any, str]:
    """Names of a table's rows by their key."""
    key = _column(database, table, f"{table}_id", r"id", r".*version_id", r".*_id")
    name = _column(database, table, r"(?:artifact_|fragment_)?name", r"artifact.*name", r".*name", r"title")
    if key is None or name is None:
        return {}
    try:
        names = f"{sqlite.quoted(key)} AS k, {sqlite.quoted(name)} AS n"
        rows = database.rows(f"SELECT {names} FROM {sqlite.quoted(table)}")  # noqa: S608 -- quoted names
        return {row["k"]: str(row["n"]) for row in rows}
    except sqlite.FAULTS:
        return {}


def _fragments(database: Database, definitions: dict[Any, str]) -> Iterator[tuple[Any, int, str, Any]]:
    """Values of hits in order of hit: hit, a number to keep order, label, value."""
    return heapq.merge(
        *(_fragments_of(database, table, number, definitions) for number, table in enumerate(_FRAGMENTS)),
        key=lambda row: (row[0], row[1]),
    )


def _fragments_of(
    database: Database, table: str, number: int, definitions: dict[Any, str]
) -> Iterator[tuple[Any, int, str, Any]]:
    hit = _column(database, table, r"hit_id", r"scan_artifact_hit_id", r".*hit_id")
    definition = _column(database, table, r"fragment_definition_id", r".*definition_id")
    value = _column(database, table, r"value", r".*unix.*", r".*timestamp.*", r"(?!.*(?:_id|format|text)).*value.*")
    shown = _column(database, table, r"formatted.*", r".*text.*", r".*string.*")
    if hit is None or definition is None or value is None:
        return
    wanted = zip("hdvs", (hit, definition, value, shown or value), strict=True)
    names = ", ".join(f"{sqlite.quoted(name)} AS {short}" for short, name in wanted)
    sql = f"SELECT {names} FROM {sqlite.quoted(table)} ORDER BY 1"  # noqa: S608 -- quoted names
    for row in database.rows(sql):
        label = definitions.get(row["d"], f"fragment {row['d']}")
        content = row["v"]
        if table == _FRAGMENTS[3] and content is not None:
            content = _Date(str(row["s"] if row["s"] is not None else content), content)
        if content is not None and content != "" and isinstance(row["h"], int):
            yield row["h"], number, label, content


def _portable(writer: CanonicalWriter, database: Database, order: str | None) -> None:
    """Read a portable case: every hit with its values, and every other table as it stands."""
    artefacts, definitions = _names(database, "artifact_version"), _names(database, "fragment_definition")
    hit_key = _column(database, "scan_artifact_hit", r"hit_id", r"scan_artifact_hit_id", r"id", r".*hit_id")
    version = _column(database, "scan_artifact_hit", r"artifact_version_id", r".*version_id")
    plans: dict[tuple[str, ...], Plan] = {}
    values: dict[Any, dict[str, Any]] = {}
    fragments = _fragments(database, definitions)
    waiting: tuple[Any, int, str, Any] | None = None
    for place, fields in _hits(writer, database, hit_key):
        number = fields.peek(hit_key) if hit_key else None
        own: dict[str, Any] = {}
        try:
            while isinstance(number, int):
                waiting = waiting or next(fragments, None)
                if waiting is None or waiting[0] > number:
                    break
                if waiting[0] == number:
                    json_items.gather(own, waiting[2], waiting[3])
                else:
                    json_items.gather(values.setdefault(waiting[0], {}), waiting[2], waiting[3])
                waiting = None
        except sqlite.FAULTS:
            writer.quarantine(None, "database_damaged", f"{database.name}:values of hits")
            fragments, waiting = iter(()), None
        artefact = artefacts.get(fields.peek(version) if version else None, "artefact")
        for column in fields.labels():
            json_items.gather(own, column, fields.take(column))
        key = (artefact, *own)
        plan = plans.get(key)
        if plan is None:
            plan = plans[key] = Plan(artefact, list(own), _dialect(order), _application(artefact))
        plan.write(writer, place, own)
    try:
        for rest in ([waiting] if waiting else []) + list(fragments):
            json_items.gather(values.setdefault(rest[0], {}), rest[2], rest[3])
    except sqlite.FAULTS:
        writer.quarantine(None, "database_damaged", f"{database.name}:values of hits")
    for number, orphan in values.items():
        writer.record("values without a hit", None, f"{database.name}:hit {number}", Fields(orphan))
    for table in sorted(database.tables() - {*_FRAGMENTS, "scan_artifact_hit"}):
        if not table.startswith("sqlite_"):
            for place, fields in sqlite.records(writer, database, table):
                writer.record(table, None, place, fields)


def _hits(writer: CanonicalWriter, database: Database, key: str | None) -> Iterator[tuple[str, Fields]]:
    """Rows of the table of hits in order of their key."""
    table = "scan_artifact_hit"
    if key is None:
        yield from sqlite.records(writer, database, table)
        return
    done = 0
    try:
        rows = database.rows(f"SELECT * FROM {table} ORDER BY {sqlite.quoted(key)}")  # noqa: S608 -- a quoted name
        for done, row in enumerate(rows, 1):
            yield f"{database.name}:{table}/{key}={row[key]}/row={done}", Fields(row)
    except sqlite.FAULTS:
        writer.quarantine(table, "database_damaged", f"{database.name}:{table}/after row {done}")
        writer.warn(f"{table}: the database is damaged; rows beyond the damage could not be read")


READER: Final = Reader(
    name="Magnet AXIOM",
    versions=("workbook, CSV, XML and portable case of AXIOM 4 and later, by description",),
    tried_on_real_exports=False,
    tables=labelled.TABLES,
    detect=detect,
    read=read,
    sources=(
        "CASE-Implementation-AXIOM for the XML",
        "public programs for the labels and for the tables of Case.mfdb; no real export was to be had",
    ),
)
