"""Ingest: exports in, extracted and canonical tables out, with counts that reconcile.

Each export is hashed, read into a staging folder, hashed again and committed; several are read side by
side. An export that is already in the case is left alone, and said to be.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from disclosure import __version__, readers, workspace
from disclosure.errors import InputError, UsageError
from disclosure.hashing import sha256_file
from disclosure.reading import Reconciliation, Source
from disclosure.workspace import Workspace, encode_ref
from pipelines import cluster
from pipelines.reporting import Reporter

STAGE = "ingest"


def run(
    case: Workspace,
    exports: Sequence[Path],
    exhibit_ref: str,
    *,
    at: datetime,
    workers: int,
    scheduler: str | None,
    report: Reporter,
) -> dict[str, Any]:
    """Bring exports of one exhibit into the case.

    Args:
        case: The case.
        exports: Files to read.
        exhibit_ref: The exhibit they were made from; declared in case.toml.
        at: Time of the commit.
        workers: Processes for several exports at once.
        scheduler: Address of a Dask scheduler instead.
        report: Where to report.

    Returns:
        `exports`: one result per export; `is_whole`: whether everything seen was written.

    Raises:
        InputError: An export is missing, of unknown format, unreadable, or changed while being read.
        UsageError: The exhibit is not declared, or the export already belongs to another one.
    """
    _check_exhibit(case, exhibit_ref)
    with workspace.locked(case):
        chosen = [(path, readers.detect(path)) for path in exports]
        digests = []
        with report.task("hashing", sum(path.stat().st_size for path, _ in chosen), "bytes") as task:
            for path, _ in chosen:
                digests.append(sha256_file(path))
                task.advance(path.stat().st_size)
        results: list[dict[str, Any]] = []
        waiting: list[tuple[Path, Source]] = []
        for (path, _), digest in zip(chosen, digests, strict=True):
            earlier = _earlier(case, digest)
            if earlier is None:
                waiting.append((path, Source(path, exhibit_ref, digest, case.definition.case.region)))
            elif earlier["exhibit_ref"] != exhibit_ref:
                raise UsageError(
                    "export_of_another_exhibit",
                    f"{path.name} is already in the case as an export of exhibit {earlier['exhibit_ref']}.",
                    "Give that exhibit, or correct case.toml and begin a new case.",
                )
            else:
                results.append({**earlier, "unchanged": True})
        with workspace.staging(case, STAGE) as folder:
            staged = [folder / source.token for _, source in waiting]
            results += _read_all(case, chosen, waiting, staged, at, workers, scheduler, report)
    return {"exports": results, "is_whole": all(result["reconciliation"]["is_whole"] for result in results)}


def _read_all(
    case: Workspace,
    chosen: Sequence[tuple[Path, Any]],
    waiting: Sequence[tuple[Path, Source]],
    staged: Sequence[Path],
    at: datetime,
    workers: int,
    scheduler: str | None,
    report: Reporter,
) -> list[dict[str, Any]]:
    names = {path: reader.name for path, reader in chosen}
    arguments = [(source, folder) for (_, source), folder in zip(waiting, staged, strict=True)]
    if len(arguments) == 1:
        with report.task("reading", None, "bytes") as task:
            reconciliations = [_read(*arguments[0], advance=task.advance)]
    else:
        with report.task("reading", len(arguments), "exports") as task:
            reconciliations = cluster.compute(
                _read, arguments, workers=workers, scheduler=scheduler, advance=lambda _: task.advance()
            )
    results = []
    for (path, source), folder, reconciliation in zip(waiting, staged, reconciliations, strict=True):
        if sha256_file(path) != source.sha256:
            raise InputError(
                "source_changed",
                f"{path.name} changed while it was being read.",
                "Nothing of it was kept. Work on a copy that nothing else writes to.",
            )
        details = {
            "exhibit_ref": source.exhibit_ref,
            "source": {"name": path.name, "sha256": source.sha256, "bytes": path.stat().st_size},
            "reader": names[path],
            "version": __version__,
            "reconciliation": reconciliation.as_json(),
        }
        record = folder / "reconciliation" / encode_ref(source.exhibit_ref) / f"{source.token}.json"
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(details, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        workspace.commit_files(case, STAGE, folder, details, at)
        results.append({**details, "unchanged": False})
    return results


def _read(source: Source, folder: Path, advance: Any = lambda _: None) -> Reconciliation:  # noqa: ANN401 -- a callback
    """Read one export into its staging folder; runs in a worker when there are several."""
    return readers.detect(source.path).read(source, folder, advance)


def _earlier(case: Workspace, digest: str) -> dict[str, Any] | None:
    """What the ledger says of an export that is in the case already."""
    for entry in case.entries():
        if entry.stage == STAGE and entry.details["source"]["sha256"] == digest:
            return {key: value for key, value in entry.details.items() if key != "outputs"}
    return None


def _check_exhibit(case: Workspace, exhibit_ref: str) -> None:
    known = [exhibit.ref for exhibit in case.definition.exhibit]
    if exhibit_ref not in known:
        near = difflib.get_close_matches(exhibit_ref, known, n=1, cutoff=0.4)
        hint = f"did you mean '{near[0]}'?" if near else f"declared: {', '.join(known) or 'none'}"
        raise UsageError(
            "exhibit_not_declared",
            f"Exhibit '{exhibit_ref}' is not in {case.root / workspace.CASE_FILE}; {hint}",
            "Add an [[exhibit]] block with that ref, or give another.",
        )
