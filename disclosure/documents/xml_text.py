"""Text as the XML inside Word and Excel documents can hold it."""

from __future__ import annotations

import re
from typing import Final

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    r"""A text without the characters that XML 1.0 has no way to write (section 2.2 of its specification).

    >>> xml_text("a\x00b\tc\ud83dd")
    'ab\tcd'
    """
    return _NOT_IN_XML.sub("", text)
