"""The packaged tagger of names in chat: an eight-bit encoder that runs on onnxruntime.

The model is in three parts. The glance, a small convolution, looks at every text; the screen, two layers of an
encoder, at texts in which the glance sees a chance of a name; the rest, four more, at those of which the screen is
not sure. A batch holds texts of exactly one length in tokens, so nothing is padded, and the scales of activations
are fixed in the model: what is found in a text cannot depend on the texts beside it. The tokenizer lower-cases, so
neither can it depend on capitals.

`model/` holds the weights, the tokenizer, thresholds, words that are never names, and the model card;
`python -m training` makes them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from disclosure.errors import DisclosureError
from disclosure.hashing import sha256_file
from disclosure.redact.tagger import LABELS, TaggedName

MODEL: Final = Path(__file__).with_name("model")
"""Folder of the packaged model."""

SETTINGS: Final = "tagger.json"
"""File of the folder with name, version, thresholds and the hashes of the other files."""

GRAPHS: Final = ("glance.onnx", "screen.onnx", "read.onnx")
"""The three parts of the model, in order."""

WEIGHTS: Final = (*GRAPHS, "tokenizer.json", "never_names.txt")
"""Files of the folder that decide what is found, besides the settings."""

WINDOW: Final = 126
"""Tokens of a text the encoder sees at once; longer texts are looked at in windows."""

WORDS: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
"""Words as the list of words that are never names has them."""

_SURE: Final = 0.8
_SURELY_NAMED: Final = 0.8
_PERHAPS_A_PERSON: Final = 0.15
_OVERLAP: Final = 32
_ROWS: Final = 64
_TOKENS: Final = 512
_FIRST, _LAST = 101, 102  # ids of the tokens that open and close every text
_JOINTS: Final = frozenset({"", " ", "-", "'", "’", ". ", "."})

_Chances = NDArray[np.float32]


@dataclass(frozen=True)
class _Loaded:
    tokenizer: Any
    glance: Any
    screen: Any
    read: Any
    never_names: frozenset[str]


@dataclass(frozen=True)
class _Row:
    """A window of a text.

    Attributes:
        text: Number of the text.
        first: Number of the text's token that stands first in the window, not counting the opening one.
        ids: Token ids with the opening and closing one.
    """

    text: int
    first: int
    ids: list[int]


class ChatTagger:
    """Finds people, places, organisations and addresses in chat text.

    Building one reads the settings; weights are checked and loaded at the first text. It can be pickled.

    Args:
        folder: Folder of the model.
        thresholds: Chance from which a word counts as a name, by label; the settings' own if None.
        glance: Chance of a name from which a text goes beyond the glance; the settings' own if None.
        screen: Chance of a name from which a text goes beyond the screen; the settings' own if None.
        sure: Chance from which the screen's word that it is a name is taken; the settings' own if None.
        skips: Whether texts of words that are never names are not looked at.

    Raises:
        DisclosureError: The settings are missing or not JSON.
    """

    def __init__(
        self,
        folder: Path = MODEL,
        *,
        thresholds: Mapping[str, float] | None = None,
        glance: float | None = None,
        screen: float | None = None,
        sure: float | None = None,
        skips: bool = True,
    ) -> None:
        self._folder, self._skips = folder, skips
        try:
            self.settings: dict[str, Any] = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise _damaged(SETTINGS) from None
        self._thresholds = {**self.settings["thresholds"], **(thresholds or {})}
        self._lowest = min(self._thresholds.values())
        self._glance = self.settings["glance"] if glance is None else glance
        self._screen = self.settings["screen"] if screen is None else screen
        self._sure = self.settings["sure"] if sure is None else sure

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_loaded"}

    @property
    def name(self) -> str:
        """What the model is called, for the redaction log."""
        return str(self.settings["name"])

    @property
    def version(self) -> str:
        """Its version and the SHA-256 over its files, for the redaction log."""
        return f"{self.settings['version']}+sha256:{self.digest}"

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the names and SHA-256 of the files that decide what is found, settings included."""
        whole = hashlib.sha256()
        for name in (*WEIGHTS, SETTINGS):
            whole.update(f"{name}\0{_sha256(self._folder / name)}\n".encode())
        return whole.hexdigest()

    @cached_property
    def _loaded(self) -> _Loaded:
        """The model in memory.

        Raises:
            DisclosureError: A file is missing or is not the one the settings name.
        """
        # Heavy: only a process that tags loads them.
        import onnxruntime
        from tokenizers import Tokenizer

        for name in WEIGHTS:
            if _sha256(self._folder / name) != self.settings["sha256"][name]:
                raise _damaged(name)
        options = onnxruntime.SessionOptions()
        # One thread: the workers of a run share the processors among them.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # Beyond the basic optimisations the runtime joins nodes into slower ones.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        # Texts are of many lengths: a plan of memory for each shape costs more than it saves.
        options.enable_mem_pattern = False
        options.log_severity_level = 4
        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        sessions = [
            onnxruntime.InferenceSession(str(self._folder / name), options, providers=["CPUExecutionProvider"])
            for name in GRAPHS
        ]
        never = (self._folder / "never_names.txt").read_text(encoding="utf-8").split()
        glance, screen, read = sessions
        return _Loaded(tokenizer, glance, screen, read, frozenset(never))

    def tag(self, texts: Sequence[str]) -> list[list[TaggedName]]:
        """Names in each text, in order; what is found in one does not depend on the others."""
        found: list[list[TaggedName]] = [[] for _ in texts]
        encode = self._loaded.tokenizer.encode
        encodings = {at: encode(text) for at, text in enumerate(texts) if not self._is_skipped(text)}
        rows: dict[int, list[_Row]] = defaultdict(list)
        for at, encoding in encodings.items():
            for row in _windows(at, encoding.ids):
                rows[len(row.ids)].append(row)
        chances: dict[int, _Chances] = {}
        for same in rows.values():
            for row, own in self._read(same):
                at = row.text
                if at not in chances:
                    chances[at] = np.zeros((len(encodings[at].ids) - 2, own.shape[1]), np.float32)
                    chances[at][:, 0] = 1
                _take(chances[at], row, own)
        if not chances:
            return found
        labels = self._labels(np.concatenate([*chances.values()]))
        first = 0
        for at, own in chances.items():
            mine = labels[first : first + len(own)]
            first += len(own)
            if mine.any():
                found[at] = list(self._names(texts[at], encodings[at], own, mine))
        return found

    def _is_skipped(self, text: str) -> bool:
        """Whether every word is one that never names anybody, so that only figures and signs are left."""
        return self._skips and self._loaded.never_names.issuperset(WORDS.findall(text.lower()))

    def _read(self, rows: Sequence[_Row]) -> Iterator[tuple[_Row, _Chances]]:
        """Chances for the windows, all of one length, in which there may be a name."""
        size = max(1, min(_ROWS, _TOKENS // len(rows[0].ids)))
        possible: list[_Row] = []
        for begin in range(0, len(rows), size):
            batch = rows[begin : begin + size]
            (glanced,) = self._loaded.glance.run(None, {"ids": np.array([row.ids for row in batch], np.int64)})
            possible += [batch[int(at)] for at in np.flatnonzero(glanced[:, 1:-1].max((1, 2)) >= self._glance)]
        kept: list[_Row] = []
        states: list[NDArray[np.float32]] = []
        for begin in range(0, len(possible), size):
            batch = possible[begin : begin + size]
            ids = np.array([row.ids for row in batch], np.int64)
            chances, hidden = self._loaded.screen.run(None, {"ids": ids})
            name = 1 - chances[:, 1:-1, 0]
            is_open = ((name >= self._screen) & (name < self._sure)).any(1)
            # Where the screen is sure of every word, its answer stands.
            for at in np.flatnonzero(~is_open & (name.max(1) >= self._lowest)):
                yield batch[int(at)], chances[at, 1:-1]
            passed = np.flatnonzero(is_open)
            if len(passed):
                kept += [batch[int(at)] for at in passed]
                states.append(hidden[passed])
        if not kept:
            return
        together = np.concatenate(states)
        for begin in range(0, len(kept), size):
            (chances,) = self._loaded.read.run(None, {"hidden": together[begin : begin + size]})
            named = 1 - chances[:, 1:-1, 0].min(1) >= self._lowest
            for at in np.flatnonzero(named):
                yield kept[begin + at], chances[at, 1:-1]

    def _labels(self, chances: _Chances) -> NDArray[np.intp]:
        """What each token is, as the number of its column, if it is a name; 0 if not.

        A chance of a person goes before any other label, all the more where it is sure that something is named: a
        place left in costs less than a person left in.
        """
        named, person = 1 - chances[:, 0], chances[:, 1]
        is_person = (person >= self._thresholds["PERSON"]) | ((named >= _SURELY_NAMED) & (person >= _PERHAPS_A_PERSON))
        other = chances[:, 2:].argmax(1) + 2
        thresholds = np.array([self._thresholds[label] for label in LABELS])
        return np.where(is_person, 1, np.where(named >= thresholds[other - 1], other, 0))

    def _names(self, text: str, encoding: Any, chances: _Chances, labels: NDArray[np.intp]) -> Iterator[TaggedName]:  # noqa: ANN401 -- tokenizers is untyped
        """Names from the chances and labels of a text's tokens."""
        for name in _joined(text, _words(encoding, chances[:, 0].tolist()), chances, labels.tolist()):
            # A word that is never a name elsewhere needs more than a chance to be one here.
            if name.score >= _SURE or not self._loaded.never_names.issuperset(
                WORDS.findall(text[name.start : name.end].lower())
            ):
                yield name


_Word = tuple[int, int, int]
"""Where a word begins and ends, and which of its tokens is most like a name."""


def _words(encoding: Any, nameless: Sequence[float]) -> list[_Word]:  # noqa: ANN401 -- tokenizers is untyped
    """The words of a text.

    Args:
        encoding: Its tokens.
        nameless: Chance of each token that it is no name.
    """
    words: list[_Word] = []
    last = None
    for at, (number, (start, end)) in enumerate(zip(encoding.word_ids[1:-1], encoding.offsets[1:-1], strict=True)):
        if number is not None and number == last:
            before, _, best = words[-1]
            words[-1] = (before, end, at if nameless[at] < nameless[best] else best)
        else:
            words.append((start, end, at))
        last = number
    return words


def _joined(text: str, words: Sequence[_Word], chances: _Chances, labels: Sequence[int]) -> Iterator[TaggedName]:
    """Words that are names as their most name-like tokens say, joined where one follows the other."""
    name: TaggedName | None = None
    for start, end, best in words:
        number = labels[best]
        if not number:
            continue
        label, score = LABELS[number - 1], float(chances[best, number])
        if name and name.label == label and text[name.end : start] in _JOINTS:
            name = TaggedName(name.start, end, label, max(name.score, score))
            continue
        if name:
            yield name
        name = TaggedName(start, end, label, score)
    if name:
        yield name


def _windows(text: int, ids: list[int]) -> Iterator[_Row]:
    """The windows of a text, each overlapping the one before."""
    if len(ids) <= WINDOW + 2:
        if len(ids) > 2:
            yield _Row(text, 0, ids)
        return
    inside = ids[1:-1]
    for first in range(0, len(inside) - _OVERLAP, WINDOW - _OVERLAP):
        yield _Row(text, first, [_FIRST, *inside[first : first + WINDOW], _LAST])


def _take(whole: _Chances, row: _Row, own: _Chances) -> None:
    """Put a window's chances in their place; where windows overlap the higher chance of a name counts."""
    part = whole[row.first : row.first + len(own)]
    better = own[:, 0] < part[:, 0]
    part[better] = own[better]


def _sha256(path: Path) -> str:
    try:
        return sha256_file(path)
    except OSError:
        raise _damaged(path.name) from None


def _damaged(name: str) -> DisclosureError:
    return DisclosureError(
        "model_damaged",
        f"The name tagger's file {name} is missing or is not the one that belongs to this version.",
        "Install the toolkit again; without its tagger nothing may be redacted.",
    )
