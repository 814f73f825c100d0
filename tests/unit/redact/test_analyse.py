"""The door to Presidio: repeatable, silent, and closed when something fails."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Sequence

import pytest

from disclosure.errors import DisclosureError
from disclosure.redact import recognisers
from disclosure.redact.analyse import Analyser
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.recognisers import rule
from disclosure.redact.tagger import TaggedName

ALBA = KnownPerson(
    "Complainant",
    "complainant",
    "complainant",
    names=("Alba Quickfell",),
    phones=("+447700900123",),
    emails=("alba.q@mail.example",),
)


class NoNames:
    name, version = "none", "0"

    def tag(self, texts: Sequence[str]) -> list[list[TaggedName]]:
        return [[] for _ in texts]


class Breaks:
    """A tagger that fails on one text."""

    name, version = "breaks", "0"

    def tag(self, texts: Sequence[str]) -> list[list[TaggedName]]:
        if any("CANARY" in text for text in texts):
            raise RuntimeError("CANARY")
        return [[] for _ in texts]


def test_spans_carry_person_category_and_version() -> None:
    text = "alba's on 07700 900123 or alba.q@mail.example, brother on 01632 960001"
    (analysis,) = Analyser((ALBA,), NoNames()).analyse([text])
    seen = [(text[s.start : s.end], s.category, s.pseudonym, s.role, s.party_id) for s in analysis.spans]
    assert seen == [
        ("alba", "Named individual", "Complainant", "complainant", "complainant"),
        ("07700 900123", "Phone number", "Complainant", "complainant", "complainant"),
        ("alba.q@mail.example", "Email address", "Complainant", "complainant", "complainant"),
        ("01632 960001", "Phone number", None, None, None),
    ]
    assert all(span.recogniser_version for span in analysis.spans)


def test_the_same_text_gives_the_same_spans_whatever_it_comes_with() -> None:
    analyser = Analyser((ALBA,))
    texts = ["Alba met David Jones at 14 Acacia Road", "lol", "", "call 07700900124", "lol"]
    together = analyser.analyse(texts)
    assert together == [analyser.analyse([text])[0] for text in texts]
    assert together == Analyser((ALBA,)).analyse(texts)
    assert together[2].spans == ()


def test_an_expression_that_runs_out_of_time_withholds_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = rule.Rule("slow", "UUID", [(r"(a|aa)+$", 0.9)])
    load = recognisers.load

    def with_slow(*args: object) -> tuple[object, ...]:
        rule.guard(slow, seconds=0.05)
        return (*load(*args), slow)  # type: ignore[arg-type]

    monkeypatch.setattr(recognisers, "load", with_slow)
    monkeypatch.setattr(rule.guard, "__defaults__", (0.05,))
    withheld, passed = Analyser(tagger=NoNames()).analyse(["a" * 60 + "b", "fine"])
    assert withheld.withheld
    assert withheld.reason == "regex_timed_out"
    assert withheld.spans == ()
    assert not passed.withheld


def test_a_register_expression_that_runs_out_of_time_withholds_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    analyser = Analyser((ALBA,), NoNames())
    register = analyser._loaded.recognisers[0]

    class Slow:
        def finditer(self, text: str, timeout: float) -> list[object]:
            raise TimeoutError

    monkeypatch.setattr(register, "_expression", lambda index: Slow())
    assert analyser.analyse(["alba here"])[0].reason == "regex_timed_out"


def test_a_text_that_breaks_the_tagger_is_withheld_alone() -> None:
    results = Analyser(tagger=Breaks()).analyse(["fine 07700900123", "CANARY", "fine too"])
    assert [result.withheld for result in results] == [False, True, False]
    assert results[0].spans
    assert "CANARY" not in repr(results)


@pytest.mark.parametrize("text", ["\ud800 07700900123", "\x00 07700900123", "\u202e07700900123", "😀 07700900123"])
def test_odd_characters_do_not_move_offsets(text: str) -> None:
    (analysis,) = Analyser().analyse([text])
    assert [text[span.start : span.end] for span in analysis.spans if span.entity_type == "PHONE_NUMBER"] == [
        "07700900123"
    ]


def test_a_recogniser_with_an_unmapped_entity_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognisers, "load", lambda *_: (rule.Rule("odd", "TELEPATHY", [("x", 0.5)]),))
    with pytest.raises(DisclosureError, match="TELEPATHY"):
        Analyser().analyse(["x"])


def test_nothing_of_a_text_reaches_a_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Analyser((ALBA,)).analyse(["CANARYWORD account 12345678 sort code 99-12-34, alba canaryword@mail.example"])
    assert "canaryword" not in caplog.text.lower()


def test_it_travels_to_a_worker_and_describes_itself() -> None:
    analyser = Analyser((ALBA,))
    analyser.analyse(["warm"])
    again = pickle.loads(pickle.dumps(analyser))  # noqa: S301 -- made on the line itself
    assert again.analyse(["ask alba"]) == analyser.analyse(["ask alba"])
    described = analyser.describe()
    assert {
        "name": "UkNinoRecognizer",
        "version": described["packages"]["presidio-analyzer"],
        "entities": ["UK_NINO"],
    } in (described["recognisers"])
    assert described["known_people_count"] == 1
    assert "Quickfell" not in repr(described)


def test_an_emoji_that_is_a_known_nickname_counts() -> None:
    person = KnownPerson("Third party 0001", "third_party", nicknames=("🦋",))
    (analysis,) = Analyser((person,), NoNames()).analyse(["ask 🦋 ok"])
    assert [(span.start, span.end, span.pseudonym) for span in analysis.spans] == [(4, 5, "Third party 0001")]


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "a",
        "Aa ",
        "a.",
        "a@",
        "-",
        " ",
        "\n",
        "07 ",
        "one ",
        "double ",
        "aB3+/",
        "St Mary's ",
        "a-",
        "://",
        "1.1,",
    ],
)
def test_hostile_repetition_is_looked_at_in_full(unit: str) -> None:
    """Twenty thousand characters of the same must not run any expression out of time."""
    text = (unit * 20_000)[:20_000]
    (analysis,) = Analyser((ALBA,), NoNames()).analyse([f"{text} 07700 900123 {text}"])
    assert analysis.reason == ""
