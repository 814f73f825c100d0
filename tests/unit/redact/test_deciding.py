"""Corrections and releases: what the policy decided, then what a person did, in the text and in the log."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from disclosure.case_file import CaseFile
from disclosure.errors import InputError
from disclosure.redact import person_decisions, policy
from disclosure.redact.deciding import Person, outcomes
from disclosure.redact.person_decisions import phrase_sha256
from disclosure.redact.pseudonyms import replaced
from disclosure.redact.spans import RedactionSpan
from tests.support import CANARY, CASE_TOML

ID = "0123456789abcdef0123456789abcdef"
CASE = CaseFile.model_validate(tomllib.loads(CASE_TOML))
CPS = policy.effective(CASE, "cps")
TEXT = "met Bev at the Sundial, ring 07700 900300"
FOUND = (
    RedactionSpan(15, 22, "LOCATION", "Location", 0.8, "model", "1"),
    RedactionSpan(29, 41, "PHONE_NUMBER", "Phone number", 0.8, "uk_phone", "1"),
)
SIGNED = f'by = "DC Example"\non = 2026-01-31\nwhy = "{CANARY}"\nartefact_id = "{ID}"\ncolumn = "body"\n'
UNDER = '[[correction]]\nkind = "under"\ncategory = "Named individual"\n'


def decided(folder: Path, corrections: str = "", reviews: str = "", audience: str = "cps") -> tuple[str, list[object]]:
    (folder / "corrections.toml").write_text(corrections, encoding="utf-8")
    (folder / "reviews.toml").write_text(reviews, encoding="utf-8")
    decisions = person_decisions.load(folder, audience, ["complainant"]).parts.get((ID, "body"), ())
    parties = {"complainant": Person("Complainant", "complainant")}
    found = outcomes(TEXT, FOUND, policy.effective(CASE, audience), decisions, parties)
    done = replaced(TEXT, [outcome.span for outcome in found], [outcome.action for outcome in found])
    assert CANARY not in repr(found)
    return done.text, [(o.action, o.reviewer, o.correction, o.reference) for o in found if o.reviewer]


def test_without_decisions_the_policy_decides(tmp_path: Path) -> None:
    text, marks = decided(tmp_path)
    assert text == "met Bev at the [location, withheld for review], ring [phone number, ending 300]"
    assert marks == []


def test_what_was_missed_is_hidden_under_the_pseudonym_of_its_person(tmp_path: Path) -> None:
    entry = f'{UNDER}start = 4\nend = 7\nparty = "complainant"\n{SIGNED}'
    text, marks = decided(tmp_path, entry)
    assert text.startswith("met [Complainant] at the")
    assert marks == [("pseudonym", "DC Example", 1, "corrections.toml 1")]


def test_a_phrase_stands_for_its_place_without_being_written_down(tmp_path: Path) -> None:
    digest = phrase_sha256("BEV")
    entry = f'{UNDER}phrase_sha256 = "{digest}"\nphrase_length = 3\n{SIGNED}'
    assert decided(tmp_path, entry)[0].startswith("met [name] at the")


def test_what_need_not_be_hidden_stays_and_is_logged(tmp_path: Path) -> None:
    text, marks = decided(tmp_path, f'[[correction]]\nkind = "over"\nstart = 29\nend = 41\n{SIGNED}')
    assert text.endswith("ring 07700 900300")
    assert marks == [("keep", "DC Example", 2, "corrections.toml 1")]


def test_part_of_a_find_may_stay(tmp_path: Path) -> None:
    text, _ = decided(tmp_path, f'[[correction]]\nkind = "over"\nstart = 29\nend = 34\n{SIGNED}')
    assert text.endswith("ring 07700[phone number]")


def test_where_both_are_said_it_is_hidden(tmp_path: Path) -> None:
    over = f'[[correction]]\nkind = "over"\nstart = 29\nend = 41\n{SIGNED}'
    under = f'[[correction]]\nkind = "under"\nstart = 29\nend = 41\ncategory = "Phone number"\n{SIGNED}'
    for entries in (over + under, under + over):
        assert decided(tmp_path, entries)[0].endswith("ring [phone number, ending 300]")


def test_only_what_is_under_review_is_released(tmp_path: Path) -> None:
    text, marks = decided(tmp_path, reviews=f'[[release]]\naction = "keep"\n{SIGNED}')
    assert text == "met Bev at the Sundial, ring [phone number, ending 300]"
    assert marks == [("keep", "DC Example", None, "reviews.toml release 1")]


def test_a_release_holds_for_its_audiences(tmp_path: Path) -> None:
    entry = f'[[release]]\naction = "keep"\naudiences = ["defence"]\n{SIGNED}'
    assert "withheld for review" in decided(tmp_path, reviews=entry)[0]


def test_what_could_not_be_looked_at_cannot_be_released(tmp_path: Path) -> None:
    (tmp_path / "reviews.toml").write_text(f'[[release]]\naction = "keep"\n{SIGNED}', encoding="utf-8")
    (tmp_path / "corrections.toml").write_text(
        f'[[correction]]\nkind = "over"\nstart = 0\nend = 9\n{SIGNED}', encoding="utf-8"
    )
    decisions = person_decisions.load(tmp_path, "cps", []).parts[ID, "body"]
    unread = RedactionSpan(0, 41, "UNREAD", "Not examined", 1.0, "time limit", "1")
    assert [outcome.action for outcome in outcomes(TEXT, (unread,), CPS, decisions)] == ["withhold"]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('[[correction]]\nkind = "under"\nstart = 4\nend = 7\n', "needs a category"),
        (
            '[[correction]]\nkind = "under"\nstart = 4\nend = 7\ncategory = "Named person"\n',
            "did you mean 'Named individual'",
        ),
        ('[[correction]]\nkind = "over"\n', "start and end"),
        ('[[correction]]\nkind = "over"\nstart = 4\n', "both start and end"),
        ('[[correction]]\nkind = "over"\nstart = 7\nend = 4\n', "before end"),
        ('[[correction]]\nkind = "over"\nstart = 4\nend = 7\ncolour = "red"\n', "colour"),
        ('[[correction]]\nkind = "under"\nstart = 4\nend = 7\ncategory = "Other"\nparty = "nobody"\n', "party"),
        ("[[correction\n", "TOML"),
    ],
)
def test_a_faulty_entry_is_named_and_its_words_are_not_quoted(tmp_path: Path, entry: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        decided(tmp_path, f"{entry}{SIGNED}")
    assert CANARY not in str(caught.value)
    assert "corrections.toml" in str(caught.value)


def test_who_and_when_are_needed(tmp_path: Path) -> None:
    entry = f'[[correction]]\nkind = "over"\nstart = 1\nend = 2\nartefact_id = "{ID}"\ncolumn = "body"\n'
    with pytest.raises(InputError, match=r"by.*missing.*on.*missing.*why.*missing"):
        decided(tmp_path, entry)
    assert date(2026, 1, 31).isoformat() in SIGNED
