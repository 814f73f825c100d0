r"""What must stand in a text for an expression to match it, read off the expression: literals, digits.

"\b(?:flat|apartment)\s+\d+" needs "flat" or "apartment" where a word begins, and a digit: a text without need not be
searched. What cannot be read off (an expression of another dialect, or one that may match without any literal) needs
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import prod
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

BOUNDARY: Final = "\b"
"""At the beginning or end of a literal: a word begins or ends there."""

_MOST: Final = 128
"""More literals than this are not worth looking for."""

_COUNTS: Final = "170 100 70 70 70 60 60 50 50 50 35 35 30 23 22 20 17 18 20 16 13 8 9 20 8 3 3 2 1 1 200"
_PER_MILLE: Final = dict(zip(f" etaoinshrdlucmwfgypbvk.,x'jqz{BOUNDARY}", map(int, _COUNTS.split()), strict=True))
"""About how often a character stands in English chat; others stand once in a thousand."""

_CHARACTERS: Final = 80
"""Of a message."""

_KEEP: Final = re.compile(r"\\K")
_PROPERTY: Final = re.compile(r"\\p\{[^}]*\}|\\p[A-Z]")
_NOT_PROPERTY: Final = re.compile(r"\\P\{[^}]*\}|\\P[A-Z]")

_REPEATS: Final = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_WORD: Final = re.compile(r"\w", re.ASCII)

Literals = frozenset[str]
_Thing = tuple[Any, Any]
"""What an expression is made of, as `re` has it: a code and what goes with it."""


def folded(text: str) -> str:
    """A text as its literals are looked for: case-folded, with every i of Turkish an i, as `regex` matches them."""
    if text.isascii():
        return text.lower()
    return text.casefold().replace("i\u0307", "i").replace("\u0131", "i")


@lru_cache(maxsize=1024)
def needed(source: str) -> tuple[str, ...]:
    r"""Literals, as `folded`, of which one must stand in a text for the expression to match; none if unknown.

    They begin or end with `BOUNDARY` where a word must begin or end.

    Args:
        source: The expression, as the `regex` module reads it.

    >>> needed(r"\b(?:flat|apartment)\s+\d+")
    ('\x08apartment', '\x08flat')
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
def _parsed(source: str) -> Sequence[_Thing]:
    """The things an expression is made of, one after the other; nothing if it is of another dialect."""
    # What `re` does not know: where a match is to begin (nothing is consumed), and properties of characters
    # (which are neither literals nor boundaries of words if white space stands for them).
    plain = _NOT_PROPERTY.sub(r"\\S", _PROPERTY.sub(r"\\s", _KEEP.sub("", source)))
    try:
        return tuple(parser.parse(plain))
    except (re.error, RecursionError, OverflowError):
        return ()


def _digits_of_sequence(things: Iterable[_Thing]) -> int:
    return sum(map(_digits_of_thing, things))


def _digits_of_thing(thing: _Thing) -> int:
    """The least number of digits in what one thing matches; what is only looked at counts as none."""
    code, value = thing
    if code is codes.LITERAL:
        return int(_is_digit(value))
    if code is codes.IN:
        return int(all(map(_holds_only_digits, value)))
    if code is codes.SUBPATTERN:
        return _digits_of_sequence(value[-1])
    if code is codes.ATOMIC_GROUP:
        return _digits_of_sequence(value)
    if code in _REPEATS:
        least, _, things = value
        return int(least) * _digits_of_sequence(things)
    if code is codes.BRANCH:
        return min(map(_digits_of_sequence, value[1]))
    return 0


def _holds_only_digits(part: _Thing) -> bool:
    """Whether a part of a class of characters is made of digits alone."""
    code, value = part
    if code is codes.LITERAL:
        return _is_digit(value)
    if code is codes.RANGE:
        return bool(value[0] >= ord("0") and value[1] <= ord("9"))
    return bool(code is codes.CATEGORY and value is codes.CATEGORY_DIGIT)


def _is_digit(character: int) -> bool:
    return chr(character).isdecimal()


def _of_sequence(things: Sequence[_Thing], before: str = "", after: str = "") -> Literals | None:
    """The most telling literals of things that must all be there, one after the other.

    Args:
        things: The things.
        before: `BOUNDARY` if a word begins or ends where they begin, else nothing.
        after: The same of where they end.
    """
    best: Literals | None = None
    run: Literals = frozenset({before})
    for at, thing in enumerate(things):
        exact = _exactly(thing)
        if exact is not None and len(run) * len(exact) <= _MOST:
            run = frozenset(first + last for first in run for last in exact)
            continue
        best = _better(best, _trimmed(run))
        if exact is None:
            edge = BOUNDARY if all(literal.endswith(BOUNDARY) for literal in run) else ""
            behind = after if at + 1 == len(things) else "".join(_exactly(things[at + 1]) or ())
            best = _better(best, _of_thing(thing, edge, BOUNDARY if behind == BOUNDARY else ""))
        run = exact or frozenset({""})
    return _better(best, _trimmed(frozenset(literal + after for literal in run)))


def _exactly(thing: _Thing) -> Literals | None:
    """All that a thing can match, where that is a few literals; one that consumes nothing matches an empty one."""
    code, value = thing
    if code is codes.LITERAL:
        return frozenset({folded(chr(value))})
    if code is codes.IN and all(kind is codes.LITERAL for kind, _ in value) and len(value) <= 6:
        return frozenset(folded(chr(character)) for _, character in value)
    if code is codes.AT:
        return frozenset({BOUNDARY if value is codes.AT_BOUNDARY else ""})
    if code is codes.ASSERT_NOT:
        return frozenset({BOUNDARY if _is_no_word(value[1]) else ""})
    if code is codes.BRANCH:
        return _any_of(map(_exactly_all, value[1]))
    if code is codes.SUBPATTERN:
        return _exactly_all(value[-1])
    if code is codes.ATOMIC_GROUP:
        return _exactly_all(value)
    if code in _REPEATS and value[1] == 1:
        once = _exactly_all(value[2])
        return once if once is None or value[0] else once | {""}
    return None


def _exactly_all(things: Iterable[_Thing]) -> Literals | None:
    """All that things one after the other can match."""
    together: Literals = frozenset({""})
    for thing in things:
        own = _exactly(thing)
        if own is None or len(together) * len(own) > _MOST:
            return None
        together = frozenset(first + last for first in together for last in own)
    return together


def _any_of(choices: Iterable[Literals | None]) -> Literals | None:
    """The literals of whichever of several it is; none if one has none or there are too many."""
    together: Literals = frozenset()
    for own in choices:
        if own is None:
            return None
        together |= own
    return together if len(together) <= _MOST else None


def _is_no_word(things: Sequence[_Thing]) -> bool:
    """Whether what must not be there takes in every character of a word."""
    if len(things) != 1 or things[0][0] is not codes.IN:
        return False
    kinds = things[0][1]
    return (codes.CATEGORY, codes.CATEGORY_WORD) in kinds and (codes.NEGATE, None) not in kinds


def _trimmed(run: Literals) -> Literals:
    """Literals with a boundary only at an end where a letter or digit stands; at signs it says nothing."""
    trimmed = set()
    for literal in run:
        text = literal.replace(BOUNDARY, "")
        before = BOUNDARY if literal.startswith(BOUNDARY) and _WORD.match(text[:1]) else ""
        after = BOUNDARY if literal.endswith(BOUNDARY) and _WORD.match(text[-1:]) else ""
        trimmed.add(before + text + after)
    return frozenset(trimmed)


def _of_thing(thing: _Thing, before: str, after: str) -> Literals | None:
    """The literals of one thing that must be there, between two places where words may begin or end."""
    code, value = thing
    if code is codes.SUBPATTERN:
        return _of_sequence(value[-1], before, after)
    if code is codes.ATOMIC_GROUP:
        return _of_sequence(value, before, after)
    if code in _REPEATS:
        least, most, things = value
        return _of_sequence(things, before, after if most == 1 else "") if least else None
    if code is codes.ASSERT:
        return _of_sequence(value[1])
    if code is codes.BRANCH:
        return _any_of(_of_sequence(branch, before, after) for branch in value[1])
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
