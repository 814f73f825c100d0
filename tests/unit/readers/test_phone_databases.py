"""Databases of phones: the traps by which messages are lost, misdated or given to the wrong person."""

from __future__ import annotations

import plistlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from disclosure import tables
from disclosure.errors import InputError
from disclosure.hashing import sha256_file, sha256_source
from disclosure.readers import phone_databases
from disclosure.readers.phone_databases.ios_messages import archived_text
from disclosure.reading import NOT_TRIED, Options, Reconciliation, Source
from tests.conftest import SAMPLES
from tests.data import phone_databases as built


def read(path: Path, out: Path, **options: Any) -> tuple[Reconciliation, dict[str, list[dict[str, Any]]]]:
    out.mkdir()
    source = Source(path, "JLB/1", sha256_source(path), "GB", Options(**options))
    result = phone_databases.READER.read(source, out, lambda _: None)
    found = {}
    for table in phone_databases.READER.tables:
        files = sorted((out / "artefacts" / table).rglob("*.parquet"))
        found[table] = tables.read(files, table).to_pylist() if files else []
    return result, found


class TestWriteAheadLog:
    def test_it_is_applied_to_a_copy_and_said(self, tmp_path: Path) -> None:
        root = built.with_log(tmp_path)
        digests = {path.name: sha256_file(path) for path in root.iterdir()}
        result, found = read(root, tmp_path / "out")
        assert "only in the log" in {row["body"] for row in found["messages"]}
        assert any("write-ahead log" in warning for warning in result.warnings)
        assert {path.name: sha256_file(path) for path in root.iterdir()} == digests

    def test_one_beside_a_single_file_is_not_read_and_the_result_is_partial(self, tmp_path: Path) -> None:
        path = built.with_log(tmp_path) / "mmssms.db"
        result, found = read(path, tmp_path / "out")
        assert "only in the log" not in {row["body"] for row in found["messages"]}
        assert result.quarantine == {"log_not_given": 1}
        assert not result.is_whole


class TestWhatsAppOnIos:
    def test_people_and_places(self, tmp_path: Path) -> None:
        _, found = read(built.chat_storage(tmp_path), tmp_path / "out")
        by_id = {row["vendor_id"]: row for row in found["messages"]}
        member = by_id["3A04"]
        assert member["sender_identifier"] == "205690463334636@lid"
        assert member["sender_identifier_kind"] == "lid"
        assert member["sender_identifier_normalised"] == "205690463334636@lid"
        assert member["sender_name"] == "Pip of the lid"
        assert (member["latitude"], member["longitude"]) == (51.513767, -0.098266)
        assert by_id["3A03"]["latitude"] is None  # the size of a picture is no place
        assert by_id["3A01"]["sent_at"].isoformat() == "2023-10-26T08:00:00.500000+00:00"
        assert by_id["3A02"]["direction"] == "outgoing"
        assert by_id["3A05"]["is_system"]
        assert by_id["3A05"]["sender_identifier"] is None
        numbers = {row["identifier_normalised"] for row in found["conversation_participants"]}
        assert numbers == {"+447700900401", "205690463334636@lid"}

    @pytest.mark.skipif(not (SAMPLES / "whatsapp_db").is_dir(), reason="the samples are not beside the project")
    def test_samples(self, tmp_path: Path) -> None:
        folder = SAMPLES / "whatsapp_db"
        result, found = read(folder / "testdata.whatsApp.whatsAppMessages.josh_ios15_ffs.zip", tmp_path / "a")
        assert result.is_whole
        assert len(found["messages"]) == 32
        assert sum(row["direction"] == "incoming" for row in found["messages"]) == 10
        assert all(row["latitude"] is not None for row in found["messages"] if row["message_type"] == "location")
        assert not any(NOT_TRIED in warning for warning in result.warnings)
        result, found = read(folder / "testdata.whatsApp.whatsAppContacts.josh_ios15_ffs.zip", tmp_path / "b")
        assert len(found["contacts"]) == 9


class TestWhatsAppOnAndroid:
    def test_newer_schema(self, tmp_path: Path) -> None:
        result, found = read(built.msgstore(tmp_path), tmp_path / "out", owner="07700 900499")
        by_id = {row["vendor_id"]: row for row in found["messages"]}
        assert "-1" not in by_id  # the pseudo row is kept in other_fields
        assert {row.record_type: row.seen for row in result.records}["message"] == 7
        assert by_id["K3"]["sender_identifier_normalised"] == "+447700900499"
        assert by_id["K3"]["quoted_count"] == 1
        assert by_id["K4"]["sender_identifier_kind"] == "lid"
        assert by_id["K4"]["body"] == "our kite"
        assert by_id["K5"]["latitude"] == 51.513767
        assert by_id["K6"]["is_system"]
        assert by_id["K7"]["deleted_state"]
        (recipient,) = found["message_recipients"]
        assert recipient["read_at"].isoformat() == "2023-10-26T08:01:10+00:00"
        entries = {row["value_normalised"] for row in found["contact_entries"]}
        assert entries == {"205690463334636@lid", "+447700900401"}
        assert any(NOT_TRIED in warning for warning in result.warnings)

    def test_older_schema(self, tmp_path: Path) -> None:
        _, found = read(built.msgstore_old(tmp_path), tmp_path / "out")
        by_id = {row["vendor_id"]: row for row in found["messages"]}
        assert by_id["O3"]["sender_identifier_normalised"] == "+447700900402"
        assert by_id["O4"]["is_system"]
        assert found["quoted_messages"][0]["body"] == "what was quoted"


class TestIosBackup:
    def test_messages(self, tmp_path: Path) -> None:
        _, found = read(built.backup(tmp_path), tmp_path / "out")
        by_id = {row["vendor_id"]: row for row in found["messages"]}
        assert by_id["G1"]["sent_at"].year == 2014  # seconds
        assert by_id["G2"]["sent_at"].year == 2023  # nanoseconds
        assert by_id["G2"]["body"] == "words in the archive"
        assert by_id["G2"]["direction"] == "outgoing"
        assert by_id["G3"]["body"] == built.LONG
        assert by_id["G4"]["labels"] == ["reaction"]
        assert by_id["G5"]["is_system"]
        picture = next(row for row in found["attachments"] if row["file_name"] == "IMG_1.heic")
        assert picture["status"] == "present"
        assert picture["parent_id"] == by_id["G6"]["artefact_id"]
        assert {row["name"] for row in found["contacts"]} == {"Bronwen Tregarth", "Tregarth & Daughters"}
        assert [row["identifier"] for row in found["call_parties"]] == ["07700900401", "pip@example.org"]
        assert {row["application"] for row in found["messages"]} == {"SMS", "iMessage", "WhatsApp"}
        assert "Documents/other.sqlite" in {row["path"] for row in found["files"]}

    @pytest.mark.parametrize("how", ["property list", "manifest"])
    def test_an_encrypted_one_is_named_as_such(self, how: str, tmp_path: Path) -> None:
        root = built.backup(tmp_path)
        if how == "manifest":
            (root / "Manifest.db").write_bytes(bytes(range(256)) * 8)
        else:
            (root / "Manifest.plist").write_bytes(plistlib.dumps({"IsEncrypted": True}))
        assert phone_databases.READER.detect(root).matches
        with pytest.raises(InputError, match="encrypted iOS backup"):
            read(root, tmp_path / "out")

    def test_a_backup_in_an_archive_reads_the_same(self, tmp_path: Path) -> None:
        root = built.backup(tmp_path)
        packed = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", root))
        assert phone_databases.READER.detect(packed).matches
        _, one = read(root, tmp_path / "one")
        _, two = read(packed, tmp_path / "two")
        assert [row["body"] for row in one["messages"]] == [row["body"] for row in two["messages"]]


@pytest.mark.parametrize("text", ["a", "é" * 60, "x" * 127, "x" * 128, "x" * 4000, "🙂 and more"])
def test_words_in_an_attributed_body(text: str) -> None:
    assert archived_text(built.typedstream(text)) == text
    assert archived_text(built.typedstream(text)[:-30][:60]) in (None, text)
    assert archived_text(None) is None
    assert archived_text(b"NSString") is None


def test_calls_without_a_number_have_no_party(tmp_path: Path) -> None:
    _, found = read(built.contacts(tmp_path), tmp_path / "out")
    withheld = next(row for row in found["calls"] if row["status"] == "withheld")
    assert withheld["artefact_id"] not in {row["call_id"] for row in found["call_parties"]}
    assert "-1" in {row["value"] for row in found["other_fields"] if row["field_name"] == "number"}


def test_multimedia_messages_keep_their_people(tmp_path: Path) -> None:
    _, found = read(built.messages(tmp_path), tmp_path / "out", owner="07700 900499")
    message = next(row for row in found["messages"] if row["message_type"] == "MMS")
    assert message["sender_identifier_normalised"] == "+447700900202"
    assert message["body"] == "look at this"
    recipients = [row for row in found["message_recipients"] if row["message_id"] == message["artefact_id"]]
    assert {(row["identifier_normalised"], row["is_owner"]) for row in recipients} == {
        ("+447700900499", True),
        ("+447700900203", None),
    }
