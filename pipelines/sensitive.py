"""What a person has named as sensitive or not relevant: kept out of every copy, and looked for in every bundle.

The sensitive schedule has a folder and a bundle of its own; nothing of it goes with anything else (CPS Disclosure
Manual, chapter 8).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import schemas
from disclosure import material_accounts, query, tables
from disclosure.errors import ReleaseRefusedError
from disclosure.hashing import sha256_json
from disclosure.redact import outgoing
from disclosure.relevance.search import MATERIAL_STATUS
from disclosure.schedule import decisions, leaks
from disclosure.schedule.items import Register, ScheduleItem
from disclosure.schedule.leaks import Telling
from disclosure.workspace import Workspace

_REGISTERS: Final = (("schedule", "schedules/register"), ("schedule-draft", "schedules/draft/register"))
"""Stages that leave a register, and where."""
_ITEMS: Final = "schedule_items.parquet"
_SHOWN: Final = 3


def digest(case: Workspace) -> str | None:
    """Digest of the decisions on what is sensitive or not relevant; none where there is none."""
    decided = decisions.load(case.root / decisions.FILE_NAME)
    entries = [entry.model_dump(mode="json") for entry in (*decided.sensitive, *decided.not_relevant)]
    return sha256_json(entries) if entries else None


def records(connection: duckdb.DuckDBPyConnection, case: Workspace) -> str | None:
    """SQL table expression of the records that leave in no copy (`artefact_id`); none where there are none.

    They are those that the decisions name as sensitive or not relevant and those that the latest register or draft has
    as such, with whatever repeats them.
    """
    decided = decisions.load(case.root / decisions.FILE_NAME)
    folder = _latest_register(case)
    items = _items(case, folder)
    accounts = case.root / folder / material_accounts.ACCOUNTS_FILE
    has_accounts = accounts in case.committed(folder)
    if not decided.sensitive and not decided.not_relevant and not has_accounts:
        return None
    status = case.root / "relevance/search" / MATERIAL_STATUS
    doubles = case.committed("duplicates")
    connection.register("no_accounts", schemas.table_schema("artefact_accounts").empty_table())
    connection.register("no_duplicates", schemas.table_schema("duplicates").empty_table())
    exports = [entry.details["source"]["sha256"] for entry in case.entries() if entry.stage == "ingest"]
    material_accounts.keep_back(
        connection,
        (
            query.scan([status]),
            query.scan([accounts]) if has_accounts else "no_accounts",
            material_accounts.repeats(connection, query.scan(doubles) if doubles else "no_duplicates", exports),
        ),
        {item.reference: item.item_number for item in items},
        decided,
    )
    return "kept_back"


def _latest_register(case: Workspace) -> str:
    """Folder of the register made last, be it of a submission or of a draft."""
    folders = dict(_REGISTERS)
    made = [folders[entry.stage] for entry in case.entries() if entry.stage in folders]
    return made[-1] if made else _REGISTERS[0][1]


def _items(case: Workspace, folder: str) -> list[ScheduleItem]:
    path = case.root / folder / _ITEMS
    if path not in case.committed(folder):
        return []
    return [ScheduleItem(**row) for row in tables.read([path], "schedule_items").to_pylist()]


def check_bundle(case: Workspace, folder: Path) -> None:
    """Search a bundle for what stands on the sensitive schedule alone, and for records that must not be served.

    Args:
        case: The case.
        folder: The bundle; not the one of the sensitive schedule itself.

    Raises:
        ReleaseRefusedError: Something was found; the message names the file and the sort, never what it is.
    """
    connection = query.connect()
    try:
        hidden = records(connection, case)
        ids: set[str] = set()
        if hidden:
            ids.update(connection.sql(f"SELECT artefact_id FROM {hidden}").to_arrow_table().column(0).to_pylist())  # noqa: S608 -- own names
    finally:
        connection.close()
    items = tuple(_items(case, "schedules/register"))
    told = leaks.telling(Register(items, 1, (), (), (), ()))
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".parquet" and ids and _holds(path, ids):
            found.append(f"{name} (records)")
        if told.numbers:
            found += [f"{name} ({sort})" for sort in sorted(_sorts(path, told) - _allowed(name))]
    if found:
        raise ReleaseRefusedError(
            "tells_of_sensitive_material",
            f"The bundle was not made: {len(found)} of its files hold what was named as sensitive or not relevant: "
            f"{', '.join(found[:_SHOWN])}.",
            "Run redact again, so that the copies leave such records out; correct words in decisions.toml.",
        )


def _sorts(path: Path, told: Telling) -> set[str]:
    """Which sorts of leak a file holds; what cannot be searched has been judged by the residual scan before."""
    try:
        return {sort for _, text in outgoing.read(path) for sort in told.found_in(text)}
    except outgoing.UnsearchableError:
        return set()


def _allowed(name: str) -> set[str]:
    """What a file may say.

    The disclosure officer's report gives numbers of sensitive items to the prosecutor. In messages that are
    served, `S1` can be anything, and a person of the sensitive schedule can be named by somebody else.
    """
    if not name.startswith("schedules/"):
        return {"number", "name"}
    return {"number"} if "MG6E" in name.split() else set()


def _holds(path: Path, ids: set[str]) -> bool:
    """Whether a served table holds a sensitive record or anything that belongs to one."""
    file = pq.ParquetFile(path)
    columns = [name for name in file.schema_arrow.names if name == "artefact_id" or name in _PARENTS]
    wanted = pa.array(sorted(ids), pa.string())
    return any(
        pc.any(pc.is_in(column, value_set=wanted)).as_py()
        for batch in file.iter_batches(columns=columns)
        for column in batch.columns
    )


_PARENTS: Final = ("message_id", "parent_id", "call_id")
