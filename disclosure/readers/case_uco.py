"""CASE/UCO (JSON-LD): objects with facets, under `@graph`, in a Bundle, or under `uco-core:object` at the top.

* Names are expanded with the document's own `@context`; what matters is the last part of the expanded name, so
  that prefixes may vary. `hasFacet` holds one facet or a list. Typed literals are `{"@type", "@value"}`.
* Objects refer to one another by `@id`: accounts give a message's sender and recipients, a thread its order.
  The document is read twice, and of the first pass only what others refer to is held.
* A converter from UFED fills gaps with invented values: dates of 1900-01-01, and hashes of one or two characters
  or of a run of digits. They make no column, stay in other_fields, and are counted in a warning.
* Objects of a kind without a canonical table are kept whole in other_fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from disclosure import downloads
from disclosure.canonical import CanonicalWriter, Conversation, Fields, instant
from disclosure.errors import InputError
from disclosure.normalise.timestamps import parse_instant
from disclosure.reading import Detection, Reader, Reconciliation, Source
from disclosure.sources import json_items
from disclosure.sources.json_items import Broken
from disclosure.sources.tree import Tree, open_tree

_INVENTED_DATE: Final = "1900-01-01"
_INVENTED_HASH: Final = re.compile(r"(?:0123456789abcdef|1234567890|0123456789)[0-9a-f]*", re.IGNORECASE)
_NAMED: Final = ("name", "displayName", "accountLogin")
_OUTGOING: Final = frozenset({"outgoing", "sent"})
_INCOMING: Final = frozenset({"incoming", "received", "missed"})
_MESSAGES: Final = frozenset({"Message", "SMSMessage", "MMSMessage", "ShortMessage"})

Object = dict[str, Any]


def detect(path: Path) -> Detection:
    """Whether a path holds JSON-LD with terms of UCO."""
    try:
        tree = open_tree(path)
    except InputError:
        return Detection(False, "a damaged archive")
    found = [name for name in _documents(tree)[:50] if _is_case(tree, name)]
    return Detection(bool(found), "JSON-LD with terms of UCO" if found else "no JSON-LD with terms of UCO")


def _documents(tree: Tree) -> list[str]:
    return list(tree.sizes) if tree.kind == "file" else tree.find("**/*.json", "**/*.jsonld", "**/*.json-ld")


def _is_case(tree: Tree, name: str) -> bool:
    head = tree.head(name, 1 << 15)
    if b'"@context"' not in head and b'"@graph"' not in head:
        return False
    return any(mark in head for mark in (b"unifiedcyberontology.org", b"caseontology.org", b'"uco-', b"propertyBundle"))


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read every document of the kind.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.
    """
    tree = open_tree(source.path)
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        for name in _documents(tree):
            if _is_case(tree, name):
                _Document(writer, tree, name).read()
                advance(tree.sizes[name])
    return writer.reconciliation()


@dataclass
class _Node:
    """What other objects may ask of one: identifier and name of a person or account, the name of an application."""

    identifier: str | None = None
    name: str | None = None
    refers: list[str] = field(default_factory=list)


@dataclass
class _Thread:
    """A thread of messages: its place, name, identifier and people."""

    place: str
    name: str | None
    identifier: str | None
    people: list[str]


class _Document:
    """One document while it is read."""

    def __init__(self, writer: CanonicalWriter, tree: Tree, name: str) -> None:
        self.writer = writer
        self.tree = tree
        self.name = name
        self.context: dict[str, str] = {}
        self.nodes: dict[str, _Node] = {}
        self.threads: dict[str, _Thread] = {}
        self.thread_of: dict[str, tuple[str, int]] = {}
        self.invented = {"dates": 0, "hashes": 0}

    def read(self) -> None:
        """Read it twice: what is referred to, then the objects."""
        rest: dict[str, Any] = {}
        for _, place, item in self._objects(rest):
            self._remember(place, item)
        count = 0
        rest = {}
        for count, (whole, place, item) in enumerate(self._objects(rest, tell=True), 1):  # noqa: B007
            self._write(place, item, whole)
        context = {key: value for key, value in rest.items() if key.startswith("@context")}
        others = {key: value for key, value in rest.items() if key not in context}
        if others:
            self.writer.record("document", None, f"{self.name}:rest", Fields(others))
        for what, number in self.invented.items():
            if number:
                self.writer.warn(
                    f"{number:,} {what} look invented by a converter (1900-01-01, dummy hashes): "
                    "they are in no column and stay in other_fields"
                )

    def _objects(self, rest: dict[str, Any], tell: bool = False) -> Iterator[tuple[bool, str, Object]]:
        """Objects with their places; those of a bundle within the graph come out one by one."""
        number = 0
        prefix = "@graph.item"
        try:
            for what, prefix, value in json_items.walk(self.tree, self.name, _is_object):
                if what == json_items.LEAF:
                    json_items.gather(rest, prefix, value)
                    if prefix.startswith("@context") and isinstance(value, str):
                        key = prefix.removeprefix("@context").lstrip(".").removeprefix("item.")
                        self.context[key] = value
                    continue
                place = f"{self.name}:{prefix.removesuffix('.item')}[{number}]"
                number += 1
                item = downloads.values_of(value)
                inner = self._bundled(item)
                for index, part in enumerate(inner):
                    yield True, f"{place}.object[{index}]", downloads.values_of(part)
                yield not inner, place, item
        except Broken:
            if tell:
                downloads.broken(self.writer, "object", f"{self.name}:{prefix}[{number}]")

    def _bundled(self, item: Object) -> list[Any]:
        """Objects that stand inside a bundle, taken out of it."""
        for key in list(item):
            if (
                self.term(key) == "object"
                and isinstance(item[key], list)
                and all(isinstance(x, dict) for x in item[key])
            ):
                return item.pop(key)  # type: ignore[no-any-return]
        return []

    def term(self, name: str) -> str:
        """The last part of a name, its prefix expanded."""
        prefix, colon, local = name.partition(":")
        expanded = self.context.get(prefix, f"{prefix}/") + local if colon else name
        return re.split(r"[/#:]", expanded)[-1]

    def types(self, item: Object) -> set[str]:
        """Local names of the types of an object."""
        given = item.get("@type")
        return {self.term(one) for one in (given if isinstance(given, list) else [given]) if isinstance(one, str)}

    def facets(self, item: Object) -> dict[str, Object]:
        """Facets of an object by the local name of their type, without `Facet`; the first of each."""
        found: dict[str, Object] = {}
        for key, value in item.items():
            if self.term(key) in ("hasFacet", "facets", "propertyBundle"):
                for facet in downloads.objects(value if isinstance(value, list) else [value]):
                    for one in self.types(facet):
                        if one != "Facet":
                            found.setdefault(one.removesuffix("Facet"), facet)
        return found

    def key(self, values: Object, name: str) -> str | None:
        """The member of an object whose local name is `name`."""
        return next((key for key in values if self.term(key) == name), None)

    def peek(self, values: Object, name: str) -> Any:  # noqa: ANN401 -- JSON
        """The value of a member, a literal without its type."""
        key = self.key(values, name)
        value = None if key is None else values[key]
        return value["@value"] if isinstance(value, dict) and "@value" in value else value

    def take(self, values: Object, name: str) -> str | None:
        """A text or number of a member, taken out."""
        value = self.peek(values, name)
        if isinstance(value, bool):
            value = "true" if value else "false"
        if not isinstance(value, str | int | float):
            return None
        del values[self.key(values, name) or ""]
        return str(value)

    def number(self, values: Object, name: str) -> float | None:
        """A number of a member, taken out; anything else stays."""
        try:
            number = float(self.peek(values, name))
        except (TypeError, ValueError, OverflowError):
            return None
        del values[self.key(values, name) or ""]
        return number

    def refs(self, values: Object, *names: str) -> list[str]:
        """Ids that members refer to; nothing is taken out."""
        found = []
        for name in names:
            value = self.peek(values, name)
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and isinstance(one.get("@id"), str):
                    found.append(one["@id"])
        return found

    def take_refs(self, values: Object, name: str) -> list[str]:
        """Ids that a member refers to; taken out where the document names every one of them."""
        found = self.refs(values, name)
        key = self.key(values, name)
        if found and key is not None and all(self._is_named(one) for one in found):
            del values[key]
        return found

    def _is_named(self, identifier: str) -> bool:
        node = self.nodes.get(identifier, _Node())
        return bool(node.identifier or node.name or node.refers)

    def time(self, column: str, values: Object, name: str) -> dict[str, Any]:
        """The columns of a time; one that a converter invented stays where it is."""
        value = self.peek(values, name)
        if not isinstance(value, str):
            return {}
        if value.startswith(_INVENTED_DATE):
            return {}
        del values[self.key(values, name) or ""]
        return instant(column, parse_instant(value), value, "stated")

    def _remember(self, place: str, item: Object) -> None:
        identifier = item.get("@id")
        if not isinstance(identifier, str):
            return
        facets = self.facets(item)
        thread = facets.get("MessageThread")
        if thread is not None:
            self._remember_thread(identifier, place, item, thread)
        if {"Message", "Call", "EmailMessage", "SMSMessage"} & facets.keys():
            self.nodes[identifier] = _Node()
            return
        node = _Node()
        for facet in facets.values():
            for name in ("phoneNumber", "addressValue", "accountIdentifier", "applicationIdentifier", "fullValue"):
                value = self.peek(facet, name)
                if isinstance(value, str | int):
                    better = node.identifier is None or name == "phoneNumber"
                    if not better:
                        node.name = node.name or str(value)
                    else:
                        node.name = node.name or node.identifier
                        node.identifier = str(value)
            node.refers += self.refs(facet, "emailAddress", "phoneNumber")
        shown = [self.peek(facet, name) for facet in facets.values() for name in _NAMED]
        parts = [str(self.peek(facet, name) or "") for facet in facets.values() for name in ("givenName", "familyName")]
        shown += [self.peek(item, "name"), " ".join(part for part in parts if part)]
        node.name = next((str(value) for value in shown if isinstance(value, str) and value), node.name)
        self.nodes[identifier] = node

    def _remember_thread(self, identifier: str, place: str, item: Object, facet: Object) -> None:
        name = self.peek(facet, "displayName") or self.peek(item, "name")
        known = self.peek(facet, "identifier")
        people = self.refs(facet, "participant", "participants")
        self.threads[identifier] = _Thread(
            place, name if isinstance(name, str) else None, known if isinstance(known, str) else None, people
        )
        inner = self.peek(facet, "messageThread")
        messages = self.refs(facet, "message", "messages")
        if isinstance(inner, dict):
            messages += self.refs(inner, "element")
            for entry in downloads.objects(self.peek(inner, "item")):
                messages += self.refs(entry, "itemContent")
        for position, message in enumerate(dict.fromkeys(messages)):
            self.thread_of.setdefault(message, (identifier, position))

    def person(self, prefix: str, identifier: str) -> dict[str, Any]:
        """Columns of somebody that is referred to."""
        node = self.nodes.get(identifier, _Node())
        value = node.identifier
        for other in node.refers if value is None or "@" not in value else ():
            value = self.nodes.get(other, _Node()).identifier or value
        name = node.name or (node.identifier if node.identifier != value else None)
        if value is None and name is None:
            value = identifier  # the document says no more of them than that they are one
        owner = downloads.is_owner(self.writer, value, name)
        return self.writer.party(prefix, value, name, owner)

    def known_as(self, identifier: str) -> str | None:
        """What somebody that is referred to is known as: an identifier, or else a name."""
        who = self.person("", identifier)
        return who.get("identifier") or who.get("name")

    def application(self, facet: Object) -> str | None:
        """Name of the application that a facet refers to."""
        for identifier in self.refs(facet, "application"):
            node = self.nodes.get(identifier, _Node())
            if node.name or node.identifier:
                return node.name or node.identifier
        return None

    def _write(self, place: str, item: Object, whole: bool) -> None:
        types = self.types(item)
        facets = self.facets(item)
        kind = next(iter(sorted(types - {"ObservableObject", "Observable", "UcoObject", "CyberItem", "Trace"})), None)
        kind = kind or next(iter(facets), None) or next(iter(sorted(types)), "object")
        self._count_invented(item)
        fields = Fields(item)
        table, columns = self._columns(place, item, types, facets) if whole else (None, {})
        self.writer.record(kind, table, place, fields, columns)

    def _columns(
        self, place: str, item: Object, types: set[str], facets: dict[str, Object]
    ) -> tuple[str | None, dict[str, Any]]:
        """The table that fits an object, and its columns."""
        if "EmailMessage" in facets:
            return "emails", self._email(place, facets["EmailMessage"])
        if "Message" in facets or types & _MESSAGES:
            return "messages", self._message(place, item, facets.get("Message", {}), types)
        if "Call" in facets or "PhoneCall" in facets:
            return "calls", self._call(place, facets.get("Call") or facets["PhoneCall"])
        if "Contact" in facets:
            return "contacts", self._contact(place, facets["Contact"])
        if "LatLongCoordinates" in facets or "SimpleAddress" in facets:
            return "locations", self._location(item, facets)
        if "File" in facets:
            return "files", self._file(facets)
        if "URLHistory" in facets or "URLVisit" in facets:
            return "visited_pages", self._visit(facets.get("URLVisit") or facets["URLHistory"])
        if "Note" in facets:
            note = facets["Note"]
            columns = {"title": self.take(note, "title"), "body": self.take(note, "text")}
            return "notes", {
                **columns,
                **self.time("created_at", note, "observableCreatedTime"),
                **self.time("modified_at", note, "modifiedTime"),
            }
        if "CalendarEntry" in facets:
            entry = facets["CalendarEntry"]
            columns = {"subject": self.take(entry, "subject"), "details": self.take(entry, "eventType")}
            return "calendar_entries", {
                **columns,
                **self.time("starts_at", entry, "startTime"),
                **self.time("ends_at", entry, "endTime"),
            }
        if any("Account" in name for name in facets):
            return "accounts", self._account(place, facets)
        return None, {}

    def _chat(self, place: str, item: Object, people: list[str]) -> Conversation:
        thread = self.threads.get(self.thread_of.get(str(item.get("@id")), ("", 0))[0])
        if thread is None:
            key = "between " + ", ".join(sorted(set(people)))
            return self.writer.conversation(key, f"{self.name}:{key}")
        chat = self.writer.conversation(thread.place, thread.place, name=thread.name, chat_identifier=thread.identifier)
        for one in thread.people:
            chat.add(self.person("", one))
        return chat

    def _message(self, place: str, item: Object, facet: Object, types: set[str]) -> dict[str, Any]:
        application = self.application(facet)
        senders, recipients = self.refs(facet, "from"), self.refs(facet, "to")
        chat = self._chat(place, item, senders + recipients)
        if application and chat.values.get("application") is None:
            chat.values["application"] = application
        self.take_refs(facet, "application")
        self.take_refs(facet, "from")
        self.take_refs(facet, "to")
        key = self.writer.id_of(place)
        ordinal_in_chat = chat.next_ordinal()
        position = self.thread_of.get(str(item.get("@id")))  # a thread states its order
        sender = self.person("sender", senders[0]) if senders else {}
        for one in senders + recipients:
            chat.add(self.person("", one))
        for ordinal, one in enumerate(recipients):
            self.writer.recipient(
                key, place, ordinal, self.person("", one), conversation=chat.id, application=application
            )
        kind = self.take(facet, "messageType")
        word = (kind or "").casefold()
        direction = "outgoing" if word in _OUTGOING else "incoming" if word in _INCOMING else None
        is_owner = sender.get("sender_is_owner")
        state = self.take(facet, "allocationStatus")
        files = self.refs(facet, "attachment", "attachments")
        for ordinal, one in enumerate(files):
            node = self.nodes.get(one, _Node())
            row = {
                "application": application,
                "conversation_id": chat.id,
                "file_id": one,
                "file_name": node.name,
                "status": "listed_but_missing",
            }
            self.writer.attachment(key, place, ordinal, row)
        return {
            "application": application,
            "deleted_state": state,
            "vendor_id": self.take(item, "@id"),
            "conversation_id": chat.id,
            "ordinal": position[1] if position else ordinal_in_chat,
            **sender,
            "direction": direction or downloads.direction(is_owner),
            "body": self.take(facet, "messageText"),
            **self.time("sent_at", facet, "sentTime"),
            "message_type": kind or ("SMS" if "SMSMessage" in types else None),
            "is_system": False,
            "attachment_count": len(files),
        }

    def _email(self, place: str, facet: Object) -> dict[str, Any]:
        senders = self.take_refs(facet, "from")
        key = self.writer.id_of(place)
        application = self.application(facet)
        ordinal = 0
        for role in ("to", "cc", "bcc"):
            for one in self.take_refs(facet, role):
                self.writer.recipient(
                    key, place, ordinal, self.person("", one), role=role, application=application, table="emails"
                )
                ordinal += 1
        state = self.take(facet, "allocationStatus")
        sent = self.time("sent_at", facet, "sentTime") or self.time("sent_at", facet, "receivedTime")
        return {
            "application": application,
            "deleted_state": state,
            **(self.person("sender", senders[0]) if senders else {}),
            "vendor_id": self.take(facet, "messageID"),
            "subject": self.take(facet, "subject"),
            "body": self.take(facet, "body"),
            "priority": self.take(facet, "priority"),
            "attachment_count": len(self.refs(facet, "attachment", "attachments")),
            **sent,
        }

    def _call(self, place: str, facet: Object) -> dict[str, Any]:
        application = self.application(facet)
        key = self.writer.id_of(place)
        ordinal = 0
        for name, role in (("from", "From"), ("to", "To"), ("participant", "General"), ("participants", "General")):
            for one in self.take_refs(facet, name):
                row = {
                    "application": application,
                    "call_id": key,
                    "role": role,
                    "ordinal": ordinal,
                    **self.person("", one),
                }
                self.writer.row("call_parties", place, row, f"party {ordinal}")
                ordinal += 1
        self.take_refs(facet, "application")
        kind = self.take(facet, "callType")
        word = (kind or "").casefold()
        return {
            "application": application,
            "deleted_state": self.take(facet, "allocationStatus"),
            "direction": "outgoing" if word in _OUTGOING else "incoming" if word in _INCOMING else None,
            "call_type": kind,
            "duration_seconds": self.number(facet, "duration"),
            **self.time("started_at", facet, "startTime"),
        }

    def _contact(self, place: str, facet: Object) -> dict[str, Any]:
        key = self.writer.id_of(place)
        parts = [self.take(facet, name) for name in ("firstName", "middleName", "lastName")]
        shown = self.take(facet, "displayName") or self.take(facet, "contactName")
        ordinal = 0
        for name, entry_type in (
            ("contactPhone", "PhoneNumber"),
            ("phoneNumber", "PhoneNumber"),
            ("contactEmail", "EmailAddress"),
            ("emailAddress", "EmailAddress"),
            ("screenName", "UserID"),
            ("contactProfile", "UserID"),
            ("contactURL", "WebAddress"),
        ):
            values = [self.known_as(one) for one in self.take_refs(facet, name)]
            text = self.take(facet, name)
            for value in [*values, text]:
                if value:
                    row = self.writer.entry(key, "contacts", ordinal, entry_type, value)
                    self.writer.row("contact_entries", place, row, f"entry {ordinal}")
                    ordinal += 1
        return {
            "application": self.application(facet),
            "name": shown or " ".join(part for part in parts if part) or None,
            "contact_group": self.take(facet, "contactGroup"),
            "notes": self.take(facet, "contactNote"),
            **self.time("contacted_at", facet, "lastTimeContacted"),
        }

    def _location(self, item: Object, facets: dict[str, Object]) -> dict[str, Any]:
        place, address = facets.get("LatLongCoordinates", {}), facets.get("SimpleAddress", {})
        parts = [self.take(address, name) for name in ("street", "locality", "region", "postalCode", "country")]
        return {
            "latitude": self.number(place, "latitude"),
            "longitude": self.number(place, "longitude"),
            "elevation_metres": self.number(place, "altitude"),
            "address": ", ".join(part for part in parts if part) or None,
            "name": self.take(item, "name"),
            "description": self.take(item, "description"),
            "location_type": self.take(address, "addressType"),
            **self.time("occurred_at", item, "startTime"),
        }

    def _file(self, facets: dict[str, Object]) -> dict[str, Any]:
        facet, content = facets["File"], facets.get("ContentData", {})
        digests: dict[str, str] = {}
        value = self.peek(content, "hash")
        for one in downloads.objects(value if isinstance(value, list) else [value]):
            method = str(self.peek(one, "hashMethod") or "").casefold().replace("-", "")
            digest = self.peek(one, "hashValue")
            if isinstance(digest, str) and method in ("md5", "sha256") and not self._is_invented(digest):
                digests.setdefault(f"{method}_stated", digest.casefold())
                del one[self.key(one, "hashValue") or ""]
        size = self.number(facet, "sizeInBytes")
        return {
            "name": self.take(facet, "fileName"),
            "path": self.take(facet, "filePath"),
            "size_bytes": int(size) if size is not None and 0 <= size < 1 << 53 else None,
            "deleted_state": self.take(facet, "allocationStatus"),
            "local_path": self.take(facet, "fileLocalPath"),
            **digests,
            **self.time("created_at", facet, "observableCreatedTime"),
            **self.time("modified_at", facet, "modifiedTime"),
            **self.time("accessed_at", facet, "accessedTime"),
        }

    def _visit(self, facet: Object) -> dict[str, Any]:
        inner = self.peek(facet, "urlHistoryEntry")
        entry = next(iter(downloads.objects(inner if isinstance(inner, list) else [inner])), facet)
        addresses = self.take_refs(entry, "url")
        node = self.nodes.get(addresses[0], _Node()) if addresses else _Node()
        count = self.number(entry, "visitCount")
        return {
            "title": self.take(entry, "pageTitle"),
            "url": node.identifier or node.name or self.take(entry, "url"),
            "visit_count": int(count) if count is not None and abs(count) < 1 << 31 else None,
            **(self.time("visited_at", entry, "lastVisit") or self.time("visited_at", entry, "visitTime")),
        }

    def _account(self, place: str, facets: dict[str, Object]) -> dict[str, Any]:
        everything = [facet for name, facet in facets.items() if "Account" in name or name == "SimpleName"]
        login: dict[str, str | None] = {}
        for name in ("accountLogin", "accountIdentifier", "displayName", "password"):
            for facet in everything:
                if login.get(name) is None:
                    login[name] = self.take(facet, name)
        key = self.writer.id_of(place)
        ordinal = 0
        entries: list[tuple[str, str | None]] = []
        for facet in everything:
            entries.append(("PhoneNumber", self.take(facet, "phoneNumber")))
            entries += [("EmailAddress", self.known_as(one)) for one in self.take_refs(facet, "emailAddress")]
        for entry_type, value in entries:
            if value:
                row = self.writer.entry(key, "accounts", ordinal, entry_type, value)
                self.writer.row("contact_entries", place, row, f"entry {ordinal}")
                ordinal += 1
        number = next((value for entry_type, value in entries if entry_type == "PhoneNumber" and value), None)
        username = login["accountLogin"] or login["accountIdentifier"] or number
        if login["accountLogin"] and login["accountIdentifier"]:
            row = self.writer.entry(key, "accounts", ordinal, "UserID", login["accountIdentifier"])
            self.writer.row("contact_entries", place, row, f"entry {ordinal}")
        known = self.writer.party("", username)
        created = next((t for f in everything if (t := self.time("created_at", f, "observableCreatedTime"))), {})
        application = next((a for facet in everything if (a := self.application(facet))), None)
        return {
            "application": application,
            "name": login["displayName"],
            "username": username,
            "username_kind": known.get("identifier_kind"),
            "username_normalised": known.get("identifier_normalised"),
            "password": login["password"],
            "service_type": next((s for facet in everything if (s := self.take(facet, "accountType"))), None),
            **created,
        }

    def _count_invented(self, item: Object) -> None:
        """Count dates and hashes that a converter made up, wherever they stand."""
        stack: list[Any] = [item]
        while stack:
            value = stack.pop()
            if isinstance(value, dict):
                for key, inner in value.items():
                    self.invented["hashes"] += self.term(key) == "hashValue" and self._is_invented(inner)
                    stack.append(inner)
            elif isinstance(value, list):
                stack += value
            else:
                self.invented["dates"] += isinstance(value, str) and value.startswith(_INVENTED_DATE)

    def _is_invented(self, value: Any) -> bool:  # noqa: ANN401 -- JSON
        """Whether a hash is no digest: one or two characters repeated, or digits in a row."""
        text = value.get("@value") if isinstance(value, dict) else value
        return isinstance(text, str) and (len(set(text)) <= 2 or _INVENTED_HASH.fullmatch(text) is not None)


def _is_object(prefix: str) -> bool:
    """Whether a value stands in a list of objects: the graph, or a bundle at the top."""
    return prefix in ("@graph.item", "item") or (prefix.count(".") == 1 and prefix.endswith("object.item"))


READER: Final = Reader(
    name="CASE/UCO",
    versions=("CASE 1.x with UCO 1.x, JSON-LD", "Bundles as the converter from UFED writes them"),
    tried_on_real_exports=True,
    tables=(
        "conversations",
        "conversation_participants",
        "messages",
        "message_recipients",
        "attachments",
        "calls",
        "call_parties",
        "contacts",
        "contact_entries",
        "accounts",
        "locations",
        "files",
        "emails",
        "visited_pages",
        "notes",
        "calendar_entries",
        "other_fields",
    ),
    detect=detect,
    read=read,
    sources=("CASE's published examples", "examples of the converter from UFED"),
)
