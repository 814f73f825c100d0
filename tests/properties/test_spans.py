"""Spans: what lies outside them never changes, and merging depends on nothing but what is merged."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from disclosure.redact.spans import RedactionSpan, apply, merge

KINDS = (
    ("PERSON", "Named individual"), ("PHONE_NUMBER", "Phone number"), ("UK_NHS", "NHS number"),
    ("SOCIAL_HANDLE", "Other"), ("ADDRESS", "Address"),
)  # fmt: skip
PEOPLE = (
    (None, None, None),
    ("Complainant", "complainant", "complainant"),
    ("Third party 0001", "third_party", None),
)


@st.composite
def spans(draw: st.DrawFn) -> RedactionSpan:
    start = draw(st.integers(0, 40))
    entity_type, category = draw(st.sampled_from(KINDS))
    pseudonym, role, party_id = draw(st.sampled_from(PEOPLE))
    return RedactionSpan(
        start,
        start + draw(st.integers(1, 12)),
        entity_type,
        category,
        draw(st.sampled_from((0.4, 0.7, 1.0))),
        draw(st.sampled_from(("one", "two"))),
        "1",
        pseudonym,
        role,
        party_id,
    )


many = st.lists(spans(), max_size=12)


def covered(items: list[RedactionSpan] | tuple[RedactionSpan, ...]) -> set[int]:
    return {at for span in items for at in range(span.start, span.end)}


@given(many)
def test_merging_covers_what_was_covered_without_overlap(items: list[RedactionSpan]) -> None:
    merged = merge(items)
    assert covered(merged) == covered(items)
    assert all(left.end <= right.start for left, right in pairwise(merged))


@given(many, st.randoms())
def test_merging_does_not_depend_on_order(items: list[RedactionSpan], rng: random.Random) -> None:
    shuffled = list(items)
    rng.shuffle(shuffled)
    assert merge(shuffled) == merge(items)


@given(many)
def test_merging_twice_is_merging_once(items: list[RedactionSpan]) -> None:
    assert merge(merge(items)) == merge(items)


@given(many)
def test_every_point_that_a_known_person_claims_is_a_known_persons(items: list[RedactionSpan]) -> None:
    items = [span for span in items if span.entity_type not in ("SOCIAL_HANDLE", "ADDRESS")]
    known = covered([span for span in items if span.pseudonym])
    assert known <= covered([span for span in merge(items) if span.pseudonym])


@given(st.text(min_size=1, max_size=60), many, st.text(max_size=5))
def test_what_lies_outside_spans_is_unchanged(text: str, items: list[RedactionSpan], mark: str) -> None:
    inside = [span for span in items if span.end <= len(text)]
    merged = merge(inside)
    replaced = apply(text, [(span.start, span.end, mark) for span in merged])
    outside = "".join(character for at, character in enumerate(text) if at not in covered(inside))
    assert len(replaced) == len(outside) + len(mark) * len(merged)
    rest, at = replaced, 0
    for span in merged:
        kept = text[at : span.start]
        assert rest.startswith(kept + mark)
        rest, at = rest[len(kept) + len(mark) :], span.end
    assert rest == text[at:]
