"""Checks of the words of schedule items, made from the reasons for which the CPS sends schedules back.

No bare form numbers or abbreviations, enough detail to decide whether to inspect, no personal data on what is
served (CPS Disclosure Manual, chapter 7). Findings name an item and a rule and say what to do; never the words.
A finding that refuses stops the submission: an MG6C with it would reveal what it must not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from disclosure.schedule import personal_data
from disclosure.schedule.items import ScheduleItem

MINIMUM_WORDS: Final = 8
"""A description of fewer words than this is seldom enough to decide on."""

KNOWN_ABBREVIATIONS: Final = frozenset({"UTC", "SMS", "MMS", "CD", "DVD", "USB", "PDF"})
"""Abbreviations that need no explanation on a schedule of a phone."""

_FORM_NUMBER: Final = re.compile(r"(?i)\b(?:MG ?\d+[A-Z]?|PNB|CAD|BWV|CCTV|phone download)\b")
_ABBREVIATION: Final = re.compile(r"\b[A-Z]{2,}\b")
_DATES: Final = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b"
)
_SENSITIVE_WORDING: Final = re.compile(
    r"(?i)\b(?:sensitive|MG0?6[DE]|informants?|CHIS|covert|public interest immunity|PII"
    r"|undermin\w+|assists? the defence)\b"
)
_CONCLUSION: Final = re.compile(
    r"(?i)\b(?:admit\w*|confess\w*|threat\w*|lied|lies|prov(?:e|es|ed|ing)|shows? that|harass\w*|abus\w+|guilty)\b"
)
_UNDATED: Final = frozenset({"extraction", "out_of_scope", "privileged"})
_NEEDS_REDACTION_STATUS: Final = frozenset({"extraction", "conversation", "listing", "block"})


@dataclass(frozen=True, order=True)
class Finding:
    """One rule that the words of one item do not keep.

    Attributes:
        item_number: The item.
        rule: Short code of the rule.
        action: What to do.
        refuses: The schedule must not be issued with it.
    """

    item_number: str
    rule: str
    action: str
    refuses: bool = False


def check(items: Iterable[ScheduleItem], identifiers: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Check the words of every item that is not withdrawn.

    Args:
        items: Items of the register.
        identifiers: Names and other identifiers of the people of the case, which no served schedule may hold.

    Returns:
        Findings in the order of the items.
    """
    people = _pattern(identifiers)
    return tuple(finding for item in items if not item.is_withdrawn for finding in _check(item, people))


def _check(item: ScheduleItem, people: re.Pattern[str] | None) -> list[Finding]:
    findings: list[Finding] = []

    def add(rule: str, action: str, *, refuses: bool = False) -> None:
        findings.append(Finding(item.item_number, rule, action, refuses))

    text = item.description
    # The vendor's own names and the producer's reference are not words of the description.
    for own in (item.exhibit_ref, item.application):
        text = text.replace(own, " ") if own else text
    if len(item.description.split()) < MINIMUM_WORDS:
        add("too_short", "Say what it is, how much of it, from where and over what time.")
    if _FORM_NUMBER.search(text):
        add("form_number", "Say what the material is instead of naming a form or system.")
    if set(_ABBREVIATION.findall(text)) - KNOWN_ABBREVIATIONS:
        add("abbreviation", "Write the abbreviation out.")
    if f"{item.quantity:,}" not in text:
        add("no_quantity", "State how many records the item stands for.")
    if item.exhibit_ref not in item.description:
        add("no_exhibit", "Name the exhibit.")
    if item.item_class not in _UNDATED and not re.search(r"\bDate[ds]\b", text):
        add("no_dates", "State the first and last date, or that the records carry none.")
    if item.item_class in _NEEDS_REDACTION_STATUS and not re.search(r"\b(?:redacted|edited)\b", text):
        add("no_redaction_status", "Say whether an edited copy has been made.")
    if not item.how_examined and item.kind == "block":
        add("not_said_how_examined", "Say how the block was examined, or that it was not.")
    if _CONCLUSION.search(text):
        add("conclusion", "Say what the data is, not what a person did.")
    if not item.is_sensitive:
        # A reference to an exhibit holds the initials of whoever produced it.
        served = f"{item.title}\n{item.description}\n{item.location}".replace(item.exhibit_ref, " ")
        if personal_data.found(served):
            add("personal_data", "Remove what identifies a person: the schedule is served.", refuses=True)
        if people is not None and people.search(_DATES.sub(" ", served)):
            add("names_a_person", "Remove the name or identifier of a person of the case.", refuses=True)
        if _SENSITIVE_WORDING.search(served):
            add("sensitive_wording", "Remove wording that belongs on the MG6D or MG6E.", refuses=True)
    return findings


def _pattern(identifiers: Sequence[str]) -> re.Pattern[str] | None:
    """One pattern for identifiers as whole words, in any case and spacing."""
    wanted = sorted({" ".join(text.split()) for text in identifiers if text.strip()})
    if not wanted:
        return None
    forms = "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in wanted)
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE)
