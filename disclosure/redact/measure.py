"""How well identifiers are found, against texts in which they were marked. Pure.

An identifier is *covered* when every letter and digit of it lies in something found, in one piece or several;
spaces and signs between them tell nothing. It is in the *right category* when it is covered and most of those
characters were found under its own category. A find is *right* when it overlaps something planted, whatever
the category: precision asks whether it should have been touched at all. Words are runs of letters and digits;
one is *wrongly redacted* when it is touched by a find and by nothing planted.

Intervals are Wilson's for a share of independent trials, 95 %: E. B. Wilson, Journal of the American Statistical
Association 22 (1927), page 209.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, Final

_Z: Final = 1.959963984540054  # 97.5th percentile of the standard normal distribution
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Marked:
    """A part of a text, with its category.

    Attributes:
        start: First code point.
        end: Code point after the last.
        category: CPS category.
        kind: Finer kind of what was planted; empty for a find.
    """

    start: int
    end: int
    category: str
    kind: str = ""


@dataclass(frozen=True)
class Share:
    """So many of so many, with the 95 % interval of the share."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.count / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval.

        >>> tuple(round(end, 4) for end in Share(98, 100).interval)
        (0.93, 0.9945)
        """
        if not self.total:
            return None
        share, n = self.count / self.total, self.total
        middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    def as_json(self) -> dict[str, Any]:
        """For a machine to read."""
        return {"count": self.count, "of": self.total, "share": self.value, "interval_95": self.interval}


@dataclass
class Tally:
    """Counts for one category, one kind or the whole."""

    planted: int = 0
    covered: int = 0
    right_category: int = 0
    finds: int = 0
    right_finds: int = 0
    wrong_words: int = 0

    def shares(self, words: int) -> dict[str, Share]:
        """What the counts say; words are those of all texts that nothing planted touches."""
        return {
            "covered": Share(self.covered, self.planted),
            "right_category": Share(self.right_category, self.planted),
            "precision": Share(self.right_finds, self.finds),
            "words_wrongly_redacted": Share(self.wrong_words, words),
        }


@dataclass
class Measurement:
    """Counts over a set of texts.

    Attributes:
        whole: All categories together.
        categories: By CPS category: of what was planted for recall, of what was found for precision.
        kinds: By kind of what was planted; recall only.
        words: Words of all texts that nothing planted touches.
        ordinary: Texts with nothing planted.
        ordinary_touched: Those of them in which something was found.
        texts: All texts.
    """

    whole: Tally = field(default_factory=Tally)
    categories: dict[str, Tally] = field(default_factory=dict)
    kinds: dict[str, Tally] = field(default_factory=dict)
    words: int = 0
    ordinary: int = 0
    ordinary_touched: int = 0
    texts: int = 0

    @property
    def touched(self) -> Share:
        """Share of ordinary messages in which something was found."""
        return Share(self.ordinary_touched, self.ordinary)


def measure(texts: Iterable[tuple[str, Sequence[Marked], Sequence[Marked]]]) -> Measurement:
    """Compare what was found with what was planted.

    Args:
        texts: Text, what was planted in it, what was found in it.
    """
    result = Measurement()
    for text, planted, found in texts:
        result.texts += 1
        if not planted:
            result.ordinary += 1
            result.ordinary_touched += bool(found)
        categories_at = _categories_at(found)
        for span in planted:
            covered, right = _covered(text, span, categories_at)
            for tally in (
                result.whole,
                result.categories.setdefault(span.category, Tally()),
                result.kinds.setdefault(span.kind or span.category, Tally()),
            ):
                tally.planted += 1
                tally.covered += covered
                tally.right_category += covered and right
        for span in found:
            is_right = any(span.start < other.end and other.start < span.end for other in planted)
            for tally in (result.whole, result.categories.setdefault(span.category, Tally())):
                tally.finds += 1
                tally.right_finds += is_right
        for word in _WORD.finditer(text):
            if any(word.start() < span.end and span.start < word.end() for span in planted):
                continue
            result.words += 1
            touching = {span.category for span in found if word.start() < span.end and span.start < word.end()}
            result.whole.wrong_words += bool(touching)
            for category in touching:
                result.categories[category].wrong_words += 1
    return result


def _categories_at(found: Sequence[Marked]) -> dict[int, set[str]]:
    at: dict[int, set[str]] = {}
    for span in found:
        for place in range(span.start, span.end):
            at.setdefault(place, set()).add(span.category)
    return at


def _covered(text: str, span: Marked, categories_at: dict[int, set[str]]) -> tuple[bool, bool]:
    """Whether an identifier is covered, and whether mostly under its own category."""
    places = [place for place in range(span.start, span.end) if text[place].isalnum()]
    counts = Counter(category for place in places for category in categories_at.get(place, ()))
    return all(place in categories_at for place in places), 2 * counts[span.category] > len(places)
