"""Titles before names, the names that follow them, and names that are said to be names.

Authority: the CPS's redaction categories "Title" and "Named individual".
"""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.common_words import is_common
from disclosure.redact.recognisers.rule import CASE_SENSITIVE, Rule

_NAME: Final = r"(?:(?:[A-Z]['’]|Mc|Mac|De\s|Van\s|Al[ \-])?[A-Z][\p{L}'’\-]+)"
_TITLES: Final = "Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Rev(?:erend)?|Sir|Dame|Lady|Lord"
_NOT_AFTER: Final = (
    "and|or|is|was|has|had|said|will|would|can|x+|right|who|man|wants?|just|but|so|the|to|in|at|on|if|for|called|told|rang|did|does|"
    "up|a|i|you|my|me|u|lol|says|went|got|appointment|appt|appts|tomorrow|today|surgery|with|from|of|think|about|app|apps|notes?|now|then"
)


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "title",
            "TITLE",
            [
                (rf"\b(?:{_TITLES})\b\.?(?=\s+{_NAME})", 0.7),
                (rf"\b(?i:mr|mrs|dr|prof)\b\.?(?=\s+(?!(?i:{_NOT_AFTER})\b)[\p{{L}}][\p{{L}}'’\-]{{2,}})", 0.6),
            ],
            words=("mr", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "dame", "lady", "lord"),
            flags=CASE_SENSITIVE,
        ),
        Rule(
            "titled_name",
            "PERSON",
            [
                (
                    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Rev(?:erend)?|Sir|Dame|Auntie|Aunty|Aunt|Uncle|Nana|Grandma|Grandad)\b\.?\s+\K(?!(?:I|You|So|And|But)\b){_NAME}(?:\s+{_NAME}){{0,2}}",
                    0.85,
                )
            ],
            words=("mr", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "dame", "aunt", "uncle", "nana", "grand"),
            flags=CASE_SENSITIVE,
        ),
        Rule(
            "titled_name_in_chat",
            "PERSON",
            [
                (
                    rf"\b(?:mr|mrs|dr)\b\.?\s+\K(?!(?:{_NOT_AFTER})\b)[\p{{L}}][\p{{L}}'’\-]{{2,}}",
                    0.6,
                ),
                (
                    r"\b(?:my|his|her|their)\s+(?:first\s+|last\s+|full\s+|real\s+|middle\s+|maiden\s+|sur)?name(?:\s+is|['’]?s|\s+was)\s+\K(?!(?:not|on|in|the|a|been|being|for|still|all)\b)[\p{L}][\p{L}'’\-]+(?:\s+[A-Z][\p{L}'’\-]+)?",
                    0.75,
                ),
            ],
            words=("mr", "dr", "name"),
        ),
        Rule(
            # "auntie pam", but not "uncle brought it".
            "named_aunt_or_uncle",
            "PERSON",
            [(rf"\b(?:auntie|aunty|uncle)\b\.?\s+\K(?!(?:{_NOT_AFTER})\b)[\p{{L}}][\p{{L}}'’\-]{{2,}}", 0.6)],
            words=("aunt", "uncle"),
            invalidate=lambda text: is_common(text, 4000),
        ),
    ]
