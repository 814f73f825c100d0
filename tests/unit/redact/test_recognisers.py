"""Tables of what each recogniser finds and of near misses that it must leave alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
import regex

from disclosure.errors import DisclosureError
from disclosure.redact.analyse import Analyser
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.recognisers import load, uk
from disclosure.redact.recognisers.case_register import PERSON_KEY, CaseRegisterRecogniser
from disclosure.redact.recognisers.rule import Rule, luhn
from disclosure.redact.tagger import TaggedName
from disclosure.synthetic import identifiers


class NoNames:
    """A tagger that finds nothing, so that rules are seen alone."""

    name, version = "none", "0"

    def tag(self, texts: Sequence[str]) -> list[list[TaggedName]]:
        return [[] for _ in texts]


ANALYSER = Analyser(tagger=NoNames())


def found(text: str) -> list[tuple[str, str]]:
    (analysis,) = ANALYSER.analyse([text])
    assert not analysis.withheld
    return [(span.entity_type, text[span.start : span.end]) for span in analysis.spans]


RNG = identifiers.generator("recognisers")
NHS, CARD, IMEI, ICCID = (
    maker(RNG) for maker in (identifiers.nhs_number, identifiers.card_number, identifiers.imei, identifiers.iccid)
)
NINO = identifiers.national_insurance_number(RNG)
LICENCE = identifiers.driving_licence("Quickfell", "AB", date(1990, 1, 5), RNG)

FOUND = [
    ("my ni is {}", "UK_NINO", NINO),
    ("{}", "UK_NINO", " ".join((NINO[:2], NINO[2:4], NINO[4:6], NINO[6:8], NINO[8]))),
    ("nhs number {}", "UK_NHS", NHS),
    ("its {} on the letter", "UK_NHS", f"{NHS[:3]} {NHS[3:6]} {NHS[6:]}"),
    ("passport no {}", "UK_PASSPORT", "925665416"),
    ("passport is {} x", "UK_PASSPORT", "AB1234567"),
    ("licence {}", "UK_DRIVING_LICENCE", LICENCE),
    ("{} is mine", "UK_DRIVING_LICENCE", f"{LICENCE[:5]} {LICENCE[5:11]} {LICENCE[11:14]}{LICENCE[14:]}"),
    ("parked {} outside", "UK_VEHICLE_REGISTRATION", "JT17 ABC"),
    ("parked {} outside", "UK_VEHICLE_REGISTRATION", "jt17abc"),
    ("reg {}", "UK_VEHICLE_REGISTRATION", "m123 txw"),
    ("a blue {} on the drive", "UK_VEHICLE_REGISTRATION", "M123 TXW"),
    ("come to {} ok", "UK_POSTCODE", "LS99 9ZZ"),
    ("come to {} ok", "UK_POSTCODE", "ls999zz"),
    ("sort code {}", "SORT_CODE", "99-12-34"),
    ("sort {} then", "SORT_CODE", "991234"),
    ("acc no {}", "BANK_ACCOUNT", "12345678"),
    ("99-12-34 {}", "BANK_ACCOUNT", "12345678"),
    ("card {}", "CREDIT_CARD", CARD),
    ("{}", "CREDIT_CARD", " ".join(CARD[at : at + 4] for at in range(0, 16, 4))),
    ("iban {}", "IBAN_CODE", "GB33BUKB20201555555555"),
    ("imei {}", "IMEI", IMEI),
    ("{}", "IMEI", IMEI),
    ("sim {}", "ICCID", ICCID),
    ("imsi {}", "IMSI", "234150123456789"),
    ("wifi {} again", "MAC_ADDRESS", "00:00:5E:00:53:AA"),
    ("from {} again", "IP_ADDRESS", "192.0.2.17"),
    ("from {} again", "IP_ADDRESS", "2001:db8::17"),
    ("at {} now", "COORDINATES", "54.48211, 0.91234"),
    ("see {}", "MAP_LINK", "https://maps.google.com/?q=54.48211,0.91234"),
    ("see {}", "MAP_LINK", "https://maps.app.goo.gl/AbCdEf"),
    ("see {} lol", "SOCIAL_PROFILE", "https://www.instagram.com/alba.q/"),
    ("see {} lol", "SOCIAL_PROFILE", "fb.com/alba.quickfell"),
    ("follow {} lol", "SOCIAL_HANDLE", "@alba_q92"),
    ("my snap is {}", "SOCIAL_HANDLE", "alba_q92"),
    ("insta: {}", "SOCIAL_HANDLE", "albaquick"),
    ("mail {} pls", "EMAIL_ADDRESS", "alba.q@mail.example"),
    ("mail {} pls", "EMAIL_ADDRESS", "alba dot q at mail dot example"),
    ("its {} ok", "EMAIL_ADDRESS", "alba.q at gmail.com"),
    ("dob {}", "DATE_OF_BIRTH", "05/01/1990"),
    ("born on {}", "DATE_OF_BIRTH", "5th jan 1990"),
    ("my birthday is {} btw", "DATE_OF_BIRTH", "5 January"),
    ("im at {}", "ADDRESS", "14 acacia avenue"),
    ("im at {}", "ADDRESS", "Flat 3, 14 Acacia Park"),
    ("she lives on {}", "ADDRESS", "acacia road"),
    ("went to {}", "SCHOOL", "Northwick High School"),
    ("she goes to {}", "SCHOOL", "st cuthberts primary"),
    ("she works at {} now", "WORKPLACE", "Bluebell Coffee"),
    ("she works as a {} there", "OCCUPATION", "nurse"),
    ("mr quickfell, {}", "RELATIONSHIP", "my little brother"),
    ("he {}", "PREVIOUS_CONVICTION", "got 6 months for assault"),
    ("he {}", "PREVIOUS_CONVICTION", "is on probation"),
    ("ask {} Quickfell", "TITLE", "Mrs"),
    ("ask Mrs {}", "PERSON", "Quickfell"),
    ("ask mrs {} about it", "PERSON", "quickfell"),
]


@pytest.mark.parametrize(("frame", "entity", "value"), FOUND)
def test_found_whole(frame: str, entity: str, value: str) -> None:
    assert (entity, value) in found(frame.format(value))


@pytest.mark.parametrize("national", ["07700900123", "01632960123", "02079460123", "01134960123"])
def test_every_written_form_of_a_phone_number(national: str) -> None:
    forms = identifiers.mobile_forms(national) if national.startswith("07") else identifiers.landline_forms(national)
    for way, text in forms.items():
        assert ("PHONE_NUMBER", text) in found(f"ring {text} yh"), way


@pytest.mark.parametrize(
    "text",
    [
        "Hiya lol mum xx",
        "b4 you go m8 can u get the 2 a",
        "see you 05/01/2025 14:30",
        "back in 10 mins, 5 min walk",
        "M25 AND A40 both shut",
        "ok.so what.now",
        "won 3-2 again, 4-4-2 though",
        "9 times out of 10",
        "on my way at 7 then",
        "miss you so much",
        "dr who is on",
        "insta is down again",
        "works at night",
        "1234567",
        "£1500000 lottery",
        "order 4829103",
        "one two three go",
        "meet at 8 on saturday",
        "version 1.2.3",
    ],
)
def test_ordinary_chat_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_presidios_uk_recognisers_are_all_on() -> None:
    names = [recogniser.name for recogniser in load(tagger=NoNames())]
    assert set(uk.EXPECTED) <= set(names)
    assert len(names) == len(set(names))


def test_a_missing_recogniser_stops_detection() -> None:
    with pytest.raises(DisclosureError, match="UkNinoRecognizer"):
        uk.check_loaded(name for name in uk.EXPECTED if name != "UkNinoRecognizer")


def test_dates_are_not_redacted_by_a_stock_recogniser() -> None:
    loaded = load(tagger=NoNames())
    assert not any("DATE_TIME" in recogniser.supported_entities for recogniser in loaded)


def test_what_a_recogniser_needs_only_saves_time() -> None:
    """A text without what a recogniser needs gives nothing even when the recogniser is asked."""
    analyser = Analyser(tagger=NoNames())
    texts = [frame.format(value) for frame, _, value in FOUND]
    texts += [re.sub(r"\d", "", text) for text in texts] + [re.sub(r"[@.:/\-]", "", text) for text in texts]
    for recogniser in load(tagger=NoNames()):
        needs = getattr(recogniser, "needs", "") or uk.NEEDS.get(recogniser.name, "")
        for text in texts if needs else []:
            has = regex.search(r"\d", text) if needs == "digit" else any(character in text for character in needs)
            if not has:
                assert recogniser.analyze(text, recogniser.supported_entities, None) == [], recogniser.name
    assert analyser.analyse([""])[0].spans == ()


def test_our_rules_have_names_of_their_own_and_versions() -> None:
    rules = [recogniser for recogniser in load(tagger=NoNames()) if isinstance(recogniser, Rule)]
    assert len({rule.name for rule in rules}) == len(rules) > 20
    assert all(rule.version for rule in rules)


def test_luhn() -> None:
    assert luhn("4111 1111 1111 1111")
    assert not luhn("4111 1111 1111 1112")


# The case register

ALBA = KnownPerson("Complainant", "complainant", "c", names=("Alba Quickfell",), phones=("+447700900123",))
SAM_A = KnownPerson("Third party 0001", "third_party", names=("Sam Oddwater",))
SAM_B = KnownPerson("Third party 0002", "third_party", names=("Sam Pellbrook",))


def register(text: str, *people: KnownPerson) -> dict[str, str | None]:
    results = CaseRegisterRecogniser(people).analyze(text, [])
    return {
        text[result.start : result.end]: getattr(result.recognition_metadata[PERSON_KEY], "pseudonym", None)
        for result in results
    }


def test_known_people_are_found_in_any_case_with_their_pseudonym() -> None:
    hits = register("ALBA said call 0 7700 900 123", ALBA, SAM_A)
    assert hits == {"ALBA": "Complainant", "0 7700 900 123": "Complainant"}


RORY = KnownPerson("Suspect", "suspect", "s", names=("Rory Pellbrook",), public_names=("Rory Pellbrook",))
DC = KnownPerson("Police officer 01", "police", "dc", names=("Ann Prydderch",), public_names=("Ann Prydderch",))


@pytest.mark.parametrize(
    ("text", "name", "is_full"),
    [
        ("it was Rory Pellbrook", "Rory Pellbrook", True),
        ("PELLBROOK, RORY", "PELLBROOK, RORY", True),
        ("rory pellbrooks car", "rory pellbrook", True),
        ("it was rory", "rory", False),
        ("mr pellbrook", "pellbrook", False),
        ("r pellbrook", "r pellbrook", False),
        ("rang DC 1234 Prydderch", "Prydderch", True),
        ("rang prydderch", "prydderch", False),
    ],
)
def test_a_name_that_every_recipient_knows_is_one_in_full(text: str, name: str, is_full: bool) -> None:
    for people in ((RORY, DC), tuple(replace(person, public_names=()) for person in (RORY, DC))):
        kinds = {
            result.entity_type
            for result in CaseRegisterRecogniser(people).analyze(text, [])
            if text[result.start : result.end] == name
        }
        assert ("FULL_NAME" in kinds) == (is_full and bool(people[0].public_names))


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("add alba_q92 x", "alba_q92"),
        ("add @alba99", "@alba99"),
        ("its q_quickfell.alba ok", "q_quickfell.alba"),
        ("Alba1994's", "Alba1994"),
        ("alba", None),
        ("_alba_ said", None),
        ("at 7pm.Alba went", None),
        ("IMG_alba_01.jpg", None),
    ],
)
def test_a_user_name_with_a_name_in_it_is_one_find(text: str, token: str | None) -> None:
    handles = [
        text[result.start : result.end]
        for result in CaseRegisterRecogniser((ALBA,)).analyze(text, [])
        if result.entity_type == "SOCIAL_HANDLE"
    ]
    assert handles == ([token] if token else [])


def test_a_name_that_two_people_share_is_nobodys_in_particular() -> None:
    hits = register("sam n sam oddwater", SAM_A, SAM_B)
    assert hits["sam"] is None
    assert hits["sam oddwater"] == "Third party 0001"


def test_thousands_of_people_change_nothing_but_who_is_found() -> None:
    rng = identifiers.generator("crowd")
    letters = "abcdefghijklmnoprstuvwy"
    crowd = [
        KnownPerson(
            f"Third party {number + 10:04}",
            "third_party",
            names=(" ".join("".join(rng.choice(letters) for _ in range(7)).title() for _ in range(2)),),
            phones=(f"+441632960{number % 1000:03d}",),
        )
        for number in range(2000)
    ]
    assert register("alba and 07700900123", *crowd, ALBA) == {"alba": "Complainant", "07700900123": "Complainant"}
    assert register(f"x {crowd[1500].names[0].lower()} y", *crowd)[crowd[1500].names[0].lower()] == "Third party 1510"


def test_every_expression_of_a_rule_is_one() -> None:
    expressions = [
        (recogniser.name, pattern.regex, recogniser.global_regex_flags)
        for recogniser in load(tagger=NoNames())
        if isinstance(recogniser, Rule)
        for pattern in recogniser.patterns
    ]
    assert len(expressions) > 150
    for name, source, flags in expressions:
        assert regex.compile(source, flags=flags), name


def test_a_register_of_nobody_finds_nobody() -> None:
    assert CaseRegisterRecogniser(()).analyze("ask anna at 07700 900123", []) == []
