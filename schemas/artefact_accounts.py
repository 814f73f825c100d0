"""What accounts for each artefact: from any record to its line on a schedule, and back."""

from schemas.fields import BOOLEAN, CODE, STRING, field, table

SCHEMA = table(
    "artefact_accounts",
    "One row per artefact that can become material, in the order of the items. Police-side only.",
    [
        field("artefact_id", STRING, "the artefact", "reference"),
        field("artefact_table", STRING, "its table", "structural"),
        field("exhibit_ref", CODE, "exhibit reference", "structural"),
        field(
            "outcome",
            STRING,
            "evidence, item, not_relevant, out_of_scope, privileged, duplicate or not_examined",
            "structural",
        ),
        field("item_number", STRING, "item that counts it; null for evidence, not relevant, duplicate", "structural"),
        field("is_sensitive", BOOLEAN, "counted by an item of the sensitive schedule", "structural"),
        field("duplicate_of", STRING, "artefact of the same exhibit that it repeats", "reference"),
    ],
)
