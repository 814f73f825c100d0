"""What was done with digital material, as data for three documents besides the schedules.

* The electronic-material table of the disclosure management document (DMD): one line for each device, with what was
  searched, sampled and not examined. The prosecutor owns that document and may serve it: it holds nothing that the
  MG6C does not, and figures in it leave sensitive material out.
* The search-and-sampling record: terms with hits, how the search works, every dip sample with what follows from
  it. For the prosecutor.
* The index of attachments withheld: attachments are listed and never copied, and each is on the list.

Attorney General's Guidelines on Disclosure, annexes on digital material and on the DMD; R v R [2015] EWCA Crim 1941.
Headings vary by force, as on the schedules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from disclosure.schedule import numbering, personal_data, sampling
from disclosure.schedule.descriptions import NOUNS, application_label, counted, day, instant
from disclosure.schedule.forms import CaseHeader, Column, Form, Row, Section, common, header
from disclosure.schedule.items import SELECTED, BalanceRow, Register
from disclosure.schedule.sampling import Frame

TERM_WITHHELD: Final = "[Not printed: the term could identify a person]"


@dataclass(frozen=True)
class Device:
    """One exhibit of the case.

    Attributes:
        exhibit_ref: Exhibit reference.
        kind: Kind of device.
        owner: Label of its owner; empty where it may not be printed or is not known.
        seized_at: Day of seizure.
        extractions: Format of each export, which names the tool where it is a tool's own, and what the export says of
            the type of extraction.
        unreadable: Records of the exports that could not be read.
    """

    exhibit_ref: str
    kind: str
    owner: str = ""
    seized_at: date | None = None
    extractions: tuple[str, ...] = ()
    unreadable: int = 0


@dataclass(frozen=True)
class TermHits:
    """What one term or contact of a line of enquiry found, sensitive material left out.

    Attributes:
        line: Id of the line of enquiry.
        term: The term; the label of the person for a contact.
        is_contact: Whether it is a contact.
        window: Days of the line, in words; empty for no limit.
        exhibits: Exhibits of the line; empty for all.
        hits: Places in which it stands.
        records: Records in which it stands.
    """

    line: str
    term: str
    is_contact: bool
    window: str
    exhibits: tuple[str, ...]
    hits: int
    records: int


@dataclass(frozen=True)
class Attachment:
    """One attachment of a record that is listed individually on the MG6C.

    Attributes:
        item_number: The item.
        media_type: Media type that the export states.
        size_bytes: Its size, where stated.
        status: Whether the export holds the file, in the words of the table `attachments`.
        occurred_at: Time of the record it stands with, where known.
    """

    item_number: str
    media_type: str | None
    size_bytes: int | None
    status: str | None
    occurred_at: datetime | None


@dataclass(frozen=True)
class DigitalRecord:
    """Everything the three documents are drawn from, besides the register.

    Attributes:
        devices: Devices of the case.
        terms: Terms and contacts of the lines of enquiry.
        rules: How the search works, rule by rule.
        frames: Frames of the dip sample.
        attachments: Attachments withheld.
        version: Version of the toolkit.
    """

    devices: tuple[Device, ...] = ()
    terms: tuple[TermHits, ...] = ()
    rules: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    version: str = ""


_DMD_COLUMNS: Final = (
    Column("device", "Device and owner", 12),
    Column("exhibit", "Exhibit", 8),
    Column("extraction", "Extraction: type and tool", 13),
    Column("date_range", "Date range", 12),
    Column("volume", "Volume", 16),
    Column("approach", "Search terms and approach", 15),
    Column("sampling", "Sampling", 10),
    Column("results", "Results", 14),
)
_NOT_EXAMINED_COLUMNS: Final = (
    Column("exhibit", "Exhibit", 16),
    Column("material", "Material", 30),
    Column("quantity", "Quantity", 14),
    Column("reason", "Why it was not examined", 40),
)
_TERM_COLUMNS: Final = (
    Column("line", "Line of enquiry", 14),
    Column("term", "Term or contact", 34),
    Column("dates", "Dates", 20),
    Column("hits", "Hits", 12),
    Column("records", "Records", 20),
)
_SAMPLE_COLUMNS: Final = (
    Column("exhibit", "Exhibit", 10),
    Column("material", "Material", 28),
    Column("population", "Records (N)", 12),
    Column("drawn", "Drawn (n)", 10),
    Column("read", "Read", 10),
    Column("found", "Marked relevant", 12),
    Column("seed", "Seed", 18),
)
_ATTACHMENT_COLUMNS: Final = (
    Column("item", "MG6C item", 10),
    Column("number", "No. in item", 10),
    Column("type", "Type of file", 24),
    Column("size", "Size (bytes)", 14),
    Column("date", "Date of the record", 22),
    Column("state", "File in the export", 20),
)
_STATES: Final[Mapping[str | None, str]] = {
    "present": "yes",
    "listed_but_missing": "listed, but missing",
    "not_downloaded": "not downloaded to the device",
}
_MEDIA_TYPE: Final = re.compile(r"[a-z]+/[a-z0-9.+-]{1,60}")


def dmd(register: Register, record: DigitalRecord, case: CaseHeader) -> Form:
    """The electronic-material table of the DMD, with what was not examined and the search terms."""
    not_examined = tuple(Row(cells) for row in register.balance for cells in _not_examined(row))
    return Form(
        name="DMD",
        title="Disclosure management document: table of electronic material",
        marking="",
        header=header(register, case),
        notes=(
            "For insertion in the disclosure management document, which the prosecutor owns. Figures are of the "
            "records listed on the schedule of non-sensitive unused material.",
        ),
        columns=_DMD_COLUMNS,
        rows=tuple(Row(_device(device, register, record)) for device in record.devices),
        nil="No device has been examined in this case.",
        certification=(),
        signatures=(),
        sections=(
            Section(
                "Material not examined",
                columns=_NOT_EXAMINED_COLUMNS,
                rows=not_examined,
                nil="All material was examined in the way stated above.",
            ),
            _terms(record),
        ),
        **common(register, case),  # type: ignore[arg-type]  # the fields it names
    )


def search_record(register: Register, record: DigitalRecord, case: CaseHeader) -> Form:
    """The search-and-sampling record."""
    statements = tuple(sampling.statement(frame) for frame in record.frames)
    return Form(
        name="SAMPLING",
        title="Search and sampling record",
        marking="For the prosecutor only: not to be disclosed to the defence.",
        header=header(register, case),
        notes=(f"Made with version {record.version} of the toolkit.",),
        columns=_TERM_COLUMNS,
        rows=_term_rows(record),
        nil="No line of enquiry has been set: nothing was searched for.",
        certification=(),
        signatures=(),
        sections=(
            Section("How the search works", notes=record.rules),
            Section(
                "Dip samples of what the search did not select",
                columns=_SAMPLE_COLUMNS,
                rows=tuple(Row(_sample(frame)) for frame in record.frames),
                nil="No dip sample was drawn.",
            ),
            Section(
                "What the dip samples show",
                notes=(*statements, sampling.together(record.frames)) if record.frames else (),
                nil="" if record.frames else "Nothing can be said of what the search may have missed.",
            ),
        ),
        is_sensitive=any(item.is_sensitive and not item.is_withdrawn for item in register.items),
        **common(register, case),  # type: ignore[arg-type]  # the fields it names
    )


def withheld_index(register: Register, record: DigitalRecord, case: CaseHeader) -> Form:
    """The index of attachments withheld."""
    counts: dict[str, int] = {}
    rows = []
    for attachment in record.attachments:
        number = counts[attachment.item_number] = counts.get(attachment.item_number, 0) + 1
        media = (attachment.media_type or "").strip().casefold()
        rows.append(
            Row(
                (
                    attachment.item_number,
                    f"{number:,}",
                    media if _MEDIA_TYPE.fullmatch(media) else "not stated",
                    f"{attachment.size_bytes:,}" if attachment.size_bytes is not None else "not stated",
                    instant(attachment.occurred_at) if attachment.occurred_at else "not stated with a time zone",
                    _STATES.get(attachment.status, "not stated"),
                )
            )
        )
    return Form(
        name="WITHHELD",
        title="Index of attachments withheld",
        marking="",
        header=header(register, case),
        notes=(
            "Pictures, recordings and documents attached to the records listed individually on the schedule of "
            "non-sensitive unused material. None is copied until a person has viewed it; each is retained.",
        ),
        columns=_ATTACHMENT_COLUMNS,
        rows=tuple(rows),
        nil="No attachment is listed with the records that are listed individually.",
        certification=(),
        signatures=(),
        **common(register, case),  # type: ignore[arg-type]  # the fields it names
    )


def safe_term(term: str, identifiers: Sequence[str]) -> str:
    """A search term as printed on what may be served: not at all if it could identify a person of the case.

    >>> safe_term("follow*", ["Jasleen Bhamra"]), safe_term("jasleen*", ["Jasleen Bhamra"])
    ('follow*', '[Not printed: the term could identify a person]')
    """
    words = set(re.findall(r"\w+", term.casefold()))
    told = {word for text in identifiers for word in re.findall(r"\w+", text.casefold()) if len(word) > 1}
    stems = tuple(word for word in words if "*" in term)
    named = words & told or any(word.startswith(stem) for stem in stems for word in told)
    return TERM_WITHHELD if named or personal_data.found(term) else term


def _device(device: Device, register: Register, record: DigitalRecord) -> tuple[str, ...]:
    ref = device.exhibit_ref
    items = [item for item in register.items if item.exhibit_ref == ref and not item.is_sensitive and item.quantity]
    listed = [item for item in items if item.artefact_table is not None]
    quantities: dict[str, int] = {}
    for item in listed:
        table = item.artefact_table or ""
        quantities[table] = quantities.get(table, 0) + item.quantity
    volume = "; ".join(
        counted(quantities[table], nouns.one, nouns.many) for table, nouns in NOUNS.items() if table in quantities
    )
    first = min((item.first_at for item in listed if item.first_at), default=None)
    last = max((item.last_at for item in listed if item.last_at), default=None)
    rows = [row for row in register.balance if row.exhibit_ref == ref]
    own = [term for term in record.terms if not term.exhibits or ref in term.exhibits]
    terms = sum(not term.is_contact for term in own)
    contacts = len(own) - terms
    individual = [item for item in listed if item.item_class in SELECTED]
    found = sum(item.quantity for item in individual)
    drawn, read, marked = (sum(getattr(row, name) for row in rows) for name in ("sampled", "read", "marked"))
    owner = f" of [{device.owner}]" if device.owner else ""
    seized = f", seized on {day(device.seized_at)}" if device.seized_at else ""
    return (
        f"{device.kind}{owner}{seized}",
        ref,
        "; ".join(device.extractions) or "no extraction in this case",
        f"{day(first)} to {day(last)} (UTC)" if first and last else "no dates with a stated time zone",
        f"{volume or 'no records'}."
        + (f" {counted(device.unreadable, 'record', 'records')} could not be read." if device.unreadable else ""),
        f"Computer search: {counted(terms, 'search term', 'search terms')} and "
        f"{counted(contacts, 'contact criterion', 'contact criteria')}, listed below."
        if own
        else "No line of enquiry covers this device: it was not searched.",
        f"{drawn:,} drawn at random from what the search did not select; {read:,} read, {marked:,} marked relevant."
        if drawn
        else "No dip sample was drawn.",
        f"{counted(found, 'record', 'records')} selected, or beside what was, at "
        f"{numbering.in_words(item.item_number for item in individual)}."
        if individual
        else "Nothing was selected.",
    )


def _not_examined(row: BalanceRow) -> list[tuple[str, ...]]:
    nouns = NOUNS[row.artefact_table]
    told = (
        (row.out_of_scope, "Outside the scope agreed for this device."),
        (row.privileged, "Withheld unread pending independent review for legal professional privilege."),
        (row.not_searched, "The search was not applied to records of this type, or no terms were set for the device."),
    )
    return [(row.exhibit_ref, nouns.many, f"{quantity:,}", reason) for quantity, reason in told if quantity]


def _terms(record: DigitalRecord) -> Section:
    return Section(
        "Search terms and contacts",
        columns=_TERM_COLUMNS,
        rows=_term_rows(record),
        nil="No line of enquiry has been set: nothing was searched for.",
    )


def _term_rows(record: DigitalRecord) -> tuple[Row, ...]:
    return tuple(
        Row(
            (
                term.line,
                f"contact with {term.term}" if term.is_contact else term.term,
                term.window or "no limit",
                "" if term.is_contact else f"{term.hits:,}",
                f"{term.records:,}",
            )
        )
        for term in record.terms
    )


def _sample(frame: Frame) -> tuple[str, ...]:
    nouns = NOUNS[frame.artefact_table]
    label = application_label(frame.application)
    return (
        frame.exhibit_ref,
        ", ".join(part for part in (nouns.many, label, "one conversation" if frame.is_conversation else "") if part),
        f"{frame.population:,}",
        f"{frame.drawn:,}",
        f"{frame.read:,}",
        f"{frame.found:,}" if frame.read else "",
        str(frame.seed),
    )


def documents(register: Register, record: DigitalRecord, case: CaseHeader) -> tuple[Form, Form, Form]:
    """The three documents."""
    return dmd(register, record, case), search_record(register, record, case), withheld_index(register, record, case)
