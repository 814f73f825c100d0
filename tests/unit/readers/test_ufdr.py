"""UFDR and report.xml: every form of the container, every record kept, damage counted."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from disclosure import readers, tables
from disclosure.errors import InputError
from disclosure.workspace import Workspace
from pipelines import ingest
from pipelines.reporting import SilentReporter
from tests import support
from tests.conftest import AT


def read(case: Workspace, path: Path) -> dict[str, Any]:
    result = ingest.run(case, [path], "JLB/1", at=AT, workers=1, scheduler=None, report=SilentReporter())
    return result["exports"][0]  # type: ignore[no-any-return]


def rows(case: Workspace, table: str) -> list[dict[str, Any]]:
    return tables.read(case.table_files(table), table).to_pylist()  # type: ignore[no-any-return]


def extracted(case: Workspace, record_type: str) -> list[dict[str, Any]]:
    files = case.committed(f"extracted/JLB%2F1/{record_type}")
    return [row for path in files for row in pq.ParquetFile(path).read().to_pylist()]


class TestSamples:
    """Real exports that nobody here wrote."""

    def test_the_chat_of_the_iped_sample(self, tmp_path: Path, ufed_samples: Path) -> None:
        case = support.case(tmp_path, AT)
        result = read(case, ufed_samples / "iped_ufed-model-chat.xml")
        messages = rows(case, "messages")
        quoted = rows(case, "quoted_messages")
        assert len(messages) == 11
        assert len(extracted(case, "InstantMessage")) == 14
        assert len(quoted) == 3
        assert {row["message_id"] for row in quoted} <= {row["artefact_id"] for row in messages}
        assert [row["is_system"] for row in messages].count(True) == 1
        incoming = {row["artefact_id"] for row in messages if row["direction"] == "incoming"}
        recipients = rows(case, "message_recipients")
        assert incoming
        assert incoming <= {row["message_id"] for row in recipients if row["basis"] != "stated"}
        # The quote's label stands twice, and one message is embedded twice under one id: all of it is kept.
        (quote,) = [row for row in extracted(case, "QuotedMessageData") if row["Label"] and row["_further_values"]]
        assert [item["field"] for item in quote["_further_values"]] == ["Label"]
        ids = [row["@id"] for row in extracted(case, "InstantMessage")]
        assert len(ids) - len(set(ids)) == 1
        values = result["reconciliation"]["values"]
        assert values["seen"] == values["in_columns"] + values["in_other_fields"]

    def test_the_location_of_the_geo_sample(self, tmp_path: Path, ufed_samples: Path) -> None:
        case = support.case(tmp_path, AT)
        result = read(case, ufed_samples / "ufed-geo2x_test_report.xml")
        assert result["reconciliation"]["extraction"] == "FileSystem extraction, report version 7.34"
        (location,) = rows(case, "locations")
        assert location["occurred_at"] is None
        assert location["occurred_at_zone_basis"] == "unstated"
        assert location["occurred_at_raw"]
        # "Map" stands empty on the location and again on its coordinate: an empty field is kept as one.
        for record_type in ("Location", "Coordinate"):
            (record,) = extracted(case, record_type)
            assert "Map" in record["_empty_fields"]
        assert any("524 models and holds 1" in warning for warning in result["reconciliation"]["warnings"])
        assert result["reconciliation"]["is_whole"]


BODY = support.message(1, "hello there")
PLAIN = support.report(support.chat(BODY))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.xml", PLAIN.encode()),
        ("Report.XML", PLAIN.encode()),
        ("bom.xml", b"\xef\xbb\xbf" + PLAIN.encode()),
        ("crlf.xml", PLAIN.replace("><field", ">\r\n<field").encode()),
        ("plain.xml", support.report(support.chat(BODY), namespace="").encode()),
        ("utf16.xml", PLAIN.replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16")),
        ("model.xml", (support.HEAD + support.chat(BODY)).encode()),
        ("type.xml", (support.HEAD + f'<modelType type="Chat">{support.chat(BODY)}</modelType>').encode()),
    ],
)
def test_every_form_of_a_report_gives_the_same_message(tmp_path: Path, name: str, content: bytes) -> None:
    case = support.case(tmp_path, AT)
    path = tmp_path / name
    path.write_bytes(content)
    result = read(case, path)
    (row,) = rows(case, "messages")
    assert row["body"] == "hello there"
    assert row["sender_identifier_normalised"] == "+447700900102"
    assert result["reconciliation"]["is_whole"]


@pytest.mark.parametrize("member", ["report.xml", "Report.xml"])
def test_the_report_is_found_in_the_zip(tmp_path: Path, member: str) -> None:
    case = support.case(tmp_path, AT)
    read(case, support.ufdr(tmp_path / "a.ufdr", PLAIN, member))
    assert len(rows(case, "messages")) == 1


def test_the_locator_leads_back_to_the_bytes(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    path = tmp_path / "report.xml"
    path.write_text(support.report(support.chat(BODY, support.message(2, "wé 🙂 there"))), encoding="utf-8")
    read(case, path)
    for row in rows(case, "messages"):
        span = row["source_locator"].rpartition(":")[2]
        first, last = (int(part) for part in span.split("-"))
        piece = path.read_bytes()[first : last + 1].decode()
        assert piece.startswith("<model ")
        assert row["body"] in piece


def test_ingesting_twice_changes_nothing_and_says_so(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    path = support.ufdr(tmp_path / "a.ufdr", PLAIN)
    assert read(case, path)["unchanged"] is False
    before = case.ledger_path.read_bytes()
    assert read(case, path)["unchanged"] is True
    assert case.ledger_path.read_bytes() == before


def test_the_source_is_not_changed(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    path = support.ufdr(tmp_path / "a.ufdr", PLAIN)
    path.chmod(0o400)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    result = read(case, path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest == result["source"]["sha256"]


def test_a_source_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = support.case(tmp_path, AT)
    path = tmp_path / "report.xml"
    path.write_text(PLAIN)
    real = ingest._read

    def changing(*arguments: Any, **keywords: Any) -> Any:
        result = real(*arguments, **keywords)
        path.write_text(PLAIN + " ")
        return result

    monkeypatch.setattr(ingest, "_read", changing)
    with pytest.raises(InputError, match="changed while"):
        read(case, path)
    assert case.table_files("messages") == []


def test_damage_goes_to_quarantine_and_the_counts_balance(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    good = [support.message(number, f"fine {number}") for number in range(3)]
    damaged = support.message(9, support.CANARY).replace("</field>", "</feild>", 1)
    path = tmp_path / "report.xml"
    path.write_text(support.report(*good, damaged, support.message(10, "after"), type_="InstantMessage"))
    result = read(case, path)["reconciliation"]
    assert not result["is_whole"]
    bodies = [row["body"] for row in rows(case, "messages")]
    assert [body for body in bodies if body != support.CANARY] == ["fine 0", "fine 1", "fine 2", "after"]
    assert result["repaired"] == {"end_tag_mismatched": 1}
    assert path.read_bytes()[result["first_bytes"]["end_tag_mismatched"] :].startswith(b"</feild>")
    for count in result["records"]:
        assert count["seen"] == count["written"] + count["quarantined"]
    (place,) = places = tables.read(case.committed("quarantine"), "quarantine").to_pylist()
    assert place["is_kept"]
    assert support.CANARY not in str(places)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.xml", b""),
        ("text.xml", b"not xml at all"),
        ("other.xml", b"<html><body/></html>"),
        ("broken.ufdr", b"PK\x03\x04 and then nothing"),
        ("entities.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><project><decodedData>&a;</decodedData></project>'),
    ],
)
def test_what_is_no_export_is_refused_with_a_reason(tmp_path: Path, name: str, content: bytes) -> None:
    case = support.case(tmp_path, AT)
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read(case, path)
    assert name in str(caught.value)
    assert caught.value.action
    assert case.table_files("messages") == []


def test_a_message_at_top_level_and_in_a_chat_counts_once(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    path = tmp_path / "report.xml"
    xml = support.report(support.chat(BODY)).replace(
        "</modelType>", f'</modelType><modelType type="InstantMessage">{BODY}</modelType>'
    )
    path.write_text(xml)
    result = read(case, path)
    (row,) = rows(case, "messages")
    assert len(row["duplicate_locators"]) == 1
    assert result["reconciliation"]["duplicates"] == 1
    assert len(extracted(case, "InstantMessage")) == 2


def test_an_unknown_type_and_field_are_kept(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    path = tmp_path / "report.xml"
    model = (
        '<model type="RideBooking" id="r1"><field name="Driver" type="String">'
        f"<value type='String'>{support.CANARY}</value></field></model>"
    )
    path.write_text(support.report(model, type_="RideBooking"))
    read(case, path)
    assert extracted(case, "RideBooking")[0]["Driver"] == support.CANARY
    assert any(row["value"] == support.CANARY for row in rows(case, "other_fields"))


def test_types_that_differ_in_case_only_are_both_kept(tmp_path: Path) -> None:
    models = "".join(
        f'<model type="{type_}" id="{type_}"><field name="A" type="S"><value type="S">{type_}</value></field></model>'
        for type_ in ("Ride", "ride", "chat", "RIDE")
    )
    path = tmp_path / "report.xml"
    path.write_text(f"<project>{models}</project>")
    case = support.case(tmp_path, AT)
    assert read(case, path)["reconciliation"]["is_whole"]
    left = {row["record_type"]: row["value"] for row in rows(case, "other_fields") if row["field_name"] == "A"}
    assert left == {type_: type_ for type_ in ("RIDE", "Ride", "chat", "ride")}


def test_every_reader_declares_itself() -> None:
    for reader in readers.READERS:
        assert reader.name
        assert not reader.detect(Path(__file__)).matches
