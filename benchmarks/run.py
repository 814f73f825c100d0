"""Ingest of generated UFDR exports against a plain XML parser, as a table: `python benchmarks/run.py [MESSAGES]`.

The peer is lxml reading the same report element by element and keeping nothing: what any
Python reader must at least spend. Times are of one process, wall clock, the best of three.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from disclosure import readers
from disclosure.hashing import sha256_file
from disclosure.reading import Source
from disclosure.synthetic import generate_case

_RUNS = 3


def main(messages: int) -> None:
    """Generate exports, time both readers, print the table."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        began = time.perf_counter()
        case = generate_case(root / "case", messages=messages)
        print(f"generated {messages:,} messages in {time.perf_counter() - began:.1f} s")
        print(f"{'export':<12}{'MB of XML':>10}{'ours s':>8}{'MB/s':>7}{'peer s':>8}{'MB/s':>7}{'ratio':>7}")
        for export in case.exports:
            with zipfile.ZipFile(export.path) as archive:
                size = archive.getinfo("report.xml").file_size / 1e6
            ours = _best(lambda path=export.path: _read(path, root / "out"))
            peer = _best(lambda path=export.path: _parse(path))
            print(
                f"{export.path.name:<12}{size:>10.1f}{ours:>8.2f}{size / ours:>7.1f}{peer:>8.2f}{size / peer:>7.1f}"
                f"{ours / peer:>7.2f}"
            )


def _best(work: Callable[[], None]) -> float:
    times = []
    for _ in range(_RUNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def _read(path: Path, out: Path) -> None:
    shutil.rmtree(out, ignore_errors=True)
    source = Source(path, "BENCH/1", sha256_file(path))
    readers.detect(path).read(source, out, lambda _: None)


def _parse(path: Path) -> None:
    with zipfile.ZipFile(path) as archive, archive.open("report.xml") as stream:
        for _, element in etree.iterparse(stream, huge_tree=True):
            element.clear()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
