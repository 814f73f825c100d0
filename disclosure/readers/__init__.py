"""The formats the toolkit reads: one module or folder each, one line each in `READERS`.

To add a reader: write a module here whose `READER` is a `disclosure.reading.Reader`; import no other
reader; add it to the tuple below, before any reader that would take the same file for something more
general; add fixtures and run the conformance tests, which walk this tuple.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from disclosure.errors import InputError
from disclosure.readers import ufdr
from disclosure.reading import Reader

READERS: Final[tuple[Reader, ...]] = (ufdr.READER,)


def detect(path: Path) -> Reader:
    """The reader that takes an export.

    Raises:
        InputError: The path does not exist, or no reader takes it; the message says what was tried and why
            each refused.
    """
    if not path.exists():
        raise InputError("export_missing", f"{path} does not exist.", "Check the path of the export.")
    refusals = []
    for reader in READERS:
        detection = reader.detect(path)
        if detection.matches:
            return reader
        refusals.append(f"{reader.name}: {detection.reason}")
    raise InputError(
        "format_unknown",
        f"{path} is not in a format this version reads. Tried: {'; '.join(refusals)}.",
        "Export it again as a UFDR or report.xml.",
    )
