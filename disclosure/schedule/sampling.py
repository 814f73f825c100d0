"""Dip samples in words that can be repeated in court, from counts alone.

What is stated of a number rests on the hypergeometric distribution, since a sample is drawn without replacement
from a known number of records, and of a proportion on the exact binomial interval of Clopper and Pearson. No
assumption is made but that the draw was random, which the recorded seed lets anyone repeat. Nothing is stated of a
sample that has not been read to its end: where to stop could then depend on what was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from disclosure.relevance import bounds
from disclosure.schedule.descriptions import NOUNS, application_label, counted

CONFIDENCE: Final = 0.95


@dataclass(frozen=True)
class Frame:
    """One frame of a dip sample.

    Attributes:
        exhibit_ref: Exhibit reference.
        artefact_table: Table of the records.
        application: Application the vendor names.
        is_conversation: The frame is one conversation.
        population: Records in it, none of which the search selected (N).
        drawn: Records drawn (n).
        read: Records that a reviewer has read and marked.
        found: Records marked responsive.
        seed: Seed of the draw.
        is_searched: Terms or contacts of a line of enquiry were applied to records of this kind.
    """

    exhibit_ref: str
    artefact_table: str
    application: str | None
    is_conversation: bool
    population: int
    drawn: int
    read: int
    found: int
    seed: int
    is_searched: bool = True

    @property
    def is_finished(self) -> bool:
        """Whether all that were drawn have been read."""
        return self.read == self.drawn

    def missed(self, confidence: float = CONFIDENCE) -> int:
        """Greatest number of relevant records in the frame that the sample does not rule out."""
        return bounds.largest(self.found, self.drawn, self.population, confidence)


def statement(frame: Frame, confidence: float = CONFIDENCE) -> str:
    """What was sampled in a frame, what was found, and what follows.

    >>> print(statement(Frame("JLB/1", "messages", "WhatsApp", False, 1000, 100, 100, 0, 7)))
    Of the 1,000 messages from WhatsApp on exhibit JLB/1 that the search did not select, 100 were drawn at random \
(seed 7) and read. None was marked relevant. It can be said with 95% confidence that no more than 28 of the 1,000 \
(2.8%) are relevant: had there been more, at least 95 in every 100 such samples would have shown one. As a proportion, \
between 0.00% and 3.62% of such records are relevant (exact binomial interval, 95%).
    """
    all_of_them = _records(frame)
    drawn = f"{counted(frame.drawn, 'was', 'were')} drawn at random (seed {frame.seed})"
    lead = f"Of the {all_of_them} {_why(frame)}, {drawn}"
    if not frame.is_finished:
        return f"{lead}; {frame.read:,} of the {frame.drawn:,} have been read. Nothing is stated until all are."
    high = frame.missed(confidence)
    found = "None was" if not frame.found else f"{counted(frame.found, 'was', 'were')}"
    text = f"{lead} and read. {found} marked relevant. "
    if frame.drawn == frame.population:
        return f"{text}As all were read, that is the whole number."
    percent = f"{100 * confidence:g}"
    if frame.found:
        lowest, highest = bounds.number(frame.found, frame.drawn, frame.population, confidence)
        text += (
            f"It can be said with {percent}% confidence that no more than {high:,} of the {frame.population:,} "
            f"({_share(high, frame.population)}) are relevant, and with the same confidence that the number lies "
            f"between {lowest:,} and {highest:,}."
        )
    else:
        text += (
            f"It can be said with {percent}% confidence that no more than {high:,} of the {frame.population:,} "
            f"({_share(high, frame.population)}) are relevant: had there been more, at least {percent} in every 100 "
            "such samples would have shown one."
        )
    least, most = bounds.proportion(frame.found, frame.drawn, confidence)
    return (
        f"{text} As a proportion, between {100 * least:.2f}% and {100 * most:.2f}% of such records are relevant "
        f"(exact binomial interval, {percent}%)."
    )


def together(frames: Sequence[Frame], confidence: float = CONFIDENCE) -> str:
    """How many relevant records the search may have missed in all its frames, at one confidence for all at once.

    The confidence of each frame is raised so that all statements hold together (Bonferroni).
    """
    searched = [frame for frame in frames if frame.is_searched]
    finished = [frame for frame in searched if frame.is_finished]
    if not finished:
        return (
            "No dip sample of what was searched has been read to its end; nothing can be said of what the search may "
            "have missed."
        )
    each = 1 - (1 - confidence) / len(finished)
    population = sum(frame.population for frame in finished)
    drawn = sum(frame.drawn for frame in finished)
    found = sum(frame.found for frame in finished)
    most = sum(frame.missed(each) for frame in finished)
    left = len(searched) - len(finished)
    unread = counted(left, "sample has", "samples have")
    return (
        f"Taken together: of {counted(population, 'record', 'records')} that the search did not select, in "
        f"{counted(len(finished), 'sample', 'samples')}, {counted(drawn, 'was', 'were')} read and {found:,} marked "
        f"relevant. It can be said with {100 * confidence:g}% confidence that the search left no more than {most:,} "
        f"relevant records among them ({_share(most, population)})."
        + (f" {unread} not been read to the end and are left out." if left else "")
    )


def sizes(frame: Frame, shares: Sequence[float], confidence: float = CONFIDENCE) -> str:
    """How many would have to be read, and none found, to be able to state smaller bounds.

    Args:
        frame: The frame.
        shares: Shares of the frame that may be left open, between 0 and 1.
        confidence: Confidence of the statement.
    """
    parts = []
    for share in shares:
        at_most = int(share * frame.population)
        wanted = bounds.needed(frame.population, at_most, confidence)
        parts.append(f"no more than {at_most:,} of them ({100 * share:g}%), {wanted:,}")
    return (
        f"For the {_records(frame)}, to be able to state with {100 * confidence:g}% confidence that relevant are, "
        f"this many would have to be read and none found relevant: {'; '.join(parts)}."
    )


def _records(frame: Frame) -> str:
    nouns = NOUNS[frame.artefact_table]
    label = application_label(frame.application)
    where = f" from {label}" if label else ""
    one = " in one conversation" if frame.is_conversation and frame.artefact_table == "messages" else ""
    return f"{counted(frame.population, nouns.one, nouns.many)}{where}{one} on exhibit {frame.exhibit_ref}"


def _why(frame: Frame) -> str:
    return "that the search did not select" if frame.is_searched else "to which no search was applied"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "0%"
