"""Words of items and the checks on them; forms as data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from disclosure.schedule import descriptions, forms, lint, numbering
from disclosure.schedule.descriptions import Search, Subject
from disclosure.schedule.forms import CaseHeader
from disclosure.schedule.items import Register
from tests.unit.schedule.test_items import CONVERSATION, FIRST, build

HEADER = CaseHeader("01DC0012326", ("Kieran Trevanion",), "Example Police", "DC Example", date(2026, 1, 5), "ab" * 32)
PREJUDICE = "disclosure would be a real risk of serious prejudice"
DECIDED = {
    "sensitive": [{"conversation_id": "c2", "reason": f"SECRETREASON {PREJUDICE}"}],
    "mg6e": [
        {"item": CONVERSATION, "reason": "ACCOUNTREASON, an earlier account"},
        {"item": numbering.reference("sensitive|conversation|A/1|c2"), "reason": "OTHERREASON, an earlier account"},
    ],
}


@pytest.fixture
def register() -> Register:
    return build(FIRST, decided=DECIDED)


def rules(register: Register, **changes: str) -> set[str]:
    item = replace(register.items[2], **changes)  # type: ignore[arg-type]  # texts
    return {finding.rule for finding in lint.check([item], ["Jasleen Bhamra", "May", "07700 900123"])}


def test_drafted_words_keep_the_rules(register: Register) -> None:
    assert lint.check(register.items, ["Jasleen Bhamra", "WhatsApp Person"]) == ()


@pytest.mark.parametrize(
    ("description", "rule"),
    [
        ("Phone messages.", "too_short"),
        ("MG11 of a person.", "form_number"),
        ("6 messages, see the OIC about them.", "abbreviation"),
        ("Some messages.", "no_quantity"),
        ("6 messages on a phone.", "no_exhibit"),
        ("6 messages on exhibit A/1.", "no_dates"),
        ("6 messages on exhibit A/1.", "no_redaction_status"),
        ("6 messages in which a person threatens another.", "claim"),
        ("6 messages with 07700 900456.", "personal_data"),
        ("6 messages with jasleen  bhamra.", "names_a_person"),
        ("6 messages; others are sensitive.", "sensitive_wording"),
    ],
)
def test_a_broken_rule_is_found(register: Register, description: str, rule: str) -> None:
    assert rule in rules(register, description=description)


def test_what_reveals_is_told_apart(register: Register) -> None:
    item = replace(register.items[2], description="6 messages with 07700 900123 for jasleen bhamra, MG6D.")
    revealing = {finding.rule for finding in lint.check([item], ["Jasleen Bhamra"]) if finding.reveals}
    assert revealing == {"personal_data", "names_a_person", "sensitive_wording"}


def test_months_and_references_are_not_people(register: Register) -> None:
    text = "6 messages on exhibit JB/1, read. Dated from 2 May 2025 to 3 May 2025. No edited copy."
    days = {"first_at": datetime(2025, 5, 2, tzinfo=UTC), "last_at": datetime(2025, 5, 3, tzinfo=UTC)}
    item = replace(register.items[2], description=text, exhibit_ref="JB/1", location="exhibit JB/1", **days)
    item = replace(item, undermines_or_assists=None)
    assert lint.check([item], ["May", "JB"]) == ()


def test_mg6c_shows_nothing_of_the_other_schedules(register: Register) -> None:
    form = forms.mg6c(register, HEADER)
    told = repr(form)
    for word in ("SECRETREASON", "ACCOUNTREASON", "OTHERREASON", "S1", "MG6D", "MG6E"):
        assert word not in told
    assert [row.cells[0] for row in form.rows] == [str(number) for number in range(1, 9)]
    assert [column.heading for column in form.columns] == [
        "Item No.",
        "Description",
        "Location",
        "CPS use: code",
        "CPS comment",
    ]


def test_columns_for_endorsement_are_blank_everywhere(register: Register) -> None:
    for form in (forms.mg6c(register, HEADER), forms.mg6d(register, HEADER), forms.mg6e(register, HEADER)):
        blank = [index for index, column in enumerate(form.columns) if column.is_blank]
        assert blank
        assert form.rows
        assert all(row.cells[index] == "" for row in form.rows for index in blank)
        assert sum(column.share for column in form.columns) == 100
        assert form.ledger_head == "ab" * 32
        assert ("R v", "Kieran Trevanion") in form.header


def test_mg6d_gives_reasons_or_is_a_nil_return(register: Register) -> None:
    (row,) = forms.mg6d(register, HEADER).rows
    assert row.cells[0] == "S1"
    assert row.cells[2] == f"SECRETREASON {PREJUDICE}"
    nil = forms.mg6d(build(FIRST), HEADER)
    assert nil.rows == ()
    assert nil.nil.startswith("NIL RETURN")
    assert "there is no relevant unused material" in nil.certification[0]


def test_mg6e_names_item_schedule_and_reason(register: Register) -> None:
    form = forms.mg6e(register, HEADER)
    assert [row.cells[:3] for row in form.rows] == [
        ("3", "MG6C", "ACCOUNTREASON, an earlier account"),
        ("S1", "MG6D", "Given on the sensitive supplement to this report."),
    ]
    assert "items 3 and S1 might" in form.certification[-1]
    supplement = forms.mg6e_supplement(register, HEADER)
    assert supplement is not None
    assert supplement.is_sensitive
    assert [row.cells[:3] for row in supplement.rows] == [("S1", "MG6D", "OTHERREASON, an earlier account")]


def test_limb_two_says_how_digital_material_was_examined(register: Register) -> None:
    limb = forms.mg6e(register, HEADER).certification[2]
    assert limb.startswith("2. All material")
    assert "50 records were examined by computer search only" in limb
    assert "7 records were not examined by search" in limb
    assert "11 records outside the scope agreed" in limb
    assert "5 records withheld pending independent review for legal professional privilege" in limb


def test_nothing_is_certified_for_the_officer() -> None:
    form = forms.mg6e(build(FIRST), HEADER)
    assert form.rows == ()
    assert "(a) I believe that there is none; or (b)" in form.certification[-1]


def test_later_submissions_say_what_changed() -> None:
    first = build(FIRST)
    second = build([*FIRST[:4], *FIRST[5:]], first)
    notes = forms.mg6c(second, HEADER).notes
    assert notes[-1] == "This schedule continues that of submission 1 and takes its place. Withdrawn: item 4."
    assert forms.mg6d(second, HEADER).notes[-1].endswith("No item has changed.")


def test_a_dip_sample_is_stated() -> None:
    subject = Subject(
        item_class="block",
        exhibit_ref="A/1",
        artefact_table="messages",
        quantity=40,
        sample_count=20,
        first_at=datetime(2025, 6, 1, tzinfo=UTC),
        last_at=datetime(2025, 6, 1, tzinfo=UTC),
        search=Search(terms=1, term_tables=frozenset({"messages"})),
    )
    assert "A random dip sample of 20 of these 40 was drawn for reading." in descriptions.draft(subject).how_examined
    assert "All 40 were drawn" in descriptions.draft(replace(subject, sample_count=40)).how_examined
    assert "No dip sample was drawn." in descriptions.draft(replace(subject, sample_count=0)).how_examined


def test_an_application_that_names_an_account_is_not_printed() -> None:
    subject = Subject(item_class="block", exhibit_ref="A/1", artefact_table="emails", application="Mail x@y.example")
    words = descriptions.draft(subject)
    assert "y.example" not in words.title + words.description
