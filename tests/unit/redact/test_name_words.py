"""Names word by word: short forms, initials, slips, and what must not be taken for one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.redact.known_people import KnownPerson
from disclosure.redact.name_words import NameWords
from disclosure.redact.participants import ParticipantNames
from disclosure.redact.recognisers.case_register import PERSON_KEY, CaseRegisterRecogniser
from disclosure.synthetic import identifiers, mentions, people, phrases

AGA = KnownPerson("Witness 01", "witness", "aga", names=("Agnieszka Wólczyk",), nicknames=("Aga",))
GRACE = KnownPerson("Third party 0001", "third_party", "grace", names=("Grace Oyelaran",))
LIZ = KnownPerson("Third party 0002", "third_party", names=("Elizabeth Thackray",))
SAM_A = KnownPerson("Third party 0003", "third_party", names=("Samir Varley",))
SAM_B = KnownPerson("Third party 0004", "third_party", names=("Samir Etchells",))
PEOPLE = (AGA, GRACE, LIZ, SAM_A, SAM_B)
NAMES = NameWords(PEOPLE)


def found(text: str, present: tuple[int, ...] = ()) -> list[tuple[str, list[str]]]:
    return [
        (text[item.start : item.end], [owner.pseudonym for owner in item.owners]) for item in NAMES.find(text, present)
    ]


@pytest.mark.parametrize(
    ("text", "name", "whose"),
    [
        ("saw agnieska there", "agnieska", ["Witness 01"]),
        ("Angieszka's bag", "Angieszka", ["Witness 01"]),
        ("gnszk no, agnszk yes", "agnszk", ["Witness 01"]),
        ("ask Gusia", "Gusia", ["Witness 01"]),
        ("wolczyks car", "wolczyk", ["Witness 01"]),
        ("Aga W. rang", "Aga W.", ["Witness 01"]),
        ("ask A.W. x", "A.W.", ["Witness 01"]),
        ("tell AW then", "AW", ["Witness 01"]),
        ("lizzie said so", "lizzie", ["Third party 0002"]),
        ("Elisabeth thackry", "Elisabeth thackry", ["Third party 0002"]),
        ("samir varly was there", "samir varly", ["Third party 0003"]),
        ("samir was there", "samir", ["Third party 0003", "Third party 0004"]),
        ("\u200bAgn\u00adieszka", "Agn\u00adieszka", ["Witness 01"]),
        ("Аgniеszka", "Аgniеszka", ["Witness 01"]),
        ("😂gracie😂", "gracie", ["Third party 0001"]),
    ],
)
def test_is_found(text: str, name: str, whose: list[str]) -> None:
    assert (name, whose) in found(text)


DOUBLE = KnownPerson("Complainant", "complainant", "c", names=("Kerry-Ann Jones",), nicknames=("Jo",))


@pytest.mark.parametrize("name", ["Kerry", "Kerry-Ann", "Jones", "Kerry-Ann Jones", "kerry-ann", "JONES"])
@pytest.mark.parametrize(
    "after", ["s", "'s", "’s", "s'", "'ll", "'d", "x", "xx", "xoxo", "​s", "-s", "!!", "❤️", "_", "...", " x"]
)
def test_no_letters_of_a_name_stay_behind(name: str, after: str) -> None:
    text = f"saw {name}{after} there"
    left = list(text)
    for item in NameWords((DOUBLE,)).find(text):
        left[item.start : item.end] = [""] * (item.end - item.start)
    letters = "".join(filter(str.isalpha, "".join(left).removeprefix("saw ").removesuffix(" there")))
    assert letters in {"", "".join(filter(str.isalpha, after))}


@pytest.mark.parametrize("text", ["jonesy rang", "Jonesie", "kerryxx", "jox", "ask jo", "jo'll come", "Kerry-Annes"])
def test_friendly_endings_and_kisses(text: str) -> None:
    assert NameWords((DOUBLE,)).find(text)


@pytest.mark.parametrize(
    "text",
    ["theres a grace period on the rent", "in the garage", "lets go aw come on", "the sand was warm", "liz", "trace it",
     "OK TV AM PM", "aunty agreed", "LOL GO ON", "relax in the ajax", "samosa", "grade a", "wall check"],
)  # fmt: skip
def test_ordinary_words_are_left(text: str) -> None:
    assert [item for item in found(text) if item[0] != "liz"] == []


def test_a_name_that_is_a_word_counts_in_small_letters_among_its_own_people() -> None:
    assert found("did grace ring") == []
    assert found("did grace ring", (1,)) == [("grace", ["Third party 0001"])]
    assert found("the grace period", (1,)) == []
    names = ParticipantNames(PEOPLE)
    (span,) = names.spans("is grace in", ("Third party 0001",))
    assert (span.start, span.end, span.pseudonym, span.party_id) == (3, 8, "Third party 0001", "grace")
    assert names.spans("is grace in", ("Witness 01",)) == ()


def test_most_mentions_of_every_party_are_found_and_hardly_any_other_word() -> None:
    """Mentions made without the tables of the code under test; benchmarks/people.py measures on more."""
    cast = people.cast(3, 200)
    known = [
        KnownPerson(person.id, person.role, person.id if person.is_party else None, names=person.full_names,
                    nicknames=person.nicknames if person.is_party else ())
        for person in cast.everyone
    ]  # fmt: skip
    recogniser = CaseRegisterRecogniser(known)
    rng = identifiers.generator("mentions")
    covered = 0
    for number in range(1200):
        person = cast.parties[number % len(cast.parties)]
        text, _, start, end = mentions.planted(person, rng)
        results = recogniser.analyze(text, recogniser.supported_entities)
        covered += all(
            any(result.start <= at < result.end for result in results) for at in range(start, end) if text[at].isalnum()
        )
    assert covered >= 0.99 * 1200
    texts = [phrases.plain(rng) for _ in range(3000)]
    assert sum(bool(recogniser.analyze(text, recogniser.supported_entities)) for text in texts) <= 0.005 * 3000


@given(st.permutations(range(len(PEOPLE))), st.randoms(use_true_random=False))
def test_neither_the_order_of_people_nor_of_texts_matters(order: list[int], rng: random.Random) -> None:
    texts = ["samir varly and lizzie", "ask A.W.", "agnieska said grace", "nobody"]
    wanted = {text: _owned(CaseRegisterRecogniser(PEOPLE), text) for text in texts}
    other = CaseRegisterRecogniser([PEOPLE[number] for number in order])
    rng.shuffle(texts)
    assert {text: _owned(other, text) for text in texts} == wanted


def _owned(recogniser: CaseRegisterRecogniser, text: str) -> set[tuple[int, int, str | None]]:
    return {
        (result.start, result.end, person.pseudonym if (person := result.recognition_metadata[PERSON_KEY]) else None)
        for result in recogniser.analyze(text, recogniser.supported_entities)
    }


def test_what_an_address_book_adds_to_a_name_is_no_name_in_small_letters() -> None:
    person = KnownPerson("Third party 0001", "third_party", names=("Darren Window Cleaner",))
    recogniser = CaseRegisterRecogniser([person])
    assert _owned(recogniser, "the window cleaner is late") == set()
    assert _owned(recogniser, "darren is late") == {(0, 6, "Third party 0001")}
    assert _owned(recogniser, "darren window cleaner is late") == {
        (0, 21, "Third party 0001"),
        (0, 6, "Third party 0001"),
    }
