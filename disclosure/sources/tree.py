"""An export as named members, whether it is one file, a folder or a ZIP archive.

Names have forward slashes and are relative. Nothing outside the export can be reached: links are not
followed, and a member of an archive whose name climbs out, is absolute or a link, that is encrypted, or that
would unpack to an absurd size is refused and listed, never opened.
"""

from __future__ import annotations

import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final

from disclosure.errors import InputError
from disclosure.hashing import folder_files

DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
"""What reading a member can raise when the archive or the disk is damaged."""

_RATIO_LIMIT: Final = 500
_RATIO_MATTERS_BYTES: Final = 64 << 20
_ENCRYPTED: Final = 0x1
_DRIVE: Final = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True)
class Refused:
    """A member that is not opened.

    Attributes:
        name: As the archive or folder gives it; may be evidence, so it goes to quarantine and nowhere else.
        reason: Reason code.
    """

    name: str
    reason: str


@dataclass(frozen=True)
class Tree:
    """An export opened for reading.

    Attributes:
        path: The file or folder.
        kind: `file`, `folder` or `archive`.
        sizes: Size of each member in bytes, by name, in order of name.
        refused: Members that are not opened.
    """

    path: Path
    kind: str
    sizes: Mapping[str, int]
    refused: tuple[Refused, ...] = ()

    def find(self, *patterns: str) -> list[str]:
        """Names that match one of some patterns (`*` within a folder, `**/` any folders), ignoring case.

        >>> Tree(Path("x"), "folder", {"a/Result.JSON": 1, "b.txt": 1}).find("**/result.json")
        ['a/Result.JSON']
        """
        compiled = [_pattern(pattern) for pattern in patterns]
        return [name for name in self.sizes if any(pattern.fullmatch(name) for pattern in compiled)]

    def open(self, name: str) -> BinaryIO:
        """Open a member as a stream of bytes; the caller closes it.

        Raises:
            KeyError: There is no such member.
        """
        if name not in self.sizes:
            raise KeyError(name)
        if self.kind == "file":
            return self.path.open("rb")
        if self.kind == "folder":
            return (self.path / name).open("rb")
        with zipfile.ZipFile(self.path) as archive:
            # The member keeps the archive's file open until it is closed itself.
            return archive.open(name)  # type: ignore[return-value]

    def head(self, name: str, count: int = 4096) -> bytes:
        """The first bytes of a member; empty where it cannot be read."""
        return next(self.heads([name], count))[1]

    def heads(self, names: Iterable[str], count: int = 4096) -> Iterator[tuple[str, bytes]]:
        """The first bytes of several members; an archive is opened once for all."""
        for name, stream in self.streams(names):
            try:
                yield name, stream.read(count) if stream is not None else b""
            except (*DAMAGE, RuntimeError):
                yield name, b""

    def streams(self, names: Iterable[str]) -> Iterator[tuple[str, BinaryIO | None]]:
        """Several members as streams, each closed when the next is asked for; None for one that is damaged.

        An archive is opened once for all: its directory may list a hundred thousand members.
        """
        archive = zipfile.ZipFile(self.path) if self.kind == "archive" else None
        try:
            for name in names:
                try:
                    stream: Any = archive.open(name) if archive is not None else self.open(name)
                except (*DAMAGE, RuntimeError):
                    yield name, None
                    continue
                with stream:
                    yield name, stream
        finally:
            if archive is not None:
                archive.close()

    def on_disk(self, name: str, scratch: Path) -> Path:
        """A member as a file: itself, or a copy below `scratch` where it stands in an archive.

        Raises:
            InputError: The archive is damaged at this member.
        """
        if self.kind == "file":
            return self.path
        if self.kind == "folder":
            return self.path / name
        return self.copy(name, scratch)

    def copy(self, name: str, scratch: Path) -> Path:
        """A copy of a member below `scratch`.

        Raises:
            InputError: The archive is damaged at this member.
        """
        target = scratch / PurePosixPath(name).name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with self.open(name) as stream, target.open("wb") as sink:
                shutil.copyfileobj(stream, sink, 1 << 20)
        except (*DAMAGE, RuntimeError) as error:
            raise InputError(
                "damaged_archive",
                f"{self.path.name}: a file it needs cannot be unpacked.",
                "Ask for the export again, or unpack it with another tool and give the folder.",
            ) from error
        return target


def open_tree(path: Path) -> Tree:
    """An export's members.

    A ZIP archive counts as one whatever it is called, unless it is itself a document of one file (Excel).

    Raises:
        InputError: The archive is damaged beyond listing.
    """
    status = path.stat()
    return _open_tree(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _open_tree(path: Path, modified: int, size: int) -> Tree:
    if path.is_dir():
        sizes: dict[str, int] = {}
        links: list[Refused] = []
        for name, file in folder_files(path):
            if file.is_symlink() or not file.is_file():
                links.append(Refused(name, "link_in_folder"))
            else:
                sizes[name] = file.stat().st_size
        return Tree(path, "folder", sizes, tuple(links))
    if not is_archive(path):
        return Tree(path, "file", {path.name: size})
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (*DAMAGE, ValueError, RuntimeError) as error:
        raise InputError(
            "damaged_archive", f"{path.name} is a damaged archive.", "Ask for the export again."
        ) from error
    # Of members with one name only the last can be opened.
    last = {info.filename: index for index, info in enumerate(infos)}
    sizes, refused = {}, []
    for index, info in enumerate(infos):
        reason = _refusal(info) or (None if last[info.filename] == index else "zip_repeated_name")
        if reason:
            refused.append(Refused(info.filename, reason))
        else:
            sizes[info.filename] = info.file_size
    return Tree(path, "archive", dict(sorted(sizes.items())), tuple(refused))


def is_archive(path: Path) -> bool:
    """Whether a file is a ZIP archive of members, not an Excel workbook or the like."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return "[Content_Types].xml" not in archive.NameToInfo
    except (*DAMAGE, ValueError, RuntimeError):
        return True


def _refusal(info: zipfile.ZipInfo) -> str | None:
    """Why a member of an archive is not opened."""
    name = info.filename
    parts = name.replace("\\", "/").split("/")
    if ".." in parts:
        return "zip_traversal"
    if name.startswith(("/", "\\")) or _DRIVE.match(name):
        return "zip_absolute_path"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "zip_link"
    if info.flag_bits & _ENCRYPTED:
        return "zip_encrypted"
    if info.file_size > _RATIO_MATTERS_BYTES and info.file_size > _RATIO_LIMIT * max(info.compress_size, 1):
        return "zip_absurd_ratio"
    return None


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*)", pattern)
    text = "".join({"**/": "(?:.*/)?", "*": "[^/]*"}.get(part, re.escape(part)) for part in parts)
    return re.compile(text, re.IGNORECASE)
