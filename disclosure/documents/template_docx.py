"""Word templates: a document that a force sets out as it likes, with placeholders where the content goes.

    {{ urn }}               anywhere, also in the head and foot of the page: one value
    {{ notes }}             a paragraph of its own: repeated for every paragraph, gone if there is none
    {{ row.description }}   in a row of a table: the row is repeated for every item
    {{ sections }}          a paragraph of its own: the further tables of a form, set out by the toolkit

Which placeholders a form has and which of them its template must hold is worked out from the form, so that nothing
of a form can be left out by a template unnoticed. Headings, fonts, order and width of columns, further words and
rows are the force's own.
"""

from __future__ import annotations

import copy
import difflib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import docx
from docx.opc.constants import CONTENT_TYPE
from docx.oxml.ns import nsmap, qn
from lxml import etree

from disclosure.documents import references
from disclosure.documents.docx_parts import XML_SPACE, cell, child, element, heading_row, paragraph, table
from disclosure.documents.xml_text import xml_text
from disclosure.errors import InputError
from disclosure.schedule.descriptions import day
from disclosure.schedule.forms import Form, Section

DRAFT: Final = "DRAFT: not issued"
BLOCKS: Final = ("marking", "notes", "nil", "certification")
"""Placeholders that are a paragraph of their own."""
SECTIONS: Final = "sections"
OPTIONAL: Final = frozenset(
    {"title", "form", "urn", "police_force", "submission_number", "prepared_on", "row.location"}
)
"""Placeholders that a template may leave out: a force prints its own title and name; some forms in use have no
column for the location. The reference number is required as `urn` in the text or the head of the page."""
_PLACEHOLDER: Final = re.compile(r"\{\{\s*([a-z][a-z_]*(?:\.[a-z][a-z_]*)?)\s*\}\}")
_BRACES: Final = re.compile(r"\{\{.*?\}\}|\{\{|\}\}")
_ROW: Final = "row."
_PARTS: Final = (CONTENT_TYPE.WML_HEADER, CONTENT_TYPE.WML_FOOTER)
_EMU_PER_TWENTIETH: Final = 635
_ID, _NAME = "@@bookmark-id@@", "@@bookmark-name@@"
_FIRST_COLUMN_ID, _FIRST_ITEM_ID = 1_000_000, 2_000_000
"""Where the numbers of bookmarks begin: those of a template's own are small, and no number may stand twice."""


@dataclass(frozen=True)
class Values:
    """What goes into a template.

    Attributes:
        single: Placeholders of one value.
        blocks: Placeholders of several paragraphs.
        row_keys: Placeholders of a row, without `row.`.
        rows: Values of each row, in the order of `row_keys`.
        bookmarks: Name of the bookmark of each row; empty for none.
        sections: Further tables.
        is_draft: Whether every page is marked as a draft.
        required: Placeholders that the template must hold.
    """

    single: Mapping[str, str]
    blocks: Mapping[str, Sequence[str]]
    row_keys: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    bookmarks: Sequence[str]
    sections: Sequence[Section]
    is_draft: bool
    required: frozenset[str]

    @property
    def known(self) -> tuple[str, ...]:
        """Every placeholder that the form has."""
        return (*self.single, *self.blocks, SECTIONS, *(f"{_ROW}{key}" for key in self.row_keys))


def values(form: Form) -> Values:
    """What a form puts into its template."""
    single = {
        "title": form.title,
        "form": form.name,
        "urn": form.urn,
        "submission_number": str(form.submission),
        "prepared_on": day(form.prepared_at),
        "ledger_head": form.ledger_head,
        **{slug(label): value for label, value in form.header},
    }
    blocks = {
        "marking": (form.marking,) if form.marking else (),
        "notes": form.notes,
        "nil": () if form.rows else (form.nil,),
        "certification": form.certification,
    }
    keys = ("title", *(column.key for column in form.columns)) if form.columns else ()
    # A paragraph may be missing from one submission and stand in the next: notes and nil are always asked for.
    asked = {name for name in ("notes", "nil") if name in blocks} | {name for name in BLOCKS if blocks[name]}
    asked |= {SECTIONS} if form.sections else set()
    required = (set(single) | asked | {f"{_ROW}{key}" for key in keys}) - OPTIONAL | {"urn"}
    return Values(
        single,
        blocks,
        keys,
        [(row.title, *row.cells) for row in form.rows],
        [references.bookmark(row.cells[0], row.digest) if row.digest else "" for row in form.rows],
        form.sections,
        form.is_draft,
        frozenset(required),
    )


def slug(label: str) -> str:
    """A label of the head of a form as the name of its placeholder.

    >>> slug("R v"), slug("Disclosure officer")
    ('r_v', 'disclosure_officer')
    """
    return "_".join(re.findall("[a-z]+", label.lower()))


def fill(template: bytes, name: str, content: Values) -> Any:  # noqa: ANN401 -- python-docx is not typed
    """A document made from a template.

    Args:
        template: The template, a .docx file.
        name: Its name, for messages.
        content: What goes into it.

    Raises:
        InputError: The file is no Word document, holds what a schedule must not carry, lacks a placeholder or
            holds one that the form does not have; the message names it.
    """
    _check_archive(template, name)
    try:
        document = docx.Document(io.BytesIO(template))
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError):
        raise _refused(name, "is not a Word document that can be read", "Save it as .docx in Word.") from None
    roots = [document.element.body, *_heads_and_feet(document)]
    paragraphs = [item for root in roots for item in root.iter(qn("w:p"))]
    for item in paragraphs:
        _join(item)
    _check_placeholders(paragraphs, name, content)
    _fill_rows(roots[0], name, content)
    _fill_sections(roots[0], content.sections, _text_width(document))
    if content.is_draft:
        _mark_draft(document)
    for root in roots:
        _fill_blocks(root, content)
        for item in root.iter(qn("w:p")):
            _fill_single(item, content.single)
    return document


def _mark_draft(document: Any) -> None:  # noqa: ANN401 -- python-docx is not typed
    """Say on every page that the form is a draft, whatever the template holds."""
    for section in document.sections:
        heads = [section.header]
        heads += [section.first_page_header] if section.different_first_page_header_footer else []
        heads += [section.even_page_header] if document.settings.odd_and_even_pages_header_footer else []
        for head in heads:
            if not head.is_linked_to_previous or section is document.sections[0]:
                head.is_linked_to_previous = False
                head._element.insert(0, paragraph(DRAFT, bold=True, points=12, align="center", after=0))


def _text_width(document: Any) -> int:  # noqa: ANN401 -- python-docx is not typed
    """Width between the margins of the last section, in twentieths of a point."""
    section = document.sections[-1]
    return int(section.page_width - section.left_margin - section.right_margin) // _EMU_PER_TWENTIETH


def _fill_sections(body: Any, sections: Sequence[Section], width: int) -> None:  # noqa: ANN401 -- lxml element
    """Put the further tables where the template wants them."""
    for item in [part for part in body.iter(qn("w:p")) if _PLACEHOLDER.findall(_text(part)) == [SECTIONS]]:
        for section in sections:
            item.addprevious(paragraph(section.heading, bold=True, points=11, before=160, after=60, keep=True))
            for note in section.notes:
                item.addprevious(paragraph(note))
            if section.rows:
                item.addprevious(_section_table(section, width))
            elif section.nil:
                item.addprevious(paragraph(section.nil, bold=True))
        if item.getparent().tag == qn("w:tc"):
            item.getparent().append(element("w:p"))  # a cell must end in a paragraph
        item.getparent().remove(item)


def _section_table(section: Section, width: int) -> Any:  # noqa: ANN401 -- lxml element
    total = sum(column.share for column in section.columns)
    widths = [column.share * width // total for column in section.columns]
    made = table(widths)
    heading_row(made, [column.heading for column in section.columns], widths)
    for row in section.rows:
        line = child(made, "w:tr")
        child(child(line, "w:trPr"), "w:cantSplit")
        for index, (text, column) in enumerate(zip(row.cells, widths, strict=True)):
            title = [(row.title, True)] if index == 1 and row.title else []
            cell(line, column, [*title, (text, False)])
    return made


def _heads_and_feet(document: Any) -> Iterator[Any]:  # noqa: ANN401 -- python-docx is not typed
    for part in document.part.package.iter_parts():
        if part.content_type in _PARTS:
            yield part.element


def _check_archive(template: bytes, name: str) -> None:
    """Refuse what could carry something that nobody sees, or that the last check before release cannot look into."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            members = {member: archive.read(member) for member in archive.namelist() if not member.endswith("/")}
    except zipfile.BadZipFile:
        raise _refused(name, "is not a Word document that can be read", "Save it as .docx in Word.") from None
    for member, content in sorted(members.items()):
        if not member.endswith((".xml", ".rels")):
            # python-docx's own default carries a picture of a page, which is dropped when a document is written.
            if member.startswith("docProps/thumbnail"):
                continue
            raise _refused(
                name,
                f"holds {member}, a picture, a macro or an embedded file, which the check before release cannot "
                "look into",
                "Take it out; a crest can be put on the printed copy.",
            )
        if "comments" in member:
            raise _refused(name, "holds comments", "Delete them.")
        if member.endswith(".rels") and b'TargetMode="External"' in content:
            raise _refused(name, "holds a link to something outside it", "Remove links and the attached template.")
        if member == "word/document.xml" and (b"<w:ins " in content or b"<w:del " in content):
            raise _refused(name, "holds tracked changes", "Accept or reject them all.")


def _check_placeholders(paragraphs: Sequence[Any], name: str, content: Values) -> None:
    found: set[str] = set()
    for item in paragraphs:
        for braces in _BRACES.findall(_text(item)):
            match = _PLACEHOLDER.fullmatch(braces)
            if match is None or match[1] not in content.known:
                near = difflib.get_close_matches(braces.strip("{} "), content.known, n=1, cutoff=0.0)
                raise _refused(
                    name,
                    f"holds {braces if len(braces) < 60 else braces[:60] + '…'}, which is no placeholder of this form",
                    f"The nearest one is {{{{ {near[0]} }}}}; all: {', '.join(content.known)}.",
                )
            found.add(match[1])
    missing = sorted(content.required - found)
    if missing:
        listed = ", ".join(f"{{{{ {item} }}}}" for item in missing)
        raise _refused(name, f"lacks {listed}", "Put it where the content is to stand; see docs/templates.md.")


def _refused(name: str, what: str, action: str) -> InputError:
    return InputError("template_unfit", f"The template {name} {what}.", action)


def _texts(paragraph: Any) -> list[Any]:  # noqa: ANN401 -- lxml elements
    """The text elements of a paragraph itself, not of one inside it (a text box)."""
    return [item for item in paragraph.iter(qn("w:t")) if next(item.iterancestors(qn("w:p"))) is paragraph]


def _text(paragraph: Any) -> str:  # noqa: ANN401 -- lxml element
    return "".join(item.text or "" for item in _texts(paragraph))


def _join(paragraph: Any) -> None:  # noqa: ANN401 -- lxml element
    """Bring every placeholder into one run: Word splits what is typed at corrections and changes of language."""
    while True:
        parts = _texts(paragraph)
        text = "".join(item.text or "" for item in parts)
        if "{{" not in text:
            return
        place = 0
        for match in _BRACES.finditer(text):
            place = 0
            touched = []
            for item in parts:
                length = len(item.text or "")
                if place < match.end() and place + length > match.start():
                    touched.append(item)
                place += length
            if len(touched) > 1:
                touched[0].text = "".join(item.text or "" for item in touched)
                touched[0].set(XML_SPACE, "preserve")
                for item in touched[1:]:
                    item.text = ""
                break
        else:
            return


def _fill_single(paragraph: Any, single: Mapping[str, str]) -> None:  # noqa: ANN401 -- lxml element
    for item in _texts(paragraph):
        if item.text and "{{" in item.text:
            _set_text(item, _PLACEHOLDER.sub(lambda match: single.get(match[1], ""), item.text))


def _set_text(item: Any, text: str) -> None:  # noqa: ANN401 -- lxml element
    """Put a text into a text element; further lines follow it in the same run."""
    first, *others = xml_text(text).split("\n")
    item.text = first
    item.set(XML_SPACE, "preserve")
    place = item
    for line in others:
        added = element("w:br"), element("w:t")
        added[1].text = line
        added[1].set(XML_SPACE, "preserve")
        for new in added:
            place.addnext(new)
            place = new


def _fill_blocks(root: Any, content: Values) -> None:  # noqa: ANN401 -- lxml element
    for item in list(root.iter(qn("w:p"))):
        match = _PLACEHOLDER.fullmatch(_text(item).strip())
        names = [name for name in _PLACEHOLDER.findall(_text(item)) if name in content.blocks]
        if match is None or match[1] not in content.blocks:
            # A block within other words: its paragraphs one after the other.
            if names:
                _fill_single(item, {**content.single, **{name: "\n".join(content.blocks[name]) for name in names}})
            continue
        paragraphs = content.blocks[match[1]]
        for text in paragraphs:
            made = copy.deepcopy(item)
            for part in _texts(made):
                _set_text(part, text if part.text and "{{" in part.text else "")
            item.addprevious(made)
        parent = item.getparent()
        if paragraphs or parent.tag != qn("w:tc") or len(parent.findall(qn("w:p"))) > 1:
            parent.remove(item)
        else:
            _fill_single(item, {match[1]: ""})


def _fill_rows(body: Any, name: str, content: Values) -> None:  # noqa: ANN401 -- lxml element
    """Repeat the row that holds the placeholders of a row."""
    rows = [
        item
        for item in body.iter(qn("w:tr"))
        if any(key.startswith(_ROW) for part in item.iter(qn("w:p")) for key in _PLACEHOLDER.findall(_text(part)))
    ]
    inside = [item for row in rows for item in row.iter(qn("w:p"))]
    stray = [
        item
        for item in body.iter(qn("w:p"))
        if item not in inside and any(key.startswith(_ROW) for key in _PLACEHOLDER.findall(_text(item)))
    ]
    if not rows and not content.row_keys:
        return
    if len(rows) != 1 or stray:
        raise _refused(name, "has its row placeholders in more than one row", "Put them all into one row of a table.")
    row = rows[0]
    table = row.getparent()
    if not content.rows:
        table.getparent().remove(table)
        return
    make = _row_maker(row, content.row_keys)
    xml = "".join(
        make(values, bookmark, number)
        for number, (values, bookmark) in enumerate(zip(content.rows, content.bookmarks, strict=True), start=1)
    )
    made = etree.fromstring(f'<w:tbl xmlns:w="{nsmap["w"]}">{xml}</w:tbl>'.encode(), _PARSER)
    place = table.index(row)
    table.remove(row)
    # One slice: lxml then moves the rows without looking for the place anew each time.
    table[place:place] = list(made)


_PARSER: Final = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)


def _row_maker(row: Any, keys: Sequence[str]) -> Callable[[Sequence[str], str, int], str]:  # noqa: ANN401 -- lxml element
    """A function that gives the XML of a row.

    A paragraph that holds nothing but placeholders without a value is left out, where its cell has another one;
    the text of the row is worked out once for every combination of missing values.
    """
    parts: dict[tuple[bool, ...], list[str]] = {}

    def make(values: Sequence[str], bookmark: str, number: int) -> str:
        is_marked, is_first = bool(bookmark), number == 1
        case = (*map(bool, values), is_marked, is_first)
        if case not in parts:
            empty = {key for key, value in zip(keys, values, strict=True) if not value}
            parts[case] = _row_parts(row, empty, is_marked=is_marked, is_first=is_marked and is_first)
        by_key = dict(zip(keys, values, strict=True))
        return "".join(
            _markup(by_key[piece])
            if index % 2
            else piece.replace(_ID, str(_FIRST_ITEM_ID + number)).replace(_NAME, bookmark)
            for index, piece in enumerate(parts[case])
        )

    return make


def _row_parts(row: Any, empty: set[str], *, is_marked: bool, is_first: bool) -> list[str]:  # noqa: ANN401 -- lxml element
    """The XML of a row cut at its placeholders: text, key, text, key… text."""
    made = copy.deepcopy(row)
    columns = 0
    for item in list(made.iter(qn("w:p"))):
        names = [key.removeprefix(_ROW) for key in _PLACEHOLDER.findall(_text(item))]
        words = _PLACEHOLDER.sub("", _text(item)).strip()
        parent = item.getparent()
        if names and not words and set(names) <= empty and len(parent.findall(qn("w:p"))) > 1:
            parent.remove(item)
            continue
        for part in _texts(item):
            found = [key.removeprefix(_ROW) for key in _PLACEHOLDER.findall(part.text or "")]
            if found:
                part.set(XML_SPACE, "preserve")
            if is_marked and "item" in found:
                _mark(part.getparent(), _ID, _NAME)
            for key in found if is_first else ():
                columns += 1
                _mark(part.getparent(), str(_FIRST_COLUMN_ID + columns), references.column_bookmark(key))
    _keep_whole(made)
    xml = etree.tostring(made, encoding="unicode")
    return [piece.removeprefix(_ROW) if index % 2 else piece for index, piece in enumerate(_PLACEHOLDER.split(xml))]


def _mark(run: Any, identifier: str, name: str) -> None:  # noqa: ANN401 -- lxml element
    """Put a bookmark around a run."""
    start, end = element("w:bookmarkStart"), element("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), identifier)
    start.set(qn("w:name"), name)
    run.addprevious(start)
    run.addnext(end)


def _keep_whole(row: Any) -> None:  # noqa: ANN401 -- lxml element
    """Keep a row on one page, as every row of a schedule is, whatever the template says."""
    properties = row.find(qn("w:trPr"))
    if properties is None:
        properties = element("w:trPr")
        before = row.find(qn("w:tblPrEx"))
        row.insert(0 if before is None else 1, properties)
    if properties.find(qn("w:cantSplit")) is None:
        child(properties, "w:cantSplit")


def _markup(text: str) -> str:
    """A text inside a text element; breaks of lines close it and open another."""
    again = '<w:t xml:space="preserve">'
    return (
        escape(xml_text(text))
        .replace("\r\n", "\n")
        .replace("\n", f"</w:t><w:br/>{again}")
        .replace("\t", f"</w:t><w:tab/>{again}")
    )


def read(folder: Path, form_name: str) -> bytes | None:
    """A force's own template of a form; none where the folder has none of that name."""
    path = folder / f"{form_name}.docx"
    return path.read_bytes() if path.is_file() else None
