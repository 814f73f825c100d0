"""The packaged tagger: names in chat of every community, the same whatever the batch or the case of letters."""

from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path

import pytest

from disclosure.errors import DisclosureError
from disclosure.redact.chat_tagger import MODEL, SETTINGS, WEIGHTS, ChatTagger
from disclosure.redact.tagger import LABELS, TaggedName

TAGGER = ChatTagger()

TEXTS = [
    "is siobhan comin tonight",
    "tell gurpreet i said hi",
    "me n kasia r goin out later",
    "oluwaseun wont answer his phone",
    "did abdirahman hit you",
    "mehmet hit me again last nite",
    "ask thivya if she wants to come",
    "meet me outside the red lion in bradford",
    "im at flat 3, 22 elm road leeds",
    "ok lol see u later",
    "yes",
    "",
    "   ",
    "😂😂😂",
    "👍 shaz❤️",
    "7",
    "a" * 300,
    "the end of a long day " * 60 + "and then kwabena rang me " + "about nothing at all " * 60,
    "ask 小明 or محمد",
]


def said(text: str) -> list[tuple[str, str]]:
    (names,) = TAGGER.tag([text])
    return [(text[name.start : name.end], name.label) for name in names]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("is siobhan comin tonight", "siobhan"),
        ("tell gurpreet i said hi", "gurpreet"),
        ("me n kasia are goin out later", "kasia"),
        ("oluwaseun wont answer his phone", "oluwaseun"),
        ("did abdirahman hit you", "abdirahman"),
        ("mehmet hit me again last nite", "mehmet"),
        ("will can u ask ayesha", "ayesha"),
    ],
)
def test_people_are_found_in_chat(text: str, name: str) -> None:
    assert (name, "PERSON") in said(text)


def test_a_name_deep_in_a_long_text_is_found_in_its_place() -> None:
    assert ("kwabena", "PERSON") in said(TEXTS[17])


@pytest.mark.parametrize("text", ["ok lol see u later", "yes", "", "  ", "😂😂", "where r u", "call me when ur home"])
def test_nothing_is_found_where_nobody_is_named(text: str) -> None:
    assert said(text) == []


def test_every_text_alone_gives_what_the_batch_gives() -> None:
    together = TAGGER.tag(TEXTS * 3)
    assert together == [TAGGER.tag([text])[0] for text in TEXTS] * 3
    for text, names in zip(TEXTS * 3, together, strict=True):
        for name in names:
            assert 0 <= name.start < name.end <= len(text)
            assert name.label in LABELS
            assert 0 < name.score <= 1


def test_capitals_change_nothing() -> None:
    texts = [text for text in TEXTS if len(text.lower()) == len(text.upper()) == len(text)]
    assert TAGGER.tag(texts) == TAGGER.tag([text.upper() for text in texts]) == TAGGER.tag([t.title() for t in texts])


def test_a_lower_threshold_finds_no_less() -> None:
    eager = ChatTagger(thresholds=dict.fromkeys(LABELS, 0.01), glance=0.0, screen=0.0, sure=2.0, skips=False)
    for text, usual, more in zip(TEXTS, TAGGER.tag(TEXTS), eager.tag(TEXTS), strict=True):
        for name in usual:
            assert any(other.start < name.end and name.start < other.end for other in more), text


def test_it_travels_to_a_worker() -> None:
    again = pickle.loads(pickle.dumps(TAGGER))  # noqa: S301 -- made on the line itself
    assert again.tag(TEXTS[:3]) == TAGGER.tag(TEXTS[:3])
    assert again.version == TAGGER.version


def test_the_version_says_which_weights_they_are(tmp_path: Path) -> None:
    copy = tmp_path / "model"
    shutil.copytree(MODEL, copy)
    assert ChatTagger(copy).version == TAGGER.version
    settings = json.loads((copy / SETTINGS).read_text(encoding="utf-8"))
    settings["thresholds"]["PERSON"] = 0.99
    (copy / SETTINGS).write_text(json.dumps(settings), encoding="utf-8")
    assert ChatTagger(copy).version != TAGGER.version


@pytest.mark.parametrize("name", [*WEIGHTS, SETTINGS])
@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_a_damaged_model_is_refused(tmp_path: Path, name: str, damage: str) -> None:
    copy = tmp_path / "model"
    shutil.copytree(MODEL, copy)
    if damage == "missing":
        (copy / name).unlink()
    else:
        (copy / name).write_bytes((copy / name).read_bytes()[:-2] + b"\x00\x00")
    with pytest.raises(DisclosureError, match=name):
        ChatTagger(copy).tag(["ask anna"])


def test_the_packaged_model_is_small_and_has_its_card() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < 30_000_000
    assert (MODEL / "MODEL_CARD.md").is_file()


def test_scores_are_at_or_above_the_threshold() -> None:
    strict = ChatTagger(thresholds=dict.fromkeys(LABELS, 0.9))
    found: list[TaggedName] = [name for names in strict.tag(TEXTS) for name in names if name.label == "PERSON"]
    assert found
    assert all(name.score >= 0.5 for name in found)
