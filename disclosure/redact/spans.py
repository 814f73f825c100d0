"""Spans of a text that identify somebody: merging them, and replacing them. Pure.

Offsets are Unicode code points of the text as it is stored, half open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from disclosure.case_file import KNOWN_ROLES
from disclosure.errors import DisclosureError

_NAMES: Final = ("PERSON", "FULL_NAME")
_TAKES_NAMES: Final = MappingProxyType(
    {"SOCIAL_HANDLE": True, "SOCIAL_PROFILE": True, "EMAIL_ADDRESS": True, "URL": True, "ADDRESS": False}
)
"""Kinds of identifier of which a name may be a part, and whether it is then that person's."""


@dataclass(frozen=True)
class RedactionSpan:
    """A part of a text that identifies somebody.

    Attributes:
        start: First code point.
        end: Code point after the last.
        entity_type: Presidio's entity type.
        category: CPS category (`disclosure.redact.categories`).
        score: Confidence of the recogniser, 0 to 1.
        recogniser: Rule or model that found it.
        recogniser_version: Its version.
        pseudonym: Pseudonym of the person it belongs to, where known.
        role: Their role.
        party_id: Their id in case.toml, where they have one.
        is_guess: A statistical model found it: what a rule says of the same text goes before it.
    """

    start: int
    end: int
    entity_type: str
    category: str
    score: float
    recogniser: str
    recogniser_version: str
    pseudonym: str | None = None
    role: str | None = None
    party_id: str | None = None
    is_guess: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span of {self.start} to {self.end} holds nothing")


def _rank(span: RedactionSpan) -> tuple[object, ...]:
    """Order of preference for the label of text that several spans claim; the lowest wins."""
    return (
        span.pseudonym is None,
        span.is_guess,
        -span.score,
        span.start - span.end,
        span.start,
        span.entity_type,
        span.recogniser,
        span.recogniser_version,
        span.category,
        span.pseudonym or "",
        span.role or "",
        span.party_id or "",
    )


def merge(spans: Iterable[RedactionSpan]) -> tuple[RedactionSpan, ...]:
    """Spans in order that do not overlap and cover exactly what the given ones cover together.

    A name inside a user name, an e-mail address or a street address is part of it. Overlapping spans of one category
    and person become one. Between others, the label of a known person goes before any other, then the higher score,
    then the longer span, then a fixed order: the winner keeps its whole extent, and what is left of the others keeps
    its own label. The order of the given spans does not matter, and merging twice is merging once.
    """
    merged: list[RedactionSpan] = []
    for cluster in _clusters(spans):
        if len(cluster) == 1:
            merged += cluster
            continue
        taken: list[RedactionSpan] = []
        for span in sorted(_united(_taken_up(cluster)), key=_rank):
            for start, end in gaps(span.start, span.end, [(other.start, other.end) for other in taken]):
                taken.append(replace(span, start=start, end=end))
        merged += sorted(taken, key=lambda span: span.start)
    return tuple(merged)


def _taken_up(cluster: Sequence[RedactionSpan]) -> list[RedactionSpan]:
    """The spans without names that are part of a longer identifier, which is then that person's.

    A street is not the person's of whose name it is made, and what bears two people's names is neither's.
    """
    wholes = [span for span in cluster if span.entity_type in _TAKES_NAMES and not span.is_guess]
    inside: set[RedactionSpan] = set()
    owned: dict[RedactionSpan, RedactionSpan] = {}
    for whole in wholes:
        names = [span for span in cluster if span.entity_type in _NAMES and _is_within(span, whole)]
        inside.update(names)
        owners = {(name.pseudonym, name.role, name.party_id) for name in names if name.pseudonym is not None}
        if _TAKES_NAMES[whole.entity_type] and whole.pseudonym is None and len(owners) == 1:
            pseudonym, role, party_id = owners.pop()
            # Somebody else's user name may have the suspect's name in it, so that it is not kept as the suspect's.
            role = None if role in KNOWN_ROLES else role
            owned[whole] = replace(whole, pseudonym=pseudonym, role=role, party_id=party_id)
    return [owned.get(span, span) for span in cluster if span not in inside]


def _is_within(span: RedactionSpan, whole: RedactionSpan) -> bool:
    """Whether a span is a part, and not the whole, of another."""
    return whole.start <= span.start and span.end <= whole.end and span.end - span.start < whole.end - whole.start


def _united(spans: Iterable[RedactionSpan]) -> Iterator[RedactionSpan]:
    """Overlapping spans of one category and person made one, under the label of the one that goes first."""
    groups: dict[tuple[str | None, ...], list[RedactionSpan]] = {}
    for span in spans:
        groups.setdefault((span.category, span.pseudonym, span.role, span.party_id), []).append(span)
    for group in groups.values():
        for cluster in _clusters(group):
            best = min(cluster, key=_rank)
            yield replace(best, start=min(span.start for span in cluster), end=max(span.end for span in cluster))


def _clusters(spans: Iterable[RedactionSpan]) -> Iterator[list[RedactionSpan]]:
    """Groups of spans that overlap one another, so that a long text does not cost the square of its spans."""
    cluster: list[RedactionSpan] = []
    end = 0
    for span in sorted(set(spans), key=lambda span: span.start):
        if cluster and span.start >= end:
            yield cluster
            cluster = []
        end = max(end, span.end) if cluster else span.end
        cluster.append(span)
    if cluster:
        yield cluster


def gaps(start: int, end: int, taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts from one place to another that none of the places taken covers.

    >>> gaps(0, 9, [(4, 6), (2, 5)])
    [(0, 2), (6, 9)]
    """
    parts, at = [], start
    for first, last in sorted(taken):
        if last <= at or first >= end:
            continue
        if first > at:
            parts.append((at, first))
        at = last
    return [*parts, (at, end)] if at < end else parts


def apply(text: str, replacements: Sequence[tuple[int, int, str]]) -> str:
    """The text with parts of it replaced; everything else is unchanged.

    Args:
        text: The text.
        replacements: Start, end and what takes their place; in any order.

    Raises:
        DisclosureError: Two of them overlap, or one lies outside the text.

    >>> apply("call Ann now", [(5, 8, "[Witness 01]")])
    'call [Witness 01] now'
    """
    parts, at = [], 0
    for start, end, replacement in sorted(replacements):
        if not at <= start <= end <= len(text):
            raise DisclosureError(
                "replacement_out_of_place",
                f"A replacement at {start} to {end} overlaps another or leaves a text of {len(text)} code points.",
                "Merge the spans of that text first.",
            )
        parts += [text[at:start], replacement]
        at = end
    return "".join([*parts, text[at:]])
