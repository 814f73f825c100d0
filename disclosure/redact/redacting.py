"""Texts as they may leave: look, decide, replace, and look again at what is left.

What stands between "dob" and its date may be hidden itself, and the label in its place is shorter: then the date is
found which was too far away before. So a text that was changed is looked at until nothing more is found in it.
Redacting what has been redacted therefore changes nothing, whatever the recognisers are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from disclosure import __version__
from disclosure.redact.analyse import Analyser
from disclosure.redact.deciding import Outcome, Person, outcomes
from disclosure.redact.labels import labels, outside
from disclosure.redact.participants import ParticipantNames
from disclosure.redact.person_decisions import Decision
from disclosure.redact.policy import WITHHOLD, Policy
from disclosure.redact.pseudonyms import Redacted, replaced
from disclosure.redact.spans import RedactionSpan, gaps, merge

_MOST_LOOKS: Final = 8
"""How often a text is looked at again before it is withheld: each hides more; one is nearly always enough."""


@dataclass(frozen=True)
class Asked:
    """A text to redact.

    Attributes:
        text: As stored.
        present: Pseudonyms of those who take part in its conversation.
        decisions: What people decided about it.
    """

    text: str
    present: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Treated:
    """A text as it may leave.

    Attributes:
        text: What may leave.
        outcomes: What was found in the text as stored and what became of it; in order, not overlapping.
    """

    text: str
    outcomes: tuple[Outcome, ...] = ()


class Redactor:
    """Redacts texts by a policy.

    Args:
        analyser: Finds what identifies people.
        policy: The effective policy for the audience.
        participants: Names of a conversation's own people.
        parties: Parties of the case by id, for what a person finds to be theirs.
    """

    def __init__(
        self,
        analyser: Analyser,
        policy: Policy,
        participants: ParticipantNames | None = None,
        parties: Mapping[str, Person] | None = None,
    ) -> None:
        self._analyser, self._policy, self._participants = analyser, policy, participants
        self._parties = parties or {}

    def redact(self, asked: Sequence[Asked]) -> list[Treated]:
        """Texts as they may leave; the result of one does not depend on the others."""
        found = [
            outcomes(each.text, spans, self._policy, each.decisions, self._parties)
            for each, spans in zip(asked, self._look([(each.text, each.present) for each in asked]), strict=True)
        ]
        shown = [applied(each.text, its) for each, its in zip(asked, found, strict=True)]
        waiting = [at for at, done in enumerate(shown) if done.moves]
        for _ in range(_MOST_LOOKS):
            looked = self._look([(shown[at].text, asked[at].present) for at in waiting])
            changed = []
            for at, spans in zip(waiting, looked, strict=True):
                more = tuple(o for o in outcomes(shown[at].text, spans, self._policy) if o.action != "keep")
                if any(outcome.action == WITHHOLD for outcome in more):
                    found[at] = _withheld(asked[at].text, self._policy)
                elif more := _moved_back(shown[at], more, found[at]):
                    found[at] = more
                else:
                    continue
                shown[at] = applied(asked[at].text, found[at])
                if shown[at].moves:
                    changed.append(at)
            waiting = changed
            if not waiting:
                break
        for at in waiting:
            found[at] = _withheld(asked[at].text, self._policy)
            shown[at] = applied(asked[at].text, found[at])
        return [Treated(done.text, its) for done, its in zip(shown, found, strict=True)]

    def _look(self, texts: Sequence[tuple[str, tuple[str, ...]]]) -> list[Sequence[RedactionSpan]]:
        """What is found in each text of a conversation."""
        found: list[Sequence[RedactionSpan]] = []
        for (text, present), analysis in zip(texts, self._analyser.analyse([text for text, _ in texts]), strict=True):
            if analysis.withheld:
                found.append((unread(text),))
                continue
            names = self._participants.spans(text, present) if self._participants and present else ()
            found.append(merge((*analysis.spans, *names)) if names else analysis.spans)
        return found


def applied(text: str, found: Sequence[Outcome]) -> Redacted:
    """A text with each part of it as was decided."""
    return replaced(text, [outcome.span for outcome in found], [outcome.action for outcome in found])


def unread(text: str) -> RedactionSpan:
    """The whole of a text that could not be looked at in full; its category has no rule, so it is withheld."""
    return RedactionSpan(0, len(text), "UNREAD", "Not examined", 1.0, "time limit", __version__)


def _withheld(text: str, policy: Policy) -> tuple[Outcome, ...]:
    return outcomes(text, (unread(text),), policy)


def _moved_back(shown: Redacted, more: Sequence[Outcome], before: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Outcomes with those added that were found in a redacted text, at their places in the text as stored.

    Returns:
        Nothing where all of them lie in labels, or where a person said that they stay.
    """
    marked = [*labels(shown.text), *((start, end) for _, _, start, end in shown.moves)]
    stays = [_place(outcome) for outcome in before if outcome.action == "keep" and outcome.reviewer is not None]
    added = []
    for outcome in more:
        for start, end in outside(shown.text, *_place(outcome), marked):
            offset = sum((b - a) - (d - c) for a, b, c, d in shown.moves if d <= start)
            added += [_moved(outcome, *part) for part in gaps(start + offset, end + offset, stays)]
    if not added:
        return ()
    taken = [_place(outcome) for outcome in added]
    kept = [_moved(outcome, *part) for outcome in before for part in gaps(*_place(outcome), taken)]
    return tuple(sorted((*kept, *added), key=_place))


def _place(outcome: Outcome) -> tuple[int, int]:
    return outcome.span.start, outcome.span.end


def _moved(outcome: Outcome, start: int, end: int) -> Outcome:
    return replace(outcome, span=replace(outcome.span, start=start, end=end))
