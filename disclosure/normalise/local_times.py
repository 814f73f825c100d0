"""Times as spreadsheets and text reports show them: parts in an order that follows somebody's settings.

The order is inferred from all dates of an export: a first part above twelve is a day, a middle part above
twelve means that the month stands first. Where every date could be read two ways, a person must say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from disclosure.errors import InputError
from disclosure.normalise.timestamps import offset, parse_instant, parse_local

_MONTHS: Final = 12
_CENTURY_PIVOT: Final = 70
_LEAST_LETTERS: Final = 3
_NUMERIC: Final = re.compile(
    r"(?P<one>\d{1,4})(?P<mark>[/.\-])(?P<two>\d{1,2})(?P=mark)(?P<three>\d{4}|\d{1,2})(?:,?\s+|$)(?P<clock>.*)",
    re.DOTALL,
)
_CLOCK: Final = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?\s*(?P<zone>.*)",
    re.DOTALL,
)


def order_of(texts: Iterable[str]) -> str | None:
    """Order of the parts of dates: `dmy`, `mdy` or `ymd`; None where no date decides it.

    Dates that contradict one another decide nothing.

    >>> order_of(["03/04/2021 10:00", "25/04/2021 10:00"]), order_of(["03/04/2021"])
    ('dmy', None)
    """
    found = {order for order in (_decides(text) for text in texts) if order}
    return found.pop() if len(found) == 1 else None


def needs_order(texts: Iterable[str]) -> bool:
    """Whether some date could be read two ways."""
    for text in texts:
        match = _NUMERIC.match(text.strip())
        if match and len(match["one"]) < _LEAST_LETTERS and match["one"].lstrip("0") != match["two"].lstrip("0"):
            return True
    return False


def _decides(text: str) -> str | None:
    match = _NUMERIC.match(text.strip())
    if not match:
        return None
    if len(match["one"]) >= _LEAST_LETTERS:
        return "ymd"
    one, two = int(match["one"]), int(match["two"])
    return "dmy" if one > _MONTHS >= two else "mdy" if two > _MONTHS >= one else None


def decided(texts: list[str], given: str | None, name: str) -> str | None:
    """The order of an export's dates: what a person said, else what the dates decide; None where none needs it.

    Raises:
        InputError: Every date could be read two ways, or they contradict one another.
    """
    if given is not None:
        return given
    numeric = [text for text in texts if _decides(text) != "ymd"]
    order = order_of(numeric)
    if order is None and needs_order(numeric):
        raise InputError(
            "date_order_unknown",
            f"{name}: nothing decides whether day or month stands first in its dates.",
            "Look at a record whose date is known, and say it: --date-order dmy or --date-order mdy.",
        )
    return order


def parse(text: str, order: str | None) -> datetime | None:
    """The date and time that a text shows: with its zone where the text states one, else without.

    Args:
        text: As the export shows it.
        order: Order of the parts of numeric dates.

    >>> parse("03/04/2021 10:23:45(UTC-3)", "dmy").isoformat()
    '2021-04-03T10:23:45-03:00'
    >>> parse("1/3/1990 1:23:54 AM UTC+4", "mdy").isoformat(), parse("3.4.2021 10:00:00", "dmy").isoformat()
    ('1990-01-03T01:23:54+04:00', '2021-04-03T10:00:00')
    """
    stripped = text.strip()
    match = _NUMERIC.match(stripped)
    if match is None:
        return parse_instant(stripped) or parse_local(stripped)
    parts = [match["one"], match["two"], match["three"]]
    if len(parts[0]) >= _LEAST_LETTERS:
        year, month, day = parts
    elif order == "mdy":
        month, day, year = parts
    elif order == "dmy":
        day, month, year = parts
    elif order == "ymd":
        year, month, day = parts
    elif match["one"].lstrip("0") == match["two"].lstrip("0"):
        day, month, year = parts
    else:
        return None
    full = int(year) + (0 if len(year) > 2 else 1900 if int(year) >= _CENTURY_PIVOT else 2000)
    clock = _CLOCK.fullmatch(match["clock"].strip() or "0:00")
    if clock is None:
        return None
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % _MONTHS + (_MONTHS if clock["half"][0] in "pP" else 0)
    zone = _zone(clock["zone"])
    try:
        moment = datetime(full, int(month), int(day), hour, int(clock["minute"]), int(clock["second"] or 0),
                          int((clock["fraction"] or "0")[:6].ljust(6, "0")), tzinfo=zone)  # fmt: skip
        moment.astimezone(UTC) if zone else None
    except (ValueError, OverflowError):
        return None
    return moment


def _zone(text: str) -> timezone | None:
    """The offset in what follows a clock time, such as `(UTC-3)` or `UTC+4 (Network)`."""
    return offset(re.sub(r"\((?:device|network)\)", "", text, flags=re.IGNORECASE).strip())


def zone_of(text: str) -> timezone | None:
    """The zone a header names, such as `UTC+01:00` or `UTC 0`; None where it names none.

    >>> zone_of("UTC 0"), zone_of("UTC+05:30").utcoffset(None)
    (datetime.timezone.utc, datetime.timedelta(seconds=19800))
    """
    compact = re.sub(r"\s+", "", text)
    match = re.fullmatch(
        r"(?:UTC|GMT)(?P<sign>[+-]?)(?P<hours>\d{1,2})?(?::?(?P<minutes>\d{2}))?", compact, re.IGNORECASE
    )
    if match is None:
        return None
    span = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
    return timezone(-span if match["sign"] == "-" else span)
