"""Where people occur in a case: every identifier and name of the canonical tables, counted once each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import duckdb

from disclosure.normalise.identifiers import classify

KEY_KINDS: Final = {
    "phone": "phone",
    "whatsapp_jid": "phone",
    "email": "email",
    "lid": "lid",
    "account": "account",
}
"""Kinds of identifier that stand for a person, to the kind under which they are compared.

Groups, broadcast lists and the application itself are nobody.
"""


@dataclass(frozen=True)
class Occurrence:
    """One identifier with one name, as one exhibit shows them together.

    Attributes:
        kind: As `KEY_KINDS`; `name` where there is a name and no identifier.
        value: Comparable form.
        raw: As first seen.
        name: Name shown with it.
        is_owner: Marked as the owner of the device.
        exhibit_ref: Exhibit reference.
        evidence: Where it stands: contact, participant, call, account or e-mail.
        first_at: Earliest time of a record that it takes part in, ISO 8601 in UTC; empty where none is known.
        first_artefact: Smallest artefact_id of those records.
    """

    kind: str
    value: str
    raw: str
    name: str | None
    is_owner: bool
    exhibit_ref: str
    evidence: str
    first_at: str
    first_artefact: str

    @property
    def key(self) -> str:
        """What two occurrences of one person have in common; a name alone says something within its phone only."""
        return f"name:{self.value} @ {self.exhibit_ref}" if self.kind == "name" else f"{self.kind}:{self.value}"


_PARTIES: Final = """
    SELECT 'participant' AS evidence, m.exhibit_ref, m.sender_identifier AS raw, m.sender_identifier_kind AS kind,
        m.sender_identifier_normalised AS value, m.sender_name AS name, m.sender_is_owner AS is_owner,
        m.sent_at AS seen_at, m.artefact_id
    FROM messages m
    UNION ALL
    SELECT 'participant', q.exhibit_ref, q.sender_identifier, q.sender_identifier_kind,
        q.sender_identifier_normalised, q.sender_name, q.sender_is_owner, q.sent_at, q.artefact_id
    FROM quoted_messages q
    UNION ALL
    SELECT 'participant', r.exhibit_ref, r.identifier, r.identifier_kind, r.identifier_normalised, r.name, r.is_owner,
        m.sent_at, r.message_id
    FROM message_recipients r LEFT JOIN messages m ON m.artefact_id = r.message_id
    UNION ALL
    SELECT 'participant', p.exhibit_ref, p.identifier, p.identifier_kind, p.identifier_normalised, p.name, p.is_owner,
        c.started_at, p.conversation_id
    FROM conversation_participants p LEFT JOIN conversations c ON c.artefact_id = p.conversation_id
    UNION ALL
    SELECT 'call', p.exhibit_ref, p.identifier, p.identifier_kind, p.identifier_normalised, p.name, p.is_owner,
        c.started_at, p.call_id
    FROM call_parties p LEFT JOIN calls c ON c.artefact_id = p.call_id
    UNION ALL
    SELECT 'e-mail', e.exhibit_ref, e.sender_identifier, e.sender_identifier_kind, e.sender_identifier_normalised,
        e.sender_name, e.sender_is_owner, e.sent_at, e.artefact_id
    FROM emails e
    UNION ALL
    SELECT 'account', a.exhibit_ref, a.username, a.username_kind, a.username_normalised, a.name, TRUE,
        a.created_at, a.artefact_id
    FROM accounts a
"""

_COUNTED: Final = f"""
    SELECT evidence, exhibit_ref::VARCHAR AS exhibit_ref, kind, value, name, coalesce(is_owner, FALSE) AS is_owner,
        min(raw) AS raw, coalesce(strftime(min(seen_at), '%Y-%m-%dT%H:%M:%S.%f'), '') AS first_at,
        min(artefact_id) AS first_artefact
    FROM ({_PARTIES})
    WHERE raw IS NOT NULL OR name IS NOT NULL
    GROUP BY ALL ORDER BY ALL
"""  # noqa: S608 -- made of this module's own text

_CONTACTS: Final = """
    SELECT c.artefact_id AS contact, c.exhibit_ref::VARCHAR AS exhibit_ref, c.name,
        e.value AS raw, e.value_kind AS kind, e.value_normalised AS value
    FROM contacts c LEFT JOIN contact_entries e ON e.parent_id = c.artefact_id
    ORDER BY c.exhibit_ref, c.artefact_id, e.ordinal, e.artefact_id
"""

_ACCOUNT_COLUMNS: Final = ("conversations", "calls", "contacts", "locations", "visited_pages", "searches", "emails",
                           "notes", "calendar_entries", "passwords")  # fmt: skip


def collect(connection: duckdb.DuckDBPyConnection, region: str) -> tuple[list[Occurrence], list[list[Occurrence]]]:
    """Everybody who occurs, and which occurrences one contact record holds together.

    Args:
        connection: With the case's tables attached.
        region: Region of national telephone numbers.

    Returns:
        Occurrences outside the address book, and one list for each contact record.
    """
    single = [
        found
        for row in connection.sql(_COUNTED).to_arrow_table().to_pylist()
        if (found := _occurrence(row, str(row["evidence"])))
    ]
    single += _accounts(connection, region)
    contacts: dict[str, list[Occurrence]] = {}
    for row in connection.sql(_CONTACTS).to_arrow_table().to_pylist():
        row |= {"is_owner": False, "first_at": "", "first_artefact": row["contact"]}
        found = _occurrence(row, "contact")
        if found:
            contacts.setdefault(str(row["contact"]), []).append(found)
    return single, list(contacts.values())


def _accounts(connection: duckdb.DuckDBPyConnection, region: str) -> list[Occurrence]:
    """Accounts that records name as theirs, where they have the form of a number or address."""
    found = []
    for table in _ACCOUNT_COLUMNS:
        rows = connection.sql(
            f"SELECT exhibit_ref::VARCHAR AS exhibit_ref, account AS raw, min(artefact_id) AS first_artefact "  # noqa: S608 -- own names
            f"FROM {table} WHERE account IS NOT NULL GROUP BY ALL ORDER BY ALL"
        )
        for row in rows.to_arrow_table().to_pylist():
            identifier = classify(row["raw"], region)
            # A user name alone may be the name of a service ('WhatsApp'), which is nobody.
            if identifier.kind in ("phone", "whatsapp_jid", "email", "lid"):
                row |= {"kind": identifier.kind, "value": identifier.normalised, "name": None}
                row |= {"is_owner": False, "first_at": ""}
                occurrence = _occurrence(row, "account")
                if occurrence:
                    found.append(occurrence)
    return found


def _occurrence(row: dict[str, object], evidence: str) -> Occurrence | None:
    kind = KEY_KINDS.get(str(row["kind"]))
    name = str(row["name"]).strip() if row["name"] else None
    if kind and row["value"]:
        value, raw = str(row["value"]), str(row["raw"])
    elif name and row["raw"] is None:
        kind, value, raw = "name", name.casefold(), name
    else:
        return None
    return Occurrence(
        kind, value, raw, name, bool(row["is_owner"]), str(row["exhibit_ref"]), evidence,
        str(row["first_at"]), str(row["first_artefact"]),
    )  # fmt: skip
