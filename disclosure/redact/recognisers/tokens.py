"""The tokenizer-only language engine that Presidio's context words need: spaCy's rules for English, no model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import spacy
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine


class TokenEngine(NlpEngine):  # type: ignore[misc]  # presidio is untyped
    """Splits English into words; finds no entities and no lemmas beyond lower case."""

    @cached_property
    def _language(self) -> Any:  # noqa: ANN401 -- spaCy is untyped
        """Made at the first text, since it costs more than many a run needs."""
        return spacy.blank("en")

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        """Always."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """The words of a text."""
        document = self._language.make_doc(text)
        return NlpArtifacts(
            entities=[],
            tokens=document,
            tokens_indices=[token.idx for token in document],
            lemmas=[token.lower_ for token in document],
            nlp_engine=self,
            language=language,
        )

    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 1,
        n_process: int = 1,
        **_: Any,  # noqa: ANN401 -- presidio is untyped
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """The words of each text."""
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:
        """Whether a word is a stop word."""
        return bool(self._language.vocab[word].is_stop)

    def is_punct(self, word: str, language: str) -> bool:
        """Whether a word is punctuation."""
        return bool(self._language.vocab[word].is_punct)

    def get_supported_entities(self) -> list[str]:
        """None."""
        return []

    def get_supported_languages(self) -> list[str]:
        """English."""
        return ["en"]
