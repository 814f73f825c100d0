"""How an identifier of a known person is written by people and by programs, as regular expressions. Pure.

The same forms serve twice: detection looks for them in texts, and the residual scan looks for them in every
file that leaves. Each form says whether it is certain, that is, whether it can mean hardly anything else: a
full name, a number, an address. A bare name that is an ordinary word (Grace, Mark, May) is not.

The expressions keep to what the standard library's `re` and the `regex` package both understand, and
each is meant to be compiled with `IGNORECASE` unless the form is case sensitive. Every form has search keys: a
text (see `text_keys`) that shares none of them cannot hold the form, so thousands of people can be looked
for without trying thousands of expressions on every text.

Misspellings that are covered: letters doubled, dropped from a double or drawn out ("Jesssica"), accents left
out, `ie`, `y` and `ey` at the end of a name, a possessive with or without its apostrophe.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby, product
from typing import Final

import phonenumbers

from disclosure.redact.common_words import is_common
from disclosure.redact.diminutives import given_names
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.ordinary_words import MONTH_NAMES, NAMES_NOBODY, ORDINARY_WORDS
from disclosure.redact.plain_text import fold

ANY_TEXT: Final = "*"
"""The search key of a form that no key can be given for; every text has it."""

KEY_DIGITS: Final = 6
"""Digits of a number that serve as its search key."""

DIGIT_WORDS: Final = (
    ("zero", "nought", "naught", "nil", "oh", "o"),
    ("one",),
    ("two",),
    ("three",),
    ("four",),
    ("five",),
    ("six",),
    ("seven",),
    ("eight",),
    ("nine",),
)
"""Words for the ten digits, as they are read out."""

_SHORT_NAME: Final = 4
_LETTER: Final = r"[^\W\d_]"
_BEFORE: Final = rf"(?<!{_LETTER})"
_AFTER: Final = rf"(?!{_LETTER})"
_AFTER_NAME: Final = rf"(?=s?(?!{_LETTER}))"
"""After a name: its end, or the s of a possessive that lost its apostrophe."""
_GAP: Final = r"[\s._\-‐‑–—'’]{1,3}"
_GAP_OR_NONE: Final = r"[\s._\-‐‑–—'’]{0,3}"
_DIGIT_GAP: Final = r"[\s.,_/()\-‐‑–—\u200b\u2060]{0,3}"
_AT: Final = r"\s*(?:@|＠|\(at\)|\[at\]|\bat\b)\s*"
_DOT: Final = r"(?:\.|\s*(?:\(dot\)|\[dot\]|\bdot\b)\s*)"
_RUN: Final = re.compile(r"[^\W\d_]+")
_DIGIT_RUN: Final = re.compile(r"\d+")
_WITHOUT_SPACES: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SPOKEN_DIGIT: Final = re.compile(
    r"\d|\b(?:(double|triple|treble)[\W_]*)?("
    + "|".join(sorted((word for words in DIGIT_WORDS for word in words), key=len, reverse=True))
    + r"|\d)\b",
    re.IGNORECASE,
)
_VALUE_OF_WORD: Final = {word: str(value) for value, words in enumerate(DIGIT_WORDS) for word in words}
_TIMES: Final = {"double": 2, "triple": 3, "treble": 3}

_STREET_TYPES: Final = {
    "road": ("road", "rd"),
    "street": ("street", "st", "str"),
    "avenue": ("avenue", "ave", "av"),
    "lane": ("lane", "ln", "la"),
    "drive": ("drive", "dr", "drv"),
    "close": ("close", "cl", "clo"),
    "court": ("court", "ct", "crt"),
    "crescent": ("crescent", "cres", "cresc", "cr"),
    "place": ("place", "pl"),
    "terrace": ("terrace", "terr", "ter", "tce"),
    "gardens": ("gardens", "gdns", "gdn"),
    "grove": ("grove", "grv", "gr"),
    "square": ("square", "sq"),
    "park": ("park", "pk"),
    "way": ("way", "wy"),
    "walk": ("walk", "wlk"),
    "hill": ("hill",),
    "row": ("row",),
    "mews": ("mews", "mws"),
    "rise": ("rise",),
    "view": ("view",),
    "parade": ("parade", "pde"),
    "green": ("green", "grn"),
    "boulevard": ("boulevard", "blvd"),
    "mount": ("mount", "mt"),
    "bank": ("bank",),
    "croft": ("croft",),
    "wharf": ("wharf",),
    "quay": ("quay",),
    "yard": ("yard",),
    "gate": ("gate",),
    "fold": ("fold",),
    "garth": ("garth",),
}
_STREET_TYPE_OF: Final = {short: full for full, shorts in _STREET_TYPES.items() for short in shorts}
_HOUSE_WORDS: Final = frozenset("cottage house farm farmhouse lodge court barn hall villa manor heights tower".split())
_COMMON_STREETS: Final = frozenset(
    "high station church park mill main london victoria green manor school new queen queens king kings north south east"
    " west chapel grange york albert george bridge market castle".split()
)
_ESTABLISHMENT_WORDS: Final = frozenset(
    "school high primary junior infant infants secondary grammar comprehensive academy college university sixth form"
    " nursery catholic rc ce c of e church".split()
)
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WORDS_OF_A_FLAT: Final = 2
_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
PARTICLES: Final = frozenset("van von der den de la le du da di el al bin ibn abu mc mac o st".split())
"""Small words of surnames, which name nobody alone."""
_WORDS_OF_ONE_LETTER: Final = "aioukrnxy"
"""Letters that stand for a word in chat, so that before an ordinary word they are no initial."""
TITLES: Final = frozenset("mr mrs miss ms mx dr prof sir dame lady lord rev".split())
"""Forms of address, which are no part of a name."""


@dataclass(frozen=True)
class WrittenForm:
    """One way in which an identifier is written.

    Attributes:
        kind: name, nickname, phone, email, handle, address, postcode, date_of_birth, school, workplace or identifier.
        regex_source: What to search for; its whole match is the identifier.
        case_sensitive: Whether capitals matter.
        is_certain: Whether it can mean hardly anything else.
        keys: A text that has none of these among its `text_keys` does not hold the form.
    """

    kind: str
    regex_source: str
    case_sensitive: bool = False
    is_certain: bool = True
    keys: tuple[str, ...] = (ANY_TEXT,)


def text_keys(text: str) -> set[str]:
    """The search keys of a text: its words with doubled letters made single, and its digits.

    >>> sorted(text_keys("Hannah 07"))
    ['*', '07', 'hanah']
    """
    keys = {ANY_TEXT}
    keys.update(_collapse(run) for run in _RUN.findall(fold(text)))
    digits = spoken_digits(text)
    if digits:
        keys.update(_DIGIT_RUN.findall(text))
        keys.update(digits[at : at + KEY_DIGITS] for at in range(len(digits) - KEY_DIGITS + 1))
    return keys


def spoken_digits(text: str) -> str:
    """All digits of a text in order, those in words included.

    >>> spoken_digits("call oh double seven 00 nine")
    '077009'
    """
    digits = []
    for match in _SPOKEN_DIGIT.finditer(text):
        word = match.group(2)
        if word is None:
            digits.append(match.group(0))
        else:
            value = word if word.isdigit() else _VALUE_OF_WORD[word.lower()]
            digits.append(value * _TIMES.get((match.group(1) or "").lower(), 1))
    return "".join(digits)


def _collapse(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


def patterns(person: KnownPerson) -> tuple[WrittenForm, ...]:
    """Every written form of every identifier of a person, in a fixed order, without repeats."""
    return tuple(dict.fromkeys(_forms(person)))


def _forms(person: KnownPerson) -> Iterator[WrittenForm]:
    # What an address book adds to a name ("Dave Window Cleaner") is mostly words, which no party's name is.
    wary = person.party_id is None
    for name in person.names:
        yield from name_forms(name, wary=wary)
    for name in person.nicknames:
        yield from nickname_forms(name)
        for full in person.names:
            yield from _with_surname(name, full)
    for phone in person.phones:
        yield phone_form(phone)
    for email in person.emails:
        yield from email_forms(email)
    for handle in person.handles:
        yield from handle_forms(handle)
    for address in person.addresses:
        yield from address_forms(address)
    for postcode in person.postcodes:
        yield postcode_form(postcode)
    for born in person.dates_of_birth:
        yield from date_of_birth_forms(born)
    for school in person.schools:
        yield from establishment_forms("school", school)
    for workplace in person.workplaces:
        yield from establishment_forms("workplace", workplace)
    for other in person.other_identifiers:
        yield from identifier_forms(other)


# Names


def _accented(letter: str) -> str:
    """The letter with and without accents, for a person writes Zoe for Zoë and the reverse."""
    base = fold(letter)
    if len(base) != 1 or not base.isalpha():
        return re.escape(letter)
    others = _ACCENTS.get(base, "")
    return f"[{base}{base.upper()}{others}{others.upper()}]" if others else letter


_ACCENTS: Final = {
    "a": "àáâãäåāăą", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęě", "g": "ĝğġģ", "h": "ħ", "i": "ìíîïīĭįı", "k": "ķ",
    "l": "ĺļľł", "n": "ñńņň", "o": "òóôõöøōŏő", "r": "ŕŗř", "s": "śŝşšș", "t": "ţťŧț", "u": "ùúûüūŭůűų", "w": "ŵ",
    "y": "ýÿŷ", "z": "źżž",
}  # fmt: skip


def _plain_letters(word: str) -> str:
    return "".join(_accented(letter) if not letter.isascii() else re.escape(letter) for letter in word)


def _word(word: str) -> str:
    """A word of a name with the misspellings that are safe for its length."""
    letters = list(unicodedata.normalize("NFC", word))
    has_accent = any(not letter.isascii() for letter in letters)

    def one(letter: str) -> str:
        if letter in "'’":
            return "['’]?"
        if letter in "-‐‑–":
            return r"[\s\-‐‑–]?"
        if letter == ".":
            return r"\.?"
        # Only names that have an accent, or letters that often lose or gain one, pay for a class.
        return _accented(letter) if has_accent or letter.lower() in "eo" else re.escape(letter)

    runs = [(letter, len(list(group))) for letter, group in groupby(letters, key=str.lower)]
    count = sum(length for _, length in runs)
    source, position = "", 0
    for index, (letter, length) in enumerate(runs):
        shown = letters[position]
        position += length
        unit = one(shown)
        if not letter.isalpha():
            source += unit
        elif count > _SHORT_NAME:
            source += unit + "+"
        elif index == len(runs) - 1:
            source += unit + (f"{{{length},}}" if length > 1 else "+")
        else:
            source += unit * length if length > 1 else unit
    if count > _SHORT_NAME:
        source = _ending(word, source)
    return _not_words(word) + source


def _ending(word: str, source: str) -> str:
    """`ie`, `y` and `ey` at the end of a name are often mistaken for one another."""
    folded = fold(word)
    for ending in ("ie", "ey", "y"):
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORT_NAME - 1:
            return _word_stem(word[: -len(ending)]) + "(?:i+e+|e+y+|y+|i+)"
    return source


def _word_stem(stem: str) -> str:
    return "".join(
        (_accented(letter) if not letter.isascii() or letter in "eo" else re.escape(letter)) + "+"
        for letter, _ in groupby(stem.lower())
    )


@cache
def _ordinary_by_key() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in sorted(ORDINARY_WORDS):
        found.setdefault(_collapse(word), []).append(word)
    return {key: tuple(words) for key, words in found.items()}


def _not_words(word: str) -> str:
    """Keeps a misspelling from meeting an ordinary word: Holly is not "holy"."""
    folded = fold(word)
    others = [other for other in _ordinary_by_key().get(_collapse(folded), ()) if other != folded]
    return f"(?!(?:{'|'.join(others)}){_AFTER})" if others else ""


def _keys(words: Sequence[str], anchor: int = -1) -> tuple[str, ...]:
    """Keys of words that may be joined up: each stretch of them that holds the longest run of the anchor word.

    Between the words, and at an apostrophe or hyphen inside one, a gap may be written or left out; so a text
    with the name has one of these stretches as a run of letters.
    """
    if any(_WITHOUT_SPACES.search(word) for word in words):
        return (ANY_TEXT,)
    anchor %= len(words)
    runs = [(at, run) for at, word in enumerate(words) for run in _RUN.findall(fold(word))]
    own = [index for index, (at, _) in enumerate(runs) if at == anchor]
    if not own:
        return (ANY_TEXT,)
    middle = max(own, key=lambda index: len(runs[index][1]))
    stems = [_spellings(run) for _, run in runs]
    keys = [
        _collapse("".join(chosen) + possessive)
        for first in range(middle + 1)
        for last in range(middle, len(runs))
        for chosen in product(*stems[first : last + 1])
        for possessive in ("", "s")
    ]
    return tuple(dict.fromkeys(keys))


def _spellings(run: str) -> list[str]:
    if len(run) > _SHORT_NAME:
        for ending in ("ie", "ey", "y"):
            if run.endswith(ending):
                return [run[: -len(ending)] + other for other in ("ie", "ey", "y", "i")]
    return [run]


def _is_ordinary(word: str) -> bool:
    return fold(word) in ORDINARY_WORDS


def is_everyday(word: str) -> bool:
    """Whether a word of an address book entry is an everyday word rather than a given name.

    >>> is_everyday("Window"), is_everyday("Jessica")
    (True, False)
    """
    folded = fold(word)
    return is_common(folded) and folded not in given_names()


def name_forms(name: str, *, wary: bool = False) -> Iterator[WrittenForm]:
    """Forms of a full name: whole, turned round, joined up, initial and surname, given name, surname.

    Args:
        name: The name.
        wary: Take everyday words in it for a name only where they are written as one.
    """
    words = [word for word in re.split(r"[\s,]+", name) if _RUN.search(word)]
    words = [word for word in words if fold(word).rstrip(".") not in TITLES] or words
    if not words:
        if name.strip():
            yield WrittenForm("name", re.escape(name.strip()), is_certain=False)
        return
    if _WITHOUT_SPACES.search(name):
        yield WrittenForm("name", r"\s*".join(re.escape(word) for word in words))
        return
    if len(words) == 1:
        yield from nickname_forms(words[0], wary=wary)
        return
    at = len(words) - 1
    while at > 1 and fold(words[at - 1]).rstrip(".'’") in PARTICLES:
        at -= 1
    given, middle, surname = words[0], words[1:at], words[at:]
    last = _GAP_OR_NONE.join(map(_word, surname))
    middles = "".join(
        f"(?:{_GAP_OR_NONE}(?:{_word(word)}|{re.escape(word[0])}\\.?))?" for word in middle if _RUN.match(word)
    )
    initials = [word[0] for word in middle]
    keys = tuple(dict.fromkeys(key for between in ([], middle, initials) for key in _keys([given, *between, *surname])))
    whole = f"{_BEFORE}{_word(given)}{middles}{_GAP_OR_NONE}{last}{_AFTER_NAME}"
    turned = f"{_BEFORE}{last},?{_GAP_OR_NONE}{_word(given)}{middles}{_AFTER_NAME}"
    initial = f"{_BEFORE}{re.escape(given[0])}\\.?{_GAP_OR_NONE}" + (
        "".join(f"(?:{re.escape(word[0])}\\.?{_GAP_OR_NONE})?" for word in middle) + f"{last}{_AFTER_NAME}"
    )
    turned_keys = tuple(
        dict.fromkeys(
            key for between in ([], middle, initials) for key in _keys([*surname, given, *between], len(surname) - 1)
        )
    )
    initial_keys = tuple(
        dict.fromkeys(
            key for between in ([], initials) for key in _keys([given[0] + "".join(between), *surname], len(surname))
        )
    )
    # Two ordinary words beside each other ("will young") may be no name; with capitals they are.
    ordinary = all(map(_is_ordinary, (given, surname[-1])))
    if ordinary:
        for shape in (str.title, str.upper):
            shaped = _GAP.join(re.escape(shape(word)) for word in (given, *surname))
            yield WrittenForm("name", f"{_BEFORE}{shaped}{_AFTER_NAME}", case_sensitive=True, keys=keys)
        yield WrittenForm("name", whole, is_certain=False, keys=keys)
        yield WrittenForm("name", turned, is_certain=False, keys=turned_keys)
    else:
        yield WrittenForm("name", whole, keys=keys)
        yield WrittenForm("name", turned, keys=turned_keys)
    if len(fold(surname[-1])) > 1:
        if _is_ordinary(surname[-1]):
            shaped = "".join(re.escape(word.title()) for word in surname)
            source = f"{_BEFORE}{re.escape(given[0].upper())}\\.?\\s?{shaped}{_AFTER_NAME}"
            yield WrittenForm("name", source, case_sensitive=True, keys=initial_keys)
            if given[0].lower() not in _WORDS_OF_ONE_LETTER:
                yield WrittenForm("name", initial, is_certain=False, keys=initial_keys)
        else:
            yield WrittenForm("name", initial, keys=initial_keys)
    yield from nickname_forms(given, wary=wary)
    if len(surname) > 1:
        yield WrittenForm("name", f"{_BEFORE}{last}{_AFTER_NAME}", keys=keys)
    else:
        yield from nickname_forms(surname[0], wary=wary)


def _with_surname(nickname: str, name: str) -> Iterator[WrittenForm]:
    """The nickname in place of the given name: Jess Hart for Jessica Hart."""
    words = [word for word in re.split(r"[\s,]+", name) if _RUN.search(word)]
    if len(words) > 1 and len(nickname.split()) == 1 and _RUN.search(nickname):
        forms = name_forms(f"{nickname} {' '.join(words[1:])}")
        yield from (form for form in forms if form.kind == "name")


def nickname_forms(name: str, *, wary: bool = False) -> Iterator[WrittenForm]:
    """Forms of a name that is used alone; one of several words counts as one phrase."""
    words = [word for word in name.split() if _RUN.search(word)]
    if not words:
        if name.strip():
            yield WrittenForm("nickname", re.escape(name.strip()), is_certain=False)
        return
    if all(fold(word).strip(".'’") in NAMES_NOBODY for word in words):
        return
    if _WITHOUT_SPACES.search(name):
        yield WrittenForm("nickname", r"\s*".join(re.escape(word) for word in words), is_certain=len(name) > 1)
        return
    if len(words) > 1:
        source = f"{_BEFORE}{_GAP_OR_NONE.join(map(_word, words))}{_AFTER_NAME}"
        certain = not all(map(_is_ordinary, words))
        yield WrittenForm("nickname", source, is_certain=certain, keys=_keys(words))
        return
    word = words[0]
    length = len("".join(_RUN.findall(word)))
    if length <= 1:
        return
    if length == 2:
        shapes = "|".join(re.escape(shape) for shape in dict.fromkeys((word.title(), word.upper())))
        yield WrittenForm(
            "nickname", f"{_BEFORE}(?:{shapes}){_AFTER_NAME}", case_sensitive=True, is_certain=False, keys=_keys([word])
        )
    elif _is_ordinary(word) or (wary and is_everyday(word)):
        yield WrittenForm("nickname", as_a_name(word), case_sensitive=True, is_certain=False, keys=_keys([word]))
    else:
        # Three letters and an s are too often another word: "this" is not what belongs to Thi.
        after = _AFTER_NAME if length >= _SHORT_NAME else _AFTER
        yield WrittenForm("nickname", f"{_BEFORE}{_word(word)}{after}", keys=_keys([word]))


SPEAKS: Final = (
    "said|says|told|asked|called|rang|texted|messaged|went|goes|came|got|is|was|has|had|did|does|and|xx?|x+|knows|"
    "thinks|wants|lives|works|loves|hates|looks|just|never|always|keeps|wont|won't|didnt|didn't|isnt|isn't"
)
"""Words that follow the name of somebody who does something; an expression."""


def as_a_name(word: str) -> str:
    """An ordinary word where it is written as a name: with a capital inside a sentence, alone, or acting."""
    shown = re.escape(word[:1].upper() + word[1:].lower())
    not_before = not_after = ""
    if fold(word) in MONTH_NAMES:
        before = (
            "in ",
            "of ",
            "last ",
            "next ",
            "this ",
            "since ",
            "until ",
            "till ",
            "by ",
            "early ",
            "late ",
            "mid ",
        )
        digits = r"(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )"
        not_before = "".join(f"(?<!{words})(?<!{words.title()})" for words in before) + digits
        not_after = r"(?!\s+'?\d)"
    inside = rf"{not_before}(?<=[\w,;:)'’&+]\s){shown}{_AFTER_NAME}{not_after}"
    alone = rf"\A\W*{shown}(?=\W*\Z)"
    acting = rf"{_BEFORE}{not_before}{shown}(?=['’]s(?!{_LETTER})|\s(?:{SPEAKS})(?!\w)|,\s)"
    # Between signs: *Grace*, #Grace, a name beside an emoji.
    sign = r"[^\w\s.,!?:;'’\"“”()\[\]\-]"
    signed = (
        rf"(?<={sign}){shown}{_AFTER_NAME}|{_BEFORE}{shown}(?={sign})|(?<=\(){shown}(?=\))|{_BEFORE}{shown}(?=\.\.)"
    )
    return f"(?:{inside}|{alone}|{acting}|{signed})"


# Numbers, addresses on the net


def phone_form(number: str) -> WrittenForm:
    """Every way of writing a telephone number, digits in words and WhatsApp account ids included."""
    digits = re.sub(r"\D", "", number)
    if len(digits) < KEY_DIGITS + 1 or not number.startswith("+"):
        return WrittenForm(
            "phone", rf"(?<!\d){_digits(digits)}(?!\d)", is_certain=len(digits) > KEY_DIGITS, keys=_phone_keys(digits)
        )
    return WrittenForm("phone", phone_forms(number), keys=_phone_keys(digits))


def _phone_keys(digits: str) -> tuple[str, ...]:
    return (digits[-KEY_DIGITS:],) if len(digits) >= KEY_DIGITS else (ANY_TEXT,)


def phone_forms(e164: str) -> str:
    """A regular expression for every way of writing a telephone number.

    Args:
        e164: The number in E.164, with its plus sign.

    >>> bool(re.search(phone_forms("+447700900123"), "+44 (0)7700-900 123"))
    True
    >>> bool(re.search(phone_forms("+447700900123"), "it's oh double seven double oh, nine double 0 123"))
    True
    >>> bool(re.search(phone_forms("+447700900123"), "077009001234"))
    False
    """
    digits = re.sub(r"\D", "", e164)
    code = _country_code(e164)
    national = digits[len(code) :]
    trunk = f"(?:\\(?{_digit('0')}\\)?{_DIGIT_GAP})?"
    international = f"(?:(?:\\+|{_digits('00')}){_DIGIT_GAP})?{_digits(code)}{_DIGIT_GAP}{trunk}"
    suffix = r"(?:(?::\d+)?@(?:s\.whatsapp\.net|c\.us))?"
    return f"(?i:(?<!\\d)(?:{international}|{trunk}){_digits(national)}(?!\\d){suffix})"


def _country_code(e164: str) -> str:
    try:
        return str(phonenumbers.parse(e164).country_code)
    except phonenumbers.NumberParseException:
        return ""


def _digit(value: str) -> str:
    return f"(?:{'|'.join((value, *(f'(?<!{_LETTER}){word}(?!{_LETTER})' for word in DIGIT_WORDS[int(value)])))})"


def _digits(number: str) -> str:
    """Digits one after another, as figures or words, "double" and "triple" included."""
    parts = []
    for value, group in groupby(number):
        length, one = len(list(group)), _digit(value)
        if length == 1:
            parts.append(one)
            continue
        some = f"(?:(?:double|triple|treble)[\\W_]*)?{one}"
        exact = _DIGIT_GAP.join([one] * length)
        parts.append(f"(?:{exact}|{some}(?:{_DIGIT_GAP}{some}){{0,{length - 2}}})")
    return _DIGIT_GAP.join(parts)


def email_forms(email: str) -> Iterator[WrittenForm]:
    """An e-mail address, also read out ("x at y dot com"), and its local part where that is distinctive."""
    local, at, domain = email.strip().rpartition("@")
    if not at:
        yield from handle_forms(email)
        return
    parts = [_DOT.join(re.escape(part) for part in side.split(".")) for side in (local, domain)]
    source = rf"(?<![\w]){parts[0]}(?:\+[\w.\-]+)?{_AT}{parts[1]}(?![\w\-])"
    runs = _RUN.findall(fold(local)) or _RUN.findall(fold(domain))
    yield WrittenForm("email", source, keys=(_collapse(max(runs, key=len)),) if runs else (ANY_TEXT,))
    if len(local) > KEY_DIGITS and _is_distinctive(local):
        yield from handle_forms(local)


def _is_distinctive(handle: str) -> bool:
    """Whether a user name cannot be a word: letters together with digits or signs."""
    return any(character.isalpha() for character in handle) and any(not character.isalpha() for character in handle)


_LONG_HANDLE: Final = 10


def handle_forms(handle: str) -> Iterator[WrittenForm]:
    """A user name with @ or in a profile link, and bare where it cannot be a word."""
    bare = handle.strip().removeprefix("@").strip()
    if not bare:
        return
    runs = _RUN.findall(fold(bare))
    digits = _DIGIT_RUN.findall(bare)
    key = _collapse(max(runs, key=len)) if runs else max(digits, key=len) if digits else ANY_TEXT
    escaped = re.escape(bare).replace(r"\ ", r"\s+")
    end = r"(?![\w])"
    yield WrittenForm("handle", rf"(?:(?<![\w])[@＠]\s?|(?<=/)){escaped}{end}", keys=(key,))
    if bare.isdecimal():
        if len(bare) > KEY_DIGITS:
            yield WrittenForm("handle", rf"(?<![\w]){escaped}{end}", keys=(key,))
    elif _is_distinctive(bare) and len(bare) >= _SHORT_NAME:
        yield WrittenForm("handle", rf"(?<![\w]){escaped}{end}", keys=(key,))
    elif len(bare) >= _LONG_HANDLE and fold(bare) not in ORDINARY_WORDS:
        yield WrittenForm("handle", rf"(?<![\w]){escaped}{end}", is_certain=False, keys=(key,))


# Places and dates


def postcode_form(postcode: str) -> WrittenForm:
    """A postcode in any case, with or without its space."""
    compact = re.sub(r"\s", "", postcode)
    outward, inward = compact[:-3], compact[-3:]
    source = rf"(?<![^\W_]){re.escape(outward)}\s{{0,2}}{re.escape(inward)}(?![^\W_])"
    runs = _RUN.findall(fold(inward))
    return WrittenForm("postcode", source, keys=(_collapse(runs[-1]),) if runs else (ANY_TEXT,))


def address_forms(address: str) -> Iterator[WrittenForm]:
    """House and street with the usual abbreviations, the street alone, a named house, the postcode."""
    for match in _POSTCODE.finditer(address):
        yield postcode_form(match.group())
    for words, kind, number in _address_parts(address):
        if kind:
            yield from _street_forms(words, number, kind)
        else:
            yield _phrase("address", words, is_certain=not all(map(_is_ordinary, words)))


def street_and_types(address: str) -> Iterator[tuple[str, str, tuple[str, ...], bool]]:
    """Of each street of an address: house with flat, street, ways of writing its type, whether it is a common one.

    >>> next(street_and_types("Flat 3, 27 Tollerton Rise, Skelderby"))
    ('27', 'Tollerton', ('rise',), False)
    """
    for words, kind, number in _address_parts(address):
        after = 0 if number is None else number + 1
        street = words[after:-1]
        if kind and street:
            house = "" if number is None else words[number]
            yield house, " ".join(street), _STREET_TYPES[kind], _is_common(street)


def _address_parts(address: str) -> Iterator[tuple[list[str], str | None, int | None]]:
    """Streets, with their type and where the house number stands, and named houses, which have neither."""
    before: list[str] = []
    for part in re.split(r"[,\n]+", _POSTCODE.sub(" ", address)):
        words = part.split()
        if not words:
            continue
        kind = _STREET_TYPE_OF.get(fold(words[-1]).rstrip("."))
        numbers = [at for at, word in enumerate(words) if any(map(str.isdigit, word))]
        if kind and len(words) > 1:
            # "Flat 2" or "14" may stand before a comma of its own.
            together = [*before, *words]
            numbers = [at for at, word in enumerate(together[:-1]) if any(map(str.isdigit, word))]
            yield together, kind, numbers[-1] if numbers else None
        elif numbers and len(words) <= _WORDS_OF_A_FLAT:
            before += words
        elif len(words) > 1 and (numbers == [0] or fold(words[-1]) in _HOUSE_WORDS):
            yield words, None, None


def _is_common(street: Sequence[str]) -> bool:
    """Whether a street's name is one that most towns have."""
    return all(fold(word) in _COMMON_STREETS or _is_ordinary(word) for word in street)


def _street_forms(words: list[str], number: int | None, kind: str) -> Iterator[WrittenForm]:
    after = 0 if number is None else number + 1
    street = words[after:-1]
    if not street:
        return
    types = "|".join(_STREET_TYPES[kind])
    name = r"\W{1,3}".join(_establishment_word(word) for word in street)
    typed = rf"{name}\W{{1,3}}(?:{types})(?!\w)\.?"
    keys = _longest_key(street)
    is_common = _is_common(street)
    if number is not None:
        house = re.escape(words[number])
        before = r"\W{1,3}".join(map(re.escape, words[:number]))
        flat = rf"(?:{before}\W{{1,3}})?" if before else ""
        yield WrittenForm("address", rf"(?<!\w){flat}{house}[\s,]{{1,3}}{typed}", keys=keys)
        if not is_common:
            yield WrittenForm("address", rf"(?<!\w){house}[\s,]{{1,3}}{name}(?!\w)", keys=keys)
    if is_common:
        titled = r"\s+".join(re.escape(word.title()) for word in street)
        short = "|".join(short.title() for short in _STREET_TYPES[kind])
        shown = rf"(?<!\w){titled}\s+(?:{short})(?!\w)\.?"
        yield WrittenForm("address", shown, case_sensitive=True, is_certain=False, keys=keys)
    else:
        yield WrittenForm("address", rf"(?<!\w){typed}", keys=keys)


def _longest_key(words: list[str]) -> tuple[str, ...]:
    runs = [run for word in words for run in _RUN.findall(fold(re.sub(r"['’]", "", word)))]
    if not runs:
        return (ANY_TEXT,)
    longest = max(runs, key=len)
    # "St Mary's" may be written Marys, Mary's or Mary.
    return tuple(dict.fromkeys((_collapse(longest), _collapse(longest.removesuffix("s")))))


def _establishment_word(word: str) -> str:
    """A word of a place's name: Saint or St, apostrophes or none, and for and."""
    folded = fold(word).strip(".")
    if folded in ("st", "saint"):
        return r"(?:st\.?|saint)"
    if folded in ("and", "&"):
        return "(?:and|&|n)"
    bare = re.sub(r"['’]", "", word)
    if re.search(r"['’]s$", word):
        return rf"{_plain_letters(bare[:-1])}(?:['’]?s)?"
    return "".join(re.escape(letter) for letter in bare).replace(r"\.", r"\.?")


def _phrase(kind: str, words: list[str], *, is_certain: bool) -> WrittenForm:
    source = r"\W{1,3}".join(map(_establishment_word, words))
    return WrittenForm(kind, rf"(?<!\w){source}(?!\w)", is_certain=is_certain, keys=_longest_key(words))


def establishment_forms(kind: str, name: str) -> Iterator[WrittenForm]:
    """A school or place of work: its name, and the name without what kind of place it is."""
    words = re.split(r",", name)[0].split()
    if not words:
        return
    at = len(words)
    while at > 1 and fold(words[at - 1]).strip(".") in _ESTABLISHMENT_WORDS:
        at -= 1
    core, rest = words[:at], words[at:]
    telling = len(words) > 1 and not all(map(_is_ordinary, words))
    if not rest:
        yield _phrase(kind, words, is_certain=telling)
        return
    source = r"\W{1,3}".join(map(_establishment_word, core))
    for word in rest[:1]:
        source += rf"\W{{1,3}}{_establishment_word(word)}"
    for word in rest[1:]:
        source += rf"(?:\W{{1,3}}{_establishment_word(word)})?"
    yield WrittenForm(kind, rf"(?<!\w){source}(?!\w)", is_certain=telling, keys=_longest_key(core))
    if len(core) > 1:
        yield _phrase(kind, core, is_certain=not all(map(_is_ordinary, core)))


def identifier_forms(value: str) -> Iterator[WrittenForm]:
    """Any other identifier: its letters and digits with spaces, hyphens or dots between them or none."""
    characters = [character for character in value if character.isalnum()]
    if characters:
        source = r"[\s.\-/]{0,3}".join(map(re.escape, characters))
        certain = len(characters) > _SHORT_NAME
        keys = tuple(dict.fromkeys(_collapse(run) for run in _RUN.findall(fold(value)))) or (ANY_TEXT,)
        yield WrittenForm("identifier", rf"(?<![^\W_]){source}(?![^\W_])", is_certain=certain, keys=keys)


def date_of_birth_forms(born: date) -> Iterator[WrittenForm]:
    """A date of birth in figures and in words; six figures alone are not certain."""
    day, month, full, short = f"0?{born.day}", f"0?{born.month}", f"{born.year}", f"{born:%y}"
    year = f"(?:{full}|['’]?{short})"
    sign = r"\s?[./\-‐‑–\s\\|]\s?"
    name = _MONTHS[born.month - 1]
    named = f"(?:{name}|{name[:3]}|{name[:4]})\\.?"
    keys = tuple(dict.fromkeys((str(born.day), f"{born.day:02d}")))
    figures = "|".join(
        (
            rf"{day}{sign}{month}{sign}{year}",
            rf"{month}{sign}{day}{sign}{year}",
            rf"{full}{sign}{month}{sign}{day}",
        )
    )
    yield WrittenForm("date_of_birth", rf"(?<!\d)(?:{figures})(?!\d)", keys=keys)
    words = "|".join(
        (
            rf"{day}\s?(?:st|nd|rd|th)?[\s\-]*(?:of\s+)?{named}[\s,\-]*{year}",
            rf"{named}\s*{day}\s?(?:st|nd|rd|th)?[\s,\-]+{year}",
        )
    )
    yield WrittenForm("date_of_birth", rf"(?<!\w)(?:{words})(?!\d)", keys=keys)
    compact = (f"{born:%d%m}{full}", f"{full}{born:%m%d}")
    yield WrittenForm("date_of_birth", rf"(?<!\d)(?:{'|'.join(compact)})(?!\d)", keys=compact)
    six = f"{born:%d%m%y}"
    yield WrittenForm("date_of_birth", rf"(?<!\d){six}(?!\d)", is_certain=False, keys=(six,))
