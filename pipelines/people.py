"""Who is who: works out persons and pseudonyms and records them, when what they come from has changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from disclosure import case_people, ledger, stages, tables, workspace
from disclosure.identities import register
from disclosure.workspace import Workspace

STAGE = stages.IDENTITIES.name


def run(case: Workspace, *, at: datetime) -> dict[str, Any]:
    """Bring the table `persons` and the register of pseudonyms up to date; the caller holds the lock.

    Returns:
        Counts of persons by role, of identifiers, and of links left out because they would have made two
        parties one person.
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
    }
    with workspace.staging(case, STAGE) as folder:
        staged = folder / "identities"
        staged.mkdir()
        register.write(staged / "register.jsonl", found.register)
        tables.write_rows(staged / "persons.parquet", "persons", found.rows)
        details = {"inputs": stages.IDENTITIES.fingerprint(case), "result": result}
        workspace.commit_folder(case, STAGE, {"identities": staged}, details, at)
    return {**result, "unchanged": False}
