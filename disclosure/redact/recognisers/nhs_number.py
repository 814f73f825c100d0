"""NHS numbers that are named as such, whatever their check digit, in any spacing.

Authority: NHS Data Dictionary, NHS NUMBER: ten digits, written 3 3 4, the last a check digit by modulus 11. Numbers without a
name before them are left to Presidio's recogniser, which checks that digit; it is told here which ranges are
in use (England and Wales 400 to 499 and 600 to 799 million; Scotland's CHI number, which begins with a date of
birth; Northern Ireland 320 to 399 million; 900 to 999 million for tests and temporary numbers).
"""

from __future__ import annotations

import re
from typing import Final

from presidio_analyzer import EntityRecognizer, Pattern
from presidio_analyzer.predefined_recognizers.country_specific.uk import NhsRecognizer

from disclosure.redact.recognisers.rule import IS, NO_ORDER, Rule

_IN_USE: Final = re.compile(r"[4679]|3[2-9]|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])")
_TEN: Final = r"\d{3}[ \-./]?\d{3}[ \-./]?\d{4}(?!\d)"


class NhsNumberRecognizer(NhsRecognizer):  # type: ignore[misc]  # presidio is untyped
    """Presidio's recogniser, told which ranges are in use and what else has ten digits."""

    def __init__(self) -> None:
        pattern = r"(?<![\w+\-/])(?<!\d[.,])" + NO_ORDER + r"([0-9]{3})[- ]?([0-9]{3})[- ]?([0-9]{4})(?![\w\-])"
        super().__init__(name="NhsRecognizer", patterns=[Pattern("NHS (medium)", pattern, 0.5)])

    def invalidate_result(self, pattern_text: str) -> bool:
        """Whether the number lies in a range that is not in use."""
        return _IN_USE.match(pattern_text) is None


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "named_nhs_number",
            "UK_NHS",
            [
                (rf"\b(?:nhs|n\.h\.s\.?|chi|h\s?(?:&|and)\s?c)\b[^\n]{{0,25}}?{IS}\K{_TEN}", 0.95),
                (rf"(?<![\d\-]){_TEN}(?=\W{{0,3}}(?:\w+\W{{1,3}}){{0,4}}?(?:nhs|chi)\s+(?:no|num|number)\b)", 0.9),
                (rf"\b(?:patient|hospital)(?:\s+(?:no|num|number|id|ref))?\b{IS}\K{_TEN}", 0.8),
            ],
            needs="digit",
            words=("nhs", "n.h.s", "chi", "c", "patient", "hospital"),
        ),
    ]
