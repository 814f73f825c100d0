"""What a statistical tagger of names is. Any model behind this protocol will do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

LABELS: Final = ("PERSON", "LOCATION", "ORGANISATION", "ADDRESS")
"""What a tagger may find: people; places and venues; schools, employers and companies; street addresses."""


class TaggedName(NamedTuple):
    """A name in a text.

    Attributes:
        start: First code point.
        end: Code point after the last.
        label: One of `LABELS`.
        score: Confidence from 0 to 1, at or above the tagger's own threshold for the label.
    """

    start: int
    end: int
    label: str
    score: float


class NameTagger(Protocol):
    """Finds names that no list knows.

    Attributes:
        name: What the model is called, for the redaction log.
        version: Its version, which says which weights they are.
    """

    @property
    def name(self) -> str:
        """What the model is called, for the redaction log."""

    @property
    def version(self) -> str:
        """Its version, which says which weights they are."""

    def tag(self, texts: Sequence[str]) -> list[list[TaggedName]]:
        """Names in each text.

        The result of a text must not depend on the other texts of the call.
        """
