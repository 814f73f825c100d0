"""One phone as a UFDR report, in pieces of text, counted while they are made.

The layout is that of reportVersion 7: sections in the order in which the vendor writes them, models below
their `modelType`, nested models in full.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TextIO

from disclosure.synthetic import conversations, identifiers, markup, phrases
from disclosure.synthetic.conversations import OWNERS, SCOPE_FROM, SCOPE_TO, Conversation, Message
from disclosure.synthetic.people import Cast, Person
from disclosure.synthetic.tally import Tally

_TOP: Final = 3
_DUPLICATED_EVERY: Final = 40
_DELETED_EVERY: Final = 9
"""One call or note in so many is deleted."""
_SYSTEM: Final = "System Message"
_GAP: Final = "\0"
"""Stands in a layout for what changes from message to message; no XML can hold it."""
_FACTS: Final = (
    "calls_deleted", "duplicates", "emails_privileged", "files_mismatch", "files_missing", "files_present",
    "attachments_not_downloaded", "locations_unstated_zone", "messages_deleted", "messages_forwarded", "messages_in_scope",
    "messages_out_of_scope", "messages_privileged", "messages_system", "notes_deleted", "privileged_conversations",
)  # fmt: skip


@dataclass(frozen=True)
class Attached:
    """A file that a report lists.

    Attributes:
        file_id: Vendor's id.
        name: File name.
        state: present, missing or mismatch; not_downloaded for an attachment without a file.
    """

    file_id: str
    name: str
    state: str

    @property
    def member(self) -> str:
        """Name in the archive."""
        return f"files/Image/{self.name}"

    @cached_property
    def content(self) -> bytes:
        """The file: the start of a JPEG and bytes that mean nothing."""
        return b"\xff\xd8\xff\xe0" + hashlib.sha256(self.file_id.encode()).digest() * 8


class Report:
    """Writer of one phone's report.

    Args:
        seed: Seed of the case.
        cast: Everybody.
        plan: Every conversation of the case; those of other phones are passed over.
        exhibit_ref: The phone.
        tally: Takes the counts.
        planted: Takes one line for each identifier planted in a message.
    """

    def __init__(
        self,
        seed: int,
        cast: Cast,
        plan: Iterable[Conversation],
        exhibit_ref: str,
        tally: Tally,
        planted: TextIO,
    ) -> None:
        self.exhibit_ref = exhibit_ref
        self.message_count = 0
        self._seed, self._cast, self._tally, self._planted = seed, cast, tally, planted
        self._owner = cast.by_id[OWNERS[exhibit_ref]]
        self._plan = [item for item in plan if exhibit_ref in item.exhibits]
        self._known = list(
            {person.id: person for item in self._plan for person in item.people if person is not self._owner}.values()
        )
        self._serial = 0
        self._parties: dict[tuple[int, str, str, str], tuple[str, str]] = {}
        self._layouts: dict[tuple[int, str, bool, bool], list[str]] = {}
        tally.facts.update(dict.fromkeys(_FACTS, 0))

    # ── the whole ────────────────────────────────────────────────────────────────────────────────────────────

    def pieces(self) -> Iterator[str]:
        """The report, in order."""
        yield '<?xml version="1.0" encoding="utf-8"?>\n'
        # The suspect's report states more models than it holds, as one does after a filtered export.
        stated = "99999" if self.exhibit_ref == conversations.SUSPECT_PHONE else None
        yield (
            f'<project id="{self._id("project")}" name={markup.attribute(self._device())} reportVersion="7.61" '
            f'containsGarbage="False" extractionType="FileSystem" NodeCount="{sum(1 for _ in self.files())}"'
            + (f' ModelCount="{stated}"' if stated else "")
            + f' xmlns="{markup.NAMESPACE}">\n'
        )
        yield from self._head()
        yield from self._tagged_files()
        yield "  <decodedData>\n"
        for type_, models in self._types():
            yield f'    <modelType type="{type_}">\n'
            yield from models
            yield "    </modelType>\n"
        yield "  </decodedData>\n"
        yield from self._extra_infos()
        yield "</project>\n"

    def files(self) -> Iterator[Attached]:
        """The files that the report lists, in order."""
        for conversation in self._plan:
            for number, state in conversations.attachments(self._seed, conversation):
                if state != "not_downloaded" and not self._is_lost(conversation, number):
                    yield self._attached(conversation, number, state)

    def _types(self) -> Iterator[tuple[str, Iterator[str]]]:
        yield "Chat", self._chats()
        yield "InstantMessage", self._duplicates()
        yield "SMS", self._sms()
        yield "MMS", self._mms()
        yield "Call", self._calls()
        yield "Contact", self._contacts()
        yield "UserAccount", self._accounts()
        yield "Email", self._emails()
        yield "Note", self._notes()
        yield "CalendarEntry", self._calendar()
        yield "Location", self._locations()
        yield "VisitedPage", self._pages()
        yield "WebBookmark", self._bookmarks()
        yield "SearchedItem", self._searches()
        yield "InstalledApplication", self._applications()
        yield "WirelessNetwork", self._networks()
        yield "CellTower", self._towers()
        yield "Password", self._passwords()
        yield "PoweringEvent", self._powering()
        yield "DeviceEvent", self._device_events()
        yield "RideBooking", self._rides()

    # ── building stones ──────────────────────────────────────────────────────────────────────────────────────

    def _device(self) -> str:
        return (
            "Demonstration Phone A" if self.exhibit_ref == conversations.COMPLAINANT_PHONE else "Demonstration Phone B"
        )

    def _id(self, *keys: object) -> str:
        """A vendor id that depends on the case, the phone and the keys alone."""
        text = f"{self._seed}/{self.exhibit_ref}/{'/'.join(map(str, keys))}"
        digest = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
        return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}"

    def _rng(self, *keys: object) -> random.Random:
        return identifiers.generator(self._seed, self.exhibit_ref, *keys)

    def _is_lost(self, conversation: Conversation, number: int) -> bool:
        return conversations.is_lost(self._seed, self.exhibit_ref, conversation, number)

    def _deleted_state(self, conversation: Conversation, number: int) -> str:
        is_deleted = conversations.is_deleted(self._seed, self.exhibit_ref, conversation, number)
        return "Deleted" if is_deleted else "Intact"

    def _in_scope(self, at: int) -> bool:
        """Whether the agreed scope covers a time; it binds the complainant's phone alone."""
        return self.exhibit_ref != conversations.COMPLAINANT_PHONE or SCOPE_FROM <= at < SCOPE_TO

    def _model(
        self, depth: int, type_: str, body: str, *, id_: str = "", deleted: str = "Intact", extra: str = ""
    ) -> str:
        """A model, counted."""
        self._tally.records[type_] += 1
        if not id_:
            self._serial += 1
            id_ = self._id(type_, self._serial)
        pad = markup.PADS[depth]
        return (
            f'{pad}<model type="{type_}" id="{id_}" deleted_state="{deleted}" decoding_confidence="High" '
            f'isrelated="False" extractionId="0"{extra}>\n{body}{pad}</model>\n'
        )

    def _identifier(self, person: Person, application: str) -> str:
        number = int(person.messenger[-3:])
        if application == "WhatsApp":
            # Some people have only WhatsApp's privacy id, which is no telephone number.
            hidden = number % 11 == 9 and not person.is_party
            return f"{person.lid}@lid" if hidden else identifiers.whatsapp_jid(person.mobile)
        if application == "Instagram":
            return person.instagram[0]
        if application == "Snapchat":
            return person.snapchat
        if application == "Facebook Messenger":
            return person.messenger
        return identifiers.international(person.mobile)

    def _label(self, person: Person) -> str:
        """What the owner of the phone calls somebody."""
        if person.id == "mother":
            return "Mum"
        if person.id == "suspect":
            return "Kier ❌ dont answer"
        rng = self._rng("label", person.id)
        nickname = person.nicknames[0] if person.nicknames else person.given
        return rng.choice(
            (person.name, person.name, nickname, f"{nickname} work", f"{person.given} {person.surname[0]}")
        )

    def _wrote_label(self, person: Person, label: str) -> None:
        """Labels are written forms of a name, unless they are what anybody calls their mother."""
        if label != "Mum":
            self._tally.wrote(person, label)

    def _party(self, depth: int, person: Person | None, application: str, role: str, times: str = "") -> str:
        """Somebody on a record.

        As the vendor writes it, the same model with the same id stands on every record of the same person and
        role; so it is made once.

        Args:
            depth: Depth of the model.
            person: Who; none for the system itself.
            application: Application whose identifier is used.
            role: From, To or General.
            times: Ready-made fields of delivery and reading.
        """
        self._tally.records["Party"] += 1
        key = (depth, person.id if person else _SYSTEM, application, role)
        known = self._parties.get(key)
        if known is None:
            known = self._parties[key] = self._new_party(depth, person, application, role)
        head, tail = known
        return head + times + tail

    def _new_party(self, depth: int, person: Person | None, application: str, role: str) -> tuple[str, str]:
        """A party's model up to its times, and what follows them."""
        identifier, name, is_owner = _SYSTEM, _SYSTEM, False
        if person is not None:
            identifier, is_owner = self._identifier(person, application), person is self._owner
            name = person.name if is_owner else self._label(person)
            self._tally.wrote(person, identifier)
            self._wrote_label(person, name)
        fields = (
            markup.field(depth + 1, "Identifier", identifier)
            + markup.field(depth + 1, "Role", role, "PartyRole")
            + markup.field(depth + 1, "Name", name)
            + markup.field(depth + 1, "IsPhoneOwner", str(is_owner), "Boolean")
        )
        pad = markup.PADS[depth]
        id_ = self._id("party", person.id if person else _SYSTEM, application, role)
        head = (
            f'{pad}<model type="Party" id="{id_}" deleted_state="Unknown" decoding_confidence="High" '
            f'isrelated="False" extractionId="0">\n{fields}'
        )
        return head, f"{pad}</model>\n"

    # ── chats ────────────────────────────────────────────────────────────────────────────────────────────────

    def _chats(self) -> Iterator[str]:
        for conversation in self._plan:
            if conversation.is_sms:
                continue
            self._tally.records["Chat"] += 1
            self._tally.row("conversations")
            self._tally.row("conversation_participants", len(conversation.people))
            self._tally.facts["privileged_conversations"] += conversation.is_privileged
            first = conversations.message(self._seed, self._cast, conversation, 0).at
            other = next(person for person in conversation.people if person is not self._owner)
            identifier = (
                f"1203630{identifiers.digits(self._rng(conversation.id), 11)}@g.us"
                if conversation.name
                else self._identifier(other, conversation.application)
            )
            yield (
                f'      <model type="Chat" id="{self._id(conversation.id)}" deleted_state="Intact" '
                f'decoding_confidence="High" isrelated="False" extractionId="0">\n'
                + markup.user_mapping(_TOP + 1)
                + markup.field(_TOP + 1, "Source", conversation.application)
                + markup.field(_TOP + 1, "Id", identifier)
                + markup.field(_TOP + 1, "Name", conversation.name or None)
                + markup.field(_TOP + 1, "ChatType", "Group" if conversation.name else "OneOnOne")
                + markup.field(_TOP + 1, "Account", self._identifier(self._owner, conversation.application))
                + markup.time_field(_TOP + 1, "StartTime", first)
                + markup.multi_model_field(
                    _TOP + 1,
                    "Participants",
                    "Party",
                    "".join(
                        self._party(_TOP + 2, person, conversation.application, "General")
                        for person in conversation.people
                    ),
                )
                + '        <multiModelField name="Messages" type="InstantMessage">\n'
            )
            for number in range(conversation.count):
                message = self._kept(conversation, number)
                if message is not None:
                    yield self._message(_TOP + 2, conversation, message)
            yield "        </multiModelField>\n      </model>\n"

    def _kept(self, conversation: Conversation, number: int) -> Message | None:
        """A message, counted; none if this phone has lost it."""
        if self._is_lost(conversation, number):
            return None
        message = conversations.message(self._seed, self._cast, conversation, number)
        tally = self._tally
        self.message_count += 1
        tally.row("messages")
        tally.row("message_recipients", len(conversation.people) - (message.sender is not None))
        if conversation.is_privileged:
            tally.facts["messages_privileged"] += 1
        elif self._in_scope(message.at):
            tally.facts["messages_in_scope"] += 1
            tally.text(message.text)
        else:
            tally.facts["messages_out_of_scope"] += 1
        tally.facts["messages_system"] += message.sender is None
        tally.facts["messages_forwarded"] += message.is_forwarded
        tally.facts["messages_deleted"] += self._deleted_state(conversation, number) == "Deleted"
        if message.planted:
            self._plant(conversation, message)
        return message

    def _plant(self, conversation: Conversation, message: Message) -> None:
        """Record where a message holds which identifier of whom."""
        self._wrote_planted(message.text, message.planted)
        for item in message.planted:
            self._tally.planted[item.category] += 1
            line = {
                "exhibit_ref": self.exhibit_ref,
                "vendor_id": self._id(conversation.id, message.number),
                "category": item.category,
                "person": item.person,
                "form": item.form,
                "start": item.start,
                "end": item.end,
                "text": message.text[item.start : item.end],
            }
            self._planted.write(json.dumps(line, sort_keys=True, ensure_ascii=False) + "\n")

    def _wrote_planted(self, text: str, planted: tuple[phrases.Planted, ...]) -> None:
        for item in planted:
            if item.category not in phrases.ANYBODYS:
                self._tally.wrote(self._cast.by_id[item.person], text[item.start : item.end])

    def _message(self, depth: int, conversation: Conversation, message: Message) -> str:
        """One message as InstantMessage."""
        application = conversation.application
        is_outgoing = message.sender is self._owner
        to = ""
        if is_outgoing:
            times = markup.time_field(depth + 3, "DateDelivered", message.at + 3)
            times += markup.time_field(depth + 3, "DateRead", message.at + 43)
            to = "".join(
                self._party(depth + 2, person, application, "To", times)
                for person in conversation.people
                if person is not message.sender
            )
        id_ = self._id(conversation.id, message.number)
        sender = self._party(depth + 2, message.sender, application, "From")
        parts = self._layout(depth + 1, application, is_outgoing, message.sender is None)
        body = (
            f"{parts[0]}{sender}{parts[1]}{markup.multi_model_field(depth + 1, 'To', 'Party', to)}{parts[2]}"
            f"{markup.string_value(message.text)}{parts[3]}{id_[:8].upper()}{parts[4]}{markup.time_value(message.at)}"
            f"{parts[5]}{self._attachments(depth + 1, conversation, message)}{parts[6]}"
            f"{self._shared_contact(depth + 1, message)}{parts[7]}{self._extra_data(depth + 1, conversation, message)}"
            f"{parts[8]}{self._embedded(depth + 1, conversation, message)}"
        )
        deleted = self._deleted_state(conversation, message.number)
        return self._model(depth, "InstantMessage", body, id_=id_, deleted=deleted)

    def _layout(self, depth: int, application: str, is_outgoing: bool, is_system: bool) -> list[str]:
        """What stands before each changing part of a message; made once for each sort of message, for speed."""
        key = (depth, application, is_outgoing, is_system)
        if key not in self._layouts:
            text = (
                markup.user_mapping(depth)
                + markup.field(depth, "Source", application)
                + markup.model_field(depth, "From", "Party", _GAP)
                + _GAP
                + markup.field(depth, "Subject", None)
                + markup.field_around(depth, "Body", _GAP)
                + markup.field(depth, "Identifier", _GAP)
                + markup.field_around(depth, "TimeStamp", _GAP, "TimeStamp")
                + _GAP
                + markup.field(depth, "Status", "Sent" if is_outgoing else "Read", "MessageStatus")
                + _GAP
                + markup.field(depth, "Platform", "Mobile", "Platform")
                + _GAP
                + markup.field(depth, "Type", "SystemMessage" if is_system else "AppMessage", "InstantMessageType")
                + markup.field(depth, "SourceApplication", application)
                + _GAP
            )
            self._layouts[key] = text.split(_GAP)
        return self._layouts[key]

    def _quote(self, depth: int, conversation: Conversation, message: Message, quoted: Message) -> str:
        """The message replied to, as a model inside the reply."""
        self._wrote_planted(quoted.text, quoted.planted)
        self._tally.row("quoted_messages")
        # A quote of a message that is itself withheld is withheld with it.
        if not conversation.is_privileged and self._in_scope(message.at) and self._in_scope(quoted.at):
            self._tally.text(quoted.text)
        body = (
            markup.user_mapping(depth + 1)
            + markup.field(depth + 1, "Source", conversation.application)
            + markup.model_field(
                depth + 1, "From", "Party", self._party(depth + 2, quoted.sender, conversation.application, "From")
            )
            + markup.field(depth + 1, "Body", quoted.text)
            + markup.time_field(depth + 1, "TimeStamp", quoted.at)
            + markup.field(depth + 1, "Type", "AppMessage", "InstantMessageType")
        )
        return self._model(depth, "InstantMessage", body, id_=self._id(conversation.id, quoted.number))

    def _quoted(self, conversation: Conversation, message: Message) -> Message | None:
        """What a message replies to; nobody replies to the system."""
        if message.quoted is None:
            return None
        quoted = conversations.message(self._seed, self._cast, conversation, message.quoted)
        return quoted if quoted.sender is not None else None

    def _embedded(self, depth: int, conversation: Conversation, message: Message) -> str:
        """Even messages embed what they quote, some of them twice, as the vendor does."""
        models = ""
        if message.number % 2 == 0:
            quoted = self._quoted(conversation, message)
            if quoted is not None:
                times = 2 if message.is_doubled else 1
                models = "".join(self._quote(depth + 1, conversation, message, quoted) for _ in range(times))
        return markup.multi_model_field(depth, "EmbeddedInstantMessage", "InstantMessage", models)

    def _extra_data(self, depth: int, conversation: Conversation, message: Message) -> str:
        models = ""
        label = "System" if message.sender is None else "Forwarded" if message.is_forwarded else ""
        if label:
            fields = markup.field(depth + 2, "Label", label) * (2 if message.repeats_label else 1)
            models += self._model(depth + 1, "MessageLabel", fields)
        if message.number % 2 == 1:
            quoted = self._quoted(conversation, message)
            if quoted is not None:
                quote = self._quote(depth + 3, conversation, message, quoted)
                field = markup.model_field(depth + 2, "InstantMessage", "InstantMessage", quote)
                models += self._model(depth + 1, "ReplyMessageData", field)
        return markup.multi_model_field(depth, "MessageExtraData", "InstantMessageExtraData", models)

    def _attached(self, conversation: Conversation, number: int, state: str) -> Attached:
        file_id = self._id("file", conversation.id, number)
        return Attached(file_id, f"IMG-{number:06d}-{file_id[:6]}.jpg", state)

    def _attachments(self, depth: int, conversation: Conversation, message: Message) -> str:
        if not message.attachment:
            return markup.multi_model_field(depth, "Attachments", "Attachment")
        self._tally.row("attachments")
        self._tally.facts["attachments_not_downloaded"] += message.attachment == "not_downloaded"
        file = self._attached(conversation, message.number, message.attachment)
        is_listed = message.attachment != "not_downloaded"
        fields = (
            markup.field(depth + 2, "Filename", file.name)
            + markup.field(depth + 2, "ContentType", "image/jpeg")
            + markup.field(depth + 2, "attachment_extracted_path", f"files\\Image\\{file.name}" if is_listed else None)
            + markup.data_field(depth + 2, len(file.content))
        )
        extra = f' file_id="{file.file_id}"' if is_listed else ""
        model = self._model(depth + 1, "Attachment", fields, extra=extra)
        jump = markup.jump_targets(depth + 1, file.file_id if is_listed else None)
        return markup.multi_model_field(depth, "Attachments", "Attachment", model) + jump

    def _shared_contact(self, depth: int, message: Message) -> str:
        person = message.shares_contact
        if person is None:
            return markup.multi_model_field(depth, "SharedContacts", "Contact")
        self._tally.row("contacts")
        self._tally.row("contact_entries")
        number = identifiers.mobile_forms(person.mobile)["plus_spaced"]
        entry = self._entry(depth + 3, "PhoneNumber", "mobile", number)
        fields = (
            markup.field(depth + 2, "Source", "WhatsApp")
            + markup.field(depth + 2, "Name", person.name)
            + markup.multi_model_field(depth + 2, "Entries", "ContactEntry", entry)
        )
        return markup.multi_model_field(depth, "SharedContacts", "Contact", self._model(depth + 1, "Contact", fields))

    def _entry(self, depth: int, type_: str, category: str, value: str) -> str:
        """One number, address or account of a contact."""
        fields = markup.field(depth + 1, "Category", category) + markup.field(depth + 1, "Value", value)
        return self._model(depth, type_, fields)

    def _duplicates(self) -> Iterator[str]:
        """Some messages of two chats once more at top level, as carving and databases both give them."""
        for conversation in self._plan:
            if conversation.id not in ("wa-jas-mum", "wa-kier-grace"):
                continue
            for number in range(0, conversation.count, _DUPLICATED_EVERY):
                message = conversations.message(self._seed, self._cast, conversation, number)
                if message.attachment or message.quoted is not None or message.shares_contact or message.sender is None:
                    continue
                self._tally.facts["duplicates"] += 1
                yield self._message(_TOP, conversation, message)

    def _sms(self) -> Iterator[str]:
        for conversation in self._plan:
            for number in range(conversation.count if conversation.is_sms else 0):
                if not conversations.attachment_of(self._seed, conversation, number):
                    yield from self._single(conversation, number, "SMS")

    def _mms(self) -> Iterator[str]:
        """Of the same conversations, the messages that carry a file."""
        for conversation in self._plan:
            if conversation.is_sms:
                for number, _ in conversations.attachments(self._seed, conversation):
                    yield from self._single(conversation, number, "MMS")

    def _single(self, conversation: Conversation, number: int, type_: str) -> Iterator[str]:
        """A message that is a record of its own, outside any chat."""
        message = self._kept(conversation, number)
        if message is None:
            return
        is_outgoing = message.sender is self._owner
        (other,) = [person for person in conversation.people if person is not message.sender]
        parties = self._party(_TOP + 2, message.sender, conversation.application, "From")
        parties += self._party(_TOP + 2, other, conversation.application, "To")
        body = (
            markup.user_mapping(_TOP + 1)
            + markup.field(_TOP + 1, "Source", conversation.application)
            + markup.field(_TOP + 1, "Body", message.text)
            + markup.field(_TOP + 1, "Folder", "Sent" if is_outgoing else "Inbox")
            + markup.field(_TOP + 1, "Status", "Sent" if is_outgoing else "Read", "MessageStatus")
            + markup.time_field(_TOP + 1, "TimeStamp", message.at, 1)
            + markup.multi_model_field(_TOP + 1, "Parties", "Party", parties)
            + (self._attachments(_TOP + 1, conversation, message) if type_ == "MMS" else "")
        )
        deleted = self._deleted_state(conversation, number)
        yield self._model(_TOP, type_, body, id_=self._id(conversation.id, number), deleted=deleted)

    # ── everything else on a phone ───────────────────────────────────────────────────────────────────────────

    def _times(self, name: str, count: int) -> Iterator[tuple[int, random.Random, int]]:
        """Number, generator and time of each of so many records."""
        sequence = identifiers.key(self._seed, self.exhibit_ref, name)
        for number in range(count):
            rng = identifiers.drawn(sequence, number)
            yield number, rng, rng.randrange(conversations.FIRST, conversations.LAST)

    def _size(self, part: float) -> int:
        """How many records of a sort a phone with so many messages holds."""
        return max(4, round(sum(item.count for item in self._plan) * part))

    def _record(self, table: str, type_: str, *fields: str, deleted: str = "Intact") -> str:
        """A record of its own, which fills one row of a canonical table."""
        self._tally.row(table)
        return self._model(_TOP, type_, markup.user_mapping(_TOP + 1) + "".join(fields), deleted=deleted)

    def _search_in(self, at: int, *texts: str) -> None:
        """Words of a record that terms are looked for in, if the scope covers it."""
        if self._in_scope(at):
            self._tally.text(*texts)

    def _some_text(self, rng: random.Random, chance: float) -> str:
        """A text, by chance one that names a party."""
        if rng.random() >= chance:
            return phrases.plain(rng)
        text, planted = phrases.planted(rng, rng.choice(self._cast.parties))
        self._wrote_planted(text, planted)
        return text

    def _state_of(self, table: str, number: int) -> str:
        if (number + 1) % _DELETED_EVERY:
            return "Intact"
        self._tally.facts[f"{table}_deleted"] += 1
        return "Deleted"

    def _calls(self) -> Iterator[str]:
        for number, rng, at in self._times("call", self._size(0.04)):
            other = rng.choice(self._known)
            is_outgoing = rng.random() < 0.5
            status = rng.choice(("Established", "Established", "Missed", "Rejected"))
            length = rng.randrange(4, 3000) if status == "Established" else 0
            application = rng.choice(("Native Calls", "Native Calls", "WhatsApp"))
            parties = self._party(_TOP + 2, self._owner if is_outgoing else other, application, "From")
            parties += self._party(_TOP + 2, other if is_outgoing else self._owner, application, "To")
            self._tally.row("call_parties", 2)
            direction = "Outgoing" if is_outgoing else "Incoming"
            yield self._record(
                "calls",
                "Call",
                markup.field(_TOP + 1, "Source", application),
                markup.field(_TOP + 1, "Direction", direction, "CallDirection"),
                markup.field(_TOP + 1, "Type", "Missed" if status == "Missed" else direction, "CallType"),
                markup.field(_TOP + 1, "Status", status, "CallStatus"),
                markup.time_field(_TOP + 1, "TimeStamp", at),
                markup.field(_TOP + 1, "Duration", f"00:{length // 60:02d}:{length % 60:02d}", "TimeSpan"),
                markup.field(_TOP + 1, "VideoCall", str(application == "WhatsApp" and rng.random() < 0.3), "Boolean"),
                markup.multi_model_field(_TOP + 1, "Parties", "Party", parties),
                deleted=self._state_of("calls", number),
            )

    def _contacts(self) -> Iterator[str]:
        """The address book, then what applications keep about the people written to in them."""
        for person in self._known:
            rng = self._rng("contact", person.id)
            number = rng.choice(list(identifiers.mobile_forms(person.mobile).values())[:8])
            entries = [("PhoneNumber", "mobile", number)]
            if rng.random() < 0.4 or person.role == "professional":
                entries.append(("EmailAddress", "home", person.emails[0]))
            if rng.random() < 0.3:
                entries.append(("UserID", "WhatsApp", identifiers.whatsapp_jid(person.mobile)))
            yield self._contact("Contacts", "PhoneBook", person, self._label(person), entries)
        written_to = {
            (item.application, person.id): person
            for item in self._plan
            if item.application != "Native Messages"
            for person in item.people
            if person is not self._owner
        }
        for (application, _), person in written_to.items():
            entry = ("UserID", application, self._identifier(person, application))
            yield self._contact(application, "ChatParticipant", person, person.given, [entry])

    def _contact(
        self, source: str, type_: str, person: Person, name: str, entries: Iterable[tuple[str, str, str]]
    ) -> str:
        models = ""
        for entry_type, category, value in entries:
            models += self._entry(_TOP + 2, entry_type, category, value)
            self._tally.row("contact_entries")
            self._tally.wrote(person, value)
        self._wrote_label(person, name)
        return self._record(
            "contacts",
            "Contact",
            markup.field(_TOP + 1, "Source", source),
            markup.field(_TOP + 1, "Name", name),
            markup.field(_TOP + 1, "Type", type_, "ContactType"),
            markup.multi_model_field(_TOP + 1, "Entries", "ContactEntry", models),
        )

    def _accounts(self) -> Iterator[str]:
        owner = self._owner
        jid = identifiers.whatsapp_jid(owner.mobile)
        for service, username in (
            ("Instagram", owner.instagram[0]),
            ("Snapchat", owner.snapchat),
            ("Mail", owner.emails[0]),
            ("WhatsApp", jid),
        ):
            number = identifiers.international(owner.mobile)
            self._tally.wrote(owner, owner.name, username, number)
            self._tally.row("contact_entries")
            yield self._record(
                "accounts",
                "UserAccount",
                markup.field(_TOP + 1, "Source", service),
                markup.field(_TOP + 1, "Name", owner.name),
                markup.field(_TOP + 1, "Username", username),
                markup.field(_TOP + 1, "Password", f"Hunter{service}!"),
                markup.field(_TOP + 1, "ServiceType", service),
                markup.multi_model_field(
                    _TOP + 1, "Entries", "ContactEntry", self._entry(_TOP + 2, "PhoneNumber", "mobile", number)
                ),
            )

    def _emails(self) -> Iterator[str]:
        owner, solicitor = self._owner, self._cast.by_id["solicitor"]
        for number, rng, at in self._times("email", self._size(0.01)):
            is_law = number % 4 == 0
            person = solicitor if is_law else rng.choice([one for one in self._known if one is not solicitor])
            text = self._some_text(rng, 0.3)
            subject = (
                "our meeting" if is_law else rng.choice(("hello", "Re: form", "photos", "please stop following me"))
            )
            if is_law:
                self._tally.facts["emails_privileged"] += 1
            else:
                self._search_in(at, subject, text)
            self._tally.wrote(person, person.emails[-1], person.name)
            self._tally.wrote(owner, owner.emails[0], owner.name)
            self._tally.row("message_recipients")
            sender = self._address(person, person.emails[-1], "From")
            to = self._address(owner, owner.emails[0], "To")
            yield self._record(
                "emails",
                "Email",
                markup.field(_TOP + 1, "Source", "Mail"),
                markup.field(_TOP + 1, "Account", owner.emails[0]),
                markup.field(_TOP + 1, "Subject", subject),
                markup.field(_TOP + 1, "Body", text),
                markup.field(_TOP + 1, "Folder", "Inbox"),
                markup.time_field(_TOP + 1, "TimeStamp", at),
                markup.model_field(_TOP + 1, "From", "Party", sender),
                markup.multi_model_field(_TOP + 1, "To", "Party", to),
            )

    def _address(self, person: Person, email: str, role: str) -> str:
        """Sender or recipient of an e-mail."""
        fields = (
            markup.field(_TOP + 3, "Identifier", email)
            + markup.field(_TOP + 3, "Role", role, "PartyRole")
            + markup.field(_TOP + 3, "Name", person.name)
            + markup.field(_TOP + 3, "IsPhoneOwner", str(person is self._owner), "Boolean")
        )
        return self._model(_TOP + 2, "Party", fields, deleted="Unknown")

    def _notes(self) -> Iterator[str]:
        for number, rng, at in self._times("note", self._size(0.004)):
            text = self._some_text(rng, 0.5) if number % 3 else phrases.NOTES[self._owner.id]
            title = rng.choice(("note", "to do", "Shopping", "dates"))
            self._search_in(at, title, text)
            yield self._record(
                "notes",
                "Note",
                markup.field(_TOP + 1, "Source", "Notes"),
                markup.field(_TOP + 1, "Title", title),
                markup.field(_TOP + 1, "Body", text),
                markup.time_field(_TOP + 1, "Creation", at),
                deleted=self._state_of("notes", number),
            )

    def _calendar(self) -> Iterator[str]:
        for _, rng, at in self._times("calendar", self._size(0.004)):
            subject = rng.choice(("dentist", "gym", "dinner", "shift", "MOT"))
            place, details = rng.choice(phrases.SLOTS["place"]), self._some_text(rng, 0.5)
            self._search_in(at, subject, place, details)
            yield self._record(
                "calendar_entries",
                "CalendarEntry",
                markup.field(_TOP + 1, "Source", "Calendar"),
                markup.field(_TOP + 1, "Subject", subject),
                markup.field(_TOP + 1, "Details", details),
                markup.field(_TOP + 1, "Location", place),
                markup.time_field(_TOP + 1, "StartDate", at),
                markup.time_field(_TOP + 1, "EndDate", at + 3600),
            )

    def _locations(self) -> Iterator[str]:
        """Places; every third with the owner's own address, every second with a time whose zone is not stated."""
        owner = self._owner
        for number, rng, at in self._times("location", self._size(0.02)):
            latitude, longitude = identifiers.coordinates(rng)
            position = self._model(
                _TOP + 2,
                "Coordinate",
                markup.field(_TOP + 3, "Longitude", longitude, "Double")
                + markup.field(_TOP + 3, "Latitude", latitude, "Double"),
            )
            address = ""
            if number % 3 == 0:
                street = f"{owner.house} {owner.street}"
                self._tally.wrote(owner, street, owner.postcode)
                address = self._model(
                    _TOP + 2,
                    "StreetAddress",
                    markup.field(_TOP + 3, "Street1", street)
                    + markup.field(_TOP + 3, "City", owner.town)
                    + markup.field(_TOP + 3, "PostalCode", owner.postcode),
                )
            shown = markup.unzoned_time_value(at) if number % 2 else markup.time_value(at)
            self._tally.facts["locations_unstated_zone"] += number % 2
            yield self._record(
                "locations",
                "Location",
                markup.field(_TOP + 1, "Source", "Media"),
                markup.model_field(_TOP + 1, "Position", "Coordinate", position),
                markup.field_around(_TOP + 1, "TimeStamp", shown, "TimeStamp"),
                markup.model_field(_TOP + 1, "Address", "StreetAddress", address),
                markup.field(_TOP + 1, "Map", None),
                markup.field(_TOP + 1, "Category", "Media Locations"),
                markup.field(_TOP + 1, "Map", None),
            )

    def _pages(self) -> Iterator[str]:
        for number, rng, at in self._times("page", self._size(0.02)):
            title, url = self._page(number, rng)
            self._search_in(at, title, url)
            yield self._record(
                "visited_pages",
                "VisitedPage",
                markup.field(_TOP + 1, "Source", "Chrome"),
                markup.field(_TOP + 1, "Title", title),
                markup.field(_TOP + 1, "Url", url),
                markup.time_field(_TOP + 1, "LastVisited", at),
                markup.field(_TOP + 1, "VisitCount", str(rng.randrange(1, 9)), "Int32"),
            )

    def _page(self, number: int, rng: random.Random) -> tuple[str, str]:
        """Title and address of a page: something to find, somebody's profile, or nothing in particular."""
        if number % 9 == 0:
            return "what to do if someone is following you", f"https://www.example.org/help/{rng.randrange(10**5)}"
        if number % 9 == 4:
            person = rng.choice(self._cast.parties)
            url = f"https://www.instagram.com/{person.instagram[0]}"
            self._tally.wrote(person, person.name, person.instagram[0], url)
            return f"{person.name} (@{person.instagram[0]}) • Photos", url
        title = rng.choice(("News", "Weather", "Bus times", "Recipes"))
        return title, f"https://www.example.org/{rng.choice(('news', 'shop'))}/{rng.randrange(10**5)}"

    def _bookmarks(self) -> Iterator[str]:
        for _, _, at in self._times("bookmark", 5):
            yield self._record(
                "visited_pages",
                "WebBookmark",
                markup.field(_TOP + 1, "Source", "Chrome"),
                markup.field(_TOP + 1, "Title", "Bus times"),
                markup.field(_TOP + 1, "Url", "https://www.example.org/bus"),
                markup.field(_TOP + 1, "Path", "Mobile bookmarks"),
                markup.time_field(_TOP + 1, "TimeStamp", at),
            )

    def _searches(self) -> Iterator[str]:
        for number, rng, at in self._times("search", self._size(0.01)):
            value = self._some_text(rng, 0.3) if number % 6 else "is it illegal to follow someone"
            self._search_in(at, value)
            yield self._record(
                "searches",
                "SearchedItem",
                markup.field(_TOP + 1, "Source", "Chrome"),
                markup.field(_TOP + 1, "Value", value),
                markup.time_field(_TOP + 1, "TimeStamp", at),
            )

    def _applications(self) -> Iterator[str]:
        for name in ("WhatsApp", "Instagram", "Snapchat", "Facebook Messenger", "Chrome"):
            yield self._record(
                "installed_applications",
                "InstalledApplication",
                markup.field(_TOP + 1, "Source", "Packages"),
                markup.field(_TOP + 1, "Name", name),
                markup.field(_TOP + 1, "Identifier", f"org.example.{name.split()[0].lower()}"),
                markup.field(_TOP + 1, "Version", "2.25.1"),
            )

    def _networks(self) -> Iterator[str]:
        for _, rng, at in self._times("wifi", 6):
            yield self._record(
                "wireless_networks",
                "WirelessNetwork",
                markup.field(_TOP + 1, "Source", "Wi-Fi"),
                markup.field(_TOP + 1, "SSId", f"DEMO-{identifiers.digits(rng, 4)}"),
                markup.field(_TOP + 1, "BSSId", identifiers.mac_address(rng)),
                markup.time_field(_TOP + 1, "LastConnection", at),
                markup.field(_TOP + 1, "Password", "correct horse"),
            )

    def _towers(self) -> Iterator[str]:
        for _, rng, at in self._times("tower", 8):
            yield self._record(
                "cell_towers",
                "CellTower",
                markup.field(_TOP + 1, "Source", "Cells"),
                markup.field(_TOP + 1, "MCC", "999"),
                markup.field(_TOP + 1, "MNC", "99"),
                markup.field(_TOP + 1, "LAC", str(rng.randrange(1, 65_000))),
                markup.field(_TOP + 1, "CID", str(rng.randrange(1, 65_000))),
                markup.time_field(_TOP + 1, "TimeStamp", at),
            )

    def _passwords(self) -> Iterator[str]:
        self._tally.wrote(self._owner, self._owner.emails[0])
        for number in range(4):
            yield self._record(
                "passwords",
                "Password",
                markup.field(_TOP + 1, "Source", "Keychain"),
                markup.field(_TOP + 1, "Service", f"service{number}.example"),
                markup.field(_TOP + 1, "Account", self._owner.emails[0]),
                markup.field(_TOP + 1, "Data", f"Passw0rd-{number}"),
            )

    def _powering(self) -> Iterator[str]:
        for _, rng, at in self._times("power", 10):
            yield self._record(
                "device_events",
                "PoweringEvent",
                markup.field(_TOP + 1, "Source", "System"),
                markup.field(_TOP + 1, "Element", "Device"),
                markup.field(_TOP + 1, "Event", rng.choice(("Powered on", "Powered off"))),
                markup.time_field(_TOP + 1, "TimeStamp", at),
            )

    def _device_events(self) -> Iterator[str]:
        for _, rng, at in self._times("event", 6):
            yield self._record(
                "device_events",
                "DeviceEvent",
                markup.field(_TOP + 1, "Source", "System"),
                markup.field(_TOP + 1, "EventType", "Lock state"),
                markup.field(_TOP + 1, "Value", rng.choice(("locked", "unlocked"))),
                markup.time_field(_TOP + 1, "StartTime", at),
                markup.time_field(_TOP + 1, "EndTime", at + 60),
            )

    def _rides(self) -> Iterator[str]:
        """A type that no canonical table knows: it must be kept all the same."""
        for _, rng, at in self._times("ride", 3):
            fields = markup.field(_TOP + 1, "Pickup", rng.choice(phrases.SLOTS["place"])) + markup.time_field(
                _TOP + 1, "BookedAt", at
            )
            yield self._model(_TOP, "RideBooking", fields)

    # ── sections around the decoded data ─────────────────────────────────────────────────────────────────────

    def _head(self) -> Iterator[str]:
        owner = self._owner
        self._tally.records.update({"sourceExtractions": 1, "caseInformation": 2, "metadata": 6, "images": 1})
        self._tally.wrote(owner, identifiers.international(owner.mobile), owner.imei)
        yield (
            "  <sourceExtractions>\n"
            f'    <extractionInfo id="0" name="File system" isCustomName="False" type="FileSystem" '
            f'deviceName={markup.attribute(self._device())} fullName={markup.attribute(self._device())} index="0" '
            'IsPartialData="False" />\n  </sourceExtractions>\n'
            "  <caseInformation>\n"
            '    <field name="Examiner name" fieldType="ExaminerName" isSystem="True">Demonstration</field>\n'
            f'    <field name="Evidence number" fieldType="EvidenceNumber" isSystem="True">{markup.text(self.exhibit_ref)}</field>\n'
            "  </caseInformation>\n"
            '  <metadata section="Extraction Data">\n'
            + markup.item(2, "ExtractionType", "File system", sourceExtraction="0")
            + "  </metadata>\n"
            '  <metadata section="Device Info">\n'
            + markup.item(2, "Detected Phone Model", self._device())
            + markup.item(2, "IMEI", owner.imei)
            + markup.item(2, "MSISDN", identifiers.international(owner.mobile))
            + markup.item(2, "ICCID", identifiers.iccid(self._rng("iccid", 1)))
            + markup.item(2, "ICCID", identifiers.iccid(self._rng("iccid", 2)))
            + "  </metadata>\n"
            '  <images>\n    <image key="Image" path="image.zip" size="1048576" type="File" verify="NotVerified" extractionId="0">\n'
            '      <metadata section="Hashes">\n'
            + markup.item(4, "SHA256", hashlib.sha256(self.exhibit_ref.encode()).hexdigest())
            + "      </metadata>\n    </image>\n  </images>\n"
        )

    def _tagged_files(self) -> Iterator[str]:
        yield "  <taggedFiles>\n"
        for file in self.files():
            self._tally.row("files")
            self._tally.records["taggedFiles"] += 1
            self._tally.facts[f"files_{file.state}"] += 1
            content = file.content if file.state != "mismatch" else b"another"
            yield (
                f'    <file fs="Data" fsid="1" path="/data/media/{file.name}" name="{file.name}" size="{len(file.content)}" '
                f'id="{file.file_id}" extractionId="0" deleted="Intact" embedded="False" isrelated="False">\n'
                '      <metadata section="File">\n'
                + markup.item(4, "Local Path", f"files\\Image\\{file.name}")
                + markup.item(4, "SHA256", hashlib.sha256(content).hexdigest())
                + markup.item(4, "MD5", hashlib.md5(content, usedforsecurity=False).hexdigest())
                + markup.item(4, "Tags", "Image")
                + "      </metadata>\n    </file>\n"
            )
        yield "  </taggedFiles>\n"

    def _extra_infos(self) -> Iterator[str]:
        yield "  <extraInfos>\n"
        for conversation in self._plan:
            if conversation.is_sms:
                continue
            self._tally.records.update({"extraInfos": 1, "nodeInfos": 1})
            yield (
                f'    <extraInfo type="Model" id="{self._id(conversation.id)}">\n      <sourceInfo>\n        <nodeInfos>\n'
                f'          <nodeInfo id="{self._id("node", conversation.id)}" name="msgstore.db" path="/data/msgstore.db" size="4096" '
                'tableName="message" offset="0x10" />\n        </nodeInfos>\n      </sourceInfo>\n    </extraInfo>\n'
            )
        yield "  </extraInfos>\n"
        yield (
            '  <projectConfigurations>\n    <timeZoneConfigurations selectedTimeZone="_Europe/London" '
            'enableDaylightSavings="True" />\n  </projectConfigurations>\n'
        )
