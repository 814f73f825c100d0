"""The formats the toolkit reads: one module or folder each, one line each in `READERS`.

To add a reader: write a module here whose `READER` is a `disclosure.reading.Reader`; import no other
reader; add it to the tuple below; add a fixture builder (`tests/data/`) and run the conformance tests, which
walk this tuple. Two readers that take one file make it ambiguous, so detection must be exact. What readers
share lies in `disclosure.canonical` and `disclosure.sources`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from disclosure.errors import InputError, UsageError
from disclosure.readers import (
    axiom,
    case_uco,
    cellebrite_excel,
    discord,
    discord_package,
    leapp,
    mapped,
    meta,
    oxygen_excel,
    phone_databases,
    plaso,
    sms_backup,
    snapchat,
    takeout,
    telegram,
    ufdr,
    whatsapp_text,
    xry,
)
from disclosure.reading import Reader

READERS: Final[tuple[Reader, ...]] = (
    ufdr.READER,
    telegram.READER,
    meta.READER,
    snapchat.READER,
    discord.READER,
    discord_package.READER,
    takeout.READER,
    phone_databases.READER,
    sms_backup.READER,
    whatsapp_text.READER,
    leapp.READER,
    plaso.READER,
    case_uco.READER,
    mapped.READER,
    cellebrite_excel.READER,
    axiom.READER,
    oxygen_excel.READER,
    xry.READER,
)


def detect(path: Path, name: str | None = None) -> Reader:
    """The reader that takes an export.

    Args:
        path: File or folder.
        name: Name of a format, or the beginning of one, where a person says which it is.

    Raises:
        InputError: The path does not exist; no reader takes it, or several do. The message says what was
            tried and why each refused.
        UsageError: No format, or more than one, has that name.
    """
    if not path.exists():
        raise InputError("export_missing", f"{path} does not exist.", "Check the path of the export.")
    candidates = READERS if name is None else (named(name),)
    if name is not None and candidates[0].needs_mapping:
        return candidates[0]
    matching, refusals = [], []
    for reader in candidates:
        detection = reader.detect(path)
        if detection.matches:
            matching.append((reader, detection))
        else:
            refusals.append(f"{reader.name}: {detection.reason}")
    if len(matching) == 1:
        return matching[0][0]
    if matching:
        taken = "; ".join(f"{reader.name}: {detection.reason}" for reader, detection in matching)
        raise InputError(
            "format_ambiguous",
            f"{path} could be in more than one format. {taken}.",
            "Say which with --format NAME.",
        )
    raise InputError(
        "format_unknown",
        f"{path} is not in a format this version reads. Tried: {'; '.join(refusals)}.",
        "Export it again in one of these formats, or describe its columns in a file: --mapping FILE.toml",
    )


def named(name: str) -> Reader:
    """The reader of a format.

    Raises:
        UsageError: No format, or more than one, has a name that begins so.
    """
    folded = name.casefold()
    exact = [reader for reader in READERS if reader.name.casefold() == folded]
    found = exact or [reader for reader in READERS if reader.name.casefold().startswith(folded)]
    if len(found) == 1:
        return found[0]
    raise UsageError(
        "unknown_format",
        f"'{name}' is {'more than one format' if found else 'no format this version reads'}.",
        f"Give one of: {', '.join(reader.name for reader in READERS)}.",
    )
