"""The last look before anything leaves: every file is searched for every identifier of protected persons.

Independent of what detection found: it knows nothing of spans, only of the case's protected parties and the
forms in which their identifiers are written. Each text (`disclosure.redact.outgoing`) is searched three times:

1. with the expressions of `disclosure.redact.written_forms`, as it stands and as it reads in plain letters;
2. with everything but letters and digits taken out, so that no spacing, punctuation, accent or look-alike hides an
   identifier;
3. for telephone numbers, by its digits alone, those in words and letters that stand for a digit included.

Names of files and of the places inside them are texts too. The bytes of every file are searched as well, for what a
reader of its format passes over. What cannot be searched is not known to be safe and is refused.

Protected are the five matters of s.1(3A) Sexual Offences (Amendment) Act 1992 (name, address, school, place of
work, picture) with aliases, relatives, handles, numbers and dates of birth. Of pictures none is let through.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ahocorasick

from disclosure.redact import outgoing
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.outgoing import Piece, UnsearchableError
from disclosure.redact.plain_text import fold, plain, squeeze
from disclosure.redact.squeezed_forms import Squeezed, squeezed_forms
from disclosure.redact.written_forms import ANY_TEXT, patterns, spoken_digits, text_keys

_REMEMBERED_TEXTS: Final = 100_000
_LONGEST_REMEMBERED: Final = 1_000
_SHOWN_PART: Final = 200
_WINDOW: Final = 1 << 20
_OVERLAP: Final = 4096
_TELLING_BYTES: Final = 10
"""Letters of an identifier that chance does not put together in compressed bytes (36 to the power of 10)."""
_GAP: Final = 8
"""Signs that may stand between two characters of one identifier."""
_BATCH: Final = 512
"""Texts that are looked through together for whether any could hold something."""
_SEPARATOR: Final = "\x1f"
_ID: Final = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}")
_DOUBLED: Final = re.compile(r"([^\x1f])\1+")
_SEVERAL_DIGITS: Final = re.compile(
    r"(?:\d|\b(?:zero|nought|naught|nil|oh|o|one|two|three|four|five|six|seven|eight|nine)\b)"
    r"(?:[^\d\x1f]{0,20}?(?:\d|\b(?:zero|nought|naught|nil|oh|o|one|two|three|four|five|six|seven|eight|nine)\b)){2}"
)
"""Three digits, or words for digits, not far from each other: the least that a date or number has."""
_NUMBER_RUN: Final = re.compile(r"(?<![A-Za-z])[\doOlI|](?:[\s.,_/()\-]{0,3}[\doOlI|]){8,}(?![A-Za-z])")
_PLAIN_RUN: Final = re.compile(r"[a-z0-9]+")
_DIGIT_WORD: Final = re.compile(
    r"\b(?:zero|nought|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|treble)\b", re.IGNORECASE
)
_FEWEST_WORDS: Final = 3
_AS_DIGIT: Final = str.maketrans("oOlI|", "00111")
_DELETED: Final = bytes(value for value in range(256) if not (chr(value).isascii() and chr(value).isalnum()))
_LOWER: Final = bytes(range(256)).lower()


@dataclass(frozen=True)
class Finding:
    """Something of a protected person in a file that was to leave; says where and what sort, never what.

    Attributes:
        path: File, relative to the folder searched; a part of it that is itself a finding is not repeated.
        place: Where in the file.
        party_id: Whose; `-` where it is a file that cannot be looked into.
        pseudonym: Theirs.
        kind: What sort of identifier, or `unsearchable`.
        count: How often.
        reason: Why it cannot be searched.
    """

    path: str
    place: str
    party_id: str
    pseudonym: str
    kind: str
    count: int
    reason: str = ""


Hit = tuple[int, str]
"""Number of a person, and the sort of identifier."""


class Scanner:
    """Searches files for the identifiers of some people.

    Args:
        people: Protected persons, with everything that identifies them.
    """

    def __init__(self, people: Sequence[KnownPerson]) -> None:
        self._people = tuple(people)
        self._forms: list[tuple[Hit, re.Pattern[str]]] = []
        self._by_key: dict[str, list[int]] = {}
        self._by_squeezed: dict[str, list[tuple[Hit, Squeezed]]] = {}
        # The same words stand in many places: schedules in three formats, copies in two.
        self._known: dict[str, Counter[Hit]] = {}
        for number, person in enumerate(self._people):
            for form in patterns(person):
                if form.is_certain:
                    for key in form.keys:
                        self._by_key.setdefault(key, []).append(len(self._forms))
                    pattern = re.compile(form.regex_source, 0 if form.case_sensitive else re.IGNORECASE)
                    self._forms.append(((number, form.kind), pattern))
            for squeezed in squeezed_forms(person):
                self._by_squeezed.setdefault(squeezed.text, []).append(((number, squeezed.kind), squeezed))
        self._numbers = {
            text: [hit for hit, form in forms if form.kind == "phone"]
            for text, forms in self._by_squeezed.items()
            if any(form.kind == "phone" for _, form in forms)
        }
        self._everything = _automaton(self._by_squeezed)
        self._keys = _automaton(key for key in self._by_key if key != ANY_TEXT and not key.isdecimal())
        self._keyless = [self._forms[index][1] for index in self._by_key.get(ANY_TEXT, ())]
        self._in_bytes = _automaton(text for text in self._by_squeezed if len(text) >= _TELLING_BYTES)

    @property
    def forms(self) -> int:
        """Number of patterns searched for."""
        return len(self._forms) + len(self._by_squeezed)

    def folder(self, root: Path) -> list[Finding]:
        """Search every file below a folder, names of files and folders included."""
        findings: list[Finding] = []
        for path in sorted(item for item in root.rglob("*") if item.is_file() or item.is_symlink()):
            findings += self.file(path, path.relative_to(root).as_posix())
        return findings

    def file(self, path: Path, name: str) -> list[Finding]:
        """Search one file.

        Args:
            path: The file.
            name: Its name as the recipient sees it, folders included.
        """
        found: Counter[tuple[str, Hit]] = Counter()
        for hit, count in self.text(name).items():
            found["name of the file", hit] += count
        refused = []
        try:
            for batch in _batches(outgoing.read(path)):
                for place in dict.fromkeys(piece.place for piece in batch):
                    for hit, count in self.text(place).items():
                        found[self._named(place), hit] += count
                for index in self._suspects([piece.text for piece in batch]):
                    for hit, count in self.text(batch[index].text).items():
                        found[self._named(batch[index].place), hit] += count
        except UnsearchableError as error:
            refused = [Finding(self._named(name), self._named(error.place), "-", "-", "unsearchable", 1, error.reason)]
        if not path.is_symlink():
            for hit, count in self._bytes(path).items():
                if not any(seen == hit for _, seen in found):
                    found["bytes of the file", hit] += count
        return refused + [
            Finding(
                self._named(name),
                place,
                self._people[number].party_id or "-",
                self._people[number].pseudonym,
                kind,
                count,
            )
            for (place, (number, kind)), count in sorted(found.items())
        ]

    def text(self, text: str) -> Counter[Hit]:
        """Occurrences in one text, by person and sort of identifier."""
        known = self._known.get(text)
        if known is None:
            known = Counter()
            for hit, count in self._search(text):
                # Three ways of looking at one identifier, which is counted once.
                known[hit] = max(known[hit], count)
            if len(text) <= _LONGEST_REMEMBERED:
                if len(self._known) >= _REMEMBERED_TEXTS:
                    self._known.clear()
                self._known[text] = known
        return known

    def _suspects(self, texts: Sequence[str]) -> list[int]:
        """Which texts could hold anything at all, told from all of them at once; `text` then says what.

        Nothing that `text` finds may be missed here: whatever it looks for has a search key, stands among the squeezed
        forms, or holds several digits or words for digits.
        """
        found: set[int] = set()
        self._suspect(_SEPARATOR.join(_squeezed(text) for text in texts), self._everything, found)
        # Ids of records hold no words, and the digits in them were just looked at.
        told = ["" if _ID.fullmatch(text) else text for text in texts]
        for shown in dict.fromkeys((_SEPARATOR.join(told), _SEPARATOR.join(plain(text).text for text in told))):
            folded = fold(shown)
            self._suspect(_DOUBLED.sub(r"\1", folded), self._keys, found)
            ends = [at for at, character in enumerate(folded) if character == _SEPARATOR]
            for match in _SEVERAL_DIGITS.finditer(folded):
                found.add(bisect(ends, match.start()))
            if self._keyless:
                found.update(
                    index
                    for index, text in enumerate(shown.split(_SEPARATOR))
                    if any(pattern.search(text) for pattern in self._keyless)
                )
        return sorted(found)

    def _suspect(self, joined: str, automaton: Any, found: set[int]) -> None:  # noqa: ANN401
        last = [last for last, _ in _occurrences(automaton, joined)]
        if last:
            ends = [at for at, character in enumerate(joined) if character == _SEPARATOR]
            found.update(bisect(ends, place) for place in last)

    def _search(self, text: str) -> Iterator[tuple[Hit, int]]:
        read = plain(text)
        for shown in dict.fromkeys((text, read.text)):
            yield from self._by_expression(shown)
        yield from self._by_letters(read.text)
        yield from self._by_digits(read.text)

    def _by_expression(self, text: str) -> Iterator[tuple[Hit, int]]:
        counts: Counter[Hit] = Counter()
        for index in sorted({index for key in text_keys(text) for index in self._by_key.get(key, ())}):
            hit, pattern = self._forms[index]
            counts[hit] += sum(1 for _ in pattern.finditer(text))
        yield from ((hit, count) for hit, count in counts.items() if count)

    def _by_letters(self, text: str) -> Iterator[tuple[Hit, int]]:
        folded = fold(text)
        squeezed = _squeezed(folded)
        places: list[int] | None = None
        counts: Counter[Hit] = Counter()
        for last, form_text in _occurrences(self._everything, squeezed):
            if places is None:
                places = [at for at, character in enumerate(folded) if _is_plain(character)]
            first = last - len(form_text) + 1
            if any(b - a > _GAP + 1 for a, b in zip(places[first:last], places[first + 1 : last + 1], strict=True)):
                continue
            for hit, form in self._by_squeezed[form_text]:
                if form.stands(folded, places[first], places[last] + 1):
                    counts[hit] += 1
        yield from counts.items()

    def _by_digits(self, text: str) -> Iterator[tuple[Hit, int]]:
        if not self._numbers:
            return
        runs = [re.sub(r"\D", "", run.group().translate(_AS_DIGIT)) for run in _NUMBER_RUN.finditer(text)]
        # Read out, a number may stand among other words; so the digits of a whole sentence are looked at.
        runs += [spoken_digits(sentence) for sentence in re.split(r"[\n!?]", text) if _reads_out_digits(sentence)]
        counts: Counter[Hit] = Counter()
        for run in runs:
            for number, hits in self._numbers.items():
                if number in run:
                    counts.update(hits)
        yield from counts.items()

    def _bytes(self, path: Path) -> Counter[Hit]:
        """Identifiers in the bytes of a file, whatever its format: in Latin letters, one or two bytes to each."""
        counts: Counter[Hit] = Counter()
        kept = b""
        with path.open("rb") as stream:
            while block := stream.read(_WINDOW):
                window = kept + block
                squeezed = window.translate(_LOWER, _DELETED).decode("ascii")
                for _, form_text in _occurrences(self._in_bytes, squeezed):
                    counts.update(hit for hit, form in self._by_squeezed[form_text] if form.is_telling)
                kept = window[-_OVERLAP:]
        return counts

    def _named(self, name: str) -> str:
        """A name or place to be shown: parts of it that identify somebody are not."""
        for separator in ("/", " > "):
            name = separator.join(
                "[a name that is itself a finding]" if self.text(part) else part[:_SHOWN_PART]
                for part in name.split(separator)
            )
        return "[a name that is itself a finding]" if self.text(name) else name


def _batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces, several at a time, of no great length together."""
    batch: list[Piece] = []
    length = 0
    for piece in pieces:
        batch.append(piece)
        length += len(piece.text)
        if len(batch) >= _BATCH or length >= _WINDOW:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def _squeezed(text: str) -> str:
    """Plain letters and digits of a text alone."""
    return squeeze(text) if not text.isascii() else "".join(_PLAIN_RUN.findall(text.lower()))


def _automaton(texts: Iterator[str] | dict[str, Any]) -> Any:  # noqa: ANN401 -- pyahocorasick ships no types
    automaton = ahocorasick.Automaton()
    for text in texts:
        automaton.add_word(text, text)
    if len(automaton):
        automaton.make_automaton()
    return automaton


def _occurrences(automaton: Any, text: str) -> Iterator[tuple[int, str]]:  # noqa: ANN401
    """Last place and text of every form in a text."""
    if len(automaton):
        yield from automaton.iter(text)


def _is_plain(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _reads_out_digits(text: str) -> bool:
    return len(_DIGIT_WORD.findall(text)) >= _FEWEST_WORDS
