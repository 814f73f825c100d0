"""Where the report stands: in a UFDR archive, or as a file of its own; and the files beside it.

A UFDR is a ZIP archive (Zip64 when large) with `report.xml` at its root, sometimes written `Report.xml`,
and the files under `files/`. A protected UFDR has a report.xml that is not XML (first bytes 2D 06 52 6D).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import BinaryIO, Final

from disclosure.errors import InputError
from disclosure.reading import Detection

REPORT_NAME: Final = "report.xml"
_CHUNK_BYTES: Final = 1 << 20
_HEAD_BYTES: Final = 4096
_PROTECTED: Final = bytes.fromhex("2d06526d")
_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?(project|modelType|model)[\s>/]")
_ELEMENT: Final = re.compile(rb"<(?![?!])")


@dataclass(frozen=True)
class Container:
    """An export opened for reading.

    Attributes:
        path: The archive or the XML file.
        member: Name of the report in the archive, or of the file itself.
        is_archive: Whether it is an archive.
        members: Names in the archive, folded and with forward slashes, to names as written.
    """

    path: Path
    member: str
    is_archive: bool
    members: dict[str, str]

    def report_chunks(self) -> Iterator[bytes]:
        """The report as a stream of chunks."""
        with self._open_report() as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                yield chunk

    def _open_report(self) -> BinaryIO:
        if not self.is_archive:
            return self.path.open("rb")
        with zipfile.ZipFile(self.path) as archive:
            # The member keeps the archive's file open until it is closed itself.
            return archive.open(self.member)  # type: ignore[return-value]

    def find(self, local_path: str) -> str | None:
        r"""The member that a vendor's local path (`files\\Image\\x.jpg`) points at, or None."""
        return self.members.get(_folded(local_path))


def open_container(path: Path) -> Container:
    """Open an export.

    Raises:
        InputError: It is not a readable UFDR or report, or is a protected one; the message says which.
    """
    detection = detect(path)
    if not detection.matches:
        raise InputError(
            "not_a_ufdr",
            f"{path.name}: {detection.reason}.",
            "Export the report again from the vendor's tool.",
        )
    if not zipfile.is_zipfile(path):
        return Container(path, path.name, False, {})
    with zipfile.ZipFile(path) as archive:
        members = {_folded(name): name for name in archive.namelist() if not name.endswith("/")}
    return Container(path, members[REPORT_NAME], True, members)


def detect(path: Path) -> Detection:
    """Whether a path is a UFDR or a Cellebrite report, by content."""
    if not path.is_file():
        return Detection(False, "not a file")
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                reports = [name for name in archive.namelist() if _folded(name) == REPORT_NAME]
                if not reports:
                    return Detection(False, "an archive without report.xml at its root")
                with archive.open(reports[0]) as stream:
                    return _judge(stream.read(_HEAD_BYTES))
        with path.open("rb") as file:
            return _judge(file.read(_HEAD_BYTES))
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return Detection(False, "a damaged archive")
    except (NotImplementedError, RuntimeError):
        return Detection(False, "an archive that is encrypted or compressed in a way that cannot be read")


def _judge(head: bytes) -> Detection:
    if head.startswith(_PROTECTED):
        return Detection(False, "a protected UFDR: its report.xml is encrypted; export it without protection")
    text = head
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            text = head[2:].decode(encoding, "ignore").encode()
    first = _ELEMENT.search(text)
    if first is None:
        return Detection(False, "not XML")
    root = _ROOT.match(text, first.start())
    if root is None:
        return Detection(False, "XML whose root is not project, modelType or model")
    return Detection(True, f"XML with root {root.group(1).decode()}")


def _folded(name: str) -> str:
    """A member name in comparable form: forward slashes, no leading ones, any case."""
    return PureWindowsPath(name).as_posix().lstrip("/").casefold()
