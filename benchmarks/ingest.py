"""Reading a UFDR, against peers: `python benchmarks/ingest.py [--megabytes 100] [--peers ours,pyexpat,...]`.

Generates a report of the chosen size and reads it with each reader in a process of its own:

===============  ===================================================================================
ours-scan        the compiled scanner: report.xml to the extracted tables in Parquet
ours             the whole of ingest: export hashed, scanned, mapped to canonical tables, hashed again
ours-expat       our own slow twin with expat (reads the whole report into memory; keep to 200 MB)
pyexpat          pyexpat tuned for speed (ordered attributes, character handler armed only inside values),
                 flat rows of models to Parquet: fewer columns and no spans, lists or sections
elementtree      xml.etree iterparse, a top-level model at a time, the same rows to Parquet
ufedlib          `ufedlib-py` (see requirements-benchmarks.txt): objects in memory, no Parquet
===============  ===================================================================================

Prints CPU seconds (user and system, interpreter and imports included), MB of XML a second, records a second,
peak memory, and how many times our CPU time each took. On a busy machine compare CPU seconds of the same run.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parent.parent
_BATCH_ROWS = 16_384
_NAMESPACE = "{http://pa.cellebrite.com/report/2.0}"


class _Sink:
    """Rows of dictionaries to one Parquet file per record type."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: dict[str, list[dict[str, str]]] = {}
        self._sinks: dict[str, pq.ParquetWriter] = {}
        self._names: dict[str, list[str]] = {}
        self.records = 0

    def add(self, record_type: str, row: dict[str, str]) -> None:
        self.records += 1
        rows = self._rows.setdefault(record_type, [])
        rows.append(row)
        if len(rows) >= _BATCH_ROWS:
            self._flush(record_type)

    def close(self) -> None:
        for record_type in list(self._rows):
            self._flush(record_type)
        for sink in self._sinks.values():
            sink.close()

    def _flush(self, record_type: str) -> None:
        rows = self._rows.pop(record_type)
        names = self._names.setdefault(record_type, sorted({name for row in rows for name in row}))
        table = pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})
        if record_type not in self._sinks:
            path = self._folder / f"{record_type}.parquet"
            self._sinks[record_type] = pq.ParquetWriter(path, table.schema, compression="zstd", compression_level=1)
        self._sinks[record_type].write_table(table)


def _ours(path: Path, out: Path) -> int:
    from disclosure.hashing import sha256_file
    from disclosure.readers import ufdr
    from disclosure.reading import Source

    digest = sha256_file(path)
    result = ufdr.READER.read(Source(path, "BENCH/1", digest), out, lambda _: None)
    if sha256_file(path) != digest or not result.is_whole:
        raise AssertionError(result)
    return sum(count.written for count in result.records)


def _ours_scan(path: Path, out: Path) -> int:
    from disclosure.extracted import ExtractedWriter
    from disclosure.readers.ufdr import container, fast_scan
    from disclosure.reading import Source

    report = container.open_container(path)
    writer = ExtractedWriter(out, "bench")
    fast_scan.scan(report.report_chunks(), Source(path, "BENCH/1", "0" * 64), report.member, writer, lambda _: None)
    return sum(writer.close().values())


def _ours_expat(path: Path, out: Path) -> int:
    from disclosure.extracted import ExtractedWriter
    from disclosure.readers.ufdr import container, scan
    from disclosure.reading import Source

    report = container.open_container(path)
    writer = ExtractedWriter(out, "bench")
    content = b"".join(report.report_chunks())
    scan.scan(content, Source(path, "BENCH/1", "0" * 64), report.member, writer, lambda _: None)
    return sum(writer.close().values())


def _pyexpat(path: Path, out: Path) -> int:
    sink = _Sink(out)
    records: list[tuple[str, dict[str, str]]] = []
    fields: list[str] = []
    text: list[str] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = True

    def start(name: str, attributes: list[str]) -> None:
        if name == "value":
            parser.CharacterDataHandler = text.append
        elif name == "model" or name in ("file", "extraInfo"):
            row = {f"@{key}": value for key, value in zip(attributes[::2], attributes[1::2], strict=True)}
            records.append((row.pop("@type", name), row))
        elif name.endswith("ield"):
            fields.append(attributes[1] if attributes else "")

    def end(name: str) -> None:
        if name == "value":
            parser.CharacterDataHandler = None
            if records and fields:
                records[-1][1][fields[-1]] = "".join(text)
            text.clear()
        elif name == "model" or name in ("file", "extraInfo"):
            sink.add(*records.pop())
        elif name.endswith("ield") and fields:
            fields.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    with zipfile.ZipFile(path) as archive, archive.open("report.xml") as stream:
        while chunk := stream.read(1 << 20):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    sink.close()
    return sink.records


def _elementtree(path: Path, out: Path) -> int:
    sink = _Sink(out)

    def take(model: ElementTree.Element) -> None:
        row = {f"@{key}": value for key, value in model.attrib.items()}
        for field in model:
            for item in field:
                if item.tag == f"{_NAMESPACE}value":
                    row[field.get("name", "")] = item.text or ""
                elif item.tag == f"{_NAMESPACE}model":
                    take(item)
        sink.add(row.pop("@type", "file"), row)

    depth = 0
    with zipfile.ZipFile(path) as archive, archive.open("report.xml") as stream:
        for event, element in ElementTree.iterparse(stream, ("start", "end")):  # noqa: S314 -- our own file
            name = element.tag.removeprefix(_NAMESPACE)
            if name not in ("model", "file", "extraInfo"):
                continue
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 0:
                take(element)
                element.clear()
    sink.close()
    return sink.records


def _ufedlib(path: Path, out: Path) -> int:
    import ufedlib_py

    _ = out
    data = ufedlib_py.parse_all(str(path))
    return 0 if data is None else -1


PEERS: dict[str, Callable[[Path, Path], int]] = {
    "ours-scan": _ours_scan,
    "ours": _ours,
    "ours-expat": _ours_expat,
    "pyexpat": _pyexpat,
    "elementtree": _elementtree,
    "ufedlib": _ufedlib,
}
_DEFAULT = "ours-scan,ours,pyexpat,elementtree"


def _one(peer: str, path: Path, out: Path) -> None:
    """Run one reader in this process and print its figures as JSON."""
    import resource  # not on Windows, where this benchmark does not run

    records = PEERS[peer](path, out)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps({"records": records, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss * 1024 / 1e6})
    )


def _row(name: str, size: float, found: dict[str, Any], ours: float | None) -> str:
    records = f"{found['records'] / found['cpu']:>12,.0f}" if found["records"] > 0 else f"{'':>12}"
    ratio = f"{found['cpu'] / ours:>8.1f}" if ours else f"{'':>8}"
    return f"{name:<14}{found['cpu']:>9.1f}{size / found['cpu']:>9.1f}{records}{found['peak']:>10,.0f}{ratio}"


def main() -> None:
    """Generate, run each reader, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--peers", default=_DEFAULT, help=f"of {', '.join(PEERS)}; all but ufedlib by default")
    parser.add_argument("--one", nargs=3, metavar=("PEER", "EXPORT", "OUT"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        _one(chosen.one[0], Path(chosen.one[1]), Path(chosen.one[2]))
        return
    from benchmarks import large_export

    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "large.ufdr"
        large_export.write(export, int(chosen.megabytes * 1e6))
        with zipfile.ZipFile(export) as archive:
            size = archive.getinfo("report.xml").file_size / 1e6
        print(f"report.xml of {size:,.0f} MB; the first run on a machine also compiles the scanner")
        print(f"{'reader':<14}{'CPU s':>9}{'MB/s':>9}{'records/s':>12}{'peak MB':>10}{'× scan':>8}")
        ours: float | None = None
        for peer in chosen.peers.split(","):
            if peer == "ufedlib" and importlib.util.find_spec("ufedlib_py") is None:
                print("ufedlib        not installed: pip install -r requirements-benchmarks.txt")
                continue
            out = Path(folder) / peer
            out.mkdir()
            run = subprocess.run(
                [sys.executable, __file__, "--one", peer, str(export), str(out)],
                stdout=subprocess.PIPE,
                check=True,
                text=True,
                cwd=ROOT,
            )
            found = json.loads(run.stdout.splitlines()[-1])
            if peer == "ours-scan":
                ours = found["cpu"]
            print(_row(peer, size, found, ours), flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
