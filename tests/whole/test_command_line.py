"""The command line: plain errors, their exit codes, and no evidence in either."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests import support
from tests.conftest import AT, ROOT
from tests.whole.conftest import Demonstration


def disclosure(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipelines", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_heavy_libraries_are_not_loaded_by_quick_commands(demonstration: Demonstration) -> None:
    case = str(demonstration.case)
    for arguments in (["--help"], ["status", case], ["verify", case]):
        script = (
            "import sys\nfrom pipelines.__main__ import app\n"
            f"try:\n    app({arguments!r})\nexcept SystemExit:\n    pass\n"
            "heavy = {'dask', 'pandas', 'spacy', 'presidio_analyzer', 'duckdb', 'distributed'} & set(sys.modules)\n"
            "sys.exit(','.join(sorted(heavy)) or 0)"
        )
        done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-300:]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ingest", "CASE", "nowhere.ufdr", "--exhibit", "JLB/1"], 3),
        (["ingest", "CASE", "README.md", "--exhibit", "JLB/1"], 3),
        (["ingest", "CASE", "README.md", "--exhibit", "JBL/1"], 2),
        (["status", "nowhere"], 3),
        (["redact", "CASE", "--audience", "press"], 2),
        (["redact", "CASE", "--audience", "cps"], 2),
        (["schedule", "CASE"], 2),
        (["bundle", "CASE", "--audience", "cps"], 2),
        (["sample", "CASE", "--seed", "1"], 2),
        (["verify", "README.md"], 3),
        (["new", "CASE"], 2),
        (["detect", "nowhere.jsonl"], 3),
    ],
)
def test_a_users_mistake_ends_in_a_plain_message(tmp_path: Path, arguments: list[str], code: int) -> None:
    case = support.case(tmp_path, AT)
    done = disclosure(*(str(case.root) if argument == "CASE" else argument for argument in arguments))
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("disclosure: ")
    assert len(done.stderr.splitlines()) >= 2, "says what to do next"


def test_damage_gives_its_own_exit_code_and_no_evidence(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    path = tmp_path / "report.xml"
    damaged = support.message(2, support.CANARY).replace("</field>", "</feild>", 1)
    path.write_text(support.report(support.message(1, support.CANARY), damaged, type_="InstantMessage"))
    done = disclosure("ingest", case.root, path, "--exhibit", "JLB/1", "--json")
    assert done.returncode == 4
    assert support.CANARY not in done.stdout + done.stderr
    assert json.loads(done.stdout)["is_whole"] is False
    assert support.CANARY not in case.ledger_path.read_text()
    reconciliation = next((case.root / "reconciliation").rglob("*.json")).read_text()
    assert support.CANARY not in reconciliation


def test_a_ufdr_that_was_cut_off_gives_its_whole_records_and_the_exit_code_of_a_partial_result(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    path = tmp_path / "phone.ufdr"
    report = support.report(support.chat(*(support.message(number, support.CANARY) for number in range(40))))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("report.xml", report)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    done = disclosure("ingest", case.root, path, "--exhibit", "JLB/1", "--json")
    assert done.returncode == 4, done.stderr
    assert support.CANARY not in done.stdout + done.stderr
    result = json.loads(done.stdout)
    assert result["is_whole"] is False
    (export,) = result["exports"]
    assert export["reconciliation"]["quarantine"]["cut_off"] >= 1
    assert 10 < export["reconciliation"]["tables"]["messages"] < 25
    assert disclosure("ingest", case.root, path, "--exhibit", "JLB/1").returncode == 4, "and again"
    assert disclosure("status", case.root).returncode == 0


def test_a_fault_of_the_toolkit_shows_no_evidence(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    script = (
        "import sys\nfrom pipelines import __main__, ingest\n"
        f"def broken(*a, **k):\n    raise ValueError({support.CANARY!r})\n"
        "ingest.run = broken\n"
        f"sys.argv = ['disclosure', 'ingest', {str(case.root)!r}, 'x', '--exhibit', 'JLB/1']\n__main__.main()"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert support.CANARY not in done.stdout + done.stderr
    assert "ValueError" in done.stderr
