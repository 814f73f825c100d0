"""Detection alone, for validation and scripting: texts from a JSONL or CSV file, one JSON line out for each.

`id` is the text's own `id`, or where it has none the number of its row, counted from 1 (the heading of a
CSV file and blank lines are not rows). Offsets are Unicode code points of the text, half open. A text that
could not be looked at in full gets `"withheld": true` and one span over the whole of it.

The file is read in parts of a fixed number of rows, so memory does not grow with it and the result does
not depend on the number of workers.
"""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO

from disclosure.errors import InputError
from disclosure.redact.analyse import Analyser, Analysis
from disclosure.redact.known_people import KnownPerson
from pipelines import cluster
from pipelines.reporting import Reporter

ROWS_PER_PART: Final = 4000
"""Rows that are read and looked at together: some two seconds of work on one core."""

WITHHELD: Final = {"entity_type": "UNREAD", "category": "Other", "score": 1.0, "recogniser": "withheld"}
"""What the one span of a withheld text says besides its offsets."""

_LONGEST_FIELD: Final = 2**31 - 1
_UTF8_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class _Row:
    id: Any
    text: str


def run(
    source: Path,
    *,
    text_field: str,
    case: Path | None,
    output: Path | TextIO,
    workers: int,
    report: Reporter,
) -> dict[str, Any]:
    """Find identifiers in the texts of a file.

    Args:
        source: A .jsonl or .csv file in UTF-8.
        text_field: Field or column that holds the text.
        case: Folder of a case whose people are known; none if None.
        output: File to write, which appears only when it is whole; or an open stream.
        workers: Processes to use.
        report: Where progress is told.

    Returns:
        Counts: texts, withheld ones, spans, spans by category.

    Raises:
        InputError: The file is missing, is neither format, or a line of it is not what it should be; the
            message names the line, never what it holds.
    """
    rows = _read(source, text_field)
    people, region = _people(case)
    counts: Counter[str] = Counter()
    with report.task("detect", None, "texts") as task:
        if isinstance(output, Path):
            output.parent.mkdir(parents=True, exist_ok=True)
            partial = output.with_name(f".{output.name}.partial")
            try:
                with partial.open("w", encoding="utf-8", newline="\n") as stream:
                    for found in _analysed(rows, people, region, workers, output.parent):
                        task.advance(_write(stream, found, counts))
                partial.replace(output)
            finally:
                partial.unlink(missing_ok=True)
        else:
            for found in _analysed(rows, people, region, workers, None):
                task.advance(_write(output, found, counts))
            output.flush()
    categories = {name[len("category ") :]: count for name, count in counts.items() if name.startswith("category ")}
    return {
        "texts": counts["texts"],
        "withheld": counts["withheld"],
        "spans": counts["spans"],
        "categories": dict(sorted(categories.items())),
    }


def _people(case: Path | None) -> tuple[tuple[KnownPerson, ...], str]:
    if case is None:
        return (), "GB"
    from disclosure.case_people import known_people
    from disclosure.workspace import open_workspace

    workspace = open_workspace(case)
    return known_people(workspace), workspace.definition.case.region


# Reading


def _read(source: Path, text_field: str) -> Iterator[_Row]:
    """The rows of a file; what can be checked at once, is."""
    readers = {".jsonl": _read_jsonl, ".ndjson": _read_jsonl, ".csv": _read_csv}
    reader = readers.get(source.suffix.lower())
    if not source.is_file():
        raise InputError("source_missing", f"{source} does not exist or is not a file.", "Check the path.")
    if reader is None:
        raise InputError(
            "unknown_format", f"{source} is neither .jsonl nor .csv.", "Give a file of one of these kinds."
        )
    return reader(source, text_field)


def _read_jsonl(source: Path, text_field: str) -> Iterator[_Row]:
    row = 0
    with source.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            content = line.removeprefix(_UTF8_MARK) if number == 1 else line
            if not content.strip():
                continue
            row += 1
            try:
                value = json.loads(content.decode("utf-8"))
            except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
                raise InputError(
                    "line_not_json", f"{source}, line {number}: not a JSON value in UTF-8.", "Correct that line."
                ) from None
            if not isinstance(value, dict) or not isinstance(value.get(text_field), str):
                raise InputError(
                    "text_missing",
                    f"{source}, line {number}: expected an object whose field '{text_field}' is text.",
                    "Correct that line, or name the field that holds the text with --text-field.",
                )
            own = value.get("id")
            yield _Row(row if own is None else own, value[text_field])


def _read_csv(source: Path, text_field: str) -> Iterator[_Row]:
    # Messages may be longer than the 128 KiB that the csv module allows by default.
    csv.field_size_limit(_LONGEST_FIELD)
    with source.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        try:
            heading = next(reader, [])
            if heading.count(text_field) != 1:
                raise InputError(
                    "column_missing",
                    f"{source} has {heading.count(text_field)} columns '{text_field}'; "
                    f"its columns are: {', '.join(heading) or 'none'}.",
                    "Name the column that holds the text with --text-field.",
                )
            text_at = heading.index(text_field)
            id_at = heading.index("id") if "id" in heading else None
            row = 0
            for values in reader:
                if not values:
                    continue
                row += 1
                if len(values) != len(heading):
                    raise InputError(
                        "row_malformed",
                        f"{source}, line {reader.line_num}: {len(values)} values where the heading has {len(heading)}.",
                        "Correct that row.",
                    )
                own = values[id_at] if id_at is not None else ""
                yield _Row(own or row, values[text_at])
        except csv.Error:
            raise InputError(
                "row_malformed", f"{source}, line {reader.line_num}: not a row of a CSV file.", "Correct that row."
            ) from None
        except UnicodeDecodeError:
            raise InputError(
                "not_utf8", f"{source}, after line {reader.line_num}: not UTF-8.", "Save the file as UTF-8."
            ) from None


# Looking


def _analysed(
    rows: Iterator[_Row], people: tuple[KnownPerson, ...], region: str, workers: int, beside: Path | None
) -> Iterator[list[dict[str, Any]]]:
    """What was found in each part, in order."""
    if workers <= 1:
        for part in _parts(rows):
            yield _found(part, people, region)
        return
    # Parts go to the workers as files: beside the output, since they hold what the source holds.
    folder = Path(tempfile.mkdtemp(prefix=".detect-", dir=beside))
    try:
        arguments = []
        for number, part in enumerate(_parts(rows)):
            path = folder / f"{number:08d}.json"
            path.write_text(json.dumps([[row.id, row.text] for row in part]), encoding="ascii")
            arguments.append((str(path), people, region))
        for name in cluster.compute(_detect_part, arguments, workers=workers):
            yield json.loads(Path(name).read_text(encoding="ascii"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _parts(rows: Iterator[_Row]) -> Iterator[list[_Row]]:
    while part := list(islice(rows, ROWS_PER_PART)):
        yield part


def _detect_part(name: str, people: tuple[KnownPerson, ...], region: str) -> str:
    """Look at the texts of one part file; runs in a worker. Returns the file with what was found."""
    path = Path(name)
    part = [_Row(*values) for values in json.loads(path.read_text(encoding="ascii"))]
    result = path.with_suffix(".found.json")
    result.write_text(json.dumps(_found(part, people, region)), encoding="ascii")
    path.unlink()
    return str(result)


@lru_cache(maxsize=1)
def _analyser(people: tuple[KnownPerson, ...], region: str) -> Analyser:
    """One analyser a process: models load once."""
    return Analyser(people, region=region)


def _found(part: list[_Row], people: tuple[KnownPerson, ...], region: str) -> list[dict[str, Any]]:
    analyses = _analyser(people, region).analyse([row.text for row in part])
    return [_line(row, analysis) for row, analysis in zip(part, analyses, strict=True)]


def _line(row: _Row, analysis: Analysis) -> dict[str, Any]:
    """What is written for one text."""
    if analysis.withheld:
        return {"id": row.id, "spans": [{"start": 0, "end": len(row.text), **WITHHELD}], "withheld": True}
    return {
        "id": row.id,
        "spans": [
            {
                "start": span.start,
                "end": span.end,
                "entity_type": span.entity_type,
                "category": span.category,
                "score": span.score,
                "recogniser": span.recogniser,
            }
            for span in analysis.spans
        ],
    }


def _write(stream: TextIO, found: Iterable[dict[str, Any]], counts: Counter[str]) -> int:
    """Write lines and count them; returns how many."""
    lines = 0
    for line in found:
        stream.write(json.dumps(line) + "\n")
        lines += 1
        if line.get("withheld"):
            counts["withheld"] += 1
            continue
        counts["spans"] += len(line["spans"])
        counts.update(f"category {span['category']}" for span in line["spans"])
    counts["texts"] += lines
    return lines
