"""Text files in whatever encoding an exporter wrote, line by line, each with its place in the file."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        start: Its first byte in the file.
        end: The byte after its last, line end included.
        text: Without the line end; bytes that are not in the encoding stay visible as escapes.
        is_damaged: Whether some bytes were not.
    """

    start: int
    end: int
    text: str
    is_damaged: bool


def encoding_of(head: bytes) -> tuple[str, int]:
    """Encoding of a text that begins with some bytes, and the length of its byte order mark.

    Without a mark it is UTF-16 where every other byte is zero, else UTF-8.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, len(mark)
    pairs = len(head) // 2
    if pairs:
        if head[1 : 2 * pairs : 2].count(0) * 2 > pairs:
            return "utf-16-le", 0
        if head[0 : 2 * pairs : 2].count(0) * 2 > pairs:
            return "utf-16-be", 0
    return "utf-8", 0


def decoded(head: bytes) -> str:
    """The first bytes of a file as text, for telling what it is."""
    encoding, skip = encoding_of(head)
    return head[skip:].decode(encoding, "replace")


def lines(stream: BinaryIO) -> Iterator[Line]:
    r"""Lines that end with LF or CRLF; a lone carriage return does not end one."""
    head = stream.read(4096)
    encoding, skip = encoding_of(head)
    newline = "\n".encode(encoding)
    width = len(newline)
    place = skip
    rest = head[skip:]
    while True:
        chunk = stream.read(_CHUNK)
        rest += chunk
        begin = 0
        search = 0
        while (found := rest.find(newline, search)) >= 0:
            search = found + width
            if (found - begin) % width:  # half of one character and half of the next
                search = found + 1
                continue
            yield _line(place + begin, rest[begin:search], found - begin, encoding)
            begin = search
        place += begin
        rest = rest[begin:]
        if not chunk:
            break
    if rest:
        yield _line(place, rest, len(rest), encoding)


def _line(start: int, raw: bytes, length: int, encoding: str) -> Line:
    content = raw[:length]
    try:
        text, damaged = content.decode(encoding), False
    except UnicodeDecodeError:
        text, damaged = content.decode(encoding, "backslashreplace"), True
    return Line(start, start + len(raw), text.removesuffix("\r"), damaged)
