"""PDFs: everything of a form is in them as text, the fonts are embedded, nothing vanishes, the same bytes each time."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from disclosure.documents import pdf_pages, schedule_pdf
from disclosure.documents.pdf_pages import Cell, Document, Style
from disclosure.schedule import forms
from disclosure.schedule.forms import Column, Form, Row, Section
from tests.conftest import AT
from tests.unit.schedule.test_items import FIRST, build
from tests.unit.schedule.test_words import DECIDED, HEADER


@pytest.fixture
def form() -> Form:
    return forms.mg6c(build(FIRST, decided=DECIDED), HEADER)


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_the_pdf_holds_every_word_of_the_form(form: Form, tmp_path: Path) -> None:
    for each in (form, forms.mg6d(build(FIRST), HEADER), forms.mg6e(build(FIRST, decided=DECIDED), HEADER)):
        schedule_pdf.write(tmp_path / "a.pdf", each, AT)
        text = words(read(tmp_path / "a.pdf"))
        said = [each.title, each.marking, each.ledger_head, *each.notes, *each.certification]
        said += [part for label_value in each.header for part in label_value]
        said += [row.title for row in each.rows] + ([] if each.rows else [each.nil])
        assert [part for part in said if words(part) not in text] == []
        cells = [cell for row in each.rows for cell in row.cells for cell in cell.split()]
        assert [cell for cell in cells if words(cell) not in text] == []


def test_pages_say_whose_case_and_how_many_there_are(form: Form, tmp_path: Path) -> None:
    many = replace(form, rows=form.rows * 20)
    schedule_pdf.write(tmp_path / "a.pdf", many, AT)
    pages = PdfReader(tmp_path / "a.pdf").pages
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert "R v Kieran Trevanion" in text
        assert "URN 01DC0012326" in text
        assert words(f"Page {number} of {len(pages)}") in words(text)
        assert round(float(page.mediabox.width)) == 842
    assert all("Description" in page.extract_text() for page in pages[:-1])


def test_bookmarks_lead_to_the_items(form: Form, tmp_path: Path) -> None:
    many = replace(form, rows=tuple(Row((str(n), "x", "", "", ""), "t") for n in range(1, 121)))
    schedule_pdf.write(tmp_path / "a.pdf", many, AT)
    top, inner = PdfReader(tmp_path / "a.pdf").outline
    assert top["/Title"] == form.title
    assert [entry["/Title"] for entry in inner] == ["1 to 50", "51 to 100", "101 to 120", "Certification"]


def test_fonts_are_embedded_and_properties_name_nobody(form: Form, tmp_path: Path) -> None:
    schedule_pdf.write(tmp_path / "a.pdf", form, AT)
    reader = PdfReader(tmp_path / "a.pdf")
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]
            assert "/ToUnicode" in font.get_object()
    assert reader.metadata is not None
    assert not reader.metadata.author
    assert reader.metadata.creation_date == AT
    assert "anonymous" not in str(reader.metadata)


def test_the_same_form_gives_the_same_bytes(form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time
    for shift, name in enumerate(("one", "two")):
        monkeypatch.setattr(time, "time", lambda shift=shift: real() + shift * 86_400)
        schedule_pdf.write(tmp_path / f"{name}.pdf", form, AT)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_further_tables_and_the_mark_of_a_draft(form: Form, tmp_path: Path) -> None:
    section = Section(
        "Devices", ("A note.",), (Column("a", "Exhibit", 30), Column("b", "Kind", 70)), (Row(("A/1", "phone")),)
    )
    schedule_pdf.write(tmp_path / "a.pdf", replace(form, sections=(section,), is_draft=True), AT)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    assert all("DRAFT: not issued" in page for page in pages)
    assert all(part in pages[-1] for part in ("Devices", "A note.", "Exhibit", "A/1", "phone"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zażółć gęślą jaźń, Ξενία, Привіт", "Zażółć gęślą jaźń, Ξενία, Привіт"),
        ("ok 👍🏽", "ok ‹thumbs up sign›‹emoji modifier fitzpatrick type-4›"),
        ("😀 faces, ♥", "‹grinning face› faces, ♥"),
        ("مرحبا بك!", "‹Arabic script, 8 characters: not shown here›!"),
        ("a שלום b", "a ‹Hebrew script, 4 characters: not shown here› b"),
        ("नमस्ते", "‹Devanagari script, 6 characters: not shown here›"),
        ("ਸਤਿ ਸ੍ਰੀ", "‹Gurmukhi script, 8 characters: not shown here›"),
        ("漢字, かな", "‹CJK script, 6 characters: not shown here›"),
        ("🇬🇧", "‹flag GB›"),
        ("\ue123\U000f0000", "‹U+E123›‹U+F0000›"),
        ("e\u0301 \ud83d", "é ‹U+D83D›"),
        ("a\u200bb\u202ec\x07", "abc"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_what_the_fonts_cannot_show_is_put_into_words(text: str, shown: str, tmp_path: Path) -> None:
    assert pdf_pages.clean(text) == shown
    document = Document(tmp_path / "a.pdf", title="t", created=AT, head=("", ""), foot="")
    document.paragraph(text)
    document.save()
    assert words(shown) in words(read(tmp_path / "a.pdf"))


def test_a_line_is_never_wider_than_its_column() -> None:
    style = Style()
    text = "short words and https://example.org/" + "x" * 400 + " then\n\nmore"
    broken = pdf_pages.lines(text, 100, style)
    assert max(pdf_pages.text_width(line, style) for line in broken) <= 100
    assert words("".join(broken)) == words(text)
    assert "" in broken


def test_a_row_longer_than_a_page_goes_on_over_pages(tmp_path: Path) -> None:
    document = Document(tmp_path / "a.pdf", title="t", created=AT, head=("", ""), foot="")
    text = " ".join(f"w{number}" for number in range(3000))
    document.table(
        (1, 4), ("A", "B"), [(Cell("1"), Cell("x")), (Cell("2"), Cell(text, "Title")), (Cell("3"), Cell("end"))]
    )
    document.save()
    found = read(tmp_path / "a.pdf")
    assert [word for word in text.split() if word not in found] == []
    assert "end" in found
