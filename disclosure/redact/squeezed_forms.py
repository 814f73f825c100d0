"""Identifiers of a person with everything but letters and digits taken out, for the residual scan. Pure.

A text treated the same way holds an identifier whatever stands between its characters: "Jas-leen  BHAMRA",
"27, Tollerton Rise", "07700.900.101". So that "plan needs" is not "Ann Eeds", a short form must begin and end
where a word does; a telling one (long enough that chance does not make it) may stand inside another word, as in
the name of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import phonenumbers

from disclosure.redact.known_people import KnownPerson
from disclosure.redact.plain_text import fold, squeeze
from disclosure.redact.written_forms import (
    email_forms,
    establishment_forms,
    handle_forms,
    name_forms,
    street_and_types,
)

_TELLING: Final = 12
_SHORTEST_NAME: Final = 6
_SHORTEST_PLACE: Final = 8
_SHORTEST_HANDLE: Final = 6
_SHORTEST_OTHER: Final = 5
_NATIONAL_DIGITS: Final = 8
_POSTCODE: Final = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Squeezed:
    """One identifier as plain letters and digits.

    Attributes:
        kind: As `written_forms.WrittenForm.kind`, or `identifier` for another one of the case file.
        text: Letters and digits in lower case.
    """

    kind: str
    text: str

    @property
    def is_telling(self) -> bool:
        """Whether it is found inside a word too."""
        return len(self.text) >= _TELLING or self.kind == "phone"

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether it stands by itself at a place of a folded text."""
        before, after = text[start - 1 : start], text[end : end + 1]
        if self.kind == "phone":
            return not after.isdigit()
        if self.is_telling and not self.text.isdigit():
            return True
        return not (_same_kind(before, text[start]) or _same_kind(text[end - 1], after))


def _same_kind(one: str, other: str) -> bool:
    """Whether two characters would read as one word or number."""
    return bool(one and other) and ((one.isalpha() and other.isalpha()) or (one.isdigit() and other.isdigit()))


def squeezed_forms(person: KnownPerson) -> tuple[Squeezed, ...]:
    """Every squeezed form of a person, in a fixed order, without repeats."""
    return tuple(dict.fromkeys(_forms(person)))


def _forms(person: KnownPerson) -> Iterator[Squeezed]:
    for name in person.names:
        yield from _names(name)
        for nickname in person.nicknames:
            words = name.split()
            if len(words) > 1 and nickname.strip():
                yield from _names(f"{nickname} {words[-1]}")
    for phone in person.phones:
        digits = re.sub(r"\D", "", phone)
        national = digits.removeprefix(_country_code(phone))
        if len(national) >= _NATIONAL_DIGITS:
            yield Squeezed("phone", national)
    for email in person.emails:
        local, _, domain = email.rpartition("@")
        yield from _at_least(_SHORTEST_OTHER, "email", f"{local}{domain}", f"{local}at{domain.replace('.', 'dot')}")
        if any(form.is_certain and form.kind == "handle" for form in email_forms(email)):
            yield from _at_least(_SHORTEST_PLACE, "email", local)
    for handle in person.handles:
        if sum(form.is_certain for form in handle_forms(handle)) > 1:  # not only with a sign before it
            yield from _at_least(_SHORTEST_HANDLE, "handle", handle)
    for address in person.addresses:
        yield from _addresses(address)
    for postcode in person.postcodes:
        yield from _at_least(_SHORTEST_OTHER, "postcode", postcode)
    for kind, establishments in (("school", person.schools), ("workplace", person.workplaces)):
        for name in establishments:
            if any(form.is_certain for form in establishment_forms(kind, name)):
                yield from _at_least(_SHORTEST_PLACE, kind, name.partition(",")[0])
    for other in person.other_identifiers:
        yield from _at_least(_SHORTEST_OTHER, "identifier", other)


def _names(name: str) -> Iterator[Squeezed]:
    """A name of two words or more: as written, turned round, and without what stands between first and last."""
    words = name.replace(",", " ").split()
    # Two ordinary words ("Will Young") mean too much else.
    if len(words) < 2 or not any(form.is_certain and not form.case_sensitive for form in name_forms(name)):
        return
    for order in (words, [words[-1], *words[:-1]], [words[0], words[-1]], [words[-1], words[0]]):
        yield from _at_least(_SHORTEST_NAME, "name", "".join(order))


def _addresses(address: str) -> Iterator[Squeezed]:
    for match in _POSTCODE.finditer(address):
        yield from _at_least(_SHORTEST_OTHER, "postcode", match.group())
    for house, street, types, is_common in street_and_types(address):
        for type_ in types:
            if house:
                yield from _at_least(_SHORTEST_PLACE, "address", f"{house}{street}{type_}")
            if not is_common:
                yield from _at_least(_SHORTEST_PLACE, "address", f"{street}{type_}")


def _at_least(length: int, kind: str, *values: str) -> Iterator[Squeezed]:
    """Forms long enough; those in letters that have no plain form (Arabic, Chinese) are left to the expressions."""
    for value in values:
        text = squeeze(value)
        if len(text) >= length and len(text) >= sum(map(str.isalnum, fold(value))):
            yield Squeezed(kind, text)


def _country_code(number: str) -> str:
    try:
        return str(phonenumbers.parse(number).country_code)
    except phonenumbers.NumberParseException:
        return ""
