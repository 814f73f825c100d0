"""Make the packaged name tagger from the data: `python -m training DATA [--out FOLDER] [--minutes N]`.

DATA is the folder of labelled and unlabelled texts. Two rounds over the corpora, the messages labelled by reading
them, and invented chat; the second dwells on the corpora. A fifth of the weights' mean is a second network, which
learnt from the corpora alone and knows tweets better. A network half as dear then learns to answer as that mean does:
twice from the same beginning, then by turns from the mean so far, into which each turn goes. The graphs are exported,
thresholds stay those given, and the figures on the development set are printed. `--evaluate` prints the figures of the
packaged model alone and needs no training packages.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from disclosure.redact.analyse import Analyser
from disclosure.redact.chat_tagger import MODEL, ChatTagger
from disclosure.redact.recognisers.names import NameRecogniser
from disclosure.redact.tagger import LABELS
from training import data
from training.corpora import Document, labelled
from training.evaluate import score, unseen
from training.invent import Inventor

THRESHOLDS: Final = {"PERSON": 0.43, "LOCATION": 0.3, "ORGANISATION": 0.2, "ADDRESS": 0.4}
GLANCE: Final = 0.04
SCREEN: Final = 0.2
SURE: Final = 0.8
_CORPORA_ALONE: Final = ((1.0, 0.0), 1e-4, 0.14)
_SHARE_OF_IT: Final = 0.2
"""What the network that learns from the corpora alone is given, and its share in the mean."""

_STEPS_PER_MINUTE: Final = 135
_ROUNDS: Final = (((0.3, 0.44), 1.2e-4, 0.56), ((0.52, 0.28), 5e-5, 0.3))
"""For each round: shares of corpora and messages (the rest is invented), highest learning rate, share of the time."""

_HEADS, _INNER = 8, 512
_UNLABELLED: Final = 0.2
_TOGETHER: Final = ((0.36, 0.28), 2e-4, 0.5, 0.06)
_APART: Final = (((0.36, 0.28), 2.5e-4, 0.5, 0.26), ((0.28, 0.28), 2.5e-4, 1.0, 0.26))
_LAST: Final = (
    (((0.44, 0.28), 1.2e-4, 1.5, 0.12),),
    (((0.34, 0.26), 1.2e-4, 1.0, 0.06), ((0.4, 0.28), 1.2e-4, 1.0, 0.06)),
)
"""How the narrower network learns, first once, then twice from there, then by turns from the mean so far: shares,
highest learning rate, what the labels weigh, share of the time on top; a fifth of the texts has no labels."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, export and evaluate, or evaluate alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument(
        "--minutes",
        type=float,
        default=75.0,
        help="of one core, about, for the whole network; the narrower one takes four fifths as much on top",
    )
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
        minutes: Of one core, about, for the whole network; the narrower one takes four fifths as much on top.
        seed: Of everything that chance decides.
    """
    import torch

    from training import encoder, export, learn, narrow, package

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    documents, _ = labelled(folder)
    messages = data.messages(folder)
    others = data.unlabelled(folder)
    inventor = Inventor(False, data.avoided(folder), rng)
    model, second = encoder.pretrained(learn.CLASSES), encoder.pretrained(learn.CLASSES)
    learnt = ((second, _CORPORA_ALONE), *((model, part) for part in _ROUNDS))
    for number, (network, (shares, rate, share)) in enumerate(learnt):
        steps = round(minutes * share * _STEPS_PER_MINUTE)
        learn.fit(network, data.mixture(documents, messages, inventor, shares), steps, rate, seed + number)
    encoder.average(model, second, _SHARE_OF_IT)

    def narrower(network: encoder.Encoder, part: tuple[tuple[float, float], float, float, float], number: int) -> None:
        shares, rate, gold_weight, share = part
        steps = round(minutes * share * _STEPS_PER_MINUTE)
        draw = data.mixed_with(data.mixture(documents, messages, inventor, shares), others, _UNLABELLED, rng)
        narrow.distil(network, model, draw, steps, rate, gold_weight, seed + number)

    shape = encoder.Shape(_HEADS, _INNER)
    one = narrow.narrowed(model, shape, data.mixture(documents, messages, inventor, _TOGETHER[0]), seed)
    narrower(one, _TOGETHER, 10)
    two = copy.deepcopy(one)
    for number, (network, part) in enumerate(zip((one, two), _APART, strict=True), 11):
        narrower(network, part, number)
    encoder.average(one, two, 0.5)
    number = 13
    for parts in _LAST:
        branches = [copy.deepcopy(one) for _ in parts]
        for count, (network, part) in enumerate(zip(branches, parts, strict=True), 2):
            narrower(network, part, number)
            encoder.average(one, network, 1 / count)
            number += 1
    calibration = [document.text for kind in (documents, messages) for document in rng.sample(kind, 300)]
    export.write(one, calibration, out)
    how = {
        "minutes": minutes,
        "seed": seed,
        "rounds": _ROUNDS,
        "corpora_alone": _CORPORA_ALONE,
        "its_share": _SHARE_OF_IT,
        "narrower": {"heads": _HEADS, "inner": _INNER, "together": _TOGETHER, "apart": _APART, "last": _LAST},
    }
    chances = (THRESHOLDS, GLANCE, SCREEN, SURE)
    # First without the words, since the tagger itself tells which they are.
    package.write(out, (), *chances, how)
    never = package.never_names(ChatTagger(out, skips=False), [*documents, *messages], others, inventor)
    package.write(out, never, *chances, how)


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

    def found_with_contacts(documents: Sequence[Document]) -> list[list[tuple[int, int, str]]]:
        analyser = Analyser(data.contacts(documents), tagger)
        return [
            [(span.start, span.end, span.entity_type) for span in analysis.spans]
            for analysis in analyser.analyse([document.text for document in documents])
        ]

    development = data.development(folder)
    documents, _ = labelled(folder)
    documents += data.messages(folder)
    seen = data.names_seen(documents, Inventor(False, data.avoided(folder), random.Random(0)))
    print(json.dumps({"model": tagger.name, "version": tagger.version}))
    for register, texts in development.items():
        spans = found(texts)
        for label in LABELS:
            _print(register, label, score(texts, spans, label))
        _print(register, "PERSON, no word of the name in training", score(texts, spans, only=unseen(seen)))
        _print(register, "PERSON, 80 % of them in the contacts", score(texts, found_with_contacts(texts)))
    for group, texts in data.invented().items():
        label = {"places": "LOCATION", "organisations": "ORGANISATION", "addresses": "ADDRESS"}.get(group, "PERSON")
        _print(f"invented, {group}", label, score(texts, found(texts), label))
    ordinary = data.nobody()
    touched = [{kind for _, _, kind in spans} for spans in found(ordinary)]
    for label in LABELS:
        share = sum(label in kinds for kinds in touched) / len(touched)
        print(f"{'invented, nobody named':<40}{label:<42}{len(touched):>5} texts{100 * share:>7.1f} % touched")


def _print(register: str, label: str, result: Any) -> None:  # noqa: ANN401 -- a Score
    if result.names:
        print(
            f"{register:<40}{label:<42}{result.names:>5} names{result.recall:>7.1f} % touched"
            f"{result.recall_any:>7.1f} % by any span{result.other_words:>7.2f} % of other words hit"
        )


if __name__ == "__main__":
    main()
