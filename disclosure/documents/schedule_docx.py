"""A schedule as a Word document: A4 landscape, the heading row on every page, room to sign at the end.

The table is built from bare XML rows: python-docx's own cells take minutes for the thousands of lines that a
schedule of several devices can have. Nothing in the file depends on when or where it is written except the
time it is given.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from disclosure.documents.xml_text import xml_text
from disclosure.schedule.forms import Form, SignatureBlock

_FONT: Final = "Arial"
_POINTS: Final = 9
_MARGIN_MM: Final = 15
_FOOTER_MM: Final = 8
_TEXT_WIDTH: Final = 15_137
"""Width between the margins of A4 landscape, in twentieths of a point: (297 - 2 x 15) mm."""
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_SHADE: Final = "D9D9D9"


def write(path: Path, form: Form, created: datetime) -> None:
    """Write a form; the same form and time give the same bytes.

    Args:
        path: The file to write.
        form: The form.
        created: Time of creation for the document's properties.
    """
    document = docx.Document()
    _set_up(document, form, created)
    body = document.element.body
    if form.marking:
        _append(body, _paragraph(form.marking, bold=True, align="center"))
    _append(body, _paragraph(form.title, bold=True, points=14, align="center", after=120))
    _append(body, _header_table(form))
    for index, note in enumerate(form.notes):
        _append(body, _paragraph(note, before=120 if not index else 0))
    _append(body, _paragraph("", after=0))
    if form.rows:
        _append(body, _items(form))
    else:
        _append(body, _paragraph(form.nil, bold=True, points=11, before=120, after=240))
    for index, paragraph in enumerate(form.certification):
        _append(body, _paragraph(paragraph, before=240 if not index else 0, keep=True))
    _append(body, _paragraph("", after=60, keep=True))
    _append(body, _signatures(form.signatures))
    _append(body, _paragraph(f"Ledger head when this form was prepared: {form.ledger_head}", points=8, before=120))
    stream = io.BytesIO()
    document.save(stream)
    _write_archive(path, stream)


def _set_up(document: Any, form: Form, created: datetime) -> None:  # noqa: ANN401 -- python-docx is not typed
    """Page, font, footer and properties."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    section.header_distance = section.footer_distance = Mm(_FOOTER_MM)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(_POINTS)
    normal.element.rPr.rFonts.set(qn("w:cs"), _FONT)
    footer = section.footer.paragraphs[0]._p
    for child in list(footer):
        footer.remove(child)
    name = f"{form.name}   {form.urn}   submission {form.submission}"
    properties = _element("w:pPr")
    tabs = _child(properties, "w:tabs")
    # The style of a footer has tab stops of its own for a portrait page.
    for position in (4320, 4680, 8640, 9360):
        _child(tabs, "w:tab", val="clear", pos=str(position))
    _child(tabs, "w:tab", val="right", pos=str(_TEXT_WIDTH))
    footer.append(properties)
    footer.append(_run(xml_text(name)))
    footer.append(_run("\tPage "))
    footer.append(_field("PAGE"))
    footer.append(_run(" of "))
    footer.append(_field("NUMPAGES"))
    at = created.astimezone(UTC).replace(tzinfo=None)
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = form.title, "", "", ""
    core.created = core.modified = at
    core.revision = 1
    core.language = "en-GB"
    # The template's thumbnail shows another document.
    package = document.part.package
    for identifier, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[identifier]


def _write_archive(path: Path, stream: io.BytesIO) -> None:
    """Write the archive anew with fixed times, since the library stamps its members with the clock."""
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # the same bytes on Windows as elsewhere
            target.writestr(member, source.read(name))


def _header_table(form: Form) -> Any:  # noqa: ANN401 -- lxml element
    table = _table((2_400, _TEXT_WIDTH - 2_400))
    for label, value in form.header:
        row = _child(table, "w:tr")
        _cell(row, 2_400, [(label, True)], shade=_SHADE)
        _cell(row, _TEXT_WIDTH - 2_400, [(value, False)])
    return table


def _items(form: Form) -> Any:  # noqa: ANN401 -- lxml element
    widths = [column.share * _TEXT_WIDTH // 100 for column in form.columns]
    table = _table(widths)
    heading = _child(table, "w:tr")
    properties = _child(heading, "w:trPr")
    _child(properties, "w:cantSplit")
    _child(properties, "w:tblHeader")
    for column, width in zip(form.columns, widths, strict=True):
        _cell(heading, width, [(column.heading, True)], shade=_SHADE)
    for row in form.rows:
        line = _child(table, "w:tr")
        _child(_child(line, "w:trPr"), "w:cantSplit")
        for index, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
            title = [(row.title, True)] if index == 1 and row.title else []
            _cell(line, width, [*title, (cell, False)])
    return table


def _signatures(blocks: Sequence[SignatureBlock]) -> Any:  # noqa: ANN401 -- lxml element
    """Blocks beside one another, every line blank, kept on one page."""
    gap = 400
    width = (_TEXT_WIDTH - gap * (len(blocks) - 1)) // len(blocks)
    label, blank = 1_300, width - 1_300
    widths: list[int] = []
    for index in range(len(blocks)):
        widths += ([gap] if index else []) + [label, blank]
    table = _table(widths, borders=False)
    for number in range(-1, max(len(block.lines) for block in blocks)):
        row = _child(table, "w:tr")
        properties = _child(row, "w:trPr")
        _child(properties, "w:cantSplit")
        if number >= 0:
            _child(properties, "w:trHeight", val="480", hRule="atLeast")
        for index, block in enumerate(blocks):
            if index:
                _cell(row, gap, [("", False)], keep=True)
            if number < 0:
                _cell(row, width, [(block.heading, True)], span=2, keep=True)
            else:
                text = block.lines[number] if number < len(block.lines) else ""
                _cell(row, label, [(text, False)], border=True, keep=True)
                _cell(row, blank, [("", False)], border=True, keep=True)
    return table


def _table(widths: Sequence[int], *, borders: bool = True) -> Any:  # noqa: ANN401 -- lxml element
    table = _element("w:tbl")
    properties = _child(table, "w:tblPr")
    _child(properties, "w:tblW", w=str(sum(widths)), type="dxa")
    if borders:
        edges = _child(properties, "w:tblBorders")
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
            _child(edges, f"w:{edge}", val="single", sz="4", space="0", color="808080")
    _child(properties, "w:tblLayout", type="fixed")
    margins = _child(properties, "w:tblCellMar")
    for edge in ("top", "left", "bottom", "right"):
        _child(margins, f"w:{edge}", w="60", type="dxa")
    grid = _child(table, "w:tblGrid")
    for width in widths:
        _child(grid, "w:gridCol", w=str(width))
    return table


def _cell(
    row: Any,  # noqa: ANN401 -- lxml element
    width: int,
    paragraphs: Sequence[tuple[str, bool]],
    *,
    shade: str = "",
    span: int = 1,
    border: bool = False,
    keep: bool = False,
) -> None:
    cell = _child(row, "w:tc")
    properties = _child(cell, "w:tcPr")
    _child(properties, "w:tcW", w=str(width), type="dxa")
    if span > 1:
        _child(properties, "w:gridSpan", val=str(span))
    if border:
        edges = _child(properties, "w:tcBorders")
        for edge in ("top", "left", "bottom", "right"):
            _child(edges, f"w:{edge}", val="single", sz="4", space="0", color="808080")
    if shade:
        _child(properties, "w:shd", val="clear", color="auto", fill=shade)
    for text, bold in paragraphs:
        cell.append(_paragraph(text, bold=bold, after=20, keep=keep))


def _paragraph(
    text: str,
    *,
    bold: bool = False,
    points: float = _POINTS,
    align: str = "",
    before: int = 0,
    after: int = 80,
    keep: bool = False,
) -> Any:  # noqa: ANN401 -- lxml element
    paragraph = _element("w:p")
    properties = _child(paragraph, "w:pPr")
    if keep:
        _child(properties, "w:keepNext")
    _child(properties, "w:spacing", before=str(before), after=str(after), line="240", lineRule="auto")
    if align:
        _child(properties, "w:jc", val=align)
    for index, line in enumerate(xml_text(text).splitlines()):
        if index:
            _child(_child(paragraph, "w:r"), "w:br")
        paragraph.append(_run(line, bold=bold, points=points))
    return paragraph


def _run(text: str, *, bold: bool = False, points: float = _POINTS) -> Any:  # noqa: ANN401 -- lxml element
    run = _element("w:r")
    properties = _child(run, "w:rPr")
    if bold:
        _child(properties, "w:b")
    if points != _POINTS:
        _child(properties, "w:sz", val=str(int(points * 2)))
    for index, piece in enumerate(text.split("\t")):
        if index:
            _child(run, "w:tab")
        if piece:
            part = _child(run, "w:t")
            part.text = piece
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _field(code: str) -> Any:  # noqa: ANN401 -- lxml element
    """A field that Word works out, such as the number of the page."""
    field = _element("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(_run("1"))
    return field


def _append(body: Any, element: Any) -> None:  # noqa: ANN401 -- lxml elements
    """Put an element at the end of the document, before the page set-up that must stand last."""
    body.insert(len(body) - 1, element)


def _element(name: str) -> Any:  # noqa: ANN401 -- lxml element
    return etree.Element(qn(name), nsmap={"w": _NAMESPACE})


def _child(parent: Any, name: str, **attributes: str) -> Any:  # noqa: ANN401 -- lxml element
    child = etree.SubElement(parent, qn(name))
    for key, value in attributes.items():
        child.set(qn(f"w:{key}"), value)
    return child


_NAMESPACE: Final = qn("w:p")[1:].split("}", maxsplit=1)[0]
