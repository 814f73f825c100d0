"""A schedule goes out, is marked, comes back, and what was decided is recorded: in every format."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from disclosure import ledger, verify, workspace
from disclosure.documents import built_in_templates
from disclosure.errors import InputError, UsageError, VerificationError
from disclosure.workspace import Workspace
from pipelines import import_decisions, sample, schedule
from pipelines.reporting import SilentReporter
from tests.conftest import AT
from tests.unit.pipelines.test_schedule import build, decide, searched

SOFFICE = shutil.which("soffice")
MARKS = {"1": ("D", "copy please"), "2": ("I", ""), "3": ("CND", "CANARYCOMMENT"), "5": ("ND", "line one\nline two"),
         "6": ("", "what is this?")}  # fmt: skip


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that has been searched, made once: every test works on a copy."""
    return searched(build(tmp_path_factory.mktemp("prepared") / "case")).root


@pytest.fixture
def case(prepared: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(prepared, tmp_path / "case")
    return workspace.open_workspace(tmp_path / "case")


@pytest.fixture(scope="module")
def submitted(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same case with its first submission."""
    root = tmp_path_factory.mktemp("submitted") / "case"
    shutil.copytree(prepared, root)
    schedule.run(workspace.open_workspace(root), at=AT, report=SilentReporter())
    return root


@pytest.fixture
def issued_case(submitted: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(submitted, tmp_path / "case")
    return workspace.open_workspace(tmp_path / "case")


def issue(case: Workspace, **options: Any) -> None:
    schedule.run(case, at=AT, report=SilentReporter(), **options)


def issued(case: Workspace, ending: str, form: str = "MG6C", submission: int = 1) -> Path:
    folder = case.root / f"schedules/{submission}"
    (path,) = [path for path in folder.rglob(f"*{ending}") if form in path.name.split() and "DRAFT" not in path.name]
    return path


def bring_back(case: Workspace, path: Path, by: str = "A Prosecutor") -> dict[str, Any]:
    return import_decisions.run(case, path, by=by, at=AT, report=SilentReporter())


def words_of(case: Workspace, submission: int) -> dict[str, str]:
    form = json.loads(issued(case, ".json", submission=submission).read_text(encoding="utf-8"))
    return {item["item"]: f"{item['title']} {item['description']}" for item in form["items"]}


def recorded(case: Workspace, number: int = 1) -> dict[str, tuple[str | None, str | None]]:
    rows = pq.read_table(case.root / f"decisions/cps/{number}/cps_decisions.parquet").to_pylist()
    return {row["item_number"]: (row["code"], row["comment"]) for row in rows}


MG6E = """
[[mg6e]]
item = "2"
reason = "an account of the same evening that may assist the defence"

[[mg6e]]
item = "3"
reason = "notes of the complainant that may undermine her account"
"""
SENSITIVE = """
[[sensitive]]
conversation_id = "c2"
reason = "it would show how the police came to know of the address of the person concerned"
"""
EXPECTED = {number: (code or None, comment or None) for number, (code, comment) in MARKS.items()}


def mark_json(source: Path, target: Path, marks: Mapping[str, tuple[str, str]] = MARKS) -> Path:
    form = json.loads(source.read_text(encoding="utf-8"))
    for item in form["items"]:
        if item["item"] in marks:
            item["cpsAssessment"], item["cpsRationale"] = marks[item["item"]]
    target.write_text(json.dumps(form), encoding="utf-8")
    return target


def mark_docx(source: Path, target: Path, marks: Mapping[str, tuple[str, str]] = MARKS) -> Path:
    document = docx.Document(str(source))
    for row in document.tables[1].rows:
        if row.cells[0].text in marks:
            code, comment = marks[row.cells[0].text]
            row.cells[-2].paragraphs[0].add_run(code)
            for place, line in enumerate(comment.split("\n")):
                (row.cells[-1].add_paragraph() if place else row.cells[-1].paragraphs[0]).add_run(line)
    document.save(str(target))
    return target


def mark_xlsx(source: Path, target: Path, marks: Mapping[str, tuple[str, str]] = MARKS, *, lost: str = "") -> Path:
    """The workbook as another program saves it: shared strings, numbers for item numbers, own properties and styles."""
    book = CalamineWorkbook.from_path(str(source))
    with xlsxwriter.Workbook(str(target)) as written:
        written.set_properties({"author": "another program", "company": "somewhere"})
        for name in book.sheet_names:
            if name == lost:
                continue
            sheet = written.add_worksheet(name)
            for number, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False)):
                cells = list(row)
                if name == "MG6C" and str(cells[0]) in marks:
                    cells[3:5] = marks[str(cells[0])]
                for place, value in enumerate(cells):
                    if isinstance(value, str) and value.isdigit() and place == 0:
                        sheet.write_number(number, place, int(value))
                    elif value != "":
                        sheet.write(number, place, value, written.add_format({"font_name": "Liberation Sans"}))
    return target


def as_a_word_processor_saves(path: Path, seed: int = 1) -> Path:
    """Runs split at any place, with marks of spelling and revision, tables nested in a section, properties replaced."""
    draw = random.Random(seed)  # noqa: S311 -- not for secrets
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    document = docx.Document(str(path))
    for run in list(document.element.body.iter(qn("w:r"))):
        text = run.find(qn("w:t"))
        if text is None or not text.text or len(text.text) < 2 or len(run.findall(qn("w:t"))) > 1:
            continue
        cut = draw.randrange(1, len(text.text))
        second = deepcopy(run)
        second.find(qn("w:t")).text = text.text[cut:]
        text.text = text.text[:cut]
        for item in (run, second):
            item.find(qn("w:t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            item.set(qn("w:rsidR"), "00A77B3E")
        run.addnext(second)
    document.core_properties.author = "another program"
    document.save(str(path))
    assert members
    return path


def test_json_comes_back(case: Workspace, tmp_path: Path) -> None:
    issue(case)
    decide(case, MG6E)
    issue(case)
    listed = len(json.loads(issued(case, ".json").read_text(encoding="utf-8"))["items"])
    result = bring_back(case, mark_json(issued(case, ".json"), tmp_path / "back.json"))
    assert recorded(case) == EXPECTED
    assert result["codes"] == {"D": 1, "I": 1, "CND": 1, "ND": 1}
    assert (result["decisions"], result["refused"], result["undecided"]) == (5, [], listed - 4)
    assert result["to_disclose"] == ["1", "2"]
    assert result["disagreements"] == [
        {"item": "1", "police": "Does not pass disclosure test", "cps": "D"},
        {"item": "3", "police": "Passes disclosure test", "cps": "CND"},
    ]
    assert verify.verify(case.root).is_whole


def test_a_word_document_comes_back(issued_case: Workspace, tmp_path: Path) -> None:
    result = bring_back(issued_case, mark_docx(issued(issued_case, ".docx"), tmp_path / "back.docx"))
    assert recorded(issued_case) == EXPECTED
    assert result["refused"] == []


@pytest.mark.parametrize("seed", [1, 2])
def test_a_word_document_that_another_program_saved_comes_back(
    issued_case: Workspace, tmp_path: Path, seed: int
) -> None:
    back = as_a_word_processor_saves(mark_docx(issued(issued_case, ".docx"), tmp_path / "back.docx"), seed)
    assert bring_back(issued_case, back)["refused"] == []
    assert recorded(issued_case) == EXPECTED


@pytest.mark.parametrize("lost", ["", "References"])
def test_a_workbook_that_another_program_saved_comes_back(issued_case: Workspace, tmp_path: Path, lost: str) -> None:
    result = bring_back(issued_case, mark_xlsx(issued(issued_case, ".xlsx"), tmp_path / "back.xlsx", lost=lost))
    assert recorded(issued_case) == EXPECTED
    assert result["refused"] == []


def test_a_word_document_without_its_bookmarks_comes_back(issued_case: Workspace, tmp_path: Path) -> None:
    back = mark_docx(issued(issued_case, ".docx"), tmp_path / "back.docx")
    document = docx.Document(str(back))
    for mark in list(document.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)
    document.save(str(back))
    bring_back(issued_case, back)
    assert recorded(issued_case) == EXPECTED


def test_a_forces_own_columns_come_back(case: Workspace, tmp_path: Path) -> None:
    """Headings that say nothing, the code before the description, no location."""
    templates = tmp_path / "templates"
    built_in_templates.write_all(templates)
    document = docx.Document(str(templates / "MG6C.docx"))
    for index, row in enumerate(document.tables[1].rows):
        cells = list(row._tr.findall(qn("w:tc")))
        row._tr.remove(cells[2])
        cells[0].addprevious(cells[3])
        if not index:
            for cell in row.cells:
                cell.paragraphs[0].runs[0].text = "?"
    document.save(str(templates / "MG6C.docx"))
    issue(case, templates=templates)
    back = docx.Document(str(issued(case, ".docx")))
    for row in back.tables[1].rows:
        if row.cells[1].text in MARKS:
            row.cells[0].paragraphs[0].add_run(MARKS[row.cells[1].text][0])
            row.cells[3].paragraphs[0].add_run(MARKS[row.cells[1].text][1])
    back.save(str(tmp_path / "back.docx"))
    bring_back(case, tmp_path / "back.docx")
    assert recorded(case) == EXPECTED


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_libreoffice_saves_the_marked_schedule(issued_case: Workspace, tmp_path: Path, ending: str) -> None:
    marked = tmp_path / f"marked.{ending}"
    if ending == "docx":
        mark_docx(issued(issued_case, ".docx"), marked)
    else:
        mark_xlsx(issued(issued_case, ".xlsx"), marked)
    profile = (tmp_path / "profile").as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending, "--outdir",
               str(tmp_path / "saved"), str(marked)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    result = bring_back(issued_case, tmp_path / "saved" / marked.name)
    assert result["refused"] == []
    assert recorded(issued_case) == EXPECTED
    # What LibreOffice saved differs from what was issued and is still tied to it by its references.
    content = zipfile.ZipFile(tmp_path / "saved" / marked.name).read("docProps/app.xml")
    assert b"LibreOffice" in content


def test_tracked_changes_and_content_controls_are_read_as_they_stand(issued_case: Workspace, tmp_path: Path) -> None:
    back = mark_docx(issued(issued_case, ".docx"), tmp_path / "back.docx")
    document = docx.Document(str(back))
    row = document.tables[1].rows[1]
    code = row.cells[-2].paragraphs[0]._p
    for kind, text in (("w:del", "delText"), ("w:moveFrom", "t")):
        struck = code.makeelement(qn(kind), {qn("w:id"): "9"})
        run = struck.makeelement(qn("w:r"))
        part = run.makeelement(qn(f"w:{text}"))
        part.text = "CND"
        run.append(part)
        struck.append(run)
        code.append(struck)
    control = row._tr.makeelement(qn("w:sdt"))
    content = control.makeelement(qn("w:sdtContent"))
    control.append(content)
    row._tr.addprevious(control)
    content.append(row._tr)
    document.save(str(back))
    assert bring_back(issued_case, back)["refused"] == []
    assert recorded(issued_case) == EXPECTED


def test_lines_that_do_not_fit_are_refused_and_the_others_recorded(issued_case: Workspace, tmp_path: Path) -> None:
    back = mark_docx(
        issued(issued_case, ".docx"), tmp_path / "back.docx", {"1": ("D", ""), "2": ("SECRET", ""), "3": ("ND", "")}
    )
    document = docx.Document(str(back))
    document.tables[1].rows[3].cells[1].paragraphs[1].add_run(" and another")
    document.save(str(back))
    result = bring_back(issued_case, back)
    assert recorded(issued_case) == {"1": ("D", None)}
    assert [(r["place"], r["number"]) for r in result["refused"]] == [("table 2, row 3", "2"), ("table 2, row 4", "3")]
    assert "SECRET" not in json.dumps(result)
    assert "the description is not the one issued" in result["refused"][1]["reason"]


def test_who_and_when_are_recorded_and_no_comment_is_in_the_ledger(issued_case: Workspace, tmp_path: Path) -> None:
    bring_back(issued_case, mark_json(issued(issued_case, ".json"), tmp_path / "back.json"))
    entry = ledger.latest(issued_case.entries(), "import-decisions")
    assert entry is not None
    assert (entry.details["by"], entry.at) == ("A Prosecutor", AT.isoformat(timespec="seconds"))
    assert "CANARYCOMMENT" not in issued_case.ledger_path.read_text(encoding="utf-8")
    rows = pq.read_table(issued_case.root / "decisions/cps/1/cps_decisions.parquet").to_pylist()
    assert {row["decided_by"] for row in rows} == {"A Prosecutor"}
    assert {row["source_sha256"] for row in rows} == {entry.details["source"]["sha256"]}
    assert (issued_case.root / "decisions/cps/1/returned.json").read_bytes() == (tmp_path / "back.json").read_bytes()


def test_a_second_import_adds_and_changes_nothing_before(issued_case: Workspace, tmp_path: Path) -> None:
    first = bring_back(issued_case, mark_json(issued(issued_case, ".json"), tmp_path / "one.json"))
    before = {p: p.read_bytes() for p in (issued_case.root / "decisions").rglob("*") if p.is_file()}
    assert bring_back(issued_case, tmp_path / "one.json") == {**first, "unchanged": True}
    second = bring_back(
        issued_case, mark_json(issued(issued_case, ".json"), tmp_path / "two.json", {"3": ("D", ""), "4": ("I", "")})
    )
    assert second["import_number"] == 2
    assert second["changed"] == [{"item": "3", "from": "CND", "to": "D"}]
    assert second["to_disclose"] == ["1", "2", "3", "4"]
    assert {p: p.read_bytes() for p in before} == before
    assert verify.verify(issued_case.root).is_whole


def test_a_decision_on_words_that_have_changed_since_is_to_be_asked_again(
    issued_case: Workspace, tmp_path: Path
) -> None:
    first = words_of(issued_case, 1)
    marked = mark_json(issued(issued_case, ".json"), tmp_path / "one.json", dict.fromkeys(first, ("D", "")))
    sample.run(issued_case, seed=1, size=5, by="block", at=AT, report=SilentReporter())
    issue(issued_case)
    second = words_of(issued_case, 2)
    anew = [number for number in first if first[number] != second[number]]
    assert 0 < len(anew) < len(first)
    result = bring_back(issued_case, marked)
    assert (result["to_disclose"], result["ask_again"]) == (list(first), anew)
    (listed,) = [p for p in (issued_case.root / "decisions/cps/1").glob("*.json") if "DISCLOSE" in p.name]
    for item in json.loads(listed.read_text(encoding="utf-8"))["items"]:
        assert ("Decided on the words of submission 1" in item["decision"]) == (item["item"] in anew)


def test_the_sensitive_schedule_comes_back(case: Workspace, tmp_path: Path) -> None:
    decide(case, SENSITIVE)
    issue(case)
    document = docx.Document(str(issued(case, ".docx", "MG6D")))
    row = document.tables[1].rows[1]
    row.cells[-3].paragraphs[0].add_run("N")
    row.cells[-1].paragraphs[0].add_run("not sensitive")
    document.save(str(tmp_path / "back.docx"))
    result = bring_back(case, tmp_path / "back.docx")
    assert result["sensitivity_not_agreed"] == ["S1"]
    assert result["to_disclose"] == []


def test_a_schedule_of_another_case_is_refused(issued_case: Workspace, tmp_path: Path) -> None:
    for mark, ending in ((mark_json, ".json"), (mark_docx, ".docx"), (mark_xlsx, ".xlsx")):
        back = mark(issued(issued_case, ending), tmp_path / f"back{ending}")
        with zipfile.ZipFile(back) if ending != ".json" else open(back, "rb") as stream:  # noqa: PTH123
            if ending == ".json":
                back.write_text(back.read_text().replace("01/AA/00001/26", "01/AA/00002/26"))
            else:
                held = {name: stream.read(name) for name in stream.namelist()}
        if ending != ".json":
            with zipfile.ZipFile(back, "w") as archive:
                for name, content in held.items():
                    archive.writestr(name, content.replace(b"01/AA/00001/26", b"01/AA/00002/26"))
        with pytest.raises(InputError) as caught:
            bring_back(issued_case, back)
        assert caught.value.reason == "another_case"
    assert not (issued_case.root / "decisions").exists()


def test_files_that_hold_no_decisions(case: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as usage:
        bring_back(case, tmp_path / "x.json")
    assert usage.value.reason == "schedule_first"
    issue(case)
    (tmp_path / "bad.docx").write_bytes(b"x")
    (tmp_path / "bad.xlsx").write_bytes(b"x")
    (tmp_path / "bad.json").write_text("[]")
    (tmp_path / "bad.pdf").write_text("%PDF")
    docx.Document().save(str(tmp_path / "empty.docx"))
    for name, reason in (("bad.docx", "unreadable"), ("bad.xlsx", "unreadable"), ("bad.json", "unreadable"),
                         ("bad.pdf", "unknown_kind"), ("none.docx", "no_such_file"),
                         ("empty.docx", "no_decisions_table")):  # fmt: skip
        with pytest.raises(InputError) as caught:
            bring_back(case, tmp_path / name)
        assert caught.value.reason == reason, name
    for ending in (".json", ".docx", ".xlsx"):
        with pytest.raises(InputError) as caught:
            bring_back(case, issued(case, ending))
        assert caught.value.reason == "nothing_entered"


def test_an_altered_schedule_of_the_case_stops_the_import(issued_case: Workspace, tmp_path: Path) -> None:
    marked = mark_json(issued(issued_case, ".json"), tmp_path / "back.json")
    issued(issued_case, ".json").write_text("{}")
    with pytest.raises(VerificationError) as caught:
        bring_back(issued_case, marked)
    assert caught.value.reason == "schedule_altered"


def test_nobody_named_is_refused(issued_case: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        bring_back(issued_case, mark_json(issued(issued_case, ".json"), tmp_path / "back.json"), by=" ")


def test_the_list_is_written_in_every_format(issued_case: Workspace, tmp_path: Path) -> None:
    result = bring_back(issued_case, mark_json(issued(issued_case, ".json"), tmp_path / "back.json"))
    names = [Path(name).name for name in result["files"]]
    assert all(re.fullmatch(r"UM DISCLOSE decisions 1 01 AA 00001 26 submission 1\.\w+", n) for n in names[2:])
    document = docx.Document(str(issued_case.root / next(name for name in result["files"] if name.endswith(".docx"))))
    assert [row.cells[0].text for row in document.tables[1].rows] == ["Item No.", "1", "2"]
