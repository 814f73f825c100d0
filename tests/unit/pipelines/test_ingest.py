"""Ingest through the command line: folders, options, several formats in one case, what a person is told."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from disclosure import tables, verify
from disclosure.errors import DisclosureError, ExitCode, InputError, PartialResultError, UsageError
from disclosure.workspace import Workspace
from pipelines import ingest
from pipelines.__main__ import app
from pipelines.reporting import SilentReporter
from tests import support
from tests.conftest import AT
from tests.data import phone_databases, sms_backup, whatsapp_text


def command(case: Workspace, *arguments: object) -> tuple[int, dict[str, Any], str]:
    """Exit code, result and what is said of an ingest."""
    given = ["ingest", str(case.root), *map(str, arguments), "--exhibit", "JLB/1", "--workers", "1", "--json"]
    done = CliRunner().invoke(app, given)
    if isinstance(done.exception, DisclosureError):
        return int(done.exception.exit_code), {}, str(done.exception)
    result = json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else {}
    return done.exit_code, result, done.output


@pytest.fixture
def case(tmp_path: Path) -> Workspace:
    return support.case(tmp_path, AT)


def test_folders_and_files_of_several_formats_in_one_case(case: Workspace, tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    backup = phone_databases.backup(given)
    texts = sms_backup.write(given, sms_backup.MESSAGES)
    chat = whatsapp_text.write(given, whatsapp_text.chat(whatsapp_text.FORMS["iOS UK"]))
    code, result, _ = command(case, backup, texts, chat, "--owner", "07700 900101")
    assert code == ExitCode.OK
    assert [export["reader"] for export in result["exports"]] == [
        "Phone databases",
        "SMS Backup & Restore",
        "WhatsApp text export",
    ]
    assert result["exports"][0]["source"]["bytes"] == sum(
        file.stat().st_size for file in backup.rglob("*") if file.is_file()
    )
    messages = tables.read(case.table_files("messages"), "messages")
    assert messages.num_rows == 12 + 7 + 8
    assert "+447700900101" in messages["sender_identifier_normalised"].to_pylist()
    assert verify.verify(case.root).is_whole
    assert "900101" not in case.ledger_path.read_text()  # who the owner is stands in the case file
    assert command(case, backup)[1]["exports"][0]["unchanged"]


def test_a_folder_that_changes_while_it_is_read_is_refused(
    case: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = phone_databases.backup(tmp_path)
    real = ingest._read

    def changing(*arguments: Any, **keywords: Any) -> Any:
        result = real(*arguments, **keywords)
        (root / "new.txt").write_text("later")
        return result

    monkeypatch.setattr(ingest, "_read", changing)
    with pytest.raises(InputError, match="changed while"):
        ingest.run(case, [root], "JLB/1", at=AT, workers=1, scheduler=None, report=SilentReporter())
    assert case.table_files("messages") == []


def test_an_order_of_dates_that_cannot_be_told_is_asked_for_and_recorded(case: Workspace, tmp_path: Path) -> None:
    path = whatsapp_text._with_given_order(tmp_path)
    code, _, said = command(case, path)
    assert code == ExitCode.BAD_INPUT
    assert "--date-order" in said
    code, result, _ = command(case, path, "--date-order", "dmy")
    assert code == ExitCode.OK
    assert result["exports"][0]["options"] == {"date_order": "dmy"}
    code, _, said = command(case, path, "--date-order", "mdy")
    assert code == UsageError.exit_code
    assert "other options" in said


def test_what_could_not_be_read_ends_in_the_exit_code_for_it(case: Workspace, tmp_path: Path) -> None:
    content = sms_backup.smses(sms_backup.sms(1, "whole"), sms_backup.sms(2, "broken").replace(' date="', " date="))
    code, _, _ = command(case, sms_backup.write(tmp_path, content))
    assert code == PartialResultError.exit_code
    assert tables.read(case.table_files("messages"), "messages")["body"].to_pylist() == ["whole"]
    (row,) = tables.read(case.committed("quarantine"), "quarantine").to_pylist()
    assert row["reason"].startswith("xml_damaged")
    assert "broken" not in str(row)


def test_an_archive_that_climbs_out_is_read_without_what_does(case: Workspace, tmp_path: Path) -> None:
    path = whatsapp_text._ios_zip(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../escaped.txt", "x")
    code, _, _ = command(case, path)
    assert code == PartialResultError.exit_code
    assert not list(tmp_path.parent.glob("escaped.txt"))
    assert tables.read(case.table_files("messages"), "messages").num_rows == 9


def test_evidence_is_not_in_what_is_printed(case: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    stamp = whatsapp_text.FORMS["Android UK"]
    text = "\n".join(f"{stamp(at)}{support.CANARY}: {support.CANARY}" for at in whatsapp_text.MOMENTS)
    code, result, output = command(case, whatsapp_text.write(folder, text, "chat.txt"))
    assert code == ExitCode.OK
    assert support.CANARY not in output
    assert support.CANARY not in json.dumps(result)
    assert support.CANARY not in case.ledger_path.read_text()
    shutil.rmtree(folder)
