"""Search terms: their syntax, and where they stand in a text.

A term is one or more words as they would be written in a message:

* it matches whole words: "meet" stands in "Meet me" and not in "meeting". Letters, digits and marks
  (accents) of any script make words; everything else parts them. So an apostrophe or a hyphen parts two
  words ("john" stands in "John's"), and so do the marks with which chat applications set type ("_john_").
* upper and lower case are the same (Unicode full case folding), and so are a composed and a decomposed
  letter (canonical equivalence, Unicode Standard Annex 15). Accents count: "cafe" does not match "café".
* an asterisk at the end of a word matches any ending of that word, or none: "follow*" matches "follow" and
  "following". An asterisk elsewhere is an error.
* white space matches any run of white space, line ends included.
* a typographic apostrophe and a straight one are the same, and so are the grave and acute accents that are
  typed in their place.
* characters without a shape of their own (joiners, direction marks, soft hyphens, variation selectors) are
  passed over in the text and in the term.

Not stemmed, no synonyms, no misspellings: what is to be found must be listed. Positions are Unicode code
points of the stored text, half-open. Occurrences of one term do not overlap; those of two terms may.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from disclosure.errors import CaseFileError

CONTEXT_CODE_POINTS: Final = 60
"""How much of the text is kept on either side of a hit, before it is cut back to whole words."""

SYNTAX: Final = (
    "Whole words. An asterisk at the end of a word matches any ending. White space matches any run of white space.",
    "Case is ignored (Unicode full case folding); composed and decomposed letters are the same; accents count.",
    "Typographic and straight apostrophes are the same. Characters without a shape are passed over.",
    "No stemming, no synonyms, no misspellings.",
)
"""The rules above in short, for the record of a search."""

_APOSTROPHES: Final = "‘’‛ʼ′＇`´"
_INVISIBLE: Final = (
    (0x00AD, 0x00AD),
    (0x061C, 0x061C),
    (0x180B, 0x180E),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xE0000, 0xE007F),
    (0xE0100, 0xE01EF),
)
_REWRITTEN: Final[dict[int, str | None]] = {
    **{point: None for first, last in _INVISIBLE for point in range(first, last + 1)},
    **{ord(mark): "'" for mark in _APOSTROPHES},
}
_CODE_POINTS: Final = 0x110000


@dataclass(frozen=True)
class Term:
    """One search term, ready to be looked for.

    Attributes:
        written: As it stands in case.toml.
        anchor: The longest of its words, folded: a text without it cannot hold the term.
        pattern: Finds it in a folded text.
    """

    written: str
    anchor: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Hit:
    """One occurrence of a term.

    Attributes:
        start: First code point of the stored text.
        end: Code point after the last.
    """

    start: int
    end: int


def parse(written: str, where: str) -> Term:
    """Read a term.

    Args:
        written: As in case.toml.
        where: Its place there ("line_of_enquiry LOE1, term 2"), for messages; terms are not quoted.

    Raises:
        CaseFileError: It holds no word, or an asterisk that does not end a word.

    >>> parse("Follow* me", "LOE1, term 1").anchor
    'follow'
    """
    words = fold(written).split()
    stems = [word.removesuffix("*") for word in words]
    if not words or any("*" in stem or not stem for stem in stems):
        raise CaseFileError(
            "search_term_invalid",
            f"{where}: expected words, each with at most one asterisk, at its end.",
            "Correct it in case.toml.",
        )
    parts = [_word_pattern(stem, is_open=word != stem) for word, stem in zip(words, stems, strict=True)]
    return Term(written, max(stems, key=len), re.compile(r"\s+".join(parts)))


def _word_pattern(stem: str, *, is_open: bool) -> str:
    marks = _marks()
    before = rf"(?<![^\W_])(?<![{marks}])" if _is_word(stem[0]) else ""
    if not is_open:
        # A mark belongs to what stands before it, even to a sign: without this "cafe" would match "café".
        after = rf"(?![^\W_])(?![{marks}])" if _is_word(stem[-1]) else rf"(?![{marks}])"
    else:
        after = rf"(?![{marks}])(?:[^\W_]|[{marks}])*"
    return before + re.escape(stem) + after


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


@lru_cache(maxsize=1)
def _marks() -> str:
    """Combining marks as the inside of a character class."""
    ranges: list[tuple[int, int]] = []
    for point in range(0x300, _CODE_POINTS):
        if unicodedata.category(chr(point))[0] != "M" or _REWRITTEN.get(point, "") is None:
            continue
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def fold(text: str) -> str:
    r"""A text in the form in which it is compared with terms.

    >>> fold("It’s CAFÉ") == fold("it's cafe\u0301")
    True
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    canonical = unicodedata.normalize("NFD", text.translate(_REWRITTEN))
    return unicodedata.normalize("NFD", canonical.casefold())


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """A folded text, and for each of its characters the code point of the text that it came from.

    >>> fold_with_places("ß!")
    ('ss!', [0, 0, 1])
    """
    if text.isascii():
        return fold(text), range(len(text))
    characters: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        rewritten = _REWRITTEN.get(ord(character), character)
        if rewritten is not None:
            characters.append((rewritten, place))
    characters = _decomposed(characters)
    characters = [(part, place) for character, place in characters for part in character.casefold()]
    characters = _decomposed(characters)
    return "".join(character for character, _ in characters), [place for _, place in characters]


def _decomposed(characters: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Canonical decomposition with canonical order of marks, places kept."""
    parts = [(part, place) for character, place in characters for part in unicodedata.normalize("NFD", character)]
    start = 0
    while start < len(parts):
        end = start
        while end < len(parts) and unicodedata.combining(parts[end][0]):
            end += 1
        if end - start > 1:
            parts[start:end] = sorted(parts[start:end], key=lambda part: unicodedata.combining(part[0]))
        start = max(end, start + 1)
    return parts


def find(term: Term, text: str) -> list[Hit]:
    """Where a term stands in a text.

    >>> find(parse("meet", "here"), "🙂 Meet me")
    [Hit(start=2, end=6)]
    """
    return [hit for _, hits in find_all([term], text) for hit in hits]


def find_all(terms: Sequence[Term], text: str) -> Iterator[tuple[int, list[Hit]]]:
    """Where each of several terms stands in a text: the term's index and its occurrences, where it has any."""
    folded = fold(text)
    candidates = [index for index, term in enumerate(terms) if term.anchor in folded]
    if not candidates:
        return
    folded, places = fold_with_places(text)
    for index in candidates:
        hits = [
            Hit(places[match.start()], places[match.end() - 1] + 1) for match in terms[index].pattern.finditer(folded)
        ]
        if hits:
            yield index, hits


def context(text: str, hit: Hit) -> str:
    """The words around a hit, an ellipsis where the text goes on.

    >>> context("see you at the station then", Hit(15, 22))
    'see you at the station then'
    """
    start, end = max(0, hit.start - CONTEXT_CODE_POINTS), min(len(text), hit.end + CONTEXT_CODE_POINTS)
    if start:
        gap = re.search(r"\s", text[start : hit.start])
        start += gap.end() if gap else 0
    if end < len(text):
        gap = re.search(r"\s\S*\Z", text[hit.end : end])
        end = hit.end + gap.start() if gap else end
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def plain_class() -> str:
    """Characters that folding leaves alone or that SQL rewrites alike, as the inside of an RE2 class.

    ASCII, typographic punctuation and emoji. A text of these alone is compared in SQL; any other is folded
    by `fold`. Every character of the class is checked in the tests.
    """
    return (
        r"\x00-\x7F\xA0\xA3\xB0\xB4\x{2010}-\x{201F}\x{2020}-\x{2027}\x{2030}-\x{203A}\x{20AC}\x{2122}"
        r"\x{2190}-\x{2199}\x{2600}-\x{27BF}\x{FE0E}\x{FE0F}\x{1F000}-\x{1F12F}\x{1F170}-\x{1F1FF}"
        r"\x{1F300}-\x{1FAFF}"
    )


def candidates_sql(terms: Sequence[Term], column: str) -> str:
    """A SQL condition that holds for every text in which a term may stand, and for few others.

    Args:
        terms: At least one.
        column: SQL name of the text column.
    """
    anchors = "|".join(re.escape(anchor) for anchor in dict.fromkeys(term.anchor for term in terms))
    straight = f"translate(lower({column}), '{_APOSTROPHES}\ufe0e\ufe0f', '{chr(39) * 2 * len(_APOSTROPHES)}')"
    is_plain = f"(strlen({column}) = length({column}) OR regexp_full_match({column}, '[{plain_class()}]*', 's'))"
    pattern = anchors.replace("'", "''")
    return f"({column} IS NOT NULL AND (NOT {is_plain} OR regexp_matches({straight}, '{pattern}', 's')))"
