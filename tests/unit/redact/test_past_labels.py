"""A tagger reads past labels: it never sees one, and what it finds stands at its own place."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from disclosure.redact.past_labels import PastLabels
from disclosure.redact.tagger import TaggedName


class Capitals:
    """Takes every run of capitalised words for a name of somebody, of two streets for an address."""

    name, version = "capitals", "7"

    def __init__(self) -> None:
        self.read: list[str] = []

    def tag(self, texts: Sequence[str]) -> list[list[TaggedName]]:
        self.read += texts
        return [
            [
                TaggedName(*match.span(), "ADDRESS" if "Street" in match[0] else "PERSON", 0.9)
                for match in re.finditer(r"(?:\d+ )?[A-Z]\w+(?: [A-Z]\w+)*", text)
            ]
            for text in texts
        ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ask Usman or Bev", ["Usman", "Bev"]),
        ("[Complainant] Greenhalgh rang Usman", ["Greenhalgh", "Usman"]),
        ("UPRN [address], Bev near [Third party 0003: location] Usman", ["Bev", "Usman"]),
        ("IMEI [identifier, withheld for review] is Usman's", ["Usman"]),
        ("Stick [address] in. [Withheld] Usman", ["Stick", "Usman"]),
    ],
)
def test_names_stand_at_their_places(text: str, names: list[str]) -> None:
    tagger = Capitals()
    found = PastLabels(tagger).tag([text, "x"])
    assert [text[name.start : name.end].strip() for name in found[0]] == names
    assert found[1] == []
    assert not any("[" in read for read in tagger.read)


def test_it_goes_by_the_taggers_name() -> None:
    assert (PastLabels(Capitals()).name, PastLabels(Capitals()).version) == ("capitals", "7")
