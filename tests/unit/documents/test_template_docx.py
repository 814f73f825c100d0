"""Templates of a force's own: what they may change, and what is refused because something would be lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from disclosure.documents import built_in_templates, references, schedule_docx, template_docx
from disclosure.errors import InputError
from disclosure.schedule import forms
from disclosure.schedule.forms import Column, Form, Row, Section
from tests.conftest import AT
from tests.unit.schedule.test_items import FIRST, build
from tests.unit.schedule.test_words import DECIDED, HEADER


@pytest.fixture
def form() -> Form:
    return forms.mg6c(build(FIRST, decided=DECIDED), HEADER)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    built_in_templates.write_all(folder)
    return folder


def edit(folder: Path, change: Callable[[Any], None], name: str = "MG6C") -> None:
    path = folder / f"{name}.docx"
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    parts = [document.element.body, *(part.element for part in document.part.package.iter_parts()
                                      if part.content_type in template_docx._PARTS)]  # fmt: skip
    return "\n".join(
        "".join(node.text or "" for node in p.iter(qn("w:t"))) for root in parts for p in root.iter(qn("w:p"))
    )


def refused(form: Form, own: Path, tmp_path: Path) -> str:
    with pytest.raises(InputError) as caught:
        schedule_docx.write(tmp_path / "a.docx", form, AT, own)
    assert caught.value.reason == "template_unfit"
    assert not (tmp_path / "a.docx").exists()
    return str(caught.value)


def test_the_templates_in_the_package_are_those_that_the_forms_make(tmp_path: Path) -> None:
    for name in built_in_templates.write_all(tmp_path):
        assert (tmp_path / name).read_bytes() == built_in_templates.built_in(name.removesuffix(".docx")), name


def test_no_placeholder_is_left_in_a_document(form: Form, tmp_path: Path) -> None:
    for each in (form, forms.mg6d(build(FIRST), HEADER), forms.mg6e(build(FIRST, decided=DECIDED), HEADER)):
        schedule_docx.write(tmp_path / "a.docx", each, AT)
        text = text_of(tmp_path / "a.docx")
        assert "{{" not in text
        assert "}}" not in text
        assert all(note in text for note in (*each.notes, *each.certification, each.marking))


def test_headings_order_and_words_are_the_forces_own(form: Form, own: Path, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        table = document.tables[1]
        table.rows[0].cells[0].paragraphs[0].runs[0].text = "No."
        for row in table.rows:  # the location goes, and the code comes before the description
            cells = list(row._tr.findall(qn("w:tc")))
            row._tr.remove(cells[2])
            cells[1].addprevious(cells[3])
        document.add_paragraph("Form 1234 of the Example Police")

    edit(own, change)
    assert schedule_docx.write(tmp_path / "a.docx", form, AT, own) is True
    document = docx.Document(str(tmp_path / "a.docx"))
    assert [cell.text for cell in document.tables[1].rows[0].cells] == [
        "No.",
        "CPS use: code",
        "Description",
        "CPS comment",
    ]
    line, row = document.tables[1].rows[1], form.rows[0]
    assert [cell.text for cell in line.cells] == ["1", "", f"{row.title}\n{row.cells[1]}", ""]
    assert "Form 1234" in text_of(tmp_path / "a.docx")


def test_a_placeholder_that_word_has_split_is_still_one(form: Form, own: Path, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        paragraph = document.add_paragraph()
        for piece in ("See {", "{ ur", "n", " }} and", " {{", "urn}}."):
            paragraph.add_run(piece)

    edit(own, change)
    schedule_docx.write(tmp_path / "a.docx", form, AT, own)
    assert f"See {form.urn} and {form.urn}." in text_of(tmp_path / "a.docx")


@pytest.mark.parametrize(
    "lost", ["row.description", "row.cps_code", "certification", "ledger_head", "nil", "notes", "urn"]
)
def test_a_template_that_lacks_a_placeholder_is_refused_by_its_name(
    form: Form, own: Path, tmp_path: Path, lost: str
) -> None:
    def change(document: Any) -> None:
        roots = [document.element.body, document.sections[0].header._element, document.sections[0].footer._element]
        for root in roots:
            for node in root.iter(qn("w:t")):
                node.text = (node.text or "").replace(f"{{{{ {lost} }}}}", "gone")

    edit(own, change)
    assert f"MG6C.docx lacks {{{{ {lost} }}}}" in refused(form, own, tmp_path)


def test_a_placeholder_that_does_not_exist_is_named_with_the_nearest(form: Form, own: Path, tmp_path: Path) -> None:
    edit(own, lambda document: document.add_paragraph("{{ discloser_officer }}"))
    said = refused(form, own, tmp_path)
    assert "{{ discloser_officer }}, which is no placeholder" in said
    assert "The nearest one is {{ disclosure_officer }}" in said


@pytest.mark.parametrize("typed", ["{{ urn", "urn }}", "{{ URN }}", "{{}}"])
def test_half_a_placeholder_is_refused(form: Form, own: Path, tmp_path: Path, typed: str) -> None:
    edit(own, lambda document: document.add_paragraph(typed))
    assert "which is no placeholder" in refused(form, own, tmp_path)


def test_row_placeholders_in_two_rows_are_refused(form: Form, own: Path, tmp_path: Path) -> None:
    edit(own, lambda document: document.tables[0].rows[0].cells[0].paragraphs[0].add_run("{{ row.item }}"))
    assert "more than one row" in refused(form, own, tmp_path)


def repack(path: Path, **members: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (held | {name.replace("__", "/"): content for name, content in members.items()}).items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"word__media__crest.png": b"x"}, "a picture, a macro or an embedded file"),
        ({"word__vbaProject.bin": b"x"}, "a picture, a macro or an embedded file"),
        ({"word__comments.xml": b"<x/>"}, "holds comments"),
        ({"word___rels__settings.xml.rels": b'<R TargetMode="External"/>'}, "a link to something outside"),
        ({"word__document.xml": b'<w:p><w:ins w:id="1"/></w:p>'}, "tracked changes"),
        ({"word__document.xml": b"not xml"}, "not a Word document"),
    ],
)
def test_what_nobody_would_see_is_refused(
    form: Form, own: Path, tmp_path: Path, members: dict[str, bytes], said: str
) -> None:
    repack(own / "MG6C.docx", **members)
    assert said in refused(form, own, tmp_path)


def test_a_file_that_is_no_word_document_is_refused(form: Form, own: Path, tmp_path: Path) -> None:
    (own / "MG6C.docx").write_bytes(b"%PDF-1.7")
    assert "not a Word document" in refused(form, own, tmp_path)


def test_names_in_the_properties_of_a_template_do_not_leave(form: Form, own: Path, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        core = document.core_properties
        core.author = core.last_modified_by = core.keywords = core.subject = core.category = "PC Canary"

    edit(own, change)
    schedule_docx.write(tmp_path / "a.docx", form, AT, own)
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert not any(b"Canary" in archive.read(name) for name in archive.namelist())
        assert b"<Application" not in archive.read("docProps/app.xml")


def test_every_line_is_marked_with_its_reference(form: Form, tmp_path: Path) -> None:
    schedule_docx.write(tmp_path / "a.docx", form, AT)
    names = [
        node.get(qn("w:name"))
        for node in docx.Document(str(tmp_path / "a.docx")).element.body.iter(qn("w:bookmarkStart"))
    ]
    columns = [references.read_column(name) for name in names if references.read_column(name)]
    assert columns == ["item", "title", "description", "location", "cps_code", "cps_comment"]
    read = [references.read_bookmark(name) for name in names]
    assert [reference for reference in read if reference] == [(row.cells[0], row.digest) for row in form.rows]
    assert all(len(name) <= 40 for name in names)


def test_further_tables_and_the_mark_of_a_draft(form: Form, tmp_path: Path) -> None:
    section = Section("Devices", ("A note.",), (Column("a", "Exhibit", 30), Column("b", "Kind", 70)),
                      (Row(("A/1", "telephone"), title="Title"),))  # fmt: skip
    sections = (section, replace(section, heading="None here", rows=(), nil="There is none."))
    more = replace(form, sections=sections, is_draft=True)
    template = tmp_path / "templates"
    template.mkdir()
    built_in_templates.make(template / "MG6C.docx", more)
    schedule_docx.write(tmp_path / "a.docx", more, AT, template)
    document = docx.Document(str(tmp_path / "a.docx"))
    assert [[cell.text for cell in row.cells] for row in document.tables[2].rows] == [
        ["Exhibit", "Kind"], ["A/1", "Title\ntelephone"]
    ]  # fmt: skip
    text = text_of(tmp_path / "a.docx")
    assert "There is none." in text
    assert document.sections[0].header.paragraphs[0].text == "DRAFT: not issued"
    assert "lacks {{ sections }}" in refused(more, _own_without_sections(tmp_path), tmp_path / "none")


def _own_without_sections(tmp_path: Path) -> Path:
    folder = tmp_path / "without"
    built_in_templates.write_all(folder)
    (tmp_path / "none").mkdir()
    return folder


def test_ten_thousand_lines_are_written_in_order(form: Form, tmp_path: Path) -> None:
    rows = tuple(Row((str(number), f"words {number} & <b>", "", "", ""), f"t{number}") for number in range(1, 3001))
    schedule_docx.write(tmp_path / "a.docx", replace(form, rows=rows), AT)
    body = docx.Document(io.BytesIO((tmp_path / "a.docx").read_bytes())).element.body
    table = body.findall(qn("w:tbl"))[1]
    texts = ["".join(node.text or "" for node in line.iter(qn("w:t"))) for line in table.findall(qn("w:tr"))[1:]]
    assert texts == [f"{number}t{number}words {number} & <b>" for number in range(1, 3001)]
