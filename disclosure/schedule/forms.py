"""The three schedules as data: what each form prints, for the document writers.

MG6C lists non-sensitive unused material and is served on the defence; MG6D lists sensitive material and MG6E is
the disclosure officer's report; both are for the prosecutor alone (CPS Disclosure Manual, chapters 6 to 8).
The columns for the prosecutor's endorsements are always blank: they are filled in by hand and come back by
import. Nothing is signed: a named person signs, beside the ledger head that proves a later edit.

The literal headings, titles and order of columns differ from force to force, and no blank of the current
national forms could be read for this version; those here follow the concepts of the CPS Disclosure Manual. Every
printed word is in this module, so that a force can set its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from disclosure.schedule import numbering
from disclosure.schedule.descriptions import counted, day
from disclosure.schedule.items import BalanceRow, Register, ScheduleItem

FormName = Literal["MG6C", "MG6D", "MG6E", "DMD", "SAMPLING", "WITHHELD", "DISCLOSE"]


@dataclass(frozen=True)
class Column:
    """One column of a form.

    Attributes:
        key: Name of the column in the JSON form.
        heading: As printed.
        share: Share of the width of the page; the columns of a form add up to 100.
        is_blank: Always blank, for the prosecutor or the officer to fill in.
    """

    key: str
    heading: str
    share: int
    is_blank: bool = False


@dataclass(frozen=True)
class Row:
    """One line of a form.

    Attributes:
        cells: One text for each column.
        title: Short title printed above the second cell; empty for none.
        digest: Digest of number, title and description, by which a decision on the line is matched when it
            comes back; empty where no decision is asked for.
    """

    cells: tuple[str, ...]
    title: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Section:
    """A further table of a form, below its main one.

    Attributes:
        heading: Its heading.
        notes: Paragraphs above the table.
        columns: Columns of the table; none for paragraphs alone.
        rows: Lines of the table.
        nil: What stands in place of the table when it has no line.
    """

    heading: str
    notes: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    nil: str = ""


@dataclass(frozen=True)
class SignatureBlock:
    """Lines for one person to fill in by hand.

    Attributes:
        heading: Who signs.
        lines: What to fill in.
    """

    heading: str
    lines: tuple[str, ...] = ("Name", "Signature", "Date")


@dataclass(frozen=True)
class Form:
    """One schedule, laid out.

    Attributes:
        name: Which form.
        title: Its title.
        marking: Who must not have it; empty for none.
        header: Labels and values above the table; a value may be blank, to be filled in by hand.
        notes: Paragraphs above the table.
        columns: Columns of the table.
        rows: Lines of the table.
        nil: What stands in place of the table when it has no line.
        certification: Paragraphs that the signature is put to.
        signatures: Blocks for signatures, all blank.
        urn: Unique reference number.
        submission: Number of the submission.
        prepared_at: Day on which the form was made.
        ledger_head: Hash of the ledger when the form was made.
        sections: Further tables, below the main one and above the certification.
        is_draft: A draft: marked so on every page, and its numbers are not issued.
        is_sensitive: Goes into the folder of the sensitive schedule, which is bundled apart.
        suffix: What tells two forms of one name apart, in the file name; empty for most.
    """

    name: FormName
    title: str
    marking: str
    header: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    nil: str
    certification: tuple[str, ...]
    signatures: tuple[SignatureBlock, ...]
    urn: str
    submission: int
    prepared_at: date
    ledger_head: str
    sections: tuple[Section, ...] = ()
    is_draft: bool = False
    is_sensitive: bool = False
    suffix: str = ""


@dataclass(frozen=True)
class CaseHeader:
    """What stands above every form.

    Attributes:
        urn: Unique reference number.
        defendants: Names of those who are charged.
        force: Police force.
        disclosure_officer: Name of the disclosure officer.
        prepared_at: Day on which the forms are made.
        ledger_head: Hash of the ledger when they are made.
        is_draft: The forms are a draft.
    """

    urn: str
    defendants: tuple[str, ...]
    force: str
    disclosure_officer: str
    prepared_at: date
    ledger_head: str
    is_draft: bool = False


ENDORSEMENTS: Final = "D (disclose), I (defence may inspect), CND (clearly not disclosable) or ND (not disclosable)"
"""Codes that the prosecutor may enter; printed as a key, never filled in."""

_MG6C_COLUMNS: Final = (
    Column("item", "Item No.", 6),
    Column("description", "Description", 52),
    Column("location", "Location", 20),
    Column("cps_code", "CPS use: code", 8, is_blank=True),
    Column("cps_comment", "CPS comment", 14, is_blank=True),
)
_MG6D_COLUMNS: Final = (
    Column("item", "Item No.", 6),
    Column("description", "Description", 38),
    Column("reason_for_sensitivity", "Reason for sensitivity", 30),
    Column("cps_agrees", "CPS use: agreed sensitive (Y/N)", 8, is_blank=True),
    Column("cps_application", "CPS use: court application (Y/N)", 8, is_blank=True),
    Column("cps_comment", "CPS comment", 10, is_blank=True),
)
_MG6E_COLUMNS: Final = (
    Column("item", "Item No.", 8),
    Column("schedule", "Schedule", 12),
    Column("explanation", "Why the item may undermine the prosecution case or assist the defence", 68),
    Column("copy_supplied", "Copy supplied (Y/N)", 12, is_blank=True),
)
_OFFICER: Final = SignatureBlock("Disclosure officer")
_PROSECUTOR: Final = SignatureBlock("Reviewing prosecutor (CPS use)")


def mg6c(register: Register, case: CaseHeader) -> Form:
    """The schedule of non-sensitive unused material; nothing of any other schedule stands on it."""
    items = [item for item in register.items if not item.is_sensitive]
    return Form(
        name="MG6C",
        title="MG6C: Schedule of relevant non-sensitive unused material",
        marking="",
        header=header(register, case),
        notes=(
            f"CPS use: {ENDORSEMENTS}.",
            *_changes(register, is_sensitive=False),
        ),
        columns=_MG6C_COLUMNS,
        rows=tuple(
            Row((item.item_number, item.description, item.location, "", ""), item.title, item.digest) for item in items
        ),
        nil="There is no relevant non-sensitive unused material.",
        certification=(
            "To the best of my knowledge and belief, the items listed on this schedule are relevant unused material "
            "that does not form part of the prosecution case, and I believe that they are not sensitive.",
        ),
        signatures=(_OFFICER, _PROSECUTOR),
        **common(register, case),  # type: ignore[arg-type]  # the fields it names
    )


def mg6d(register: Register, case: CaseHeader) -> Form:
    """The schedule of sensitive unused material; endorsed as nil where there is none."""
    items = [item for item in register.items if item.is_sensitive]
    return Form(
        name="MG6D",
        title="MG6D: Schedule of relevant sensitive unused material",
        marking="SENSITIVE. For the prosecutor only: not to be disclosed to the defence.",
        header=header(register, case),
        notes=(
            "Highly sensitive material is not to be listed here; it is revealed separately.",
            *_changes(register, is_sensitive=True),
        ),
        columns=_MG6D_COLUMNS,
        rows=tuple(
            Row(
                (item.item_number, item.description, item.reason_for_sensitivity or "", "", "", ""),
                item.title,
                item.digest,
            )
            for item in items
        ),
        nil="NIL RETURN. No sensitive unused material has been identified in this case.",
        certification=(
            "To the best of my knowledge and belief, there is no relevant unused material in this case whose "
            "disclosure would give rise to a real risk of serious prejudice to an important public interest."
            if not any(not item.is_withdrawn for item in items)
            else "To the best of my knowledge and belief, disclosure of each item listed on this schedule would give "
            "rise to a real risk of serious prejudice to an important public interest, for the reason stated.",
        ),
        signatures=(_OFFICER, _PROSECUTOR),
        is_sensitive=True,
        **common(register, case),  # type: ignore[arg-type]  # the fields it names
    )


def mg6e(register: Register, case: CaseHeader) -> Form:
    """The disclosure officer's report, with the certification in its limbs."""
    items = [item for item in register.items if item.undermines_or_assists]
    return Form(
        name="MG6E",
        title="MG6E: Disclosure officer's report",
        marking="For the prosecutor only: not to be disclosed to the defence.",
        header=header(register, case),
        notes=(
            f"This report accompanies the MG6C and MG6D of submission {register.submission}. "
            "A copy of each item listed below is to be supplied with it.",
        ),
        columns=_MG6E_COLUMNS,
        rows=tuple(
            Row((item.item_number, "MG6D" if item.is_sensitive else "MG6C", _explanation(item), "")) for item in items
        ),
        nil="NIL. No item has been recorded as one that may undermine the prosecution case or assist the defence.",
        certification=certification(items, register.balance),
        signatures=(_OFFICER, _PROSECUTOR),
        **common(register, case),  # type: ignore[arg-type]  # the fields it names
    )


_ON_SUPPLEMENT: Final = "Given on the sensitive supplement to this report."


def _explanation(item: ScheduleItem) -> str:
    return _ON_SUPPLEMENT if item.is_sensitive else item.undermines_or_assists or ""


def mg6e_supplement(register: Register, case: CaseHeader) -> Form | None:
    """What the report says of sensitive items, kept with the sensitive schedule; none where it says nothing."""
    items = [item for item in register.items if item.undermines_or_assists and item.is_sensitive]
    if not items:
        return None
    report = mg6e(register, case)
    return replace(
        report,
        title="MG6E: Disclosure officer's report, sensitive supplement",
        marking="SENSITIVE. For the prosecutor only: not to be disclosed to the defence.",
        rows=tuple(Row((item.item_number, "MG6D", item.undermines_or_assists or "", "")) for item in items),
        is_sensitive=True,
        suffix="sensitive supplement",
    )


def certification(undermining: Sequence[ScheduleItem], balance: Sequence[BalanceRow]) -> tuple[str, ...]:
    """What the disclosure officer is asked to certify, limb by limb (the police disclosure certificate of the CPS).

    Args:
        undermining: Items of the report.
        balance: How the material was examined, in figures.
    """
    examined = examination(balance)
    if undermining:
        considered = (
            f"I have considered whether any item might reasonably be considered capable of undermining the "
            f"prosecution case or of assisting the case for the accused. I believe that "
            f"{numbering.in_words(item.item_number for item in undermining)} might, for the reasons stated above."
        )
    else:
        considered = (
            "I have considered whether any item might reasonably be considered capable of undermining the prosecution "
            "case or of assisting the case for the accused. (a) I believe that there is none; or (b) I believe that "
            "item(s) ____________ might, because ________________________________________."
        )
    return (
        "I certify that, to the best of my knowledge and belief (strike out what does not apply):",
        "1. Nothing has been withheld that would assist the accused in the early preparation of their case, "
        "including an application for bail (R v DPP, ex parte Lee [1999] 2 Cr App R 304).",
        "2. All material which may be relevant to the investigation has been retained and made available to me, has "
        "been inspected, viewed or listened to, and has been revealed to the prosecutor, in accordance with the "
        "Criminal Procedure and Investigations Act 1996, its Code of Practice and the Attorney General's Guidelines "
        f"on Disclosure{', except that digital material was examined as follows. ' + examined if examined else '.'}",
        "3. All material to which the presumption of disclosure applies has been recorded on the schedules and "
        "provided as required.",
        f"4. {considered}",
    )


def examination(balance: Sequence[BalanceRow]) -> str:
    """How the digital material was examined, in figures; empty when there is none.

    >>> examination([BalanceRow("A", "notes", 3, individual=1, not_searched=2)])
    '1 record selected by the search or beside what was is listed individually. 2 records were not examined by search. \
Item by item, the schedules state how the material was examined.'
    """
    total = {
        name: sum(getattr(row, name) for row in balance)
        for name in (
            "individual",
            "searched",
            "not_searched",
            "sampled",
            "read",
            "out_of_scope",
            "privileged",
            "sensitive",
            "evidence",
            "not_relevant",
            "duplicate",
        )
    }

    def said(name: str, one: str, many: str) -> str:
        quantity = total[name]
        return f"{counted(quantity, 'record', 'records')} {one if quantity == 1 else many}." if quantity else ""

    parts = [
        said("individual", "selected by the search or beside what was is listed individually",
             "selected by the search, or beside what was, are listed individually"),
        said("sensitive", "is on the sensitive schedule", "are on the sensitive schedule"),
        said("searched", "was examined by computer search only and was not selected",
             "were examined by computer search only and were not selected"),
        said("not_searched", "was not examined by search", "were not examined by search"),
        said("sampled", "of those not selected was drawn in a random dip sample for reading",
             "of those not selected were drawn in random dip samples for reading"),
        said("read", "of those drawn was read", "of those drawn were read"),
        said("out_of_scope", "outside the scope agreed for the device was not examined",
             "outside the scope agreed for the devices were not examined"),
        said("privileged", "withheld pending independent review for legal professional privilege was not examined",
             "withheld pending independent review for legal professional privilege were not examined"),
        said("evidence", "is part of the prosecution case and not listed",
             "are part of the prosecution case and not listed"),
        said("not_relevant", "was recorded as not relevant and is not listed",
             "were recorded as not relevant and are not listed"),
        said("duplicate", "repeats one of an earlier export of the same exhibit and is not listed again",
             "repeat those of an earlier export of the same exhibit and are not listed again"),
    ]  # fmt: skip
    told = " ".join(part for part in parts if part)
    return f"{told} Item by item, the schedules state how the material was examined." if told else ""


def common(register: Register, case: CaseHeader) -> dict[str, object]:
    """Fields that every form of a submission has in common."""
    return {
        "urn": case.urn,
        "submission": register.submission,
        "prepared_at": case.prepared_at,
        "ledger_head": case.ledger_head,
        "is_draft": case.is_draft,
    }


def header(register: Register, case: CaseHeader) -> tuple[tuple[str, str], ...]:
    """Labels and values above the table of every form."""
    return (
        ("R v", "; ".join(case.defendants)),
        ("URN", case.urn),
        ("Police force", case.force),
        ("Disclosure officer", case.disclosure_officer),
        ("Submission", f"{register.submission}, prepared {day(case.prepared_at)}"),
    )


def _changes(register: Register, *, is_sensitive: bool) -> tuple[str, ...]:
    """What differs from the submission before, for one schedule; nothing on a first submission."""
    if register.submission == 1:
        return ()

    def own(numbers: Sequence[str]) -> list[str]:
        return [number for number in numbers if numbering.parse(number).is_sensitive == is_sensitive]

    parts = [
        f"{label}: {numbering.in_words(numbers)}."
        for label, numbers in (
            ("New", own(register.new)),
            ("Worded anew", own(register.revised)),
            ("Withdrawn", own(register.withdrawn)),
        )
        if numbers
    ]
    lead = f"This schedule continues that of submission {register.submission - 1} and takes its place."
    return (f"{lead} {' '.join(parts) if parts else 'No item has changed.'}",)
