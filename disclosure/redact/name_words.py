"""Single words that stand for a known person: given names, surnames, nicknames, short forms, initials, slips. Pure.

Where `written_forms` holds every way of writing an identifier in full, this looks at a text word by word. Each word is
looked up once and remembered, so thousands of people cost no more than ten; what is found depends on the text and the
people alone. In order of preference a word may be

1. a name itself;
2. a short or pet form of a given name, from a table (`diminutives`) or, for the case's own parties, made by rule: the
   first syllable, alone or with an ending (Jas, Jazza, Kezzy);
3. a slip: one letter too many, missing, wrong or two swapped; two slips in a long name of a party; doubled letters;
   vowels left out (`jsln`). Never an ordinary word, a word of chat, or a name of its own (`common_words`, `chat_words`,
   `diminutives`).

A name that is an ordinary word (Grace, Will) counts in lower case only in a conversation that its owner is part of, and
not after an article; with a capital it counts where it is written as a name. Words beside each other that fit one
person are one find.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from disclosure.redact.chat_words import CHAT_WORDS, INITIALISMS
from disclosure.redact.common_words import is_common
from disclosure.redact.diminutives import given_names, other_forms
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.ordinary_words import MONTH_NAMES, NAMES_NOBODY, ORDINARY_WORDS
from disclosure.redact.plain_text import fold, plain
from disclosure.redact.written_forms import PARTICLES, SPEAKS, TITLES, as_a_name, is_everyday

EXACT: Final = 0
SHORT_FORM: Final = 1
MADE_FORM: Final = 2
SLIP: Final = 3
TWO_SLIPS: Final = 4

ANY_CASE: Final = 0
AS_A_NAME: Final = 1
IF_PRESENT: Final = 2

_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_KISSES: Final = re.compile(r"(?:x+|(?:xo)+x*)\Z")
_JOINED: Final = re.compile(r"'(?:s|ll|d|ve|re)(?:'s)?\Z")
_OTHER_HALF: Final = re.compile(r"-([^\W\d_]+)")
_NEXT: Final = re.compile(r"[ \t\u00a0.\-]{1,3}")
_VOWELS: Final = frozenset("aeiouy")
_STEM: Final = re.compile(r"([^aeiouy]*[aeiouy]+)([^aeiouy]+)")
_ENDINGS: Final = (
    "",
    "y",
    "ie",
    "i",
    "ey",
    "s",
    "z",
    "o",
    "a",
    "er",
    "ers",
    "za",
    "ster",
    "sy",
    "zy",
    "bo",
    "u",
    "ski",
)
_OPEN_ENDINGS: Final = ("", "z", "s", "za", "zza", "zy", "zzy")
_DOUBLING: Final = frozenset(("y", "ie", "i", "ey", "a", "o", "er", "ers"))
_END_OF_INITIALS: Final = r"(?![\w'’]*[^\W\d_])"
_INITIALS: Final = {
    "dotted": re.compile(
        rf"(?<![\w.'])([A-Za-z])\.\s?([A-Za-z])(?:\.\s?([A-Za-z]){_END_OF_INITIALS})?\.?{_END_OF_INITIALS}"
    ),
    "spaced": re.compile(rf"(?<![\w.'])([A-Z])\s([A-Z])(?:\s([A-Z]){_END_OF_INITIALS})?{_END_OF_INITIALS}"),
    "solid": re.compile(rf"(?<![\w.'])([A-Za-z])([A-Za-z])([A-Za-z])?{_END_OF_INITIALS}"),
}
_ARTICLES: Final = frozenset(
    "a an the this that these those no any some more every each my your ur his her their our".split()
)
_BEFORE_A_MONTH: Final = frozenset("in of last next this since until till by early late mid".split())
_MODALS: Final = frozenset("will may can mark hope pat bill sue rob art dawn joy".split())
"""Names that are so frequent as words that in lower case even a participant's counts only in a name's place."""
_LEADS_TO_A_NAME: Final = frozenset(
    "ask tell with from thanks ta hi hey hiya hello morning night love saw met call ring text msg message cheers sorry"
    " soz oi yo bye mate alright dear and".split()
)
_SPEAKS: Final = re.compile(rf"\s(?:{SPEAKS})(?!\w)", re.IGNORECASE)
_WORDS_AS_WELL: Final = frozenset(
    """
    abs ads ant asia baba bali bart bas beck becks bee bel bert bess bimbo buffy cal cam cat char chan chi coco
    col concha dec dee deep deeps den dele dill dips dom domino ems fanny fatty fee fez flick flip gems gill hales
    hame han happy harm hols hus ion jag jan jazz jesus jus kami lakh lea len luce lucky lulu mags mari mart mat
    megs mel memo mia mick mood moody mos mus nacho nat nav nay ness ope pen pinky posy prat prissy ran reg rit
    sab sad sal sat sati she shell shins sim sims sissy smiley ste sunny tai tally tan ten tone tope toto trace
    val was wat wends wills win
    """.split()
)
"""Short forms that are ordinary words."""
_BEFORE_AN_INITIAL: Final = re.compile(r"\s([A-Z])\.?(?![\w'])")
_ABBREVIATIONS: Final = frozenset(
    """
    ok tv uk us eu id pc am pm it gp dj cv hr pa pe pr ps dm fb ig mp mr ms dr st rd ad bc ac dc cd xl xs sm lg hd
    ft mc wc aa xo xx go no so do we me he my be at if in is of on or to up an as by hi oh ah ow vat mot nhs bbc
    itv dwp cps gps usa rac atm pin sim dna cid faq diy lol omg wtf imo tbh idk btw brb rip bbq dvd nye vip fyi
    afc dob xxx ffs tho and the not you now yes all any one two
    """.split()
)
"""What is written in capitals among small letters without being anybody's initials."""
_TALKS: Final = re.compile(r"\s(?:said|says|told|asked|rang|texted|messaged|reckons|replied)(?!\w)", re.IGNORECASE)
_TALKED_TO: Final = frozenset(("ask", "tell"))
_LOOKED_BACK: Final = 24
_EVERY_WORD: Final = 1 << 20
_SHORTEST: Final = 3
_SHORTEST_FOR_A_SLIP: Final = 5
_SHORTEST_PARTY_FOR_A_SLIP: Final = 4
_SHORTEST_FOR_TWO: Final = 8
_FEWEST_CONSONANTS: Final = 4
_FEWEST_CONSONANTS_OF_A_PARTY: Final = 3
_REMEMBERED: Final = 1 << 18
_NOBODY: Final = -1
"""Number of nobody in particular."""


class Meaning(NamedTuple):
    """What a word can mean.

    Attributes:
        owner: Number of the person.
        rank: How it comes to mean them: `EXACT` to `TWO_SLIPS`.
        mode: When it does: `ANY_CASE`, `AS_A_NAME` or `IF_PRESENT`.
    """

    owner: int
    rank: int
    mode: int


@dataclass(frozen=True)
class Found:
    """Somebody's name in a text.

    Attributes:
        start: First code point.
        end: Code point after the last.
        rank: The least sure of its words.
        owners: Whose it may be.
    """

    start: int
    end: int
    rank: int
    owners: tuple[KnownPerson, ...]


def _is_word(folded: str) -> bool:
    """Whether a word has a meaning of its own, so that it is no slip in writing a name."""
    is_listed = folded in CHAT_WORDS or folded in ORDINARY_WORDS or folded in NAMES_NOBODY
    return is_listed or is_common(folded, _EVERY_WORD)


def _is_ordinary(folded: str) -> bool:
    return folded in ORDINARY_WORDS or folded in _WORDS_AS_WELL or len(folded) < _SHORTEST


class NameWords:
    """The names of some people, word by word.

    Args:
        people: Everybody the case knows.
    """

    def __init__(self, people: Sequence[KnownPerson]) -> None:
        from symspellpy import SymSpell

        self._people = tuple(people)
        self._words: dict[str, dict[int, Meaning]] = {}
        self._initials: dict[str, dict[int, Meaning]] = {}
        self._slips = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        self._by_consonants: dict[str, list[str]] = {}
        self._collapsed: dict[str, list[str]] = {}
        given: list[tuple[int, str]] = []
        for owner, person in enumerate(self._people):
            for name in (*person.names, *person.nicknames):
                words = words_of(name)
                if len(words) > 1 and name in person.nicknames and person.names:
                    continue  # a phrase, whose words alone mean nothing
                for word in words:
                    is_party = person.party_id is not None
                    is_word = _is_ordinary(word) or (not is_party and is_everyday(word))
                    if len(word) < _SHORTEST:  # Jo, Ed, Xy: they mean nothing else
                        is_word = _is_word(word) or (not is_party and word in INITIALISMS)
                    self._add(word, Meaning(owner, EXACT, AS_A_NAME if is_word else ANY_CASE))
                if words:
                    given.append((owner, words[0]))
                self._add_initials(owner, words)
        for word in list(self._words):
            self._slips.create_dictionary_entry(word, 1)
            self._by_consonants.setdefault(_consonants(word), []).append(word)
            self._collapsed.setdefault(_collapse(word), []).append(word)
        for owner, word in given:
            self._add_short_forms(owner, word)
        for owner, person in enumerate(self._people):
            for word in words_of(" ".join(person.names)) if self._is_party(owner) else ():
                for form in _pet_forms(word):
                    self._add(form, Meaning(owner, MADE_FORM, AS_A_NAME if _is_word(form) else ANY_CASE))
        self.look_up = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    def _add(self, word: str, meaning: Meaning) -> None:
        if word in NAMES_NOBODY or len(word) < 2:
            return
        meanings = self._words.setdefault(word, {})
        known = meanings.get(meaning.owner)
        if known is None or meaning < known:
            meanings[meaning.owner] = meaning

    def _is_party(self, owner: int) -> bool:
        return self._people[owner].party_id is not None

    def _add_short_forms(self, owner: int, given: str) -> None:
        for form in other_forms(given):
            mode = AS_A_NAME if _is_ordinary(form) else ANY_CASE
            self._add(form, Meaning(owner, SHORT_FORM, mode))
        for form in _made_forms(given):
            mode = IF_PRESENT
            if self._is_party(owner) and form not in given_names():
                mode = AS_A_NAME if _is_word(form) else ANY_CASE
            self._add(form, Meaning(owner, MADE_FORM, mode))

    def _add_initials(self, owner: int, words: Sequence[str]) -> None:
        if len(words) < 2:
            return
        mode = ANY_CASE if self._is_party(owner) else IF_PRESENT
        letters = "".join(word[0] for word in words)
        for initials in {letters, letters[0] + letters[-1]}:
            if len(initials) in (2, 3):
                self._initials.setdefault(initials, {})[owner] = Meaning(owner, SHORT_FORM, mode)

    def _look_up(self, folded: str) -> tuple[Meaning, ...]:
        """What a folded word can mean, the surest first for each person."""
        found: dict[int, Meaning] = dict(self._words.get(folded, {}))
        if (
            len(folded) >= _SHORTEST
            and not any(meaning.rank == EXACT for meaning in found.values())
            and not _is_word(folded)
        ):
            for meaning in self._slipped(folded):
                if meaning.owner not in found or meaning < found[meaning.owner]:
                    found[meaning.owner] = meaning
        if len(found) > 1:
            found.pop(_NOBODY, None)
        return tuple(sorted(found.values(), key=lambda meaning: (meaning.rank, meaning.owner)))

    def _slipped(self, folded: str) -> Iterator[Meaning]:
        from symspellpy import Verbosity

        is_name = folded in given_names()
        for word in self._collapsed.get(_collapse(folded), ()):
            yield from self._as_slip(word, SLIP, parties_only=len(word) <= _SHORTEST)
        consonants = _consonants(folded)
        if not is_name and len(consonants) >= _FEWEST_CONSONANTS_OF_A_PARTY and not _VOWELS.intersection(folded[1:]):
            for word in self._by_consonants.get(consonants, ()):
                yield from self._as_slip(word, SLIP, parties_only=len(consonants) < _FEWEST_CONSONANTS)
        if len(folded) < _SHORTEST_PARTY_FOR_A_SLIP:
            return
        for item in self._slips.lookup(folded, Verbosity.ALL, max_edit_distance=2):
            word, distance = item.term, item.distance
            if distance == 1 and len(word) >= _SHORTEST_PARTY_FOR_A_SLIP:
                short = min(len(word), len(folded)) < _SHORTEST_FOR_A_SLIP
                if is_name:
                    # Somebody called that, or a slip in writing this name: a name either way, but whose is not known.
                    yield from (Meaning(_NOBODY, *rest) for _, *rest in self._as_slip(word, SLIP, parties_only=True))
                elif not short or folded[0] == word[0]:
                    yield from self._as_slip(word, SLIP, parties_only=short)
            elif distance == 2 and not is_name and len(word) >= _SHORTEST_FOR_TWO - 1 and folded[0] == word[0]:
                yield from self._as_slip(word, TWO_SLIPS, parties_only=True)

    def _as_slip(self, word: str, rank: int, *, parties_only: bool) -> Iterator[Meaning]:
        for owner, meaning in self._words.get(word, {}).items():
            if meaning.rank == EXACT:
                everywhere = self._is_party(owner) or not parties_only
                yield Meaning(owner, rank, ANY_CASE if everywhere else IF_PRESENT)

    def find(self, text: str, present: Collection[int] = ()) -> list[Found]:
        """Names in a text.

        Args:
            text: The text.
            present: Numbers of the people who take part in the conversation it stands in.
        """
        read = plain(text)
        words = list(self._meant(read.text, present))
        found: list[Found] = []
        at = 0
        while at < len(words):
            start, end, meanings = words[at]
            owners = {meaning.owner for meaning in meanings}
            rank = meanings[0].rank
            last = at
            while last + 1 < len(words) and _NEXT.fullmatch(read.text, end, words[last + 1][0]):
                both = owners & {meaning.owner for meaning in words[last + 1][2]}
                if not both:
                    break
                owners, end, last = both, words[last + 1][1], last + 1
            if last == at:
                owners = {meaning.owner for meaning in meanings if meaning.rank == rank}
            end = self._with_rest(read.text, self._with_initial(read.text, end, owners), owners)
            found.append(self._found(text, read.span(start, end, text), rank, owners))
            at = last + 1
        for start, end, owners in self._initialled(read.text, present):
            found.append(self._found(text, read.span(start, end, text), SHORT_FORM, owners))
        return found

    def _found(self, text: str, span: tuple[int, int], rank: int, owners: Collection[int]) -> Found:
        return Found(*span, rank, tuple(self._people[owner] for owner in sorted(owners) if owner != _NOBODY))

    def _meant(self, text: str, present: Collection[int]) -> Iterator[tuple[int, int, tuple[Meaning, ...]]]:
        """Words that mean somebody, with their places."""
        for match in _WORD.finditer(text):
            readings = [
                (end, meanings)
                for folded, end in _readings(match.group(), match.start())
                if (
                    meanings := tuple(
                        meaning
                        for meaning in self.look_up(folded)
                        if self._counts(meaning, text, match.start(), end, folded, present)
                    )
                )
            ]
            if readings:
                # Of "Jasleens", the name with an s before a name with a letter too many.
                end, meanings = min(readings, key=lambda reading: (min(each.rank for each in reading[1]), -reading[0]))
                end = max(other for other, of_it in readings if other == end or of_it[0].rank <= MADE_FORM)
                yield match.start(), end, tuple(sorted(meanings, key=lambda meaning: (meaning.rank, meaning.owner)))

    def _counts(self, meaning: Meaning, text: str, start: int, end: int, folded: str, present: Collection[int]) -> bool:
        if meaning.mode == ANY_CASE:
            return True
        if meaning.owner in present and (
            meaning.mode == IF_PRESENT or _stands_for_a_participant(text, start, end, folded)
        ):
            return True
        if meaning.mode == IF_PRESENT:
            return False
        if not text[start].isupper():
            # In small letters, a party whose name is a word too is meant where somebody talks or is talked to.
            return self._is_party(meaning.owner) and _talks(text, start, end)
        initial = _BEFORE_AN_INITIAL.match(text, end)
        if initial and self._has_surname_in(meaning.owner, initial.group(1)):
            return True
        return any(found.start() <= start < found.end() for found in _shown_as_a_name(folded).finditer(text))

    def _with_initial(self, text: str, end: int, owners: Collection[int]) -> int:
        """The end of a name with the initial of a surname after it: "Jas B."."""
        match = _BEFORE_AN_INITIAL.match(text, end)
        return match.end() if match and any(self._has_surname_in(owner, match.group(1)) for owner in owners) else end

    def _with_rest(self, text: str, end: int, owners: Collection[int]) -> int:
        """The end of a name with the other half of a double one, whatever its ending: "Kerry-Annes"."""
        match = _OTHER_HALF.match(text, end)
        words = {word for owner in owners if owner != _NOBODY for word in words_of(" ".join(self._people[owner].names))}
        is_half = match and any(len(w) >= _SHORTEST and fold(match.group(1)).startswith(w) for w in words)
        return match.end() if match and is_half else end

    def _has_surname_in(self, owner: int, letter: str) -> bool:
        """Whether a surname of somebody begins with a letter."""
        if owner == _NOBODY:
            return False
        return any(words_of(name)[-1:][0][:1] == letter.lower() for name in self._people[owner].names if words_of(name))

    def _initialled(self, text: str, present: Collection[int]) -> Iterator[tuple[int, int, set[int]]]:
        if not self._initials:
            return
        for style, expression in _INITIALS.items():
            for match in expression.finditer(text):
                # Three letters, or two with a word of one letter after them ("J.B. x").
                for count in (3, 2):
                    letters = "".join(letter for letter in match.groups()[:count] if letter)
                    end = match.end()
                    if count == 2 and match.group(3):
                        end = match.end(2) + (text[match.end(2)] == ".")
                    meanings = self._initials.get(letters.lower(), {}).values()
                    owners = {
                        meaning.owner for meaning in meanings if meaning.mode == ANY_CASE or meaning.owner in present
                    }
                    if owners and _reads_as_initials(text, style, letters, match.start(), end):
                        yield match.start(), end, owners
                        break


def _reads_as_initials(text: str, style: str, letters: str, start: int, end: int) -> bool:
    """Whether letters stand as initials do: with dots, or in capitals that mean nothing else."""
    folded = letters.lower()
    if style == "dotted":
        return letters.isupper() or letters.islower()
    if style == "spaced":
        return not set(folded) & set("aiux")
    if letters.isupper():
        quiet = any(map(str.islower, text)) or text.strip(" .!?xX") == letters
        if folded not in (_ABBREVIATIONS if quiet else INITIALISMS):
            return True
        return quiet and (_SPEAKS.match(text, end) is not None or _previous_word(text, start) in _LEADS_TO_A_NAME)
    if not letters.islower() or folded in INITIALISMS or _is_word(folded):
        return False
    # In small letters only where somebody is doing something, or has something.
    return _SPEAKS.match(text, end) is not None or text[end : end + 2] in ("'s", "’s")


def _talks(text: str, start: int, end: int) -> bool:
    """Whether a word stands where only a name can: "harp said no", "ask harp"."""
    return _TALKS.match(text, end) is not None or _previous_word(text, start) in _TALKED_TO


def _stands_for_a_participant(text: str, start: int, end: int, folded: str) -> bool:
    """Whether a participant's name that is also a word stands in a name's place, whatever its case."""
    previous = _previous_word(text, start)
    if previous in _ARTICLES:
        return False
    if folded in MONTH_NAMES and (
        previous in _BEFORE_A_MONTH or previous[:1].isdigit() or text[end : end + 3].strip()[:1].isdigit()
    ):
        return False
    if folded not in _MODALS:
        return True
    following = text[end:]
    if previous in _LEADS_TO_A_NAME or following[:2] in ("'s", "’s"):
        return True
    if not previous or previous in ".,!?\n":
        return _SPEAKS.match(following) is not None or following[:1] in (",", "")
    return not following.strip(" .!?xX😂❤️")


def _previous_word(text: str, start: int) -> str:
    """The word, or the sign that ends a sentence, before a place."""
    before = re.findall(r"[\w']+|[.,!?\n]", text[max(start - _LOOKED_BACK, 0) : start].lower())
    return str(before[-1]) if before else ""


@lru_cache(maxsize=4096)
def _shown_as_a_name(folded: str) -> re.Pattern[str]:
    return re.compile(
        as_a_name(folded)
        if len(folded) >= _SHORTEST
        else rf"(?<![^\W\d_])(?:{folded.title()}|{folded.upper()})(?![^\W\d_])"
    )


def _readings(word: str, start: int) -> Iterator[tuple[str, int]]:
    """A word as it stands and without the s of a possessive or plural or kisses, with where the name then ends."""
    folded = fold(word)
    kisses = _KISSES.search(folded)
    if kisses and kisses.start() > 1 and not _is_word(folded):
        yield from _readings(word[: kisses.start() - len(folded)], start)
    joined = _JOINED.search(folded)
    if joined:
        length = joined.start() - len(folded)
        yield folded[:length].replace("'", ""), start + len(word) + length
        return
    yield folded.replace("'", ""), start + len(word)
    if folded.endswith("s") and len(folded) >= _SHORTEST and not _is_word(folded):
        yield folded[:-1].replace("'", ""), start + len(word) - 1


def words_of(name: str) -> list[str]:
    """The words of a name that can stand for its owner, folded."""
    words = [fold(word).replace("'", "").replace("’", "") for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name)]
    return [word for word in words if len(word) > 1 and word not in PARTICLES and word not in TITLES]


def _made_forms(given: str) -> Iterator[str]:
    """Short forms made by rule: the first syllable, with r and s turned to z, with an ending."""
    match = _STEM.match(given)
    if match is None:
        return
    onset, coda = match.groups()
    stems = {onset + coda[:1], onset + coda[:2]}
    stems |= {stem[:-1] + "z" for stem in stems if stem[-1] in "rsl"}
    stems |= {re.sub(r"[aeiouy]+", lambda vowels: vowels.group()[-1], stem) for stem in stems}
    stems |= {re.sub(r"[aeiouy]+", lambda vowels: vowels.group()[0], stem) for stem in stems}
    open_ = re.match(r"[^aeiouy]*[aeiouy]", onset)
    forms = {stem + ending for stem in stems for ending in _ENDINGS}
    forms |= {stem + stem[-1] + ending for stem in stems for ending in _DOUBLING}
    forms |= {open_.group() + ending for ending in _OPEN_ENDINGS} if open_ else set()
    yield from sorted(form for form in forms if len(form) >= _SHORTEST and form != given)


def _pet_forms(name: str) -> Iterator[str]:
    """A name with an ending that makes it friendly: Jonesie, Smithy."""
    if len(name) > _SHORTEST and name[-1] not in _VOWELS:
        yield from (name + ending for ending in ("y", "ie"))


def _consonants(word: str) -> str:
    """The first letter and the consonants after it."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in _VOWELS)


def _collapse(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))
