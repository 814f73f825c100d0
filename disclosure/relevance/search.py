"""The search of a case: scope, privilege and lines of enquiry put together, and the record of how.

The record holds what a method statement needs (Criminal Procedure and Investigations Act 1996; R v R [2015]
EWCA Crim 1941 on search terms for large volumes): terms and their syntax, fields, days, the digest of what
was searched, hits by term, what was left out and why.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from disclosure import __version__, tables
from disclosure.case_file import CaseFile
from disclosure.relevance import enquiry, material, people, privilege, scope, terms

MATERIAL_STATUS: Final = "material_status.parquet"
SEARCH_HITS: Final = "search_hits.parquet"
WITHHELD_QUOTES: Final = "withheld_quotes.parquet"
SUMMARY: Final = "summary.json"

STATUSES: Final = ("privileged", "out_of_scope", "responsive", "context", "not_responsive")
"""What can become of an artefact; one that comes earlier beats those after it."""

NO_RULE: Final = "no line of enquiry"
CONTEXT: Final = f"within {enquiry.CONTEXT_MESSAGES} messages of a responsive one"

RULES: Final = {
    "order": "Privilege beats scope; scope beats responsiveness.",
    "terms": list(terms.SYNTAX),
    "scope": (
        "Withheld unless known to be within what was agreed: days in England (Europe/London); a time whose "
        "zone is not stated counts only if it is within them in every zone; no time is outside."
    ),
    "privilege": (
        "Conversations whole, other records singly, by the people on them and by terms; terms are looked up "
        "in all words, and nothing of them is shown."
    ),
    "lines": (
        "A term or the contacts of a line make an artefact responsive. Contacts: everybody listed takes part, "
        "the owner of the device left out. Outside a line's days is what is known to be outside."
    ),
    "context": (
        f"Messages within {enquiry.CONTEXT_MESSAGES} places of a responsive one in its conversation, in scope and "
        "not privileged."
    ),
}


def run(connection: duckdb.DuckDBPyConnection, case: CaseFile) -> None:
    """Work out the tables `status` and `hits`.

    `status` has one row per artefact of `material`: `row`, `status`, `reason`.

    Args:
        connection: With the case's tables attached.
        case: The case file.

    Raises:
        CaseFileError: A term is not one.
    """
    privilege.parse_terms(case)
    enquiry.parse_terms(case)
    material.prepare(connection)
    people.prepare(connection, case.case.region)
    parties = [people.declared(party, case.case.region) for party in case.party]
    added = people.from_address_books(connection, parties)
    listed = dict.fromkeys((*case.scope.contacts, *(c for line in case.line_of_enquiry for c in line.contacts)))
    people.prepare_owners(connection, case, [people.wanted(case, name) for name in listed])
    privilege.prepare(connection, case, added)
    scope.prepare(connection, case)
    scope.prepare_quotes(connection, case)
    connection.execute(
        "CREATE TEMP TABLE searchable AS FROM material m "
        "WHERE m.row NOT IN (SELECT row FROM privileged) AND m.row NOT IN (SELECT row FROM out_of_scope)"
    )
    enquiry.prepare(connection, case, added)
    _decide(connection, case)


def _decide(connection: duckdb.DuckDBPyConnection, case: CaseFile) -> None:
    lines = pa.table(
        {
            "line": pa.array(range(len(case.line_of_enquiry)), pa.int32()),
            "line_id": pa.array([line.id for line in case.line_of_enquiry], pa.string()),
        }
    )
    connection.register("line_ids", lines)
    connection.execute(
        "CREATE TEMP TABLE responsive AS SELECT row, string_agg(line_id, ', ' ORDER BY line) AS reason "
        "FROM (SELECT DISTINCT h.row, l.line, l.line_id FROM hits h JOIN line_ids l USING (line)) GROUP BY row"
    )
    connection.unregister("line_ids")
    # Places are counted over the whole conversation, so that what is withheld between two messages
    # keeps them as far apart as they stand.
    connection.execute(
        f"CREATE TEMP TABLE near AS SELECT row FROM (SELECT m.row, "  # noqa: S608 -- own names
        f"bool_or(r.row IS NOT NULL) OVER (PARTITION BY m.exhibit_ref, m.subject "
        f"ORDER BY m.ordinal NULLS LAST, m.occurred_at NULLS LAST, m.row "
        f"ROWS BETWEEN {enquiry.CONTEXT_MESSAGES} PRECEDING AND {enquiry.CONTEXT_MESSAGES} FOLLOWING) AS is_near "
        f"FROM material m LEFT JOIN responsive r ON r.row = m.row WHERE m.artefact_table = 'messages') WHERE is_near"
    )
    connection.execute(
        f"CREATE TEMP TABLE status AS SELECT m.row, "  # noqa: S608 -- own names
        f"CASE WHEN p.row IS NOT NULL THEN 'privileged' WHEN s.row IS NOT NULL THEN 'out_of_scope' "
        f"WHEN r.row IS NOT NULL THEN 'responsive' WHEN n.row IS NOT NULL THEN 'context' "
        f"ELSE 'not_responsive' END AS status, "
        f"CASE WHEN p.row IS NOT NULL THEN p.reason WHEN s.row IS NOT NULL THEN s.reason "
        f"WHEN r.row IS NOT NULL THEN 'line of enquiry: ' || r.reason WHEN n.row IS NOT NULL THEN '{CONTEXT}' "
        f"ELSE '{NO_RULE}' END AS reason FROM material m LEFT JOIN privileged p ON p.row = m.row "
        f"LEFT JOIN out_of_scope s ON s.row = m.row LEFT JOIN responsive r ON r.row = m.row "
        f"LEFT JOIN near n ON n.row = m.row"
    )


def write(connection: duckdb.DuckDBPyConnection, case: CaseFile, folder: Path, corpus_sha256: str) -> dict[str, Any]:
    """Write the results and the record of the search.

    Args:
        connection: After `run`.
        case: The case file.
        folder: Where to; inside the case's staging folder.
        corpus_sha256: Digest of the canonical tables that were searched.

    Returns:
        The result: counts only, lines by id and terms by number.
    """
    statuses = connection.sql(
        "SELECT m.artefact_id, m.artefact_table, m.exhibit_ref, m.application, m.conversation_id, m.occurred_at, "
        "s.status, s.reason FROM material m JOIN status s ON s.row = m.row ORDER BY m.row"
    )
    tables.write_table(folder / MATERIAL_STATUS, "material_status", statuses.to_arrow_table())
    rules = enquiry.rules(case)
    connection.register(
        "rules",
        pa.table(
            {
                "line": pa.array([rule.line for rule in rules], pa.int32()),
                "kind": pa.array([rule.kind for rule in rules], pa.int32()),
                "position": pa.array([rule.position for rule in rules], pa.int32()),
                "line_of_enquiry": pa.array([case.line_of_enquiry[rule.line].id for rule in rules], pa.string()),
                "search_term": pa.array([rule.search_term for rule in rules], pa.string()),
            }
        ),
    )
    hits = connection.sql(
        "SELECT m.artefact_id, m.artefact_table, m.exhibit_ref, m.conversation_id, r.line_of_enquiry, r.search_term, "
        'h.field_name, h.start, h."end", h.context FROM hits h JOIN rules r USING (line, kind, position) '
        "JOIN material m ON m.row = h.row "
        'ORDER BY m.row, h.line, h.kind, h.position, h.field, h.field_name, h.start, h."end", h.context'
    )
    tables.write_table(folder / SEARCH_HITS, "search_hits", hits.to_arrow_table())
    quotes = connection.sql("FROM withheld_quotes ORDER BY artefact_id").to_arrow_table()
    tables.write_table(folder / WITHHELD_QUOTES, "withheld_quotes", quotes)
    record = _record(connection, case, rules, corpus_sha256)
    (folder / SUMMARY).write_text(
        json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return _result(case, rules, record)


def _record(
    connection: duckdb.DuckDBPyConnection, case: CaseFile, rules: list[enquiry.Rule], corpus_sha256: str
) -> dict[str, Any]:
    parties = [people.declared(party, case.case.region) for party in case.party]
    added = people.from_address_books(connection, parties)
    by_rule = {
        (row["line"], row["kind"], row["position"]): (row["hits"], row["artefacts"])
        for row in _rows(
            connection,
            "SELECT line, kind, position, count(*) AS hits, count(DISTINCT row) AS artefacts FROM hits GROUP BY ALL",
        )
    }
    by_line = {
        row["line"]: row["artefacts"]
        for row in _rows(connection, "SELECT line, count(DISTINCT row) AS artefacts FROM hits GROUP BY ALL")
    }
    counts = _rows(
        connection,
        "SELECT m.exhibit_ref, m.artefact_table, s.status, count(*) AS artefacts FROM material m "
        "JOIN status s ON s.row = m.row GROUP BY ALL",
    )
    reasons = _rows(
        connection,
        "SELECT status, reason, count(*) AS artefacts FROM status "
        "WHERE status IN ('privileged', 'out_of_scope') GROUP BY ALL",
    )
    counts.sort(key=_order)
    reasons.sort(key=_order)
    lines = []
    for index, line in enumerate(case.line_of_enquiry):
        own = [
            (rule, *by_rule.get((rule.line, rule.kind, rule.position), (0, 0))) for rule in rules if rule.line == index
        ]
        lines.append(
            {
                "id": line.id,
                "window": _window(scope.span(line)),
                "exhibits": list(line.exhibits),
                "artefacts": by_line.get(index, 0),
                "terms": [
                    {"term": line.terms[rule.position], "hits": hits, "artefacts": artefacts}
                    for rule, hits, artefacts in own
                    if not rule.kind
                ],
                "contacts": [
                    {"contact": line.contacts[rule.position], "artefacts": artefacts}
                    for rule, _, artefacts in own
                    if rule.kind
                ],
            }
        )
    return {
        "version": __version__,
        "rules": RULES,
        "fields": list(material.FIELDS),
        "corpus_sha256": corpus_sha256,
        "context_messages": enquiry.CONTEXT_MESSAGES,
        "scope": {
            "window": _window(scope.span(case.scope)),
            "applications": list(case.scope.applications),
            "contacts": len(case.scope.contacts),
            "exhibits": list(case.scope.exhibits),
        },
        "privilege": {
            "parties": len(case.privilege.parties),
            "phones": len(case.privilege.phones),
            "email_domains": len(case.privilege.email_domains),
            "terms": len(case.privilege.terms),
        },
        "lines": lines,
        "contacts_seen_nowhere": enquiry.seen_nowhere(connection, case, added),
        "owner_is_only_contact": [
            {"line_of_enquiry": line, "exhibit_ref": ref} for line, ref in enquiry.owner_only(connection, case)
        ],
        "counts": counts,
        "reasons": reasons,
    }


def _order(row: dict[str, Any]) -> tuple[str, int, int, str]:
    """Exhibit, table, status, reason, each in its own order."""
    return (
        row.get("exhibit_ref", ""),
        material.TABLE_ORDER.get(row.get("artefact_table", ""), 0),
        STATUSES.index(row["status"]),
        row.get("reason", ""),
    )


def _window(limits: scope.Span) -> dict[str, str | None]:
    return {
        "from": limits.start.isoformat() if limits.start else None,
        "before": limits.end.isoformat() if limits.end else None,
    }


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = connection.sql(sql).to_arrow_table().to_pylist()
    return rows


def _result(case: CaseFile, rules: list[enquiry.Rule], record: dict[str, Any]) -> dict[str, Any]:
    """Counts without terms or names, for the ledger and the terminal."""
    totals = dict.fromkeys(STATUSES, 0)
    for row in record["counts"]:
        totals[row["status"]] += row["artefacts"]
    lines: dict[str, dict[str, int]] = {}
    for index, (line, found) in enumerate(zip(case.line_of_enquiry, record["lines"], strict=True)):
        counts = lines.setdefault(line.id, {"artefacts": found["artefacts"]})
        for rule in rules:
            if rule.line == index:
                entry = found["contacts" if rule.kind else "terms"][rule.position]
                counts[f"{rule.label} artefacts"] = entry["artefacts"]
                if not rule.kind:
                    counts[f"{rule.label} hits"] = entry["hits"]
    return {
        "artefacts": sum(totals.values()),
        "statuses": totals,
        "withheld": {row["reason"]: row["artefacts"] for row in record["reasons"]},
        "lines": lines,
        "contacts_seen_nowhere": record["contacts_seen_nowhere"],
        "contact_rules_naming_only_the_owner": [
            f"{row['line_of_enquiry']} on {row['exhibit_ref']}" for row in record["owner_is_only_contact"]
        ],
    }
