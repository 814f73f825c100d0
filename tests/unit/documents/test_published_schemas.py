"""What is written as JSON is what the published schemas say, and they refuse what it must not hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

import schemas
from disclosure.documents import built_in_templates, case_material_json, schedule_json
from disclosure.schedule import forms
from tests.unit.schedule.test_items import FIRST, build
from tests.unit.schedule.test_words import DECIDED, HEADER


def validator(name: str) -> Draft202012Validator:
    path = Path(schemas.__file__).with_name(f"{name}.schema.json")
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def mg6c() -> dict[str, Any]:
    return schedule_json.content(forms.mg6c(build(FIRST, decided=DECIDED), HEADER))


def test_every_form_is_valid() -> None:
    register = build(FIRST, decided=DECIDED)
    made = [forms.mg6c(register, HEADER), forms.mg6d(register, HEADER), forms.mg6e(register, HEADER)]
    for form in (*made, *built_in_templates.blank_forms()):
        validator("schedule").validate(schedule_json.content(form))


def test_a_marked_form_is_valid_and_any_other_code_is_not() -> None:
    marked = mg6c()
    marked["items"][0] |= {"cpsAssessment": "CND", "cpsRationale": "no"}
    validator("schedule").validate(marked)
    marked["items"][0]["cpsAssessment"] = "perhaps"
    with pytest.raises(ValidationError):
        validator("schedule").validate(marked)


@pytest.mark.parametrize("lost", ["urn", "items", "certification", "ledgerHead"])
def test_a_form_without_a_part_of_it_is_not_valid(lost: str) -> None:
    content = mg6c()
    del content[lost]
    with pytest.raises(ValidationError):
        validator("schedule").validate(content)


def test_nothing_of_the_police_assessment_is_on_the_mg6c() -> None:
    assert not {"policeAssessment", "policeRationale", "isRebuttable"} & {
        key for item in mg6c()["items"] for key in item
    }


@pytest.mark.parametrize("is_sensitive", [False, True])
def test_the_police_assessment_of_every_item(is_sensitive: bool) -> None:
    register = build(FIRST, decided=DECIDED)
    content = case_material_json.content(register.items, urn="01", submission=1, is_sensitive=is_sensitive)
    validator("case_material").validate(content)
    by_number = {item.item_number: item for item in register.items if item.is_sensitive is is_sensitive}
    assert [row["item"] for row in content["items"]] == list(by_number)
    for row in content["items"]:
        passes = bool(by_number[row["item"]].undermines_or_assists)
        assert row["policeAssessment"] == ("Passes disclosure test" if passes else "Does not pass disclosure test")
        assert (row["cpsAssessment"], row["cpsDisagreesWithPolice"]) == (None, None)
        assert ("reasonForSensitivity" in row) is is_sensitive
