"""Unique property reference numbers, council tax references, and other numbers that stand for a home.

Authority: BS 7666-2 and GeoPlace (UPRN: up to twelve digits). Counts where named as such.
"""

from __future__ import annotations

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import IS, Rule


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "uprn",
            "UPRN",
            [
                (rf"\b(?:uprn|usrn|property\s+ref(?:erence)?){IS}[^\n]{{0,12}}?\K\d(?:[ ]?\d){{4,11}}(?!\d)", 0.95),
                (
                    rf"\b(?:council\s+tax|mpan|mprn|title\s+number|meter\s+(?:point|serial))(?:\s+(?:account|ref|reference|no|num|number))*{IS}\K(?=[a-z]*\d)[a-z\d](?:[ /\-]?[a-z\d]){{5,20}}(?!\w)",
                    0.7,
                ),
            ],
            needs="digit",
            words=("uprn", "usrn", "property", "council", "mpan", "mprn", "title", "meter"),
            invalidate=lambda text: sum(map(str.isdecimal, text)) < 5,
        )
    ]
