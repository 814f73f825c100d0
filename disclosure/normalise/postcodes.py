"""United Kingdom postcodes (BS 7666): where they stand in a text and their one printed form."""

from __future__ import annotations

import re
from typing import Final

POSTCODE: Final = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE)


def postcodes_in(text: str) -> list[str]:
    """Postcodes that stand in a text, in capitals with one space.

    >>> postcodes_in("Flat 3, 27 Tollerton Rise, hd412ab")
    ['HD41 2AB']
    """
    return [f"{outward} {inward}".upper() for outward, inward in POSTCODE.findall(text)]
