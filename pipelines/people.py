"""Who is who: works out persons and pseudonyms and records them, when what they come from has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from disclosure import case_people, ledger, stages, tables, workspace
from disclosure.identities import register
from disclosure.workspace import Workspace

STAGE = stages.IDENTITIES.name
FOLDER: Final = "identities"


def run(case: Workspace, *, at: datetime) -> dict[str, Any]:
    """Bring the table `persons` and the register of pseudonyms up to date; the caller holds the lock.

    Returns:
        Counts of persons by role, of identifiers, of joins, conflicts and proposals, and of links left out because
        they would have made two parties one person.
    """
    latest = ledger.latest(case.entries(), STAGE)
    if latest is not None and not stages.IDENTITIES.is_stale(case, latest):
        return {**latest.details["result"], "unchanged": True}
    found = case_people.work_out(case)
    roles: dict[str, set[str]] = {}
    for row in found.rows:
        roles.setdefault(row["role"], set()).add(row["pseudonym"])
    result = {
        "persons": {role: len(pseudonyms) for role, pseudonyms in sorted(roles.items())},
        "identifiers": len(found.rows),
        "links_left_out": found.conflicts,
        "joins": sum(row["outcome"] == "joined" for row in found.links),
        "conflicts": dict(sorted(Counter(row["conflict"] for row in found.contradictions).items())),
        "proposals": sum(row["outcome"] == "proposed" for row in found.links),
    }
    with workspace.staging(case, STAGE) as folder:
        staged = folder / "identities"
        staged.mkdir()
        register.write(staged / "register.jsonl", found.register)
        tables.write_rows(staged / "persons.parquet", "persons", found.rows)
        tables.write_rows(staged / "person_links.parquet", "person_links", found.links)
        tables.write_rows(staged / "person_conflicts.parquet", "person_conflicts", found.contradictions)
        details = {"inputs": stages.IDENTITIES.fingerprint(case), "result": result}
        workspace.commit_folder(case, STAGE, {"identities": staged}, details, at)
    return {**result, "unchanged": False}


def show(case: Workspace, *, at: datetime, values: bool, who: str) -> dict[str, Any]:
    """Who is who as it stands, brought up to date first.

    Args:
        case: The case.
        at: Time of the commit.
        values: Show names and identifiers too; recorded in the ledger with who asked.
        who: Who asked.

    Returns:
        Persons with their identifiers counted, conflicts and proposals; values only where asked for.
    """
    with workspace.locked(case):
        result = run(case, at=at)
        if values:
            ledger.append(case.ledger_path, "people_shown", {"who": who, "persons": result["persons"]}, at)
    rows = {name: _rows(case, name) for name in ("persons", "person_links", "person_conflicts")}
    persons: dict[str, dict[str, Any]] = {}
    for row in rows["persons"]:
        person = persons.setdefault(
            row["pseudonym"], {"pseudonym": row["pseudonym"], "role": row["role"], "party": row["party_id"]}
        )
        if values:
            person.setdefault(row["kind"], []).append(row["raw_value"])
        else:
            person[row["kind"]] = person.get(row["kind"], 0) + 1
    for row in rows["person_links"]:
        if row["outcome"] == "joined":
            for pseudonym in {row["pseudonym"], row["other_pseudonym"]} & persons.keys():
                reasons = persons[pseudonym].setdefault("joined_by", {})
                reasons[row["rule"]] = reasons.get(row["rule"], 0) + 1
    proposed = [row for row in rows["person_links"] if row["outcome"] == "proposed"]
    return {
        "persons": list(persons.values()),
        "conflicts": [_without(row, () if values else ("value", "names")) for row in rows["person_conflicts"]],
        "proposals": [
            _without(row, () if values else ("value", "other_value"), "outcome", "exhibit_ref", "artefact_id")
            for row in proposed
        ],
    }


def _rows(case: Workspace, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tables.read([case.root / FOLDER / f"{table}.parquet"], table).to_pylist()
    return rows


def _without(row: Mapping[str, Any], names: Sequence[str], *more: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in (*names, *more)}
