"""Sample: a dip sample of what the search did not find, drawn by seed and recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from disclosure import ledger, query, stages, workspace
from disclosure.errors import UsageError
from disclosure.relevance import sample, search
from disclosure.relevance.sample import By
from disclosure.workspace import Workspace
from pipelines.reporting import Reporter

STAGE: Final = stages.SAMPLE.name
FOLDER: Final = "relevance/sample"
_STATUS: Final = f"relevance/search/{search.MATERIAL_STATUS}"


def run(case: Workspace, *, seed: int, size: int, by: By, at: datetime, report: Reporter) -> dict[str, Any]:
    """Draw a dip sample; it takes the place of the one before.

    Args:
        case: The case.
        seed: Seed of the draw.
        size: Artefacts to draw from each frame.
        by: Whether each conversation is a frame, or the whole block of an exhibit, table and application.
        at: Time of the commit.
        report: Where to report.

    Returns:
        Numbers of frames, of artefacts in them and of artefacts drawn.

    Raises:
        UsageError: The search has not been run or no longer fits the case; seed or size cannot be used.
    """
    if size < 1:
        raise UsageError("sample_size", "Expected a sample size of 1 or more.", "Give another --size.")
    if not -sample.SEED_LIMIT <= seed < sample.SEED_LIMIT:
        raise UsageError("sample_seed", "Expected a seed that fits in 64 bits.", "Give another --seed.")
    with workspace.locked(case):
        stages.SEARCH.current(case)
        chosen = {"seed": seed, "size": size, "by": by}
        inputs = stages.SAMPLE.fingerprint(case)
        latest = ledger.latest(case.entries(), STAGE)
        if latest is not None and all(
            latest.details.get(name) == value for name, value in {**chosen, "inputs": inputs}.items()
        ):
            return {**latest.details["result"], "unchanged": True}
        with workspace.staging(case, STAGE) as folder, report.task("sampling", None, "artefacts") as task:
            staged = folder / "result"
            staged.mkdir()
            connection = query.connect(temporary=folder / "spill")
            try:
                result = sample.write(connection, case.root / _STATUS, staged, seed=seed, size=size, by=by)
            finally:
                connection.close()
            task.advance(result["population"])
            details = {"inputs": inputs, **chosen, "result": result}
            workspace.commit_folder(case, STAGE, {FOLDER: staged}, details, at)
    return {**result, "unchanged": False}
