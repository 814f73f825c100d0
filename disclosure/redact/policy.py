"""What happens to what was found, by audience, role and CPS category. Pure functions over a table; the table is data.

Actions:

=========  ================================================================================================
keep       it stays
pseudonym  the person's pseudonym in its place, or the category where nobody is known
partial    the pseudonym and the last three digits, so that attribution can still be argued
remove     the category in its place
review     withheld until a person releases it (`disclosure.redact.reviews`)
withhold   the whole text is withheld; what an entity without a rule gets
=========  ================================================================================================

The defaults are the lines of `default_policy.toml`, each with its source; case.toml overrides them. Content, times and
direction are never touched, and nothing that privilege or the agreed scope withholds comes as far as this.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final, get_args

from disclosure.case_file import AUDIENCES, CaseFile, Role
from disclosure.errors import CaseFileError
from disclosure.redact.categories import CATEGORIES, CATEGORY_OF

ACTIONS: Final = ("keep", "pseudonym", "partial", "remove", "review")
REVIEW: Final = "review"
WITHHOLD: Final = "withhold"
ROLES: Final[tuple[str, ...]] = get_args(Role)
UNKNOWN: Final = "third_party"
"""Role under which whoever is not known is treated."""

ENTITIES: Final = frozenset(CATEGORY_OF) | {"ACCOUNT"}
"""Kinds that a line may name; an account is what a column holds that identifies one."""

Policy = Mapping[str, Mapping[str, str]]
"""Role, then category or `category/ENTITY_TYPE`, to action."""


@dataclass(frozen=True)
class Line:
    """One line of the policy.

    Attributes:
        id: Cited in the redaction log.
        action: What to do.
        source: On whose authority.
        audiences: For whom.
        roles: Whose.
        keys: Categories, or `category/ENTITY_TYPE`.
    """

    id: str
    action: str
    source: str
    audiences: tuple[str, ...]
    roles: tuple[str, ...]
    keys: tuple[str, ...]


@cache
def default_lines() -> tuple[Line, ...]:
    """The lines of the default policy, in order.

    Raises:
        ValueError: One of them names what does not exist; the file is part of the toolkit.
    """
    text = (resources.files("disclosure.redact") / "default_policy.toml").read_text(encoding="utf-8")
    lines = tuple(_line(entry) for entry in tomllib.loads(text)["line"])
    if len({line.id for line in lines}) != len(lines):
        raise ValueError("default_policy.toml: an id is used twice")
    return lines


def _line(entry: Mapping[str, Any]) -> Line:
    categories = tuple(entry.get("categories", CATEGORIES))
    entities = tuple(entry.get("entities", ()))
    line = Line(
        entry["id"],
        entry["action"],
        entry["source"],
        tuple(entry.get("audiences", AUDIENCES)),
        tuple(entry.get("roles", ROLES)),
        tuple(f"{category}/{entity}" for category in categories for entity in entities) or categories,
    )
    known = ((line.audiences, AUDIENCES), (line.roles, ROLES), (categories, CATEGORIES), ((line.action,), ACTIONS))
    if any(set(values) - set(allowed) for values, allowed in known) or set(entities) - ENTITIES:
        raise ValueError(f"default_policy.toml: line {line.id} names what does not exist")
    return line


def case_lines(case_file: CaseFile, audience: str) -> Iterator[Line]:
    """The lines that case.toml adds for an audience.

    Raises:
        CaseFileError: An override names a category or an action that does not exist.
    """
    overrides: Mapping[str, Mapping[str, str]] = getattr(case_file.policy, audience)
    for role, actions in overrides.items():
        for key, action in actions.items():
            place = f"policy.{audience}.{role}"
            category, _, entity = key.partition("/")
            _check(place, "category", category, CATEGORIES)
            if entity:
                _check(f"{place}.{category}", "kind", entity, tuple(sorted(ENTITIES)))
            _check(f"{place}.{key}", "action", action, ACTIONS)
            yield Line(f"case.toml {place}", action, "case.toml", (audience,), (role,), (key,))


def effective_lines(case_file: CaseFile, audience: str) -> dict[str, dict[str, Line]]:
    """For each role and key, the line that decides.

    Raises:
        CaseFileError: See `case_lines`.
    """
    table: dict[str, dict[str, Line]] = {role: {} for role in ROLES}
    for line in (*default_lines(), *case_lines(case_file, audience)):
        if audience in line.audiences:
            for role in line.roles:
                for key in line.keys:
                    if "/" not in key:
                        # A later line about the whole category goes before earlier ones about kinds of it.
                        table[role] = {k: v for k, v in table[role].items() if not k.startswith(f"{key}/")}
                    table[role][key] = line
    return table


def effective(case_file: CaseFile, audience: str) -> Policy:
    """The policy of a case for one audience: the defaults with what case.toml overrides.

    Raises:
        CaseFileError: An override names a category or an action that does not exist.
    """
    return {
        role: {key: line.action for key, line in lines.items()}
        for role, lines in effective_lines(case_file, audience).items()
    }


def deciding(table: Mapping[str, Mapping[str, Any]], role: str | None, category: str, entity_type: str = "") -> Any:  # noqa: ANN401 -- an action or a line
    """What a table says of one thing found: of its kind, else of its category; None where it says nothing."""
    rules = table.get(role or UNKNOWN, {})
    return rules.get(f"{category}/{entity_type}", rules.get(category))


def decide(policy: Policy, role: str | None, category: str, entity_type: str = "") -> str:
    """The action for one thing found; `withhold` where the policy has no rule.

    >>> decide({"witness": {"Address": "remove"}}, "witness", "Address")
    'remove'
    >>> decide({"witness": {"Other": "pseudonym", "Other/IMEI": "review"}}, "witness", "Other", "IMEI")
    'review'
    >>> decide({"witness": {"Address": "remove"}}, "witness", "Something new")
    'withhold'
    """
    return deciding(policy, role, category, entity_type) or WITHHOLD


def described(case_file: CaseFile, audience: str) -> list[dict[str, Any]]:
    """The effective policy as it is printed: one entry for each role and key, with its line and source."""
    return [
        {"role": role, "category": key, "action": line.action, "line": line.id, "source": line.source}
        for role, lines in effective_lines(case_file, audience).items()
        for key, line in sorted(lines.items())
    ]


def _check(key: str, what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        near = difflib.get_close_matches(value, known, n=1, cutoff=0.4)
        hint = f"did you mean '{near[0]}'?" if near else f"expected one of: {', '.join(known)}"
        raise CaseFileError("policy_invalid", f"case.toml: {key}: unknown {what} '{value}'; {hint}", "Correct it.")
