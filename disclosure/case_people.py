"""The people of a case as detection needs them: the case file's parties and whoever the phones know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import duckdb

from disclosure import query, tables
from disclosure.case_file import KNOWN_ROLES, PROTECTED_ROLES, CaseFile, Party
from disclosure.identities import corrections, names, occurrences, register, resolve
from disclosure.identities.occurrences import KEY_KINDS
from disclosure.identities.resolve import Identities
from disclosure.normalise.postcodes import postcodes_in
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.name_words import words_of
from disclosure.workspace import Workspace

REGISTER: Final = "identities/register.jsonl"
PERSONS: Final = "identities/persons.parquet"


def work_out(case: Workspace) -> Identities:
    """Work out who is who from the case as it stands; writes nothing."""
    connection = query.connect()
    query.attach_tables(connection, case)
    single, contacts = occurrences.collect(connection, case.definition.case.region)
    corrected = corrections.load(case.root / corrections.FILE_NAME)
    return resolve.resolve(case.definition, single, contacts, register.read(case.root / REGISTER), corrected)


def persons(case: Workspace) -> list[dict[str, Any]]:
    """Rows of the table `persons`: as committed, or worked out where the case has none yet."""
    committed = [path for path in case.committed("identities") if case.relative(path) == PERSONS]
    if committed:
        rows: list[dict[str, Any]] = tables.read(committed, "persons").to_pylist()
        return rows
    return work_out(case).rows


def known_people(case: Workspace) -> tuple[KnownPerson, ...]:
    """Everybody the case knows, parties first."""
    return from_rows(case.definition, persons(case))


def from_rows(case_file: CaseFile, rows: Iterable[Mapping[str, Any]]) -> tuple[KnownPerson, ...]:
    """People from rows of the table `persons`, with what the case file says of its parties."""
    grouped: dict[tuple[str, str | None, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        grouped.setdefault((row["pseudonym"], row["party_id"], row["role"]), []).append(row)
    people = [
        _person(case_file, pseudonym, party_id, role, members)
        for (pseudonym, party_id, role), members in grouped.items()
    ]
    protected = {
        word for person in people if person.role in PROTECTED_ROLES and person.party_id for word in _words(person)
    }
    return tuple(
        replace(person, public_names=_full_names(case_file, person))
        if person.role in KNOWN_ROLES and protected.isdisjoint(_words(person))
        else person
        for person in people
    )


def _words(person: KnownPerson) -> list[str]:
    return words_of(" ".join((*person.names, *person.nicknames)))


def _full_names(case_file: CaseFile, person: KnownPerson) -> tuple[str, ...]:
    """The full names that case.toml gives a party."""
    party = case_file.party_by_id(person.party_id) if person.party_id else None
    return tuple(name for name in (party.names if party else ()) if len(words_of(name)) > 1)


def declared(case_file: CaseFile, rows: Iterable[Mapping[str, Any]]) -> tuple[KnownPerson, ...]:
    """The parties of the case file with every identifier the phones add, but not the names that devices show.

    An address book may call a party "Home" or "Mum"; such a label identifies nobody in a file that leaves,
    and a search for it would only refuse what is sound.
    """
    people = from_rows(case_file, (row for row in rows if row["party_id"] and row["kind"] != "shown_name"))
    return tuple(person for person in people if person.party_id)


def protected(case: Workspace) -> tuple[KnownPerson, ...]:
    """Whose identifiers must not leave: complainants, witnesses and third parties, and relatives of complainants.

    A relative is protected whatever their own role, except the suspect, whose identity the recipient knows.
    """
    relatives = {
        relative for party in case.definition.party if party.role == "complainant" for relative in party.relatives
    }
    return tuple(
        person
        for person in declared(case.definition, persons(case))
        if person.role in PROTECTED_ROLES or (person.party_id in relatives and person.role != "suspect")
    )


def participants(connection: duckdb.DuckDBPyConnection, case: Workspace) -> dict[str, tuple[str, ...]]:
    """Pseudonyms of those who take part in each conversation of which something is served.

    Args:
        connection: With the case's tables attached and `selection.prepare` done.
        case: The case.

    Returns:
        By conversation id, or by the id of a message that belongs to none.
    """
    known = {(row["kind"], row["value"]): row["pseudonym"] for row in persons(case)}
    rows = connection.sql(_PARTICIPANTS).to_arrow_table().to_pylist()
    found: dict[str, set[str]] = {}
    for row in rows:
        kind = "name" if row["kind"] == "name" else KEY_KINDS.get(row["kind"] or "account")
        if kind and (pseudonym := known.get((kind, row["value"]))):
            found.setdefault(row["subject"], set()).add(pseudonym)
    return {subject: tuple(sorted(pseudonyms)) for subject, pseudonyms in found.items()}


def _shown(alias: str, prefix: str = "") -> str:
    """Columns of one side of a communication: its identifier, or its name where a source gives nothing else."""
    identifier = f"{alias}.{prefix}identifier_normalised"
    return (
        f"CASE WHEN {identifier} IS NULL THEN 'name' ELSE {alias}.{prefix}identifier_kind END AS kind, "
        f"coalesce({identifier}, lower(trim({alias}.{prefix}name))) AS value"
    )


_PARTICIPANTS: Final = f"""
    SELECT DISTINCT subject, kind, value
    FROM (
        SELECT p.conversation_id AS subject, {_shown("p")}
        FROM conversation_participants p
        WHERE p.conversation_id IN (SELECT conversation_id FROM served)
        UNION ALL
        SELECT coalesce(m.conversation_id, m.artefact_id), {_shown("m", "sender_")}
        FROM messages m
        WHERE m.artefact_id IN (SELECT artefact_id FROM served)
        UNION ALL
        SELECT coalesce(m.conversation_id, m.artefact_id), {_shown("r")}
        FROM message_recipients r JOIN messages m ON m.artefact_id = r.message_id
        WHERE m.artefact_id IN (SELECT artefact_id FROM served)
    )
    WHERE value IS NOT NULL
    ORDER BY ALL
"""  # noqa: S608 -- made of this module's own text


def _person(
    case_file: CaseFile, pseudonym: str, party_id: str | None, role: str, rows: list[Mapping[str, Any]]
) -> KnownPerson:
    party = case_file.party_by_id(party_id) if party_id else None
    values: dict[str, list[str]] = {}
    for row in rows:
        value = row["raw_value"] if row["kind"] in ("name", "shown_name", "account") else row["value"]
        values.setdefault(row["kind"], []).append(value)
    shown = [name for label in values.get("shown_name", []) if (name := names.name_in(label))]
    given = values.get("name", [])
    full = [*(party.names if party else ()), *(() if party else map(names.name_in, given)), *shown]
    return KnownPerson(
        pseudonym=pseudonym,
        role=role,
        party_id=party_id,
        names=_distinct(name for name in full if name),
        nicknames=_distinct(party.also_known_as if party else ()),
        phones=_distinct(values.get("phone", [])),
        emails=_distinct(values.get("email", [])),
        handles=_distinct([*values.get("account", []), *values.get("lid", [])]),
        **(_details(party) if party else {}),
    )


def _details(party: Party) -> dict[str, Any]:
    """What only the case file can say of a person."""
    return {
        "addresses": party.addresses,
        "postcodes": _distinct(code for address in party.addresses for code in postcodes_in(address)),
        "dates_of_birth": (party.date_of_birth,) if party.date_of_birth else (),
        "schools": party.schools,
        "workplaces": party.workplaces,
        "other_identifiers": party.other_identifiers,
    }


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
