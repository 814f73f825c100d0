"""Invented identifiers of people and things, valid in form, that belong to nobody.

=========================  ==============================================================================
mobile and landline        Ofcom's numbers for drama: 07700 900000-900999, 01632 960xxx, 020 7946 0xxx,
                           0113 496 0xxx, 0808 157 0xxx
NHS number                 range 999, kept for tests; modulus 11 check digit
card number                test BIN 411111; Luhn check digit
IMEI                       test type allocation code 00499901; Luhn check digit
IP address                 documentation ranges 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24
MAC address                documentation range 00-00-5E-00-53-xx
postcode                   well formed, in districts that do not exist
vehicle registration       well formed; current style with memory tags that were never allotted
coordinates                in the North Sea
=========================  ==============================================================================

All randomness comes from the generator passed in.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final, TypeVar

_Item = TypeVar("_Item")

DRAMA_MOBILES: Final = 1000
"""How many mobile numbers Ofcom keeps for drama."""

_POSTCODE_AREAS: Final = ("HD", "HX", "WF")  # their districts stop well below 30
_INWARD_LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
_PLATE_LETTERS: Final = "ABCDEFGHJKLMNOPRSTUVWXY"
_UNALLOTTED_TAGS: Final = "JTU"  # no memory tag of the current style begins with these
_DIGIT_WORDS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_TEN: Final = 10
_ELEVEN: Final = 11
_WORD: Final = (1 << 64) - 1


def generator(*keys: object) -> random.Random:
    """A random generator that depends on nothing but its keys."""
    return random.Random("/".join(map(str, keys)))  # noqa: S311 -- invented data that must be repeatable


@lru_cache(maxsize=65_536)
def key(*parts: object) -> int:
    """A 64-bit number that depends on its parts alone, for `draw`."""
    return int.from_bytes(hashlib.blake2b("/".join(map(str, parts)).encode(), digest_size=8).digest(), "big")


def draw(key_: int, number: int) -> int:
    """The 64-bit random number of a place in a sequence: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).

    Much cheaper than a generator of its own, for decisions taken on every message.

    Args:
        key_: The sequence, from `key`.
        number: The place, from 0.

    >>> draw(0, 0) == 0xE220A8397B1DCDAF
    True
    """
    value = (key_ + (number + 1) * 0x9E3779B97F4A7C15) & _WORD
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _WORD
    return value ^ (value >> 31)


def drawn(key_: int, number: int) -> random.Random:
    """A random generator for a place in a sequence."""
    return random.Random(draw(key_, number))  # noqa: S311 -- invented data that must be repeatable


def pick(rng: random.Random, items: Sequence[_Item]) -> _Item:
    """One of some items; several times faster than `Random.choice`."""
    return items[int(rng.random() * len(items))]


def digits(rng: random.Random, count: int) -> str:
    """A number of decimal digits."""
    return "".join(str(rng.randrange(_TEN)) for _ in range(count))


def luhn_digit(payload: str) -> str:
    """The digit that completes a Luhn number.

    >>> luhn_digit("7992739871")
    '3'
    """
    total = 0
    for index, character in enumerate(reversed(payload)):
        value = int(character) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % _TEN)


def nhs_number(rng: random.Random) -> str:
    """An NHS number of the test range, ten digits, check digit by modulus 11."""
    while True:
        payload = "999" + digits(rng, 6)
        check = _ELEVEN - sum(int(d) * (_TEN - i) for i, d in enumerate(payload)) % _ELEVEN
        if check != _TEN:
            return payload + ("0" if check == _ELEVEN else str(check))


def card_number(rng: random.Random) -> str:
    """A sixteen-digit card number with a test BIN."""
    payload = "411111" + digits(rng, 9)
    return payload + luhn_digit(payload)


def imei(rng: random.Random) -> str:
    """A fifteen-digit IMEI with a test type allocation code."""
    payload = "00499901" + digits(rng, 6)
    return payload + luhn_digit(payload)


def iccid(rng: random.Random) -> str:
    """A nineteen-digit SIM serial number."""
    payload = "894499" + digits(rng, 12)
    return payload + luhn_digit(payload)


def national_insurance_number(rng: random.Random) -> str:
    """A National Insurance number with a valid prefix, without spaces."""
    prefix = rng.choice(("AB", "CE", "HJ", "JY", "LR", "PX", "SW", "YZ"))
    return f"{prefix}{digits(rng, 6)}{rng.choice('ABCD')}"


def postcode(rng: random.Random) -> str:
    """A well-formed postcode in a district that does not exist, in capitals with one space."""
    area = rng.choice(_POSTCODE_AREAS)
    inward = "".join(rng.choice(_INWARD_LETTERS) for _ in range(2))
    return f"{area}{rng.randrange(41, 79)} {rng.randrange(1, 10)}{inward}"


def vehicle_registration(rng: random.Random) -> str:
    """A registration of the current style, with its space."""
    tag = rng.choice(_UNALLOTTED_TAGS) + rng.choice("ABDEFGHKLMNPRSTVWXY")
    year = rng.choice(("17", "18", "19", "20", "21", "22", "23", "67", "68", "69", "70", "71", "72"))
    return f"{tag}{year} " + "".join(rng.choice(_PLATE_LETTERS) for _ in range(3))


def prefix_registration(rng: random.Random) -> str:
    """A registration of the prefix style, with its space."""
    return f"{rng.choice('MNPRST')}{rng.randrange(21, 999)} " + "".join(
        rng.choice(letters) for letters in ("TJ", "KXV", "XWV")
    )


def sort_code(rng: random.Random) -> str:
    """A made-up sort code, with hyphens."""
    return f"99-{digits(rng, 2)}-{digits(rng, 2)}"


def passport(rng: random.Random) -> str:
    """A nine-digit passport number."""
    return "9" + digits(rng, 8)


def driving_licence(surname: str, initials: str, born: date, rng: random.Random) -> str:
    """A sixteen-character driver number: surname, date of birth, initials, check characters."""
    name = (surname.upper().replace("-", "") + "99999")[:5]
    decade, year = divmod(born.year % 100, _TEN)
    letters = (initials.upper() + "99")[:2]
    return f"{name}{decade}{born.month:02d}{born.day:02d}{year}{letters}9{rng.choice('ABJKLV')}{rng.choice('CDEWX')}"


def ip_address(rng: random.Random) -> str:
    """An address of a documentation range."""
    return f"{rng.choice(('192.0.2', '198.51.100', '203.0.113'))}.{rng.randrange(1, 255)}"


def mac_address(rng: random.Random) -> str:
    """A hardware address of the documentation range."""
    return f"00:00:5E:00:53:{rng.randrange(256):02X}"


def coordinates(rng: random.Random) -> tuple[str, str]:
    """Latitude and longitude in degrees, five decimals."""
    return f"{54.4 + rng.random() * 0.4:.5f}", f"{0.6 + rng.random() * 0.8:.5f}"


def mobile(number: int) -> str:
    """A mobile number as eleven national digits.

    >>> mobile(7)
    '07700900007'
    """
    return f"07700900{number % DRAMA_MOBILES:03d}"


def landline(number: int) -> str:
    """A landline number as national digits, from one of four ranges."""
    prefixes = ("01632960", "02079460", "01134960", "08081570")
    return f"{prefixes[number % 4]}{number // 4 % 1000:03d}"


def international(national: str) -> str:
    """A national number in E.164.

    >>> international("07700900007")
    '+447700900007'
    """
    return "+44" + national[1:]


def whatsapp_jid(national: str) -> str:
    """A WhatsApp account id."""
    return f"44{national[1:]}@s.whatsapp.net"


def mobile_forms(national: str) -> dict[str, str]:
    """The ways people and programs write one mobile number, by the name of the way."""
    rest, tail = national[1:5], national[5:]
    half, last = tail[:3], tail[3:]
    return {
        "spaced": f"0{rest} {tail}",
        "compact": national,
        "plus": f"+44{national[1:]}",
        "plus_spaced": f"+44 {rest} {tail}",
        "double_zero": f"0044{national[1:]}",
        "double_zero_spaced": f"0044 {rest} {half} {last}",
        "dotted": f"0{rest}.{half}.{last}",
        "hyphenated": f"0{rest}-{half}-{last}",
        "bracketed": f"(0{rest}) {tail}",
        "bracketed_zero": f"+44 (0){rest} {tail}",
        "no_plus": f"44{national[1:]}",
        "odd_spaces": f"{national[:3]} {national[3:5]} {half} {last}",
        "jid": whatsapp_jid(national),
        "worded": " ".join(_DIGIT_WORDS[int(d)] for d in national),
    }


def landline_forms(national: str) -> dict[str, str]:
    """The ways of writing a landline number."""
    if national.startswith("020"):
        area, tail = national[:3], f"{national[3:7]} {national[7:]}"
    elif national.startswith(("0113", "0808")):
        area, tail = national[:4], f"{national[4:7]} {national[7:]}"
    else:
        area, tail = national[:5], national[5:]
    return {"spaced": f"{area} {tail}", "compact": national, "bracketed": f"({area}) {tail}"}


def postcode_forms(value: str) -> tuple[str, ...]:
    """A postcode with and without its space, in capitals and not."""
    return value, value.replace(" ", ""), value.lower(), value.lower().replace(" ", ""), value.capitalize()


def date_of_birth_forms(born: date) -> tuple[str, ...]:
    """A date of birth as it is written in messages and forms."""
    month = _MONTHS[born.month - 1]
    return (
        f"{born:%d/%m/%Y}",
        f"{born.day}/{born.month}/{born:%y}",
        f"{born:%d.%m.%y}",
        f"{born.day} {month} {born.year}",
        f"{born.day}{_ordinal(born.day)} {month[:3].lower()} {born.year}",
        f"{born:%d-%m-%Y}",
    )


def grouped(value: str, *sizes: int, separator: str = " ") -> str:
    """Characters in groups of the given sizes.

    >>> grouped("1234567890", 3, 3, 4)
    '123 456 7890'
    """
    groups, start = [], 0
    for size in sizes:
        groups.append(value[start : start + size])
        start += size
    return separator.join(groups)


def _ordinal(day: int) -> str:
    if day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % _TEN, "th")
