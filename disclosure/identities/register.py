"""The register of pseudonyms: append-only, so that whoever got one keeps it.

One JSON object a line: a key of a person and the pseudonym that the person was given. When later material
shows that two numbered persons are one, the earlier number stays and the later one is never given again.
"""

from __future__ import annotations

import json
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
    """A pseudonym as printed, without brackets.

    >>> pseudonym("complainant", 1), pseudonym("complainant", 2), pseudonym("third_party", 1)
    ('Complainant', 'Complainant 2', 'Third party 1')
    """
    label = LABELS[role]
    return label if role in _USUALLY_ONE and number == 1 else f"{label} {number}"


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
    known: dict[tuple[str, str], int] = {}
    last: dict[str, int] = {}
    for line in registered:
        known.setdefault((line.role, line.key), line.number)
        last[line.role] = max(last.get(line.role, 0), line.number)
    # Registered persons first: a newcomer must not take the number of somebody who comes later in the list.
    numbers: list[int | None] = []
    taken: set[tuple[str, int]] = set()
    for role, keys in persons:
        earlier = sorted({known[role, key] for key in keys if (role, key) in known})
        number = next((value for value in earlier if (role, value) not in taken), None)
        if number is not None:
            taken.add((role, number))
        numbers.append(number)
    settled: list[int] = []
    for (role, _), number in zip(persons, numbers, strict=True):
        if number is None:
            number = last[role] = last.get(role, 0) + 1
        settled.append(number)
    added = [
        Registered(key, role, number)
        for (role, keys), number in zip(persons, settled, strict=True)
        for key in keys
        if known.get((role, key)) is None
    ]
    return settled, added
