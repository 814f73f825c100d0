"""How the packaged tagger's network is learnt, stage by stage; stretches of one stage are learnt side by side.

Three whole networks begin alike: one learns from the corpora alone and knows tweets best, two from everything. The
mean of the two goes on twice, dwelling on the corpora; the mean of that takes a fifth of the first. A network half as
dear then learns to answer as that mean does: twice from one beginning, then again and again twice from the mean so far.
Then it learns to answer as a network five times as large, the mean of two that learnt from everything; then as that
network, which has gone on once more, and the whole one do together. The mean of the last two, and of the one that had
learnt from the whole one alone and so errs elsewhere, goes on once all of them learn from posts written for this
project as well, half of what comes out joins half of what had not, and that goes on in three stages.

Every stretch has its own chance, so what comes out does not depend on how many are learnt at once. A finished stretch
is kept in a folder and not learnt again.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import torch
from safetensors.torch import load_file, save_file
from torch import nn

from disclosure.hashing import sha256_file
from training import data, larger, learn, narrow
from training.corpora import Source, labelled
from training.encoder import Encoder, Shape, mean, pretrained, shape
from training.invent import Inventor
from training.larger import Larger

NARROWER: Final = Shape(heads=8, inner=512)
_UNLABELLED: Final = 0.2
"""Share of the texts without labels when a network learns from another."""


@dataclass(frozen=True)
class Stretch:
    """Learning without a break.

    Attributes:
        name: Of the stretch, which no other has.
        steps: Batches of 32 texts.
        rate: Highest learning rate.
        corpora: Share of documents of the corpora.
        messages: Share of real messages labelled by reading them; the rest, posts aside, is invented.
        labels: What the labels weigh beside another network's answers, where it learns from them.
        reassembled: Share of texts put together from pieces of the corpora and posts, without labels.
        posts: Share of posts written for this project.
    """

    name: str
    steps: int
    rate: float
    corpora: float
    messages: float
    labels: float = 1.0
    reassembled: float = 0.0
    posts: float = 0.0


_ALONE: Final = Stretch("corpora alone", 1400, 1e-4, 1.0, 0.0)
_EVERYTHING: Final = (
    Stretch("everything, first", 4700, 1.2e-4, 0.3, 0.44),
    Stretch("everything, second", 3300, 1.2e-4, 0.36, 0.36),
)
_DWELLING: Final = (
    Stretch("dwelling on corpora, first", 2600, 5e-5, 0.52, 0.28),
    Stretch("dwelling on corpora, second", 2600, 5e-5, 0.48, 0.32),
)
_SHARE_ALONE: Final = 0.2
"""Share in the whole network of the one that learnt from the corpora alone."""

_TOGETHER: Final = Stretch("narrower, together", 700, 2e-4, 0.36, 0.28, 0.5)
_APART: Final = (
    Stretch("narrower, apart, first", 3000, 2.5e-4, 0.36, 0.28, 0.5),
    Stretch("narrower, apart, second", 3000, 2.5e-4, 0.3, 0.28, 1.0),
)
_ON: Final = (
    (
        Stretch("narrower, last, first", 1200, 1.2e-4, 0.44, 0.28, 1.5),
        Stretch("narrower, last, second", 1200, 1.2e-4, 0.36, 0.28, 1.0),
    ),
    (
        Stretch("narrower, on, first", 2000, 1.2e-4, 0.4, 0.28, 2.0),
        Stretch("narrower, on, second", 2000, 1.2e-4, 0.28, 0.3, 1.5),
    ),
)
"""Stages of which each goes on from the mean so far, into which it goes."""

_LARGER: Final = (
    Stretch("larger, first", 2000, 6e-5, 0.36, 0.36),
    Stretch("larger, second", 2000, 6e-5, 0.3, 0.42),
)
_FROM_LARGER: Final = (
    (
        Stretch("from larger, first", 1600, 1.6e-4, 0.36, 0.32, 1.0),
        Stretch("from larger, second", 1600, 1.6e-4, 0.3, 0.36, 0.5),
    ),
    (
        Stretch("from larger, on, first", 1250, 1.5e-4, 0.44, 0.32, 1.0, 0.4),
        Stretch("from larger, on, second", 1250, 1.5e-4, 0.4, 0.32, 1.0, 0.5),
    ),
    (
        Stretch("from larger, last, first", 800, 1.2e-4, 0.52, 0.26, 1.0, 0.5),
        Stretch("from larger, last, second", 800, 1.2e-4, 0.46, 0.3, 1.5, 0.5),
    ),
)
"""Stages of which each but the first goes on from the mean so far, into which it goes."""

_LARGER_ON: Final = Stretch("larger, on", 1200, 4e-5, 0.46, 0.34)
"""From the mean of the larger ones, into which it goes."""

_FROM_BOTH: Final = (
    (Stretch("from both, first", 2400, 1.5e-4, 0.44, 0.3, 1.0, 0.5),),
    (
        Stretch("from both, on, first", 2500, 1.5e-4, 0.5, 0.26, 1.0, 0.5),
        Stretch("from both, on, second", 2500, 1.5e-4, 0.4, 0.3, 0.5, 0.6),
    ),
    (
        Stretch("from both, last, first", 1400, 1.2e-4, 0.5, 0.26, 1.0, 0.5),
        Stretch("from both, last, second", 1400, 1.2e-4, 0.44, 0.3, 1.0, 0.5),
    ),
)
"""Stages that learn from the whole network and the larger one together, each going on from the mean so far."""

_WHOLE_POSTS: Final = Stretch("whole, with posts", 1200, 5e-5, 0.36, 0.24, posts=0.28)
_LARGER_POSTS: Final = (
    Stretch("larger, with posts", 1300, 5e-5, 0.36, 0.24, posts=0.28),
    Stretch("larger, with posts, on", 1000, 4e-5, 0.4, 0.22, posts=0.26),
)
"""From the networks learnt from so far, into which they go."""

_FROM_POSTS: Final = (
    (Stretch("with posts, first", 1600, 1.5e-4, 0.34, 0.26, 1.0, 0.45, 0.28),),
    (Stretch("with posts, on", 2000, 1.5e-4, 0.42, 0.24, 1.0, 0.45, 0.22),),
    (
        Stretch("with posts, last, first", 2800, 1.4e-4, 0.36, 0.22, 0.7, 0.4, 0.16),
        Stretch("with posts, last, second", 2800, 1.4e-4, 0.34, 0.24, 0.5, 0.45, 0.16),
    ),
)
"""Stages that learn from both: the first two from the larger one as it was before the posts, the last as it knows them."""

_SETTLING: Final = (
    Stretch("settling, first", 1200, 1.2e-4, 0.5, 0.2, 1.0, 0.4, 0.08),
    Stretch("settling, second", 1200, 1.2e-4, 0.4, 0.2, 0.7, 0.3, 0.08),
)
"""From the mean of the last two with the network that has not seen the posts."""

_LONGER: Final = (
    (Stretch("longer", 3600, 1.5e-4, 0.38, 0.24, 0.7, 0.4, 0.16),),
    (
        Stretch("longer, on, first", 4600, 1.3e-4, 0.4, 0.22, 0.8, 0.4, 0.14),
        Stretch("longer, on, second", 4600, 1.3e-4, 0.34, 0.24, 1.2, 0.45, 0.16),
    ),
    (
        Stretch("longer, last, first", 1300, 9e-5, 0.44, 0.24, 1.2, 0.4, 0.18),
        Stretch("longer, last, second", 1300, 9e-5, 0.38, 0.26, 0.8, 0.4, 0.16),
    ),
)
"""Stages of the network that is half without posts, each going on from the mean so far; the second goes into it."""

_SHARES: Final = (0.3, 0.35, 0.175, 0.175)
"""Shares in what is packaged of what these stages begin with, of the mean after the second and of the last two."""

_SHARE_LARGER: Final = 2 / 3
"""Share of the larger network in what is learnt from when it knows the posts; before that it is a half."""

_SHARE_WITHOUT: Final = 0.5
"""Share of the network that has not seen the posts in what the longer stages begin with."""

DECLARED: Final[dict[str, Any]] = {
    "corpora_alone": asdict(_ALONE),
    "its_share": _SHARE_ALONE,
    "share_without_posts": _SHARE_WITHOUT,
    "share_of_larger": _SHARE_LARGER,
    "whole": [asdict(stretch) for stretch in (*_EVERYTHING, *_DWELLING, _WHOLE_POSTS)],
    "larger": [asdict(stretch) for stretch in (*_LARGER, _LARGER_ON, *_LARGER_POSTS)],
    "narrower": {
        **asdict(NARROWER),
        "stretches": [
            asdict(s)
            for s in (
                _TOGETHER,
                *_APART,
                *chain(*_ON, *_FROM_LARGER, *_FROM_BOTH, *_FROM_POSTS, _SETTLING, *_LONGER),
            )
        ],
        "shares": _SHARES,
    },
}
"""The recipe, for the record of the model."""

_DECIDING: Final = ("corpora.py", "data.py", "encoder.py", "invent.py", "larger.py", "learn.py", "narrow.py")


_Teacher = tuple[Path, float]
"""A network to learn from, as a file, and its share in what is learnt."""


@dataclass(frozen=True)
class _Task:
    """A stretch and what it begins with; networks are files."""

    folder: Path
    out: Path
    stretch: Stretch
    steps: int
    seed: int
    begin: Path
    teachers: Sequence[_Teacher] = ()


@dataclass(frozen=True)
class Learner:
    """Learns the stretches of a recipe.

    Attributes:
        folder: The data.
        work: Where the networks of finished stretches are kept.
        scale: Share of the declared steps; below 1 for a trial.
        seed: Of everything that chance decides.
        processes: Stretches learnt at once, each on one core.
    """

    folder: Path
    work: Path
    scale: float
    seed: int
    processes: int

    def network(self) -> Encoder:
        """The network to package, learnt."""
        self.work.mkdir(parents=True, exist_ok=True)
        whole = self._whole()
        begin = self._from_whole(whole)
        ends = [begin]
        # Where the narrower stretches were kept, chance has not been asked as often.
        torch.manual_seed(self.seed)
        larger_begin = self._kept("larger base", larger.pretrained(learn.CLASSES))
        knows = self._stage("larger", _LARGER, larger_begin)
        for number, stage in enumerate(_FROM_LARGER):
            teacher = (knows, 1.0)
            begin = self._stage(f"from larger {number}", stage, begin, [teacher], joins=number > 0)
        begin = self._stage("from both 0", _FROM_BOTH[0], begin, _both(whole, knows), joins=True)
        knows = self._stage("larger on", (_LARGER_ON,), knows, joins=True)
        for number, stage in enumerate(_FROM_BOTH[1:], 1):
            begin = self._stage(f"from both {number}", stage, begin, _both(whole, knows), joins=True)
            ends.append(begin)
        without = begin = self._kept("without posts", mean(_networks(ends)))
        whole = self._stage("whole posts", (_WHOLE_POSTS,), whole, joins=True)
        for number, stage in enumerate(_FROM_POSTS[:-1]):
            begin = self._stage(f"with posts {number}", stage, begin, _both(whole, knows), joins=True)
        for number, stretch in enumerate(_LARGER_POSTS):
            knows = self._stage(f"larger posts {number}", (stretch,), knows, joins=True)
        teachers = _both(whole, knows, _SHARE_LARGER)
        ends = [without, *self._learnt(_FROM_POSTS[-1], begin, teachers)]
        begin = self._kept("all", mean(_networks(ends)))
        settled = self._stage("settled", _SETTLING, begin, teachers, joins=True)
        parts = mean(_networks([without, settled]), (_SHARE_WITHOUT, 1 - _SHARE_WITHOUT))
        half = begin = self._kept("half without posts", parts)
        for number, stage in enumerate(_LONGER[:-1]):
            begin = self._stage(f"longer {number}", stage, begin, teachers, joins=number > 0)
        return mean(_networks([half, begin, *self._learnt(_LONGER[-1], begin, teachers)]), _SHARES)

    def _whole(self) -> Path:
        """The network of the base encoder's size."""
        torch.manual_seed(self.seed)
        begin = self._kept("base", pretrained(learn.CLASSES))
        alone, *two = self._learnt((_ALONE, *_EVERYTHING), begin)
        begin = self._kept("everything", mean(_networks(two)))
        two = self._learnt(_DWELLING, begin)
        parts = [*_networks([alone]), mean(_networks(two))]
        return self._kept("whole", mean(parts, (_SHARE_ALONE, 1 - _SHARE_ALONE)))

    def _from_whole(self, whole: Path) -> Path:
        """The narrower network that has learnt from the whole one alone."""
        teacher = (whole, 1.0)
        draw = _source(self.folder, _TOGETHER, random.Random(self.seed))
        begin = self._kept("narrowed", narrow.narrowed(_networks([whole])[0], NARROWER, draw, self.seed))
        for number, stage in enumerate(((_TOGETHER,), _APART, *_ON)):
            begin = self._stage(f"narrower {number}", stage, begin, [teacher], joins=stage in _ON)
        return begin

    def _stage(
        self,
        name: str,
        stretches: Sequence[Stretch],
        begin: Path,
        teachers: Sequence[_Teacher] = (),
        *,
        joins: bool = False,
    ) -> Path:
        """The mean of networks learnt side by side from one beginning, which may go into it as well."""
        learnt = [*([begin] if joins else []), *self._learnt(stretches, begin, teachers)]
        return self._kept(name, mean(_networks(learnt)))

    def _shown(self) -> list[str]:
        """SHA-256 of everything that decides what a stretch is shown, so that none is kept when that changes."""
        own = Path(__file__).parent
        files = [
            *self.folder.iterdir(),
            *own.glob("*.tsv"),
            own / "posts.txt",
            *own.glob("lists/*"),
            *(own / name for name in _DECIDING),
        ]
        return sorted(sha256_file(path) for path in files if path.is_file())

    def _kept(self, name: str, network: nn.Module) -> Path:
        """A network as a file, named by what is in it."""
        weights = _weights(network)
        digest = hashlib.sha256()
        for key, value in sorted(weights.items()):
            digest.update(key.encode() + value.numpy().tobytes())
        path = self.work / f"{name} {digest.hexdigest()[:12]}.safetensors"
        save_file(weights, path)
        return path

    def _learnt(self, stage: Sequence[Stretch], begin: Path, teachers: Sequence[_Teacher] = ()) -> list[Path]:
        """The networks of a stage's stretches, all from one beginning."""
        tasks = []
        shown = self._shown()
        for stretch in stage:
            steps, seed = max(1, round(self.scale * stretch.steps)), self.seed + _number(stretch.name)
            made_of = json.dumps(
                [
                    asdict(stretch),
                    steps,
                    seed,
                    begin.name,
                    [(path.name, share) for path, share in teachers],
                    shown,
                ]
            )
            out = self.work / f"{stretch.name} {hashlib.sha256(made_of.encode()).hexdigest()[:12]}.safetensors"
            tasks.append(_Task(self.folder, out, stretch, steps, seed, begin, teachers))
        open_ = [task for task in tasks if not task.out.exists()]
        with ProcessPoolExecutor(self.processes, get_context("spawn")) as pool:
            for task in pool.map(_learn, open_):
                print(f"learnt: {task}", flush=True)
        return [task.out for task in tasks]


def _learn(task: _Task) -> str:
    """Learn a stretch in a process of its own; its name."""
    torch.set_num_threads(1)
    (network,) = _networks([task.begin])
    rng = random.Random(task.seed)
    draw = _source(task.folder, task.stretch, rng)
    if isinstance(network, Larger):
        loss = larger.by_labels(network)
    elif not task.teachers:
        loss = learn.by_labels(network)
    else:
        documents, texts = labelled(task.folder)[0], data.unlabelled(task.folder)
        documents += data.posts(task.folder)[0] if task.stretch.posts else []
        inventor = Inventor(False, data.avoided(task.folder), rng)
        draw = data.mixed_with(draw, lambda: data.reassembled(documents, inventor), task.stretch.reassembled, rng)
        draw = data.mixed_with(draw, lambda: rng.choice(texts), _UNLABELLED, rng)
        teachers = [(_networks([path])[0], share) for path, share in task.teachers]
        loss = narrow.by_answers(network, teachers, task.stretch.labels)
    learn.fit(network, loss, draw, task.steps, task.stretch.rate, task.seed, task.stretch.name)
    part = task.out.with_suffix(".part")
    save_file(_weights(network), part)
    part.rename(task.out)
    return task.stretch.name


def _source(folder: Path, stretch: Stretch, rng: random.Random) -> Source:
    documents, _ = labelled(folder)
    inventor = Inventor(False, data.avoided(folder), rng)
    shares = (stretch.corpora, stretch.messages, stretch.posts)
    return data.mixture(documents, data.messages(folder), data.posts(folder)[0], inventor, shares)


def _weights(network: nn.Module) -> dict[str, torch.Tensor]:
    return {name: value.contiguous() for name, value in network.state_dict().items()}


def _networks(paths: Sequence[Path]) -> list[Any]:
    made: list[Encoder | Larger] = []
    for path in paths:
        weights = load_file(path)
        is_larger = "distances.weight" in weights
        network = Larger(learn.CLASSES) if is_larger else Encoder(learn.CLASSES, shape(weights))
        network.load_state_dict(weights)
        made.append(network)
    return made


def _both(whole: Path, larger_: Path, share: float = 0.5) -> list[_Teacher]:
    """The whole network and the larger one together, the larger with a share."""
    return [(whole, 1 - share), (larger_, share)]


def _number(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest()[:6], 16)
