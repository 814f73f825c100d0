"""Policy: every role and category has a rule, overrides are checked, what has no rule is withheld."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

import pytest

from disclosure.case_file import AUDIENCES, PROTECTED_ROLES, CaseFile
from disclosure.errors import CaseFileError
from disclosure.redact import labels, policy, pseudonyms
from disclosure.redact.categories import CATEGORIES
from disclosure.redact.spans import RedactionSpan
from tests.support import CASE_TOML


def case(extra: str = "") -> CaseFile:
    return CaseFile.model_validate(tomllib.loads(CASE_TOML + extra))


def redact(text: str, spans: Sequence[RedactionSpan], audience: str = "cps") -> pseudonyms.Redacted:
    rules = policy.effective(case(), audience)
    actions = [policy.decide(rules, span.role, span.category, span.entity_type) for span in spans]
    return pseudonyms.replaced(text, spans, actions)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_role_and_category_has_a_rule(audience: str) -> None:
    rules = policy.effective(case(), audience)
    assert set(rules) == set(policy.ROLES)
    for actions in rules.values():
        assert {key for key in actions if "/" not in key} == set(CATEGORIES)
        assert set(actions.values()) <= set(policy.ACTIONS)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("role", PROTECTED_ROLES)
@pytest.mark.parametrize(
    "category", ["Named individual", "Address", "Phone number", "Email address", "Date of birth", "NHS number", "Other"]
)
def test_what_identifies_a_protected_person_is_never_kept(audience: str, role: str, category: str) -> None:
    rules = policy.effective(case(), audience)[role]
    assert "keep" not in {action for key, action in rules.items() if key.partition("/")[0] == category}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_suspect_and_officers_are_known_by_their_full_names_alone(audience: str) -> None:
    rules = policy.effective(case(), audience)
    for role in ("suspect", "police"):
        assert policy.decide(rules, role, "Named individual", "FULL_NAME") == "keep"
        assert policy.decide(rules, role, "Named individual", "PERSON") == "pseudonym"
    assert policy.decide(rules, "suspect", "Phone number", "PHONE_NUMBER") == "keep"
    assert policy.decide(rules, "police", "Phone number", "PHONE_NUMBER") != "keep"
    assert policy.decide(rules, "suspect", "Address", "ADDRESS") == "review"
    assert policy.decide(rules, "suspect", "Bank details", "BANK_ACCOUNT") == "remove"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_line_that_decides_has_a_source(audience: str) -> None:
    described = policy.described(case(), audience)
    assert len(described) >= len(policy.ROLES) * len(CATEGORIES)
    assert all(len(entry["source"]) > 20 for entry in described)
    assert {entry["line"] for entry in described} <= {line.id for line in policy.default_lines()}


def test_a_kind_may_have_a_rule_of_its_own_and_a_case_may_change_either() -> None:
    assert policy.decide(policy.effective(case(), "cps"), "witness", "Other", "IMEI") == "review"
    assert policy.decide(policy.effective(case(), "cps"), "witness", "Other", "SOCIAL_HANDLE") == "pseudonym"
    kind = policy.effective(case('[policy.cps.suspect]\n"Other/IMEI" = "keep"\n'), "cps")
    assert policy.decide(kind, "suspect", "Other", "IMEI") == "keep"
    assert policy.decide(kind, "witness", "Other", "IMEI") == "review"
    whole = policy.effective(case('[policy.court.witness]\n"Other" = "remove"\n'), "court")
    assert policy.decide(whole, "witness", "Other", "IMEI") == "remove"


def test_what_has_no_rule_is_withheld() -> None:
    rules = policy.effective(case(), "cps")
    assert policy.decide(rules, "witness", "A new category") == policy.WITHHOLD
    assert policy.decide(rules, "a new role", "Address") == policy.WITHHOLD


def test_an_override_holds_for_its_audience_only() -> None:
    overridden = case('[policy.defence.witness]\n"Phone number" = "remove"\n')
    assert policy.effective(overridden, "defence")["witness"]["Phone number"] == "remove"
    assert policy.effective(overridden, "cps")["witness"]["Phone number"] == "partial"


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('"Phone numbers" = "remove"', "did you mean 'Phone number'?"),
        ('"Address" = "removed"', "did you mean 'remove'?"),
    ],
)
def test_a_wrong_override_names_the_nearest(line: str, hint: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        policy.effective(case(f"[policy.cps.witness]\n{line}\n"), "cps")
    assert hint in str(caught.value)
    assert "policy.cps.witness" in str(caught.value)


def span(start: int, end: int, category: str, pseudonym: str | None = None, role: str | None = None) -> RedactionSpan:
    return RedactionSpan(start, end, "X", category, 1.0, "rule", "1", pseudonym, role, None)


def test_replacements_say_who_and_what() -> None:
    text = "ring Jaz on 07700 900101 at 4 The Row"
    spans = (
        span(5, 8, "Named individual", "Complainant", "complainant"),
        span(12, 24, "Phone number", "Complainant", "complainant"),
        span(28, 37, "Address"),
    )
    done = redact(text, spans)
    assert done.text == "ring [Complainant] on [Complainant: phone number, ending 101] at [address]"
    assert done.actions == ("pseudonym", "partial", "remove")
    served = redact(text, spans, "defence")
    assert served.text == "ring [Complainant] on [Complainant: phone number] at [address]"


def test_two_people_in_one_text_keep_their_own_pseudonyms() -> None:
    spans = (
        span(0, 3, "Named individual", "Third party 0001", "third_party"),
        span(4, 7, "Named individual", "Third party 0002", "third_party"),
    )
    done = redact("Bev Raj 🙂", spans)
    assert done.text == "[Third party 0001] [Third party 0002] 🙂"


def test_a_short_number_shows_no_digits() -> None:
    done = redact("call 60006", (span(5, 10, "Phone number"),))
    assert done.text == "call [phone number]"


def test_a_span_without_a_rule_withholds_the_text() -> None:
    done = redact("secret words", (span(0, 6, "Something new"),))
    assert done.text == labels.WITHHELD_TEXT


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("who", [None, "Complainant", "Complainant 02", "Third party 0031", "Police officer 02"])
@pytest.mark.parametrize("action", ["pseudonym", "partial", "remove", "review"])
def test_every_label_is_known_as_one(category: str, who: str | None, action: str) -> None:
    text = "oh 07700 900123"
    done = pseudonyms.replaced(text, (span(3, 15, category, who, "witness"),), (action,)).text
    assert labels.labels(done) == [(3, len(done))]


@pytest.mark.parametrize(
    "own",
    ["[lol]", "[Complainant is here]", "[x]", "[]", "[Third party]s", "[Third party 07700900123]", "[Sam]",
     "[Complainant: 07700 900123]", "[address, ending 12345]"],
)  # fmt: skip
def test_words_in_brackets_that_a_sender_wrote_are_no_label(own: str) -> None:
    assert (0, len(own)) not in labels.labels(own)
