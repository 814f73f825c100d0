"""From the extracted layer to canonical tables: SQL files an examiner can read, run in order.

A folder of mappings belongs to a reader. `_common.sql` prepares what several tables need; every other file is
named after the canonical table it fills or, with an underscore before it, after a working table that other files
read. A file begins by declaring what it uses up:

    -- reads: Location (Name, TimeStamp, Type)
    -- reads: Coordinate (Latitude, Longitude) where _parent_type = 'Location'

and selects the table's own columns plus `_row` and `unnest(_origin)`; what is the same for all records of an export
is filled in. A table none of whose declared record types
a report has stays empty. From these declarations come the
views the SQL reads (`vendor."Location"`: a column the export lacks is null, a record type it lacks is
empty) and the table `other_fields`: every value that no declaration uses up goes there, so that a field
nobody thought of is kept, and values used plus values left over equal values seen.

So that memory does not grow with the report, a table is filled range by range: records are numbered in the order
of the report, what hangs from a record follows it, and a range ends before a top-level record, or before one that
hangs directly from a top-level record of a type that `run` is told may be large (a chat can be most of a report).
In a file, therefore, `vendor."Location"` holds the records of the range being filled, with all that hangs from
them, and so does an unqualified working table. What may stand in another range is read from `whole."Chat"`, the
records of the whole report, or from `work.messages_kept`, a working table of the whole report. `is_here(row)`
says whether a row is of the range.
"""

from __future__ import annotations

import re
import shutil
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import schemas
from disclosure import query, tables
from disclosure.errors import DisclosureError
from disclosure.extracted import FIXED
from disclosure.normalise.identifiers import classify
from disclosure.normalise.timestamps import ISO_WITH_OFFSET, parse_instant
from disclosure.reading import Source
from disclosure.workspace import encode_ref

_READS: Final = re.compile(r"^-- reads:\s*(?P<type>[\w.#-]+)\s*\((?P<columns>[^)]*)\)\s*(?:where\s+(?P<where>.+))?$")
_BOOKKEEPING: Final = frozenset(
    {"@id", "@deleted_state", "@decoding_confidence", "@isrelated", "@source_index", "@extractionId"}
)
"""Attributes every model carries that place or rate the record; kept on it, or in the extracted layer."""
_VALUE_FORMAT: Final = ("@format", "@formattedTimestamp", "@type")
"""Attributes that say how a value is written; the value itself is what counts."""
_BATCH_ROWS: Final = 32_768
_BATCH_BYTES: Final = 32 << 20
"""Rows are written so many at a time, and no more than so many bytes of them."""
_VECTOR_ROWS: Final = 2_048
_MEMORY_BYTES: Final = 256 << 20
"""What the engine may hold before it spills to disk, whatever the size of the report; more only where a single
value is so long that no range can be kept to `_RANGE_BYTES`."""
_SCANS: Final = 16
_SCAN_BYTES: Final = 24 << 20
"""A statement that reads every record type at once (`other_fields`) is allowed so much more for each type beyond so
many, were it one record of each: the engine counts buffers for all of them, most of which it never touches."""
_THREADS: Final = 1
"""With more threads the engine needs more memory, and several exports are read side by side."""
_RANGE_ROWS: Final = 250_000
_RANGE_BYTES: Final = 48 << 20
"""Records mapped at a time, and bytes of text in them: what the engine sorts is held several times."""
_STEP_ROWS: Final = 512
_COPIES: Final = 6
_ALWAYS: Final = "TRUE"
_IDENTIFIERS: Final = pa.schema([("raw", pa.string()), ("kind", pa.string()), ("normalised", pa.string())])
_INSTANTS: Final = pa.schema([("raw", pa.string()), ("instant", pa.timestamp("us", tz="UTC"))])


@dataclass(frozen=True)
class Reads:
    """Fields of one record type that a mapping uses up.

    Attributes:
        record_type: The vendor's record type.
        columns: Field names.
        where: SQL condition on the record; None for all records of the type.
    """

    record_type: str
    columns: tuple[str, ...]
    where: str | None


@dataclass(frozen=True)
class TableMapping:
    """One SQL file: the table it fills and what it uses up."""

    table: str
    sql: str
    reads: tuple[Reads, ...]


@dataclass(frozen=True)
class _Ranges:
    """The records of a report, in ranges that can be mapped one by one.

    Attributes:
        bounds: First and last record of each.
        cuts: Records before which a range may end, in order, not all of them.
        heaviest: Bytes of text the heaviest range may hold.
    """

    bounds: tuple[tuple[int, int], ...]
    cuts: tuple[int, ...]
    heaviest: int

    def halves(self, first: int, last: int) -> tuple[tuple[int, int], ...]:
        """The two halves of a range; nothing when it cannot be cut."""
        between = self.cuts[bisect_right(self.cuts, first) : bisect_right(self.cuts, last)]
        if not between:
            return ()
        middle = between[len(between) // 2]
        return (first, middle - 1), (middle, last)


_NOTHING: Final = _Ranges((), (), 0)


@dataclass(frozen=True)
class Mapped:
    """What a run of mappings gave.

    Attributes:
        tables: Rows per canonical table, read back from the files.
        values: Field values seen, in columns and in other_fields.
    """

    tables: Mapping[str, int]
    values: Mapping[str, int]


def load(folder: Traversable) -> tuple[TableMapping, ...]:
    """The mappings of a folder, `_common` first.

    Raises:
        ValueError: A declaration cannot be read.
    """
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda item: item.name)
    mappings = []
    for item in files:
        text = item.read_text(encoding="utf-8")
        reads = []
        for line in text.splitlines():
            if not line.startswith("-- reads:"):
                continue
            match = _READS.match(line)
            if match is None:
                raise ValueError(f"{item.name}: cannot read the declaration: {line}")
            columns = tuple(name.strip() for name in match["columns"].split(",") if name.strip())
            reads.append(Reads(match["type"], columns, match["where"]))
        mappings.append(TableMapping(item.name.removesuffix(".sql"), text, tuple(reads)))
    return tuple(mappings)


def run(
    mappings: Sequence[TableMapping],
    datasets: Mapping[str, list[Path]],
    source: Source,
    member: str,
    out: Path,
    *,
    extra: Mapping[str, pa.Table],
    identifier_columns: Iterable[tuple[str, str]],
    time_columns: Iterable[tuple[str, str]],
    leave_out: Iterable[str] = (),
    split: Collection[str] = (),
    advance: Callable[[str], None] = lambda table: None,
) -> Mapped:
    """Fill the canonical tables of one source.

    Args:
        mappings: From `load`.
        datasets: Files of the extracted layer, by record type.
        source: The export.
        member: The file in the export that the records stand in.
        out: The staged case.
        extra: Tables the SQL reads besides the extracted layer, by name.
        identifier_columns: Record types and fields that hold identifiers of people; the SQL finds their
            kinds and comparable forms in `identifiers(raw, kind, normalised)`.
        time_columns: Record types and fields that hold times; the SQL reads instants with `instant(x)`.
        leave_out: Record types that stay in the extracted layer only.
        split: Record types of which one record, with all that hangs from it, can be a large part of a report;
            the SQL reads them as `whole`.
        advance: Told each table as it is done.
    """
    spill = out / ".spill"
    spill.mkdir()
    connection = query.connect(temporary=spill, threads=_THREADS)
    try:
        connection.execute(f"ATTACH {query.quoted(str(spill / 'work.duckdb'))} AS work")
        views = _view_names(mappings, datasets)
        _make_views(connection, mappings, datasets, views, source, member)
        ranges = _ranges(connection, datasets, views, split)
        memory = _MEMORY_BYTES + _COPIES * max(0, ranges.heaviest - _RANGE_BYTES)
        connection.execute(f"SET memory_limit = '{memory} bytes'")
        for name, table in extra.items():
            connection.register(name, table)
        _make_lookups(connection, source.region, identifier_columns, time_columns, spill)
        counts: dict[str, int] = {}
        for mapping in mappings:
            if mapping.table == "_common":
                connection.execute(mapping.sql)
            elif mapping.table.startswith("_"):
                _fill_working_table(connection, mapping.table.removeprefix("_"), mapping.sql, ranges)
            else:
                types = {item.record_type for item in mapping.reads}
                is_empty = bool(types) and types.isdisjoint(datasets)
                counts[mapping.table] = _fill(
                    connection, mapping.table, mapping.sql, _NOTHING if is_empty else ranges, source, out
                )
                advance(mapping.table)
        connection.execute(f"SET memory_limit = '{memory + _SCAN_BYTES * max(0, len(datasets) - _SCANS)} bytes'")
        reads = [item for mapping in mappings for item in mapping.reads]
        left = {name: files for name, files in datasets.items() if name not in set(leave_out)}
        values = _fill_other_fields(connection, reads, left, views, set(split), ranges, source, out, counts)
        advance("other_fields")
        return Mapped(counts, values)
    finally:
        connection.close()
        shutil.rmtree(spill)


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _view_names(mappings: Sequence[TableMapping], datasets: Mapping[str, list[Path]]) -> dict[str, str]:
    """The view of each record type, quoted: SQL cannot tell `Chat` from `chat`, and a report may have both."""
    declared = {item.record_type for mapping in mappings for item in mapping.reads}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for record_type in [*sorted(declared), *sorted(datasets.keys() - declared)]:
        name, number = record_type, 1
        while name.casefold() in taken:
            number += 1
            name = f"{record_type} ({number})"
        taken.add(name.casefold())
        names[record_type] = _identifier(name)
    return names


def _make_views(
    connection: duckdb.DuckDBPyConnection,
    mappings: Sequence[TableMapping],
    datasets: Mapping[str, list[Path]],
    views: Mapping[str, str],
    source: Source,
    member: str,
) -> None:
    """Two views per record type, of the range and of the whole report: what some mapping reads, and an `_origin`."""
    declared: dict[str, set[str]] = {}
    for mapping in mappings:
        for item in mapping.reads:
            declared.setdefault(item.record_type, set()).update(item.columns)
    connection.execute("CREATE SCHEMA whole")
    connection.execute("CREATE SCHEMA vendor")
    connection.execute("CREATE MACRO is_here(x) AS x BETWEEN getvariable('first_row') AND getvariable('last_row')")
    connection.execute(f"CREATE MACRO exhibit_ref() AS {query.quoted(source.exhibit_ref)}")
    connection.register("no_records", FIXED.empty_table())
    for record_type in sorted(declared.keys() | datasets.keys()):
        files = datasets.get(record_type, [])
        # The first file of a dataset has every column of it.
        present = set(pq.read_schema(files[0]).names) if files else set()

        def column(name: str, present: set[str] = present) -> str:
            return _identifier(name) if name in present else "NULL::VARCHAR"

        wanted = {"@id", *declared.get(record_type, ()), *(name for name in present if name[0] != "_")}
        columns = ", ".join(f"{column(name)} AS {_identifier(name)}" for name in sorted(wanted))
        connection.execute(
            f"""
            CREATE VIEW whole.{views[record_type]} AS
            SELECT {", ".join(FIXED.names)}, {columns},
                struct_pack(
                    artefact_id := _artefact_id,
                    extraction_id := {column("@extractionId")},
                    source_locator := {query.quoted(member)} || ':' || _byte_start || '-' || _byte_end,
                    deleted_state := {column("@deleted_state")},
                    decoding_confidence := {column("@decoding_confidence")}
                ) AS _origin
            FROM {query.scan(files) if files else "no_records"};
            CREATE VIEW vendor.{views[record_type]} AS
            SELECT * FROM whole.{views[record_type]} WHERE is_here(_row)
            """  # noqa: S608 -- names come from the schema of our own files and are quoted
        )


def _ranges(
    connection: duckdb.DuckDBPyConnection,
    datasets: Mapping[str, list[Path]],
    views: Mapping[str, str],
    split: Collection[str],
) -> _Ranges:
    """Ranges that end inside nothing but top-level records to be split.

    How much text stands where is told from the row groups of the files.
    """
    groups = [
        (number.min // _STEP_ROWS, number.max // _STEP_ROWS, group.total_byte_size)
        for files in datasets.values()
        for metadata in map(pq.read_metadata, files)
        for group in map(metadata.row_group, range(metadata.num_row_groups))
        for number in [group.column(FIXED.get_field_index("_row")).statistics]
    ]
    weights = np.zeros(1 + max((last for _, last, _ in groups), default=0))
    for first, last, size in groups:
        weights[first : last + 1] += size / (last + 1 - first)
    records = " UNION ALL ".join(
        f"SELECT _row, _parent_row, _parent_type, _top_row FROM whole.{views[name]}"  # noqa: S608 -- quoted
        for name in sorted(datasets)
    )
    types = ", ".join(query.quoted(name) for name in sorted(split)) or "NULL"
    may_begin = f"_parent_row IS NULL OR (_parent_row = _top_row AND _parent_type IN ({types}))"
    steps = connection.execute(
        f"SELECT _row // {_STEP_ROWS}, min(_row) FILTER ({may_begin}), max(_row) "  # noqa: S608 -- quoted above
        f"FROM ({records or 'no_records'}) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    starts, held = [0], [0.0]
    for step, first, _ in steps:
        is_full = held[-1] + weights[step] > _RANGE_BYTES
        if first is not None and first > starts[-1] and (is_full or first - starts[-1] >= _RANGE_ROWS):
            starts.append(first)
            held.append(0.0)
        held[-1] += weights[step]
    ends = [*(start - 1 for start in starts[1:]), steps[-1][2] if steps else 0]
    cuts = tuple(first for _, first, _ in steps if first is not None)
    return _Ranges(tuple(zip(starts, ends, strict=True)), cuts, int(max([*held, *(size for _, _, size in groups)])))


def _here(connection: duckdb.DuckDBPyConnection, first: int, last: int) -> None:
    """Make a range the one that the views show."""
    connection.execute(f"SET VARIABLE first_row = {first}; SET VARIABLE last_row = {last}")


def _make_lookups(
    connection: duckdb.DuckDBPyConnection,
    region: str,
    identifier_columns: Iterable[tuple[str, str]],
    time_columns: Iterable[tuple[str, str]],
    folder: Path,
) -> None:
    """What SQL cannot work out itself is worked out once per distinct value, and joined."""

    def kinds(raw: list[str]) -> list[tuple[str, str | None, str | None]]:
        return [(value, item.kind, item.normalised) for value in raw for item in [classify(value, region)]]

    def instants(raw: list[str]) -> list[tuple[str, datetime]]:
        return [(value, instant) for value in raw if (instant := parse_instant(value)) is not None]

    _make_lookup(connection, folder, "identifiers", _IDENTIFIERS, identifier_columns, "TRUE", kinds)
    odd = _make_lookup(
        connection,
        folder,
        "odd_instants",
        _INSTANTS,
        time_columns,
        f"NOT regexp_full_match(value, '{ISO_WITH_OFFSET}')",
        instants,
    )
    # Looking for what is not there would still cost a join for every time of every table.
    otherwise = "(SELECT first(o.instant) FROM odd_instants o WHERE o.raw = x)" if odd else "NULL"
    connection.execute(
        f"""
        CREATE MACRO instant(x) AS
            CASE WHEN x IS NULL THEN NULL
                 WHEN regexp_full_match(x, '{ISO_WITH_OFFSET}') THEN try_cast(x AS TIMESTAMPTZ)
                 ELSE {otherwise} END;
        CREATE MACRO zone_basis(x) AS
            CASE WHEN x IS NULL THEN NULL WHEN instant(x) IS NULL THEN 'unstated' ELSE 'stated' END;
        CREATE MACRO is_true(x) AS
            CASE lower(x) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END;
        CREATE MACRO number(x) AS try_cast(replace(x, ',', '.') AS DOUBLE);
        """
    )


def _make_lookup(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    name: str,
    schema: pa.Schema,
    columns: Iterable[tuple[str, str]],
    condition: str,
    look_up: Callable[[list[str]], Sequence[tuple[Any, ...]]],
) -> int:
    """Make a view of what is found for the distinct values of some vendor columns; how many were found."""
    parts = [
        f"SELECT {_identifier(column)} AS value FROM whole.{_identifier(record_type)}"  # noqa: S608 -- quoted
        for record_type, column in columns
    ]
    path = folder / f"{name}.parquet"
    with tables.writer(path, schema) as sink:
        if parts:
            reader = connection.sql(
                f"SELECT DISTINCT value FROM ({' UNION ALL '.join(parts)}) "  # noqa: S608 -- quoted above
                f"WHERE value IS NOT NULL AND {condition}"
            ).to_arrow_reader(_BATCH_ROWS)
            for batch in reader:
                found = look_up(batch.column(0).to_pylist())
                sink.write_table(
                    pa.table(list(map(list, zip(*found, strict=True))) or [[]] * len(schema), schema=schema)
                )
    connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {query.scan([path])}")  # noqa: S608 -- our own file
    return int(pq.read_metadata(path).num_rows)


def _fill_working_table(connection: duckdb.DuckDBPyConnection, name: str, sql: str, ranges: _Ranges) -> None:
    """A table of the whole report in `work`, and a view of the range under its plain name."""
    begin = f"CREATE TABLE work.{name} AS"
    waiting = list(ranges.bounds)
    while waiting:
        first, last = waiting.pop(0)
        try:
            _here(connection, first, last)
            connection.execute(f"{begin} {sql}")
            begin = f"INSERT INTO work.{name} BY NAME"
        except duckdb.OutOfMemoryException:
            halves = ranges.halves(first, last)
            if not halves:
                raise _out_of_memory() from None
            waiting[:0] = halves
    connection.execute(f"CREATE VIEW {name} AS SELECT * FROM work.{name} WHERE is_here(_row)")  # noqa: S608 -- own name


def _fill(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    sql: str,
    ranges: _Ranges,
    source: Source,
    out: Path,
) -> int:
    """Run one mapping into the table's file, range by range; rows in the order of the report."""
    schema = schemas.table_schema(table)
    same = {"exhibit_ref": source.exhibit_ref, "source_path": source.path.name, "source_sha256": source.sha256}
    columns = ", ".join(_identifier(name) for name in schema.names if name not in same)
    within = "".join(f", {name}" for name in ("ordinal", "field_name") if name in schema.names)
    folder = out / "artefacts" / table / f"exhibit_ref={encode_ref(source.exhibit_ref)}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{source.token}-00000.parquet"
    with tables.writer(path, schema) as sink:
        statement = f"SELECT {columns} FROM ({sql}) ORDER BY _row{within}, artefact_id"  # noqa: S608 -- our own files
        batches = (
            batch for first, last in ranges.bounds for batch in _batches(connection, statement, ranges, first, last)
        )
        for rows in _gathered(_blocks(batches)):
            for name, value in same.items():
                place = pa.array(np.zeros(rows.num_rows, np.int32))
                rows = rows.append_column(name, pa.DictionaryArray.from_arrays(place, [value]))
            sink.write_table(tables.conform(rows.select(schema.names), schema))
    return int(pq.read_metadata(path).num_rows)


def _batches(
    connection: duckdb.DuckDBPyConnection, statement: str, ranges: _Ranges, first: int, last: int
) -> Iterator[pa.RecordBatch]:
    """The rows of one range; where it gives more than the engine can sort, of its halves one after the other."""
    done = 0
    try:
        _here(connection, first, last)
        for batch in connection.sql(statement).to_arrow_reader(_VECTOR_ROWS):
            yield batch
            done += batch.num_rows
        return
    except (duckdb.OutOfMemoryException, pa.ArrowException, OSError) as error:
        if "Out of Memory Error" not in str(error):
            raise
        halves = ranges.halves(first, last)
        if not halves:
            raise _out_of_memory() from None
    for half in halves:
        for batch in _batches(connection, statement, ranges, *half):
            known = min(done, batch.num_rows)  # handed over before memory ran out
            done -= known
            if known < batch.num_rows:
                yield batch.slice(known)


def _out_of_memory() -> DisclosureError:
    return DisclosureError(
        "out_of_memory",
        "The largest record of the report, or its many kinds of records, need more memory than mapping is allowed.",
        "Nothing was added to the case. Report the size of the largest record and how many kinds there are.",
    )


def _blocks(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows of batches, so many at a time, whatever the batches: when memory ran out must not show in a file."""
    waiting: list[pa.RecordBatch] = []
    missing = _VECTOR_ROWS
    for batch in batches:
        rest = batch
        while rest.num_rows:
            waiting.append(rest.slice(0, missing))
            rest = rest.slice(missing)
            missing -= waiting[-1].num_rows
            if not missing:
                yield pa.Table.from_batches(waiting)
                waiting, missing = [], _VECTOR_ROWS
    if waiting:
        yield pa.Table.from_batches(waiting)


def _gathered(blocks: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Blocks together, up to a number of rows and bytes of text: one of long texts is written by itself."""
    waiting: list[pa.Table] = []
    rows = size = 0
    for block in blocks:
        waiting.append(block)
        rows += block.num_rows
        texts = (column for column in block.columns if pa.types.is_string(column.type))
        size += sum(pc.sum(pc.binary_length(text)).as_py() or 0 for text in texts)
        if rows >= _BATCH_ROWS or size >= _BATCH_BYTES:
            yield pa.concat_tables(waiting)
            waiting, rows, size = [], 0, 0
    if waiting:
        yield pa.concat_tables(waiting)


def _fill_other_fields(
    connection: duckdb.DuckDBPyConnection,
    reads: Sequence[Reads],
    datasets: Mapping[str, list[Path]],
    views: Mapping[str, str],
    split: set[str],
    ranges: _Ranges,
    source: Source,
    out: Path,
    counts: dict[str, int],
) -> dict[str, int]:
    """Write every value that no declaration uses up; count values seen, used up and left over."""
    parts: list[str] = []
    seen = used = 0
    tops: list[str] = []
    for record_type, files in sorted(datasets.items()):
        view, whole = f"vendor.{views[record_type]}", f"whole.{views[record_type]}"
        rules = [item for item in reads if item.record_type == record_type]
        is_model = "@deleted_state" in pq.read_schema(files[0]).names
        names = [
            name
            for name in pq.read_schema(files[0]).names
            if name[0] != "_" and not name.endswith(_VALUE_FORMAT) and not (is_model and name in _BOOKKEEPING)
        ]
        conditions = {name: _used_up(name, rules) for name in names}
        if names:
            sums = ", ".join(
                f"count({_identifier(name)}), count({_identifier(name)}) FILTER ({conditions[name]})" for name in names
            )
            row = connection.execute(f"SELECT {sums} FROM {whole}").fetchall()[0]  # noqa: S608 -- quoted
            seen += sum(row[::2])
            used += sum(row[1::2])
        left = [name for name in names if conditions[name] != _ALWAYS]
        if left:
            values = ", ".join(
                f"{{'field': {query.quoted(name)}, 'value': CASE WHEN {conditions[name]} THEN NULL "
                f"ELSE {_identifier(name)} END}}"
                for name in left
            )
            parts.append(
                f"SELECT _row, _top_row, _path, {query.quoted(record_type)} AS record_type, _origin, "  # noqa: S608
                f"item.field AS field_name, 0 AS ordinal, item.value AS value "
                f"FROM (SELECT *, unnest([{values}]) AS item FROM {view}) WHERE item.value IS NOT NULL"
            )
        further = connection.execute(
            f"SELECT coalesce(sum(len(_further_values)), 0) FROM {whole}"  # noqa: S608 -- quoted
        ).fetchall()
        seen += int(further[0][0])
        parts.append(
            f"SELECT _row, _top_row, _path, {query.quoted(record_type)} AS record_type, _origin, "  # noqa: S608
            f"_further_values[i].field AS field_name, i AS ordinal, _further_values[i].value AS value "
            f"FROM (SELECT *, unnest(range(1, len(_further_values) + 1)) AS i FROM {view})"
        )
        damage = connection.execute(
            f"SELECT coalesce(sum(len(_damage)), 0) FROM {whole}"  # noqa: S608 -- quoted
        ).fetchall()
        if damage[0][0]:
            seen += int(damage[0][0])
            parts.append(
                f"SELECT _row, _top_row, _path, {query.quoted(record_type)} AS record_type, _origin, "  # noqa: S608
                f"'#damage' AS field_name, i AS ordinal, _damage[i] AS value "
                f"FROM (SELECT *, unnest(range(1, len(_damage) + 1)) AS i FROM {view})"
            )
        tops.append(
            f"SELECT _row, _artefact_id FROM {whole if record_type in split else view} "  # noqa: S608 -- quoted
            "WHERE _parent_row IS NULL"
        )
    if not parts:
        parts = [
            "SELECT 0 AS _row, 0 AS _top_row, NULL AS _path, NULL AS record_type, NULL AS _origin, "
            "NULL AS field_name, 0 AS ordinal, NULL AS value WHERE FALSE"
        ]
        tops = ["SELECT 0 AS _row, NULL AS _artefact_id WHERE FALSE"]
    statement = f"""
        SELECT o._row, unnest(o._origin), NULL AS application, o.record_type, o._path AS record_path,
            t._artefact_id AS top_artefact_id, o.field_name, o.ordinal::INTEGER AS ordinal, o.value
        FROM ({" UNION ALL ".join(parts)}) o LEFT JOIN ({" UNION ALL ".join(tops)}) t ON t._row = o._top_row
        """  # noqa: S608 -- quoted above
    counts["other_fields"] = _fill(connection, "other_fields", statement, ranges, source, out)
    return {"seen": seen, "in_columns": used, "in_other_fields": counts["other_fields"]}


def _used_up(name: str, rules: Sequence[Reads]) -> str:
    """SQL condition under which a mapping uses up a field."""
    matching = [item.where for item in rules if name in item.columns]
    if None in matching:
        return _ALWAYS
    return " OR ".join(f"({condition})" for condition in matching) or "FALSE"
