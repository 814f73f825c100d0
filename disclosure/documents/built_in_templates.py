"""The templates that come with the toolkit, made from the forms themselves.

    python -m disclosure.documents.built_in_templates        writes them anew into `templates/`

A4 landscape, the heading row on every page, room to sign at the end. A force edits a copy: `disclosure templates`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from disclosure.documents import archive
from disclosure.documents.docx_parts import (
    POINTS,
    SHADE,
    cell,
    child,
    element,
    heading_row,
    page_field,
    paragraph,
    run,
    table,
)
from disclosure.documents.template_docx import slug
from disclosure.schedule import digital, endorsements, forms
from disclosure.schedule.digital import DigitalRecord
from disclosure.schedule.forms import CaseHeader, Form, SignatureBlock
from disclosure.schedule.items import Register

FOLDER: Final = "templates"
_FONT: Final = "Arial"
_MARGIN_MM: Final = 15
_BOTTOM_MM: Final = 18
_FOOTER_MM: Final = 8
_TEXT_WIDTH: Final = 15_137
"""Width between the margins of A4 landscape, in twentieths of a point: (297 - 2 x 15) mm."""
_LABEL_WIDTH: Final = 2_400
_MADE: Final = datetime(2026, 1, 1, tzinfo=UTC)


def blank_forms() -> tuple[Form, ...]:
    """Every form, of a case without material."""
    case = CaseHeader("", (), "", "", date(2026, 1, 1), "")
    empty = Register((), 1, (), (), (), ())
    schedules = (forms.mg6c(empty, case), forms.mg6d(empty, case), forms.mg6e(empty, case))
    disclosed = endorsements.to_disclose((), {}, endorsements.BLANK_HEAD, 1, 0)
    return (*schedules, *digital.documents(empty, DigitalRecord(), case), disclosed)


def built_in(form_name: str) -> bytes:
    """The template of a form as it comes with the toolkit."""
    return (resources.files("disclosure.documents") / FOLDER / f"{form_name}.docx").read_bytes()


def make(path: Path, form: Form) -> None:
    """Write the template of a form; the same form gives the same bytes."""
    document = docx.Document()
    _set_up(document, form)
    body = document.element.body

    def add(item: Any) -> None:  # noqa: ANN401 -- lxml element
        body.insert(len(body) - 1, item)  # before the page set-up that must stand last

    if form.marking:
        add(paragraph(_mark("marking"), bold=True, align="center"))
    add(paragraph(form.title, bold=True, points=14, align="center", after=120))
    add(_header(form))
    add(paragraph("", points=4, after=0))
    add(paragraph(_mark("notes"), after=60))
    if form.columns:
        add(_items(form))
        add(paragraph("", points=4, after=0))
    add(paragraph(_mark("nil"), bold=True, points=11, before=120, after=120))
    if form.sections:
        add(paragraph(_mark("sections")))
    if form.certification:
        add(paragraph(_mark("certification"), keep=True))
        add(paragraph("", after=60, keep=True))
    if form.signatures:
        add(_signatures(form.signatures))
    add(paragraph(f"Ledger head when this form was prepared: {_mark('ledger_head')}", points=8, before=120))
    stream = io.BytesIO()
    document.save(stream)
    archive.rewrite(path, stream)


def write_all(folder: Path) -> list[str]:
    """Write every template into a folder.

    Returns:
        Names of the files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for form in blank_forms():
        names.append(f"{form.name}.docx")
        make(folder / names[-1], form)
    return names


def _mark(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _set_up(document: Any, form: Form) -> None:  # noqa: ANN401 -- python-docx is not typed
    """Page, font, footer and properties."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin, section.bottom_margin = Mm(_MARGIN_MM), Mm(_BOTTOM_MM)
    section.header_distance = section.footer_distance = Mm(_FOOTER_MM)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(POINTS)
    normal.element.rPr.rFonts.set(qn("w:cs"), _FONT)
    _running(section.header.paragraphs[0]._p, [run(f"R v {_mark('r_v')}"), run(f"\tURN {_mark('urn')}")])
    name = f"{form.name}   {_mark('urn')}   submission {_mark('submission_number')}"
    _running(
        section.footer.paragraphs[0]._p,
        [run(name), run("\tPage "), page_field("PAGE"), run(" of "), page_field("NUMPAGES")],
    )
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = form.title, "", "", ""
    core.created = core.modified = _MADE.replace(tzinfo=None)
    core.revision = 1
    core.language = "en-GB"
    # The thumbnail of python-docx's own template shows another document.
    package = document.part.package
    for identifier, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[identifier]


def _running(item: Any, runs: Sequence[Any]) -> None:  # noqa: ANN401 -- lxml elements
    """The head or foot of the page: a left part and, after a tab, a right one."""
    for old in list(item):
        item.remove(old)
    properties = element("w:pPr")
    tabs = child(properties, "w:tabs")
    # The styles of heads and feet have tab stops of their own for a portrait page.
    for position in (4320, 4680, 8640, 9360):
        child(tabs, "w:tab", val="clear", pos=str(position))
    child(tabs, "w:tab", val="right", pos=str(_TEXT_WIDTH))
    item.append(properties)
    for part in runs:
        item.append(part)


def _header(form: Form) -> Any:  # noqa: ANN401 -- lxml element
    made = table((_LABEL_WIDTH, _TEXT_WIDTH - _LABEL_WIDTH))
    for label, _ in form.header:
        row = child(made, "w:tr")
        cell(row, _LABEL_WIDTH, [(label, True)], shade=SHADE)
        cell(row, _TEXT_WIDTH - _LABEL_WIDTH, [(_mark(slug(label)), False)])
    return made


def _items(form: Form) -> Any:  # noqa: ANN401 -- lxml element
    widths = [column.share * _TEXT_WIDTH // 100 for column in form.columns]
    made = table(widths)
    heading_row(made, [column.heading for column in form.columns], widths)
    line = child(made, "w:tr")
    child(child(line, "w:trPr"), "w:cantSplit")
    for index, (column, width) in enumerate(zip(form.columns, widths, strict=True)):
        title = [(_mark("row.title"), True)] if index == 1 else []
        cell(line, width, [*title, (_mark(f"row.{column.key}"), False)])
    return made


def _signatures(blocks: Sequence[SignatureBlock]) -> Any:  # noqa: ANN401 -- lxml element
    """Blocks beside one another, every line blank, kept on one page."""
    gap = 400
    width = (_TEXT_WIDTH - gap * (len(blocks) - 1)) // len(blocks)
    label, blank = 1_300, width - 1_300
    widths: list[int] = []
    for index in range(len(blocks)):
        widths += ([gap] if index else []) + [label, blank]
    made = table(widths, borders=False)
    for number in range(-1, max(len(block.lines) for block in blocks)):
        row = child(made, "w:tr")
        properties = child(row, "w:trPr")
        child(properties, "w:cantSplit")
        if number >= 0:
            child(properties, "w:trHeight", val="480", hRule="atLeast")
        for index, block in enumerate(blocks):
            if index:
                cell(row, gap, [("", False)], keep=True)
            if number < 0:
                cell(row, width, [(block.heading, True)], span=2, keep=True)
            else:
                text = block.lines[number] if number < len(block.lines) else ""
                cell(row, label, [(text, False)], border=True, keep=True)
                cell(row, blank, [("", False)], border=True, keep=True)
    return made


if __name__ == "__main__":
    write_all(Path(__file__).parent / FOLDER)
