"""The item register: which item accounts for which artefact, across submissions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from disclosure.errors import InputError, VerificationError
from disclosure.schedule import items, numbering
from disclosure.schedule.decisions import Decisions
from disclosure.schedule.descriptions import Search
from disclosure.schedule.items import CaseFacts, MaterialGroup, Register, ScheduleItem

SEARCH = Search(terms=2, term_tables=frozenset({"messages", "notes"}))
FACTS = CaseFacts(force="Example Police", exhibits=("B/2", "A/1"), searches={"A/1": SEARCH}, exports={"A/1": 1})
DAY = datetime(2025, 6, 1, 8, 0, tzinfo=UTC)


CONVERSATION = numbering.reference("conversation|A/1|c1")
"""What the conversation of `FIRST` is called before its number is issued."""


def group(number: int, status: str = "not_responsive", quantity: int = 3, **other: Any) -> MaterialGroup:
    values = {
        "exhibit_ref": "A/1",
        "artefact_table": "messages",
        "application": "WhatsApp",
        "conversation_id": "c1",
        "first_at": DAY,
        "last_at": DAY,
    }
    return MaterialGroup(number, status=status, quantity=quantity, **(values | other))


def build(
    groups: list[MaterialGroup], before: Register | None = None, decided: dict[str, Any] | None = None
) -> Register:
    issued = before.items if before else ()
    submission = before.submission + 1 if before else 1
    return items.build(groups, issued, Decisions.model_validate(decided or {}), FACTS, submission)


def by_class(register: Register) -> dict[str, list[ScheduleItem]]:
    found: dict[str, list[ScheduleItem]] = {}
    for item in register.items:
        found.setdefault("withdrawn" if item.is_withdrawn else item.item_class, []).append(item)
    return found


FIRST = [
    group(1, "responsive", 2, hit_count=2),
    group(2, "context", 4),
    group(3, quantity=50),
    group(4, quantity=9, conversation_id="c2"),
    group(5, "responsive", 1, artefact_table="notes", conversation_id=None, application="Notes"),
    group(6, quantity=7, artefact_table="calls", conversation_id=None),
    group(7, "out_of_scope", 11),
    group(8, "privileged", 5, conversation_id="c3"),
]


def test_each_status_goes_to_its_sort_of_item_in_order() -> None:
    register = build(FIRST)
    assert [(item.item_number, item.item_class, item.quantity) for item in register.items] == [
        ("1", "device", 1),
        ("2", "extraction", 1),
        ("3", "conversation", 6),
        ("4", "listing", 1),
        ("5", "block", 59),
        ("6", "block", 7),
        ("7", "out_of_scope", 11),
        ("8", "privileged", 5),
    ]
    assert register.new == ("1", "2", "3", "4", "5", "6", "7", "8")
    assert {item.kind for item in register.items[4:]} == {"block"}


def test_descriptions_point_to_one_another_and_say_how_examined() -> None:
    conversation, block, calls = (build(FIRST).items[index] for index in (2, 4, 5))
    assert "50 further messages of the same conversation are counted in item 5." in conversation.description
    assert "4 messages of the 6 were not selected and are included as context." in conversation.description
    assert "2 search term hits in these messages" in conversation.description
    assert "selected by the search are listed individually at item 3." in block.description
    assert "Examined by computer search only (2 search terms applied)" in block.description
    assert "Not examined by search, because the terms were not applied to records of this type." in calls.description


def test_withheld_material_gives_its_number_and_nothing_else() -> None:
    for item in build(FIRST).items[6:]:
        assert (item.first_at, item.last_at, item.application) == (None, None, None)
        assert "WhatsApp" not in item.title + item.description
        assert "2025" not in item.description


def test_the_balance_counts_every_artefact_once() -> None:
    rows = {row.artefact_table: row for row in build(FIRST).balance}
    messages = rows["messages"]
    assert (messages.artefacts, messages.individual, messages.searched) == (81, 6, 59)
    assert (messages.out_of_scope, messages.privileged, messages.difference) == (11, 5, 0)
    assert rows["calls"].not_searched == 7


def test_a_group_counted_twice_is_refused() -> None:
    with pytest.raises(VerificationError) as caught:
        build([group(1), group(1, conversation_id="c2")])
    assert caught.value.reason == "schedule_unbalanced"


def test_an_unknown_status_is_refused() -> None:
    with pytest.raises(InputError):
        build([group(1, "maybe")])


def test_numbers_stay_and_go_on() -> None:
    first = build(FIRST)
    more = [*FIRST[:2], group(9, "responsive", 1, conversation_id="c2"), *FIRST[2:3], group(10, quantity=8, conversation_id="c2"), *FIRST[4:]]  # fmt: skip  # noqa: E501
    second = build(more, first)
    assert second.new == ("9",)
    assert second.revised == ("5",), "the block is smaller and points to the new item"
    assert [item.submission for item in second.items] == [1] * 8 + [2]
    for old, new in zip(first.items, second.items, strict=False):
        assert (old.item_number, old.item_key) == (new.item_number, new.item_key)


def test_the_same_material_changes_nothing() -> None:
    first = build(FIRST)
    second = build(FIRST, first)
    assert (second.new, second.revised, second.withdrawn) == ((), (), ())
    assert second.items == first.items


def test_an_item_without_material_is_withdrawn_and_its_number_not_used_again() -> None:
    first = build(FIRST)
    second = build([*FIRST[:4], *FIRST[5:]], first)
    assert second.withdrawn == ("4",)
    assert second.items[3].title == "Withdrawn"
    third = build([*FIRST[:4], *FIRST[5:], group(11, "responsive", conversation_id="c9")], second)
    assert (third.new, third.withdrawn) == (("9",), ())
    back = build(FIRST, third)
    assert "4" in back.revised
    assert not back.items[3].is_withdrawn


def test_sensitive_material_has_numbers_of_its_own_and_leaves_no_trace() -> None:
    decided = {"sensitive": [{"conversation_id": "c2", "reason": "the reason"}]}
    register = build(FIRST, decided=decided)
    found = by_class(register)
    (sensitive,) = found["sensitive"]
    assert (sensitive.item_number, sensitive.quantity, sensitive.reason_for_sensitivity) == ("S1", 9, "the reason")
    served = [item for item in register.items if not item.is_sensitive]
    plain = build([item for item in FIRST if item.group_id != 4])
    assert [item.printed for item in served] == [item.printed for item in plain.items]
    assert [item.item_number for item in served] == [str(number) for number in range(1, 9)]


@pytest.mark.parametrize(
    "selection",
    [
        {"item": "3"},
        {"item": CONVERSATION},
        {"exhibit": "A/1", "table": "messages"},
        {"exhibit": "A/1", "table": "messages", "application": "WhatsApp"},
    ],
)
def test_ways_of_naming_sensitive_material(selection: dict[str, str]) -> None:
    first = build(FIRST)
    decided = {"sensitive": [{**selection, "reason": "r"}]}
    register = build(FIRST, first, decided)
    (sensitive,) = by_class(register)["sensitive"]
    assert sensitive.quantity == (6 if "item" in selection else 65)
    assert sensitive.artefact_table == "messages"
    # Withheld material stays withheld: it cannot be judged unread.
    assert len(by_class(register)["privileged"]) == 1
    again = build(FIRST, register, decided)
    assert (again.new, again.revised, again.withdrawn) == ((), (), ())


def test_what_an_issued_schedule_counts_needs_the_prosecutor() -> None:
    first = build(FIRST)
    issued = [replace(one, issued_count=one.quantity) for one in FIRST]
    decision: dict[str, Any] = {"item": "3", "reason": "r"}
    with pytest.raises(InputError) as caught:
        build(issued, first, {"sensitive": [decision]})
    assert caught.value.reason == "issued_as_non_sensitive"
    told = build(issued, first, {"sensitive": [{**decision, "prosecutor_informed": True}]})
    assert told.new == ("S1",)
    assert told.withdrawn == ("3",)


def test_sensitive_material_does_not_come_back_by_oversight() -> None:
    first = build(FIRST, decided={"sensitive": [{"conversation_id": "c2", "reason": "r"}]})
    with pytest.raises(InputError) as caught:
        build(FIRST, first)
    assert caught.value.reason == "sensitive_decision_missing"
    assert "item S1" in str(caught.value)
    second = build(FIRST, first, {"no_longer_sensitive": ["S1"]})
    assert second.withdrawn == ("S1",)
    assert build(FIRST, second).withdrawn == ()


@pytest.mark.parametrize(
    ("decided", "reason"),
    [
        ({"sensitive": [{"conversation_id": "c8", "reason": "r"}]}, "decision_selects_nothing"),
        ({"sensitive": [{"conversation_id": "c3", "reason": "r"}]}, "decision_selects_nothing"),
        ({"sensitive": [{"item": "99", "reason": "r"}]}, "decision_selects_nothing"),
        ({"mg6e": [{"item": "99", "reason": "r"}]}, "unknown_item"),
        ({"no_longer_sensitive": ["S4"]}, "unknown_item"),
    ],
)
def test_decisions_that_fit_nothing_are_refused(decided: dict[str, Any], reason: str) -> None:
    with pytest.raises(InputError) as caught:
        build(FIRST, build(FIRST), decided)
    assert caught.value.reason == reason


def test_reasons_for_the_report_stay_off_the_words() -> None:
    register = build(FIRST, decided={"mg6e": [{"item": CONVERSATION, "reason": "an earlier account"}]})
    item = register.items[2]
    assert item.undermines_or_assists == "an earlier account"
    assert "account" not in " ".join(text or "" for text in item.printed)
    assert item.printed == build(FIRST).items[2].printed
