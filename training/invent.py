"""Invented British chat with names of every community, for what the corpora hold too little of.

All texts come from lines, names and places written for this project (`lists/`) and from Faker's lists. A name or
line is held out by its hash, so that "never seen in training" is true of it whatever the seed.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import random
import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from training.corpora import UNSURE, Document, Span

_LISTS: Final = Path(__file__).parent / "lists"
_SLOT: Final = re.compile(r"\{([a-zA-Z])\}")
_LATIN: Final = re.compile(r"[A-Za-zÀ-ž'’. -]+")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_BETWEEN: Final = re.compile(r"[ '’.-]")
_HASHTAGS: Final = """
    {} {} {} {} #{} #{} #{} #{} #rip{} #team{} #justicefor{} #happybirthday{} #happy40th{} #love{} #miss{} #save{} #free{}
    #findmy{} #findme{} #{}facts #{}fans #{}isback #{}s30th #{}forlife #{}rules #{}out #{}wedding #{}and{} #{}x{}
""".split()
"""How a name is written where nothing may stand between words."""

_RUN_TOGETHER: Final = 0.04
_KNOWN_ORGANISATIONS: Final = 0.6
"""Share of organisations that are known ones (`lists/organisations.txt`); the rest is made up."""

_POSTCODE_AREAS: Final = "m l b ls se sw bs cf ne eh g s e n".split()
_PINYIN: Final = (
    "ai an bai bo chang chao chen cheng chun da dan dong en fang fei feng gang guang guo hai han hao he hong hua huan hui "
    "jia jian jiang jie jin jing jun kai kang lan lei li lian liang lin ling long lu mei min ming na nan ning pei peng "
    "ping qi qian qing qiu rong ru rui shan shi shu si tao tian ting wei wen xia xian xiang xiao xin xing xiu xue ya yan "
    "yang yao yi ying yong yu yuan yue yun ze zhen zhi zhong zi siew swee kok chee wai yee hwee pei hwa kiat boon seng "
    "choon teck guan lay geok bee mui soo cheng eng huat kim leng peck poh suan tiong yoke"
).split()


def held_out(word: str, share: float = 0.15) -> bool:
    """Whether a name or line is kept for development: decided by its hash, the same for ever."""
    return int(hashlib.sha256(word.lower().encode()).hexdigest()[:8], 16) / 2**32 < share


class Names:
    """Names of one community, either those to train on or those held out.

    Args:
        held: Whether these are the held-out ones.
        avoid: Lower-case words no name may hold.
    """

    def __init__(self, group: str, lists: Mapping[str, Any], held: bool, avoid: Collection[str]) -> None:
        def chosen(names: Sequence[str]) -> list[str]:
            plain = dict.fromkeys(name.replace("_", " ") for name in names)
            return [n for n in plain if held_out(n) == held and not (set(n.lower().split()) & set(avoid))]

        self.group = group
        own = [lists[kind].split() for kind in ("given", "nicknames", "surnames")]
        extra = [] if held else [_faker(locale) for locale in lists.get("faker", ())]
        self.given = chosen(own[0] + [name for given, _ in extra for name in given])
        self.nicknames = chosen(own[1]) or self.given
        self.surnames = chosen(own[2] + [name for _, surnames in extra for name in surnames])
        self._own_given = chosen(own[0])
        if group == "chinese":
            made = [a + b for a in _PINYIN for b in _PINYIN] + [f"{a} {b}" for a in _PINYIN for b in _PINYIN]
            self.given += [name for name in made if held_out(name) == held and not held_out(name, 0.0)]

    def called(self, rng: random.Random) -> str:
        """What somebody is called in chat."""
        chance = rng.random()
        if chance < 0.15:
            return self.blended(rng)
        if chance < 0.5:
            return rng.choice(self.given)
        if chance < 0.6:
            return rng.choice(self._own_given or self.given)
        if chance < 0.78:
            return rng.choice(self.nicknames)
        if chance < 0.86:
            return rng.choice(self.surnames)
        if chance < 0.89:
            return f"{rng.choice(self.given)} {rng.choice(self.surnames)[0]}"
        return self.full(rng)

    def blended(self, rng: random.Random) -> str:
        """A name nobody has: the beginning of one given name and the end of another, cut after a vowel."""
        first, second = rng.choice(self.given), rng.choice(self.given)
        cuts = [[match.end() for match in _VOWELS.finditer(name)][:-1] for name in (first, second)]
        if not all(cuts):
            return first
        return first[: rng.choice(cuts[0])] + second[rng.choice(cuts[1]) :]

    def full(self, rng: random.Random) -> str:
        """A given name and a surname."""
        surname = rng.choice(self.surnames)
        if self.group == "chinese" and rng.random() < 0.3:
            return f"{surname} {rng.choice(self.given)}"
        if rng.random() < 0.06:
            surname += rng.choice("- ") + rng.choice(self.surnames)
        return f"{rng.choice(self.given)} {surname}"


def faker_is_installed() -> bool:
    """Whether Faker's names are at hand; without them there are fewer, and some that training shows are unknown."""
    return importlib.util.find_spec("faker") is not None


@cache
def _faker(locale: str) -> tuple[list[str], list[str]]:
    """Given names and surnames of one of Faker's locales, as far as they are in Latin letters."""
    try:
        provider: Any = importlib.import_module(f"faker.providers.person.{locale}").Provider
    except ImportError:
        return [], []
    given: list[str] = []
    surnames: list[str] = []
    for kind in dir(provider):
        value = getattr(provider, kind)
        if not isinstance(value, tuple | list | dict):
            continue
        if kind.startswith("first_name"):
            given += list(value)
        elif kind.startswith("last_name"):
            surnames += list(value)
    return tuple(
        [n for n in dict.fromkeys(names) if isinstance(n, str) and _LATIN.fullmatch(n)] for names in (given, surnames)
    )  # type: ignore[return-value]


def groups(held: bool, avoid: Collection[str] = ()) -> dict[str, Names]:
    """Names of every community."""
    lists = tomllib.loads((_LISTS / "people.toml").read_text(encoding="utf-8"))
    return {group: Names(group, values, held, avoid) for group, values in lists.items()}


class Inventor:
    """Makes labelled chat.

    Args:
        held: Whether from held-out names and lines only.
        avoid: Lower-case words that no name may hold.
        rng: Source of chance.
    """

    def __init__(self, held: bool, avoid: Collection[str], rng: random.Random) -> None:
        self.rng = rng
        # Held-out messages have none, so that they stay what earlier models were measured on.
        self._together = 0.0 if held else _RUN_TOGETHER
        self.groups = groups(held, avoid)
        self._names = list(self.groups.values())
        lines = tomllib.loads((_LISTS / "chat.toml").read_text(encoding="utf-8"))
        self.lines = {
            kind: [line for line in lines[kind].split("\n") if line and held_out(line) == held]
            for kind in ("people", "places", "organisations", "addresses", "nobody")
        }
        brands = "|".join(lines["brands"].split())
        self._brands = re.compile(rf"(?<!\w)(?:{brands})(?:'s|s)?(?!\w)", re.IGNORECASE)
        self._openers, self._closers = lines["openers"].split("|"), lines["closers"].split("|")
        raw = tomllib.loads((_LISTS / "places.toml").read_text(encoding="utf-8"))
        self.words = {kind: [word.replace("_", " ") for word in value.split()] for kind, value in raw.items()}
        # Held-out messages have made-up ones alone, so that they too stay what earlier models were measured on.
        known = (_LISTS / "organisations.txt").read_text(encoding="utf-8").splitlines()
        self._known_organisations = [] if held else known
        for kind in ("towns", "areas", "abroad"):
            self.words[kind] = [word for word in self.words[kind] if held_out(word) == held]

    def person(self) -> str:
        """Somebody as called in chat; communities are equally likely, British names a little more."""
        if self._together and self.rng.random() < self._together:
            return self._run_together()
        return self._group().called(self.rng)

    def _run_together(self) -> str:
        """A name as in hashtags and user names: one word with what is said of it."""
        form = self.rng.choice(_HASHTAGS)
        names = [self.full_name() if self.rng.random() < 0.7 else self._group().called(self.rng) for _ in "12"]
        return form.format(*(_BETWEEN.sub("", name) for name in names))

    def full_name(self) -> str:
        """Somebody's full name."""
        return self._group().full(self.rng)

    def _group(self) -> Names:
        return self.groups["british"] if self.rng.random() < 0.12 else self.rng.choice(self._names)

    def _pick(self, kind: str) -> str:
        return self.rng.choice(self.words[kind])

    def place(self) -> str:
        """A town, area, country, street or venue."""
        chance = self.rng.random()
        if chance < 0.28:
            return self._pick("towns")
        if chance < 0.45:
            return self._pick("areas")
        if chance < 0.58:
            return self._pick("abroad")
        if chance < 0.70:
            return f"{self._place_word()} {self._pick('venue_kind')}"
        if chance < 0.80:
            return f"the {self._pick('pub_first')} {self._pick('pub_second')}"
        if chance < 0.90:
            return self._street()
        if chance < 0.94:
            kind = self.rng.choice(["bar", "cafe", "kitchen", "place", "grill"])
            return f"{self.rng.choice(self._group().given)}'s {kind}"
        return self._pick("club_names")

    def _place_word(self) -> str:
        chance = self.rng.random()
        if chance < 0.5:
            return self._pick(self.rng.choice(["towns", "areas"]))
        if chance < 0.8:
            return self._pick("street_first")
        return self._pick("school_first")

    def _street(self) -> str:
        chance = self.rng.random()
        if chance < 0.7:
            first = self._pick("street_first")
        elif chance < 0.9:
            first = self.rng.choice(self.groups["british"].surnames)
        else:
            first = self._pick("towns")
        return f"{first} {self._pick('street_kind')}"

    def organisation(self) -> str:
        """A school, employer, company, club or public body, of the known ones or made up."""
        rng = self.rng
        if self._known_organisations and rng.random() < _KNOWN_ORGANISATIONS:
            return rng.choice(self._known_organisations)
        chance = rng.random()
        if chance < 0.12:
            return f"st {self._pick('saints')}{rng.choice(['s', chr(39) + 's', ''])} {self._pick('school_kind')}"
        if chance < 0.32:
            first = self._place_word() if rng.random() < 0.6 else self._pick("school_first")
            return f"{first} {self._pick('school_kind')}"
        if chance < 0.38:
            return f"university of {self._pick('towns')}"
        if chance < 0.58:
            return f"{self._pick('company_first')} {self._pick('company_kind')}"
        if chance < 0.72:
            surname = rng.choice(self._group().surnames)
            return rng.choice(
                [
                    f"{surname} & sons",
                    f"{surname} {self._pick('company_kind')}",
                    f"{surname} and co",
                    f"{surname}s ltd",
                    f"{surname} {rng.choice(self._group().surnames)} solicitors",
                ]
            )
        if chance < 0.8:
            return f"{self._place_word()} {self._pick('company_kind')}"
        return f"{self._pick(rng.choice(['towns', 'areas']))} {self._pick('public_bodies')}"

    def address(self) -> str:
        """A street address, in full or in part."""
        rng = self.rng
        number = f"{rng.choice([rng.randint(1, 30), rng.randint(1, 250)])}{rng.choice(['', '', '', '', 'a', 'b', 'c'])}"
        street = self._street()
        made = f"{number} {street}" if rng.random() < 0.9 else f"{number}, {street}"
        if rng.random() < 0.25:
            door = f"{rng.randint(1, 60)}{rng.choice(['', '', 'a', 'b'])}"
            made = f"{self._pick('building')} {door}{rng.choice([' ', ', '])}{made}"
        elif rng.random() < 0.12:
            made = f"{rng.randint(1, 80)} {self._pick('street_first')} {self._pick('house')}" + rng.choice(
                ["", f", {street}"]
            )
        if rng.random() < 0.4:
            made += rng.choice([" ", ", "]) + self._pick(rng.choice(["towns", "areas"]))
        if rng.random() < 0.3:
            letters = "abdefghjlnpqrstuwxyz"
            outward = f"{rng.choice(_POSTCODE_AREAS)}{rng.randint(1, 30)}"
            inward = f"{rng.randint(1, 9)}{rng.choice(letters)}{rng.choice(letters)}"
            made += f"{rng.choice([' ', ', '])}{outward}{rng.choice([' ', ''])}{inward}"
        return made

    def document(self) -> Document:
        """One invented message."""
        rng = self.rng
        chance = rng.random()
        kind = (
            "people"
            if chance < 0.42
            else "places"
            if chance < 0.51
            else "organisations"
            if chance < 0.59
            else "addresses"
            if chance < 0.64
            else "nobody"
        )
        pieces = [rng.choice(self.lines[kind])]
        while rng.random() < 0.3:
            other = "nobody" if rng.random() < 0.7 else "people"
            pieces.insert(rng.randint(0, len(pieces)), rng.choice(self.lines[other]))
        if rng.random() < 0.35:
            pieces.insert(0, rng.choice(self._openers))
        if rng.random() < 0.45:
            pieces.append(rng.choice(self._closers))
        line = pieces[0]
        for piece in pieces[1:]:
            line += rng.choice([" ", " ", " ", ". ", ", ", " - ", "\n", "! "]) + piece
        return self.fill(line)

    def fill(self, line: str) -> Document:
        """A line with its slots filled; the names of brands, which one may call organisations or not, are unsure."""
        parts: list[str] = []
        spans: list[Span] = []
        at = before = 0
        shout = self.rng.random() < 0.03

        def literal(piece: str) -> None:
            nonlocal at
            spans.extend((at + brand.start(), at + brand.end(), UNSURE) for brand in self._brands.finditer(piece))
            parts.append(piece)
            at += len(piece)

        for slot in _SLOT.finditer(line):
            literal(line[before : slot.start()])
            before = slot.end()
            value, label = self._value(slot[1])
            value = value.upper() if shout else value
            parts.append(value)
            spans.append((at, at + len(value), label))
            at += len(value)
        literal(line[before:])
        return Document("".join(parts), tuple(spans))

    def _value(self, slot: str) -> tuple[str, str]:
        makers: dict[str, tuple[Callable[[], str], str]] = {
            "n": (self.person, "PERSON"),
            "N": (self.full_name, "PERSON"),
            "s": (lambda: self.rng.choice(self._group().surnames), "PERSON"),
            "l": (self.place, "LOCATION"),
            "o": (self.organisation, "ORGANISATION"),
            "a": (self.address, "ADDRESS"),
        }
        make, label = makers[slot]
        return make(), label

    def swapped(self, document: Document, share: float = 0.5) -> Document:
        """The document with some of its names exchanged for others of the kind and length."""
        if not document.spans or self.rng.random() > share:
            return document
        parts: list[str] = []
        spans: list[Span] = []
        at = before = 0
        for start, end, label in document.spans:
            old = document.text[start:end]
            parts.append(document.text[before:start])
            at += start - before
            new = self._other(old, label)
            parts.append(new)
            spans.append((at, at + len(new), label))
            at += len(new)
            before = end
        parts.append(document.text[before:])
        return Document("".join(parts), tuple(spans))

    def _other(self, old: str, label: str) -> str:
        rng = self.rng
        if label == "PERSON":
            if old.startswith("#"):
                return self._run_together()
            words = len(old.split())
            if words > 1 and rng.random() < self._together:
                return self._run_together()
            if words > 1:
                return self.full_name()
            group = self._group()
            chance = rng.random()
            if chance < 0.15:
                return group.blended(rng)
            return rng.choice(group.given if chance < 0.65 else group.nicknames if chance < 0.8 else group.surnames)
        if label == "LOCATION" and rng.random() < 0.4:
            return self.place()
        if label == "ORGANISATION" and rng.random() < 0.4:
            return self.organisation()
        return old


def noisy(document: Document, rng: random.Random) -> Document:
    """The document with the slips of somebody typing fast: letters doubled, dropped, exchanged or drawn out."""
    text, spans = document.text, list(document.spans)
    for _ in range(1 + len(text) // 40):
        if len(text) < 4 or rng.random() < 0.6:
            continue
        at = rng.randrange(1, len(text) - 1)
        if not (text[at].isalpha() and text[at - 1].isalpha()):
            continue
        chance = rng.random()
        if chance < 0.3:
            new, change = text[at] + text[at], 1
        elif chance < 0.6:
            new, change = "", -1
        elif chance < 0.75 and text[at].lower() in "aeiouyhs":
            new, change = text[at] * 4, 3
        else:
            new, change = rng.choice("aeiounrtsl"), 0
        text = text[:at] + new + text[at + 1 :]
        spans = [
            (start + (change if start > at else 0), end + (change if end > at else 0), label)
            for start, end, label in spans
        ]
    return Document(text, tuple((s, e, label) for s, e, label in spans if e > s))


def plain(text: str) -> str:
    """Lower case without accents, for comparing names."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
