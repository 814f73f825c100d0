"""How a party of the case is recognised on a record: by identifier, or by full name where there is no other.

A party's identifiers are those of case.toml and, unless only declared ones are wanted, those that an
address book entry holds together with one of them or under the party's full name. Telephone numbers are
compared in E.164, e-mail addresses and handles without regard to case.

A record that gives a name and no identifier is recognised by a full name: equal to one that case.toml lists
for the party, of two words or more, without regard to case and to the width of spaces. A name beside an
identifier is looked at for privilege alone, where withholding too much is the safe side: it is what one
address book calls somebody, and two people can be called alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import duckdb
import pyarrow as pa

from disclosure.case_file import CaseFile, Party
from disclosure.normalise.identifiers import classify

_SAME_KIND: Final = MappingProxyType({"whatsapp_jid": "phone"})

Key = tuple[str, str]
"""Kind and comparable form of an identifier."""


@dataclass(frozen=True)
class Wanted:
    """Somebody a rule names.

    Attributes:
        name: Party id, or the identifier as case.toml gives it.
        keys: Identifiers.
        full_names: Names in comparable form.
        party_id: The party, where it is one.
    """

    name: str
    keys: frozenset[Key]
    full_names: frozenset[str] = frozenset()
    party_id: str | None = None


@dataclass(frozen=True)
class Shown:
    """Somebody as a record shows them."""

    kind: str | None
    value: str | None
    name: str | None


def key_of(raw: str, region: str) -> Key:
    """An identifier in comparable form.

    >>> key_of("447700900123@s.whatsapp.net", "GB") == key_of("07700 900123", "GB")
    True
    """
    identifier = classify(raw, region)
    return (_SAME_KIND.get(identifier.kind, identifier.kind), identifier.normalised or raw.strip().casefold())


def full_name(text: str | None) -> str | None:
    """A name in comparable form; none where it is one word, which can be anybody's.

    >>> full_name(" Ann  EXAMPLE ")
    'ann example'
    """
    words = (text or "").casefold().split()
    return " ".join(words) if len(words) > 1 else None


def declared(party: Party, region: str) -> Wanted:
    """A party with the identifiers of case.toml alone."""
    raws = (*party.phones, *party.emails, *party.handles)
    names = (full_name(name) for name in party.names)
    return Wanted(
        party.id,
        frozenset(key_of(raw, region) for raw in raws),
        frozenset(name for name in names if name),
        party.id,
    )


def wanted(case: CaseFile, name: str) -> Wanted:
    """Somebody named by party id or by identifier, as case.toml declares them."""
    party = case.party_by_id(name)
    if party is not None:
        return declared(party, case.case.region)
    return Wanted(name, frozenset({key_of(name, case.case.region)}))


def from_address_books(connection: duckdb.DuckDBPyConnection, people: Iterable[Wanted]) -> dict[str, frozenset[Key]]:
    """Identifiers that address books add to somebody's: those of every contact that holds one of theirs.

    Args:
        connection: With the case's tables attached.
        people: Whom to look for, with declared identifiers.

    Returns:
        By `Wanted.name`, the identifiers added. One that is somebody else's here is not added: an address
        book may file two people in one entry, and that must not make them one.
    """
    rows = connection.sql(
        "SELECT c.artefact_id AS contact, c.name, e.value_kind AS kind, e.value_normalised AS value "
        "FROM contacts c JOIN contact_entries e ON e.parent_id = c.artefact_id "
        "WHERE e.value_normalised IS NOT NULL ORDER BY ALL"
    )
    contacts: dict[str, tuple[str | None, set[Key]]] = {}
    for row in rows.to_arrow_table().to_pylist():
        kind = _SAME_KIND.get(row["kind"], row["kind"])
        if kind in ("phone", "email", "lid", "account"):
            contacts.setdefault(row["contact"], (row["name"], set()))[1].add((kind, row["value"]))
    listed = list(people)
    taken = {key: person.name for person in listed for key in person.keys}
    added: dict[str, frozenset[Key]] = {}
    by_key: dict[Key, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    for contact, (name, keys) in contacts.items():
        for key in keys:
            by_key.setdefault(key, []).append(contact)
        if (known := full_name(name)) is not None:
            by_name.setdefault(known, []).append(contact)
    for person in listed:
        held = [contact for key in person.keys for contact in by_key.get(key, ())]
        held += [contact for name in person.full_names for contact in by_name.get(name, ())]
        found = {key for contact in held for key in contacts[contact][1]}
        added[person.name] = frozenset(key for key in found if taken.get(key, person.name) == person.name)
    return added


def prepare(connection: duckdb.DuckDBPyConnection, region: str) -> None:
    """Make the table `shown`: who each conversation and record shows, each with the column that shows it.

    Columns: `subject` (conversation_id of messages, artefact_id otherwise), `artefact_table` of what the
    subject's artefacts are, `exhibit_ref`, `field_name`, `kind`, `value`, `name`, `is_owner`.

    Args:
        connection: With the case's tables attached.
        region: Region of national telephone numbers.
    """
    raws = connection.sql(
        "SELECT DISTINCT chat_identifier AS raw FROM conversations WHERE chat_identifier IS NOT NULL ORDER BY raw"
    )
    identifiers = raws.to_arrow_table().column("raw").to_pylist()
    keys = [key_of(raw, region) for raw in identifiers]
    connection.register(
        "chat_identifiers",
        pa.table(
            {
                "raw": pa.array(identifiers, pa.string()),
                "kind": pa.array([kind for kind, _ in keys], pa.string()),
                "value": pa.array([value for _, value in keys], pa.string()),
            }
        ),
    )
    connection.execute(_SHOWN)
    connection.unregister("chat_identifiers")


def _party_columns(alias: str, prefix: str = "") -> str:
    return (
        f"CASE {alias}.{prefix}identifier_kind WHEN 'whatsapp_jid' THEN 'phone' "
        f"ELSE {alias}.{prefix}identifier_kind END AS kind, "
        f"coalesce({alias}.{prefix}identifier_normalised, lower(trim({alias}.{prefix}identifier))) AS value, "
        f"{alias}.{prefix}name AS name, coalesce({alias}.{prefix}is_owner, FALSE) AS is_owner"
    )


_SHOWN: Final = f"""
CREATE TEMP TABLE shown AS
SELECT *
FROM (
    SELECT p.conversation_id AS subject, 'messages' AS artefact_table, p.exhibit_ref::VARCHAR AS exhibit_ref,
        'conversation_participants.identifier' AS field_name, {_party_columns("p")}
    FROM conversation_participants p
    UNION ALL
    SELECT c.artefact_id, 'messages', c.exhibit_ref::VARCHAR, 'conversations.chat_identifier', i.kind, i.value,
        NULL, FALSE
    FROM conversations c JOIN chat_identifiers i ON i.raw = c.chat_identifier
    UNION ALL
    SELECT coalesce(m.conversation_id, m.artefact_id), 'messages', m.exhibit_ref::VARCHAR,
        'messages.sender_identifier', {_party_columns("m", "sender_")}
    FROM messages m
    UNION ALL
    SELECT coalesce(m.conversation_id, m.artefact_id), 'messages', r.exhibit_ref::VARCHAR,
        'message_recipients.identifier', {_party_columns("r")}
    FROM message_recipients r JOIN messages m ON m.artefact_id = r.message_id
    WHERE r.parent_table = 'messages'
    UNION ALL
    SELECT coalesce(m.conversation_id, m.artefact_id), 'messages', q.exhibit_ref::VARCHAR,
        'quoted_messages.sender_identifier', {_party_columns("q", "sender_")}
    FROM quoted_messages q JOIN messages m ON m.artefact_id = q.message_id
    UNION ALL
    SELECT p.call_id, 'calls', p.exhibit_ref::VARCHAR, 'call_parties.identifier', {_party_columns("p")}
    FROM call_parties p
    UNION ALL
    SELECT e.artefact_id, 'emails', e.exhibit_ref::VARCHAR, 'emails.sender_identifier', {_party_columns("e", "sender_")}
    FROM emails e
    UNION ALL
    SELECT r.message_id, 'emails', r.exhibit_ref::VARCHAR, 'message_recipients.identifier', {_party_columns("r")}
    FROM message_recipients r WHERE r.parent_table = 'emails'
    UNION ALL
    SELECT e.parent_id, e.parent_table, e.exhibit_ref::VARCHAR, 'contact_entries.value',
        CASE e.value_kind WHEN 'whatsapp_jid' THEN 'phone' ELSE e.value_kind END,
        coalesce(e.value_normalised, lower(trim(e.value))), NULL, FALSE
    FROM contact_entries e
    UNION ALL
    SELECT c.artefact_id, 'contacts', c.exhibit_ref::VARCHAR, 'contacts.name', NULL, NULL, c.name, FALSE
    FROM contacts c
    UNION ALL
    SELECT a.artefact_id, 'accounts', a.exhibit_ref::VARCHAR, 'accounts.username',
        CASE a.username_kind WHEN 'whatsapp_jid' THEN 'phone' ELSE a.username_kind END,
        coalesce(a.username_normalised, lower(trim(a.username))), a.name, FALSE
    FROM accounts a
)
WHERE value IS NOT NULL OR name IS NOT NULL
GROUP BY ALL
"""  # noqa: S608 -- made of this module's own text


def distinct_shown(connection: duckdb.DuckDBPyConnection) -> list[Shown]:
    """Everybody the table `shown` holds, once each."""
    rows = connection.sql("SELECT DISTINCT kind, value, name FROM shown ORDER BY ALL").to_arrow_table()
    return [Shown(row["kind"], row["value"], row["name"]) for row in rows.to_pylist()]


def recognise(
    people: Sequence[Wanted], everybody: Iterable[Shown], *, always_by_name: bool = False
) -> list[tuple[Shown, str]]:
    """Who of those shown is somebody wanted: pairs of the one shown and `Wanted.name`.

    Args:
        people: Whom to look for.
        everybody: Those shown, once each.
        always_by_name: Look at a name beside an identifier too.
    """
    by_key: dict[Key, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    for person in people:
        for key in sorted(person.keys):
            by_key.setdefault(key, []).append(person.name)
        for name in sorted(person.full_names):
            by_name.setdefault(name, []).append(person.name)
    pairs = []
    for shown in everybody:
        names: list[str] = []
        if shown.value is not None:
            names += by_key.get((shown.kind or "", shown.value), ())
        if shown.value is None or always_by_name:
            names += by_name.get(full_name(shown.name) or "", ())
        pairs += [(shown, name) for name in dict.fromkeys(names)]
    return pairs


def register_pairs(connection: duckdb.DuckDBPyConnection, name: str, pairs: Sequence[tuple[Shown, str]]) -> None:
    """Make a table (`kind`, `value`, `name`, `wanted`) of who is whom, to be joined with `shown`."""
    columns: Mapping[str, list[str | None]] = {
        "kind": [shown.kind for shown, _ in pairs],
        "value": [shown.value for shown, _ in pairs],
        "name": [shown.name for shown, _ in pairs],
        "wanted": [person for _, person in pairs],
    }
    data = pa.table({column: pa.array(values, pa.string()) for column, values in columns.items()})
    connection.register(f"{name}_arrow", data)
    connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM {name}_arrow")  # noqa: S608 -- own names
    connection.unregister(f"{name}_arrow")


SAME_PERSON: Final = (
    "p.kind IS NOT DISTINCT FROM s.kind AND p.value IS NOT DISTINCT FROM s.value AND p.name IS NOT DISTINCT FROM s.name"
)
"""Join of `shown` (s) with a table of `register_pairs` (p)."""


def prepare_owners(connection: duckdb.DuckDBPyConnection, case: CaseFile, people: Sequence[Wanted]) -> None:
    """Make the table `owners` (`exhibit_ref`, `wanted`): whose device an exhibit is, of those that rules name.

    The owner is whom case.toml says; where it does not, whoever the source marks as the owner.

    Args:
        connection: With `shown` made.
        case: The case file.
        people: Everybody whom a scope or contact rule names.
    """
    region = case.case.region
    pairs: list[tuple[str, str]] = []
    for exhibit in case.exhibit:
        owner = case.party_by_id(exhibit.owner or "")
        if owner is not None:
            keys = declared(owner, region).keys
            pairs += [
                (exhibit.ref, person.name)
                for person in people
                if person.party_id == owner.id or (person.party_id is None and person.keys <= keys)
            ]
    register_pairs(connection, "possible_owners", recognise(people, distinct_shown(connection)))
    data = {"exhibit_ref": [ref for ref, _ in pairs], "wanted": [name for _, name in pairs]}
    connection.register(
        "declared_owners", pa.table({name: pa.array(values, pa.string()) for name, values in data.items()})
    )
    connection.register(
        "owned_exhibits",
        pa.table({"ref": pa.array([exhibit.ref for exhibit in case.exhibit if exhibit.owner], pa.string())}),
    )
    connection.execute(
        f"CREATE TEMP TABLE owners AS SELECT DISTINCT exhibit_ref, wanted FROM declared_owners "  # noqa: S608 -- own names
        f"UNION SELECT DISTINCT s.exhibit_ref, p.wanted FROM shown s JOIN possible_owners p ON {SAME_PERSON} "
        f"WHERE s.is_owner AND s.exhibit_ref NOT IN (SELECT ref FROM owned_exhibits)"
    )
    connection.unregister("declared_owners")
    connection.unregister("owned_exhibits")
