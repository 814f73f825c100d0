"""What a dip sample says of what was not read: exact bounds on a proportion and on a number.

Two kinds of interval, both exact and so never narrower than they claim:

* of a proportion, after Clopper and Pearson (1934), by inverting the binomial distribution; right for a draw with
  replacement or from what has no end;
* of a number among so many, by inverting the hypergeometric distribution, as a sample is drawn without replacement
  from a known number of records. It is the one to state of a case, and it is never wider than the other.

Elusion is the proportion of the records that a search did not select which are responsive all the same; the bounds
on the number of them say how many the search may have missed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

_ROUNDING: Final = 1e-12


def proportion(found: int, drawn: int, confidence: float = 0.95) -> tuple[float, float]:
    """Two-sided Clopper-Pearson interval of a proportion.

    Args:
        found: How many of those drawn have the property.
        drawn: How many were drawn; at least 1.
        confidence: Confidence of the interval, below 1.

    Returns:
        Lower and upper bound.

    >>> [round(bound, 4) for bound in proportion(0, 100)]
    [0.0, 0.0362]
    >>> [round(bound, 4) for bound in proportion(5, 100)]
    [0.0164, 0.1128]
    """
    _check(found, drawn, drawn)
    tail = (1 - confidence) / 2
    low = 0.0 if not found else _root(lambda p: 1 - _binomial_cdf(found - 1, drawn, p) - tail)
    high = 1.0 if found == drawn else _root(lambda p: tail - _binomial_cdf(found, drawn, p))
    return low, high


def number(found: int, drawn: int, population: int, confidence: float = 0.95) -> tuple[int, int]:
    """Two-sided exact interval of how many of a population have a property that some of a sample have.

    Args:
        found: How many of those drawn have the property.
        drawn: How many were drawn, without replacement.
        population: How many there are, those drawn included.
        confidence: Confidence of the interval, below 1.

    Returns:
        Smallest and largest number that the sample does not rule out.

    >>> number(0, 100, 1000)
    (0, 34)
    >>> number(2, 10, 10)
    (2, 2)
    """
    _check(found, drawn, population)
    if not drawn:
        return 0, population
    # A number whose probability is the tail itself counts as not ruled out, however the arithmetic rounds.
    tail = (1 - confidence) / 2 - _ROUNDING
    least, most = found, population - (drawn - found)
    # P(X <= found) falls as the number grows, P(X >= found) rises: each bound is found by halving.
    low = _first(least, most, lambda k: 1 - _hypergeometric_cdf(found - 1, population, k, drawn) > tail)
    high = _first(least, most + 1, lambda k: k > most or _hypergeometric_cdf(found, population, k, drawn) <= tail) - 1
    return low, high


def largest(found: int, drawn: int, population: int, confidence: float = 0.95) -> int:
    """One-sided upper bound: with this confidence no more than so many of the population have the property.

    >>> largest(0, 100, 1000)
    28
    """
    return number(found, drawn, population, 1 - 2 * (1 - confidence))[1]


def needed(population: int, at_most: int, confidence: float = 0.95) -> int:
    """How many must be drawn so that, if none of them has a property, no more than `at_most` can have it.

    Args:
        population: How many there are.
        at_most: The largest number that may be left open.
        confidence: Confidence of that statement, one-sided.

    >>> needed(1000, 28)
    97
    >>> needed(50, 0)
    48
    """
    if not 0 <= at_most <= population:
        raise ValueError("the number left open must lie between none and all of the population")
    return _first(0, population, lambda n: n == population or largest(0, n, population, confidence) <= at_most)


def _check(found: int, drawn: int, population: int) -> None:
    if not 0 <= found <= drawn <= population:
        raise ValueError("expected 0 <= found <= drawn <= population")


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The smallest number from low to high for which something holds, which holds for all after it, and for high."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _root(rises: Callable[[float], float]) -> float:
    """Where a rising function of a probability crosses zero, to the precision of the arithmetic."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if rises(middle) > 0:
            high = middle
        else:
            low = middle
        if high - low <= 0.0:
            break
    return (low + high) / 2


def _binomial_cdf(most: int, drawn: int, p: float) -> float:
    """Probability of no more than `most` of `drawn`."""
    if most < 0 or p >= 1.0:
        return 1.0 if most >= drawn else 0.0
    if p <= 0.0:
        return 1.0
    logs = (_log_choose(drawn, k) + k * math.log(p) + (drawn - k) * math.log1p(-p) for k in range(most + 1))
    return min(1.0, math.fsum(math.exp(log) for log in logs))


def _hypergeometric_cdf(most: int, population: int, with_it: int, drawn: int) -> float:
    """Probability of no more than `most` of `drawn`, where `with_it` of the population have the property."""
    first = max(0, drawn - (population - with_it))
    last = min(most, with_it, drawn)
    total = _log_choose(population, drawn)
    logs = (
        _log_choose(with_it, k) + _log_choose(population - with_it, drawn - k) - total for k in range(first, last + 1)
    )
    return min(1.0, math.fsum(math.exp(log) for log in logs))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
