"""Checks of schedule items, as a table of rules made from the reasons for which the CPS sends schedules back.

Each rule says where it comes from and whether it stops a submission (`error`) or is listed (`warning`). Findings
name an item and a rule and say what to do; never the words. Chapters are those of the CPS Disclosure Manual;
failure codes those of the Director's Guidance Assurance checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from disclosure.schedule import descriptions, personal_data
from disclosure.schedule.items import SELECTED, Register, ScheduleItem

MINIMUM_WORDS: Final = 8
"""A description of fewer words than this is seldom enough to decide on."""
MAXIMUM_WORDS: Final = 250
"""More words than this are more than a decision needs."""
MINIMUM_REASON_WORDS: Final = 6
"""A reason of fewer words than this says a category at most."""

KNOWN_ABBREVIATIONS: Final = frozenset({"UTC", "SMS", "MMS", "CD", "DVD", "USB", "PDF"})
"""Abbreviations that need no explanation on a schedule of a phone."""

Severity = Literal["error", "warning"]

_CHAPTER_7: Final = "CPS Disclosure Manual, chapter 7"
_CHAPTER_8: Final = "CPS Disclosure Manual, chapter 8"
_COMPLETED: Final = "Director's Guidance Assurance: schedules of unused material not completed correctly"
_FORM_NUMBER: Final = re.compile(r"(?i)\b(?:MG ?\d+[A-Z]?|PNB|CAD|BWV|CCTV|phone download)\b")
_ABBREVIATION: Final = re.compile(r"\b[A-Z]{2,}\b")
_DATES: Final = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b"
)
_SENSITIVE_WORDING: Final = re.compile(
    r"(?i)\b(?:sensitiv\w+|MG ?0?6 ?[DE]|informants?|CHIS|covert\w*|public interest immunity|PII|items? S[1-9])\b"
)
_HIGHLY_SENSITIVE: Final = re.compile(r"(?i)\bhighly[\s-]+sensitive\b")
_FLAG: Final = re.compile(
    r"(?i)\b(?:undermin\w+|assists? the (?:defence|accused)|disclosure test|rebuttable|presumption|disclosable"
    r"|(?:passes|fails|meets) the test|reliability|flagged|CND)\b"
)
_CLAIM: Final = re.compile(
    r"(?i)\b(?:admit\w*|confess\w*|threat\w*|lied|lies|prov(?:e|es|ed|ing)|shows? that|harass\w*|abus\w+|guilty"
    r"|nothing of (?:interest|relevance|note)|no relevan\w+|innocent)\b"
)
_LABEL: Final = re.compile(r"\[([^\]\n]{1,60})\]")
_EXAMINED: Final = re.compile(r"(?i)\b(?:examined|read|search\w*|sample\w*|selected|viewed|unread)\b")
_UNDATED: Final = frozenset({"device", "extraction", "out_of_scope", "privileged"})
_NEEDS_REDACTION_STATUS: Final = SELECTED | {"device", "extraction", "block"}
_CATEGORY_ONLY: Final = re.compile(
    r"(?i)\b(?:confidential|personal (?:data|information|details)|private|data protection)\b"
)
_PREJUDICE: Final = re.compile(r"(?i)\b(?:prejudice|risk|endanger\w*|harm|safety|compromise\w*|reveal\w*|identif\w+)\b")


@dataclass(frozen=True)
class Context:
    """What the rules know besides the item.

    Attributes:
        people: Names and other identifiers of people of the case; none for none.
        labels: Labels that stand for people of this case; none where they are not known.
    """

    people: re.Pattern[str] | None = None
    labels: frozenset[str] | None = None


@dataclass(frozen=True)
class Rule:
    """One rule for the words of an item.

    Attributes:
        code: Short code.
        source: Where it comes from.
        severity: Whether it stops a submission.
        action: What to do.
        breaks: Whether an item does not keep it.
        reveals: A schedule with it would reveal what it must not.
    """

    code: str
    source: str
    severity: Severity
    action: str
    breaks: Callable[[ScheduleItem, Context], bool]
    reveals: bool = False


@dataclass(frozen=True)
class CaseState:
    """What is checked of the submission as a whole.

    Attributes:
        register: The register.
        urn: Unique reference number.
        defendants: Names of those charged.
        disclosure_officer: Name of the officer.
        exhibits: References of the exhibits of the case file.
        searched: References of those that terms or contacts of some line of enquiry cover.
        suggested: Numbers of items to which the presumption of disclosure might apply.
        is_sample_outdated: The search has been run since the dip sample was drawn.
    """

    register: Register
    urn: str
    defendants: tuple[str, ...]
    disclosure_officer: str
    exhibits: tuple[str, ...] = ()
    searched: frozenset[str] = frozenset()
    suggested: tuple[str, ...] = ()
    is_sample_outdated: bool = False


@dataclass(frozen=True)
class CaseRule:
    """One rule for a submission as a whole; `breaks` gives the items it is about, or one empty text for none."""

    code: str
    source: str
    severity: Severity
    action: str
    breaks: Callable[[CaseState], Sequence[str]]


@dataclass(frozen=True, order=True)
class Finding:
    """One rule that is not kept.

    Attributes:
        item_number: The item; empty for the submission as a whole.
        rule: Short code of the rule.
        action: What to do.
        severity: Whether it stops a submission.
        reveals: The schedule would reveal what it must not.
        source: Where the rule comes from.
    """

    item_number: str
    rule: str
    action: str
    severity: Severity = field(default="warning", compare=False)
    reveals: bool = field(default=False, compare=False)
    source: str = field(default="", compare=False)

    @property
    def stops(self) -> bool:
        """Whether no submission is made with it."""
        return self.severity == "error"


def _words(item: ScheduleItem) -> str:
    """The description without the vendor's own names and the producer's reference, which are no words of it."""
    text = item.description
    for own in (item.exhibit_ref, item.application):
        text = text.replace(own, " ") if own else text
    return text


def _served(item: ScheduleItem) -> str:
    """What the defence reads of it; a reference to an exhibit holds the initials of whoever produced it."""
    if item.is_sensitive:
        return ""
    return f"{item.title}\n{item.description}\n{item.location}".replace(item.exhibit_ref, " ")


def _has_undefined_abbreviation(item: ScheduleItem, _: Context) -> bool:
    text = _words(item)
    found = set(_ABBREVIATION.findall(text)) - KNOWN_ABBREVIATIONS
    return any(not re.search(rf"(?i)\b{name[0]}\w+[^.()]*\({name}\)", text) for name in found)


def _lacks_dates(item: ScheduleItem, _: Context) -> bool:
    if item.item_class in _UNDATED:
        return False
    if item.first_at is None or item.last_at is None:
        return not re.search(r"\bDate[ds]\b|\bdate\b", item.description)
    return not all(descriptions.day(at) in item.description for at in (item.first_at, item.last_at))


def _has_strange_label(item: ScheduleItem, context: Context) -> bool:
    labels = _LABEL.findall(_served(item))
    known = context.labels
    return any(
        not descriptions.SAFE_PSEUDONYM.fullmatch(label) or (known is not None and label not in known)
        for label in labels
    )


def names(people: re.Pattern[str] | None, text: str) -> bool:
    """Whether a text names a person of the case; dates are passed over, since May is a month too."""
    return people is not None and bool(people.search(_DATES.sub(" ", text)))


def _names_a_person(item: ScheduleItem, context: Context) -> bool:
    return names(context.people, _served(item))


def _may_meet_the_test(item: ScheduleItem, _: Context) -> bool:
    is_flagged = bool(item.undermines_or_assists) or item.presumption not in (None, "none")
    return item.kind == "block" and (is_flagged or item.found_count > 0)


def _is_short_reason(reason: str | None) -> bool:
    return reason is not None and len(reason.split()) < MINIMUM_REASON_WORDS


def _is_category_only(item: ScheduleItem, _: Context) -> bool:
    reason = item.reason_for_sensitivity or ""
    return bool(_CATEGORY_ONLY.search(reason)) and not _PREJUDICE.search(reason)


def _all_words(item: ScheduleItem) -> str:
    reasons = (item.reason_for_sensitivity, item.undermines_or_assists, item.presumption_exception)
    return "\n".join(text for text in (item.title, item.description, *reasons) if text)


RULES: Final = (
    Rule("too_short", _CHAPTER_7, "error", "Say what it is, how much of it, from where and over what time.",
         lambda item, _: len(item.description.split()) < MINIMUM_WORDS),
    Rule("too_long", f"{_CHAPTER_7}: avoid excess", "warning", "Say only what is needed to decide on inspection.",
         lambda item, _: len(item.description.split()) > MAXIMUM_WORDS),
    Rule("form_number", f"{_CHAPTER_7}: no bare form numbers", "error",
         "Say what the material is instead of naming a form or system.",
         lambda item, _: bool(_FORM_NUMBER.search(_words(item)))),
    Rule("abbreviation", f"{_CHAPTER_7}: avoid abbreviations", "warning",
         "Write the abbreviation out, or put it in brackets after the words it stands for.",
         _has_undefined_abbreviation),
    Rule("no_quantity", "CPIA Code of Practice, paragraph 6.10: quantity and generic title", "error",
         "State how many records the item now stands for.",
         lambda item, _: not re.search(rf"(?<![\d,]){item.quantity:,}(?![\d,])", _words(item))),
    Rule("no_exhibit", _CHAPTER_7, "error", "Name the exhibit.",
         lambda item, _: item.exhibit_ref not in item.description),
    Rule("no_dates", _CHAPTER_7, "error", "State the first and last date, or that the records carry none.",
         _lacks_dates),
    Rule("no_location", "Manual of Guidance: the schedule gives where each item can be inspected", "error",
         "State where it can be inspected.", lambda item, _: not item.is_sensitive and not item.location.strip()),
    Rule("no_redaction_status", "CPS Digital Case File: descriptions say how the copy is redacted", "warning",
         "Say whether an edited copy has been made.",
         lambda item, _: item.item_class in _NEEDS_REDACTION_STATUS
         and not re.search(r"\b(?:redacted|edited)\b", item.description)),
    Rule("not_said_how_examined", "Attorney General's Guidelines on Disclosure, annex on digital material", "error",
         "Say how the material was examined, or that it was not and why.",
         lambda item, _: not _EXAMINED.search(item.description)),
    Rule("block_may_meet_test", f"{_CHAPTER_7}: what might meet the test is listed individually", "error",
         "Take what might meet the test out of the block: add a line of enquiry that finds it, and search again.",
         _may_meet_the_test),
    Rule("read_in_full_outdated", "Certification, limb 2: what is certified must be true", "error",
         "The item has changed since it was read: read it again and state the quantity now read.",
         lambda item, _: item.fault == "read_in_full_outdated"),
    Rule("claim", "Say what the data is, not what a person did (design of this toolkit)", "warning",
         "Say what the data is, not what a person did or what it proves.",
         lambda item, _: bool(_CLAIM.search(_words(item)))),
    Rule("placeholder", _COMPLETED, "error", "Complete the words: something is left to be filled in.",
         lambda item, _: bool(re.search(r"\{\w*\}|\?\?|(?i:\bto be completed\b|\bTBC\b)|\bX{3,}\b", _all_words(item)))),
    Rule("personal_data", f"{_CHAPTER_7}: the schedule is served", "error",
         "Remove what identifies a person: the schedule is served.",
         lambda item, _: bool(personal_data.found(_served(item))), reveals=True),
    Rule("names_a_person", f"{_CHAPTER_7}: the schedule is served", "error",
         "Remove the name or identifier of a person of the case.", _names_a_person, reveals=True),
    Rule("strange_label", "Redaction: people are told by the labels of this case alone", "error",
         "Use a label of this case in square brackets, such as [Suspect] or [Third party 0003].",
         _has_strange_label, reveals=True),
    Rule("flag", "CPS Disclosure Manual, chapter 10: the MG6C is not marked", "error",
         "Remove it: whether and why an item might meet the test stands on the MG6E alone.",
         lambda item, _: bool(_FLAG.search(_served(item))), reveals=True),
    Rule("sensitive_wording", f"{_CHAPTER_8}: the MG6C does not show that sensitive material exists", "error",
         "Remove wording that belongs on the MG6D.",
         lambda item, _: bool(_SENSITIVE_WORDING.search(_served(item))), reveals=True),
    Rule("highly_sensitive", "CPS Disclosure Manual, chapter 9", "error",
         "Take it out of this case folder: highly sensitive material is revealed apart, in person.",
         lambda item, _: bool(_HIGHLY_SENSITIVE.search(_all_words(item))), reveals=True),
    Rule("reason_too_short", f"{_CHAPTER_8}: the reason lets the prosecutor decide whether to view", "error",
         "Say why disclosure of this item would cause serious prejudice, and to what.",
         lambda item, _: _is_short_reason(item.reason_for_sensitivity)),
    Rule("category_only", f"{_CHAPTER_8}: being in a category is not enough", "warning",
         "Personal or confidential data is edited on the MG6C; say the real risk, or list the item there.",
         _is_category_only),
    Rule("explanation_too_short", "CPS Disclosure Manual, chapter 10: the report explains why", "error",
         "Say why the item might undermine the prosecution case or assist the accused.",
         lambda item, _: item.undermines_or_assists is not None and len(item.undermines_or_assists.split()) < 4),
)  # fmt: skip
"""Rules for the words of items, in the order in which they are checked."""

CASE_RULES: Final = (
    CaseRule("no_urn", _COMPLETED, "warning", "Complete case.urn in case.toml.",
             lambda state: [""] if "to be completed" in state.urn or not state.urn.strip() else []),
    CaseRule("no_defendant", _COMPLETED, "warning", "Complete case.defendants in case.toml: R v is left blank.",
             lambda state: [] if state.defendants else [""]),
    CaseRule("no_officer", _COMPLETED, "warning", "Complete case.disclosure_officer in case.toml.",
             lambda state: [] if state.disclosure_officer.strip() else [""]),
    CaseRule("exhibit_not_listed", "Director's Guidance Assurance: disclosable unused material not provided", "warning",
             "An exhibit of case.toml has no export in the case and stands on no schedule of this case.",
             lambda state: [""] if set(state.exhibits) - {item.exhibit_ref for item in state.register.items} else []),
    CaseRule("not_searched",
             "Director's Guidance Assurance: information about reasonable lines of inquiry insufficient", "warning",
             "An exhibit has no line of enquiry: say on the disclosure management document why it was not searched.",
             lambda state: [
                 item.item_number for item in state.register.items
                 if item.item_class == "extraction" and item.exhibit_ref not in state.searched
             ]),
    CaseRule("sample_outdated", "Attorney General's Guidelines on Disclosure, annex on digital material", "warning",
             "The search has been run since the dip sample was drawn: draw it again (disclosure sample CASE --seed N).",
             lambda state: [""] if state.is_sample_outdated else []),
    CaseRule("presumption_unanswered",
             "Director's Guidance Assurance: rebuttable presumption material not provided", "warning",
             "Decide whether the presumption of disclosure applies: [[presumption]] in decisions.toml.",
             lambda state: [
                 item.item_number for item in state.register.items
                 if item.item_number in set(state.suggested) and item.presumption is None
             ]),
)  # fmt: skip
"""Rules for a submission as a whole."""


def check(
    items: Iterable[ScheduleItem], identifiers: Sequence[str] = (), labels: Iterable[str] | None = None
) -> tuple[Finding, ...]:
    """Check the words of every item that is not withdrawn.

    Args:
        items: Items of the register.
        identifiers: Names and other identifiers of the people of the case, which no served schedule may hold.
        labels: Labels that stand for people of the case; none where they are not known.

    Returns:
        Findings in the order of the items.
    """
    context = Context(pattern_of(identifiers), frozenset(labels) if labels is not None else None)
    return tuple(
        Finding(item.item_number, rule.code, rule.action, rule.severity, rule.reveals, rule.source)
        for item in items
        if not item.is_withdrawn
        for rule in RULES
        if rule.breaks(item, context)
    )


def check_case(state: CaseState) -> tuple[Finding, ...]:
    """Check a submission as a whole."""
    return tuple(
        Finding(number, rule.code, rule.action, rule.severity, source=rule.source)
        for rule in CASE_RULES
        for number in rule.breaks(state)
    )


def by_rule(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    """Findings by rule, in the order of the codes."""
    found: dict[str, list[Finding]] = {}
    for finding in sorted(findings):
        found.setdefault(finding.rule, []).append(finding)
    return dict(sorted(found.items()))


def pattern_of(identifiers: Sequence[str]) -> re.Pattern[str] | None:
    """One pattern for identifiers as whole words, in any case and spacing."""
    wanted = sorted({" ".join(text.split()) for text in identifiers if text.strip()})
    if not wanted:
        return None
    forms = "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in wanted)
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE)
