"""What stands in the place of what was found, put there by presidio-anonymizer operators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult
from presidio_anonymizer.operators import Operator, OperatorType

from disclosure.redact.labels import FOR_REVIEW, SHOWN_DIGITS, WITHHELD_TEXT, label, labels, outside
from disclosure.redact.policy import REVIEW, WITHHOLD
from disclosure.redact.spans import RedactionSpan
from disclosure.redact.written_forms import spoken_digits

_MINIMUM_DIGITS: Final = 9  # fewer digits than this and three of them say too much


@dataclass(frozen=True)
class Redacted:
    """A text with what was found replaced.

    Attributes:
        text: What may leave.
        actions: The action for each span, in the order of the spans.
        moves: What was replaced, in order: start and end in the text as stored, start and end of what stands there now.
    """

    text: str
    actions: tuple[str, ...]
    moves: tuple[tuple[int, int, int, int], ...] = ()


class Partial(Operator):  # type: ignore[misc]  # presidio ships no types
    """Presidio operator: a label and the last three digits of what it replaces, in figures or read out."""

    def operate(self, text: str, params: dict[str, Any] | None = None) -> str:
        """The label with the digits."""
        digits = spoken_digits(text)
        shown = (params or {})["label"]
        if len(digits) < _MINIMUM_DIGITS:
            return f"[{shown}]"
        return f"[{shown}, ending {digits[-SHOWN_DIGITS:]}]"

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """A label is needed."""
        if not (params or {}).get("label"):
            raise ValueError("the operator 'partial' needs a label")

    def operator_name(self) -> str:
        """Name in operator configurations."""
        return "partial"

    def operator_type(self) -> OperatorType:
        """It anonymises."""
        return OperatorType.Anonymize


@cache
def _engine() -> AnonymizerEngine:
    engine = AnonymizerEngine()
    engine.add_anonymizer(Partial)
    return engine


def replaced(text: str, spans: Sequence[RedactionSpan], actions: Sequence[str]) -> Redacted:
    """Replace what was found, each by its own action.

    A label that an earlier redaction left stays as it is; what was found around it is replaced.

    Args:
        text: The text as stored.
        spans: What was found in it; not overlapping.
        actions: The action for each.

    Returns:
        The text that may leave; all of it withheld where one of the spans has no rule.
    """
    actions = tuple(actions)
    if WITHHOLD in actions:
        return Redacted(WITHHELD_TEXT, actions)
    results: list[RecognizerResult] = []
    operators: dict[str, OperatorConfig] = {"DEFAULT": OperatorConfig("replace", {"new_value": WITHHELD_TEXT})}
    marked = labels(text)
    for span, action in zip(spans, actions, strict=True):
        if action == "keep":
            continue
        # Presidio chooses the operator by entity type; here it depends on the person as well.
        key = f"{action}|{span.category}|{span.pseudonym}"
        results += [
            RecognizerResult(entity_type=key, start=start, end=end, score=1.0)
            for start, end in outside(text, span.start, span.end, marked)
        ]
        operators[key] = operator(action, span.category, span.pseudonym)
    if not results:
        return Redacted(text, actions)
    done = _engine().anonymize(text, results, operators, merge_entities_with_spaces=False)
    moves = zip(sorted((r.start, r.end) for r in results), sorted((i.start, i.end) for i in done.items), strict=True)
    return Redacted(str(done.text), actions, tuple((*old, *new) for old, new in moves))


def operator(action: str, category: str, pseudonym: str | None) -> OperatorConfig:
    """The operator that carries out an action."""
    if action == REVIEW:
        return OperatorConfig("replace", {"new_value": f"[{label(category, pseudonym)}{FOR_REVIEW}]"})
    if action == "partial":
        return OperatorConfig("partial", {"label": label(category, pseudonym)})
    return OperatorConfig(
        "replace", {"new_value": f"[{label(category, pseudonym if action == 'pseudonym' else None)}]"}
    )
