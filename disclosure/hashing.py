"""Digests: of files in constant memory, of records, and of where an artefact stands."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

_CHUNK_BYTES = 1 << 20


def sha256_file(path: Path) -> str:
    """SHA-256 of a file, hex, read in chunks of a mebibyte."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def canonical_json(value: Any) -> bytes:  # noqa: ANN401 -- any JSON value
    """One byte form for one JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256_json(value: Any) -> str:  # noqa: ANN401 -- any JSON value
    """SHA-256 of the canonical form of a JSON value, hex."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def artefact_id(source_sha256: str, locator: str) -> str:
    """Id of the artefact at one place of one source: BLAKE2b-128 of both, hex.

    The same export gives the same ids however often and wherever it is read.

    >>> artefact_id("00" * 32, "report.xml:10-20")
    '912a422b91ab2675312cb9d124afb0c4'
    """
    return hashlib.blake2b(f"{source_sha256}\n{locator}".encode(), digest_size=16).hexdigest()
