"""The demonstration: a synthetic case with known truth, taken through every stage to a verified bundle."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from disclosure import verify, workspace
from disclosure.errors import UsageError, VerificationError
from disclosure.synthetic import SyntheticCase, generate_case
from pipelines import bundle, ingest, printing, redact, sample, schedule, search
from pipelines.reporting import Reporter

GENERATED: Final = "generated"
AUDIENCES: Final = ("cps", "defence")
"""For whom the demonstration makes copies; those for the court are made in the same way."""

_SAMPLE_SIZE: Final = 20


def run(folder: Path, *, messages: int, seed: int, at: datetime, workers: int, report: Reporter) -> dict[str, Any]:
    """Generate a case and take it through every stage.

    Args:
        folder: Where to put exports, case and bundles; must not exist or be empty.
        messages: About how many messages to generate.
        seed: Seed of the generator and of the dip sample.
        at: Time to record in the ledger and the documents.
        workers: Processes to use.
        report: Where to report.

    Returns:
        Results by stage, and the paths of the case and the bundles.

    Raises:
        UsageError: The folder exists and is not empty.
        VerificationError: A bundle does not verify.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("folder_not_empty", f"{folder} exists and is not empty.", "Give a new folder.")
    results: dict[str, Any] = {}
    with _step("generate", folder / GENERATED, report):
        with report.task("generating", None, "messages") as task:
            generated = generate_case(folder / GENERATED, messages=messages, seed=seed, progress=task.advance)
        results["generate"] = _generated(generated)
        printing.result("generate", results["generate"], report)
    root = folder / "case"
    case = workspace.create(root, "demonstration", "demonstration", at)
    shutil.copyfile(generated.case_toml, root / workspace.CASE_FILE)
    case = workspace.open_workspace(root)
    with _step("ingest", root / "artefacts", report):
        exports = []
        for export in generated.exports:
            done = ingest.run(
                case, [export.path], export.exhibit_ref, at=at, workers=workers, scheduler=None, report=report
            )
            exports += done["exports"]
            printing.reconciliation(done["exports"][0], report)
        results["ingest"] = [
            {"exhibit_ref": export["exhibit_ref"], "is_whole": export["reconciliation"]["is_whole"]}
            for export in exports
        ]
    stages: list[tuple[str, Path, Callable[[], dict[str, Any]]]] = [
        ("search", root / "relevance", lambda: search.run(case, at=at, report=report)),
        (
            "sample",
            root / "relevance",
            lambda: sample.run(case, seed=seed, size=_SAMPLE_SIZE, by="block", at=at, report=report),
        ),
    ]
    for audience in AUDIENCES:
        stages.append(
            (f"redact for {audience}", root / f"redacted/{audience}", _redaction(case, audience, at, workers, report))
        )
    stages.append(("schedule", root / "schedules", lambda: schedule.run(case, at=at, report=report)))
    for audience in AUDIENCES:
        stages.append((f"bundle for {audience}", root / "bundles", _bundling(case, audience, at, report)))
    for name, place, stage in stages:
        with _step(name, place, report):
            results[name] = stage()
            printing.result(name, results[name], report)
    bundles = [root / results[f"bundle for {audience}"]["folder"] for audience in AUDIENCES]
    for path in (root, *bundles):
        if not verify.verify(path).is_whole:
            raise VerificationError("not_verified", f"{path} is not as recorded.", "Report it with that path.")
    for path in bundles:
        report.line(f"{path}")
    report.line("verified")
    return {"case": str(root), "bundles": [str(path) for path in bundles], "stages": results, "verified": True}


def _redaction(
    case: workspace.Workspace, audience: str, at: datetime, workers: int, report: Reporter
) -> Callable[[], dict[str, Any]]:
    return lambda: redact.run(case, audience, at=at, workers=workers, report=report)


def _bundling(case: workspace.Workspace, audience: str, at: datetime, report: Reporter) -> Callable[[], dict[str, Any]]:
    return lambda: bundle.run(case, audience, at=at, report=report)


@contextmanager
def _step(name: str, place: Path, report: Reporter) -> Iterator[None]:
    """Say what begins and, at its end, where the result lies and how long it took."""
    report.line(f"── {name}")
    began = time.monotonic()
    yield
    report.line(f"   in {place} ({time.monotonic() - began:.1f} s)")


def _generated(case: SyntheticCase) -> dict[str, Any]:
    truth = json.loads(case.truth.read_text(encoding="utf-8"))
    return {
        "seed": truth["seed"],
        "messages": truth["messages"],
        "exports": [f"{export.exhibit_ref}: {export.path}" for export in case.exports],
        "truth": str(case.truth),
    }
