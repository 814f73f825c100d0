"""Tables whose columns are labelled for people: one artefact, the same columns, whatever tool wrote the table.

Spreadsheets and databases of forensic suites are tables of one kind of artefact each, with labels in English
(`Sender`, `From ID`, `Message Sent Date/Time`). The words below say which label means which column; a plan is
made once per table and then fills rows. A label that no word knows goes to other_fields, and so does the whole
of a table whose kind has no canonical table: nothing is lost for want of a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from disclosure.canonical import CanonicalWriter, Conversation, Fields, instant
from disclosure.normalise.identifiers import classify
from disclosure.normalise.timestamps import parse_instant

Person = tuple[str | None, str | None, bool | None]
"""Identifier, name, and whether the tool says that it is the owner."""
When = tuple[datetime | None, str, str]
"""Instant where known, text as it stands, basis of the zone."""

_PARTIES: Final = MappingProxyType(
    {
        "sender_id": (
            "from id", "sender id", "from jid", "sender jid", "sender identifier", "sender phone number",
            "sender number", "from number", "from phone number", "author id", "sender user id", "sender username",
            "user id", "caller id", "call originator", "from account", "sender account",
        ),
        "sender_name": (
            "sender name", "from name", "sender display name", "author name", "sender nickname", "sender full name",
            "display name", "global name", "caller name", "call originator name",
        ),
        "sender": ("sender", "from", "author", "sent by", "originator", "caller", "source party"),
        "recipient_id": (
            "to id", "receiver id", "recipient id", "to jid", "receiver jid", "recipient identifier", "to number",
            "to phone number", "recipient phone number", "recipient number", "call target", "callee id",
        ),
        "recipient_name": ("receiver name", "recipient name", "to name", "receiver display name", "callee name"),
        "recipient": ("receiver", "receiver s", "receivers", "recipient", "recipient s", "recipients", "to", "sent to",
                      "callee", "destination party"),
        "other_id": ("contact id", "phone number", "number", "phone", "address", "contact number", "partner id",
                     "partner number", "remote number", "telephone number", "msisdn", "other party number", "tel"),
        "other_name": ("contact name", "contact fullname", "partner name", "name matched", "call participant name"),
        "other": ("partner", "contact", "participant", "participants", "party", "parties", "remote party",
                  "other party", "partner s", "name"),
        "direction": ("direction", "message direction", "call direction", "sent by me", "is from me", "from me",
                      "is outgoing", "is sender", "is sent"),
    }
)  # fmt: skip
_PLACE: Final = MappingProxyType(
    {"latitude": ("latitude", "lat", "gps latitude"), "longitude": ("longitude", "long", "lon", "lng", "gps longitude")}
)
_DELETED: Final = ("deleted state", "deleted", "is deleted", "deleted instant message", "deleted status", "recovered")
_TIME_WORDS: Final = re.compile(r"\b(date|time|timestamp|created|modified|sent|received|visited|stamp)\b")

WORDS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "messages": {
            **_PARTIES,
            **_PLACE,
            "vendor_id": ("message id", "message key id", "message guid", "record id", "instant message", "guid",
                          "item id"),
            "chat_id": ("chat id", "channel id", "thread id", "conversation id", "chat jid", "room id", "group id",
                        "session id", "dialog id", "chat", "thread", "chat guid"),
            "chat_name": ("chat name", "thread name", "conversation name", "group name", "channel name", "chat title",
                          "conversation", "room name", "thread topic", "group", "channel", "group title"),
            "subject": ("subject", "message subject"),
            "body": ("message", "body", "text", "content", "message body", "message text", "message content",
                     "chat message", "sms body", "msg", "snippet"),
            "sent_at": ("timestamp", "message timestamp", "message sent date time", "sent date time", "date sent",
                        "sent date", "sent time", "message date time", "date time", "created date time", "sent",
                        "time stamp", "message date", "message time", "date", "time", "creation timestamp", "created",
                        "message received date time", "received date time", "received time", "date received"),
            "delivered_at": ("delivered date time", "message delivered date time", "date delivered", "delivered time",
                             "delivered timestamp", "delivery time", "delivered"),
            "read_at": ("read date time", "message read date time", "date read", "read timestamp", "read time",
                        "read date", "read"),
            "status": ("status", "message status", "sms status", "state"),
            "message_type": ("message type", "type", "message content type", "content type"),
            "platform": ("platform", "service", "message service"),
            "folder": ("folder", "message folder", "mailbox", "box", "folder name"),
            "label": ("label", "labels"),
        },
        "calls": {
            **_PARTIES,
            "call_type": ("call type", "type", "media type"),
            "status": ("status", "call status", "call state", "disconnected cause", "call result", "answered"),
            "duration": ("duration", "call duration", "duration h m s", "duration hms", "duration seconds",
                         "call duration seconds", "duration in seconds", "duration s", "call length"),
            "is_video": ("video call", "is video", "is video call", "video"),
            "started_at": ("starting timestamp", "call start", "start time", "call date time", "call time", "timestamp",
                           "start date time", "call started date time", "call date", "time stamp", "date time", "date",
                           "time", "start timestamp"),
            "account": ("account", "user account", "local user"),
            "country_code": ("country code", "country iso"),
            "network_name": ("network name", "network", "carrier"),
        },
        "contacts": {
            "name": ("fullname", "full name", "display name", "contact name", "name", "contact", "displayname",
                     "nick name", "nickname"),
            "first": ("first name", "given name", "firstname"),
            "middle": ("middle name",),
            "last": ("last name", "family name", "surname", "lastname"),
            "organisation": ("company", "organization", "organisation", "company name", "organization name"),
            "contact_type": ("type", "contact type"),
            "account": ("account", "account name"),
            "contact_group": ("group", "groups", "contact group"),
            "notes": ("notes", "note", "biography", "bio"),
            "times_contacted": ("times contacted", "call count"),
            "created_at": ("creation date", "created", "time created", "created date time", "date created",
                           "creation timestamp", "date added"),
            "modified_at": ("modification date", "modified", "time modified", "last modified", "modified date time",
                            "last updated", "last modified date time"),
            "contacted_at": ("last contacted", "time contacted", "last time contacted", "last contacted date time"),
        },
        "locations": {
            **_PLACE,
            "elevation_metres": ("altitude", "elevation", "altitude meters", "altitude metres"),
            "horizontal_accuracy": ("horizontal accuracy", "accuracy", "location accuracy", "radius"),
            "precision": ("precision",),
            "confidence": ("confidence",),
            "name": ("name", "location name", "place name", "label", "title"),
            "description": ("description",),
            "address": ("address", "location address", "street address", "full address"),
            "category": ("category",),
            "location_type": ("type", "location type"),
            "origin": ("origin", "location origin"),
            "service_name": ("service name", "service"),
            "account": ("account", "sender"),
            "occurred_at": ("timestamp", "date time", "location timestamp", "time stamp", "date", "time", "created",
                            "timestamp date time", "start time", "start date time", "created date time"),
            "ended_at": ("end time", "end date time", "end timestamp"),
        },
        "visited_pages": {
            "kind": ("transition", "type"),
            "title": ("title", "page title"),
            "url": ("url", "address", "web address", "link"),
            "path": ("path", "folder"),
            "visit_count": ("visit count", "visits", "web page visit count", "count"),
            "account": ("account", "profile", "user profile"),
            "visited_at": ("last visited", "visit time", "last visited date time", "date visited", "visited date time",
                           "visit timestamp", "last visit time", "last visit date", "timestamp", "date time", "date",
                           "time", "time stamp", "date visited date time", "created date time", "added"),
        },
        "searches": {
            **_PLACE,
            "query": ("search term", "search query", "query", "search terms", "keyword", "value", "search", "term",
                      "searched item", "search value"),
            "origin": ("search engine", "origin", "application"),
            "account": ("account",),
            "searched_at": ("timestamp", "search time", "date time", "search date time", "time stamp", "date", "time",
                            "last visited", "last visited date time", "visit time"),
        },
        "emails": {
            "vendor_id": ("message id",),
            "account": ("account",),
            "sender": ("from", "sender", "from address", "sender address"),
            "to": ("to", "recipient", "recipients", "recipient s", "to address", "receiver"),
            "cc": ("cc", "carbon copy"),
            "bcc": ("bcc", "blind carbon copy"),
            "subject": ("subject", "email subject"),
            "body": ("body", "content", "message", "text", "message body", "email body"),
            "snippet": ("snippet", "preview", "summary"),
            "header": ("header", "headers", "email header"),
            "folder": ("folder", "mailbox", "folder name", "label", "labels"),
            "status": ("status", "read status"),
            "priority": ("priority", "importance"),
            "sent_at": ("timestamp", "sent date time", "date sent", "sent", "email sent date time", "date time", "date",
                        "time stamp", "time", "received date time", "date received", "created date time"),
        },
        "notes": {
            "title": ("note title", "title", "subject", "name"),
            "body": ("note contents", "body", "content", "contents", "text", "note", "note text"),
            "summary": ("snippet", "summary"),
            "folder": ("folder", "folder name"),
            "account": ("account", "storage place"),
            "created_at": ("creation date", "created", "created date time", "creation time", "date created"),
            "modified_at": ("last modified", "modified", "modification date", "modified date time", "date modified",
                            "last modified date time"),
        },
        "calendar_entries": {
            "subject": ("subject", "title", "summary", "event", "event title", "name"),
            "details": ("details", "description", "notes"),
            "location": ("location", "place", "location name"),
            "category": ("category", "calendar", "calendar name"),
            "status": ("status",),
            "account": ("account",),
            "starts_at": ("start date", "start time", "start date time", "starts", "start", "start timestamp",
                          "event start"),
            "ends_at": ("end date", "end time", "end date time", "ends", "end", "end timestamp", "event end"),
        },
        "installed_applications": {
            "name": ("name", "application name", "app name", "display name", "application"),
            "identifier": ("bundle id", "identifier", "package name", "bundle identifier", "package", "app id"),
            "version": ("version", "app version", "version number", "bundle version"),
            "description": ("description",),
            "installed_at": ("install date", "installed date time", "purchase date", "install time", "installed",
                             "install timestamp"),
            "removed_at": ("deleted date", "removed", "uninstall date", "uninstalled date time"),
            "last_launched_at": ("last launched", "last launched date time", "last used"),
        },
        "wireless_networks": {
            **_PLACE,
            "ssid": ("ssid", "network name", "ssid network name"),
            "bssid": ("bssid", "mac address", "bssid mac address"),
            "security_mode": ("security mode", "security", "security type"),
            "connection_type": ("connection type", "nwconnectiontype"),
            "password": ("password", "network key"),
            "seen_at": ("last updated", "timestamp", "date time", "time stamp", "added at", "created date time"),
            "last_connected_at": ("last connection", "last joined", "last connected", "last connected date time",
                                  "last associated roamed at", "last auto connection", "last joined date time"),
            "ended_at": ("end time",),
        },
        "accounts": {
            "name": ("name", "full name", "display name", "displayname", "account name"),
            "username": ("username", "user name", "user id", "account id", "login", "email", "email address",
                         "account"),
            "password": ("password",),
            "service_type": ("service type", "account desc", "account type", "service", "source app"),
            "server_address": ("server address", "server"),
            "notes": ("notes", "biography", "bio"),
            "created_at": ("created", "time created", "timestamp", "creation date", "created date time",
                           "account creation date"),
        },
        "passwords": {
            "label": ("label", "name"),
            "account": ("account", "username", "user name", "login"),
            "service": ("service", "service name"),
            "server": ("server", "url", "website"),
            "password_type": ("type", "class"),
            "access_group": ("access group", "agrp"),
            "generic_attribute": ("generic attribute",),
            "value": ("data", "password", "value", "secret"),
            "created_at": ("created", "date created", "creation date", "created date time"),
            "modified_at": ("modified", "date modified", "modification date", "last modified"),
        },
        "cell_towers": {
            **_PLACE,
            "tower_type": ("type", "technology"),
            "mcc": ("mcc",),
            "mnc": ("mnc",),
            "lac": ("lac", "tac", "lac tac"),
            "cid": ("cid", "cell id", "ci"),
            "seen_at": ("timestamp", "time stamp", "date time", "date", "time"),
        },
    }
)  # fmt: skip
"""By canonical table: what a column (or a part of one) may be called, likeliest first."""

TABLES: Final = (
    *WORDS,
    "conversations",
    "conversation_participants",
    "message_recipients",
    "attachments",
    "call_parties",
    "contact_entries",
    "other_fields",
)
"""Every table that a plan can write."""

_NAMES: Final = (
    ("locations", r"location|\bgeo|\bgps\b|\bmaps?\b|places?\b", (("latitude",), ("longitude",))),
    ("emails", r"e-?mails?\b|\bmail\b", (("subject", "body", "snippet"), ("sender", "to"))),
    ("messages", r"message|chat|\bsms\b|\bmms\b|imessage|conversation|direct mess|\bdms?\b|\bim\b|whatsapp|telegram|"
                 r"signal|snapchat|instagram|facebook|discord|viber|skype|teams|kik|line\b|wechat",
     (("body",), ("sender", "sender_id", "sender_name", "direction", "recipient", "recipient_id", "chat_id", "other_id",
                  "other", "other_name"))),
    ("calls", r"\bcalls?\b|call (?:log|history)|\bcallhistory\b|voicemail",
     (("started_at", "duration", "direction", "call_type"),
      ("other_id", "other", "other_name", "sender", "sender_id", "recipient", "recipient_id", "direction"))),
    ("contacts", r"contacts?\b|address ?book|phone ?book|friends?\b|\bbuddies\b|people\b",
     (("name", "first", "last"),)),
    ("wireless_networks", r"wi-?fi|wireless|ssid|\bbss", (("ssid", "bssid"),)),
    ("cell_towers", r"cell|tower", (("mcc",), ("mnc",))),
    ("passwords", r"password|keychain|credential|\btokens?\b", (("value",), ("account", "service", "server", "label"))),
    ("searches", r"search", (("query",),)),
    ("visited_pages", r"history|web|brows|bookmark|visited|chrome|safari|firefox|edge\b|url", (("url",),)),
    ("calendar_entries", r"calendar|events?\b|appointment", (("subject",), ("starts_at",))),
    ("notes", r"\bnotes?\b|memo", (("title", "body", "summary"), ("body", "summary", "created_at", "modified_at"))),
    ("installed_applications", r"installed app|\bapps?\b|applications?\b|packages?\b", (("identifier",),)),
    ("accounts", r"accounts?\b|user (?:info|profile|data)|profiles?\b", (("username", "name"),)),
    ("locations", r"", (("latitude",), ("longitude",))),
)  # fmt: skip
"""In order: table, what the artefact is called, and one label of each group that must be there."""
_NOT_ONE: Final = re.compile(
    r"reaction|group event|notification|setting|preference|configuration|journal|cache\b|usage"
)
"""Names of artefacts that speak of one of the kinds and are none."""

_ENTRY_WORDS: Final = (
    ("PhoneNumber", re.compile(r"phone(?! number label)|mobile|\btel\b|telephone|msisdn")),
    ("EmailAddress", re.compile(r"e ?mail")),
    ("UserID", re.compile(r"whatsapp id|user ?id|user ?name|screen name|\bjid\b|handle|unique id|\bidentifier\b")),
    ("WebAddress", re.compile(r"\burl\b|web ?site|web address|homepage")),
    ("", re.compile(r"^entries$|^contact entries$|^contact details$")),
)
_NO_ENTRY: Final = re.compile(r"picture|photo|label|image|avatar|source")
_ENTRY_CATEGORY: Final = re.compile(r"([^\W\d][\w ./&'-]{0,30}):\s+(\S.*)", re.DOTALL)

_OUT: Final = frozenset({"outgoing", "sent", "out", "from me", "originating", "outbound", "send", "dialed", "dialled"})
_IN: Final = frozenset(
    {"incoming", "received", "in", "to me", "inbound", "receive", "missed", "rejected", "terminating"}
)
_YES: Final = frozenset({"1", "1.0", "yes", "true", "y"})
_NO: Final = frozenset({"0", "0.0", "no", "false", "n"})
_OWNERS: Final = frozenset({"local user", "owner", "device owner", "me", "self", "(me)", "you"})
_NO_COLUMN: Final = frozenset({"first", "middle", "last", "organisation"})
"""Parts of contacts that together make a column."""
_CLOCK: Final = re.compile(r"(?:(\d+)[:h] ?)?(\d{1,2})[:m] ?(\d{1,2}(?:\.\d+)?)s?")
_BRACKETED: Final = re.compile(r"([^<>]*)<([^<>]+)>")
_ATTACHMENT: Final = re.compile(r"attachments?(?: \d+)?(?: file(?: ?name)?| path| filename)?|media(?: file)?|"
                                r"attached files?|file attachments?|attachment name|media filename")  # fmt: skip


def normal(label: str) -> str:
    """A label as the words above are written.

    >>> normal("Recipient(s)"), normal("Date/Time"), normal("Starred?")
    ('recipient s', 'date time', 'starred')
    """
    return re.sub(r"[^\w]+|_", " ", label.casefold()).strip()


def person(text: str) -> list[Person]:
    """People in a cell that says nothing about how it is written."""
    stripped = text.strip()
    if not stripped:
        return []
    if stripped.casefold() in _OWNERS:
        return [(None, stripped, True)]
    match = _BRACKETED.fullmatch(stripped)
    if match:
        name = match[1].strip().strip('"') or None
        return [(match[2].strip(), name, True if (name or "").casefold() in _OWNERS else None)]
    return [(None, stripped, None)] if classify(stripped).kind == "account" else [(stripped, None, None)]


def people(text: str) -> list[Person]:
    """People in a cell that may hold several: by lines or semicolons, or commas where each part is an identifier."""
    parts = [part.strip() for part in re.split(r"[;\n]+", text) if part.strip()]
    if len(parts) == 1 and "," in parts[0]:
        commas = [part.strip() for part in parts[0].split(",") if part.strip()]
        if all(classify(part).kind != "account" for part in commas):
            parts = commas
    return [found for part in parts for found in person(part)]


def stated(label: str, value: Any) -> When | None:  # noqa: ANN401 -- a cell
    """A time that carries its own offset, or says no zone."""
    text = str(value)
    return (parse_instant(text), text, "stated") if text.strip() else None


@dataclass(frozen=True)
class Dialect:
    """How one tool writes its tables.

    Attributes:
        when: A time as a label's value says it; None where it says none.
        people: People in a cell.
        is_time: Whether the tool declares a label as a time.
        media: Columns of `attachments` for each file that a value under a label stands for; None where the label
            is no place for files.
        roles: Labels whose part the tool itself states, by part.
        table: Canonical table, where the tool itself states it.
        sent_value: What the direction says of a message that was sent, where the tool states it.
        directions: What the tool's codes for a direction mean: `outgoing` or `incoming`.
        application: What the label is called that names the application of each row, in the form of `normal`.
        clean: A label without what the tool adds to it, such as a zone.
    """

    when: Callable[[str, Any], When | None] = stated
    people: Callable[[str], list[Person]] = people
    is_time: Callable[[str], bool] = lambda _: False
    media: Callable[[str, Any], list[dict[str, Any]] | None] = lambda _label, _value: None
    roles: Mapping[str, str] = field(default_factory=dict)
    table: str | None = None
    sent_value: str | None = None
    directions: Mapping[str, str] = field(default_factory=dict)
    application: str | None = None
    clean: Callable[[str], str] = lambda label: label


def table_of(artefact: str, labels: Iterable[str]) -> str | None:
    """The canonical table that fits a kind of artefact, by its name and its labels.

    >>> table_of("Android SMS/MMS", ["Sender", "Message", "Message Sent Date/Time"])
    'messages'
    >>> table_of("Keyboard usage", ["Date", "Application"]) is None
    True
    """
    known = {normal(label) for label in labels}
    name = artefact.casefold()
    for table, pattern, groups in _NAMES:
        if not re.search(pattern, name) or (table != "locations" and _NOT_ONE.search(name)):
            continue
        words = WORDS[table]
        if all(any(known.intersection(words[part]) for part in group if part in words) for group in groups):
            return table
    return None


class Plan:
    """Which label of a table is what; writes the table's rows.

    Args:
        artefact: The tool's name of the kind of artefact; counts are kept by it.
        labels: The table's labels.
        dialect: How the tool writes.
        application: Application that the artefacts come from, where the name says it.
    """

    def __init__(self, artefact: str, labels: Sequence[str], dialect: Dialect, application: str | None = None) -> None:
        self.artefact = artefact
        self.dialect = dialect
        self.application = application
        clean = dialect.clean
        self.table = dialect.table or table_of(artefact, [clean(label) for label in labels])
        self.source = next((label for label in labels if normal(clean(label)) == dialect.application), None)
        self.parts: dict[str, str] = {}
        self.entries: list[tuple[str, str]] = []
        self.files: list[str] = []
        if self.table is None:
            return
        by_word: dict[str, str] = {}
        for label in labels:
            if label != self.source:
                by_word.setdefault(normal(clean(label)), label)
        self.parts = {part: label for part, label in dialect.roles.items() if label in set(labels)}
        taken = set(self.parts.values())
        for part, words in {**WORDS[self.table], "deleted_state": _DELETED}.items():
            found = next((by_word[word] for word in words if word in by_word and by_word[word] not in taken), None)
            if found is not None and part not in self.parts:
                self.parts[part] = found
                taken.add(found)
        if self.table in ("contacts", "accounts"):
            for label in labels:
                word = normal(clean(label))
                kind = next((kind for kind, pattern in _ENTRY_WORDS if pattern.search(word)), None)
                if kind is not None and label not in taken and not _NO_ENTRY.search(word):
                    self.entries.append((kind, label))
        if self.table in ("messages", "emails", "notes"):
            self.files = [name for name in labels if name not in taken and _ATTACHMENT.fullmatch(normal(clean(name)))]
        self._fall_back(labels, taken)

    def _fall_back(self, labels: Sequence[str], taken: set[str]) -> None:
        """Where no word names the main time, the first label that is a time is it."""
        main = {"messages": "sent_at", "calls": "started_at", "locations": "occurred_at", "emails": "sent_at",
                "visited_pages": "visited_at", "searches": "searched_at"}.get(self.table or "")  # fmt: skip
        if main is None or main in self.parts:
            return
        for label in labels:
            if label not in taken and (
                self.dialect.is_time(label) or _TIME_WORDS.search(normal(self.dialect.clean(label)))
            ):
                self.parts[main] = label
                return

    def write(self, writer: CanonicalWriter, place: str, values: Mapping[str, Any]) -> str:
        """Write one row of the table as a record.

        Args:
            writer: The tables.
            place: The row's place.
            values: Its values by label; empty ones left out.

        Returns:
            Its artefact_id.
        """
        fields = Fields(values)
        row = _Row(self, writer, place, fields)
        if self.table is None:
            return writer.record(self.artefact, None, place, fields, {"application": row.application})
        columns = getattr(row, self.table, row.plain)()
        base = {"application": row.application, "deleted_state": row.text("deleted_state")}
        return writer.record(self.artefact, self.table, place, fields, {**base, **columns})


class _Row:
    """One row while it is written."""

    def __init__(self, plan: Plan, writer: CanonicalWriter, place: str, fields: Fields) -> None:
        self.plan = plan
        self.writer = writer
        self.place = place
        self.fields = fields
        self.key = writer.id_of(place)
        named = fields.text(plan.source) if plan.source else None
        self.application = named.strip() if named and named.strip() else plan.application

    def has(self, part: str) -> bool:
        """Whether the row has a value for a part."""
        label = self.plan.parts.get(part)
        return label is not None and self.fields.peek(label) is not None

    def text(self, part: str) -> str | None:
        """The value of a part, taken."""
        label = self.plan.parts.get(part)
        return None if label is None else self.fields.text(label)

    def number(self, part: str) -> float | None:
        """The value of a part as a number, taken; a decimal comma is one."""
        label = self.plan.parts.get(part)
        if label is None:
            return None
        value = self.fields.peek(label)
        if isinstance(value, str) and re.fullmatch(r"-?\d+,\d+", value.strip()):
            self.fields.take(label)
            return float(value.replace(",", "."))
        return self.fields.number(label)

    def whole(self, part: str) -> int | None:
        """The value of a part as a whole number, taken."""
        label = self.plan.parts.get(part)
        return None if label is None else self.fields.integer(label)

    def time(self, column: str) -> dict[str, Any]:
        """The three columns of a time."""
        label = self.plan.parts.get(column)
        value = None if label is None else self.fields.peek(label)
        if label is None or value is None:
            return {}
        when = self.plan.dialect.when(label, value)
        if when is None:
            return {}
        self.fields.take(label)
        return instant(column, *when)

    def plain(self) -> dict[str, Any]:
        """Columns of a table in which every part is a column."""
        table = self.plan.table or ""
        columns: dict[str, Any] = {}
        for part in WORDS[table]:
            if part in _NO_COLUMN:
                continue
            if part.endswith("_at"):
                columns |= self.time(part)
            elif part in ("latitude", "longitude", "elevation_metres"):
                columns[part] = self.number(part)
            elif part in ("visit_count", "times_contacted"):
                columns[part] = self.whole(part)
            else:
                columns[part] = self.text(part)
        return columns

    def person(self, part: str) -> list[Person]:
        """People of `part`, `part_id` and `part_name`: a cell for both, or one each."""
        identifier, name = self.text(f"{part}_id"), self.text(f"{part}_name")
        if not identifier and not name:
            both = self.text(part)
            return self.plan.dialect.people(both) if both else []
        if not identifier and self.has(part) and self._is_identifier(part):
            identifier = self.text(part)
        if not name and self.has(part):
            name = self.text(part)
        is_owner = True if name and name.strip().casefold() in _OWNERS else None
        return [(identifier or None, name or None, is_owner)]

    def _is_identifier(self, part: str) -> bool:
        value = str(self.fields.peek(self.plan.parts[part]))
        return " " not in value.strip()

    def direction(self) -> str:
        """`outgoing`, `incoming` or `unknown`; words that say neither stay where they are."""
        label = self.plan.parts.get("direction")
        value = None if label is None else self.fields.peek(label)
        if label is None or value is None:
            return "unknown"
        word = str(value).strip().casefold()
        sent = self.plan.dialect.sent_value
        asks = normal(label) in ("sent by me", "is from me", "from me", "is outgoing", "is sender", "is sent")
        if word in self.plan.dialect.directions:
            found = self.plan.dialect.directions[word]
        elif word in _OUT or (sent is not None and word == sent.casefold()) or (asks and word in _YES):
            found = "outgoing"
        elif word in _IN or (asks and word in _NO):
            found = "incoming"
        else:
            return "unknown"
        self.fields.take(label)
        return found

    def messages(self) -> dict[str, Any]:
        """Columns of `messages`; its conversation, recipients and files."""
        writer = self.writer
        direction = self.direction()
        senders, recipients, others = self.person("sender"), self.person("recipient"), self.person("other")
        # One other party, and which way it went: the party is at one end.
        if others and direction == "incoming" and not senders:
            senders, others = others[:1], others[1:]
        elif others and direction == "outgoing" and not recipients:
            recipients, others = others, []
        sender = senders[0] if senders else (None, None, None)
        is_owner = True if direction == "outgoing" else False if direction == "incoming" else sender[2]
        if is_owner and direction == "unknown":
            direction = "outgoing"
        if direction == "incoming" and len(recipients) == 1 and not _is_group(recipients[0][0]):
            recipients = [(recipients[0][0], recipients[0][1], True)]
        chat = self._chat(senders + recipients + others)
        if (sender[0] or sender[1]) and not _is_system(sender):
            chat.add(writer.party("", sender[0], sender[1], is_owner))
        for ordinal, (identifier, name, owner) in enumerate(recipients):
            who = writer.party("", identifier, name, owner)
            if not _is_group(identifier):
                chat.add(who)
            writer.recipient(self.key, self.place, ordinal, who, conversation=chat.id, application=self.application)
        for identifier, name, owner in others + senders[1:]:
            chat.add(writer.party("", identifier, name, owner))
        label = self.text("label")
        kind = self.text("message_type")
        is_system = "system" in f"{label or ''} {kind or ''}".casefold() or _is_system(sender)
        sent = self.time("sent_at")
        found = writer.party("sender", sender[0], sender[1], is_owner)
        return {
            "vendor_id": self.text("vendor_id"),
            "conversation_id": chat.id,
            "ordinal": chat.next_ordinal(),
            **(found if sender[0] or sender[1] else writer.owner("sender") if is_owner else found),
            "direction": "system" if is_system else direction,
            "subject": self.text("subject"),
            "body": self.text("body"),
            **sent,
            **self.time("delivered_at"),
            **self.time("read_at"),
            "status": self.text("status"),
            "message_type": kind,
            "platform": self.text("platform"),
            "folder": self.text("folder"),
            "labels": [label] if label else None,
            "is_system": is_system,
            "is_forwarded": "forwarded" in (label or "").casefold(),
            "latitude": self.number("latitude"),
            "longitude": self.number("longitude"),
            "attachment_count": self.attachments(chat.id),
        }

    def _chat(self, everyone: Sequence[Person]) -> Conversation:
        identifier, name = self.text("chat_id"), self.text("chat_name")
        key = identifier or name
        if not key:
            known = sorted({(who[0] or who[1] or "").casefold() for who in everyone} - {""})
            key = "between " + ", ".join(known)
        place = f"{self.plan.artefact}:conversation {key}"
        return self.writer.conversation(
            place, place, application=self.application, chat_identifier=identifier, name=name
        )

    def attachments(self, conversation: str | None = None) -> int:
        """Write the files that the row names."""
        count = 0
        for label in list(self.fields.labels()):
            files = self.plan.dialect.media(label, self.fields.peek(label))
            if files is None and label in self.plan.files:
                value = str(self.fields.peek(label))
                named = [part.strip() for part in re.split(r"[;\n|]+", value) if part.strip()]
                files = [{"file_name": re.split(r"[\\/]", name)[-1], "extracted_path": name} for name in named]
            if not files:
                continue
            self.fields.take(label)
            for values in files:
                row = {"application": self.application, "conversation_id": conversation, **values}
                row.setdefault("status", "listed_but_missing")
                self.writer.attachment(self.key, self.place, count, row, table=self.plan.table or "messages")
                count += 1
        return count

    def calls(self) -> dict[str, Any]:
        """Columns of `calls`; its parties."""
        direction = self.direction()
        word = self.fields.peek(self.plan.parts.get("call_type", ""))
        if direction == "unknown" and word is not None:
            folded = str(word).strip().casefold()
            direction = "outgoing" if folded in _OUT else "incoming" if folded in _IN else "unknown"
            direction = self.plan.dialect.directions.get(folded, direction)
        given = [("From", one) for one in self.person("sender")] + [("To", one) for one in self.person("recipient")]
        other = "To" if direction == "outgoing" else "From" if direction == "incoming" else "General"
        given += [(other, one) for one in self.person("other")]
        for ordinal, (role, (identifier, name, is_owner)) in enumerate(given):
            mine = (role == "From") == (direction == "outgoing") if direction != "unknown" else None
            owner = is_owner if is_owner is not None else mine if role != "General" else None
            values = {
                "application": self.application,
                "call_id": self.key,
                "role": role,
                "ordinal": ordinal,
                **self.writer.party("", identifier, name, owner),
            }
            self.writer.row("call_parties", self.place, values, f"party {ordinal}")
        video = str(self.fields.peek(self.plan.parts.get("is_video", "")) or "").strip().casefold()
        if video in _YES | _NO:
            self.text("is_video")
        return {
            "direction": direction if direction != "unknown" else None,
            "call_type": self.text("call_type"),
            "status": self.text("status"),
            "duration_seconds": self._duration(),
            "is_video": True if video in _YES else False if video in _NO else None,
            "account": self.text("account"),
            "country_code": self.text("country_code"),
            "network_name": self.text("network_name"),
            **self.time("started_at"),
        }

    def _duration(self) -> float | None:
        label = self.plan.parts.get("duration")
        value = None if label is None else self.fields.peek(label)
        if label is None or value is None:
            return None
        match = _CLOCK.fullmatch(str(value).strip())
        if not match:
            return self.fields.number(label)
        self.fields.take(label)
        return int(match[1] or 0) * 3600 + int(match[2]) * 60 + float(match[3])

    def contacts(self) -> dict[str, Any]:
        """Columns of `contacts`; its numbers and addresses."""
        columns = self.plain()
        if not columns.get("name"):
            parts = [self.text(part) for part in ("first", "middle", "last")]
            name = " ".join(part.strip() for part in parts if part and part.strip())
            columns["name"] = name or self.text("organisation")
        self._entries("contacts")
        return columns

    def accounts(self) -> dict[str, Any]:
        """Columns of `accounts`; its other ids."""
        columns = self.plain()
        username = columns.get("username")
        if username:
            known = classify(username, self.writer.source.region)
            columns |= {"username_kind": known.kind, "username_normalised": known.normalised}
        self._entries("accounts")
        return columns

    def _entries(self, table: str) -> None:
        ordinal = 0
        for kind, label in self.plan.entries:
            cell = self.fields.peek(label)
            if cell is None:
                continue
            self.fields.take(label)
            for text in re.split(r"\s*[;\n]+\s*", str(cell).strip()):
                match = (
                    None if kind == "WebAddress" and "://" in text.split(" ")[0] else _ENTRY_CATEGORY.fullmatch(text)
                )
                if not text:
                    continue
                value = match[2] if match else text
                row = {
                    "application": self.application,
                    **self.writer.entry(self.key, table, ordinal, kind or _entry_type(value), value),
                    "category": match[1] if match else None,
                }
                self.writer.row("contact_entries", self.place, row, f"entry {ordinal}")
                ordinal += 1

    def emails(self) -> dict[str, Any]:
        """Columns of `emails`; its recipients and files."""
        writer = self.writer
        cell = self.text("sender") or ""
        senders = self.plan.dialect.people(cell)
        sender = senders[0] if len(senders) == 1 else (None, cell or None, None)
        ordinal = 0
        for role in ("to", "cc", "bcc"):
            for identifier, name, owner in self.plan.dialect.people(self.text(role) or ""):
                who = writer.party("", identifier, name, owner)
                writer.recipient(
                    self.key, self.place, ordinal, who, role=role, application=self.application, table="emails"
                )
                ordinal += 1
        columns = {
            part: self.text(part)
            for part in ("vendor_id", "account", "subject", "body", "snippet", "header", "folder", "status", "priority")
        }
        return {
            **columns,
            **writer.party("sender", sender[0], sender[1], sender[2]),
            **self.time("sent_at"),
            "attachment_count": self.attachments(),
        }

    def notes(self) -> dict[str, Any]:
        """Columns of `notes`; its files."""
        columns = self.plain()
        self.attachments()
        return columns


def _is_system(who: Person) -> bool:
    """Whether a sender is the application itself."""
    return any((part or "").casefold().startswith("system message") for part in who[:2])


def _entry_type(value: str) -> str:
    """Type of an entry whose label says none."""
    kind = classify(value).kind
    return {"phone": "PhoneNumber", "email": "EmailAddress"}.get(kind, "WebAddress" if "://" in value else "UserID")


def _is_group(identifier: str | None) -> bool:
    return identifier is not None and classify(identifier).kind in ("group", "broadcast")
