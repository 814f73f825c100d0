"""The item register: which schedule item accounts for which artefact.

Every artefact of the material tables is accounted for by exactly one current item:

=============  =============================================================================================
extraction     one for each exhibit: the extraction report itself
conversation   selected messages of one conversation and those around them, individually listed
listing        selected calls, e-mails, notes… of one exhibit and application, individually listed
block          what was not selected, by exhibit, table and application: quantity and generic title
out_of_scope   outside the scope agreed for the device: quantity only
privileged     withheld unread pending independent review: quantity only
sensitive      what a person has named as sensitive, taken out of the others
=============  =============================================================================================

Block entries rest on paragraph 6.10 of the CPIA Code of Practice; what might meet the test for disclosure must
be listed individually (CPS Disclosure Manual, chapter 7). Sensitive material is considered item by item and
only a person can name it (chapter 8).

Every submission states the whole register as it then stands. An item has one number for ever: later
submissions may word it anew, because its material or its examination has changed, and say so; an item that
has no material left is withdrawn and keeps its number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, get_args

from disclosure.errors import InputError, VerificationError
from disclosure.hashing import sha256_json
from disclosure.schedule import descriptions, numbering
from disclosure.schedule.decisions import FILE_NAME, Decisions, Sensitive
from disclosure.schedule.descriptions import NOUNS, ItemClass, Search, Subject

MATERIAL_TABLES: Final = tuple(NOUNS)
STATUSES: Final = ("privileged", "out_of_scope", "responsive", "context", "not_responsive")
INDIVIDUAL: Final = frozenset({"extraction", "conversation", "listing", "sensitive"})
"""Classes listed individually; the others are block entries."""

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
        quantity: Number of artefacts.
        first_at: Earliest time with a stated zone.
        last_at: Latest time with a stated zone.
        undated_count: Artefacts without such a time.
        attachment_count: Attachments listed with them.
        hit_count: Search hits in them.
        sample_count: How many were drawn in a dip sample.
        issued_count: How many a non-sensitive item of the submission before counts.
    """

    group_id: int
    exhibit_ref: str
    artefact_table: str
    application: str | None
    conversation_id: str | None
    status: str
    quantity: int
    first_at: datetime | None = None
    last_at: datetime | None = None
    undated_count: int = 0
    attachment_count: int = 0
    hit_count: int = 0
    sample_count: int = 0
    issued_count: int = 0


@dataclass(frozen=True)
class ScheduleItem:
    """One item of the register, as the table `schedule_items` holds it, without the list of artefacts.

    Attributes are those of the table. `group_ids` says what the item stands for now; it is empty on an item
    read back from the register.
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
    group_ids: tuple[int, ...] = field(default=(), compare=False)

    @property
    def item_class(self) -> str:
        """What sort of item it is, from its key."""
        return self.item_key.split("|", 1)[0]

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
        counterparts: Other parties by exhibit reference and conversation.
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
        out_of_scope: In entries for material outside the agreed scope.
        privileged: In entries for material withheld unread.
        sensitive: On the sensitive schedule.
    """

    exhibit_ref: str
    artefact_table: str
    artefacts: int
    individual: int = 0
    searched: int = 0
    not_searched: int = 0
    sampled: int = 0
    out_of_scope: int = 0
    privileged: int = 0
    sensitive: int = 0

    @property
    def difference(self) -> int:
        """Artefacts without an item, or counted twice; zero in a sound register."""
        blocks = self.searched + self.not_searched + self.out_of_scope + self.privileged
        return self.artefacts - self.individual - blocks - self.sensitive


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
    """

    items: tuple[ScheduleItem, ...]
    submission: int
    new: tuple[str, ...]
    revised: tuple[str, ...]
    withdrawn: tuple[str, ...]
    balance: tuple[BalanceRow, ...]


@dataclass(frozen=True)
class Placement:
    """The item a group of artefacts belongs to.

    Attributes:
        key: Key of the item.
        item_class: What sort of item it is.
        entry: Entry of the decisions that makes it sensitive, from 1; none otherwise.
        reason: The officer's reason for that.
    """

    key: str
    item_class: ItemClass
    entry: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class _Draft:
    placement: Placement
    exhibit_ref: str
    groups: tuple[MaterialGroup, ...] = ()

    @property
    def is_sensitive(self) -> bool:
        return self.placement.entry is not None

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
    _check_sensitive(groups, placements, issued, decisions)
    collected: dict[str, list[MaterialGroup]] = {}
    for group in groups:
        collected.setdefault(placements[group.group_id].key, []).append(group)
    drafts = [
        _Draft(
            placements[members[0].group_id],
            members[0].exhibit_ref,
            tuple(sorted(members, key=lambda group: group.group_id)),
        )
        for members in collected.values()
    ]
    drafts += [_Draft(Placement(numbering.make_key("extraction", ref), "extraction"), ref) for ref in facts.exports]
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
    reasons = {entry.item: entry.reason for entry in decisions.mg6e}
    current = [_item(draft, *numbers[draft.placement.key], facts, references, reasons) for draft in drafts]
    gone = [_withdraw(item) for key, item in before.items() if key not in {item.item_key for item in current}]
    items = tuple(sorted([*current, *gone], key=lambda item: item.number))
    _check_undermining(items, decisions)

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
        balance=_balance(groups, items, facts),
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
    is_selected = group.status in ("responsive", "context")
    if is_selected and table == "messages" and (exhibit, group.conversation_id) in selected:
        return Placement(numbering.make_key("conversation", exhibit, group.conversation_id), "conversation")
    item_class = "listing" if is_selected else "block"
    return Placement(numbering.make_key(item_class, exhibit, table, group.application), item_class)


def _place_all(
    groups: Sequence[MaterialGroup], by_number: Mapping[str, ScheduleItem], decisions: Decisions
) -> dict[int, Placement]:
    selected: set[tuple[str, str | None]] = {
        (group.exhibit_ref, group.conversation_id)
        for group in groups
        if group.artefact_table == "messages" and group.status == "responsive" and group.conversation_id
    }
    placements = {}
    for group in groups:
        placement = place(group, selected)
        # What nobody may read cannot be judged sensitive unread; it stays withheld.
        if placement.item_class not in _WITHHELD:
            for entry, decision in enumerate(decisions.sensitive, start=1):
                subject = _selects(decision, group, placement.key, by_number)
                if subject:
                    key = numbering.make_key("sensitive", *subject)
                    placement = Placement(key, "sensitive", entry, decision.reason)
                    break
        placements[group.group_id] = placement
    return placements


def _selects(
    decision: Sensitive, group: MaterialGroup, key: str, by_number: Mapping[str, ScheduleItem]
) -> tuple[str | None, ...] | None:
    """What tells the sensitive item that a group belongs to from others; none if the decision leaves it out."""
    if decision.item is not None:
        item = by_number.get(decision.item)
        if item is None:
            return None
        # An item that is sensitive already is named by its own number as well as by what it was made from.
        own = numbering.make_key("sensitive", "item", key)
        return ("item", key) if item.item_key in (key, own) else None
    if decision.conversation_id is not None:
        ref = group.exhibit_ref
        return (
            ("conversation", ref, group.conversation_id) if decision.conversation_id == group.conversation_id else None
        )
    if (decision.exhibit, decision.table) != (group.exhibit_ref, group.artefact_table):
        return None
    if decision.application not in (None, group.application):
        return None
    return ("table", group.exhibit_ref, group.artefact_table, decision.application)


def _check_sensitive(
    groups: Sequence[MaterialGroup],
    placements: Mapping[int, Placement],
    issued: Sequence[ScheduleItem],
    decisions: Decisions,
) -> None:
    """Refuse decisions on sensitivity that select nothing, contradict what was issued, or have gone missing."""
    used = {placement.entry for placement in placements.values() if placement.entry}
    for entry in range(1, len(decisions.sensitive) + 1):
        if entry not in used:
            raise InputError(
                "decision_selects_nothing",
                f"{FILE_NAME}: sensitive[{entry}] selects no material that may be examined.",
                "Check its item, conversation_id, exhibit, table and application, and earlier entries.",
            )
    current = {placement.key for placement in placements.values() if placement.entry}
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
        entry_of = placements[group.group_id].entry
        if entry_of and group.issued_count and not decisions.sensitive[entry_of - 1].prosecutor_informed:
            raise InputError(
                "issued_as_non_sensitive",
                f"{FILE_NAME}: sensitive[{entry_of}] selects material that an issued MG6C counts already; the "
                "defence may have that schedule.",
                "Tell the prosecutor before anything else is sent; then add prosecutor_informed = true to the entry.",
            )


def _check_undermining(items: Sequence[ScheduleItem], decisions: Decisions) -> None:
    """Refuse an entry for the MG6E that names no current item."""
    current = {item.item_number for item in items if not item.is_withdrawn}
    for entry, decision in enumerate(decisions.mg6e, start=1):
        if decision.item not in current:
            raise InputError(
                "unknown_item",
                f"{FILE_NAME}: mg6e[{entry}].item names {decision.item}, which is no current item of this case.",
                "Give a number as it stands on the MG6C or MG6D.",
            )


class _References:
    """Where other items stand, for items that point to them; built once for a whole register."""

    def __init__(self, drafts: Sequence[_Draft], numbers: Mapping[str, str]) -> None:
        self._listed: dict[tuple[str, str, str | None], set[str]] = {}
        self._remainders: dict[tuple[str, str], tuple[int, set[str]]] = {}
        for draft in drafts:
            number = numbers[draft.placement.key]
            for group in draft.groups:
                if draft.placement.item_class in ("conversation", "listing"):
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
    reasons: Mapping[str, str],
) -> ScheduleItem:
    """One draft with its number and words."""
    groups = draft.groups
    ref = draft.exhibit_ref
    quantity = sum(group.quantity for group in groups) if groups else facts.exports[ref]
    remainder_count, remainder_at = references.remainder(draft)
    item_class = draft.placement.item_class
    of_one = draft.conversation_id if item_class in ("conversation", "sensitive") else None
    words = descriptions.draft(
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
            attachment_count=sum(group.attachment_count for group in groups),
            unselected_count=sum(group.quantity for group in groups if group.status == "not_responsive"),
            context_count=sum(group.quantity for group in groups if group.status == "context"),
            hit_count=sum(group.hit_count for group in groups),
            sample_count=sum(group.sample_count for group in groups),
            search=facts.searches.get(ref, Search()),
            has_edited_copy=draft.artefact_table in facts.edited_tables,
            listed_at=references.listed_at(draft),
            remainder_count=remainder_count,
            remainder_at=remainder_at,
            unreadable_count=facts.unreadable.get(ref, 0),
        )
    )
    return ScheduleItem(
        item_number=number,
        item_key=draft.placement.key,
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
        undermines_or_assists=reasons.get(number),
        submission=submission,
        group_ids=tuple(group.group_id for group in groups),
    )


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
    groups: Sequence[MaterialGroup], items: Sequence[ScheduleItem], facts: CaseFacts
) -> tuple[BalanceRow, ...]:
    """Count each artefact in the item that accounts for it, and check that none is left or doubled.

    Raises:
        VerificationError: The figures differ.
    """
    counts: dict[tuple[str, str], dict[str, int]] = {}
    by_id = {group.group_id: group for group in groups}
    for group in groups:
        row = counts.setdefault((group.exhibit_ref, group.artefact_table), {"artefacts": 0})
        row["artefacts"] += group.quantity
    for item in items:
        if item.artefact_table is None or item.is_withdrawn:
            continue
        row = counts[(item.exhibit_ref, item.artefact_table)]
        column = item.item_class
        if column in ("conversation", "listing"):
            column = "individual"
        elif column == "block":
            searched = facts.searches.get(item.exhibit_ref, Search()).applied_to(item.artefact_table)
            column = "searched" if searched else "not_searched"
            row["sampled"] = row.get("sampled", 0) + sum(by_id[group].sample_count for group in item.group_ids)
        row[column] = row.get(column, 0) + item.quantity
    rows = tuple(
        BalanceRow(exhibit, table, **row)
        for (exhibit, table), row in sorted(
            counts.items(), key=lambda entry: (entry[0][0], MATERIAL_TABLES.index(entry[0][1]))
        )
    )
    placed = sorted(group for item in items for group in item.group_ids)
    if placed != sorted(by_id) or any(row.difference for row in rows):
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
        draft.first_at.isoformat() if draft.first_at else "~",
        draft.placement.key,
    )
