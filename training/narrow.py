"""A narrower network that answers as the whole one does, at half the work.

Of the whole network's heads of attention and inner units those are kept that its answers depend on most; then the
narrower one learns to give the whole one's answers, in labelled texts and in unlabelled ones.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Final

import torch
from torch import nn

from training import learn
from training.corpora import Source
from training.encoder import HEAD_WIDTH, LAYERS, WIDTH, Encoder, Shape
from training.larger import Larger

_LOOKED_AT: Final = 40
"""Batches from which is told what the answers depend on."""

_SOFTER: Final = 2.0
"""By what the logits are divided, so that the smaller chances count as well."""

_LIKE_END: Final = 3.0
_LIKE_SCREEN: Final = 1.5
_LIKE_STATES: Final = 0.5


def narrowed(model: Encoder, shape: Shape, draw: Source, seed: int) -> Encoder:
    """A network with the parts of another that matter most to its answers.

    What a unit matters is how much the loss would change without it, to the first order: its value times the loss's
    gradient there, summed over tokens.

    Args:
        model: The whole network; it stays as it is.
        shape: Of the layers that are made.
        draw: Gives the next document.
        seed: Of the order.
    """
    inputs: dict[tuple[int, str], torch.Tensor] = {}

    def keep(number: int, part: str) -> Any:  # noqa: ANN401 -- a hook of torch
        def hook(_: object, values: tuple[torch.Tensor]) -> None:
            values[0].retain_grad()
            inputs[number, part] = values[0]

        return hook

    hooks = [
        getattr(layer, part).register_forward_pre_hook(keep(number, part))
        for number, layer in enumerate(model.layers)
        for part in ("down", "out")
    ]
    inner = [torch.zeros(layer.down.in_features) for layer in model.layers]
    heads = [torch.zeros(layer.shape.heads) for layer in model.layers]
    model.eval()
    for ids, gold, mask in islice(learn.batches(draw, random.Random(seed)), _LOOKED_AT):
        model.zero_grad(set_to_none=True)
        _, screen, end = model(ids, mask)
        (learn.label_loss(screen, gold) + learn.label_loss(end, gold)).backward()
        for (number, part), value in inputs.items():
            if value.grad is None:
                raise AssertionError("a part of the network has no share in its answers")
            change = (value * value.grad).detach()
            if part == "down":
                inner[number] += change.abs().sum((0, 1))
            else:
                heads[number] += change.unflatten(-1, (-1, HEAD_WIDTH)).sum(-1).abs().sum((0, 1))
    for hook in hooks:
        hook.remove()
    model.zero_grad(set_to_none=True)
    weights = {name: value.clone() for name, value in model.state_dict().items()}
    for number in range(LAYERS):
        own = f"layers.{number}"
        units = inner[number].topk(shape.inner).indices.sort().values
        first = heads[number].topk(shape.heads).indices.sort().values * HEAD_WIDTH
        states = (first[:, None] + torch.arange(HEAD_WIDTH)).flatten()
        for name, kept in (("up", units), ("qkv", torch.cat([states + WIDTH * part for part in range(3)]))):
            for kind in ("weight", "bias"):
                weights[f"{own}.{name}.{kind}"] = weights[f"{own}.{name}.{kind}"][kept]
        for name, kept in (("down", units), ("out", states)):
            weights[f"{own}.{name}.weight"] = weights[f"{own}.{name}.weight"][:, kept]
    made = Encoder(learn.CLASSES, shape)
    made.load_state_dict(weights)
    return made


Teacher = tuple[Encoder | Larger, float]
"""A network to learn from, and its share where there are several; shares add up to 1."""


def by_answers(model: Encoder, teachers: Sequence[Teacher], gold_weight: float) -> learn.Loss:
    """What it costs a narrower network not to answer as others do, and as the labels say.

    Args:
        model: The narrower network.
        teachers: What it learns from: one network of its own layers, whose states are to be met too, or several, of
            whose chances it learns the mean by their shares.
        gold_weight: What the labels weigh; those that are not known are unsure (`training.corpora.UNSURE`).
    """
    # Of texts there is no end, so the narrower network need not be kept from learning any by heart.
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    # No gradient is taken in a teacher, so half precision loses next to nothing and need not be made anew each step.
    for teacher, _ in teachers:
        teacher.eval().to(torch.bfloat16)

    def loss(batch: learn.Batch) -> tuple[torch.Tensor, Mapping[str, torch.Tensor]]:
        ids, gold, mask = batch
        with torch.autocast("cpu", dtype=torch.bfloat16):
            with torch.no_grad():
                wanted, wanted_states = _answers(teachers, ids, mask)
            glance, screen, end, states = model.all_answers(ids, mask)
        real = mask.bool()
        answer = wanted[real]
        named = 1 - answer.softmax(-1)[:, 0]
        like = [_unlike(logits.float()[real], answer) for logits in (screen, end)]
        labels = [learn.label_loss(logits.float(), gold) for logits in (screen, end)]
        glanced = nn.functional.binary_cross_entropy_with_logits(glance.float()[real], named)
        whole = _LIKE_END * like[1] + _LIKE_SCREEN * like[0] + glanced + gold_weight * (labels[1] + 0.5 * labels[0])
        if wanted_states:
            pairs = [(a.float()[real], b.float()[real]) for a, b in zip(states, wanted_states, strict=True)]
            whole = whole + _LIKE_STATES * torch.stack([((a - b) ** 2).mean() / b.var() for a, b in pairs]).mean()
        return whole, {"glance": glanced, "screen": like[0], "end": like[1], "labels": labels[1]}

    return loss


def _answers(
    teachers: Sequence[Teacher], ids: torch.Tensor, mask: torch.Tensor
) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """Logits of the teachers' mean chances, and the states after each layer if there is one whose can be met."""
    ends: list[torch.Tensor] = []
    states: list[torch.Tensor] = []
    for teacher, share in teachers:
        if isinstance(teacher, Encoder):
            _, _, end, states = teacher.all_answers(ids, mask)
        else:
            end = teacher(ids, mask)
        ends.append(end.float().log_softmax(-1) + math.log(share))
    return torch.stack(ends).logsumexp(0), states if len(teachers) == 1 else []


def _unlike(logits: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """How far the chances of labels are from those wanted (Kullback-Leibler), both softened."""
    soft = (wanted / _SOFTER).softmax(-1)
    return nn.functional.kl_div((logits / _SOFTER).log_softmax(-1), soft, reduction="batchmean") * _SOFTER**2
