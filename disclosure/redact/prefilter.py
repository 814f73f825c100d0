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

from disclosure.redact.literals import folded

DIGIT: Final = "digit"
"""What `needs` says where any decimal digit of any script will do."""

_DIGIT: Final = re.compile(r"\d")
_REMEMBERED: Final = 10_000


@dataclass(frozen=True)
class Need:
    """What a text must hold.

    Attributes:
        characters: `DIGIT`, or characters of which one must occur; empty if none is needed.
        words: Lower-case literals of which one must occur in the folded text; empty if none is needed.
        literals: Others of which one must occur as well; empty if none is needed.
        digits: Decimal digits of any script there must be at least.
    """

    characters: str = ""
    words: tuple[str, ...] = ()
    literals: tuple[str, ...] = ()
    digits: int = 0

    def is_met(self, text: str) -> bool:
        """Whether the text holds it: what the joined table must agree with."""
        whole = folded(text)
        return (
            len(_DIGIT.findall(text)) >= self.least_digits
            and (not self.one_of or any(c in text for c in self.one_of))
            and all(not some or any(folded(word) in whole for word in some) for some in (self.words, self.literals))
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
        by_word: dict[str, tuple[int, int]] = {}
        for at, need in enumerate(needs):
            for character in need.one_of:
                self._by_character[character] = self._by_character.get(character, 0) | 1 << at
            for word in map(folded, need.words):
                words, literals = by_word.get(word, (0, 0))
                by_word[word] = (words | 1 << at, literals)
            for literal in map(folded, need.literals):
                words, literals = by_word.get(literal, (0, 0))
                by_word[literal] = (words, literals | 1 << at)
        self._characters = frozenset(self._by_character)
        self._automaton: Any = None
        if by_word:
            self._automaton = ahocorasick.Automaton()
            for word, bits in by_word.items():
                self._automaton.add_word(word, bits)
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
            for _, (words, literals) in self._automaton.iter(folded(text)):
                with_words |= words
                with_literals |= literals
        bits &= with_words & with_literals
        chosen = self._chosen.get(bits)
        if chosen is None:
            chosen = tuple(at for at in range(self._count) if bits >> at & 1)
            if len(self._chosen) < _REMEMBERED:
                self._chosen[bits] = chosen
        return chosen


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << at for at in numbers)
