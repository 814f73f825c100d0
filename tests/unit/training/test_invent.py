"""Invented chat: spans that stand where they say, names held out, brands left open."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from training import data
from training.corpora import UNSURE, Document
from training.evaluate import score
from training.invent import Inventor, noisy

TRAINING = Path(data.__file__).parent


def inventor(*, held: bool = False) -> Inventor:
    return Inventor(held, (), random.Random(7))  # noqa: S311 -- chance that decides nothing secret


def test_spans_stand_in_the_text_in_order() -> None:
    made = inventor()
    for _ in range(2000):
        document = noisy(made.swapped(made.document()), made.rng)
        ends = [0]
        for start, end, _ in document.spans:
            assert ends[-1] <= start < end <= len(document.text)
            ends.append(end)


def test_what_stands_in_a_slot_is_what_is_labelled() -> None:
    document = inventor().fill("ask {n} if {N} is at {a}")
    assert [label for _, _, label in document.spans] == ["PERSON", "PERSON", "ADDRESS"]
    words = [document.text[start:end] for start, end, _ in document.spans]
    assert document.text == f"ask {words[0]} if {words[1]} is at {words[2]}"


def test_names_run_together_are_shown_in_training_alone() -> None:
    def hashtags(*, held: bool) -> int:
        made = inventor(held=held)
        documents = [made.fill("ask {n}") for _ in range(1000)]
        assert all(document.spans == ((4, len(document.text), "PERSON"),) for document in documents)
        return sum(document.text[4] == "#" for document in documents)

    assert hashtags(held=False) > 10
    assert hashtags(held=True) == 0


def test_known_organisations_are_shown_in_training_alone() -> None:
    known = (TRAINING / "lists" / "organisations.txt").read_text(encoding="utf-8").splitlines()
    assert known == list(dict.fromkeys(known))

    def shown(*, held: bool) -> int:
        made = inventor(held=held)
        return sum(made.organisation() in known for _ in range(1000))

    assert shown(held=False) > 500
    assert shown(held=True) < 5


def test_a_brand_in_a_line_teaches_nothing() -> None:
    document = inventor().fill("just been asda then whatsapp me")
    assert [(document.text[start:end], label) for start, end, label in document.spans] == [
        ("asda", UNSURE),
        ("whatsapp", UNSURE),
    ]


def test_nothing_held_out_is_drawn_for_training() -> None:
    taught, kept = inventor(), inventor(held=True)
    for kind, lines in taught.lines.items():
        assert not set(lines) & set(kept.lines[kind])
    for group, names in taught.groups.items():
        assert not set(names.surnames) & set(kept.groups[group].surnames)
        assert kept.groups[group].surnames


def test_a_blended_name_is_made_of_two() -> None:
    made = inventor()
    names = made.groups["polish"]
    blended = [names.blended(made.rng) for _ in range(50)]
    assert len({*blended} - {*names.given}) > 20
    assert all(len(name) > 2 for name in blended)


def test_words_that_may_be_a_name_count_as_neither() -> None:
    document = Document("ask pinky or anna", ((4, 9, UNSURE), (13, 17, "PERSON")))
    counted = score([document], [[(4, 9, "PERSON"), (13, 17, "PERSON")]])
    assert (counted.names, counted.touched_by_label, counted.words, counted.hit) == (1, 1, 2, 0)


def test_marks_become_spans() -> None:
    post = data.marked("[#TeamAna|P] [Ana|P]'s in [Hove|L] w/ [BBC|O]")
    assert post.text == "#TeamAna Ana's in Hove w/ BBC"
    assert [(post.text[start:end], label) for start, end, label in post.spans] == [
        ("#TeamAna", "PERSON"),
        ("Ana", "PERSON"),
        ("Hove", "LOCATION"),
        ("BBC", "ORGANISATION"),
    ]


def test_every_mark_of_the_posts_is_read() -> None:
    lines = (TRAINING / "posts.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len({*lines}) > 9000
    assert sum(bool(data.marked(line).spans) for line in lines) > 7000
    assert not [line for line in lines if set("[]|") & set(data.marked(line).text)]


def test_a_hashtag_is_exchanged_for_a_name_run_together() -> None:
    made = inventor()
    post = data.marked("[#TeamAna|P] won")
    words = [made.swapped(post, share=1.0).text.removesuffix(" won") for _ in range(50)]
    assert all(word and " " not in word for word in words)
    assert len({*words}) > 40


@pytest.mark.parametrize("name", ["labelled_messages.tsv", "development_messages.tsv"])
def test_labels_of_messages_are_spans_of_a_known_kind(name: str) -> None:
    with (TRAINING / name).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    assert len({row["message"] for row in rows}) > 1500
    for row in rows:
        if row["label"]:
            assert 0 <= int(row["start"]) < int(row["end"])
            assert row["label"] in {"PERSON", "LOCATION", "ORGANISATION", "ADDRESS", UNSURE}


def test_no_development_message_is_learnt_from() -> None:
    numbers = []
    for name in ("labelled_messages.tsv", "development_messages.tsv"):
        with (TRAINING / name).open(encoding="utf-8", newline="") as stream:
            numbers.append({row["message"] for row in csv.DictReader(stream, delimiter="\t")})
    assert not numbers[0] & numbers[1]
