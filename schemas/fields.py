"""What every table's columns are made of: type, meaning, unit and sensitivity, declared once.

Sensitivity says what a column may reveal and so how a copy that leaves the force treats it:

=============  =========================================================================================
structural     says nothing about a person: counts, flags, times, the vendor's own vocabulary
text           free text: searched for identifiers, which are replaced span by span
person         identifies one person (name, number, handle): the whole value becomes a pseudonym
location       coordinates, cells, networks, addresses: removed unless policy keeps them
reference      opaque ids this toolkit makes: kept in served copies, so that a line leads back to its record
provenance     the vendor's ids and places in the source: kept in the workspace, dropped from served copies
withheld       never leaves: fields whose meaning is not known
secret         never leaves and is not shown to any stage after ingest: passwords and keys
=============  =========================================================================================

A column without a sensitivity cannot be declared, so a new column cannot be served by oversight.
"""

from __future__ import annotations

from typing import Final

import pyarrow as pa

SENSITIVITIES: Final = (
    "structural",
    "text",
    "person",
    "location",
    "reference",
    "provenance",
    "withheld",
    "secret",
)

STRING: Final = pa.string()
INT64: Final = pa.int64()
INT32: Final = pa.int32()
FLOAT64: Final = pa.float64()
BOOLEAN: Final = pa.bool_()
UTC_INSTANT: Final = pa.timestamp("us", tz="UTC")
# Exhibit references repeat on every row and name a folder too; a dictionary keeps the column small and
# lets readers that infer Hive partitions from the folder agree with the type in the file.
CODE: Final = pa.dictionary(pa.int32(), pa.string())


def field(name: str, type_: pa.DataType, description: str, sensitivity: str, *, unit: str | None = None) -> pa.Field:
    """Declare one column.

    Args:
        name: Column name, snake case, with the unit suffixes of the data dictionary.
        type_: Arrow type.
        description: What the column holds, for someone who has never seen the table.
        sensitivity: One of `SENSITIVITIES`.
        unit: Unit of a quantity, where it has one.

    Raises:
        ValueError: The sensitivity is not a known one.
    """
    if sensitivity not in SENSITIVITIES:
        raise ValueError(f"column {name}: sensitivity must be one of {', '.join(SENSITIVITIES)}")
    metadata = {"description": description, "sensitivity": sensitivity}
    if unit:
        metadata["unit"] = unit
    return pa.field(name, type_, metadata=metadata)


def table(name: str, description: str, *groups: list[pa.Field]) -> pa.Schema:
    """Declare one table from groups of columns; the name and description travel in its metadata."""
    columns = [column for group in groups for column in group]
    names = [column.name for column in columns]
    repeated = {column for column in names if names.count(column) > 1}
    if repeated:
        raise ValueError(f"table {name}: declared twice: {', '.join(sorted(repeated))}")
    return pa.schema(columns, metadata={"table": name, "description": description})


def sensitivity(column: pa.Field) -> str:
    """The sensitivity a column was declared with."""
    return str(column.metadata[b"sensitivity"].decode())


def description(column: pa.Field) -> str:
    """The description a column was declared with."""
    return str(column.metadata[b"description"].decode())


def instant(name: str, what: str) -> list[pa.Field]:
    """The three columns of one point in time: the instant, the text as it stood, the basis of its zone.

    An unstated zone is never promoted to UTC: the instant is null and the text is kept.
    """
    return [
        field(name, UTC_INSTANT, f"{what}, as a UTC instant; null when the zone is not stated", "structural"),
        field(f"{name}_raw", STRING, f"{what}, the text as it stands in the source", "structural"),
        field(
            f"{name}_zone_basis",
            STRING,
            f"how the zone of {name} is known: stated, header, report_setting or unstated",
            "structural",
        ),
    ]


ORIGIN: Final = [
    field("artefact_id", STRING, "BLAKE2b-128 of source SHA-256 and locator, hex", "reference"),
    field("exhibit_ref", CODE, "exhibit reference given by the person who produced it", "structural"),
    field("extraction_id", STRING, "which extraction inside the export, in the vendor's words", "provenance"),
    field("source_path", STRING, "file name of the export", "provenance"),
    field("source_sha256", STRING, "SHA-256 of the export, hex", "provenance"),
    field("source_locator", STRING, "place in the export: member, and bytes, row or key", "provenance"),
    field("deleted_state", STRING, "deleted state in the vendor's words; null when not stated", "structural"),
    field("decoding_confidence", STRING, "the vendor's confidence in its decoding", "structural"),
    field("application", STRING, "application or service the vendor names as the origin", "structural"),
]
"""Columns every artefact carries: from a row back to bytes in the source."""


def parent(table_name: str, what: str) -> pa.Field:
    """Link to the artefact that a row belongs to."""
    return field(f"{table_name}_id", STRING, f"artefact_id of the {what} this row belongs to", "reference")


def party(prefix: str, what: str) -> list[pa.Field]:
    """One side of a communication: who, as the source gives it and in comparable form.

    Args:
        prefix: Put before each column name (`sender` gives `sender_identifier`…); empty for none.
        what: The side in words, for the descriptions.
    """
    start = f"{prefix}_" if prefix else ""
    return [
        field(f"{start}identifier", STRING, f"{what}'s identifier as the source gives it", "person"),
        field(
            f"{start}identifier_kind",
            STRING,
            f"kind of {what}'s identifier: phone, one of the kinds of normalise.identifiers",
            "structural",
        ),
        field(
            f"{start}identifier_normalised",
            STRING,
            f"{what}'s identifier in comparable form (E.164 number, lower-case e-mail or account)",
            "person",
        ),
        field(f"{start}name", STRING, f"{what}'s name as the device shows it", "person"),
        field(f"{start}is_owner", BOOLEAN, f"the source marks {what} as the owner of the device", "structural"),
    ]


POSITION: Final = [
    field("latitude", FLOAT64, "latitude, WGS 84", "location", unit="degrees"),
    field("longitude", FLOAT64, "longitude, WGS 84", "location", unit="degrees"),
]
"""A point on the earth."""
