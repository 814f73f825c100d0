"""The ledger: an append-only, hash-chained record of every step taken in a case.

One JSON object a line. An entry's hash covers its number, time, stage, the hash of its details and the
hash of the entry before it; so a later edit of any line breaks the chain from there on, and the chain can
be checked by someone who is given the hashes alone. A stage's entry is its commit: outputs that no entry
lists do not exist for later stages.

Meets the third ACPO principle (an audit trail an independent third party can examine). Details hold
places, counts, versions and digests; never evidence.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from disclosure.errors import VerificationError
from disclosure.hashing import canonical_json, sha256_json

GENESIS: Final = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One step of a case.

    Attributes:
        seq: Number, from 1.
        at: UTC time of the commit, ISO 8601.
        stage: Name of the stage, such as `ingest`.
        details: What went in and what came out: counts, digests, versions.
        previous: Hash of the entry before, or `GENESIS`.
    """

    seq: int
    at: str
    stage: str
    details: Mapping[str, Any]
    previous: str

    def link(self) -> dict[str, Any]:
        """The entry without its details, which is what its hash covers."""
        return {
            "seq": self.seq,
            "at": self.at,
            "stage": self.stage,
            "details_sha256": sha256_json(self.details),
            "previous": self.previous,
        }

    @property
    def hash(self) -> str:
        """Hash of the entry and so of everything before it."""
        return sha256_json(self.link())

    @property
    def outputs(self) -> Mapping[str, str]:
        """Files the stage wrote: path relative to the case, to SHA-256."""
        outputs: Mapping[str, str] = self.details.get("outputs", {})
        return outputs


def read(path: Path) -> tuple[Entry, ...]:
    """Every entry of a ledger, checked link by link.

    A last line cut short by a crash is an entry that was never committed and is passed over.

    Raises:
        VerificationError: The chain is broken, with the line at which it breaks.
    """
    if not path.exists():
        return ()
    entries: list[Entry] = []
    previous = GENESIS
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        try:
            if not line.endswith("\n"):
                break
            raw = json.loads(line)
            entry = Entry(raw["seq"], raw["at"], raw["stage"], raw["details"], raw["previous"])
            whole = entry.seq == number and entry.previous == previous and entry.hash == raw["hash"]
        except (ValueError, KeyError, TypeError):
            whole = False
        if not whole:
            raise VerificationError(
                "ledger_broken",
                f"The ledger's chain breaks at line {number}: that line or one before it was changed.",
                "Restore ledger.jsonl from a copy; nothing in this case can be relied on until then.",
            )
        entries.append(entry)
        previous = entry.hash
    return tuple(entries)


def head(entries: Sequence[Entry]) -> str:
    """Hash of the last entry, or `GENESIS`."""
    return entries[-1].hash if entries else GENESIS


def append(path: Path, stage: str, details: Mapping[str, Any], at: datetime) -> Entry:
    """Add one entry and force it to disk.

    Args:
        path: The ledger file.
        stage: Name of the stage.
        details: JSON values only; no evidence.
        at: Time of the commit, with a zone.
    """
    entries = read(path)
    entry = Entry(
        len(entries) + 1,
        at.isoformat(timespec="seconds"),
        stage,
        json.loads(canonical_json(details)),
        head(entries),
    )
    record = {**entry.link(), "hash": entry.hash, "details": entry.details}
    line = json.dumps(record, sort_keys=True, ensure_ascii=False) + "\n"
    whole_bytes = _committed_bytes(path)
    with path.open("r+b" if path.exists() else "wb") as stream:
        stream.truncate(whole_bytes)
        stream.seek(whole_bytes)
        stream.write(line.encode())
        stream.flush()
        os.fsync(stream.fileno())
    return entry


def _committed_bytes(path: Path) -> int:
    """Length of the ledger up to its last whole line."""
    if not path.exists():
        return 0
    content = path.read_bytes()
    return content.rfind(b"\n") + 1


def latest(entries: Sequence[Entry], stage: str, **matching: object) -> Entry | None:
    """The last entry of a stage whose details hold the given values."""
    for entry in reversed(entries):
        if entry.stage == stage and all(entry.details.get(key) == value for key, value in matching.items()):
            return entry
    return None


def chain(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The links without details: enough to check the chain, with nothing of the case in it."""
    return [{**entry.link(), "hash": entry.hash} for entry in entries]


def check_chain(links: Sequence[Mapping[str, Any]]) -> str:
    """Check a chain of links given without details and return its head.

    Raises:
        VerificationError: A link does not follow from the one before it.
    """
    previous = GENESIS
    for number, link in enumerate(links, start=1):
        body = {key: value for key, value in link.items() if key != "hash"}
        if link.get("seq") != number or link.get("previous") != previous or sha256_json(body) != link.get("hash"):
            raise VerificationError(
                "ledger_broken", f"The ledger's chain breaks at entry {number}.", "Ask for the bundle again."
            )
        previous = str(link["hash"])
    return previous
