"""The contract between exports and the case: what a reader is, and the counts it must give.

A reader turns one export into files laid out as they will stand in the case (`extracted/`, `artefacts/`,
`quarantine/`) and a reconciliation. It opens its source read-only, reads nothing outside it, and raises
only for what makes the whole export unreadable; what damages one record goes to quarantine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final


@dataclass(frozen=True)
class Options:
    """What a person says about an export because the export itself does not.

    Attributes:
        date_order: `dmy`, `mdy` or `ymd`: order of the parts of numeric dates.
        mapping: TOML file that says which column is what (see `disclosure.readers.mapped`).
        owner: Identifier of the person whose phone or account it is: number, e-mail or user name.
    """

    date_order: str | None = None
    mapping: Path | None = None
    owner: str | None = None


NO_OPTIONS: Final = Options()
NOT_TRIED: Final = "not yet tried on a real export: compare what was read with the export itself"
"""What ingest says of a reader, or of a part of one, that has only read exports made for tests."""


@dataclass(frozen=True)
class Source:
    """One export to read.

    Attributes:
        path: Where it is, a file or a folder; only its name is written to tables.
        exhibit_ref: The exhibit it was made from.
        sha256: Digest of the whole export, hex (`disclosure.hashing.sha256_source`).
        region: Region of national telephone numbers.
        options: What a person says about it.
    """

    path: Path
    exhibit_ref: str
    sha256: str
    region: str = "GB"
    options: Options = NO_OPTIONS

    @property
    def token(self) -> str:
        """Short name of the source for the files made from it."""
        return self.sha256[:12]


@dataclass(frozen=True)
class Detection:
    """Whether a reader takes an export, and why or why not."""

    matches: bool
    reason: str


@dataclass(frozen=True)
class RecordCount:
    """Counts of one record type: what the export states, what was seen, written and quarantined."""

    record_type: str
    seen: int
    written: int
    quarantined: int
    stated: int | None = None

    @property
    def balances(self) -> bool:
        """Whether every record seen is either written or in quarantine."""
        return self.seen == self.written + self.quarantined


@dataclass(frozen=True)
class Reconciliation:
    """What an export holds against what was read from it.

    Attributes:
        records: Counts per record type of the export.
        tables: Rows written per canonical table.
        quarantine: Number of spans left out per reason code.
        repaired: Number of spans that were repaired or cannot be vouched for, and are kept, per reason code.
        first_bytes: First byte of the first of these spans, by reason code.
        values: Field values seen, those that went to a column, and those that went to other_fields.
        duplicates: Records that stand more than once in the export and count once.
        warnings: Plain sentences; counts and the vendor's own attribute names only.
        extraction: What the export says of how the extraction was made: type and version, in the vendor's words; for
            the table of electronic material. Never a name that a person gave.
    """

    records: tuple[RecordCount, ...]
    tables: Mapping[str, int]
    quarantine: Mapping[str, int] = field(default_factory=dict)
    repaired: Mapping[str, int] = field(default_factory=dict)
    first_bytes: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, int] = field(default_factory=dict)
    duplicates: int = 0
    warnings: tuple[str, ...] = ()
    extraction: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether everything seen was written as it stood, and nothing is in quarantine."""
        values = self.values
        return (
            not self.quarantine
            and not self.repaired
            and all(count.balances and not count.quarantined for count in self.records)
            and values.get("seen", 0) == values.get("in_columns", 0) + values.get("in_other_fields", 0)
        )

    def as_json(self) -> dict[str, Any]:
        """The reconciliation as plain values."""
        return asdict(self) | {"is_whole": self.is_whole}


@dataclass(frozen=True)
class Reader:
    """How one export format is read.

    Attributes:
        name: The format, as printed.
        versions: Versions it was built for, and how they are known.
        tried_on_real_exports: Whether a real export has been read with it; where not, every ingest says so.
        tables: Canonical tables it can fill.
        detect: Looks at content, not only at names; is given a file or a folder and must not raise for
            what is merely another format.
        read: Reads a source into a folder laid out like a case, telling bytes read as it goes.
        sources: Where the knowledge of the format comes from: files seen, parsers read, documentation.
        needs_mapping: Whether it reads only what a person describes in a mapping file; it is then never
            detected.
    """

    name: str
    versions: tuple[str, ...]
    tried_on_real_exports: bool
    tables: tuple[str, ...]
    detect: Callable[[Path], Detection]
    read: Callable[[Source, Path, Callable[[int], None]], Reconciliation]
    sources: tuple[str, ...] = ()
    needs_mapping: bool = False
