"""From occurrences to persons: identifiers of one contact are one person's; the case file's parties come first.

What joins two identifiers, in this order: one party of the case file; an analyst's correction; the owner mark of an
exhibit whose owner is declared; one contact record; a name that is exactly a party's full name; a label of two words or
more that one contact of the same phone has. Each join is kept with its rule and record.

What never happens: two parties of the case file becoming one person, or persons becoming one on a first name or on
likeness alone. A number that several contacts of a phone share under different names (a family's landline) joins none
of them. Such links are left out and shown; what is only alike is proposed, for a person to decide in `people.toml`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from disclosure.case_file import CaseFile, Party
from disclosure.errors import CaseFileError
from disclosure.identities import conflicts, corrections, proposals, register
from disclosure.identities.corrections import Corrections
from disclosure.identities.names import are_compatible
from disclosure.identities.occurrences import KEY_KINDS, Occurrence
from disclosure.identities.register import Registered
from disclosure.normalise.identifiers import classify, e164

_LAST: Final = "~"
JOINED: Final = "joined"
LEFT_OUT: Final = "left_out"
PROPOSED: Final = "proposed"


@dataclass(frozen=True)
class Identities:
    """Persons of a case.

    Attributes:
        rows: Rows of the table `persons`.
        links: Rows of the table `person_links`.
        contradictions: Rows of the table `person_conflicts`.
        register: The whole register, new lines last.
    """

    rows: list[dict[str, Any]]
    links: list[dict[str, Any]]
    contradictions: list[dict[str, Any]]
    register: tuple[Registered, ...]

    @property
    def conflicts(self) -> int:
        """Links left out because they would have made two parties one person."""
        return sum(row["conflict"] == "two_parties" for row in self.contradictions)


@dataclass(frozen=True)
class _Link:
    one: str
    other: str
    rule: str
    outcome: str
    exhibit_ref: str | None = None
    artefact_id: str | None = None


@dataclass
class _Groups:
    """Keys joined into persons. A fence keeps a party, or what an analyst split off, apart from others."""

    above: dict[str, str] = field(default_factory=dict)
    fences: dict[str, str] = field(default_factory=dict)
    links: dict[_Link, None] = field(default_factory=dict)

    def find(self, key: str) -> str:
        root = key
        while (above := self.above.setdefault(root, root)) != root:
            root = above
        while self.above[key] != root:
            self.above[key], key = root, self.above[key]
        return root

    def fence(self, key: str) -> str | None:
        return self.fences.get(self.find(key))

    def party(self, key: str) -> str | None:
        fence = self.fence(key)
        return fence.removeprefix("party:") if fence and fence.startswith("party:") else None

    def put_fence(self, key: str, name: str) -> None:
        self.fences[self.find(key)] = name

    def join(self, one: str, other: str, rule: str, seen: Occurrence | None = None) -> bool:
        """Make two keys one person's; False where a fence stands between them."""
        first, second = self.find(one), self.find(other)
        fences = {self.fences.get(first), self.fences.get(second)}
        named = fences - {None}
        is_kept_apart = len(named) > 1 or (len(fences) > 1 and any(name and name.startswith("split") for name in named))
        place = (seen.exhibit_ref, seen.first_artefact) if seen else (None, None)
        if one != other:
            self.links[_Link(one, other, rule, LEFT_OUT if is_kept_apart else JOINED, *place)] = None
        if first == second:
            return True
        if is_kept_apart:
            return False
        low, high = min(first, second), max(first, second)
        self.above[high] = low
        if named:
            self.fences[low] = str(named.pop())
        return True


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
    corrected: Corrections | None = None,
) -> Identities:
    """Join occurrences into persons and give each a pseudonym.

    Args:
        case_file: Parties, and whose the exhibits are.
        single: Occurrences outside the address book.
        contacts: Occurrences of each contact record.
        registered: The register so far.
        corrected: What an analyst decided.

    Raises:
        CaseFileError: A correction contradicts case.toml or another, or names what occurs nowhere.
    """
    records = [list(contact) for contact in contacts if contact]
    everything = [*single, *(occurrence for contact in records for occurrence in contact)]
    groups = _Groups()
    raw: dict[str, str] = {}
    evidence: dict[str, str] = {}
    for party in case_file.party:
        anchor = f"party:{party.id}"
        groups.put_fence(anchor, anchor)
        for key, text in party_keys(party, case_file.case.region):
            groups.join(anchor, key, "case_file")
            raw.setdefault(key, text)
            evidence.setdefault(key, "case file")
    known = {occurrence.key for occurrence in everything} | set(raw)
    _correct(case_file, groups, corrected or Corrections(), registered, known)
    full_names = {
        " ".join(name.casefold().split()): f"party:{party.id}"
        for party in case_file.party
        for name in party.names
        if " " in name.strip()
    }
    owners = {exhibit.ref: f"party:{exhibit.owner}" for exhibit in case_file.exhibit if exhibit.owner}
    # The owner's own identifiers before the address book, so that a contact cannot claim them for another.
    for occurrence in single:
        if occurrence.is_owner and occurrence.exhibit_ref in owners and occurrence.kind != "name":
            groups.join(owners[occurrence.exhibit_ref], occurrence.key, "owner_of_exhibit", occurrence)
    shared = conflicts.shared_by_contacts(records)
    for contact in records:
        own = [occurrence for occurrence in contact if (occurrence.exhibit_ref, occurrence.key) not in shared]
        for occurrence in own[1:]:
            groups.join(own[0].key, occurrence.key, "contact_record", occurrence)
    for occurrence in everything:
        name = " ".join((occurrence.name or "").casefold().split())
        if name in full_names:
            groups.join(full_names[name], occurrence.key, "full_name_of_party", occurrence)
    _join_labels(groups, everything, records)
    return _lay_out(case_file, groups, everything, shared, raw, evidence, registered)


def _correct(
    case_file: CaseFile, groups: _Groups, corrected: Corrections, registered: Sequence[Registered], known: set[str]
) -> None:
    """Apply what an analyst decided, before any rule."""
    region = case_file.case.region

    def keys(what: str, number: int, identifiers: Sequence[str]) -> list[str]:
        found: list[str] = []
        for place, raw in enumerate(identifiers, start=1):
            these = [key for key in corrections.keys_of(raw, region, registered) if key in known]
            if not these:
                raise CaseFileError(
                    "people_file_invalid",
                    f"{corrections.FILE_NAME}: {what} {number}, identifier {place} occurs nowhere in the case.",
                    "Write it as `disclosure people` shows it, or take it out.",
                )
            found += these
        return list(dict.fromkeys(found))

    def contradicts(what: str, number: int) -> CaseFileError:
        return CaseFileError(
            "people_file_contradicts",
            f"{corrections.FILE_NAME}: {what} {number} contradicts case.toml or a correction before it: it would make "
            "two parties one person, or take from a party what case.toml gives it.",
            "Correct one of them.",
        )

    for number, assign in enumerate(corrected.assign, start=1):
        for key in keys("assign", number, assign.identifiers):
            if not groups.join(f"party:{assign.party}", key, "correction"):
                raise contradicts("assign", number)
    for number, merge in enumerate(corrected.merge, start=1):
        first, *rest = keys("merge", number, merge.identifiers)
        for key in rest:
            if not groups.join(first, key, "correction"):
                raise contradicts("merge", number)
    for number, split in enumerate(corrected.split, start=1):
        first, *rest = keys("split", number, split.identifiers)
        if any(groups.fence(key) for key in (first, *rest)):
            raise contradicts("split", number)
        for key in rest:
            groups.join(first, key, "correction")
        groups.put_fence(first, f"split:{number}")


def _join_labels(groups: _Groups, everything: Sequence[Occurrence], records: Sequence[Sequence[Occurrence]]) -> None:
    """A name without an identifier is the one contact of that phone with the same label, if it has two words."""
    labelled: dict[tuple[str, str], dict[str, Occurrence]] = {}
    for contact in records:
        head = contact[0]
        if head.name and head.kind != "name":
            labelled.setdefault((head.exhibit_ref, head.name.casefold()), {})[groups.find(head.key)] = head
    for occurrence in everything:
        if occurrence.kind == "name" and len((occurrence.name or "").split()) > 1:
            heads = list(labelled.get((occurrence.exhibit_ref, (occurrence.name or "").casefold()), {}).values())
            if len(heads) == 1:
                groups.join(heads[0].key, occurrence.key, "label_in_address_book", heads[0])


@dataclass
class _Person:
    keys: dict[str, None]
    names: dict[str, None]
    first: tuple[str, str]


def _lay_out(
    case_file: CaseFile,
    groups: _Groups,
    everything: Sequence[Occurrence],
    shared: set[tuple[str, str]],
    raw: dict[str, str],
    evidence: dict[str, str],
    registered: Sequence[Registered],
) -> Identities:
    """Order persons by first appearance, number them, and lay everything out as rows."""
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
    pseudonyms = {
        root: register.pseudonym(role, number) for root, role, number in zip(roots, roles, numbers, strict=True)
    }
    rows: list[dict[str, Any]] = []
    for root, (role, keys), number in zip(roots, listed, numbers, strict=True):
        shared_values = {
            "person_id": hashlib.blake2b(keys[0].encode(), digest_size=8).hexdigest(),
            "pseudonym": pseudonyms[root],
            "party_id": groups.party(root),
            "role": role,
            "number": number,
        }
        for key in keys:
            kind, value = parts(key)
            if kind != "party":
                rows.append({**shared_values, "kind": kind, "value": value, "raw_value": raw[key],
                             "evidence": evidence[key], "is_owner": key in owned})  # fmt: skip
        named = {value for kind, value in map(parts, keys) if kind == "name"}
        for name in sorted(persons[root].names):
            if " ".join(name.casefold().split()) not in named:
                rows.append({**shared_values, "kind": "shown_name", "value": name.casefold(), "raw_value": name,
                             "evidence": "shown with an identifier", "is_owner": False})  # fmt: skip

    def whose(key: str) -> str:
        return pseudonyms[groups.find(key)]

    links = [
        _row(whose, link.one, link.other, link.rule, link.outcome, link.exhibit_ref, link.artefact_id)
        for link in groups.links
    ]
    kept_apart = {frozenset((whose(link.one), whose(link.other))) for link in groups.links if link.outcome == LEFT_OUT}
    is_party = {pseudonyms[root] for root in roots if groups.party(root)}
    for proposal in proposals.propose(everything, whose):
        pair = frozenset((whose(proposal.one), whose(proposal.other)))
        if pair not in kept_apart and not pair <= is_party:
            links.append(
                _row(whose, proposal.one, proposal.other, proposal.rule, PROPOSED, None, None)
                | {"score": proposal.score}
            )
    left_out = [
        (link.one, link.other) for link in groups.links if link.outcome == LEFT_OUT and not _is_split(groups, link)
    ]
    contradictions = conflicts.contradictions(everything, whose, shared, left_out, are_compatible)
    return Identities(rows, links, contradictions, (*registered, *added))


def _is_split(groups: _Groups, link: _Link) -> bool:
    """Whether a link was left out because an analyst said so, which contradicts nothing."""
    return any((groups.fence(key) or "").startswith("split") for key in (link.one, link.other))


def parts(key: str) -> tuple[str, str]:
    """Kind and value of a key.

    >>> parts("phone:+447700900123"), parts("name:bev @ JLB/1")
    (('phone', '+447700900123'), ('name', 'bev'))
    """
    kind, _, value = key.partition(":")
    return kind, value.partition(" @ ")[0] if kind == "name" else value


def _row(
    whose: Callable[[str], str],
    one: str,
    other: str,
    rule: str,
    outcome: str,
    exhibit_ref: str | None,
    artefact_id: str | None,
) -> dict[str, Any]:
    kind, value = parts(one)
    other_kind, other_value = parts(other)
    return {
        "pseudonym": whose(one), "kind": kind, "value": value, "other_pseudonym": whose(other),
        "other_kind": other_kind, "other_value": other_value, "rule": rule, "outcome": outcome,
        "exhibit_ref": exhibit_ref, "artefact_id": artefact_id, "score": None,
    }  # fmt: skip
