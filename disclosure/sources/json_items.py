"""Large JSON as a stream: one item of an array at a time, memory as large as one item.

Built on ijson. Numbers come as int or float as the text has them; a file that breaks off or is damaged gives
every whole item before the break, then `Broken`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import ijson

_BUFFER: Final = 1 << 18
_BOM: Final = b"\xef\xbb\xbf"


class Broken(Exception):  # noqa: N818 -- it says what the stream is
    """The JSON cannot be read beyond this point."""


def items(stream: BinaryIO, prefix: str) -> Iterator[Any]:
    """Items below a prefix in ijson's notation (`messages.item`, `item`, empty for the whole document).

    Raises:
        Broken: After the last whole item, when the rest cannot be read.
    """
    yield from _guarded(ijson.items(_WithoutMark(stream), prefix, use_float=True, buf_size=_BUFFER))


def pairs(stream: BinaryIO, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Members of the object at a prefix, one at a time.

    Raises:
        Broken: After the last whole member, when the rest cannot be read.
    """
    yield from _guarded(ijson.kvitems(_WithoutMark(stream), prefix, use_float=True, buf_size=_BUFFER))


def events(stream: BinaryIO) -> Iterator[tuple[str, str, Any]]:
    """Events `(prefix, event, value)` as ijson gives them.

    Raises:
        Broken: When the rest cannot be read.
    """
    yield from _guarded(ijson.parse(_WithoutMark(stream), use_float=True, buf_size=_BUFFER))


def _guarded(iterator: Iterator[Any]) -> Iterator[Any]:
    try:
        yield from iterator
    except (ijson.JSONError, UnicodeDecodeError, ValueError, OverflowError, RecursionError) as error:
        raise Broken from error


class _WithoutMark:
    """A stream without the byte order mark that some exporters put first."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._head: bytes | None = stream.read(len(_BOM)).removeprefix(_BOM)

    def read(self, count: int = -1) -> bytes:
        """As the stream's own."""
        if count == 0:
            return b""
        if self._head is not None:
            head, self._head = self._head, None
            return head + self._stream.read(max(count - len(head), 1) if count > 0 else -1)
        return self._stream.read(count)
