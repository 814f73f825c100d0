"""SMS Backup & Restore: what plain XML readers trip over."""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path
from typing import Any

import pytest

from disclosure import tables
from disclosure.errors import InputError
from disclosure.hashing import sha256_source
from disclosure.readers import sms_backup
from disclosure.readers.sms_backup.mend import Mender
from disclosure.reading import Options, Reconciliation, Source
from tests.conftest import SAMPLES
from tests.data.sms_backup import LONG_PICTURE, MESSAGES, PICTURE, mms, sms, smses, write

module = importlib.import_module("disclosure.readers.sms_backup.read")  # the package shows its function by that name


def read(path: Path, out: Path, **options: Any) -> tuple[Reconciliation, dict[str, list[dict[str, Any]]]]:
    out.mkdir()
    source = Source(path, "JLB/1", sha256_source(path), "GB", Options(**options))
    result = sms_backup.READER.read(source, out, lambda _: None)
    found = {}
    for table in sms_backup.READER.tables:
        files = sorted((out / "artefacts" / table).rglob("*.parquet"))
        found[table] = tables.read(files, table).to_pylist() if files else []
    return result, found


def test_messages(tmp_path: Path) -> None:
    result, found = read(write(tmp_path, MESSAGES), tmp_path / "out", owner="07700 900599")
    messages = found["messages"]
    assert [row["body"] for row in messages] == [
        "see you at nine", "smile \U0001f600 now", None, "a & b <c>", "\\u0000bell", "look up", "who is this"
    ]  # fmt: skip
    assert messages[2]["labels"] == ["the text is the word null in the export"]
    assert messages[0]["subject"] is None
    assert messages[0]["sent_at"].isoformat() == "2023-11-14T22:13:20+00:00"
    assert [row["direction"] for row in messages[:3]] == ["incoming", "outgoing", "incoming"]
    assert messages[1]["sender_identifier_normalised"] == "+447700900599"
    assert messages[6]["sender_name"] is None
    assert messages[6]["sender_identifier"] == "60000"
    assert messages[5]["sender_identifier_normalised"] == "+447700900502"
    assert any("1 emoji" in warning for warning in result.warnings)
    assert any("1 characters that XML does not allow" in warning for warning in result.warnings)


def test_ordinals_follow_the_file(tmp_path: Path) -> None:
    records = [sms(0, "a"), mms(PICTURE), sms(1, "b"), sms(2, "c")]
    _, found = read(write(tmp_path, smses(*records)), tmp_path / "out")
    alone = [row for row in found["messages"] if row["message_type"] == "SMS"]
    assert [(row["body"], row["ordinal"]) for row in alone] == [("a", 0), ("b", 1), ("c", 2)]


@pytest.mark.parametrize("picture", [PICTURE, LONG_PICTURE], ids=["short", "long"])
@pytest.mark.parametrize("chunk", [997, 1 << 16, 1 << 20])
def test_pictures_go_to_files_of_the_case_and_are_hashed(
    picture: bytes, chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_CHUNK", chunk)
    _, found = read(write(tmp_path, smses(sms(1, "before"), mms(picture), sms(2, "after"))), tmp_path / "out")
    (file,) = found["files"]
    assert file["sha256"] == hashlib.sha256(picture).hexdigest()
    assert file["size_bytes"] == len(picture)
    assert (tmp_path / "out" / file["local_path"]).read_bytes() == picture
    assert found["attachments"][0]["extracted_path"] == file["local_path"]
    assert [row["body"] for row in found["messages"]] == ["before", "look up", "after"]


@pytest.mark.parametrize("chunk", [97, 1024, 1 << 20])
def test_places_lead_back_to_the_bytes(chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", chunk)
    emoji = [sms(number, f"{number} &#55357;&#56832;&#xD83D;&#xDE00; &#1;") for number in range(9)]
    path = write(tmp_path, smses(*emoji, mms(LONG_PICTURE), *emoji))
    content = path.read_bytes()
    _, found = read(path, tmp_path / "out")
    assert len(found["messages"]) == 19
    for row in found["messages"]:
        place = int(row["source_locator"].rpartition(":")[2])
        assert content[place : place + 4] in (b"<sms", b"<mms")
        if row["message_type"] == "SMS":
            assert row["body"].endswith("\U0001f600\U0001f600 \\u0001")
            assert f'body="{row["body"][0]} '.encode() in content[place : place + 200]


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        (b"a &#55357;&#56832; b", b"a &#128512; b"),
        (b"a &#xD83D;&#xDE00; b", b"a &#128512; b"),
        (b"a \xed\xa0\xbd\xed\xb8\x80 b", "a \U0001f600 b".encode()),
        (b"a &#55357; b", b"a \\ud83d b"),
        (b"a &#55357;&#65; b", b"a \\ud83d&#65; b"),
        (b"a &#65;&#55357;&#56832; b", b"a &#65;&#128512; b"),
        (b"a \x01 b", b"a \\x01 b"),
        (b"a &#10; &amp; b", b"a &#10; &amp; b"),
        (b"a \xed\x95\x9c b", b"a \xed\x95\x9c b"),
    ],
)
def test_references_are_mended(raw: bytes, mended: bytes, tmp_path: Path) -> None:
    for size in (1, 2, 3, 7, 100):
        mender = Mender(tmp_path)
        chunks = [raw[start : start + size] for start in range(0, len(raw), size)]
        out = b"".join(mender.feed(chunk) for chunk in chunks) + mender.feed(b"", final=True)
        assert out == mended, size


class TestDamage:
    def test_one_broken_record_costs_one_record(self, tmp_path: Path) -> None:
        broken = sms(2, "broken").replace(' date="', " date=")
        result, found = read(write(tmp_path, smses(sms(1, "a"), broken, sms(3, "c"), mms(PICTURE))), tmp_path / "out")
        assert [row["body"] for row in found["messages"]] == ["a", "c", "look up"]
        assert result.quarantine == {"xml_damaged_at_end": 1} or sum(result.quarantine.values()) == 1
        assert not result.is_whole

    @pytest.mark.parametrize("chunk", [256, 1 << 20])
    def test_a_file_that_ends_early_keeps_what_was_whole(
        self, chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "_CHUNK", chunk)
        content = smses(*(sms(number, f"message {number}") for number in range(40)))
        path = write(tmp_path, content[: content.index("message 30")])
        result, found = read(path, tmp_path / "out")
        assert len(found["messages"]) == 30
        assert not result.is_whole
        assert any("states 40 records and holds 30" in warning for warning in result.warnings)

    def test_damaged_base64_is_kept_and_said(self, tmp_path: Path) -> None:
        content = smses(mms(PICTURE)).replace('data="AAEC', 'data="A*EC')
        result, found = read(write(tmp_path, content), tmp_path / "out")
        assert result.quarantine == {"base64_damaged": 1}
        assert len(found["attachments"]) == 1

    def test_entities_of_its_own_are_refused(self, tmp_path: Path) -> None:
        content = '<!DOCTYPE x [<!ENTITY a "aaaa">]><smses count="1"><sms body="&a;"/></smses>'
        with pytest.raises(InputError, match="entities"):
            read(write(tmp_path, content), tmp_path / "out")


@pytest.mark.skipif(not (SAMPLES / "sms_backup_restore").is_dir(), reason="the samples are not beside the project")
def test_samples(tmp_path: Path) -> None:
    result, found = read(SAMPLES / "sms_backup_restore" / "sms-test.xml", tmp_path / "a")
    assert result.is_whole
    assert {row.record_type: (row.stated, row.seen) for row in result.records}["message"] == (15, 15)
    assert len(found["messages"]) == 15
    result, found = read(SAMPLES / "sms_backup_restore" / "calls.xml", tmp_path / "b")
    assert {row.record_type: (row.stated, row.seen) for row in result.records}["call"] == (16, 16)
    assert len(found["calls"]) == 16
