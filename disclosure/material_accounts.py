"""The accounts of a case in DuckDB: material grouped for the register, and every record traced to its line.

The register is made from groups of records that nothing in it tells apart, so that its cost follows the number of
conversations and not of messages. What each record came to is written back as the table `artefact_accounts`, and
every row of every canonical table is counted against it: a record of its own by its own line, whatever belongs to
another (recipients, attachments, participants, fields without a column) by the line of what it belongs to, and
what belongs to nothing that is listed by the line of the extraction report it stands in, as not examined.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import duckdb
import pyarrow as pa

import schemas
from disclosure import query, tables
from disclosure.case_file import CaseFile
from disclosure.errors import VerificationError
from disclosure.schedule import descriptions
from disclosure.schedule.decisions import Decisions
from disclosure.schedule.items import COMMUNICATIONS, MATERIAL_TABLES, OUTCOMES, MaterialGroup, Register

ACCOUNTS_FILE: Final = "artefact_accounts.parquet"
_PICTURES: Final = r"\.(jpe?g|png|heic|heif|gif|bmp|webp|tiff?|mp4|m4v|mov|3gp|avi|mkv)$"
_SELECTED: Final = "('responsive', 'context')"
_WITHHELD: Final = "('privileged', 'out_of_scope')"
_KEYS: Final = (
    "exhibit_ref",
    "artefact_table",
    "application",
    "conversation_id",
    "status",
    "parties",
    "single",
    "period",
    "is_duplicate",
    "entry",
)
"""What tells groups apart, in their order."""

_BELONGING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "message_recipients": "c.message_id",
        "quoted_messages": "c.message_id",
        "attachments": "coalesce((SELECT any_value(q.message_id) FROM quoted_messages q "
        "WHERE q.artefact_id = c.parent_id), c.parent_id)",
        "call_parties": "c.call_id",
        "contact_entries": "c.parent_id",
        "conversations": "c.artefact_id",
        "conversation_participants": "c.conversation_id",
        "other_fields": "c.top_artefact_id",
    }
)
"""Tables of what belongs to another record, and the id of that record; conversations count as their messages do."""


@dataclass(frozen=True)
class Sources:
    """SQL table expressions over what earlier stages made; an empty table where a stage has not been run.

    Attributes:
        status: `material_status`.
        hits: `search_hits`.
        samples: `dip_samples`.
        reviews: `dip_sample_reviews`.
        persons: `persons`.
        duplicates: `artefact_id` and `duplicate_of`.
        issued: `artefact_accounts` of the submission before.
    """

    status: str
    hits: str
    samples: str
    reviews: str
    persons: str
    duplicates: str
    issued: str


@dataclass(frozen=True)
class AccountRow:
    """One canonical table of one exhibit: its rows, and what accounts for them.

    Attributes are counts of rows; `difference` is what nothing accounts for, and zero in a sound register.
    """

    exhibit_ref: str
    artefact_table: str
    rows: int
    evidence: int = 0
    item: int = 0
    not_relevant: int = 0
    out_of_scope: int = 0
    privileged: int = 0
    duplicate: int = 0
    not_examined: int = 0

    @property
    def difference(self) -> int:
        """Rows without an account, or with two."""
        return self.rows - sum(int(getattr(self, outcome)) for outcome in OUTCOMES)


def prepare(connection: duckdb.DuckDBPyConnection, sources: Sources, case: CaseFile, decided: Decisions) -> None:
    """Make the table `grouped`: every artefact of the material with the number of its group.

    Raises:
        VerificationError: The search's record is not one row for each artefact.
    """
    connection.execute(
        f"CREATE TEMP TABLE material_listed AS SELECT artefact_id, artefact_table, "  # noqa: S608 -- own names
        f"exhibit_ref::VARCHAR AS exhibit_ref, application, conversation_id, occurred_at, status FROM {sources.status}"
    )
    _check_listed(connection)
    _prepare_people(connection, sources.persons, case)
    marks = [
        (record, f"{kind}:{entry}") for kind, entry, chosen in decided.selections() for record in chosen.artefact_ids
    ]
    connection.register(
        "marks",
        pa.table(
            {
                "artefact_id": pa.array([record for record, _ in marks], pa.string()),
                "entry": pa.array([entry for _, entry in marks], pa.string()),
            }
        ),
    )
    # A record is passed over as a duplicate only if what it repeats is in the same exhibit, is no duplicate
    # itself and came out of the search as it did: whose device holds a message can matter as much as its words.
    connection.execute(
        f"CREATE TEMP TABLE doubles AS SELECT s.artefact_id, min(d.duplicate_of) AS duplicate_of "  # noqa: S608 -- own names
        f"FROM {sources.duplicates} d JOIN material_listed s USING (artefact_id) "
        f"JOIN material_listed k ON k.artefact_id = d.duplicate_of AND k.artefact_table = s.artefact_table "
        f"AND k.exhibit_ref = s.exhibit_ref AND (k.status IN {_SELECTED}) = (s.status IN {_SELECTED}) "
        f"WHERE s.status NOT IN {_WITHHELD} AND k.status NOT IN {_WITHHELD} AND d.artefact_id <> d.duplicate_of "
        f"AND d.duplicate_of NOT IN (SELECT artefact_id FROM {sources.duplicates}) GROUP BY ALL"
    )
    spoken = ", ".join(f"'{table}'" for table in COMMUNICATIONS)
    connection.execute(
        f"CREATE TEMP TABLE keyed AS SELECT s.artefact_id, s.occurred_at, s.exhibit_ref, s.artefact_table, "  # noqa: S608 -- own names
        f"s.application, CASE WHEN s.artefact_table = 'messages' AND s.status NOT IN {_WITHHELD} "
        f"THEN s.conversation_id END AS conversation_id, s.status, "
        f"CASE WHEN s.status = 'not_responsive' THEN t.parties END AS parties, "
        f"CASE WHEN s.status IN {_SELECTED} THEN CASE s.artefact_table WHEN 'calls' THEN t.numbers "
        f"WHEN 'notes' THEN s.artefact_id WHEN 'files' THEN i.kind END END AS single, "
        f"CASE WHEN s.status = 'not_responsive' AND s.artefact_table IN ({spoken}) "
        f"THEN year(s.occurred_at)::INTEGER END AS period, d.artefact_id IS NOT NULL AS is_duplicate, m.entry "
        f"FROM material_listed s LEFT JOIN talk t ON t.exhibit_ref = s.exhibit_ref "
        f"AND t.artefact_table = s.artefact_table "
        f"AND t.subject = CASE WHEN s.artefact_table = 'messages' THEN coalesce(s.conversation_id, s.artefact_id) "
        f"ELSE s.artefact_id END LEFT JOIN doubles d ON d.artefact_id = s.artefact_id "
        f"LEFT JOIN marks m ON m.artefact_id = s.artefact_id "
        f"LEFT JOIN (SELECT artefact_id, 'pictures and videos' AS kind FROM files "
        f"WHERE regexp_matches(lower(name), {query.quoted(_PICTURES)})) i ON i.artefact_id = s.artefact_id"
    )
    keys = ", ".join(_KEYS)
    connection.execute(
        f"CREATE TEMP TABLE group_keys AS SELECT row_number() OVER (ORDER BY {keys})::INTEGER AS group_id, {keys} "  # noqa: S608 -- own names
        f"FROM (SELECT DISTINCT {keys} FROM keyed)"
    )
    same = " AND ".join(f"k.{key} IS NOT DISTINCT FROM g.{key}" for key in _KEYS)
    connection.execute(
        f"CREATE TEMP TABLE grouped AS SELECT k.artefact_id, k.occurred_at, k.artefact_table, k.exhibit_ref, "  # noqa: S608 -- own names
        f"g.group_id FROM keyed k JOIN group_keys g ON {same}"
    )
    connection.execute("DROP TABLE keyed")
    connection.execute(
        f"CREATE TEMP TABLE drawn AS SELECT DISTINCT s.artefact_id, r.is_responsive FROM {sources.samples} s "  # noqa: S608 -- own names
        f"LEFT JOIN (SELECT artefact_id, bool_or(is_responsive) AS is_responsive "
        f"FROM {sources.reviews} GROUP BY ALL) r "
        f"USING (artefact_id)"
    )
    connection.execute(
        f"CREATE TEMP TABLE hit AS SELECT artefact_id, count(*) AS hits FROM {sources.hits} "  # noqa: S608 -- own names
        f"WHERE start IS NOT NULL GROUP BY ALL"
    )
    connection.execute(
        f"CREATE TEMP TABLE issued AS SELECT artefact_id FROM {sources.issued} "  # noqa: S608 -- own names
        f"WHERE item_number IS NOT NULL AND NOT is_sensitive"
    )


def repeats(connection: duckdb.DuckDBPyConnection, duplicates: str, exports: Sequence[str]) -> str:
    """SQL table expression of the records that repeat one of an earlier export of the same exhibit.

    Records of one content are paired one to one in the order of their ids, so that what an earlier export holds
    twice and a later one three times leaves one that repeats nothing. Within one export nothing is a repeat: the
    same words twice in a second are two messages. What is read later never takes the place of what was.

    Args:
        connection: Any.
        duplicates: SQL table expression of `duplicates`.
        exports: SHA-256 of the exports, in the order in which they were read.

    Returns:
        Columns `artefact_id` and `duplicate_of`.
    """
    order = list(dict.fromkeys(exports))
    connection.register(
        "export_order",
        pa.table({"source_sha256": pa.array(order, pa.string()), "place": pa.array(range(len(order)), pa.int32())}),
    )
    connection.execute(
        f"CREATE TEMP TABLE repeated AS SELECT artefact_id, first AS duplicate_of FROM ("  # noqa: S608 -- own names
        f"SELECT artefact_id, first_value(artefact_id) OVER (PARTITION BY exhibit, artefact_table, content_key, nth "
        f"ORDER BY place) AS first FROM (SELECT d.artefact_id, d.artefact_table, d.content_key, o.place, "
        f"d.exhibit_ref::VARCHAR AS exhibit, row_number() OVER (PARTITION BY d.exhibit_ref::VARCHAR, d.artefact_table, "
        f"d.content_key, o.place ORDER BY d.artefact_id) AS nth FROM {duplicates} d "
        f"JOIN export_order o USING (source_sha256))) WHERE artefact_id <> first"
    )
    return "repeated"


def _check_listed(connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse a record of the search that is not one row for each artefact of the case."""
    for table in MATERIAL_TABLES:
        (figures,) = _rows(
            connection,
            f"SELECT (SELECT count(*) FROM {table}) AS held, count(*) AS listed, count(DISTINCT artefact_id) AS once, "  # noqa: S608 -- own names
            f"count(*) FILTER (WHERE artefact_id IN (SELECT artefact_id FROM {table})) AS known "
            f"FROM material_listed WHERE artefact_table = '{table}'",
        )
        if len(set(figures.values())) != 1:
            raise VerificationError(
                "material_unbalanced",
                f"Table {table}: {figures['held']:,} artefacts in the case, {figures['listed']:,} in the record of "
                "the search.",
                "Run the search again: disclosure search CASE",
            )


def _prepare_people(connection: duckdb.DuckDBPyConnection, persons: str, case: CaseFile) -> None:
    """Make the table `talk`: the other parties of every conversation, call and e-mail.

    Only people of a conversation as a whole are counted: those it lists, and senders and recipients of its
    messages; the owner of the device is left out. Columns: `pseudonyms` (a list with one for each other
    party, null where they have none), `parties` (their ids in case.toml, joined) and `numbers` (a digest of their
    identifiers, which tells call logs apart).
    """
    kinds = {"phone": "phone", "whatsapp_jid": "phone", "email": "email", "lid": "lid", "account": "account"}
    connection.register("kinds", pa.table({"written": list(kinds), "kind": list(kinds.values())}))
    owners = [(exhibit.ref, exhibit.owner) for exhibit in case.exhibit if exhibit.owner]
    connection.register(
        "device_owners",
        pa.table(
            {
                "exhibit_ref": pa.array([ref for ref, _ in owners], pa.string()),
                "party_id": pa.array([party for _, party in owners], pa.string()),
            }
        ),
    )
    connection.execute(
        f"CREATE TEMP TABLE labels AS SELECT kind, value, min(pseudonym) AS pseudonym, min(party_id) AS party_id "  # noqa: S608 -- own names
        f"FROM {persons} WHERE kind <> 'shown_name' GROUP BY ALL"
    )
    connection.execute(
        """
        CREATE TEMP TABLE talk AS
        WITH shown AS (
            SELECT DISTINCT exhibit_ref::VARCHAR AS exhibit_ref, 'messages' AS artefact_table,
                conversation_id AS subject,
                identifier_kind AS written, identifier_normalised AS value, identifier AS raw, name, is_owner
            FROM conversation_participants
            UNION ALL
            SELECT DISTINCT exhibit_ref::VARCHAR, 'messages', coalesce(conversation_id, artefact_id),
                sender_identifier_kind, sender_identifier_normalised, sender_identifier, sender_name, sender_is_owner
            FROM messages
            UNION ALL
            SELECT DISTINCT exhibit_ref::VARCHAR, parent_table,
                CASE WHEN parent_table = 'messages' THEN coalesce(conversation_id, message_id) ELSE message_id END,
                identifier_kind, identifier_normalised, identifier, name, is_owner
            FROM message_recipients
            UNION ALL
            SELECT exhibit_ref::VARCHAR, 'emails', artefact_id,
                sender_identifier_kind, sender_identifier_normalised, sender_identifier, sender_name, sender_is_owner
            FROM emails
            UNION ALL
            SELECT exhibit_ref::VARCHAR, 'calls', call_id, identifier_kind, identifier_normalised, identifier, name,
                is_owner
            FROM call_parties
        ), keyed AS (
            SELECT DISTINCT s.exhibit_ref, s.artefact_table, s.subject, coalesce(s.is_owner, FALSE) AS is_owner,
                CASE WHEN s.raw IN ('999', '112', '101') THEN 'emergency'
                    WHEN k.kind IS NOT NULL AND s.value IS NOT NULL THEN k.kind
                    WHEN s.raw IS NULL AND s.name IS NOT NULL THEN 'name' END AS kind,
                CASE WHEN s.raw IN ('999', '112', '101') THEN s.raw
                    WHEN k.kind IS NOT NULL AND s.value IS NOT NULL THEN s.value
                    ELSE lower(trim(s.name)) END AS value
            FROM shown s LEFT JOIN kinds k ON k.written = s.written
        ), others AS (
            SELECT e.exhibit_ref, e.artefact_table, e.subject, l.pseudonym, min(l.party_id) AS party_id,
                coalesce(l.pseudonym, e.kind || ':' || e.value) AS person,
                string_agg(DISTINCT e.kind || ':' || e.value, ',' ORDER BY e.kind || ':' || e.value) AS numbers,
                bool_or(e.is_owner OR o.party_id IS NOT NULL) AS is_owner
            FROM keyed e LEFT JOIN labels l ON l.kind = e.kind AND l.value = e.value
            LEFT JOIN device_owners o ON o.exhibit_ref = e.exhibit_ref AND o.party_id = l.party_id
            WHERE e.kind IS NOT NULL GROUP BY e.exhibit_ref, e.artefact_table, e.subject, l.pseudonym, person
        )
        SELECT exhibit_ref, artefact_table, subject, list(pseudonym ORDER BY pseudonym, person) AS pseudonyms,
            string_agg(DISTINCT party_id, ',' ORDER BY party_id) AS parties,
            left(sha256(string_agg(numbers, ',' ORDER BY numbers)), 32) AS numbers
        FROM others WHERE NOT is_owner GROUP BY ALL
        """
    )


def groups(connection: duckdb.DuckDBPyConnection) -> list[MaterialGroup]:
    """The material, counted by everything that items and their words distinguish."""
    keys = ", ".join(f"k.{key}" for key in _KEYS)
    found = _rows(
        connection,
        f"SELECT k.group_id, {keys}, c.* EXCLUDE (group_id) FROM group_keys k JOIN ("  # noqa: S608 -- own names
        f"SELECT g.group_id, count(*) AS quantity, min(g.occurred_at) AS first_at, max(g.occurred_at) AS last_at, "
        f"count(*) - count(g.occurred_at) AS undated_count, "
        f"coalesce(sum(a.attachments), 0)::BIGINT AS attachment_count, "
        f"coalesce(sum(h.hits), 0)::BIGINT AS hit_count, count(d.artefact_id) AS sample_count, "
        f"count(d.is_responsive) AS read_count, count(*) FILTER (WHERE d.is_responsive) AS found_count, "
        f"count(i.artefact_id) AS issued_count FROM grouped g "
        f"LEFT JOIN (SELECT parent_id, count(*) AS attachments FROM attachments GROUP BY ALL) a "
        f"ON a.parent_id = g.artefact_id LEFT JOIN hit h ON h.artefact_id = g.artefact_id "
        f"LEFT JOIN drawn d ON d.artefact_id = g.artefact_id LEFT JOIN issued i ON i.artefact_id = g.artefact_id "
        f"GROUP BY ALL) c USING (group_id) ORDER BY k.group_id",
    )
    return [MaterialGroup(**row) for row in found]


def counterparts(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """The other parties in words, by exhibit and conversation, and by exhibit and number of a call log."""
    found = _rows(
        connection,
        "SELECT exhibit_ref, subject AS key, pseudonyms FROM talk WHERE artefact_table = 'messages' "
        "AND subject IN (SELECT conversation_id FROM group_keys) "
        "UNION ALL SELECT exhibit_ref, numbers, any_value(pseudonyms ORDER BY subject) FROM talk "
        "WHERE artefact_table = 'calls' AND numbers IN (SELECT single FROM group_keys) GROUP BY ALL",
    )
    return {(row["exhibit_ref"], row["key"]): descriptions.counterpart(row["pseudonyms"]) for row in found}


def labels_of_parties(connection: duckdb.DuckDBPyConnection, persons: str) -> dict[str, str]:
    """The label of each person of the case file whom the material shows, by party id."""
    found = _rows(
        connection,
        f"SELECT party_id, min(pseudonym) AS pseudonym FROM {persons} WHERE party_id IS NOT NULL GROUP BY ALL",  # noqa: S608 -- own names
    )
    return {row["party_id"]: row["pseudonym"] for row in found}


def account(connection: duckdb.DuckDBPyConnection, register: Register) -> None:
    """Make the table `accounted`: what accounts for each artefact of the material."""
    numbers = {number: item for item in register.items for number in item.group_ids}
    ids = list(register.outcomes)
    connection.register(
        "group_outcomes",
        pa.table(
            {
                "group_id": pa.array(ids, pa.int32()),
                "outcome": pa.array(list(register.outcomes.values()), pa.string()),
                "item_number": pa.array([numbers[n].item_number if n in numbers else None for n in ids], pa.string()),
                "is_sensitive": pa.array([numbers[n].is_sensitive if n in numbers else False for n in ids], pa.bool_()),
                "rank": pa.array([numbers[n].number.value if n in numbers else None for n in ids], pa.int32()),
                "kind": pa.array([numbers[n].kind if n in numbers else None for n in ids], pa.string()),
            }
        ),
    )
    # What a person has read of a dip sample is examined, though its block was not searched.
    connection.execute(
        "CREATE TEMP TABLE accounted AS SELECT g.artefact_id, g.artefact_table, g.exhibit_ref, "
        "CASE WHEN o.outcome = 'not_examined' AND d.is_responsive IS NOT NULL THEN 'item' ELSE o.outcome END "
        "AS outcome, "
        "o.item_number, o.is_sensitive, CASE WHEN o.outcome = 'duplicate' THEN x.duplicate_of END AS duplicate_of, "
        "o.rank, o.kind FROM grouped g JOIN group_outcomes o USING (group_id) "
        "LEFT JOIN drawn d ON d.artefact_id = g.artefact_id LEFT JOIN doubles x ON x.artefact_id = g.artefact_id"
    )


def write(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write `accounted` as a file of the table `artefact_accounts`, in the order of the items."""
    schema = schemas.table_schema("artefact_accounts")
    reader = connection.sql(
        f"SELECT {', '.join(schema.names)} FROM accounted "  # noqa: S608 -- own names
        f"ORDER BY is_sensitive, rank NULLS LAST, outcome, artefact_table, artefact_id"
    ).to_arrow_reader(tables.ROW_GROUP_ROWS)
    with tables.writer(path, schema) as sink:
        for batch in reader:
            sink.write_table(tables.conform(pa.Table.from_batches([batch]), schema))


def balance(connection: duckdb.DuckDBPyConnection, register: Register) -> tuple[AccountRow, ...]:
    """Count every row of every canonical table against what accounts for it.

    Raises:
        VerificationError: Some row has no account, or has two.
    """
    # A conversation, and what belongs to it as a whole, goes where the most telling of its messages went.
    telling = ["item", "privileged", "evidence", "not_examined", "not_relevant", "out_of_scope", "duplicate"]
    rank = " ".join(f"WHEN '{outcome}' THEN {place}" for place, outcome in enumerate(telling))
    connection.execute(
        f"CREATE TEMP TABLE account_of AS SELECT artefact_id, outcome FROM accounted UNION ALL "  # noqa: S608 -- own names
        f"SELECT m.conversation_id, arg_min(a.outcome, CASE a.outcome {rank} END) FROM messages m "
        f"JOIN accounted a ON a.artefact_id = m.artefact_id AND a.artefact_table = 'messages' "
        f"WHERE m.conversation_id IS NOT NULL GROUP BY m.conversation_id"
    )
    found: list[AccountRow] = []
    for table in schemas.ARTEFACTS:
        total = _rows(
            connection,
            f"SELECT exhibit_ref::VARCHAR AS exhibit_ref, count(*) AS rows FROM {table} GROUP BY ALL ORDER BY ALL",  # noqa: S608 -- own names
        )
        if table in MATERIAL_TABLES:
            counted = (
                f"SELECT c.exhibit_ref::VARCHAR AS exhibit_ref, a.outcome FROM {table} c "  # noqa: S608 -- own names
                f"JOIN accounted a ON a.artefact_id = c.artefact_id AND a.artefact_table = '{table}'"
            )
        elif table in _BELONGING:
            counted = (
                f"SELECT c.exhibit_ref, coalesce(a.outcome, 'not_examined') AS outcome FROM "  # noqa: S608 -- own names
                f"(SELECT c.exhibit_ref::VARCHAR AS exhibit_ref, {_BELONGING[table]} AS belongs FROM {table} c) c "
                f"LEFT JOIN (SELECT artefact_id, any_value(outcome) AS outcome FROM account_of GROUP BY ALL) a "
                f"ON a.artefact_id = c.belongs"
            )
        else:
            # Nothing of this version says what such a record belongs to; the extraction report counts it.
            counted = f"SELECT exhibit_ref::VARCHAR AS exhibit_ref, 'not_examined' AS outcome FROM {table}"  # noqa: S608 -- own names
        outcomes: dict[str, dict[str, int]] = {}
        for row in _rows(connection, f"SELECT exhibit_ref, outcome, count(*) AS rows FROM ({counted}) GROUP BY ALL"):  # noqa: S608 -- own names
            outcomes.setdefault(row["exhibit_ref"], {})[row["outcome"]] = row["rows"]
        found += [
            AccountRow(row["exhibit_ref"], table, row["rows"], **outcomes.get(row["exhibit_ref"], {})) for row in total
        ]
    listed = {row["item_number"]: row["rows"] for row in _rows(connection, _LISTED)}
    wrong = any(item.group_ids and item.quantity != listed.get(item.item_number) for item in register.items)
    if wrong or any(row.difference for row in found):
        raise VerificationError(
            "schedule_unbalanced",
            "The schedule items do not account for every row of every table exactly once; nothing was issued.",
            "This is a fault of the toolkit; report it with the counts of the case, not its content.",
        )
    return tuple(found)


_LISTED: Final = "SELECT item_number, count(*) AS rows FROM accounted WHERE item_number IS NOT NULL GROUP BY ALL"


def hits_by_term(connection: duckdb.DuckDBPyConnection, hits: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Places and records by line of enquiry and search term, what is on the sensitive schedule left out."""
    found = _rows(
        connection,
        f"SELECT h.line_of_enquiry AS line, h.search_term AS term, count(h.start) AS hits, "  # noqa: S608 -- own names
        f"count(DISTINCT h.artefact_id) AS records FROM {hits} h "
        f"JOIN accounted a ON a.artefact_id = h.artefact_id AND NOT a.is_sensitive GROUP BY ALL",
    )
    return {(row["line"], row["term"]): (row["hits"], row["records"]) for row in found}


def attachments_withheld(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Attachments of what is listed individually on the non-sensitive schedule, in the order of its items."""
    return _rows(
        connection,
        f"SELECT a.item_number, c.content_type AS media_type, c.size_bytes, c.status, g.occurred_at "  # noqa: S608 -- own names
        f"FROM (SELECT c.*, {_BELONGING['attachments']} AS belongs FROM attachments c) c "
        f"JOIN accounted a ON a.artefact_id = c.belongs AND a.kind = 'individual' AND NOT a.is_sensitive "
        f"JOIN grouped g ON g.artefact_id = a.artefact_id "
        f"ORDER BY a.rank, g.occurred_at NULLS LAST, a.artefact_id, c.ordinal, c.artefact_id",
    )


def belongs_to(table: str) -> str:
    """SQL for the id of the record that a row of a table belongs to; `c` is the row, null for a record of its own."""
    return "NULL::VARCHAR" if table in MATERIAL_TABLES else _BELONGING.get(table, "NULL::VARCHAR")


def keep_back(
    connection: duckdb.DuckDBPyConnection, sources: Sequence[str], numbers: Mapping[str, str], decided: Decisions
) -> None:
    """Make the table `kept_back` (`artefact_id`): what a person has named as sensitive or not relevant; never served.

    Args:
        connection: Any.
        sources: SQL table expressions of `material_status`, of the latest `artefact_accounts` and of `duplicates`.
        numbers: Item numbers by reference, as the latest register has them.
        decided: The decisions.
    """
    status, accounts, duplicates = sources
    parts = [f"SELECT artefact_id FROM {accounts} WHERE is_sensitive OR outcome = 'not_relevant'"]  # noqa: S608 -- own names
    for entry in (*decided.sensitive, *decided.not_relevant):
        if entry.artefact_ids:
            chosen = ", ".join(query.quoted(record) for record in entry.artefact_ids)
            parts.append(f"SELECT artefact_id FROM {status} WHERE artefact_id IN ({chosen})")  # noqa: S608 -- own names
        elif entry.conversation_id is not None:
            chosen = query.quoted(entry.conversation_id)
            parts.append(f"SELECT artefact_id FROM {status} WHERE conversation_id = {chosen}")  # noqa: S608 -- own names
        elif entry.item is not None:
            chosen = query.quoted(numbers.get(entry.item, entry.item))
            parts.append(f"SELECT artefact_id FROM {accounts} WHERE item_number = {chosen}")  # noqa: S608 -- own names
        else:
            of_application = f" AND application = {query.quoted(entry.application)}" if entry.application else ""
            parts.append(
                f"SELECT artefact_id FROM {status} WHERE exhibit_ref = {query.quoted(entry.exhibit or '')} "  # noqa: S608 -- own names
                f"AND artefact_table = {query.quoted(entry.table or '')}{of_application}"
            )
    connection.execute(f"CREATE TEMP TABLE kept_back AS {' UNION '.join(parts)}")
    connection.execute(
        f"INSERT INTO kept_back SELECT d.artefact_id FROM {duplicates} d "  # noqa: S608 -- own names
        f"JOIN kept_back s ON s.artefact_id = d.duplicate_of"
    )


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = connection.sql(sql).to_arrow_table().to_pylist()
    return rows
