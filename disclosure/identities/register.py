"""The register of pseudonyms: append-only, so that whoever got one keeps it.

One JSON object a line: a key of a person and the pseudonym that the person was given; of several lines for one key
the last counts. When later material, or an analyst, shows that two numbered persons are one, the earlier number stays
and the later one is given to nobody else; when one proves to be two, the number stays with the key that got it first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "complainant": "Complainant",
        "suspect": "Suspect",
        "witness": "Witness",
        "third_party": "Third party",
        "professional": "Professional",
        "police": "Police officer",
    }
)
"""How a role is printed."""

PRINTED: Final = rf"(?:{'|'.join(map(re.escape, LABELS.values()))})(?: \d{{1,6}})?"
"""Expression for a pseudonym as printed, without brackets."""

_ROLES: Final = {label.casefold(): role for role, label in LABELS.items()}
_PSEUDONYM: Final = re.compile(rf"\[?({'|'.join(map(re.escape, _ROLES))})(?: (\d{{1,6}}))?\]?", re.IGNORECASE)
_DIGITS: Final = MappingProxyType({"third_party": 4})
_FEW: Final = 2
"""Digits of a number in print. Never to be raised: a served copy says `Third party 0031` for good."""
_LATER: Final = 1 << 40
"""More than any number: what somebody was called before comes after what everybody is called now."""
_USUALLY_ONE: Final = frozenset({"complainant", "suspect"})


@dataclass(frozen=True)
class Registered:
    """One line of the register.

    Attributes:
        key: Key of an identifier, `kind:value`, or `party:id`.
        role: Role under which the pseudonym was given.
        number: Its number within the role, from 1.
    """

    key: str
    role: str
    number: int


def pseudonym(role: str, number: int) -> str:
    """A pseudonym as printed, without brackets; numbers have leading noughts, so that text sorts as numbers do.

    >>> pseudonym("complainant", 1), pseudonym("complainant", 2), pseudonym("third_party", 31)
    ('Complainant', 'Complainant 02', 'Third party 0031')
    """
    label = LABELS[role]
    return label if role in _USUALLY_ONE and number == 1 else f"{label} {number:0{_DIGITS.get(role, _FEW)}}"


def parse(text: str) -> tuple[str, int] | None:
    """Role and number of a pseudonym, with or without brackets and leading noughts, in any case; None if it is none.

    >>> parse("[Third party 0004]"), parse("third party 4"), parse("Suspect"), parse("Sam")
    (('third_party', 4), ('third_party', 4), ('suspect', 1), None)
    """
    match = _PSEUDONYM.fullmatch(" ".join(text.split()))
    return (_ROLES[match.group(1).casefold()], int(match.group(2) or 1)) if match else None


def read(path: Path) -> tuple[Registered, ...]:
    """The register as it stands; empty where there is none yet."""
    if not path.exists():
        return ()
    return tuple(Registered(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())


def write(path: Path, lines: Iterable[Registered]) -> None:
    """Write the register."""
    text = "".join(json.dumps(asdict(line), sort_keys=True, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8", newline="\n")


def assign(
    registered: Sequence[Registered], persons: Sequence[tuple[str, Sequence[str]]]
) -> tuple[list[int], list[Registered]]:
    """Number persons, in the order given, keeping the numbers that are registered.

    Args:
        registered: The register so far.
        persons: Role and keys of each person, in order of first appearance.

    Returns:
        A number for each person, and the lines to add to the register.
    """
    history: dict[tuple[str, str], list[int]] = {}
    first: dict[tuple[str, int, str], int] = {}
    last: dict[str, int] = {}
    for place, line in enumerate(registered):
        history.setdefault((line.role, line.key), []).insert(0, line.number)
        first.setdefault((line.role, line.number, line.key), place)
        last[line.role] = max(last.get(line.role, 0), line.number)
    # A number stays with whoever holds the key that got it first; a person merged into another falls back to the
    # number it had before once the merge is undone. Registered persons come first: a newcomer must not take the
    # number of somebody who comes later in the list.
    numbers: list[int | None] = [None] * len(persons)
    claims = sorted(
        (number if index == 0 else number + _LATER * index, first[role, number, key], at)
        for at, (role, keys) in enumerate(persons)
        for key in keys
        for index, number in enumerate(dict.fromkeys(history.get((role, key), ())))
    )
    taken: set[tuple[str, int]] = set()
    for claimed, _, at in claims:
        held = (persons[at][0], claimed % _LATER)
        if numbers[at] is None and held not in taken:
            numbers[at] = held[1]
            taken.add(held)
    settled: list[int] = []
    for (role, _), number in zip(persons, numbers, strict=True):
        if number is None:
            number = last[role] = last.get(role, 0) + 1
        settled.append(number)
    added = [
        Registered(key, role, number)
        for (role, keys), number in zip(persons, settled, strict=True)
        for key in keys
        if (history.get((role, key)) or [0])[0] != number
    ]
    return settled, added
