"""Readers of flat exports against the plain way of opening the same file, in the same run.

    python benchmarks/readers.py [--csv-mb 1024] [--sms-mb 1024] [--json-mb 512] [--keep DIR]

Each side runs in a process of its own; the table gives CPU seconds, the rate, and the most memory it held.
The plain way only opens the file in memory; the reader also hashes ids, types, normalises, accounts for every
value and writes Parquet. The files are invented and the same in every run.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

_WORDS = "are you coming to the kite club on Saturday or shall we meet by the bridge at nine then".split()
_MAPPING_CSV = """
table = "messages"
application = "Bench"
conversation = "thread"
[columns]
body = "text"
sender_identifier = "sender"
status = "status"
[times.sent_at]
column = "sent"
format = "unix_ms"
"""
_MAPPING_JSON = 'items = "messages.item"' + _MAPPING_CSV


def _line(number: int) -> str:
    start = number % len(_WORDS)
    return " ".join(_WORDS[start:] + _WORDS[:start]) + f" {number}"


def _grow(path: Path, megabytes: int, head: str, row: Callable[[int], str], tail: str) -> None:
    wanted = megabytes << 20
    with path.open("w", encoding="utf-8", newline="") as sink:
        done = sink.write(head)
        number = 0
        while done < wanted:
            block = "".join(row(number + step) for step in range(2000))
            done += sink.write(block)
            number += 2000
        sink.write(tail)


def _csv(number: int) -> str:
    return (
        f"thread {number % 500},0770090{number % 10000:04d},{1700000000000 + number * 1000},{_line(number)},"
        f"{'read' if number % 3 else 'sent'}\n"
    )


def _sms(number: int) -> str:
    emoji = " &#55357;&#56832;" if number % 10 == 0 else ""
    return (
        f'  <sms protocol="0" address="0770090{number % 500:04d}" date="{1700000000000 + number * 1000}" '
        f'type="{1 + number % 2}" subject="null" body="{_line(number)}{emoji}" toa="null" sc_toa="null" '
        f'service_center="null" read="1" status="-1" locked="0" date_sent="0" '
        f'readable_date="14 Nov 2023 22:13:20" contact_name="Person {number % 500}" />\n'
    )


def _json(number: int) -> str:
    record = {
        "thread": f"t{number % 500}",
        "sender": f"0770090{number % 10000:04d}",
        "sent": 1700000000000 + number * 1000,
        "text": _line(number),
        "status": "read",
    }
    return ("," if number else "") + json.dumps(record)


def _plain_csv(path: Path) -> int:
    import pandas as pd

    return len(pd.read_csv(path))


def _plain_sms(path: Path) -> int:
    from xml.etree import ElementTree

    # ElementTree stops at references to surrogates: it is given the file without them.
    return len(ElementTree.parse(path).getroot())  # noqa: S314 -- as above


def _plain_json(path: Path) -> int:
    with path.open(encoding="utf-8") as stream:
        return len(json.load(stream)["messages"])


def _reader(path: Path) -> int:
    from disclosure import readers
    from disclosure.hashing import sha256_source
    from disclosure.reading import Options, Source

    mapping = path.with_suffix(".toml")
    options = Options(mapping=mapping if mapping.exists() else None)
    name = "Table with a mapping file" if mapping.exists() else None
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        source = Source(path, "BENCH/1", sha256_source(path), "GB", options)
        result = readers.detect(path, name).read(source, Path(folder), lambda _: None)
    if not result.is_whole:
        raise SystemExit(f"not whole: {result}")
    return result.tables["messages"]


_SIDES: dict[str, Callable[[Path], int]] = {
    "pandas.read_csv": _plain_csv,
    "ElementTree.parse": _plain_sms,
    "json.load": _plain_json,
    "disclosure": _reader,
}


def _measured(side: str, path: Path) -> dict[str, float]:
    """Run one side in a process of its own."""
    root = Path(__file__).resolve().parent.parent
    environment = {**os.environ, "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, __file__, "--side", side, str(path)],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def _run_side(side: str, path: Path) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    records = _SIDES[side](path)
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {
                "records": records,
                "wall": time.perf_counter() - began,
                "cpu": time.process_time() - cpu,
                "memory_mb": usage / 1024,
            }
        )
    )


def main() -> None:
    """Make the files, measure both sides of each, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--csv-mb", type=int, default=1024)
    parser.add_argument("--sms-mb", type=int, default=1024)
    parser.add_argument("--json-mb", type=int, default=512)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--side", nargs=2, metavar=("SIDE", "PATH"))
    arguments = parser.parse_args()
    if arguments.side:
        _run_side(arguments.side[0], Path(arguments.side[1]))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        head = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses>\n"
        print("| file | MB | side | records | CPU s | MB a CPU s | CPU against the plain way | most memory MB |")
        print("|---|---|---|---|---|---|---|---|")
        for name, megabytes, begin, row, end, mapping, plain in (
            (
                "table.csv",
                arguments.csv_mb,
                "thread,sender,sent,text,status\n",
                _csv,
                "",
                _MAPPING_CSV,
                "pandas.read_csv",
            ),
            ("sms.xml", arguments.sms_mb, head, _sms, "</smses>\n", None, "ElementTree.parse"),
            ("chat.json", arguments.json_mb, '{"messages": [', _json, "]}", _MAPPING_JSON, "json.load"),
        ):
            if not megabytes:
                continue
            path = folder / name
            _grow(path, megabytes, begin, row, end)
            plain_path = path
            if name == "sms.xml":
                plain_path = folder / "sms-plain.xml"
                _grow(plain_path, megabytes, begin, lambda number: _sms(number).replace(" &#55357;&#56832;", ""), end)
            if mapping:
                path.with_suffix(".toml").write_text(mapping, encoding="utf-8")
            first = _measured(plain, plain_path)
            second = _measured("disclosure", path)
            size = path.stat().st_size / (1 << 20)
            for side, result in ((plain, first), ("disclosure", second)):
                print(
                    f"| {name} | {size:,.0f} | {side} | {result['records']:,} | {result['cpu']:.1f} | "
                    f"{size / result['cpu']:.0f} | {result['cpu'] / first['cpu']:.2f} | {result['memory_mb']:,.0f} |"
                )
            if not arguments.keep:
                path.unlink()
                plain_path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
