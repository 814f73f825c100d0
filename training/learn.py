"""Fitting the network: documents to batches, and the loop over them."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

import torch
from tokenizers import Regex, Tokenizer, pre_tokenizers
from torch import nn

from training.corpora import UNSURE, Document, Source
from training.encoder import Encoder, base_folder

LABELS: Final = ("PERSON", "LOCATION", "ORGANISATION", "ADDRESS")
CLASSES: Final = 1 + 2 * len(LABELS)
"""No name; then for each label the token that begins a name and one inside it."""

LONGEST: Final = 128
_BATCH: Final = 32
_WINDOW: Final = 50
_IGNORED: Final = -100
_NAME_WEIGHT: Final = 2.0
_SCREEN_WEIGHT: Final = 0.5
_GLANCE_RATE: Final = 20
"""How many times the rate of the encoder the glance learns at, which begins with next to nothing."""


def tokenizer() -> Tokenizer:
    """The base encoder's tokenizer, which lower-cases and strips accents, with emoji and other symbols cut off.

    "anna❤️" is "anna" and a heart; BERT's own cutting makes one unknown word of it.
    """
    made = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    symbols = pre_tokenizers.Split(Regex(r"[\p{S}\p{Cf}\p{Co}\p{Cn}\x{FE00}-\x{FE0F}]"), "isolated")
    made.pre_tokenizer = pre_tokenizers.Sequence([symbols, pre_tokenizers.BertPreTokenizer()])
    made.no_padding()
    made.enable_truncation(LONGEST)
    return made


def targets(encoding: object, document: Document) -> list[int]:
    """The class of every token of an encoded document."""
    found = []
    for (start, end), word in zip(encoding.offsets, encoding.word_ids, strict=True):  # type: ignore[attr-defined]
        span = next((s for s in document.spans if start < s[1] and s[0] < end), None)
        if word is None or (span and span[2] == UNSURE):
            found.append(_IGNORED)
        elif span is None:
            found.append(0)
        else:
            found.append(1 + 2 * LABELS.index(span[2]) + (start > span[0]))
    return found


def padded(rows: Sequence[Sequence[int]], fill: int) -> torch.Tensor:
    """Rows of unequal length as a tensor."""
    width = max(len(row) for row in rows)
    return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows])


Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor]
"""Token ids, the class of each token, and 1 where a token counts; each (texts, tokens)."""


def batches(draw: Source, order: random.Random) -> Iterator[Batch]:
    """Batches of texts of about one length, without end.

    Args:
        draw: Gives the next document.
        order: Decides the order of batches.
    """
    encode = tokenizer().encode
    while True:
        rows = []
        for _ in range(_BATCH * _WINDOW):
            document = draw()
            encoding = encode(document.text)
            rows.append((encoding.ids, targets(encoding, document)))
        rows.sort(key=lambda row: len(row[0]))
        window = [rows[at : at + _BATCH] for at in range(0, len(rows), _BATCH)]
        order.shuffle(window)
        for batch in window:
            ids, gold = padded([row[0] for row in batch], 0), padded([row[1] for row in batch], _IGNORED)
            yield ids, gold, padded([[1] * len(row[0]) for row in batch], 0)


def label_loss(logits: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of the tokens whose class is known; 0 where none is."""
    if not (gold != _IGNORED).any():
        return logits.sum() * 0.0
    weights = torch.tensor([1.0, *[_NAME_WEIGHT] * (CLASSES - 1)])
    return nn.functional.cross_entropy(logits.flatten(0, 1), gold.flatten(), weight=weights, ignore_index=_IGNORED)


Loss = Callable[[Batch], tuple[torch.Tensor, Mapping[str, torch.Tensor]]]
"""What a batch costs a network, and the parts of that which are worth telling."""


def by_labels(model: Encoder) -> Loss:
    """What the labels of a batch cost an encoder at the glance, at the screen and at its end."""

    def loss(batch: Batch) -> tuple[torch.Tensor, Mapping[str, torch.Tensor]]:
        ids, gold, mask = batch
        with torch.autocast("cpu", dtype=torch.bfloat16):
            glance, screen, end = model(ids, mask)
        losses = [label_loss(logits.float(), gold) for logits in (screen, end)]
        known = gold != _IGNORED
        glanced = nn.functional.binary_cross_entropy_with_logits(glance.float()[known], (gold[known] > 0).float())
        whole = losses[1] + _SCREEN_WEIGHT * losses[0] + glanced
        return whole, {"glance": glanced, "screen": losses[0], "end": losses[1]}

    return loss


def fit(model: nn.Module, loss_of: Loss, draw: Source, steps: int, rate: float, seed: int, name: str) -> None:
    """Train in place.

    Args:
        model: The network; what needs no gradient stays as it is.
        loss_of: What a batch costs it.
        draw: Gives the next document.
        steps: Batches to learn from.
        rate: Highest learning rate; it rises over the first hundred steps and then falls to nothing.
        seed: Of dropout and order.
        name: What progress is told under.
    """
    torch.manual_seed(seed)
    began = time.process_time()
    learning = {key: value for key, value in model.named_parameters() if value.requires_grad}
    parts = {
        rate * _GLANCE_RATE: [value for key, value in learning.items() if key.startswith("glance.")],
        rate: [value for key, value in learning.items() if not key.startswith("glance.")],
    }
    groups = [{"params": part, "highest": highest} for highest, part in parts.items() if part]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    model.train()
    for step, batch in enumerate(islice(batches(draw, random.Random(seed)), steps)):
        loss, shown = loss_of(batch)
        loss.backward()
        for group in optimiser.param_groups:
            group["lr"] = group["highest"] * min(1.0, (step + 1) / 100) * max(0.01, 1 - step / steps)
            nn.utils.clip_grad_norm_(group["params"], 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        if step % 100 == 99:
            losses = {part: round(value.item(), 4) for part, value in shown.items()}
            far = {"learns": name, "step": step + 1, "of": steps, **losses}
            print(json.dumps({**far, "cpu_s": round(time.process_time() - began)}), flush=True)
    model.eval()
