"""What a tagger finds on the development documents: touched names, other words hit, by register and group.

A name is touched when any of its characters is in a span of its label. Other words are words outside every name
of that label; a share of them hit is what wrong redaction costs the reader. Words that may or may not be a name count as neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from training.corpora import UNSURE, Document
from training.invent import plain

_WORD: Final = re.compile(r"\w+")
_HANDLE: Final = re.compile(r"@\w+|https?://\S+|\bt\.co/\S+")
"""Handles and links are no words: rules find them."""

Spans = Sequence[tuple[int, int, str]]
Tag = Callable[[Sequence[str]], Sequence[Spans]]


@dataclass(frozen=True)
class Score:
    """Counts for one label.

    Attributes:
        names: Names there are.
        touched: Names touched by a span of any label (`touched_by_label`: of their own).
        words: Words outside every name of the label.
        hit: Words among them inside a span of the label.
    """

    names: int = 0
    touched: int = 0
    touched_by_label: int = 0
    words: int = 0
    hit: int = 0

    @property
    def recall(self) -> float:
        """Per cent of names touched by a span of their own label."""
        return 100 * self.touched_by_label / self.names if self.names else float("nan")

    @property
    def recall_any(self) -> float:
        """Per cent of names touched by any span."""
        return 100 * self.touched / self.names if self.names else float("nan")

    @property
    def other_words(self) -> float:
        """Per cent of other words hit."""
        return 100 * self.hit / self.words if self.words else float("nan")


def score(
    documents: Sequence[Document],
    found: Sequence[Spans],
    label: str = "PERSON",
    only: Callable[[str], bool] | None = None,
) -> Score:
    """Count over documents.

    Args:
        documents: With their names.
        found: Spans of each.
        label: The label counted.
        only: Which names count; all if None.
    """
    names = touched = own = words = hit = 0
    for document, spans in zip(documents, found, strict=True):
        truth = [(s, e) for s, e, kind in document.spans if kind == label]
        mine = [(s, e) for s, e, kind in spans if kind == label]
        for start, end in truth:
            if only is not None and not only(document.text[start:end]):
                continue
            names += 1
            touched += any(s < end and start < e for s, e, _ in spans)
            own += any(s < end and start < e for s, e in mine)
        skipped = [match.span() for match in _HANDLE.finditer(document.text)]
        skipped += [(s, e) for s, e, kind in document.spans if kind == UNSURE]
        for word in _WORD.finditer(document.text):
            if any(s <= word.start() < e for s, e in skipped):
                continue
            if not any(s < word.end() and word.start() < e for s, e in truth):
                words += 1
                hit += any(s < word.end() and word.start() < e for s, e in mine)
    return Score(names, touched, own, words, hit)


def unseen(seen: Collection[str]) -> Callable[[str], bool]:
    """Whether no word of a name is among those seen in training."""
    return lambda name: not any(word in seen for word in plain(name).split())
