r"""A recogniser of our own: a few regular expressions with a check, as a Presidio pattern recogniser.

What stands before `\K` in an expression is context: it must be there and is not part of the find. A rule may
name what a text must hold before its expressions are tried at all: characters ("digit", "@", ".") in `needs`,
words in `words`. Both must follow from the expressions, so that they can only save time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from functools import cached_property
from typing import Any, Final

import regex
from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer

RULES_VERSION: Final = "3"
"""Version of our own rules in the redaction log; raised whenever one of them changes what it finds."""

REGEX_TIMEOUT_SECONDS: Final = 5.0
"""Time one expression may take over one text. Three orders of magnitude above what any of them needs."""

FLAGS: Final = int(regex.DOTALL | regex.MULTILINE | regex.IGNORECASE)
CASE_SENSITIVE: Final = int(regex.DOTALL | regex.MULTILINE)


class RegexTimedOutError(Exception):
    """An expression took too long over a text, which therefore must not be passed on."""


class _Expression(Pattern):  # type: ignore[misc]  # presidio is untyped
    """A Presidio pattern that is compiled when first needed.

    Presidio's own constructor compiles every expression, without its flags, only to see that it is one; that is half
    of the time starting takes. A test compiles them all.
    """

    def __init__(self, name: str, source: str, score: float) -> None:
        self.name, self.regex, self.score = name, source, score
        self.compiled_regex = self.compiled_with_flags = None


class Rule(PatternRecognizer):  # type: ignore[misc]  # presidio is untyped
    """One kind of identifier.

    Args:
        name: Name for the redaction log.
        entity: Entity type.
        patterns: Expression and score.
        needs: What a text must hold for any of them to match: "digit", or characters of which one must occur.
        words: Of which one must occur in the case-folded text, whole or as part of a word, for any to match.
        validate: Given what was matched, whether it is valid (True raises the score to 1, False drops it).
        invalidate: Given what was matched, whether it must be dropped.
        context: Words which, among the five before, raise the score.
        flags: Flags of the expressions.
    """

    def __init__(
        self,
        name: str,
        entity: str,
        patterns: Sequence[tuple[str, float]],
        *,
        needs: str = "",
        words: Sequence[str] = (),
        validate: Callable[[str], bool | None] | None = None,
        invalidate: Callable[[str], bool] | None = None,
        context: Sequence[str] = (),
        flags: int = FLAGS,
    ) -> None:
        self.needs, self.words = needs, tuple(words)
        self._validate, self._invalidate = validate, invalidate
        super().__init__(
            supported_entity=entity,
            name=name,
            patterns=[_Expression(f"{name} {at}", source, score) for at, (source, score) in enumerate(patterns, 1)],
            context=list(context) or None,
            global_regex_flags=flags,
            version=RULES_VERSION,
        )

    def validate_result(self, pattern_text: str) -> bool | None:
        """Whether what was matched passes the rule's check."""
        return self._validate(pattern_text) if self._validate else None

    def invalidate_result(self, pattern_text: str) -> bool:
        """Whether what was matched must be dropped."""
        return self._invalidate(pattern_text) if self._invalidate else False


IS: Final = r"(?:\s*(?:no|num|number|id|ref|reference|code)\b\.?){0,2}(?:\s*(?:is|was|are|'s)\b)?\s*[:=#\-–]?\s*"
"""What may stand between the name of an identifier and the identifier: `no. is:`."""


_GROUP: Final = regex.compile(r"\((?:[^()]|(?R))*\)[?*]?|\[[^\]]*\][?*+]?|\\.[?*+]?|[^\W_][?*]|-\?")
_LITERAL: Final = regex.compile(r"[^\W\d_]+")


def literals(alternation: str) -> tuple[str, ...]:
    r"""For each alternative of an expression, a run of letters without which it cannot match; for `Rule.words`.

    Groups, classes, escapes and what is optional are left out, so that what remains must be there.

    Raises:
        ValueError: An alternative has none.

    >>> literals(r"bar(?:maid|man)|head\s?teacher|in-?laws?")
    ('bar', 'law', 'teacher')
    """
    alternatives, depth, start = [], 0, 0
    for at, character in enumerate(f"{alternation}|"):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and depth == 0:
            alternatives.append(alternation[start:at])
            start = at + 1
    found = set()
    for alternative in alternatives:
        runs = _LITERAL.findall(_GROUP.sub(" ", alternative))
        if not runs:
            raise ValueError(f"no letters that must be there in: {alternative}")
        found.add(max(runs, key=len).casefold())
    # One that holds another adds nothing.
    return tuple(sorted(word for word in found if not any(other != word and other in word for other in found)))


NO_ORDER: Final = (
    r"(?<!\b(?:order|booking|ref|reference|invoice|parcel|tracking|track\s+it\s+with|ticket|item|isbn|delivery|consignment)\W{0,2}"
    r"(?:no|number|num|id|ref)?\W{0,3}(?:is\s)?)"
)
"""Before a bare number: not named as that of an order, a parcel or a booking."""


class _Guarded:
    """An expression that raises our error when it runs out of time.

    Presidio catches `TimeoutError`, logs a warning and goes on as if nothing had been found.
    """

    def __init__(self, source: str, flags: int, seconds: float) -> None:
        self._source, self._flags, self._seconds = source, flags, seconds

    @cached_property
    def _compiled(self) -> Any:  # noqa: ANN401 -- regex is untyped
        """Compiled when first needed: most expressions meet no text that could match them."""
        return regex.compile(self._source, flags=self._flags)

    def search(self, text: str) -> Any:  # noqa: ANN401 -- regex is untyped
        """The first match, or None."""
        try:
            return self._compiled.search(text, timeout=self._seconds)
        except TimeoutError:
            raise RegexTimedOutError("an expression ran out of time") from None

    def finditer(self, text: str, timeout: float | None = None) -> Iterator[Any]:
        """Matches, as the expression itself gives them; Presidio's own time limit is not used."""
        try:
            yield from self._compiled.finditer(text, timeout=self._seconds)
        except TimeoutError:
            raise RegexTimedOutError("an expression ran out of time") from None


def guard(recogniser: EntityRecognizer, seconds: float = REGEX_TIMEOUT_SECONDS) -> None:
    """Make every expression of a recogniser raise `RegexTimedOutError` when it runs out of time.

    The patterns are copied first, since Presidio shares them between instances of a class.
    """
    if not isinstance(recogniser, PatternRecognizer):
        return
    flags = recogniser.global_regex_flags
    guarded = []
    for pattern in recogniser.patterns:
        own = copy(pattern)
        own.compiled_regex = _Guarded(own.regex, flags, seconds)
        own.compiled_with_flags = flags
        guarded.append(own)
    recogniser.patterns = guarded


def luhn(text: str) -> bool:
    """Whether the digits of a text pass the Luhn check (ISO/IEC 7812-1, annex B).

    >>> luhn("4111 1111 1111 1111")
    True
    """
    total = 0
    for index, character in enumerate(reversed([c for c in text if c.isdecimal()])):
        value = int(character) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
