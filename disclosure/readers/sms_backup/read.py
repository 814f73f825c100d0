"""A backup from bytes to rows: mend, parse strictly, go on after damage, write by columns."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, Final
from xml.parsers import expat

import pyarrow as pa
import pyarrow.compute as pc

from disclosure.canonical import CanonicalWriter, Conversation, Fields, from_unix, instant
from disclosure.errors import InputError
from disclosure.readers.sms_backup.mend import Mender
from disclosure.reading import Detection, Reconciliation, Source
from disclosure.sources.tree import DAMAGE, Tree, open_tree
from disclosure.workspace import encode_ref

APPLICATION: Final = "SMS"
_ROOT: Final = re.compile(r"<(smses|calls)[\s>/]")
_ELEMENT: Final = re.compile(r"<(?![?!])")
_RECORD: Final = re.compile(rb"<(?:sms|mms|call)\s")
_CHUNK: Final = 1 << 20
_BATCH: Final = 16_384
_HEAD: Final = 4096
_TYPES: Final = MappingProxyType(
    {"1": "received", "2": "sent", "3": "draft", "4": "outbox", "5": "failed", "6": "queued"}
)
_OUTGOING: Final = frozenset(_TYPES) - {"1"}
_CALL_TYPES: Final = MappingProxyType(
    {"1": "incoming", "2": "outgoing", "3": "missed", "4": "voicemail", "5": "rejected", "6": "refused"}
)
_ROLES: Final = MappingProxyType({"137": "from", "151": "to", "130": "cc", "129": "bcc"})
_NOBODY: Final = frozenset({"(Unknown)", "null", ""})
_NO_NUMBER: Final = frozenset({"-1", "-2", "-3", "null", ""})
_OWNER_PLACEHOLDER: Final = "insert-address-token"
_SMS_COLUMNS: Final = ("address", "date", "type", "subject", "body", "status", "contact_name")
_LAYOUT: Final = "application/smil"
_DIVERTED: Final = "diverted:"

Attributes = dict[str, str]


def detect(path: Path) -> Detection:
    """Whether a path is a backup, or an archive or folder that holds some, by the root element."""
    try:
        tree = open_tree(path)
    except InputError:
        return Detection(False, "a damaged archive")
    if tree.kind != "file" and not tree.find("**/*.xml"):
        return Detection(False, "no XML file in it")
    if _backups(tree):
        return Detection(True, "XML with root smses or calls")
    return Detection(False, "no XML whose root is smses or calls")


def _backups(tree: Tree) -> list[str]:
    names = list(tree.sizes) if tree.kind == "file" else tree.find("**/*.xml")
    return [name for name, head in tree.heads(names, _HEAD) if _is_backup(head)]


def _is_backup(head: bytes) -> bool:
    text = head.decode("utf-8", "replace")
    first = _ELEMENT.search(text)
    return first is not None and _ROOT.match(text, first.start()) is not None


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read every backup of an export.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.

    Raises:
        InputError: There is no backup in it, or it declares entities.
    """
    tree = open_tree(source.path)
    names = _backups(tree)
    if not names:
        raise InputError(
            "not_a_backup", f"{source.path.name} holds no XML whose root is smses or calls.", "Make the backup again."
        )
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        for name in names:
            _Backup(writer, tree, name, out).read(advance)
    return writer.reconciliation()


@dataclass
class _Backup:
    """One backup file being read."""

    writer: CanonicalWriter
    tree: Tree
    member: str
    out: Path
    stated: int | None = None
    messages: int = 0
    calls: int = 0
    files: int = 0
    _texts: list[tuple[int, Attributes]] = field(default_factory=list)
    _people: dict[str, tuple[Conversation, dict[str, Any]]] = field(default_factory=dict)
    _mms: tuple[int, Attributes] | None = None
    _parts: list[tuple[int, Attributes]] = field(default_factory=list)
    _addresses: list[tuple[int, Attributes]] = field(default_factory=list)

    def read(self, advance: Callable[[int], None]) -> None:
        """Read the file to its end, or to where it breaks off."""
        # The folder's name tells backups of one archive apart.
        place = hashlib.sha256(self.member.encode("utf-8", "backslashreplace")).hexdigest()[:8]
        self._folder = (
            f"extracted/{encode_ref(self.writer.source.exhibit_ref)}/attachments/{self.writer.source.token}-{place}"
        )
        self._mender = Mender(self.writer.scratch / place)
        for event, offset, name, attributes in self._events(advance):
            if event == "start":
                self._start(offset, name, attributes)
            else:
                self._end(name)
            if len(self._texts) >= _BATCH:
                self._write_texts()
        self._write_texts()
        if self._mender.joined:
            self.writer.warn(f"{self._mender.joined:,} emoji written as surrogate references were joined")
        if self._mender.escaped:
            self.writer.warn(f"{self._mender.escaped:,} characters that XML does not allow are kept as escapes")
        held = self.messages + self.calls
        if self.stated is not None and self.stated != held:
            self.writer.warn(f"the file states {self.stated:,} records and holds {held:,}")

    def _events(self, advance: Callable[[int], None]) -> Iterator[tuple[str, int, str, Attributes]]:
        """Elements of the file, in order; after damage from the next record on."""
        mender = self._mender
        parser = _Parser(mender, 0)
        given = 0  # mended bytes given to parsers so far
        try:
            with self.tree.open(self.member) as stream:
                following = stream.read(_CHUNK)
                while True:
                    chunk, following = following, stream.read(_CHUNK)
                    data = mender.feed(chunk, final=not following)
                    advance(len(chunk))
                    broken = parser.feed(data, not following)
                    yield from parser.taken()
                    while broken is not None:
                        self._lost(mender.source_of(broken), bool(following))
                        again = _RECORD.search(data, max(broken - given + 1, 0))
                        if again is None and not following:
                            return
                        begin = again.start() if again else len(data)
                        parser = _Parser(mender, given + begin)
                        broken = parser.feed(data[begin:], not following)
                        yield from parser.taken()
                    given += len(data)
                    if not following:
                        return
        except (*DAMAGE, RuntimeError):
            self.writer.quarantine(None, "damaged_member", self.member)
            self.writer.warn("the backup is damaged in its archive; what lies beyond the damage could not be read")

    def _lost(self, offset: int, goes_on: bool) -> None:
        """Note damage at a place; a multimedia message that was open there is lost as a record."""
        reason = "xml_damaged" if goes_on else "xml_damaged_at_end"
        kind = "message" if self._mms is not None else None
        start = self._mms[0] if self._mms is not None else offset
        self.writer.quarantine(kind, reason, f"{self.member}:{start}-{offset}", start, offset)
        for name, rows in (("part", self._parts), ("addr", self._addresses)):
            for place, _ in rows:
                self.writer.quarantine(name, reason, f"{self.member}:{place}-{offset}", place, offset)
        self._mms = None
        self._parts, self._addresses = [], []

    def _start(self, offset: int, name: str, attributes: Attributes) -> None:
        if name == "sms":
            self._texts.append((offset, attributes))
        elif name == "mms":
            self._mms = (offset, attributes)
        elif name == "part" and self._mms is not None:
            self._parts.append((offset, attributes))
        elif name == "addr" and self._mms is not None:
            self._addresses.append((offset, attributes))
        elif name == "call":
            self._write_call(offset, attributes)
        elif name in ("smses", "calls"):
            fields = Fields(attributes)
            count = attributes.get("count", "")
            if count.isdecimal():
                self.stated = int(count)
                self.writer.state("message" if name == "smses" else "call", self.stated)
            self.writer.record(f"file {name}", None, f"{self.member}:{offset}", fields)
        elif name not in ("parts", "addrs"):
            self.writer.record(f"element {name}", None, f"{self.member}:{offset}", Fields(attributes))

    def _end(self, name: str) -> None:
        if name == "mms" and self._mms is not None:
            self._write_texts()  # so that messages stay in the order of the file
            self._write_mms(*self._mms)
            self._mms = None
            self._parts, self._addresses = [], []

    def _person(self, address: str | None, name: str | None) -> tuple[Conversation, dict[str, Any]]:
        """The conversation with an address, and the columns of whoever it is."""
        key = f"{address or ''}\n{name or ''}"
        known = self._people.get(key)
        if known is None:
            text = address or "no address"
            members = [part for part in (address or "").split("~") if part]
            chat = self.writer.conversation(
                f"{self.member} {text}",
                f"{self.member}:conversation {text}",
                application=APPLICATION,
                chat_identifier=address,
                name=name if len(members) > 1 else None,
            )
            for member in members:
                chat.add(self.writer.party("", member, name if len(members) == 1 else None))
            known = self._people[key] = (chat, self.writer.party("", address if len(members) == 1 else None, name))
        return known

    def _write_texts(self) -> None:
        """Write the text messages gathered so far."""
        rows, self._texts = self._texts, []
        if not rows:
            return
        self.messages += len(rows)
        get = [attributes.get for _, attributes in rows]
        vendor = {name: [one(name) for one in get] for name in _SMS_COLUMNS}
        vendor = {name: [None if value == "null" else value for value in column] for name, column in vendor.items()}
        kinds = vendor["type"]
        names = [None if name in _NOBODY else name for name in vendor["contact_name"]]
        people = [self._person(address, name) for address, name in zip(vendor["address"], names, strict=True)]
        outgoing = [kind in _OUTGOING for kind in kinds]
        owner = self.writer.owner("")
        senders = [
            owner if mine else {**who, "is_owner": False} for mine, (_, who) in zip(outgoing, people, strict=True)
        ]
        locators = pa.array([f"{self.member}:{offset}" for offset, _ in rows], pa.string())
        texts = {name: pa.array(vendor[name], pa.string()) for name in ("date", "body", "subject", "status")}
        null_bodies = [[_NULL_BODY] if one("body") == "null" else None for one in get]
        columns: dict[str, Any] = {
            "conversation_id": pa.array([chat.id for chat, _ in people], pa.string()),
            "ordinal": pa.array([chat.next_ordinal() for chat, _ in people], pa.int32()),
            **{f"sender_{name}": pa.array([sender[name] for sender in senders]) for name in owner},
            "direction": pa.array(
                [
                    "outgoing" if mine else "incoming" if kind == "1" else "unknown"
                    for mine, kind in zip(outgoing, kinds, strict=True)
                ]
            ),
            "subject": texts["subject"],
            "body": texts["body"],
            **_instants("sent_at", texts["date"]),
            "status": texts["status"],
            "message_type": "SMS",
            "folder": pa.array([_TYPES.get(kind, kind) if kind is not None else None for kind in kinds], pa.string()),
            "labels": pa.array(null_bodies, pa.list_(pa.string())),
            "is_system": False,
            "attachment_count": 0,
        }
        columns["sender_is_owner"] = pa.array(outgoing, pa.bool_())
        extra = sorted(set().union(*(attributes.keys() for _, attributes in rows)) - set(_SMS_COLUMNS))
        left = {
            name: pa.array([None if (value := one(name)) == "null" else value for one in get], pa.string())
            for name in extra
        }
        left["contact_name"] = pa.array(
            [name if name == "(Unknown)" else None for name in vendor["contact_name"]], pa.string()
        )
        used = sum(len(column) - column.count(None) for column in vendor.values()) - sum(
            name == "(Unknown)" for name in vendor["contact_name"]
        )
        keys = self.writer.columns(
            "message", "messages", locators, columns, left, values_in_columns=used, application=APPLICATION
        )
        self._write_recipients(keys, locators, outgoing, people)

    def _write_recipients(
        self,
        messages: pa.Array,
        locators: pa.Array,
        outgoing: list[bool],
        people: list[tuple[Conversation, dict[str, Any]]],
    ) -> None:
        chosen = [index for index, mine in enumerate(outgoing) if mine and people[index][1]["identifier"]]
        if not chosen:
            return
        take = pa.array(chosen, pa.int32())
        places = locators.take(take)
        who = [people[index][1] for index in chosen]
        self.writer.part_rows(
            "message_recipients",
            places,
            {
                "application": APPLICATION,
                "message_id": messages.take(take),
                "parent_table": "messages",
                "conversation_id": pa.array([people[index][0].id for index in chosen], pa.string()),
                "role": "to",
                "basis": "stated",
                "ordinal": 0,
                **{
                    name: pa.array([one[name] for one in who])
                    for name in ("identifier", "identifier_kind", "identifier_normalised", "name")
                },
            },
            "recipient 0",
        )

    def _write_mms(self, offset: int, attributes: Attributes) -> None:
        self.messages += 1
        fields = _fields(attributes)
        place = f"{self.member}:{offset}"
        key = self.writer.id_of(place)
        box, kind = fields.text("msg_box"), fields.text("m_type")
        name = None if attributes.get("contact_name") in _NOBODY else fields.text("contact_name")
        address = fields.text("address")
        chat, who = self._person(address, name)
        outgoing = box in _OUTGOING or kind == "128"
        sender = self._write_addresses(key, chat)
        texts, files = self._write_parts(key, place, chat)
        if outgoing:
            party = self.writer.owner("sender")
        elif sender:
            party = self.writer.party("sender", sender, name if who["identifier"] == sender else None, False)
        else:
            party = {f"sender_{column}": value for column, value in who.items()} | {"sender_is_owner": False}
        self.writer.record(
            "message",
            "messages",
            place,
            fields,
            {
                "application": APPLICATION,
                "vendor_id": fields.text("m_id"),
                "conversation_id": chat.id,
                "ordinal": chat.next_ordinal(),
                **party,
                "direction": "outgoing" if outgoing else "incoming" if box == "1" or kind == "132" else "unknown",
                "subject": fields.text("sub") or None,
                "body": "\n".join(texts) if texts else None,
                **instant("sent_at", from_unix(attributes.get("date"), 1000), fields.text("date"), "stated"),
                "status": fields.text("st"),
                "message_type": "MMS",
                "folder": _TYPES.get(box, box) if box is not None else None,
                "is_system": False,
                "attachment_count": files,
            },
        )
        if outgoing and not any(row.get("type") in ("151", "130", "129") for _, row in self._addresses):
            for ordinal, member in enumerate(part for part in (address or "").split("~") if part):
                one = self.writer.party("", member)
                self.writer.recipient(key, place, ordinal, one, conversation=chat.id, application=APPLICATION)

    def _write_addresses(self, message: str, chat: Conversation) -> str | None:
        """Write the recipients of a multimedia message; the sender's address."""
        sender = None
        for ordinal, (offset, attributes) in enumerate(self._addresses):
            fields = _fields(attributes)
            place = f"{self.member}:{offset}"
            role = _ROLES.get(attributes.get("type", ""))
            address = fields.text("address") if role else None
            if role is None or address is None or role == "from":
                if role == "from" and address != _OWNER_PLACEHOLDER:
                    sender = address
                fields.take("type" if role else "")
                self.writer.record("addr", None, place, fields, {"application": APPLICATION})
                continue
            fields.take("type")
            who = self.writer.owner("") if address == _OWNER_PLACEHOLDER else self.writer.party("", address)
            values = {
                "application": APPLICATION,
                "message_id": message,
                "parent_table": "messages",
                "conversation_id": chat.id,
                "role": role,
                "basis": "stated",
                "ordinal": ordinal,
                **who,
            }
            self.writer.record("addr", "message_recipients", place, fields, values)
        return sender

    def _write_parts(self, message: str, place: str, chat: Conversation) -> tuple[list[str], int]:
        """Write the parts of a multimedia message: its texts, and the number of its files."""
        texts: list[str] = []
        files = 0
        for offset, attributes in self._parts:
            fields = _fields(attributes)
            part_place = f"{self.member}:{offset}"
            kind = attributes.get("ct", "")
            if kind == "text/plain" and fields.peek("text") is not None:
                texts.append(fields.text("text") or "")
                self.writer.record("part", None, part_place, fields, {"application": APPLICATION})
                continue
            if kind == _LAYOUT and not fields.peek("data"):
                self.writer.record("part", None, part_place, fields, {"application": APPLICATION})
                continue
            name = fields.text("cl") or fields.text("fn") or fields.text("name")
            stored = self._store(part_place, fields, name, kind)
            values = {
                "application": APPLICATION,
                "parent_id": message,
                "parent_table": "messages",
                "conversation_id": chat.id,
                "ordinal": files,
                "file_name": name,
                "content_type": fields.text("ct"),
                "extracted_path": stored[0] if stored else None,
                "size_bytes": stored[1] if stored else None,
                "status": "present" if stored else "listed_but_missing",
            }
            self.writer.record("part", "attachments", part_place, fields, values)
            files += 1
        return texts, files

    def _store(self, place: str, fields: Fields, name: str | None, kind: str) -> tuple[str, int] | None:
        """Write the content of a part to a file of the case, and the file to `files`; its path and size."""
        data = fields.text("data")
        if not data:
            return None
        self.files += 1
        suffix = PurePosixPath((name or "").replace("\\", "/")).suffix
        if not re.fullmatch(r"\.[A-Za-z0-9]{1,5}", suffix):
            suffix = ".bin"
        path = f"{self._folder}/{self.files:06d}{suffix.lower()}"
        target = self.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if data.startswith(_DIVERTED):
            diverted = self._mender.diverted[int(data.removeprefix(_DIVERTED))]
            diverted.path.replace(target)
            digest, size, is_whole = diverted.sha256, diverted.size, diverted.is_whole
        else:
            try:
                raw, is_whole = base64.b64decode("".join(data.split()), validate=True), True
            except (binascii.Error, ValueError):
                raw, is_whole = data.encode("utf-8", "backslashreplace"), False
            target.write_bytes(raw)
            digest, size = hashlib.sha256(raw).hexdigest(), len(raw)
        if not is_whole:
            self.writer.quarantine(None, "base64_damaged", place)
        values = {
            "application": APPLICATION,
            "name": name,
            "local_path": path,
            "size_bytes": size,
            "sha256": digest,
            "is_in_export": True,
        }
        self.writer.row("files", place, values, "file")
        return path, size

    def _write_call(self, offset: int, attributes: Attributes) -> None:
        self.calls += 1
        fields = _fields(attributes)
        place = f"{self.member}:{offset}"
        kind = fields.text("type")
        number = None if attributes.get("number") in _NO_NUMBER else fields.text("number")
        name = None if attributes.get("contact_name") in _NOBODY else fields.text("contact_name")
        outgoing = kind == "2"
        call = self.writer.record(
            "call",
            "calls",
            place,
            fields,
            {
                "application": "Phone",
                "direction": None if kind is None else "outgoing" if outgoing else "incoming",
                "call_type": _CALL_TYPES.get(kind, kind) if kind is not None else None,
                "duration_seconds": fields.number("duration"),
                **instant("started_at", from_unix(attributes.get("date"), 1000), fields.text("date"), "stated"),
            },
        )
        if number or name:
            values = {
                "application": "Phone",
                "call_id": call,
                "role": "To" if outgoing else "From",
                "ordinal": 0,
                **self.writer.party("", number, name),
            }
            self.writer.row("call_parties", place, values, "party 0")


_RESUME: Final = b"<smses>"
_NULL_BODY: Final = "the text is the word null in the export"


def _fields(attributes: Attributes) -> Fields:
    """Attributes as values: the word null is none."""
    return Fields({name: value for name, value in attributes.items() if value != "null"})


def _instants(name: str, raw: pa.Array) -> dict[str, Any]:
    """The three columns of times given as milliseconds since 1970 in text."""
    try:
        number = pc.cast(raw, pa.int64())
        number = pc.if_else(pc.equal(number, 0), pa.scalar(None, pa.int64()), number)
        moment = pc.cast(pc.cast(number, pa.timestamp("ms", tz="UTC")), pa.timestamp("us", tz="UTC"))
    except pa.ArrowInvalid:
        moment = pa.array([from_unix(value, 1000) for value in raw.to_pylist()], pa.timestamp("us", tz="UTC"))
    stated = pc.if_else(pc.is_valid(moment), "stated", "unstated")
    return {name: moment, f"{name}_raw": raw, f"{name}_zone_basis": pc.if_else(pc.is_valid(raw), stated, None)}


class _Parser:
    """A strict parser from some place of the mended stream on; it refuses entities of the file's own."""

    def __init__(self, mender: Mender, base: int) -> None:
        self._mender = mender
        self._parser = expat.ParserCreate()
        self._base = base
        self._found: list[tuple[str, int, str, Attributes]] = []
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._entity
        if base:  # the root's own tag lies behind
            self._parser.Parse(_RESUME, False)
            self._base -= len(_RESUME)
            self._found.clear()

    def feed(self, data: bytes, final: bool) -> int | None:
        """Parse more; where in the mended stream it is broken, or None."""
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError:
            return max(self._base + self._parser.ErrorByteIndex, 0)
        return None

    def taken(self) -> list[tuple[str, int, str, Attributes]]:
        """Elements found since this was last asked."""
        found, self._found = self._found, []
        return found

    def _start(self, name: str, attributes: Attributes) -> None:
        place = self._mender.source_of(self._base + self._parser.CurrentByteIndex)
        self._found.append(("start", place, name, attributes))

    def _end(self, name: str) -> None:
        if name == "mms":
            self._found.append(("end", 0, name, {}))

    def _entity(self, *_: object) -> None:
        raise InputError(
            "entities_in_xml",
            "The backup declares entities of its own, which no backup does.",
            "It is not what it seems to be; do not open it with other tools.",
        )
