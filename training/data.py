"""What the tagger learns from and what it is measured on, with nothing shared between them."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

from disclosure.redact.known_people import KnownPerson
from training import corpora
from training.corpora import Document, Source
from training.invent import Inventor, held_out, noisy, plain

_LABELLED_MESSAGES: Final = Path(__file__).with_name("labelled_messages.tsv")
_DEVELOPMENT_MESSAGES: Final = Path(__file__).with_name("development_messages.tsv")
"""Names in real messages, labelled by reading them: the message's number and the span; none for one without a name."""

_POSTS: Final = Path(__file__).with_name("posts.txt")
"""Posts as on social media, written for this project about invented people, one a line, names marked: `[Ana|P]`."""

_MARK: Final = re.compile(r"\[([^\[\]|]+)\|([PLO])\]")
_MARKS: Final = {"P": "PERSON", "L": "LOCATION", "O": "ORGANISATION"}
_POSTS_MEASURED: Final = 0.1
"""Share of posts kept for development."""

_EXCHANGED: Final = 0.12
"""Share of words exchanged in a text put together from two."""


def development(folder: Path) -> dict[str, list[Document]]:
    """Development documents by register: messages, tweets, hard social media, and invented ones by community."""
    _, found = corpora.labelled(folder)
    found["messages"] = _read(folder, _DEVELOPMENT_MESSAGES)
    return found


def invented(count: int = 600) -> dict[str, list[Document]]:
    """Invented messages with held-out names in held-out lines, `count` for each community."""
    made = {}
    for group in Inventor(True, (), random.Random(0)).groups:
        rng = random.Random(f"development {group}")
        inventor = Inventor(True, (), rng)
        inventor.groups = {"british": inventor.groups[group], group: inventor.groups[group]}
        inventor._names = [inventor.groups[group]]
        made[group] = [inventor.fill(rng.choice(inventor.lines["people"])) for _ in range(count)]
    rng = random.Random("development places")
    inventor = Inventor(True, (), rng)
    for kind in ("places", "organisations", "addresses"):
        made[kind] = [inventor.fill(rng.choice(inventor.lines[kind])) for _ in range(count)]
    return made


def messages(folder: Path) -> list[Document]:
    """Real messages to learn from, labelled by reading them; most are such as a tagger is unsure of."""
    return _read(folder, _LABELLED_MESSAGES)


def posts(folder: Path) -> tuple[list[Document], list[Document]]:
    """Posts written for this project: those to learn from, and those kept for development.

    Nobody in those to learn from shares a word of a name with the people of the other development documents.
    """
    kept = _people_words(chain.from_iterable(development(folder).values()))
    learnt: list[Document] = []
    measured: list[Document] = []
    for line in filter(None, _POSTS.read_text(encoding="utf-8").split("\n")):
        post = marked(line)
        if held_out(f"post {line}", _POSTS_MEASURED):
            measured.append(post)
        elif kept.isdisjoint(_people_words([post])):
            learnt.append(post)
    return learnt, measured


def nobody() -> list[Document]:
    """Held-out invented messages that name nobody, no place and no organisation."""
    inventor = Inventor(True, (), random.Random(0))
    return [inventor.fill(line) for line in inventor.lines["nobody"]]


def contacts(documents: Iterable[Document], share: float = 0.8) -> list[KnownPerson]:
    """People of the documents as the contact list of a case would know them: a share of the names, by their hash."""
    names = {
        document.text[start:end] for document in documents for start, end, kind in document.spans if kind == "PERSON"
    }
    known = sorted(name for name in {plain(name) for name in names} if held_out(f"contact {name}", share))
    return [
        KnownPerson(
            f"Third party {number}", "third_party", **{"names" if " " in name else "nicknames": (name.title(),)}
        )
        for number, name in enumerate(known, 1)
    ]


def marked(line: str) -> Document:
    """A line of posts without its marks, which have become spans.

    >>> marked("seen [Ana|P] in [Hove|L]?")
    Document(text='seen Ana in Hove?', spans=((5, 8, 'PERSON'), (12, 16, 'LOCATION')))
    """
    text, spans, before = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[before : mark.start()]
        spans.append((len(text), len(text) + len(mark[1]), _MARKS[mark[2]]))
        text += mark[1]
        before = mark.end()
    return Document(text + line[before:], tuple(spans))


def _people_words(documents: Iterable[Document], labels: Collection[str] = ("PERSON",)) -> set[str]:
    """Every word of the names with one of the labels, lower case."""
    return {
        word
        for document in documents
        for start, end, label in document.spans
        if label in labels
        for word in plain(document.text[start:end]).split()
    }


def _read(folder: Path, labels: Path) -> list[Document]:
    texts = corpora.unlabelled(folder)
    spans: dict[int, list[corpora.Span]] = {}
    with labels.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            own = spans.setdefault(int(row["message"]), [])
            if row["label"]:
                own.append((int(row["start"]), int(row["end"]), row["label"]))
    return [Document(texts[number], tuple(own)) for number, own in spans.items()]


def unlabelled(folder: Path) -> list[str]:
    """The other real messages: none that is labelled, none that is kept for development."""
    read = {document.text for document in messages(folder)}
    texts = corpora.unlabelled(folder)
    return [text for text in texts if text not in read and not held_out(f"development {text}", 0.035)]


def avoided(folder: Path) -> set[str]:
    """Half of the words of development names, lower case: no name exchanged or invented may hold them.

    The other half may, since a list without the commonest names would teach the wrong thing.
    """
    words = _people_words(chain.from_iterable(development(folder).values()))
    return {word for word in words if held_out(f"name {word}", 0.5)}


def names_seen(documents: Iterable[Document], inventor: Inventor) -> set[str]:
    """Every word of a person's name that training may show."""
    seen = _people_words(documents, ("PERSON", corpora.UNSURE))
    for names in inventor.groups.values():
        for name in (*names.given, *names.nicknames, *names.surnames):
            seen.update(plain(name).split())
    return seen


def mixture(
    labelled: Sequence[Document],
    messages: Sequence[Document],
    posts: Sequence[Document],
    inventor: Inventor,
    shares: tuple[float, float, float],
) -> Source:
    """A source of documents: corpora, messages and posts with names exchanged, and invented chat, slips included.

    Args:
        labelled: Documents of the corpora.
        messages: Real messages labelled by reading them.
        posts: Posts written for this project.
        inventor: Makes the rest and exchanges names.
        shares: Of corpora, of messages and of posts.
    """
    rng = inventor.rng
    nameless = [document for document in messages if not document.spans]

    def message() -> Document:
        if rng.random() < 0.1:
            return addressed(rng.choice(nameless), inventor)
        return inventor.swapped(rng.choice(messages))

    makers: list[Source] = [
        lambda: inventor.swapped(rng.choice(labelled)),
        message,
        lambda: inventor.swapped(rng.choice(posts)),
        inventor.document,
    ]
    chances = [*shares, 1 - sum(shares)]

    def draw() -> Document:
        (make,) = rng.choices(makers, chances)
        document = make()
        return noisy(document, rng) if rng.random() < 0.2 else document

    return draw


def mixed_with(draw: Source, text_of: Callable[[], str], share: float, rng: random.Random) -> Source:
    """A source of which a share are texts without labels: all of such a text is unsure.

    Args:
        draw: Gives the other documents.
        text_of: Gives the next text.
        share: Of texts.
        rng: Decides which.
    """

    def mixed() -> Document:
        if rng.random() >= share:
            return draw()
        text = text_of()
        return Document(text, ((0, len(text), corpora.UNSURE),))

    return mixed


def reassembled(documents: Sequence[Document], inventor: Inventor) -> str:
    """A text put together from the beginning of one document and the end of another, some words exchanged for others'.

    What one network learns from another it can learn from any text; of tweets there are few. Names are exchanged
    first, so that it also learns what the other makes of names it has not met.
    """
    rng = inventor.rng
    first, last = (inventor.swapped(rng.choice(documents)).text.split(" ") for _ in range(2))
    words = [*first[: rng.randint(1, len(first))], *last[rng.randrange(len(last)) :]]
    return " ".join(
        rng.choice(rng.choice(documents).text.split(" ")) if rng.random() < _EXCHANGED else word for word in words
    )


def addressed(document: Document, inventor: Inventor) -> Document:
    """A message that names nobody, now said to somebody or with somebody put in for "he", "she" or a friend."""
    rng = inventor.rng
    words = document.text.split(" ")
    places = [
        at
        for at, word in enumerate(words)
        if word.lower() in ("he", "she", "him", "mum", "mom", "they", "dear", "bro", "sis")
    ]
    name = inventor.person()
    if places and rng.random() < 0.6:
        at = rng.choice(places)
        before, after = words[:at], words[at + 1 :]
    elif rng.random() < 0.5:
        before, after = (
            [rng.choice(["", "", "hey", "hi", "yo", "eh", "ok", "haha"])],
            [rng.choice(["", "", ",", "."]), *words],
        )
    else:
        before, after = words, [rng.choice(["", "", "x", "lol", "!", "xx"])]
    start = len(" ".join(part for part in before if part))
    start += start > 0
    text = " ".join(part for part in (*before, name, *after) if part)
    return Document(text, ((start, start + len(name), "PERSON"),))
