"""A chat text from lines to rows: survey the file, settle the order of dates, then read it again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path, PurePosixPath
from typing import Any, Final

from disclosure.canonical import CanonicalWriter, Conversation, Fields, instant
from disclosure.errors import InputError
from disclosure.readers.whatsapp_text import words
from disclosure.readers.whatsapp_text.dates import Inference, reading
from disclosure.readers.whatsapp_text.header import LRM, Header, is_other_calendar, parse
from disclosure.reading import Detection, Reconciliation, Source
from disclosure.sources import text
from disclosure.sources.listing import list_files
from disclosure.sources.text import Line
from disclosure.sources.tree import DAMAGE, Tree, open_tree

APPLICATION: Final = "WhatsApp"
_HEAD_BYTES: Final = 1 << 16
_HEAD_LINES: Final = 60
_LONGEST_NAME: Final = 100
_QUOTES: Final = frozenset('"“”„«»')
_DIRECTION_MARKS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSAVED: Final = re.compile(r"^~[\s\u202f\u00a0]*")
_NUMBER: Final = re.compile(r"\+[\d\s().\u00a0\u202f\u2011-]{6,24}")


@dataclass
class Survey:
    """What a first look over a whole file says.

    Attributes:
        frame: Frame of its headers.
        has_seconds: Whether their times have seconds.
        dates: Which order the dates are in; those that begin with the year apart from the rest.
        names: How often each possible sender stands before a colon.
        owners: Who is said to have deleted a message in the words for the phone's owner.
        other_calendar: Dates of the Persian or Islamic calendar.
        other_headers: Lines that look like a header of another form, and belong to the message before.
    """

    frame: str | None = None
    has_seconds: bool = False
    dates: dict[bool, Inference] = field(default_factory=lambda: {True: Inference(), False: Inference()})
    names: Counter[str] = field(default_factory=Counter)
    owners: set[str] = field(default_factory=set)
    other_headers: int = 0
    other_calendar: int = 0


@dataclass
class Message:
    """One message as it stands: its header, its lines, its place."""

    header: Header | None
    lines: list[str]
    start: int
    end: int


def detect(path: Path) -> Detection:
    """Whether a path is a chat text, or holds one; by the shape of its first lines."""
    try:
        tree = open_tree(path)
    except InputError:
        return Detection(False, "a damaged archive")
    if tree.kind != "file" and not tree.find("**/*.txt"):
        return Detection(False, "no text file in it")
    if _chats(tree):
        return Detection(True, "lines that begin with date, time and name as WhatsApp writes them")
    return Detection(False, "no text whose lines begin with date and time as WhatsApp writes them")


def _chats(tree: Tree) -> list[str]:
    """Members that are chat texts."""
    names = list(tree.sizes) if tree.kind == "file" else tree.find("**/*.txt")
    return [name for name, head in tree.heads(names, _HEAD_BYTES) if _is_chat(head)]


def _is_chat(head: bytes) -> bool:
    if not head or b"\x00\x00\x00" in head:
        return False
    lines = [line for line in text.decoded(head).split("\n")[:_HEAD_LINES] if line.strip()]
    headers = [parse(line.removesuffix("\r")) is not None for line in lines]
    return bool(headers) and (headers[0] or sum(headers[:20]) > 1)


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read every chat text of an export, and list its media.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.

    Raises:
        InputError: The order of day and month cannot be inferred and was not given.
    """
    tree = open_tree(source.path)
    chats = _chats(tree)
    if not chats:
        raise InputError(
            "not_a_chat",
            f"{source.path.name} holds no chat text: no line begins with date and time as WhatsApp writes them.",
            "Export the chat again from WhatsApp.",
        )
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        media = frozenset(tree.sizes) - frozenset(chats)
        list_files(writer, tree, sorted(media), application=APPLICATION)
        for name in chats:
            _read_chat(writer, tree, name, media)
            advance(tree.sizes[name])
    return writer.reconciliation()


def _read_chat(writer: CanonicalWriter, tree: Tree, name: str, media: frozenset[str]) -> None:
    survey = Survey()
    damaged = 0
    try:
        with tree.open(name) as stream:
            damaged = _survey(text.lines(stream), survey)
    except (*DAMAGE, RuntimeError):
        writer.quarantine(None, "damaged_member", name)
        writer.warn("a chat text is damaged in its archive; what lies beyond the damage could not be read")
    orders = _orders(writer, survey)
    if damaged:
        writer.warn(f"{damaged:,} lines hold bytes that are not in the text's encoding; they are kept as escapes")
    if survey.other_headers:
        writer.warn(
            f"{survey.other_headers:,} lines look like the beginning of a message in another form than the rest and "
            "were kept as part of the message before"
        )
    owner = writer.source.options.owner
    if owner is None and len(survey.owners) == 1:
        (owner,) = survey.owners
        writer.warn(
            "the owner of the phone is taken to be the one sender of messages 'you deleted this message'; "
            "--owner NAME states it"
        )
    chat = _Chat(writer, name, _title(tree, name), survey, orders, owner, media)
    try:
        with tree.open(name) as stream:
            for message in _messages(text.lines(stream), survey):
                chat.write(message)
    except (*DAMAGE, RuntimeError):
        pass  # said above, when it was surveyed


def _survey(lines: Iterator[Line], survey: Survey) -> int:
    """Look over a file; the number of lines with damaged bytes."""
    damaged = 0
    for line in lines:
        damaged += line.is_damaged
        header = parse(line.text)
        if header is None:
            continue
        if survey.frame is None:
            survey.frame, survey.has_seconds = header.frame, header.second is not None
        if not _fits(header, survey):
            survey.other_headers += 1
            continue
        if is_other_calendar(header):
            survey.other_calendar += 1
        else:
            survey.dates[header.year_at == 0].see(header.parts, header.year_at)
        sender, said = _parted(header.rest)
        if sender is not None:
            survey.names[sender] += 1
            if words.folded(said) in words.DELETED_BY_OWNER:
                survey.owners.add(sender)
    return damaged


def _fits(header: Header, survey: Survey) -> bool:
    """Whether a header has the form of the file's first; a pasted chat has another."""
    return header.frame == survey.frame and (header.second is not None) == survey.has_seconds


def _orders(writer: CanonicalWriter, survey: Survey) -> dict[bool, str | None]:
    """Order of the dates that begin with the year, and of the rest, as given or inferred.

    Raises:
        InputError: It can neither be inferred nor was it given, for half the dates or more.
    """
    given = writer.source.options.date_order
    orders: dict[bool, str | None] = {}
    if survey.other_calendar:
        writer.warn(f"{survey.other_calendar:,} dates are of another calendar and are kept as written only")
    total = sum(dates.seen for dates in survey.dates.values())
    for year_first, dates in survey.dates.items():
        inferred, why = dates.decide()
        orders[year_first] = inferred
        if not dates.seen:
            continue
        if given is not None and not (year_first and given != "ymd"):
            orders[year_first] = given
            against = f", although they fit {inferred} alone" if inferred not in (None, given) else ""
            writer.warn(f"{dates.seen:,} dates were read as {given}, as given{against}")
        elif inferred is not None:
            writer.warn(f"{dates.seen:,} dates were read as {inferred}: {why}")
        elif dates.seen * 2 >= total:
            raise InputError(
                "date_order_unknown",
                f"{writer.source.path.name}: the order of day and month cannot be told ({why}).",
                "Look at the phone's settings or at a message whose date is known, and say it: --date-order dmy "
                "(or mdy, ymd).",
            )
        else:
            writer.warn(f"{dates.seen:,} dates are kept as written only: {why}; --date-order says how to read them")
    return orders


def _messages(lines: Iterator[Line], survey: Survey) -> Iterator[Message]:
    """Lines put together to messages; what stands before the first has no header."""
    current: Message | None = None
    for line in lines:
        header = parse(line.text)
        if header is not None and _fits(header, survey):
            if current is not None:
                yield current
            current = Message(header, [header.rest], line.start, line.end)
        elif current is None:
            if line.text.strip():
                current = Message(None, [line.text], line.start, line.end)
        else:
            current.lines.append(line.text)
            current.end = line.end
    if current is not None:
        yield current


def _parted(rest: str) -> tuple[str | None, str]:
    """Sender and text of what follows a header; no sender where no colon parts them."""
    name, colon, said = rest.partition(": ")
    if not colon:
        if not rest.endswith(":"):
            return None, rest
        name, said = rest[:-1], ""
    if not name.strip() or len(name) > _LONGEST_NAME:
        return None, rest
    return name, said


@dataclass
class _Chat:
    """One chat text being written."""

    writer: CanonicalWriter
    member: str
    title: str | None
    survey: Survey
    orders: dict[bool, str | None]
    owner: str | None
    media: frozenset[str]
    conversation: Conversation = field(init=False)
    written: int = 0

    def __post_init__(self) -> None:
        self.conversation = self.writer.conversation(self.member, self.member, application=APPLICATION, name=self.title)

    def write(self, message: Message) -> None:
        """Write one message."""
        place = f"{self.member}:{message.start}-{message.end - 1}"
        header = message.header
        if header is None:
            lines = "\n".join(message.lines)
            self.writer.record("text before the first message", None, place, Fields({"text": lines}))
            self.writer.warn("text stands before the first message; it is in other_fields")
            return
        sender, first = self._sender(header.rest)
        body = "\n".join([first, *message.lines[1:]])
        while body.endswith("\n"):  # blank lines at the end of the file or before the next header are kept in bytes
            body = body[:-1]
        kind = self._kind(header, sender, body)
        fields = Fields({"time": header.raw, "sender": sender, "text": body, "local_time": self._local(header)})
        values: dict[str, Any] = {
            "application": APPLICATION,
            "conversation_id": self.conversation.id,
            "ordinal": self.conversation.next_ordinal(),
            "body": (fields.text("text") or "").lstrip(LRM),
            **instant("sent_at", None, fields.text("time"), "unstated"),
            "message_type": kind,
            "is_system": kind == "system",
            "labels": self._labels(body),
            "platform": "iOS" if header.frame == "[" else "Android",
            "quoted_count": 0,
        }
        if kind == "system":
            values["direction"] = "system"
        elif sender is not None:
            values |= self._party(fields.text("sender") or "")
        if kind == "deleted":
            values["deleted_state"] = values["body"].strip()
        match = words.LOCATION.match(body) if kind == "location" else None
        if match:
            values["latitude"], values["longitude"] = float(match["latitude"]), float(match["longitude"])
        files = list(self._files(header, body)) if kind != "system" else []
        values["attachment_count"] = len(files)
        key = self.writer.record("system line" if kind == "system" else "message", "messages", place, fields, values)
        for ordinal, attachment in enumerate(files):
            attachment |= {"application": APPLICATION, "conversation_id": self.conversation.id}
            self.writer.attachment(key, place, ordinal, attachment)
        self.written += 1

    def _sender(self, rest: str) -> tuple[str | None, str]:
        """Sender and text.

        A system line of Android may hold a colon: what stands before one only once in the file, and is quoted
        or worded like a system line, is no sender.
        """
        sender, said = _parted(rest)
        if sender is None:
            known = next((name for name in self.survey.names if rest.startswith(f"{name}:")), None)
            return (known, rest[len(known) + 1 :]) if known else (None, rest)
        is_odd = bool(_QUOTES & set(sender)) or words.is_system(sender)
        return (None, rest) if is_odd and self.survey.names[sender] == 1 else (sender, said)

    def _kind(self, header: Header, sender: str | None, body: str) -> str:
        """What a message is, by its shape first and by WhatsApp's own words where shape does not say."""
        if sender is None:
            return "system"
        plain = words.folded(body)
        if plain in words.DELETED_BY_OTHER or plain in words.DELETED_BY_OWNER:
            return "deleted"
        if words.LOCATION.match(body):
            return "location"
        if words.POLL.fullmatch(body) and LRM in body:
            return "poll"
        if header.is_marked and LRM in body:
            return "attachment"
        if words.OMITTED.match(body) or words.FILE_ATTACHED.match(body) or words.ATTACHED.search(body):
            return "attachment"
        by_application = body.startswith(LRM)
        if words.is_call(body) and (by_application or header.frame == "-"):
            return "call notice"
        if (
            by_application
            and header.frame == "["
            and (body.startswith(LRM * 2) or self.written == 0 or words.is_system(body))
        ):
            return "system"
        return "text of the application" if by_application else "text"

    def _labels(self, body: str) -> list[str]:
        labels = []
        match = words.EDITED.search(body)
        if match and (LRM in match.group() or "edit" in match["word"].casefold()) and match.start() > 0:
            labels.append(match["word"])
        if body == "null":
            labels.append("null")
        return labels

    def _party(self, sender: str) -> dict[str, Any]:
        """Columns of the sender; the sender takes part in the conversation."""
        shown = _DIRECTION_MARKS.sub("", sender).strip()
        name = _UNSAVED.sub("", shown).strip() or shown
        number = shown if _NUMBER.fullmatch(shown) else None
        is_owner = None
        if self.owner is not None:
            is_owner = self.owner in (sender, shown, name) or (
                number is not None
                and self.writer.party("", number)["identifier_normalised"]
                == self.writer.party("", self.owner)["identifier_normalised"]
            )
        self.conversation.add(self.writer.party("", number, None if number else name, is_owner))
        direction = "unknown" if is_owner is None else "outgoing" if is_owner else "incoming"
        return {**self.writer.party("sender", number, None if number else name, is_owner), "direction": direction}

    def _local(self, header: Header) -> str | None:
        """The date and time as the phone showed them, in ISO 8601 without a zone."""
        order = None if is_other_calendar(header) else self.orders[header.year_at == 0]
        day = reading(header.parts, order) if order else None
        if day is None:
            return None
        if header.hour is None:
            return day.isoformat()
        clock = time(header.hour, header.minute, min(header.second or 0, 59))
        return datetime.combine(day, clock).isoformat(timespec="minutes" if header.second is None else "seconds")

    def _files(self, header: Header, body: str) -> Iterator[dict[str, Any]]:
        """Attachments a message lists."""
        found = False
        for match in (*words.ATTACHED.finditer(body), *words.FILE_ATTACHED.finditer(body)):
            found = True
            name = match["file"].strip("\u200e\u200f ")
            path = f"{PurePosixPath(self.member).parent}/{name}".removeprefix("./")
            yield {
                "file_name": name,
                "extracted_path": path if path in self.media else None,
                "status": "present" if path in self.media else "listed_but_missing",
            }
        if found:
            return
        omitted = words.OMITTED.match(body)
        if omitted:
            yield {"title": omitted["word"], "status": "listed_but_missing"}
        elif header.is_marked and LRM in body:
            name, _, rest = body.partition(LRM)
            name = name.strip(" \u2022")
            yield {"file_name": name or None, "title": rest.strip(LRM) or None, "status": "listed_but_missing"}


def _title(tree: Tree, name: str) -> str | None:
    """The chat's name, from the name of its file or of the archive it came in."""
    stem = PurePosixPath(name).stem
    found = words.chat_name(stem)
    if found is None and stem.casefold() == "_chat":
        folder = PurePosixPath(name).parent.name or (tree.path.stem if tree.kind == "archive" else tree.path.name)
        found = words.chat_name(folder) if tree.kind != "file" else None
    return found
