"""An invented case with known truth, for validating the toolkit and for showing it.

Two phones as UFDR exports, a case file, `truth.json` with every count, and `planted.jsonl` with every identifier
planted in a message. The same seed and size give the same bytes.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from disclosure.synthetic import case_toml, conversations, people
from disclosure.synthetic.report import Report
from disclosure.synthetic.tally import Tally

MINIMUM_MESSAGES: Final = 100
_EPOCH: Final = (2026, 1, 5, 12, 0, 0)
_PIECES_PER_WRITE: Final = 32
_COMPRESSION: Final = 1
"""The fastest: markup shrinks tenfold even so."""


@dataclass(frozen=True)
class SyntheticExport:
    """One generated export."""

    exhibit_ref: str
    path: Path


@dataclass(frozen=True)
class SyntheticCase:
    """What was generated.

    Attributes:
        case_toml: The case file.
        exports: The exports.
        truth: Counts, search hits, and the written forms of every party.
        planted: One line for each identifier planted in a message body.
    """

    case_toml: Path
    exports: tuple[SyntheticExport, ...]
    truth: Path
    planted: Path


def generate_case(
    directory: Path,
    *,
    messages: int = 5000,
    seed: int = 20260101,
    is_loosely_named: bool = False,
    progress: Callable[[int], None] | None = None,
) -> SyntheticCase:
    """Generate a case.

    Args:
        directory: Where to write; made if it does not exist.
        messages: About how many messages both phones hold together; memory does not grow with it.
        seed: Seed of everything.
        is_loosely_named: Write of people with short forms, initials and slips as well (`mentions`); for measuring.
        progress: Told how many more messages have been written.

    Raises:
        ValueError: Fewer than `MINIMUM_MESSAGES` messages are asked for.
    """
    if messages < MINIMUM_MESSAGES:
        raise ValueError(f"at least {MINIMUM_MESSAGES} messages are needed to show every feature")
    directory.mkdir(parents=True, exist_ok=True)
    cast = replace(people.cast(seed, 40 + messages // 200), is_loosely_named=is_loosely_named)
    plan = conversations.plan(cast, messages)
    hits: Counter[str] = Counter()
    forms: dict[str, set[str]] = {person.id: set() for person in cast.parties}
    exhibits = {}
    exports = []
    planted = directory / "planted.jsonl"
    with planted.open("w", encoding="utf-8", newline="\n") as planted_stream:
        for exhibit_ref, name in ((conversations.COMPLAINANT_PHONE, "JLB-1"), (conversations.SUSPECT_PHONE, "KMT-2")):
            tally = Tally()
            report = Report(seed, cast, plan, exhibit_ref, tally, planted_stream)
            path = directory / f"{name}.ufdr"
            _write_ufdr(path, report, progress)
            exports.append(SyntheticExport(exhibit_ref, path))
            exhibits[exhibit_ref] = tally.truth()
            hits.update(tally.hits)
            for party, written in tally.forms.items():
                forms[party] |= written
    truth = {
        "seed": seed,
        "messages": sum(exhibit["tables"]["messages"] for exhibit in exhibits.values()),
        "exhibits": exhibits,
        "search_hits": dict(sorted(hits.items())),
        "parties": {
            person.id: {"role": person.role, "written_forms": sorted(forms[person.id])} for person in cast.parties
        },
    }
    case_file = directory / "case.toml"
    case_file.write_text(case_toml.write(cast), encoding="utf-8", newline="\n")
    truth_file = directory / "truth.json"
    truth_file.write_text(
        json.dumps(truth, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )
    return SyntheticCase(case_file, tuple(exports), truth_file, planted)


def _write_ufdr(path: Path, report: Report, progress: Callable[[int], None] | None) -> None:
    """Write the report as a stream, then the files that the export holds."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        told = 0
        with archive.open(_member("report.xml"), "w", force_zip64=True) as stream:
            for chunk in _joined(report.pieces()):
                stream.write(chunk)
                if progress:
                    progress(report.message_count - told)
                    told = report.message_count
        for file in report.files():
            if file.state != "missing":
                archive.writestr(_member(file.member), file.content)


def _joined(pieces: Iterable[str]) -> Iterator[bytes]:
    """Pieces as UTF-8, many at a time. Encoded one by one: an emoji would make four bytes of every character."""
    waiting: list[bytes] = []
    for piece in pieces:
        waiting.append(piece.encode())
        if len(waiting) >= _PIECES_PER_WRITE:
            yield b"".join(waiting)
            waiting.clear()
    yield b"".join(waiting)


def _member(name: str) -> zipfile.ZipInfo:
    """An archive member whose bytes do not depend on the clock."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    # A member opened as a stream takes its level from here alone; the attribute is public only from Python 3.13.
    info._compresslevel = _COMPRESSION  # type: ignore[attr-defined]
    info.external_attr = 0o644 << 16
    return info
