"""Tables of written forms, of near misses, and what the search keys promise."""

from __future__ import annotations

import re
from datetime import date

import pytest
import regex

from disclosure.redact.known_people import KnownPerson
from disclosure.redact.written_forms import WrittenForm, patterns, phone_forms, text_keys
from disclosure.synthetic import identifiers

PERSON = KnownPerson(
    "Complainant",
    "complainant",
    "complainant",
    names=("Jessica Anne Hartwell", "Zoë O'Brien-Smith"),
    nicknames=("Jess", "Jessie", "Grace", "Jo"),
    phones=("+447700900123",),
    emails=("jess.hart92@example.com",),
    handles=("@jess_h", "sunny"),
    addresses=("Flat 2, 14 Acacia Road, Northwick, LS99 9ZZ",),
    postcodes=("LS99 9ZZ",),
    dates_of_birth=(date(1990, 1, 5),),
    schools=("St Mary's High School",),
    workplaces=("Bluebell Coffee, Northwick",),
)
FORMS = [
    (form, re.compile(form.regex_source, 0 if form.case_sensitive else re.IGNORECASE)) for form in patterns(PERSON)
]


def hits(text: str) -> list[tuple[str, str, bool]]:
    found = []
    keys = text_keys(text)
    for form, expression in FORMS:
        for match in expression.finditer(text):
            # What the search keys promise: a text without any of them does not hold the form.
            assert keys & set(form.keys), form.kind
            found.append((form.kind, match.group(), form.is_certain))
    return found


WRITTEN = [
    ("name", "Jessica Hartwell"),
    ("name", "JESSICA ANNE HARTWELL"),
    ("name", "Jessica A. Hartwell"),
    ("name", "Hartwell, Jessica"),
    ("name", "jessicahartwell"),
    ("name", "jessica_hartwell"),
    ("name", "J. Hartwell"),
    ("name", "j hartwell"),
    ("name", "JA Hartwell"),
    ("name", "jess hartwell"),
    ("name", "zoe obrien smith"),
    ("name", "Zoe O’Brien-Smith"),
    ("nickname", "hartwell"),
    ("nickname", "jesica"),
    ("nickname", "jesssss"),
    ("nickname", "jessy"),
    ("nickname", "zoe"),
    ("phone", "0 7 7 0 0 9 0 0 1 2 3"),
    ("phone", "447700900123:12@s.whatsapp.net"),
    ("phone", "oh double seven double oh nine double oh one two three"),
    ("phone", "07700-900 one two three"),
    ("email", "jess.hart92@example.com"),
    ("email", "JESS.HART92@EXAMPLE.COM"),
    ("email", "jess.hart92+news@example.com"),
    ("email", "jess dot hart92 at example dot com"),
    ("email", "jess.hart92 (at) example (dot) com"),
    ("handle", "@jess_h"),
    ("handle", "jess_h"),
    ("handle", "JESS.HART92"),
    ("handle", "@sunny"),
    ("address", "14 Acacia Road"),
    ("address", "14, acacia rd"),
    ("address", "Flat 2, 14 Acacia Rd."),
    ("address", "acacia road"),
    ("postcode", "LS99 9ZZ"),
    ("postcode", "ls999zz"),
    ("date_of_birth", "1990-01-05"),
    ("date_of_birth", "5th of January, 1990"),
    ("date_of_birth", "jan 5th 90"),
    ("date_of_birth", "05011990"),
    ("school", "st marys high"),
    ("school", "Saint Mary’s High School"),
    ("school", "st mary's"),
    ("workplace", "bluebell coffee"),
]


@pytest.mark.parametrize(("kind", "text"), WRITTEN)
def test_each_written_form_is_found_whole_and_for_certain(kind: str, text: str) -> None:
    assert (kind, text, True) in hits(text)
    assert (kind, text, True) in hits(f"so, {text} was it")


@pytest.mark.parametrize("text", identifiers.mobile_forms("07700900123").values())
def test_a_phone_number_is_found_however_it_is_written(text: str) -> None:
    assert ("phone", text, True) in hits(text)


@pytest.mark.parametrize("text", identifiers.date_of_birth_forms(date(1990, 1, 5)))
def test_a_date_of_birth_is_found_however_it_is_written(text: str) -> None:
    assert ("date_of_birth", text, True) in hits(text)


@pytest.mark.parametrize("text", identifiers.postcode_forms("LS99 9ZZ"))
def test_a_postcode_is_found_however_it_is_written(text: str) -> None:
    assert ("postcode", text, True) in hits(text)


@pytest.mark.parametrize(
    "text",
    [
        "say grace before dinner",
        "it is sunny out",
        "Joking aside",
        "077009001234",
        "107700900123",
        "jessamine tea",
        "xjess.hart92@example.community",
        "14 acacias",
        "05/01/1991",
        "the acacia",
        "LS99 9ZZA",
        "Grace of God",
        "no harm, see you at 5",
    ],
)
def test_near_misses_are_not_found(text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize("text", ["saw Grace today", "Grace said no", "Grace's coat", "Grace xx", "Grace"])
def test_a_name_that_is_a_word_counts_where_it_is_written_as_a_name_but_not_for_certain(text: str) -> None:
    assert ("nickname", "Grace", False) in hits(text)


@pytest.mark.parametrize("text", ["in May we go", "on 5 May 2025", "last May", "may be"])
def test_a_month_is_not_a_person(text: str) -> None:
    forms = patterns(KnownPerson("Third party 0001", "third_party", nicknames=("May",)))
    assert not any(re.search(form.regex_source, text) for form in forms)


def test_two_ordinary_words_are_a_name_for_certain_only_with_capitals() -> None:
    forms = patterns(KnownPerson("Third party 0001", "third_party", names=("Will Young",)))
    certain = [form for form in forms if form.is_certain]
    found = [form for form in certain if re.search(form.regex_source, "ask Will Young", 0)]
    assert found
    for form in certain:
        assert not re.search(form.regex_source, "you will young man", 0 if form.case_sensitive else re.IGNORECASE)


def test_words_for_a_relation_are_nobodys_name() -> None:
    assert patterns(KnownPerson("Third party 0001", "third_party", names=("Mum",), nicknames=("my dad", "Home"))) == ()


def test_a_possessive_without_apostrophe_leaves_its_s_outside() -> None:
    person = KnownPerson("Third party 0001", "third_party", nicknames=("Katherina",))
    (form,) = patterns(person)
    match = re.search(form.regex_source, "katherinas house", re.IGNORECASE)
    assert match is not None
    assert match.group() == "katherina"


@pytest.mark.parametrize(
    "name", ["李小龍", "김민준", "Мария Иванова", "محمد علي", "Nguyễn Thị Hoa", "🦋", "X Æ", "O'Neil", "-"]
)
def test_names_of_every_script_are_found_and_keyed(name: str) -> None:
    text = f"ask {name} about it"
    forms = patterns(KnownPerson("Third party 0001", "third_party", names=(name,)))
    found = [form for form in forms if re.search(form.regex_source, text, 0 if form.case_sensitive else re.IGNORECASE)]
    assert bool(found) == (name != "-" or bool(forms))
    assert all(set(form.keys) & text_keys(text) for form in found)


def test_every_expression_compiles_under_both_engines_and_means_the_same() -> None:
    text = " | ".join(text for _, text in WRITTEN)
    for form, expression in FORMS:
        other = regex.compile(form.regex_source, 0 if form.case_sensitive else regex.IGNORECASE)
        assert [m.span() for m in expression.finditer(text)] == [m.span() for m in other.finditer(text)]


def test_foreign_numbers_and_short_codes() -> None:
    assert re.search(phone_forms("+353201234567"), "call 020 123 4567")
    assert re.search(phone_forms("+353201234567"), "00353 20 123 4567")
    (form,) = patterns(KnownPerson("Third party 0001", "third_party", phones=("60000",)))
    assert isinstance(form, WrittenForm)
    assert not form.is_certain
    assert re.search(form.regex_source, "text 60000 now")


def test_search_keys_hold_for_generated_people() -> None:
    rng = identifiers.generator("names")
    given = ["Siobhán", "Billie", "Anne-Marie", "Mohammed", "Llyr", "Aaron", "Bobby", "Jo", "Rhiannon", "D'Arcy"]
    surnames = ["Llewellyn", "van der Aa", "O'Hallorann", "Ng", "Massey", "Whitehouse", "St John", "Kelly", "Hill"]
    for _ in range(200):
        first, middle, last = rng.choice(given), rng.choice(["", rng.choice(given)]), rng.choice(surnames)
        person = KnownPerson("Third party 0001", "third_party", names=(f"{first} {middle} {last}".replace("  ", " "),))
        joint = rng.choice(["", " ", ".", "_", "-"])
        parts = [rng.choice([first, first[0]]), *([rng.choice([middle, middle[0]])] if middle else []), last]
        if rng.random() < 0.3:
            parts = [last, first]
        text = rng.choice([str.lower, str.upper, str])(joint.join(parts)) + rng.choice(["", "s", "'s", "99"])
        keys = text_keys(text)
        for form in patterns(person):
            if re.search(form.regex_source, text, 0 if form.case_sensitive else re.IGNORECASE):
                assert keys & set(form.keys), (form, text)
