"""Ingest: exports in, extracted and canonical tables out, with counts that reconcile.

Each export is hashed, read into a staging folder, hashed again and committed; several are read side by
side. An export that is already in the case is left alone, and said to be.
"""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from disclosure import __version__, duplicates, ledger, readers, stages, workspace
from disclosure.errors import InputError, UsageError
from disclosure.hashing import folder_files, sha256_file, sha256_source
from disclosure.reading import NO_OPTIONS, NOT_TRIED, Options, Reader, Reconciliation, Source
from disclosure.workspace import Workspace, encode_ref
from pipelines import cluster
from pipelines.reporting import Reporter

STAGE = "ingest"
MAPPED = "Table with a mapping file"


def run(
    case: Workspace,
    exports: Sequence[Path],
    exhibit_ref: str,
    *,
    options: Options = NO_OPTIONS,
    format_name: str | None = None,
    at: datetime,
    workers: int,
    scheduler: str | None,
    report: Reporter,
) -> dict[str, Any]:
    """Bring exports of one exhibit into the case.

    Args:
        case: The case.
        exports: Files or folders to read.
        exhibit_ref: The exhibit they were made from; declared in case.toml.
        options: What a person says about them.
        format_name: Name of their format, where a person says which it is.
        at: Time of the commit.
        workers: Processes for several exports at once.
        scheduler: Address of a Dask scheduler instead.
        report: Where to report.

    Returns:
        `exports`: one result per export; `duplicates`: by table, groups of artefacts that say the same;
        `is_whole`: whether everything seen was written.

    Raises:
        InputError: An export is missing, of unknown format, unreadable, or changed while being read.
        UsageError: The exhibit is not declared, or the export already belongs to another one or was read
            with other options.
    """
    _check_exhibit(case, exhibit_ref)
    stated = _as_stated(options)
    if options.mapping is not None:
        format_name = format_name or MAPPED
    with workspace.locked(case):
        chosen = [(path, readers.detect(path, format_name)) for path in exports]
        digests = []
        with report.task("hashing", sum(_size(path) for path, _ in chosen), "bytes") as task:
            for path, _ in chosen:
                digests.append(sha256_source(path))
                task.advance(_size(path))
        results: list[dict[str, Any]] = []
        waiting: list[tuple[Reader, Source]] = []
        for (path, reader), digest in zip(chosen, digests, strict=True):
            earlier = _earlier(case, digest)
            if earlier is None:
                waiting.append((reader, Source(path, exhibit_ref, digest, case.definition.case.region, options)))
            elif earlier["exhibit_ref"] != exhibit_ref:
                raise UsageError(
                    "export_of_another_exhibit",
                    f"{path.name} is already in the case as an export of exhibit {earlier['exhibit_ref']}.",
                    "Give that exhibit, or correct case.toml and begin a new case.",
                )
            elif stated and earlier.get("options", {}) != stated:
                raise UsageError(
                    "export_read_with_other_options",
                    f"{path.name} is already in the case, read with other options.",
                    "Leave the options out, or begin a new case to read it in another way.",
                )
            else:
                results.append({**earlier, "unchanged": True})
        with workspace.staging(case, STAGE) as folder:
            staged = [folder / source.token for _, source in waiting]
            results += _read_all(case, waiting, staged, stated, at, workers, scheduler, report)
        return {
            "exports": results,
            "duplicates": _find_duplicates(case, at),
            "is_whole": all(result["reconciliation"]["is_whole"] for result in results),
        }


def _as_stated(options: Options) -> dict[str, str]:
    """Options as the ledger keeps them: those that were given; a mapping file and the owner by digest."""
    given = {"date_order": options.date_order}
    if options.owner is not None:  # who it is stands in case.toml, not in the ledger
        given["owner_sha256"] = hashlib.sha256(options.owner.encode()).hexdigest()
    if options.mapping is not None:
        if not options.mapping.is_file():
            raise InputError("mapping_missing", f"{options.mapping} does not exist.", "Check the path of the mapping.")
        given["mapping_sha256"] = sha256_file(options.mapping)
    return {name: value for name, value in given.items() if value is not None}


def _size(path: Path) -> int:
    """Bytes of an export."""
    if not path.is_dir():
        return path.stat().st_size
    return sum(file.lstat().st_size for _, file in folder_files(path))


def _find_duplicates(case: Workspace, at: datetime) -> dict[str, dict[str, int]]:
    """Group what says the same in the whole case, unless nothing has changed since that was last done."""
    stage = stages.DUPLICATES
    earlier = ledger.latest(case.entries(), stage.name)
    if earlier is not None and not stage.is_stale(case, earlier):
        return dict(earlier.details["groups"])
    inputs = stage.fingerprint(case)
    with workspace.staging(case, stage.name) as folder:
        groups = duplicates.find(case, folder)
        workspace.commit_folder(case, stage.name, {duplicates.FOLDER: folder}, {"inputs": inputs, "groups": groups}, at)
    return groups


def _read_all(
    case: Workspace,
    waiting: Sequence[tuple[Reader, Source]],
    staged: Sequence[Path],
    stated: dict[str, str],
    at: datetime,
    workers: int,
    scheduler: str | None,
    report: Reporter,
) -> list[dict[str, Any]]:
    arguments = [(reader.name, source, folder) for (reader, source), folder in zip(waiting, staged, strict=True)]
    if len(arguments) == 1:
        with report.task("reading", None, "bytes") as task:
            reconciliations = [_read(*arguments[0], advance=task.advance)]
    else:
        with report.task("reading", len(arguments), "exports") as task:
            reconciliations = cluster.compute(
                _read, arguments, workers=workers, scheduler=scheduler, advance=lambda _: task.advance()
            )
    results = []
    for (reader, source), folder, reconciliation in zip(waiting, staged, reconciliations, strict=True):
        path = source.path
        if sha256_source(path) != source.sha256:
            raise InputError(
                "source_changed",
                f"{path.name} changed while it was being read.",
                "Nothing of it was kept. Work on a copy that nothing else writes to.",
            )
        details = {
            "exhibit_ref": source.exhibit_ref,
            "source": {"name": path.name, "sha256": source.sha256, "bytes": _size(path)},
            "reader": reader.name,
            "version": __version__,
            "reconciliation": reconciliation.as_json(),
            **({"options": stated} if stated else {}),
        }
        record = folder / "reconciliation" / encode_ref(source.exhibit_ref) / f"{source.token}.json"
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(details, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        workspace.commit_files(case, STAGE, folder, details, at)
        results.append({**details, "unchanged": False})
    return results


def _read(name: str, source: Source, folder: Path, advance: Any = lambda _: None) -> Reconciliation:  # noqa: ANN401 -- a callback
    """Read one export into its staging folder; runs in a worker when there are several."""
    reader = readers.named(name)
    folder.mkdir(parents=True, exist_ok=True)
    reconciliation = reader.read(source, folder, advance)
    if reader.tried_on_real_exports:
        return reconciliation
    return dataclasses.replace(reconciliation, warnings=(NOT_TRIED, *reconciliation.warnings))


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
