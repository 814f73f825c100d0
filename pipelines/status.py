"""Status: exhibits, tables with counts and time span, stages done, and what is stale.

Answers from the ledger and from Parquet footers alone, so that it is quick on any case.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pyarrow.parquet as pq

import schemas
from disclosure import ledger, stages
from disclosure.workspace import Workspace

_TIME_SUFFIX: Final = "_at"


def run(case: Workspace) -> dict[str, Any]:
    """The state of a case as plain values."""
    entries = case.entries()
    exhibits = []
    for exhibit in case.definition.exhibit:
        sources = [
            entry.details["source"]["name"]
            for entry in entries
            if entry.stage == "ingest" and entry.details["exhibit_ref"] == exhibit.ref
        ]
        exhibits.append({"exhibit_ref": exhibit.ref, "kind": exhibit.kind, "exports": len(sources)})
    return {
        "urn": case.definition.case.urn,
        "exhibits": exhibits,
        "tables": [_table(case, name) for name in schemas.ARTEFACTS if case.table_files(name)],
        "duplicates": _duplicates(entries),
        "stages": [_stage(case, entries, stage) for stage in stages.STAGES],
        "ledger_entries": len(entries),
        "ledger_head": ledger.head(entries),
    }


def _duplicates(entries: tuple[ledger.Entry, ...]) -> dict[str, Any]:
    """Groups of artefacts that say the same, by table, as last counted."""
    entry = ledger.latest(entries, stages.DUPLICATES.name)
    return dict(entry.details["groups"]) if entry is not None else {}


def _table(case: Workspace, name: str) -> dict[str, Any]:
    """Rows of a table, and the span of its first time column, from footers."""
    time_column = next((column for column in schemas.table_schema(name).names if column.endswith(_TIME_SUFFIX)), None)
    rows = 0
    # Microseconds as they stand in the footer: pyarrow would load pandas to make times of them.
    instants: list[int] = []
    for path in case.table_files(name):
        footer = pq.read_metadata(path)
        rows += footer.num_rows
        if time_column is None:
            continue
        index = footer.schema.to_arrow_schema().get_field_index(time_column)
        for group in range(footer.num_row_groups):
            column = _leaf(footer.row_group(group), time_column, index)
            if column is not None and column.statistics is not None and column.statistics.has_min_max:
                instants += [column.statistics.min_raw, column.statistics.max_raw]
    return {
        "table": name,
        "rows": rows,
        "time_column": time_column if instants else None,
        "first": _iso(min(instants)) if instants else None,
        "last": _iso(max(instants)) if instants else None,
    }


def _iso(microseconds: int) -> str:
    """Microseconds since 1970 as an ISO 8601 time in UTC."""
    return (datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)).isoformat()


def _leaf(group: Any, name: str, index: int) -> Any:  # noqa: ANN401 -- pyarrow ships no types
    """The column chunk of a flat column; nested columns shift the numbering, so it is looked up by path."""
    for position in range(index, group.num_columns):
        if group.column(position).path_in_schema == name:
            return group.column(position)
    return None


def _stage(case: Workspace, entries: tuple[ledger.Entry, ...], stage: stages.Stage) -> dict[str, Any]:
    latest = [(key, ledger.latest(entries, stage.name, **key)) for key in (stage.variants or ({},))]
    done = [(key, entry) for key, entry in latest if entry is not None]
    stale = [
        " ".join(key.values()) or stage.name
        for key, entry in done
        if stage.name != "ingest" and stage.is_stale(case, entry)
    ]
    return {
        "stage": stage.name,
        "done": bool(done),
        "at": max((entry.at for _, entry in done), default=None),
        "variants": [" ".join(key.values()) for key, _ in done if key],
        "stale": stale,
    }
