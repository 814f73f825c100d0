"""Bounds from a sample, against the definition worked out with whole numbers."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from disclosure.relevance import bounds

TAIL = Fraction(1, 40)


def not_ruled_out(found: int, drawn: int, population: int) -> list[int]:
    """Every number that leaves at least a tail's probability to what was seen and anything more extreme."""
    kept = []
    for number in range(found, population - (drawn - found) + 1):
        ways = [comb(number, k) * comb(population - number, drawn - k) for k in range(drawn + 1)]
        total = comb(population, drawn)
        at_most, at_least = Fraction(sum(ways[: found + 1]), total), Fraction(sum(ways[found:]), total)
        if at_most >= TAIL and at_least >= TAIL:
            kept.append(number)
    return kept


@pytest.mark.parametrize("population", [1, 2, 7, 30])
def test_a_number_among_so_many_is_bounded_as_the_definition_says(population: int) -> None:
    for drawn in range(1, population + 1):
        for found in range(drawn + 1):
            kept = not_ruled_out(found, drawn, population)
            assert bounds.number(found, drawn, population) == (kept[0], kept[-1]), (found, drawn)


@pytest.mark.parametrize("truth", [0, 1, 5, 20, 39, 40])
def test_the_interval_covers_the_truth_as_often_as_it_says(truth: int) -> None:
    drawn, population = 12, 40
    covered = sum(
        Fraction(comb(truth, found) * comb(population - truth, drawn - found), comb(population, drawn))
        for found in range(max(0, drawn - (population - truth)), min(truth, drawn) + 1)
        if bounds.number(found, drawn, population)[0] <= truth <= bounds.number(found, drawn, population)[1]
    )
    assert covered >= Fraction(95, 100)


@pytest.mark.parametrize(
    ("found", "drawn", "low", "high"),
    # Exact binomial limits as commonly tabulated (95%, two-sided).
    [(0, 10, 0.0, 0.3085), (1, 10, 0.0025, 0.4450), (5, 10, 0.1871, 0.8129),
     (10, 10, 0.6915, 1.0), (3, 300, 0.0021, 0.0289)],
)  # fmt: skip
def test_a_proportion_has_the_tabulated_limits(found: int, drawn: int, low: float, high: float) -> None:
    assert bounds.proportion(found, drawn) == pytest.approx((low, high), abs=5e-5)


def test_a_known_population_is_never_the_wider() -> None:
    for found in (0, 2, 9):
        assert bounds.number(found, 60, 200)[1] / 200 <= bounds.proportion(found, 60)[1] + 1e-9


@pytest.mark.parametrize(("population", "at_most"), [(1_000, 10), (1_000_000, 1_000), (20, 0), (5, 5)])
def test_the_size_needed_is_enough_and_one_fewer_is_not(population: int, at_most: int) -> None:
    size = bounds.needed(population, at_most)
    assert bounds.largest(0, size, population) <= at_most
    assert size == 0 or bounds.largest(0, size - 1, population) > at_most


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="found <= drawn"):
        bounds.number(3, 2, 10)
    with pytest.raises(ValueError, match="left open"):
        bounds.needed(10, 11)
