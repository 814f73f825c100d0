"""Make the packaged name tagger from the data: `python -m training DATA [--out FOLDER] [--scale N]`.

DATA is the folder of labelled and unlabelled texts. The network is learnt by the recipe (`training/recipe.py`; by
estimate ten hours of two cores), the graphs are exported, thresholds stay those given, and the figures on the
development set are printed. A run that was broken off goes on after the last finished stretch.
`--evaluate` prints the figures of the packaged model alone and needs no training packages, but for those of names that
training does not show, which need Faker's lists.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final

from disclosure.redact.analyse import Analyser
from disclosure.redact.chat_tagger import MODEL, ChatTagger
from disclosure.redact.recognisers.names import NameRecogniser
from disclosure.redact.tagger import LABELS
from training import data
from training.corpora import Document, labelled
from training.evaluate import score, unseen
from training.invent import Inventor, faker_is_installed

THRESHOLDS: Final = {"PERSON": 0.46, "LOCATION": 0.3, "ORGANISATION": 0.2, "ADDRESS": 0.4}
GLANCE: Final = 0.05
SCREEN: Final = 0.13
SURE: Final = 0.95


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, export and evaluate, or evaluate alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="keeps what has been learnt so far")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the recipe's steps; 0.01 for a trial")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="stretches learnt at once")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--evaluate", action="store_true")
    options = parser.parse_args(arguments)
    if not options.evaluate:
        train(options.data, options.out, options.work, options.scale, options.seed, options.processes)
    figures(options.data, ChatTagger(options.out))


def train(folder: Path, out: Path, work: Path, scale: float, seed: int, processes: int) -> None:
    """Learn the network by the recipe and write the model folder.

    Args:
        folder: The data.
        out: The model folder.
        work: Where finished stretches are kept.
        scale: Share of the declared steps.
        seed: Of everything that chance decides.
        processes: Stretches learnt at once.
    """
    from training import recipe

    network = recipe.Learner(folder, work, scale, seed, processes).network()
    pack(network, folder, out, {"scale": scale, "seed": seed, **recipe.DECLARED})


def pack(network: Any, folder: Path, out: Path, how: Mapping[str, Any]) -> None:  # noqa: ANN401 -- an Encoder, whose package is not at hand to evaluate alone
    """Write the model folder of a network.

    Args:
        network: It.
        folder: The data.
        out: The model folder.
        how: How it was learnt, for the record.
    """
    from training import export, package

    rng = random.Random(how["seed"])
    kinds = (labelled(folder)[0], data.messages(folder), data.posts(folder)[0])
    export.write(network, [document.text for kind in kinds for document in rng.sample(kind, 1000)], out)
    chances = (THRESHOLDS, GLANCE, SCREEN, SURE)
    # First without the words, since the tagger itself tells which they are.
    package.write(out, (), *chances, how)
    inventor = Inventor(False, data.avoided(folder), rng)
    never = package.never_names(
        ChatTagger(out, skips=False), list(chain.from_iterable(kinds)), data.unlabelled(folder), inventor
    )
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

    if not faker_is_installed():
        print("Which names training shows cannot be told without Faker (requirements-train.txt).")
    development = data.development(folder)
    posts, development["posts"] = data.posts(folder)
    documents, _ = labelled(folder)
    documents += [*data.messages(folder), *posts]
    seen = data.names_seen(documents, Inventor(False, data.avoided(folder), random.Random(0)))
    print(json.dumps({"model": tagger.name, "version": tagger.version}))
    for register, texts in development.items():
        spans = found(texts)
        for label in LABELS:
            _print(register, label, score(texts, spans, label))
        if faker_is_installed():
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
