"""Legally privileged material: recognised by who takes part or by words, withheld unread and counted.

A conversation is privileged, whole, when anybody whom it shows (participant, sender, recipient, sender of a
reproduced message, name or identifier of the chat) is a privileged party, has a privileged number or an
e-mail address of a privileged domain or a domain below it, or when a privilege term stands in the words of
any of its messages or in its name. A call, an e-mail, a contact, an account is privileged by the people on
it; any record by a term in its words. Identifiers that an address book files with a privileged party's count
as that party's. Withholding too much is the safe side: someone independent decides.

To find privilege terms the engine goes through all words, those outside the scope included; nothing of
them is shown or kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import duckdb
import pyarrow as pa

from disclosure.case_file import CaseFile
from disclosure.relevance import lookup, material, people, terms
from disclosure.relevance.people import Key, Shown, Wanted

PARTY: Final = "privilege: party"
PHONE: Final = "privilege: phone number"
DOMAIN: Final = "privilege: e-mail domain"
TERM: Final = "privilege: term"


def prepare(connection: duckdb.DuckDBPyConnection, case: CaseFile, added: Mapping[str, frozenset[Key]]) -> None:
    """Make the table `privileged` (`row`, `reason`) of the artefacts of `material` that are privileged.

    Args:
        connection: With `material` and `shown` made.
        case: The case file.
        added: Identifiers that address books add, by party id.
    """
    everybody = people.distinct_shown(connection)
    listed = [people.wanted(case, name) for name in case.privilege.parties]
    parties = [Wanted(PARTY, person.keys | added.get(person.name, frozenset()), person.full_names) for person in listed]
    phones = Wanted(PHONE, frozenset(people.key_of(number, case.case.region) for number in case.privilege.phones))
    pairs = people.recognise([*parties, phones], everybody, always_by_name=True)
    pairs += [(shown, DOMAIN) for shown in everybody if has_domain(shown, case.privilege.email_domains)]
    people.register_pairs(connection, "privileged_people", pairs)
    # Ordered by strength of reason; one record may have several, and the first is given.
    connection.execute(
        f"CREATE TEMP TABLE privileged_subjects AS "  # noqa: S608 -- own names
        f"SELECT DISTINCT s.subject, s.artefact_table, p.wanted AS reason "
        f"FROM shown s JOIN privileged_people p ON {people.SAME_PERSON}"
    )
    parsed = parse_terms(case)
    if parsed:
        hits = lookup.find(connection, material.texts_sql("material"), parsed)
        connection.register("privileged_hits", hits)
        connection.execute(
            f"INSERT INTO privileged_subjects SELECT DISTINCT m.subject, m.artefact_table, '{TERM}' "  # noqa: S608 -- own names
            f"FROM privileged_hits h JOIN material m USING (row)"
        )
        connection.unregister("privileged_hits")
        _names_of_conversations(connection, parsed)
    ranks = " ".join(f"WHEN '{reason}' THEN {rank}" for rank, reason in enumerate((PARTY, PHONE, DOMAIN, TERM)))
    connection.execute(
        f"CREATE TEMP TABLE privileged AS "  # noqa: S608 -- own names
        f"SELECT m.row, arg_min(p.reason, CASE p.reason {ranks} END) AS reason "
        f"FROM material m JOIN privileged_subjects p "
        f"ON p.subject = m.subject AND p.artefact_table = m.artefact_table GROUP BY m.row"
    )


def _names_of_conversations(connection: duckdb.DuckDBPyConnection, parsed: list[terms.Term]) -> None:
    rows = connection.sql("SELECT artefact_id, name, description FROM conversations ORDER BY artefact_id")
    found = [
        row["artefact_id"]
        for row in rows.to_arrow_table().to_pylist()
        if any(True for text in (row["name"], row["description"]) if text for _ in terms.find_all(parsed, text))
    ]
    connection.register("privileged_names", pa.table({"subject": pa.array(found, pa.string())}))
    connection.execute(
        f"INSERT INTO privileged_subjects SELECT subject, 'messages', '{TERM}' FROM privileged_names"  # noqa: S608 -- own names
    )
    connection.unregister("privileged_names")


def parse_terms(case: CaseFile) -> list[terms.Term]:
    """The privilege terms of a case.

    Raises:
        CaseFileError: A term is not one.
    """
    return [
        terms.parse(written, f"privilege.terms, term {number}")
        for number, written in enumerate(case.privilege.terms, start=1)
    ]


def has_domain(shown: Shown, domains: tuple[str, ...]) -> bool:
    """Whether somebody's e-mail address is of a domain or of one below it.

    >>> has_domain(Shown("email", "a@post.law.example", None), ("law.example",))
    True
    >>> has_domain(Shown("email", "a@outlaw.example", None), ("law.example",))
    False
    """
    if shown.kind != "email" or shown.value is None:
        return False
    host = "." + shown.value.rpartition("@")[2]
    return any(
        host.endswith("." + domain.strip().casefold().rpartition("@")[2].strip("."))
        for domain in domains
        if domain.strip("@. ")
    )
