"""The reference of a line: what ties a returned document to the words that were issued.

A reference is a short digest of the form, the case, the item number and the words printed for it, blanks aside. It
stands in every document that may come back: in Word as a bookmark at the item number (`item_12_0123456789abcdef`),
in Excel on the sheet `References`, in JSON as `reference`. Where a program has lost it, it is worked out anew from
the words printed. So a decision is tied to the description that the prosecutor read, and to no other.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from disclosure.documents.xml_text import xml_text
from disclosure.schedule.forms import Form, Row

LENGTH: Final = 16
_BOOKMARK: Final = re.compile(rf"item_(S?[0-9]+)_([0-9a-f]{{{LENGTH}}})")


def of_words(form_name: str, urn: str, number: str, words: str) -> str:
    """The reference of words printed under a number.

    >>> of_words("MG6C", "01DC1", "1", "Notes, Notes\\n1 note.") == of_words("MG6C", "01DC1", "1", "Notes, Notes 1  note.")
    True
    """
    content = "\n".join((form_name, urn, number, " ".join(xml_text(words).split())))
    return hashlib.sha256(content.encode()).hexdigest()[:LENGTH]


def of_row(form: Form, row: Row) -> str:
    """The reference of a line of a form."""
    return of_words(form.name, form.urn, row.cells[0], f"{row.title}\n{row.cells[1]}")


def bookmark(number: str, reference: str) -> str:
    """The name of the bookmark at an item number; Word allows letters, digits and underscores, 40 at most."""
    return f"item_{number}_{reference}"


def read_bookmark(name: str) -> tuple[str, str] | None:
    """Item number and reference, from the name of a bookmark; nothing from any other.

    >>> read_bookmark("item_S2_0123456789abcdef")
    ('S2', '0123456789abcdef')
    """
    match = _BOOKMARK.fullmatch(name)
    return (match[1], match[2]) if match else None
