"""What readers of account downloads share: finding JSON members, whose account it is, what nobody asked for.

A person downloads an account from a service as one JSON document, or as a folder or archive of many beside
media. A reader knows some of the documents; every other JSON document of the download is kept whole in
other_fields, and files that are no JSON are counted in a warning.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from disclosure.canonical import CanonicalWriter, Fields
from disclosure.errors import InputError
from disclosure.normalise.identifiers import classify
from disclosure.reading import Detection
from disclosure.sources import json_items
from disclosure.sources.json_items import Broken
from disclosure.sources.tree import Tree, open_tree

_LOOKED_AT_BYTES: Final = 50_000_000
_DOCUMENT_BYTES: Final = 10_000
"""How much of a download is read to tell what it is, when opening a document counts as so many bytes."""
_FIGURES: Final = re.compile(r"\d+")
_ROOT_DEPTH: Final = 5


def documents(tree: Tree) -> list[str]:
    """Members that are JSON by name; of a single file, the file whatever its name."""
    return list(tree.sizes) if tree.kind == "file" else tree.find("**/*.json")


def _looked_at(tree: Tree) -> Iterator[str]:
    """Documents by which to tell what a download is: of as many kinds as can be, as long as that stays quick."""
    left = _LOOKED_AT_BYTES
    for name in _by_kind(documents(tree)):
        if left <= 0:
            return
        left -= _DOCUMENT_BYTES + min(tree.sizes[name], json_items.HEAD_BYTES)
        yield name


def _by_kind(names: Iterable[str]) -> list[str]:
    """Names with the first of every kind first, then the second of every kind; figures make no kind.

    >>> _by_kind(["a/photo_1.json", "a/photo_2.json", "a/photo_3.json", "b/messages.json"])
    ['a/photo_1.json', 'b/messages.json', 'a/photo_2.json', 'a/photo_3.json']
    """
    seen: Counter[tuple[str, str]] = Counter()
    ranked = []
    for name in names:
        folder, _, file = name.rpartition("/")
        kind = folder, _FIGURES.sub("", file)
        ranked.append((seen[kind], name))
        seen[kind] += 1
    return [name for _, name in sorted(ranked, key=lambda item: item[0])]


def detection(path: Path, is_one: Callable[[str, frozenset[str]], bool], what: str, otherwise: str) -> Detection:
    """Whether a path holds a document that a reader knows.

    Args:
        path: File, folder or archive.
        is_one: Told a document's name and outline.
        what: What was found, in words.
        otherwise: What was looked for in vain, in words.
    """
    try:
        tree = open_tree(path)
        found = any(is_one(name, outline) for name, outline in json_items.outlines(tree, _looked_at(tree)))
    except InputError:
        return Detection(False, "a damaged archive")
    return Detection(found, what if found else otherwise)


def values_of(item: Any) -> dict[str, Any]:  # noqa: ANN401 -- JSON
    """An item of a list as a record; one that is no object becomes its `value`."""
    return item if isinstance(item, dict) else {"value": item}


def mapping(value: Any) -> dict[str, Any]:  # noqa: ANN401 -- JSON
    """An object, or an empty one where the export has something else."""
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- JSON
    """The objects of a list; empty where the export has something else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def pop_text(values: dict[str, Any], *names: str) -> str | None:
    """The first text or number among some members, taken out; nothing else is touched."""
    for name in names:
        value = values.get(name)
        if isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
            del values[name]
            return str(value)
    return None


def pop_number(values: dict[str, Any], name: str, scale: float = 1) -> float | None:
    """A number among some members, taken out; anything else stays."""
    value = values.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        del values[name]
        return value / scale
    return None


def is_owner(writer: CanonicalWriter, *known_as: str | None) -> bool | None:
    """Whether a person is the owner that a person named with the export; None where nobody did."""
    owner = writer.source.options.owner
    if owner is None:
        return None
    region = writer.source.region
    wanted = {owner.strip().casefold(), classify(owner, region).normalised}
    return any(
        name is not None and (name.strip().casefold() in wanted or classify(name, region).normalised in wanted)
        for name in known_as
    )


def direction(sender_is_owner: bool | None, *, is_system: bool = False) -> str:
    """Direction of a message, by whether its sender is the owner."""
    if is_system:
        return "system"
    return "unknown" if sender_is_owner is None else "outgoing" if sender_is_owner else "incoming"


class Files:
    """Which files that documents name by their path are in the export.

    Paths are relative to the document's folder, or to the download's root, which may lie some folders down.
    """

    def __init__(self, tree: Tree) -> None:
        self._names: set[str] = set()
        for name in tree.sizes if tree.kind != "file" else ():
            parts = name.split("/")
            self._names.update("/".join(parts[depth:]) for depth in range(min(len(parts), _ROOT_DEPTH)))

    def status(self, member: str, path: str | None) -> str:
        """`present`, `listed_but_missing`, or `not_downloaded` where there is no path into the export."""
        if not path or "://" in path or path.startswith("("):
            return "not_downloaded"
        wanted = path.replace("\\", "/").removeprefix("./")
        beside = f"{member.rpartition('/')[0]}/{wanted}".removeprefix("/")
        return "present" if {wanted, beside} & self._names else "listed_but_missing"


def broken(writer: CanonicalWriter, kind: str, place: str) -> None:
    """Quarantine what lies beyond the damage in a document."""
    writer.quarantine(kind, "json_damaged", place)
    writer.warn(f"{kind}: a document is damaged or cut short; what lies beyond the damage could not be read")


def other_members(
    writer: CanonicalWriter, tree: Tree, done: Collection[str], advance: Callable[[int], None], application: str
) -> None:
    """Keep every document that no reader asked for in other_fields, and count the files that are no JSON."""
    read = set(done)
    for name in documents(tree):
        if name in read:
            continue
        read.add(name)
        kind = name.rpartition("/")[2].removesuffix(".json")
        leaves: dict[str, Any] = {}
        number = 0
        try:
            for what, prefix, value in json_items.walk(tree, name, _is_entry):
                if what == json_items.ITEM:
                    place = f"{name}:{prefix}[{number}]"
                    writer.record(kind, None, place, Fields(values_of(value)), {"application": application})
                    number += 1
                else:
                    json_items.gather(leaves, prefix or "value", value)
        except Broken:
            broken(writer, kind, f"{name}:[{number}]")
        if leaves:
            writer.record(kind, None, f"{name}:rest", Fields(leaves), {"application": application})
        advance(tree.sizes[name])
    others = len(tree.sizes) - len(read & tree.sizes.keys())
    if others:
        writer.warn(f"{others:,} files of the download are no JSON documents: they are not read, only named where used")


def _is_entry(prefix: str) -> bool:
    """Whether a value is an entry of a list at the top of a document or just below."""
    return prefix.endswith("item") and prefix.count(".") <= 2
