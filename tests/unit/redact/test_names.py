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


def test_a_brand_may_be_an_organisation_but_nobody() -> None:
    assert found("she works at tesco", "tesco", "ORGANISATION") == ["tesco"]


def test_a_prediction_loses_what_stands_before_the_name() -> None:
    assert found("Hiya Mrs Quickfell!! ok", "Hiya Mrs Quickfell!!") == ["Quickfell"]


def test_an_address_keeps_its_number() -> None:
    assert found("at 14 acacia road!", "14 acacia road!", "ADDRESS") == ["14 acacia road"]


def test_a_long_text_is_tagged_in_pieces_with_the_right_offsets() -> None:
    assert set(found("word " * 3000 + "Oddwater " + "word " * 3000, "Oddwater")) == {"Oddwater"}
