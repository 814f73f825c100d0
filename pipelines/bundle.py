"""Bundle: gather, search once more for what must not leave, seal."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from disclosure import bundle, case_people, served_pdf, stages, tables, workspace
from disclosure.case_file import AUDIENCES
from disclosure.errors import ReleaseRefusedError
from disclosure.hashing import sha256_file
from disclosure.material_accounts import ACCOUNTS_FILE
from disclosure.redact import attachments, person_decisions
from disclosure.redact.residual import Finding, Scanner
from disclosure.served_pdf import Heading
from disclosure.workspace import Workspace
from pipelines import redact, sensitive
from pipelines.reporting import Reporter

STAGE = stages.BUNDLE.name
_SHOWN = 20


def run(case: Workspace, audience: str, *, at: datetime, report: Reporter) -> dict[str, Any]:
    """Make a bundle for one audience, or of the sensitive schedule alone (`bundle.SENSITIVE`).

    Returns:
        Where it lies, its number of files, the forms searched for, and the digest of its manifest.

    Raises:
        UsageError: A stage it is made from has not been run or no longer fits the case.
        ReleaseRefusedError: Something that identifies a protected person stands in a file of it, or something that
            tells of sensitive material.
    """
    with workspace.locked(case):
        is_sensitive = audience == bundle.SENSITIVE
        redacted = None if is_sensitive else stages.REDACT.current(case, audience=audience)
        scheduled = stages.SCHEDULE.current(case)
        earlier = [entry for entry in case.entries() if entry.stage == STAGE and entry.details["audience"] == audience]
        made_from = {"redact": redacted.hash if redacted else None, "schedule": scheduled.hash}
        if earlier and earlier[-1].details["made_from"] == made_from:
            return {**earlier[-1].details["result"], "unchanged": True}
        submission = int(scheduled.details["submission"])
        name = f"bundles/{audience}-{len(earlier) + 1}"
        with workspace.staging(case, STAGE) as folder:
            out = folder / "bundle"
            copies = case.root / f"redacted/{audience}" if redacted else None
            bundle.gather(out, audience, case.root / f"schedules/{submission}", copies)
            if copies is not None:
                served_pdf.write(out / "served", _heading(case, audience), _item_numbers(case), at)
            manifest = bundle.seal(
                out,
                audience=audience,
                urn=case.definition.case.urn,
                submission=submission,
                entries=case.entries(),
                at=at,
            )
            searched = _scan(case, out, audience, report)
            to_look_at = redacted.details["result"].get("jigsaw") if redacted else None
            if to_look_at:
                redact.announce(to_look_at, audience, report)
            if not is_sensitive:
                sensitive.check_bundle(case, out)
            result = {
                "folder": name,
                "submission": submission,
                "files": sum(1 for path in out.rglob("*") if path.is_file()),
                "patterns_searched": searched,
                "jigsaw_records": to_look_at["records"] if to_look_at else 0,
                "manifest_sha256": manifest,
            }
            details = {
                "audience": audience,
                "inputs": stages.BUNDLE.fingerprint(case),
                "made_from": made_from,
                "result": result,
            }
            workspace.commit_folder(case, STAGE, {name: out}, details, at)
    return {**result, "unchanged": False}


def _heading(case: Workspace, audience: str) -> Heading:
    charged = [party for name in case.definition.case.defendants if (party := case.definition.party_by_id(name))]
    return Heading(case.definition.case.urn, [party.names[0] for party in charged if party.names], audience)


def _item_numbers(case: Workspace) -> pa.Table:
    """The item of the non-sensitive schedule that counts each message."""
    files = [path for path in case.committed("schedules/register") if path.name == ACCOUNTS_FILE]
    accounts = tables.read(files, "artefact_accounts", ["artefact_id", "artefact_table", "item_number", "is_sensitive"])
    is_message = pc.equal(accounts["artefact_table"], "messages")
    is_sensitive = pc.fill_null(accounts["is_sensitive"], False)
    return accounts.filter(pc.and_not(is_message, is_sensitive)).select(["artefact_id", "item_number"])


def _scan(case: Workspace, folder: Path, audience: str, report: Reporter) -> int:
    """Search every file for every identifier of the protected parties; returns the number of patterns."""
    scanner = Scanner(case_people.protected(case))
    with report.task("searching the bundle for protected persons", None, "files"):
        findings = [found for found in scanner.folder(folder) if not _is_reviewed(case, folder, audience, found)]
    if findings:
        files = len({finding.path for finding in findings})
        for finding in findings[:_SHOWN]:
            report.line(f"  {_told(finding)}")
        if len(findings) > _SHOWN:
            report.line(f"  and {len(findings) - _SHOWN} more")
        raise ReleaseRefusedError(
            "protected_person_found",
            f"The bundle was not made: {len(findings)} findings in {files} of its files identify a protected "
            f"person or cannot be searched. First: {_told(findings[0])}.",
            "Complete that person's entry in case.toml or correct the policy, then redact again.",
        )
    return scanner.forms


def _is_reviewed(case: Workspace, folder: Path, audience: str, finding: Finding) -> bool:
    """Whether what cannot be searched is an attachment that a person looked at and released, unaltered."""
    path = Path(finding.path)
    if finding.kind != "unsearchable" or path.parts[:-1] != ("served", attachments.FOLDER) or audience not in AUDIENCES:
        return False
    released = person_decisions.load(case.root, audience, [party.id for party in case.definition.party]).attachments
    release = released.get(path.stem)
    return release is not None and sha256_file(folder / path) == release.sha256


def _told(finding: Finding) -> str:
    where = f"{finding.path} ({finding.place})" if finding.place else finding.path
    if finding.kind == "unsearchable":
        return f"{where}: cannot be searched: {finding.reason}"
    return f"{where}: {finding.kind} of party '{finding.party_id}', {finding.count} times"
