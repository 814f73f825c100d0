"""What an address book entry says of a name: "Shaz work 💼" holds the name "Shaz", "Mum" holds none."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-.][^\W\d_]+)*\.?")

LABELS: Final = frozenset(
    """
    work home mobile mob phone number new old uni school college gym office landline cell iphone whatsapp insta
    instagram snap snapchat facebook messenger dont answer block blocked do not no from the and at of my me owner
    taxi cab cabs doctor doctors dentist surgery vet plumber electrician builder garage landlord landlady letting
    bank voicemail delivery pizza chinese curry kebab hairdresser barber nails neighbour next door upstairs flat
    boss manager team group chat club band church mosque temple support info help customer service services
    """.split()
)
"""Words that people add to a contact to tell it from others; no part of a name."""

RELATIONS: Final = frozenset(
    """
    mum mam mummy mother dad daddy father nan nana nanna gran granny grandma grandad granda grandpa sis sister bro
    brother aunt auntie aunty uncle cousin cuz wife husband hubby wifey partner ex boyfriend girlfriend bf gf bestie
    mate babe baby bae darling love son daughter niece nephew stepdad stepmum inlaws
    """.split()
)
"""Words for a relation, which say who somebody is to the owner and name nobody."""


def name_in(label: str) -> str | None:
    """The name in an address book entry or display name; none where it holds no name.

    >>> name_in("Shaz work 💼")
    'Shaz'
    >>> name_in("Auntie Pauline")
    'Pauline'
    >>> name_in("Mum") is None
    True
    """
    words = [
        word
        for word in _WORD.findall(label)
        if word.casefold().rstrip(".") not in LABELS and word.casefold() not in RELATIONS
    ]
    name = " ".join(words)
    return name if any(len(word) > 1 for word in words) else None


_SHORTEST_START: Final = 3


def are_compatible(one: str, other: str) -> bool:
    """Whether two names can be one person's as far as they go: words shared, or one the beginning of the other.

    >>> are_compatible("Bev", "Beverley Okafor"), are_compatible("Mum", "Dad"), are_compatible("Ann Lee", "Raj Sidhu")
    (True, False, False)
    """
    words, others = ({word.rstrip(".") for word in name.casefold().split()} for name in (one, other))
    return any(
        word == another
        or (min(len(word), len(another)) >= _SHORTEST_START and (word.startswith(another) or another.startswith(word)))
        for word in words
        for another in others
    )
