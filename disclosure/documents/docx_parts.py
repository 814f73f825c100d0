"""The pieces of a Word document as bare XML: paragraphs, runs, tables.

python-docx's own cells take minutes for the thousands of lines that a schedule of several devices can have.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from docx.oxml.ns import nsmap, qn
from lxml import etree

from disclosure.documents.xml_text import xml_text

POINTS: Final = 9
SHADE: Final = "D9D9D9"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def element(name: str) -> Any:  # noqa: ANN401 -- lxml element
    """An element such as `w:p`."""
    return etree.Element(qn(name), nsmap={"w": nsmap["w"]})


def child(parent: Any, name: str, **attributes: str) -> Any:  # noqa: ANN401 -- lxml elements
    """An element at the end of another, with attributes of the same name space."""
    made = etree.SubElement(parent, qn(name))
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def table(widths: Sequence[int], *, borders: bool = True) -> Any:  # noqa: ANN401 -- lxml element
    """A table without rows.

    Args:
        widths: Widths of its columns, in twentieths of a point.
        borders: Whether its cells are framed.
    """
    made = element("w:tbl")
    properties = child(made, "w:tblPr")
    child(properties, "w:tblW", w=str(sum(widths)), type="dxa")
    if borders:
        _frame(child(properties, "w:tblBorders"), "top", "left", "bottom", "right", "insideH", "insideV")
    child(properties, "w:tblLayout", type="fixed")
    margins = child(properties, "w:tblCellMar")
    for edge in ("top", "left", "bottom", "right"):
        child(margins, f"w:{edge}", w="60", type="dxa")
    grid = child(made, "w:tblGrid")
    for width in widths:
        child(grid, "w:gridCol", w=str(width))
    return made


def cell(
    row: Any,  # noqa: ANN401 -- lxml element
    width: int,
    paragraphs: Sequence[tuple[str, bool]],
    *,
    shade: str = "",
    span: int = 1,
    border: bool = False,
    keep: bool = False,
) -> None:
    """Add a cell to a row; paragraphs are texts and whether they are bold."""
    made = child(row, "w:tc")
    properties = child(made, "w:tcPr")
    child(properties, "w:tcW", w=str(width), type="dxa")
    if span > 1:
        child(properties, "w:gridSpan", val=str(span))
    if border:
        _frame(child(properties, "w:tcBorders"), "top", "left", "bottom", "right")
    if shade:
        child(properties, "w:shd", val="clear", color="auto", fill=shade)
    for text, bold in paragraphs:
        made.append(paragraph(text, bold=bold, after=20, keep=keep))


def heading_row(made: Any, headings: Sequence[str], widths: Sequence[int]) -> None:  # noqa: ANN401 -- lxml element
    """Add the row of headings to a table; it is repeated on every page."""
    row = child(made, "w:tr")
    properties = child(row, "w:trPr")
    child(properties, "w:cantSplit")
    child(properties, "w:tblHeader")
    for heading, width in zip(headings, widths, strict=True):
        cell(row, width, [(heading, True)], shade=SHADE)


def paragraph(
    text: str,
    *,
    bold: bool = False,
    points: float = POINTS,
    align: str = "",
    before: int = 0,
    after: int = 80,
    keep: bool = False,
) -> Any:  # noqa: ANN401 -- lxml element
    """A paragraph; line breaks and tabs of the text are kept.

    Args:
        text: The text.
        bold: Whether it is bold.
        points: Size.
        align: As `w:jc` takes it; empty for left.
        before: White space above, in twentieths of a point.
        after: White space below.
        keep: Keep it on the page of the next one.
    """
    made = element("w:p")
    properties = child(made, "w:pPr")
    if keep:
        child(properties, "w:keepNext")
    child(properties, "w:spacing", before=str(before), after=str(after), line="240", lineRule="auto")
    if align:
        child(properties, "w:jc", val=align)
    made.append(run(text, bold=bold, points=points))
    return made


def run(text: str, *, bold: bool = False, points: float = POINTS) -> Any:  # noqa: ANN401 -- lxml element
    """A run of text."""
    made = element("w:r")
    properties = child(made, "w:rPr")
    if bold:
        child(properties, "w:b")
    if points != POINTS:
        child(properties, "w:sz", val=str(int(points * 2)))
    for line_number, line in enumerate(xml_text(text).splitlines()):
        if line_number:
            child(made, "w:br")
        for index, piece in enumerate(line.split("\t")):
            if index:
                child(made, "w:tab")
            if piece:
                part = child(made, "w:t")
                part.text = piece
                part.set(XML_SPACE, "preserve")
    return made


def page_field(code: str) -> Any:  # noqa: ANN401 -- lxml element
    """A field that Word works out, such as the number of the page."""
    made = element("w:fldSimple")
    made.set(qn("w:instr"), code)
    made.append(run("1"))
    return made


def _frame(borders: Any, *edges: str) -> None:  # noqa: ANN401 -- lxml element
    for edge in edges:
        child(borders, f"w:{edge}", val="single", sz="4", space="0", color="808080")
