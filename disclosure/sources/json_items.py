"""Large JSON as a stream: one item of an array at a time, memory as large as one item.

Built on ijson. Numbers come as int or float as the text has them; a file that breaks off or is damaged gives
every whole item before the break, then `Broken`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, BinaryIO, Final

import ijson

from disclosure.sources.tree import DAMAGE, Tree

_BUFFER: Final = 1 << 18
_BOM: Final = b"\xef\xbb\xbf"
HEAD_BYTES: Final = 1 << 17

ITEM: Final = "item"
START: Final = "start"
LEAF: Final = "leaf"


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


def walk(
    tree: Tree, name: str, is_item: Callable[[str], bool], is_start: Callable[[str], bool] = lambda _: False
) -> Iterator[tuple[str, str, Any]]:
    """A whole document in one pass: chosen values whole, everything else leaf by leaf.

    Args:
        tree: The export.
        name: The document.
        is_item: Whether the value at a prefix is wanted whole.
        is_start: Whether the beginning of a container at a prefix is to be told.

    Yields:
        `(ITEM, prefix, value)`, `(START, prefix, None)` or `(LEAF, prefix, value)`. A member that an object
        repeats comes out of an item as `name#2`: none of them is lost.

    Raises:
        Broken: After everything before the break.
    """
    try:
        stream = tree.open(name)
    except (*DAMAGE, RuntimeError) as error:
        raise Broken from error
    with stream:
        yield from _walk(stream, is_item, is_start)


def _walk(
    stream: BinaryIO, is_item: Callable[[str], bool], is_start: Callable[[str], bool]
) -> Iterator[tuple[str, str, Any]]:
    stack: list[Any] = []
    keys: list[str] = []
    for prefix, event, value in events(stream):
        if event == "map_key":
            if stack:
                keys[-1] = value
            continue
        if event in ("end_map", "end_array"):
            if stack:
                done = stack.pop()
                keys.pop()
                if not stack:
                    yield ITEM, prefix, done
            continue
        new: Any = {} if event == "start_map" else [] if event == "start_array" else value
        is_container = event in ("start_map", "start_array")
        if stack:
            _put(stack[-1], keys[-1], new)
        elif is_item(prefix):
            if not is_container:
                yield ITEM, prefix, value
                continue
        elif is_container:
            if is_start(prefix):
                yield START, prefix, None
            continue
        else:
            yield LEAF, prefix, value
            continue
        if is_container:
            stack.append(new)
            keys.append("")


def _put(container: Any, key: str, value: Any) -> None:  # noqa: ANN401 -- JSON
    if isinstance(container, list):
        container.append(value)
        return
    name, number = key, 1
    while name in container:
        number += 1
        name = f"{key}#{number}"
    container[name] = value


def gather(values: dict[str, Any], name: str, value: Any) -> None:  # noqa: ANN401 -- JSON
    """Add a leaf to a record made of leaves; one whose name comes again stands as `name#2`."""
    _put(values, name, value)


def outline(tree: Tree, name: str) -> frozenset[str]:
    """Prefixes that occur in the first part of a member that is JSON; empty where it is none."""
    return next(outlines(tree, [name]))[1]


def outlines(tree: Tree, names: Iterable[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The outlines of several members; an archive is opened once for all."""
    for name, head in tree.heads(names, HEAD_BYTES):
        is_json = head.removeprefix(_BOM).lstrip()[:1] in (b"{", b"[")
        yield name, _outline(head) if is_json else frozenset()


@lru_cache(maxsize=64)
def _outline(head: bytes) -> frozenset[str]:
    found: dict[str, None] = {}
    try:
        for prefix, event, _ in events(io.BytesIO(head)):
            if event not in ("map_key", "end_map", "end_array"):
                found[prefix] = None
    except Broken:
        pass
    return frozenset(found)


def _guarded(iterator: Iterator[Any]) -> Iterator[Any]:
    try:
        yield from iterator
    except (ijson.JSONError, ValueError, OverflowError, RecursionError, RuntimeError, *DAMAGE) as error:
        raise Broken from error


class _WithoutMark:
    """A stream without the byte order mark that some exporters put first."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._is_new = True

    def read(self, count: int = -1) -> bytes:
        """As the stream's own."""
        if count == 0:
            return b""
        if self._is_new:
            self._is_new = False
            head = self._stream.read(len(_BOM)).removeprefix(_BOM)
            return head + self._stream.read(max(count - len(head), 1) if count > 0 else -1)
        return self._stream.read(count)
