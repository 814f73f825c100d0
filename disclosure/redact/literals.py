r"""What must stand in a text for an expression to match it, read off the expression: literals, digits.

"\b(?:flat|apartment)\s+\d+" needs "flat" or "apartment", and a digit: a text without need not be searched. What cannot
be read off (an expression of another dialect, or one that may match without any literal) needs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import prod
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

_MOST: Final = 128
"""More literals than this are not worth looking for."""

_COUNTS: Final = "170 100 70 70 70 60 60 50 50 50 35 35 30 23 22 20 17 18 20 16 13 8 9 20 8 3 3 2 1 1"
_PER_MILLE: Final = dict(zip(" etaoinshrdlucmwfgypbvk.,x'jqz", map(int, _COUNTS.split()), strict=True))
"""About how often a character stands in English chat; others stand once in a thousand."""

_CHARACTERS: Final = 80
"""Of a message."""

_KEEP: Final = re.compile(r"\\K")
_PROPERTY: Final = re.compile(r"\\p\{[^}]*\}|\\p[A-Z]")
_NOT_PROPERTY: Final = re.compile(r"\\P\{[^}]*\}|\\P[A-Z]")

_REPEATS: Final = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)

Literals = frozenset[str]


def folded(text: str) -> str:
    """A text as its literals are looked for: case-folded, with every i of Turkish an i, as `regex` matches them."""
    if text.isascii():
        return text.lower()
    return text.casefold().replace("i\u0307", "i").replace("\u0131", "i")


@lru_cache(maxsize=1024)
def needed(source: str) -> tuple[str, ...]:
    r"""Literals, as `folded`, of which one must stand in a text for the expression to match; none if unknown.

    Args:
        source: The expression, as the `regex` module reads it.

    >>> needed(r"\b(?:flat|apartment)\s+\d+")
    ('apartment', 'flat')
    >>> needed(r"\d+ ?[a-z]*")
    ()
    """
    best = _of_sequence(_parsed(source))
    return tuple(sorted(best)) if best else ()


def least_digits(source: str) -> int:
    r"""How many decimal digits a text must hold at least for the expression to match; 0 if unknown.

    Args:
        source: The expression, as the `regex` module reads it.

    >>> least_digits(r"\b\d{3}[ -]?(?:\d{4}|[0-9]{6,})\b")
    7
    """
    return _digits_of_sequence(_parsed(source))


@lru_cache(maxsize=4)
def _parsed(source: str) -> Sequence[tuple[Any, Any]]:
    """The things an expression is made of, one after the other; nothing if it is of another dialect."""
    # What `re` does not know: where a match is to begin (nothing is consumed), and properties of characters
    # (which are no literals whichever class stands for them).
    plain = _NOT_PROPERTY.sub(r"\\W", _PROPERTY.sub(r"\\w", _KEEP.sub("", source)))
    try:
        return tuple(parser.parse(plain))
    except (re.error, RecursionError, OverflowError):
        return ()


def _digits_of_sequence(items: Iterable[tuple[Any, Any]]) -> int:
    return sum(_digits_of_item(code, value) for code, value in items)


def _digits_of_item(code: Any, value: Any) -> int:  # noqa: ANN401 -- codes of re
    """The least number of digits in what one thing matches; what is only looked at counts as none."""
    if code is codes.LITERAL:
        return int(_is_digit(value))
    if code is codes.IN:
        return int(all(_holds_only_digits(*part) for part in value))
    if code is codes.SUBPATTERN:
        return _digits_of_sequence(value[-1])
    if code is codes.ATOMIC_GROUP:
        return _digits_of_sequence(value)
    if code in _REPEATS:
        least, _, item = value
        return int(least) * _digits_of_sequence(item)
    if code is codes.BRANCH:
        return min(map(_digits_of_sequence, value[1]))
    return 0


def _holds_only_digits(code: Any, value: Any) -> bool:  # noqa: ANN401 -- codes of re
    """Whether a part of a class of characters is made of digits alone."""
    if code is codes.LITERAL:
        return _is_digit(value)
    if code is codes.RANGE:
        return value[0] >= ord("0") and value[1] <= ord("9")
    return code is codes.CATEGORY and value is codes.CATEGORY_DIGIT


def _is_digit(character: int) -> bool:
    return chr(character).isdecimal()


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Literals | None:
    """The most telling literals of things that must all be there, one after the other."""
    best: Literals | None = None
    run: Literals = frozenset({""})
    for code, value in items:
        characters = _characters(code, value)
        if characters is not None and len(run) * len(characters) <= _MOST:
            run = frozenset(before + character for before in run for character in characters)
            continue
        best, run = _better(best, run), frozenset({""})
        best = _better(best, _of_item(code, value))
    return _better(best, run)


def _characters(code: Any, value: Any) -> Literals | None:  # noqa: ANN401 -- codes of re
    """What one character may be, where that is a few."""
    if code is codes.LITERAL:
        return frozenset({folded(chr(value))})
    if code is codes.IN and all(kind is codes.LITERAL for kind, _ in value) and len(value) <= 6:
        return frozenset(folded(chr(character)) for _, character in value)
    if code is codes.AT:
        return frozenset({""})
    return None


def _of_item(code: Any, value: Any) -> Literals | None:  # noqa: ANN401 -- codes of re
    """The literals of one thing that must be there."""
    if code is codes.SUBPATTERN:
        return _of_sequence(value[-1])
    if code is codes.ATOMIC_GROUP:
        return _of_sequence(value)
    if code in _REPEATS:
        least, _, item = value
        return _of_sequence(item) if least else None
    if code is codes.ASSERT:
        return _of_sequence(value[1])
    if code is codes.BRANCH:
        together: Literals = frozenset()
        for branch in value[1]:
            own = _of_sequence(branch)
            if own is None:
                return None
            together |= own
        return together if len(together) <= _MOST else None
    return None


def _better(one: Literals | None, other: Literals | None) -> Literals | None:
    """Of two sets of literals the one that fewer texts hold."""
    choices = [literals for literals in (one, other) if literals and "" not in literals]
    if len(choices) < 2:
        return choices[0] if choices else None
    return min(choices, key=lambda literals: (frequency(literals), sorted(literals)))


def frequency(literals: Iterable[str]) -> float:
    """About how often any of some literals stands in a message of English chat.

    >>> frequency(["co", "de"]) > frequency(["dot", "("]) > frequency(["point"])
    True
    """
    return _CHARACTERS * sum(prod(_PER_MILLE.get(character, 1) / 1000 for character in one) for one in literals)
