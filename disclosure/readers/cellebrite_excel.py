"""Cellebrite's Excel reports: a workbook with one sheet per kind of record.

* The first row of a sheet is a title (`Chats (2)`), the second the labels, beginning with `#`. A sheet that Excel
  could not hold goes on in `Chats (2)`, `Chats (3)`…: parts are joined.
* Dates and times stand in cells of their own (`Timestamp: Date`, `Timestamp: Time`), the zone inside the time:
  `10:23:45(UTC-3)`. The order of day and month follows somebody's settings and is inferred from all dates.
* In `Chats` the columns of the chat are filled in its first row only: they are carried down by `Chat #`.
* People are "identifier name" in one cell, the owner marked `(owner)`.
* A sheet without such labels (a summary) is kept cell by cell in other_fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from typing import Any, Final

from disclosure import labelled
from disclosure.canonical import CanonicalWriter, Conversation, Fields, instant
from disclosure.labelled import Dialect, Person, Plan, When, normal
from disclosure.normalise import local_times
from disclosure.reading import Detection, Reader, Reconciliation, Source
from disclosure.sources import sheets
from disclosure.sources.sheets import Sheet

_NUMBER: Final = "#"
_CHAT: Final = "Chat #"
_MARKS: Final = frozenset(
    {"source file information", "deleted chat", "instant message", "tag note chat", "deleted instant message", "chat"}
)
_LOOKED_AT: Final = 6
_CHAT_LABELS: Final = frozenset(
    {
        "Identifier",
        "Start Time",
        "Last Activity",
        "Name",
        "Description",
        "Participants",
        "Number of attachments",
        "Source",
        "Account",
        "Deleted - Chat",
        "Tag Note - Chat",
        "Carved",
    }
)
_TIMES: Final = re.compile(r"(.+): (Date|Time)")
_OWNER: Final = re.compile(r"\(owner\)", re.IGNORECASE)
_PHONE_AND_NAME: Final = re.compile(r"(\+?\d[\d\s().\-]{4,}\d)(?:\s+(?=[^\d\s])(.*))?")
_DATES: Final = re.compile(r"\b(?:date|time|timestamp|activity|delivered|read|modified|created)\b", re.IGNORECASE)


def _header(rows: list[list[Any]]) -> int | None:
    """Which of the first rows holds the labels."""
    for index, row in enumerate(rows[:_LOOKED_AT]):
        cells = [sheets.cell_text(cell).strip() for cell in row]
        if cells and next((cell for cell in cells if cell), "") == _NUMBER and sum(map(bool, cells)) > 1:
            return index
    return None


def detect(path: Path) -> Detection:
    """Whether a path is a workbook whose sheets have Cellebrite's titles and labels."""
    if not path.is_file():
        return Detection(False, "no workbook")
    names = sheets.sheet_names(path)
    if not names:
        return Detection(False, "no workbook that can be opened")
    for name in names[:40]:
        rows = sheets.first_rows(path, name, _LOOKED_AT)
        index = _header(rows)
        if index is None:
            continue
        known = {normal(sheets.cell_text(cell)) for cell in rows[index]}
        title = " ".join(sheets.cell_text(cell) for cell in rows[0]).strip().casefold() if index else ""
        if known & _MARKS or title.startswith(sheets.part_of(name)[0].casefold()):
            return Detection(True, "a workbook with Cellebrite's titles and labels")
    return Detection(False, "no sheet with Cellebrite's titles and labels")


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read every sheet.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.

    Raises:
        InputError: The workbook cannot be opened, or the order of its dates cannot be told.
    """
    with CanonicalWriter(source, out) as writer:
        order = local_times.decided(list(_dates(source.path)), source.options.date_order, source.path.name)
        for sheet in sheets.read_all(writer, source.path):
            _sheet(writer, sheet, order)
        advance(source.path.stat().st_size)
    return writer.reconciliation()


def _dates(path: Path) -> Iterator[str]:
    """Every text under a label that speaks of a time."""
    for sheet in sheets.before_damage(path):
        labels: list[str] | None = None
        for number, (_, _, row) in enumerate(sheet.rows):
            if labels is None:
                if number >= _LOOKED_AT:
                    break
                labels = sheets.labels_of(row) if _header([row]) == 0 else None
                continue
            for label, cell in zip(labels, row, strict=False):
                if isinstance(cell, str) and cell and _DATES.search(label):
                    yield cell


def _merged(labels: list[str], row: list[Any]) -> dict[str, str]:
    """A row's values by label, date and time of one moment together."""
    values: dict[str, str] = {}
    pairs: dict[str, dict[str, str]] = {}
    for label, text in sheets.named(labels, row).items():
        match = _TIMES.fullmatch(label)
        if match and f"{match[1]}: Date" in labels and f"{match[1]}: Time" in labels:
            pairs.setdefault(match[1], {})[match[2]] = text
            values.setdefault(match[1], "")
        else:
            values[label] = text
    for name, parts in pairs.items():
        values[name] = " ".join(parts[part] for part in ("Date", "Time") if part in parts)
    return values


def _people(cell: str) -> list[Person]:
    """People in a cell: "identifier name" each, one a line."""
    found: list[Person] = []
    for part in re.split(r"[\n;]+", cell):
        is_owner = True if _OWNER.search(part) else None
        text = _OWNER.sub("", part).strip().replace("_x000d_", "")
        if not text:
            continue
        match = _PHONE_AND_NAME.fullmatch(text)
        if text.casefold().startswith("system message"):
            found.append(("System message", None, None))
        elif match:
            found.append((match[1].strip(), (match[2] or "").strip() or None, is_owner))
        else:
            identifier, _, name = text.partition(" ")
            found.append((identifier, name.strip() or None, is_owner))
    return found


def _clean(label: str) -> str:
    match = _TIMES.fullmatch(label)
    return match[1] if match else label


def _dialect(order: str | None, is_chat: bool) -> Dialect:
    def when(label: str, value: Any) -> When | None:  # noqa: ANN401 -- a cell
        text = str(value)
        moment = local_times.parse(text, order)
        return (moment.astimezone(UTC) if moment and moment.tzinfo else None), text, "stated"

    roles = {"chat_id": _CHAT, "vendor_id": "Instant Message #"} if is_chat else {}
    return Dialect(
        when=when,
        people=_people,
        roles=roles,
        table="messages" if is_chat else None,
        application=None if is_chat else "source",
        clean=_clean,
    )


def _sheet(writer: CanonicalWriter, sheet: Sheet, order: str | None) -> None:
    labels: list[str] = []
    chats: _Chats | None = None
    plan: Plan | None = None
    waiting: list[tuple[str, list[Any]]] = []
    for part, number, row in sheet.rows:
        place = f"sheet {part}:row {number}"
        if _header([row]) == 0 and number <= _LOOKED_AT:
            labels = sheets.labels_of(row)
            names = list(_merged(labels, ["x"] * len(labels)))
            if _CHAT in labels:
                chats = chats or _Chats(writer, sheet.name, names, order)
            elif plan is None:
                plan = Plan(sheet.name, names, _dialect(order, is_chat=False))
            for title, cells in waiting:
                writer.record("title", None, title, Fields(sheets.named([], cells)))
            waiting = []
        elif not any(sheets.cell_text(cell) for cell in row):
            continue
        elif not labels or number == 1:
            waiting.append((place, row))
        elif chats is not None:
            chats.row(place, _merged(labels, row))
        elif plan is not None:
            plan.write(writer, place, _merged(labels, row))
    if chats is not None:
        chats.close()
    for place, row in waiting:
        writer.record("title" if labels else sheet.name, None, place, Fields(sheets.named([], row)))


class _Chats:
    """The sheet of chats while it is read."""

    def __init__(self, writer: CanonicalWriter, name: str, labels: list[str], order: str | None) -> None:
        self.writer = writer
        self.name = name
        self.labels = [label for label in labels if label not in _CHAT_LABELS]
        self.order = order
        self.number = ""
        self.of_chat: dict[str, str] = {}
        self.chat: Conversation | None = None
        self.plans: dict[str | None, Plan] = {}
        self.begun: list[Conversation] = []

    def close(self) -> None:
        """Chats without an identifier have none: their number in the sheet is not one."""
        for chat in self.begun:
            chat.values["chat_identifier"] = chat.values["chat_identifier"] or None

    def row(self, place: str, values: dict[str, str]) -> None:
        """One row: the chat's own columns where they are filled, and a message."""
        number = values.get(_CHAT) or self.number
        if number != self.number or self.chat is None:
            self._begin(place, number, {label: values.pop(label) for label in list(values) if label in _CHAT_LABELS})
        for label in list(values):
            if label in _CHAT_LABELS and self.of_chat.get(label) == values[label]:
                del values[label]  # some versions repeat what the chat's first row says
        values[_CHAT] = number
        if not values.keys() - {_CHAT, _NUMBER}:
            return
        application = self.of_chat.get("Source")
        plan = self.plans.get(application)
        if plan is None:
            plan = self.plans[application] = Plan(
                self.name, self.labels, _dialect(self.order, is_chat=True), application
            )
        plan.write(self.writer, place, values)

    def _begin(self, place: str, number: str, values: dict[str, str]) -> None:
        self.number, self.of_chat = number, dict(values)
        fields = Fields(values)
        # The identifier is the chat's own, or none: its number in the sheet is no identifier.
        locator = f"{place}:chat {number}"
        self.chat = self.writer.conversation(
            f"{self.name}:conversation {number}",
            locator,
            application=fields.text("Source"),
            chat_identifier=fields.text("Identifier") or "",
            name=fields.text("Name"),
            description=fields.text("Description"),
            account=fields.text("Account"),
            deleted_state=fields.text("Deleted - Chat"),
            **self._time("started_at", fields, "Start Time"),
            **self._time("last_activity_at", fields, "Last Activity"),
        )
        self.begun.append(self.chat)
        for identifier, name, is_owner in _people(fields.text("Participants") or ""):
            self.chat.add(self.writer.party("", identifier, name, is_owner))
        if values:
            self.writer.record("Chat", None, locator, fields, part="conversation")

    def _time(self, column: str, fields: Fields, label: str) -> dict[str, Any]:
        text = fields.text(label)
        if text is None:
            return {}
        moment = local_times.parse(text, self.order)
        return instant(column, moment.astimezone(UTC) if moment and moment.tzinfo else None, text, "stated")


READER: Final = Reader(
    name="Cellebrite Excel report",
    versions=("Physical Analyzer 7 and later, labels by description",),
    tried_on_real_exports=False,
    tables=labelled.TABLES,
    detect=detect,
    read=read,
    sources=("the labels that two public programs look for; no real workbook was to be had",),
)
