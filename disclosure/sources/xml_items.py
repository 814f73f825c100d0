"""XML as a stream of whole elements, parsed strictly.

Control characters that XML forbids, raw or as references, are put as `?` and counted: they would end the
reading, and everything around them is sound. Anything else that is no XML ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from lxml import etree

from disclosure.sources.json_items import Broken
from disclosure.sources.tree import DAMAGE, Tree

_FORBIDDEN: Final = bytes(byte for byte in range(32) if byte not in (9, 10, 13))
_TABLE: Final = bytes.maketrans(_FORBIDDEN, b"?" * len(_FORBIDDEN))
_REFERENCE: Final = re.compile(rb"&#(?:x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));")
_LONGEST_REFERENCE: Final = 16
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


class Elements:
    """Elements of a document with some names, whole, each with the events of those around it.

    Args:
        tree: The export.
        name: The document.
        wanted: Names of elements that are wanted whole.
        around: Names of elements whose start matters.

    Attributes:
        replaced: Forbidden characters put as `?` so far.
    """

    def __init__(self, tree: Tree, name: str, wanted: frozenset[str], around: frozenset[str]) -> None:
        self._tree = tree
        self._name = name
        self._wanted = wanted
        self._around = around
        self.replaced = 0

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """`("start", element)` for those around, `("item", element)` for those wanted, outermost only.

        Raises:
            Broken: After the last whole element, when the rest cannot be read.
        """
        try:
            stream = self._tree.open(self._name)
        except (*DAMAGE, RuntimeError) as error:
            raise Broken from error
        with stream:
            yield from self._elements(stream)

    def _elements(self, stream: BinaryIO) -> Iterator[tuple[str, Any]]:
        parser = etree.iterparse(
            _Clean(stream, self),
            events=("start", "end"),
            huge_tree=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            recover=False,
        )
        depth = 0
        try:
            for event, element in parser:
                name = local(element)
                if event == "start":
                    if name in self._wanted:
                        depth += 1
                    elif not depth and name in self._around:
                        yield "start", element
                    continue
                if name in self._wanted:
                    depth -= 1
                if depth:
                    continue
                if name in self._wanted:
                    yield "item", element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError, *DAMAGE, RuntimeError) as error:
            raise Broken from error


class _Clean:
    """A stream with forbidden characters put as `?`."""

    def __init__(self, stream: BinaryIO, counter: Elements) -> None:
        self._stream = stream
        self._counter = counter
        self._rest = b""
        self._is_wide: bool | None = None

    def read(self, size: int = -1) -> bytes:
        """As the stream's own; a reference is never cut in two."""
        content = self._rest + self._stream.read(size)
        self._rest = b""
        if self._is_wide is None:
            self._is_wide = content.startswith(_WIDE)
        if self._is_wide or not content:
            return content
        cut = content.rfind(b"&", max(len(content) - _LONGEST_REFERENCE, 0))
        if cut > 0 and b";" not in content[cut:]:
            content, self._rest = content[:cut], content[cut:]
        found = len(content) - len(content.translate(None, _FORBIDDEN))
        content, references = _REFERENCE.subn(b"?", content.translate(_TABLE) if found else content)
        self._counter.replaced += found + references
        return content


def local(element: Any) -> str:  # noqa: ANN401 -- an element, comment or instruction
    """Name of an element without its namespace; empty for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
