"""What a scan of a report gives besides rows: counts, and what was repaired or left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from disclosure.errors import InputError
from disclosure.reading import Source


@dataclass(frozen=True)
class Quarantined:
    """A record or span that is not in Parquet, or stands there repaired.

    Attributes:
        record_type: The vendor's record type, where it could be told.
        reason: Reason code.
        byte_start: First byte in the member.
        byte_end: Byte after the last; None when not known.
        is_kept: Whether it is in Parquet all the same, flagged.
        count: Replacements in it.
    """

    record_type: str | None
    reason: str
    byte_start: int
    byte_end: int | None
    is_kept: bool = False
    count: int = 1


@dataclass
class ScanResult:
    """What was seen in a report.

    Attributes:
        seen: Records per type, counted as they begin.
        top_level: Models that stand directly in the report, per type.
        project: Attributes of the `project` element.
        quarantined: What is not in Parquet, or stands there repaired.
        first_error: First byte of the first of these; None when there is none.
        unverified: Records that nobody can vouch for.
        length: Bytes of the report.
        is_sound: Whether the report was read whole, without any repair.
    """

    seen: Counter[str] = field(default_factory=Counter)
    top_level: Counter[str] = field(default_factory=Counter)
    project: dict[str, str] = field(default_factory=dict)
    quarantined: list[Quarantined] = field(default_factory=list)
    first_error: int | None = None
    unverified: int = 0
    length: int = 0


def doctype_error(source: Source) -> InputError:
    """A document type can make a small file unfold into a huge one, and no vendor's export has one."""
    return InputError(
        "doctype_refused",
        f"{source.path.name}: the report declares a document type, which no vendor's export does.",
        "Do not open this file with other tools; ask where it came from.",
    )
