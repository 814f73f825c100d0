"""Vehicle registrations of every style, and vehicle identification numbers.

Authority: DVLA INF104 (current style since 2001: two letters, two figures, three letters; prefix 1983 to 2001: letter, one to three figures,
three letters; suffix 1963 to 1982, the same turned round; dateless before); DVA for Northern Ireland (up to three
letters with I or Z among the last two, up to four figures); ISO 3779 for the seventeen characters of a VIN.
"""

from __future__ import annotations

import re
from typing import Final

from presidio_analyzer import EntityRecognizer
from presidio_analyzer.predefined_recognizers.country_specific.uk import UkVehicleRegistrationRecognizer

from disclosure.redact.common_words import is_common, words_of
from disclosure.redact.recognisers.rule import CASE_SENSITIVE, IS, Rule

_PLATE_WORDS: Final = frozenset(
    "YOU THE FOR AND CAN MAY NOT BUT WAS ARE HAS HAD OUT OFF ALL ANY NOW NEW OLD ONE TWO WAY DAY BUS EXIT HIS HER OUR"
    " MIN HRS SAT SUN MON TUE WED THU FRI JAN FEB MAR APR JUN JUL AUG SEP OCT NOV DEC".split()
)
_NI_MARK: Final = "(?:IA|DZ|KZ|RZ|AZ|CZ|EZ|FZ|GZ|MZ|OI|PZ|TZ|UZ|WZ|XI|IB|LZ|XZ|IJ|BZ|JZ|SZ|IL|IG|IW|NZ|YZ|UI|JI|HZ|VZ)"
_VEHICLE: Final = (
    r"(?:car|van|bike|motor(?:bike|cycle)?|moped|scooter|lorry|truck|taxi|cab|bus|vehicle|whip|ride|plates?|reg(?:istration)?s?|vrm|vrn|"
    r"mot(?:['’]?d)?|tax(?:ed|i)?|insured|insurance|parked|parking|pcn|fine|ticket|dvla|driving|drives|drove|driver|"
    r"fiesta|corsa|golf|astra|focus|polo|clio|mini|micra|fiat|punto|audi|bmw|merc(?:edes)?|transit|vauxhall|ford|vw|volkswagen|kia|toyota|"
    r"nissan|peugeot|renault|citroen|hyundai|skoda|seat|honda|mazda|volvo|jaguar|jag|land\s?rover|range\s?rover|rover|defender|discovery|"
    r"beetle|escort|cortina|sierra|mondeo|saxo|civic|yaris|qashqai|juke|sprinter|vivaro|berlingo|yamaha|suzuki|kawasaki|ducati|"
    r"tesla|lexus|porsche|mg|dacia|duster|sandero|zafira|insignia|passat|leon|ibiza|fabia|octavia|tiguan|aygo|prius)"
)
_ANY_STYLE: Final = (
    r"(?:[a-z]{2}\d{2}\s?[a-z]{3}|[a-z]{2}\s\d{2}\s[a-z]{3}|[a-z]\d{1,3}\s?[a-z]{3}|[a-z]{3}\s?\d{1,3}[a-z]|"
    rf"[a-z]?{_NI_MARK}\s?\d{{1,4}})(?!\w)"
)
_OTHER_STYLE: Final = r"(?:[a-z]{1,3}\s?\d{1,4}(?:\s?[a-z]\b)?|\d{1,4}\s?[a-z]{1,3})(?!\w)"
_LETTERS: Final = re.compile(r"[A-Za-z]+")
_PAIR: Final = 2


def _no_plate(text: str) -> bool:
    return text[-3:].upper() in _PLATE_WORDS


def _holds_a_word(text: str) -> bool:
    """Whether the letters are an ordinary word ("for50p", "til 1900"), so that it takes more to be a plate."""
    return any(
        len(word) > 1 and is_common(word, 4000) for word in words_of(text) if len(word) != 1
    )  # one letter tells nothing


def _only_units(text: str) -> bool:
    letters = "".join(_LETTERS.findall(text)).lower()
    return letters in _UNITS or letters.upper() in _PLATE_WORDS or not any(map(str.isdecimal, text))


_UNITS: Final = frozenset(
    "st nd rd th am pm k m km mph p x cm mm kg g ml l hrs hr h min mins sec secs s d days day cc bhp hp x in on at to of is it my the and for from was".split()
)


_MEASURES: Final = frozenset("mph mpg bhp kph min hrs ppl yds kms lbs pct pts gbp usd eur amp psi rpm ltr".split())


class VehicleRegistrationRecognizer(UkVehicleRegistrationRecognizer):  # type: ignore[misc]  # presidio is untyped
    """Presidio's recogniser, but not for a flight or a road before a word ("MH17 was")."""

    def __init__(self) -> None:
        super().__init__(name="UkVehicleRegistrationRecognizer")

    def invalidate_result(self, pattern_text: str) -> bool:
        """Whether the letters are an ordinary word."""
        return _no_plate(pattern_text) or _holds_a_word(pattern_text)


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            # Written in capitals, one cannot be taken for words.
            "written_plate",
            "UK_VEHICLE_REGISTRATION",
            [
                (r"\b[A-Z]{2}\s?(?:0[1-9]|[1-7]\d)\s?[A-HJ-PR-Z]{3}\b", 0.7),
                (r"\b[A-HJ-NP-TV-Y]\d{1,3}\s?[A-HJ-PR-Y][A-Z]{2}\b", 0.6),
                (r"\b[A-HJ-PR-Z]{3}\s?\d{2,3}[A-HJ-NPR-TV-Y]\b", 0.6),
                (rf"\b[A-Z]{_NI_MARK}\s?\d{{2,4}}\b", 0.6),
                (r"\b[A-Z]{1,2}Z\s?\d{3,4}\b", 0.6),
            ],
            needs="digit",
            invalidate=_no_plate,
            flags=CASE_SENSITIVE,
        ),
        Rule(
            # In small letters but in one piece, which no word with a figure is.
            "small_plate",
            "UK_VEHICLE_REGISTRATION",
            [
                (
                    r"(?<![\w.@/#:\-])(?:[a-hj-np-tv-y]\d{2,3}[a-hj-pr-y][a-z]{2}|[a-hj-pr-z]{3}\d{2,3}[a-hj-np-tv-y])(?![\w@/])",
                    0.55,
                ),
                (rf"(?<![\w.@/#:\-])[a-z](?i:{_NI_MARK})\d{{3,4}}(?![\w@/])", 0.55),
                (r"(?<![\w.@/#:\-])[a-z]{2}(?:0[2-9]|[1-7]\d)\s?[a-hj-pr-z]{3}(?![\w@/])", 0.55),
            ],
            needs="digit",
            invalidate=_holds_a_word,
            flags=CASE_SENSITIVE,
        ),
        Rule(
            "named_plate",
            "UK_VEHICLE_REGISTRATION",
            [
                # After "reg" and the like even what could be a word counts, as private plates do.
                (
                    r"\b(?:reg(?:istration)?|number\s?plates?|num\s?plate|plates?|vrm|vrn|licen[cs]e\s+plate)(?:\s+(?:no|num|number|mark))?\b(?:\s*(?:is|was|said|says|of|on\s+it\s+is|ends?|starts?|begins?|with|in))*\s*[:=\-]?\s*"
                    rf"\K(?<!\w)(?:{_ANY_STYLE}|{_OTHER_STYLE})",
                    0.85,
                ),
                # Seen beside a vehicle: a full registration, a few words on.
                (rf"\b{_VEHICLE}\b(?:[^\S\n]+[\p{{L}}'’]+){{0,5}}?[\s,:\-(]+\K{_ANY_STYLE}", 0.75),
                (rf"(?<![\w.@/#\-]){_ANY_STYLE}(?=[\s,)]+(?:\p{{L}}+\s+){{0,3}}?{_VEHICLE}\b)", 0.65),
            ],
            needs="digit",
            invalidate=_only_units,
        ),
        Rule(
            # A letter, figures and letters apart in small letters, seen beside a vehicle: "that old corsa, p 482 yjt".
            "spaced_plate",
            "UK_VEHICLE_REGISTRATION",
            [
                (
                    rf"\b{_VEHICLE}\b(?:[^\S\n]+[\p{{L}}'’]+){{0,5}}?[\s,:\-(]+\K(?:[b-hj-np-tv-y]\s\d{{1,3}}\s?[a-hj-pr-z]{{3}}|[a-hj-pr-z]{{3}}\s?\d{{1,3}}\s[b-hj-np-tv-y])(?!\w)",
                    0.7,
                )
            ],
            needs="digit",
            invalidate=lambda text: _holds_a_word(text) or text[-3:].casefold() in _MEASURES,
        ),
        Rule(
            "vehicle_identification",
            "UK_VEHICLE_REGISTRATION",
            [
                (rf"\b(?:vin|chassis|frame){IS}\K[a-hj-npr-z\d]{{11,17}}\b", 0.95),
                (r"(?<![\w\-])(?=[a-z\d]*[a-z][a-z\d]*[a-z])(?=[A-Z\d]+\b)[A-HJ-NPR-Z\d]{13}\d{4}(?![\w\-])", 0.6),
                (rf"\b(?:v5c?|log\s?book)(?:\s+(?:doc(?:ument)?|ref(?:erence)?))?{IS}\K\d{{11}}\b", 0.85),
            ],
            needs="digit",
        ),
    ]
