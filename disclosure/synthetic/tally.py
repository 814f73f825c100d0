"""What was put into a report, counted while it is written: the known truth, made without any reader."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

from disclosure.synthetic.people import Person
from disclosure.synthetic.phrases import SEARCH_TERMS

_PATTERNS: Final = {
    term: (
        max((word.rstrip("*") for word in term.split()), key=len),
        re.compile(
            r"(?<!\w)"
            + r"\s+".join(re.escape(word) for word in term.rstrip("*").split())
            + (r"\w*" if term.endswith("*") else r"(?!\w)"),
            re.IGNORECASE,
        ),
    )
    for term in SEARCH_TERMS
}
"""Search term to its longest word, without which a text cannot hold it, and its pattern."""


class Tally:
    """Counts of one report.

    Attributes:
        tables: Rows of each canonical table.
        records: Records of each type in the extracted layer.
        hits: Occurrences of each search term in what may be searched.
        facts: Everything else that is counted, by name.
        planted: Identifiers planted in message bodies, by CPS category.
        forms: Written forms of each party.
    """

    def __init__(self) -> None:
        self.tables: Counter[str] = Counter()
        self.records: Counter[str] = Counter()
        self.hits: Counter[str] = Counter(dict.fromkeys(SEARCH_TERMS, 0))
        self.facts: Counter[str] = Counter()
        self.planted: Counter[str] = Counter()
        self.forms: dict[str, set[str]] = {}

    def row(self, table: str, count: int = 1) -> None:
        """Rows of a canonical table."""
        self.tables[table] += count

    def text(self, *texts: str) -> None:
        """Texts in which search terms are looked for."""
        for text in texts:
            folded = text.casefold()
            for term, (anchor, pattern) in _PATTERNS.items():
                if anchor in folded:
                    self.hits[term] += sum(1 for _ in pattern.finditer(text))

    def wrote(self, person: Person, *forms: str) -> None:
        """Forms in which an identifier of somebody was written."""
        if person.is_party:
            self.forms.setdefault(person.id, set()).update(forms)

    def truth(self) -> dict[str, Any]:
        """The counts as plain values."""
        return {
            "tables": dict(sorted(self.tables.items())),
            "records": dict(sorted(self.records.items())),
            "search_hits": dict(sorted(self.hits.items())),
            "planted": dict(sorted(self.planted.items())),
            **dict(sorted(self.facts.items())),
        }
