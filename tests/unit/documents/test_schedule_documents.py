"""Schedules as Word, Excel and JSON: the same content, the same bytes each time."""

from __future__ import annotations

import json
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from disclosure.documents import schedule_docx, schedule_json, schedule_xlsx
from disclosure.schedule import forms
from disclosure.schedule.forms import Column, Form, Row, Section
from tests.conftest import AT
from tests.unit.schedule.test_items import FIRST, build
from tests.unit.schedule.test_words import DECIDED, HEADER


@pytest.fixture
def form() -> Form:
    return forms.mg6c(build(FIRST, decided=DECIDED), HEADER)


def test_the_word_document_holds_the_form(form: Form, tmp_path: Path) -> None:
    schedule_docx.write(tmp_path / "a.docx", form, AT)
    document = docx.Document(str(tmp_path / "a.docx"))
    header, items, signatures = document.tables
    assert [row.cells[1].text for row in header.rows] == [value for _, value in form.header]
    assert [cell.text for cell in items.rows[0].cells] == [column.heading for column in form.columns]
    assert len(items.rows) == len(form.rows) + 1
    for line, row in zip(items.rows[1:], form.rows, strict=True):
        cells = [cell.text for cell in line.cells]
        assert cells == [row.cells[0], f"{row.title}\n{row.cells[1]}", *row.cells[2:]]
        assert cells[3:] == ["", ""]
    assert [cell.text for cell in signatures.rows[2].cells][1::3] == ["", ""], "nobody has signed"
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert form.certification[0] in text
    assert form.ledger_head in text


def test_the_page_is_landscape_and_the_heading_repeats(form: Form, tmp_path: Path) -> None:
    schedule_docx.write(tmp_path / "a.docx", form, AT)
    document = docx.Document(str(tmp_path / "a.docx"))
    section = document.sections[0]
    assert section.page_width.mm > section.page_height.mm
    assert round(section.page_width.mm) == 297
    properties = document.tables[1].rows[0]._tr.find(qn("w:trPr"))
    assert properties.find(qn("w:tblHeader")) is not None
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "01DC0012326" in section.footer.paragraphs[0].text


def test_properties_hold_the_time_given_and_no_person(form: Form, tmp_path: Path) -> None:
    schedule_docx.write(tmp_path / "a.docx", form, AT)
    properties = docx.Document(str(tmp_path / "a.docx")).core_properties
    assert properties.created == properties.modified == AT.replace(tzinfo=properties.created.tzinfo)
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_nil_return_says_so_in_every_form(tmp_path: Path) -> None:
    nil = forms.mg6d(build(FIRST), HEADER)
    schedule_docx.write(tmp_path / "a.docx", nil, AT)
    schedule_xlsx.write(tmp_path / "a.xlsx", nil, AT)
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "a.docx")).paragraphs)
    assert nil.nil in text
    assert nil.marking in text
    assert nil.nil in str(CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).get_sheet_by_index(0).to_python())
    assert schedule_json.content(nil)["nil"] == nil.nil


def test_the_workbook_holds_the_form(form: Form, tmp_path: Path) -> None:
    schedule_xlsx.write(tmp_path / "a.xlsx", form, AT)
    book = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    assert book.sheet_names == ["MG6C", "Certification", "References"]
    rows = book.get_sheet_by_name("MG6C").to_python()
    assert rows[1] == [column.heading for column in form.columns]
    assert [row[0] for row in rows[2:]] == [row.cells[0] for row in form.rows]
    assert all(row[3:] == ["", ""] for row in rows[2:])
    second = str(book.get_sheet_by_name("Certification").to_python())
    assert form.ledger_head in second
    assert "Kieran Trevanion" in second


def test_json_has_the_same_lines_and_null_endorsements(form: Form, tmp_path: Path) -> None:
    schedule_json.write(tmp_path / "a.json", form)
    read = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [item["item"] for item in read["items"]] == [row.cells[0] for row in form.rows]
    assert [item["description"] for item in read["items"]] == [row.cells[1] for row in form.rows]
    assert {item["cpsAssessment"] for item in read["items"]} == {None}
    assert read["signatures"][0] == {"heading": "Disclosure officer", "Name": None, "Signature": None, "Date": None}


def test_the_same_form_gives_the_same_bytes(form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time
    for shift, name in enumerate(("one", "two")):
        monkeypatch.setattr(time, "time", lambda shift=shift: real() + shift * 86_400)
        schedule_docx.write(tmp_path / f"{name}.docx", form, AT)
        schedule_xlsx.write(tmp_path / f"{name}.xlsx", form, AT)
        schedule_json.write(tmp_path / f"{name}.json", form)
    for ending in ("docx", "xlsx", "json"):
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


def test_text_that_documents_cannot_hold(form: Form, tmp_path: Path) -> None:
    odd = replace(form, rows=(Row(("1", "=cmd()\x00\ud800 & <b>", "", "", ""), title="t\x0bt"),), urn="a&b")
    schedule_docx.write(tmp_path / "a.docx", odd, AT)
    schedule_xlsx.write(tmp_path / "a.xlsx", odd, AT)
    cell = docx.Document(str(tmp_path / "a.docx")).tables[1].rows[1].cells[1].text
    assert cell == "tt\n=cmd() & <b>"
    assert CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).get_sheet_by_index(0).to_python()[2][1] == cell


def test_a_workbook_has_a_sheet_for_every_table_and_one_for_the_words(form: Form, tmp_path: Path) -> None:
    table = Section("Devices: all", (), (Column("a", "Exhibit", 30), Column("b", "Kind", 70)), (Row(("A/1", "phone")),))
    more = replace(form, sections=(table, Section("Method", ("Whole words.", "No stemming."))), certification=())
    schedule_xlsx.write(tmp_path / "a.xlsx", more, AT)
    book = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    assert book.sheet_names == ["MG6C", "Devices  all", "About", "References"]
    assert book.get_sheet_by_name("Devices  all").to_python()[1:] == [["Exhibit", "Kind"], ["A/1", "phone"]]
    assert ["Method", "Whole words."] in book.get_sheet_by_name("About").to_python()
