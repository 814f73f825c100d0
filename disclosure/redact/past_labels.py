"""Redacted texts as a tagger of names can read them: something ordinary stands where a redaction left a label.

A tagger has learnt from what people write, and brackets with a label in them are not that: beside `[address]` it takes
"stick" and "council" for names. So it reads "12 High Street" in that place, and what it finds is moved back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from disclosure.redact.categories import CATEGORIES
from disclosure.redact.labels import LABEL, label
from disclosure.redact.spans import gaps
from disclosure.redact.tagger import NameTagger, TaggedName

_WORD: Final = re.compile(r"[^\W\d_]+")
_SOMEBODY: Final = "Sam"
_LIKE: Final = MappingProxyType(
    {
        "Named individual": _SOMEBODY,
        "Title": "Mrs",
        "Occupation": "nurse",
        "Relationship to others": "my sister",
        "Address": "12 High Street",
        "Location": "Leeds",
        "Vehicle registration": "AB12 CDE",
        "NHS number": "943 476 5919",
        "Date of birth": "05/01/1990",
        "Bank details": "12345678",
        "NI Number": "QQ 12 34 56 C",
        "Phone number": "07700 900123",
        "Email address": "x@mail.example",
        "Previous convictions": "done for theft",
        "Other": "350123456789012",
    }
)
"""What is read in place of a label, by category."""
_KINDS: Final = frozenset(
    """
    imei imsi iccid sim mac ip uprn nhs ni nino dob pnc pncid cro utr vin reg vrm plate iban pin id ref no num number
    sort code account acc crime custody passport licence license serial
    """.split()
)
"""What stands beside an identifier and says which it is; a model that does not know the word takes it for a name."""
_READ: Final = MappingProxyType({label(category, None): _LIKE[category] for category in CATEGORIES})


class PastLabels:
    """A tagger that reads past the labels of a redaction; for any other text it is the tagger given.

    Args:
        tagger: The tagger.
    """

    def __init__(self, tagger: NameTagger) -> None:
        self._tagger = tagger

    @property
    def name(self) -> str:
        """The tagger's own name."""
        return self._tagger.name

    @property
    def version(self) -> str:
        """The tagger's own version."""
        return self._tagger.version

    def tag(self, texts: Sequence[str]) -> list[list[TaggedName]]:
        """Names in each text, none of them in a label."""
        read = [_without_labels(text) for text in texts]
        tagged = self._tagger.tag([text for text, _ in read])
        return [
            [moved for name in names if not _is_kind(shown, name) for moved in _back(name, moves)] if moves else names
            for names, (shown, moves) in zip(tagged, read, strict=True)
        ]


def _without_labels(text: str) -> tuple[str, list[tuple[int, int, int]]]:
    """A text without labels; start and end of each stand-in, and how far what follows it was moved."""
    if "[" not in text:
        return text, []
    parts: list[str] = []
    moves: list[tuple[int, int, int]] = []
    at = length = 0
    for match in LABEL.finditer(text):
        what = match[0][1:-1].partition(",")[0].rpartition(": ")[2]
        stand_in = _READ.get(what, _SOMEBODY)
        parts += (text[at : match.start()], stand_in)
        start = length + match.start() - at
        length, at = start + len(stand_in), match.end()
        moves.append((start, length, at - length))
    return "".join((*parts, text[at:])), moves


def _is_kind(text: str, name: TaggedName) -> bool:
    return all(word in _KINDS for word in _WORD.findall(text[name.start : name.end].casefold()))


def _back(name: TaggedName, moves: Sequence[tuple[int, int, int]]) -> list[TaggedName]:
    """A name at its places in the text with labels, as far as it is outside them.

    The rest of a name may stand beside its label; a place that takes in a stand-in is no more than that.
    """
    if name.label != "PERSON" and any(start < name.end and name.start < end for start, end, _ in moves):
        return []
    back = []
    for start, end in gaps(name.start, name.end, [(first, last) for first, last, _ in moves]):
        moved = next((by for _, last, by in reversed(moves) if last <= start), 0)
        back.append(name._replace(start=start + moved, end=end + moved))
    return back
