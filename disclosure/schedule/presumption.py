"""Suggestions to the officer: items to which the presumption of disclosure might apply.

Certain categories of material are presumed to meet the test for disclosure (CPIA Code of Practice, paragraph 6.6;
Attorney General's Guidelines on Disclosure); the presumption can be rebutted and does not replace thinking. Only
those categories are suggested here that records of a phone can show. A person decides, in `decisions.toml`;
neither the suggestion nor the decision ever stands on the MG6C.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from disclosure.schedule.items import ScheduleItem

CATEGORIES: Final = MappingProxyType(
    {
        "a": "records of telephone messages, such as emergency calls, that describe an offence or an offender",
        "b": "incident logs",
        "c": "contemporaneous records of the incident, imagery of it in action included",
        "d": "custody records or records of voluntary attendance",
        "e": "previous accounts made by a complainant or by another witness",
        "f": "interview records of witnesses or suspects",
        "g": "material that casts doubt on the reliability of a witness",
    }
)
"""Categories that the presumption covers, by letter, in the words of this toolkit."""

_WITNESS: Final = re.compile(r"\[(?:Complainant|Witness)(?: \d+)?\]")
_OWN_WORDS: Final = frozenset({"conversation", "note"})
_EMERGENCY: Final = frozenset(
    hashlib.sha256(f"emergency:{number}".encode()).hexdigest()[:32] for number in ("999", "112", "101")
)


@dataclass(frozen=True)
class Suggestion:
    """One item to which the presumption might apply.

    Attributes:
        item_number: The item.
        category: Letter of the category.
        why: What in the data suggests it.
    """

    item_number: str
    category: str
    why: str


def suggest(items: Iterable[ScheduleItem], owners: Mapping[str, str]) -> tuple[Suggestion, ...]:
    """Items to which the presumption might apply; at most one suggestion for each.

    Args:
        items: Items of the register.
        owners: Label of the owner by exhibit reference.
    """
    found = []
    for item in items:
        if item.is_withdrawn:
            continue
        of_witness = bool(_WITNESS.search(f"[{owners.get(item.exhibit_ref, '')}] {item.description}"))
        if item.item_class == "call_log" and item.item_key.rsplit("|", 1)[-1] in _EMERGENCY:
            found.append(Suggestion(item.item_number, "a", "calls to an emergency or police number"))
        elif item.item_class == "image_set":
            found.append(Suggestion(item.item_number, "c", "selected pictures or videos may show the incident"))
        elif of_witness and item.item_class in _OWN_WORDS and item.hit_count:
            why = "selected words of, or to, a complainant or witness may hold an earlier account"
            found.append(Suggestion(item.item_number, "e", why))
    return tuple(found)
