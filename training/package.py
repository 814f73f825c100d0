"""The model folder as it is installed: graphs, tokenizer, words that are never names, settings with hashes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from disclosure.hashing import sha256_file
from disclosure.redact.chat_tagger import SETTINGS, WEIGHTS, WORDS
from disclosure.redact.ordinary_words import MONTH_NAMES, ORDINARY_WORDS
from training.corpora import Document
from training.invent import Inventor, plain
from training.learn import tokenizer

NAME: Final = "chat_tagger"
VERSION: Final = "1"
_OFTEN: Final = 4
_RARELY: Final = 0.004


def never_names(documents: Sequence[Document], inventor: Inventor) -> list[str]:
    """Words that are (almost) never in a name: common in the texts, in no list of names or places.

    Args:
        documents: Labelled documents of the corpora and real messages an earlier tagger labelled.
        inventor: Whose lists hold names.
    """
    seen: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for document in documents:
        for word in WORDS.finditer(document.text.lower()):
            if len(document.text.lower()) != len(document.text):
                break
            if document.text[max(word.start() - 1, 0)] in "@#/":
                continue
            seen[word[0]] += 1
            named[word[0]] += any(start < word.end() and word.start() < end for start, end, _ in document.spans)
    known = set(MONTH_NAMES) | set(ORDINARY_WORDS)
    for names in inventor.groups.values():
        for name in (*names.given, *names.nicknames, *names.surnames):
            known.update(plain(name).split())
    for kind in ("towns", "areas", "abroad", "club_names"):
        for place in inventor.words[kind]:
            known.update(plain(place).split())
    return sorted(
        word
        for word, count in seen.items()
        if count >= _OFTEN and word.isascii() and named[word] <= _RARELY * count and word not in known
    )


def write(
    folder: Path, never: Iterable[str], thresholds: Mapping[str, float], screen: float, training: Mapping[str, Any]
) -> None:
    """Write everything beside the graphs.

    Args:
        folder: The model folder, with its graphs.
        never: Words that are never names.
        thresholds: Chance from which a word is a name, by label.
        screen: Chance of a name from which a text goes beyond the screen.
        training: How it was trained, for the record.
    """
    (folder / "never_names.txt").write_text("\n".join(never) + "\n", encoding="utf-8", newline="\n")
    tokenizer().save(str(folder / "tokenizer.json"), pretty=False)
    settings = {
        "name": NAME,
        "version": VERSION,
        "thresholds": dict(thresholds),
        "screen": screen,
        "training": dict(training),
        "sha256": {name: sha256_file(folder / name) for name in WEIGHTS},
    }
    (folder / SETTINGS).write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8", newline="\n")
