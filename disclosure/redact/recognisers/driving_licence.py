"""Driving licence numbers as they are printed in groups, and Northern Ireland's.

Authority: DVLA, form of the driver number: five characters of the surname filled up with 9, the decade, month (plus 50 for
women), day and last digit of the year of birth, two initials or 9, a figure and two letters; the issue number may
follow. Northern Ireland (DVA): eight figures.
"""

from __future__ import annotations

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import IS, Rule


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "spaced_driving_licence",
            "UK_DRIVING_LICENCE",
            [
                (
                    r"(?<!\w)(?=[a-z]{2}[a-z9])[a-z9]{5}[ \-]?\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d[ \-]?[a-z9]{2}[ \-]?[a-z\d][ \-]?[a-z]{2}(?:[ \-]?\d{2})?(?!\w)",
                    0.8,
                )
            ],
            needs="digit",
        ),
        Rule(
            "named_driving_licence",
            "UK_DRIVING_LICENCE",
            [
                (
                    rf"\b(?:driv(?:ing|er['’]?s?)|provisional)\s+(?:licen[cs]e|(?=no|num)){IS}[^\n]{{0,10}}?\K(?<!\w)\d{{8}}(?!\w)",
                    0.8,
                ),
                (
                    rf"\b(?:driv(?:ing|er['’]?s?)\s+)?(?:licen[cs]e|driver){IS}\K[a-z9]{{5}}[ \-]?\d{{6}}[ \-]?[a-z\d]{{5}}(?!\w)",
                    0.9,
                ),
            ],
            needs="digit",
            words=("licen", "driv"),
        ),
    ]
