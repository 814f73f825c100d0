"""Validate: how well detection finds what is planted, on the ground truth that ships or on a user's own.

A user's own is a JSONL file, one text a line:

    {"text": "ring 07700 900123", "spans": [{"start": 5, "end": 17, "category": "Phone number"}]}

`category` is a CPS category or an entity type; `kind`, if given, is a finer kind to report. A line without spans is an
ordinary message, in which nothing should be found.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from disclosure.errors import InputError
from disclosure.redact.analyse import Analyser
from disclosure.redact.categories import CATEGORIES, CATEGORY_OF
from disclosure.redact.measure import Marked, Measurement, Tally, measure
from disclosure.synthetic import ground_truth
from pipelines.reporting import Reporter

TARGETS: Final = {"covered": 0.98, "right_category": 0.95, "ordinary_touched": 0.02}
"""What the project sets itself: the first two at least, the last at most."""

NAMES: Final = "Named individual"
NOT_SHOWN: Final = (
    "Names here belong to nobody the case knows; those of a case's own people are found by its register as well.",
    "Pictures, voice messages and what only the context tells (a shift, a route, a school run) are not measured.",
)
OF_THE_SET: Final = (
    "These texts are written by the toolkit's authors: people write in ways that nobody thought of.",
    "Intervals are those of the set; they say nothing of how far a case's own texts differ from it.",
    "Measure on a sample of the case itself, checked by a person: disclosure validate --file SAMPLE.jsonl",
)
_PART: Final = 500


def run(
    *,
    file: Path | None,
    each: int,
    ordinary: int,
    seed: int,
    with_stock: bool,
    write: Path | None,
    report: Reporter,
) -> dict[str, Any]:
    """Measure detection, and stock Presidio beside it.

    Args:
        file: A user's ground truth; the one that ships if None.
        each: Messages of each kind of identifier in the set that ships.
        ordinary: Ordinary messages in it.
        seed: Its seed.
        with_stock: Measure Presidio as it comes as well.
        write: File to write the set to as JSONL; not written if None.
        report: Where progress is told.

    Returns:
        For each detector: shares with counts and intervals for the whole, each category and each kind, and the
        ordinary messages touched; what the figures do not show.

    Raises:
        InputError: The file is missing or a line of it is not what it should be; the line is named, never quoted.
    """
    examples = list(read(file)) if file else list(_shipped(each, ordinary, seed))
    if not examples:
        raise InputError("no_texts", f"{file} holds no texts.", "Give a file with at least one line.")
    if write is not None:
        _write(write, examples)
    detectors = [_measured("this toolkit", _own, examples, report)]
    if with_stock:
        from disclosure.redact.stock import StockPresidio

        stock = StockPresidio()
        detectors.append(_measured(stock.name, stock.find, examples, report))
    return {
        "source": str(file) if file else f"ground truth that ships, seed {seed}",
        "texts": len(examples),
        "planted": sum(len(spans) for _, spans in examples),
        "ordinary": sum(not spans for _, spans in examples),
        "targets": TARGETS,
        "detectors": detectors,
        "does_not_show": [*(() if file else OF_THE_SET), *NOT_SHOWN],
    }


def read(file: Path) -> Iterator[tuple[str, tuple[Marked, ...]]]:
    """A user's ground truth.

    Raises:
        InputError: See `run`.
    """
    if not file.is_file():
        raise InputError("source_missing", f"{file} does not exist or is not a file.", "Check the path.")
    with file.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if not content.strip():
                continue
            try:
                value = json.loads(content.decode("utf-8"))
            except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
                raise InputError(
                    "line_not_json", f"{file}, line {number}: not a JSON value in UTF-8.", "Correct that line."
                ) from None
            if not isinstance(value, dict) or not isinstance(value.get("text"), str):
                raise InputError(
                    "text_missing", f"{file}, line {number}: expected an object with 'text'.", "Correct that line."
                )
            text = value["text"]
            spans = value.get("spans") or []
            marked = [_span(span, len(text)) for span in spans] if isinstance(spans, list) else [None]
            if None in marked:
                raise InputError(
                    "span_malformed",
                    f"{file}, line {number}: a span needs start and end within the text, in code points, and a "
                    f"category that is one of: {', '.join(CATEGORIES)}; or an entity type.",
                    "Correct that line.",
                )
            yield text, tuple(span for span in marked if span is not None)


def _span(value: Any, length: int) -> Marked | None:  # noqa: ANN401 -- whatever JSON holds
    if not isinstance(value, dict):
        return None
    start, end, category = value.get("start"), value.get("end"), value.get("category") or value.get("entity_type")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= length:
        return None
    if not isinstance(category, str):
        return None
    known = category if category in CATEGORIES else CATEGORY_OF.get(category)
    return Marked(start, end, known, str(value.get("kind") or "")) if known else None


def _shipped(each: int, ordinary: int, seed: int) -> Iterator[tuple[str, tuple[Marked, ...]]]:
    for example in ground_truth.generate(each, ordinary, seed):
        yield example.text, tuple(Marked(s.start, s.end, s.category, s.kind) for s in example.spans)


def _write(path: Path, examples: Iterable[tuple[str, Sequence[Marked]]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for text, spans in examples:
            marked = [{"start": s.start, "end": s.end, "category": s.category, "kind": s.kind} for s in spans]
            stream.write(json.dumps({"text": text, "spans": marked}, ensure_ascii=False) + "\n")


def _own(texts: Sequence[str]) -> list[list[Marked]]:
    return [
        [Marked(0, len(text), "Other")]
        if analysis.withheld
        else [Marked(span.start, span.end, span.category) for span in analysis.spans]
        for text, analysis in zip(texts, _analyser().analyse(texts), strict=True)
    ]


@cache
def _analyser() -> Analyser:
    return Analyser()


def _measured(
    name: str,
    find: Callable[[Sequence[str]], list[list[Marked]]],
    examples: Sequence[tuple[str, tuple[Marked, ...]]],
    report: Reporter,
) -> dict[str, Any]:
    found: list[list[Marked]] = []
    find(["warm"])
    began = time.process_time()
    with report.task(f"measuring {name}", len(examples), "texts") as task:
        for at in range(0, len(examples), _PART):
            part = [text for text, _ in examples[at : at + _PART]]
            found += find(part)
            task.advance(len(part))
    seconds = time.process_time() - began
    result = measure((text, spans, finds) for (text, spans), finds in zip(examples, found, strict=True))
    return {
        "name": name,
        "texts_per_cpu_second": round(len(examples) / seconds) if seconds else None,
        "whole": _shares(result.whole, result),
        "without_names": _shares(_without_names(result), result),
        "categories": {name: _shares(tally, result) for name, tally in sorted(result.categories.items())},
        "kinds": {
            kind: {key: share for key, share in _shares(tally, result).items() if key in ("covered", "right_category")}
            for kind, tally in result.kinds.items()
        },
        "ordinary_touched": result.touched.as_json(),
    }


def _shares(tally: Tally, result: Measurement) -> dict[str, Any]:
    return {name: share.as_json() for name, share in tally.shares(result.words).items()}


def _without_names(result: Measurement) -> Tally:
    """Everything but names: what can be told by its form."""
    rest = Tally()
    for category, tally in result.categories.items():
        if category != NAMES:
            for field in vars(rest):
                setattr(rest, field, getattr(rest, field) + getattr(tally, field))
    return rest
