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
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from typing import Any, Final

from disclosure.redact.categories import CATEGORY_OF, check_mapped
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.spans import RedactionSpan, merge
from disclosure.redact.tagger import NameTagger

THRESHOLD: Final = 0.4
"""Score below which a find does not count, unless the table below says otherwise."""

THRESHOLD_OF: Final[Mapping[str, float]] = {
    # Presidio scores these low because in any country's text they could be something else.
    "UK_POSTCODE": 0.1,
}
_LOWER_FOR: Final = {"UkPassportRecognizer": 0.1}
_DIGIT: Final = re.compile(r"\d")
_WORD_CHARACTER: Final = re.compile(r"\w")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BATCH: Final = 512


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
    names: Any
    enhancer: Any
    engine: Any
    needs: Mapping[int, str]


class Analyser:
    """Finds what identifies people in texts.

    Building one is cheap; models load at the first text. It can be pickled: a worker process loads its own.

    Args:
        known: The people of the case.
        tagger: Finds names that no list knows; spaCy's small model if none is given.
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
        from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer

        from disclosure.redact import recognisers
        from disclosure.redact.recognisers.names import NameRecogniser
        from disclosure.redact.recognisers.rule import guard
        from disclosure.redact.recognisers.tokens import TokenEngine
        from disclosure.redact.recognisers.uk import NEEDS

        loaded = recognisers.load(self._known, self._tagger, self._region)
        check_mapped(entity for recogniser in loaded for entity in recogniser.supported_entities)
        for recogniser in loaded:
            guard(recogniser)
        return _Loaded(
            recognisers=loaded,
            names=next(recogniser for recogniser in loaded if isinstance(recogniser, NameRecogniser)),
            # Whole words, or "scared" would count as "car".
            enhancer=LemmaContextAwareEnhancer(context_matching_mode="whole_word"),
            engine=TokenEngine(),
            needs={
                id(recogniser): getattr(recogniser, "needs", "") or NEEDS.get(recogniser.name, "")
                for recogniser in loaded
            },
        )

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """What each text holds; the same text is looked at once.

        Args:
            texts: Texts of any length, in any order; the result of one does not depend on the others.
        """
        names = self._loaded.names
        distinct = list(dict.fromkeys(texts))
        results: dict[str, Analysis] = {}
        for at in range(0, len(distinct), _BATCH):
            # Half a surrogate pair, as damaged exports have, cannot be encoded; its stand-in is as long.
            batch = {text: _SURROGATE.sub("\ufffd", text) for text in distinct[at : at + _BATCH]}
            try:
                names.prepare(list(batch.values()))
            except Exception:  # noqa: BLE001 -- one text of the batch breaks the tagger: find out which, text by text
                names.prepare([])
            results.update((text, self._one(sound)) for text, sound in batch.items())
        return [results[text] for text in texts]

    def describe(self) -> dict[str, Any]:
        """What detection consists of, for a manifest: recognisers with versions, thresholds, packages."""
        return {
            "recognisers": [
                {
                    "name": recogniser.name,
                    "version": self._version_of(recogniser),
                    "entities": sorted(recogniser.supported_entities),
                }
                for recogniser in self._loaded.recognisers
            ],
            "threshold": THRESHOLD,
            "threshold_of": dict(sorted(THRESHOLD_OF.items())),
            "region": self._region,
            "known_people_count": len(self._known),
            "packages": {name: version(name) for name in ("presidio-analyzer", "phonenumbers", "regex", "spacy")},
        }

    def _one(self, text: str) -> Analysis:
        from disclosure.redact.recognisers.rule import RegexTimedOutError

        if not text:
            return Analysis()
        try:
            return Analysis(tuple(_tidied(text, merge(self._spans(text)))))
        except RegexTimedOutError:
            return Analysis(withheld=True, reason="regex_timed_out")
        except Exception:  # noqa: BLE001 -- fails closed: a text that breaks a recogniser must not pass, nor stop the rest
            return Analysis(withheld=True, reason="recogniser_failed")

    def _spans(self, text: str) -> Iterable[RedactionSpan]:
        from disclosure.redact.recognisers.case_register import PERSON_KEY

        loaded = self._loaded
        has_digit = _DIGIT.search(text) is not None
        artifacts = None
        spans = []
        for recogniser in loaded.recognisers:
            needs = loaded.needs[id(recogniser)]
            if needs and not (has_digit if needs == "digit" else any(character in text for character in needs)):
                continue
            results = recogniser.analyze(text, recogniser.supported_entities, None)
            if not results:
                continue
            if recogniser.context:
                artifacts = artifacts or loaded.engine.process_text(text, "en")
                results = loaded.enhancer.enhance_using_context(text, results, artifacts, [recogniser])
            spans += [
                _span(
                    recogniser,
                    self._version_of(recogniser),
                    result,
                    (result.recognition_metadata or {}).get(PERSON_KEY),
                )
                for result in results
                if result.score >= _threshold(recogniser.name, result.entity_type)
            ]
        return spans

    def _version_of(self, recogniser: Any) -> str:  # noqa: ANN401 -- presidio is untyped
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


def _threshold(recogniser: str, entity_type: str) -> float:
    return _LOWER_FOR.get(recogniser, THRESHOLD_OF.get(entity_type, THRESHOLD))


def _span(recogniser: Any, its_version: str, result: Any, person: KnownPerson | None) -> RedactionSpan:  # noqa: ANN401 -- presidio is untyped
    return RedactionSpan(
        start=result.start,
        end=result.end,
        entity_type=result.entity_type,
        category=CATEGORY_OF[result.entity_type],
        score=round(float(result.score), 4),
        recogniser=recogniser.name,
        recogniser_version=its_version,
        pseudonym=person.pseudonym if person else None,
        role=person.role if person else None,
        party_id=person.party_id if person else None,
    )
