"""What the prosecutor decided on the items of the schedules, matched to the words that were issued.

Codes are imported and never guessed: `D` disclose, `I` the defence may inspect, `CND` clearly not disclosable, `ND` not
disclosable. A decision belongs to the words that it was made on: it counts only where the number and the description
beside it are ones that this case has issued.

The police assessment is "passes the disclosure test" for an item of the MG6E and "does not pass" for any other. The
two disagree when the police say it passes and the CPS that it is not disclosable, or the police that it does not pass
and the CPS that it is disclosable or may be inspected (rule of the CPS Digital Case File).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from disclosure.schedule import numbering
from disclosure.schedule.descriptions import counted, day
from disclosure.schedule.forms import Column, Form, Row

CODES: Final = {
    "D": "disclose: a copy is to be given",
    "I": "the defence may inspect it",
    "CND": "clearly not disclosable",
    "ND": "not disclosable",
}
DISCLOSABLE: Final = ("D", "I")
_CODE_OF: Final = {
    "d": "D", "disclose": "D", "disclosable": "D",
    "i": "I", "inspect": "I", "disclosable by inspection": "I", "disclose by inspection": "I",
    "cnd": "CND", "clearly not disclosable": "CND",
    "nd": "ND", "not disclosable": "ND",
}  # fmt: skip
"""Codes, and the words that the CPS Digital Case File has for them, in lower case."""
_UNDECIDED: Final = frozenset(("", "to be assessed", "to be reviewed"))
_YES_NO: Final = {"y": True, "yes": True, "n": False, "no": False}
_LOOK_ALIKES: Final = str.maketrans("СсDdІіΝν", "CcDdIiNn")


MARKS: Final = ("cps_code", "cps_comment", "cps_agrees", "cps_application")
"""Columns that the prosecutor fills in."""
_NOT_PRINTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What Office documents cannot hold and so leave out (section 2.2 of XML 1.0)."""


@dataclass(frozen=True)
class Line:
    """One line of a returned schedule.

    Attributes:
        place: Where it stands, for messages: sheet and row, table and row, or number in the list.
        number: The item number as it stands there.
        words: Title and description as they stand there; none where the file has no such column.
        reference: Its reference, where the file still has it.
        marks: What stands in the prosecutor's columns, by the key of the column; only columns that are there.
    """

    place: str
    number: str
    words: str | None
    reference: str | None = None
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Issue:
    """Words that were issued under a number.

    Attributes:
        number: The item number.
        digest: Digest of number and words.
        title: Title as printed.
        description: Description as printed.
        location: Location as printed.
        submission: The latest submission that printed them.
    """

    number: str
    digest: str
    title: str
    description: str
    location: str
    submission: int


@dataclass(frozen=True)
class Decision:
    """What one line of a returned schedule says.

    Attributes:
        issue: The words it was made on.
        place: Where in the file it stands.
        code: One of `CODES`; none if none was entered.
        agrees_sensitive: Whether the prosecutor agrees that the item is sensitive; none if nothing was entered.
        court_application: Whether an application to the court is to be made; none if nothing was entered.
        comment: The prosecutor's comment.
    """

    issue: Issue
    place: str
    code: str | None = None
    agrees_sensitive: bool | None = None
    court_application: bool | None = None
    comment: str = ""

    @property
    def says_something(self) -> bool:
        """Whether anything was entered."""
        return bool(self.comment) or (self.code, self.agrees_sensitive, self.court_application) != (None, None, None)


@dataclass(frozen=True)
class Refusal:
    """A line that was not taken over, and why; holds nothing of what was entered.

    Attributes:
        place: Where in the file it stands.
        number: The item number, if it is one.
        reason: Why.
    """

    place: str
    number: str
    reason: str


@dataclass(frozen=True)
class Matched:
    """A returned schedule, matched.

    Attributes:
        decisions: Lines that say something and fit, in the order of the file.
        refusals: Lines that were not taken over.
        undecided: Numbers of lines that fit and say nothing.
    """

    decisions: tuple[Decision, ...]
    refusals: tuple[Refusal, ...]
    undecided: tuple[str, ...]


def match(lines: Iterable[Line], issues: Sequence[Issue], withdrawn: frozenset[str] = frozenset()) -> Matched:
    """Match the lines of a returned schedule to what was issued.

    Args:
        lines: The lines.
        issues: All words ever issued, of both schedules.
        withdrawn: Numbers that are no longer in use.
    """
    by_number: dict[str, list[Issue]] = {}
    for issue in issues:
        by_number.setdefault(issue.number, []).append(issue)
    decisions: list[Decision] = []
    refusals: list[Refusal] = []
    undecided: list[str] = []
    places: dict[str, list[str]] = {}
    for line in lines:
        number = _number(line.number)
        decided = _line(line, number, by_number, withdrawn)
        if number:
            places.setdefault(number, []).append(line.place)
        if isinstance(decided, Refusal):
            refusals.append(decided)
        elif decided.says_something:
            decisions.append(decided)
        else:
            undecided.append(decided.issue.number)
    # The same number twice in a file says nothing that can be relied on.
    doubled = {number: where for number, where in places.items() if len(where) > 1}
    for decision in decisions:
        if decision.issue.number in doubled:
            others = ", ".join(doubled[decision.issue.number])
            refusals.append(Refusal(decision.place, decision.issue.number, f"the item stands more than once: {others}"))
    return Matched(
        tuple(decision for decision in decisions if decision.issue.number not in doubled),
        tuple(refusals),
        tuple(number for number in undecided if number not in doubled),
    )


def _line(
    line: Line, number: str | None, by_number: Mapping[str, Sequence[Issue]], withdrawn: frozenset[str]
) -> Decision | Refusal:
    if number is None:
        return Refusal(line.place, "", "something is entered beside no item number")
    if number not in by_number:
        return Refusal(line.place, number, "no item of this case has that number")
    issue = _issue(line, by_number[number])
    if isinstance(issue, str):
        return Refusal(line.place, number, issue)
    marks = {key: _plain(text) for key, text in line.marks.items()}
    code_text = marks.get("cps_code", "").translate(_LOOK_ALIKES).casefold().strip(" .")
    code = _CODE_OF.get(code_text)
    if code is None and code_text not in _UNDECIDED:
        return Refusal(line.place, number, f"the code is none of {', '.join(CODES)}")
    answers: dict[str, bool | None] = {}
    for key in ("cps_agrees", "cps_application"):
        text = marks.get(key, "").casefold().strip(" .")
        if text not in _YES_NO and text:
            return Refusal(line.place, number, "an answer is neither Y nor N")
        answers[key] = _YES_NO.get(text)
    if code is not None and numbering.parse(number).is_sensitive:
        return Refusal(line.place, number, "a code for disclosure stands beside an item of the sensitive schedule")
    comment = line.marks.get("cps_comment", "").strip()
    decision = Decision(issue, line.place, code, answers["cps_agrees"], answers["cps_application"], comment)
    if number in withdrawn and decision.says_something:
        return Refusal(line.place, number, "the item has been withdrawn")
    return decision


def _issue(line: Line, issued: Sequence[Issue]) -> Issue | str:
    """The words that a line was decided on, or why that cannot be told."""
    candidates = list(issued)
    if line.reference:
        candidates = [issue for issue in candidates if issue.digest == line.reference]
        if not candidates:
            return "the reference belongs to words that this case has not issued under that number"
    if line.words is not None:
        words = _plain(line.words)
        candidates = [issue for issue in candidates if words in (_words(issue), _plain(issue.description))]
        if not candidates:
            return "the description is not the one issued under that number; it has been changed, or is of another case"
    elif not line.reference:
        return "neither a description nor a reference says which words were decided on"
    return max(candidates, key=lambda issue: issue.submission)


def _words(issue: Issue) -> str:
    return _plain(f"{issue.title}\n{issue.description}")


def _plain(text: str) -> str:
    """Words with single blanks: programs break lines and pad cells as they like."""
    return " ".join(_NOT_PRINTED.sub("", text).split())


def _number(text: str) -> str | None:
    """An item number as issued; leading noughts, which the CPS prints, are dropped."""
    found = re.fullmatch(r"(?:item )?(S?)0*([1-9][0-9]*)\.?", text.strip(), re.IGNORECASE)
    return f"{found[1].upper()}{found[2]}" if found else None


def disagrees(passes: bool, code: str | None) -> bool:
    """Whether police and CPS assess an item differently.

    >>> disagrees(True, "CND"), disagrees(False, "D"), disagrees(False, "ND"), disagrees(True, None)
    (True, True, False, False)
    """
    if code is None:
        return False
    return passes != (code in DISCLOSABLE)


@dataclass(frozen=True)
class Standing:
    """The decision that stands on an item: the last that was imported.

    Attributes:
        number: The item number.
        code: One of `CODES`.
        comment: The comment that came with it.
        decided_by: Who decided.
        decided_on: When, if stated.
        submission: Submission whose words were decided on.
        import_number: The import it came with.
        worded_anew: The item has been issued with other words since.
    """

    number: str
    code: str
    comment: str
    decided_by: str
    decided_on: date | None
    submission: int
    import_number: int
    worded_anew: bool


@dataclass(frozen=True)
class Head:
    """What stands at the head and foot of the list.

    Attributes:
        header: Labels and values, as on the schedules.
        urn: Unique reference number.
        submission: The latest submission.
        prepared_at: Day on which the list is made.
        ledger_head: Hash of the ledger when it is made.
    """

    header: tuple[tuple[str, str], ...]
    urn: str
    submission: int
    prepared_at: date
    ledger_head: str


_LABELS: Final = ("R v", "URN", "Police force", "Disclosure officer", "Submission")
BLANK_HEAD: Final = Head(tuple((label, "") for label in _LABELS), "", 1, date(2026, 1, 1), "")
"""A head without values, for making the template."""


def to_disclose(
    standing: Sequence[Standing], current: Mapping[str, Issue], head: Head, import_number: int, undecided: int
) -> Form:
    """The list of what must now be disclosed, as a form.

    Args:
        standing: The decision that stands on every item that has one.
        current: The words of every item now, by number.
        head: What stands at its head and foot.
        import_number: Number of the import that the list is made for.
        undecided: Number of items without a decision.
    """
    listed = [decision for decision in standing if decision.code in DISCLOSABLE]
    codes = ", ".join(f"{code} {sum(decision.code == code for decision in standing):,}" for code in CODES)
    return Form(
        name="DISCLOSE",
        title="Items to be disclosed following the prosecutor's decisions",
        marking="For the police and the prosecutor only: not to be disclosed to the defence.",
        header=head.header,
        notes=(
            f"Made from the prosecutor's decisions as imported, {counted(import_number, 'import', 'imports')} so far. "
            f"Decisions that stand: {codes}. Items without a decision: {undecided:,}.",
            "A copy (D) or access (I) is to be given of the edited version; nothing is given by this list itself.",
        ),
        columns=(
            Column("item", "Item No.", 6),
            Column("description", "Description", 40),
            Column("location", "Location", 16),
            Column("decision", "Decision", 12),
            Column("comment", "CPS comment", 14),
            Column("supplied", "Supplied on", 12, is_blank=True),
        ),
        rows=tuple(_row(decision, current[decision.number]) for decision in listed),
        nil="NIL. No decision that stands requires an item to be disclosed.",
        certification=(),
        signatures=(),
        urn=head.urn,
        submission=head.submission,
        prepared_at=head.prepared_at,
        ledger_head=head.ledger_head,
        suffix=f"decisions {import_number}",
    )


def _row(decision: Standing, issue: Issue) -> Row:
    when = f", {day(decision.decided_on)}" if decision.decided_on else ""
    said = f"{decision.code}: {CODES[decision.code]}. {decision.decided_by}{when}"
    if decision.worded_anew:
        said += f". Decided on the words of submission {decision.submission}; worded anew since: ask again"
    return Row((decision.number, issue.description, issue.location, said, decision.comment, ""), title=issue.title)
