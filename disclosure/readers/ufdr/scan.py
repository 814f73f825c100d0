"""report.xml to records, with expat: every model of every type, every section, whatever it is called.

Element grammar (reportVersion 7 to 10): `model` holds `field`, `multiField`, `modelField`,
`multiModelField`, `nodeField`, `dataField` and `jumptargets`; a model inside a field may be of a subtype of
the type the field declares, so records are told apart by their own type. Sections outside `decodedData`
become one record per entry, their inner elements flattened to dotted field names; any element this module
has never heard of becomes a record of `otherElements`.

This is the strict and slow twin of `fast_scan`: the path of small reports, where compiled code takes longer to
load than it saves, and the oracle of its tests. It gives up where the XML breaks or leaves the grammar; such a
report goes to the fast scanner, which repairs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from disclosure.extracted import ExtractedWriter, Record
from disclosure.hashing import artefact_id
from disclosure.readers.ufdr.result import ScanResult, doctype_error
from disclosure.reading import Source

SECTION_RECORDS: Final = {
    ("sourceExtractions", "extractionInfo"): "sourceExtractions",
    ("caseInformation", "field"): "caseInformation",
    ("metadata", "item"): "metadata",
    ("images", "image"): "images",
    ("taggedFiles", "file"): "taggedFiles",
    ("carvedFiles", "file"): "carvedFiles",
    ("infectedFiles", "file"): "infectedFiles",
    ("extraInfos", "extraInfo"): "extraInfos",
}
"""Entry elements of the report's sections, by container and name, and the dataset each goes to."""

NESTED_RECORDS: Final = {("nodeInfos", "nodeInfo"): "nodeInfos", ("sourceInfo", "imageInfo"): "imageInfos"}
"""Entries inside an entry that are records of their own: where in the device a record was decoded from."""

OTHER_ELEMENTS: Final = "otherElements"
"""Dataset of elements that no rule above knows."""

_CONTAINERS: Final = frozenset({"decodedData", "modelType", *(parent for parent, _ in SECTION_RECORDS)})
_FIELDS: Final = frozenset({"field", "multiField", "modelField", "multiModelField", "nodeField", "dataField"})
_VALUES: Final = frozenset({"value", "id", "source"})
_KNOWN: Final = frozenset(
    {
        "model", "empty", "jumptargets", "targetid", "project", "nodeInfos", *_CONTAINERS, *_FIELDS, *_VALUES,
        *(name for pair in (*SECTION_RECORDS, *NESTED_RECORDS) for name in pair),
    }
)  # fmt: skip
_TAG: Final = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_SECTION: Final = re.compile(rb"<!\[CDATA\[(?P<section>.*?)\]\]>|<!--(?P<comment>.*?)-->|<\?.*?\?>", re.DOTALL)
_TAG_BEGINS: Final = re.compile(rb"<[/A-Za-z_:\x80-\xff]")
_MODEL_PLACES: Final = frozenset({"modelField", "multiModelField", "modelType"})
_SECTIONS: Final = frozenset({"modelType", "decodedData", "taggedFiles", "carvedFiles", "infectedFiles", "extraInfos"})
_SPACE: Final = " \t\r\n"

Attributes = tuple[tuple[str, str], ...]


class _UnsoundError(Exception):
    """The report leaves the grammar."""


def scan(
    report: bytes, source: Source, member: str, writer: ExtractedWriter, advance: Callable[[int], None]
) -> ScanResult | None:
    """Read a whole report into the extracted layer.

    Args:
        report: The report, UTF-8.
        source: The export.
        member: Name of the report in the export, for locators.
        writer: Where records go.
        advance: Told how many bytes were read.

    Returns:
        What was seen; None where the report is not sound, and then the writer's files are worth nothing.

    Raises:
        InputError: The report declares a document type.
    """
    if any(_may_run_on(found) for found in _SECTION.finditer(report)):
        return None
    handler = _Handler(report, source, member, writer)
    try:
        handler.parser.Parse(report, True)
    except (expat.ExpatError, _UnsoundError):
        return None
    advance(len(report))
    handler.result.length = len(report)
    return handler.result


def _may_run_on(found: re.Match[bytes]) -> bool:
    """Whether a comment or CDATA section looks as if its end mark were lost (see the kernel's twin of this)."""
    section, comment = found["section"], found["comment"]
    if section is not None:
        end = section.find(b"</")
        return end >= 0 and section.find(b"<![CDATA[", end) >= 0
    return comment is not None and _TAG_BEGINS.search(comment) is not None


@dataclass
class _Field:
    """A field, or an element of a section's record, that is open.

    Attributes:
        depth: Depth of its element.
        name: Name as it will stand in the record; dotted inside a section.
        declared_type: Type the field declares for its values.
        attributes: Attributes to keep with its value.
        is_filled: Whether a value, a record or another element stood in it.
    """

    depth: int
    name: str
    declared_type: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    is_filled: bool = False


@dataclass
class _Open:
    """A record that is open."""

    depth: int
    record: Record
    is_model: bool
    fields: list[_Field] = field(default_factory=list)


class _Handler:
    """Turns parse events into records."""

    def __init__(self, report: bytes, source: Source, member: str, writer: ExtractedWriter) -> None:
        self.result = ScanResult()
        self._report = report
        self._source = source
        self._member = member
        self._writer = writer
        self._next_row = 0
        self._elements: list[str] = []
        self._roles: list[str] = []
        self._open: list[_Open] = []
        self._containers: list[tuple[int, Attributes]] = []
        self._value_attributes: Attributes = ()
        self._text: list[str] = []
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = self._doctype
        self.parser = parser

    def _doctype(self, *_: object) -> None:
        raise doctype_error(self._source)

    def _fits(self, name: str, attributes: Attributes) -> bool:
        """Whether an element may stand here, as far as the grammar says."""
        if not self._roles:
            return True
        role, parent = self._roles[-1], self._elements[-1]
        if role in ("value", "target"):
            return False
        if name == "model":
            return role not in ("model", "jump", "empty") and (role != "field" or parent in _MODEL_PLACES)
        in_model = bool(self._open) and self._open[-1].is_model
        if name in _FIELDS or name == "jumptargets":
            return not in_model or role not in ("field", "jump", "empty")
        if name in _SECTIONS and self._open and self._open[0].is_model:
            return False
        is_place = parent in _MODEL_PLACES and role in ("field", "container")
        return not (is_place and name not in _KNOWN and {"type", "id"} <= {key for key, _ in attributes})

    def _start(self, name: str, attribute_list: list[str]) -> None:
        name = name.rpartition(":")[2]
        attributes = tuple(zip(attribute_list[::2], attribute_list[1::2], strict=True))
        if not self._fits(name, attributes):
            raise _UnsoundError
        container = self._elements[-1] if self._elements else ""
        depth = len(self._elements)
        opened = self._open[-1] if self._open else None
        if opened is not None:
            self._spill(opened)
        else:
            self._write_other_text()
        self._elements.append(name)
        self._roles.append("element")
        if name == "model":
            self._start_model(depth, attributes)
        elif opened is None:
            self._start_outside(depth, name, container, attributes)
        elif name == "jumptargets":
            self._roles[-1] = "jump"
            opened.fields.append(_Field(depth, _value_of(attributes, "name") or "", is_filled=True))
        elif name == "targetid" or (opened.is_model and name in _VALUES and opened.fields):
            self._roles[-1] = "target" if name == "targetid" else "value"
            self._value_attributes = attributes
        elif opened.is_model and name in _FIELDS:
            self._roles[-1] = "field"
            field_name = _value_of(attributes, "name") or f"#{name}"
            opened.fields.append(_Field(depth, field_name, _value_of(attributes, "type")))
        elif opened.is_model and name == "empty":
            self._roles[-1] = "empty"
        elif not opened.is_model and (container, name) in NESTED_RECORDS:
            self._open_record(depth, NESTED_RECORDS[container, name], attributes, is_model=False)
        else:
            self._start_element(depth, name, attributes, opened)

    def _start_model(self, depth: int, attributes: Attributes) -> None:
        self._roles[-1] = "model"
        record_type = _value_of(attributes, "type") or "#untyped"
        if not self._open:
            self.result.top_level[record_type] += 1
        kept = tuple(pair for pair in attributes if pair[0] != "type")
        self._open_record(depth, record_type, kept, is_model=True)

    def _start_outside(self, depth: int, name: str, container: str, attributes: Attributes) -> None:
        if (container, name) in SECTION_RECORDS:
            inherited = self._containers[-1][1] if container == "metadata" else ()
            self._open_record(depth, SECTION_RECORDS[container, name], (*inherited, *attributes), is_model=False)
            return
        self._roles[-1] = "container"
        kept = tuple(pair for pair in attributes if pair[0] != "xmlns")
        if name == "project":
            self.result.project = dict(kept)
            self._open_record(depth, "project", kept, is_model=False)
            self._close_record(self._tag_end())
        elif name not in _CONTAINERS and kept:
            self._open_record(depth, OTHER_ELEMENTS, kept, is_model=False)
            self._close_record(self._tag_end())
        self._containers.append((depth, kept))

    def _start_element(self, depth: int, name: str, attributes: Attributes, opened: _Open) -> None:
        """An element inside a section's record, or one that no model is known to hold: a dotted field."""
        label = _value_of(attributes, "name") or _value_of(attributes, "section") or name
        kept = tuple(pair for pair in attributes if pair[0] not in ("name", "section"))
        if opened.fields:
            opened.fields[-1].is_filled = True
            if opened.fields[-1].name:
                label = f"{opened.fields[-1].name}.{label}"
        opened.fields.append(_Field(depth, label, attributes=kept))

    def _open_record(self, depth: int, record_type: str, attributes: Attributes, *, is_model: bool) -> None:
        row = self._next_row
        self._next_row += 1
        parent, parent_field, path = None, None, record_type
        if self._open:
            parent = self._open[-1].record
            fields = self._open[-1].fields
            parent_field = fields[-1].name if fields else self._elements[-2]
            path = f"{parent.path}/{parent_field}"
            if fields:
                fields[-1].is_filled = True
        elif record_type == OTHER_ELEMENTS:
            path = "/".join(self._elements)
        record = Record(
            record_type,
            row,
            parent.row if parent else None,
            parent.record_type if parent else None,
            parent_field,
            parent.next_ordinal(parent_field or "") if parent else 0,
            parent.top_row if parent else row,
            path,
            self.parser.CurrentByteIndex,
            self._writer.claim,
        )
        self.result.seen[record_type] += 1
        self._open.append(_Open(depth, record, is_model))
        for key, value in attributes:
            if key != "xmlns":
                record.add_attribute("", key, value)

    def _write_other_text(self) -> None:
        """Text outside every record: a record of its own, up to the tag that ends it."""
        text = self._take_text()
        if text:
            self._open_record(len(self._elements), OTHER_ELEMENTS, (), is_model=False)
            self._open[-1].record.add("#text", text)
            self._close_record(self._tag_end())

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        depth = len(self._elements) - 1
        if not self._open:
            self._write_other_text()
            if self._containers and self._containers[-1][0] == depth:
                self._containers.pop()
        else:
            opened = self._open[-1]
            if opened.depth == depth:
                self._spill(opened)
                self._close_record(self._end_tag_end(opened.record.byte_start))
            elif name == "targetid":
                self._end_jump_target(opened)
            elif opened.fields and opened.fields[-1].depth == depth:
                self._end_field(opened)
            elif opened.fields and self._roles[-1] == "value":
                self._end_value(opened, name)
        self._elements.pop()
        self._roles.pop()

    def _end_jump_target(self, opened: _Open) -> None:
        opened.record.jump_targets.append(
            {
                "name": opened.fields[-1].name if opened.fields else "",
                "is_model": _value_of(self._value_attributes, "ismodel"),
                "target": self._take_text(),
            }
        )

    def _end_value(self, opened: _Open, name: str) -> None:
        current = opened.fields[-1]
        text = "".join(self._text)
        self._text.clear()
        # The value repeats the field's type; only one that differs says anything.
        kept = [pair for pair in self._value_attributes if pair != ("type", current.declared_type)]
        opened.record.add(current.name or "#text", None if name == "source" and not text else text, kept)
        current.is_filled = True

    def _end_field(self, opened: _Open) -> None:
        current = opened.fields[-1]
        text = self._take_text()
        opened.fields.pop()
        if text or current.attributes:
            opened.record.add(current.name or "#text", text or None, current.attributes)
        elif not current.is_filled:
            opened.record.add_empty(current.name)

    def _spill(self, opened: _Open) -> None:
        """Keep text that stands where no text is expected; between elements there is usually only space."""
        text = self._take_text()
        if text:
            opened.record.add((opened.fields[-1].name if opened.fields else "") or "#text", text)

    def _take_text(self) -> str:
        text = "".join(self._text).strip(_SPACE)
        self._text.clear()
        return text

    def _close_record(self, byte_end: int) -> None:
        record = self._open.pop().record
        locator = f"{self._member}:{record.byte_start}-{byte_end}"
        self._writer.write(record, byte_end, artefact_id(self._source.sha256, locator))

    def _tag_end(self, start: int | None = None) -> int:
        """Byte after a tag, by default the one being reported; expat tells only where it starts."""
        match = _TAG.match(self._report, self.parser.CurrentByteIndex if start is None else start)
        return match.end() if match else len(self._report)

    def _end_tag_end(self, start: int) -> int:
        """Byte after the end of the element that starts at a byte and ends now.

        For an element without an end tag expat gives the byte after its only tag.
        """
        end = self._tag_end(start)
        return end if self._report[end - 2 : end] == b"/>" else self._tag_end()


def _value_of(attributes: Attributes, name: str) -> str | None:
    return next((value for key, value in attributes if key == name), None)
