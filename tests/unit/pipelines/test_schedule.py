"""Schedules of a small case: every artefact once, nothing on the MG6C that must not be, numbers that go on."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from disclosure import ledger, tables, verify, workspace
from disclosure.errors import InputError, ReleaseRefusedError, UsageError, VerificationError
from disclosure.redact import outgoing
from disclosure.schedule import numbering
from disclosure.schedule.descriptions import NOUNS
from disclosure.workspace import Workspace
from pipelines import sample, schedule, search, trace
from pipelines.reporting import SilentReporter
from tests.conftest import AT
from tests.support import PARTIES

OWNER, SUSPECT, FRIEND, SOLICITOR = ("+447700900444", "+447700900111", "+447700900333", "+447700900222")
FRIENDS_NAME = "Canaryfriend Okonedo"
REASON = "SECRETREASON: a real risk of serious prejudice to others"
ACCOUNT = "ACCOUNTREASON: an earlier account"
CONVERSATION = numbering.reference("conversation|JLB/1|c1")
CASE = """
[case]
urn = "01/AA/00001/26"
force = "Example Police"
defendants = ["suspect"]
disclosure_officer = "DC Example"
created = 2026-01-05

[[exhibit]]
ref = "JLB/1"
seized_at = 2025-12-01
owner = "complainant"

"""
CASE += (
    PARTIES
    + """
[scope]
from = 2025-06-01

[privilege]
parties = ["solicitor"]

[[line_of_enquiry]]
id = "LOE1"
terms = ["word"]
"""
)


def message(number: int, conversation: str, other: str, **values: Any) -> dict[str, Any]:
    return {
        "artefact_id": f"m{number:03d}",
        "exhibit_ref": "JLB/1",
        "application": "WhatsApp",
        "conversation_id": conversation,
        "ordinal": number,
        "sender_identifier": other,
        "sender_identifier_kind": "phone",
        "sender_identifier_normalised": other,
        "sender_name": FRIENDS_NAME if other == FRIEND else None,
        "body": f"other {FRIENDS_NAME}",
        "sent_at": datetime(2025, 7, 1, tzinfo=UTC) + timedelta(hours=number),
        "sent_at_zone_basis": "stated",
        **values,
    }


def ingest(case: Workspace, name: str, **rows: list[dict[str, Any]]) -> None:
    """Put rows into the case as if an export had been read."""
    with workspace.staging(case, "ingest") as folder:
        for table, listed in rows.items():
            tables.write_rows(folder / "artefacts" / table / f"{name}.parquet", table, listed)
        details = {
            "exhibit_ref": "JLB/1",
            "source": {"name": name, "sha256": name * 2},
            "reconciliation": {"quarantine": {"malformed": 2}},
        }
        workspace.commit_files(case, "ingest", folder, details, AT)


def run(case: Workspace) -> dict[str, Any]:
    return schedule.run(case, at=AT, report=SilentReporter())


def searched(case: Workspace) -> Workspace:
    search.run(case, at=AT, report=SilentReporter())
    return case


def build(root: Path, toml: str = CASE) -> Workspace:
    """Three conversations (one responsive, one not, one privileged), one message out of scope, calls, notes, a file."""
    workspace.create(root, "x", "x", AT)
    (root / workspace.CASE_FILE).write_text(toml, encoding="utf-8")
    case = workspace.open_workspace(root)
    messages = [message(n, "c1", SUSPECT) for n in range(30)]
    messages[10]["body"] = "the word, a word"
    messages += [message(n, "c2", FRIEND) for n in range(30, 50)]
    messages += [message(n, "c3", SOLICITOR) for n in range(50, 54)]
    messages.append(message(54, "c2", FRIEND, sent_at=datetime(2025, 1, 1, tzinfo=UTC)))
    participants = [
        {
            "artefact_id": f"p{n}",
            "exhibit_ref": "JLB/1",
            "conversation_id": "c1",
            "identifier": phone,
            "identifier_kind": "phone",
            "identifier_normalised": phone,
            "is_owner": phone == OWNER,
        }
        for n, phone in enumerate((OWNER, SUSPECT, FRIEND))
    ]
    common = {"exhibit_ref": "JLB/1", "application": "Phone"}
    at = datetime(2025, 8, 1, tzinfo=UTC)
    ingest(
        case,
        "one",
        messages=messages,
        conversation_participants=participants,
        calls=[{"artefact_id": f"k{n}", "started_at": at, **common} for n in range(3)],
        notes=[{"artefact_id": "n0", "body": "a word", "created_at": at, **common}],
        files=[{"artefact_id": "f0", "name": "a.jpg", "created_at": at, "exhibit_ref": "JLB/1"}],
        attachments=[{"artefact_id": "a0", "parent_id": "m010", "conversation_id": "c1", "exhibit_ref": "JLB/1"}],
    )
    return case


@pytest.fixture
def case(tmp_path: Path) -> Workspace:
    return searched(build(tmp_path / "case"))


def register(case: Workspace) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(case.root / "schedules/register/schedule_items.parquet").to_pylist()
    return rows


def form(case: Workspace, name: str, submission: int = 1) -> dict[str, Any]:
    folder = f"schedules/{submission}/{'sensitive/' if name == 'MG6D' else ''}"
    path = case.root / f"{folder}UM {name} 01 AA 00001 26 submission {submission}.json"
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def decide(case: Workspace, text: str) -> None:
    text = text.replace("%REASON%", REASON).replace("%ACCOUNT%", ACCOUNT)
    (case.root / "decisions.toml").write_text(text, encoding="utf-8")


def test_the_search_comes_first_and_must_fit(tmp_path: Path) -> None:
    case = build(tmp_path / "case")
    with pytest.raises(UsageError) as caught:
        run(case)
    assert caught.value.reason == "search_first"
    searched(case)
    ingest(case, "two", notes=[{"artefact_id": "n9", "exhibit_ref": "JLB/1"}])
    with pytest.raises(UsageError) as caught:
        run(case)
    assert caught.value.reason == "search_stale"
    assert "disclosure search" in str(caught.value)
    assert not (case.root / "schedules").exists()


def test_files_are_named_as_the_cps_recognises_unused_material(case: Workspace) -> None:
    result = run(case)
    stem = "01 AA 00001 26 submission 1"
    assert result["files"] == [
        *(
            f"schedules/1/{name} {stem}.{ending}"
            for name in ("UM DMD", "UM MG6C", "UM MG6E", "UM SAMPLING", "UM WITHHELD", "sensitive/UM MG6D")
            for ending in ("docx", "json", "pdf", "xlsx")
        ),
        f"schedules/1/UM MG6E assessments {stem}.json",
        f"schedules/1/sensitive/UM MG6D assessments {stem}.json",
    ]
    assert all((case.root / name).is_file() for name in result["files"])
    assert {key: result[key] for key in ("submission", "items", "blocks", "sensitive", "unchanged")} == {
        "submission": 1,
        "items": 10,
        "blocks": 6,
        "sensitive": 0,
        "unchanged": False,
    }
    assert [finding["rule"] for finding in result["findings"]] == ["presumption_unanswered"]
    assert json.loads(json.dumps(result)) == result


def accounts(case: Workspace) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(case.root / "schedules/register/artefact_accounts.parquet").to_pylist()
    return rows


def test_every_artefact_is_accounted_for_exactly_once(case: Workspace) -> None:
    result = run(case)
    listed = sorted(row["artefact_id"] for row in accounts(case))
    held = sorted(
        artefact
        for table in NOUNS
        for path in case.table_files(table)
        for artefact in pq.read_table(path, columns=["artefact_id"]).column(0).to_pylist()
    )
    assert listed == held
    counted = Counter(row["item_number"] for row in accounts(case))
    assert all(row["quantity"] == counted[row["item_number"]] for row in register(case) if row["artefact_table"])
    checks = json.loads((case.root / "schedules/register/checks.json").read_text())
    assert sum(row["artefacts"] for row in checks["balance"]) == len(held)
    assert {row["difference"] for row in checks["balance"] + checks["accounts"]} == {0}
    # Rows that belong to others are counted with them: 3 participants and 1 attachment of the conversation.
    assert result["accounts"] == {
        "rows": len(held) + 4,
        "evidence": 0,
        "item": 11 + 19 + 20 + 1 + 1 + 3 + 1,
        "not_relevant": 0,
        "out_of_scope": 1,
        "privileged": 4,
        "duplicate": 0,
        "not_examined": 3,
        "difference": 0,
    }


_BLOCK = "Block entry: messages, WhatsApp, 2025"


def test_what_the_mg6c_says(case: Workspace) -> None:
    run(case)
    items = {item["title"]: item for item in form(case, "MG6C")["items"]}
    talk = items["Conversation, WhatsApp"]["description"]
    assert talk.startswith(
        "11 messages of one conversation in WhatsApp on exhibit JLB/1 (mobile phone of [Complainant])."
    )
    assert "Other parties: [Suspect] and [Third party 0001]." in talk
    assert "1 attachment is listed with them." in talk
    assert "Selected by computer search (1 search term applied): 2 search term hits in these messages." in talk
    assert "19 further messages of the same conversation are counted in item 5." in talk
    blocks = [item["description"] for item in form(case, "MG6C")["items"] if item["title"] == _BLOCK]
    assert [text.split(". ")[1] for text in blocks] == [
        "19 messages from WhatsApp on exhibit JLB/1 (mobile phone of [Complainant]), each in a conversation that "
        "includes [Suspect]",
        "20 messages from WhatsApp on exhibit JLB/1 (mobile phone of [Complainant])",
    ]
    assert "4 messages on exhibit" in items["Block entry: messages, withheld unread"]["description"]
    assert "1 message on exhibit" in items["Block entry: messages, outside the agreed scope"]["description"]
    report = items["Extraction report"]["description"]
    assert "seized on 1 December 2025" in report
    assert "2 records of the export could not be read" in report
    assert "no edited copy" in talk.casefold()
    assert (
        {item["cpsAssessment"] for item in items.values()}
        == {item["cpsRationale"] for item in items.values()}
        == {None}
    )


def everything(path: Path) -> Iterator[str]:
    """All the text of a document's members."""
    if path.suffix == ".json":
        yield path.read_text(encoding="utf-8")
        return
    if path.suffix == ".pdf":
        yield from (piece.text for piece in outgoing.read(path))
        return
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield archive.read(name).decode("utf-8", "replace")


def test_no_evidence_and_nothing_sensitive_on_the_mg6c(case: Workspace) -> None:
    decide(
        case,
        '[[sensitive]]\nconversation_id = "c2"\nreason = "%REASON%"\n'
        f'[[mg6e]]\nitem = "{CONVERSATION}"\nreason = "%ACCOUNT%"\n',
    )
    result = run(case)
    served = "".join(text for name in result["files"] if "MG6C" in name for text in everything(case.root / name))
    for word in (
        "SECRETREASON",
        "ACCOUNTREASON",
        "S1",
        "MG6D",
        "MG6E",
        "Canaryfriend",
        "Canaryowner",
        "900333",
        "900444",
        "LOE1",
    ):
        assert word not in served, word
    assert "Garth Canarysuspect" in served, "the defendant's name heads the schedule"
    recorded = case.ledger_path.read_text(encoding="utf-8")
    for word in ("SECRETREASON", "ACCOUNTREASON", "Canary", "900333"):
        assert word not in recorded, word


def test_sensitive_material_and_the_report(case: Workspace) -> None:
    decide(
        case,
        '[[sensitive]]\nconversation_id = "c2"\nreason = "%REASON%"\n'
        f'[[mg6e]]\nitem = "{CONVERSATION}"\nreason = "%ACCOUNT%"\n',
    )
    assert run(case)["sensitive"] == 1
    (item,) = form(case, "MG6D")["items"]
    assert (item["item"], item["reasonForSensitivity"], item["cpsAgreesSensitive"]) == (
        "S1",
        "SECRETREASON: a real risk of serious prejudice to others",
        None,
    )
    assert "20 messages" in item["description"]
    (entry,) = form(case, "MG6E")["items"]
    assert (entry["item"], entry["schedule"], entry["policeRationale"]) == (
        "3",
        "MG6C",
        "ACCOUNTREASON: an earlier account",
    )
    assert "19 messages from WhatsApp" in " ".join(row["description"] for row in form(case, "MG6C")["items"])


def test_running_again_changes_nothing(case: Workspace) -> None:
    first = run(case)
    before = case.ledger_path.read_bytes()
    assert run(case) == {**first, "unchanged": True}
    assert case.ledger_path.read_bytes() == before
    assert verify.verify(case.root).is_whole


def test_an_unchanged_schedule_is_recorded_as_fitting_a_changed_case(case: Workspace) -> None:
    first = run(case)
    path = case.root / workspace.CASE_FILE
    path.write_text(path.read_text(encoding="utf-8") + "\n# a note\n", encoding="utf-8")
    again = searched(workspace.open_workspace(case.root))
    assert run(again) == {**first, "unchanged": True}
    entry = ledger.latest(again.entries(), "schedule")
    assert entry is not None
    assert not schedule.stages.SCHEDULE.is_stale(again, entry)
    assert entry.details["submission"] == 1
    assert not (case.root / "schedules/2").exists()
    assert verify.verify(case.root).is_whole


def test_a_dip_sample_words_the_blocks_anew_in_a_further_submission(case: Workspace) -> None:
    run(case)
    first = {path.name: path.read_bytes() for path in (case.root / "schedules/1").rglob("*") if path.is_file()}
    sample.run(case, seed=1, size=12, by="block", at=AT, report=SilentReporter())
    result = run(case)
    assert (result["submission"], result["new"], result["worded_anew"]) == (2, 0, 4)
    assert re.search(r"A random dip sample of \d+ of these 20 was drawn", json.dumps(form(case, "MG6C", 2)))
    assert form(case, "MG6C", 2)["notes"][-1] == (
        "This schedule continues that of submission 1 and takes its place. Worded anew: items 5 to 8."
    )
    assert {p.name: p.read_bytes() for p in (case.root / "schedules/1").rglob("*") if p.is_file()} == first
    assert verify.verify(case.root).is_whole


def test_new_material_continues_the_numbers(case: Workspace) -> None:
    run(case)
    old = {row["item_key"]: row["item_number"] for row in register(case)}
    ingest(case, "two", notes=[{"artefact_id": "n9", "exhibit_ref": "JLB/1", "application": "Keep", "body": "word",
                                "created_at": datetime(2025, 8, 1, tzinfo=UTC)}])  # fmt: skip
    result = run(searched(case))
    assert (result["submission"], result["new"], result["withdrawn"]) == (2, 1, 0)
    new = {row["item_key"]: row["item_number"] for row in register(case)}
    assert {key: new[key] for key in old} == old
    assert new["note|JLB/1|Keep|n9"] == "11"
    assert "2 extraction reports" in form(case, "MG6C", 2)["items"][1]["description"]
    assert [row["submission"] for row in register(case)] == [1] * 10 + [2]


def test_a_corrected_case_file_makes_a_new_submission(case: Workspace) -> None:
    run(case)
    path = case.root / workspace.CASE_FILE
    path.write_text(path.read_text(encoding="utf-8").replace("DC Example", "DC Other"), encoding="utf-8")
    again = searched(workspace.open_workspace(case.root))
    result = run(again)
    assert (result["submission"], result["new"], result["worded_anew"]) == (2, 0, 0)
    assert form(again, "MG6C", 2)["header"]["Disclosure officer"] == "DC Other"


def test_issued_material_named_as_sensitive_needs_the_prosecutor(case: Workspace) -> None:
    run(case)
    decide(case, '[[sensitive]]\nitem = "3"\nreason = "%REASON%"\n')
    with pytest.raises(InputError) as caught:
        run(case)
    assert caught.value.reason == "issued_as_non_sensitive"
    assert "SECRETREASON" not in str(caught.value)
    decide(
        case,
        '[[sensitive]]\nitem = "3"\nreason = "%REASON%"\nprosecutor_informed = true\n',
    )
    assert run(case)["sensitive"] == 1
    withdrawn = form(case, "MG6C", 2)["items"][2]
    assert withdrawn["title"] == "Withdrawn"
    assert "sensitive" not in withdrawn["description"]
    assert run(case)["unchanged"] is True


def test_personal_data_on_the_mg6c_refuses(tmp_path: Path) -> None:
    named = CASE.replace("seized_at", 'kind = "phone of Ffion Canaryowner"\nseized_at')
    case = searched(build(tmp_path / "case", named))
    with pytest.raises(ReleaseRefusedError) as caught:
        run(case)
    assert "names_a_person" in str(caught.value)
    assert "Canary" not in str(caught.value)
    assert not (case.root / "schedules").exists()


def test_findings_are_told_by_rule_and_item(tmp_path: Path) -> None:
    case = searched(build(tmp_path / "case", CASE.replace("seized_at", 'kind = "ABC device"\nseized_at')))
    finding, _ = run(case)["findings"]
    assert (finding["rule"], finding["count"], finding["at"]) == ("abbreviation", 10, "items 1 to 10")
    checks = json.loads((case.root / "schedules/register/checks.json").read_text())
    assert len(checks["findings"]) == 10 + 2


def test_the_same_case_gives_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        case = searched(build(tmp_path / name / "case"))
        run(case)
        folder = case.root / "schedules"
        written.append({p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
    assert written[0] == written[1]
    assert len(written[0]) == 24 + 2 + 2 * 4


def test_an_empty_case_has_nil_returns(tmp_path: Path) -> None:
    root = tmp_path / "case"
    workspace.create(root, "x", "x", AT)
    (root / workspace.CASE_FILE).write_text(CASE, encoding="utf-8")
    case = searched(workspace.open_workspace(root))
    assert run(case)["items"] == 0
    assert form(case, "MG6C")["nil"].startswith("There is no relevant")
    assert form(case, "MG6D")["nil"].startswith("NIL RETURN")


def test_a_draft_issues_nothing_and_lists_what_stops_a_submission(case: Workspace) -> None:
    decide(case, f'[[description]]\nitem = "{CONVERSATION}"\ntext = "MG6D, with 07700 900456."\n')
    result = schedule.run(case, at=AT, report=SilentReporter(), draft=True)
    assert result["draft"] is True
    assert {"form_number", "no_quantity", "personal_data", "sensitive_wording"} <= {
        finding["rule"] for finding in result["findings"] if finding["severity"] == "error"
    }
    assert all("DRAFT" in name for name in result["files"])
    assert not (case.root / "schedules/register").exists()
    sheet = (case.root / result["worksheet"]).read_text(encoding="utf-8")
    assert CONVERSATION in sheet
    with pytest.raises(ReleaseRefusedError) as caught:
        run(case)
    assert caught.value.reason == "schedule_reveals"
    assert "900456" not in str(caught.value)
    decide(case, f'[[description]]\nitem = "{CONVERSATION}"\ntext = "{{drafted}} The words are in Welsh."\n')
    assert run(case)["submission"] == 1
    assert "The words are in Welsh." in form(case, "MG6C")["items"][2]["description"]
    assert verify.verify(case.root).is_whole


def test_an_edit_is_kept_while_the_drafted_facts_move_on(case: Workspace) -> None:
    decide(case, f'[[description]]\nitem = "{CONVERSATION}"\ntext = "{{drafted}} The words are in Welsh."\n')
    run(case)
    ingest(case, "two", messages=[message(90, "c1", SUSPECT, body="word")])
    assert run(searched(case))["submission"] == 2
    words = form(case, "MG6C", 2)["items"][2]["description"]
    assert words.startswith("17 messages of one conversation")
    assert words.endswith("The words are in Welsh.")
    decide(case, '[[description]]\nitem = "3"\ntext = "11 messages on exhibit JLB/1, all read by an officer."\n')
    with pytest.raises(ReleaseRefusedError) as caught:
        run(case)
    assert (caught.value.reason, "no_quantity (item 3)" in str(caught.value)) == ("schedule_faulty", True)


def test_what_a_person_takes_off_the_schedules_is_accounted_for(case: Workspace) -> None:
    decide(
        case,
        '[[evidence]]\nartefact_ids = ["m010", "m011"]\ndecided_by = "DC Example"\n'
        '[[not_relevant]]\nexhibit = "JLB/1"\ntable = "files"\nreason = "r"\ndecided_by = "DC Example"\n'
        f'[[read_in_full]]\nitem = "{CONVERSATION}"\nquantity = 9\ndecided_by = "DC Example"\n',
    )
    result = run(case)
    told = {name: result["accounts"][name] for name in ("evidence", "not_relevant", "difference")}
    assert told == {"evidence": 3, "not_relevant": 1, "difference": 0}, "the attachment goes with its message"
    (item,) = (item for item in form(case, "MG6C")["items"] if item["title"] == "Conversation, WhatsApp")
    assert item["description"].startswith("9 messages")
    assert "Recorded as read in full by the reviewing officer." in item["description"]
    assert {row["artefact_id"] for row in accounts(case) if row["outcome"] == "evidence"} == {"m010", "m011"}
    assert all(row["item_number"] is None for row in accounts(case) if row["outcome"] in ("evidence", "not_relevant"))


def test_the_difference_since_the_last_submission(case: Workspace) -> None:
    def compare() -> dict[str, Any]:
        return schedule.diff(case, at=AT, report=SilentReporter())

    assert {change["change"] for change in compare()["changes"]} == {"new"}
    run(case)
    assert compare() == {"since_submission": 1, "changes": []}
    decide(case, '[[not_relevant]]\nitem = "3"\nreason = "r"\ndecided_by = "DC Example"\n')
    changes = {change["item"]: change for change in compare()["changes"]}
    assert changes["3"] == {
        "item": "3",
        "change": "withdrawn",
        "before": 11,
        "now": 0,
        "differs": ["title", "description", "location"],
    }
    assert run(case)["withdrawn"] == 1
    assert form(case, "MG6C", 2)["items"][2]["title"] == "Withdrawn"


def test_an_altered_submission_stops_the_next(case: Workspace) -> None:
    result = run(case)
    target = case.root / result["files"][0]
    target.write_bytes(target.read_bytes() + b" ")
    with pytest.raises(VerificationError) as caught:
        run(case)
    assert caught.value.reason == "issued_altered"


def test_highly_sensitive_material_is_refused_with_instructions(case: Workspace) -> None:
    decide(case, '[[sensitive]]\nconversation_id = "c2"\nreason = "Highly sensitive: a source."\n')
    with pytest.raises(ReleaseRefusedError) as caught:
        run(case)
    assert caught.value.reason == "highly_sensitive"
    assert "chapter 9" in str(caught.value)
    assert "source" not in str(caught.value)
    assert not (case.root / "schedules").exists()


def test_any_line_leads_to_records_and_any_record_to_its_line(case: Workspace) -> None:
    with pytest.raises(UsageError) as caught:
        trace.run(case, "3")
    assert caught.value.reason == "schedule_first"
    run(case)
    for row in register(case):
        found = trace.run(case, row["item_number"])
        assert found == trace.run(case, numbering.reference(row["item_key"]))
        listed = [record["artefact_id"] for record in found["records"]]
        assert len(listed) == (row["quantity"] if row["artefact_table"] else 0)
        for record in listed[:2]:
            assert trace.run(case, record)["item_number"] == row["item_number"]
    assert trace.run(case, "a0")["belongs_to"] == "m010"
    assert trace.run(case, "a0")["item_number"] == "3"
    assert trace.run(case, "p1")["item_number"] == "3"
    for unknown in ("99", "absent"):
        with pytest.raises(UsageError):
            trace.run(case, unknown)


def test_a_later_export_of_the_same_exhibit_repeats_and_does_not_displace(case: Workspace) -> None:
    run(case)
    again = [message(n + 100, "c1", SUSPECT) for n in range(3)]
    with workspace.staging(case, "ingest") as folder:
        tables.write_rows(folder / "artefacts/messages/two.parquet", "messages", again)
        workspace.commit_files(case, "ingest", folder, {"exhibit_ref": "JLB/1", "source": {"sha256": "twotwo"}}, AT)
    rows = [
        {
            "content_key": f"k{n}",
            "artefact_table": "messages",
            "artefact_id": f"m{n + offset:03d}",
            "exhibit_ref": "JLB/1",
            "source_sha256": digest,
        }
        for n in range(2)
        for offset, digest in ((0, "oneone"), (100, "twotwo"))
    ]
    with workspace.staging(case, "duplicates") as folder:
        tables.write_rows(folder / "duplicates/duplicates.parquet", "duplicates", rows)
        workspace.commit_folder(case, "duplicates", {"duplicates": folder / "duplicates"}, {}, AT)
    result = run(searched(case))
    found = {row["artefact_id"]: row for row in accounts(case)}
    repeated = {name: row["duplicate_of"] for name, row in found.items() if row["outcome"] == "duplicate"}
    assert repeated == {"m100": "m000", "m101": "m001"}
    assert found["m000"]["item_number"] == found["m102"]["item_number"]
    assert result["accounts"]["duplicate"] == 2
    assert result["accounts"]["difference"] == 0


def test_the_documents_of_the_method_leave_sensitive_material_out(case: Workspace) -> None:
    sample.run(case, seed=1, size=2, by="block", at=AT, report=SilentReporter())
    decide(case, '[[sensitive]]\nconversation_id = "c1"\nreason = "%REASON%"\n')
    result = run(case)
    assert any("sensitive/UM SAMPLING" in name for name in result["files"])
    text = json.dumps(form(case, "DMD"))
    assert "Nothing was selected." not in text, "the note is listed all the same"
    (term,) = form(case, "DMD")["sections"][1]["rows"]
    assert list(term.values())[1:5] == ["word", "no limit", "1", "1"], "the hits of the conversation are left out"
    assert form(case, "WITHHELD")["items"] == []
    for word in ("SECRETREASON", "S1", "MG6D", "30 messages"):
        assert word not in text


def test_words_that_tell_of_sensitive_material_stop_the_submission(case: Workspace) -> None:
    told = "a real risk of serious prejudice to others"
    decide(
        case,
        '[[sensitive]]\nconversation_id = "c2"\nreason = "%REASON%"\n'
        f'[[description]]\nitem = "{CONVERSATION}"\ntext = "{{drafted}} Not {told}."\n',
    )
    with pytest.raises(ReleaseRefusedError) as caught:
        run(case)
    assert caught.value.reason == "tells_of_sensitive_material"
    assert "MG6C item 3 (wording)" in str(caught.value)
    assert told not in str(caught.value)
    assert not (case.root / "schedules/1").exists()
