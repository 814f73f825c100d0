"""What a kind of database is: how it is known and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from disclosure.canonical import CanonicalWriter
from disclosure.sources.sqlite import Database


@dataclass(frozen=True)
class Context:
    """What lies around a database.

    Attributes:
        locate: The member of the export that holds a file of the device, by the end of its path; or None.
    """

    locate: Callable[[str], str | None]


@dataclass(frozen=True)
class Kind:
    """One kind of database.

    Attributes:
        name: As printed.
        is_tried: Whether one from a real device has been read.
        is_one: Whether a database with these tables is of the kind.
        read: Reads one.
    """

    name: str
    is_tried: bool
    is_one: Callable[[frozenset[str]], bool]
    read: Callable[[CanonicalWriter, Database, Context], None]


APPLE_EPOCH_SECONDS = 978_307_200
"""1 January 2001, from which Apple counts, in seconds since 1970."""
