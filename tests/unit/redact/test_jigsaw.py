"""Records are listed for what they combine, of whom they speak, and never with a text."""

from __future__ import annotations

import pyarrow as pa

from disclosure.redact import jigsaw
from disclosure.redact.known_people import KnownPerson

WITNESS = KnownPerson("Witness 01", "witness", "seun", addresses=("88 Peverell Street, Marlbeck, HX41 2AB",))


def listed(*texts: str, chats: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    served = pa.table(
        {
            "artefact_id": [f"m{number}" for number in range(len(texts))],
            "conversation_id": list(chats) or ["elsewhere"] * len(texts),
            "body": list(texts),
        }
    )
    found = jigsaw.find(served, ["body"], [WITNESS], {"hers": ("Witness 01",)})
    return [(row["artefact_id"], row["codes"], row["basis"]) for row in jigsaw.listed(found)]


def test_place_and_time_together_are_listed() -> None:
    assert listed("[Witness 01] walks past the canal bridge every tuesday at 7pm") == [("m0", "place; time", "record")]


def test_school_and_relation_are_listed() -> None:
    assert listed("saw [Witness 01], her mum works at the school") == [("m0", "school; work; relation", "record")]


def test_the_town_of_an_address_counts_as_a_place() -> None:
    assert listed("[Witness 01] gets back at 6 from marlbeck") == [("m0", "place; time", "record")]


def test_one_thing_alone_or_of_nobody_protected_is_not() -> None:
    assert (
        listed("[Witness 01] is here at 7pm", "walks past the canal bridge every tuesday", "[Witness 01] said hello")
        == []
    )


def test_whoever_takes_part_is_spoken_of() -> None:
    assert listed("meet me by the station after work", chats=("hers",)) == [("m0", "place; time; work", "record")]


def test_a_conversation_that_says_four_things_is_listed_with_what_tells() -> None:
    texts = ("left at 7pm", "my mum said", "on the rota", "year 9 was fun")
    assert listed(*texts, chats=("hers",) * 4) == [("m2", "work", "conversation"), ("m3", "school", "conversation")]


def test_nothing_served_lists_nothing() -> None:
    assert jigsaw.find(pa.table({"artefact_id": pa.array([], pa.string())}), ["body"], [WITNESS], {}) == []
