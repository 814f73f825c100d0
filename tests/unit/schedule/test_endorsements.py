"""Decisions matched to the words they were made on; what does not fit is refused with its reason."""

from __future__ import annotations

from datetime import date

import pytest

from disclosure.schedule import endorsements
from disclosure.schedule.endorsements import BLANK_HEAD, CODES, Issue, Line, Standing
from tests.support import CANARY

ISSUES = [
    Issue("1", "aaaa", "Notes, Notes", "1 note from Notes.", "held", 1),
    Issue("2", "bbbb", "Conversation", "6 messages\nof one conversation.", "held", 1),
    Issue("2", "cccc", "Conversation", "7 messages of one conversation.", "held", 2),
    Issue("S1", "dddd", "Messages", "9 messages.", "held", 1),
]


def line(number: str, words: str | None, reference: str | None = None, **marks: str) -> Line:
    return Line(f"row {number}", number, words, reference, marks)


def only(given: Line) -> endorsements.Decision:
    matched = endorsements.match([given], ISSUES)
    assert not matched.refusals, matched.refusals
    return matched.decisions[0]


def refused(*given: Line, withdrawn: frozenset[str] = frozenset()) -> list[str]:
    matched = endorsements.match(given, ISSUES, withdrawn)
    assert not matched.decisions
    return [refusal.reason for refusal in matched.refusals]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("D", "D"), (" d ", "D"), ("Disclose", "D"), ("Disclosable", "D"),
        ("I", "I"), ("Disclosable by inspection", "I"), ("Inspect", "I"),
        ("CND", "CND"), ("C N D".replace(" ", ""), "CND"), ("Clearly  not\ndisclosable", "CND"),
        ("ND", "ND"), ("nd.", "ND"), ("Not disclosable", "ND"), ("СND", "CND"),
    ],
)  # fmt: skip
def test_codes_and_the_words_for_them(text: str, code: str) -> None:
    assert only(line("1", "Notes, Notes\n1 note from Notes.", cps_code=text)).code == code


@pytest.mark.parametrize("text", ["", "  ", "To be assessed", "to be reviewed"])
def test_no_code_is_no_decision(text: str) -> None:
    matched = endorsements.match([line("1", "Notes, Notes\n1 note from Notes.", cps_code=text)], ISSUES)
    assert (matched.decisions, matched.refusals, matched.undecided) == ((), (), ("1",))


@pytest.mark.parametrize("text", ["E", "Evidence", "DND", "yes", "C", f"D {CANARY}", "D/I", "?"])
def test_any_other_code_is_refused_without_being_repeated(text: str) -> None:
    (reason,) = refused(line("1", "Notes, Notes\n1 note from Notes.", cps_code=text))
    assert reason == "the code is none of D, I, CND, ND"


def test_a_comment_alone_is_kept_and_decides_nothing() -> None:
    decision = only(line("1", "Notes, Notes\n1 note from Notes.", cps_code="", cps_comment=" What is it? "))
    assert (decision.code, decision.comment) == (None, "What is it?")


def test_blanks_and_breaks_do_not_matter_but_words_do() -> None:
    assert only(line("1", "Notes,\xa0Notes  1 note\nfrom Notes. ", cps_code="D")).issue.digest == "aaaa"
    (reason,) = refused(line("1", "Notes, Notes\n1 note from Keep.", cps_code="D"))
    assert reason.startswith("the description is not the one issued")
    (reason,) = refused(line("1", "Notes, Notes\n1 note from Keep.", "aaaa", cps_code="D"))
    assert reason.startswith("the description is not the one issued")
    (reason,) = refused(line("1", "Notes, Notes\n1 note from Notes.", "ffff", cps_code="D"))
    assert reason.startswith("the reference belongs to words")


def test_a_decision_belongs_to_the_words_it_was_made_on() -> None:
    assert only(line("2", "Conversation\n6 messages of one conversation.", cps_code="D")).issue.submission == 1
    assert only(line("2", "Conversation\n7 messages of one conversation.", cps_code="D")).issue.submission == 2
    assert only(line("2", None, "bbbb", cps_code="D")).issue.submission == 1
    (reason,) = refused(line("2", "Conversation\n6 messages of one conversation.", "cccc", cps_code="D"))
    assert reason.startswith("the description is not")
    (reason,) = refused(line("2", None, cps_code="D"))
    assert reason.startswith("neither a description nor a reference")


@pytest.mark.parametrize("number", ["1", "01", "item 1", "1."])
def test_numbers_as_they_may_be_written(number: str) -> None:
    assert only(line(number, None, "aaaa", cps_code="I")).issue.number == "1"


def test_numbers_that_are_none() -> None:
    assert refused(line("7", None, "aaaa", cps_code="D")) == ["no item of this case has that number"]
    assert refused(line("", None, "aaaa", cps_code="D")) == ["something is entered beside no item number"]
    assert refused(line("1", None, "aaaa", cps_code="D"), withdrawn=frozenset("1")) == ["the item has been withdrawn"]


def test_the_same_number_twice_is_refused_both_times() -> None:
    twice = [line("1", None, "aaaa", cps_code="D"), line("01", None, "aaaa", cps_code="D")]
    assert refused(*twice) == ["the item stands more than once: row 1, row 01"] * 2
    once_blank = [line("1", None, "aaaa", cps_code="D"), line("1", None, "aaaa", cps_code="")]
    assert len(refused(*once_blank)) == 1


def test_the_sensitive_schedule() -> None:
    decision = only(line("S1", "Messages 9 messages.", cps_agrees="Y", cps_application="no", cps_comment="x"))
    assert (decision.agrees_sensitive, decision.court_application, decision.code) == (True, False, None)
    assert refused(line("S1", None, "dddd", cps_agrees="perhaps")) == ["an answer is neither Y nor N"]
    (reason,) = refused(line("S1", None, "dddd", cps_code="D"))
    assert "sensitive schedule" in reason


@pytest.mark.parametrize("code", list(CODES))
def test_the_rule_of_disagreement(code: str) -> None:
    """Police pass and CPS not disclosable, or police do not pass and CPS disclosable: the rule as the CPS states it."""
    assert endorsements.disagrees(True, code) is (code in ("ND", "CND"))
    assert endorsements.disagrees(False, code) is (code in ("D", "I"))


def test_the_list_of_what_must_be_disclosed() -> None:
    standing = [
        Standing("1", "D", "copy please", "A Prosecutor", date(2026, 1, 9), 1, 1, worded_anew=False),
        Standing("2", "I", "", "A Prosecutor", None, 1, 1, worded_anew=True),
        Standing("3", "ND", "", "A Prosecutor", None, 1, 1, worded_anew=False),
    ]
    form = endorsements.to_disclose(standing, {issue.number: issue for issue in ISSUES}, BLANK_HEAD, 1, 4)
    assert [row.cells[0] for row in form.rows] == ["1", "2"]
    assert form.rows[0].cells[3] == "D: disclose: a copy is to be given. A Prosecutor, 9 January 2026"
    assert form.rows[1].cells[3].endswith("worded anew since: ask again")
    assert "D 1, I 1, CND 0, ND 1. Items without a decision: 4." in form.notes[0]
