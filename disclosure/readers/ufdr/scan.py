"""report.xml to records: every model of every type, every section, whatever it is called.

Element grammar (reportVersion 7 to 10): `model` holds `field`, `multiField`, `modelField`,
`multiModelField`, `nodeField`, `dataField` and `jumptargets`; a model inside a field may be of a subtype of
the type the field declares, so records are told apart by their own type. Sections outside `decodedData`
become one record per entry, their inner elements flattened to dotted field names; any element this module
has never heard of becomes a record of `otherElements`.

Parsing is strict. Where the XML breaks, every record that ended before the break is kept, records that
were open are quarantined, and what follows is searched for the starts of further records, which are
quarantined one by one so that counts still reconcile.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from disclosure.errors import InputError
from disclosure.extracted import ExtractedWriter, Record
from disclosure.hashing import artefact_id
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
_MODEL_START: Final = re.compile(rb"<(?:[\w.-]+:)?model\s[^>]*?\btype=[\"']([^\"'<>]{1,128})[\"']")
_OVERLAP_BYTES: Final = 512


Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Quarantined:
    """A record or span that is not in Parquet."""

    record_type: str | None
    reason: str
    byte_start: int
    byte_end: int | None


@dataclass
class ScanResult:
    """What was seen in a report.

    Attributes:
        seen: Records per type, counted as they begin.
        top_level: Models that stand directly in the report, per type.
        project: Attributes of the `project` element.
        quarantined: What is not in Parquet.
    """

    seen: Counter[str] = field(default_factory=Counter)
    top_level: Counter[str] = field(default_factory=Counter)
    project: dict[str, str] = field(default_factory=dict)
    quarantined: list[Quarantined] = field(default_factory=list)


def scan(
    chunks: Iterator[bytes],
    source: Source,
    member: str,
    writer: ExtractedWriter,
    advance: Callable[[int], None],
) -> ScanResult:
    """Read a report into the extracted layer.

    Args:
        chunks: The report's bytes.
        source: The export.
        member: Name of the report in the export, for locators.
        writer: Where records go.
        advance: Told how many bytes were read.

    Raises:
        InputError: The report declares a document type, which no export does and which can make a small
            file unfold into a huge one.
    """
    handler = _Handler(source, member, writer)
    parser = handler.parser
    broken_at: int | None = None
    reason = ""
    try:
        for chunk in chunks:
            handler.enter(chunk)
            try:
                parser.Parse(chunk, False)
            except expat.ExpatError as error:
                broken_at, reason = parser.ErrorByteIndex, f"xml_{_reason(error)}"
                handler.abandon(reason)
                _quarantine_rest(chunk, handler.base, broken_at, chunks, handler.result, advance)
                break
            advance(len(chunk))
        else:
            try:
                parser.Parse(b"", True)
            except expat.ExpatError as error:
                broken_at, reason = handler.base + len(handler.chunk), f"xml_{_reason(error)}"
                handler.abandon(reason)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        # Whatever was whole before the archive gave out is kept; nobody can vouch for it, hence the row.
        broken_at = handler.base + len(handler.chunk)
        reason = "archive_checksum_differs" if "CRC" in str(error) else "archive_damaged"
        handler.abandon(reason)
    if broken_at is not None:
        handler.result.quarantined.append(Quarantined(None, reason, broken_at, None))
    return handler.result


def _reason(error: expat.ExpatError) -> str:
    """Expat's own words for an error, which hold nothing of the document, as a reason code."""
    return re.sub(r"\W+", "_", expat.ErrorString(error.code))


def _quarantine_rest(
    chunk: bytes,
    base: int,
    broken_at: int,
    chunks: Iterator[bytes],
    result: ScanResult,
    advance: Callable[[int], None],
) -> None:
    """Find the starts of records after a break; each is counted as seen and quarantined with its place."""
    start = max(broken_at - base, 0)
    window, offset = chunk[start:], base + start
    advance(len(chunk))
    counted_to = 0
    while True:
        for match in _MODEL_START.finditer(window):
            position = offset + match.start()
            if position >= counted_to:
                name = match.group(1).decode("utf-8", "replace")
                result.seen[name] += 1
                result.quarantined.append(Quarantined(name, "after_break", position, None))
                counted_to = offset + match.end()
        following = next(chunks, None)
        if following is None:
            return
        advance(len(following))
        tail = window[-_OVERLAP_BYTES:]
        offset += len(window) - len(tail)
        window = tail + following


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
    """Turns parse events into records. Nothing below an open record is held longer than it is open itself."""

    def __init__(self, source: Source, member: str, writer: ExtractedWriter) -> None:
        self.result = ScanResult()
        self.base = 0
        self.chunk = b""
        self._source = source
        self._member = member
        self._writer = writer
        self._next_row = 0
        self._elements: list[str] = []
        self._open: list[_Open] = []
        self._containers: list[tuple[int, Attributes]] = []
        self._value_attributes: Attributes = ()
        self._text: list[str] = []
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = self._doctype
        self.parser = parser

    def enter(self, chunk: bytes) -> None:
        """Note the chunk about to be parsed, for byte spans."""
        self.base += len(self.chunk)
        self.chunk = chunk

    def abandon(self, reason: str) -> None:
        """Quarantine every record that is still open: it has no end, so it may have lost anything."""
        for opened in self._open:
            record = opened.record
            self.result.quarantined.append(Quarantined(record.record_type, reason, record.byte_start, None))
        self._open.clear()

    def _doctype(self, *_: object) -> None:
        raise InputError(
            "doctype_refused",
            f"{self._source.path.name}: the report declares a document type, which no vendor's export does.",
            "Do not open this file with other tools; ask where it came from.",
        )

    def _start(self, name: str, attribute_list: list[str]) -> None:
        name = name.rpartition(":")[2]
        attributes = tuple(zip(attribute_list[::2], attribute_list[1::2], strict=True))
        container = self._elements[-1] if self._elements else ""
        depth = len(self._elements)
        self._elements.append(name)
        opened = self._open[-1] if self._open else None
        if opened is not None:
            self._spill(opened)
        if name == "model":
            self._start_model(depth, attributes)
        elif opened is None:
            self._start_outside(depth, name, container, attributes)
        elif name == "jumptargets":
            opened.fields.append(_Field(depth, _value_of(attributes, "name") or "", is_filled=True))
        elif name == "targetid" or (opened.is_model and name in _VALUES and opened.fields):
            self._value_attributes = attributes
        elif opened.is_model and name in _FIELDS:
            field_name = _value_of(attributes, "name") or f"#{name}"
            opened.fields.append(_Field(depth, field_name, _value_of(attributes, "type")))
        elif opened.is_model and name == "empty":
            pass
        elif not opened.is_model and (container, name) in NESTED_RECORDS:
            self._open_record(depth, NESTED_RECORDS[container, name], attributes, is_model=False)
        else:
            self._start_element(depth, name, attributes, opened)

    def _start_model(self, depth: int, attributes: Attributes) -> None:
        record_type = _value_of(attributes, "type") or "#untyped"
        if not self._open:
            self.result.top_level[record_type] += 1
        kept = tuple(pair for pair in attributes if pair[0] not in ("type", "xmlns"))
        self._open_record(depth, record_type, kept, is_model=True)

    def _start_outside(self, depth: int, name: str, container: str, attributes: Attributes) -> None:
        kept = tuple(pair for pair in attributes if pair[0] != "xmlns")
        if (container, name) in SECTION_RECORDS:
            inherited = self._containers[-1][1] if container == "metadata" else ()
            self._open_record(depth, SECTION_RECORDS[container, name], (*inherited, *kept), is_model=False)
            return
        self._containers.append((depth, kept))
        self._text.clear()
        if name == "project":
            self.result.project = dict(attributes)
            self._open_record(depth, "project", kept, is_model=False)
            self._close_record(self._tag_end())
        elif name not in _CONTAINERS and kept:
            self._write_other(depth, kept)

    def _start_element(self, depth: int, name: str, attributes: Attributes, opened: _Open) -> None:
        """An element inside a section's record, or one that no model is known to hold: a dotted field."""
        label = _value_of(attributes, "name") or _value_of(attributes, "section") or name
        kept = tuple(pair for pair in attributes if pair[0] not in ("name", "section"))
        if opened.fields:
            opened.fields[-1].is_filled = True
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
        )
        for key, value in attributes:
            record.values[f"@{key}"] = value
        self.result.seen[record_type] += 1
        self._text.clear()
        self._open.append(_Open(depth, record, is_model))

    def _write_other(self, depth: int, attributes: Attributes, text: str = "") -> None:
        """An element outside every known section that holds something: a record of its own."""
        self._open_record(depth, OTHER_ELEMENTS, attributes, is_model=False)
        if text:
            self._open[-1].record.add("#text", text)
        self._close_record(self._tag_end())

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        depth = len(self._elements) - 1
        if not self._open:
            self._end_outside(depth)
        else:
            opened = self._open[-1]
            if opened.depth == depth:
                self._spill(opened)
                self._close_record(self._tag_end())
            elif name == "targetid":
                self._end_jump_target(opened)
            elif opened.fields and opened.fields[-1].depth == depth:
                self._end_field(opened)
            elif opened.fields and name in _VALUES:
                self._end_value(opened, name)
        self._elements.pop()

    def _end_outside(self, depth: int) -> None:
        text = "".join(self._text).strip()
        self._text.clear()
        if self._containers and self._containers[-1][0] == depth:
            self._containers.pop()
            if text:
                self._write_other(depth, (), text)

    def _end_jump_target(self, opened: _Open) -> None:
        opened.record.jump_targets.append(
            {
                "name": opened.fields[-1].name if opened.fields else "",
                "is_model": _value_of(self._value_attributes, "ismodel"),
                "target": "".join(self._text).strip(),
            }
        )
        self._text.clear()

    def _end_value(self, opened: _Open, name: str) -> None:
        current = opened.fields[-1]
        text = "".join(self._text)
        self._text.clear()
        # The value repeats the field's type; only one that differs says anything.
        kept = [pair for pair in self._value_attributes if pair != ("type", current.declared_type)]
        opened.record.add(current.name, None if name == "source" and not text else text, kept)
        current.is_filled = True

    def _end_field(self, opened: _Open) -> None:
        current = opened.fields[-1]
        text = "".join(self._text).strip()
        self._text.clear()
        opened.fields.pop()
        if text or current.attributes:
            opened.record.add(current.name, text or None, current.attributes)
        elif not current.is_filled:
            opened.record.empty_fields.append(current.name)

    def _spill(self, opened: _Open) -> None:
        """Keep text that stands where no text is expected; between elements there is usually only space."""
        text = "".join(self._text).strip()
        self._text.clear()
        if text:
            opened.record.add(opened.fields[-1].name if opened.fields else "#text", text)

    def _close_record(self, byte_end: int) -> None:
        record = self._open.pop().record
        locator = f"{self._member}:{record.byte_start}-{byte_end}"
        self._writer.write(record, byte_end, artefact_id(self._source.sha256, locator))

    def _tag_end(self) -> int:
        """Byte after the tag being reported; expat tells only where it starts."""
        start = self.parser.CurrentByteIndex
        found = self.chunk.find(b">", max(start - self.base, 0))
        return int(self.base + found + 1) if found >= 0 else int(start)


def _value_of(attributes: Attributes, name: str) -> str | None:
    return next((value for key, value in attributes if key == name), None)
