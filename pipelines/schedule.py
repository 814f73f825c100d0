"""Schedule: the item register and its three views, MG6C, MG6D and MG6E, as Word, Excel and JSON.

The material is counted and grouped by DuckDB; what becomes an item, its number and its words are decided by the
pure modules of `disclosure.schedule`. A submission is made only when something would be printed that the one
before does not say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

import schemas
from disclosure import __version__, ledger, query, stages, tables, workspace
from disclosure.case_file import CaseFile, Exhibit
from disclosure.documents import schedule_json
from disclosure.errors import ReleaseRefusedError, VerificationError
from disclosure.hashing import sha256_json
from disclosure.redact import selection
from disclosure.relevance import enquiry, material
from disclosure.schedule import decisions, descriptions, forms, items, lint, numbering
from disclosure.schedule.descriptions import Search
from disclosure.schedule.forms import CaseHeader, Form
from disclosure.schedule.items import CaseFacts, MaterialGroup, Register, ScheduleItem
from disclosure.workspace import Workspace
from pipelines import people, schedule_documents
from pipelines.reporting import Reporter

STAGE: Final = stages.SCHEDULE.name
REGISTER: Final = "schedules/register"
ITEMS_FILE: Final = "schedule_items.parquet"
CHECKS_FILE: Final = "checks.json"
_STATUS: Final = "relevance/search/material_status.parquet"
_HITS: Final = "relevance/search/search_hits.parquet"
_SAMPLES: Final = "relevance/sample/dip_samples.parquet"
_PERSONS: Final = "identities/persons.parquet"


def run(case: Workspace, *, templates: Path | None = None, at: datetime, report: Reporter) -> dict[str, Any]:
    """Make the schedules of the next submission, if there is anything that the last one does not say.

    Args:
        case: The case.
        templates: Folder of a force's own Word templates; without one, `templates/` of the case if it is there.
        at: Time of the commit, and of preparation on the forms.
        report: Where to report.

    Returns:
        Submission, numbers of items, block entries and sensitive items, findings of the checks by rule, the
        files (relative to the case), and whether nothing had changed.

    Raises:
        UsageError: The search has not been run or no longer fits the case.
        InputError: decisions.toml is not valid or does not fit the material, or a template does not fit its form.
        ReleaseRefusedError: The non-sensitive schedule would hold personal data or sensitive wording.
        VerificationError: The items do not account for every artefact exactly once.
    """
    with workspace.locked(case):
        stages.SEARCH.current(case)
        decided = decisions.load(case.root / decisions.FILE_NAME)
        people.run(case, at=at)
        edited = _edited_tables(case)
        inputs = stages.SCHEDULE.fingerprint(case)
        made_from = {"edited": sorted(edited), "version": __version__}
        latest = ledger.latest(case.entries(), STAGE)
        if latest is not None and (latest.details["inputs"], latest.details["made_from"]) == (inputs, made_from):
            return {**latest.details["result"], "unchanged": True}
        submission = latest.details["submission"] + 1 if latest is not None else 1
        with workspace.staging(case, STAGE) as folder, report.task("scheduling", None, "artefacts") as task:
            connection = query.connect(temporary=folder / "spill")
            try:
                query.attach_tables(connection, case)
                _prepare(connection, case)
                groups = _groups(connection)
                facts = _facts(connection, case, edited)
                register = items.build(groups, _issued(case), decided, facts, submission)
                findings = lint.check(register.items, _identifiers(case.definition))
                _refuse(findings)
                staged = folder / "register"
                staged.mkdir()
                _write_register(connection, register, staged / ITEMS_FILE)
            finally:
                connection.close()
            task.advance(sum(group.quantity for group in groups))
            _write_checks(staged / CHECKS_FILE, register, findings)
            content = _content(register, case.definition)
            details: dict[str, Any] = {"inputs": inputs, "made_from": made_from, "content": content}
            if latest is not None and latest.details["content"] == content:
                # Nothing new to print; the entry records that the schedules still fit the case as it now is.
                result: dict[str, Any] = dict(latest.details["result"])
                details |= {"submission": latest.details["submission"], "result": result}
                workspace.commit_folder(case, STAGE, {REGISTER: staged}, details, at)
                return {**result, "unchanged": True}
            out = folder / str(submission)
            templates = schedule_documents.own_templates(case.root, templates)
            files = schedule_documents.write(out, _forms(register, _case_header(case, at)), at, templates)
            result = _result(register, findings, [f"schedules/{submission}/{name}" for name in files])
            details |= {"submission": submission, "result": result}
            details |= {"templates": schedule_documents.digests(templates)}
            workspace.commit_folder(case, STAGE, {f"schedules/{submission}": out, REGISTER: staged}, details, at)
    return {**result, "unchanged": False}


def _edited_tables(case: Workspace) -> frozenset[str]:
    """Tables of which redacted copies stand in the case and still fit it."""
    for variant in stages.REDACT.variants:
        entry = ledger.latest(case.entries(), stages.REDACT.name, **variant)
        if entry is not None and not stages.REDACT.is_stale(case, entry):
            return frozenset(selection.served_tables()) & frozenset(items.MATERIAL_TABLES)
    return frozenset()


def _committed(case: Workspace, name: str) -> list[Path]:
    """A file as a list of one, or of none where the ledger does not list it."""
    return [path for path in case.committed(name.rpartition("/")[0]) if case.relative(path) == name]


def _scan(connection: duckdb.DuckDBPyConnection, case: Workspace, name: str, table: str) -> str:
    """A SQL table expression over a record of an earlier stage, empty where the stage has not been run."""
    files = _committed(case, name)
    if files:
        return query.scan(files)
    connection.register(f"{table}_empty", schemas.table_schema(table).empty_table())
    return f"{table}_empty"


def _prepare(connection: duckdb.DuckDBPyConnection, case: Workspace) -> None:
    """Make the table `grouped`: every artefact of the material with the number of its group.

    Raises:
        VerificationError: The search's record is not one row for each artefact.
    """
    status = query.scan(_committed(case, _STATUS))
    connection.execute(
        f"CREATE TEMP TABLE grouped AS SELECT artefact_id, artefact_table, exhibit_ref::VARCHAR AS exhibit_ref, "  # noqa: S608 -- own names
        f"application, CASE WHEN artefact_table = 'messages' THEN conversation_id END AS conversation_id, status, "
        f"occurred_at, dense_rank() OVER (ORDER BY exhibit_ref::VARCHAR, artefact_table, application, "
        f"CASE WHEN artefact_table = 'messages' THEN conversation_id END, status)::INTEGER AS group_id FROM {status}"
    )
    for table in items.MATERIAL_TABLES:
        counted = connection.sql(
            f"SELECT (SELECT count(*) FROM {table}) AS held, count(*) AS listed, count(DISTINCT artefact_id) AS once, "  # noqa: S608 -- own names
            f"count(*) FILTER (WHERE artefact_id IN (SELECT artefact_id FROM {table})) AS known "
            f"FROM grouped WHERE artefact_table = '{table}'"
        )
        figures = counted.to_arrow_table().to_pylist()[0]
        if len(set(figures.values())) != 1:
            raise VerificationError(
                "material_unbalanced",
                f"Table {table}: {figures['held']:,} artefacts in the case, {figures['listed']:,} in the record of "
                "the search.",
                f"Run again: disclosure search {case.root}",
            )
    samples = _scan(connection, case, _SAMPLES, "dip_samples")
    connection.execute(
        f"CREATE TEMP TABLE drawn AS SELECT DISTINCT artefact_table, artefact_id FROM {samples}"  # noqa: S608 -- own paths
    )
    hits = _scan(connection, case, _HITS, "search_hits")
    connection.execute(
        f"CREATE TEMP TABLE hit AS SELECT artefact_table, artefact_id, count(*) AS hits FROM {hits} "  # noqa: S608 -- own paths
        f"WHERE start IS NOT NULL GROUP BY ALL"
    )
    before = _scan(connection, case, f"{REGISTER}/{ITEMS_FILE}", "schedule_items")
    connection.execute(
        f"CREATE TEMP TABLE issued AS SELECT artefact_table, unnest(artefact_ids) AS artefact_id FROM {before} "  # noqa: S608 -- own paths
        f"WHERE NOT is_sensitive"
    )
    persons = _scan(connection, case, _PERSONS, "persons")
    connection.execute(
        f"CREATE TEMP TABLE labels AS SELECT kind, value, min(pseudonym) AS pseudonym, min(party_id) AS party_id "  # noqa: S608 -- own paths
        f"FROM {persons} WHERE kind <> 'shown_name' GROUP BY ALL"
    )


def _groups(connection: duckdb.DuckDBPyConnection) -> list[MaterialGroup]:
    """The material, counted by everything that items and their words distinguish."""
    counted = connection.sql(
        "SELECT g.group_id, g.exhibit_ref, g.artefact_table, g.application, g.conversation_id, g.status, "
        "count(*) AS quantity, min(g.occurred_at) AS first_at, max(g.occurred_at) AS last_at, "
        "count(*) - count(g.occurred_at) AS undated_count, "
        "coalesce(sum(a.attachments), 0)::BIGINT AS attachment_count, "
        "coalesce(sum(h.hits), 0)::BIGINT AS hit_count, count(d.artefact_id) AS sample_count, "
        "count(i.artefact_id) AS issued_count FROM grouped g "
        "LEFT JOIN (SELECT parent_id, count(*) AS attachments FROM attachments GROUP BY ALL) a "
        "ON a.parent_id = g.artefact_id "
        "LEFT JOIN hit h ON h.artefact_id = g.artefact_id AND h.artefact_table = g.artefact_table "
        "LEFT JOIN drawn d ON d.artefact_id = g.artefact_id AND d.artefact_table = g.artefact_table "
        "LEFT JOIN issued i ON i.artefact_id = g.artefact_id AND i.artefact_table = g.artefact_table "
        "GROUP BY ALL ORDER BY g.group_id"
    )
    return [MaterialGroup(**row) for row in counted.to_arrow_table().to_pylist()]


def _facts(connection: duckdb.DuckDBPyConnection, case: Workspace, edited: frozenset[str]) -> CaseFacts:
    """What descriptions need to know of the case besides the material."""
    exhibits = case.definition.exhibit
    exports: dict[str, int] = {}
    unreadable: dict[str, int] = {}
    for entry in case.entries():
        ref = entry.details.get("exhibit_ref")
        if entry.stage == stages.INGEST.name and ref is not None:
            exports[ref] = exports.get(ref, 0) + 1
            quarantine = entry.details.get("reconciliation", {}).get("quarantine", {})
            unreadable[ref] = unreadable.get(ref, 0) + sum(quarantine.values())
    return CaseFacts(
        force=case.definition.case.force,
        exhibits=tuple(exhibit.ref for exhibit in exhibits),
        device_kinds={exhibit.ref: exhibit.kind for exhibit in exhibits},
        seized_at={exhibit.ref: exhibit.seized_at for exhibit in exhibits if exhibit.seized_at},
        searches={exhibit.ref: _search(case.definition, exhibit) for exhibit in exhibits},
        exports=exports,
        unreadable=unreadable,
        counterparts=_counterparts(connection, case.definition),
        edited_tables=edited,
    )


def _search(case: CaseFile, exhibit: Exhibit) -> Search:
    """What the lines of enquiry apply to one exhibit; a contact rule passes over the owner of the device."""
    lines = [line for line in case.line_of_enquiry if not line.exhibits or exhibit.ref in line.exhibits]
    return Search(
        terms=len({term for line in lines for term in line.terms}),
        contacts=len({contact for line in lines for contact in line.contacts} - {exhibit.owner}),
        is_date_limited=any(line.from_ or line.to for line in lines),
        term_tables=frozenset(table.name for table in material.MATERIAL if table.text_columns),
        contact_tables=frozenset(enquiry.COMMUNICATIONS),
    )


def _counterparts(connection: duckdb.DuckDBPyConnection, case: CaseFile) -> dict[tuple[str, str], str]:
    """The other parties of every conversation that will be described, by the label of their role.

    Only people of the conversation as a whole are counted: those it lists, and senders and recipients of its
    messages; the owner of the device is left out.
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
    found = connection.sql(
        """
        WITH wanted AS (
            SELECT DISTINCT exhibit_ref, conversation_id FROM grouped
            WHERE status IN ('responsive', 'context') AND conversation_id IS NOT NULL
        ), shown AS (
            SELECT exhibit_ref::VARCHAR AS exhibit_ref, conversation_id, identifier_kind AS written,
                identifier_normalised AS value, identifier AS raw, name, is_owner FROM conversation_participants
            UNION ALL
            SELECT exhibit_ref::VARCHAR, conversation_id, sender_identifier_kind, sender_identifier_normalised,
                sender_identifier, sender_name, sender_is_owner FROM messages
            UNION ALL
            SELECT m.exhibit_ref::VARCHAR, m.conversation_id, r.identifier_kind, r.identifier_normalised,
                r.identifier, r.name, r.is_owner
            FROM message_recipients r JOIN messages m ON m.artefact_id = r.message_id
        ), keyed AS (
            SELECT DISTINCT s.exhibit_ref, s.conversation_id, coalesce(s.is_owner, FALSE) AS is_owner,
                CASE WHEN k.kind IS NOT NULL AND s.value IS NOT NULL THEN k.kind
                    WHEN s.raw IS NULL AND s.name IS NOT NULL THEN 'name' END AS kind,
                CASE WHEN k.kind IS NOT NULL AND s.value IS NOT NULL THEN s.value
                    ELSE lower(trim(s.name)) END AS value
            FROM shown s JOIN wanted USING (exhibit_ref, conversation_id) LEFT JOIN kinds k ON k.written = s.written
        ), others AS (
            SELECT e.exhibit_ref, e.conversation_id, l.pseudonym,
                coalesce(l.pseudonym, e.kind || ':' || e.value) AS person,
                bool_or(e.is_owner OR o.party_id IS NOT NULL) AS is_owner
            FROM keyed e LEFT JOIN labels l ON l.kind = e.kind AND l.value = e.value
            LEFT JOIN device_owners o ON o.exhibit_ref = e.exhibit_ref AND o.party_id = l.party_id
            WHERE e.kind IS NOT NULL GROUP BY ALL
        )
        SELECT exhibit_ref, conversation_id, list(pseudonym ORDER BY pseudonym, person) AS pseudonyms
        FROM others WHERE NOT is_owner GROUP BY ALL
        """
    )
    return {
        (row["exhibit_ref"], row["conversation_id"]): descriptions.counterpart(row["pseudonyms"])
        for row in found.to_arrow_table().to_pylist()
    }


def _issued(case: Workspace) -> list[ScheduleItem]:
    """The register so far."""
    files = _committed(case, f"{REGISTER}/{ITEMS_FILE}")
    columns = [name for name in schemas.table_schema("schedule_items").names if name != "artefact_ids"]
    return [ScheduleItem(**row) for row in tables.read(files, "schedule_items", columns).to_pylist()]


def _identifiers(case: CaseFile) -> list[str]:
    """What no served schedule may hold of the people of the case; officers are named on schedules."""
    return [
        text
        for party in case.party
        if party.role != "police"
        for text in (*party.names, *party.also_known_as, *party.phones, *party.emails, *party.handles,
                     *party.addresses, *party.schools, *party.workplaces)
    ]  # fmt: skip


def _refuse(findings: Iterable[lint.Finding]) -> None:
    """Stop when the non-sensitive schedule would reveal what it must not.

    Raises:
        ReleaseRefusedError: As said, with item numbers and rules.
    """
    refusing = [finding for finding in findings if finding.refuses]
    if refusing:
        rules = ", ".join(sorted({finding.rule for finding in refusing}))
        listed = numbering.in_words(finding.item_number for finding in refusing)
        raise ReleaseRefusedError(
            "schedule_reveals",
            f"The MG6C was not made: the words of {listed} break the rules {rules}.",
            f"{refusing[0].action} They come from case.toml (kind of exhibit, force) or from the name that the "
            "export gives an application.",
        )


def _write_register(connection: duckdb.DuckDBPyConnection, register: Register, path: Path) -> None:
    """Write the register with the artefacts that each item stands for, and count them once more.

    Raises:
        VerificationError: The lists do not hold every artefact exactly once.
    """
    schema = schemas.table_schema("schedule_items")
    names = [name for name in schema.names if name != "artefact_ids"]
    columns = {
        name: pa.array(
            [getattr(item, name) for item in register.items],
            pa.string() if name == "exhibit_ref" else schema.field(name).type,
        )
        for name in names
    }
    connection.register("item_rows", pa.table({**columns, "place": pa.array(range(len(register.items)), pa.int32())}))
    placed = [(place, group) for place, item in enumerate(register.items) for group in item.group_ids]
    connection.register(
        "placed",
        pa.table(
            {
                "place": pa.array([place for place, _ in placed], pa.int32()),
                "group_id": pa.array([group for _, group in placed], pa.int32()),
            }
        ),
    )
    selected = ", ".join(f"r.{name}" for name in names)
    listed = connection.sql(
        f"SELECT {selected}, coalesce(a.artefact_ids, []::VARCHAR[]) AS artefact_ids FROM item_rows r LEFT JOIN ("  # noqa: S608 -- own names
        f"SELECT p.place, list(g.artefact_id ORDER BY g.artefact_id) AS artefact_ids "
        f"FROM grouped g JOIN placed p USING (group_id) GROUP BY ALL) a USING (place) ORDER BY r.place"
    ).to_arrow_table()
    held = connection.sql("SELECT count(*) AS held FROM grouped").to_arrow_table().column("held")[0].as_py()
    lengths = [len(ids) for ids in listed.column("artefact_ids")]
    wrong = any(
        item.group_ids and item.quantity != length for item, length in zip(register.items, lengths, strict=True)
    )
    if wrong or sum(lengths) != held:
        raise VerificationError(
            "schedule_unbalanced",
            "The schedule items do not list every artefact exactly once; nothing was issued.",
            "This is a fault of the toolkit; report it with the counts of the case, not its content.",
        )
    tables.write_table(path, "schedule_items", listed.select(schema.names))


def _write_checks(path: Path, register: Register, findings: Sequence[lint.Finding]) -> None:
    """Write what the checks found and how the items account for the material; police-side only."""
    record = {
        "findings": [asdict(finding) for finding in findings],
        "balance": [asdict(row) | {"difference": row.difference} for row in register.balance],
    }
    path.write_text(
        json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )


def _case_header(case: Workspace, at: datetime) -> CaseHeader:
    return _header(case.definition, at.date(), ledger.head(case.entries()))


def _header(case: CaseFile, prepared_at: date, ledger_head: str) -> CaseHeader:
    charged = [party for name in case.case.defendants if (party := case.party_by_id(name))]
    return CaseHeader(
        urn=case.case.urn,
        defendants=tuple(party.names[0] for party in charged if party.names),
        force=case.case.force,
        disclosure_officer=case.case.disclosure_officer,
        prepared_at=prepared_at,
        ledger_head=ledger_head,
    )


def _forms(register: Register, header: CaseHeader) -> tuple[Form, Form, Form]:
    return forms.mg6c(register, header), forms.mg6d(register, header), forms.mg6e(register, header)


def _content(register: Register, case: CaseFile) -> str:
    """Digest of everything the three forms would print but their number, day and ledger head."""
    bare = replace(register, submission=1)
    return sha256_json([schedule_json.content(form) for form in _forms(bare, _header(case, date.min, ""))])


def _result(register: Register, findings: Sequence[lint.Finding], files: list[str]) -> dict[str, Any]:
    current = [item for item in register.items if not item.is_withdrawn]
    served = [item for item in current if not item.is_sensitive]
    return {
        "submission": register.submission,
        "items": len(served),
        "blocks": sum(item.kind == "block" for item in served),
        "sensitive": len(current) - len(served),
        "new": len(register.new),
        "worded_anew": len(register.revised),
        "withdrawn": len(register.withdrawn),
        "findings": _by_rule(findings),
        "files": files,
    }


def _by_rule(findings: Sequence[lint.Finding]) -> list[Mapping[str, object]]:
    rules = {finding.rule: finding.action for finding in findings}
    return [
        {
            "rule": rule,
            "count": sum(finding.rule == rule for finding in findings),
            "at": numbering.in_words(finding.item_number for finding in findings if finding.rule == rule),
            "action": action,
        }
        for rule, action in sorted(rules.items())
    ]
