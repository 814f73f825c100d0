"""Redact: what the search selected, in the form in which an audience may have it.

The rows that leave are cut into parts of fixed size; each part is redacted on its own, in this process or on
Dask workers, with the same result.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from disclosure import __version__, case_people, ledger, query, served_workbook, stages, tables, workspace
from disclosure.redact import attachments, jigsaw, person_decisions, policy, selection, serve
from disclosure.redact.analyse import Analyser
from disclosure.redact.deciding import Person
from disclosure.redact.person_decisions import AttachmentRelease, Decided
from disclosure.redact.serve import Settings
from disclosure.relevance.search import MATERIAL_STATUS, WITHHELD_QUOTES
from disclosure.workspace import Workspace
from pipelines import cluster, people, search, sensitive
from pipelines.reporting import Reporter
from schemas.fields import sensitivity

STAGE = stages.REDACT.name
JIGSAW: Final = "jigsaw"
"""Folder of the jigsaw report beside the served copies; no bundle is gathered from it."""


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
        audience: cps, defence or court.
        at: Time of the commit, and of creation in the workbooks.
        workers: Processes to use.
        scheduler: Address of a Dask scheduler instead.
        report: Where to report.

    Returns:
        Rows served by table, replacements by category, texts withheld, attachments withheld.

    Raises:
        UsageError: The search has not been run, or no longer fits the case.
        CaseFileError: An override of the policy is not valid.
        InputError: `corrections.toml` or `reviews.toml` is not valid, or a released attachment is not as reviewed.
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
        decided = person_decisions.load(case.root, audience, [party.id for party in case.definition.party])
        settings = Settings(
            known,
            rules,
            case.definition.case.region,
            _owner_roles(case),
            decisions=decided.parts,
            parties={p.party_id: Person(p.pseudonym, p.role) for p in known if p.party_id},
            policy_lines={
                role: {key: line.id for key, line in lines.items()}
                for role, lines in policy.effective_lines(case.definition, audience).items()
            },
        )
        with workspace.staging(case, STAGE) as folder:
            out = folder / audience
            settings, arguments = _cut(case, settings, folder / "unredacted", out)
            result = _redact(arguments, out, workers, scheduler, report)
            result |= _attachments(case, folder / "unredacted", out / "served", decided.attachments)
            result["decisions_without_effect"] = _without_effect(folder / "unredacted", out, decided)
            result |= {"people": who["persons"], "workbooks": served_workbook.write(out / "served", at)}
            result["jigsaw"] = _jigsaw(case, out, settings)
            _describe(case, out, audience, result)
            result["under_review"] = _under_review(out)
            announce(result["jigsaw"], audience, report)
            for entry in result["decisions_without_effect"]:
                report.line(f"{entry}: concerns nothing that is served to {audience}; check its id, column and place")
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


Part = tuple[str, Path, Path, Path, Settings]
"""Arguments of `serve.redact_part`."""


def _cut(case: Workspace, settings: Settings, unredacted: Path, out: Path) -> tuple[Settings, list[Part]]:
    """Choose the rows that leave and cut them into parts; the settings with who takes part in what."""
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
    return settings, arguments


def _redact(arguments: list[Part], out: Path, workers: int, scheduler: str | None, report: Reporter) -> dict[str, Any]:
    """Redact every part."""
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
    }


def _attachments(
    case: Workspace, unredacted: Path, served: Path, released: Mapping[str, AttachmentRelease]
) -> dict[str, int]:
    """Copy the attachments that a person released; list all."""
    files = sorted((unredacted / "attachments").glob("*.parquet"))
    columns = ["artefact_id", "parent_id", "content_type", "file_name", "status"]
    rows = tables.read(files, "attachments").select(columns).to_pylist() if files else []
    return attachments.serve(case.root, served, rows, released)


def _without_effect(unredacted: Path, out: Path, decided: Decided) -> list[str]:
    """Entries of corrections and reviews that found nothing to act on."""
    acted_on: set[str] = set()
    for path in sorted((out / "log").glob("*.parquet")):
        acted_on.update(
            tables.read([path], "redaction_log", ["decision_ref"]).column("decision_ref").unique().to_pylist()
        )
    files = sorted((unredacted / "attachments").glob("*.parquet"))
    attached = tables.read(files, "attachments", ["artefact_id"]).column("artefact_id").to_pylist() if files else []
    return decided.without_effect(acted_on, attached)


def _jigsaw(case: Workspace, out: Path, settings: Settings) -> dict[str, Any]:
    """List the served records that may identify a protected person by what they combine; counts for the ledger."""
    people_ = case_people.protected(case)
    found: list[dict[str, Any]] = []
    for table in selection.served_tables():
        texts = [column.name for column in serve.served_schema(table) if sensitivity(column) == "text"]
        for path in sorted((out / "served" / table).glob("*.parquet")):
            for row in jigsaw.find(tables.read_served(path), texts, people_, settings.participants):
                found.append({**row, "artefact_table": table})
    rows = jigsaw.listed(found)
    tables.write_rows(out / JIGSAW / "records.parquet", "jigsaw", rows)
    parties = Counter(str(row["party_id"]) for row in rows)
    return {"records": len({row["artefact_id"] for row in rows}), "parties": dict(sorted(parties.items()))}


def announce(found: Mapping[str, Any], audience: str, report: Reporter) -> None:
    """Say on screen how many records a person should look at."""
    if found["records"]:
        report.line(
            f"{found['records']:,} records combine place, time, school, work or relation of a protected person: "
            f"look at redacted/{audience}/{JIGSAW}/records.parquet before they leave"
        )


def _under_review(out: Path) -> int:
    """Write what the policy withholds for review as entries to complete; returns how many there are."""
    logs = sorted((out / "log").glob("*.parquet"))
    entries = [
        row
        for row in (tables.read(logs, "redaction_log").to_pylist() if logs else ())
        if row["action"] == policy.REVIEW
    ]
    (out / "to_review.toml").write_text(person_decisions.stubs(entries), encoding="utf-8", newline="\n")
    return len(entries)


def _describe(case: Workspace, out: Path, audience: str, result: dict[str, Any]) -> None:
    """What the recipient is told of how the copies were made: every line of the policy with its source."""
    content = {
        "audience": audience,
        "policy": policy.described(case.definition, audience),
        "replacements": result["replacements"],
    }
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
