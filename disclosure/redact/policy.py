"""What happens to what was found, by audience, role and CPS category. A pure function over a table.

Actions:

=========  ================================================================================================
keep       it stays
pseudonym  the person's pseudonym in its place, or the category where nobody is known
partial    the pseudonym and the last three digits, so that attribution can still be argued
remove     the category in its place
withhold   the whole text is withheld; what an entity without a rule gets
=========  ================================================================================================

The defaults follow what the CPS and the courts expect of served material: witness addresses and contact
details are not disclosed; relevant chat is served without full telephone numbers (R v Bater-James [2020]
EWCA Crim 790); dates of birth, NHS, National Insurance, bank and document numbers are redacted (NPCC and CPS
Joint Principles for Redaction). Names become pseudonyms for everyone, so that who said what to whom can
still be read; content, times and direction are never touched. Previous convictions of a prosecution
witness may have to be disclosed, so the prosecutor's copy keeps them and the officer decides on the other.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, get_args

from disclosure.case_file import CaseFile, Role
from disclosure.errors import CaseFileError
from disclosure.redact.categories import CATEGORIES

ACTIONS: Final = ("keep", "pseudonym", "partial", "remove")
WITHHOLD: Final = "withhold"
ROLES: Final[tuple[str, ...]] = get_args(Role)
UNKNOWN: Final = "third_party"
"""Role under which whoever is not known is treated."""

_COMMON: Final = {
    "Named individual": "pseudonym",
    "Title": "keep",
    "Occupation": "keep",
    "Relationship to others": "keep",
    "Address": "remove",
    "Location": "remove",
    "Vehicle registration": "remove",
    "NHS number": "remove",
    "Date of birth": "remove",
    "Bank details": "remove",
    "NI Number": "remove",
    "Phone number": "partial",
    "Email address": "pseudonym",
    "Previous convictions": "keep",
    "Other": "pseudonym",
}
_DEFENCE: Final = {
    "Title": "remove",
    "Occupation": "remove",
    "Relationship to others": "remove",
    "Phone number": "pseudonym",
    "Previous convictions": "remove",
}
_DEFENCE_OF_THE_ACCUSED: Final = {"Phone number": "partial", "Occupation": "keep", "Relationship to others": "keep"}

DEFAULTS: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = MappingProxyType(
    {
        "cps": {role: dict(_COMMON) for role in ROLES},
        "defence": {
            role: {**_COMMON, **_DEFENCE, **(_DEFENCE_OF_THE_ACCUSED if role == "suspect" else {})} for role in ROLES
        },
    }
)
"""Audience, then role, then category, to action."""

Policy = Mapping[str, Mapping[str, str]]


def effective(case_file: CaseFile, audience: str) -> Policy:
    """The policy of a case for one audience: the defaults with what case.toml overrides.

    Raises:
        CaseFileError: An override names a category or an action that does not exist.
    """
    overrides: Mapping[str, Mapping[str, str]] = getattr(case_file.policy, audience)
    table = {role: dict(actions) for role, actions in DEFAULTS[audience].items()}
    for role, actions in overrides.items():
        for category, action in actions.items():
            _check(f"policy.{audience}.{role}", "category", category, CATEGORIES)
            _check(f"policy.{audience}.{role}.{category}", "action", action, ACTIONS)
            table[role][category] = action
    return table


def decide(policy: Policy, role: str | None, category: str) -> str:
    """The action for one thing found; `withhold` where the policy has no rule.

    >>> decide({"witness": {"Address": "remove"}}, "witness", "Address")
    'remove'
    >>> decide({"witness": {"Address": "remove"}}, "witness", "Something new")
    'withhold'
    """
    return policy.get(role or UNKNOWN, {}).get(category, WITHHOLD)


def _check(key: str, what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        near = difflib.get_close_matches(value, known, n=1, cutoff=0.4)
        hint = f"did you mean '{near[0]}'?" if near else f"expected one of: {', '.join(known)}"
        raise CaseFileError("policy_invalid", f"case.toml: {key}: unknown {what} '{value}'; {hint}", "Correct it.")
