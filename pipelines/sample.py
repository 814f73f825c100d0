"""Sample: a dip sample of what the search did not find, drawn by seed, marked by a reviewer, and what follows."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import duckdb

import schemas
from disclosure import ledger, query, stages, tables, workspace
from disclosure.case_file import CaseFile
from disclosure.errors import UsageError
from disclosure.hashing import sha256_file
from disclosure.relevance import enquiry, material, sample, sample_review, search
from disclosure.relevance.sample import By
from disclosure.schedule import sampling
from disclosure.schedule.sampling import Frame
from disclosure.workspace import Workspace
from pipelines.reporting import Reporter

STAGE: Final = stages.SAMPLE.name
FOLDER: Final = "relevance/sample"
REVIEW_STAGE: Final = "sample-review"
REVIEW_FOLDER: Final = "relevance/sample_review"
REVIEWS: Final = "dip_sample_reviews.parquet"
_DRAWN: Final = f"{FOLDER}/{sample.DIP_SAMPLES}"
_SHARES: Final = (0.05, 0.01, 0.001)
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
                query.attach_tables(connection, case)
                drawn, status = query.scan([staged / sample.DIP_SAMPLES]), query.scan([case.root / _STATUS])
                sample_review.write_sheet(connection, drawn, status, staged / sample_review.SHEET, at)
            finally:
                connection.close()
            task.advance(result["population"])
            details = {"inputs": inputs, **chosen, "result": result}
            workspace.commit_folder(case, STAGE, {FOLDER: staged}, details, at)
    return {**result, "unchanged": False}


def record_marks(case: Workspace, sheet: Path, *, at: datetime) -> dict[str, Any]:
    """Record what a reviewer marked on the sheet of the current draw; it takes the place of earlier marks.

    Returns:
        Numbers of records drawn, read and marked relevant.

    Raises:
        UsageError: No sample has been drawn, or it no longer fits the case.
        InputError: The sheet does not fit the sample.
    """
    with workspace.locked(case):
        stages.SAMPLE.current(case)
        drawn = tables.read([case.root / _DRAWN], "dip_samples").to_pylist()
        marks = sample_review.read_marks(sheet, drawn)
        result = {
            "drawn": len(drawn),
            "read": len(marks),
            "relevant": sum(mark["is_responsive"] for mark in marks),
        }
        with workspace.staging(case, REVIEW_STAGE) as folder:
            staged = folder / "result"
            tables.write_rows(staged / REVIEWS, "dip_sample_reviews", marks)
            details = {"sheet_sha256": sha256_file(sheet), "result": result}
            workspace.commit_folder(case, REVIEW_STAGE, {REVIEW_FOLDER: staged}, details, at)
    return result


def frames(connection: duckdb.DuckDBPyConnection, case: Workspace) -> list[Frame]:
    """Every frame of the draw with what was read and found; none where the search has been run since."""
    listed = set(case.committed("relevance"))
    if case.root / _DRAWN not in listed or is_outdated(case):
        return []
    marks = case.root / REVIEW_FOLDER / REVIEWS
    if marks in listed:
        reviewed = query.scan([marks])
    else:
        connection.register("no_marks", schemas.table_schema("dip_sample_reviews").empty_table())
        reviewed = "no_marks"
    rows = connection.sql(sample_review.reviews(query.scan([case.root / _DRAWN]), reviewed)).to_arrow_table()
    return [
        Frame(**row, is_searched=_is_searched(case.definition, row["exhibit_ref"], row["artefact_table"]))
        for row in rows.to_pylist()
    ]


def is_outdated(case: Workspace) -> bool:
    """Whether the search has been run since the sample was drawn: of its frames nothing can be said any more."""
    latest = ledger.latest(case.entries(), STAGE)
    return latest is not None and stages.SAMPLE.is_stale(case, latest)


def _is_searched(case: CaseFile, exhibit_ref: str, table: str) -> bool:
    lines = [line for line in case.line_of_enquiry if not line.exhibits or exhibit_ref in line.exhibits]
    has_text = any(found.text_columns for found in material.MATERIAL if found.name == table)
    return any((line.terms and has_text) or (line.contacts and table in enquiry.COMMUNICATIONS) for line in lines)


def result_of(case: Workspace, *, confidence: float, at_most: float | None) -> dict[str, Any]:
    """What the dip sample says of what the search may have missed, in figures and in words.

    Args:
        case: The case.
        confidence: Confidence of every statement, between 0.5 and 1.
        at_most: Share of a frame, between 0 and 1, for which the number to be read is wanted; common ones if none.

    Raises:
        UsageError: No sample has been drawn, or it no longer fits the case; a figure cannot be used.
    """
    if not 0.5 <= confidence < 1:
        raise UsageError("confidence", "Expected a confidence from 50 to below 100 per cent.", "Give another.")
    if at_most is not None and not 0 < at_most < 1:
        raise UsageError("bound", "Expected a bound above 0 and below 100 per cent.", "Give another --bound.")
    stages.SAMPLE.current(case)
    connection = query.connect()
    try:
        found = frames(connection, case)
    finally:
        connection.close()
    shares = _SHARES if at_most is None else (at_most,)
    return {
        "confidence": confidence,
        "frames": [asdict(frame) | {"missed_at_most": _most(frame, confidence)} for frame in found],
        "statements": [sampling.statement(frame, confidence) for frame in found],
        "together": sampling.together(found, confidence),
        "sizes": [sampling.sizes(frame, shares, confidence) for frame in found],
    }


def _most(frame: Frame, confidence: float) -> int | None:
    return frame.missed(confidence) if frame.is_finished else None
