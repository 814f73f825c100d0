"""What was put into a report, counted while it is written: the known truth, made without any reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from disclosure.synthetic.people import Person
from disclosure.synthetic.phrases import SEARCH_TERMS

_PATTERNS: Final = {
    term: re.compile(
        r"(?<!\w)"
        + r"\s+".join(re.escape(word) for word in term.rstrip("*").split())
        + (r"\w*" if term.endswith("*") else r"(?!\w)"),
        re.IGNORECASE,
    )
    for term in SEARCH_TERMS
}


class Tally:
    """Counts of one report."""

    def __init__(self) -> None:
        self.tables: Counter[str] = Counter()
        self.records: Counter[str] = Counter()
        self.hits: Counter[str] = Counter(dict.fromkeys(SEARCH_TERMS, 0))
        self.facts: Counter[str] = Counter()
        self.forms: dict[str, set[str]] = {}

    def row(self, table: str, count: int = 1) -> None:
        """Rows of a canonical table."""
        self.tables[table] += count

    def text(self, texts: Iterable[str], *, is_searched: bool) -> None:
        """Texts that search terms are looked for in."""
        for text in texts if is_searched else ():
            for term, pattern in _PATTERNS.items():
                self.hits[term] += sum(1 for _ in pattern.finditer(text))

    def wrote(self, person: Person | None, *forms: str) -> None:
        """Forms in which an identifier of somebody was written."""
        if person is not None and person.is_party:
            self.forms.setdefault(person.id, set()).update(forms)

    def truth(self) -> dict[str, Any]:
        """The counts as plain values."""
        return {
            "tables": dict(sorted(self.tables.items())),
            "records": dict(sorted(self.records.items())),
            **dict(sorted(self.facts.items())),
        }
