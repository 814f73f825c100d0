"""A schedule as a PDF: paginated, searchable, with bookmarks, for reading and printing as it was issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from disclosure.documents.pdf_pages import Cell, Document, Style
from disclosure.documents.template_docx import DRAFT
from disclosure.schedule.forms import Column, Form, Row

_ITEMS_PER_BOOKMARK: Final = 50
"""Items under one bookmark: a list of thousands of bookmarks helps nobody to find an item."""


def write(path: Path, form: Form, created: datetime) -> None:
    """Write a form; the same form and time give the same bytes.

    Args:
        path: The file to write.
        form: The form.
        created: Time of creation for the document's properties.
    """
    header = dict(form.header)
    document = Document(
        path,
        title=f"{form.title}, {form.urn}, submission {form.submission}",
        created=created,
        head=(f"R v {header.get('R v', '')}".rstrip(), f"URN {form.urn}"),
        foot=f"{form.name}   submission {form.submission}",
        marking=f"{DRAFT}   {form.marking}".strip() if form.is_draft else form.marking,
    )
    document.bookmark(form.title, is_open=True)
    document.paragraph(form.title, Style(13, bold=True), align="center", after=8)
    document.table((16, 84), (), [(Cell("", label), Cell(value)) for label, value in form.header])
    document.space(8)
    for note in form.notes:
        document.paragraph(note)
    document.space(4)
    _table(document, form.columns, form.rows, form.nil, has_bookmarks=True)
    for section in form.sections:
        document.need(90)
        document.bookmark(section.heading, level=1)
        document.paragraph(section.heading, Style(11, bold=True), after=6)
        for note in section.notes:
            document.paragraph(note)
        _table(document, section.columns, section.rows, section.nil)
    if form.certification:
        document.need(120)
        document.bookmark("Certification", level=1)
        for paragraph in form.certification:
            document.paragraph(paragraph)
        document.space(6)
    document.signatures([(block.heading, block.lines) for block in form.signatures])
    document.paragraph(f"Ledger head when this form was prepared: {form.ledger_head}", Style(7))
    document.save()


def _table(
    document: Document, columns: Sequence[Column], rows: Sequence[Row], nil: str, *, has_bookmarks: bool = False
) -> None:
    if not rows:
        if nil:
            document.paragraph(nil, Style(11, bold=True), after=12)
        return
    table = document.table([column.share for column in columns], [column.heading for column in columns], ())
    for number, row in enumerate(rows):
        if has_bookmarks and number % _ITEMS_PER_BOOKMARK == 0:
            first, last = row.cells[0], rows[min(number + _ITEMS_PER_BOOKMARK, len(rows)) - 1].cells[0]
            document.bookmark(f"{first} to {last}" if first != last else first, level=1)
        table.add([Cell(text, row.title if index == 1 else "") for index, text in enumerate(row.cells)])
    document.space(10)
