"""The labels that a redaction leaves in a text, and how they are found there again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from disclosure.identities.register import PRINTED
from disclosure.redact.categories import CATEGORIES
from disclosure.redact.spans import gaps

WITHHELD_TEXT: Final = "[Withheld]"
FOR_REVIEW: Final = ", withheld for review"
SHOWN_DIGITS: Final = 3


def label(category: str, pseudonym: str | None) -> str:
    """What a reader is told: who, and what was there unless it was a name.

    >>> label("Named individual", "Third party 0003")
    'Third party 0003'
    >>> label("Phone number", "Complainant")
    'Complainant: phone number'
    >>> label("Address", None)
    'address'
    """
    if category == "Named individual":
        return pseudonym or "name"
    what = {"NI Number": "NI number", "NHS number": "NHS number", "Other": "identifier"}.get(category, category.lower())
    return f"{pseudonym}: {what}" if pseudonym else what


_WHATS: Final = "|".join(sorted({label(category, None) for category in CATEGORIES}))
LABEL: Final = re.compile(
    rf"\[(?:Withheld|(?:{PRINTED}|(?:{PRINTED}: )?(?:{_WHATS}))(?:, ending \d{{{SHOWN_DIGITS}}}|{FOR_REVIEW})?)\]"
)
"""Everything that a redaction leaves in place of something; other words in brackets are the writer's own."""
_SAID: Final = re.compile(r"\w(?:.*\w)?", re.DOTALL)


def labels(text: str) -> list[tuple[int, int]]:
    """Where a text holds labels that a redaction left, in order."""
    return [match.span() for match in LABEL.finditer(text)] if "[" in text else []


def outside(text: str, start: int, end: int, marked: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of a span that are no label; where labels cut it, only those that say something.

    >>> outside("flat 2 [address], [name]", 0, 24, [(7, 16), (18, 24)])
    [(0, 6)]
    """
    parts = gaps(start, end, marked)
    if parts == [(start, end)]:
        return parts
    said = (_SAID.search(text, first, last) for first, last in parts)
    return [match.span() for match in said if match]
