"""MSAB XRY: its XML (`xryfile`) and its text reports of files.

* XML: `images/image/views/view[@type]/nodes/node/properties/property[@type]`; a `general_view` holds pairs of
  name and value; `deleted` and `related_application` are properties like others.
* Text: UTF-16LE, a header of five lines, entities apart by an empty line, each beginning `Calls #<TAB>1`, then
  `Key:<TAB>Value`. `From`, `To` and `Participant` on a line of their own open a party. A text can go on over
  lines, and over empty ones: an entity begins only at a line that says so.
* Long text messages come in segments with one reference number: they are joined into one message, and each
  segment is kept as it stands.
* Times look like `1/3/1990 1:23:54 AM UTC+4 (Network)`; without an offset the zone is unstated.
* The XML that XAMN calls extended is another format, whose description is not public, and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any, Final

from disclosure import labelled
from disclosure.canonical import CanonicalWriter, Fields
from disclosure.errors import InputError
from disclosure.labelled import Dialect, Person, Plan, When
from disclosure.normalise import local_times
from disclosure.reading import Detection, Reader, Reconciliation, Source
from disclosure.sources import json_items, text, xml_items
from disclosure.sources.json_items import Broken
from disclosure.sources.text import decoded
from disclosure.sources.tree import DAMAGE, Tree, open_tree

_ENTITY: Final = re.compile(r"(?P<kind>[A-Za-z][\w /&()-]*?) #\t(?P<number>\d+)\s*")
_PAIR: Final = re.compile(r"(?P<key>[A-Za-z][^\t:]{0,60}):\t(?P<value>.*)")
_PARTIES: Final = frozenset({"From", "To", "Participant"})
_OF_PARTY: Final = frozenset(
    {"Tel", "Number", "Name (Matched)", "Name", "Account", "Email", "E-mail", "Id", "ID", "User name", "Nick name"}
)
_IDENTIFIERS: Final = ("Tel", "Number", "Account", "Email", "E-mail", "Id", "ID", "User name", "Nick name")
_REFERENCE: Final = "Reference Number"
_SEGMENTS: Final = "Segments"
_SEGMENT: Final = "Segment Number"
_TEXT: Final = "Text"
_TIME: Final = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}\s+\d{1,2}[:.]\d{2}.*")
_PARTY_MARK: Final = "\x1f"
"""Stands between identifier and name of a party while it is one cell."""


def detect(path: Path) -> Detection:
    """Whether a path is XRY's XML or text report."""
    try:
        tree = open_tree(path)
    except InputError:
        return Detection(False, "a damaged archive")
    if any(_is_xml(tree, name) for name in _named(tree, "xml")):
        return Detection(True, "XRY's XML")
    if any(_is_text(tree, name) for name in _named(tree, "txt")[:60]):
        return Detection(True, "XRY's text report")
    return Detection(False, "no XML and no text report of XRY")


def _named(tree: Tree, ending: str) -> list[str]:
    return list(tree.sizes) if tree.kind == "file" else tree.find(f"**/*.{ending}")


def _is_xml(tree: Tree, name: str) -> bool:
    return re.search(r"<(?:\w+:)?xryfile[\s>]", decoded(tree.head(name, 1 << 13))) is not None


def _is_text(tree: Tree, name: str) -> bool:
    lines = decoded(tree.head(name, 1 << 13)).replace("\r", "").split("\n")
    found = [number for number, line in enumerate(lines[:40]) if _ENTITY.fullmatch(line)]
    return bool(found) and any(_PAIR.fullmatch(line) for line in lines[found[0] + 1 : found[0] + 3])


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read every document of the two kinds.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.

    Raises:
        InputError: The order of the dates cannot be told.
    """
    tree = open_tree(source.path)
    given = source.options.date_order
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        for name in _named(tree, "xml"):
            if _is_xml(tree, name):
                order = local_times.decided(list(_dates_of_xml(tree, name)), given, source.path.name)
                _xml(writer, tree, name, order)
                advance(tree.sizes[name])
        for name in _named(tree, "txt"):
            if _is_text(tree, name):
                order = local_times.decided(list(_dates_of_text(tree, name)), given, source.path.name)
                _text(writer, tree, name, order)
                advance(tree.sizes[name])
    return writer.reconciliation()


def _people(cell: str) -> list[Person]:
    """A party of a text report, packed by `_party`; or a cell as any other."""
    if _PARTY_MARK not in cell:
        return labelled.people(cell)
    found: list[Person] = []
    for part in cell.split("\n"):
        identifier, _, name = part.partition(_PARTY_MARK)
        found.append((identifier or None, name or None, None))
    return found


def _dialect(order: str | None, table: str | None = None) -> Dialect:
    def when(label: str, value: Any) -> When | None:  # noqa: ANN401 -- a cell
        shown = str(value)
        moment = local_times.parse(shown, order)
        return (moment.astimezone(UTC) if moment and moment.tzinfo else None), shown, "stated"

    return Dialect(when=when, people=_people, application="related application", table=table)


def _nodes(tree: Tree, name: str, elements: xml_items.Elements) -> Iterator[tuple[str, dict[str, Any]]]:
    """Nodes with the view they stand in: values by property type, those of inner nodes by path."""
    view = "view"
    for event, element in elements:
        if event == "start":
            view = element.get("type") or "view"
            continue
        values: dict[str, Any] = {f"@{key}": value for key, value in element.attrib.items() if value}
        for item in element.iter():
            if xml_items.local(item) != "property":
                continue
            shown = "".join(item.itertext()).strip()
            if shown:
                json_items.gather(values, item.get("type") or "property", shown)
        yield view, values


def _elements(tree: Tree, name: str) -> xml_items.Elements:
    return xml_items.Elements(tree, name, frozenset({"node"}), frozenset({"view"}))


def _dates_of_xml(tree: Tree, name: str) -> Iterator[str]:
    try:
        for _, values in _nodes(tree, name, _elements(tree, name)):
            yield from (str(value) for value in values.values() if _TIME.fullmatch(str(value)))
    except Broken:
        pass  # told when it is read


def _xml(writer: CanonicalWriter, tree: Tree, name: str, order: str | None) -> None:
    plans: dict[tuple[str, ...], Plan] = {}
    numbers: dict[str, int] = {}
    view = "view"
    elements = _elements(tree, name)
    try:
        for view, values in _nodes(tree, name, elements):
            number = numbers.get(view, 0)
            numbers[view] = number + 1
            kind = view.removesuffix("_view").replace("_", " ")
            key = (view, *values)
            plan = plans.get(key)
            if plan is None:
                table = None if view == "general_view" else labelled.table_of(kind, list(values))
                plan = plans[key] = Plan(view, list(values), _dialect(order, table))
                if table is None:
                    plan.table = None
            plan.write(writer, f"{name}:{view} node {number}", values)
    except Broken:
        writer.quarantine(view, "xml_damaged", f"{name}:{view} node {numbers.get(view, 0)}")
        writer.warn("the XML is damaged or cut short; what lies beyond the damage could not be read")
    if elements.replaced:
        writer.warn(f"{elements.replaced:,} characters that XML forbids were put as '?'")


@dataclass
class _Entity:
    """One entity of a text report."""

    kind: str
    place: str
    values: dict[str, Any] = field(default_factory=dict)
    parties: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def _entities(tree: Tree, name: str) -> Iterator[_Entity]:
    """Entities of a text report; the lines before the first are an entity called `header`."""
    entity = _Entity("header", f"{name}:header")
    target: dict[str, Any] | None = None
    key = ""
    gap = 0
    with tree.open(name) as stream:
        for number, line in enumerate(text.lines(stream), 1):
            begins = _ENTITY.fullmatch(line.text)
            if begins:
                if entity.values or entity.parties:
                    yield entity
                entity = _Entity(begins["kind"].strip(), f"{name}:line {number}", {"#": begins["number"]})
                target, key, gap = None, "", 0
                continue
            if not line.text.strip():
                gap += 1
                continue
            pair = _PAIR.fullmatch(line.text)
            if line.text.strip() in _PARTIES and entity.kind != "header":
                target, key = {}, ""
                entity.parties.append((line.text.strip(), target))
            elif pair:
                is_of_party = target is not None and pair["key"] in _OF_PARTY and pair["key"] not in target
                where: dict[str, Any] = target if is_of_party and target is not None else entity.values
                target = target if is_of_party else None
                known = set(where)
                json_items.gather(where, pair["key"], pair["value"])
                key = next(iter(set(where) - known))
            elif key:  # a text goes on, over empty lines too
                where = target if target is not None else entity.values
                where[key] += "\n" * (gap + 1) + line.text
            else:
                json_items.gather(entity.values, "line", line.text)
            gap = 0
    if entity.values or entity.parties:
        yield entity


def _dates_of_text(tree: Tree, name: str) -> Iterator[str]:
    try:
        for entity in _entities(tree, name):
            yield from (str(value) for value in entity.values.values() if _TIME.fullmatch(str(value)))
    except (*DAMAGE, RuntimeError):
        pass  # told when it is read


def _party(values: dict[str, str]) -> str:
    """A party as one cell that `_people` takes apart."""
    identifier = next((values.pop(name) for name in _IDENTIFIERS if values.get(name)), "")
    shown = next((values.pop(name) for name in ("Name (Matched)", "Name") if values.get(name)), "")
    return f"{identifier}{_PARTY_MARK}{shown}".replace("\n", " ")


def _text(writer: CanonicalWriter, tree: Tree, name: str, order: str | None) -> None:
    plans: dict[tuple[str, ...], Plan] = {}
    segments: dict[tuple[str, ...], list[_Entity]] = {}
    place = f"{name}:header"
    kind = "header"
    try:
        for entity in _entities(tree, name):
            place, kind = entity.place, entity.kind
            reference = entity.values.get(_REFERENCE)
            if reference and entity.values.get(_SEGMENTS) not in (None, "1") and entity.values.get(_SEGMENT):
                who = tuple(f"{role}{values}" for role, values in entity.parties)
                segments.setdefault((entity.kind, str(reference), *who), []).append(entity)
                continue
            _write(writer, entity, plans, order)
    except (*DAMAGE, RuntimeError):
        writer.quarantine(kind, "text_damaged", f"{place}:after")
        writer.warn("the text is damaged; what lies beyond the damage could not be read")
    for parts in segments.values():
        _joined(writer, parts, plans, order)


def _joined(
    writer: CanonicalWriter, parts: list[_Entity], plans: dict[tuple[str, ...], Plan], order: str | None
) -> None:
    """Write a message in segments as one, and each segment as it stands."""

    def number(part: _Entity) -> int:
        found = re.match(r"\d+", str(part.values[_SEGMENT]))
        return int(found[0]) if found else 0

    parts.sort(key=number)
    first, *others = parts
    stated = str(first.values[_SEGMENTS])
    if stated != str(len(parts)):
        writer.warn("a text message in segments lacks some of them, or has one twice: what there is was joined")
    for part in others:
        values = dict(part.values) | {f"{role}.{key}": v for role, who in part.parties for key, v in who.items()}
        writer.record(f"{part.kind} segment", None, part.place, Fields(values))
    if others:
        values = dict(first.values)
        writer.record(f"{first.kind} segment", None, f"{first.place}:segment", Fields(values))
        first.values[_TEXT] = "".join(str(part.values.get(_TEXT, "")) for part in parts)
    _write(writer, first, plans, order)


def _write(writer: CanonicalWriter, entity: _Entity, plans: dict[tuple[str, ...], Plan], order: str | None) -> None:
    values = dict(entity.values)
    cells: dict[str, list[str]] = {}
    for number, (role, party) in enumerate(entity.parties):
        cells.setdefault(role, []).append(_party(party))
        for name, value in party.items():
            values[f"{role} {number + 1}.{name}"] = value
    values |= {role: "\n".join(parts) for role, parts in cells.items()}
    values = {label: value for label, value in values.items() if value != ""}
    key = (entity.kind, *values)
    plan = plans.get(key)
    if plan is None:
        table = None if entity.kind == "header" else labelled.table_of(entity.kind, list(values))
        plan = plans[key] = Plan(entity.kind, list(values), _dialect(order, table))
        if table is None:
            plan.table = None
    plan.write(writer, entity.place, values)


READER: Final = Reader(
    name="MSAB XRY",
    versions=("XRY XML and text reports of files, by the programs that parse them",),
    tried_on_real_exports=False,
    tables=labelled.TABLES,
    detect=detect,
    read=read,
    sources=(
        "ufed_xry_xml_parser for the XML",
        "Autopsy's processor for text reports; no real export was to be had",
    ),
)
