"""Fast detection gives what slow detection gives: the pre-filter, the batch, and Presidio's own engine."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.redact.analyse import Analyser, _Looking, _Search
from disclosure.redact.chat_tagger import ChatTagger
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.literals import least_digits, needed
from disclosure.redact.prefilter import Need, Prefilter
from disclosure.redact.tagger import TaggedName

PEOPLE = (
    KnownPerson("Complainant", "complainant", "c", names=("Alba Quickfell",), phones=("+447700900123",)),
    KnownPerson("Third party 0001", "third_party", nicknames=("will",), emails=("will@mail.example",)),
)

FRAGMENTS = [
    "07700 900123", "+44 7700 900 123", "o seven seven double o nine hundred one two three",
    "alba", "Quickfell",
    "will", "Mrs Quickfell", "dr patel", "14 Acacia Road", "flat 2, 9 elm rd",
    "SW1A 1AA", "leeds", "st marys school",
    "works at greggs", "Northwick High School", "a.b@mail.example",
    "a dot b at mail dot com", "@handle", "insta: quicky",
    "https://t.me/quicky", "www.mail.example", "51.5074, -0.1278",
    "///filled.count.soap", "QQ 12 34 56 C", "AB12 CDE",
    "943 476 5919", "sort code 12-34-56 account 12345678", "4111 1111 1111 1111",
    "353879234252633", "dob 05/01/1990",
    "my sister", "a plumber", "convicted of theft", "192.168.0.1",
    "00:1A:2B:3C:4D:5E", "GB29NWBK60161331926819",
    "447700900123@s.whatsapp.net", "passport 123456789", "lol",
    "ok", "\n", " ", ".", ",", "😂", "\u0660\u0661", "İ", "ﬀ",
]  # fmt: skip

chat = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8)), max_size=6).map(" ".join)
SLOW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class NoNames:
    name, version = "none", "0"

    def tag(self, texts: Sequence[str]) -> list[list[TaggedName]]:
        return [[] for _ in texts]


@lru_cache(maxsize=1)
def analysers() -> tuple[Analyser, Analyser]:
    """One that uses the pre-filter, and one that lets every recogniser look at every text."""
    fast, slow = Analyser(PEOPLE, NoNames()), Analyser(PEOPLE, NoNames())
    everything = tuple(_Search(number, None, Need()) for number in range(len(slow._loaded.asked)))
    object.__setattr__(slow._loaded, "searches", everything)
    object.__setattr__(slow._loaded, "prefilter", Prefilter([search.need for search in everything]))
    return fast, slow


@SLOW
@given(st.lists(chat, min_size=1, max_size=4))
def test_the_pre_filter_loses_nothing(texts: list[str]) -> None:
    fast, slow = analysers()
    assert fast.analyse(texts) == slow.analyse(texts)


@SLOW
@given(chat)
def test_no_expression_matches_what_was_read_off_it_to_be_missing(text: str) -> None:
    searches = analysers()[0]._loaded.searches
    read_off = Prefilter([Need(literals=search.need.literals, digits=search.need.digits) for search in searches])
    for number in set(range(len(searches))).difference(read_off(text)):
        assert searches[number].expression.search(text) is None


needs = st.builds(
    Need,
    st.sampled_from(["", "digit", "@", ".:", "/@-"]),
    st.lists(st.sampled_from(["a", "at", "street", "st", " works", "ss"]), max_size=3).map(tuple),
    st.lists(st.sampled_from(["e", "re", ":", "\bt", "at\b", "\ba\b"]), max_size=2).map(tuple),
    st.integers(0, 4),
)


@given(st.lists(needs, max_size=8), st.text(alphabet="aAtTsSreETß @.:/-12٣ works", max_size=30))
def test_the_joined_table_agrees_with_each_declaration(needs: list[Need], text: str) -> None:
    assert Prefilter(needs)(text) == tuple(at for at, need in enumerate(needs) if need.is_met(text))


EXPRESSIONS = {
    r"\d{3}[ -]?(?:\d{4}|[0-9]{6,8})": ((), 7),
    r"(?:[1-9][0-9]?|[ab7]\d)+(?:x\d)?": ((), 1),
    r"(?>ab\d|\d\d)*?[\d/]{2}(?=\d)": ((), 0),
    r"(?:GIR ?0AA|[A-Z]\d{1,2} ?\d[A-Z]{2})": ((), 1),
    r"(?i:no\.? ?)?\d(?:\D{0,2}\d){7,14}": ((), 8),
    r"\b(?:insta|ig|snap(?:chat)?)\b\W{1,3}\w+": (("\big\b", "\binsta\b", "\bsnap\b", "\bsnapchat\b"), 0),
    r"(?<!\w)(?:flat|apt\.?)\s?\d+(?!\w)": (("\bapt", "\bapt.", "\bflat"), 1),
    r"(?<![\w@])@?st(?:\.|\b) [a-z]+": (("\bst ", "\bst. ", "@st ", "@st. "), 0),
    r"(?:the\s)?(?:my|our){1,2} (?:b(?:oss|ro)|aunt)\b": ((" aunt\b", " boss\b", " bro\b"), 0),
}
"""Expressions, with the literals and the digits that can be read off them."""


@given(st.sampled_from([*EXPRESSIONS]).flatmap(lambda source: st.tuples(st.just(source), st.from_regex(source))))
def test_what_matches_holds_what_is_read_off_the_expression(made: tuple[str, str]) -> None:
    source, text = made
    assert Need(literals=needed(source), digits=least_digits(source)).is_met(text)


def test_literals_and_digits_are_read_off_an_expression() -> None:
    assert {source: (needed(source), least_digits(source)) for source in EXPRESSIONS} == EXPRESSIONS


def test_what_the_parser_does_not_know_needs_nothing() -> None:
    assert (needed(r"(?R)\d|ab"), least_digits(r"(?R)\d")) == ((), 0)
    # A letter must not stand before it, but a digit may, so that no word need begin there.
    assert needed(r"(?<!\p{L})ig") == ("ig",)
    assert needed(r"(?<![^\w])ig") == ("ig",)


@lru_cache(maxsize=1)
def tagger() -> ChatTagger:
    return ChatTagger()


WORDS = [
    "siobhan",
    "gurpreet",
    "me",
    "and",
    "went",
    "to",
    "leeds",
    "with",
    "kwabena",
    "at",
    "the",
    "red",
    "lion",
    "lol",
]
lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


@SLOW
@given(st.lists(lines, min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_what_is_found_in_a_text_does_not_depend_on_the_batch(texts: list[str], chance: Any) -> None:
    shuffled = list(texts)
    chance.shuffle(shuffled)
    alone = {text: tagger().tag([text])[0] for text in texts}
    assert tagger().tag(shuffled) == [alone[text] for text in shuffled]


@lru_cache(maxsize=1)
def presidio() -> tuple[Any, Analyser]:
    """Presidio's engine with our recognisers, and ours with the same."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry

    ours = Analyser(PEOPLE, NoNames())
    loaded = ours._loaded
    registry = RecognizerRegistry(list(loaded.recognisers), supported_languages=["en"])
    return AnalyzerEngine(registry, loaded.engine, context_aware_enhancer=loaded.enhancer), ours


@SLOW
@given(chat)
def test_presidio_s_own_engine_finds_the_same(text: str) -> None:
    from presidio_analyzer import EntityRecognizer, RecognizerResult

    engine, ours = presidio()
    looking = _Looking(text)
    ours._look([looking])
    mine = EntityRecognizer.remove_duplicates(
        [RecognizerResult(span.entity_type, span.start, span.end, span.score) for span in looking.spans]
    )
    threshold_of = {recogniser.own.id: recogniser.threshold_of for recogniser in ours._loaded.asked}
    theirs = [
        result
        for result in engine.analyze(text, "en", score_threshold=0.0)
        if result.score
        >= threshold_of[result.recognition_metadata[RecognizerResult.RECOGNIZER_IDENTIFIER_KEY]][result.entity_type]
    ]
    assert _places(mine) == _places(theirs)


def _places(results: Sequence[Any]) -> set[tuple[str, int, int, float]]:
    return {(result.entity_type, result.start, result.end, round(result.score, 4)) for result in results}
