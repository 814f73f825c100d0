"""From the extracted layer to canonical tables: SQL files an examiner can read, run in order.

A folder of mappings belongs to a reader. `_common.sql` prepares what several tables need; every other
file is named after the canonical table it fills. A file begins by declaring what it uses up:

    -- reads: Location (Name, TimeStamp, Type)
    -- reads: Coordinate (Latitude, Longitude) where _parent_type = 'Location'

and selects the table's own columns plus `_row` and `unnest(_origin)`. From these declarations come the
views the SQL reads (`vendor."Location"`: a column the export lacks is null, a record type it lacks is
empty) and the table `other_fields`: every value that no declaration uses up goes there, so that a field
nobody thought of is kept, and values used plus values left over equal values seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

import schemas
from disclosure import query, tables
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
_MEMORY_LIMIT: Final = "320MB"
_ROWS_WITHIN: Final = 1_300_000
_THREADS: Final = 1
"""What the engine may use up to so many records; above, its own default, because not all of its joins can spill. With
more threads it needs more memory, and several exports are read side by side."""
_RANGE_ROWS: Final = 250_000
"""Records whose left-over values are written at a time: sorting them all at once would take memory with no bound."""


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
        advance: Told each table as it is done.
    """
    spill = out / ".spill"
    connection = query.connect(temporary=spill, threads=_THREADS)
    try:
        rows = sum(pq.read_metadata(path).num_rows for files in datasets.values() for path in files)
        if rows > _ROWS_WITHIN:
            connection.execute("RESET memory_limit")
        else:
            connection.execute(f"SET memory_limit = '{_MEMORY_LIMIT}'")
        _make_views(connection, mappings, datasets, source, member)
        for name, table in extra.items():
            connection.register(name, table)
        _make_lookups(connection, source.region, identifier_columns, time_columns)
        counts: dict[str, int] = {}
        for mapping in mappings:
            if mapping.table.startswith("_"):
                connection.execute(mapping.sql)
                continue
            counts[mapping.table] = _fill(connection, mapping.table, mapping.sql, source, out)
            advance(mapping.table)
        reads = [item for mapping in mappings for item in mapping.reads]
        values = _fill_other_fields(connection, reads, set(leave_out), datasets, source, out, counts)
        advance("other_fields")
        return Mapped(counts, values)
    finally:
        connection.close()
        if spill.is_dir():
            for path in spill.iterdir():
                path.unlink()
            spill.rmdir()


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _make_views(
    connection: duckdb.DuckDBPyConnection,
    mappings: Sequence[TableMapping],
    datasets: Mapping[str, list[Path]],
    source: Source,
    member: str,
) -> None:
    """One view per record type, with every column that some mapping reads, and an `_origin`."""
    declared: dict[str, set[str]] = {}
    for mapping in mappings:
        for item in mapping.reads:
            declared.setdefault(item.record_type, set()).update(item.columns)
    connection.execute("CREATE SCHEMA vendor")
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
            CREATE VIEW vendor.{_identifier(record_type)} AS
            SELECT {", ".join(FIXED.names)}, {columns},
                struct_pack(
                    artefact_id := _artefact_id,
                    exhibit_ref := {query.quoted(source.exhibit_ref)},
                    extraction_id := {column("@extractionId")},
                    source_path := {query.quoted(source.path.name)},
                    source_sha256 := {query.quoted(source.sha256)},
                    source_locator := {query.quoted(member)} || ':' || _byte_start || '-' || _byte_end,
                    deleted_state := {column("@deleted_state")},
                    decoding_confidence := {column("@decoding_confidence")}
                ) AS _origin
            FROM {query.scan(files) if files else "no_records"}
            """  # noqa: S608 -- names come from the schema of our own files and are quoted
        )


def _make_lookups(
    connection: duckdb.DuckDBPyConnection,
    region: str,
    identifier_columns: Iterable[tuple[str, str]],
    time_columns: Iterable[tuple[str, str]],
) -> None:
    """What SQL cannot work out itself is worked out once per distinct value and joined."""
    raw = _distinct(connection, identifier_columns, "TRUE")
    kinds = [classify(value, region) for value in raw]
    identifiers = pa.table(
        {
            "raw": pa.array(raw, pa.string()),
            "kind": pa.array([item.kind for item in kinds], pa.string()),
            "normalised": pa.array([item.normalised for item in kinds], pa.string()),
        }
    )
    connection.register("identifiers", identifiers)
    odd = _distinct(connection, time_columns, f"NOT regexp_full_match(value, '{ISO_WITH_OFFSET}')")
    instants = [parse_instant(value) for value in odd]
    parsed = [(value, instant) for value, instant in zip(odd, instants, strict=True) if instant is not None]
    connection.register(
        "odd_instants",
        pa.table(
            {
                "raw": pa.array([value for value, _ in parsed], pa.string()),
                "instant": pa.array([instant for _, instant in parsed], pa.timestamp("us", tz="UTC")),
            }
        ),
    )
    connection.execute(
        f"""
        CREATE TEMP MACRO instant(x) AS
            CASE WHEN x IS NULL THEN NULL
                 WHEN regexp_full_match(x, '{ISO_WITH_OFFSET}') THEN try_cast(x AS TIMESTAMPTZ)
                 ELSE (SELECT first(o.instant) FROM odd_instants o WHERE o.raw = x) END;
        CREATE TEMP MACRO zone_basis(x) AS
            CASE WHEN x IS NULL THEN NULL WHEN instant(x) IS NULL THEN 'unstated' ELSE 'stated' END;
        CREATE TEMP MACRO is_true(x) AS
            CASE lower(x) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END;
        CREATE TEMP MACRO number(x) AS try_cast(replace(x, ',', '.') AS DOUBLE);
        """  # noqa: S608 -- a constant pattern of our own
    )


def _distinct(connection: duckdb.DuckDBPyConnection, columns: Iterable[tuple[str, str]], condition: str) -> list[str]:
    """Distinct non-null values of some vendor columns, in order."""
    parts = [
        f"SELECT {_identifier(name)} AS value FROM vendor.{_identifier(record_type)}"  # noqa: S608 -- quoted
        for record_type, name in columns
    ]
    if not parts:
        return []
    rows = connection.execute(
        f"SELECT DISTINCT value FROM ({' UNION ALL '.join(parts)}) "  # noqa: S608 -- quoted above
        f"WHERE value IS NOT NULL AND {condition} ORDER BY value"
    ).fetchall()
    return [value for (value,) in rows]


def _fill(
    connection: duckdb.DuckDBPyConnection, table: str, sql: str | Sequence[str], source: Source, out: Path
) -> int:
    """Run one mapping, or several in turn, into the table's file; rows in the order of the report."""
    schema = schemas.table_schema(table)
    columns = ", ".join(_identifier(name) for name in schema.names)
    within = "".join(f", {name}" for name in ("ordinal", "field_name") if name in schema.names)
    folder = out / "artefacts" / table / f"exhibit_ref={encode_ref(source.exhibit_ref)}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{source.token}-00000.parquet"
    with tables.writer(path, schema) as sink:
        for statement in [sql] if isinstance(sql, str) else sql:
            reader = connection.sql(
                f"SELECT {columns} FROM ({statement}) ORDER BY _row{within}, artefact_id"  # noqa: S608 -- our own files
            ).to_arrow_reader(_BATCH_ROWS)
            for batch in reader:
                sink.write_table(tables.conform(pa.Table.from_batches([batch]), schema))
    return int(pq.read_metadata(path).num_rows)


def _fill_other_fields(
    connection: duckdb.DuckDBPyConnection,
    reads: Sequence[Reads],
    leave_out: set[str],
    datasets: Mapping[str, list[Path]],
    source: Source,
    out: Path,
    counts: dict[str, int],
) -> dict[str, int]:
    """Write every value that no declaration uses up; count values seen, used up and left over."""
    parts: list[str] = []
    seen = used = 0
    tops: list[str] = []
    for record_type, files in sorted(datasets.items()):
        if record_type in leave_out:
            continue
        view = f"vendor.{_identifier(record_type)}"
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
            row = connection.execute(f"SELECT {sums} FROM {view}").fetchall()[0]  # noqa: S608 -- quoted
            seen += sum(row[::2])
            used += sum(row[1::2])
            values = ", ".join(
                f"{{'field': {query.quoted(name)}, 'value': CASE WHEN {conditions[name]} THEN NULL "
                f"ELSE {_identifier(name)} END}}"
                for name in names
            )
            parts.append(
                f"SELECT _row, _top_row, _path, {query.quoted(record_type)} AS record_type, _origin, "  # noqa: S608
                f"item.field AS field_name, 0 AS ordinal, item.value AS value "
                f"FROM (SELECT *, unnest([{values}]) AS item FROM {view}) WHERE item.value IS NOT NULL"
            )
        further = connection.execute(
            f"SELECT coalesce(sum(len(_further_values)), 0) FROM {view}"  # noqa: S608 -- quoted
        ).fetchall()
        seen += int(further[0][0])
        parts.append(
            f"SELECT _row, _top_row, _path, {query.quoted(record_type)} AS record_type, _origin, "  # noqa: S608
            f"_further_values[i].field AS field_name, i AS ordinal, _further_values[i].value AS value "
            f"FROM (SELECT *, unnest(range(1, len(_further_values) + 1)) AS i FROM {view})"
        )
        damage = connection.execute(
            f"SELECT coalesce(sum(len(_damage)), 0) FROM {view}"  # noqa: S608 -- quoted
        ).fetchall()
        if damage[0][0]:
            seen += int(damage[0][0])
            parts.append(
                f"SELECT _row, _top_row, _path, {query.quoted(record_type)} AS record_type, _origin, "  # noqa: S608
                f"'#damage' AS field_name, i AS ordinal, _damage[i] AS value "
                f"FROM (SELECT *, unnest(range(1, len(_damage) + 1)) AS i FROM {view})"
            )
        tops.append(f"SELECT _row, _artefact_id FROM {view} WHERE _parent_row IS NULL")  # noqa: S608 -- quoted
    if not parts:
        parts = [
            "SELECT 0 AS _row, 0 AS _top_row, NULL AS _path, NULL AS record_type, NULL AS _origin, "
            "NULL AS field_name, 0 AS ordinal, NULL AS value WHERE FALSE"
        ]
        tops = ["SELECT 0 AS _row, NULL AS _artefact_id WHERE FALSE"]
    connection.execute(f"CREATE TEMP TABLE tops AS {' UNION ALL '.join(tops)}")
    everything = " UNION ALL ".join(parts)
    last = " UNION ALL ".join(
        f"SELECT max(_row) AS _row FROM vendor.{_identifier(name)}"  # noqa: S608 -- quoted
        for name in sorted(datasets)
    )
    rows = connection.execute(f"SELECT coalesce(max(_row), 0) + 1 FROM ({last or 'tops'})").fetchall()[0][0]  # noqa: S608
    statements = [
        f"""
        SELECT o._row, unnest(o._origin), NULL AS application, o.record_type, o._path AS record_path,
            t._artefact_id AS top_artefact_id, o.field_name, o.ordinal::INTEGER AS ordinal, o.value
        FROM ({everything}) o LEFT JOIN tops t ON t._row = o._top_row
        WHERE o._row BETWEEN {first} AND {first + _RANGE_ROWS - 1}
        """  # noqa: S608 -- quoted above
        for first in range(0, rows, _RANGE_ROWS)
    ]
    counts["other_fields"] = _fill(connection, "other_fields", statements, source, out)
    return {"seen": seen, "in_columns": used, "in_other_fields": counts["other_fields"]}


def _used_up(name: str, rules: Sequence[Reads]) -> str:
    """SQL condition under which a mapping uses up a field."""
    matching = [item.where or "TRUE" for item in rules if name in item.columns]
    return " OR ".join(f"({condition})" for condition in matching) or "FALSE"
