"""Every rule of the lint with words that break it and words that keep it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from disclosure.schedule import lint
from disclosure.schedule.items import Register, ScheduleItem
from tests.unit.schedule.test_items import FIRST, build

SOUND = ScheduleItem(
    item_number="3",
    item_key="conversation|A/1|c1",
    kind="individual",
    title="Conversation, WhatsApp",
    description=(
        "6 messages of one conversation in WhatsApp on exhibit A/1 (mobile phone of [Complainant]). Other party: "
        "[Suspect]. Dated from 1 June 2025 at 08:00:00 UTC to 3 June 2025 at 09:00:00 UTC. Selected by computer "
        "search. An edited (redacted) copy has been made."
    ),
    location="Electronic copy of exhibit A/1 held by the disclosure officer",
    exhibit_ref="A/1",
    artefact_table="messages",
    application="WhatsApp",
    quantity=6,
    first_at=datetime(2025, 6, 1, 8, tzinfo=UTC),
    last_at=datetime(2025, 6, 3, 9, tzinfo=UTC),
    how_examined="Selected by computer search.",
    is_sensitive=False,
    reason_for_sensitivity=None,
    undermines_or_assists=None,
    submission=1,
)
PEOPLE = ("Jasleen Bhamra", "May", "07700 900123")
LABELS = ("Complainant", "Suspect", "Third party 0003")
REASON = "Disclosure would put the source of the call in real danger of harm"
SENSITIVE: dict[str, Any] = {"is_sensitive": True, "item_number": "S1", "reason_for_sensitivity": REASON}
BLOCK: dict[str, Any] = {"kind": "block", "item_key": "block|A/1|messages|WhatsApp||2025"}


def adding(words: str) -> dict[str, Any]:
    return {"description": f"{SOUND.description} {words}"}


def saying(old: str, new: str) -> dict[str, Any]:
    assert old in SOUND.description
    return {"description": SOUND.description.replace(old, new)}


CASES: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
    "too_short": ([{"description": "6 messages on exhibit A/1."}], [{}]),
    "too_long": ([adding("word " * 250)], [adding("word " * 50)]),
    "form_number": ([adding("See the MG11."), adding("See CAD 12."), adding("CCTV.")], [adding("See the statement.")]),
    "abbreviation": ([adding("Sent to the OIC.")], [adding("Sent as SMS."), adding("The officer in the case (OIC).")]),
    "no_quantity": ([saying("6 messages", "Messages"), {"quantity": 7}, {"quantity": 60}], [{}]),
    "no_exhibit": ([saying("exhibit A/1", "the phone")], [{}]),
    "no_dates": (
        [saying("1 June 2025", "summer"), {"last_at": datetime(2025, 6, 4, tzinfo=UTC)}],
        [{}, {"first_at": None, "last_at": None, **adding("Dates: they carry no date with a stated time zone.")}],
    ),
    "no_location": ([{"location": " "}], [{}, {**SENSITIVE, "location": ""}]),
    "no_redaction_status": ([saying("edited (redacted)", "other")], [{}, SENSITIVE]),
    "not_said_how_examined": ([saying("Selected by computer search. ", "")], [{}]),
    "block_may_meet_test": (
        [{**BLOCK, "undermines_or_assists": "an earlier account given"}, {**BLOCK, "presumption": "e"},
         {**BLOCK, "found_count": 1}],
        [BLOCK, {**BLOCK, "presumption": "none"}, {"presumption": "e"}],
    ),
    "read_in_full_outdated": ([{"fault": "read_in_full_outdated"}], [{}]),
    "claim": (
        [adding("He threatens her."), adding("She admitted it."), adding("Nothing of interest."),
         adding("It proves it.")],
        [adding("The words are in Welsh.")],
    ),
    "placeholder": ([adding("{quantity} TBC"), adding("To be completed."), adding("Sent by XXX.")], [{}]),
    "personal_data": (
        [adding("With 07700 900456."), adding("From a@b.example."), adding("At CF10 3AT."), {"title": "@someone"}],
        [{}, {**SENSITIVE, **adding("With 07700 900456.")}],
    ),
    "names_a_person": (
        [adding("With jasleen  BHAMRA."), {"location": "with Jasleen Bhamra"}],
        [saying("3 June", "3 May"), {**SENSITIVE, **adding("With Jasleen Bhamra.")}],
    ),
    "strange_label": (
        [adding("With [Jaz]."), adding("With [Third party 0099]."), adding("With [Suspect Kieran].")],
        [adding("With [Third party 0003].")],
    ),
    "flag": (
        [adding("It may undermine the case."), adding("Rebuttable."), adding("It meets the test."),
         adding("It assists the accused."), adding("It bears on her reliability.")],
        [{}, {**SENSITIVE, **adding("It may undermine the case.")}],
    ),
    "sensitive_wording": (
        [adding("Others are sensitive."), adding("See the MG6D."), adding("See items S1 and 4."),
         adding("An informant.")],
        [adding("A Galaxy S9."), SENSITIVE],
    ),
    "highly_sensitive": ([{**SENSITIVE, "reason_for_sensitivity": f"Highly sensitive: {REASON}"}], [SENSITIVE]),
    "reason_too_short": ([{**SENSITIVE, "reason_for_sensitivity": "Police methods."}], [SENSITIVE]),
    "category_only": (
        [{**SENSITIVE, "reason_for_sensitivity": "It holds confidential personal information about some people"}],
        [SENSITIVE],
    ),
    "explanation_too_short": (
        [{"undermines_or_assists": "Helps him."}],
        [{}, {"undermines_or_assists": "She describes the evening in other words."}],
    ),
}  # fmt: skip


def broken(changes: dict[str, Any]) -> dict[str, lint.Finding]:
    return {finding.rule: finding for finding in lint.check([replace(SOUND, **changes)], PEOPLE, LABELS)}


def test_every_rule_has_words_that_break_it_and_words_that_keep_it() -> None:
    assert list(CASES) == [rule.code for rule in lint.RULES]
    assert all(breaks and keeps for breaks, keeps in CASES.values())
    assert all(rule.source and rule.action for rule in (*lint.RULES, *lint.CASE_RULES))


def test_sound_words_keep_every_rule() -> None:
    assert broken({}) == {}
    assert broken(SENSITIVE) == {}


@pytest.mark.parametrize(
    ("rule", "changes"), [(rule, changes) for rule, (breaks, _) in CASES.items() for changes in breaks]
)
def test_words_that_break_a_rule(rule: str, changes: dict[str, Any]) -> None:
    finding = broken(changes)[rule]
    declared = next(one for one in lint.RULES if one.code == rule)
    assert (finding.severity, finding.reveals, finding.source) == (declared.severity, declared.reveals, declared.source)
    assert finding.stops == (declared.severity == "error")


@pytest.mark.parametrize(
    ("rule", "changes"), [(rule, changes) for rule, (_, keeps) in CASES.items() for changes in keeps]
)
def test_words_that_keep_a_rule(rule: str, changes: dict[str, Any]) -> None:
    assert rule not in broken(changes)


def state(register: Register, **changes: Any) -> lint.CaseState:
    sound = lint.CaseState(register, "01DC0000126", ("A Person",), "DC Example", ("A/1",), frozenset({"A/1"}))
    return replace(sound, **changes)


CASE_CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "no_urn": ({"urn": "to be completed"}, [""]),
    "no_defendant": ({"defendants": ()}, [""]),
    "no_officer": ({"disclosure_officer": " "}, [""]),
    "exhibit_not_listed": ({"exhibits": ("A/1", "C/3")}, [""]),
    "not_searched": ({"searched": frozenset()}, ["2"]),
    "sample_outdated": ({"is_sample_outdated": True}, [""]),
    "presumption_unanswered": ({"suggested": ("3",)}, ["3"]),
}


def test_every_rule_for_a_submission_has_an_example() -> None:
    assert list(CASE_CASES) == [rule.code for rule in lint.CASE_RULES]
    assert lint.check_case(state(build(FIRST))) == ()


@pytest.mark.parametrize(("rule", "changes", "at"), [(rule, *case) for rule, case in CASE_CASES.items()])
def test_a_rule_for_a_submission(rule: str, changes: dict[str, Any], at: list[str]) -> None:
    found = lint.check_case(state(build(FIRST), **changes))
    assert [(finding.rule, finding.item_number) for finding in found] == [(rule, number) for number in at]
