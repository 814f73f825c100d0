"""Where a message begins: the frame of time and date, in any script and order.

A header is recognised by its shape alone: brackets at the beginning of the line (iOS) or a dash after it
(Android), and inside it three numbers that can be a date and two or three that can be a time. Words beside
the time (AM and PM in any language) are allowed and need not be known.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

LRM: Final = "\u200e"
_MARKS: Final = "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
_WITHOUT_MARKS: Final = str.maketrans(
    {**dict.fromkeys(_MARKS, ""), "\u202f": " ", "\u00a0": " ", "\u2009": " ", "\u060c": ",", "\u3001": ",",
     "\uff0c": ",", "\uff1a": ":", "\u2013": "-", "\u2014": "-", "\u2212": "-"}
)  # fmt: skip
_LONGEST: Final = 64

_DATE: Final = (
    r"(?P<first>[RHrh]?\d{1,4})\s?(?P<mark>[/.\-年년])\s?(?P<second>\d{1,2})\s?[/.\-月월]\s?"
    r"(?P<third>[RHrh]?\d{1,4})[.日일]?(?:\s?г\.|\s?р\.)?(?:\s?(?P<era>BE|AP|AH|พ\.ศ\.|ค\.ศ\.|AD))?"
)
_TIME: Final = (
    r"(?P<before>[^\d\s,:.][^\d,:]{0,14}?)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<seconds>\d{2}))?"
)
_AFTER: Final = r"\s*(?P<after>[^\d\s,:][^\d,:]{0,18}?)?"
_INSIDE: Final = (
    re.compile(rf"{_DATE}(?P<comma>,?)\s+(?:(?:at|à|um|a las|às|alle|kl\.?|om|в|o|у|klo|u)\s+)?{_TIME}{_AFTER}"),
    re.compile(rf"{_TIME}{_AFTER}(?P<comma>,?)\s+{_DATE}"),
)

_AFTERNOON: Final = frozenset(
    'pm p.m. p.m μμ μ.μ. μ.μ م ب.ظ. ب.ظ بعدازظهر オ午後 午後 下午 晚上 傍晚 오후 अपराह्न म.उ. אחה״צ אחה"צ öS ös ch ptg '
    "du du. em e.m. ip ip. пп сл.об. md pd. หลังเที่ยง பிற்பகல் ಅಪರಾಹ್ನ ਬਾ.ਦੁ. gd popoldne popołudniu odp. odpoledne "
    "poobede nachm. nachmittags tarde noche soir তটা অপরাহ্ণ pomeriggio nm wieczorem".casefold().split()
)
_MORNING: Final = frozenset(
    'am a.m. a.m πμ π.μ. π.μ ص ق.ظ. ق.ظ قبلازظهر 午前 上午 早上 清晨 凌晨 오전 पूर्वाह्न म.पू. לפנה״צ לפנה"צ öö sa pg '
    "de de. fm f.m. ap ap. дп пр.об. pd ก่อนเที่ยง முற்பகல் ಪੂർವಾಹ್ನ ಪೂರ್ವಾಹ್ನ ਪੂ.ਦੁ. gh dopoldne rano dop. dopoledne "
    "dopoludnia vorm. vormittags mañana madrugada matin পূর্বাহ্ণ mattina vm".casefold().split()
)
"""Words for the halves of the day, spaces removed; a word that is not here leaves the half unknown."""

_ERAS: Final = MappingProxyType({"R": 2018, "H": 1988})
_BUDDHIST: Final = 543
_OTHER_CALENDARS: Final = range(1300, 1500)


@dataclass(frozen=True)
class Header:
    """The beginning of a message.

    Attributes:
        frame: `[` (iOS) or `-` (Android).
        raw: Time and date as they stand.
        parts: The date's three parts as numbers, in the order written; a year of another era is turned into
            the common one.
        year_at: Which part is certainly the year: 0, 2, or None where each has at most two digits.
        hour: 0 to 23; None where the half of the day is not known.
        minute: Minute.
        second: Second; None where there is none.
        rest: What follows.
        is_marked: Whether a mark U+200E stands before the header: the application put a file there.
    """

    frame: str
    raw: str
    parts: tuple[int, int, int]
    year_at: int | None
    hour: int | None
    minute: int
    second: int | None
    rest: str
    is_marked: bool


def parse(line: str) -> Header | None:
    """The header a line begins with, or None.

    >>> parse("31/12/2022, 23:40 - Ann: hello").parts
    (31, 12, 2022)
    >>> parse("[14:56:01, 3/18/R4] Ann: hello").parts
    (3, 18, 2022)
    >>> parse("at 31/12/2022, 23:40 - no") is None
    True
    """
    bare = line.lstrip(_MARKS)
    if not bare:
        return None
    if bare[0] == "[":
        end = bare.find("]", 1, _LONGEST)
        if end < 0:
            return None
        frame, raw, rest = "[", bare[1:end], bare[end + 1 :]
    elif bare[0].isdigit() or bare[0] in "上下午凌早晚清中오":
        found = _DASH.search(bare, 0, _LONGEST)
        if found is None:
            return None
        frame, raw, rest = "-", bare[: found.start()], bare[found.end() :]
    else:
        return None
    inside = _plain(raw).strip()
    for pattern in _INSIDE:
        match = pattern.fullmatch(inside)
        if match:
            return _header(match, frame, raw, rest.removeprefix(" "), LRM in line[: len(line) - len(bare)])
    return None


_DASH: Final = re.compile(r"[\s\u200e\u200f][-\u2013\u2014][\s\u200e\u200f]")


def _plain(text: str) -> str:
    """Without direction marks, with common spaces and marks, and with the digits 0 to 9."""
    plain = text.translate(_WITHOUT_MARKS)
    if plain.isascii():
        return plain
    return "".join(str(unicodedata.decimal(character)) if character.isdecimal() else character for character in plain)


def _header(match: re.Match[str], frame: str, raw: str, rest: str, is_marked: bool) -> Header | None:
    first, second, third = match["first"], match["second"], match["third"]
    minute = int(match["minute"])
    seconds = int(match["seconds"]) if match["seconds"] else None
    hour = _hour(int(match["hour"]), f"{match['before'] or ''}", f"{match['after'] or ''}")
    if minute > 59 or (seconds or 0) > 60 or hour == -1 or 3 in (len(first), len(third)):
        return None
    year_at: int | None
    if third[0].upper() in _ERAS:
        parts = (int(first), int(second), int(third[1:]) + _ERAS[third[0].upper()])
        year_at = 2
    elif first[0].upper() in _ERAS:
        parts = (int(first[1:]) + _ERAS[first[0].upper()], int(second), int(third))
        year_at = 0
    else:
        parts = (_year(first, match["era"]), int(second), _year(third, match["era"]))
        year_at = 0 if len(first) == 4 else 2 if len(third) == 4 or match["era"] else None
        if len(first) == 4 and len(third) > 2:
            return None
    return Header(frame, raw, parts, year_at, hour, minute, seconds, rest, is_marked)


def is_other_calendar(header: Header) -> bool:
    """Whether a date counts its years in another calendar (Persian or Islamic: 1300 to 1500)."""
    return header.year_at is not None and header.parts[header.year_at] in _OTHER_CALENDARS


def _year(text: str, era: str | None) -> int:
    """A number of a date; one of four digits as a common year, where it counts in Buddhist years."""
    number = int(text)
    if len(text) == 4 and number > 2400:
        return number - _BUDDHIST
    return number


def _hour(hour: int, before: str, after: str) -> int | None:
    """Hour of the day; None where a word says which half and is not known; -1 where it is no hour."""
    words = "".join((before + after).split()).casefold()
    if hour > 24:
        return -1
    if not words:
        return hour % 24
    if hour > 12:
        return hour % 24
    if words in _AFTERNOON:
        return hour % 12 + 12
    if words in _MORNING:
        return hour % 12
    if words == "中午":
        return hour if hour >= 11 else hour + 12
    return None
