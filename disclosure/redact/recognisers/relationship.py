"""What somebody named is to another: "my sister Bev", "Shaz's ex".

Authority: the CPS's redaction category "Relationship to others". It identifies where it is bound to a name; records
that speak of a relation without one are listed by the jigsaw report (`disclosure.redact.jigsaw`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex
from presidio_analyzer import EntityRecognizer

from disclosure.redact.common_words import is_common, words_of
from disclosure.redact.recognisers.rule import Rule, literals
from disclosure.redact.spans import RedactionSpan

_FAMILY: Final = (
    "(?:mother|father|brother|sister|son|daughter)[\\s\\-]in[\\s\\-]law|mum|mam|mummy|mother|dad|daddy|father|nan|nana|nanna|gran|granny|grandma|grandad|granddad|grandpa|grandfather|grandmother|sister|sis|"
    "brother|bro|aunt|auntie|aunty|uncle|cousin|cuz|wife|wifey|missus|husband|hubby|fianc[eé]e?|partner|girlfriend|boyfriend|gf|bf|ex(?:es)?|son|"
    "daughter|niece|nephew|step\\s?-?(?:mum|dad|mother|father|son|daughter|brother|sister)|half[\\s\\-](?:brother|sister)|in-?laws?|"
    "grand(?:son|daughter|kids?|children)|twin|godmother|"
    "godfather|godson|goddaughter|flatmate|housemate|room\\s?mate|landlord|landlady|neighbour|carer|foster\\s+(?:mum|dad|mother|father|carer)|baby\\s+(?:mum|mama|daddy|dad|father)"
)


_WHOSE: Final = "my|his|her|their|ur|your|our|me|me\\s+own"
_WHICH: Final = "(?:(?:own|older|oldest|elder|younger|youngest|middle|big|little|wee|baby|late|foster|half|ex|new|step|twin)[\\s\\-]+){0,2}"
_TO_A_NAME: Final = regex.compile(
    r"(?:['’]?s)?[\s,:(–-]{1,3}(?:name\s+)?(?:(?:is|was|called|named)\s+){0,2}", regex.IGNORECASE
)
_OF_A_NAME: Final = regex.compile(r"\s+(?:of|to)\s+", regex.IGNORECASE)
_IS: Final = r"(?:who\s+)?(?:is|was|iz|wos|isnt|isn['’]t|wasnt|wasn['’]t)\s+"
_AFTER_A_NAME: Final = regex.compile(rf"(?:['’]?s\s+|\s*[,(–-]\s*(?:{_IS})?|\s+{_IS})", regex.IGNORECASE)
_WITH_A_NAME: Final = regex.compile(r"\s+(?:and|n|&|\+|with)\s+", regex.IGNORECASE)
_OF_WHOM: Final = regex.compile(r"(?:['’]?s|s['’]|['’])\s+", regex.IGNORECASE)
_SOMEBODYS: Final = regex.compile(rf"(?:{_WHOSE})\b", regex.IGNORECASE)
_THEIRS: Final = regex.compile(r"(?:his|her|their)\b", regex.IGNORECASE)


def _is_nobodys(text: str) -> bool:
    """Whether it is no name before the 's: "everyone's mum"."""
    return all(is_common(word) for word in words_of(text)[:1])


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "relationship",
            "RELATIONSHIP",
            [(rf"\b(?:(?:{_WHOSE})\s+)?{_WHICH}(?:{_FAMILY})(?=(?:['’]?s)?\b)", 0.6)],
            words=literals(_FAMILY),
        ),
        Rule(
            "relationship_to_somebody",
            "RELATIONSHIP",
            [(rf"\b\p{{L}}+['’]s\s+{_WHICH}(?:{_FAMILY})\b", 0.5)],
            words=literals(_FAMILY),
            invalidate=_is_nobodys,
        ),
    ]


def bound(text: str, spans: Sequence[RedactionSpan]) -> list[RedactionSpan]:
    """Spans without those relations that are not bound to anybody named.

    "My mum" is anybody's; "Shaz's mum", "my mum Karen" and "Karen, my mum" say who a person is.
    """
    if not any(span.recogniser == "relationship" for span in spans):
        return list(spans)
    names = [span for span in spans if span.category in ("Named individual", "Title")]
    return [
        span for span in spans if span.recogniser != "relationship" or any(_binds(text, span, name) for name in names)
    ]


def _binds(text: str, relation: RedactionSpan, name: RedactionSpan) -> bool:
    """Whether a relation is said to be that of a name beside it."""
    is_somebodys = _SOMEBODYS.match(text, relation.start) is not None
    if name.start >= relation.end:
        between, ways = (relation.end, name.start), [_OF_A_NAME, *([_TO_A_NAME] if is_somebodys else ())]
    elif name.end <= relation.start:
        end = name.end - 2 if text[name.end - 2 : name.end].lower() in ("'s", "’s") else name.end
        between, ways = (end, relation.start), [_AFTER_A_NAME if is_somebodys else _OF_WHOM]
        ways += [_WITH_A_NAME] if _THEIRS.match(text, relation.start) else []
    else:
        return False
    return any(way.fullmatch(text, *between) for way in ways)
