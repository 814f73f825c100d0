"""References by which police and courts know a person or a case: PNC, CRO, custody, arrest summons and crime numbers.

Authority: Home Office, PNC identifier (year, serial number of up to seven digits, a check letter by modulus 23) and CRO numbers
(serial and year, or SF year and serial, and a letter); forces' own forms for custody records and crimes, which count where
named as such; HM Prison and Probation Service for prison numbers.
"""

from __future__ import annotations

import re
from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import IS, Rule

_CHECK_LETTERS: Final = "ZABCDEFGHJKLMNPQRTUVWXY"
_PNC: Final = re.compile(r"(?:19|20)?(\d{2})\s?/\s?(\d{1,7})\s?([A-Z])", re.IGNORECASE)
_REFERENCE: Final = r"(?<!\w)(?=[\p{L}/\-.]*\d)[a-z\d]+(?:[/\-.][a-z\d]+)*(?:\s?/\s?\d{2,4})?(?!\w)"
_OF_A_DAY: Final = (
    r"(?:\s+of\s+(?:the\s+)?(?:\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?|"
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s+\d{2,4})?)\b)?"
)
"""How control rooms number incidents: log 412 of 3 July."""
_LEAST: Final = 4


def pnc_letter(year: str, serial: str) -> str:
    """The check letter of a PNC identifier: two digits of the year and seven of the serial number, modulus 23.

    >>> pnc_letter("03", "62845")
    'E'
    """
    return _CHECK_LETTERS[int(f"{year}{serial.zfill(7)}") % len(_CHECK_LETTERS)]


def _is_no_pnc(text: str) -> bool:
    found = _PNC.fullmatch(text.strip())
    return found is None or pnc_letter(found[1], found[2]) != found[3].upper()


def _is_short(text: str) -> bool:
    return sum(map(str.isdecimal, text)) < _LEAST


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "pnc",
            "POLICE_REFERENCE",
            [(r"(?<![\w/])(?:19|20)\d{2}/\d{1,7}[a-hj-np-rt-z](?![\w/])", 0.7)],
            needs="/",
            invalidate=_is_no_pnc,
        ),
        Rule(
            "named_pnc",
            "POLICE_REFERENCE",
            [(rf"\bpnc(?:\s?id)?\b{IS}[^\n]{{0,15}}?\K(?<!\w)(?:19|20)?\d{{2}}\s?/\s?\d{{1,7}}\s?[a-z](?!\w)", 0.95)],
            needs="/",
            words=("pnc",),
        ),
        Rule(
            "cro",
            "POLICE_REFERENCE",
            [
                (
                    rf"\bcro\b{IS}[^\n]{{0,12}}?\K(?<!\w)(?:sf\s?\d{{2}}/\d{{1,6}}[a-z]|\d{{1,6}}/\d{{2}}[a-z])(?!\w)",
                    0.95,
                ),
                (r"(?<!\w)SF\d{2}/\d{1,6}[A-Z](?!\w)", 0.8),
            ],
            needs="/",
        ),
        Rule(
            "custody_record",
            "POLICE_REFERENCE",
            [
                (
                    rf"\bcustody(?:\s+(?:record|ref(?:erence)?|log|no|num|number|id))+\b\.?{IS}\K{_REFERENCE}(?:\s[a-z]?\d+(?!\w))*",
                    0.9,
                )
            ],
            needs="digit",
            words=("custody",),
            invalidate=_is_short,
        ),
        Rule(
            "arrest_summons",
            "POLICE_REFERENCE",
            [
                (r"(?<![\w/])\d{2}/[\dA-Z]{4}/[\dA-Z]{2}/\d{1,12}[A-Z](?![\w/])", 0.9),
                (rf"\b(?:asn|arrest\s+summons(?:\s+(?:no|num|number))?)\b\.?{IS}\K{_REFERENCE}", 0.9),
            ],
            needs="digit",
        ),
        Rule(
            "crime_number",
            "POLICE_REFERENCE",
            [
                (
                    rf"\b(?:crime|incident|occurrence|police|cris|niche|storm|cad|intel(?:ligence)?|case|court|urn|log)(?:\s+(?:report|ref(?:erence)?|no|num|number|id|log))+\b\.?{IS}\K{_REFERENCE}{_OF_A_DAY}",
                    0.85,
                ),
                (rf"\b(?:cad|cris|urn|cr(?:ime)?\s?ref|crn|nir)\b{IS}\K{_REFERENCE}", 0.85),
                (rf"\b(?:crime|incident)\s*[:=#]\s*\K{_REFERENCE}", 0.8),
                (
                    rf"{_REFERENCE}(?=\s+(?:is|was|s)\s+(?:(?:the|ur|your|my|our|a|that)\s+)?(?:crime|incident|custody|log|cad)\s+(?:no|num|number|ref(?:erence)?)\b)",
                    0.85,
                ),
            ],
            needs="digit",
            words=(
                "crime",
                "incident",
                "occurrence",
                "police",
                "cris",
                "niche",
                "storm",
                "cad",
                "intel",
                "case",
                "court",
                "urn",
                "log",
                "crn",
                "nir",
                "cr",
            ),
            invalidate=_is_short,
        ),
        Rule(
            "prison_number",
            "POLICE_REFERENCE",
            [
                (
                    rf"\b(?:prison(?:er)?|noms|inmate|hmp)(?:\s+(?:\p{{L}}+\s+)?(?:no|num|number|id))?\b\.?{IS}[^\n]{{0,15}}?\K(?<!\w)[a-z]\d{{4}}[a-z]{{2}}(?!\w)",
                    0.9,
                ),
            ],
            needs="digit",
            words=("prison", "noms", "inmate", "hmp"),
        ),
        Rule(
            "other_reference",
            "POLICE_REFERENCE",
            [
                (rf"\b(?:utr|unique\s+tax\s+ref(?:erence)?){IS}\K\d{{5}}[ ]?\d{{5}}(?!\d)", 0.9),
                (
                    rf"\b(?:student|staff|employee|payroll|hospital|patient|blue\s+badge|disabled\s+badge|tenancy|membership|member|policy|home\s+office|uan|visa)\s+(?:no|num|number|id|ref(?:erence)?)\b\.?{IS}\K{_REFERENCE}",
                    0.6,
                ),
            ],
            needs="digit",
            words=(
                "utr",
                "unique",
                "student",
                "hospital",
                "patient",
                "badge",
                "tenancy",
                "staff",
                "employee",
                "payroll",
                "member",
                "policy",
                "home",
                "uan",
                "visa",
            ),
            invalidate=_is_short,
        ),
    ]
