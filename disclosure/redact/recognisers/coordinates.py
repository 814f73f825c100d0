"""Coordinates in degrees, degrees and minutes, national grid references, plus codes and three-word places.

Authority: ISO 6709 for latitude and longitude; Ordnance Survey, the National Grid (two letters, pairs of two to five figures); Open Location
Code (plus codes); what3words.
"""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import CASE_SENSITIVE, Rule

_DEGREE: Final = r"\s*[°º˚]\s*"
_MINUTES: Final = (
    rf"\d{{1,3}}{_DEGREE}\d{{1,2}}(?:\.\d+)?\s*['′’´]?\s*(?:\d{{1,2}}(?:\.\d+)?\s*(?:\"|″|”|''|’’)?)?\s*[NSEW]\b"
)
_LATITUDE: Final = r"[+\-−]?(?:[0-8]?\d|90)\.\d{3,}"
_LONGITUDE: Final = r"[+\-−]?(?:1[0-7]\d|0?\d{1,2}|180)\.\d{3,}"


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "coordinates",
            "COORDINATES",
            [
                (
                    rf"(?<!\d)(?<!\d\.)(?:\b[NS]\s?)?{_LATITUDE}\s*[°º]?\s*[NS]?(?:\s*[,;/|&]\s*|\s+(?:and\s+|by\s+)?|%2C)(?:[EW]\s?)?{_LONGITUDE}\s*[°º]?(?:\s*[EW]\b)?(?!\d|\.\d)",
                    0.9,
                ),
                (rf"(?<!\d)(?<!\d\.){_MINUTES}(?:[\s,/]*{_MINUTES})?", 0.9),
                (r"\b[NS]\s?\d{1,2}\.\d{2,}\s?°?[,\s]+[EW]\s?\d{1,3}\.\d{2,}", 0.85),
                (r"\b(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng)\s*(?:is\s*)?[:=]?\s*\K[+\-−]?\d{1,3}\.\d{2,}", 0.85),
                (r"\bgrid\s+ref(?:erence)?\W{0,3}(?:is\s+)?\K[A-HJ-Z]{2}\s?\d{2,5}\s?\d{2,5}\b", 0.8),
            ],
            needs="digit",
        ),
        Rule(
            "grid_reference",
            "COORDINATES",
            [
                (r"(?<![\w/])[HNST][A-HJ-Z]\s?(?:\d{5}\s\d{5}|\d{4}\s\d{4}|\d{3}\s\d{3})(?![\w/])", 0.6),
                (r"(?<![\w+])(?:[2-9CFGHJMPQRVWX]{8}\+[2-9CFGHJMPQRVWX]{2,3})(?!\w)", 0.85),
                (r"(?<![\w+])[2-9CFGHJMPQRVWX]{4}\+[2-9CFGHJMPQRVWX]{2,3}(?=,?\s+[A-Z][a-z])", 0.7),
            ],
            needs="digit",
            flags=CASE_SENSITIVE,
        ),
        Rule("three_words", "COORDINATES", [(r"(?<!:)///\s?\p{L}+\.\p{L}+\.\p{L}+", 0.9)], needs="/"),
        Rule(
            "named_three_words",
            "COORDINATES",
            [
                (
                    r"\b(?:what\s?3\s?words|what\s?three\s?words|w3w)\b(?:\s+(?:is|address|location))*\s*[:=\-]?\s*\K/{0,3}\p{L}{3,}\.\p{L}{3,}\.\p{L}{3,}",
                    0.9,
                )
            ],
            needs=".",
            words=("what", "w3w"),
        ),
    ]
