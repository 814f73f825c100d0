"""Dates of birth, told from other dates by the words beside them; other dates are never touched.

Authority: the CPS's redaction category "Date of birth"; the ways of writing a date follow British use (day before month) and
ISO 8601. A birthday counts only where a date is said to be it, not where something happens on that day.
"""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule

_MONTH: Final = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?)"
)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR: Final = r"(?:(?:19|20)\d{2}|['’]?\d{2}\b)"
_SEPARATOR: Final = r"\s?[./\-\s|\\]\s?"
_DATE: Final = (
    rf"(?:{_DAY}{_SEPARATOR}(?:0?[1-9]|1[0-2]){_SEPARATOR}(?:(?:19|20)\d{{2}}|\d{{2}})(?!\d)"
    r"|(?:19|20)\d{2}[./\-](?:0?[1-9]|1[0-2])[./\-](?:0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|(?:the\s+)?{_DAY}\s?(?:st|nd|rd|th)?[\s\-/.]*(?:of?\s+)?(?:the\s+)?{_MONTH}\b\.?(?:[\s,\-/.]*{_YEAR})?"
    rf"|(?:the\s+)?{_DAY}\s?(?:st|nd|rd|th)\s+(?:of\s+)?(?:the\s+)?(?:0?[1-9]|1[0-2])\s?(?:st|nd|rd|th)(?:[\s,\-/.]*{_YEAR})?"
    rf"|{_MONTH}\.?\s+(?:the\s+)?{_DAY}\s?(?:st|nd|rd|th)?(?:[\s,]+{_YEAR})?"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d{2}|\d{2})(?!\d))"
)
_WITH_YEAR: Final = (
    rf"(?:{_DAY}{_SEPARATOR}(?:0?[1-9]|1[0-2]){_SEPARATOR}(?:(?:19|20)\d{{2}}|\d{{2}})(?!\d)"
    r"|(?:19|20)\d{2}[./\-](?:0?[1-9]|1[0-2])[./\-](?:0?[1-9]|[12]\d|3[01])(?!\d)"
    rf"|(?:the\s+)?{_DAY}\s?(?:st|nd|rd|th)?[\s\-/.]*(?:of?\s+)?{_MONTH}\b\.?[\s,\-/.]*{_YEAR}"
    rf"|{_MONTH}\.?\s+(?:the\s+)?{_DAY}\s?(?:st|nd|rd|th)?[\s,]+{_YEAR}"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d{2}|\d{2})(?!\d))"
)
_UNITS: Final = "one|two|three|four|five|six|seven|eight|nine"
_SPOKEN_YEAR: Final = (
    rf"(?:nineteen\s+(?:oh?\s+)?|twenty\s+)?(?:(?:twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|nine?ty)(?:[\s\-](?:{_UNITS}))?|"
    rf"(?:oh?|nought)\s+(?:{_UNITS})|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|"
    rf"nineteen\s+(?:hundred|[\p{{L}}]+)|two\s+thousand(?:\s+(?:and\s+)?(?:{_UNITS}|ten|eleven|twelve|thirteen|fourteen|fifteen))?"
)
_SURE: Final = r"(?:d\.?\s?o\.?\s?b\b\.?|d/o/b|date\s+of\s+birth|birth\s?date|birth\s+day)"
_BORN: Final = r"(?:born(?:\s+on)?|b\.(?=\s?\d))"
_BIRTHDAY: Final = r"(?:birthday|b-?day|bd)"
_LINK: Final = r"(?:['’]?s)?\s*(?:is|was|are|on|it['’]?s|its)?\s*(?:on\s+)?(?:the\s+)?[:=\-–(]?\s*"


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "date_of_birth",
            "DATE_OF_BIRTH",
            [
                (rf"(?<!\w){_SURE}{_LINK}\K{_DATE}", 0.95),
                # A few words may come between; then it takes a year.
                (rf"(?<!\w){_SURE}[^\n]{{0,40}}\n?\s*\K(?<!\w){_WITH_YEAR}", 0.9),
                (rf"(?<!\w){_BORN}{_LINK}\K{_DATE}", 0.9),
                (rf"(?<!\w)born\b[^\n.!?]{{0,25}}\s\K{_WITH_YEAR}", 0.8),
                (
                    rf"(?<!\w){_BIRTHDAY}(?:['’]?s)?\s*(?:is|was|are|[:=]|is\s+on|on\s+(?=the\b|{_DAY}\D))\s*(?:on\s+)?\K{_DATE}",
                    0.85,
                ),
                (
                    rf"(?<![\d/\-\w])(?<!\d\.){_DATE}(?=\s*(?:is|was|[,(\-])?\s*(?:my|his|her|their|ur|your|the)?\s*(?:{_SURE}|{_BIRTHDAY}\b))",
                    0.85,
                ),
                (
                    rf"(?<![\d/\-\w])(?<!\d\.){_DATE}(?=\s*(?:is|was)\s+(?:when\s+)?(?:i|he|she|they)?\s*(?:was\s+)?born\b)",
                    0.85,
                ),
                # Some words from a birthday only where the year is one in which somebody could have been born.
                (
                    rf"(?<!\w){_BIRTHDAY}\b[^\n\d]{{0,25}}\s\K{_DAY}{_SEPARATOR}(?:0?[1-9]|1[0-2]){_SEPARATOR}(?:19\d\d|200\d|201[0-5]|[3-9]\d|0\d|1[0-5])(?!\d)",
                    0.8,
                ),
                (rf"\bborn\s+in\s+(?:{_MONTH}\s+)?\K(?:(?:early|late|mid)[ \-]+)?(?:19|20)\d{{2}}\b", 0.7),
                (rf"\bborn\s+in\s+\K{_MONTH}\s+(?:19|20)\d{{2}}\b", 0.75),
                (r"\b(?:year\s+of\s+birth|birth\s+year|yob)\W{1,3}(?:is\s+)?\K(?:19|20)\d{2}\b", 0.85),
            ],
            needs="digit",
            words=("birth", "b-day", "bday", "born", "b.", "d.", "dob", "d o", "do", "d/o/b", "yob", "bd"),
        ),
        Rule(
            "spoken_date_of_birth",
            "DATE_OF_BIRTH",
            [
                (
                    rf"(?<!\w)(?:{_SURE}|{_BORN}){_LINK}\K(?:the\s+)?(?:[\p{{L}}]+(?:[\s\-]+[\p{{L}}]+)?|{_DAY}\s?(?:st|nd|rd|th)?)\s+(?:of?\s+)?(?:the\s+)?{_MONTH}[\s,]+(?:{_SPOKEN_YEAR})(?!\w)",
                    0.85,
                )
            ],
            words=(
                "nineteen",
                "twent",
                "thirt",
                "fort",
                "fourt",
                "fift",
                "sixt",
                "sevent",
                "eight",
                "ninet",
                "ninty",
                "two thousand",
                "oh",
            ),
        ),
    ]
