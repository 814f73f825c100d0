"""What an item is called and how it is described, drafted from counts, dates and the vendor's vocabulary.

A description must let the prosecutor decide whether to inspect the item: what it is, how much of it, from
which exhibit and application, over what time, and how it was examined; block entries give quantity and
generic title (CPIA Code of Practice, paragraph 6.10; CPS Disclosure Manual, chapter 7). The non-sensitive
schedule is served on the defence, so nothing written by a person on the device is printed: no chat name,
no address book name, no identifier. Other parties appear by the label of their role in the case.

The words say what the data is and what was done to examine it; never what a person did, and never that a
person has read something, which only the person can say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, Literal

from disclosure.schedule import numbering, personal_data

ItemClass = Literal[
    "device",
    "extraction",
    "conversation",
    "call_log",
    "note",
    "image_set",
    "listing",
    "block",
    "out_of_scope",
    "privileged",
    "sensitive",
]

_MONTHS: Final = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Nouns:
    """How one kind of artefact is called.

    Attributes:
        one: One of them.
        many: Several of them.
        note: A sentence that the description of such an item must carry; empty for none.
    """

    one: str
    many: str
    note: str = ""


NOUNS: Final[Mapping[str, Nouns]] = MappingProxyType(
    {
        "messages": Nouns("message", "messages"),
        "emails": Nouns("e-mail", "e-mails"),
        "calls": Nouns("call log entry", "call log entries"),
        "notes": Nouns("note", "notes"),
        "searches": Nouns("search history entry", "search history entries"),
        "visited_pages": Nouns("web history or bookmark entry", "web history and bookmark entries"),
        "calendar_entries": Nouns("calendar entry", "calendar entries"),
        "locations": Nouns("location record", "location records"),
        "contacts": Nouns("contact record", "contact records"),
        "accounts": Nouns("user account record", "user account records"),
        "files": Nouns(
            "file record",
            "file records",
            "These are entries in the list of files; the pictures, recordings and documents themselves are "
            "not recorded as viewed.",
        ),
        "device_events": Nouns("device event record", "device event records"),
        "installed_applications": Nouns("installed application record", "installed application records"),
        "wireless_networks": Nouns("wireless network record", "wireless network records"),
        "cell_towers": Nouns("mobile network cell record", "mobile network cell records"),
        "passwords": Nouns(
            "stored credential record", "stored credential records", "The stored secrets are not reproduced."
        ),
    }
)
"""The tables whose artefacts are material, in the order in which they are listed."""

SAFE_PSEUDONYM: Final = re.compile(
    r"(?:Complainant|Suspect|Defendant|Witness|Third party|Professional|Police(?: officer)?)(?: \d{1,6})?"
)
"""Labels of a role that are no personal data. Any other pseudonym is not printed."""

_APPLICATION_CHARACTERS: Final = 60
_COUNTERPARTS_NAMED: Final = 4


@dataclass(frozen=True)
class Search:
    """What computer search was applied to the material of one exhibit.

    Attributes:
        terms: Number of search terms of the lines of enquiry that cover the exhibit.
        contacts: Number of people whose communications were selected.
        is_date_limited: Some line of enquiry is limited to a span of dates.
        term_tables: Tables whose words the terms were looked for in.
        contact_tables: Tables that the people were looked for in.
    """

    terms: int = 0
    contacts: int = 0
    is_date_limited: bool = False
    term_tables: frozenset[str] = frozenset()
    contact_tables: frozenset[str] = frozenset()

    def applied_to(self, artefact_table: str | None) -> str:
        """What was applied to a table, as a phrase; empty for nothing.

        >>> tables = frozenset({"messages"})
        >>> Search(terms=12, contacts=1, term_tables=tables, contact_tables=tables).applied_to("messages")
        '12 search terms and 1 contact criterion'
        >>> Search(terms=12, term_tables=tables).applied_to("calls")
        ''
        """
        parts = []
        if self.terms and artefact_table in self.term_tables:
            parts.append(counted(self.terms, "search term", "search terms"))
        if self.contacts and artefact_table in self.contact_tables:
            parts.append(counted(self.contacts, "contact criterion", "contact criteria"))
        return _joined(parts)


@dataclass(frozen=True)
class Subject:
    """Everything the words of one item may be drawn from.

    Attributes:
        item_class: What sort of item it is.
        exhibit_ref: Exhibit reference.
        device_kind: Kind of device; empty when the case file does not say.
        seized_at: Day on which the exhibit was seized, where known.
        force: Police force that holds it.
        artefact_table: Table of the artefacts; none for an extraction.
        application: Application the vendor names.
        quantity: Number of artefacts; of export files for an extraction.
        first_at: Earliest time with a stated zone.
        last_at: Latest time with a stated zone.
        undated_count: Artefacts without a time whose zone is stated.
        counterpart: Other parties of a conversation, from `counterpart`.
        attachment_count: Attachments listed with the artefacts.
        unselected_count: Artefacts that the search did not select and that stand around none it did.
        context_count: Artefacts that stand around selected ones and were not selected themselves.
        hit_count: Search hits in the artefacts.
        sample_count: Artefacts drawn in a dip sample.
        search: What search covers the exhibit.
        owner: Label of the person whose device it is; empty where it may not be printed or is not known.
        includes: Labels of the people of the case on every record of a block entry.
        period: Year of the records of a block entry, where it is made by year.
        read_count: How many of the dip sample a reviewer has read and marked.
        found_count: How many of those were marked responsive.
        is_read_in_full: A person has recorded that they read the whole item.
        has_edited_copy: A redacted copy has been made.
        listed_at: Numbers of the items that list selected artefacts of the same kind individually.
        remainder_count: Messages of the same conversation that are not in this item.
        remainder_at: Numbers of the items that count them.
        unreadable_count: Records of the export that could not be read.
    """

    item_class: ItemClass
    exhibit_ref: str
    device_kind: str = ""
    seized_at: date | None = None
    force: str = ""
    artefact_table: str | None = None
    application: str | None = None
    quantity: int = 1
    first_at: datetime | None = None
    last_at: datetime | None = None
    undated_count: int = 0
    counterpart: str = ""
    attachment_count: int = 0
    unselected_count: int = 0
    context_count: int = 0
    hit_count: int = 0
    sample_count: int = 0
    search: Search = Search()
    owner: str = ""
    includes: str = ""
    period: int | None = None
    read_count: int = 0
    found_count: int = 0
    is_read_in_full: bool = False
    has_edited_copy: bool = False
    listed_at: tuple[str, ...] = ()
    remainder_count: int = 0
    remainder_at: tuple[str, ...] = ()
    unreadable_count: int = 0


@dataclass(frozen=True)
class Words:
    """The words of one item, as printed."""

    title: str
    description: str
    location: str
    how_examined: str


WITHDRAWN: Final = Words(
    title="Withdrawn",
    description="This item has been withdrawn. Its number is not used again.",
    location="",
    how_examined="",
)
"""What stands at a number that is no longer in use; the same words whatever the reason."""


def instant(at: datetime) -> str:
    """A UTC instant as printed: the zone is always said.

    >>> from datetime import UTC
    >>> instant(datetime(2025, 6, 1, 8, 4, 5, tzinfo=UTC))
    '1 June 2025 at 08:04:05 UTC'
    """
    # strftime's month names follow the locale of the workstation, and the schedule must not.
    return f"{day(at)} at {at:%H:%M:%S} UTC"


def day(at: date) -> str:
    """A day as printed.

    >>> day(date(2025, 6, 1))
    '1 June 2025'
    """
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def counted(quantity: int, one: str, many: str) -> str:
    """A number of things.

    >>> counted(1, "entry", "entries"), counted(1200, "entry", "entries")
    ('1 entry', '1,200 entries')
    """
    return f"{quantity:,} {one if quantity == 1 else many}"


def counterpart(pseudonyms: Sequence[str | None]) -> str:
    """The other parties of a conversation, by role label where they have one that is no personal data.

    Args:
        pseudonyms: One for each other party; none where the party has no label.

    >>> counterpart([])
    ''
    >>> counterpart(["Suspect"])
    '[Suspect]'
    >>> counterpart([None])
    'one other party'
    >>> counterpart(["Third party 0003", "Suspect", None])
    '[Suspect], [Third party 0003] and one other party'
    >>> counterpart(["Suspect"] + [None] * 7)
    '8 other parties, including [Suspect]'
    """
    labels = sorted({f"[{name}]" for name in pseudonyms if name and SAFE_PSEUDONYM.fullmatch(name)})
    total = len(pseudonyms)
    unlabelled = total - len(labels)
    if total <= _COUNTERPARTS_NAMED:
        others = [] if not unlabelled else ["one other party" if unlabelled == 1 else f"{unlabelled} others"]
        return _joined(labels + others) if labels else _parties(total)
    # In a large group the people of the case matter; numbering twenty bystanders would be excess detail.
    of_the_case = [label for label in labels if not label.startswith("[Third party")]
    named = of_the_case[:_COUNTERPARTS_NAMED]
    return _parties(total) + (f", including {_joined(named)}" if named else "")


def application_label(application: str | None) -> str:
    """The vendor's name of the application, unless it could identify a person.

    Vendors name the application; some put the account in it, and an account is personal data.

    >>> application_label("WhatsApp")
    'WhatsApp'
    >>> application_label("Mail (kim@mail.example)")
    'an application whose name is not printed'
    """
    if application is None or not application.strip():
        return ""
    label = " ".join(application.split())
    if len(label) > _APPLICATION_CHARACTERS or not label.isprintable() or personal_data.found(label):
        return "an application whose name is not printed"
    return label


def draft(subject: Subject) -> Words:
    """Word one item."""
    return _DRAFTERS[subject.item_class](subject)


def _exhibit_item(subject: Subject) -> Words:
    seized = f" The exhibit was seized on {day(subject.seized_at)}." if subject.seized_at else ""
    kind = _capital(subject.device_kind or "device")
    examined = (
        "The device itself was not looked through by hand for this schedule; what was examined is its extraction, "
        "to the extent stated in the entries for this exhibit."
    )
    owner = f", device of [{subject.owner}]" if subject.owner else ""
    return Words(
        title=kind,
        description=(
            f"1 {subject.device_kind or 'device'}, exhibit {subject.exhibit_ref}{owner}.{seized} {examined} No edited "
            "copy of a device can be made; the entries for this exhibit say which copies there are."
        ),
        location=_location(subject)
        .replace("Electronic copy of exhibit", "Exhibit")
        .replace("held by the disclosure officer", "held in property store; ask the disclosure officer"),
        how_examined=examined,
    )


def _extraction(subject: Subject) -> Words:
    device = f"exhibit {subject.exhibit_ref}{_device(subject)}"
    seized = f" The exhibit was seized on {day(subject.seized_at)}." if subject.seized_at else ""
    unreadable = (
        f" {counted(subject.unreadable_count, 'record', 'records')} of the export could not be read by the "
        "disclosure software; they are retained and have not been examined."
        if subject.unreadable_count
        else ""
    )
    examined = (
        "Its records were examined to the extent stated in the entries that list them; it is not recorded as "
        f"read as a whole.{unreadable}"
    )
    return Words(
        title="Extraction report",
        description=(
            f"{counted(subject.quantity, 'extraction report', 'extraction reports')} of {device}, as exported "
            f"by the extraction tool.{seized} The records in it, with their dates, are listed by type and "
            f"application in the entries for this exhibit. {examined} No edited copy of it as a whole has been "
            "made; it must be redacted before a copy is supplied."
        ),
        location=_location(subject),
        how_examined=examined,
    )


def _conversation(subject: Subject) -> Words:
    application = application_label(subject.application)
    who = _others(subject)
    examined = _selected(subject)
    rest = (
        f" {counted(subject.remainder_count, 'further message', 'further messages')} of the same conversation "
        f"{'is' if subject.remainder_count == 1 else 'are'} counted in "
        f"{numbering.in_words(subject.remainder_at)}."
        if subject.remainder_count and subject.remainder_at
        else ""
    )
    return Words(
        title=f"Conversation{_from(application, ', ')}",
        description=_sentences(
            f"{_quantity(subject)} of one conversation{_from(application, ' in ')} on {_exhibit(subject)}.",
            who,
            _dates(subject),
            _attachments(subject),
            examined + rest,
            _redaction(subject),
        ),
        location=_location(subject),
        how_examined=examined,
    )


def _others(subject: Subject) -> str:
    """The other parties of a conversation or of calls, as a sentence."""
    if not subject.counterpart:
        return "The export does not state the other parties."
    return f"Other {'parties' if _is_plural(subject.counterpart) else 'party'}: {subject.counterpart}."


def _listing(subject: Subject) -> Words:
    application = application_label(subject.application)
    nouns = _nouns(subject)
    examined = _selected(subject)
    titles = {
        "call_log": "Call log with one number or account",
        "note": "Note",
        "image_set": "Set of picture and video files",
    }
    title = titles.get(subject.item_class, _capital(nouns.many))
    return Words(
        title=f"{title}{_from(application, ', ')}",
        description=_sentences(
            f"{_quantity(subject)}{_PICTURES if subject.item_class == 'image_set' else ''}"
            f"{_from(application, ' from ')} on {_exhibit(subject)}.",
            _others(subject) if subject.item_class == "call_log" else "",
            _dates(subject),
            _attachments(subject),
            nouns.note,
            examined,
            _redaction(subject),
        ),
        location=_location(subject),
        how_examined=examined,
    )


_PICTURES: Final = " of pictures or videos"


def _block(subject: Subject) -> Words:
    application = application_label(subject.application)
    nouns = _nouns(subject)
    examined = _not_selected(subject)
    listed = (
        f"{_capital(nouns.many)}{_from(application, ' from ')} selected by the search are listed individually "
        f"at {numbering.in_words(subject.listed_at)}."
        if subject.listed_at
        else ""
    )
    includes = f", each in a conversation that includes {subject.includes}" if subject.includes else ""
    if includes and subject.artefact_table != "messages":
        includes = f", each with {subject.includes}"
    year = f", {subject.period}" if subject.period else ""
    return Words(
        title=f"Block entry: {nouns.many}{_from(application, ', ')}{year}",
        description=_sentences(
            f"Block entry. {_quantity(subject)}{_from(application, ' from ')} on {_exhibit(subject)}{includes}.",
            _dates(subject),
            _attachments(subject),
            nouns.note,
            examined,
            listed,
            "No edited copy has been made of this material; it must be redacted before a copy is supplied.",
        ),
        location=_location(subject),
        how_examined=examined,
    )


def _out_of_scope(subject: Subject) -> Words:
    examined = (
        "Not examined, because outside the scope agreed for this device; the number only is stated, with no "
        "dates or content."
    )
    return _number_only(subject, "outside the agreed scope", examined)


def _privileged(subject: Subject) -> Words:
    examined = (
        "Withheld unread pending independent review for legal professional privilege; not examined. The number "
        "only is stated, with no dates or content."
    )
    return _number_only(subject, "withheld unread", examined)


def _number_only(subject: Subject, why: str, examined: str) -> Words:
    return Words(
        title=f"Block entry: {_nouns(subject).many}, {why}",
        description=f"Block entry. {_quantity(subject)} on {_exhibit(subject)}. {examined}",
        location=_location(subject),
        how_examined=examined,
    )


def _sensitive(subject: Subject) -> Words:
    application = application_label(subject.application)
    nouns = _nouns(subject)
    selected = subject.quantity - subject.unselected_count
    examined = _sentences(
        "Named as sensitive by the disclosure officer.",
        f"{selected:,} of the {subject.quantity:,} were selected by the search or stand around what was."
        if subject.unselected_count
        else _selected(subject),
    )
    return Words(
        title=f"{_capital(nouns.many)}{_from(application, ', ')}",
        description=_sentences(
            f"{_quantity(subject)}{' of one conversation' if subject.counterpart else ''}"
            f"{_from(application, ' from ')} on {_exhibit(subject)}.",
            f"Other parties: {subject.counterpart}." if subject.counterpart else "",
            _dates(subject),
            _attachments(subject),
            nouns.note,
            examined,
        ),
        location=_location(subject),
        how_examined=examined,
    )


_DRAFTERS: Final = MappingProxyType(
    {
        "device": _exhibit_item,
        "call_log": _listing,
        "note": _listing,
        "image_set": _listing,
        "extraction": _extraction,
        "conversation": _conversation,
        "listing": _listing,
        "block": _block,
        "out_of_scope": _out_of_scope,
        "privileged": _privileged,
        "sensitive": _sensitive,
    }
)


def _selected(subject: Subject) -> str:
    """How the artefacts of an individual item were found."""
    applied = subject.search.applied_to(subject.artefact_table)
    nouns = _nouns(subject)
    these = "this" if subject.quantity == 1 else "these"
    noun = nouns.one if subject.quantity == 1 else nouns.many
    if subject.hit_count and applied:
        text = (
            f"Selected by computer search ({applied} applied): "
            f"{counted(subject.hit_count, 'search term hit', 'search term hits')} in {these} {noun}."
        )
    elif applied:
        text = f"Selected under a line of enquiry ({applied} applied); no search hit is recorded in {these} {noun}."
    else:
        text = "Selected under a line of enquiry; no search terms are recorded."
    if subject.context_count and subject.context_count < subject.quantity:
        text += (
            f" {counted(subject.context_count, *_nouns_pair(nouns))} of the {subject.quantity:,} "
            f"{'was' if subject.context_count == 1 else 'were'} not selected and "
            f"{'is' if subject.context_count == 1 else 'are'} included as context."
        )
    return text + (_READ_IN_FULL if subject.is_read_in_full else "")


_READ_IN_FULL: Final = " Recorded as read in full by the reviewing officer."


def _not_selected(subject: Subject) -> str:
    """How the artefacts of a block entry were examined: by search, by dip sample, or not at all."""
    nouns = _nouns(subject)
    applied = subject.search.applied_to(subject.artefact_table)
    if applied:
        limited = ", some limited to the dates of a line of enquiry" if subject.search.is_date_limited else ""
        text = (
            f"Examined by computer search only ({applied} applied{limited}); "
            f"{'this' if subject.quantity == 1 else 'these'} "
            f"{nouns.one if subject.quantity == 1 else nouns.many} "
            f"{'was' if subject.quantity == 1 else 'were'} not selected."
        )
    elif subject.search.terms or subject.search.contacts:
        text = "Not examined by search, because the terms were not applied to records of this type."
    else:
        text = "Not examined by search, because no search terms have been set for this exhibit."
    if subject.is_read_in_full:
        return text + _READ_IN_FULL
    return f"{text} {_sampled(subject)} No other reading is recorded."


def _sampled(subject: Subject) -> str:
    """What was drawn from a block entry as a dip sample, and what came of reading it."""
    drawn, read = subject.sample_count, subject.read_count
    if not drawn:
        return "No dip sample was drawn."
    if drawn == subject.quantity:
        text = "It was" if drawn == 1 else f"All {drawn:,} were"
        text += " drawn for reading as a dip sample"
    else:
        text = f"A random dip sample of {drawn:,} of these {subject.quantity:,} was drawn for reading"
    if not read:
        return f"{text}."
    told = (
        "it was read"
        if drawn == read == 1
        else f"{read:,} of the {drawn:,} were read"
        if read < drawn
        else "all were read"
    )
    found = f"{subject.found_count:,} of those read" if subject.found_count else "none of those read"
    return f"{text}; {told} and {found} {'was' if subject.found_count < 2 else 'were'} marked responsive."


def _dates(subject: Subject) -> str:
    """First and last time, and what stands outside them."""
    one = subject.quantity == 1
    if subject.first_at is None or subject.last_at is None:
        return f"Dates: {'it carries' if one else 'they carry'} no date and time with a stated time zone."
    if subject.first_at == subject.last_at:
        text = f"Dated {instant(subject.first_at)}"
    else:
        text = f"Dated from {instant(subject.first_at)} to {instant(subject.last_at)}"
    if subject.undated_count:
        text += (
            f"; {subject.undated_count:,} of the {subject.quantity:,} carry no date and time with a stated time zone"
        )
    return text + "."


def _attachments(subject: Subject) -> str:
    if not subject.attachment_count:
        return ""
    verb = "is" if subject.attachment_count == 1 else "are"
    return f"{counted(subject.attachment_count, 'attachment', 'attachments')} {verb} listed with them."


def _redaction(subject: Subject) -> str:
    if subject.has_edited_copy:
        return "An edited (redacted) copy has been made; the unedited original is retained."
    return "No edited copy has been made yet; it must be redacted before a copy is supplied."


def _quantity(subject: Subject) -> str:
    return counted(subject.quantity, *_nouns_pair(_nouns(subject)))


def _exhibit(subject: Subject) -> str:
    return f"exhibit {subject.exhibit_ref}{_device(subject)}"


def _device(subject: Subject) -> str:
    if subject.owner:
        return f" ({subject.device_kind or 'device'} of [{subject.owner}])"
    return f" ({subject.device_kind})" if subject.device_kind else ""


def _location(subject: Subject) -> str:
    holder = f", {subject.force}" if subject.force else ""
    return f"Electronic copy of exhibit {subject.exhibit_ref} held by the disclosure officer{holder}"


def _nouns(subject: Subject) -> Nouns:
    return NOUNS[subject.artefact_table or ""]


def _nouns_pair(nouns: Nouns) -> tuple[str, str]:
    return nouns.one, nouns.many


def _from(application: str, link: str) -> str:
    return f"{link}{application}" if application else ""


def _parties(total: int) -> str:
    return "" if not total else "one other party" if total == 1 else f"{total} other parties"


def _is_plural(parties: str) -> bool:
    return "parties" in parties or "others" in parties or " and " in parties or ", " in parties


def _joined(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
