"""The redaction log: what was replaced and why, never what it said."""

from schemas.fields import CODE, FLOAT64, INT32, STRING, field, table

SCHEMA = table(
    "redaction_log",
    "One row per redaction span. Offsets are Unicode code points of the stored text, half open.",
    [
        field("artefact_id", STRING, "the artefact", "reference"),
        field("artefact_table", STRING, "its table", "structural"),
        field("exhibit_ref", CODE, "exhibit reference", "structural"),
        field("field_name", STRING, "column it stands in", "structural"),
        field("start", INT32, "first code point replaced", "structural", unit="code points"),
        field("end", INT32, "code point after the last", "structural", unit="code points"),
        field("entity_type", STRING, "Presidio's entity type", "structural"),
        field("category", STRING, "CPS redaction category", "structural"),
        field("score", FLOAT64, "score the recogniser gave", "structural"),
        field("recogniser", STRING, "rule or model that found it", "structural"),
        field("recogniser_version", STRING, "version of that rule or model", "structural"),
        field("party_id", STRING, "party of the case it belongs to, where known", "structural"),
        field("role", STRING, "role of the person it belongs to, where known", "structural"),
        field(
            "action",
            STRING,
            "keep (where a person decided so), pseudonym, partial, remove, review or withhold",
            "structural",
        ),
        field("policy_line", STRING, "line of the policy that decided; null where a person did", "structural"),
        field("reviewer", STRING, "who decided, where a person did", "structural"),
        field(
            "correction",
            INT32,
            "the CPS's redactionType, where a person corrected: 1 under-redacted, 2 over-redacted",
            "structural",
        ),
        field("decision_ref", STRING, "entry of corrections.toml or reviews.toml", "structural"),
    ],
)
