"""Where somebody lives: house, flat and street in any case, with the town and postcode that follow; streets alone.

Authority: Royal Mail, how to address mail clearly, and the Postcode Address File (premises, thoroughfare, post town, postcode);
BS 7666 for the order of the parts.
"""

from __future__ import annotations

import re
from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.common_words import is_common, words_of
from disclosure.redact.recognisers import street_words as words
from disclosure.redact.recognisers.rule import CASE_SENSITIVE, Rule, literals

_NUMBER: Final = (
    r"(?<![\w:£$€/])(?<!\d\.)(?:(?:no|number|num)\b\.?\s*)?#?\d{1,4}(?:\s?[a-h]\b|[a-z])?(?:\s?[-/–]\s?\d{1,4}[a-z]?)?"
)
_TENEMENT: Final = r"(?:(?<!\w)\d{1,2}/\d{1,2}[\s,]+)?"
"""Flat and stair as Scottish addresses begin: 3/1, 14 …"""
_ON_A_FLOOR: Final = r"(?:upstairs|downstairs|(?:top|first|ground|second|third)\s+(?:floor|flat)|basement)"
_FLOOR: Final = rf"(?:{_ON_A_FLOOR}[\s,]{{1,3}})?"
_WORD: Final = r"[\p{L}][\p{L}'’.\-]*"
_FLAT: Final = (
    r"(?<!\w)(?:(?:ground|first|second|third|top|basement)[ \-]floor\s+(?:flat|maisonette)|"
    r"(?:flat|flt|apartment|apt|maisonette|studio|(?:unit|caravan|plot)(?=\s?(?:no\.?\s?|number\s)?\d))\.?\s?(?:no\.?\s?|number\s)?(?:\d{1,4}\s?[a-z]?|(?<=[\s.])[a-z]\d{0,3})(?![\w%]))"
)
_BLOCK: Final = rf"(?:{_WORD}\s+){{1,3}}(?:{words.HOUSE})\b"
_POSTCODE: Final = r"[a-z]{1,2}\d[a-z\d]?\s?\d[abd-hjlnp-uw-z]{2}\b"
_TOWN: Final = rf"(?:{words.TOWNS})\b"
_TAIL: Final = (
    # The rest of an address down to its postcode, or at least the town.
    rf"(?:(?:[\s,]{{1,4}}{_WORD}){{0,7}}?[\s,]{{1,4}}{_POSTCODE}|(?:[\s,]{{1,4}}{_WORD}){{0,2}}?(?:\s*,\s*|\s+(?:in\s+)?){_TOWN})?"
)
_STREET_ENDS: Final = rf"(?:{words.STRONG}|{words.WEAK})\b\.?"
_TITLED_WORD: Final = r"(?:[A-Z][\p{L}'’\-]*\.?|of|the|and|on|upon|le|de)"
_PLACED: Final = (
    r"\b(?:lives?|living|lived|staying|stays|stayed|moved|moving|move|house|flat|place|home|address|based|parked|walking|walked|driving|drove|"
    r"seen|saw|corner|end|top|bottom|crash|accident|shops?|addy)\s+(?:is\s+|was\s+)?(?:at|on|in|to|near|down|along|off|up|of|by|into|over\s+on|round|around)\s+(?:the\s+(?:corner|end)\s+of\s+)?"
)
_PREPOSITION: Final = (
    r"\b(?:on|down|along|off|onto|up|at|near|by|into|outside|round|around|opposite|from|to|past|behind|in)\s+"
)
_SHORT: Final = 3


_REAR: Final = re.compile(r"\b(?:(?:rear|back|side)\s+of|r/o)\s+", re.IGNORECASE)
_TENS: Final = "twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|nine?ty"
_ONES: Final = "one|two|three|four|five|six|seven|eight|nine"
_SPOKEN_NUMBER: Final = (
    rf"(?<!\w)(?:(?:number|no)\s+)?(?:(?:a|one|two)\s+hundred(?:\s+and)?(?:\s+(?:{_TENS}))?(?:[\s\-](?:{_ONES}))?|(?:{_TENS})(?:[\s\-](?:{_ONES}))?|"
    rf"{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_CONVERTED: Final = (
    "maltings|bakery|brewery|dairy|granary|stables|chapel|schoolhouse|school\\s?house|coach\\s?house|post\\s?office|police\\s+station|fire\\s+station|"
    "station|bank|forge|smithy|tannery|laundry|library|mill|barn|vicarage|rectory|parsonage|priory|manse|kirk|town\\s+hall|courthouse|bakehouse|creamery|"
    "foundry|pumping\\s+station|toll\\s?house|workhouse|hospital|school|cottage|farm|lodge|wharf|warehouse|print\\s?works|engine\\s+house"
)
"""What houses called "the old …" once were."""


def _street_line(text: str) -> str:
    """The part of an address that names the street: "33a, upstairs, marlpit ln" lies on the last."""
    parts = re.split(r"[,\n]", _REAR.sub("", _after_flat(text)))
    return next(
        (
            part
            for part in parts
            if any(len(word) > 1 for word in words_of(re.sub(_ON_A_FLOOR, "", part, flags=re.IGNORECASE)))
        ),
        "",
    )


def _starts_with_time(text: str) -> bool:
    return re.match(r"(?:[01]?\d|2[0-3])[.:]?[0-5]\d\s?(?:am|pm)", text, re.IGNORECASE) is not None


def _is_no_house(text: str) -> bool:
    """Whether a number and words before a kind of street are no address: "10 min drive", "2 lads down the street"."""
    line = _street_line(text)
    found = [word.casefold() for word in words_of(line)]
    if not found:
        return False
    middle = [word for word in found[:-1] if len(word) > 1 or word in ("i", "u", "x")] or found
    return _starts_with_time(text) or any(word in words.NO_STREET for word in middle)


def _is_no_weak_house(text: str) -> bool:
    """The same where the kind of street is an ordinary word: then the name before it must not be one."""
    if _is_no_house(text):
        return True
    line = _street_line(text)
    end = re.search(rf"(?:{words.STRONG}|{words.WEAK})\b", line, re.IGNORECASE)
    named = [word.casefold() for word in words_of(line[: end.start()] if end else line) if len(word) > _SHORT]
    return not named or all(is_common(word, 3000) and word not in words.STREET_NAMES for word in named)


def _is_no_spoken_house(text: str) -> bool:
    """The same with the number in words, after which more is no address: "two mad roads", "one direction street"."""
    line = re.split(r"[,\n]", _after_flat(text))[0]
    said = re.match(_SPOKEN_NUMBER, line.strip(), re.IGNORECASE)
    named = [word.casefold() for word in words_of(line.strip()[said.end() :] if said else line)][:-1]
    return (
        not named
        or any(word in words.NO_STREET for word in named)
        or all(is_common(word, 3000) and word not in words.STREET_NAMES for word in named)
    )


def _is_no_house_on_a_street(text: str) -> bool:
    """Whether what follows a house and a comma is no street: "back to the house, long road ahead"."""
    street = next(
        (part for part in text.split(",")[1:] if re.search(rf"(?:{words.STRONG})\b", part, re.IGNORECASE)), ""
    )
    named = [word.casefold() for word in words_of(street)][:1]
    return any(
        word in words.NO_STREET_ALONE or (is_common(word, 3000) and word not in words.STREET_NAMES) for word in named
    )


def _after_flat(text: str) -> str:
    return re.sub(
        r"^(?:flat|flt|apartment|apt|unit|maisonette|studio|plot|caravan|number|num|no)\b\.?\s*\w{0,4}[\s,]*",
        "",
        text,
        flags=re.IGNORECASE,
    )


def _is_no_street(text: str) -> bool:
    """Whether what stands before a kind of street names none: "the main road", "a side street"."""
    found = [word.casefold() for word in words_of(text.split(",")[0])]
    return not found[:-1] or found[0] in words.NO_STREET_ALONE or any(word in words.NO_STREET for word in found[:-1])


def _is_no_weak_street(text: str) -> bool:
    found = [word.casefold() for word in words_of(text.split(",")[0])]
    named = [word for word in found[:-1] if len(word) > _SHORT]
    return (
        _is_no_street(text)
        or not named
        or all(is_common(word, 6000) and word not in words.STREET_NAMES for word in named)
    )


def _is_no_named_house(text: str) -> bool:
    """Whether the words before a street are the end of a sentence rather than a house: "Yes, Mill Lane"."""
    first = text.split(",")[0]
    found = words_of(first)
    return not found or (
        re.search(rf"(?:{words.HOUSE})$", first) is None and all(is_common(word, 8000) for word in found)
    )


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "street_address",
            "ADDRESS",
            [
                (
                    rf"(?:{_FLAT}(?:[\s,]+{_BLOCK})?[\s,]{{1,4}}(?:at\s+)?)?{_TENEMENT}{_NUMBER}[\s,]{{1,4}}{_FLOOR}(?:{_WORD}\s+){{1,3}}(?:{words.STRONG})\b\.?{_TAIL}",
                    0.8,
                )
            ],
            needs="digit",
            invalidate=_is_no_house,
        ),
        Rule(
            "weak_street_address",
            "ADDRESS",
            [
                (
                    rf"(?:{_FLAT}(?:[\s,]+{_BLOCK})?[\s,]{{1,4}})?{_TENEMENT}{_NUMBER}[\s,]{{1,4}}{_FLOOR}(?:{_WORD}\s+){{1,3}}(?:{words.WEAK})\b\.?{_TAIL}",
                    0.65,
                )
            ],
            needs="digit",
            invalidate=_is_no_weak_house,
        ),
        Rule(
            "spoken_house",
            "ADDRESS",
            [
                (
                    rf"(?:{_FLAT}[\s,]{{1,4}})?{_SPOKEN_NUMBER}[\s,]{{1,4}}(?:{_WORD}\s+){{1,2}}(?:{words.STRONG}|st|ln|ter|terr|cl|crt|ct)\b(?![\w'’])\.?{_TAIL}",
                    0.65,
                )
            ],
            words=(
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "teen",
                "ty",
                "hundred",
            ),
            invalidate=_is_no_spoken_house,
        ),
        Rule(
            # Streets of one word, such as Kirkgate and Cheapside.
            "one_word_street",
            "ADDRESS",
            [(rf"{_NUMBER}\s+\p{{L}}{{3,}}(?:gate|side|garth)\b(?!\s+(?:{words.STRONG})\b){_TAIL}", 0.6)],
            needs="digit",
            words=("gate", "side", "garth"),
            invalidate=lambda text: (
                all(is_common(word, 30000) for word in words_of(text)[:1]) or _starts_with_time(text)
            ),
        ),
        Rule(
            # Welsh names begin with the kind of street: Heol y Parc.
            "welsh_street",
            "ADDRESS",
            [
                (
                    rf"{_NUMBER}[\s,]{{1,4}}(?:ffordd|heol|stryd|lôn|lon|rhodfa|maes|clos|cae|bryn|llwyn|parc|trem|tai)\s+(?:(?:y|yr)\s+)?{_WORD}(?:\s+(?:fawr|fach|uchaf|isaf|newydd|goch|wen|las))?{_TAIL}",
                    0.7,
                )
            ],
            needs="digit",
            words=(
                "ffordd",
                "heol",
                "stryd",
                "lôn",
                "lon",
                "rhodfa",
                "maes",
                "clos",
                "cae",
                "bryn",
                "llwyn",
                "parc",
                "trem",
                "tai",
            ),
        ),
        Rule(
            "converted_house",
            "ADDRESS",
            [
                (rf"(?:{_FLAT}[\s,]{{1,4}}|{_NUMBER}[\s,]{{1,4}})the\s+old\s+(?:{_CONVERTED})\b{_TAIL}", 0.65),
                (
                    rf"\bthe\s+(?:{_WORD}\s+)?(?:{_CONVERTED}|{words.HOUSE}),\s*(?:{_WORD}\s+){{1,2}}(?:{words.STRONG})\b\.?{_TAIL}",
                    0.6,
                ),
            ],
            words=("the",),
            invalidate=_is_no_house_on_a_street,
        ),
        Rule(
            "flat",
            "ADDRESS",
            [
                (
                    rf"{_FLAT}(?:[\s,]+(?:{_NUMBER}\s+)?(?:{_WORD}\s+){{1,3}}(?:house|court|tower|towers|heights|mansions|point|apartments|lodge|buildings|wharf|view|block|chambers)\b(?:[\s,]+(?:{_NUMBER}[\s,]+)?(?:{_WORD}\s+){{1,3}}{_STREET_ENDS})?)?{_TAIL}",
                    0.6,
                ),
                (rf"{_FLAT}[\s,]+\d{{1,4}}[a-z]?[\s,]+(?:{_WORD}\s+){{0,3}}{_STREET_ENDS}{_TAIL}", 0.7),
                (rf"{_FLAT}[\s,]+(?:{_WORD}\s+){{1,3}}(?:{words.STRONG})\b\.?{_TAIL}", 0.65),
            ],
            words=("flat", "flt", "ap", "unit", "maisonette", "studio", "caravan", "plot"),
            invalidate=lambda text: (
                re.match(r"(?:flat|unit|plot|studio)\s+(?:i|a|x|u)\b", text, re.IGNORECASE) is not None
                and not any(map(str.isdecimal, text))
            ),
        ),
        Rule(
            "titled_address",
            "ADDRESS",
            [
                (
                    rf"(?:(?i:{_FLAT}),?\s+)?{_TENEMENT}(?<![\w:£])(?<!\d\.)\d{{1,4}}[A-Za-z]?(?:\s?[-/]\s?\d{{1,4}}[A-Za-z]?)?[,\s]\s*(?:[A-Z][\p{{L}}'’\-]*\.?\s+)(?:{_TITLED_WORD}\s+){{0,3}}"
                    rf"(?:{words.TITLED})\b\.?(?i:{_TAIL})(?:,\s*[A-Z][\p{{L}}'’\-]+(?:[ \-][A-Z][\p{{L}}'’\-]+)?)?",
                    0.85,
                ),
            ],
            needs="digit",
            flags=CASE_SENSITIVE,
        ),
        Rule(
            "titled_street",
            "ADDRESS",
            [
                (
                    rf"\b(?!(?:The|This|That|My|Our|Your|On|In|At|To|From|Main|High|Side|Is|Was|And|A|Down|Up|Which|What|Any|One|No)\s)[A-Z][\p{{L}}'’\-]+\s+(?:[A-Z][\p{{L}}'’\-]+\s+){{0,2}}"
                    rf"(?:{words.TITLED_ALONE})\b\.?(?i:{_TAIL})",
                    0.6,
                ),
                (
                    rf"(?i:{_PREPOSITION})\K(?!(?:The|This|That|My|Our|Your)\s)[A-Z][\p{{L}}'’\-]+\s+(?:[A-Z][\p{{L}}'’\-]+\s+){{0,2}}(?:{words.TITLED_AFTER_A_PREPOSITION})\b\.?",
                    0.55,
                ),
            ],
            words=literals(f"{words.TITLED_ALONE}|{words.TITLED_AFTER_A_PREPOSITION}"),
            flags=CASE_SENSITIVE,
        ),
        Rule(
            "named_house",
            "ADDRESS",
            [
                (
                    rf"\b(?:The\s+)?(?:[A-Z][\p{{L}}'’\-]+\s+){{0,2}}[A-Z][\p{{L}}'’\-]+,\s*(?:[A-Z][\p{{L}}'’\-]+\s+){{1,3}}(?:{words.TITLED})\b\.?(?i:{_TAIL})",
                    0.7,
                ),
                (
                    rf"\b(?!(?:The|My|Our|Your|This|That|A|Full|Open|Big|New)\s)[A-Z][\p{{L}}'’\-]+\s+(?:Cottage|Farm|Farmhouse|Lodge|Barn|Vicarage|Rectory|Bungalow|Apartments)\b(?i:{_TAIL})",
                    0.6,
                ),
            ],
            needs="",
            words=("farm", "cottage", "lodge", "barn", "vicarage", "rectory", "bungalow", "apartments", ","),
            flags=CASE_SENSITIVE,
            invalidate=_is_no_named_house,
        ),
        Rule(
            "street_in_chat",
            "ADDRESS",
            [
                (
                    rf"{_PLACED}\K(?:{_WORD}\s+){{1,3}}(?:{words.STRONG}|st|ln|dr|cl|cres|terr|gdns)\b(?![\w'’])\.?{_TAIL}",
                    0.65,
                ),
                (
                    rf"{_PREPOSITION}\K(?:{_WORD}\s+){{1,2}}?(?:{words.STRONG}|st|ln|dr|cl|cres|terr|gdns)\b(?![\w'’])\.?",
                    0.6,
                ),
            ],
            words=literals(f"{words.STRONG}|st|ln|dr|cl|cres|terr|gdns"),
            invalidate=_is_no_street,
        ),
        Rule(
            "weak_street_in_chat",
            "ADDRESS",
            [
                (rf"{_PLACED}\K(?:{_WORD}\s+){{1,2}}(?:{words.WEAK})\b(?![\w'’])\.?", 0.6),
                (
                    rf"{_PREPOSITION}\K(?:{_WORD}\s+){{1,2}}?(?:court|ct|pl|sq|way|rise|row|croft|garth|fold|wynd|close|view|walk|hill)\b(?![\w'’])\.?",
                    0.5,
                ),
            ],
            words=literals(f"{words.WEAK}|close"),
            invalidate=_is_no_weak_street,
        ),
        Rule(
            "house_number",
            "ADDRESS",
            [
                (
                    r"\b(?:lives?|living|lived|live|staying|moved|moving|come|meet|knock|deliver(?:ed|y)?|taxi|parcel|im|i['’]?m|we['’]?re|hes|shes|he['’]s|she['’]s)\s+(?:\w+\s+){0,2}?(?:at|to|for|on|in)\s+\K(?:number|no\.?|num)\s*\d{1,4}[a-z]?\b(?!\s*(?:in\s+the|on\s+the))",
                    0.6,
                ),
                (r"\b(?:house|door|flat)\s+(?:number|no\.?|num)(?:\s+is)?\s*[:=]?\s*\K\d{1,4}[a-z]?\b", 0.6),
                (rf"\b(?:p\.?\s?o\.?\s+box|bfpo)\s+\d{{1,6}}{_TAIL}", 0.8),
            ],
            needs="digit",
        ),
        Rule(
            # A label, as forms and delivery notes have it: whatever stands after it up to the postcode.
            "labelled_address",
            "ADDRESS",
            [
                (
                    rf"\b(?:address|addy|ship(?:ping)?\s+to|deliver\s+to|send\s+(?:it\s+)?to|post\s+(?:it\s+)?to|home|billing)\s*(?:is|:|=|-)?\s*\K(?<!\w)[\p{{L}}\d][^@\n]{{4,60}}?(?:\n[^@\n]{{2,40}}){{0,4}}?[\s,]{_POSTCODE}",
                    0.7,
                ),
            ],
            needs="digit",
            words=("address", "addy", "ship", "deliver", "send", "post", "home", "billing"),
        ),
    ]
