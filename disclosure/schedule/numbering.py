"""Item numbers: issued once, consecutive across submissions, never changed and never used again.

Items must be numbered consecutively, and a later schedule continues the sequence of the earlier ones (CPS
Disclosure Manual, chapter 7). Sensitive items have a sequence of their own, S1, S2… An item that is withdrawn
keeps its number. An item is known by its key, which says what it stands for: the same material asks for
the same keys and so is given no new numbers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from disclosure.errors import VerificationError

_NUMBER: Final = re.compile(r"(S?)([1-9]\d*)")


@dataclass(frozen=True, order=True)
class ItemNumber:
    """A number on a schedule; non-sensitive numbers sort before sensitive ones.

    Attributes:
        is_sensitive: Whether it belongs to the sequence S1, S2…
        value: Place in its sequence, from 1.
    """

    is_sensitive: bool
    value: int

    def __str__(self) -> str:
        return f"{'S' if self.is_sensitive else ''}{self.value}"


@dataclass(frozen=True)
class Line:
    """A number that has been issued.

    Attributes:
        item_number: The number as printed.
        item_key: What the item stands for.
        submission: Submission in which it was issued, from 1.
    """

    item_number: str
    item_key: str
    submission: int


def parse(text: str) -> ItemNumber:
    """An item number as printed, read back.

    Raises:
        ValueError: It is not an item number.

    >>> parse("S2")
    ItemNumber(is_sensitive=True, value=2)
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise ValueError("not an item number: expected 1, 2, 3… or S1, S2…")
    return ItemNumber(bool(match[1]), int(match[2]))


def make_key(*parts: str | None) -> str:
    """The key of an item, from the parts that tell it from every other; a missing part is left empty.

    >>> make_key("conversation", "JLB/1", "00ff")
    'conversation|JLB/1|00ff'
    >>> make_key("block", "JLB/1", "files", None)
    'block|JLB/1|files|'
    >>> make_key("block", "JLB/1", "files", "C#|2")
    'block|JLB/1|files|C%23%7C2'
    """
    return "|".join(quote(part or "", safe=" /()") for part in parts)


def reference(item_key: str) -> str:
    """The reference of an item: stays the same before its number is issued and after.

    >>> reference("conversation|JLB/1|00ff")
    'r-9f35d7cc'
    """
    return f"r-{hashlib.blake2b(item_key.encode(), digest_size=4).hexdigest()}"


def check(lines: Iterable[Line]) -> None:
    """Check that a register is one that this module could have issued.

    Raises:
        VerificationError: A number or key stands twice, a sequence has a gap, or a later submission has
            an earlier number.
    """
    listed = list(lines)
    keys = [line.item_key for line in listed]
    sound = len(keys) == len(set(keys))
    for is_sensitive in (False, True):
        sequence = sorted(
            (number.value, line.submission)
            for line in listed
            if (number := parse(line.item_number)).is_sensitive is is_sensitive
        )
        values = [value for value, _ in sequence]
        submissions = [submission for _, submission in sequence]
        sound = sound and values == list(range(1, len(values) + 1)) and submissions == sorted(submissions)
    if not sound:
        raise VerificationError(
            "register_broken",
            "The register of schedule items is not consecutive: a number or an item is missing or repeated.",
            "Restore the schedules folder from a copy; do not issue a further schedule until then.",
        )


def issue(issued: Sequence[Line], wanted: Sequence[tuple[str, bool]], submission: int) -> tuple[Line, ...]:
    """Give numbers to the items that have none, in the order asked.

    Args:
        issued: Every line issued so far, in any order.
        wanted: Item key and whether it is sensitive, for each item of the material.
        submission: Number of the submission they are issued in.

    Returns:
        The new lines only; none when every item has its number.

    Raises:
        ValueError: An item is asked for twice.
        VerificationError: What was issued so far is not a sound register.

    >>> issue([Line("1", "a", 1)], [("a", False), ("b", False), ("c", True)], 2)
    (Line(item_number='2', item_key='b', submission=2), Line(item_number='S1', item_key='c', submission=2))
    """
    check(issued)
    if len({item_key for item_key, _ in wanted}) != len(wanted):
        raise ValueError("an item is asked for twice")
    known = {line.item_key for line in issued}
    following = {False: 1, True: 1}
    for line in issued:
        following[parse(line.item_number).is_sensitive] += 1
    new: list[Line] = []
    for item_key, is_sensitive in wanted:
        if item_key in known:
            continue
        new.append(Line(str(ItemNumber(is_sensitive, following[is_sensitive])), item_key, submission))
        following[is_sensitive] += 1
    return tuple(new)


def in_words(numbers: Iterable[str]) -> str:
    """Item numbers as a phrase, runs of three or more shortened; empty for none.

    >>> in_words(["4"])
    'item 4'
    >>> in_words(["9", "2", "3", "4", "S1"])
    'items 2 to 4, 9 and S1'
    """
    ordered = sorted({parse(number) for number in numbers})
    runs: list[list[ItemNumber]] = []
    for number in ordered:
        last = runs[-1][-1] if runs else None
        if last and last.is_sensitive == number.is_sensitive and last.value + 1 == number.value:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    if not parts:
        return ""
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"item {listed}" if len(ordered) == 1 else f"items {listed}"
