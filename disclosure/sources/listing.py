"""Files of an export that no reader reads: listed with their digests, so that none goes unmentioned."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from disclosure.canonical import CanonicalWriter, Fields
from disclosure.sources.tree import DAMAGE, Tree

_CHUNK: int = 1 << 20


def list_files(
    writer: CanonicalWriter,
    tree: Tree,
    names: Iterable[str],
    *,
    application: str | None = None,
    path_of: Callable[[str], str | None] = lambda name: None,
) -> None:
    """Write members of an export to the `files` table.

    Args:
        writer: Where to.
        tree: The export.
        names: The members.
        application: Application they belong to.
        path_of: Path of a member on the device, where that is known.
    """
    for name, stream in tree.streams(names):
        digest = hashlib.sha256()
        try:
            while chunk := stream.read(_CHUNK) if stream is not None else b"":
                digest.update(chunk)
        except (*DAMAGE, RuntimeError):
            writer.quarantine("file", "damaged_member", name)
            continue
        if stream is None:
            writer.quarantine("file", "damaged_member", name)
            continue
        fields = Fields({"member": name, "size": tree.sizes[name], "path": path_of(name)})
        path = fields.text("path")
        writer.record(
            "file",
            "files",
            name,
            fields,
            {
                "application": application,
                "name": PurePosixPath(path or name).name,
                "path": path,
                "local_path": fields.text("member"),
                "size_bytes": fields.integer("size", 64),
                "sha256": digest.hexdigest(),
                "is_in_export": True,
            },
        )
