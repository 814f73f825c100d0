"""Search of small cases: scope, privilege, lines of enquiry, context, and what is recorded."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from disclosure import ledger, tables, workspace
from disclosure.errors import CaseFileError
from disclosure.relevance import material
from disclosure.schedule.descriptions import NOUNS
from disclosure.workspace import Workspace, encode_ref
from pipelines import search
from pipelines.reporting import SilentReporter
from tests.conftest import AT
from tests.support import PARTIES

SUSPECT, SOLICITOR, FRIEND, OWNER = ("+447700900111", "+447700900222", "+447700900333", "+447700900444")
CASE = (
    """
[case]
urn = "01AA0000126"
force = "Example Police"
created = 2026-01-05

[[exhibit]]
ref = "JLB/1"
owner = "complainant"

[[exhibit]]
ref = "JLB/2"
owner = "suspect"
"""
    + PARTIES
)

Rows = Sequence[Mapping[str, Any]]
Make = Callable[..., Workspace]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A case with tables given as rows, by exhibit."""

    def build(rules: str = "", exhibit: str = "JLB/1", **rows: Rows) -> Workspace:
        root = tmp_path / "case"
        if not root.exists():
            workspace.create(root, "x", "x", AT)
        (root / workspace.CASE_FILE).write_text(CASE + rules, encoding="utf-8")
        case = workspace.open_workspace(root)
        add(case, exhibit, **rows)
        return case

    return build


def add(case: Workspace, exhibit: str, **rows: Rows) -> None:
    with workspace.staging(case, "ingest") as folder:
        for table, listed in rows.items():
            path = folder / "artefacts" / table / f"exhibit_ref={encode_ref(exhibit)}" / "part.parquet"
            tables.write_rows(path, table, [{"exhibit_ref": exhibit, **row} for row in listed])
        details = {"exhibit_ref": exhibit, "source": {"name": "x.ufdr", "sha256": "00"}}
        workspace.commit_files(case, "ingest", folder, details, AT)


def message(number: int, body: str | None = None, conversation: str = "c1", **more: Any) -> dict[str, Any]:
    return {
        "artefact_id": f"{conversation}-{number:03d}",
        "conversation_id": conversation,
        "ordinal": number,
        "body": body,
        "application": "WhatsApp",
        "sent_at": datetime(2025, 7, 1, 12, number % 60, tzinfo=UTC),
        **more,
    }


def participant(number: str, conversation: str = "c1", **more: Any) -> dict[str, Any]:
    return {
        "artefact_id": f"{conversation}-p-{number}",
        "conversation_id": conversation,
        "identifier": f"{number[1:]}@s.whatsapp.net",
        "identifier_kind": "whatsapp_jid",
        "identifier_normalised": number,
        "is_owner": number == OWNER,
        **more,
    }


def run(case: Workspace) -> dict[str, Any]:
    return search.run(workspace.open_workspace(case.root), at=AT, report=SilentReporter())


def status(case: Workspace) -> dict[str, str]:
    rows = pq.read_table(case.root / "relevance/search/material_status.parquet").to_pylist()
    return {row["artefact_id"]: row["status"] for row in rows}


def reasons(case: Workspace) -> dict[str, str]:
    rows = pq.read_table(case.root / "relevance/search/material_status.parquet").to_pylist()
    return {row["artefact_id"]: row["reason"] for row in rows}


def hits(case: Workspace) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(case.root / "relevance/search/search_hits.parquet").to_pylist()
    return rows


def line(terms: str = "[]", contacts: str = "[]", more: str = "", name: str = "LOE1") -> str:
    return f'\n[[line_of_enquiry]]\nid = "{name}"\nterms = {terms}\ncontacts = {contacts}\n{more}\n'


def test_material_is_what_the_schedules_list() -> None:
    assert tuple(table.name for table in material.MATERIAL) == tuple(NOUNS)


def test_terms_mark_messages_with_place_and_context_of_one_conversation(make: Make) -> None:
    case = make(
        line('["follow*", "your house"]'),
        messages=[
            *(message(n) for n in range(6)),
            message(6, "🙂 Following you"),
            *(message(n) for n in range(7, 20)),
            *(message(n, "nothing", "c2") for n in range(6, 9)),
        ],
    )
    result = run(case)
    found = status(case)
    assert found["c1-006"] == "responsive"
    assert [name for name, value in found.items() if value == "context"] == [
        f"c1-{n:03d}" for n in (1, 2, 3, 4, 5, 7, 8, 9, 10, 11)
    ]
    assert {found[f"c2-{n:03d}"] for n in range(6, 9)} == {"not_responsive"}
    assert result["statuses"] == {
        "privileged": 0,
        "out_of_scope": 0,
        "responsive": 1,
        "context": 10,
        "not_responsive": 12,
    }
    assert [(h["search_term"], h["field_name"], h["start"], h["end"], h["context"]) for h in hits(case)] == [
        ("follow*", "messages.body", 2, 11, "🙂 Following you")
    ]
    assert result["lines"]["LOE1"] == {
        "artefacts": 1,
        "term 1 artefacts": 1,
        "term 1 hits": 1,
        "term 2 artefacts": 0,
        "term 2 hits": 0,
    }


def test_deleted_and_quoted_and_attached_words_are_searched(make: Make) -> None:
    case = make(
        line('["knife"]'),
        messages=[
            message(0, "a knife", deleted_state="Deleted"),
            message(20, "what?"),
            message(40, None),
            message(60, "other"),
        ],
        quoted_messages=[{"artefact_id": "q", "message_id": "c1-020", "conversation_id": "c1", "body": "the KNIFE"}],
        attachments=[
            {"artefact_id": "a", "parent_id": "c1-040", "parent_table": "messages", "transcript": "my knife then"}
        ],
        notes=[{"artefact_id": "n", "title": "knife"}],
    )
    run(case)
    assert {name for name, value in status(case).items() if value == "responsive"} == {
        "c1-000",
        "c1-020",
        "c1-040",
        "n",
    }
    assert [(h["artefact_id"], h["field_name"]) for h in hits(case)] == [
        ("c1-000", "messages.body"),
        ("c1-020", "quoted_messages.body"),
        ("c1-040", "attachments.transcript"),
        ("n", "notes.title"),
    ]


SCOPE = "\n[scope]\nfrom = 2025-06-01\nto = 2025-10-25\n"


@pytest.mark.parametrize(
    ("sent_at", "expected"),
    [
        # Summer time: the first of June begins at 23:00 UTC the day before, the 25th of October ends at 23:00.
        (datetime(2025, 5, 31, 22, 59, 59, tzinfo=UTC), "scope: outside the dates"),
        (datetime(2025, 5, 31, 23, 0, tzinfo=UTC), None),
        (datetime(2025, 10, 25, 22, 59, 59, tzinfo=UTC), None),
        (datetime(2025, 10, 25, 23, 0, tzinfo=UTC), "scope: outside the dates"),
        (None, "scope: no time"),
        # Zone not stated: within only when it would be in every zone.
        ("2025-06-01T12:59:59", "scope: zone of the time not stated"),
        ("2025-06-01T13:00:00", None),
        ("2025-10-25T10:59:59", None),
        ("2025-10-25T11:00:00", "scope: zone of the time not stated"),
        ("03/04/2025 10:00", "scope: no time"),
    ],
)
def test_scope_by_date_fails_closed(make: Make, sent_at: datetime | str | None, expected: str | None) -> None:
    time = {"sent_at": None, "sent_at_raw": sent_at} if isinstance(sent_at, str) else {"sent_at": sent_at}
    case = make(SCOPE + line('["word"]'), messages=[message(0, "a word", **time)])
    run(case)
    if expected is None:
        assert status(case) == {"c1-000": "responsive"}
    else:
        assert reasons(case) == {"c1-000": expected}
        assert hits(case) == []


@pytest.mark.parametrize(
    ("last", "sent_at", "is_within"),
    [
        # The clocks go back on 26 October 2025: that day has 25 hours in England.
        ("2025-10-26", datetime(2025, 10, 26, 23, 59, 59, tzinfo=UTC), True),
        ("2025-10-26", datetime(2025, 10, 27, 0, 0, tzinfo=UTC), False),
        # They go forward on 30 March 2025, which ends at 23:00 UTC.
        ("2025-03-30", datetime(2025, 3, 30, 22, 59, 59, tzinfo=UTC), True),
        ("2025-03-30", datetime(2025, 3, 30, 23, 0, tzinfo=UTC), False),
    ],
)
def test_scope_on_days_when_clocks_change(make: Make, last: str, sent_at: datetime, is_within: bool) -> None:
    case = make(f"\n[scope]\nto = {last}\n", messages=[message(0, "x", sent_at=sent_at)])
    run(case)
    assert status(case) == {"c1-000": "not_responsive" if is_within else "out_of_scope"}


def test_scope_by_application_contact_and_exhibit(make: Make) -> None:
    rules = '\n[scope]\napplications = ["whatsapp"]\ncontacts = ["suspect", "complainant"]\nexhibits = ["JLB/1"]\n'
    case = make(
        rules,
        messages=[message(0), message(0, conversation="c2"), message(1, conversation="c3", application="Signal")],
        conversation_participants=[
            participant(SUSPECT),
            participant(OWNER),
            participant(FRIEND, "c2"),
            participant(OWNER, "c2"),
            participant(SUSPECT, "c3"),
        ],
        notes=[{"artefact_id": "n", "application": "WhatsApp"}, {"artefact_id": "n2"}],
    )
    add(case, "JLB/2", notes=[{"artefact_id": "other-device"}])
    run(case)
    assert reasons(case) == {
        "c1-000": "no line of enquiry",
        "c2-000": "scope: no agreed contact",
        "c3-001": "scope: other application",
        "n": "scope: no agreed contact",
        "n2": "scope: no application named",
        "other-device": "no line of enquiry",
    }


def test_a_group_with_the_solicitor_is_withheld_whole_and_beats_scope(make: Make) -> None:
    case = make(
        '\n[privilege]\nparties = ["solicitor"]\n' + SCOPE + line('["follow*"]'),
        messages=[
            message(0, "following"),
            message(1, "following", sent_at=None),
            message(2, "following", "c2"),
            message(3, "following", "c3"),
        ],
        conversation_participants=[
            participant(FRIEND),
            participant(SOLICITOR),
            participant(FRIEND, "c2"),
            # Known under a privacy id and a name alone.
            participant(FRIEND, "c3", identifier="9@lid", identifier_kind="lid", identifier_normalised="9@lid",
                        name="imogen  CANARYLAW"),
        ],
    )  # fmt: skip
    result = run(case)
    assert status(case) == {
        "c1-000": "privileged",
        "c1-001": "privileged",
        "c2-002": "responsive",
        "c3-003": "privileged",
    }
    assert [hit["artefact_id"] for hit in hits(case)] == ["c2-002"]
    assert result["withheld"] == {"privilege: party": 3}


def test_privilege_by_number_domain_and_term(make: Make) -> None:
    rules = (
        '\n[privilege]\nphones = ["07700 900222"]\nemail_domains = ["law.example"]\nterms = ["legal advice"]\n'
        + line('["follow*"]')
    )
    case = make(
        rules,
        messages=[
            message(0, "following"),
            message(1, "my legal  ADVICE", "c1"),
            message(2, "following", "c2"),
            message(3, "x", "c3", sender_identifier="07700900222", sender_identifier_kind="phone",
                    sender_identifier_normalised=SOLICITOR),
            message(4, "following", "c3"),
            message(5, "following", "c4"),
        ],
        conversations=[{"artefact_id": "c4", "name": "Legal advice"}],
        calls=[{"artefact_id": "call-1"}, {"artefact_id": "call-2"}],
        call_parties=[
            {"artefact_id": "cp1", "call_id": "call-1", "identifier_kind": "phone", "identifier_normalised": SOLICITOR},
            {"artefact_id": "cp2", "call_id": "call-2", "identifier_kind": "phone", "identifier_normalised": FRIEND},
        ],
        emails=[
            {"artefact_id": "e1", "sender_identifier_kind": "email",
             "sender_identifier_normalised": "i@mail.law.example"},
            {"artefact_id": "e2", "sender_identifier_kind": "email",
             "sender_identifier_normalised": "i@outlaw.example"},
            {"artefact_id": "e3"},
        ],
        message_recipients=[
            {"artefact_id": "r", "message_id": "e3", "parent_table": "emails", "identifier_kind": "email",
             "identifier_normalised": "clerk@law.example"},
        ],
    )  # fmt: skip
    run(case)
    assert {name for name, value in status(case).items() if value == "privileged"} == {
        "c1-000",
        "c1-001",
        "c3-003",
        "c3-004",
        "c4-005",
        "call-1",
        "e1",
        "e3",
    }
    assert reasons(case)["c1-000"] == "privilege: term"
    assert [hit["artefact_id"] for hit in hits(case)] == ["c2-002"]


def test_a_second_number_in_the_address_book_is_privileged_but_does_not_widen_scope(make: Make) -> None:
    entries = [
        {"artefact_id": "x1", "parent_id": "k", "parent_table": "contacts", "value_kind": "phone",
         "value_normalised": SOLICITOR},
        {"artefact_id": "x2", "parent_id": "k", "parent_table": "contacts", "value_kind": "phone",
         "value_normalised": FRIEND},
    ]  # fmt: skip
    rows = {
        "messages": [message(0, "x")],
        "conversation_participants": [participant(FRIEND)],
        "contacts": [{"artefact_id": "k", "name": "Brief"}],
        "contact_entries": entries,
    }
    case = make('\n[privilege]\nparties = ["solicitor"]\n', **rows)
    run(case)
    assert status(case) == {"c1-000": "privileged", "k": "privileged"}
    case = make('\n[scope]\ncontacts = ["solicitor"]\n', **rows)
    run(case)
    assert status(case) == {"c1-000": "out_of_scope", "k": "not_responsive"}


def test_contacts_leave_out_the_owner_and_want_everybody_else(make: Make) -> None:
    case = make(
        line(contacts='["complainant", "suspect"]') + line(contacts='["complainant"]', name="LOE2"),
        messages=[message(0, "hi"), message(1), message(0, conversation="c2")],
        conversation_participants=[
            participant(OWNER),
            participant(SUSPECT),
            participant(OWNER, "c2"),
            participant(FRIEND, "c2"),
        ],
        calls=[{"artefact_id": "call"}],
        call_parties=[
            {"artefact_id": "cp", "call_id": "call", "identifier_kind": "phone", "identifier_normalised": SUSPECT}
        ],
    )
    add(
        case,
        "JLB/2",
        messages=[message(0, conversation="d1"), message(0, conversation="d2")],
        conversation_participants=[
            participant(OWNER, "d1", is_owner=False),
            participant(SUSPECT, "d1", is_owner=True),
            participant(SUSPECT, "d2", is_owner=True),
            participant(FRIEND, "d2"),
        ],
    )
    result = run(case)
    assert {name for name, value in status(case).items() if value == "responsive"} == {
        "c1-000",
        "c1-001",
        "call",
        "d1-000",
    }
    assert reasons(case)["d1-000"] == "line of enquiry: LOE1, LOE2"
    assert reasons(case)["c1-000"] == "line of enquiry: LOE1"
    assert result["contact_rules_naming_only_the_owner"] == ["LOE2 on JLB/1"]
    found = [(h["artefact_id"], h["line_of_enquiry"], h["search_term"], h["start"]) for h in hits(case)]
    assert found == [
        ("c1-000", "LOE1", "contact:suspect", None),
        ("c1-001", "LOE1", "contact:suspect", None),
        ("d1-000", "LOE1", "contact:complainant", None),
        ("d1-000", "LOE2", "contact:complainant", None),
        ("call", "LOE1", "contact:suspect", None),
    ]


def test_a_contact_whom_no_record_shows_is_told(make: Make) -> None:
    case = make(
        line(contacts='["suspect", "@nobody.at.all", "complainant"]') + '\n[scope]\ncontacts = ["07700 900999"]\n',
        messages=[message(0, "hi")],
        conversation_participants=[participant(OWNER), participant(SUSPECT)],
    )
    assert run(case)["contacts_seen_nowhere"] == ["scope.contacts[1]", "line_of_enquiry LOE1 contacts[2]"]


def test_words_of_withheld_messages_are_not_found_in_quotes_of_them(make: Make) -> None:
    def quote(number: int, body: str, **more: Any) -> dict[str, Any]:
        return {
            "artefact_id": f"q{number}",
            "message_id": f"c1-{number:03d}",
            "exhibit_ref": "JLB/1",
            "body": body,
        } | more

    case = make(
        SCOPE + line('["word"]'),
        messages=[message(n) for n in range(0, 60, 10)]
        + [message(1, "word withheld", "c2", sent_at=datetime(2025, 1, 1, tzinfo=UTC))],
        quoted_messages=[
            quote(0, "word withheld"),
            quote(10, "word one", sent_at=datetime(2025, 1, 1, tzinfo=UTC)),
            quote(20, "word two", sent_at_raw="2025-07-01T12:00:00"),
            quote(30, "word three", sent_at=datetime(2025, 7, 1, tzinfo=UTC)),
            quote(40, "word four"),
        ],
        attachments=[
            {"artefact_id": "a1", "parent_id": "q0", "parent_table": "quoted_messages", "transcript": "word"},
            {"artefact_id": "a2", "parent_id": "q40", "parent_table": "quoted_messages", "transcript": "a word"},
        ],
    )
    run(case)
    assert [(hit["artefact_id"], hit["context"]) for hit in hits(case)] == [
        ("c1-030", "word three"),
        ("c1-040", "word four"),
        ("c1-040", "a word"),
    ]


def test_lines_have_days_and_exhibits_of_their_own(make: Make) -> None:
    days = "from = 2025-07-01\nto = 2025-07-01"
    case = make(
        line('["word"]', more=days) + line('["word"]', more='exhibits = ["JLB/2"]', name="LOE2"),
        messages=[
            message(0, "word"),
            message(20, "word", sent_at=datetime(2025, 7, 2, 12, tzinfo=UTC)),
            message(40, "word", sent_at=None),  # nothing says that it is outside
            message(60, "word", sent_at=None, sent_at_raw="2025-07-02T12:59:59"),
            message(80, "word", sent_at=None, sent_at_raw="2025-07-02T13:00:00"),
        ],
    )
    run(case)
    assert [hit["artefact_id"] for hit in hits(case)] == ["c1-000", "c1-040", "c1-060"]
    assert {hit["line_of_enquiry"] for hit in hits(case)} == {"LOE1"}


def test_withheld_messages_are_never_context_and_keep_their_places(make: Make) -> None:
    rows = [message(0, "word"), *(message(n, sent_at=None) for n in range(1, 6)), message(6), message(7)]
    case = make(SCOPE + line('["word"]'), messages=rows)
    run(case)
    found = status(case)
    assert {found[f"c1-{n:03d}"] for n in range(1, 6)} == {"out_of_scope"}
    assert found["c1-006"] == "not_responsive"


def test_a_second_run_changes_nothing_until_the_case_does(make: Make) -> None:
    case = make(line('["word"]'), messages=[message(0, "word")])
    assert run(case)["unchanged"] is False
    before = case.ledger_path.read_bytes()
    assert run(case)["unchanged"] is True
    assert case.ledger_path.read_bytes() == before
    make(line('["other"]'), messages=[message(0, "word")])
    assert run(case)["unchanged"] is False
    assert status(case) == {"c1-000": "not_responsive"}


def test_neither_the_ledger_nor_the_result_holds_terms_or_people(make: Make, tmp_path: Path) -> None:
    case = make(
        line('["canaryterm"]', '["07700 900111"]') + '\n[privilege]\nterms = ["canarylegal"]\n',
        messages=[message(0, "a canaryterm stands here")],
        conversation_participants=[participant(SUSPECT)],
    )
    result = run(case)
    entry = ledger.latest(case.entries(), "search")
    assert entry is not None
    for text in (json.dumps(result), json.dumps(dict(entry.details))):
        assert "canary" not in text.casefold()
        assert "900111" not in text
    summary = json.loads((case.root / "relevance/search/summary.json").read_text(encoding="utf-8"))
    assert summary["lines"][0]["terms"] == [{"term": "canaryterm", "hits": 1, "artefacts": 1}]
    assert summary["corpus_sha256"] == workspace.state_digest(case, "artefacts")


def test_a_bad_term_stops_the_search_and_leaves_the_case_as_it_was(make: Make) -> None:
    case = make(line('["good", "b*d"]'), messages=[message(0, "word")])
    before = case.ledger_path.read_bytes()
    with pytest.raises(CaseFileError, match="term 2"):
        run(case)
    assert case.ledger_path.read_bytes() == before
    assert not (case.root / "relevance").exists()
    assert not (case.root / ".lock").exists()


def test_the_same_case_gives_the_same_bytes(make: Make) -> None:
    texts = ["word", "Word up", None, "nothing", "wording"]
    rows = [message(n, texts[n % 5], f"c{n % 7}") for n in range(500)]
    case = make(line('["word*"]', '["suspect"]'), messages=rows, conversation_participants=[participant(SUSPECT, "c3")])
    run(case)
    folder = case.root / "relevance/search"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    # A change that does not bear on the search makes it run again.
    path = case.root / workspace.CASE_FILE
    path.write_text(path.read_text(encoding="utf-8") + "# note\n", encoding="utf-8")
    assert run(case)["unchanged"] is False
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert set(before) == {"material_status.parquet", "search_hits.parquet", "summary.json", "withheld_quotes.parquet"}


def test_an_empty_case_can_be_searched(make: Make) -> None:
    case = make(line('["word"]', '["suspect"]'))
    assert run(case)["artefacts"] == 0
