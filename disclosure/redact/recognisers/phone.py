"""Telephone numbers in figures: national, international, bracketed, dotted, with the letter O, or in part.

Authority: Ofcom, National Telephone Numbering Plan (geographic 01 and 02, corporate 03, 05, mobile and paging 07, 08, 09; the
ranges kept for drama are part of it); ITU-T E.164 for numbers of other countries (at most fifteen digits).
"""

from __future__ import annotations

from typing import Final

import regex
from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import IS, NO_ORDER, Rule

_SIGN: Final = r"[ \t\u00a0.()‐‑–\-_\u200b-\u200d\u2060\ufe0f\u20e3]{0,3}"
_FIGURE_OR_O: Final = r"[\dOo]"
_DATE: Final = regex.compile(r"\d{1,2}([-. ])\d{1,2}\1(?:19|20)\d{2}(?!\d)")
_TIME_RANGE: Final = regex.compile(r"0\d{3}\s?[-–]\s?\d{4}\b")
_UK_DIGITS: Final = (10, 11)


def _is_date(text: str) -> bool:
    return _DATE.match(text.lstrip("(")) is not None or _TIME_RANGE.fullmatch(text) is not None


def _no_number(text: str) -> bool:
    """Whether what looks like a number with the letter O in it has none, or is a word."""
    return not any(c in "oO" for c in text) or sum(map(str.isdecimal, text)) < 6


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "uk_phone",
            "PHONE_NUMBER",
            [
                (
                    rf"(?<!\d)(?<!\d[.,])\(?(?:(?:\+|00){_SIGN}44|(?<!\w)0{_SIGN}0{_SIGN}44|(?<!\w)44(?=[\s\-]?\(?0?\)?[\s\-]?[1-9])){_SIGN}(?:0{_SIGN})?"
                    rf"[1-9](?:{_SIGN}\d){{8,9}}(?:\ufe0f?\u20e3)?(?!\d)",
                    0.85,
                ),
                (rf"(?<![\d+])(?<!\d[.,])\(?0{_SIGN}[1-35789](?:{_SIGN}\d){{8,9}}(?:\ufe0f?\u20e3)?(?!\d)", 0.8),
                (rf"(?<![\d+\-/])(?<!\d[.,]){NO_ORDER}7[1-9]\d{{2}}[ .\-]?\d{{3}}[ .\-]?\d{{3}}(?!\d)", 0.6),
                (r"(?<![\d+\-/])(?<!\d[.,])07\d{3}[ ]?[/,][ ]?\d{3}[ ]?[/,]?[ ]?\d{3}(?!\d)", 0.7),
                (rf"(?<![\w+])\+[1-9](?:{_SIGN}\d){{7,14}}(?!\d)", 0.75),
                (r"(?<![\w.])00[ ]?[1-9]\d{0,2}(?:[ \-]?\d){7,12}(?!\d)", 0.7),
                # In older texts the country code may stand without a sign: 353 85 012 3456 after "whatsapp".
                (
                    rf"\b(?:whatsapp|number|phone|mobile|mob|tel|cell){IS}\K[1-9]\d{{1,2}}[ ]?(?:\d[ ]?){{8,11}}\d(?!\d)",
                    0.6,
                ),
            ],
            needs="digit",
            invalidate=_is_date,
        ),
        Rule(
            # The letter O for the figure 0.
            "letter_o_phone",
            "PHONE_NUMBER",
            [
                (rf"(?<![\w+])[Oo0][ ]?7(?:[ .\-]?{_FIGURE_OR_O}){{9}}(?!\w)", 0.7),
                (rf"(?<![\w+])[Oo0][ ]?[12](?:[ .\-]?{_FIGURE_OR_O}){{8,9}}(?!\w)", 0.7),
                (rf"(?<![\w+])(?:\+|[Oo0]{{2}})44[ ]?7(?:[ .\-]?{_FIGURE_OR_O}){{9}}(?!\w)", 0.7),
            ],
            needs="digit",
            words=("o",),
            invalidate=_no_number,
        ),
        Rule(
            "local_phone",
            "PHONE_NUMBER",
            [
                (
                    r"\b(?:tel|telephone|phone|landline|house\s+phone|home\s+(?:number|phone)|fax)"
                    rf"{IS}\K[2-9]\d{{2}}[ \-]?\d{{3,4}}(?![\d\w])",
                    0.6,
                ),
            ],
            needs="digit",
            words=("tel", "phone", "landline", "number", "fax"),
        ),
        Rule(
            "partial_phone",
            "PHONE_NUMBER",
            [
                (
                    r"\b(?:number|phone|mobile|mob|num|no)\s+(?:that\s+|which\s+)?(?:ends?|ending|finish(?:es|ing)?|starts?|starting|begins?|beginning)"
                    r"\s+(?:in\s+|with\s+|on\s+)?\K\d{3,6}\b",
                    0.6,
                ),
                (
                    r"\blast\s+(?:3|4|three|four)\s+(?:digits|numbers)\s+(?:are\s+|is\s+)?(?:of\s+(?:his|her|my|the)\s+(?:number|phone|mobile)\s+(?:are\s+|is\s+)?)?\K\d{3,4}\b",
                    0.6,
                ),
            ],
            needs="digit",
            words=("end", "finish", "start", "begin", "last"),
        ),
    ]
