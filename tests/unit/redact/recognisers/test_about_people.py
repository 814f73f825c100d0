"""Titles, relations, occupations and convictions, and that every group of rules says on whose authority it stands."""

from __future__ import annotations

import inspect

import pytest

from disclosure.redact.recognisers import RULES
from tests.support import found

FOUND = [
    ("she {}", "PREVIOUS_CONVICTION", "was convicted of theft"),
    ("he {}", "PREVIOUS_CONVICTION", "has a criminal record"),
    ("he {}", "PREVIOUS_CONVICTION", "is on the sex offenders register"),
    ("he {}", "PREVIOUS_CONVICTION", "got 2 years for gbh"),
    ("he {}", "PREVIOUS_CONVICTION", "got sent down for robbery"),
    ("{}", "PREVIOUS_CONVICTION", "he's on a tag"),
    ("shes a {} by trade", "OCCUPATION", "plumber"),
    ("his job is {}", "OCCUPATION", "bus driver"),
    ("im a {}", "OCCUPATION", "student nurse"),
    ("training to be a {}", "OCCUPATION", "paramedic"),
    ("Mr Quickfell is {}", "RELATIONSHIP", "my step-dad"),
    ("Mr Quickfell and {}", "RELATIONSHIP", "her older brother"),
    ("{} Mr Quickfell", "RELATIONSHIP", "our landlord"),
    ("{} is called Mr Quickfell", "RELATIONSHIP", "their neighbour"),
    ("the {} of Mr Quickfell", "RELATIONSHIP", "ex"),
    ("Mr Quickfell's {}", "RELATIONSHIP", "sister in law"),
    ("{}", "RELATIONSHIP", "shaz's ex"),
    ("letter for {} quickfell", "TITLE", "mrs"),
    ("auntie {} rang", "PERSON", "pam"),
    ("my name is {}", "PERSON", "alba"),
]

NOTHING = [
    "my mum said no",
    "ask his older brother",
    "everyone's mum",
    "my mate's ex",
    "mum of two",
    "uncle brought it round",
    "dr who is on",
    "miss you",
    "sir yes sir",
    "done for the day",
    "charged my phone",
    "did 10 mins",
    "i was done with it",
    "previous day was better",
    "model no 7",
]


@pytest.mark.parametrize(("frame", "entity", "value"), FOUND)
def test_found_whole(frame: str, entity: str, value: str) -> None:
    assert (entity, value) in found(frame.format(value))


@pytest.mark.parametrize("text", NOTHING)
def test_near_misses_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("module", RULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_group_of_rules_names_its_authority(module: object) -> None:
    assert "Authority:" in (inspect.getdoc(module) or "")
