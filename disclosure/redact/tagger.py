"""What a statistical tagger of names is. Any model behind this protocol will do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class NameTagger(Protocol):
    """Finds names of people that no list knows.

    Attributes:
        name: What the model is called, for the redaction log.
        version: Its version.
    """

    @property
    def name(self) -> str:
        """What the model is called, for the redaction log."""

    @property
    def version(self) -> str:
        """Its version."""

    def tag(self, texts: Sequence[str]) -> list[list[tuple[int, int, float]]]:
        """Names in each text: start, end in code points, and confidence from 0 to 1.

        The result of a text must not depend on the other texts of the call.
        """
