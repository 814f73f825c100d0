"""What contradicts itself in who is who: found and shown, never settled here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from disclosure.identities.names import are_compatible, name_in
from disclosure.identities.occurrences import Occurrence

_SHOWN: Final = 20


def shared_by_contacts(records: Sequence[Sequence[Occurrence]]) -> set[tuple[str, str]]:
    """Exhibit and key of identifiers that join nobody: several contacts of a phone have them under different names.

    A family's landline is in the entries of mother and father; that must not make them one. Where at most one of the
    entries holds anything else, nothing would be joined wrongly and the identifier is that person's.
    """
    holders: dict[tuple[str, str], list[Sequence[Occurrence]]] = {}
    for contact in records:
        for key in {(occurrence.exhibit_ref, occurrence.key) for occurrence in contact if occurrence.kind != "name"}:
            holders.setdefault(key, []).append(contact)
    return {
        key
        for key, contacts in holders.items()
        if sum(len({occurrence.key for occurrence in contact}) > 1 for contact in contacts) > 1
        and _disagree({contact[0].name for contact in contacts if contact[0].name})
    }


def _disagree(names: Iterable[str | None]) -> bool:
    listed = sorted(name for name in names if name)
    return any(not are_compatible(one, other) for at, one in enumerate(listed) for other in listed[at + 1 :])


def contradictions(
    everything: Sequence[Occurrence],
    whose: Callable[[str], str],
    shared: set[tuple[str, str]],
    left_out: Sequence[tuple[str, str]],
    compatible: Callable[[str, str], bool] = are_compatible,
) -> list[dict[str, Any]]:
    """Rows of the table `person_conflicts`, in a fixed order.

    Args:
        everything: All occurrences.
        whose: Pseudonym of a key.
        shared: As `shared_by_contacts`.
        left_out: Pairs of keys that were not joined because they belong to two parties.
        compatible: Whether two names can be one person's.
    """
    shared_keys = {key for _, key in shared}
    by_key: dict[str, list[Occurrence]] = {}
    by_name: dict[str, list[Occurrence]] = {}
    for occurrence in everything:
        if occurrence.kind != "name":
            by_key.setdefault(occurrence.key, []).append(occurrence)
        name = name_in(occurrence.name or "")
        if name and len(name.split()) > 1 and occurrence.key not in shared_keys:
            by_name.setdefault(" ".join(name.casefold().split()), []).append(occurrence)
    rows = []
    for key, seen in sorted(by_key.items()):
        names = {occurrence.name for occurrence in seen if occurrence.name and name_in(occurrence.name)}
        if _disagree(names):
            conflict = "shared_by_contacts" if key in shared_keys else "number_under_different_names"
            rows.append(_row(conflict, key, seen, whose, len(names)))
    for name, seen in sorted(by_name.items()):
        if len({whose(occurrence.key) for occurrence in seen}) > 1:
            rows.append(_row("name_with_several_numbers", f"name:{name}", seen, whose, len({o.key for o in seen})))
    for one, other in sorted(set(left_out)):
        seen = by_key.get(other, []) or by_key.get(one, [])
        row = _row("two_parties", other, seen, whose, 2)
        rows.append({**row, "pseudonyms": "; ".join(sorted({whose(one), whose(other)}))})
    return rows


def _row(
    conflict: str, key: str, seen: Sequence[Occurrence], whose: Callable[[str], str], count: int
) -> dict[str, Any]:
    kind, _, value = key.partition(":")
    return {
        "conflict": conflict,
        "pseudonyms": "; ".join(sorted({whose(occurrence.key) for occurrence in seen})),
        "kind": kind,
        "value": value.partition(" @ ")[0] if kind == "name" else value,
        "names": "; ".join(sorted({occurrence.name for occurrence in seen if occurrence.name})[:_SHOWN]),
        "exhibits": "; ".join(sorted({occurrence.exhibit_ref for occurrence in seen})),
        "artefact_ids": "; ".join(sorted({occurrence.first_artefact for occurrence in seen})[:_SHOWN]),
        "count": count,
    }
