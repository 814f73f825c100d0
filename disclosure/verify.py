"""Verification, offline: files unaltered, none missing, none unlisted, the ledger's chain whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from disclosure import ledger
from disclosure.errors import InputError, VerificationError
from disclosure.hashing import sha256_file
from disclosure.workspace import CASE_FILE, LEDGER, current_outputs

MANIFEST: Final = "manifest.json"
CHAIN: Final = "ledger_chain.jsonl"
RESULT_FOLDERS: Final = (
    "extracted",
    "artefacts",
    "quarantine",
    "reconciliation",
    "decisions",
    "duplicates",
    "identities",
    "relevance",
    "redacted",
    "schedules",
    "bundles",
)
"""Folders of a case in which every file must be one the ledger lists."""


@dataclass(frozen=True)
class Verification:
    """What verification found.

    Attributes:
        kind: bundle or case.
        files: Number of files checked.
        altered: Paths whose digest is not the one recorded.
        missing: Paths recorded and not there.
        unlisted: Paths there and not recorded.
        ledger_head: Hash of the last entry.
        manifest_sha256: Digest of a bundle's manifest, to compare with what the sender states.
    """

    kind: str
    files: int
    altered: tuple[str, ...]
    missing: tuple[str, ...]
    unlisted: tuple[str, ...]
    ledger_head: str
    manifest_sha256: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether everything is as recorded."""
        return not (self.altered or self.missing or self.unlisted)


def verify(path: Path) -> Verification:
    """Verify a bundle or a case folder.

    Raises:
        InputError: The path is neither.
        VerificationError: The ledger's chain is broken or a manifest cannot be read.
    """
    if (path / MANIFEST).is_file():
        return verify_bundle(path)
    if (path / CASE_FILE).is_file():
        return verify_case(path)
    raise InputError(
        "nothing_to_verify",
        f"{path} is neither a bundle (no {MANIFEST}) nor a case (no {CASE_FILE}).",
        "Give the folder of a bundle or of a case.",
    )


def verify_bundle(path: Path) -> Verification:
    """Check a bundle against its manifest and the ledger chain inside it."""
    manifest = _manifest(path)
    listed = {str(item["path"]): str(item["sha256"]) for item in manifest["files"]}
    found = {item.relative_to(path).as_posix(): item for item in path.rglob("*") if item.is_file() or item.is_symlink()}
    found.pop(MANIFEST, None)
    head = str(manifest["ledger_head"])
    chain = path / CHAIN
    if chain.is_file():
        try:
            links = [json.loads(line) for line in chain.read_text(encoding="utf-8").splitlines()]
        except ValueError:
            raise VerificationError("ledger_broken", f"{CHAIN} cannot be read.", "Ask for the bundle again.") from None
        if ledger.check_chain(links) != head:
            raise VerificationError(
                "ledger_head_differs",
                "The ledger chain in the bundle does not end in the head that its manifest states.",
                "Ask for the bundle again.",
            )
    return _compare("bundle", listed, found, head, sha256_file(path / MANIFEST))


def verify_case(path: Path) -> Verification:
    """Check a case folder against its ledger."""
    entries = ledger.read(path / LEDGER)
    listed = current_outputs(entries)
    found = {
        item.relative_to(path).as_posix(): item
        for folder in RESULT_FOLDERS
        for item in (path / folder).rglob("*")
        if item.is_file() or item.is_symlink()
    }
    return _compare("case", listed, found, ledger.head(entries))


def _compare(
    kind: str, listed: Mapping[str, str], found: Mapping[str, Path], head: str, manifest: str | None = None
) -> Verification:
    altered = tuple(
        sorted(
            name
            for name, digest in listed.items()
            if name in found and (found[name].is_symlink() or sha256_file(found[name]) != digest)
        )
    )
    return Verification(
        kind,
        len(listed),
        altered,
        tuple(sorted(listed.keys() - found.keys())),
        tuple(sorted(found.keys() - listed.keys())),
        head,
        manifest,
    )


def _manifest(path: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        if not isinstance(manifest["files"], list) or not isinstance(manifest["ledger_head"], str):
            raise TypeError
        for item in manifest["files"]:
            if not isinstance(item["path"], str) or not isinstance(item["sha256"], str):
                raise TypeError
    except (ValueError, KeyError, TypeError):
        raise VerificationError(
            "manifest_unreadable", f"{path / MANIFEST} is not a manifest.", "Ask for the bundle again."
        ) from None
    return manifest
