"""Text as it reads, whatever characters it is written with: for finding what is written to look like something else.

Accents, Polish and Nordic letters, full-width and mathematical letters, ligatures, look-alikes from the Cyrillic and
Greek alphabets, and characters without width all read as plain letters and digits (Unicode Standard Annex 15,
compatibility decomposition; the look-alikes are those of Unicode Technical Standard 39 that pass for a Latin
letter in common typefaces). Case is kept.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

_LETTERS: Final = {
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ø": "o", "Ø": "O", "ħ": "h", "Ħ": "H", "ŧ": "t",
    "Ŧ": "T", "ı": "i", "ĸ": "k", "ŋ": "n", "Ŋ": "N", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
    "þ": "th", "Þ": "TH", "ɓ": "b", "ɗ": "d", "ɖ": "d", "ƙ": "k", "Ɓ": "B", "Ɗ": "D", "Ƙ": "K", "ɛ": "e", "ɔ": "o",
    "ə": "e", "Ə": "E",
}  # fmt: skip
"""Letters that no decomposition takes apart."""

_LOOK_ALIKES: Final = dict(
    zip(
        # Cyrillic, then Greek
        "аАеЕоОрРсСуУхХіІјЈѕЅһкКМНВТԁԛԝгп" + "αΑΒεΕΖηΗιΙκΚΜνΝοΟρΡτΤυΥΧωγ",
        "aAeEoOpPcCyYxXiIjJsShkKMHBTdqwrn" + "aABeEZnHiIkKMvNoOpPtTuYXwy",
        strict=True,
    )
)
_SIGNS: Final = str.maketrans("’‘ʼ′`´‐‑‒–—−", "''''''------")
_NOT_ALPHANUMERIC: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Plain:
    """A text in plain characters.

    Attributes:
        text: Plain text, case kept.
        offsets: For each character the place in the original that it stands for; None where all are the same.
    """

    text: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int, original: str) -> tuple[int, int]:
        """Where a part of the plain text stands in the original; marks on its last letter are part of it."""
        if self.offsets is None:
            return start, end
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        while last < len(original) and not _character(original[last]):
            last += 1
        return first, last


@cache
def _character(character: str, *, is_looked_at: bool = True) -> str:
    """What one character reads as, or looks like; nothing for marks and characters without width."""
    if character.isascii():
        return character
    known = _LETTERS.get(character) or (_LOOK_ALIKES.get(character) if is_looked_at else None)
    if known:
        return known
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    parts = unicodedata.normalize("NFKD", character)
    if parts != character:
        return "".join(_character(part, is_looked_at=is_looked_at) for part in parts)
    return character.translate(_SIGNS)


def plain(text: str) -> Plain:
    """A text as it reads.

    >>> plain("Zoë Wółczyk").text
    'Zoe Wolczyk'
    """
    if text.isascii():
        return Plain(text)
    pieces = [_character(character) for character in text]
    if all(len(piece) == 1 for piece in pieces):
        return Plain("".join(pieces))
    offsets = tuple(at for at, piece in enumerate(pieces) for _ in piece)
    return Plain("".join(pieces), offsets)


def fold(text: str) -> str:
    """Lower case without accents and marks, for comparing; other alphabets stay what they are.

    >>> fold("Zoë"), fold("Łukasz"), fold("Мария")
    ('zoe', 'lukasz', 'мария')
    """
    if text.isascii():
        return text.lower()
    return "".join(_character(character, is_looked_at=False) for character in text.casefold())


def squeeze(text: str) -> str:
    """Nothing but plain letters and digits, in lower case.

    >>> squeeze("O'Neil,  Zoë – 07700 900123")
    'oneilzoe07700900123'
    """
    return _NOT_ALPHANUMERIC.sub("", fold(plain(text).text))
