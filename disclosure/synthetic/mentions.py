"""How people write of somebody whose name they know: short forms, initials, slips of the thumb, txt spelling.

Made from habits of typing and of calling people names, not from the tables that detection uses, so that what
detection finds of them is a measurement. A slip may by chance give an ordinary word (Grace, grade): it is planted
all the same.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from disclosure.synthetic.identifiers import pick
from disclosure.synthetic.people import Person

_KEYBOARD: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS: Final = "aeiou"
_SOUNDS: Final = (("ie", "ei"), ("ph", "f"), ("c", "k"), ("k", "c"), ("y", "i"), ("i", "y"), ("z", "s"), ("s", "z"),
                  ("ee", "ea"), ("sh", "ch"), ("gn", "n"), ("w", "v"))  # fmt: skip
_SHORT_FORMS: Final = {
    "Jasleen": ("Jazza", "Jassy", "Jazzy", "Jass", "Jasi"),
    "Kieran": ("Kezza", "Kiers", "Kieron", "Ki", "Kierz"),
    "Oluwaseun": ("Olu", "Seuny", "Seunz"),
    "Agnieszka": ("Agusia", "Gusia", "Agi", "Agniecha"),
    "Harpreet": ("Harp", "Preet", "Harpy", "Harpz"),
    "Grace": ("Gracey", "Gracie"),
    "Imogen": ("Immy", "Imo", "Immie"),
    "Rhiannon": ("Rhi", "Rhian", "Rhiz"),
}
"""What friends call the parties and case.toml does not say."""
_EMOJI: Final = ("❤️", "😂", "🙈", "🌸", "⚽", "💃")


def _letters(name: str) -> list[int]:
    """Places inside a word, neither its first letter nor its last."""
    return [at for at in range(1, len(name) - 1) if name[at].isalpha() and name[at + 1].isalpha()]


def _neighbour(name: str, rng: random.Random) -> str:
    at = pick(rng, _letters(name))
    row = next((row for row in _KEYBOARD if name[at].lower() in row), "aa")
    place = row.index(name[at].lower())
    return name[:at] + row[place - 1 if place else 1] + name[at + 1 :]


def _swapped(name: str, rng: random.Random) -> str:
    at = pick(rng, _letters(name))
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _dropped(name: str, rng: random.Random) -> str:
    at = pick(rng, _letters(name))
    return name[:at] + name[at + 1 :]


def _doubled(name: str, rng: random.Random) -> str:
    at = pick(rng, _letters(name))
    return name[:at] + name[at] + name[at:]


def _drawn_out(name: str, rng: random.Random) -> str:
    return name + name[-1] * pick(rng, (1, 2, 4))


def _other_vowel(name: str, rng: random.Random) -> str:
    places = [at for at in range(1, len(name)) if name[at] in _VOWELS]
    at = pick(rng, places)
    return name[:at] + pick(rng, _VOWELS.replace(name[at], "")) + name[at + 1 :]


def _as_it_sounds(name: str, rng: random.Random) -> str:
    fitting = [(old, new) for old, new in _SOUNDS if old in name[1:]]
    if not fitting:
        return _other_vowel(name, rng)
    old, new = pick(rng, fitting)
    return name[0] + name[1:].replace(old, new, 1)


def _without_vowels(name: str) -> str:
    return name[0] + "".join(letter for letter in name[1:] if letter not in _VOWELS)


def _slip(change: Callable[[str, random.Random], str]) -> Callable[[Person, random.Random], str]:
    def written(person: Person, rng: random.Random) -> str:
        name = change(pick(rng, (person.given, person.given, person.surname)), rng)
        return name.lower() if rng.random() < 0.5 and person.given != "Grace" else name

    return written


def _initials(person: Person, rng: random.Random) -> str:
    letters = [person.given[0], *person.middle[:1], person.surname[0]]
    short = [letters[0], letters[-1]]
    return pick(rng, (".".join(short) + ".", ".".join(letters) + ".", ". ".join(short) + ".", "".join(letters), "".join(short),
                      ".".join(short).lower()))  # fmt: skip


def _short_form(person: Person, rng: random.Random) -> str:
    form = pick(rng, _SHORT_FORMS.get(person.given) or person.nicknames or (person.given,))
    return pick(rng, (form, form.lower()))


def _nickname(person: Person) -> str:
    return person.nicknames[0] if person.nicknames else person.given


def _possessive(person: Person, rng: random.Random) -> str:
    return pick(
        rng,
        (f"{person.given}'s", f"{person.given}’s", f"{person.surname}s'", f"{_nickname(person)}'s", f"{person.name}s"),
    )


def _decorated(person: Person, rng: random.Random) -> str:
    name = pick(rng, (person.given, _nickname(person)))
    sign = pick(rng, _EMOJI)
    return pick(
        rng, (f"{sign}{name}{sign}", f"{name}{sign}", f"#{name}", f"@{name}", f"*{name}*", f"({name})", f"{name}...")
    )


def _name_and_initial(person: Person, rng: random.Random) -> str:
    return f"{pick(rng, (person.given, _nickname(person)))} {person.surname[0]}"


KINDS: Final[dict[str, Callable[[Person, random.Random], str]]] = {
    "whole": lambda person, rng: pick(rng, (person.name, person.name.lower(), person.name.upper(), *person.full_names)),
    "given": lambda person, rng: (
        person.given if person.given == "Grace" else pick(rng, (person.given, person.given.lower()))
    ),
    "surname": lambda person, rng: pick(rng, (person.surname, person.surname.lower())),
    "nickname": lambda person, rng: pick(rng, (_nickname(person), *person.nicknames)),
    "short form": _short_form,
    "initials": _initials,
    "name and initial": _name_and_initial,
    "possessive": _possessive,
    "between signs": _decorated,
    "neighbouring key": _slip(_neighbour),
    "letters swapped": _slip(_swapped),
    "letter left out": _slip(_dropped),
    "letter doubled": _slip(_doubled),
    "drawn out": _slip(_drawn_out),
    "other vowel": _slip(_other_vowel),
    "as it sounds": _slip(_as_it_sounds),
    "without vowels": lambda person, rng: _without_vowels(person.given).lower(),
}
"""Kind of mention, and how one is written."""

TEMPLATES: Final = (
    "saw {} at the shops", "is {} about", "{} said no", "ask {} then", "with {} tonight", "tell {} im late", "{} is here now",
    "omg {} again", "it was {} who rang", "dont tell {} pls", "where is {} x", "{} told me everything", "thats {} over there",
)  # fmt: skip
"""What is written of somebody; the place of the name in braces."""


def planted(person: Person, rng: random.Random) -> tuple[str, str, int, int]:
    """A message that mentions a person, the kind of mention, and where the name stands."""
    kind = pick(rng, tuple(KINDS))
    name = KINDS[kind](person, rng)
    before, after = pick(rng, TEMPLATES).split("{}")
    text = before + name + after
    name_alone = name.strip("".join(_EMOJI) + "#@*()").removesuffix("...")
    if kind == "possessive":
        name_alone = name_alone.rstrip("'’").removesuffix("s").rstrip("'’")
    start = len(before) + name.index(name_alone)
    return text, kind, start, start + len(name_alone)
