"""Output of iLEAPP, ALEAPP and their kin: the LAVA database, or the TSV exports, or the timeline.

* `_lava_data.lava` (JSON) says which table of `_lava_artifacts.db` is which artefact, what its columns are called,
  which hold times (seconds since 1970), dates or media, how many rows there should be, and which column of a chat
  is sender, text or direction. A time that could not be read stands as text in a column of numbers.
* Media are references into `_lava_media_references`, which lead to `_lava_media_items`.
* A database without its description is read by its declared types: a column declared INTEGER holds times.
* `_TSV Exports/*.tsv`: UTF-8 with a mark, tabs, quoted like CSV with line breaks inside. They are opened to be
  added to, so that a second run into one folder repeats everything: every row is kept, and it is said.
* TSV files beside a LAVA database are read only where the database lacks the artefact; `_Timeline/tl.db` repeats
  both as texts and is read only on its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from disclosure import labelled
from disclosure.canonical import CanonicalWriter, Fields, from_unix
from disclosure.downloads import Files
from disclosure.errors import InputError
from disclosure.labelled import Dialect, Plan, When
from disclosure.normalise.timestamps import parse_instant
from disclosure.reading import Detection, Reader, Reconciliation, Source
from disclosure.sources import json_items, sheets, sqlite
from disclosure.sources.json_items import Broken
from disclosure.sources.sqlite import Database
from disclosure.sources.text import decoded
from disclosure.sources.tree import DAMAGE, Tree, open_tree

_MEDIA_TABLES: Final = frozenset({"_lava_media_items", "_lava_media_references"})
_TIMELINE: Final = ("key", "activity", "datalist")
_DESCRIPTION: Final = "**/*.lava"
_TSV: Final = "**/*.tsv"
_MARK: Final = b"\xef\xbb\xbf"
_KIND_WORDS: Final = re.compile(
    r"\s*\b(?:messages?|chats?|calls?|call logs?|call history|contacts?|accounts?|friends?|user information|"
    r"shared locations?|locations?)\b.*",
    re.IGNORECASE,
)
_VIEW: Final = {
    "conversationDiscriminatorColumn": "chat_id",
    "conversationLabelColumn": "chat_name",
    "textColumn": "body",
    "directionColumn": "direction",
    "timeColumn": "sent_at",
    "senderColumn": "sender_name",
}
_QUIET: Final = frozenset({"no files found", "completed", "complete", "success", "no data found", "ok", "disabled"})


@dataclass(frozen=True)
class _Artefact:
    """A table of the database as its description has it."""

    name: str
    table: str
    labels: Mapping[str, str]
    types: Mapping[str, str]
    category: str
    record_count: int | None
    view: Mapping[str, Any]


def detect(path: Path) -> Detection:
    """Whether a path holds a LAVA database, TSV exports or a timeline of these tools."""
    try:
        tree = open_tree(path)
    except InputError:
        return Detection(False, "a damaged archive")
    found = sqlite.databases(tree)
    if any(tables >= _MEDIA_TABLES for tables in found.values()):
        return Detection(True, "a LAVA database")
    if any(_is_tsv(tree, name) for name in tree.find(_TSV)[:20]):
        return Detection(True, "TSV exports of iLEAPP or ALEAPP")
    if any(_is_timeline(tree, name) for name in found):
        return Detection(True, "a timeline of iLEAPP or ALEAPP")
    if tree.find(_DESCRIPTION):
        return Detection(False, "a LAVA description without its database: give the folder that holds both")
    return Detection(False, "no LAVA database and no TSV export")


def _is_tsv(tree: Tree, name: str) -> bool:
    head = tree.head(name)
    first = decoded(head).split("\n", 1)[0]
    if "\x00" in first or not first.strip():
        return False
    return head.startswith(_MARK) or "\t" in first


def _is_timeline(tree: Tree, name: str) -> bool:
    head = tree.head(name, 1 << 16)
    return b"data(key TEXT, activity TEXT, datalist TEXT)" in head or (
        PurePosixPath(name).name.casefold() == "tl.db" and b"datalist" in head
    )


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read the database, the TSV exports that it lacks, or the timeline.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.
    """
    tree = open_tree(source.path)
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        known: set[str] = set()
        found = sqlite.databases(tree)
        main = [name for name, tables in found.items() if tables >= _MEDIA_TABLES]
        timelines = [name for name in found if name not in main and _is_timeline(tree, name)]
        for name in main:
            known |= _database(writer, tree, name)
            advance(tree.sizes[name])
        texts = tree.find(_TSV)
        repeated = [name for name in texts if _plain(PurePosixPath(name).stem) in known]
        for name in texts:
            if name not in repeated:
                _table_text(writer, tree, name)
                advance(tree.sizes[name])
        if repeated:
            writer.warn(f"{len(repeated)} TSV exports repeat artefacts of the LAVA database and were not read again")
        for name in timelines:
            if main or texts:
                writer.warn("the timeline database repeats the artefacts as texts and was not read again")
            else:
                with sqlite.opened(tree, name, writer) as database:
                    _timeline(writer, database)
                advance(tree.sizes[name])
        others = len(tree.sizes) - len({*found, *texts, *tree.find(_DESCRIPTION)})
        if others:
            writer.warn(
                f"{others:,} other files of the output (pages, logs, media) are not read, only named where used"
            )
    return writer.reconciliation()


def _plain(name: str) -> str:
    """A name as files and descriptions agree on it."""
    return re.sub(r"[^\w]+", "", name.casefold())


def _application(artefact: str, category: str | None = None) -> str | None:
    """The application that an artefact's name begins with; else the category it is filed under."""
    before, dash, _ = artefact.partition(" - ")
    if dash:
        return before.strip()
    short = _KIND_WORDS.sub("", artefact).strip()
    if category and category != artefact:
        return category
    return short if short and short != artefact else None


def _database(writer: CanonicalWriter, tree: Tree, name: str) -> set[str]:
    """Read every table of a LAVA database; names of the artefacts it holds."""
    described = _description(writer, tree, name)
    with sqlite.opened(tree, name, writer) as database:
        tables = database.tables()
        if described is None:
            artefacts = [_undescribed(database, table) for table in sorted(tables) if not table.startswith("_")]
        else:
            artefacts = [one for one in described if one.table in tables]
            for one in described:
                if one.table not in tables:
                    if one.record_count:
                        writer.state(one.name, one.record_count)
                    writer.warn(f"{one.name}: the description names a table that is not in the database")
        media = _media(database)
        files = Files(tree)
        for one in artefacts:
            _artefact(writer, database, name, one, media, files)
        listed = {one.table for one in artefacts}
        for table in sorted(tables - listed):
            if table == "_lava_media_info" or table.startswith("sqlite_"):
                continue
            for place, fields in sqlite.records(writer, database, table):
                if table == "_lava_media_items":
                    _media_item(writer, name, place, fields, files)
                else:
                    writer.record(table, None, place, fields)
    return {_plain(one.name) for one in artefacts}


def _description(writer: CanonicalWriter, tree: Tree, name: str) -> list[_Artefact] | None:
    """The artefacts that the description of a database lists; None where there is none to be read."""
    folder = name.rpartition("/")[0]
    beside = [item for item in tree.find(_DESCRIPTION) if item.rpartition("/")[0] == folder]
    if not beside:
        writer.warn("the database has no description beside it: types and names come from the database alone")
        return None
    found: list[_Artefact] = []
    leaves: dict[str, Any] = {}
    troubled: dict[str, int] = {}
    try:
        for what, prefix, value in json_items.walk(tree, beside[0], _is_description_item):
            if prefix == "modules.item":
                status = str(value.get("module_status")) if isinstance(value, dict) else ""
                if status.casefold() not in _QUIET:
                    troubled[status] = troubled.get(status, 0) + 1
            elif what == json_items.LEAF:
                json_items.gather(leaves, prefix, value)
            elif prefix.startswith("artifacts."):
                category = prefix.removeprefix("artifacts.").removesuffix(".item")
                one = _described(category, value)
                if one is not None:
                    found.append(one)
    except Broken:
        writer.quarantine(None, "json_damaged", beside[0])
        writer.warn("the description of the database is damaged: types and names come from the database alone")
        return None
    for status, count in sorted(troubled.items()):
        writer.warn(f"{count} modules of the tool report the status '{status}'")
    writer.record("run", None, beside[0], Fields(leaves))
    return found


def _is_description_item(prefix: str) -> bool:
    return prefix in ("modules.item", "meta") or (prefix.startswith("artifacts.") and prefix.endswith(".item"))


def _described(category: str, value: Any) -> _Artefact | None:  # noqa: ANN401 -- JSON
    if not isinstance(value, dict) or not isinstance(value.get("tablename"), str):
        return None
    columns = value.get("column_map")
    labels = {str(sql): str(label) for sql, label in columns.items()} if isinstance(columns, dict) else {}
    typed = value.get("object_columns")
    types = {
        str(item["name"]): str(item["type"])
        for item in (typed if isinstance(typed, list) else ())
        if isinstance(item, dict) and "name" in item and "type" in item
    }
    views = value.get("data_views")
    view = views.get("conversation") if isinstance(views, dict) else None
    count = value.get("record_count")
    return _Artefact(
        name=str(value.get("name") or value["tablename"]),
        table=value["tablename"],
        labels=labels,
        types=types,
        category=category,
        record_count=count if isinstance(count, int) else None,
        view=view if isinstance(view, dict) else {},
    )


def _undescribed(database: Database, table: str) -> _Artefact:
    """A table as the database declares it: whole numbers are times."""
    types = {}
    try:
        for row in database.rows(f"PRAGMA table_info({sqlite.quoted(table)})"):
            if str(row["type"]).upper() == "INTEGER":
                types[str(row["name"])] = "datetime"
    except sqlite.FAULTS:
        pass
    return _Artefact(table, table, {}, types, "", None, {})


def _media(database: Database) -> dict[str, dict[str, Any]]:
    """Media items by the references to them."""
    found: dict[str, dict[str, Any]] = {}
    try:
        rows = database.rows(
            "SELECT r.id AS reference, r.name AS name, i.id AS item, i.source_path, i.extraction_path, i.type "
            "FROM _lava_media_references r LEFT JOIN _lava_media_items i ON i.id = r.media_item_id"
        )
        for row in rows:
            found[str(row["reference"])] = row
    except sqlite.FAULTS:
        pass
    return found


def _artefact(
    writer: CanonicalWriter,
    database: Database,
    member: str,
    artefact: _Artefact,
    media: Mapping[str, dict[str, Any]],
    files: Files,
) -> None:
    columns = database.columns(artefact.table)
    label_of = {column: artefact.labels.get(column, column) for column in columns}
    types = {label_of[column]: kind for column, kind in artefact.types.items() if column in label_of}

    def attached(label: str, value: Any) -> list[dict[str, Any]] | None:  # noqa: ANN401 -- a cell
        if types.get(label) != "media":
            return None
        return [_attachment(part, media, member, files) for part in re.split(r"[\s,;|\[\]\"']+", str(value)) if part]

    roles = {
        part: label_of[str(artefact.view[key])]
        for key, part in _VIEW.items()
        if str(artefact.view.get(key)) in label_of
    }
    if roles.get("chat_name") == roles.get("chat_id"):
        roles.pop("chat_name", None)
    sent = artefact.view.get("directionSentValue")
    dialect = Dialect(
        when=lambda label, value: _when(types.get(label), value),
        is_time=lambda label: types.get(label) == "datetime",
        media=attached,
        roles=roles,
        table="messages" if {"body", "chat_id"} <= roles.keys() else None,
        sent_value=None if sent is None else str(sent),
    )
    plan = Plan(artefact.name, list(label_of.values()), dialect, _application(artefact.name, artefact.category))
    for place, fields in sqlite.records(
        writer, database, artefact.table, record_type=artefact.name, stated=artefact.record_count
    ):
        values = {}
        for column in columns:
            value = fields.take(column)
            if value is not None and value != "":  # the tool writes an empty text for no value
                values[label_of[column]] = value
        plan.write(writer, place, values)


def _when(kind: str | None, value: Any) -> When | None:  # noqa: ANN401 -- a cell
    text = str(value)
    if isinstance(value, int | float):
        return (from_unix(value) if kind == "datetime" else None), text, "stated"
    return (parse_instant(text), text, "stated") if text.strip() else None


def _attachment(reference: str, media: Mapping[str, dict[str, Any]], member: str, files: Files) -> dict[str, Any]:
    item = media.get(reference)
    if item is None or item["item"] is None:
        return {"file_id": reference, "status": "listed_but_missing"}
    origin = str(item["source_path"] or "")
    path = item["extraction_path"]
    status = files.status(member, None if path is None else str(path))
    return {
        "file_id": reference,
        "file_name": str(item["name"]) if item["name"] else re.split(r"[\\/]", origin)[-1] or None,
        "content_type": item["type"],
        "extracted_path": path,
        "status": "listed_but_missing" if status == "not_downloaded" else status,
    }


def _media_item(writer: CanonicalWriter, member: str, place: str, fields: Fields, files: Files) -> None:
    local = fields.text("extraction_path")
    origin = fields.text("source_path")
    writer.record(
        "_lava_media_items",
        "files",
        place,
        fields,
        {
            "file_id": fields.text("id"),
            "name": re.split(r"[\\/]", origin)[-1] if origin else None,
            "path": origin,
            "local_path": local,
            "is_in_export": files.status(member, local) == "present",
        },
    )


def _table_text(writer: CanonicalWriter, tree: Tree, name: str) -> None:
    """Read one TSV export."""
    artefact = PurePosixPath(name).stem
    labels: list[str] = []
    header: list[str] = []
    plan: Plan | None = None
    runs = 1
    line = 0
    try:
        with tree.open(name) as stream:
            for line, row in sheets.delimited(stream, "\t"):
                if plan is None:
                    header, labels = row, sheets.labels_of(list(row))
                    plan = Plan(
                        artefact, labels, Dialect(when=lambda _, value: _when(None, value)), _application(artefact)
                    )
                elif row == header:
                    runs += 1
                else:
                    plan.write(writer, f"{name}:line {line}", sheets.named(labels, list(row)))
    except (sheets.Unreadable, *DAMAGE, RuntimeError):
        writer.quarantine(artefact, "text_damaged", f"{name}:after line {line}")
        writer.warn(f"{artefact}: the file is damaged; what lies beyond the damage could not be read")
    if runs > 1:
        writer.warn(f"{artefact}: the tool wrote into one file {runs} times; what repeats is kept and counted")


def _timeline(writer: CanonicalWriter, database: Database) -> None:
    plans: dict[tuple[str, ...], Plan] = {}
    for place, fields in sqlite.records(writer, database, "data"):
        activity = str(fields.peek("activity") or "data")
        try:
            values = json.loads(str(fields.peek("datalist")))
        except (ValueError, RecursionError):
            values = None
        if not isinstance(values, dict):
            writer.record("data", None, place, fields)
            continue
        # The timeline writes no value as the text "None", which could also be a value: it makes no column.
        given = {
            f"{label} (as written)" if value == "None" else str(label): value
            for label, value in values.items()
            if value not in (None, "")
        }
        key = (activity, *values)
        plan = plans.get(key)
        if plan is None:
            plan = plans[key] = Plan("data", list(values), _timeline_dialect(activity, values), _application(activity))
        plan.write(writer, place, {**given, "activity": activity, "key": fields.peek("key")})


def _timeline_dialect(activity: str, values: Mapping[str, Any]) -> Dialect:
    return Dialect(when=lambda _, value: _when(None, value), table=labelled.table_of(activity, list(values)))


READER: Final = Reader(
    name="iLEAPP or ALEAPP output",
    versions=("LAVA schema 2 (iLEAPP 2026.3.2)", "TSV exports of the same and earlier"),
    tried_on_real_exports=True,
    tables=(*labelled.TABLES, "files"),
    detect=detect,
    read=read,
    sources=("a whole output of iLEAPP for a public iOS 15 image",),
)
