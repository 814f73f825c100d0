"""Redact: what the search selected, in the form in which an audience may have it.

The rows that leave are cut into parts of fixed size; each part is redacted on its own, in this process or on
Dask workers, with the same result.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from disclosure import __version__, case_people, ledger, query, served_workbook, stages, workspace
from disclosure.redact import policy, selection, serve
from disclosure.redact.analyse import Analyser
from disclosure.redact.serve import Settings
from disclosure.relevance.search import MATERIAL_STATUS, WITHHELD_QUOTES
from disclosure.workspace import Workspace
from pipelines import cluster, people, search, sensitive
from pipelines.reporting import Reporter

STAGE = stages.REDACT.name


def run(
    case: Workspace,
    audience: str,
    *,
    at: datetime,
    workers: int,
    scheduler: str | None = None,
    report: Reporter,
) -> dict[str, Any]:
    """Make the served copies for one audience.

    Args:
        case: The case.
        audience: cps or defence.
        at: Time of the commit, and of creation in the workbooks.
        workers: Processes to use.
        scheduler: Address of a Dask scheduler instead.
        report: Where to report.

    Returns:
        Rows served by table, replacements by category, texts withheld, attachments withheld.

    Raises:
        UsageError: The search has not been run, or no longer fits the case.
        CaseFileError: An override of the policy is not valid.
    """
    rules = policy.effective(case.definition, audience)
    with workspace.locked(case):
        stages.SEARCH.current(case)
        who = people.run(case, at=at)
        fingerprint = stages.REDACT.fingerprint(case)
        latest = ledger.latest(case.entries(), STAGE, audience=audience)
        hidden = sensitive.digest(case)
        is_current = latest is not None and (
            latest.details["inputs"],
            latest.details["version"],
            latest.details.get("sensitive"),
        ) == (fingerprint, __version__, hidden)
        if latest is not None and is_current:
            return {**latest.details["result"], "unchanged": True}
        known = case_people.known_people(case)
        settings = Settings(known, rules, case.definition.case.region, _owner_roles(case))
        with workspace.staging(case, STAGE) as folder:
            out = folder / audience
            result = _redact(case, settings, folder / "unredacted", out, workers, scheduler, report)
            result |= {"people": who["persons"], "workbooks": served_workbook.write(out / "served", at)}
            _describe(out, audience, settings, result)
            details = {
                "audience": audience,
                "inputs": fingerprint,
                "version": __version__,
                "sensitive": hidden,
                "policy": rules,
                "recognisers": Analyser(settings.people, region=settings.region).describe(),
                "result": result,
            }
            workspace.commit_folder(case, STAGE, {f"redacted/{audience}": out}, details, at)
    return {**result, "folder": f"redacted/{audience}", "unchanged": False}


def _redact(
    case: Workspace,
    settings: Settings,
    unredacted: Path,
    out: Path,
    workers: int,
    scheduler: str | None,
    report: Reporter,
) -> dict[str, Any]:
    connection = query.connect()
    query.attach_tables(connection, case)
    searched = case.root / search.FOLDER
    selection.prepare(
        connection,
        query.scan([searched / MATERIAL_STATUS]),
        query.scan([searched / WITHHELD_QUOTES]),
        sensitive.records(connection, case),
    )
    settings = replace(settings, participants=case_people.participants(connection, case))
    arguments = []
    for table in selection.served_tables():
        for number, part in enumerate(selection.write_parts(connection, table, unredacted)):
            served = out / "served" / table / f"{number:05d}.parquet"
            log = out / "log" / f"{table}-{number:05d}.parquet"
            arguments.append((table, part, served, log, settings))
    connection.close()
    (out / "served").mkdir(parents=True, exist_ok=True)
    with report.task("redacting", len(arguments), "parts") as task:
        counts = cluster.compute(
            serve.redact_part, arguments, workers=workers, scheduler=scheduler, advance=lambda _: task.advance()
        )
    rows: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    for (table, *_), count in zip(arguments, counts, strict=True):
        rows[table] += count["rows"]
        categories.update(count["categories"])
    return {
        "rows": dict(rows),
        "replacements": dict(sorted(categories.items())),
        "texts_withheld": sum(count["withheld"] for count in counts),
        "attachments_withheld": rows["attachments"],
    }


def _describe(out: Path, audience: str, settings: Settings, result: dict[str, Any]) -> None:
    """What the recipient is told of how the copies were made."""
    content = {"audience": audience, "policy": settings.policy, "replacements": result["replacements"]}
    (out / "policy.json").write_text(
        json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8", newline="\n"
    )


def _owner_roles(case: Workspace) -> dict[str, str]:
    roles = {}
    for exhibit in case.definition.exhibit:
        owner = case.definition.party_by_id(exhibit.owner) if exhibit.owner else None
        if owner:
            roles[exhibit.ref] = str(owner.role)
    return roles
