"""Schools, colleges, nurseries and universities, which section 1(3A)(c) of the Sexual Offences (Amendment) Act 1992 protects.

Authority: that Act, and the Department for Education's register of establishments (Get Information about Schools) for what
establishments call themselves; `Ysgol` for Welsh schools.
"""

from __future__ import annotations

import re
from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.common_words import is_common, words_of
from disclosure.redact.recognisers.rule import CASE_SENSITIVE, Rule
from disclosure.redact.recognisers.street_words import STREET_NAMES

_TITLED: Final = r"[A-Z][\p{L}'’\-]+"
_ENDS: Final = (
    "School|Academy|College|University|Nursery|Pre-?[Ss]chool|Playgroup|Primary|Grammar|Comprehensive|Comp|Sixth\\s+Form|High|Uni|Infants?|"
    "Juniors?|Secondary|Kindergarten|Polytechnic|Prep|Conservatoire|Campus"
)
_KIND: Final = (
    "Primary|Junior|Infants?|High|Secondary|Grammar|Comprehensive|Community|Catholic|RC|Comp|Upper|Middle|Lower|Boys['’]?|Girls['’]?|Technical|Further|"
    "Education|Special|Free|Nursery|Church|Methodist|CE|CofE|C\\s?of\\s?E|C\\.?E\\.?|VC|VA|Academy|Sixth\\s+Form|and|&|of|for"
)
_CHAT_KIND: Final = r"(?:rc|catholic|c\s?of\s?e|ce|primary|junior|infants?|high|secondary|grammar|community|boys['’]?|girls['’]?|church|nursery|sixth\s+form|free|middle|upper|lower)"
_CHAT_END: Final = r"(?:primary|junior|juniors|infants?|high|secondary|grammar|school|academy|college|uni|university|nursery|pre-?school|playgroup|sixth\s+form|comp|comprehensive|prep)"
_GOES: Final = (
    r"\b(?:goe?s?|went|going|gone|teach(?:es|ing)?|taught|studie[sd]|study(?:ing)?|enrolled|starts?|started|starting|attends?|attended|left|moved|pick(?:ed|ing)?\s+(?:\w+\s+){0,3}?up|drop(?:ped|ping)?\s+(?:\w+\s+){0,3}?off|"
    r"kids|pupils?|student|teacher|head|governor|ta|is|are|was|were|outside|near|opposite|class|year\s+\d+|evening|expelled|excluded|suspended)\s+(?:to|at|from|in|with|for|of)?\s*"
)
_NO_NAME: Final = frozenset(
    """
    the a my his her our their ur your high primary secondary big art law med night old new that same after boarding private uni this
    back is was are to at from in and or no every all some any there special middle junior state local public first summer driving
    another which what nearest best good for of not it up on off school kids got get do
    """.split()
)


_BEFORE_A_SCHOOL: Final = frozenset("in at to from after aft before b4 during with out about for by near since".split())


def _names_none(text: str) -> bool:
    """Whether no name stands before the kind of school: "the primary school", "his old college"."""
    words = [word.casefold() for word in words_of(text)]
    name = re.split(rf"\s+(?={_CHAT_END}\b)", text, maxsplit=1, flags=re.IGNORECASE)[0]
    named = [word.casefold() for word in words_of(name)]
    if words[:2] == ["our", "lady"]:
        return False
    return (
        not words
        or words[0] in _NO_NAME
        or "the" in named
        or (named[-1:] and named[-1] in _BEFORE_A_SCHOOL)
        or all(word in _NO_NAME or (is_common(word, 3000) and word not in STREET_NAMES) for word in named)
    )


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "school",
            "SCHOOL",
            [
                (
                    r"\b(?!(?:The|My|Our|Your|His|Her|Their|After|Old|New|High|Primary|Big|Back|In|At|To|And|Is|No|Before|Happy|First|Every|Secondary|Boarding|Driving|Summer|Sunday|Pub|Too|So|Very|Pretty|Red|Aim|All)\s)"
                    rf"(?:St\.?\s+|Saint\s+|Our\s+Lady(?:\s+of)?\s+)?{_TITLED}(?:\s+(?:{_TITLED}|of|the|and|&)){{0,5}}?\s+(?:(?:{_KIND})\s+){{0,4}}(?:{_ENDS})\b",
                    0.65,
                ),
                (rf"\bUniversity\s+of\s+(?:the\s+)?{_TITLED}(?:\s+{_TITLED})?", 0.7),
                (rf"\bYsgol\s+(?:[Yy]\s+)?{_TITLED}(?:\s+{_TITLED}){{0,3}}", 0.8),
            ],
            words=("school", "academy", "college", "university", "nursery", "playgroup", "primary", "grammar", "comp", "sixth", "high", "uni", "infant",
                   "junior", "secondary", "kindergarten", "polytechnic", "prep", "conservatoire", "campus", "ysgol"),
            flags=CASE_SENSITIVE,
        ),
        Rule(
            "school_in_chat",
            "SCHOOL",
            [
                (
                    rf"\b(?:our\s+lady(?:\s+of\s+[\p{{L}}]+)?\s+(?:&|and|n|with)\s+)?(?:st|saint)\.?\s+[\p{{L}}]+(?:['’]?s)?\s+(?:{_CHAT_KIND}\s+){{0,3}}{_CHAT_END}\b(?:\s+school\b)?",
                    0.7,
                ),
                (rf"{_GOES}\K(?:[\p{{L}}'’]+\s+){{1,3}}?(?:{_CHAT_KIND}\s+){{0,3}}{_CHAT_END}\b(?:\s+school\b)?", 0.65),
                (r"\b(?:uni|university)\s+of\s+\K[\p{L}]{4,}", 0.6),
                (r"\b(?:goes?|went|going|teaches|teacher|head|governor|pupil|cook|caretaker|ta|was|is|are|am|i['’]?m|hes|shes|started)\s+(?:(?:to|at|in)\s+|(?<=(?:go|goes|went|attends)\s+))\K(?:st|saint)\.?\s+[\p{L}]+['’]?s\b", 0.5),
                (r"\bysgol\s+(?:y\s+)?[\p{L}]{3,}(?:\s+[\p{L}]{4,})?", 0.7),
            ],
            words=("school", "academy", "college", "university", "nursery", "playgroup", "primary", "grammar", "comp", "sixth", "high", "uni", "infant",
                   "junior", "secondary", "prep", "ysgol", "st", "saint"),
            invalidate=_names_none,
        ),
    ]  # fmt: skip
