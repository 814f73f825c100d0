"""Messages to schedules, as a table: `python benchmarks/schedule.py [MESSAGES...]`.

Canonical Parquet is written directly, as if phones had been ingested: two exhibits, conversations of all sizes,
three recipients' rows for each message in the mean, a search that selects about one message in a hundred, one
sensitive conversation. What is measured is the step `schedule` from the record of the search to committed documents,
and the search before it; each size in a process of its own. CPU seconds are of all threads; memory is the peak
resident set of the process.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

import schemas
from disclosure import tables, workspace
from pipelines import schedule, search
from pipelines.reporting import SilentReporter

SIZES: Final = (100_000, 300_000, 1_000_000)
_AT: Final = datetime(2026, 1, 5, 12, tzinfo=UTC)
_CASE: Final = """
[case]
urn = "01DC0000126"
force = "Demonstration Constabulary"
defendants = ["suspect"]
disclosure_officer = "DC Example"
created = 2026-01-05

[[exhibit]]
ref = "JLB/1"
owner = "complainant"

[[exhibit]]
ref = "KMT/2"
owner = "suspect"

[[party]]
id = "complainant"
role = "complainant"
names = ["Ffion Trewartha"]
phones = ["07700 900444"]

[[party]]
id = "suspect"
role = "suspect"
names = ["Garth Penhallow"]
phones = ["07700 900111"]

[[line_of_enquiry]]
id = "LOE1"
terms = ["harbour"]
"""
_DECISIONS: Final = """
[[sensitive]]
conversation_id = "{conversation}"
reason = "Disclosure would give rise to a real risk of serious prejudice to an important public interest."
"""
_WORDS: Final = np.array("see you at the station later on then ok thanks will do that is fine by me".split())


def build(root: Path, messages: int) -> None:
    """Make a case with so many messages, as ingest would leave it."""
    workspace.create(root, "x", "x", _AT)
    (root / workspace.CASE_FILE).write_text(_CASE, encoding="utf-8")
    case = workspace.open_workspace(root)
    chance = np.random.default_rng(1)
    for place, ref in enumerate(("JLB/1", "KMT/2")):
        rows = messages // 2
        conversation = chance.zipf(1.3, rows) % max(rows // 100, 10)
        with workspace.staging(case, "ingest") as folder:
            out = folder / "artefacts"
            encoded = f"exhibit_ref={workspace.encode_ref(ref)}"
            ids = _ids(f"{place}m", rows)
            numbers = _phones(conversation)
            texts = _texts(chance, rows)
            _write(
                out / "messages" / encoded / "part.parquet",
                "messages",
                rows,
                artefact_id=ids,
                exhibit_ref=pa.repeat(ref, rows),
                application=pa.array(np.array(["WhatsApp", "Signal", "SMS"])[conversation % 3]),
                conversation_id=_ids(f"{place}c", conversation),
                ordinal=pa.array(np.arange(rows, dtype=np.int32)),
                sender_identifier=numbers,
                sender_identifier_kind=pa.repeat("phone", rows),
                sender_identifier_normalised=numbers,
                body=texts,
                sent_at=pa.array(
                    np.datetime64("2023-01-01", "us") + np.arange(rows) * np.timedelta64(94_608_000 // rows, "s"),
                    pa.timestamp("us", "UTC"),
                ),
                sent_at_zone_basis=pa.repeat("stated", rows),
            )
            _write(
                out / "message_recipients" / encoded / "part.parquet",
                "message_recipients",
                rows * 3,
                artefact_id=_ids(f"{place}r", rows * 3),
                exhibit_ref=pa.repeat(ref, rows * 3),
                message_id=pa.concat_arrays([ids, ids, ids]),
                parent_table=pa.repeat("messages", rows * 3),
                conversation_id=_ids(f"{place}c", np.tile(conversation, 3)),
                identifier=pa.concat_arrays([numbers] * 3),
                identifier_kind=pa.repeat("phone", rows * 3),
                identifier_normalised=pa.concat_arrays([numbers] * 3),
            )
            details = {"exhibit_ref": ref, "source": {"name": "x", "sha256": str(place) * 64}, "reader": "ufdr"}
            workspace.commit_files(case, "ingest", folder, details, _AT)
    (root / "decisions.toml").write_text(
        _DECISIONS.format(conversation=_ids("0c", np.array([7]))[0].as_py()), encoding="utf-8"
    )


def _ids(prefix: str, values: int | np.ndarray) -> pa.Array:
    numbers = np.arange(values) if isinstance(values, int) else values
    return pa.array(np.char.add(prefix, np.char.zfill(numbers.astype(str), 30)))


def _phones(conversation: np.ndarray) -> pa.Array:
    """One other party for each conversation; the suspect in the first ones. Ofcom's numbers for drama, extended."""
    others = np.char.add("+4477009", np.char.zfill((conversation % 1_000_000).astype(str), 6))
    return pa.array(np.where(conversation < 3, "+447700900111", others))


def _texts(chance: np.random.Generator, rows: int) -> pa.Array:
    words = _WORDS[chance.integers(0, len(_WORDS), (rows, 6))]
    texts = words[:, 0]
    for column in range(1, 6):
        texts = np.char.add(np.char.add(texts, " "), words[:, column])
    return pa.array(np.where(chance.random(rows) < 0.002, np.char.add(texts, " harbour"), texts))


def _write(path: Path, table: str, rows: int, **columns: pa.Array) -> None:
    schema = schemas.table_schema(table)
    plain = [
        columns.get(
            field.name,
            pa.nulls(rows, field.type.value_type if pa.types.is_dictionary(field.type) else field.type),
        )
        for field in schema
    ]
    tables.write_table(path, table, pa.table(plain, names=schema.names))


def measure(root: Path, messages: int) -> None:
    """Search and schedule a case that has been built, and print one line."""
    case = workspace.open_workspace(root)
    line = f"{messages:>10,}"
    for stage in (search, schedule):
        wall, cpu = time.perf_counter(), time.process_time()
        result = stage.run(case, at=_AT, report=SilentReporter())
        line += f"{time.process_time() - cpu:>9.1f}{time.perf_counter() - wall:>8.1f}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{line}{peak:>10,.0f}{result['items']:>8,}{result['accounts']['rows']:>12,}", flush=True)


def main(arguments: list[str]) -> None:
    """Build and measure each size in processes of their own."""
    if arguments and arguments[0] in _STEPS:
        _STEPS[arguments[0]](Path(arguments[1]), int(arguments[2]))
        return
    print(f"{'':>10}{'search':>17}{'schedule':>17}")
    print(f"{'messages':>10}{'cpu s':>9}{'wall s':>8}{'cpu s':>9}{'wall s':>8}{'peak MB':>10}{'items':>8}{'rows':>12}")
    for size in [int(text) for text in arguments] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            for step in _STEPS:
                subprocess.run([sys.executable, __file__, step, f"{folder}/case", str(size)], check=True)


_STEPS: Final = {"--build": build, "--measure": measure}


if __name__ == "__main__":
    main(sys.argv[1:])
