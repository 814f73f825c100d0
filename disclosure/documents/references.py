"""The reference of a line: what ties a returned document to the words that were issued.

A reference is the digest of a line (`forms.Row.digest`): of its number, title and description. It stands in every
document that may come back: in Word as a bookmark at the item number (`item_12_0123456789abcdef`), in Excel on the
sheet `References`, in JSON as `reference`. Where a program has lost it, the words printed are compared instead.

Since a force may head and order the columns of its Word documents as it likes, the cells of the first item bear
bookmarks that name their columns (`column_cps_code`).
"""

from __future__ import annotations

import re
from typing import Final

SHEET: Final = "References"
"""Name of the sheet that holds the references of a workbook."""
_COLUMN: Final = "column_"
_BOOKMARK: Final = re.compile(r"item_(S?[0-9]+)_([0-9a-f]{8,24})")


def bookmark(number: str, digest: str) -> str:
    """The name of the bookmark at an item number; Word allows letters, digits and underscores, 40 at most."""
    return f"item_{number}_{digest}"


def read_bookmark(name: str) -> tuple[str, str] | None:
    """Item number and reference, from the name of a bookmark; nothing from any other.

    >>> read_bookmark("item_S2_0123456789abcdef")
    ('S2', '0123456789abcdef')
    """
    match = _BOOKMARK.fullmatch(name)
    return (match[1], match[2]) if match else None


def column_bookmark(key: str) -> str:
    """The name of the bookmark in the first cell of a column."""
    return f"{_COLUMN}{key}"


def read_column(name: str) -> str | None:
    """The key of a column, from the name of a bookmark; nothing from any other."""
    return name.removeprefix(_COLUMN) if name.startswith(_COLUMN) else None
