"""Damaged UFDR files: what is whole is kept, what is doubtful says so, and the place is named."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from numba.core.caching import CacheImpl

from disclosure import tables
from disclosure.errors import InputError
from disclosure.readers.ufdr import kernel
from disclosure.readers.ufdr.container import detect
from disclosure.workspace import Workspace
from pipelines import ingest
from pipelines.reporting import SilentReporter
from tests import support
from tests.conftest import AT

MESSAGES = [support.message(number, f"message number {number} {number * 7919 % 10007:x}") for number in range(400)]
XML = support.report(support.chat(*MESSAGES)).encode()


def read(case: Workspace, path: Path) -> dict[str, Any]:
    result = ingest.run(case, [path], "JLB/1", at=AT, workers=1, scheduler=None, report=SilentReporter())
    return result["exports"][0]["reconciliation"]  # type: ignore[no-any-return]


def bodies(case: Workspace) -> list[str]:
    return [row["body"] for row in tables.read(case.table_files("messages"), "messages").to_pylist()]


def extracted(case: Workspace) -> list[dict[str, Any]]:
    files = case.committed("extracted/JLB%2F1/InstantMessage")
    return [row for path in files for row in pq.ParquetFile(path).read().to_pylist()]


def whole_before(cut: int) -> list[str]:
    """Bodies of the messages that end before a byte."""
    ends, at = [], 0
    for number, message in enumerate(MESSAGES):
        at = XML.index(message.encode(), at) + len(message.encode())
        if at <= cut:
            ends.append(f"message number {number} {number * 7919 % 10007:x}")
    return ends


def test_a_zip_without_table_of_contents_gives_what_was_whole(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    whole = support.ufdr(tmp_path / "whole.ufdr", XML).read_bytes()
    path = tmp_path / "cut.ufdr"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    assert not zipfile.is_zipfile(path)
    assert detect(path).matches
    result = read(case, path)
    found = bodies(case)
    place = result["first_bytes"]["archive_cut_off"]
    assert len(found) > 100
    assert found == whole_before(place)
    assert not result["is_whole"]
    assert any("table of contents" in warning for warning in result["warnings"])


def test_a_cut_xml_gives_what_was_whole_and_says_where(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    path = tmp_path / "report.xml"
    cut = XML.index(b"message number 300 ") + 3
    path.write_bytes(XML[:cut])
    result = read(case, path)
    assert bodies(case) == whole_before(cut)
    assert result["first_bytes"]["cut_off"] <= cut
    assert result["quarantine"]["cut_off"] >= 2
    # The chat has no end; it is kept, flagged, because its messages hang from it.
    assert result["repaired"]["cut_off"] == 1
    assert len({row["_parent_row"] for row in extracted(case)}) == 1


def _stored(path: Path, content: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("report.xml", content)
    return path


def test_a_wrong_checksum_marks_everything_after_the_first_error(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    path = _stored(tmp_path / "phone.ufdr", XML)
    content = path.read_bytes()
    at = content.index(b"</model>", content.index(b"message number 200 "))
    path.write_bytes(content[: at + 2] + b"X" + content[at + 3 :])
    result = read(case, path)
    assert len(bodies(case)) == len(MESSAGES)
    assert result["quarantine"] == {"archive_checksum_differs": 1}
    flagged = ["unverified" in (row["_damage"] or []) for row in extracted(case)]
    assert flagged[:200] == [False] * 200
    assert all(flagged[200:])
    others = tables.read(case.table_files("other_fields"), "other_fields").to_pylist()
    assert {row["value"] for row in others if row["field_name"] == "#damage"} >= {"unverified"}


def test_a_wrong_checksum_without_a_visible_error_marks_everything(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    path = _stored(tmp_path / "phone.ufdr", XML)
    path.write_bytes(path.read_bytes().replace(b"message number 200 ", b"massage number 200 "))
    read(case, path)
    assert all(row["_damage"] == ["unverified"] for row in extracted(case))


@pytest.mark.parametrize("part", [3, 5, 8])
def test_a_flipped_bit_in_the_compressed_stream(tmp_path: Path, part: int) -> None:
    case = support.case(tmp_path, AT)
    path = support.ufdr(tmp_path / "phone.ufdr", XML)
    content = bytearray(path.read_bytes())
    content[len(content) * part // 10] ^= 16
    path.write_bytes(bytes(content))
    result = read(case, path)
    first = min(result["first_bytes"].values())
    assert not result["is_whole"]
    assert set(whole_before(first)) <= set(bodies(case))
    for row in extracted(case):
        assert row["_byte_end"] <= result["first_bytes"].get("unverified", 1 << 60) or "unverified" in row["_damage"]
    assert all(count["seen"] == count["written"] + count["quarantined"] for count in result["records"])


def test_a_protected_report_is_named(tmp_path: Path) -> None:
    path = support.ufdr(tmp_path / "phone.ufdr", bytes.fromhex("2d06526d") + b"rest")
    with pytest.raises(InputError, match="protected UFDR"):
        read(support.case(tmp_path, AT), path)


def test_a_report_that_is_no_xml_is_named(tmp_path: Path) -> None:
    path = support.ufdr(tmp_path / "phone.ufdr", b"\x00\x01\x02\x03rest")
    with pytest.raises(InputError, match="not XML"):
        read(support.case(tmp_path, AT), path)


def test_the_database_dump_of_version_10_is_named(tmp_path: Path) -> None:
    path = support.ufdr(tmp_path / "phone.ufdr", XML)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("DbData/database.db", b"PGDMP and more")
    result = read(support.case(tmp_path, AT), path)
    assert any("Physical Analyzer 10" in warning for warning in result["warnings"])
    without = tmp_path / "without.ufdr"
    with zipfile.ZipFile(without, "w") as archive:
        archive.writestr("DbData/database.db", b"PGDMP and more")
    assert "Physical Analyzer 10" in detect(without).reason


def test_another_encoding_is_recoded(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    path = tmp_path / "report.xml"
    xml = support.report(support.chat(support.message(1, "café £5"))).replace('"utf-8"', '"windows-1252"')
    path.write_bytes(xml.encode("cp1252"))
    result = read(case, path)
    assert bodies(case) == ["café £5"]
    assert result["is_whole"]


def test_a_machine_that_keeps_no_compiled_code_compiles_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        return None

    # Neither beside the source file nor in the user's own folder can anything be written.
    for locator in CacheImpl._locator_classes:
        monkeypatch.setattr(locator, "from_function", nowhere)
    doubled = kernel.compiled(lambda number: 2 * number)
    assert doubled(21) == 42
    assert doubled.stats.cache_path is None
