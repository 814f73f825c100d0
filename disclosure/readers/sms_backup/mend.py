"""Bytes of a backup made fit for a strict XML parser, with a way back to where they stood.

Pairs of surrogate references become the one reference they stand for; half a pair, a reference to a control
character and a raw control character become visible escapes; long base64 values of `data` go to a sink
and leave a mark behind.
"""

from __future__ import annotations

import base64
import binascii
import bisect
import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

_REFERENCE: Final = re.compile(rb"&#(?:(\d{1,9})|[xX]([0-9A-Fa-f]{1,8}));")
_RUN: Final = rb"&#(?:\d{1,9}|[xX][0-9A-Fa-f]{1,8});(?:&#(?:\d{1,9}|[xX][0-9A-Fa-f]{1,8});)*"
_SURROGATES: Final = rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]"
_REFERENCES: Final = re.compile(_RUN)
_RAW: Final = re.compile(_SURROGATES)
_ODD: Final = re.compile(_RUN + rb"|" + _SURROGATES + rb"|[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Runs of references; surrogates written as UTF-8; control characters."""
_CONTROLS: Final = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20)])
_DATA: Final = b' data="'
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/=\s]*")
_LONG: Final = 1 << 16
_HELD: Final = 48
_AMPERSAND: Final = ord("&")
_TWO_SURROGATES: Final = 6
_ALLOWED: Final = (range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_HIGH: Final = range(0xD800, 0xDC00)
_LOW: Final = range(0xDC00, 0xE000)


@dataclass
class Diverted:
    """A value that went to a file.

    Attributes:
        path: The file.
        sha256: Of what was decoded, hex.
        size: Bytes decoded.
        is_whole: Whether all of it could be decoded.
    """

    path: Path
    sha256: str = ""
    size: int = 0
    is_whole: bool = True


@dataclass
class Mender:
    """Mends a stream of chunks.

    Attributes:
        folder: Where long values go.
        diverted: What went there, in order.
        joined: Pairs of references joined.
        escaped: Characters that XML does not allow, now escapes.
    """

    folder: Path
    diverted: list[Diverted] = field(default_factory=list)
    joined: int = 0
    escaped: int = 0
    _rest: bytes = b""
    _out: int = 0
    _in: int = 0
    _marks: list[int] = field(default_factory=list)
    _shifts: list[int] = field(default_factory=list)
    _sink: _Sink | None = None

    def source_of(self, place: int) -> int:
        """The place in the source of a place in the mended stream."""
        index = bisect.bisect_right(self._marks, place) - 1
        return place + (self._shifts[index] if index >= 0 else 0)

    def feed(self, chunk: bytes, final: bool = False) -> bytes:
        """The next chunk mended; a little is held back until the last."""
        data = self._rest + chunk
        self._rest = b""
        parts: list[bytes] = []
        while True:
            if self._sink is not None:
                end = data.find(b'"')
                self._sink.write(data if end < 0 else data[:end])
                consumed = len(data) if end < 0 else end
                self._in += consumed
                data = data[consumed:]
                if end < 0 and not final:
                    return b"".join(parts)
                self.diverted.append(self._sink.close())
                self._sink = None
                self._mark()
            start, held = self._next_long(data, final)
            parts.append(self._mended(data[:start]))
            if held is not None:
                self._rest = data[start:]
                return b"".join(parts)
            data = data[start:]
            if not data:
                return b"".join(parts)
            mark = f' data="diverted:{len(self.diverted)}'.encode()
            parts.append(mark)
            self._out += len(mark)
            self._in += len(_DATA)
            data = data[len(_DATA) :]
            self._sink = _Sink(self.folder / f"{len(self.diverted):06d}.bin")

    def _next_long(self, data: bytes, final: bool) -> tuple[int, bool | None]:
        """Where the next long value begins (`data` of its length where there is none), or from where to hold back."""
        search = 0
        while (found := data.find(_DATA, search)) >= 0:
            begin = found + len(_DATA)
            end = data.find(b'"', begin)
            length = (end if end >= 0 else len(data)) - begin
            if length >= _LONG and _BASE64.fullmatch(data, begin, begin + 1024):
                return found, None
            if end < 0 and not final and length < _LONG:
                return found, True
            search = begin if end < 0 else end + 1
        if final:
            return len(data), None
        return max(data.rfind(b" ", 0, max(len(data) - _HELD, 0)), 0), True

    def _mended(self, data: bytes) -> bytes:
        is_odd = len(data.translate(None, _CONTROLS)) != len(data) or _RAW.search(data) is not None
        if not is_odd and b"&#" not in data:
            self._in += len(data)
            self._out += len(data)
            return data
        parts = []
        last = 0
        for match in (_ODD if is_odd else _REFERENCES).finditer(data):
            odd = match.group()
            new = self._references(odd) if odd[0] == _AMPERSAND else self._raw(odd)
            if new == odd:
                continue
            parts += [data[last : match.start()], new]
            self._in += match.end() - last
            self._out += match.start() - last + len(new)
            self._mark()
            last = match.end()
        parts.append(data[last:])
        self._in += len(data) - last
        self._out += len(data) - last
        return b"".join(parts)

    def _mark(self) -> None:
        if self._shifts and self._shifts[-1] == self._in - self._out:
            return
        self._marks.append(self._out)
        self._shifts.append(self._in - self._out)

    def _references(self, run: bytes) -> bytes:
        codes = [
            (int(match[1]) if match[1] else int(match[2], 16), match.group()) for match in _REFERENCE.finditer(run)
        ]
        parts = []
        index = 0
        while index < len(codes):
            code, text = codes[index]
            following = codes[index + 1][0] if index + 1 < len(codes) else 0
            index += 1
            if code in _HIGH and following in _LOW:
                self.joined += 1
                parts.append(b"&#%d;" % (0x10000 + ((code - 0xD800) << 10) + (following - 0xDC00)))
                index += 1
            elif code in (9, 10, 13) or any(code in allowed for allowed in _ALLOWED):
                parts.append(text)
            else:
                self.escaped += 1
                parts.append(b"\\u%04x" % code)
        return b"".join(parts)

    def _raw(self, odd: bytes) -> bytes:
        if len(odd) == 1:
            self.escaped += 1
            return b"\\x%02x" % odd[0]
        text = odd.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if len(odd) == _TWO_SURROGATES:
            self.joined += 1
            return text.encode()
        self.escaped += 1
        return b"\\u%04x" % ord(odd.decode("utf-8", "surrogatepass"))


class _Sink:
    """Decodes base64 into a file as it comes."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._result = Diverted(path)
        self._stream: BinaryIO = path.open("wb")
        self._digest = hashlib.sha256()
        self._rest = b""

    def write(self, data: bytes) -> None:
        """Take in the next of the value."""
        compact = self._rest + data.translate(None, b" \t\r\n")
        whole = len(compact) // 4 * 4
        self._rest = compact[whole:]
        self._decode(compact[:whole])

    def close(self) -> Diverted:
        """What was written."""
        if self._rest:
            self._result.is_whole = False
            self._decode(self._rest + b"=" * (-len(self._rest) % 4))
        self._stream.close()
        self._result.sha256 = self._digest.hexdigest()
        return self._result

    def _decode(self, data: bytes) -> None:
        try:
            raw = base64.b64decode(data, validate=True)
        except binascii.Error:
            self._result.is_whole = False
            raw = _lenient(data)
        self._stream.write(raw)
        self._digest.update(raw)
        self._result.size += len(raw)


def _lenient(data: bytes) -> bytes:
    """What of a damaged value can be decoded."""
    try:
        return base64.b64decode(data + b"=" * (-len(data) % 4))
    except binascii.Error:
        return b""
