"""Which part of a date is the day: inferred over the whole file, or not at all.

Every order in which all dates exist is a candidate. One candidate left decides. Among several, an export is
in order of time, so that the right one runs forward: one that never runs back (by more than a day, the first
line aside, which may be younger than the chat) decides against ones that do. Else a person is asked.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from types import MappingProxyType
from typing import Final

ORDERS: Final = MappingProxyType({"dmy": (0, 1, 2), "mdy": (1, 0, 2), "ymd": (2, 1, 0), "ydm": (1, 2, 0)})
"""Positions of day, month and year."""

_FIRST_YEAR: Final = 2009  # WhatsApp's own
_LAST_YEAR: Final = 2060
_SLACK: Final = timedelta(days=1)


def reading(parts: tuple[int, int, int], order: str) -> date | None:
    """A date read in one order, or None where there is no such date.

    >>> reading((18, 3, 22), "dmy")
    datetime.date(2022, 3, 18)
    """
    day, month, year = (parts[index] for index in ORDERS[order])
    if year < 100:
        # Buddhist years written with two digits fall where no Gregorian one can.
        year += 2000 if year < 52 else 2500 - 543
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


class Inference:
    """Looks at every date of a file and says in which order it is written.

    Attributes:
        seen: Number of dates taken in.
    """

    def __init__(self) -> None:
        self.seen = 0
        self._invalid = dict.fromkeys(ORDERS, 0)
        self._backward = dict.fromkeys(ORDERS, 0)
        self._latest: dict[str, date] = {}
        self._differ = dict.fromkeys(combinations(ORDERS, 2), False)

    def see(self, parts: tuple[int, int, int], year_at: int | None) -> None:
        """Take in the next date of the file."""
        self.seen += 1
        readings = {
            order: reading(parts, order) if year_at in (None, year) else None for order, (_, _, year) in ORDERS.items()
        }
        for pair in self._differ:
            self._differ[pair] = self._differ[pair] or readings[pair[0]] != readings[pair[1]]
        for order, read in readings.items():
            if read is None:
                self._invalid[order] += 1
                continue
            before = self._latest.get(order)
            if before is not None and self.seen > 2 and read < before - _SLACK:
                self._backward[order] += 1
            self._latest[order] = read

    def decide(self) -> tuple[str | None, str]:
        """The order, and in words how it is known; None and why not."""
        possible = [order for order in ORDERS if not self._invalid[order]]
        if "ymd" in possible and "ydm" in possible:  # nobody writes year, day, month where it could be the other
            possible.remove("ydm")
        if not self.seen:
            return None, "there are no dates"
        if not possible:
            # Dates that do not exist (a damaged line): the order most dates allow, if it stands out.
            first, other = sorted(ORDERS, key=lambda order: self._invalid[order])[:2]
            if self._invalid[first] * 10 < self.seen and self._invalid[other] > 2 * self._invalid[first] + 2:
                return first, f"all but {self._invalid[first]:,} dates exist in this order alone"
            return None, "no order fits the dates"
        if len(possible) == 1:
            return possible[0], "it is the only order in which every date exists"
        if not any(self._differ[pair] for pair in combinations(possible, 2)):
            return possible[0], "every date means the same day in each order"
        ranked = sorted(possible, key=lambda order: self._backward[order])
        best, next_best = self._backward[ranked[0]], self._backward[ranked[1]]
        if next_best > 2 * best:
            return ranked[0], f"time runs back {best:,} times in this order and {next_best:,} or more in others"
        return None, f"the dates exist in {len(possible)} orders and run forward in more than one"
