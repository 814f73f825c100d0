"""The labelled and unlabelled texts the tagger learns from, and which of them are kept for development.

A document is a text with spans (start, end, label) in code points. Labels are those of
`disclosure.redact.tagger.LABELS`; what the corpora label besides (products, works, miscellany) is no name here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LABEL_OF: Final = {
    "PER": "PERSON",
    "person": "PERSON",
    "LOC": "LOCATION",
    "location": "LOCATION",
    "ORG": "ORGANISATION",
    "corporation": "ORGANISATION",
    "group": "ORGANISATION",
}
FILES: Final = (
    "wnut17train.conll",
    "emerging.dev.conll",
    "btc_a.conll",
    "btc_b.conll",
    "btc_e.conll",
    "btc_g.conll",
    "btc_h_first_half.conll",
    "tweebank_train.bio",
    "tweebank_dev.bio",
)
"""Labelled corpora; sources and licences are in the model card."""

DEVELOPMENT: Final = {"btc_a.conll": "tweets", "btc_b.conll": "tweets", "emerging.dev.conll": "hard"}
"""Files of which every third document is kept for development, and the register it stands for."""

_GLUE_BEFORE: Final = re.compile(r"^(?:[.,!?;:%)\]}”]+|['’](?:s|m|re|ve|ll|d|t)|n['’]t)$", re.IGNORECASE)
_GLUE_AFTER: Final = re.compile(r"^[(\[{@#$£“]$")

UNSURE: Final = "UNSURE"
"""Label of a span that may or may not be a name: nothing is learnt from it."""

Span = tuple[int, int, str]


@dataclass(frozen=True)
class Document:
    """A text and the names in it.

    Attributes:
        text: The text.
        spans: Start, end and label of each name, in order.
    """

    text: str
    spans: tuple[Span, ...]


Source = Callable[[], Document]
"""Gives the next document to learn from, without end."""


def labelled(folder: Path) -> tuple[list[Document], dict[str, list[Document]]]:
    """Documents to train on, and those kept for development by register."""
    training: list[Document] = []
    development: dict[str, list[Document]] = {}
    for name in FILES:
        for number, document in enumerate(_read(folder / name)):
            register = DEVELOPMENT.get(name)
            if register and number % 3 == 0:
                development.setdefault(register, []).append(document)
            else:
                training.append(document)
    kept = {document.text for documents in development.values() for document in documents}
    return [document for document in training if document.text not in kept], development


def unlabelled(folder: Path) -> list[str]:
    """Real text messages without labels, each once, in the order of the file."""
    lines = (folder / "nus_sms_unlabelled.txt").read_text(encoding="utf-8", errors="replace").split("\n")
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _read(path: Path) -> Iterator[Document]:
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8", errors="replace").split("\n"), ""]:
        if line.strip() and not line.startswith("-DOCSTART-"):
            parts = line.split("\t") if "\t" in line else line.split()
            if len(parts) > 1 and parts[0]:
                # Where annotators of WNUT-17 differ, the first counts.
                rows.append((parts[0], parts[-1].split(",")[0].strip()))
            continue
        if rows:
            yield _document(rows)
        rows = []


def _document(rows: list[tuple[str, str]]) -> Document:
    text, offsets = _joined([token for token, _ in rows])
    spans: list[Span] = []
    before = ""
    for (start, end), (_, tag) in zip(offsets, rows, strict=True):
        label = LABEL_OF.get(tag[2:], "")
        if label and tag.startswith("I-") and before == label:
            spans[-1] = (spans[-1][0], end, label)
        elif label:
            spans.append((start, end, label))
        before = label
    # A handle is not a name: a rule finds handles.
    return Document(
        text, tuple(span for span in spans if text[span[0]] != "@" and (span[0] == 0 or text[span[0] - 1] != "@"))
    )


def _joined(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Tokens as a person would have typed them, and where each stands."""
    out: list[str] = []
    offsets: list[tuple[int, int]] = []
    position, glue = 0, True
    for token in tokens:
        if not glue and not _GLUE_BEFORE.match(token):
            out.append(" ")
            position += 1
        offsets.append((position, position + len(token)))
        out.append(token)
        position += len(token)
        glue = bool(_GLUE_AFTER.match(token))
    return "".join(out), offsets
