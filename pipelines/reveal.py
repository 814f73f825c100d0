"""Seal the key from pseudonym to person, and reveal one pseudonym; both recorded, never with the value."""

from __future__ import annotations

import getpass
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from disclosure import case_people, ledger, sealed_key, workspace
from disclosure.errors import InputError, UsageError
from disclosure.hashing import sha256_file
from disclosure.workspace import Workspace
from pipelines import people

KEY: Final = "key/pseudonyms.sealed"
"""Where the key lies in a case; outside every folder that a bundle is gathered from."""


def seal(case: Workspace, *, passphrase: str, who: str, at: datetime) -> dict[str, Any]:
    """Seal the key of a case as it stands now.

    Returns:
        Where it lies, and how many persons it holds.

    Raises:
        UsageError: The passphrase is too short.
    """
    with workspace.locked(case):
        people.run(case, at=at)
        path = case.root / KEY
        persons = sealed_key.seal(path, case_people.persons(case), passphrase)
        result = {"key": KEY, "persons": persons, "sha256": sha256_file(path)}
        ledger.append(case.ledger_path, "seal", {"who": who, **result}, at)
    return result


def reveal(case: Workspace, pseudonym: str, *, passphrase: str, who: str, why: str, at: datetime) -> dict[str, Any]:
    """Who a pseudonym is. The attempt is recorded whether it succeeds or not, and before anything is shown.

    Raises:
        InputError: There is no key, the passphrase is another, or the key knows no such pseudonym.
    """
    with workspace.locked(case):
        failure: InputError | None = None
        found: list[dict[str, Any]] = []
        try:
            found = sealed_key.reveal(case.root / KEY, pseudonym, passphrase)
        except InputError as error:
            failure = error
        if not found and failure is None:
            failure = InputError(
                "no_such_pseudonym",
                "The key knows no such pseudonym.",
                "Write it as it stands in the served copy; if it is newer than the key, run: disclosure seal CASE",
            )
        outcome = failure.reason if failure else "revealed"
        # What was asked for is recorded only where it is a pseudonym: anything else typed here may be a name.
        details = {"who": who, "why": why, "outcome": outcome}
        ledger.append(case.ledger_path, "reveal", details | ({"pseudonym": found[0]["pseudonym"]} if found else {}), at)
    if failure is not None:
        raise failure
    return {
        "pseudonym": found[0]["pseudonym"],
        "role": found[0]["role"],
        "party": found[0]["party_id"],
        "identifiers": [{"kind": row["kind"], "value": row["raw_value"]} for row in found],
    }


def passphrase(file: Path | None, descriptor: int | None, *, confirm: bool) -> str:
    """A passphrase from a file, an open descriptor, or typed unseen; never from the command line, which others can see.

    Raises:
        UsageError: It is empty, or typed differently the second time, or there is no terminal to type it on.
    """
    if file is not None and descriptor is not None:
        raise UsageError("two_passphrases", "--passphrase-file and --passphrase-fd exclude each other.", "Give one.")
    if file is not None:
        text = file.read_text(encoding="utf-8").rstrip("\r\n")
    elif descriptor is not None:
        with os.fdopen(descriptor, encoding="utf-8") as stream:
            text = stream.readline().rstrip("\r\n")
    else:
        if not sys.stdin.isatty():
            raise UsageError(
                "no_terminal",
                "There is no terminal to type a passphrase on.",
                "Give --passphrase-file or --passphrase-fd.",
            )
        text = getpass.getpass("Passphrase: ")
        if confirm and getpass.getpass("Again: ") != text:
            raise UsageError("passphrases_differ", "The two passphrases differ.", "Type it again.")
    if not text:
        raise UsageError("passphrase_empty", "The passphrase is empty.", "Give one.")
    return text
