"""Tables described by a mapping file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from disclosure import readers, tables
from disclosure.errors import InputError, UsageError
from disclosure.hashing import sha256_source
from disclosure.readers import mapped
from disclosure.reading import Reconciliation, Source
from pipelines.__main__ import app
from tests import support
from tests.conftest import AT
from tests.data.mapped import CSV, MESSAGES, options, write


def read(path: Path, out: Path) -> tuple[Reconciliation, dict[str, list[dict[str, Any]]]]:
    out.mkdir()
    source = Source(path, "JLB/1", sha256_source(path), "GB", options(path.parent))
    result = mapped.READER.read(source, out, lambda _: None)
    found = {}
    for folder in (out / "artefacts").iterdir():
        found[folder.name] = tables.read(sorted(folder.rglob("*.parquet")), folder.name).to_pylist()
    return result, found


def test_a_csv(tmp_path: Path) -> None:
    result, found = read(write(tmp_path, CSV, "t.csv", MESSAGES), tmp_path / "out")
    assert result.is_whole
    first, second, third, fourth = found["messages"]
    assert first["sent_at"].isoformat() == "2025-07-03T09:15:00+00:00"  # summer time
    assert second["sent_at"].isoformat() == "2025-01-03T10:15:00+00:00"
    assert first["sent_at_zone_basis"] == "header"
    assert third["sent_at"] is None  # the clock shows that hour twice
    assert (fourth["sent_at"], fourth["sent_at_raw"], fourth["sent_at_zone_basis"]) == (None, "not a time", "unstated")
    assert [row["direction"] for row in found["messages"]] == ["incoming", "outgoing", "Draft", "incoming"]
    assert (first["latitude"], second["latitude"]) == (51.5, None)
    assert first["sender_identifier_normalised"] == "+447700900601"
    assert [row["ordinal"] for row in found["messages"]] == [0, 1, 0, 1]
    assert first["source_locator"] == "t.csv:row 1"
    left = {(row["field_name"], row["value"]) for row in found["other_fields"]}
    assert left == {("Mood", "calm"), ("Mood (2)", "7"), ("Lat", "north")}


def test_a_row_with_other_columns_is_quarantined(tmp_path: Path) -> None:
    content = CSV + "t3,one,too,few\nt3,x,,,In,01/01/2025 00:00:00,after,,,\n"
    result, found = read(write(tmp_path, content, "t.csv", MESSAGES), tmp_path / "out")
    assert result.quarantine == {"row_has_other_columns": 1}
    assert found["messages"][-1]["body"] == "after"
    assert found["messages"][-1]["source_locator"] == "t.csv:row 6"
    assert result.records[0].seen == 6


def test_a_row_with_other_columns_and_damaged_bytes_is_not_dropped(tmp_path: Path) -> None:
    raw = CSV.encode() + b"t3,\xd2one,too,few\n" + b"t3,x,,,In,01/01/2025 00:00:00,after,,,\n"
    result, found = read(write(tmp_path, raw, "t.csv", MESSAGES), tmp_path / "out")
    assert result.quarantine == {"row_has_other_columns": 1}
    assert result.records[0].seen == 6
    assert found["messages"][-1]["body"] == "after"


def test_bytes_that_are_no_text_stay_visible(tmp_path: Path) -> None:
    raw = CSV.encode().replace(b"good morning", b"good \xe9 morning")
    result, found = read(write(tmp_path, raw, "t.csv", MESSAGES), tmp_path / "a")
    assert found["messages"][0]["body"] == "good \\xe9 morning"
    assert any("1 bytes are not in the file's encoding" in warning for warning in result.warnings)
    stated = write(tmp_path / "b", raw, "t.csv", 'encoding = "cp1252"\n' + MESSAGES)
    assert read(stated, tmp_path / "out")[1]["messages"][0]["body"] == "good é morning"


def test_a_quotation_mark_that_is_not_closed_is_said(tmp_path: Path) -> None:
    content = CSV.replace("\n", " \n") + 't3,x,,,In,01/01/2025 00:00:00,after,,,"open\nt4,x\n'
    result, _ = read(write(tmp_path, content, "t.csv", MESSAGES), tmp_path / "out")
    assert any("quotation mark" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("body =", "boddy ="), "did you mean 'body'"),
        (('"messages"', '"mesages"'), "table must be one of"),
        (("[times.sent_at]", "[times.sent]"), "'sent' is no time"),
        (("%d/%m/%Y %H:%M:%S", "day first"), "format must be"),
        (("application =", "aplication ="), "did you mean 'application'"),
        (("= ", "= ="), "not a TOML file"),
        (("Europe/London", "Europe/Nowhere"), "is no zone"),
        (('body = "Text"', 'body = "Words"'), "no column Words"),
    ],
)
def test_mistakes_in_a_mapping_are_named(change: tuple[str, str], said: str, tmp_path: Path) -> None:
    path = write(tmp_path, CSV, "t.csv", MESSAGES.replace(*change, 1))
    with pytest.raises(InputError, match=said) as caught:
        read(path, tmp_path / "out")
    assert caught.value.action


class TestDetection:
    def test_a_table_without_a_mapping_lists_what_was_tried(self, tmp_path: Path) -> None:
        path = write(tmp_path, CSV, "t.csv", MESSAGES)
        with pytest.raises(InputError) as caught:
            readers.detect(path)
        assert all(reader.name in str(caught.value) for reader in readers.READERS)
        assert "--mapping" in caught.value.action

    def test_an_ambiguous_file_names_the_formats(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = support.ufdr(tmp_path / "a.ufdr", support.report(support.chat(support.message(1, "x"))))
        ufdr = readers.READERS[0]
        monkeypatch.setattr(readers, "READERS", (ufdr, ufdr))
        with pytest.raises(InputError, match="more than one format") as caught:
            readers.detect(path)
        assert "--format" in caught.value.action

    def test_a_format_can_be_named_by_how_it_begins(self) -> None:
        assert readers.named("cellebrite ufdr").name.startswith("Cellebrite UFDR")
        with pytest.raises(UsageError, match="no format"):
            readers.named("Blackbird")


def test_the_command_line_takes_a_mapping(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    path = write(tmp_path / "given", CSV, "t.csv", MESSAGES)
    arguments = [
        "ingest",
        str(case.root),
        str(path),
        "--exhibit",
        "JLB/1",
        "--mapping",
        str(path.parent / "mapping.toml"),
    ]
    result = CliRunner().invoke(app, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    entry = next(entry for entry in case.entries() if entry.stage == "ingest")
    assert entry.details["reader"] == "Table with a mapping file"
    assert len(entry.details["options"]["mapping_sha256"]) == 64
    assert len(tables.read(case.table_files("messages"), "messages")) == 4
