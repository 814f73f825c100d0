"""Every file below a folder read as an export: which format it is, and its counts.

    python benchmarks/samples.py ../shared/samples

Prints a table in Markdown: file, format detected, records stated, seen, written and quarantined, rows by table,
and the warnings. A folder that is one export (a LAVA output, a folder of TSV files) is read as one.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from disclosure import readers
from disclosure.errors import DisclosureError
from disclosure.hashing import sha256_source
from disclosure.reading import NO_OPTIONS, Options, Reconciliation, Source


def main(arguments: list[str]) -> int:
    """Read and print; 1 where a count does not balance."""
    if len(arguments) != 1:
        print("usage: python benchmarks/samples.py FOLDER", file=sys.stderr)
        return 2
    root = Path(arguments[0])
    print("| file | format | records | stated | seen | written | quarantined | rows by table |")
    print("|---|---|---|---|---|---|---|---|")
    notes: list[str] = []
    balances = True
    for path in exports(root):
        name = path.relative_to(root).as_posix()
        try:
            reader, result = read(path)
        except DisclosureError as error:
            if error.reason == "date_order_unknown":
                notes.append(f"{name}: asks for the order of its dates; read here with --date-order dmy")
                reader, result = read(path, Options(date_order="dmy"))
                _row(name, reader, result, notes)
                continue
            print(f"| {name} | none: {error.reason} | | | | | | |")
            notes.append(f"{name}: {error.reason}")
            continue
        balances &= all(count.balances for count in result.records)
        _row(name, reader, result, notes)
    print()
    for note in notes:
        print(f"* {note}")
    return 0 if balances else 1


def _row(name: str, reader: str, result: Reconciliation, notes: list[str]) -> None:
    """Print the line of one export, and note what there is to say of it."""
    types = ", ".join(f"{c.record_type} {c.seen}" for c in sorted(result.records, key=lambda c: -c.seen)[:4])
    more = len(result.records) - 4
    stated = [count.stated for count in result.records if count.stated is not None]
    rows = ", ".join(f"{table} {count}" for table, count in result.tables.items() if count and table != "other_fields")
    print(
        f"| {name} | {reader} | {types}{f' and {more} more kinds' if more > 0 else ''} "
        f"| {sum(stated) if stated else '–'} | {sum(c.seen for c in result.records)} "
        f"| {sum(c.written for c in result.records)} | {sum(result.quarantine.values())} | {rows or '–'} |"
    )
    for count in result.records:
        if count.stated not in (None, count.seen):
            notes.append(f"{name}: {count.record_type}: stated {count.stated}, seen {count.seen}")
    notes += [f"{name}: quarantine: {reason} {number}" for reason, number in result.quarantine.items()]
    notes += [f"{name}: {warning}" for warning in result.warnings]


def read(path: Path, options: Options = NO_OPTIONS) -> tuple[str, Reconciliation]:
    """Read one export into a folder that is thrown away."""
    reader = readers.detect(path)
    with tempfile.TemporaryDirectory() as out:
        source = Source(path, "JLB/1", sha256_source(path), "GB", options)
        return reader.name, reader.read(source, Path(out), lambda _: None)


def exports(root: Path) -> Iterator[Path]:
    """Files, and folders that are one export and not their parts."""
    whole = {path.parent for path in root.rglob("_lava_data.lava")}
    for path in sorted(root.rglob("*")):
        if path in whole:
            yield path
        if path.is_file() and path.name != "README.md" and path.parent not in whole:
            yield path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
