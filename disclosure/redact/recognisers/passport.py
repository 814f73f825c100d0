"""Passport numbers that are named as such.

Authority: HM Passport Office, nine figures; ICAO Doc 9303 part 4 for other countries' (up to nine letters and figures).
Biometric residence permits: Home Office, two or three letters or R with a letter or figure, then seven to nine figures.
"""

from __future__ import annotations

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import IS, Rule


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "named_passport",
            "UK_PASSPORT",
            [
                (
                    rf"\bpas{{1,2}}port(?:s|\s+(?:no|num|number)s?)?\b{IS}[^\n]{{0,20}}?\K(?<!\w)(?:[a-z]{{1,2}}\s?\d{{6,8}}|\d{{9}}|\d{{3}}[ \-]\d{{3}}[ \-]\d{{3}})(?!\w)",
                    0.9,
                ),
                (
                    r"(?<![\w\-])(?:[a-z]{2}\s?\d{7}|\d{9}|\d{3}\s\d{3}\s\d{3})(?=\W{0,3}(?:\w+\W{1,3}){0,4}?passport\b)",
                    0.8,
                ),
            ],
            needs="digit",
            words=("passport", "pasport"),
        ),
        Rule(
            "weak_passport",
            "UK_PASSPORT",
            [(r"(?<![\d\-+])(?<!\d[.,])\d{9}(?!\d|[.,\-]\d)", 0.1)],
            needs="digit",
            context=("passport",),
        ),
        Rule(
            "residence_permit",
            "UK_PASSPORT",
            [
                (
                    rf"\b(?:brp|residence\s+permit|id\s+card|identity\s+card|visa\s+(?:no|num|number|vignette)){IS}\K(?:[a-z]{{1,3}}|r[a-z\d])\s?\d{{6,9}}(?!\w)",
                    0.85,
                )
            ],
            needs="digit",
            words=("brp", "permit", "card", "visa"),
        ),
    ]
