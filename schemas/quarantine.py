"""What could not be read: a reason and a place, never the content."""

from schemas.fields import BOOLEAN, CODE, INT64, STRING, field, table

SCHEMA = table(
    "quarantine",
    "One row per record or span of the source that is not in Parquet, or stands there repaired.",
    [
        field("exhibit_ref", CODE, "exhibit reference", "structural"),
        field("source_path", STRING, "file name of the export", "provenance"),
        field("source_sha256", STRING, "SHA-256 of the export", "provenance"),
        field("record_type", STRING, "the vendor's record type, where it could be told", "structural"),
        field("reason", STRING, "reason code", "structural"),
        field("source_locator", STRING, "place in the export: member, first and last byte", "provenance"),
        field("byte_start", INT64, "first byte in the member", "structural", unit="bytes"),
        field("byte_end", INT64, "byte after the last; null when not known", "structural", unit="bytes"),
        field("is_kept", BOOLEAN, "whether it stands in the tables all the same, repaired and flagged", "structural"),
        field("replacements", INT64, "characters, references or byte sequences replaced in it", "structural"),
    ],
)
