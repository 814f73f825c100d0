"""Schedule: the item register and its views, MG6C, MG6D, MG6E and the method documents.

The material is grouped and counted by DuckDB (`disclosure.material_accounts`); what becomes an item, its number and
its words are decided by the pure modules of `disclosure.schedule`. A submission is made only when something would
be printed that the one before does not say, and only when no rule of the lint stops it. A draft may be made at any
time: it issues no number and takes the place of the draft before.

    schedules/<submission>/          the documents; those in sensitive/ are bundled apart
    schedules/issued/<submission>/   the register and accounts as issued, police-side; never changed
    schedules/register/              the latest of them, with what the checks found and the officer's worksheet
    schedules/draft/                 the same of a draft, with its documents
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

import schemas
from disclosure import __version__, ledger, material_accounts, query, stages, tables, workspace
from disclosure.case_file import CaseFile, Exhibit, LineOfEnquiry
from disclosure.documents import schedule_json
from disclosure.errors import ReleaseRefusedError, VerificationError
from disclosure.hashing import sha256_file, sha256_json
from disclosure.material_accounts import ACCOUNTS_FILE, AccountRow, Sources
from disclosure.redact import selection
from disclosure.relevance import enquiry, material, search
from disclosure.schedule import (
    decisions,
    descriptions,
    digital,
    forms,
    items,
    leaks,
    lint,
    numbering,
    personal_data,
    presumption,
)
from disclosure.schedule.decisions import Decisions
from disclosure.schedule.descriptions import Search
from disclosure.schedule.digital import Attachment, Device, DigitalRecord, TermHits
from disclosure.schedule.forms import CaseHeader, Form
from disclosure.schedule.items import CaseFacts, Register, ScheduleItem
from disclosure.workspace import Workspace
from pipelines import people, sample, schedule_documents
from pipelines.reporting import Reporter

STAGE: Final = stages.SCHEDULE.name
DRAFT_STAGE: Final = "schedule-draft"
REGISTER: Final = "schedules/register"
ISSUED: Final = "schedules/issued"
DRAFT: Final = "schedules/draft"
ITEMS_FILE: Final = "schedule_items.parquet"
CHECKS_FILE: Final = "checks.json"
WORKSHEET: Final = "worksheet.csv"
_STATUS: Final = "relevance/search/material_status.parquet"
_HITS: Final = "relevance/search/search_hits.parquet"
_SAMPLES: Final = "relevance/sample/dip_samples.parquet"
_REVIEWS: Final = "relevance/sample_review/dip_sample_reviews.parquet"
_PERSONS: Final = "identities/persons.parquet"
_DUPLICATES: Final = "duplicates/duplicates.parquet"


@dataclass(frozen=True)
class _Made:
    """What a submission or a draft is made of.

    Attributes:
        register: The register.
        findings: What the checks found.
        suggestions: To what the presumption of disclosure might apply.
        balance: How every row of every table is accounted for.
        record: What was done with digital material.
        twin: The register without the sensitive material, and the record; none where there is none.
    """

    register: Register
    findings: tuple[lint.Finding, ...]
    suggestions: tuple[presumption.Suggestion, ...]
    balance: tuple[AccountRow, ...]
    record: DigitalRecord
    twin: Register | None = None


def run(
    case: Workspace, *, templates: Path | None = None, draft: bool = False, at: datetime, report: Reporter
) -> dict[str, Any]:
    """Make the schedules of the next submission, if there is anything that the last one does not say; or a draft.

    Args:
        case: The case.
        templates: Folder of a force's own Word templates; without one, `templates/` of the case if it is there.
        draft: Make a draft: no number is issued, and what the checks find stops nothing.
        at: Time of the commit, and of preparation on the forms.
        report: Where to report.

    Returns:
        Submission, numbers of items, block entries and sensitive items, findings of the checks by rule, how every
        row of every table is accounted for, the files (relative to the case), the digest of the submission, and
        whether nothing had changed.

    Raises:
        UsageError: The search has not been run or no longer fits the case.
        InputError: decisions.toml is not valid or does not fit the material, or a template does not fit its form.
        ReleaseRefusedError: A rule of the lint stops the submission, or highly sensitive material is spoken of.
        VerificationError: The items do not account for everything exactly once, or an issued schedule was altered.
    """
    with workspace.locked(case):
        stages.SEARCH.current(case)
        decided = decisions.load(case.root / decisions.FILE_NAME)
        _check_issued(case)
        people.run(case, at=at)
        edited = _edited_tables(case)
        inputs = stages.SCHEDULE.fingerprint(case)
        made_from = {"edited": sorted(edited), "version": __version__}
        latest = ledger.latest(case.entries(), STAGE)
        fits = latest is not None and (latest.details["inputs"], latest.details["made_from"]) == (inputs, made_from)
        if latest is not None and fits and not draft:
            return {**latest.details["result"], "unchanged": True}
        submission = latest.details["submission"] + 1 if latest is not None else 1
        with workspace.staging(case, STAGE) as folder, report.task("scheduling", None, "artefacts") as task:
            staged = folder / "register"
            staged.mkdir()
            with _attached(case, folder / "spill") as connection:
                made = _make(connection, case, decided, edited, submission)
                material_accounts.write(connection, staged / ACCOUNTS_FILE)
            task.advance(sum(row.rows for row in made.balance))
            register = made.register
            header = replace(_case_header(case, at), is_draft=draft)
            write_items(staged / ITEMS_FILE, register.items)
            _write_checks(staged / CHECKS_FILE, made)
            _write_worksheet(staged / WORKSHEET, made)
            details: dict[str, Any] = {"inputs": inputs, "made_from": made_from}
            templates = schedule_documents.own_templates(case.root, templates)
            if draft:
                out = folder / "draft"
                files = schedule_documents.write(out, _forms(made, header), at, templates)
                staged.replace(out / "register")
                result = _result(made, [f"{DRAFT}/{name}" for name in files])
                result |= {"draft": True, "worksheet": f"{DRAFT}/register/{WORKSHEET}"}
                workspace.commit_folder(case, DRAFT_STAGE, {DRAFT: out}, {**details, "result": result}, at)
                return {**result, "unchanged": False}
            _refuse(made.findings)
            _check_leaks(made, header, case.definition)
            details["content"] = _content(made, case.definition)
            if latest is not None and latest.details["content"] == details["content"]:
                # Nothing new to print; the entry records that the schedules still fit the case as it now is.
                result = dict(latest.details["result"])
                details |= {"submission": latest.details["submission"], "result": result}
                workspace.commit_folder(case, STAGE, {REGISTER: staged}, details, at)
                return {**result, "unchanged": True}
            out = folder / str(submission)
            files = schedule_documents.write(out, _forms(made, header), at, templates)
            files += schedule_documents.write_assessments(out, made.register.items, header.urn, submission)
            shutil.copytree(staged, folder / "issued")
            result = _result(made, [f"schedules/{submission}/{name}" for name in files])
            result["sha256"] = sha256_json({name: sha256_file(out / name) for name in files})
            details |= {"submission": submission, "result": result}
            details |= {"templates": schedule_documents.digests(templates)}
            folders = {f"schedules/{submission}": out, f"{ISSUED}/{submission}": folder / "issued", REGISTER: staged}
            workspace.commit_folder(case, STAGE, folders, details, at)
    return {**result, "unchanged": False}


def diff(case: Workspace, *, at: datetime, report: Reporter) -> dict[str, Any]:
    """What a submission made now would change against the last one; nothing is made.

    Args:
        case: The case.
        at: Time, should identities have to be worked out anew.
        report: Where to report.

    Returns:
        The last submission, and one entry for each item that is new, worded anew or withdrawn, with its quantity
        before and now and the words that differ by name, not by content.

    Raises:
        UsageError: The search has not been run or no longer fits the case.
        InputError: decisions.toml is not valid or does not fit the material.
    """
    with workspace.locked(case):
        stages.SEARCH.current(case)
        decided = decisions.load(case.root / decisions.FILE_NAME)
        _check_issued(case)
        people.run(case, at=at)
        latest = ledger.latest(case.entries(), STAGE)
        submission = latest.details["submission"] if latest is not None else 0
        with workspace.staging(case, STAGE) as folder, report.task("comparing", None, "artefacts") as task:
            with _attached(case, folder / "spill") as connection:
                made = _make(connection, case, decided, _edited_tables(case), submission + 1)
            task.advance(sum(row.rows for row in made.balance))
    before = {item.item_number: item for item in _issued(case)}
    return {
        "since_submission": submission,
        "changes": [change for item in made.register.items if (change := _change(before.get(item.item_number), item))],
    }


_COMPARED: Final = ("title", "description", "location", "reason_for_sensitivity", "undermines_or_assists")


def _change(before: ScheduleItem | None, now: ScheduleItem) -> dict[str, Any] | None:
    """How an item differs from the one issued; none if it does not."""
    if before is None:
        return {"item": now.item_number, "change": "new", "before": None, "now": now.quantity, "differs": []}
    differs = [name for name in _COMPARED if getattr(before, name) != getattr(now, name)]
    if not differs and before.quantity == now.quantity:
        return None
    kind = "withdrawn" if now.is_withdrawn else "worded anew"
    return {
        "item": now.item_number,
        "change": kind,
        "before": before.quantity,
        "now": now.quantity,
        "differs": differs,
    }


@contextmanager
def _attached(case: Workspace, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The engine with the case's tables."""
    connection = query.connect(temporary=spill)
    try:
        query.attach_tables(connection, case)
        yield connection
    finally:
        connection.close()


def _make(
    connection: duckdb.DuckDBPyConnection, case: Workspace, decided: Decisions, edited: frozenset[str], submission: int
) -> _Made:
    """The register and everything that is checked of it."""
    sources = _sources(connection, case)
    material_accounts.prepare(connection, sources, case.definition, decided)
    groups = material_accounts.groups(connection)
    facts = _facts(connection, case, sources, edited)
    register = items.build(groups, _issued(case), decided, facts, submission)
    material_accounts.account(connection, register)
    balance = material_accounts.balance(connection, register)
    suggestions = presumption.suggest(register.items, facts.owners)
    labels = _labels(connection, sources)
    header = _header(case.definition, date.min, "")
    state = lint.CaseState(
        register,
        header.urn,
        header.defendants,
        header.disclosure_officer,
        facts.exhibits,
        frozenset(ref for ref, search in facts.searches.items() if search.terms or search.contacts),
        tuple(suggestion.item_number for suggestion in suggestions),
        sample.is_outdated(case),
    )
    findings = (
        *lint.check(register.items, _identifiers(case.definition), labels),
        *lint.check_case(state),
    )
    record = _record(connection, case, sources, facts)
    without = None
    if any(item.is_sensitive for item in register.items):
        without = leaks.twin(groups, _issued(case), decided, facts, register)
    return _Made(register, findings, suggestions, balance, record, without)


def _record(
    connection: duckdb.DuckDBPyConnection, case: Workspace, sources: Sources, facts: CaseFacts
) -> DigitalRecord:
    """What was done with digital material, for the documents that say so."""
    identifiers = _identifiers(case.definition)
    hits = material_accounts.hits_by_term(connection, sources.hits)
    terms = []
    for rule in enquiry.rules(case.definition):
        line = case.definition.line_of_enquiry[rule.line]
        found, records = hits.get((line.id, rule.search_term), (0, 0))
        is_contact = rule.search_term.startswith("contact:")
        label = facts.parties.get(line.contacts[rule.position], "") if is_contact else ""
        shown = f"[{label}]" if descriptions.SAFE_PSEUDONYM.fullmatch(label) else digital.TERM_WITHHELD
        terms.append(
            TermHits(
                line=digital.safe_term(line.id, identifiers),
                term=shown if is_contact else digital.safe_term(rule.search_term, identifiers),
                is_contact=is_contact,
                window=_window(line),
                exhibits=line.exhibits,
                hits=found,
                records=records,
            )
        )
    extractions: dict[str, list[str]] = {}
    for entry in case.entries():
        if entry.stage == stages.INGEST.name:
            reader = entry.details.get("reader", "export")
            stated = entry.details.get("reconciliation", {}).get("extraction")
            words = f"{reader} ({stated})" if stated else reader
            extractions.setdefault(entry.details["exhibit_ref"], []).append(words)
    return DigitalRecord(
        devices=tuple(
            Device(
                exhibit.ref,
                exhibit.kind,
                facts.owners.get(exhibit.ref, ""),
                exhibit.seized_at,
                tuple(extractions.get(exhibit.ref, ())),
                facts.unreadable.get(exhibit.ref, 0),
            )
            for exhibit in case.definition.exhibit
        ),
        terms=tuple(terms),
        rules=tuple(text for rule in search.RULES.values() for text in ([rule] if isinstance(rule, str) else rule)),
        frames=tuple(sample.frames(connection, case)),
        attachments=tuple(Attachment(**row) for row in material_accounts.attachments_withheld(connection)),
        version=__version__,
    )


def _window(line: LineOfEnquiry) -> str:
    start = f"from {descriptions.day(line.from_)}" if line.from_ else ""
    end = f"to {descriptions.day(line.to)}" if line.to else ""
    return f"{start} {end}".strip()


def _check_leaks(made: _Made, header: CaseHeader, case: CaseFile) -> None:
    """Refuse forms that may be served and tell of sensitive material, or name a person of the case.

    Raises:
        ReleaseRefusedError: As said, with the places and never what stands there.
    """
    served = _served_forms(made.register, made.record, header)
    found: list[leaks.Leak] = []
    if made.twin is not None:
        told = leaks.telling(made.register)
        for form, other in zip(served, _served_forms(made.twin, made.record, header), strict=True):
            found += [*leaks.differences(form, other), *leaks.search(form, told)]
        found += leaks.counts_in_edits(made.register.items, told)
    if found:
        places = sorted({f"{leak.place} ({leak.sort})" for leak in found})
        raise ReleaseRefusedError(
            "tells_of_sensitive_material",
            f"The schedules were not made: {len(places)} places of what may be served tell of material on the "
            f"sensitive schedule. First: {places[0]}.",
            "Correct the words in decisions.toml or case.toml; what only the sensitive schedule may say is told there.",
        )
    people = lint.pattern_of(_identifiers(case))
    for form in served[1:]:
        for place, text in leaks.texts(form):
            if lint.names(people, text) or personal_data.found(text):
                raise ReleaseRefusedError(
                    "document_identifies",
                    f"The schedules were not made: {form.name}, {place}: holds what may identify a person.",
                    "It comes from case.toml (kind of exhibit, search terms, lines of enquiry); correct it there.",
                )


def _served_forms(register: Register, record: DigitalRecord, header: CaseHeader) -> tuple[Form, ...]:
    """Forms that may be served: nothing on them may tell of sensitive material."""
    made = digital.documents(register, record, header)
    return forms.mg6c(register, header), made[0], made[2]


def _check_issued(case: Workspace) -> None:
    """Refuse to go on from an issued submission that is no longer what was issued.

    Raises:
        VerificationError: A file of a submission was altered or is missing.
    """
    issued = {
        name: digest
        for name, digest in workspace.current_outputs(case.entries()).items()
        if name.startswith("schedules/") and not name.startswith((f"{DRAFT}/", f"{REGISTER}/"))
    }
    altered = [name for name, digest in issued.items() if not _is(case.root / name, digest)]
    if altered:
        raise VerificationError(
            "issued_altered",
            f"{len(altered)} files of issued schedules were altered or are missing; first: {sorted(altered)[0]}.",
            "Restore them from a copy before a further schedule is made; disclosure verify CASE lists them all.",
        )


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and sha256_file(path) == digest


def _sources(connection: duckdb.DuckDBPyConnection, case: Workspace) -> Sources:
    return Sources(
        status=query.scan(_committed(case, _STATUS)),
        hits=_scan(connection, case, _HITS, "search_hits"),
        samples=_scan(connection, case, _SAMPLES, "dip_samples"),
        reviews=_scan(connection, case, _REVIEWS, "dip_sample_reviews"),
        persons=_scan(connection, case, _PERSONS, "persons"),
        duplicates=material_accounts.repeats(
            connection, _scan(connection, case, _DUPLICATES, "duplicates"), _exports(case)
        ),
        issued=_scan(connection, case, f"{REGISTER}/{ACCOUNTS_FILE}", "artefact_accounts"),
    )


def _exports(case: Workspace) -> list[str]:
    """SHA-256 of the exports, in the order in which they were read."""
    return [entry.details["source"]["sha256"] for entry in case.entries() if entry.stage == stages.INGEST.name]


def _labels(connection: duckdb.DuckDBPyConnection, sources: Sources) -> set[str]:
    """Every label that stands for a person of the case."""
    found = connection.sql(f"SELECT DISTINCT pseudonym FROM {sources.persons}").to_arrow_table()  # noqa: S608 -- own paths
    return set(found.column(0).to_pylist())


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


def _facts(
    connection: duckdb.DuckDBPyConnection, case: Workspace, sources: Sources, edited: frozenset[str]
) -> CaseFacts:
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
    parties = material_accounts.labels_of_parties(connection, sources.persons)
    owners = {exhibit.ref: parties.get(exhibit.owner or "", "") for exhibit in exhibits}
    return CaseFacts(
        force=case.definition.case.force,
        exhibits=tuple(exhibit.ref for exhibit in exhibits),
        device_kinds={exhibit.ref: exhibit.kind for exhibit in exhibits},
        seized_at={exhibit.ref: exhibit.seized_at for exhibit in exhibits if exhibit.seized_at},
        searches={exhibit.ref: _search(case.definition, exhibit) for exhibit in exhibits},
        exports=exports,
        unreadable=unreadable,
        counterparts=material_accounts.counterparts(connection),
        owners={ref: label for ref, label in owners.items() if descriptions.SAFE_PSEUDONYM.fullmatch(label)},
        parties=parties,
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


def _issued(case: Workspace) -> list[ScheduleItem]:
    """The register so far."""
    files = _committed(case, f"{REGISTER}/{ITEMS_FILE}")
    return [ScheduleItem(**row) for row in tables.read(files, "schedule_items").to_pylist()]


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
    """Stop a submission that a rule does not let pass.

    Raises:
        ReleaseRefusedError: As said, with item numbers and rules; where the MG6C would reveal what it must not,
            the reason code says so.
    """
    stopping = [finding for finding in findings if finding.stops]
    if not stopping:
        return
    told = "; ".join(
        f"{rule} ({numbering.in_words(finding.item_number for finding in found)})"
        for rule, found in lint.by_rule(stopping).items()
    )
    reveals = any(finding.reveals for finding in stopping)
    raise ReleaseRefusedError(
        "schedule_reveals" if reveals else "schedule_faulty",
        f"The schedules were not issued: rules are not kept: {told}.",
        f"{sorted(stopping)[0].action} Words come from case.toml (kind of exhibit, force), from decisions.toml "
        "(descriptions, reasons) or from the name that the export gives an application. "
        "disclosure schedule CASE --draft lists them all.",
    )


def write_items(path: Path, listed: Sequence[ScheduleItem]) -> None:
    """Write items as a file of the table `schedule_items`."""
    schema = schemas.table_schema("schedule_items")
    columns = {
        column.name: pa.array(
            [getattr(item, column.name) for item in listed],
            pa.string() if column.name == "exhibit_ref" else column.type,
        )
        for column in schema
    }
    tables.write_table(path, "schedule_items", pa.table(columns))


def _write_checks(path: Path, made: _Made) -> None:
    """Write what the checks found and how everything is accounted for; police-side only."""
    record = {
        "findings": [asdict(finding) for finding in made.findings],
        "presumption": [asdict(suggestion) for suggestion in made.suggestions],
        "balance": [asdict(row) | {"difference": row.difference} for row in made.register.balance],
        "accounts": [asdict(row) | {"difference": row.difference} for row in made.balance],
    }
    path.write_text(
        json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )


def _write_worksheet(path: Path, made: _Made) -> None:
    """Write the officer's list of items with their references, findings and suggestions; police-side only."""
    findings: dict[str, list[str]] = {}
    for finding in made.findings:
        findings.setdefault(finding.item_number, []).append(f"{finding.rule} ({finding.severity})")
    suggested = {suggestion.item_number: suggestion for suggestion in made.suggestions}
    with path.open("w", encoding="utf-8", newline="") as stream:
        sheet = csv.writer(stream, lineterminator="\n")
        sheet.writerow(_WORKSHEET_COLUMNS)
        for item in made.register.items:
            hint = suggested.get(item.item_number)
            sheet.writerow(
                (
                    item.item_number,
                    item.reference,
                    item.item_class,
                    item.quantity,
                    item.title,
                    item.description,
                    "yes" if item.is_edited else "",
                    "; ".join(findings.get(item.item_number, ())),
                    f"({hint.category}) {hint.why}" if hint else "",
                    item.presumption or "",
                )
            )


_WORKSHEET_COLUMNS: Final = (
    "item",
    "reference",
    "kind",
    "quantity",
    "title",
    "description",
    "words are the officer's",
    "checks",
    "presumption of disclosure might apply",
    "officer's decision on the presumption",
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


def _forms(made: _Made, header: CaseHeader) -> tuple[Form, ...]:
    """Everything a submission writes."""
    register = made.register
    supplement = forms.mg6e_supplement(register, header)
    schedules = (forms.mg6c(register, header), forms.mg6d(register, header), forms.mg6e(register, header))
    return (*schedules, *([supplement] if supplement else []), *digital.documents(register, made.record, header))


def _content(made: _Made, case: CaseFile) -> str:
    """Digest of everything the forms would print but their number, day and ledger head."""
    bare = replace(made, register=replace(made.register, submission=1))
    return sha256_json([schedule_json.content(form) for form in _forms(bare, _header(case, date.min, ""))])


def _result(made: _Made, files: list[str]) -> dict[str, Any]:
    register = made.register
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
        "accounts": {
            "rows": sum(row.rows for row in made.balance),
            **{outcome: sum(getattr(row, outcome) for row in made.balance) for outcome in items.OUTCOMES},
            "difference": sum(row.difference for row in made.balance),
        },
        "presumption_suggested": len(made.suggestions),
        "findings": _by_rule(made.findings),
        "files": files,
    }


def _by_rule(findings: Sequence[lint.Finding]) -> list[Mapping[str, object]]:
    return [
        {
            "rule": rule,
            "severity": found[0].severity,
            "count": len(found),
            "at": numbering.in_words(finding.item_number for finding in found if finding.item_number),
            "action": found[0].action,
        }
        for rule, found in lint.by_rule(findings).items()
    ]
