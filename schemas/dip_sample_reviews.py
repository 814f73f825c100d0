"""What a reviewer marked on each record of a dip sample."""

from schemas.fields import BOOLEAN, STRING, field, table

SCHEMA = table(
    "dip_sample_reviews",
    "One row per record of a dip sample that a person has read. Police-side only.",
    [
        field("sample_id", STRING, "the sample it was drawn in", "structural"),
        field("artefact_id", STRING, "the record", "reference"),
        field(
            "is_responsive", BOOLEAN, "the reviewer marked it as something the search should have found", "structural"
        ),
        field("reviewed_by", STRING, "who read it", "structural"),
    ],
)
