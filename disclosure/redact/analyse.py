"""The only door to Presidio: texts in, spans out.

Recognisers are Presidio's and ours (`disclosure.redact.recognisers`); results, context words and scores are
Presidio's. Presidio's engine is not used to call them, for two reasons: it keeps recognisers in a set, so
that which of two equal finds survives changes from run to run, and it runs a language pipeline on every
text. Calling them in a fixed order is both repeatable and several times faster.

What may fail, fails closed: where an expression runs out of time or a recogniser breaks on a text, the text
is withheld.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.metadata import version
from typing import Any, Final

from disclosure.redact import lean_presidio
from disclosure.redact.categories import CATEGORY_OF, check_mapped
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.literals import frequency, least_digits, needed
from disclosure.redact.prefilter import Need, Prefilter
from disclosure.redact.spans import RedactionSpan, merge
from disclosure.redact.tagger import NameTagger

THRESHOLD: Final = 0.4
"""Score below which a find does not count, unless the table below says otherwise."""

THRESHOLD_OF: Final[Mapping[str, float]] = {
    # Presidio scores these low because in any country's text they could be something else.
    "UK_POSTCODE": 0.1,
}
GUESS_THRESHOLD_OF: Final[Mapping[str, float]] = {
    # Towns, shops and channels stand in every other message and identify nobody by themselves: only what a model
    # is sure of counts. Addresses and places of work have rules of their own. Names keep the model's threshold.
    "LOCATION": 0.7,
    "ADDRESS": 0.9,
    "ORGANISATION": 0.7,
}
"""The least score of what a statistical model finds, where it is more than the model's own threshold."""

_LOWER_FOR: Final = {"UkPassportRecognizer": 0.1}
_WORD_CHARACTER: Final = re.compile(r"\w")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BATCH: Final = 16384
_PACKAGES: Final = ("onnxruntime", "phonenumbers", "presidio-analyzer", "regex", "spacy", "tokenizers")


@dataclass(frozen=True)
class Analysis:
    """What was found in a text.

    Attributes:
        spans: In order, not overlapping.
        withheld: Whether the text could not be looked at in full, so that it must not be passed on.
        reason: Why: `regex_timed_out` or `recogniser_failed`; empty where it was not withheld.
    """

    spans: tuple[RedactionSpan, ...] = ()
    withheld: bool = False
    reason: str = ""


@dataclass(frozen=True)
class _Loaded:
    recognisers: tuple[Any, ...]
    asked: tuple[_Recogniser, ...]
    searches: tuple[_Search, ...]
    names: Any
    enhancer: Any
    engine: Any
    prefilter: Prefilter


@dataclass(frozen=True)
class _Recogniser:
    """A Presidio recogniser with what is asked of it for every text.

    Attributes:
        own: The recogniser.
        version: Its version for the log.
        threshold_of: Score below which a find of an entity type does not count.
    """

    own: Any
    version: str
    threshold_of: Mapping[str, float]


@dataclass(frozen=True)
class _Search:
    """What tells whether a recogniser need be asked about a text.

    Attributes:
        recogniser: Number of the recogniser.
        expression: One of its expressions, without a match of which it finds nothing by it; None where it has none.
        need: What the text must hold.
    """

    recogniser: int
    expression: Any
    need: Need


@dataclass
class _Looking:
    """What was found in a text so far."""

    text: str
    spans: list[RedactionSpan] = field(default_factory=list)
    withheld: str = ""
    artifacts: Any = None


class Analyser:
    """Finds what identifies people in texts.

    Building one is cheap; models load at the first text. It can be pickled: a worker process loads its own.

    Args:
        known: The people of the case.
        tagger: Finds names that no list knows; the packaged one if none is given.
        region: Region of national telephone numbers.
    """

    def __init__(self, known: Sequence[KnownPerson] = (), tagger: NameTagger | None = None, region: str = "GB") -> None:
        self._known, self._tagger, self._region = tuple(known), tagger, region

    def __getstate__(self) -> dict[str, Any]:
        return {"_known": self._known, "_tagger": self._tagger, "_region": self._region}

    @cached_property
    def _loaded(self) -> _Loaded:
        """Recognisers and language engine.

        Raises:
            DisclosureError: A recogniser is missing, or may find what has no category.
        """
        # Presidio logs words of the text at debug level and offsets at others.
        for name in ("presidio-analyzer", "decision_process", "presidio-anonymizer"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        lean_presidio.load()
        from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer

        from disclosure.redact import recognisers
        from disclosure.redact.recognisers.names import NameRecogniser
        from disclosure.redact.recognisers.rule import guard
        from disclosure.redact.recognisers.tokens import TokenEngine

        loaded = recognisers.load(self._known, self._tagger, self._region)
        check_mapped(entity for recogniser in loaded for entity in recogniser.supported_entities)
        for recogniser in loaded:
            guard(recogniser)
        searches = tuple(search for number, own in enumerate(loaded) for search in _searches(number, own))
        return _Loaded(
            recognisers=loaded,
            asked=tuple(
                _Recogniser(
                    own, _version_of(own), {entity: _threshold(own, entity) for entity in own.supported_entities}
                )
                for own in loaded
            ),
            searches=searches,
            names=next(recogniser for recogniser in loaded if isinstance(recogniser, NameRecogniser)),
            # Whole words, or "scared" would count as "car".
            enhancer=LemmaContextAwareEnhancer(context_matching_mode="whole_word"),
            engine=TokenEngine(),
            prefilter=Prefilter([search.need for search in searches]),
        )

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """What each text holds; the same text is looked at once.

        Args:
            texts: Texts of any length, in any order; the result of one does not depend on the others.
        """
        distinct = [text for text in dict.fromkeys(texts) if text]
        results: dict[str, Analysis] = {"": Analysis()}
        for at in range(0, len(distinct), _BATCH):
            # Half a surrogate pair, as damaged exports have, cannot be encoded; its stand-in is as long.
            batch = {text: _Looking(_SURROGATE.sub("\ufffd", text)) for text in distinct[at : at + _BATCH]}
            self._look(list(batch.values()))
            results.update((text, _finished(looking)) for text, looking in batch.items())
        return [results[text] for text in texts]

    def describe(self) -> dict[str, Any]:
        """What detection consists of, for a manifest: recognisers with versions, thresholds, packages."""
        return {
            "recognisers": [
                {
                    "name": recogniser.own.name,
                    "version": recogniser.version,
                    "entities": sorted(recogniser.own.supported_entities),
                }
                for recogniser in self._loaded.asked
            ],
            "threshold": THRESHOLD,
            "threshold_of": dict(sorted(THRESHOLD_OF.items())),
            "guess_threshold_of": dict(sorted(GUESS_THRESHOLD_OF.items())),
            "region": self._region,
            "known_people_count": len(self._known),
            "packages": {name: version(name) for name in _PACKAGES},
        }

    def _look(self, batch: Sequence[_Looking]) -> None:
        """Let every recogniser look at the texts of the batch in which it could find something."""
        # Before anything that imports Presidio, which would load spaCy with its command line.
        loaded = self._loaded
        from disclosure.redact.recognisers.rule import RegexTimedOutError

        try:
            loaded.names.prepare([looking.text for looking in batch])
        except Exception:  # noqa: BLE001 -- one text of the batch breaks the tagger: find out which, text by text
            loaded.names.prepare([])
        possible: list[list[tuple[_Looking, Any]]] = [[] for _ in loaded.asked]
        for looking in batch:
            for number in loaded.prefilter(looking.text):
                search = loaded.searches[number]
                possible[search.recogniser].append((looking, search.expression))
        for recogniser, pairs in zip(loaded.asked, possible, strict=True):
            asked = None
            for looking, expression in pairs:
                if looking is asked or looking.withheld:
                    continue
                # Asking costs more than searching, and most searches find nothing.
                try:
                    if expression is not None and expression.search(looking.text) is None:
                        continue
                except RegexTimedOutError:
                    looking.withheld = "regex_timed_out"
                    continue
                asked = looking
                self._ask(recogniser, looking)

    def _ask(self, recogniser: _Recogniser, looking: _Looking) -> None:
        """Add what one recogniser finds in one text, or why the text must be withheld."""
        from disclosure.redact.recognisers.case_register import PERSON_KEY
        from disclosure.redact.recognisers.rule import RegexTimedOutError

        loaded, own, text = self._loaded, recogniser.own, looking.text
        try:
            results = own.analyze(text, own.supported_entities, None)
            if results and own.context:
                looking.artifacts = looking.artifacts or loaded.engine.process_text(text, "en")
                results = loaded.enhancer.enhance_using_context(text, results, looking.artifacts, [own])
        except RegexTimedOutError:
            looking.withheld = "regex_timed_out"
            return
        except Exception:  # noqa: BLE001 -- fails closed: a text that breaks a recogniser must not pass, nor stop the rest
            looking.withheld = "recogniser_failed"
            return
        looking.spans += [
            _span(recogniser, result, (result.recognition_metadata or {}).get(PERSON_KEY))
            for result in results or ()
            if result.score >= recogniser.threshold_of[result.entity_type]
        ]


def _searches(number: int, recogniser: Any) -> list[_Search]:  # noqa: ANN401 -- presidio is untyped
    """The searches that stand before a recogniser."""
    from presidio_analyzer import PatternRecognizer

    from disclosure.redact.recognisers.uk import NEEDS

    characters = getattr(recogniser, "needs", "") or NEEDS.get(recogniser.name, "")
    words = getattr(recogniser, "words", ())
    if getattr(type(recogniser), "analyze", None) is not PatternRecognizer.analyze:
        return [_Search(number, None, Need(characters, words))]
    return [
        _Search(
            number,
            pattern.compiled_regex,
            Need(characters, words, _telling(needed(pattern.regex)), least_digits(pattern.regex)),
        )
        for pattern in recogniser.patterns
    ]


def _telling(literals: tuple[str, ...]) -> tuple[str, ...]:
    """The literals, unless most texts hold one of them."""
    return literals if frequency(literals) < 3 else ()


def _finished(looking: _Looking) -> Analysis:
    if looking.withheld:
        return Analysis(withheld=True, reason=looking.withheld)
    if not looking.spans:
        return Analysis()
    from disclosure.redact.recognisers.relationship import bound

    return Analysis(tuple(_tidied(looking.text, merge(bound(looking.text, looking.spans)))))


def _version_of(recogniser: Any) -> str:  # noqa: ANN401 -- presidio is untyped
    """A recogniser's version; for one of Presidio's own, the version of Presidio."""
    own = type(recogniser).__module__.startswith("disclosure.") and not recogniser.name.endswith("Recognizer")
    return str(recogniser.version) if own else version("presidio-analyzer")


def _tidied(text: str, spans: Iterable[RedactionSpan]) -> Iterable[RedactionSpan]:
    """Spans without white space at their ends; signs alone count only where they are a known person's."""
    for span in spans:
        found = text[span.start : span.end]
        start = span.start + len(found) - len(found.lstrip())
        end = span.end - (len(found) - len(found.rstrip()))
        if start < end and (span.pseudonym is not None or _WORD_CHARACTER.search(found)):
            yield replace(span, start=start, end=end)


def _threshold(recogniser: Any, entity_type: str) -> float:  # noqa: ANN401 -- presidio is untyped
    own: float | None = getattr(recogniser, "threshold", None)
    if own is not None:
        return max(own, GUESS_THRESHOLD_OF.get(entity_type, 0.0))
    return _LOWER_FOR.get(recogniser.name, THRESHOLD_OF.get(entity_type, THRESHOLD))


def _span(recogniser: _Recogniser, result: Any, person: KnownPerson | None) -> RedactionSpan:  # noqa: ANN401 -- presidio is untyped
    return RedactionSpan(
        start=result.start,
        end=result.end,
        entity_type=result.entity_type,
        category=CATEGORY_OF[result.entity_type],
        score=round(float(result.score), 4),
        recogniser=recogniser.own.name,
        recogniser_version=recogniser.version,
        pseudonym=person.pseudonym if person else None,
        role=person.role_for(CATEGORY_OF[result.entity_type]) if person else None,
        is_guess=getattr(recogniser.own, "threshold", None) is not None,
        party_id=person.party_id if person else None,
    )
