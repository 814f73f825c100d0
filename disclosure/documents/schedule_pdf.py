"""A schedule as a PDF: paginated, searchable, with bookmarks, for reading and printing as it was issued."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from disclosure.documents.pdf_pages import Cell, Document, Style
from disclosure.schedule.forms import Form

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
        marking=form.marking,
    )
    document.bookmark(form.title, is_open=True)
    document.paragraph(form.title, Style(13, bold=True), align="center", after=8)
    document.table((16, 84), (), [(Cell("", label), Cell(value)) for label, value in form.header])
    document.space(8)
    for note in form.notes:
        document.paragraph(note)
    document.space(4)
    if form.rows:
        table = document.table([column.share for column in form.columns], [c.heading for c in form.columns], ())
        for number, row in enumerate(form.rows):
            if number % _ITEMS_PER_BOOKMARK == 0:
                last = form.rows[min(number + _ITEMS_PER_BOOKMARK, len(form.rows)) - 1].cells[0]
                first = row.cells[0]
                document.bookmark(f"{first} to {last}" if first != last else first, level=1)
            table.add([Cell(text, row.title if index == 1 else "") for index, text in enumerate(row.cells)])
        document.space(10)
    else:
        document.paragraph(form.nil, Style(11, bold=True), after=12)
    if form.certification:
        document.need(120)
        document.bookmark("Certification", level=1)
        for paragraph in form.certification:
            document.paragraph(paragraph)
        document.space(6)
    document.signatures([(block.heading, block.lines) for block in form.signatures])
    document.paragraph(f"Ledger head when this form was prepared: {form.ledger_head}", Style(7))
    document.save()
