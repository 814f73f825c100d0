"""Proof that what is served tells nothing of the sensitive schedule.

Two checks, which find different things:

* **The twin.** Every form that may be served is made a second time from a case in which the sensitive material is not
  there. Any difference, in words, numbers, dates, labels or totals, is something that the sensitive material
  gives away. This covers what is drafted.
* **The search.** What a person writes goes into both, so their words are searched for what stands on the sensitive
  schedule alone: its item numbers, any run of words of a reason or of an edited description, labels of people who
  are named nowhere else, and its quantities in words that the officer has edited. The same search goes over every
  file of a bundle.

The MG6C must not show that sensitive material exists (CPS Disclosure Manual, chapters 7 and 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from disclosure.schedule import items
from disclosure.schedule.decisions import Decisions
from disclosure.schedule.forms import Form, Row
from disclosure.schedule.items import CaseFacts, MaterialGroup, Register, ScheduleItem

RUN: Final = 4
"""This many words in a row of a sensitive text, found elsewhere, are taken as a leak."""

_ITEM: Final = re.compile(r"S?\d{1,9}")
_WORD: Final = re.compile(r"[^\W_]+")
_LABEL: Final = re.compile(r"\[[^\]\n]{1,60}\]")
_NUMBER: Final = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\d,.:])\d+(?![\d,:])")


@dataclass(frozen=True)
class Telling:
    """What stands on the sensitive schedule alone.

    Attributes:
        numbers: Its item numbers.
        runs: Runs of words of its reasons and edited descriptions.
        labels: Labels of people, in brackets.
        quantities: Its quantities, as printed.
    """

    numbers: frozenset[str] = frozenset()
    runs: frozenset[tuple[str, ...]] = frozenset()
    labels: frozenset[str] = frozenset()
    quantities: frozenset[str] = frozenset()

    def found_in(self, text: str) -> tuple[str, ...]:
        """Which sorts of leak a text holds; never what."""
        sorts = []
        if self.numbers and any(re.search(rf"\b{number}\b", text) for number in self.numbers):
            sorts.append("number")
        if self.runs and not self.runs.isdisjoint(_runs(text)):
            sorts.append("wording")
        if any(label in text for label in self.labels):
            sorts.append("name")
        return tuple(sorts)


@dataclass(frozen=True, order=True)
class Leak:
    """One place of what is served that tells of sensitive material.

    Attributes:
        place: Where: form and item or section, or file.
        sort: number, wording, name, count, or twin for what differs without the material.
    """

    place: str
    sort: str


def telling(register: Register) -> Telling:
    """What stands on the sensitive schedule of a register alone."""
    sensitive = [item for item in register.items if item.is_sensitive]
    served = [item for item in register.items if not item.is_sensitive]
    # An edit may keep drafted words, which other items share.
    shared = {run for item in served for run in _runs(_drafted(item))}
    shared |= {run for item in sensitive for run in _runs(item.drafted)}
    runs: set[tuple[str, ...]] = set()
    for item in sensitive:
        for text in (item.reason_for_sensitivity, item.undermines_or_assists, item.presumption_exception):
            runs |= _runs(text or "")
        if item.is_edited:
            runs |= _runs(f"{item.title}\n{item.description}") - shared
    drafted_labels = {label for item in served for label in _LABEL.findall(_drafted(item))}
    return Telling(
        numbers=frozenset(item.item_number for item in sensitive),
        runs=frozenset(runs),
        labels=frozenset(
            label for item in sensitive for label in _LABEL.findall(item.description) if label not in drafted_labels
        ),
        quantities=frozenset(f"{item.quantity:,}" for item in sensitive if item.quantity > 1),
    )


def _drafted(item: ScheduleItem) -> str:
    """The description that the toolkit drafted; of an item read back from the register, the one it has."""
    return item.drafted or item.description


def twin(
    groups: Sequence[MaterialGroup],
    issued: Sequence[ScheduleItem],
    decided: Decisions,
    facts: CaseFacts,
    register: Register,
) -> Register:
    """The register of the case as it would be without the sensitive material."""
    sensitive = [item for item in register.items if item.is_sensitive]
    gone = {number for item in sensitive for number in item.group_ids}
    named = {name for item in sensitive for name in (item.item_number, item.reference)}
    kinds = ("mg6e", "description", "read_in_full", "presumption")
    kept = {kind: tuple(entry for entry in getattr(decided, kind) if entry.item not in named) for kind in kinds}
    return items.build(
        [group for group in groups if group.group_id not in gone],
        [item for item in issued if not item.is_sensitive],
        decided.model_copy(update={"sensitive": (), "no_longer_sensitive": (), **kept}),
        facts,
        register.submission,
    )


def differences(form: Form, other: Form) -> tuple[Leak, ...]:
    """Where a form differs from its twin."""
    places = []
    if form.notes != other.notes:
        places.append("notes")
    tables = [("", form.rows, other.rows)]
    tables += [
        (section.heading, section.rows, again.rows)
        for section, again in zip(form.sections, other.sections, strict=True)
    ]
    for heading, rows, again in tables:
        known = {row.cells: row for row in again}
        ours = {row.cells for row in rows}
        places += [_place(heading, n, row) for n, row in enumerate(rows, 1) if known.get(row.cells) != row]
        places += [_place(heading, n, row) for n, row in enumerate(again, 1) if row.cells not in ours]
    return tuple(Leak(f"{form.name} {place}", "twin") for place in sorted(set(places)))


def search(form: Form, told: Telling) -> tuple[Leak, ...]:
    """What of the sensitive schedule stands in a form."""
    leaks = [Leak(f"{form.name} {place}", sort) for place, text in texts(form) for sort in told.found_in(text)]
    return tuple(sorted(set(leaks)))


def texts(form: Form) -> list[tuple[str, str]]:
    """Every text of a form but its header, with its place."""
    texts = [("notes", note) for note in (*form.notes, *form.certification, form.nil)]
    tables = [("", form.rows), *((section.heading, section.rows) for section in form.sections)]
    texts += [(section.heading, note) for section in form.sections for note in section.notes]
    texts += [
        (_place(heading, number, row), text)
        for heading, rows in tables
        for number, row in enumerate(rows, 1)
        for text in (row.title, *row.cells)
    ]
    return texts


def counts_in_edits(served: Iterable[ScheduleItem], told: Telling) -> tuple[Leak, ...]:
    """Quantities of the sensitive schedule in words that the officer has edited."""
    found = []
    for item in served:
        if not item.is_edited or item.is_sensitive:
            continue
        own = {f"{item.quantity:,}", *_NUMBER.findall(item.drafted)}
        if (set(_NUMBER.findall(f"{item.title} {item.description}")) - own) & told.quantities:
            found.append(Leak(f"MG6C item {item.item_number}", "count"))
    return tuple(found)


def _place(heading: str, line: int, row: Row) -> str:
    """Where a line stands: by the number of its item or of the line, never by words, which can be what leaks."""
    place = f"item {row.cells[0]}" if _ITEM.fullmatch(row.cells[0]) else f"line {line}"
    return f"{heading}, {place}" if heading else place


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
