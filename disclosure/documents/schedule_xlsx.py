"""A schedule as an Excel workbook: its items on the first sheet, what is certified and signed on the second.

A third sheet holds the references by which a marked copy is matched when it comes back; see `references`.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from disclosure.documents import references
from disclosure.documents.sheet_xlsx import MAX_ROWS, Column, cut, open_workbook, prepare, set_height, sheet_name
from disclosure.documents.xml_text import xml_text
from disclosure.errors import InputError
from disclosure.schedule.forms import Form

_PAGE_CHARACTERS: Final = 140
"""Width of all columns together, in characters; what reads well on A4 landscape."""
_LABEL_CHARACTERS: Final = 32
REFERENCES: Final = "References"
"""Name of the sheet that holds the references."""
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
        _items(book.add_worksheet(sheet_name(form.name, set())), form, styles)
        _certification(book.add_worksheet("Certification"), form, styles)
        if form.rows:
            _references(book.add_worksheet(REFERENCES), form, styles)


def _items(sheet: Any, form: Form, styles: dict[str, Any]) -> None:  # noqa: ANN401 -- XlsxWriter ships no types
    columns = [Column(column.heading, column.share * _PAGE_CHARACTERS / 100) for column in form.columns]
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
    sheet.write_string(0, 0, xml_text(f"{form.title}. URN {form.urn}. {form.marking}".strip()), styles["title"])
    prepare(sheet, columns, styles["heading"], row=1)
    sheet.set_footer(_footer(form))
    number = 2
    for row in form.rows:
        cells = list(row.cells)
        cells[1] = f"{row.title}\n{cells[1]}" if row.title else cells[1]
        pieces = [cut(xml_text(cell), column.width) for cell, column in zip(cells, columns, strict=True)]
        for index in range(max(map(len, pieces))):
            line = [piece[index] if index < len(piece) else "" for piece in pieces]
            set_height(sheet, number, line, [column.width for column in columns])
            for place, text in enumerate(line):
                sheet.write_string(number, place, text, styles["cell"])
            number += 1
    if not form.rows:
        sheet.write_string(number, 1, form.nil, styles["bold"])
    for index, form_column in enumerate(form.columns):
        if form_column.key in _OFFERED and form.rows:
            offer = {"validate": "list", "source": list(_OFFERED[form_column.key]), "error_type": "information"}
            sheet.data_validation(2, index, number - 1, index, offer)


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
        sheet.write_string(number, 1, references.of_row(form, row), styles["plain"])
        if number == 1:
            sheet.write_string(number, 2, about, styles["plain"])


def _certification(sheet: Any, form: Form, styles: dict[str, Any]) -> None:  # noqa: ANN401 -- XlsxWriter ships no types
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

    line("", form.title, "bold")
    if form.marking:
        line("", form.marking, "bold")
    for label, value in form.header:
        line(label, value)
    for note in form.notes:
        line("", note)
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
