"""Persons who may be one: alike in name or handle. Proposed for a person to decide, never joined.

Likeness of names is rapidfuzz's ratio of sorted words (MIT licence).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz, process

from disclosure.identities.names import name_in
from disclosure.identities.occurrences import Occurrence

_LIKE: Final = 90.0
_SAME: Final = 100.0
_SHORTEST_HANDLE: Final = 6
_ROWS: Final = 500
_MOST_OF_A_KIND: Final = 8
"""More persons with one label than this say nothing."""
_PLAIN: Final = re.compile(r"[^a-z]+")


@dataclass(frozen=True)
class Proposal:
    """Two keys that may be one person's.

    Attributes:
        one: Key.
        other: Key.
        rule: same_full_name, similar_full_name, same_handle or same_label.
        score: Likeness, 0 to 100.
    """

    one: str
    other: str
    rule: str
    score: float


def propose(everything: Sequence[Occurrence], whose: Callable[[str], str]) -> list[Proposal]:
    """Proposals, the likeliest first, one for each pair of persons.

    Args:
        everything: All occurrences.
        whose: Pseudonym of a key; keys of one person are never proposed.
    """
    found: dict[frozenset[str], Proposal] = {}
    for proposal in (*_by_name(everything), *_by_handle(everything), *_by_label(everything)):
        pair = frozenset((whose(proposal.one), whose(proposal.other)))
        if len(pair) > 1 and (pair not in found or found[pair].score < proposal.score):
            found[pair] = proposal
    return sorted(found.values(), key=lambda proposal: (-proposal.score, proposal.rule, proposal.one, proposal.other))


def _by_name(everything: Sequence[Occurrence]) -> Iterator[Proposal]:
    """Full names, of two words or more: a first name alone is nobody's in particular."""
    keys: dict[str, dict[str, None]] = {}
    for occurrence in everything:
        name = name_in(occurrence.name or "")
        if name and len(name.split()) > 1:
            keys.setdefault(" ".join(sorted(name.casefold().split())), {})[occurrence.key] = None
    names = sorted(keys)
    for same in keys.values():
        yield from (Proposal(one, other, "same_full_name", _SAME) for one, other in _pairs(same))
    for start in range(0, len(names), _ROWS):
        some = names[start : start + _ROWS]
        scores = process.cdist(some, names, scorer=fuzz.ratio, score_cutoff=_LIKE, workers=1)
        for row, column in zip(*scores.nonzero(), strict=True):
            if start + row < column:
                one, other = next(iter(keys[names[start + row]])), next(iter(keys[names[column]]))
                yield Proposal(one, other, "similar_full_name", round(float(scores[row, column]), 1))


def _by_handle(everything: Sequence[Occurrence]) -> Iterator[Proposal]:
    """User names and local parts of e-mail addresses that are the same letters."""
    keys: dict[str, dict[str, None]] = {}
    for occurrence in everything:
        if occurrence.kind in ("account", "email"):
            letters = _PLAIN.sub("", occurrence.value.partition("@")[0])
            if len(letters) >= _SHORTEST_HANDLE:
                keys.setdefault(letters, {})[occurrence.key] = None
    for same in keys.values():
        yield from (Proposal(one, other, "same_handle", _LIKE) for one, other in _pairs(same))


def _by_label(everything: Sequence[Occurrence]) -> Iterator[Proposal]:
    """A name without an identifier, and whoever the same phone calls by it."""
    keys: dict[tuple[str, str], dict[str, None]] = {}
    nameless = set()
    for occurrence in everything:
        if occurrence.name and name_in(occurrence.name):
            keys.setdefault((occurrence.exhibit_ref, occurrence.name.casefold()), {})[occurrence.key] = None
        if occurrence.kind == "name":
            nameless.add(occurrence.key)
    for same in keys.values():
        yield from (
            Proposal(one, other, "same_label", _LIKE)
            for one, other in _pairs(same)
            if one in nameless or other in nameless
        )


def _pairs(keys: dict[str, None]) -> Iterator[tuple[str, str]]:
    if len(keys) <= _MOST_OF_A_KIND:
        yield from combinations(sorted(keys), 2)
