"""Numbers that authorities give, in the forms that Presidio's own UK recognisers pass over."""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import CASE_SENSITIVE, Rule

_IS: Final = r"(?:\s*(?:no|num|number|id)\b\.?)?(?:\s*(?:is|was|'s))?\s*[:=#\-]?\s*"
_PLATE_WORDS: Final = frozenset(
    "YOU THE FOR AND CAN MAY NOT BUT WAS ARE HAS HAD OUT OFF ALL ANY NOW NEW OLD ONE TWO WAY DAY BUS EXIT HIS HER OUR"
    " MIN HRS SAT SUN MON TUE WED THU FRI JAN FEB MAR APR JUN JUL AUG SEP OCT NOV DEC".split()
)


def _no_plate(text: str) -> bool:
    return text[-3:].upper() in _PLATE_WORDS


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "named_nhs_number", "UK_NHS", [(rf"\bnhs{_IS}\K\d{{3}}[ \-.]?\d{{3}}[ \-.]?\d{{4}}\b", 0.95)], needs="digit"
        ),
        Rule(
            # HMRC, National Insurance Manual NIM39110: two letters, six figures, a suffix A to D.
            "written_ni_number",
            "UK_NINO",
            [
                (
                    r"(?<!\w)(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z]"
                    r"[ .\-]?\d{2}[ .\-]\d{2}[ .\-]\d{2}[ .\-]?[a-d](?!\w)",
                    0.7,
                ),
                (
                    rf"\b(?:ni|nino|national\s+insurance){_IS}\K[a-z]{{2}}"
                    r"[ .\-]?\d{2}[ .\-]?\d{2}[ .\-]?\d{2}(?:[ .\-]?[a-d]\b)?(?!\w)",
                    0.9,
                ),
            ],
            needs="digit",
        ),
        Rule(
            # HM Passport Office: nine figures, or since 2015 two letters and seven figures.
            "named_passport",
            "UK_PASSPORT",
            [(rf"\bpassport{_IS}\K(?:[a-z]{{2}}\s?\d{{7}}|\d{{9}}|\d{{3}}\s\d{{3}}\s\d{{3}})\b", 0.9)],
            needs="digit",
        ),
        Rule(
            "weak_passport",
            "UK_PASSPORT",
            [(r"(?<![\d.,\-+])\d{9}(?![\d.,\-])", 0.1)],
            needs="digit",
            context=("passport",),
        ),
        Rule(
            # DVLA: five of the surname, date of birth, initials, check characters; printed in groups.
            "spaced_driving_licence",
            "UK_DRIVING_LICENCE",
            [(r"\b(?=[A-Z]{2})[A-Z9]{5}[ \-]?\d{6}[ \-]?[A-Z9]{2}\d[ \-]?[A-Z]{2}(?:[ \-]?\d{2})?\b", 0.8)],
            needs="digit",
        ),
        Rule(
            # DVLA INF104, vehicle registration numbers. Written in capitals, one cannot be taken for words.
            "written_plate",
            "UK_VEHICLE_REGISTRATION",
            [
                (r"\b[A-Z]{2}\s?(?:0[1-9]|[1-7]\d)\s?[A-HJ-PR-Z]{3}\b", 0.7),
                (r"\b[A-HJ-NPR-TV-Y]\d{2,3}\s?[A-HJ-PR-Y][A-Z]{2}\b", 0.6),
                (r"\b[A-HJ-PR-Z]{3}\s?\d{2,3}[A-HJ-NPR-TV-Y]\b", 0.6),
                (r"\b[A-Z]{1,3}Z\s?\d{3,4}\b", 0.6),
            ],
            needs="digit",
            invalidate=_no_plate,
            flags=CASE_SENSITIVE,
        ),
        Rule(
            "named_plate",
            "UK_VEHICLE_REGISTRATION",
            [
                (
                    r"\b(?:reg(?:istration)?|number\s?plate|plate|vrm|vrn|licen[cs]e\s+plate)(?:\s+(?:no|num|number))?(?:\s*(?:is|was|said|says|of|on\s+it\s+is))?\s*[:\-]?\s*"
                    r"\K(?:[a-z]{2}\s?\d{2}\s?[a-z]{3}|[a-z]\d{1,3}\s?[a-z]{3}|[a-z]{3}\s?\d{1,3}\s?[a-z]|[a-z]{1,3}\s?\d{1,4})\b",
                    0.85,
                ),
                (
                    r"\b(?:car|van|bike|motor|fiesta|corsa|golf|astra|focus|polo|clio|audi|bmw|merc|transit|vauxhall|ford|vw|kia|toyota|nissan|peugeot)\W{1,4}(?:(?:reg|plate|its|it's|is|was|with)\W+){0,3}"
                    r"\K(?:[a-z]{2}\d{2}\s?[a-z]{3}|[a-z]\d{2,3}\s?[a-z]{3})\b",
                    0.75,
                ),
            ],
            needs="digit",
        ),
    ]
