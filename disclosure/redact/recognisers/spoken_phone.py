"""Telephone numbers read out in words: "oh seven seven double oh, nine hundred …".

Authority: Ofcom, National Telephone Numbering Plan, for what a number may begin with and how long it is.
"""

from __future__ import annotations

import re
from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule
from disclosure.redact.written_forms import DIGIT_WORDS

_ONES: Final = {word: str(digit) for digit, words in enumerate(DIGIT_WORDS) for word in words}
_TEENS: Final = {
    word: str(value)
    for value, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10
    )
}
_TENS: Final = {
    word: str(value) for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_TIMES: Final = {"double": 2, "dbl": 2, "triple": 3, "treble": 3}
_ANY: Final = "|".join(sorted((*_ONES, *_TEENS, *_TENS, "hundred"), key=len, reverse=True))
_TIMES_BEFORE: Final = rf"(?:(?:{'|'.join(_TIMES)})[\s\-]++)?+"


def _read_out(item: str) -> tuple[tuple[str, float], ...]:
    return ((rf"(?<!\w)(?:plus\s+)?{item}(?:[\s,.\-…]{{0,4}}{item}){{1,24}}(?!\w)", 0.7),)


_WORD: Final = re.compile(r"[a-z]+|\d+")
_LEAST: Final = 10
_NATIONAL: Final = (9, 10)
_FIRST: Final = tuple("1235789")


def digits_of(text: str) -> str:
    """The digits that are read out.

    >>> digits_of("oh seven seven double oh nine hundred one twenty three")
    '07700900123'
    """
    digits, times, tens = "", 1, False
    for word in _WORD.findall(text.casefold()):
        after_tens, tens = tens, False
        if word in _TIMES:
            times = _TIMES[word]
            continue
        if word in _TENS:
            digits += _TENS[word] + "0"
            tens = True
        elif word in _ONES and after_tens and _ONES[word] != "0":
            digits = digits[:-1] + _ONES[word]
        elif word == "hundred":
            digits += "00"
        else:
            digits += (_ONES.get(word) or _TEENS.get(word) or word) * times
        times = 1
    return digits


def _no_number(text: str) -> bool:
    """Whether what was read out is no number of the plan."""
    if not any(character.isalpha() for character in text):
        return True
    digits = digits_of(text)
    national = digits.removeprefix("00").removeprefix("44").removeprefix("0")
    return len(digits) < _LEAST or not national.startswith(_FIRST) or len(national) not in _NATIONAL


def _no_half_number(text: str) -> bool:
    """Whether it is no telephone number, or one all in words."""
    return _no_number(text) or not any(map(str.isdecimal, text))


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "spoken_phone",
            "PHONE_NUMBER",
            _read_out(rf"{_TIMES_BEFORE}(?:{_ANY})"),
            # Without a figure, the first digit after the 0 is one of these words; "ninety" and the like hold them.
            words=("one", "two", "three", "five", "seven", "eight", "nine", "ten", "eleven", "twelve", "teen", "ty"),
            invalidate=_no_number,
        ),
        Rule(
            "half_spoken_phone",
            "PHONE_NUMBER",
            _read_out(rf"{_TIMES_BEFORE}(?:{_ANY}|\d++)"),
            needs="digit",
            words=("o", "double", "three", "five", "six", "seven", "eight", "nine", "nil", "naught", "ten", "eleven",
                   "twelve", "teen", "ty", "hundred", "triple", "treble", "dbl"),
            invalidate=_no_half_number,
        ),
    ]  # fmt: skip
