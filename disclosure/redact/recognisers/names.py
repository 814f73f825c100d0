"""Names that no list knows, found by a statistical tagger, as a Presidio recogniser.

Anything that satisfies `disclosure.redact.tagger.NameTagger` can be the tagger.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from presidio_analyzer import EntityRecognizer, RecognizerResult

from disclosure.redact.chat_words import CHAT_WORDS, INITIALISMS
from disclosure.redact.diminutives import given_names
from disclosure.redact.tagger import LABELS, NameTagger, TaggedName

_LETTER: Final = re.compile(r"[^\W\d_]")
_EDGES: Final = re.compile(r"[\W\d_]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

NOT_NAMES: Final = frozenset(
    """
    hi hiya hey heya heyy hello helo hullo yo oi alright alrite morning afternoon evening night nite goodnight
    gnight bye byee cya laters ta cheers thanks thx thankyou ty pls plz please sorry soz sori welcome congrats happy
    merry xmas christmas birthday easter eid ramadan diwali halloween lol lmao lmfao rofl omg omfg wtf wth tbh imo
    imho idk idc ikr ily ilysm brb btw fyi ffs smh nvm np ngl fr fs tho thats hmm hmmm mmm ah aw aww awww oh ooh
    oooh ugh ew eww haha hahaha hahahaha hehe lool loool yay woo woohoo wow yes yeah yea yeh yep yup ya no nah nope
    naa ok okay okey kk k okies sure fine cool nice wicked lush mint sick safe bare peak innit init aye bruv bruh
    fam bro mate m8 pal luv babe babes baby bae hun hunny hon darling sweetie sweetheart mum mam mummy mom
    mother dad daddy father nan nana gran granny grandma grandad sis sister brother auntie aunty uncle cousin xx xxx
    xxxx x xo xoxo u ur im ill ive id dont cant wont didnt gonna wanna gotta dunno cos coz cuz monday tuesday
    wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february march
    july september october november december feb mar apr jun jul aug sep sept oct nov dec
    today tomorrow tmrw tmr tomoz tonight tonite yesterday weekend later now soon asap god jesus christ fuck fucking shit bloody hell damn gutted knackered hungover where what
    when why who how wat wen wot are was were would can could should have has had do does did done call text
    msg ring send sent come coming go going get got tell told see saw meet just still also really
    """.split()
)
"""Whole predictions that are no name: greetings, chat abbreviations, forms of address, days, months.

Words that are names of people too (will, may, june, jan) are left to the tagger, which sees what they stand beside.
"""

BRANDS: Final = frozenset(
    """
    whatsapp facebook fb insta instagram snap snapchat tiktok twitter youtube netflix spotify google uber deliveroo
    tesco asda aldi lidl morrisons sainsburys maccies mcdonalds nandos greggs costa starbucks spoons primark boots
    argos ikea iphone android xbox ps4 ps5
    """.split()
)
"""Whole predictions that are no person and no organisation that would tell who somebody is: services and chains.

Somebody's place of work has a rule of its own (`workplace`), whatever it is called.
"""

_SHORT: Final = frozenset(word for word in INITIALISMS if len(word) == 2 and not set(word) & set("aeiouy")) - {"ng"}
"""Abbreviations of two consonants ("dw", "jk"), but for the surname Ng."""

NOT_PEOPLE: Final = (CHAT_WORDS - given_names()) | _SHORT | NOT_NAMES | BRANDS
"""Whole predictions that are no person: the same, words of chat that are no given name as well, and abbreviations."""

_HOME: Final = frozenset("the uk gb britain england us usa america".split())
"""Where everybody writes from, and what everybody writes of."""

NOTHING_OF: Final = {"PERSON": NOT_PEOPLE, "ORGANISATION": NOT_NAMES | BRANDS, "LOCATION": NOT_NAMES | _HOME}
"""Whole predictions that count for nothing, where they differ from `NOT_NAMES`."""

_LEADING: Final = re.compile(
    r"(?:(?:mr|mrs|ms|miss|mx|dr|prof|rev|sir|hi|hiya|hey|heya|hello|morning|cheers|thanks|thx|soz|sorry|lol|insta|instagram|snap|"
    r"snapchat|fb|facebook|tiktok|whatsapp)\b[\W_]*)+",
    re.IGNORECASE,
)
"""Titles, greetings and services that a tagger takes along before a name."""

_CODE: Final = re.compile(r"[^\W\d_]{1,3}\d+")
"""A form, a channel, a console: "sa100", "bbc1", "ps5". A place may be called so ("se15")."""

_PIECE: Final = 4000
_OVERLAP: Final = 200


class NameRecogniser(EntityRecognizer):  # type: ignore[misc]  # presidio is untyped
    """A tagger of names as a Presidio recogniser.

    `prepare` tags a batch at once; `analyze` then answers for each text of it. What the tagger gives is above its
    own threshold, so no other applies.
    """

    threshold = 0.0

    def __init__(self, tagger: NameTagger) -> None:
        self.tagger = tagger
        self._found: dict[str, list[TaggedName]] = {}
        super().__init__(supported_entities=list(LABELS), name=tagger.name, version=tagger.version)

    def load(self) -> None:
        """Nothing to load: the tagger is given."""

    def prepare(self, texts: Sequence[str]) -> None:
        """Tag a batch; what an earlier batch found is forgotten."""
        # A text without a letter has no name; blank ones only cost.
        pieces = [(text, start) for text in texts if _LETTER.search(text) for start in _cuts(text)]
        found: dict[str, list[TaggedName]] = {text: [] for text in texts}
        tagged = self.tagger.tag([text[start : start + _PIECE] for text, start in pieces])
        for (text, offset), names in zip(pieces, tagged, strict=True):
            for name in names:
                found[text] += _cleaned(text, name._replace(start=offset + name.start, end=offset + name.end))
        self._found = found

    def analyze(self, text: str, entities: Sequence[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:  # noqa: ANN401 -- presidio is untyped
        """Names in a text."""
        if text not in self._found:
            self.prepare([text])
        return [
            RecognizerResult(name.label, name.start, name.end, name.score)
            for name in dict.fromkeys(self._found[text])
            if name.label in entities
        ]


def _cuts(text: str) -> list[int]:
    """Where to start the pieces of a text; each overlaps the one before, so that no name is cut in all of them."""
    starts = [0]
    while starts[-1] + _PIECE < len(text):
        target = starts[-1] + _PIECE - _OVERLAP
        space = max(text.rfind(" ", starts[-1] + _OVERLAP, target), text.rfind("\n", starts[-1] + _OVERLAP, target))
        starts.append(space + 1 if space > 0 else target)
    return starts


def _cleaned(text: str, name: TaggedName) -> list[TaggedName]:
    """A prediction without the signs around it, line by line; nothing where the whole of it is no name."""
    is_person = name.label == "PERSON"
    if text[max(name.start - 1, 0) : name.start] == "@":
        return []  # a handle, which a rule finds
    cleaned = []
    at = name.start
    for line in text[name.start : name.end].split("\n"):
        first = _EDGES.match(line)
        left = first.end() if first and name.label != "ADDRESS" else 0
        leading = _LEADING.match(line, left) if is_person else None
        left = leading.end() if leading and leading.end() < len(line) else left
        right = len(line)
        while right > left and not line[right - 1].isalnum():
            right -= 1
        words = [word.lower() for word in _WORD.findall(line[left:right])]
        nothing = NOTHING_OF.get(name.label, NOT_NAMES)
        if name.label in ("PERSON", "ORGANISATION") and _CODE.fullmatch(line, left, right):
            words = []
        if words and any(len(word) > 1 for word in words) and not all(word in nothing for word in words):
            cleaned.append(name._replace(start=at + left, end=at + right))
        at += len(line) + 1
    return cleaned
