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
from typing import TextIO

from disclosure.synthetic import conversations, identifiers, markup, phrases
from disclosure.synthetic.conversations import OWNERS, SCOPE_FROM, SCOPE_TO, Conversation, Message
from disclosure.synthetic.people import Cast, Person
from disclosure.synthetic.tally import Tally

_TOP = 3
_DUPLICATED_EVERY = 40


@dataclass(frozen=True)
class Attached:
    """A file that a report lists.

    Attributes:
        file_id: Vendor's id.
        name: File name.
        state: present, missing or mismatch.
    """

    file_id: str
    name: str
    state: str

    @property
    def member(self) -> str:
        """Name in the archive."""
        return f"files/Image/{self.name}"

    @property
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
        self._seed, self._cast, self._tally, self._planted = seed, cast, tally, planted
        self._owner = cast.index()[OWNERS[exhibit_ref]]
        self._plan = [item for item in plan if exhibit_ref in item.exhibits]
        self._known = list(
            {person.id: person for item in self._plan for person in item.people if person is not self._owner}.values()
        )
        self._serial = 0
        self.message_count = 0

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
            for number in range(conversation.count):
                state = conversations.attachment_of(self._seed, conversation, number)
                if state in ("", "not_downloaded") or self._is_lost(conversation, number):
                    continue
                yield self._attached(conversation, number, state)

    def _types(self) -> Iterator[tuple[str, Iterator[str]]]:
        yield "Chat", self._chats()
        yield "InstantMessage", self._duplicates()
        yield "SMS", self._sms()
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
        yield "RideBooking", self._rides()

    # ── building stones ──────────────────────────────────────────────────────────────────────────────────────

    def _device(self) -> str:
        return (
            "Demonstration Phone A" if self.exhibit_ref == conversations.COMPLAINANT_PHONE else "Demonstration Phone B"
        )

    def _id(self, *keys: object) -> str:
        digest = hashlib.blake2b(
            "/".join(map(str, (self._seed, self.exhibit_ref, *keys))).encode(), digest_size=16
        ).hexdigest()
        return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}"

    def _rng(self, *keys: object) -> random.Random:
        return identifiers.generator(self._seed, self.exhibit_ref, *keys)

    def _is_lost(self, conversation: Conversation, number: int) -> bool:
        return conversations.is_missing(self._seed, self.exhibit_ref, conversation, number)

    def _in_scope(self, at: int | None) -> bool:
        """Whether the agreed scope covers a record; it binds the complainant's phone alone."""
        if self.exhibit_ref != conversations.COMPLAINANT_PHONE:
            return True
        return at is not None and SCOPE_FROM <= at < SCOPE_TO

    def _model(
        self, depth: int, type_: str, body: str, *, key: str = "", deleted: str = "Intact", extra: str = ""
    ) -> str:
        """A model, counted."""
        self._tally.records[type_] += 1
        if not key:
            self._serial += 1
            key = f"{type_} {self._serial}"
        pad = markup.PADS[depth]
        return (
            f'{pad}<model type="{type_}" id="{self._id(key)}" deleted_state="{deleted}" decoding_confidence="High" '
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

    def _party(self, depth: int, person: Person | None, application: str, role: str, *extra: str) -> str:
        if person is None:
            fields = (
                markup.field(depth + 1, "Identifier", "System Message")
                + markup.field(depth + 1, "Role", role)
                + markup.field(depth + 1, "Name", "System Message")
            )
            return self._model(depth, "Party", fields, deleted="Unknown")
        identifier = self._identifier(person, application)
        is_owner = person is self._owner
        name = person.name if is_owner else self._label(person)
        self._tally.wrote(person, identifier, *(() if name == "Mum" else (name,)))
        fields = (
            markup.field(depth + 1, "Identifier", identifier)
            + markup.field(depth + 1, "Role", role)
            + markup.field(depth + 1, "Name", name)
            + markup.field(depth + 1, "IsPhoneOwner", str(is_owner), "Boolean")
            + "".join(extra)
        )
        return self._model(depth, "Party", fields, deleted="Unknown")

    # ── chats ────────────────────────────────────────────────────────────────────────────────────────────────

    def _chats(self) -> Iterator[str]:
        for conversation in self._plan:
            if conversation.is_sms:
                continue
            self._tally.records["Chat"] += 1
            self._tally.row("conversations")
            self._tally.row("conversation_participants", len(conversation.people))
            if conversation.is_privileged:
                self._tally.facts["privileged_conversations"] += 1
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
            for message in self._messages(conversation):
                yield self._message(_TOP + 2, conversation, message)
            yield "        </multiModelField>\n      </model>\n"

    def _messages(self, conversation: Conversation) -> Iterator[Message]:
        """The messages of a conversation that this phone still has; each one counted."""
        for number in range(conversation.count):
            if self._is_lost(conversation, number):
                continue
            message = conversations.message(self._seed, self._cast, conversation, number)
            self._count(conversation, message)
            yield message

    def _is_searched(self, conversation: Conversation, message: Message) -> bool:
        return not conversation.is_privileged and self._in_scope(message.at)

    def _count(self, conversation: Conversation, message: Message) -> None:
        tally = self._tally
        self.message_count += 1
        tally.row("messages")
        tally.text((message.text,), is_searched=self._is_searched(conversation, message))
        tally.facts["messages_privileged"] += conversation.is_privileged
        tally.facts["messages_out_of_scope"] += not conversation.is_privileged and not self._in_scope(message.at)
        tally.facts["messages_system"] += message.sender is None
        tally.facts["messages_forwarded"] += message.is_forwarded
        tally.facts["messages_deleted"] += self._is_deleted(conversation, message)
        self._plant(message.planted, message.text, conversation, message.number)

    def _is_deleted(self, conversation: Conversation, message: Message) -> bool:
        return conversations.is_deleted(self._seed, self.exhibit_ref, conversation, message.number)

    def _plant(self, planted: tuple[phrases.Planted, ...], text: str, conversation: Conversation, number: int) -> None:
        people = self._cast.index() if planted else {}
        for item in planted:
            form = text[item.start : item.end]
            if item.category not in ("Title", "Occupation"):
                self._tally.wrote(people[item.person], form)
            line = {
                "exhibit_ref": self.exhibit_ref, "vendor_id": self._id(conversation.id, number), "category": item.category,
                "person": item.person, "form": item.form, "start": item.start, "end": item.end, "text": form,
            }  # fmt: skip
            self._planted.write(json.dumps(line, sort_keys=True, ensure_ascii=False) + "\n")

    def _message(self, depth: int, conversation: Conversation, message: Message, *, is_repeat: bool = False) -> str:
        """One message. A repeat is the same record at another place and adds no canonical row."""
        application = conversation.application
        others = [person for person in conversation.people if person is not message.sender]
        is_outgoing = message.sender is self._owner
        delivered = message.at + 3
        to = ""
        if is_outgoing:
            to = "".join(
                self._party(
                    depth + 2, person, application, "To",
                    markup.time_field(depth + 3, "DateDelivered", delivered), markup.time_field(depth + 3, "DateRead", delivered + 40),
                )
                for person in others
            )  # fmt: skip
        if not is_repeat:
            self._tally.row("message_recipients", len(others))
        body = (
            markup.user_mapping(depth + 1)
            + markup.field(depth + 1, "Source", application)
            + markup.model_field(
                depth + 1, "From", "Party", self._party(depth + 2, message.sender, application, "From")
            )
            + markup.multi_model_field(depth + 1, "To", "Party", to)
            + markup.field(depth + 1, "Subject", None)
            + markup.field(depth + 1, "Body", message.text)
            + markup.field(depth + 1, "Identifier", self._id(conversation.id, message.number)[:8].upper())
            + markup.time_field(depth + 1, "TimeStamp", message.at)
            + self._attachment_fields(depth + 1, conversation, message)
            + markup.field(depth + 1, "Status", "Sent" if is_outgoing else "Read")
            + self._shared_contact(depth + 1, message)
            + markup.field(depth + 1, "Platform", "Mobile")
            + self._extra_data(depth + 1, conversation, message)
            + markup.field(depth + 1, "Type", "SystemMessage" if message.sender is None else "AppMessage")
            + markup.field(depth + 1, "SourceApplication", application)
            + self._embedded(depth + 1, conversation, message)
        )
        deleted = "Deleted" if self._is_deleted(conversation, message) else "Intact"
        return self._model(depth, "InstantMessage", body, key=f"{conversation.id}/{message.number}", deleted=deleted)

    def _quote(self, depth: int, conversation: Conversation, message: Message) -> str:
        """The message replied to, as a model inside the reply; none when it was a system message."""
        if message.quoted is None:
            return ""
        quoted = conversations.message(self._seed, self._cast, conversation, message.quoted)
        if quoted.sender is None:
            return ""
        people = self._cast.index()
        for item in quoted.planted:
            if item.category not in ("Title", "Occupation"):
                self._tally.wrote(people[item.person], quoted.text[item.start : item.end])
        self._tally.row("quoted_messages")
        # A quote of a message that is itself withheld is withheld with it.
        is_searched = self._is_searched(conversation, message) and self._in_scope(quoted.at)
        self._tally.text((quoted.text,), is_searched=is_searched)
        body = (
            markup.user_mapping(depth + 1)
            + markup.field(depth + 1, "Source", conversation.application)
            + markup.model_field(
                depth + 1, "From", "Party", self._party(depth + 2, quoted.sender, conversation.application, "From")
            )
            + markup.field(depth + 1, "Body", quoted.text)
            + markup.time_field(depth + 1, "TimeStamp", quoted.at)
            + markup.field(depth + 1, "Type", "AppMessage")
        )
        return self._model(depth, "InstantMessage", body, key=f"{conversation.id}/{quoted.number}")

    def _embedded(self, depth: int, conversation: Conversation, message: Message) -> str:
        """Even messages embed what they quote, some of them twice, as the vendor does."""
        models = ""
        if message.quoted is not None and message.number % 2 == 0:
            models = "".join(
                self._quote(depth + 1, conversation, message) for _ in range(2 if message.is_doubled else 1)
            )
        return markup.multi_model_field(depth, "EmbeddedInstantMessage", "InstantMessage", models)

    def _extra_data(self, depth: int, conversation: Conversation, message: Message) -> str:
        models = ""
        label = "System" if message.sender is None else "Forwarded" if message.is_forwarded else ""
        if label:
            fields = markup.field(depth + 2, "Label", label) * (2 if message.repeats_label else 1)
            models += self._model(depth + 1, "MessageLabel", fields)
        if message.quoted is not None and message.number % 2 == 1:
            quote = self._quote(depth + 3, conversation, message)
            if quote:
                models += self._model(
                    depth + 1,
                    "ReplyMessageData",
                    markup.model_field(depth + 2, "InstantMessage", "InstantMessage", quote),
                )
        return markup.multi_model_field(depth, "MessageExtraData", "InstantMessageExtraData", models)

    def _attached(self, conversation: Conversation, number: int, state: str) -> Attached:
        file_id = self._id("file", conversation.id, number)
        return Attached(file_id, f"IMG-{number:06d}-{file_id[:6]}.jpg", state)

    def _attachment_fields(self, depth: int, conversation: Conversation, message: Message) -> str:
        if not message.attachment:
            return markup.multi_model_field(depth, "Attachments", "Attachment")
        self._tally.row("attachments")
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
        return markup.multi_model_field(depth, "Attachments", "Attachment", model)

    def _shared_contact(self, depth: int, message: Message) -> str:
        person = message.shares_contact
        if person is None:
            return markup.multi_model_field(depth, "SharedContacts", "Contact")
        self._tally.row("contacts")
        self._tally.row("contact_entries")
        entry = self._model(
            depth + 3,
            "PhoneNumber",
            markup.field(depth + 4, "Category", "mobile")
            + markup.field(depth + 4, "Value", identifiers.mobile_forms(person.mobile)["plus_spaced"]),
        )
        fields = (
            markup.field(depth + 2, "Source", "WhatsApp")
            + markup.field(depth + 2, "Name", person.name)
            + markup.multi_model_field(depth + 2, "Entries", "ContactEntry", entry)
        )
        return markup.multi_model_field(depth, "SharedContacts", "Contact", self._model(depth + 1, "Contact", fields))

    def _duplicates(self) -> Iterator[str]:
        """Some messages of one chat once more at top level, as carving and databases both give them."""
        for conversation in self._plan:
            if conversation.id not in ("wa-jas-mum", "wa-kier-grace"):
                continue
            for number in range(0, conversation.count, _DUPLICATED_EVERY):
                message = conversations.message(self._seed, self._cast, conversation, number)
                if message.attachment or message.quoted is not None or message.shares_contact or message.sender is None:
                    continue
                self._tally.facts["duplicates"] += 1
                yield self._message(_TOP, conversation, message, is_repeat=True)

    def _sms(self) -> Iterator[str]:
        for conversation in self._plan:
            if not conversation.is_sms:
                continue
            for message in self._messages(conversation):
                self._tally.row("message_recipients")
                (other,) = [person for person in conversation.people if person is not message.sender]
                parties = self._party(_TOP + 2, message.sender, conversation.application, "From")
                parties += self._party(_TOP + 2, other, conversation.application, "To")
                body = (
                    markup.user_mapping(_TOP + 1)
                    + markup.field(_TOP + 1, "Source", conversation.application)
                    + markup.field(_TOP + 1, "Body", message.text)
                    + markup.field(_TOP + 1, "Folder", "Sent" if message.sender is self._owner else "Inbox")
                    + markup.field(_TOP + 1, "Status", "Sent" if message.sender is self._owner else "Read")
                    + markup.time_field(_TOP + 1, "TimeStamp", message.at, 1)
                    + markup.multi_model_field(_TOP + 1, "Parties", "Party", parties)
                )
                deleted = "Deleted" if self._is_deleted(conversation, message) else "Intact"
                yield self._model(_TOP, "SMS", body, key=f"{conversation.id}/{message.number}", deleted=deleted)

    # ── everything else on a phone ───────────────────────────────────────────────────────────────────────────

    def _times(self, name: str, count: int) -> Iterator[tuple[random.Random, int]]:
        """A generator and a time for each of so many records."""
        for number in range(count):
            rng = self._rng(name, number)
            yield rng, rng.randrange(conversations._FIRST, conversations._LAST)

    def _size(self, part: float) -> int:
        return max(4, round(sum(item.count for item in self._plan) * part))

    def _record(self, table: str, type_: str, *fields: str, deleted: str = "Intact") -> str:
        self._tally.row(table)
        return self._model(_TOP, type_, markup.user_mapping(_TOP + 1) + "".join(fields), deleted=deleted)

    def _calls(self) -> Iterator[str]:
        for rng, at in self._times("call", self._size(0.04)):
            other = rng.choice(self._known)
            is_outgoing = rng.random() < 0.5
            status = rng.choice(("Established", "Established", "Missed", "Rejected"))
            length = rng.randrange(4, 3000) if status == "Established" else 0
            application = rng.choice(("Native Calls", "Native Calls", "WhatsApp"))
            parties = self._party(_TOP + 2, self._owner if is_outgoing else other, application, "From")
            parties += self._party(_TOP + 2, other if is_outgoing else self._owner, application, "To")
            self._tally.row("call_parties", 2)
            yield self._record(
                "calls",
                "Call",
                markup.field(_TOP + 1, "Source", application),
                markup.field(_TOP + 1, "Direction", "Outgoing" if is_outgoing else "Incoming", "CallDirection"),
                markup.field(_TOP + 1, "Type", "Outgoing" if is_outgoing else "Incoming", "CallType"),
                markup.field(_TOP + 1, "Status", status),
                markup.time_field(_TOP + 1, "TimeStamp", at),
                markup.field(_TOP + 1, "Duration", f"00:{length // 60:02d}:{length % 60:02d}", "TimeSpan"),
                markup.field(_TOP + 1, "VideoCall", str(application == "WhatsApp" and rng.random() < 0.3), "Boolean"),
                markup.multi_model_field(_TOP + 1, "Parties", "Party", parties),
            )

    def _contacts(self) -> Iterator[str]:
        for person in self._known:
            label = self._label(person)
            rng = self._rng("contact", person.id)
            number = rng.choice(list(identifiers.mobile_forms(person.mobile).values())[:8])
            entries = [("PhoneNumber", "mobile", number)]
            if rng.random() < 0.4 or person.role == "professional":
                entries.append(("EmailAddress", "home", person.emails[0]))
            if rng.random() < 0.3:
                entries.append(("UserID", "WhatsApp", identifiers.whatsapp_jid(person.mobile)))
            self._tally.wrote(person, *(value for _, _, value in entries), *(() if label == "Mum" else (label,)))
            self._tally.row("contact_entries", len(entries))
            models = "".join(
                self._model(
                    _TOP + 2,
                    type_,
                    markup.field(_TOP + 3, "Category", category) + markup.field(_TOP + 3, "Value", value),
                )
                for type_, category, value in entries
            )
            yield self._record(
                "contacts",
                "Contact",
                markup.field(_TOP + 1, "Source", "Contacts"),
                markup.field(_TOP + 1, "Name", label),
                markup.field(_TOP + 1, "Type", "PhoneBook"),
                markup.multi_model_field(_TOP + 1, "Entries", "ContactEntry", models),
            )

    def _accounts(self) -> Iterator[str]:
        owner = self._owner
        self._tally.wrote(owner, owner.name, owner.instagram[0], owner.snapchat, owner.emails[0])
        for service, username in (
            ("Instagram", owner.instagram[0]),
            ("Snapchat", owner.snapchat),
            ("Mail", owner.emails[0]),
        ):
            yield self._record(
                "accounts",
                "UserAccount",
                markup.field(_TOP + 1, "Source", service),
                markup.field(_TOP + 1, "Name", owner.name),
                markup.field(_TOP + 1, "Username", username),
                markup.field(_TOP + 1, "Password", f"Hunter{service}!", "String"),
                markup.field(_TOP + 1, "ServiceType", service),
            )

    def _emails(self) -> Iterator[str]:
        owner, solicitor = self._owner, self._cast.index()["solicitor"]
        for number, (rng, at) in enumerate(self._times("email", self._size(0.01))):
            is_law = number % 4 == 0
            person = solicitor if is_law else rng.choice(self._known)
            text, planted = (
                phrases.planted(rng, rng.choice(self._cast.parties)) if rng.random() < 0.3 else (phrases.plain(rng), ())
            )
            subject = (
                "our meeting" if is_law else rng.choice(("hello", "Re: form", "photos", "please stop following me"))
            )
            if is_law:
                self._tally.facts["emails_privileged"] += 1
            self._tally.text((subject, text), is_searched=not is_law and self._in_scope(at))
            people = self._cast.index()
            for item in planted:
                if item.category not in ("Title", "Occupation"):
                    self._tally.wrote(people[item.person], text[item.start : item.end])
            self._tally.wrote(person, person.emails[-1], person.name)
            self._tally.wrote(owner, owner.emails[0], owner.name)
            self._tally.row("message_recipients")
            sender = self._address(_TOP + 2, person, person.emails[-1], "From")
            to = self._address(_TOP + 2, owner, owner.emails[0], "To")
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

    def _address(self, depth: int, person: Person, email: str, role: str) -> str:
        fields = (
            markup.field(depth + 1, "Identifier", email)
            + markup.field(depth + 1, "Role", role)
            + markup.field(depth + 1, "Name", person.name)
            + markup.field(depth + 1, "IsPhoneOwner", str(person is self._owner), "Boolean")
        )
        return self._model(depth, "Party", fields, deleted="Unknown")

    def _notes(self) -> Iterator[str]:
        for number, (rng, at) in enumerate(self._times("note", self._size(0.004))):
            text = "he was outside your house again, followed me to work" if number % 3 == 0 else phrases.plain(rng)
            self._tally.text((text,), is_searched=self._in_scope(at))
            yield self._record(
                "notes",
                "Note",
                markup.field(_TOP + 1, "Source", "Notes"),
                markup.field(_TOP + 1, "Title", "note"),
                markup.field(_TOP + 1, "Body", text),
                markup.time_field(_TOP + 1, "Creation", at),
            )

    def _calendar(self) -> Iterator[str]:
        for rng, at in self._times("calendar", self._size(0.004)):
            yield self._record(
                "calendar_entries",
                "CalendarEntry",
                markup.field(_TOP + 1, "Source", "Calendar"),
                markup.field(_TOP + 1, "Subject", rng.choice(("dentist", "gym", "dinner", "shift", "MOT"))),
                markup.field(_TOP + 1, "Location", rng.choice(phrases.SLOTS["place"])),
                markup.time_field(_TOP + 1, "StartDate", at),
                markup.time_field(_TOP + 1, "EndDate", at + 3600),
            )

    def _locations(self) -> Iterator[str]:
        for number, (rng, at) in enumerate(self._times("location", self._size(0.02))):
            latitude, longitude = identifiers.coordinates(rng)
            position = self._model(
                _TOP + 2,
                "Coordinate",
                markup.field(_TOP + 3, "Longitude", longitude, "Double")
                + markup.field(_TOP + 3, "Latitude", latitude, "Double"),
            )
            shown = markup.unzoned_time_value(at) if number % 2 else markup.time_value(at)
            self._tally.facts["locations_unstated_zone"] += number % 2
            yield self._record(
                "locations",
                "Location",
                markup.field(_TOP + 1, "Source", "Media"),
                markup.model_field(_TOP + 1, "Position", "Coordinate", position),
                markup.field_around(_TOP + 1, "TimeStamp", shown, "TimeStamp"),
                markup.field(_TOP + 1, "Map", None),
                markup.field(_TOP + 1, "Category", "Media Locations"),
                markup.field(_TOP + 1, "Map", None),
            )

    def _pages(self) -> Iterator[str]:
        for number, (rng, at) in enumerate(self._times("page", self._size(0.02))):
            title = (
                "what to do if someone is following you"
                if number % 9 == 0
                else rng.choice(("News", "Weather", "Bus times", "Recipes"))
            )
            url = f"https://www.example.org/{rng.choice(('news', 'help', 'shop'))}/{rng.randrange(10**5)}"
            self._tally.text((title, url), is_searched=self._in_scope(at))
            yield self._record(
                "visited_pages",
                "VisitedPage",
                markup.field(_TOP + 1, "Source", "Chrome"),
                markup.field(_TOP + 1, "Title", title),
                markup.field(_TOP + 1, "Url", url),
                markup.time_field(_TOP + 1, "LastVisited", at),
                markup.field(_TOP + 1, "VisitCount", str(rng.randrange(1, 9)), "Int32"),
            )

    def _bookmarks(self) -> Iterator[str]:
        for _, at in self._times("bookmark", 5):
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
        for number, (rng, at) in enumerate(self._times("search", self._size(0.01))):
            value = "is it illegal to follow someone" if number % 6 == 0 else phrases.plain(rng)
            self._tally.text((value,), is_searched=self._in_scope(at))
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
        for rng, at in self._times("wifi", 6):
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
        for rng, at in self._times("tower", 8):
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
        for rng, at in self._times("power", 10):
            yield self._record(
                "device_events",
                "PoweringEvent",
                markup.field(_TOP + 1, "Source", "System"),
                markup.field(_TOP + 1, "Element", "Device"),
                markup.field(_TOP + 1, "Event", rng.choice(("Powered on", "Powered off"))),
                markup.time_field(_TOP + 1, "TimeStamp", at),
            )

    def _rides(self) -> Iterator[str]:
        """A type that no canonical table knows: it must be kept all the same."""
        for rng, at in self._times("ride", 3):
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
            digest = hashlib.sha256(file.content if file.state != "mismatch" else b"another").hexdigest()
            yield (
                f'    <file fs="Data" fsid="1" path="/data/media/{file.name}" name="{file.name}" size="{len(file.content)}" '
                f'id="{file.file_id}" extractionId="0" deleted="Intact" embedded="False" isrelated="False">\n'
                '      <metadata section="File">\n'
                + markup.item(4, "Local Path", f"files\\Image\\{file.name}")
                + markup.item(4, "SHA256", digest)
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
