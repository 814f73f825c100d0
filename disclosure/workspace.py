"""The case workspace: one folder a case, its fixed layout, and how a stage's results become part of it.

    CASE/
      case.toml                                     who and what
      people.toml                                   what an analyst decided about who is who; optional
      decisions.toml                                what the disclosure officer decided; optional
      extracted/<exhibit>/<record type>/*.parquet   as the export states it
      artefacts/<table>/exhibit_ref=<ref>/*.parquet canonical tables
      quarantine/<exhibit>/*.parquet                what could not be read
      duplicates/                                   what says the same more than once
      identities/ relevance/ redacted/<audience>/ schedules/<submission>/ bundles/
      ledger.jsonl                                  every step

A stage writes into a staging folder beside the results and renames it into place; its ledger entry is the
commit. A killed run leaves the old state or the new one: what a crash left half-moved is put back when
the workspace is next opened for writing, and files no entry lists are never read.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote

from disclosure import case_file, ledger
from disclosure.errors import InputError, UsageError
from disclosure.hashing import sha256_file, sha256_json

CASE_FILE: Final = "case.toml"
PEOPLE_FILE: Final = "people.toml"
LEDGER: Final = "ledger.jsonl"
_STAGING: Final = ".staging"
_LOCK: Final = ".lock"
_REPLACED: Final = "replaced"


@dataclass(frozen=True)
class Workspace:
    """One case on disk.

    Attributes:
        root: The case folder.
        definition: What case.toml says.
    """

    root: Path
    definition: case_file.CaseFile

    @property
    def ledger_path(self) -> Path:
        """The ledger file."""
        return self.root / LEDGER

    def entries(self) -> tuple[ledger.Entry, ...]:
        """The ledger, checked."""
        return ledger.read(self.ledger_path)

    def relative(self, path: Path) -> str:
        """A path as the ledger writes it: relative to the case, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def committed(self, folder: str) -> list[Path]:
        """Files below a folder of the case that the ledger says are there, in order of path.

        Later entries of a stage replace earlier ones of the same stage for the same scope (see
        `current_outputs`).
        """
        prefix = folder.rstrip("/") + "/"
        return [self.root / name for name in sorted(current_outputs(self.entries())) if name.startswith(prefix)]

    def table_files(self, table: str) -> list[Path]:
        """Committed Parquet files of a canonical table."""
        return [path for path in self.committed(f"artefacts/{table}") if path.suffix == ".parquet"]


def encode_ref(exhibit_ref: str) -> str:
    """An exhibit reference as a folder name: percent-encoded, dots included, so that it is one safe name.

    >>> encode_ref("JLB/1")
    'JLB%2F1'
    >>> encode_ref("..")
    '%2E%2E'
    """
    return quote(exhibit_ref, safe="").replace(".", "%2E")


def decode_ref(name: str) -> str:
    """The exhibit reference a folder name stands for."""
    return unquote(name)


def create(root: Path, urn: str, force: str, created: datetime) -> Workspace:
    """Make a case folder with a commented case.toml.

    Raises:
        UsageError: The folder exists and is not empty.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise UsageError("case_exists", f"{root} exists and is not empty.", "Choose a new folder for the case.")
    root.mkdir(parents=True, exist_ok=True)
    (root / CASE_FILE).write_text(case_file.template(urn, force, created.date()), encoding="utf-8")
    workspace = open_workspace(root)
    ledger.append(workspace.ledger_path, "new", {"case_file_sha256": sha256_file(root / CASE_FILE)}, created)
    return workspace


def open_workspace(root: Path) -> Workspace:
    """Open a case for reading.

    Raises:
        InputError: There is no case at that place.
        CaseFileError: Its case.toml is not valid.
    """
    if not root.is_dir():
        raise InputError(
            "no_such_case",
            f"{root} is not a folder.",
            "Give the case's folder, or make one: disclosure new CASE",
        )
    definition = case_file.load(root / CASE_FILE)
    if (root / PEOPLE_FILE).exists():
        # Loaded only where there is one: comparing identifiers needs libraries that `status` can do without.
        from disclosure.identities import corrections

        definition = corrections.apply(definition, corrections.load(root / PEOPLE_FILE))
    return Workspace(root, definition)


def current_outputs(entries: tuple[ledger.Entry, ...]) -> dict[str, str]:
    """Every file that should stand in the case now: path to SHA-256.

    An entry whose details hold `replaces` names folders whose earlier contents it replaced.
    """
    outputs: dict[str, str] = {}
    for entry in entries:
        for folder in entry.details.get("replaces", ()):
            prefix = f"{folder}/"
            outputs = {name: digest for name, digest in outputs.items() if not name.startswith(prefix)}
        outputs.update(entry.outputs)
    return outputs


def state_digest(workspace: Workspace, *folders: str) -> str:
    """Digest of what stands in some folders of the case, for telling whether a result is stale."""
    outputs = current_outputs(workspace.entries())
    return sha256_json(
        {name: digest for name, digest in outputs.items() if any(name.startswith(f"{folder}/") for folder in folders)}
    )


@contextlib.contextmanager
def locked(workspace: Workspace) -> Iterator[None]:
    """Hold the case for writing: one command at a time.

    The lock is a file created exclusively, which works on every file system; it names the process, so that
    one left by a crash can be told and is taken over.

    Raises:
        UsageError: Another command is at work on the case.
    """
    lock = workspace.root / _LOCK
    while True:
        try:
            descriptor = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
            break
        except FileExistsError:
            if _holder_is_alive(lock):
                raise UsageError(
                    "case_busy",
                    "Another command is at work on this case.",
                    f"Wait for it; if none is running, delete {lock}.",
                ) from None
            lock.unlink(missing_ok=True)
    try:
        os.write(descriptor, str(os.getpid()).encode())
        os.close(descriptor)
        _recover(workspace)
        yield
    finally:
        lock.unlink(missing_ok=True)


def _holder_is_alive(lock: Path) -> bool:
    """Whether the process named in a lock still runs (on this machine); an unreadable lock counts as held."""
    try:
        process = int(lock.read_text())
    except (OSError, ValueError):
        return True
    if os.name == "nt":  # os.kill(pid, 0) would end the process on Windows
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextlib.contextmanager
def staging(workspace: Workspace, stage: str) -> Iterator[Path]:
    """An empty folder for a stage to write into, on the same file system as the results; gone afterwards."""
    folder = workspace.root / _STAGING / stage
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            (workspace.root / _STAGING).rmdir()


def commit_folder(
    workspace: Workspace,
    stage: str,
    staged: Mapping[str, Path],
    details: Mapping[str, Any],
    at: datetime,
) -> ledger.Entry:
    """Put staged folders in place of the ones they replace, then record the stage.

    Args:
        workspace: The case.
        stage: Name of the stage.
        staged: Folder relative to the case (such as `redacted/cps`) to the staged folder.
        details: What the ledger entry should hold besides outputs.
        at: Time of the commit.
    """
    outputs: dict[str, str] = {}
    for folder, source in staged.items():
        for path in sorted(source.rglob("*")):
            if path.is_file():
                outputs[f"{folder}/{path.relative_to(source).as_posix()}"] = sha256_file(path)
    for folder, source in staged.items():
        target = workspace.root / folder
        aside = workspace.root / _STAGING / _REPLACED / quote(folder, safe="")
        shutil.rmtree(aside, ignore_errors=True)
        aside.parent.mkdir(parents=True, exist_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            target.replace(aside)
        source.replace(target)
    entry = ledger.append(workspace.ledger_path, stage, {**details, "replaces": sorted(staged), "outputs": outputs}, at)
    shutil.rmtree(workspace.root / _STAGING / _REPLACED, ignore_errors=True)
    return entry


def commit_files(
    workspace: Workspace, stage: str, staged: Path, details: Mapping[str, Any], at: datetime
) -> ledger.Entry:
    """Move staged files into the case beside those already there, then record the stage.

    Args:
        workspace: The case.
        stage: Name of the stage.
        staged: Folder whose tree is laid over the case folder.
        details: What the ledger entry should hold besides outputs.
        at: Time of the commit.
    """
    files = sorted(path for path in staged.rglob("*") if path.is_file())
    outputs = {path.relative_to(staged).as_posix(): sha256_file(path) for path in files}
    for path in files:
        target = workspace.root / path.relative_to(staged)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    return ledger.append(workspace.ledger_path, stage, {**details, "outputs": outputs}, at)


def _recover(workspace: Workspace) -> None:
    """Put back what a killed commit had moved aside but not recorded; drop what it had recorded."""
    replaced = workspace.root / _STAGING / _REPLACED
    if replaced.is_dir():
        listed = current_outputs(workspace.entries())
        for aside in replaced.iterdir():
            folder = unquote(aside.name)
            target = workspace.root / folder
            if not _as_listed(workspace.root, target, folder, listed):
                shutil.rmtree(target, ignore_errors=True)
                aside.replace(target)
    shutil.rmtree(workspace.root / _STAGING, ignore_errors=True)


def _as_listed(root: Path, target: Path, folder: str, listed: Mapping[str, str]) -> bool:
    """Whether a folder holds exactly what the ledger lists for it."""
    expected = {name: digest for name, digest in listed.items() if name.startswith(f"{folder}/")}
    found = (
        {path.relative_to(root).as_posix(): path for path in target.rglob("*") if path.is_file()}
        if target.is_dir()
        else {}
    )
    return found.keys() == expected.keys() and all(sha256_file(found[name]) == expected[name] for name in found)
