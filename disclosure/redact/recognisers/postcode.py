"""The first half of a postcode, where the words around it say that it is a place: "lives in SE15", "M14 way".

Authority: Royal Mail's 124 postcode areas; BS 7666 and the Postcode Address File for the forms of the outward code. Whole postcodes are found
by Presidio's recogniser. Motorways are written like districts of Manchester, so that "in M62" is not enough.
"""

from __future__ import annotations

import re
from typing import Final

from presidio_analyzer import EntityRecognizer
from presidio_analyzer.predefined_recognizers.country_specific.uk import UkPostcodeRecognizer

from disclosure.redact.recognisers.rule import CASE_SENSITIVE, Rule

_TWO: Final = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|"
    "HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|"
    "SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
_ANY: Final = rf"(?:(?:{_TWO})|[BEGLMNSW])"
_DISTRICT: Final = r"\d(?:\d|[A-HJKMNPRSTUVWXY])?(?![\w:/.%])(?!\s*(?:\d|mins?\b|hrs?\b))"
_LIVES: Final = (
    r"\b(?:lives?|living|lived|based|staying|stays|stayed|moved?|moving|relocat\w+|flat|house|room|place|home|rent(?:ing|ed|s)?|picked\s+up|pick\s+up|arrested|"
    r"works?|working|grew\s+up|born|parked|hotel|gaff|yard|ends|estate)\s+(?:(?:over|out|back|up|down|somewhere|somewhere\s+near)\s+)?(?:in|at|to|near|round|around|from|by|into)\s+(?:the\s+)?"
)
_POSTCODE: Final = r"\b(?:post\s?code|postal\s+code|pc)\b(?:\s+(?:is|was|area|district|starts?|starting|begins?|beginning|with|in|of|the))*\s*[:=\-]?\s*"
_WEAK: Final = r"(?i:\b(?:in|from|near|round|around|over|across|to|through|of)\s+)"


_WHOLE: Final = re.compile(rf"{_ANY}\d(?:\d|[A-HJKMNPRSTUVWXY])?\d[ABD-HJLNP-UW-Z]{{2}}", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"(?:1st|2nd|3rd|\dth|\d(?:hr|gb|tb|lb|ft|pt|px|bn|pg))\Z", re.IGNORECASE)
_GAP: Final = r"[\s.\-]{0,3}"


def _is_no_postcode(text: str) -> bool:
    """Whether letters and figures with gaps between them make no postcode, or end in an ordinal or a measure."""
    joined = re.sub(r"[\s.\-]", "", text)
    return _WHOLE.fullmatch(joined) is None or _ORDINAL.search(joined) is not None


class PostcodeRecognizer(UkPostcodeRecognizer):  # type: ignore[misc]  # presidio is untyped
    """Presidio's recogniser, but not for an ordinal after a chat word ("m8 2nd", "w8 4th")."""

    def __init__(self) -> None:
        super().__init__(name="UkPostcodeRecognizer")

    def invalidate_result(self, pattern_text: str) -> bool:
        """Whether the second half is an ordinal in small letters."""
        return pattern_text[-3:] in ("1st", "2nd", "3rd") or re.search(r"\dth$", pattern_text) is not None


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "outward_code",
            "UK_POSTCODE",
            [
                (rf"{_LIVES}\K{_ANY}{_DISTRICT}", 0.75),
                (rf"{_POSTCODE}\K{_ANY}{_DISTRICT}", 0.8),
                (
                    rf"\b(?:round|around|over|up|down|out|the)\s+\K{_ANY}{_DISTRICT}(?=\s+(?:way|area|side|end|ends|postcode|lot|boys|gang|mandem|estate)\b)",
                    0.7,
                ),
                (
                    rf"\b(?:he|she|they|i|hes|shes|im|theyre|he['’]s|she['’]s|i['’]m|they['’]re)\s+(?:is\s+|are\s+|am\s+)?from\s+\K{_ANY}{_DISTRICT}",
                    0.7,
                ),
            ],
            needs="digit",
        ),
        Rule(
            # With a gap in either half, or a sign between the halves.
            "spaced_postcode",
            "UK_POSTCODE",
            [
                (
                    rf"(?<![\w.]){_ANY}[\s.\-]{{0,2}}\d(?:\d|[A-HJKMNPRSTUVWXY])?[\s.\-]{{1,3}}\d[ABD-HJLNP-UW-Z]{{2}}(?!\w)",
                    0.6,
                ),
                (
                    rf"{_POSTCODE}\K[a-z]{_GAP}(?:[a-z]{_GAP})?\d{_GAP}(?:[a-z\d]{_GAP})?\d{_GAP}[a-z]{_GAP}[a-z](?!\w)",
                    0.8,
                ),
            ],
            needs="digit",
            invalidate=_is_no_postcode,
        ),
        Rule(
            "spaced_capital_postcode",
            "UK_POSTCODE",
            [(rf"(?<!\w)[A-Z]{_GAP}(?:[A-Z]{_GAP})?\d{_GAP}(?:[A-Z\d]{_GAP})?\d{_GAP}[A-Z]{_GAP}[A-Z](?!\w)", 0.6)],
            needs="digit",
            flags=CASE_SENSITIVE,
            invalidate=_is_no_postcode,
        ),
        Rule(
            "written_outward_code",
            "UK_POSTCODE",
            [
                (rf"{_WEAK}\K(?:{_TWO}){_DISTRICT}", 0.6),
                (rf"\b[A-Z][a-z]+,?\s+\K(?:{_TWO}|[BEGLMNSW](?=\d)){_DISTRICT}(?=\s*(?:$|[,.)]))", 0.5),
            ],
            needs="digit",
            flags=CASE_SENSITIVE,
        ),
    ]
