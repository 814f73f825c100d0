"""Search: scope, privilege and lines of enquiry applied to everything that can become material."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from disclosure import ledger, query, stages, workspace
from disclosure.relevance import search
from disclosure.workspace import Workspace
from pipelines.reporting import Reporter

STAGE: Final = stages.SEARCH.name
FOLDER: Final = "relevance/search"


def run(case: Workspace, *, at: datetime, report: Reporter) -> dict[str, Any]:
    """Mark every artefact as privileged, out of scope, responsive, context or not responsive.

    Args:
        case: The case.
        at: Time of the commit.
        report: Where to report.

    Returns:
        Counts by status, by reason for withholding, and by line of enquiry; terms and contacts by number.

    Raises:
        CaseFileError: A search term is not one.
        UsageError: Another command is at work on the case.
    """
    with workspace.locked(case):
        latest = ledger.latest(case.entries(), STAGE)
        if latest is not None and not stages.SEARCH.is_stale(case, latest):
            return {**latest.details["result"], "unchanged": True}
        inputs = stages.SEARCH.fingerprint(case)
        with workspace.staging(case, STAGE) as folder, report.task("searching", None, "steps") as task:
            staged = folder / "result"
            staged.mkdir()
            connection = query.connect(temporary=folder / "spill")
            try:
                query.attach_tables(connection, case)
                search.run(connection, case.definition)
                task.advance()
                result = search.write(connection, case.definition, staged, workspace.state_digest(case, "artefacts"))
                task.advance()
            finally:
                connection.close()
            details = {"inputs": inputs, "result": result}
            workspace.commit_folder(case, STAGE, {FOLDER: staged}, details, at)
    for place in result["contacts_seen_nowhere"]:
        report.line(f"case.toml: {place}: nobody in the material has that identifier, so it finds nothing")
    return {**result, "unchanged": False}
