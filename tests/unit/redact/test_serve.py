"""Served parts: every column treated as its sensitivity says, and everything replaced is logged."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import schemas
from disclosure import case_people, tables
from disclosure.case_file import CaseFile
from disclosure.identities import resolve
from disclosure.redact import analyse, policy, serve
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.serve import Settings, redact_part, served_schema
from schemas.fields import sensitivity
from tests.support import CANARY, CASE_TOML

CASE = CaseFile.model_validate(tomllib.loads(CASE_TOML))
PEOPLE = (
    KnownPerson(
        "Complainant", "complainant", "complainant",
        names=("Jasleen Bhamra",), nicknames=("Jaz",), phones=("+447700900101",),
    ),
    KnownPerson("Third party 0001", "third_party", names=("Bev Ackroyd",), phones=("+447700900300",)),
)  # fmt: skip
MESSAGE: dict[str, Any] = {
    "artefact_id": "a1",
    "exhibit_ref": "JLB/1",
    "source_path": CANARY,
    "source_locator": CANARY,
    "application": "WhatsApp",
    "vendor_id": CANARY,
    "conversation_id": "c1",
    "ordinal": 0,
    "sender_identifier": "447700900300@s.whatsapp.net",
    "sender_identifier_kind": "whatsapp_jid",
    "sender_identifier_normalised": "+447700900300",
    "sender_name": "Auntie Bev 🌸",
    "direction": "incoming",
    "body": "tell Jaz to ring 07700 900101",
    "sent_at": datetime(2025, 7, 1, tzinfo=UTC),
    "sent_at_raw": "2025-07-01T00:00:00+00:00",
    "status": "Read",
    "labels": ["Forwarded"],
    "latitude": 54.5,
    "longitude": 0.7,
}


def serve_rows(
    tmp_path: Path, table: str, *rows: dict[str, Any], audience: str = "cps"
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    tables.write_rows(tmp_path / "in.parquet", table, rows)
    settings = Settings(PEOPLE, policy.effective(CASE, audience), "GB", {"JLB/1": "complainant"})
    counts = redact_part(table, tmp_path / "in.parquet", tmp_path / "out.parquet", tmp_path / "log.parquet", settings)
    served = pq.ParquetFile(tmp_path / "out.parquet").read().to_pylist()
    return served, tables.read([tmp_path / "log.parquet"], "redaction_log").to_pylist(), counts


@pytest.mark.parametrize("table", list(schemas.ARTEFACTS))
def test_no_column_that_may_not_leave_is_in_the_served_schema(table: str) -> None:
    for column in served_schema(table):
        assert sensitivity(column) not in ("provenance", "withheld", "secret")


def test_a_message(tmp_path: Path) -> None:
    (row,), log, counts = serve_rows(tmp_path, "messages", MESSAGE)
    assert row["body"] == "tell [Complainant] to ring [Complainant: phone number, ending 101]"
    assert row["sender_identifier"] == "[Third party 0001: phone number, ending 300]"
    assert row["sender_name"] == "[Third party 0001]"
    assert (row["latitude"], row["longitude"]) == (None, None)
    assert (row["application"], row["status"], row["labels"]) == ("WhatsApp", "Read", ["Forwarded"])
    assert row["sent_at"] == MESSAGE["sent_at"]
    assert row["artefact_id"] == "a1"
    assert CANARY not in str(row)
    assert {entry["field_name"] for entry in log} == {
        "body",
        "sender_identifier",
        "sender_name",
        "latitude",
        "longitude",
    }
    body = [entry for entry in log if entry["field_name"] == "body"]
    assert [(entry["start"], entry["end"]) for entry in body] == [(5, 8), (17, 29)]
    assert all("jaz" not in str(entry).casefold() for entry in log)
    assert counts["rows"] == 1
    assert sum(counts["categories"].values()) == len(log)


def test_the_defence_sees_no_digits(tmp_path: Path) -> None:
    (row,), _, _ = serve_rows(tmp_path, "messages", MESSAGE, audience="defence")
    assert row["body"] == "tell [Complainant] to ring [Complainant: phone number]"


def test_somebody_unknown_is_hidden_too(tmp_path: Path) -> None:
    unknown = {
        "identifier": "x.y.z",
        "identifier_kind": "account",
        "identifier_normalised": "x.y.z",
        "name": "Unheard Of",
    }
    row_in = MESSAGE | {f"sender_{name}": value for name, value in unknown.items()}
    (row,), _, _ = serve_rows(tmp_path, "messages", row_in)
    assert row["sender_identifier"] == "[identifier]"
    assert row["sender_name"] == "[name]"


@pytest.mark.parametrize(
    ("kind", "shown"), [("system", "[System]"), ("group", "[Group]"), ("broadcast", "[Broadcast list]")]
)
def test_what_is_nobody_says_so(tmp_path: Path, kind: str, shown: str) -> None:
    row = MESSAGE | {"sender_identifier": "447700900300-1@g.us", "sender_identifier_kind": kind}
    (served,), _, _ = serve_rows(tmp_path, "messages", row)
    assert served["sender_identifier"] == shown


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("application", "Mail (jaz@example.org)"),
        ("folder", "07700 900101"),
        ("sent_at_raw", "on Jaz's birthday, she said to everyone there"),
    ],
)
def test_the_vendors_words_are_withheld_when_they_tell_of_somebody(tmp_path: Path, column: str, value: str) -> None:
    (row,), _, counts = serve_rows(tmp_path, "messages", MESSAGE | {column: value})
    assert row[column] == "[Withheld]"
    assert counts["withheld"] == 1


def test_a_label_that_tells_of_somebody_is_withheld(tmp_path: Path) -> None:
    (row,), _, _ = serve_rows(tmp_path, "messages", MESSAGE | {"labels": ["Forwarded", "from 07700 900101"]})
    assert row["labels"] == ["Forwarded", "[Withheld]"]


def test_a_text_that_cannot_be_looked_at_is_withheld_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = analyse.Analyser.analyse

    def timing_out(self: analyse.Analyser, texts: Any) -> list[analyse.Analysis]:
        return [
            analyse.Analysis(withheld=True, reason="regex_timed_out") if text == CANARY else found
            for text, found in zip(texts, real(self, texts), strict=True)
        ]

    monkeypatch.setattr(serve.Analyser, "analyse", timing_out)
    rows, log, counts = serve_rows(tmp_path, "messages", MESSAGE | {"body": CANARY}, MESSAGE)
    assert rows[0]["body"] == "[Withheld]"
    assert rows[1]["body"] != "[Withheld]"
    assert counts["withheld"] == 1
    assert [entry["action"] for entry in log if entry["end"] == len(CANARY)] == ["withhold"]


def test_empty_values_stay_empty(tmp_path: Path) -> None:
    (row,), _, _ = serve_rows(tmp_path, "messages", MESSAGE | {"body": "", "sender_name": "", "subject": None})
    assert (row["body"], row["sender_name"], row["subject"]) == ("", "", None)


@pytest.mark.parametrize(("surname", "name"), [("Trevanion", "Kieran Trevanion"), ("Bhamra", "[Suspect]")])
def test_a_suspect_is_known_by_the_full_name_unless_it_names_a_protected_party(
    tmp_path: Path, surname: str, name: str
) -> None:
    case_file = CaseFile.model_validate(tomllib.loads(CASE_TOML.replace("Trevanion", surname)))
    people = case_people.from_rows(case_file, resolve.resolve(case_file, [], [], ()).rows)
    own = {"identifier": "+447700900102", "identifier_kind": "phone", "identifier_normalised": "+447700900102",
           "name": f"Kieran {surname}"}  # fmt: skip
    row = MESSAGE | {f"sender_{key}": value for key, value in own.items()}
    row["body"] = f"ring kieran on 07700 900102, its Kieran {surname}"
    tables.write_rows(tmp_path / "in.parquet", "messages", [row])
    settings = Settings(people, policy.effective(case_file, "defence"), "GB", {"JLB/1": "complainant"})
    redact_part("messages", tmp_path / "in.parquet", tmp_path / "out.parquet", tmp_path / "log.parquet", settings)
    (served,) = pq.ParquetFile(tmp_path / "out.parquet").read().to_pylist()
    assert (served["sender_name"], served["sender_identifier"]) == (name, "+447700900102 [Suspect]")
    assert served["body"] == f"ring [Suspect] on 07700 900102, its {name}"
