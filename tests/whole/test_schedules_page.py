"""What docs/schedules.md says, run as written: two submissions by commands alone."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import python_calamine

from tests.conftest import ROOT
from tests.whole.conftest import Demonstration

PAGE = (ROOT / "docs" / "schedules.md").read_text(encoding="utf-8")


def test_two_submissions_by_the_commands_of_the_page(demonstration: Demonstration, tmp_path: Path) -> None:
    for export in demonstration.generated.glob("*.ufdr"):
        shutil.copy(export, tmp_path)
    case = tmp_path / "my-case"
    by_hand = iter((lambda: fill_in(demonstration, case), lambda: mark(case, tmp_path), lambda: decide(case)))
    results = []
    (block,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines():
        if line.startswith("#"):
            next(by_hand)()
            continue
        program, *arguments = shlex.split(line)
        assert program == "disclosure"
        if arguments[0] in ("schedule", "trace"):
            arguments.append("--json")
        command = [sys.executable, "-m", "pipelines", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}: {done.stderr[-2000:]}"
        if "--json" in arguments:
            results.append(json.loads(done.stdout))
        if "--report" in arguments:
            assert "It can be said with 95% confidence" in done.stderr
    draft, first, line, difference, second = results
    assert draft["draft"] is True
    assert (first["submission"], second["submission"]) == (1, 2)
    assert first["accounts"]["difference"] == second["accounts"]["difference"] == 0
    assert first["accounts"]["evidence"] >= 1
    assert line["item"] == "3"
    assert len(line["records"]) == line["quantity"]
    assert second["new"] == sum(change["change"] == "new" for change in difference["changes"]) > 0
    numbers = [item["item"] for item in form(case, 2)["items"]]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert form(case, 1)["items"][2]["description"].endswith("The words are in English.")
    assert list((case / "schedules/2").glob("* MG6E * submission 2.docx"))


def form(case: Path, submission: int) -> dict[str, list[dict[str, str]]]:
    (path,) = (case / f"schedules/{submission}").glob("* MG6C *.json")
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def fill_in(demonstration: Demonstration, case: Path) -> None:
    shutil.copy(demonstration.generated / "case.toml", case / "case.toml")


def mark(case: Path, folder: Path) -> None:
    """Mark every record of the sheet as read and not relevant."""
    sheet = case / "relevance/sample/review_sheet.xlsx"
    heading, *rows = python_calamine.load_workbook(str(sheet)).get_sheet_by_index(0).to_python()
    with (folder / "marked.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([heading, *([*row[:-2], "N", "DC Example"] for row in rows)])


def decide(case: Path) -> None:
    """Edit the words of the first conversation of the worksheet, and take one note out as evidence."""
    with (case / "schedules/draft/register/worksheet.csv").open(encoding="utf-8", newline="") as stream:
        items = list(csv.DictReader(stream))
    conversation = next(item["reference"] for item in items if item["kind"] == "conversation")
    note = next(item["reference"] for item in items if item["kind"] == "note")
    (case / "decisions.toml").write_text(
        f'[[description]]\nitem = "{conversation}"\ntext = "{{drafted}} The words are in English."\n'
        f'[[evidence]]\nitem = "{note}"\ndecided_by = "DC Example"\n',
        encoding="utf-8",
    )
