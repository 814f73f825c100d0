"""The item register: which schedule entry accounts for which artefact.

Every artefact of the material tables is accounted for by exactly one current entry:

=============  =============================================================================================
extraction     one for each exhibit: the extraction report itself
conversation   selected messages of one conversation and those around them, individually listed
listing        selected calls, e-mails, notes… of one exhibit and application, individually listed
block          what was not selected, by exhibit, table and application: quantity and generic title
out_of_scope   outside the scope agreed for the device: quantity only
privileged     withheld unread pending independent review: quantity only
=============  =============================================================================================

Block entries rest on paragraph 6.10 of the CPIA Code of Practice; what might meet the test for disclosure must
be listed individually (CPS Disclosure Manual, chapter 7). Sensitive material, which only a person can
name, is taken out of these and given entries of its own (chapter 8).

Lines that have been issued are never rewritten. Artefacts that an issued line already accounts for in the
same way need nothing more; new ones, and ones whose treatment has changed, are listed by a further line
that says so. What was once listed individually stays listed individually. What was once listed as sensitive
stays so until a person withdraws the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, get_args

from disclosure.errors import InputError, VerificationError
from disclosure.schedule import descriptions, numbering
from disclosure.schedule.decisions import SensitiveDecision
from disclosure.schedule.descriptions import NOUNS, ItemClass, Search, Subject

MATERIAL_TABLES: Final = tuple(NOUNS)
STATUSES: Final = ("privileged", "out_of_scope", "responsive", "context", "not_responsive")
INDIVIDUAL: Final = frozenset({"extraction", "conversation", "listing"})
"""Classes listed individually; the others are block entries."""

_CLASS_ORDER: Final = get_args(ItemClass)
_SENSITIVE: Final = "sensitive"


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
        issued_as: Number of the line that last listed them; none when no line has.
        quantity: Number of artefacts.
        first_at: Earliest time with a stated zone.
        last_at: Latest time with a stated zone.
        undated_count: Artefacts without such a time.
        attachment_count: Attachments listed with them.
        hit_count: Search hits in them.
        sample_count: How many were drawn in a dip sample.
    """

    group_id: int
    exhibit_ref: str
    artefact_table: str
    application: str | None
    conversation_id: str | None
    status: str
    issued_as: str | None
    quantity: int
    first_at: datetime | None = None
    last_at: datetime | None = None
    undated_count: int = 0
    attachment_count: int = 0
    hit_count: int = 0
    sample_count: int = 0


@dataclass(frozen=True)
class ExtractionSource:
    """One export of an exhibit.

    Attributes:
        exhibit_ref: Exhibit reference.
        sha256: Digest of the export.
    """

    exhibit_ref: str
    sha256: str


@dataclass(frozen=True)
class ScheduleItem:
    """One line of the register, as the table `schedule_items` holds it, without the list of artefacts.

    Attributes are those of the table. `group_ids` and `source_sha256s` say what a new line stands for; they
    are empty on a line read back from the register.
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
    source_sha256s: tuple[str, ...] = field(default=(), compare=False)

    @property
    def line(self) -> numbering.Line:
        """The line as numbering knows it."""
        return numbering.Line(self.item_number, self.item_key, self.submission)

    @property
    def item_class(self) -> str:
        """What sort of item it is, from its key; for a sensitive item, of what was selected."""
        parts = numbering.base_key(self.item_key).split("|")
        if parts[0] != _SENSITIVE:
            return parts[0]
        return "conversation" if parts[1] == "conversation" else "listing"

    @property
    def number(self) -> numbering.ItemNumber:
        """The number, for putting lines in order."""
        return numbering.parse(self.item_number)


@dataclass(frozen=True)
class CaseFacts:
    """What descriptions need to know of the case besides the material.

    Attributes:
        force: Police force.
        exhibits: Exhibit references in the order of the case file.
        device_kinds: Kind of device by exhibit reference.
        seized_at: Day of seizure by exhibit reference.
        searches: What search covers each exhibit.
        counterparts: Other parties by exhibit reference and conversation.
        unreadable: Records that could not be read, by exhibit reference.
        has_edited_copy: A redacted copy has been made.
    """

    force: str = ""
    exhibits: tuple[str, ...] = ()
    device_kinds: Mapping[str, str] = field(default_factory=dict)
    seized_at: Mapping[str, date] = field(default_factory=dict)
    searches: Mapping[str, Search] = field(default_factory=dict)
    counterparts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    unreadable: Mapping[str, int] = field(default_factory=dict)
    has_edited_copy: bool = False


@dataclass(frozen=True)
class BalanceRow:
    """One exhibit and table of the balance: every artefact, and the sort of entry that accounts for it.

    Attributes:
        exhibit_ref: Exhibit reference.
        artefact_table: Table of the artefacts.
        artefacts: Number of artefacts.
        individual: Listed individually on the non-sensitive schedule.
        block: In block entries.
        out_of_scope: In entries for material outside the agreed scope.
        privileged: In entries for material withheld unread.
        sensitive: On the sensitive schedule.
    """

    exhibit_ref: str
    artefact_table: str
    artefacts: int
    individual: int = 0
    block: int = 0
    out_of_scope: int = 0
    privileged: int = 0
    sensitive: int = 0

    @property
    def difference(self) -> int:
        """Artefacts without an entry, or counted twice; zero in a sound register."""
        listed = self.individual + self.block + self.out_of_scope + self.privileged + self.sensitive
        return self.artefacts - listed


@dataclass(frozen=True)
class Placement:
    """The entry a group of artefacts belongs to.

    Attributes:
        key: Key of the entry, without a mark of continuation.
        item_class: What sort of entry it is.
        decision: The decision that makes it sensitive; none otherwise.
    """

    key: str
    item_class: ItemClass
    decision: SensitiveDecision | None = None


@dataclass(frozen=True)
class Draft:
    """An entry that has no number yet.

    Attributes:
        item_key: Its key.
        placement: Where its artefacts were placed.
        groups: The artefacts it stands for; none for an extraction.
        sources: The exports it stands for; only for an extraction.
    """

    item_key: str
    placement: Placement
    exhibit_ref: str
    groups: tuple[MaterialGroup, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def is_sensitive(self) -> bool:
        """Whether a person has decided that it is sensitive."""
        return self.placement.decision is not None

    @property
    def quantity(self) -> int:
        """Number of artefacts; one for an extraction report."""
        return sum(group.quantity for group in self.groups) if self.groups else 1

    @property
    def artefact_table(self) -> str | None:
        """Table of the artefacts."""
        return self.groups[0].artefact_table if self.groups else None

    @property
    def application(self) -> str | None:
        """Application of the artefacts; none when not stated or where the entry gives quantity only."""
        if self.placement.item_class in ("out_of_scope", "privileged"):
            return None
        return " and ".join(sorted({group.application for group in self.groups if group.application})) or None

    @property
    def first_at(self) -> datetime | None:
        """Earliest time; none where the entry gives quantity only."""
        if self.placement.item_class in ("out_of_scope", "privileged"):
            return None
        return min((group.first_at for group in self.groups if group.first_at), default=None)

    @property
    def last_at(self) -> datetime | None:
        """Latest time; none where the entry gives quantity only."""
        if self.placement.item_class in ("out_of_scope", "privileged"):
            return None
        return max((group.last_at for group in self.groups if group.last_at), default=None)


@dataclass(frozen=True)
class Register:
    """Lines issued so far and drafts of the lines that the material still needs.

    Attributes:
        issued: Every line issued so far, in order of number.
        drafts: Entries without a number, in the order in which they will be numbered.
        placements: Where each group of artefacts belongs, by its number.
        balance: How the entries account for the artefacts.
    """

    issued: tuple[ScheduleItem, ...]
    drafts: tuple[Draft, ...]
    placements: Mapping[int, Placement]
    balance: tuple[BalanceRow, ...]


def build(
    groups: Sequence[MaterialGroup],
    sources: Sequence[ExtractionSource],
    issued: Sequence[ScheduleItem],
    issued_sources: Mapping[str, str],
    decisions: Sequence[SensitiveDecision],
    withdrawn: Iterable[str],
    exhibits: Sequence[str] = (),
) -> Register:
    """Account for every artefact: by a line issued before or by a draft of a new one.

    Args:
        groups: The artefacts, grouped and counted.
        sources: The exports they come from.
        issued: Every line issued so far.
        issued_sources: Item number of the extraction report that lists each export, by digest.
        decisions: What a person has decided is sensitive.
        withdrawn: Numbers of lines a person has withdrawn.
        exhibits: Exhibit references in the order in which they are listed; others follow.

    Raises:
        InputError: A decision selects nothing, or selects what the non-sensitive schedule already lists.
        VerificationError: The entries do not account for every artefact exactly once.
    """
    by_number = {item.item_number: item for item in issued}
    gone = frozenset(withdrawn)
    selected = {
        (group.exhibit_ref, group.conversation_id)
        for group in groups
        if group.artefact_table == "messages" and group.status == "responsive" and group.conversation_id
    }
    placements = {group.group_id: place(group, selected, decisions) for group in groups}
    _check_decisions(groups, placements, by_number, decisions, gone)

    collected: dict[str, list[MaterialGroup]] = {}
    kept: dict[str, list[MaterialGroup]] = {}
    for group in groups:
        placement = placements[group.group_id]
        line = by_number.get(group.issued_as) if group.issued_as else None
        if line is not None and _still_accounts(line, placement, gone):
            kept.setdefault(line.item_number, []).append(group)
        else:
            collected.setdefault(placement.key, []).append(group)

    keys = {item.item_key for item in issued}
    drafts = [
        Draft(
            numbering.continued_key(key, keys),
            placements[members[0].group_id],
            members[0].exhibit_ref,
            tuple(sorted(members, key=lambda group: group.group_id)),
        )
        for key, members in collected.items()
    ]
    for exhibit_ref in sorted({source.exhibit_ref for source in sources}):
        new = sorted(
            {source.sha256 for source in sources if source.exhibit_ref == exhibit_ref} - issued_sources.keys()
        )
        if new:
            key = numbering.make_key("extraction", exhibit_ref)
            drafts.append(
                Draft(
                    numbering.continued_key(key, keys),
                    Placement(key, "extraction"),
                    exhibit_ref,
                    sources=tuple(new),
                )
            )
    drafts.sort(key=lambda draft: _order(draft, exhibits))
    balance = _balance(groups, drafts, kept, by_number)
    ordered = tuple(sorted(issued, key=lambda item: item.number))
    return Register(ordered, tuple(drafts), MappingProxyType(placements), balance)


def place(
    group: MaterialGroup,
    selected: frozenset[tuple[str, str | None]] | set[tuple[str, str | None]],
    decisions: Sequence[SensitiveDecision] = (),
) -> Placement:
    """The entry that a group of artefacts belongs to.

    Material that nobody may read is withheld before anything else is asked of it: whether it is
    sensitive cannot be judged unread.

    Args:
        group: The artefacts.
        selected: Exhibit and conversation of every conversation with a selected message.
        decisions: What a person has decided is sensitive.

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
    if group.status in ("privileged", "out_of_scope"):
        item_class: ItemClass = "privileged" if group.status == "privileged" else "out_of_scope"
        return Placement(numbering.make_key(item_class, exhibit, table), item_class)
    if (
        table == "messages"
        and group.status in ("responsive", "context")
        and group.conversation_id
        and (exhibit, group.conversation_id) in selected
    ):
        placement = Placement(
            numbering.make_key("conversation", exhibit, group.conversation_id), "conversation"
        )
    elif group.status == "responsive" or (group.status == "context" and table != "messages"):
        placement = Placement(numbering.make_key("listing", exhibit, table, group.application), "listing")
    else:
        placement = Placement(numbering.make_key("block", exhibit, table, group.application), "block")
    for decision in decisions:
        if decision.selects(exhibit, table, group.application, group.conversation_id, placement.key):
            return Placement(
                numbering.make_key(_SENSITIVE, *decision.selector(exhibit, placement.key)),
                "conversation" if decision.is_conversation(placement.key) else "listing",
                decision,
            )
    return placement


def issue(register: Register, facts: CaseFacts, submission: int) -> tuple[ScheduleItem, ...]:
    """Number and word the drafts.

    Args:
        register: What `build` made.
        facts: What descriptions need to know of the case.
        submission: Number of the submission the new lines belong to.

    Returns:
        The new lines, in order of number within each sequence.
    """
    lines = numbering.issue(
        [item.line for item in register.issued],
        [(draft.item_key, draft.is_sensitive) for draft in register.drafts],
        submission,
    )
    numbers = {item.item_key: item.item_number for item in register.issued}
    numbers.update({line.item_key: line.item_number for line in lines})
    context = _References(register, numbers)
    return tuple(
        _item(draft, numbers[draft.item_key], submission, facts, context) for draft in register.drafts
    )


class _References:
    """Where other items stand, for entries that point to them; built once for a whole register."""

    def __init__(self, register: Register, numbers: Mapping[str, str]) -> None:
        self.numbers = numbers
        self.issued = {item.item_number: item for item in register.issued}
        self.listed: dict[tuple[str, str | None, str | None], set[str]] = {}
        for item in register.issued:
            if not item.is_sensitive and item.item_class in ("conversation", "listing"):
                self._list(item.exhibit_ref, item.artefact_table, item.application, item.item_number)
        self.remainders: dict[tuple[str, str], tuple[int, set[str]]] = {}
        draft_of = {group.group_id: draft for draft in register.drafts for group in draft.groups}
        for draft in register.drafts:
            if not draft.is_sensitive and draft.placement.item_class in ("conversation", "listing"):
                for application in {group.application for group in draft.groups}:
                    self._list(draft.exhibit_ref, draft.artefact_table, application, numbers[draft.item_key])
            if draft.placement.item_class == "block":
                for group in draft.groups:
                    self._remain(group, numbers[draft.item_key])
        self._draft_of = draft_of

    def _list(self, exhibit: str, table: str | None, application: str | None, number: str) -> None:
        self.listed.setdefault((exhibit, table, application), set()).add(number)

    def _remain(self, group: MaterialGroup, number: str) -> None:
        if group.conversation_id:
            count, at = self.remainders.get((group.exhibit_ref, group.conversation_id), (0, set()))
            self.remainders[(group.exhibit_ref, group.conversation_id)] = (
                count + group.quantity,
                at | {number},
            )


def _item(
    draft: Draft, number: str, submission: int, facts: CaseFacts, references: _References
) -> ScheduleItem:
    """One draft with its number and words."""
    words = descriptions.draft(_subject(draft, facts, references))
    decision = draft.placement.decision
    return ScheduleItem(
        item_number=number,
        item_key=draft.item_key,
        kind="individual" if draft.placement.item_class in INDIVIDUAL else "block",
        title=words.title,
        description=words.description,
        location=words.location,
        exhibit_ref=draft.exhibit_ref,
        artefact_table=draft.artefact_table,
        application=draft.application,
        quantity=draft.quantity,
        first_at=draft.first_at,
        last_at=draft.last_at,
        how_examined=words.how_examined,
        is_sensitive=draft.is_sensitive,
        reason_for_sensitivity=decision.reason if decision else None,
        undermines_or_assists=None,
        submission=submission,
        group_ids=tuple(group.group_id for group in draft.groups),
        source_sha256s=draft.sources,
    )


def _subject(draft: Draft, facts: CaseFacts, references: _References) -> Subject:
    """What the words of a draft are drawn from."""
    exhibit = draft.exhibit_ref
    item_class = draft.placement.item_class
    conversations = sorted({group.conversation_id for group in draft.groups if group.conversation_id})
    is_conversation = item_class == "conversation" and len(conversations) == 1
    remainder, remainder_at = (0, frozenset[str]())
    # What the sensitive schedule holds is not to be inferred from the other one, nor the other way round.
    if is_conversation and not draft.is_sensitive:
        count, at = references.remainders.get((exhibit, conversations[0]), (0, set()))
        remainder, remainder_at = count, frozenset(at)
    listed = (
        references.listed.get((exhibit, draft.artefact_table, draft.application), set())
        if item_class == "block"
        else set()
    )
    earlier = [group for group in draft.groups if _may_mention(group.issued_as, draft, references)]
    base = numbering.base_key(draft.item_key)
    before = [
        item.item_number for item in references.issued.values() if numbering.base_key(item.item_key) == base
    ]
    return Subject(
        item_class=item_class,
        exhibit_ref=exhibit,
        device_kind=facts.device_kinds.get(exhibit, ""),
        seized_at=facts.seized_at.get(exhibit),
        force=facts.force,
        artefact_table=draft.artefact_table,
        application=draft.application,
        quantity=draft.quantity,
        first_at=draft.first_at,
        last_at=draft.last_at,
        undated_count=sum(group.undated_count for group in draft.groups),
        counterpart=facts.counterparts.get((exhibit, conversations[0]), "") if is_conversation else "",
        attachment_count=sum(group.attachment_count for group in draft.groups),
        context_count=sum(group.quantity for group in draft.groups if group.status == "context"),
        hit_count=sum(group.hit_count for group in draft.groups),
        sample_count=sum(group.sample_count for group in draft.groups),
        search=facts.searches.get(exhibit, Search()),
        has_edited_copy=facts.has_edited_copy,
        listed_at=tuple(sorted(listed)),
        remainder_count=remainder,
        remainder_at=tuple(sorted(remainder_at)),
        earlier_count=sum(group.quantity for group in earlier),
        earlier_at=tuple(sorted({group.issued_as for group in earlier if group.issued_as})),
        continues=before[-1] if before else "",
        unreadable_count=facts.unreadable.get(exhibit, 0) if item_class == "extraction" else 0,
    )


def _may_mention(number: str | None, draft: Draft, references: _References) -> bool:
    """Whether an entry may point to an earlier line: never from the served schedule to a sensitive one."""
    if number is None:
        return False
    earlier = references.issued.get(number)
    return earlier is not None and (draft.is_sensitive or not earlier.is_sensitive)


def _still_accounts(line: ScheduleItem, placement: Placement, withdrawn: frozenset[str]) -> bool:
    """Whether a line that listed artefacts before still accounts for them in the way they are placed now."""
    if line.is_sensitive:
        return line.item_number not in withdrawn
    if numbering.base_key(line.item_key) == placement.key:
        return True
    # Once listed individually, always: a narrower search must not hide what an earlier schedule showed.
    return placement.item_class == "block" and line.item_class in ("conversation", "listing")


def _check_decisions(
    groups: Sequence[MaterialGroup],
    placements: Mapping[int, Placement],
    issued: Mapping[str, ScheduleItem],
    decisions: Sequence[SensitiveDecision],
    withdrawn: frozenset[str],
) -> None:
    """Refuse decisions that select nothing, contradict what has been issued, or have gone missing.

    Raises:
        InputError: As said, naming the entry of the decisions file or the item number.
    """
    used = {placement.decision.entry for placement in placements.values() if placement.decision}
    for decision in decisions:
        if decision.entry not in used:
            raise InputError(
                "decision_selects_nothing",
                f"decisions.toml: sensitive[{decision.entry}] selects no material that may be examined.",
                "Check its item, conversation_id, table, exhibit and application.",
            )
    current = {placement.key for placement in placements.values() if placement.decision}
    orphans = [
        item.item_number
        for item in issued.values()
        if item.is_sensitive
        and item.item_number not in withdrawn
        and numbering.base_key(item.item_key) not in current
    ]
    if orphans:
        raise InputError(
            "sensitive_decision_missing",
            f"decisions.toml no longer has the decision behind sensitive {numbering.in_words(orphans)}.",
            "Put the entry back; or, if the material is no longer sensitive, add a [[withdrawn]] entry for the item.",
        )
    clashes = {
        group.issued_as: placement.decision.entry
        for group in groups
        if group.issued_as
        and not issued[group.issued_as].is_sensitive
        and (placement := placements[group.group_id]).decision
        and not placement.decision.prosecutor_informed
    }
    if clashes:
        raise InputError(
            "issued_as_non_sensitive",
            f"decisions.toml: sensitive[{min(clashes.values())}] selects material that a non-sensitive schedule "
            f"already counts in {numbering.in_words(clashes)}; the defence may have that schedule.",
            "Tell the prosecutor before anything else is sent; then add prosecutor_informed = true to the entry.",
        )


def _balance(
    groups: Sequence[MaterialGroup],
    drafts: Sequence[Draft],
    kept: Mapping[str, Sequence[MaterialGroup]],
    issued: Mapping[str, ScheduleItem],
) -> tuple[BalanceRow, ...]:
    """Count each artefact in the entry that accounts for it, and check that none is left or doubled.

    Raises:
        VerificationError: The figures differ.
    """
    artefacts: dict[tuple[str, str], int] = {}
    for group in groups:
        place_of = (group.exhibit_ref, group.artefact_table)
        artefacts[place_of] = artefacts.get(place_of, 0) + group.quantity
    counts: dict[tuple[str, str], dict[str, int]] = {place_of: {} for place_of in artefacts}

    def add(group: MaterialGroup, item_class: str, is_sensitive: bool) -> None:
        column = "sensitive" if is_sensitive else "individual" if item_class in INDIVIDUAL else item_class
        row = counts[(group.exhibit_ref, group.artefact_table)]
        row[column] = row.get(column, 0) + group.quantity

    for draft in drafts:
        for group in draft.groups:
            add(group, draft.placement.item_class, draft.is_sensitive)
    for number, members in kept.items():
        for group in members:
            add(group, issued[number].item_class, issued[number].is_sensitive)
    rows = tuple(
        BalanceRow(exhibit, table, total, **counts[(exhibit, table)])
        for (exhibit, table), total in sorted(
            artefacts.items(), key=lambda row: (row[0][0], MATERIAL_TABLES.index(row[0][1]))
        )
    )
    if any(row.difference for row in rows):
        raise VerificationError(
            "schedule_unbalanced",
            "The schedule items do not account for every artefact exactly once; nothing was issued.",
            "This is a fault of the toolkit; report it with the counts of the case, not its content.",
        )
    return rows


def _order(draft: Draft, exhibits: Sequence[str]) -> tuple[object, ...]:
    """Where a new entry stands among the others: by exhibit, sort of entry, table, application and time."""
    known = list(exhibits)
    position = known.index(draft.exhibit_ref) if draft.exhibit_ref in known else len(known)
    table = MATERIAL_TABLES.index(draft.artefact_table) if draft.artefact_table else -1
    first_at = draft.first_at.isoformat() if draft.first_at else "~"
    return (
        position,
        draft.exhibit_ref,
        _CLASS_ORDER.index(draft.placement.item_class),
        table,
        draft.application or "",
        first_at,
        draft.item_key,
    )
