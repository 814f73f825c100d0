"""From occurrences to persons: identifiers of one contact are one person's; the case file's parties come first.

What joins two identifiers: one contact record, one party of the case file, the owner mark of an exhibit whose
owner is declared, or a name that is exactly a party's full name. What never happens: two parties of the case
file becoming one person; such a link is left out and counted. An identifier that two contact records claim
joins them, since the number is the person's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from disclosure.case_file import CaseFile, Party
from disclosure.identities import register
from disclosure.identities.occurrences import KEY_KINDS, Occurrence
from disclosure.identities.register import Registered
from disclosure.normalise.identifiers import classify, e164

_LAST: Final = "~"


@dataclass(frozen=True)
class Identities:
    """Persons of a case.

    Attributes:
        rows: Rows of the table `persons`.
        register: The whole register, new lines last.
        conflicts: Links left out because they would have made two parties one person.
    """

    rows: list[dict[str, Any]]
    register: tuple[Registered, ...]
    conflicts: int


class _Groups:
    """Keys joined into persons; refuses to join two parties."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._party: dict[str, str] = {}
        self.conflicts = 0

    def find(self, key: str) -> str:
        root = key
        while (above := self._above.setdefault(root, root)) != root:
            root = above
        while self._above[key] != root:
            self._above[key], key = root, self._above[key]
        return root

    def claim(self, key: str, party: str) -> None:
        root = self.find(key)
        self._party[root] = party

    def party(self, key: str) -> str | None:
        return self._party.get(self.find(key))

    def join(self, one: str, other: str) -> None:
        first, second = self.find(one), self.find(other)
        if first == second:
            return
        parties = {party for root in (first, second) if (party := self._party.get(root))}
        if len(parties) > 1:
            self.conflicts += 1
            return
        low, high = min(first, second), max(first, second)
        self._above[high] = low
        if parties:
            self._party[low] = parties.pop()


def party_keys(party: Party, region: str) -> list[tuple[str, str]]:
    """Keys of what the case file says of a party, with the text as written.

    >>> party_keys(Party(id="a", role="witness", phones=("07700 900123",)), "GB")
    [('phone:+447700900123', '07700 900123')]
    """
    keys = [(f"name:{' '.join(name.casefold().split())}", name) for name in party.names]
    for phone in party.phones:
        keys.append((f"phone:{e164(phone, region) or phone}", phone))
    for raw in (*party.emails, *party.handles):
        identifier = classify(raw, region)
        keys.append((f"{KEY_KINDS.get(identifier.kind, 'account')}:{identifier.normalised or raw.casefold()}", raw))
    return keys


def resolve(
    case_file: CaseFile,
    single: Sequence[Occurrence],
    contacts: Iterable[Sequence[Occurrence]],
    registered: Sequence[Registered],
) -> Identities:
    """Join occurrences into persons and give each a pseudonym.

    Args:
        case_file: Parties, and whose the exhibits are.
        single: Occurrences outside the address book.
        contacts: Occurrences of each contact record.
        registered: The register so far.
    """
    region = case_file.case.region
    groups = _Groups()
    raw: dict[str, str] = {}
    evidence: dict[str, str] = {}
    for party in case_file.party:
        anchor = f"party:{party.id}"
        groups.claim(anchor, party.id)
        for key, text in party_keys(party, region):
            groups.join(anchor, key)
            raw.setdefault(key, text)
            evidence.setdefault(key, "case file")
    full_names = {
        " ".join(name.casefold().split()): f"party:{party.id}"
        for party in case_file.party
        for name in party.names
        if " " in name.strip()
    }
    owners = {exhibit.ref: f"party:{exhibit.owner}" for exhibit in case_file.exhibit if exhibit.owner}
    everything: list[Occurrence] = []
    # The owner's own identifiers before the address book, so that a contact cannot claim them for another.
    for occurrence in single:
        everything.append(occurrence)
        if occurrence.is_owner and occurrence.exhibit_ref in owners and occurrence.kind != "name":
            groups.join(owners[occurrence.exhibit_ref], occurrence.key)
    for contact in contacts:
        everything += contact
        for occurrence in contact[1:]:
            groups.join(contact[0].key, occurrence.key)
    for occurrence in everything:
        name = " ".join((occurrence.name or "").casefold().split())
        if name in full_names:
            groups.join(full_names[name], occurrence.key)
    return _number(case_file, groups, everything, raw, evidence, registered)


@dataclass
class _Person:
    keys: dict[str, None]
    names: dict[str, None]
    first: tuple[str, str]
    is_owner: bool = False


def _number(
    case_file: CaseFile,
    groups: _Groups,
    everything: Sequence[Occurrence],
    raw: dict[str, str],
    evidence: dict[str, str],
    registered: Sequence[Registered],
) -> Identities:
    """Order persons by first appearance, number them, and lay them out as rows."""
    persons: dict[str, _Person] = {}
    order = {party.id: index for index, party in enumerate(case_file.party)}
    for key in (*(f"party:{party}" for party in order), *raw):
        persons.setdefault(groups.find(key), _Person({}, {}, (_LAST, _LAST))).keys[key] = None
    owned: set[str] = set()
    for occurrence in everything:
        person = persons.setdefault(groups.find(occurrence.key), _Person({}, {}, (_LAST, _LAST)))
        person.keys[occurrence.key] = None
        if occurrence.name:
            person.names[occurrence.name] = None
        if occurrence.is_owner:
            owned.add(occurrence.key)
        raw.setdefault(occurrence.key, occurrence.raw)
        evidence.setdefault(occurrence.key, occurrence.evidence)
        person.first = min(person.first, (occurrence.first_at or _LAST, occurrence.first_artefact))

    def place(root: str) -> tuple[int, tuple[str, str], str]:
        party = groups.party(root)
        return (order[party] if party else len(order), persons[root].first, min(persons[root].keys))

    roots = sorted(persons, key=place)
    roles: list[str] = []
    for root in roots:
        claimed = case_file.party_by_id(groups.party(root) or "")
        roles.append(claimed.role if claimed else "third_party")
    listed = [(role, sorted(persons[root].keys)) for root, role in zip(roots, roles, strict=True)]
    numbers, added = register.assign(registered, listed)
    rows: list[dict[str, Any]] = []
    for root, (role, keys), number in zip(roots, listed, numbers, strict=True):
        shared = {
            "person_id": hashlib.blake2b(keys[0].encode(), digest_size=8).hexdigest(),
            "pseudonym": register.pseudonym(role, number),
            "party_id": groups.party(root),
            "role": role,
            "number": number,
        }
        for key in keys:
            kind, _, value = key.partition(":")
            if kind != "party":
                rows.append({**shared, "kind": kind, "value": value, "raw_value": raw[key],
                             "evidence": evidence[key], "is_owner": key in owned})  # fmt: skip
        for name in sorted(persons[root].names):
            if f"name:{' '.join(name.casefold().split())}" not in persons[root].keys:
                rows.append({**shared, "kind": "shown_name", "value": name.casefold(), "raw_value": name,
                             "evidence": "shown with an identifier", "is_owner": False})  # fmt: skip
    return Identities(rows, (*registered, *added), groups.conflicts)
