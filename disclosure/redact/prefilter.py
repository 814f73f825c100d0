"""Which expressions could match in a text, told in one pass over its characters.

A recogniser declares what a text must hold for it to find something: a digit or one of some characters (`needs`),
and one of some words (`words`). Each of its expressions adds the literals and the number of digits without which it
cannot match (`disclosure.redact.literals`). All of this is joined into one table of characters and one automaton of
literals, so a text is looked at once however many expressions there are. What declares nothing and needs nothing is
always tried; the rest can only save time (tested against trying everything).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import ahocorasick

from disclosure.redact.literals import BOUNDARY, folded

DIGIT: Final = "digit"
"""What `needs` says where any decimal digit of any script will do."""

_DIGIT: Final = re.compile(r"\d")
_IN_WORDS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
"""Characters that are part of a word for every engine; what others are is left to the search itself."""

_REMEMBERED: Final = 10_000

_Edges = tuple[bool, bool]
"""Whether a word must begin where a literal begins, and end where it ends."""


@dataclass(frozen=True)
class Need:
    """What a text must hold.

    Attributes:
        characters: `DIGIT`, or characters of which one must occur; empty if none is needed.
        words: Lower-case literals of which one must occur in the folded text; empty if none is needed.
        literals: Others, as `literals.needed` gives them, of which one must occur as well; empty if none is needed.
        digits: Decimal digits of any script there must be at least.
    """

    characters: str = ""
    words: tuple[str, ...] = ()
    literals: tuple[str, ...] = ()
    digits: int = 0

    def is_met(self, text: str) -> bool:
        """Whether the text holds it: what the joined table must agree with."""
        whole = f" {folded(text)} "
        return (
            len(_DIGIT.findall(text)) >= self.least_digits
            and (not self.one_of or any(c in text for c in self.one_of))
            and (not self.words or any(folded(word) in whole for word in self.words))
            and (not self.literals or any(_expression(literal).search(whole) for literal in self.literals))
        )

    @property
    def least_digits(self) -> int:
        """Digits there must be, `DIGIT` counted."""
        return max(self.digits, int(self.characters == DIGIT))

    @property
    def one_of(self) -> str:
        """Characters of which one must occur, digits aside."""
        return "" if self.characters == DIGIT else self.characters


class Prefilter:
    """The needs of a sequence of expressions or recognisers, joined.

    Args:
        needs: What each needs, in order.
    """

    def __init__(self, needs: Sequence[Need]) -> None:
        self._count = len(needs)
        # One bit for each: those to try as far as characters, words and literals are concerned.
        self._any_characters = _bits(at for at, need in enumerate(needs) if not need.one_of)
        self._any_words = _bits(at for at, need in enumerate(needs) if not need.words)
        self._any_literals = _bits(at for at, need in enumerate(needs) if not need.literals)
        most = max((need.least_digits for need in needs), default=0)
        self._with_digits = [
            _bits(at for at, need in enumerate(needs) if need.least_digits <= digits) for digits in range(most + 1)
        ]
        self._by_character: dict[str, int] = {}
        by_word: dict[str, int] = {}
        by_literal: dict[str, dict[_Edges, int]] = {}
        for at, need in enumerate(needs):
            for character in need.one_of:
                self._by_character[character] = self._by_character.get(character, 0) | 1 << at
            for word in map(folded, need.words):
                by_word[word] = by_word.get(word, 0) | 1 << at
            for literal in need.literals:
                edges = (literal.startswith(BOUNDARY), literal.endswith(BOUNDARY))
                own = by_literal.setdefault(literal.strip(BOUNDARY), {})
                own[edges] = own.get(edges, 0) | 1 << at
        self._characters = frozenset(self._by_character)
        self._automaton: Any = None
        if by_word or by_literal:
            self._automaton = ahocorasick.Automaton()
            for word in {*by_word, *by_literal}:
                edged = by_literal.get(word, {})
                anywhere = edged.pop((False, False), 0)
                self._automaton.add_word(word, (by_word.get(word, 0), anywhere, len(word), tuple(edged.items())))
            self._automaton.make_automaton()
        self._chosen: dict[int, tuple[int, ...]] = {}

    def __call__(self, text: str) -> tuple[int, ...]:
        """Numbers of those that could find something, in order."""
        bits = self._any_characters
        for character in self._characters.intersection(text):
            bits |= self._by_character[character]
        bits &= self._with_digits[min(len(_DIGIT.findall(text)), len(self._with_digits) - 1)]
        with_words, with_literals = self._any_words, self._any_literals
        if self._automaton is not None:
            # With a space at each end, there is a character beside every word.
            whole = f" {folded(text)} "
            for end, (words, literals, length, edged) in self._automaton.iter(whole):
                with_words |= words
                with_literals |= literals
                for (before, after), own in edged:
                    if (before and whole[end - length] in _IN_WORDS) or (after and whole[end + 1] in _IN_WORDS):
                        continue
                    with_literals |= own
        bits &= with_words & with_literals
        chosen = self._chosen.get(bits)
        if chosen is None:
            chosen = tuple(at for at in range(self._count) if bits >> at & 1)
            if len(self._chosen) < _REMEMBERED:
                self._chosen[bits] = chosen
        return chosen


def _expression(literal: str) -> re.Pattern[str]:
    """What finds a literal with its boundaries, one at a time."""
    before = r"(?<![a-z0-9_])" if literal.startswith(BOUNDARY) else ""
    after = r"(?![a-z0-9_])" if literal.endswith(BOUNDARY) else ""
    return re.compile(before + re.escape(literal.strip(BOUNDARY)) + after)


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << at for at in numbers)
