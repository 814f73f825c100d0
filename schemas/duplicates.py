"""Artefacts that say the same: grouped within and across exports, counted, never removed."""

from schemas.fields import CODE, INT32, STRING, field, table

SCHEMA = table(
    "duplicates",
    "One row per artefact that stands more than once in the case by its content. Nothing is removed.",
    [
        field(
            "content_key",
            STRING,
            "digest of kind, second (or time as written), parties in comparable form and content",
            "reference",
        ),
        field("artefact_table", STRING, "its table", "structural"),
        field("artefact_id", STRING, "the artefact", "reference"),
        field("exhibit_ref", CODE, "exhibit reference", "structural"),
        field("source_sha256", STRING, "SHA-256 of the export, hex", "provenance"),
        field(
            "duplicate_of",
            STRING,
            "the first of the group, by exhibit and id; null on the first itself",
            "reference",
        ),
        field("records_in_group", INT32, "artefacts with this key in the case", "structural"),
        field("sources_in_group", INT32, "exports they stand in", "structural"),
        field("exhibits_in_group", INT32, "exhibits they stand in", "structural"),
    ],
)
