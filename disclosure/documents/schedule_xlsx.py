"""A schedule as an Excel workbook: a sheet for each of its tables, then one for what is certified and signed.

A further sheet holds the references by which a marked copy is matched when it comes back; see `references`.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from disclosure.documents import references
from disclosure.documents.sheet_xlsx import MAX_ROWS, Column, cut, open_workbook, prepare, set_height, sheet_name
from disclosure.documents.template_docx import DRAFT
from disclosure.documents.xml_text import xml_text
from disclosure.errors import InputError
from disclosure.schedule.forms import Form, Section

_PAGE_CHARACTERS: Final = 140
"""Width of all columns together, in characters; what reads well on A4 landscape."""
_LABEL_CHARACTERS: Final = 32
_CERTIFICATION: Final = "Certification"
_ABOUT: Final = "About"
_OFFERED: Final = {
    "cps_code": ("D", "I", "CND", "ND"),
    "cps_agrees": ("Y", "N"),
    "cps_application": ("Y", "N"),
    "copy_supplied": ("Y", "N"),
}
"""What a cell for the recipient offers as a list; anything else may be written all the same."""


def write(path: Path, form: Form, created: datetime) -> None:
    """Write a form; the same form and time give the same bytes.

    Args:
        path: The file to write.
        form: The form.
        created: Time of creation for the document's properties.

    Raises:
        InputError: The form has more lines than a worksheet.
    """
    # Half of them are left for lines that continue a long cell.
    if len(form.rows) > MAX_ROWS // 2:
        raise InputError(
            "schedule_too_long",
            f"The {form.name} has {len(form.rows):,} items, more than a worksheet holds.",
            "Narrow the lines of enquiry, so that fewer items are listed individually.",
        )
    with open_workbook(path, created) as book:
        styles = {
            "title": book.add_format({"bold": True, "font_size": 13}),
            "bold": book.add_format({"bold": True, "valign": "top", "text_wrap": True}),
            "plain": book.add_format({"valign": "top", "text_wrap": True}),
            "cell": book.add_format({"valign": "top", "text_wrap": True, "border": 1}),
            "heading": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D9D9D9", "border": 1}
            ),
        }
        names = {name.casefold() for name in (_CERTIFICATION, _ABOUT, references.SHEET)}
        main = Section(form.title, (), form.columns, form.rows, form.nil)
        _table(book.add_worksheet(sheet_name(form.name, names)), form, main, styles)
        for section in form.sections:
            if section.columns:
                _table(book.add_worksheet(sheet_name(section.heading, names)), form, section, styles)
        _words(book.add_worksheet(_CERTIFICATION if form.certification else _ABOUT), form, styles)
        if any(row.digest for row in form.rows):
            _references(book.add_worksheet(references.SHEET), form, styles)


def _table(sheet: Any, form: Form, section: Section, styles: dict[str, Any]) -> None:  # noqa: ANN401 -- XlsxWriter ships no types
    """One table with what belongs above it; the first sheet is read back from its second row (see `returned`)."""
    columns = [Column(column.heading, column.share * _PAGE_CHARACTERS / 100) for column in section.columns]
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
    draft = f"{DRAFT}. " if form.is_draft else ""
    title = f"{draft}{section.heading}. URN {form.urn}. {form.marking}".strip()
    sheet.write_string(0, 0, xml_text(title), styles["title"])
    prepare(sheet, columns, styles["heading"], row=1)
    sheet.set_footer(_footer(form))
    number = 2
    for row in section.rows:
        cells = list(row.cells)
        cells[1] = f"{row.title}\n{cells[1]}" if row.title else cells[1]
        pieces = [cut(xml_text(cell), column.width) for cell, column in zip(cells, columns, strict=True)]
        for index in range(max(map(len, pieces))):
            line = [piece[index] if index < len(piece) else "" for piece in pieces]
            set_height(sheet, number, line, [column.width for column in columns])
            for place, text in enumerate(line):
                sheet.write_string(number, place, text, styles["cell"])
            number += 1
    last = number - 1
    for text, style in [
        *((section.nil, "bold") for _ in range(not section.rows and bool(section.nil))),
        *((note, "plain") for note in section.notes),
    ]:
        place = min(1, len(columns) - 1)
        set_height(sheet, number, (text,), (columns[place].width,))
        sheet.write_string(number, place, xml_text(text), styles[style])
        number += 1
    for index, form_column in enumerate(section.columns):
        if form_column.key in _OFFERED and section.rows:
            offer = {"validate": "list", "source": list(_OFFERED[form_column.key]), "error_type": "information"}
            sheet.data_validation(2, index, last, index, offer)


def _references(sheet: Any, form: Form, styles: dict[str, Any]) -> None:  # noqa: ANN401 -- XlsxWriter ships no types
    """Item numbers with their references, in view: nothing of a schedule is hidden."""
    columns = [Column("Item", 12), Column("Reference of the words issued", 32), Column("", 96)]
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
    prepare(sheet, columns, styles["heading"])
    sheet.set_footer(_footer(form))
    about = "Please leave this sheet as it is: it ties a marked copy to the descriptions that were issued."
    for number, row in enumerate(form.rows, start=1):
        sheet.write_string(number, 0, row.cells[0], styles["plain"])
        sheet.write_string(number, 1, row.digest, styles["plain"])
        if number == 1:
            sheet.write_string(number, 2, about, styles["plain"])


def _words(sheet: Any, form: Form, styles: dict[str, Any]) -> None:  # noqa: ANN401 -- XlsxWriter ships no types
    """What a form says besides its tables."""
    sheet.set_column(0, 0, _LABEL_CHARACTERS)
    sheet.set_column(1, 1, _PAGE_CHARACTERS - _LABEL_CHARACTERS)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(_footer(form))
    number = 0

    def line(left: str, right: str, style: str = "plain", left_style: str = "bold") -> None:
        nonlocal number
        if style == "cell":
            sheet.set_row(number, 24)  # room to sign
        else:
            set_height(sheet, number, (left, right), (_LABEL_CHARACTERS, _PAGE_CHARACTERS - _LABEL_CHARACTERS))
        if left:
            sheet.write_string(number, 0, xml_text(left), styles[left_style])
        if right or style == "cell":
            sheet.write_string(number, 1, xml_text(right), styles[style])
        number += 1

    if form.is_draft:
        line("", DRAFT, "bold")
    line("", form.title, "bold")
    if form.marking:
        line("", form.marking, "bold")
    for label, value in form.header:
        line(label, value)
    for note in form.notes:
        line("", note)
    for section in form.sections:
        if not section.columns:
            number += 1
            for index, note in enumerate(section.notes or (section.nil,)):
                line("" if index else section.heading, note)
    number += 1
    for paragraph in form.certification:
        line("", paragraph)
    for block in form.signatures:
        number += 1
        line(block.heading, "")
        for label in block.lines:
            line(label, "", "cell", "cell")
    number += 1
    line("Ledger head", f"{form.ledger_head} (when this form was prepared)")


def _footer(form: Form) -> str:
    # An ampersand begins a code in a footer, and the reference is free text.
    name = f"{form.name}  {form.urn}  submission {form.submission}".replace("&", "&&")
    return f"&L{name}&RPage &P of &N"
