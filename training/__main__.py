"""Make the packaged name tagger from the data: `python -m training DATA [--out FOLDER] [--minutes N]`.

DATA is the folder of labelled and unlabelled texts. Three rounds: the corpora with invented chat; then real
messages as well, labelled by the first round; then once more, labelled by the second. The graphs are exported,
thresholds stay those given, and the figures on the development set are printed. `--evaluate` prints the figures of
the packaged model alone and needs no training packages.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from disclosure.redact.chat_tagger import MODEL, ChatTagger
from disclosure.redact.recognisers.names import NameRecogniser
from disclosure.redact.tagger import LABELS
from training import data
from training.corpora import Document, labelled
from training.evaluate import score, unseen
from training.invent import Inventor

THRESHOLDS: Final = {"PERSON": 0.35, "LOCATION": 0.3, "ORGANISATION": 0.4, "ADDRESS": 0.4}
SCREEN: Final = 0.3
SURE: Final = 0.8
_STEPS_PER_MINUTE: Final = 125
_ROUNDS: Final = ((0, 1e-4, 0.2), (22_000, 7e-5, 0.5), (32_000, 4e-5, 0.3))
"""For each round: messages labelled by the round before, highest learning rate, share of the time."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, export and evaluate, or evaluate alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--minutes", type=float, default=45.0, help="of one core, about")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--evaluate", action="store_true")
    options = parser.parse_args(arguments)
    if not options.evaluate:
        train(options.data, options.out, options.minutes, options.seed)
    figures(options.data, ChatTagger(options.out))


def train(folder: Path, out: Path, minutes: float, seed: int) -> None:
    """Train in rounds and write the model folder.

    Args:
        folder: The data.
        out: The model folder.
        minutes: Of one core, about.
        seed: Of everything that chance decides.
    """
    import torch

    from training import encoder, export, learn, package, self_label

    torch.set_num_threads(1)
    rng = random.Random(seed)
    documents, _ = labelled(folder)
    messages = data.unlabelled(folder)
    rng.shuffle(messages)
    inventor = Inventor(False, data.avoided(folder), rng)
    model = encoder.pretrained(learn.CLASSES)
    real: list[Document] = []
    for number, (count, rate, share) in enumerate(_ROUNDS):
        if count:
            real = self_label.label(model.eval(), messages[:count])
        steps = round(minutes * share * _STEPS_PER_MINUTE)
        learn.fit(model, data.mixture(documents, real, inventor), steps, rate, seed + number)
    calibration = [document.text for document in rng.sample(documents, 300)] + messages[-300:]
    export.write(model, calibration, out)
    how = {"minutes": minutes, "seed": seed, "rounds": _ROUNDS}
    # First without the words, since the tagger itself tells which they are.
    package.write(out, (), THRESHOLDS, SCREEN, SURE, how)
    never = package.never_names(ChatTagger(out, skips=False), documents, messages, inventor)
    package.write(out, never, THRESHOLDS, SCREEN, SURE, how)


def figures(folder: Path, tagger: ChatTagger) -> None:
    """Print what the tagger finds on the development set, by register, label and group of names."""
    recogniser = NameRecogniser(tagger)

    def found(documents: Sequence[Document]) -> list[list[tuple[int, int, str]]]:
        texts = [document.text for document in documents]
        recogniser.prepare(texts)
        return [
            [(result.start, result.end, result.entity_type) for result in recogniser.analyze(text, LABELS)]
            for text in texts
        ]

    development = data.development(folder)
    documents, _ = labelled(folder)
    seen = data.names_seen(documents, Inventor(False, data.avoided(folder), random.Random(0)))
    print(json.dumps({"model": tagger.name, "version": tagger.version}))
    for register, texts in development.items():
        spans = found(texts)
        for label in LABELS:
            _print(register, label, score(texts, spans, label))
        _print(register, "PERSON, no word of the name in training", score(texts, spans, only=unseen(seen)))
    for group, texts in data.invented().items():
        label = {"places": "LOCATION", "organisations": "ORGANISATION", "addresses": "ADDRESS"}.get(group, "PERSON")
        _print(f"invented, {group}", label, score(texts, found(texts), label))


def _print(register: str, label: str, result: Any) -> None:  # noqa: ANN401 -- a Score
    if result.names:
        print(
            f"{register:<40}{label:<42}{result.names:>5} names{result.recall:>7.1f} % touched"
            f"{result.recall_any:>7.1f} % by any span{result.other_words:>7.2f} % of other words hit"
        )


if __name__ == "__main__":
    main()
