"""Labels for real text messages nobody has labelled, from a first tagger and the agreement of all messages.

What a word is taken for in one message is noisy; what it is taken for on average over the messages it occurs in
is not. Words that are nobody's name anywhere become slang-rich negatives; words that are mostly names are names
everywhere they may be one; between the two nothing is learnt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from training.corpora import Document, Span
from training.encoder import Encoder
from training.learn import LABELS, UNSURE, probabilities

_SLANG: Final = frozenset((Path(__file__).parent / "lists" / "slang.txt").read_text(encoding="utf-8").split())
"""Slang that first taggers take for names, seen on reading what they found."""

_SURE: Final = 0.6
_POSSIBLE: Final = 0.2
_CERTAIN: Final = 0.95
_SELDOM: Final = 0.35
_OFTEN: Final = 4


def label(model: Encoder, texts: Sequence[str]) -> list[Document]:
    """Documents with names and unsure spans."""
    found = probabilities(model, texts)
    seen: dict[str, list[float]] = defaultdict(list)
    for text, (places, chances) in zip(texts, found, strict=True):
        for (start, end), chance in zip(places, chances, strict=True):
            seen[text[start:end].lower()].append(1 - float(chance[0]))
    mean = {word: sum(chances) / len(chances) for word, chances in seen.items()}
    documents = []
    for text, (places, chances) in zip(texts, found, strict=True):
        spans: list[Span] = []
        for (start, end), chance in zip(places, chances, strict=True):
            word = text[start:end].lower()
            name = 1 - float(chance[0])
            if len(seen[word]) >= _OFTEN:
                # The average counts as much as the message itself.
                name = (name + mean[word]) / 2 if mean[word] >= _SELDOM or name >= _CERTAIN else 0.0
            if name < _POSSIBLE or word in _SLANG or not any(c.isalnum() for c in word):
                continue
            kind = LABELS[int(chance[1:].argmax())] if name >= _SURE else UNSURE
            if spans and spans[-1][2] == kind and start - spans[-1][1] <= 1:
                spans[-1] = (spans[-1][0], end, kind)
            else:
                spans.append((start, end, kind))
        documents.append(Document(text, tuple(spans)))
    return documents
