"""Everything the export holds that no other table has a column for."""

from schemas.fields import INT32, ORIGIN, STRING, field, table

SCHEMA = table(
    "other_fields",
    "One row per value without a column of its own, so that nothing is dropped; never served.",
    ORIGIN,
    [
        field("record_type", STRING, "the vendor's record type the value stands in", "structural"),
        field("record_path", STRING, "vendor fields from the top-level record down to this one", "structural"),
        field("top_artefact_id", STRING, "artefact_id of the top-level record", "reference"),
        field("field_name", STRING, "the vendor's name of the field", "structural"),
        field("ordinal", INT32, "which occurrence of the field in its record, from 0", "structural"),
        field("value", STRING, "the value as text; null when the field is present and empty", "withheld"),
    ],
)
