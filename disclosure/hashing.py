"""Digests: of files in constant memory, of records, and of where an artefact stands."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_CHUNK_BYTES = 1 << 20


def sha256_file(path: Path) -> str:
    """SHA-256 of a file, hex, read in chunks of a mebibyte."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sha256_source(path: Path) -> str:
    """SHA-256 of an export: of the file, or of a folder as `sha256_folder` defines it."""
    return sha256_folder(path) if path.is_dir() else sha256_file(path)


def sha256_folder(path: Path) -> str:
    """SHA-256 of a folder, hex: over one line `digest  relative/path` for each file, sorted by path.

    Links are not followed: a link counts as the text it holds, so that nothing outside the folder is read.
    """
    digest = hashlib.sha256()
    for name, file in folder_files(path):
        if file.is_symlink():
            content = hashlib.sha256(b"link\0" + os.fsencode(file.readlink())).hexdigest()
        else:
            content = sha256_file(file)
        digest.update(f"{content}  {name}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def folder_files(path: Path) -> list[tuple[str, Path]]:
    """Files and links below a folder, by relative path with forward slashes, in order.

    Links to folders are listed and not entered.
    """
    found: list[tuple[str, Path]] = []
    waiting = [path]
    while waiting:
        for entry in os.scandir(waiting.pop()):
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            else:
                found.append((Path(entry.path).relative_to(path).as_posix(), Path(entry.path)))
    return sorted(found)


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
    return hashlib.blake2b(_bytes(f"{source_sha256}\n{locator}"), digest_size=16).hexdigest()


def artefact_ids(source_sha256: str, locators: Iterable[str], suffix: str = "") -> list[str]:
    """Ids of artefacts at many places of one source; the same as `artefact_id` of each place and suffix."""
    base = hashlib.blake2b(f"{source_sha256}\n".encode(), digest_size=16)
    ids = []
    for locator in locators:
        one = base.copy()
        one.update(_bytes(locator + suffix))
        ids.append(one.hexdigest())
    return ids


def _bytes(text: str) -> bytes:
    """UTF-8; file names that are not Unicode keep their bytes apart as escapes."""
    return text.encode("utf-8", "backslashreplace")
