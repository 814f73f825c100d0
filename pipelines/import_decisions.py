"""Import decisions: what the prosecutor entered on a returned schedule, matched, recorded, and what follows from it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from disclosure import ledger, stages, tables, workspace
from disclosure.documents import returned, schedule_json
from disclosure.errors import InputError, UsageError, VerificationError
from disclosure.hashing import sha256_file
from disclosure.schedule import endorsements, numbering
from disclosure.schedule.endorsements import Head, Issue, Matched, Standing
from disclosure.workspace import Workspace
from pipelines import schedule_documents
from pipelines.reporting import Reporter

STAGE: Final = "import-decisions"
FOLDER: Final = "decisions/cps"
DECISIONS_FILE: Final = "cps_decisions.parquet"
OUTCOME_FILE: Final = "outcome.json"
_FORMS: Final = ("MG6C", "MG6D")
_SHOWN: Final = 5


def run(
    case: Workspace, path: Path, *, by: str, on: date | None = None, at: datetime, report: Reporter
) -> dict[str, Any]:
    """Take over what a returned schedule says.

    Lines that fit are recorded, others refused with place and reason; nothing recorded before is changed.

    Args:
        case: The case.
        path: The marked schedule.
        by: Who decided.
        on: Day of the decision, if it is known.
        at: Time of the import.
        report: Where to report.

    Returns:
        Number of the import, decisions by code, what is undecided, what was refused and why, what changed, where
        police and CPS disagree, what must now be disclosed, the files made, and whether the file had been imported
        before.

    Raises:
        UsageError: No schedule has been issued, or nobody is named.
        InputError: The file cannot be read, is of another case, or no line of it fits.
        VerificationError: A schedule of the case is not as it was issued.
    """
    if not by.strip():
        raise UsageError("nobody_named", "It is not said who decided.", "Name the prosecutor: --by NAME")
    with workspace.locked(case), report.task("reading decisions", None, "lines"):
        source = sha256_file(path) if path.is_file() else ""
        entries = [entry for entry in case.entries() if entry.stage == STAGE]
        for entry in entries:
            if (entry.details["source"]["sha256"], entry.details["by"]) == (source, by):
                return {**entry.details["result"], "unchanged": True}
        issued, head = _issued(case, at)
        marked = returned.read(path)
        _check_case(path, marked.text, case.definition.case.urn)
        register = _register(case)
        withdrawn = frozenset(row["item_number"] for row in register if row["quantity"] == 0)
        matched = endorsements.match(marked.lines, issued, withdrawn)
        if not matched.decisions:
            _refuse(path, matched)
        number = len(entries) + 1
        folder = f"{FOLDER}/{number}"
        with workspace.staging(case, STAGE) as staging:
            out = staging / "import"
            out.mkdir()
            shutil.copyfile(path, out / f"returned{path.suffix.lower()}")
            rows = _rows(matched, by, on, number, source)
            tables.write_rows(out / DECISIONS_FILE, "cps_decisions", rows)
            before = _history(case)
            outcome, form = _outcome(matched, register, issued, before, rows, head, number)
            schedule_json.write_json(out / OUTCOME_FILE, outcome)
            files = schedule_documents.write(out, [form], at, schedule_documents.own_templates(case.root, None))
            listed = [f"{folder}/{name}" for name in (DECISIONS_FILE, OUTCOME_FILE, *files)]
            result = {"import_number": number, **outcome, "files": listed}
            details = {
                "source": {"name": path.name, "sha256": source, "bytes": path.stat().st_size},
                "by": by,
                "on": on.isoformat() if on else None,
                "result": result,
            }
            workspace.commit_folder(case, STAGE, {folder: out}, details, at)
    return {**result, "unchanged": False}


def _issued(case: Workspace, at: datetime) -> tuple[list[Issue], Head]:
    """All words ever issued, and what stands at the head of the latest schedule.

    Raises:
        UsageError: Nothing has been issued.
        VerificationError: A file is not as it was issued.
    """
    issues: dict[tuple[str, str], Issue] = {}
    header: dict[str, str] = {}
    submission = 0
    for name, digest in sorted(workspace.current_outputs(case.entries()).items()):
        parts = name.split("/")
        is_form = parts[0] == "schedules" and parts[1].isdigit() and name.endswith(".json")
        if not is_form or not any(form in parts[-1].split() for form in _FORMS):
            continue
        if not (case.root / name).is_file() or sha256_file(case.root / name) != digest:
            raise VerificationError(
                "schedule_altered",
                f"{name} is not as it was issued; decisions cannot be matched to it.",
                f"Restore it from a copy; see: disclosure verify {case.root}",
            )
        form = json.loads((case.root / name).read_text(encoding="utf-8"))
        if form.get("form") not in _FORMS:
            continue
        if form["submission"] >= submission and form["form"] == _FORMS[0]:
            header, submission = form["header"], form["submission"]
        for item in form["items"]:
            key = (item["item"], item["reference"])
            if key not in issues or issues[key].submission < form["submission"]:
                location = item.get("location") or "As stated on the sensitive schedule"
                issues[key] = Issue(*key, item.get("title", ""), item["description"], location, int(form["submission"]))
    if not submission:
        raise UsageError(
            f"{stages.SCHEDULE.name}_first",
            "No schedule of this case has been issued.",
            f"Run first: disclosure schedule {case.root}",
        )
    head = Head(tuple(header.items()), case.definition.case.urn, submission, at.date(), ledger.head(case.entries()))
    return list(issues.values()), head


def _check_case(path: Path, text: str, urn: str) -> None:
    """Refuse a schedule that does not state the reference number of the case."""

    def plain(words: str) -> str:
        return "".join(words.split()).casefold()

    if plain(urn) not in plain(text):
        raise InputError(
            "another_case",
            f"{path.name} does not state the reference number of this case, {urn}.",
            "Check that it is the schedule of this case; the reference number must stand in it as issued.",
        )


def _refuse(path: Path, matched: Matched) -> None:
    """Stop when nothing can be recorded."""
    if not matched.refusals:
        raise InputError(
            "nothing_entered",
            f"{path.name}: nothing is entered in the prosecutor's columns of its {len(matched.undecided):,} items.",
            "Give the copy that the prosecutor marked.",
        )
    shown = "; ".join(f"{refusal.place}: {refusal.reason}" for refusal in matched.refusals[:_SHOWN])
    more = len(matched.refusals) - _SHOWN
    raise InputError(
        "nothing_fits",
        f"{path.name}: no decision was taken over. {shown}{f'; and {more:,} more' if more > 0 else ''}.",
        "Give the marked copy of a schedule of this case, its descriptions as issued.",
    )


def _register(case: Workspace) -> list[dict[str, Any]]:
    """The items as they now are, without their artefacts."""
    files = [path for path in case.committed("schedules/register") if path.name == "schedule_items.parquet"]
    columns = ["item_number", "title", "description", "quantity", "undermines_or_assists", "is_sensitive"]
    rows: list[dict[str, Any]] = pq.ParquetFile(files[0]).read(columns=columns).to_pylist() if files else []
    return rows


def _history(case: Workspace) -> list[dict[str, Any]]:
    """Every decision imported so far, in the order of import."""
    files = [path for path in case.committed(FOLDER) if path.name == DECISIONS_FILE]
    rows: list[dict[str, Any]] = tables.read(files, "cps_decisions").to_pylist()
    return sorted(rows, key=lambda row: row["import_number"])


def _rows(matched: Matched, by: str, on: date | None, number: int, source: str) -> list[dict[str, Any]]:
    return [
        {
            "item_number": decision.issue.number,
            "is_sensitive": numbering.parse(decision.issue.number).is_sensitive,
            "digest": decision.issue.digest,
            "submission": decision.issue.submission,
            "code": decision.code,
            "is_agreed_sensitive": decision.agrees_sensitive,
            "is_for_court_application": decision.court_application,
            "comment": decision.comment or None,
            "decided_by": by,
            "decided_on": on,
            "import_number": number,
            "source_sha256": source,
            "place": decision.place,
        }
        for decision in matched.decisions
    ]


def _outcome(
    matched: Matched,
    register: Sequence[Mapping[str, Any]],
    issued: Sequence[Issue],
    before: Sequence[Mapping[str, Any]],
    rows: Sequence[Mapping[str, Any]],
    head: Head,
    number: int,
) -> tuple[dict[str, Any], Any]:
    """What an import leads to, police-side, and the list of what must now be disclosed."""
    current = _current(issued)
    old = {row["item_number"]: row for row in before if row["code"]}
    latest = old | {row["item_number"]: row for row in rows if row["code"]}
    live = [row for row in register if row["quantity"] > 0]
    served = [row["item_number"] for row in live if not row["is_sensitive"]]
    standing = [
        Standing(
            item,
            latest[item]["code"],
            latest[item]["comment"] or "",
            latest[item]["decided_by"],
            latest[item]["decided_on"],
            latest[item]["submission"],
            latest[item]["import_number"],
            worded_anew=latest[item]["digest"] != current[item].digest,
        )
        for item in sorted(set(served) & latest.keys(), key=numbering.parse)
    ]
    passes = {row["item_number"] for row in live if row["undermines_or_assists"]}
    sensitive = {row["item_number"]: row for row in [*before, *rows] if row["is_agreed_sensitive"] is not None}
    undecided = [item for item in served if item not in latest]
    form = endorsements.to_disclose(standing, current, head, number, len(undecided))
    outcome = {
        "decisions": len(rows),
        "codes": {code: sum(row["code"] == code for row in rows) for code in endorsements.CODES},
        "refused": [asdict(refusal) for refusal in matched.refusals],
        "changed": [
            {"item": row["item_number"], "from": old[row["item_number"]]["code"], "to": row["code"]}
            for row in rows
            if row["code"] and row["item_number"] in old and old[row["item_number"]]["code"] != row["code"]
        ],
        "disagreements": [
            {
                "item": decision.number,
                "police": "Passes disclosure test" if decision.number in passes else "Does not pass disclosure test",
                "cps": decision.code,
            }
            for decision in standing
            if endorsements.disagrees(decision.number in passes, decision.code)
        ],
        "sensitivity_not_agreed": sorted(
            (item for item, row in sensitive.items() if row["is_agreed_sensitive"] is False), key=numbering.parse
        ),
        "court_applications": sorted(
            (row["item_number"] for row in rows if row["is_for_court_application"]), key=numbering.parse
        ),
        "to_disclose": [row.cells[0] for row in form.rows],
        "ask_again": [decision.number for decision in standing if decision.worded_anew],
        "undecided": len(undecided),
    }
    return outcome, form


def _current(issued: Sequence[Issue]) -> dict[str, Issue]:
    """The words of every item now."""
    current: dict[str, Issue] = {}
    for issue in issued:
        if issue.number not in current or issue.submission > current[issue.number].submission:
            current[issue.number] = issue
    return current
