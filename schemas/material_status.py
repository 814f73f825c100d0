"""What became of each artefact: responsive, withheld or the rest."""

from schemas.fields import CODE, STRING, UTC_INSTANT, field, table

SCHEMA = table(
    "material_status",
    "One row per artefact that can become material, with the reason for its status.",
    [
        field("artefact_id", STRING, "the artefact", "reference"),
        field("artefact_table", STRING, "its table", "structural"),
        field("exhibit_ref", CODE, "exhibit reference", "structural"),
        field("application", STRING, "application the vendor names", "structural"),
        field("conversation_id", STRING, "its conversation, where it has one", "reference"),
        field("occurred_at", UTC_INSTANT, "its time; null when the zone is not stated", "structural"),
        field("status", STRING, "privileged, out_of_scope, responsive, context or not_responsive", "structural"),
        field("reason", STRING, "which rule decided", "structural"),
    ],
)
