"""The model folder as it is installed: graphs, tokenizer, words that are never names, settings with hashes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from disclosure.hashing import sha256_file
from disclosure.redact.chat_tagger import SETTINGS, WEIGHTS, WORDS, ChatTagger
from disclosure.redact.ordinary_words import MONTH_NAMES, ORDINARY_WORDS
from training.corpora import Document
from training.invent import Inventor, plain
from training.learn import tokenizer

NAME: Final = "chat_tagger"
VERSION: Final = "8"
_OFTEN: Final = 2
_RARELY: Final = 0.004
_COMMON: Final = 60
_SELDOM: Final = 0.03
_NAMES: Final = frozenset(
    """
    will mark grace rose hope faith joy bill jack rob bob pat sue dawn ray jay kay guy art grant dean drew chase
    chance amber ruby lily daisy iris ivy holly summer angel prince king dick john ben frank max josh tom tim jan
    jean jo sam dan nick rich robin sky star princess sandy sunny melody crystal charity patience mercy precious
    """.split()
)
"""Common words that are the names of many: never skipped."""


def never_names(
    tagger: ChatTagger, labelled: Sequence[Document], texts: Sequence[str], inventor: Inventor
) -> list[str]:
    """Words that occur more than once, (almost) never in a name, and in no list of names or places.

    Args:
        tagger: The exported tagger, which says what is a name in the texts; it must skip nothing.
        labelled: Documents with their names.
        texts: Real messages.
        inventor: Whose lists hold names.
    """
    found = [[(name.start, name.end) for name in names] for names in tagger.tag(texts)]
    seen: Counter[str] = Counter()
    named: Counter[str] = Counter()
    pairs = [(document.text, [span[:2] for span in document.spans]) for document in labelled]
    for text, spans in [*pairs, *zip(texts, found, strict=True)]:
        lower = text.lower()
        if len(lower) != len(text):
            continue
        for word in WORDS.finditer(lower):
            if text[max(word.start() - 1, 0)] not in "@#/":
                seen[word[0]] += 1
                named[word[0]] += any(start < word.end() and word.start() < end for start, end in spans)
    known = set(MONTH_NAMES) | set(ORDINARY_WORDS)
    for names in inventor.groups.values():
        for name in (*names.given, *names.nicknames, *names.surnames):
            known.update(plain(name).split())
    for kind in ("towns", "areas", "abroad", "club_names"):
        for place in inventor.words[kind]:
            known.update(plain(place).split())
    names = set(MONTH_NAMES) | _NAMES
    return sorted(
        word
        for word, count in seen.items()
        if word.isascii()
        and word not in names
        and (
            (count >= _OFTEN and named[word] <= _RARELY * count and word not in known)
            # What many messages hold and hardly any as a name is none, though some list of names has it ("so", "can").
            or (count >= _COMMON and named[word] <= _SELDOM * count)
        )
    )


def write(
    folder: Path,
    never: Iterable[str],
    thresholds: Mapping[str, float],
    glance: float,
    screen: float,
    sure: float,
    training: Mapping[str, Any],
) -> None:
    """Write everything beside the graphs.

    Args:
        folder: The model folder, with its graphs.
        never: Words that are never names.
        thresholds: Chance from which a word is a name, by label.
        glance: Chance of a name from which a text goes beyond the glance.
        screen: Chance of a name from which a text goes beyond the screen.
        sure: Chance from which the screen's word that it is a name is taken.
        training: How it was trained, for the record.
    """
    (folder / "never_names.txt").write_text("\n".join(never) + "\n", encoding="utf-8", newline="\n")
    tokenizer().save(str(folder / "tokenizer.json"), pretty=False)
    settings = {
        "name": NAME,
        "version": VERSION,
        "thresholds": dict(thresholds),
        "glance": glance,
        "screen": screen,
        "sure": sure,
        "training": dict(training),
        "sha256": {name: sha256_file(folder / name) for name in WEIGHTS},
    }
    (folder / SETTINGS).write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8", newline="\n")
