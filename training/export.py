"""The trained network as three ONNX graphs of eight-bit weights: the glance, the screen, and the rest.

Scales of activations are fixed from calibration texts instead of being taken from each batch, and a batch holds
texts of one length only, so nothing is padded: what a text gets cannot depend on the texts beside it. Weights
have seven bits, which processors without the newer integer instructions add up without overflow.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from onnx import TensorProto, helper, numpy_helper

from training.encoder import GLANCE_REACH, HEAD_WIDTH, LAYERS, SCREEN_LAYERS, WIDTH, Encoder
from training.learn import CLASSES, LABELS, padded, tokenizer

OPSET: Final = 17
_MICROSOFT: Final = "com.microsoft"
_WEIGHT_STEPS: Final = 63
_KEPT: Final = 0.9999
"""Share of activations that the scale covers; the rest are clipped."""

Ranges = dict[str, tuple[float, float]]


def ranges(model: Encoder, texts: Sequence[str]) -> Ranges:
    """Lowest and highest activation that goes into each linear layer, outliers aside."""
    seen: dict[str, list[torch.Tensor]] = {}

    def watch(name: str) -> Any:  # noqa: ANN401 -- a hook of torch
        def hook(_: object, inputs: tuple[torch.Tensor]) -> None:
            values = inputs[0].detach().float().flatten()
            few = torch.tensor([(1 - _KEPT) / 2, 1 - (1 - _KEPT) / 2])
            ordered = values.sort().values
            seen.setdefault(name, []).append(ordered[(few * (len(ordered) - 1)).round().long()])

        return hook

    hooks = [
        module.register_forward_pre_hook(watch(name))
        for name, module in model.named_modules()
        if isinstance(module, torch.nn.Linear) and "head" not in name
    ]
    encode = tokenizer().encode
    rows = sorted((encode(text).ids for text in texts), key=len)
    with torch.no_grad():
        for begin in range(0, len(rows), 32):
            batch = rows[begin : begin + 32]
            # Texts of one length, as at run time; others would add the padding's activations.
            same = [row for row in batch if len(row) == len(batch[-1])]
            model(padded(same, 0), torch.ones(len(same), len(same[0])))
    for hook in hooks:
        hook.remove()
    found = {}
    for name, parts in seen.items():
        ends = torch.stack(parts)
        found[name] = (min(float(ends[:, 0].quantile(0.02)), 0.0), max(float(ends[:, 1].quantile(0.98)), 0.0))
    return found


class _Graph:
    def __init__(self, weights: dict[str, np.ndarray], activations: Ranges) -> None:
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}
        self._weights, self._activations = weights, activations

    def constant(self, name: str, value: np.ndarray | np.generic) -> str:
        self.constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:  # noqa: ANN401
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def weight(self, name: str) -> str:
        return self.constant(name, self._weights[name])

    def quantised(self, value: str, name: str) -> tuple[str, str, str]:
        """What goes into a layer as eight bits on a fixed scale; the scale, and what stands for nothing."""
        low, high = self._activations[name]
        step = np.float32((high - low) / 255)
        scale = self.constant(f"{name}.step", step)
        zero = self.constant(f"{name}.zero", np.uint8(round(-low / float(step))))
        return self.add("QuantizeLinear", [value, scale, zero], f"{name}.quantised"), scale, zero

    def integers(self, name: str) -> tuple[str, str, str]:
        """A layer's weights as seven bits, the scale of each output, and the bias."""
        matrix = self._weights[f"{name}.weight"].T
        scales = np.maximum(np.abs(matrix).max(0) / _WEIGHT_STEPS, 1e-9).astype(np.float32)
        integers = self.constant(f"{name}.integers", np.rint(matrix / scales).astype(np.int8))
        return integers, self.constant(f"{name}.scales", scales), self.weight(f"{name}.bias")

    def linear(self, value: str, name: str, output: str) -> str:
        """A linear layer of integers."""
        quantised, scale, zero = self.quantised(value, name)
        integers, scales, bias = self.integers(name)
        inputs = [quantised, integers, scale, scales, zero, "", bias]
        return self.add("MatMulIntegerToFloat", inputs, output, _MICROSOFT)

    def attention(self, value: str, name: str, heads: int, output: str) -> str:
        """Attention, its queries, keys and values made of integers."""
        quantised, scale, zero = self.quantised(value, name)
        integers, scales, bias = self.integers(name)
        inputs = [quantised, integers, bias, scale, scales, "", zero]
        return self.add("QAttention", inputs, output, _MICROSOFT, num_heads=heads)

    def norm(self, left: str, right: str, name: str, output: str) -> str:
        total = self.add("Add", [left, right], f"{output}.sum")
        return self.add(
            "LayerNormalization",
            [total, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")],
            output,
            axis=-1,
            epsilon=1e-12,
        )

    def layer(self, value: str, number: int, output: str) -> str:
        own = f"layers.{number}"
        heads = self._weights[f"{own}.out.weight"].shape[1] // HEAD_WIDTH
        mixed = self.attention(value, f"{own}.qkv", heads, f"{own}/mixed")
        attended = self.linear(mixed, f"{own}.out", f"{own}/out")
        middle = self.norm(attended, value, f"{own}.norm_attention", f"{own}/middle")
        up = self.add("Gelu", [self.linear(middle, f"{own}.up", f"{own}/up")], f"{own}/gelu", _MICROSOFT)
        down = self.linear(up, f"{own}.down", f"{own}/down")
        return self.norm(down, middle, f"{own}.norm_output", output)

    def layers(self, value: str, numbers: range, output: str) -> str:
        """Layers one after the other."""
        for number in numbers:
            value = self.layer(value, number, output if number == numbers[-1] else f"layers.{number}/output")
        return value

    def chances(self, value: str, head: str, output: str) -> None:
        """Of each token: no name, then each label (its beginning and its inside together)."""
        matrix = self.constant(f"{head}.matrix", self._weights[f"{head}.weight"].T)
        product = self.add("MatMul", [value, matrix], f"{output}.product")
        logits = self.add("Add", [product, self.weight(f"{head}.bias")], f"{output}.logits")
        classes = self.add("Softmax", [logits], f"{output}.classes", axis=-1)
        joined = np.zeros((CLASSES, 1 + len(LABELS)), np.float32)
        for number in range(CLASSES):
            joined[number, (number + 1) // 2] = 1
        self.add("MatMul", [classes, self.constant(f"{head}.joined", joined)], output)

    def looked_up(self, ids: str, name: str) -> str:
        """The vectors of token ids, on a scale for each token."""
        words = self._weights[f"{name}.weight"]
        scales = np.maximum(np.abs(words).max(1, keepdims=True) / 127, 1e-9).astype(np.float32)
        integers = self.constant(f"{name}.integers", np.rint(words / scales).astype(np.int8))
        taken = self.add("Gather", [integers, ids], f"{name}/integers")
        floats = self.add("Cast", [taken], f"{name}/floats", to=TensorProto.FLOAT)
        scaled = self.add("Gather", [self.constant(f"{name}.scales", scales), ids], f"{name}/scales")
        return self.add("Mul", [floats, scaled], f"{name}/output")

    def beside(self, value: str, reach: int, output: str) -> str:
        """Each token's state with those of `reach` tokens before and after it (`training.encoder.beside`)."""
        pads = self.constant(f"pads{reach}", np.array([0, reach, 0, 0, reach, 0], np.int64))
        wide = self.add("Pad", [value, pads], f"{output}.wide")
        axis = self.constant("one", np.array([1], np.int64))
        parts = []
        for at in range(2 * reach + 1):
            left = self.constant(f"left{at}", np.array([at], np.int64))
            end = at - 2 * reach or np.iinfo(np.int64).max
            right = self.constant(f"right{end}", np.array([end], np.int64))
            parts.append(self.add("Slice", [wide, left, right, axis], f"{output}.{at}"))
        return self.add("Concat", parts, output, axis=-1)

    def glance(self, ids: str, output: str) -> None:
        """A chance of a name for every token."""
        value = self.looked_up(ids, "glance.words")
        for step, reach in zip(("first", "second"), GLANCE_REACH, strict=True):
            near = self.beside(value, reach, f"glance/{step}/near")
            value = self.add("Relu", [self.linear(near, f"glance.{step}", f"glance/{step}")], f"glance/{step}/states")
        matrix = self.constant("glance.head.matrix", self._weights["glance.head.weight"].T)
        product = self.add("MatMul", [value, matrix], "glance/product")
        logits = self.add("Add", [product, self.weight("glance.head.bias")], "glance/logits")
        self.add("Sigmoid", [logits], output)

    def embeddings(self, ids: str) -> str:
        """Words and positions."""
        words_in = self.looked_up(ids, "words")
        shape = self.add("Shape", [ids], "ids/shape", start=1, end=2)
        zero = self.constant("zero", np.array([0], np.int64))
        places = self.add("Slice", [self.weight("positions.weight"), zero, shape, zero], "positions/output")
        return self.norm(words_in, places, "norm", "embeddings")

    def model(self, inputs: list[Any], outputs: list[Any]) -> bytes:
        graph = helper.make_graph(self.nodes, "tagger", inputs, outputs, list(self.constants.values()))
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        made = helper.make_model(graph, opset_imports=opsets, producer_name="disclosure")
        made.ir_version = 9
        return bytes(made.SerializeToString())


def graphs(model: Encoder, activations: Ranges) -> dict[str, bytes]:
    """The files of the model.

    `glance.onnx` makes of token ids a chance of a name for each, `screen.onnx` chances of each label and hidden
    states, and `read.onnx` of hidden states chances of each label.
    """
    weights = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}

    def tensor(name: str, kind: int, last: int | None = None) -> Any:  # noqa: ANN401
        return helper.make_tensor_value_info(name, kind, ["texts", "tokens", *([] if last is None else [last])])

    chances = tensor("chances", TensorProto.FLOAT, 1 + len(LABELS))
    glance = _Graph(weights, activations)
    glance.glance("ids", "chances")
    screen = _Graph(weights, activations)
    hidden = screen.layers(screen.embeddings("ids"), range(SCREEN_LAYERS), "hidden")
    screen.chances(hidden, "screen_head", "chances")
    read = _Graph(weights, activations)
    read.chances(read.layers(hidden, range(SCREEN_LAYERS, LAYERS), "end"), "head", "chances")
    states = tensor(hidden, TensorProto.FLOAT, WIDTH)
    return {
        "glance.onnx": glance.model([tensor("ids", TensorProto.INT64)], [tensor("chances", TensorProto.FLOAT, 1)]),
        "screen.onnx": screen.model([tensor("ids", TensorProto.INT64)], [chances, states]),
        "read.onnx": read.model([states], [chances]),
    }


def write(model: Encoder, texts: Sequence[str], folder: Path) -> None:
    """Export a trained network.

    Args:
        model: The network.
        texts: Texts to calibrate on; none of them from the development set.
        folder: Where the three graphs go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in graphs(model, ranges(model.eval(), texts)).items():
        (folder / name).write_bytes(content)
