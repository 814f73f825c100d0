"""What looks like personal data in a short line of text: simple patterns that never need an engine.

A safety net under descriptions that are drafted without personal data in the first place, because the
non-sensitive schedule is served on the defence. It finds what has a form: addresses of e-mail and web,
telephone numbers, postcodes, National Insurance numbers, coordinates, handles, long digit strings. It does
not find names.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

PATTERNS: Final = MappingProxyType(
    {
        "e-mail address or account": re.compile(r"\S@\S"),
        "handle": re.compile(r"(?<!\S)@\w"),
        "web address": re.compile(r"(?i)\b(?:https?://|www\.)\S"),
        # Ten digits and more with the separators people write; dates and grouped thousands hold fewer.
        "telephone or other long number": re.compile(r"(?<![\d.,])\+?\(?\d(?:[ \-().]{0,2}\d){8,}"),
        "postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b"),
        "National Insurance number": re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.IGNORECASE),
        "coordinates": re.compile(r"-?\d{1,3}\.\d{4,}"),
        "date of birth": re.compile(r"(?i)\b(?:born|date of birth|d\.?o\.?b\.?)\b"),
    }
)


def found(text: str) -> tuple[str, ...]:
    """Names of the patterns that occur in a text; never what they found.

    >>> found("12 messages from 1 June 2025 at 08:14:05 UTC")
    ()
    >>> found("conversation with 07700 900123")
    ('telephone or other long number',)
    """
    return tuple(name for name, pattern in PATTERNS.items() if pattern.search(text))
