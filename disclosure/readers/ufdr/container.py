"""Where the report stands: in a UFDR archive, or as a file of its own; and the files beside it.

A UFDR is a ZIP archive (Zip64 when large) with `report.xml` at its root, sometimes written `Report.xml`, and the
files under `files/`. A protected UFDR has a report.xml that is not XML (first bytes 2D 06 52 6D). Physical
Analyzer 10 adds `DbData/database.db`, which despite its name is a PostgreSQL dump (first bytes PGDMP).

The report is inflated here and not by `zipfile`, which is slower, hands over nothing of the piece in which it
meets damage, and needs the archive's table of contents: that stands at the end, so a file that was cut off has
none. Its entry is then looked for.
"""

from __future__ import annotations

import codecs
import mmap
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import BinaryIO, Final

from isal import isal_zlib

from disclosure.errors import InputError
from disclosure.reading import Detection

REPORT_NAME: Final = "report.xml"
DATABASE_NAME: Final = "dbdata/database.db"
_DATABASE_MAGIC: Final = b"PGDMP"
_CHUNK_BYTES: Final = 1 << 17
_STORED_CHUNK_BYTES: Final = 1 << 21
_HEAD_BYTES: Final = 4096
_SALVAGE_BYTES: Final = 4096
_PROTECTED: Final = bytes.fromhex("2d06526d")
_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?(project|modelType|model)[\s>/]")
_ELEMENT: Final = re.compile(rb"<(?![?!])")
_ENCODING: Final = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_LOCAL_MAGIC: Final = b"PK\x03\x04"
_DESCRIPTOR_MAGIC: Final = b"PK\x07\x08"
_ENCRYPTED: Final = 1
_STORED, _DEFLATED = 0, 8


class ArchiveDamageError(Exception):
    """The archive gave out while the report was read; what was read before it was handed over.

    Attributes:
        reason: Reason code: archive_cut_off, archive_broken or archive_checksum_differs.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class _Entry:
    """Where a member's bytes stand in an archive.

    Attributes:
        name: Name as written.
        start: First byte of its data.
        method: Compression method, 0 or 8.
        compressed: Bytes of its data; None when the archive does not say.
        size: Bytes of the member; None when the archive does not say.
        crc: CRC-32 of the member; None when the archive does not say in advance.
    """

    name: str
    start: int
    method: int
    compressed: int | None
    size: int | None
    crc: int | None


@dataclass(frozen=True)
class Container:
    """An export opened for reading.

    Attributes:
        path: The archive or the XML file.
        member: Name of the report in the archive, or of the file itself.
        is_archive: Whether it is an archive.
        members: Names in the archive, folded and with forward slashes, to names as written.
        is_listed: Whether the archive's table of contents could be read; one that is cut off has none.
        has_database: Whether a database dump of Physical Analyzer 10 stands beside the report.
        entry: Where the report stands in the archive.
    """

    path: Path
    member: str
    is_archive: bool
    members: dict[str, str]
    is_listed: bool = True
    has_database: bool = False
    entry: _Entry | None = None

    @property
    def size(self) -> int | None:
        """Bytes of the report, where they are known before it is read."""
        return self.entry.size if self.entry else self.path.stat().st_size

    def report_chunks(self) -> Iterator[bytes]:
        """The report as UTF-8, in chunks.

        A report in another encoding is recoded; byte spans then are those of its UTF-8 form.

        Raises:
            ArchiveDamageError: After the last chunk that could be read.
        """
        with self.path.open("rb") as file:
            chunks = _read_entry(file, self.entry) if self.entry else _read_plain(file)
            yield from _as_utf8(chunks)

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
    if not _is_archive(path):
        return Container(path, path.name, False, {})
    try:
        with zipfile.ZipFile(path) as archive:
            members = {_folded(name): name for name in archive.namelist() if not name.endswith("/")}
            has_database = False
            if DATABASE_NAME in members:
                with archive.open(members[DATABASE_NAME]) as stream:
                    has_database = stream.read(len(_DATABASE_MAGIC)) == _DATABASE_MAGIC
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        entry = _find_entry(path)
        return Container(path, entry.name if entry else REPORT_NAME, True, {}, False, False, entry)
    return Container(path, members[REPORT_NAME], True, members, True, has_database, _find_entry(path))


def detect(path: Path) -> Detection:
    """Whether a path is a UFDR or a Cellebrite report, by content."""
    if not path.is_file():
        return Detection(False, "not a file")
    if not _is_archive(path):
        with path.open("rb") as file:
            return _judge(file.read(_HEAD_BYTES))
    try:
        with zipfile.ZipFile(path) as archive:
            names = {_folded(name) for name in archive.namelist()}
        if REPORT_NAME not in names:
            beside = (
                " (its records stand in the database dump of Physical Analyzer 10)" if DATABASE_NAME in names else ""
            )
            return Detection(False, f"an archive without report.xml at its root{beside}")
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        names = set()
    entry = _find_entry(path)
    if entry is None:
        return Detection(False, "a damaged archive in which no report.xml can be found")
    if entry.method not in (_STORED, _DEFLATED):
        return Detection(False, "an archive that is encrypted or compressed in a way that cannot be read")
    head = b""
    with path.open("rb") as file:
        try:
            for chunk in _read_entry(file, entry):
                head += chunk
                if len(head) >= _HEAD_BYTES:
                    break
        except ArchiveDamageError:
            pass
    return _judge(head[:_HEAD_BYTES])


def _is_archive(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_LOCAL_MAGIC)) == _LOCAL_MAGIC or zipfile.is_zipfile(path)


def _judge(head: bytes) -> Detection:
    if head.startswith(_PROTECTED):
        return Detection(False, "a protected UFDR: its report.xml is encrypted; export it without protection")
    text = head
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            text = head[2:].decode(encoding, "ignore").encode()
    first = _ELEMENT.search(text)
    if first is None:
        return Detection(False, f"not XML (it begins {head[:4].hex(' ')})" if head else "not XML (it is empty)")
    root = _ROOT.match(text, first.start())
    if root is None:
        return Detection(False, "XML whose root is not project, modelType or model")
    return Detection(True, f"XML with root {root.group(1).decode()}")


def _folded(name: str) -> str:
    """A member name in comparable form: forward slashes, no leading ones, any case."""
    return PureWindowsPath(name).as_posix().lstrip("/").casefold()


def _find_entry(path: Path) -> _Entry | None:
    """Where report.xml stands: by the archive's table of contents, or by looking for its own header."""
    try:
        with zipfile.ZipFile(path) as archive:
            listed = next((item for item in archive.infolist() if _folded(item.filename) == REPORT_NAME), None)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        listed = None
    with path.open("rb") as file:
        if listed is not None:
            file.seek(listed.header_offset)
            header = file.read(_LOCAL.size)
            if len(header) == _LOCAL.size and header.startswith(_LOCAL_MAGIC):
                *_, name_length, extra_length = _LOCAL.unpack(header)
                start = listed.header_offset + _LOCAL.size + name_length + extra_length
                method = listed.compress_type if not listed.flag_bits & _ENCRYPTED else -1
                return _Entry(listed.filename, start, method, listed.compress_size, listed.file_size, listed.CRC)
        return _search_entry(file)


def _search_entry(file: BinaryIO) -> _Entry | None:
    """The first local header that names report.xml at the root."""
    if not file.seek(0, 2):
        return None
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        at = view.find(_LOCAL_MAGIC)
        while at >= 0:
            header = view[at : at + _LOCAL.size]
            if len(header) == _LOCAL.size:
                _, _, flags, method, _, _, crc, compressed, size, name_length, extra_length = _LOCAL.unpack(header)
                name = view[at + _LOCAL.size : at + _LOCAL.size + name_length].decode("utf-8", "replace")
                if _folded(name) == REPORT_NAME:
                    is_unknown = bool(flags & 8) or 0xFFFFFFFF in (compressed, size)
                    return _Entry(
                        name,
                        at + _LOCAL.size + name_length + extra_length,
                        -1 if flags & _ENCRYPTED else method,
                        None if is_unknown else compressed,
                        None if is_unknown else size,
                        None if flags & 8 else crc,
                    )
            at = view.find(_LOCAL_MAGIC, at + 4)
    return None


def _read_plain(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_STORED_CHUNK_BYTES):
        yield chunk


def _read_entry(file: BinaryIO, entry: _Entry) -> Iterator[bytes]:
    """A member's bytes, checked against its CRC at the end."""
    file.seek(entry.start)
    crc = read = 0
    ending = b""
    try:
        if entry.method == _STORED:
            while chunk := file.read(_limit(_STORED_CHUNK_BYTES, entry.compressed, read)):
                crc = isal_zlib.crc32(chunk, crc)
                read += len(chunk)
                yield chunk
            if entry.compressed is not None and read < entry.compressed:
                raise ArchiveDamageError("archive_cut_off")
        else:
            inflater = isal_zlib.decompressobj(wbits=-15)
            produced = 0
            while not inflater.eof:
                data = file.read(_limit(_CHUNK_BYTES, entry.compressed, read))
                if not data:
                    raise ArchiveDamageError("archive_cut_off")
                read += len(data)
                chunk = inflater.decompress(data)
                crc = isal_zlib.crc32(chunk, crc)
                produced += len(chunk)
                if chunk:
                    yield chunk
            ending = inflater.unused_data
    except isal_zlib.IsalError:  # type: ignore[misc]  # its stubs do not say that it is an exception
        file.seek(entry.start)
        yield from _salvage(file, entry.compressed, produced)
        raise ArchiveDamageError("archive_broken") from None
    expected = entry.crc
    if expected is None:
        ending = (ending + file.read(8))[:8]
        if ending.startswith(_DESCRIPTOR_MAGIC):
            expected = int.from_bytes(ending[4:8], "little")
    if expected is not None and crc != expected:
        raise ArchiveDamageError("archive_checksum_differs")


def _limit(chunk: int, total: int | None, read: int) -> int:
    return chunk if total is None else min(chunk, total - read)


def _salvage(file: BinaryIO, total: int | None, skipped: int) -> Iterator[bytes]:
    """What a deflate stream gives up to the very byte at which it breaks, after the first `skipped` bytes."""
    inflater = zlib.decompressobj(-15)
    read = 0
    while data := file.read(_limit(_SALVAGE_BYTES, total, read)):
        read += len(data)
        before = inflater.copy()
        try:
            pieces = [inflater.decompress(data)]
            is_broken = False
        except zlib.error:
            pieces, is_broken = [], True
            try:
                for byte in data:
                    pieces.append(before.decompress(bytes((byte,))))
            except zlib.error:
                pass
        chunk = b"".join(pieces)
        wanted = chunk[min(skipped, len(chunk)) :]
        skipped -= len(chunk) - len(wanted)
        if wanted:
            yield wanted
        if is_broken or inflater.eof:
            return


def _as_utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Chunks recoded where the report says or shows that it is in another encoding."""
    first = next(chunks, b"")
    encoding = _encoding(first)
    if encoding is None:
        yield first
        yield from chunks
        return
    # What the encoding cannot hold becomes bytes that are no UTF-8, which the scanner repairs and reports.
    decoder = codecs.getincrementaldecoder(encoding)(
        "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"
    )
    while first:
        yield decoder.decode(first).encode("utf-8", "surrogatepass")
        first = next(chunks, b"")


def _encoding(head: bytes) -> str | None:
    """Encoding of a report that is not UTF-8."""
    for mark, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"<\0?\0", "utf-16-le"),
        (b"\0<\0?", "utf-16-be"),
    ):
        if head.startswith(mark):
            return encoding
    declared = _ENCODING.match(head)
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared.group(1).decode()).name
    except LookupError:
        return None
    return None if name in ("utf-8", "utf-8-sig", "ascii") or name.startswith("utf-16") else name
