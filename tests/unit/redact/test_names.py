"""The tagger as a recogniser: whole predictions that are no name, what stands before one, long texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from disclosure.redact.recognisers.names import NameRecogniser
from disclosure.redact.tagger import TaggedName


class Scripted:
    """A tagger that marks a fixed part of every text."""

    name, version = "scripted", "9"

    def __init__(self, part: str, label: str = "PERSON") -> None:
        self._part, self._label = part, label

    def tag(self, texts: Sequence[str]) -> list[list[TaggedName]]:
        return [
            [TaggedName(m.start(), m.end(), self._label, 0.1) for m in re.finditer(re.escape(self._part), text)]
            for text in texts
        ]


def found(text: str, part: str, label: str = "PERSON") -> list[str]:
    results = NameRecogniser(Scripted(part, label)).analyze(text, [label])
    return [text[result.start : result.end] for result in results]


@pytest.mark.parametrize("whole", ["lol", "Hiya", "mum xx", "Monday", "!!", "x", "Hey babe", "tesco"])
def test_whole_predictions_that_are_no_name_are_dropped(whole: str) -> None:
    assert found(f"so {whole} then", whole) == []


@pytest.mark.parametrize("name", ["Will", "may", "June", "jan"])
def test_a_name_that_is_also_a_word_is_left_to_the_tagger(name: str) -> None:
    assert found(f"ask {name} then", name) == [name]


@pytest.mark.parametrize("label", ["PERSON", "ORGANISATION"])
def test_a_chain_is_nobody_and_tells_nobody_apart(label: str) -> None:
    assert found("been to tesco", "tesco", label) == []
    assert found("been to tesco cheetham", "tesco cheetham", label) == ["tesco cheetham"]


@pytest.mark.parametrize("label", ["PERSON", "ORGANISATION"])
def test_a_code_is_no_name_but_a_postal_district_is_a_place(label: str) -> None:
    assert found("fill in the sa100", "sa100", label) == []
    assert found("in se15", "se15", "LOCATION") == ["se15"]


def test_the_country_everybody_lives_in_is_no_find() -> None:
    assert found("back in the uk", "the uk", "LOCATION") == []
    assert found("back in Poland", "Poland", "LOCATION") == ["Poland"]


def test_an_abbreviation_is_nobody_but_a_surname_of_two_letters_is_somebody() -> None:
    assert found("dw about it", "dw") == []
    assert found("ask ng", "ng") == ["ng"]


def test_a_prediction_loses_what_stands_before_the_name() -> None:
    assert found("Hiya Mrs Quickfell!! ok", "Hiya Mrs Quickfell!!") == ["Quickfell"]


def test_an_address_keeps_its_number() -> None:
    assert found("at 14 acacia road!", "14 acacia road!", "ADDRESS") == ["14 acacia road"]


def test_a_long_text_is_tagged_in_pieces_with_the_right_offsets() -> None:
    assert set(found("word " * 3000 + "Oddwater " + "word " * 3000, "Oddwater")) == {"Oddwater"}
