"""Which label wins where spans overlap, and what replacing refuses."""

from __future__ import annotations

import pytest

from disclosure.errors import DisclosureError
from disclosure.redact.spans import RedactionSpan, apply, merge


def span(
    start: int, end: int, category: str = "Named individual", score: float = 0.5, pseudonym: str | None = None
) -> RedactionSpan:
    return RedactionSpan(start, end, "X", category, score, "rule", "1", pseudonym)


def test_a_known_person_goes_before_a_higher_score() -> None:
    merged = merge([span(0, 8, score=1.0), span(2, 5, score=0.4, pseudonym="Complainant")])
    assert [(s.start, s.end, s.pseudonym) for s in merged] == [(0, 2, None), (2, 5, "Complainant"), (5, 8, None)]


def test_a_higher_score_goes_before_a_longer_span() -> None:
    merged = merge([span(0, 8), span(2, 5, "Phone number", score=0.9)])
    assert [(s.start, s.end, s.category) for s in merged] == [
        (0, 2, "Named individual"),
        (2, 5, "Phone number"),
        (5, 8, "Named individual"),
    ]


def test_a_rule_goes_before_a_models_surer_guess_which_keeps_what_the_rule_leaves() -> None:
    guess = RedactionSpan(0, 8, "PERSON", "Named individual", 0.99, "model", "1", is_guess=True)
    merged = merge([guess, span(0, 5, "Other", score=0.5)])
    assert [(s.start, s.end, s.category) for s in merged] == [(0, 5, "Other"), (5, 8, "Named individual")]


def test_overlapping_spans_of_one_category_become_one() -> None:
    assert [(s.start, s.end, s.score) for s in merge([span(0, 5), span(3, 9, score=0.8)])] == [(0, 9, 0.8)]


def named(start: int, end: int, entity: str, category: str, who: str | None = None) -> RedactionSpan:
    return RedactionSpan(start, end, entity, category, 1.0, "rule", "1", who, "witness" if who else None)


@pytest.mark.parametrize(
    ("entity", "category", "owners", "owner"),
    [
        ("SOCIAL_HANDLE", "Other", ["Witness 01"], "Witness 01"),
        ("EMAIL_ADDRESS", "Email address", ["Witness 01", "Witness 01"], "Witness 01"),
        ("SOCIAL_HANDLE", "Other", ["Witness 01", "Witness 02"], None),
        ("SOCIAL_HANDLE", "Other", [None], None),
        ("ADDRESS", "Address", ["Witness 01"], None),
    ],
)
def test_a_name_inside_a_longer_identifier_is_part_of_it(
    entity: str, category: str, owners: list[str | None], owner: str | None
) -> None:
    names = [named(2 + 4 * n, 5 + 4 * n, "PERSON", "Named individual", who) for n, who in enumerate(owners)]
    (whole,) = merge([named(0, 12, entity, category), *names])
    assert (whole.start, whole.end, whole.category, whole.pseudonym) == (0, 12, category, owner)


def test_a_name_that_is_a_whole_user_name_stays_a_name() -> None:
    (name,) = merge([named(0, 9, "SOCIAL_HANDLE", "Other"), named(0, 9, "PERSON", "Named individual", "Witness 01")])
    assert name.category == "Named individual"


def test_spans_that_only_touch_stay_two() -> None:
    assert len(merge([span(0, 5), span(5, 9)])) == 2


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2)])
def test_a_span_that_holds_nothing_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="holds nothing"):
        span(start, end)


@pytest.mark.parametrize("replacements", [[(0, 3, "a"), (2, 4, "b")], [(0, 99, "a")]])
def test_replacements_out_of_place_are_refused_without_the_text(replacements: list[tuple[int, int, str]]) -> None:
    with pytest.raises(DisclosureError) as caught:
        apply("CANARY-TEXT", replacements)
    assert "CANARY" not in str(caught.value)


def test_offsets_are_code_points() -> None:
    assert apply("👩‍👧 Ann 💼", [(4, 7, "[x]")]) == "👩‍👧 [x] 💼"
