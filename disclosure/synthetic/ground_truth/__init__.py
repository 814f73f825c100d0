"""The ground truth that ships: messages with identifiers planted in known places, and ordinary ones with none.

Templates and values were written before the recognisers took their present form, apart from those of the
demonstration case and of the recognisers' own tests, and no recogniser is tuned on a text of this set.
What it cannot show: that people write as its authors think they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from disclosure.synthetic.ground_truth import ordinary
from disclosure.synthetic.ground_truth.templates import TEMPLATES
from disclosure.synthetic.ground_truth.values import MAKERS
from disclosure.synthetic.identifiers import generator, pick

EACH: Final = 120
"""Messages of each kind of identifier."""

ORDINARY: Final = 3000
"""Ordinary messages."""

SEED: Final = 1
_SLOT: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class TruthSpan:
    """Where an identifier was planted.

    Attributes:
        start: First code point.
        end: Code point after the last.
        category: CPS category.
        kind: Kind of identifier and way of writing it; for a user's own truth, the category again.
    """

    start: int
    end: int
    category: str
    kind: str


@dataclass(frozen=True)
class Example:
    """A message and what it holds; nothing for an ordinary one."""

    text: str
    spans: tuple[TruthSpan, ...] = ()


def generate(each: int = EACH, ordinary_count: int = ORDINARY, seed: int = SEED) -> Iterator[Example]:
    """The set: so many messages of each kind of identifier, then distinct ordinary ones.

    Args:
        each: Messages of each kind.
        ordinary_count: Ordinary messages.
        seed: Other seeds give other sets.
    """
    for kind, templates in TEMPLATES.items():
        rng = generator("ground truth", seed, kind)
        for number in range(each):
            # Every template comes equally often.
            yield _written(templates[number % len(templates)], rng)
    rng = generator("ground truth", seed, "ordinary")
    seen: set[str] = set()
    while len(seen) < ordinary_count:
        example = _written(pick(rng, ordinary.TEMPLATES), rng)
        if rng.random() < 0.25:
            more = _written(pick(rng, ordinary.TEMPLATES), rng).text
            example = Example(f"{example.text}{pick(rng, ('. ', ' ', ', ', ' then '))}{more}")
        if example.text not in seen:
            seen.add(example.text)
            yield example


def _written(template: str, rng: Random) -> Example:
    """A template filled in, with something before and after it as people do."""
    text, spans = pick(rng, ordinary.OPENERS), []
    at = 0
    for slot in _SLOT.finditer(template):
        text += template[at : slot.start()]
        at = slot.end()
        kind = slot.group(1)
        if kind in MAKERS:
            category, make = MAKERS[kind]
            value = make(rng)
            spans.append(TruthSpan(len(text), len(text) + len(value), category, kind))
        else:
            value = pick(rng, ordinary.SLOTS[kind])
        text += value
    return Example(text + template[at:] + pick(rng, ordinary.ENDS), tuple(spans))
