"""Every entity type has one of the fifteen categories."""

from __future__ import annotations

import pytest

from disclosure.errors import DisclosureError
from disclosure.redact.categories import CATEGORIES, CATEGORY_OF, category_of, check_mapped
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.recognisers import load
from disclosure.redact.recognisers.case_register import ENTITY_OF_KIND

OF_A_MODEL = {"LOCATION", "ORGANISATION"}
"""Entity types that no rule finds, only a model of places and organisations."""


def test_there_are_fifteen_categories_and_nothing_maps_elsewhere() -> None:
    assert len(CATEGORIES) == len(set(CATEGORIES)) == 15
    assert set(CATEGORY_OF.values()) == set(CATEGORIES)


def test_whatever_a_loaded_recogniser_may_find_has_a_category() -> None:
    recognisers = load([KnownPerson("Complainant", "complainant", names=("Alba Quickfell",))])
    assert {entity for r in recognisers for entity in r.supported_entities} | OF_A_MODEL == set(CATEGORY_OF)
    assert set(ENTITY_OF_KIND.values()) <= set(CATEGORY_OF)


def test_an_entity_type_without_category_is_refused_by_name() -> None:
    with pytest.raises(DisclosureError, match="TELEPATHY"):
        check_mapped(["PERSON", "TELEPATHY"])
    assert category_of("PERSON") == "Named individual"
