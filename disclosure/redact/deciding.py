"""What happens to each thing found in one value: the policy, then what people decided about it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from disclosure.redact.person_decisions import REDACTION_TYPE, Decision
from disclosure.redact.policy import REVIEW, WITHHOLD, Policy, decide
from disclosure.redact.spans import RedactionSpan

REVIEWER_RULE: Final = "reviewer"
"""What the log gives as the rule for what only a person found."""

_ENTITY: Final = "REVIEWED"


@dataclass(frozen=True)
class Outcome:
    """One thing found, and what happens to it.

    Attributes:
        span: What was found.
        action: What to do.
        reviewer: Who decided, where a person did.
        correction: The CPS's redactionType (1 under-redacted, 2 over-redacted), where it is one.
        reference: Entry of the corrections or reviews that says so.
    """

    span: RedactionSpan
    action: str
    reviewer: str | None = None
    correction: int | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Person:
    """Whose something is, as a correction names it."""

    pseudonym: str
    role: str


def outcomes(
    text: str,
    spans: Sequence[RedactionSpan],
    policy: Policy,
    decisions: Sequence[Decision] = (),
    parties: Mapping[str, Person] | None = None,
) -> tuple[Outcome, ...]:
    """What happens to each part of a value, in order, not overlapping.

    Where a person says both that something is to be hidden and that it need not be, it is hidden.

    Args:
        text: The value.
        spans: What was found in it; in order, not overlapping.
        policy: The effective policy.
        decisions: What people decided about this value.
        parties: Parties of the case by id.
    """
    found = [Outcome(span, decide(policy, span.role, span.category, span.entity_type)) for span in spans]
    for decision in decisions:
        if decision.kind == "release":
            found = _within(found, text, decision, only=REVIEW, action=decision.action)
        elif decision.kind == "over":
            found = _within(found, text, decision, only=None, action="keep")
    for decision in decisions:
        if decision.kind == "under":
            found = _missed(found, text, decision, policy, parties or {})
    return tuple(sorted(found, key=lambda outcome: outcome.span.start))


def _within(found: Sequence[Outcome], text: str, decision: Decision, *, only: str | None, action: str) -> list[Outcome]:
    """Outcomes with those parts changed that lie where the decision applies."""
    result: list[Outcome] = []
    for outcome in found:
        # What could not be looked at in full stays withheld, whatever was decided about it.
        if outcome.action == WITHHOLD or (only is not None and outcome.action != only):
            result.append(outcome)
            continue
        rest = [outcome.span]
        for start, end in decision.places(text):
            pieces, rest = rest, []
            for piece in pieces:
                inside = (max(start, piece.start), min(end, piece.end))
                if inside[0] >= inside[1]:
                    rest.append(piece)
                    continue
                result.append(
                    replace(
                        outcome,
                        span=replace(piece, start=inside[0], end=inside[1]),
                        action=action,
                        reviewer=decision.reviewer,
                        correction=REDACTION_TYPE.get(decision.kind),
                        reference=decision.reference,
                    )
                )
                sides = ((piece.start, inside[0]), (inside[1], piece.end))
                rest += [replace(piece, start=left, end=right) for left, right in sides if left < right]
        result += [replace(outcome, span=piece) for piece in rest]
    return result


def _missed(
    found: Sequence[Outcome], text: str, decision: Decision, policy: Policy, parties: Mapping[str, Person]
) -> list[Outcome]:
    """Outcomes with what was missed added; whatever was to stay there goes."""
    result = list(found)
    person = parties.get(decision.party_id or "")
    for start, end in decision.places(text):
        span = RedactionSpan(
            start, end, _ENTITY, decision.category, 1.0, REVIEWER_RULE, "1",
            person.pseudonym if person else None, person.role if person else None, decision.party_id,
        )  # fmt: skip
        action = decide(policy, span.role, span.category, span.entity_type)
        # A person asked for it to be hidden: the policy says how, never that it stays.
        action = "pseudonym" if action == "keep" else action
        before, result = result, []
        for outcome in before:
            sides = (
                (outcome.span.start, min(outcome.span.end, start)),
                (max(outcome.span.start, end), outcome.span.end),
            )
            if outcome.action == WITHHOLD:
                return list(found)
            if outcome.span.end <= start or outcome.span.start >= end:
                result.append(outcome)
            else:
                result += [replace(outcome, span=replace(outcome.span, start=a, end=b)) for a, b in sides if a < b]
        result.append(Outcome(span, action, decision.reviewer, REDACTION_TYPE["under"], decision.reference))
    return result
