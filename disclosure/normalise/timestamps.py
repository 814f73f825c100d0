"""Vendor times in text to UTC instants. A time whose zone is not stated has no instant.

Basis of the zone:

==============  ======================================================================================
stated          the text carries its own offset
header          a column or file header gives the zone (flat exports)
report_setting  the report says that it converted times to a zone it names
unstated        nothing says: the instant stays null and the text is kept
==============  ======================================================================================

Forms met in Cellebrite reports: ISO 8601 with offset (`TimeStampKnown`), ISO 8601 without one
(`DateTimeOnly`, where `@formattedTimestamp` shows the report's display zone, which is not knowledge about
the event), `dd-MMM-yy hh:mm:ss ±hh:mm`, `dd/MM/yyyy hh:mm:ss ±hh:mm`, `MM/dd/yyyy h:mm:ss AM(UTC±h)`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

ISO_WITH_OFFSET: Final = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?\s*(Z|z|[+-]\d{2}(:?\d{2})?)"
_ISO: Final = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})[T ](?P<hour>\d{2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?\s*(?P<zone>.*)"
)
_NUMERIC: Final = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[/.\-])(?P<middle>\d{1,2}|[A-Za-z]{3})(?P=mark)(?P<year>\d{4}|\d{2}),?\s+"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>.*)"
)
_ZONE: Final = re.compile(
    r"\(?\s*(?:(?:UTC|GMT)\s*)?(?:(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?)?\s*\)?"
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS_IN_YEAR: Final = 12
_CENTURY_PIVOT: Final = 70
_HOURS_IN_HALF_DAY: Final = 12


@lru_cache(maxsize=1 << 16)
def parse_instant(text: str) -> datetime | None:
    """The UTC instant a text states, or None where it is no time, has no zone, or could mean two dates.

    >>> parse_instant("2024-09-28T15:59:35.230+01:00")
    datetime.datetime(2024, 9, 28, 14, 59, 35, 230000, tzinfo=datetime.timezone.utc)
    >>> parse_instant("2020-12-16T11:53:14.000") is None
    True
    >>> parse_instant("12/16/2021 1:50:36 PM(UTC+0)")
    datetime.datetime(2021, 12, 16, 13, 50, 36, tzinfo=datetime.timezone.utc)
    >>> parse_instant("03/04/2021 10:00:00 +00:00") is None
    True
    """
    moment = parse_local(text)
    if moment is None:
        return None
    match = _ISO.fullmatch(text.strip()) or _NUMERIC.fullmatch(text.strip())
    zone = offset(match["zone"]) if match else None
    try:
        return None if zone is None else moment.replace(tzinfo=zone).astimezone(UTC)
    except OverflowError:
        return None


@lru_cache(maxsize=1 << 16)
def parse_local(text: str) -> datetime | None:
    """The date and time a text shows, whatever its zone, without one; None where undecidable.

    A numeric date whose first two parts are both twelve or less, and differ, could be read two ways and is
    not guessed at. A day-first date with a month name is unambiguous.
    """
    stripped = text.strip()
    match = _ISO.fullmatch(stripped)
    if match:
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    else:
        match = _NUMERIC.fullmatch(stripped)
        if not match:
            return None
        ordered = _day_and_month(match["first"], match["middle"])
        if ordered is None:
            return None
        day, month = ordered
        year = int(match["year"])
        if len(match["year"]) == 2:
            year += 1900 if year >= _CENTURY_PIVOT else 2000
    hour = int(match["hour"])
    half = match.groupdict().get("half")
    if half:
        hour = hour % _HOURS_IN_HALF_DAY + (_HOURS_IN_HALF_DAY if half[0] in "pP" else 0)
    fraction = (match["fraction"] or "0")[:6].ljust(6, "0")
    try:
        return datetime(  # noqa: DTZ001 -- a local reading is naive on purpose
            year, month, day, hour, int(match["minute"]), int(match["second"] or 0), int(fraction)
        )
    except ValueError:
        return None


def _day_and_month(first: str, middle: str) -> tuple[int, int] | None:
    if middle.isalpha():
        name = middle.casefold()
        return (int(first), _MONTHS.index(name) + 1) if name in _MONTHS else None
    one, two = int(first), int(middle)
    if one > _MONTHS_IN_YEAR >= two:
        return one, two
    if two > _MONTHS_IN_YEAR >= one:
        return two, one
    return (one, two) if one == two else None


def offset(zone: str) -> timezone | None:
    """The offset a zone text states; None where it states none."""
    text = zone.strip()
    if not text:
        return None
    if text in ("Z", "z"):
        return UTC
    match = _ZONE.fullmatch(text)
    if not match:
        return None
    if match["sign"] is None:
        return UTC if "UTC" in text or "GMT" in text else None
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    try:
        return timezone(-offset if match["sign"] == "-" else offset)
    except ValueError:
        return None
