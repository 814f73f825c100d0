"""The generated case: its own truth against a real ingest and search, repeatability, and what it must show."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from lxml import etree

from disclosure import case_file, tables, workspace
from disclosure.redact.categories import CATEGORIES
from disclosure.synthetic import SyntheticCase, conversations, generate_case, identifiers, people, phrases
from disclosure.workspace import Workspace, encode_ref
from pipelines import ingest, search
from pipelines.reporting import SilentReporter
from tests.conftest import AT

MESSAGES = 400


@dataclass(frozen=True)
class Generated:
    """A generated case, and the workspace it was ingested into."""

    case: SyntheticCase
    workspace: Workspace
    ingested: dict[str, dict[str, Any]]

    @property
    def truth(self) -> dict[str, Any]:
        return json.loads(self.case.truth.read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    @property
    def planted(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.case.planted.read_text(encoding="utf-8").splitlines()]

    def rows(self, table: str, exhibit_ref: str) -> list[dict[str, Any]]:
        rows = tables.read(self.workspace.table_files(table), table).to_pylist()
        return [row for row in rows if row["exhibit_ref"] == exhibit_ref]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    folder = tmp_path_factory.mktemp("synthetic")
    case = generate_case(folder / "generated", messages=MESSAGES)
    root = folder / "case"
    workspace.create(root, "x", "x", AT)
    shutil.copyfile(case.case_toml, root / workspace.CASE_FILE)
    opened = workspace.open_workspace(root)
    results = {}
    for export in case.exports:
        result = ingest.run(
            opened, [export.path], export.exhibit_ref, at=AT, workers=1, scheduler=None, report=SilentReporter()
        )
        assert result["is_whole"]
        results[export.exhibit_ref] = result["exports"][0]
    return Generated(case, opened, results)


def test_every_table_of_the_case_equals_the_truth(generated: Generated) -> None:
    for ref, expected in generated.truth["exhibits"].items():
        found = Counter(
            {
                table: sum(
                    pq.read_metadata(path).num_rows
                    for path in generated.workspace.table_files(table)
                    if encode_ref(ref) in path.as_posix()
                )
                for table in expected["tables"]
            }
        )
        assert dict(found) == expected["tables"], ref
        assert min(found.values()) > 0


def test_every_extracted_record_equals_the_truth(generated: Generated) -> None:
    for ref, expected in generated.truth["exhibits"].items():
        records = generated.ingested[ref]["reconciliation"]["records"]
        written = {record["record_type"]: record["written"] for record in records}
        # What frames the report is a record as well: its root, and the one element that has no place of its own.
        assert {name: written.pop(name) for name in ("project", "otherElements")} == {"project": 1, "otherElements": 1}
        assert written == expected["records"], ref


def test_message_counts_equal_the_truth(generated: Generated) -> None:
    for ref, expected in generated.truth["exhibits"].items():
        messages = generated.rows("messages", ref)
        assert sum(row["is_system"] for row in messages) == expected["messages_system"]
        assert sum(row["is_forwarded"] for row in messages) == expected["messages_forwarded"]
        assert sum(row["deleted_state"] == "Deleted" for row in messages) == expected["messages_deleted"]
        assert sum(bool(row["duplicate_locators"]) for row in messages) == expected["duplicates"] > 0
        assert generated.ingested[ref]["reconciliation"]["duplicates"] == expected["duplicates"]
        assert sum(row["direction"] == "unknown" for row in messages) == 0


def test_files_and_attachments_equal_the_truth(generated: Generated) -> None:
    for ref, expected in generated.truth["exhibits"].items():
        files = generated.rows("files", ref)
        assert sum(row["hash_matches"] is True for row in files) == expected["files_present"]
        assert sum(row["hash_matches"] is False for row in files) == expected["files_mismatch"] > 0
        assert sum(not row["is_in_export"] for row in files) == expected["files_missing"] > 0
        states = Counter(row["status"] for row in generated.rows("attachments", ref))
        assert states == {
            "present": expected["files_present"] + expected["files_mismatch"],
            "listed_but_missing": expected["files_missing"],
            "not_downloaded": expected["attachments_not_downloaded"],
        }


def test_recipients_of_incoming_messages_come_from_the_participants(generated: Generated) -> None:
    for ref in generated.truth["exhibits"]:
        incoming = {row["artefact_id"] for row in generated.rows("messages", ref) if row["direction"] == "incoming"}
        bases = Counter(
            row["basis"] for row in generated.rows("message_recipients", ref) if row["message_id"] in incoming
        )
        assert bases["participants"] > 0


def test_the_vendor_total_that_is_off_is_a_warning_on_one_phone_alone(generated: Generated) -> None:
    warnings = {ref: result["reconciliation"]["warnings"] for ref, result in generated.ingested.items()}
    assert any("99,999 models" in warning for warning in warnings["KMT/2"])
    assert not any("models" in warning for warning in warnings["JLB/1"])


def test_an_unknown_record_type_is_kept(generated: Generated) -> None:
    for ref in generated.truth["exhibits"]:
        others = {row["field_name"] for row in generated.rows("other_fields", ref)}
        assert {"Pickup", "BookedAt"} <= others


def test_scope_privilege_and_search_hits_equal_the_truth(generated: Generated) -> None:
    search.run(generated.workspace, at=AT, report=SilentReporter())
    folder = generated.workspace.root / "relevance/search"
    status = [
        row
        for row in pq.read_table(
            folder / "material_status.parquet", columns=["exhibit_ref", "artefact_table", "status"]
        ).to_pylist()
        if row["artefact_table"] in ("messages", "emails")
    ]
    counts = Counter((row["exhibit_ref"], row["artefact_table"], row["status"]) for row in status)
    for ref, expected in generated.truth["exhibits"].items():
        assert counts[ref, "messages", "privileged"] == expected["messages_privileged"] > 0
        assert counts[ref, "messages", "out_of_scope"] == expected["messages_out_of_scope"]
        assert counts[ref, "emails", "privileged"] == expected["emails_privileged"] > 0
        read = sum(counts[ref, "messages", name] for name in ("responsive", "context", "not_responsive"))
        assert read == expected["messages_in_scope"]
    assert generated.truth["exhibits"]["JLB/1"]["messages_out_of_scope"] > 0
    responsive = sum(count for (_, table, name), count in counts.items() if (table, name) == ("messages", "responsive"))
    assert 0.2 < responsive / generated.truth["messages"] < 0.4
    hits = Counter(row["search_term"] for row in pq.read_table(folder / "search_hits.parquet").to_pylist())
    for term, count in generated.truth["search_hits"].items():
        assert hits[term] == count > 0, term


def test_the_case_file_is_valid_and_names_every_party(generated: Generated) -> None:
    definition = case_file.load(generated.case.case_toml)
    assert {party.id: party.role for party in definition.party} == {
        party: facts["role"] for party, facts in generated.truth["parties"].items()
    }
    officer = next(party for party in definition.party if party.role == "police")
    assert definition.case.disclosure_officer.endswith(officer.names[0])
    assert {exhibit.owner for exhibit in definition.exhibit} == {"complainant", "suspect"}
    assert definition.scope.exhibits == ("JLB/1",)


def test_planted_places_hold_what_is_said(generated: Generated) -> None:
    """Positions are code points of the body as the reader stores it."""
    bodies = {
        (ref, row["vendor_id"]): row["body"]
        for ref in generated.truth["exhibits"]
        for row in generated.rows("messages", ref)
    }
    assert len(generated.planted) > MESSAGES / 10
    for item in generated.planted:
        body = bodies[item["exhibit_ref"], item["vendor_id"]]
        assert body[item["start"] : item["end"]] == item["text"] != ""
        assert item["category"] in CATEGORIES
    for ref, expected in generated.truth["exhibits"].items():
        counts = Counter(item["category"] for item in generated.planted if item["exhibit_ref"] == ref)
        assert counts == expected["planted"]


def test_planted_forms_of_parties_are_in_the_truth(generated: Generated) -> None:
    parties = generated.truth["parties"]
    for item in generated.planted:
        if item["person"] in parties and item["category"] not in phrases.ANYBODYS:
            assert item["text"] in parties[item["person"]]["written_forms"]


def test_every_category_and_every_identifier_is_planted() -> None:
    cast = people.cast(1, 40)
    rng = identifiers.generator("every")
    found = {
        (item.category, item.form)
        for number in range(6000)
        for item in phrases.planted(rng, cast.everyone[number % len(cast.everyone)])[1]
    }
    assert {category for category, _ in found} == set(CATEGORIES)
    assert {form for _, form in found} == set(phrases._CATEGORY)


@pytest.mark.parametrize("person", people.cast(1, 3).everyone, ids=lambda person: person.id)
def test_written_forms_keep_the_digits(person: people.Person) -> None:
    """However it is written, a number stays the number."""
    for slot, whole in (("nhs", person.nhs), ("card", person.card), ("imei", person.imei), ("sort", person.sort_code)):
        for form in phrases._forms(slot, person):
            assert re.sub(r"\D", "", form) == re.sub(r"\D", "", whole)


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    cases = [generate_case(tmp_path / name, messages=150, seed=seed) for name, seed in (("a", 5), ("b", 5), ("c", 6))]
    contents = [{path.name: path.read_bytes() for path in sorted(case.case_toml.parent.iterdir())} for case in cases]
    assert set(contents[0]) == {"case.toml", "JLB-1.ufdr", "KMT-2.ufdr", "truth.json", "planted.jsonl"}
    assert contents[0] == contents[1]
    assert all(contents[0][name] != contents[2][name] for name in ("JLB-1.ufdr", "KMT-2.ufdr", "truth.json"))


def test_a_shared_conversation_says_the_same_on_both_phones(generated: Generated) -> None:
    bodies: dict[str, set[tuple[Any, Any]]] = {}
    for ref in generated.truth["exhibits"]:
        shared = {
            row["artefact_id"]
            for row in generated.rows("conversations", ref)
            if row["application"] == "WhatsApp" and row["chat_identifier"] in _shared_identifiers(generated)
        }
        bodies[ref] = {
            (row["sent_at"], row["body"]) for row in generated.rows("messages", ref) if row["conversation_id"] in shared
        }
    assert len(bodies["JLB/1"] & bodies["KMT/2"]) > 0.9 * len(bodies["JLB/1"]) > 0


def test_each_phone_has_lost_something_that_the_other_still_has() -> None:
    shared, *_ = conversations.plan(people.cast(1, 40), 4000)
    lost = {
        ref: {number for number in range(shared.count) if conversations.is_lost(1, ref, shared, number)}
        for ref in shared.exhibits
    }
    assert all(0 < len(numbers) < shared.count / 20 for numbers in lost.values())
    assert lost["JLB/1"] != lost["KMT/2"]


def _shared_identifiers(generated: Generated) -> set[str]:
    cast = people.cast(generated.truth["seed"], 0)
    return {identifiers.whatsapp_jid(cast.by_id[party].mobile) for party in ("complainant", "suspect")}


def test_attachments_are_listed_as_the_messages_say() -> None:
    cast = people.cast(1, 40)
    for conversation in conversations.plan(cast, 2000):
        listed = dict(conversations.attachments(1, conversation))
        of_messages = {
            number: state
            for number in range(conversation.count)
            if (state := conversations.attachment_of(1, conversation, number))
        }
        assert listed == of_messages


def test_messages_are_varied(generated: Generated) -> None:
    rng = identifiers.generator("varied")
    texts = [phrases.plain(rng) for _ in range(2000)]
    assert len(set(texts)) > 1800
    assert max(Counter(text.split()[0] for text in texts).values()) < 200


def test_what_a_report_must_show(generated: Generated) -> None:
    """The features of the vendor's format that break readers."""
    for export in generated.case.exports:
        with zipfile.ZipFile(export.path) as archive:
            assert {info.date_time for info in archive.infolist()} == {(2026, 1, 5, 12, 0, 0)}
            text = archive.read("report.xml")
        report = etree.fromstring(text)
        find = etree.XPath(
            "//u:modelType[@type='Chat']//u:multiModelField[@name=$name]/u:model", namespaces={"u": report.nsmap[None]}
        )
        assert b"]]]]><![CDATA[>" in text
        embedded = Counter(
            (model.getparent(), model.get("id")) for model in find(report, name="EmbeddedInstantMessage")
        )
        assert set(embedded.values()) == {1, 2}
        labels = [len(model) for model in find(report, name="MessageExtraData") if model.get("type") == "MessageLabel"]
        assert set(labels) == {1, 2}
        assert b'format="DateTimeOnly"' in text


def test_progress_adds_up_to_the_messages(tmp_path: Path) -> None:
    told: list[int] = []
    case = generate_case(tmp_path, messages=100, progress=told.append)
    assert sum(told) == json.loads(case.truth.read_text(encoding="utf-8"))["messages"]


def test_too_few_messages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 100"):
        generate_case(tmp_path / "new", messages=99)
    assert not (tmp_path / "new").exists()
