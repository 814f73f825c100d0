"""The item register: which schedule item accounts for which artefact.

Every artefact of the material tables is accounted for by exactly one current item:

=============  =============================================================================================
device         one for each exhibit with an export: the exhibit itself
extraction     one for each exhibit with an export: the extraction report
conversation   selected messages of one conversation and those around them, individually listed
call_log       selected calls with one number or account, individually listed
note           one selected note
image_set      selected pictures and videos of one exhibit and application, from the list of files
listing        other selected records of one exhibit, table and application, individually listed
block          what was not selected, by exhibit, table, application, people of the case on it and, for
               communications, year: quantity and generic title
out_of_scope   outside the scope agreed for the device: quantity only
privileged     withheld unread pending independent review: quantity only
sensitive      what a person has named as sensitive, taken out of the others
=============  =============================================================================================

or by none, because it is no unused material that a schedule lists: a person has decided that it is evidence or not
relevant, or it is a duplicate of a record of the same exhibit that is accounted for.

Block entries rest on paragraph 6.10 of the CPIA Code of Practice; what might meet the test for disclosure must
be listed individually (CPS Disclosure Manual, chapter 7). Sensitive material is considered item by item and
only a person can name it (chapter 8).

Every submission states the whole register as it then stands. An item has one number for ever: later
submissions may word it anew, because its material or its examination has changed, and say so; an item that
has no material left is withdrawn and keeps its number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, get_args

from disclosure.errors import InputError, VerificationError
from disclosure.hashing import sha256_json
from disclosure.schedule import descriptions, numbering
from disclosure.schedule.decisions import FILE_NAME, Decisions, Description, ReadInFull, Selection, Sensitive
from disclosure.schedule.descriptions import NOUNS, ItemClass, Search, Subject, Words

MATERIAL_TABLES: Final = tuple(NOUNS)
STATUSES: Final = ("privileged", "out_of_scope", "responsive", "context", "not_responsive")
SELECTED: Final = frozenset({"conversation", "call_log", "note", "image_set", "listing"})
"""Classes of what the search selected, listed individually."""
INDIVIDUAL: Final = SELECTED | {"device", "extraction", "sensitive"}
"""Classes listed individually; the others are block entries."""
COMMUNICATIONS: Final = ("messages", "emails", "calls")
"""Tables whose block entries are made by year: years are what a reader looks for in them."""
OUTCOMES: Final = ("evidence", "item", "not_relevant", "out_of_scope", "privileged", "duplicate", "not_examined")
"""What accounts for an artefact; each is accounted for by exactly one."""

_OF_EXHIBIT: Final[tuple[ItemClass, ...]] = ("device", "extraction")
_CLASS_ORDER: Final = get_args(ItemClass)
_WITHHELD: Final = ("privileged", "out_of_scope")


@dataclass(frozen=True)
class MaterialGroup:
    """Artefacts that nothing here tells apart, counted.

    Attributes:
        group_id: Number of the group, by which its artefacts are found again.
        exhibit_ref: Exhibit reference.
        artefact_table: Table the artefacts are in.
        application: Application the vendor names.
        conversation_id: Conversation; only for messages.
        status: What became of them: one of `STATUSES`.
        parties: Ids of the people of the case on them, the owner of the device left out, joined by commas.
        single: What tells a single record or a number from others, for what is listed one by one.
        period: Year of their time (UTC); none where they have no time or the table is not listed by year.
        is_duplicate: Each repeats a record of the same exhibit that is accounted for.
        entry: Entry of the decisions that names the records one by one, such as `evidence:1`; none for none.
        quantity: Number of artefacts.
        first_at: Earliest time with a stated zone.
        last_at: Latest time with a stated zone.
        undated_count: Artefacts without such a time.
        attachment_count: Attachments listed with them.
        hit_count: Search hits in them.
        sample_count: How many were drawn in a dip sample.
        read_count: How many of those a reviewer has read and marked.
        found_count: How many of those were marked responsive.
        issued_count: How many a non-sensitive item of the submission before counts.
    """

    group_id: int
    exhibit_ref: str
    artefact_table: str
    application: str | None
    conversation_id: str | None
    status: str
    quantity: int
    parties: str | None = None
    single: str | None = None
    period: int | None = None
    is_duplicate: bool = False
    entry: str | None = None
    first_at: datetime | None = None
    last_at: datetime | None = None
    undated_count: int = 0
    attachment_count: int = 0
    hit_count: int = 0
    sample_count: int = 0
    read_count: int = 0
    found_count: int = 0
    issued_count: int = 0


@dataclass(frozen=True)
class ScheduleItem:
    """One item of the register, as the table `schedule_items` holds it, without the list of artefacts.

    Attributes are those of the table. `group_ids` says what the item stands for now, `hit_count` and
    `found_count` what the search and the reviewers of a dip sample found in it, `drafted` the description without
    the officer's edits, `fault` which decision no longer fits it; all are empty on an item read back from the register.
    """

    item_number: str
    item_key: str
    kind: str
    title: str
    description: str
    location: str
    exhibit_ref: str
    artefact_table: str | None
    application: str | None
    quantity: int
    first_at: datetime | None
    last_at: datetime | None
    how_examined: str
    is_sensitive: bool
    reason_for_sensitivity: str | None
    undermines_or_assists: str | None
    submission: int
    presumption: str | None = None
    presumption_exception: str | None = None
    is_edited: bool = False
    group_ids: tuple[int, ...] = field(default=(), compare=False)
    hit_count: int = field(default=0, compare=False)
    found_count: int = field(default=0, compare=False)
    drafted: str = field(default="", compare=False)
    fault: str = field(default="", compare=False)

    @property
    def item_class(self) -> str:
        """What sort of item it is, from its key."""
        return self.item_key.split("|", 1)[0]

    @property
    def reference(self) -> str:
        """What decisions may call it by before its number is issued, and after."""
        return numbering.reference(self.item_key)

    @property
    def is_withdrawn(self) -> bool:
        """Whether its number is no longer in use."""
        return self.quantity == 0

    @property
    def number(self) -> numbering.ItemNumber:
        """The number, for putting items in order."""
        return numbering.parse(self.item_number)

    @property
    def digest(self) -> str:
        """What a decision that comes back is matched by: this number with these words."""
        return sha256_json([self.item_number, self.title, self.description])[:16]

    @property
    def printed(self) -> tuple[str | None, ...]:
        """What a schedule prints of it."""
        return (self.title, self.description, self.location, self.reason_for_sensitivity)


@dataclass(frozen=True)
class CaseFacts:
    """What descriptions need to know of the case besides the material.

    Attributes:
        force: Police force.
        exhibits: Exhibit references in the order of the case file.
        device_kinds: Kind of device by exhibit reference.
        seized_at: Day of seizure by exhibit reference.
        searches: What search covers each exhibit.
        exports: Number of export files by exhibit reference.
        unreadable: Records that could not be read, by exhibit reference.
        counterparts: Other parties by exhibit reference and conversation, or what else tells an item apart.
        owners: Label of the owner by exhibit reference.
        parties: Label by party id.
        edited_tables: Tables of which a redacted copy of what is listed individually has been made.
    """

    force: str = ""
    exhibits: tuple[str, ...] = ()
    device_kinds: Mapping[str, str] = field(default_factory=dict)
    seized_at: Mapping[str, date] = field(default_factory=dict)
    searches: Mapping[str, Search] = field(default_factory=dict)
    exports: Mapping[str, int] = field(default_factory=dict)
    unreadable: Mapping[str, int] = field(default_factory=dict)
    counterparts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    edited_tables: frozenset[str] = frozenset()


@dataclass(frozen=True)
class BalanceRow:
    """One exhibit and table of the balance: every artefact, and the sort of item that accounts for it.

    Attributes:
        exhibit_ref: Exhibit reference.
        artefact_table: Table of the artefacts.
        artefacts: Number of artefacts.
        individual: Listed individually on the non-sensitive schedule.
        searched: In block entries of tables that the search was applied to.
        not_searched: In block entries of other tables.
        sampled: How many of those in block entries were drawn in a dip sample.
        read: How many of those drawn a reviewer has read.
        marked: How many of those read were marked responsive.
        out_of_scope: In entries for material outside the agreed scope.
        privileged: In entries for material withheld unread.
        sensitive: On the sensitive schedule.
        evidence: Part of the prosecution case, as a person has decided.
        not_relevant: Not relevant, as a person has decided.
        duplicate: Repeats of records that are accounted for.
    """

    exhibit_ref: str
    artefact_table: str
    artefacts: int
    individual: int = 0
    searched: int = 0
    not_searched: int = 0
    sampled: int = 0
    read: int = 0
    marked: int = 0
    out_of_scope: int = 0
    privileged: int = 0
    sensitive: int = 0
    evidence: int = 0
    not_relevant: int = 0
    duplicate: int = 0

    @property
    def difference(self) -> int:
        """Artefacts that nothing accounts for, or that are counted twice; zero in a sound register."""
        blocks = self.searched + self.not_searched + self.out_of_scope + self.privileged
        unlisted = self.evidence + self.not_relevant + self.duplicate
        return self.artefacts - self.individual - blocks - self.sensitive - unlisted


@dataclass(frozen=True)
class Register:
    """Every item that has a number, and how the current ones account for the material.

    Attributes:
        items: All items, withdrawn ones included, non-sensitive first, in order of number.
        submission: The submission it was built for.
        new: Numbers issued in that submission.
        revised: Numbers of items that print other words than in the submission before.
        withdrawn: Numbers withdrawn since the submission before.
        balance: How the items account for the artefacts.
        outcomes: What accounts for the artefacts of each group, one of `OUTCOMES`, by number of the group.
    """

    items: tuple[ScheduleItem, ...]
    submission: int
    new: tuple[str, ...]
    revised: tuple[str, ...]
    withdrawn: tuple[str, ...]
    balance: tuple[BalanceRow, ...]
    outcomes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Placement:
    """The item a group of artefacts belongs to.

    Attributes:
        key: Key of the item.
        item_class: What sort of item it is.
        outcome: What accounts for it instead of an item: evidence, not_relevant or duplicate; empty for an item.
        entry: Entry of the decisions that decides it, from 1; none otherwise.
        reason: The officer's reason for its being sensitive.
    """

    key: str
    item_class: ItemClass
    outcome: str = ""
    entry: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class _Draft:
    placement: Placement
    exhibit_ref: str
    groups: tuple[MaterialGroup, ...] = ()

    @property
    def is_sensitive(self) -> bool:
        return self.placement.item_class == "sensitive"

    @property
    def is_number_only(self) -> bool:
        return self.placement.item_class in _WITHHELD

    @property
    def artefact_table(self) -> str | None:
        return self.groups[0].artefact_table if self.groups else None

    @property
    def application(self) -> str | None:
        if self.is_number_only:
            return None
        return " and ".join(sorted({group.application for group in self.groups if group.application})) or None

    @property
    def conversation_id(self) -> str | None:
        conversations = {group.conversation_id for group in self.groups}
        return conversations.pop() if len(conversations) == 1 else None

    @property
    def counterpart_key(self) -> str | None:
        """What its other parties are looked up by: a conversation, or the number of a call log."""
        if self.placement.item_class == "call_log":
            return self.groups[0].single
        return self.conversation_id if self.placement.item_class in ("conversation", "sensitive") else None

    @property
    def first_at(self) -> datetime | None:
        return min((g.first_at for g in self.groups if g.first_at and not self.is_number_only), default=None)

    @property
    def last_at(self) -> datetime | None:
        return max((g.last_at for g in self.groups if g.last_at and not self.is_number_only), default=None)


def build(
    groups: Sequence[MaterialGroup],
    issued: Sequence[ScheduleItem],
    decisions: Decisions,
    facts: CaseFacts,
    submission: int,
) -> Register:
    """Account for every artefact: place it, number what has no number yet, and word every item.

    Args:
        groups: The artefacts, grouped and counted.
        issued: Every item of the register so far.
        decisions: What the disclosure officer decided.
        facts: What descriptions need to know of the case.
        submission: Number of the submission that new items would belong to.

    Raises:
        InputError: A decision selects nothing, contradicts what was issued, or has gone missing.
        VerificationError: The items do not account for every artefact exactly once, or the register so far is
            not a sound one.
    """
    by_number = {item.item_number: item for item in issued}
    placements = _place_all(groups, by_number, decisions)
    _check_selections(groups, placements, issued, decisions)
    collected: dict[str, list[MaterialGroup]] = {}
    for group in groups:
        placement = placements[group.group_id]
        if not placement.outcome:
            collected.setdefault(placement.key, []).append(group)
    drafts = [
        _Draft(
            placements[members[0].group_id],
            members[0].exhibit_ref,
            tuple(sorted(members, key=lambda group: group.group_id)),
        )
        for members in collected.values()
    ]
    for ref in facts.exports:
        drafts += [_Draft(Placement(numbering.make_key(name, ref), name), ref) for name in _OF_EXHIBIT]
    drafts.sort(key=lambda draft: _order(draft, facts.exhibits))

    lines = numbering.issue(
        [numbering.Line(item.item_number, item.item_key, item.submission) for item in issued],
        [(draft.placement.key, draft.is_sensitive) for draft in drafts],
        submission,
    )
    before = {item.item_key: item for item in issued}
    numbers = {key: (item.item_number, item.submission) for key, item in before.items()}
    numbers |= {line.item_key: (line.item_number, line.submission) for line in lines}
    references = _References(drafts, {key: number for key, (number, _) in numbers.items()})
    said = _Said(decisions)
    current = [_item(draft, *numbers[draft.placement.key], facts, references, said) for draft in drafts]
    gone = [_withdraw(item) for key, item in before.items() if key not in {item.item_key for item in current}]
    items = tuple(sorted([*current, *gone], key=lambda item: item.number))
    _check_named(items, by_number, decisions)

    revised = [
        item.item_number
        for item in items
        if (old := before.get(item.item_key)) and not item.is_withdrawn and item.printed != old.printed
    ]
    return Register(
        items,
        submission,
        new=tuple(line.item_number for line in lines),
        revised=tuple(revised),
        withdrawn=tuple(
            item.item_number for item in items if item.is_withdrawn and not before[item.item_key].is_withdrawn
        ),
        balance=_balance(groups, items, placements, facts),
        outcomes={group.group_id: _outcome(group, placements[group.group_id], facts) for group in groups},
    )


def place(group: MaterialGroup, selected: Set[tuple[str, str | None]]) -> Placement:
    """The item that a group of artefacts belongs to while nobody has named it as sensitive.

    Args:
        group: The artefacts.
        selected: Exhibit and conversation of every conversation with a selected message.

    Raises:
        InputError: The status or table is not a known one.
    """
    exhibit, table = group.exhibit_ref, group.artefact_table
    if group.status not in STATUSES or table not in NOUNS:
        raise InputError(
            "unknown_material",
            f"The material status holds a status or table this version does not know (table {table}).",
            "Run the search again with this version: disclosure search CASE",
        )
    item_class: ItemClass
    if group.status == "privileged" or group.status == "out_of_scope":
        item_class = "privileged" if group.status == "privileged" else "out_of_scope"
        return Placement(numbering.make_key(item_class, exhibit, table), item_class)
    application = group.application
    if group.status in ("responsive", "context"):
        if table == "messages" and (exhibit, group.conversation_id) in selected:
            return Placement(numbering.make_key("conversation", exhibit, group.conversation_id), "conversation")
        for single_table, single_class in _SINGLES.items():
            if table == single_table and group.single is not None:
                key = numbering.make_key(single_class, exhibit, application, group.single)
                return Placement(key, single_class)
        return Placement(numbering.make_key("listing", exhibit, table, application), "listing")
    year = str(group.period) if group.period else None
    return Placement(numbering.make_key("block", exhibit, table, application, group.parties, year), "block")


_SINGLES: Final[Mapping[str, ItemClass]] = MappingProxyType(
    {"calls": "call_log", "notes": "note", "files": "image_set"}
)
"""Tables whose selected records are listed number by number, one by one, or as a set of pictures."""


def _place_all(
    groups: Sequence[MaterialGroup], by_number: Mapping[str, ScheduleItem], decisions: Decisions
) -> dict[int, Placement]:
    selected: set[tuple[str, str | None]] = {
        (group.exhibit_ref, group.conversation_id)
        for group in groups
        if group.artefact_table == "messages" and group.status == "responsive" and group.conversation_id
    }
    return {group.group_id: _decided(group, place(group, selected), by_number, decisions) for group in groups}


def _decided(
    group: MaterialGroup, placement: Placement, by_number: Mapping[str, ScheduleItem], decisions: Decisions
) -> Placement:
    """Where a person's decision puts a group of artefacts.

    Raises:
        InputError: Entries of different kinds decide it.
    """
    # What nobody may read cannot be judged unread; it stays withheld.
    if placement.item_class in _WITHHELD:
        return placement
    if group.is_duplicate:
        return replace(placement, outcome="duplicate")
    found = [
        (kind, entry, decision, subject)
        for kind, entry, decision in decisions.selections()
        if (subject := _selects(f"{kind}:{entry}", decision, group, placement.key, by_number)) is not None
    ]
    # Records named one by one are taken out of what is named as a whole.
    by_record = [choice for choice in found if choice[2].artefact_ids]
    found = by_record or found
    if not found:
        return placement
    if len({kind for kind, *_ in found}) > 1:
        told = " and ".join(f"{kind}[{entry}]" for kind, entry, *_ in found)
        raise InputError(
            "decisions_overlap", f"{FILE_NAME}: {told} decide the same material.", "Leave one of them, or narrow it."
        )
    kind, entry, decision, subject = found[0]
    if isinstance(decision, Sensitive):
        key = numbering.make_key("sensitive", *subject)
        return Placement(key, "sensitive", entry=entry, reason=decision.reason)
    return replace(placement, outcome=kind, entry=entry)


def _is_named(named: str, key: str, by_number: Mapping[str, ScheduleItem]) -> bool:
    """Whether a number that has been issued, or a reference, names the item with a key."""
    item = by_number.get(named)
    return key == item.item_key if item is not None else numbering.reference(key) == named


def _selects(
    label: str, decision: Selection, group: MaterialGroup, key: str, by_number: Mapping[str, ScheduleItem]
) -> tuple[str | None, ...] | None:
    """What tells the sensitive item that a group belongs to from others; none if the decision leaves it out."""
    ref, table = group.exhibit_ref, group.artefact_table
    if decision.artefact_ids:
        return ("records", ref, table, decision.artefact_ids[0]) if group.entry == label else None
    if decision.item is not None:
        # An item that is sensitive already is named by its own number as well as by what it was made from.
        own = numbering.make_key("sensitive", "item", key)
        return ("item", key) if any(_is_named(decision.item, name, by_number) for name in (key, own)) else None
    if decision.conversation_id is not None:
        is_of_it = decision.conversation_id == group.conversation_id
        return ("conversation", ref, group.conversation_id) if is_of_it else None
    if (decision.exhibit, decision.table) != (ref, table):
        return None
    if decision.application not in (None, group.application):
        return None
    return ("table", ref, table, decision.application)


def _outcome(group: MaterialGroup, placement: Placement, facts: CaseFacts) -> str:
    """What accounts for the artefacts of a group; those that a person has read are examined all the same."""
    if placement.outcome:
        return placement.outcome
    if placement.item_class in _WITHHELD:
        return placement.item_class
    if placement.item_class == "block" and not _is_searched(group.exhibit_ref, group.artefact_table, facts):
        return "not_examined"
    return "item"


def _is_searched(exhibit_ref: str, artefact_table: str, facts: CaseFacts) -> bool:
    return bool(facts.searches.get(exhibit_ref, Search()).applied_to(artefact_table))


def _check_selections(
    groups: Sequence[MaterialGroup],
    placements: Mapping[int, Placement],
    issued: Sequence[ScheduleItem],
    decisions: Decisions,
) -> None:
    """Refuse decisions that select nothing, contradict what was issued, or have gone missing."""
    used = {(placement.outcome or placement.item_class, placement.entry) for placement in placements.values()}
    for kind, entry, _ in decisions.selections():
        if (kind, entry) not in used:
            raise InputError(
                "decision_selects_nothing",
                f"{FILE_NAME}: {kind}[{entry}] selects no material that may be examined.",
                "Check its item, conversation_id, exhibit, table, application and artefact_ids, and earlier entries. "
                "An item is named by the number it was issued with, or by its reference in the worksheet.",
            )
    current = {placement.key for placement in placements.values() if placement.item_class == "sensitive"}
    known = {item.item_number for item in issued if item.is_sensitive}
    for number in decisions.no_longer_sensitive:
        if number not in known:
            raise InputError(
                "unknown_item",
                f"{FILE_NAME}: no_longer_sensitive names {number}, which no MG6D of this case lists.",
                "Give numbers of the sensitive schedule, such as S1.",
            )
    orphans = [
        item.item_number
        for item in issued
        if item.is_sensitive
        and not item.is_withdrawn
        and item.item_key not in current
        and item.item_number not in decisions.no_longer_sensitive
    ]
    if orphans:
        raise InputError(
            "sensitive_decision_missing",
            f"{FILE_NAME} no longer has the decision behind sensitive {numbering.in_words(orphans)}.",
            "Put the entry back; or, if the material is no longer sensitive, add the number to no_longer_sensitive.",
        )
    for group in groups:
        placement = placements[group.group_id]
        if placement.item_class != "sensitive" or placement.entry is None or not group.issued_count:
            continue
        if not decisions.sensitive[placement.entry - 1].prosecutor_informed:
            raise InputError(
                "issued_as_non_sensitive",
                f"{FILE_NAME}: sensitive[{placement.entry}] selects material that an issued MG6C counts already; the "
                "defence may have that schedule.",
                "Tell the prosecutor before anything else is sent; then add prosecutor_informed = true to the entry.",
            )


def _check_named(items: Sequence[ScheduleItem], by_number: Mapping[str, ScheduleItem], decisions: Decisions) -> None:
    """Refuse an entry about an item that names no current one, or a number that is not issued yet."""
    current = {item.item_number for item in items if not item.is_withdrawn and item.item_number in by_number}
    current |= {item.reference for item in items if not item.is_withdrawn}
    for kind in ("mg6e", "description", "read_in_full", "presumption"):
        for entry, decision in enumerate(getattr(decisions, kind), start=1):
            if decision.item not in current:
                raise InputError(
                    "unknown_item",
                    f"{FILE_NAME}: {kind}[{entry}].item names {decision.item}, which is no current item of this case.",
                    "Give the number it was issued with; before that, its reference in the worksheet of a draft "
                    "(disclosure schedule CASE --draft).",
                )


class _Said:
    """What the officer said of single items, by the number or reference of the item."""

    def __init__(self, decisions: Decisions) -> None:
        self.undermining = {entry.item: entry.reason for entry in decisions.mg6e}
        self.descriptions: dict[str, Description] = {entry.item: entry for entry in decisions.description}
        self.read: dict[str, ReadInFull] = {entry.item: entry for entry in decisions.read_in_full}
        self.presumptions = {
            entry.item: (entry.category, entry.exception_reason or None) for entry in decisions.presumption
        }


class _References:
    """Where other items stand, for items that point to them; built once for a whole register."""

    def __init__(self, drafts: Sequence[_Draft], numbers: Mapping[str, str]) -> None:
        self._listed: dict[tuple[str, str, str | None], set[str]] = {}
        self._remainders: dict[tuple[str, str], tuple[int, set[str]]] = {}
        for draft in drafts:
            number = numbers[draft.placement.key]
            for group in draft.groups:
                if draft.placement.item_class in SELECTED:
                    kind = (group.exhibit_ref, group.artefact_table, group.application)
                    self._listed.setdefault(kind, set()).add(number)
                elif draft.placement.item_class == "block" and group.conversation_id:
                    conversation = (group.exhibit_ref, group.conversation_id)
                    count, at = self._remainders.get(conversation, (0, set()))
                    self._remainders[conversation] = (count + group.quantity, at | {number})

    def listed_at(self, draft: _Draft) -> tuple[str, ...]:
        """Items that list selected artefacts of the same kind as a block entry."""
        if draft.placement.item_class != "block":
            return ()
        group = draft.groups[0]
        return tuple(sorted(self._listed.get((group.exhibit_ref, group.artefact_table, group.application), ())))

    def remainder(self, draft: _Draft) -> tuple[int, tuple[str, ...]]:
        """How many messages of a conversation its item leaves out, and where they are counted."""
        # What the sensitive schedule holds is not to be inferred from the other one, nor the other way round.
        if draft.placement.item_class != "conversation" or draft.conversation_id is None:
            return 0, ()
        count, at = self._remainders.get((draft.exhibit_ref, draft.conversation_id), (0, set()))
        return count, tuple(sorted(at))


def _item(
    draft: _Draft,
    number: str,
    submission: int,
    facts: CaseFacts,
    references: _References,
    said: _Said,
) -> ScheduleItem:
    """One draft with its number and words."""
    groups = draft.groups
    ref = draft.exhibit_ref
    item_class = draft.placement.item_class
    if groups:
        quantity = sum(group.quantity for group in groups)
    else:
        quantity = facts.exports[ref] if item_class == "extraction" else 1
    remainder_count, remainder_at = references.remainder(draft)
    key = draft.placement.key
    names = (number, numbering.reference(key))
    read = next((said.read[name] for name in names if name in said.read), None)
    edit = next((said.descriptions[name] for name in names if name in said.descriptions), None)
    of_one = draft.counterpart_key
    parties = groups[0].parties if groups and item_class == "block" else None
    drafted = descriptions.draft(
        Subject(
            item_class=item_class,
            exhibit_ref=ref,
            device_kind=facts.device_kinds.get(ref, ""),
            seized_at=facts.seized_at.get(ref),
            force=facts.force,
            artefact_table=draft.artefact_table,
            application=draft.application,
            quantity=quantity,
            first_at=draft.first_at,
            last_at=draft.last_at,
            undated_count=sum(group.undated_count for group in groups),
            counterpart=facts.counterparts.get((ref, of_one), "") if of_one else "",
            owner=facts.owners.get(ref, ""),
            includes=descriptions.counterpart([facts.parties.get(name) for name in (parties or "").split(",") if name]),
            period=groups[0].period if groups and item_class == "block" else None,
            attachment_count=sum(group.attachment_count for group in groups),
            unselected_count=sum(group.quantity for group in groups if group.status == "not_responsive"),
            context_count=sum(group.quantity for group in groups if group.status == "context"),
            hit_count=sum(group.hit_count for group in groups),
            sample_count=sum(group.sample_count for group in groups),
            read_count=sum(group.read_count for group in groups),
            found_count=sum(group.found_count for group in groups),
            is_read_in_full=read is not None and read.quantity == quantity,
            search=facts.searches.get(ref, Search()),
            has_edited_copy=draft.artefact_table in facts.edited_tables,
            listed_at=references.listed_at(draft),
            remainder_count=remainder_count,
            remainder_at=remainder_at,
            unreadable_count=facts.unreadable.get(ref, 0),
        )
    )
    words = _edited(drafted, edit)
    presumption = next((said.presumptions[name] for name in names if name in said.presumptions), (None, None))
    return ScheduleItem(
        item_number=number,
        item_key=key,
        kind="individual" if item_class in INDIVIDUAL else "block",
        title=words.title,
        description=words.description,
        location=words.location,
        exhibit_ref=ref,
        artefact_table=draft.artefact_table,
        application=draft.application,
        quantity=quantity,
        first_at=draft.first_at,
        last_at=draft.last_at,
        how_examined=words.how_examined,
        is_sensitive=draft.is_sensitive,
        reason_for_sensitivity=draft.placement.reason,
        undermines_or_assists=next((said.undermining[name] for name in names if name in said.undermining), None),
        submission=submission,
        presumption=presumption[0],
        presumption_exception=presumption[1],
        is_edited=edit is not None,
        group_ids=tuple(group.group_id for group in groups),
        hit_count=sum(group.hit_count for group in groups),
        found_count=sum(group.found_count for group in groups),
        drafted=drafted.description,
        fault="read_in_full_outdated" if read is not None and read.quantity != quantity else "",
    )


def _edited(drafted: Words, edit: Description | None) -> Words:
    """The drafted words as the officer has changed them."""
    if edit is None:
        return drafted
    text = edit.text.replace("{drafted}", drafted.description)
    return replace(drafted, title=edit.title or drafted.title, description=text)


def _withdraw(item: ScheduleItem) -> ScheduleItem:
    """An item that has no material left: its number and key stay, its words go."""
    words = descriptions.WITHDRAWN
    return ScheduleItem(
        item_number=item.item_number,
        item_key=item.item_key,
        kind=item.kind,
        title=words.title,
        description=words.description,
        location=words.location,
        exhibit_ref=item.exhibit_ref,
        artefact_table=item.artefact_table,
        application=item.application,
        quantity=0,
        first_at=None,
        last_at=None,
        how_examined=words.how_examined,
        is_sensitive=item.is_sensitive,
        reason_for_sensitivity=None,
        undermines_or_assists=None,
        submission=item.submission,
    )


def _balance(
    groups: Sequence[MaterialGroup],
    items: Sequence[ScheduleItem],
    placements: Mapping[int, Placement],
    facts: CaseFacts,
) -> tuple[BalanceRow, ...]:
    """Count each artefact in what accounts for it, and check that none is left or doubled.

    Raises:
        VerificationError: The figures differ.
    """
    by_id = {group.group_id: group for group in groups}
    counts: dict[tuple[str, str], dict[str, int]] = {}

    def add(group: MaterialGroup, column: str, quantity: int) -> None:
        row = counts.setdefault((group.exhibit_ref, group.artefact_table), {"artefacts": 0})
        row[column] = row.get(column, 0) + quantity

    for group in groups:
        add(group, "artefacts", group.quantity)
        if placements[group.group_id].outcome:
            add(group, placements[group.group_id].outcome, group.quantity)
    for item in items:
        if item.artefact_table is None or item.is_withdrawn:
            continue
        members = [by_id[number] for number in item.group_ids]
        column = item.item_class
        if column in SELECTED:
            column = "individual"
        elif column == "block":
            column = "searched" if _is_searched(item.exhibit_ref, item.artefact_table, facts) else "not_searched"
            for group in members:
                add(group, "sampled", group.sample_count)
                add(group, "read", group.read_count)
                add(group, "marked", group.found_count)
        if item.quantity != sum(group.quantity for group in members):
            column = "artefacts"  # shows as a difference below
        for group in members:
            add(group, column, group.quantity)
    rows = tuple(
        BalanceRow(exhibit, table, **row)
        for (exhibit, table), row in sorted(
            counts.items(), key=lambda entry: (entry[0][0], MATERIAL_TABLES.index(entry[0][1]))
        )
    )
    unlisted = [number for number, placement in placements.items() if placement.outcome]
    placed = sorted([*unlisted, *(number for item in items for number in item.group_ids)])
    if placed != sorted(by_id) or len(by_id) != len(groups) or any(row.difference for row in rows):
        raise VerificationError(
            "schedule_unbalanced",
            "The schedule items do not account for every artefact exactly once; nothing was issued.",
            "This is a fault of the toolkit; report it with the counts of the case, not its content.",
        )
    return rows


def _order(draft: _Draft, exhibits: Sequence[str]) -> tuple[object, ...]:
    """Where a new item stands among the others: by exhibit, sort of item, table, application and time."""
    known = list(exhibits)
    position = known.index(draft.exhibit_ref) if draft.exhibit_ref in known else len(known)
    table = MATERIAL_TABLES.index(draft.artefact_table) if draft.artefact_table else -1
    return (
        position,
        draft.exhibit_ref,
        _CLASS_ORDER.index(draft.placement.item_class),
        table,
        draft.application or "",
        "" if draft.placement.item_class == "block" else draft.first_at.isoformat() if draft.first_at else "~",
        draft.placement.key,
    )
