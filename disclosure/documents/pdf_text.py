"""Text as a PDF here can show it: what the fonts have no sign for is named in words, never left out.

The fonts that travel with every PDF (DejaVu Sans Condensed, see `fonts/LICENCE.txt`) hold Latin, Greek, Cyrillic,
Armenian, Georgian, punctuation and many symbols. What they lack, and the scripts whose letters
join or run from right to left, which need more than a font to be readable, are named in place: an emoji by its
Unicode name, a passage by its script and length. The workbook and the Parquet file hold such a passage as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

_INVISIBLE: Final = frozenset(("Cc", "Cf"))
"""Categories of characters that draw nothing anywhere; control characters and marks of direction or joining."""
_SELECTORS: Final = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
"""Variation selectors: they choose among pictures of the character before and draw nothing themselves."""
_RIGHT_TO_LEFT: Final = frozenset(("R", "AL"))
_JOINERS: Final = frozenset(" ,.;:!?'\"()-\u060c\u061b\u061f\u2019\u3001\u3002")
_PLAIN: Final = re.compile("[\t\n\x20-\x7e\xa0-\u024f]*")
_REGIONAL: Final = range(0x1F1E6, 0x1F200)


def printable(text: str, signs: Container[int]) -> str:
    r"""A text with everything that the fonts cannot show put into words between ‹ and ›.

    Args:
        text: Any text.
        signs: Code points that the fonts can show.

    >>> latin = set(range(32, 127)) | {0x410}
    >>> printable("ok А", latin)
    'ok А'
    >>> printable("ok \U0001f44d\U0001f3fd!", latin)
    'ok ‹thumbs up sign›‹emoji modifier fitzpatrick type-4›!'
    >>> printable("see \u4f60\u597d, \u4e2d then", latin)
    'see ‹CJK script, 5 characters: not shown here› then'
    """
    if _PLAIN.fullmatch(text):
        return text.replace("\xad", "")
    text = unicodedata.normalize("NFC", text)
    parts: list[str] = []
    place = 0
    while place < len(text):
        character = text[place]
        if character in "\t\n" or (ord(character) in signs and not _needs_more(character)):
            parts.append(character)
            place += 1
        elif _is_letter(character):
            end = _passage(text, place, signs)
            count = end - place
            noun = "character" if count == 1 else "characters"
            parts.append(f"‹{_script(character)} script, {count} {noun}: not shown here›")
            place = end
        elif ord(character) in _REGIONAL and ord(text[place + 1 : place + 2] or "\0") in _REGIONAL:
            country = "".join(chr(ord(letter) - _REGIONAL[0] + ord("A")) for letter in text[place : place + 2])
            parts.append(f"‹flag {country}›")
            place += 2
        else:
            parts.append(_named(character))
            place += 1
    return "".join(parts)


def _needs_more(character: str) -> bool:
    """Whether a character needs more than a sign: to be turned or joined, or to be left undrawn.

    Beyond the basic plane the map back to Unicode would be wrong, so that what is seen could not be searched for.
    """
    return (
        unicodedata.bidirectional(character) in _RIGHT_TO_LEFT
        or unicodedata.category(character) in _INVISIBLE
        or ord(character) in _SELECTORS
        or ord(character) > 0xFFFF
    )


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] == "L"


def _passage(text: str, start: int, signs: Container[int]) -> int:
    """Where a passage that cannot be shown ends; blanks and marks between its words belong to it."""
    end = place = start
    while place < len(text):
        character = text[place]
        category = unicodedata.category(character)
        place += 1
        if category[0] == "M" or (category[0] == "L" and (ord(character) not in signs or _needs_more(character))):
            end = place
        elif character not in _JOINERS and category != "Cf":
            break
    return end


def _script(character: str) -> str:
    """The script of a letter, from its Unicode name."""
    word = unicodedata.name(character, "unknown").split()[0]
    return word if word == "CJK" else word.capitalize()


def _named(character: str) -> str:
    """A single character in words; nothing for one that draws nothing."""
    if unicodedata.category(character) in _INVISIBLE or ord(character) in _SELECTORS:
        return ""
    name = unicodedata.name(character, "")
    return f"‹{name.lower()}›" if name else f"‹U+{ord(character):04X}›"
