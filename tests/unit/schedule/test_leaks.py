"""Leaks planted in what is served: each is found, and what is sound passes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from disclosure.schedule import digital, forms, leaks
from disclosure.schedule.decisions import Decisions
from disclosure.schedule.digital import Attachment, Device, DigitalRecord, TermHits
from disclosure.schedule.forms import Form, Row
from disclosure.schedule.items import Register
from tests.unit.schedule.test_items import FACTS, FIRST, build
from tests.unit.schedule.test_words import HEADER

REASON = "A covert visit to the address in Marine Parade would put the caller in danger"
DECIDED: dict[str, Any] = {"sensitive": [{"conversation_id": "c2", "reason": REASON}]}
RECORD = DigitalRecord(
    devices=(Device("A/1", "mobile phone", "Complainant", None, ("ufdr",)),),
    terms=(TermHits("LOE1", "follow*", False, "", (), 2, 2), TermHits("LOE1", "[Suspect]", True, "", (), 0, 4)),
    attachments=(Attachment("3", "image/jpeg", 2048, "present", None),),
)


@pytest.fixture
def register() -> Register:
    return build(FIRST, decided=DECIDED)


@pytest.fixture
def twin(register: Register) -> Register:
    return leaks.twin(FIRST, (), Decisions.model_validate(DECIDED), FACTS, register)


def served(register: Register) -> tuple[Form, ...]:
    made = digital.documents(register, RECORD, HEADER)
    return forms.mg6c(register, HEADER), made[0], made[2]


def found(form: Form, other: Form, register: Register) -> set[str]:
    told = leaks.telling(register)
    return {leak.sort for leak in (*leaks.differences(form, other), *leaks.search(form, told))}


def test_what_is_drafted_is_the_same_without_the_sensitive_material(register: Register, twin: Register) -> None:
    assert any(item.is_sensitive for item in register.items)
    assert not any(item.is_sensitive for item in twin.items)
    for form, other in zip(served(register), served(twin), strict=True):
        assert form.rows
        assert found(form, other, register) == set()


def reworded(form: Form, text: str) -> Form:
    """A form with a text planted in its second line."""
    first, second, *rest = form.rows
    cells = list(second.cells)
    cells[1] += f" {text}"
    return replace(form, rows=(first, replace(second, cells=tuple(cells)), *rest))


@pytest.mark.parametrize(
    ("planted", "sort"),
    [
        ("See item S1.", "number"),
        ("The visit to the address in question.", "wording"),
        ("9 further messages are kept elsewhere.", "twin"),
        ("68 messages in all.", "twin"),
        ("Dated 1 June 2025 at 08:00:00 UTC.", "twin"),
    ],
)
def test_a_planted_leak_is_found(register: Register, twin: Register, planted: str, sort: str) -> None:
    form, other = (forms.mg6c(made, HEADER) for made in (register, twin))
    assert sort in found(reworded(form, planted), other, register)


def test_a_missing_and_an_added_line_are_found(register: Register, twin: Register) -> None:
    form, other = (forms.mg6c(made, HEADER) for made in (register, twin))
    assert leaks.differences(replace(form, rows=form.rows[1:]), other) == (leaks.Leak("MG6C item 1", "twin"),)
    added = replace(form, rows=(*form.rows, Row(("9", "x", "", "", ""))))
    assert leaks.differences(added, other) == (leaks.Leak("MG6C item 9", "twin"),)


def test_a_leak_in_a_section_and_in_a_note_is_found(register: Register, twin: Register) -> None:
    form, other = (digital.dmd(made, RECORD, HEADER) for made in (register, twin))
    section = form.sections[0]
    cells = section.rows[0].cells
    planted = replace(section, rows=(Row((cells[0], cells[1], "9", cells[3])), *section.rows[1:]))
    assert {leak.sort for leak in leaks.differences(replace(form, sections=(planted, form.sections[1])), other)} == {
        "twin"
    }
    noted = replace(form, notes=("S1 is withheld.",))
    assert {leak.sort for leak in leaks.search(noted, leaks.telling(register))} == {"number"}


def test_a_label_named_on_the_sensitive_schedule_alone_is_found(register: Register) -> None:
    named = [
        replace(item, description=f"{item.description} Other party: [Third party 0007].") if item.is_sensitive else item
        for item in register.items
    ]
    told = leaks.telling(replace(register, items=tuple(named)))
    form = reworded(forms.mg6c(register, HEADER), "With [Third party 0007].")
    assert leaks.search(form, told) == (leaks.Leak("MG6C item 2", "name"),)


def test_a_sensitive_quantity_in_edited_words_is_found(register: Register) -> None:
    told = leaks.telling(register)
    item = next(item for item in register.items if not item.is_sensitive and item.quantity == 6)
    edited = replace(item, is_edited=True, description=f"{item.description} 9 more are not here.")
    assert leaks.counts_in_edits([edited], told) == (leaks.Leak(f"MG6C item {item.item_number}", "count"),)
    assert leaks.counts_in_edits([replace(edited, description=item.description)], told) == ()


def test_places_never_quote_what_leaks(register: Register, twin: Register) -> None:
    form, other = (digital.dmd(made, RECORD, HEADER) for made in (register, twin))
    row = form.rows[0]
    planted = replace(form, rows=(replace(row, cells=(f"{REASON} {row.cells[0]}", *row.cells[1:])),))
    for leak in (*leaks.differences(planted, other), *leaks.search(planted, leaks.telling(register))):
        assert leak.place == "DMD line 1"


def test_nothing_sensitive_tells_nothing() -> None:
    assert leaks.telling(build(FIRST)) == leaks.Telling()
