"""Dip samples: which artefacts were drawn, from what, and how."""

from schemas.fields import CODE, INT32, INT64, STRING, field, table

SCHEMA = table(
    "dip_samples",
    "One row per artefact drawn. The same frame and seed draw the same artefacts.",
    [
        field("sample_id", STRING, "id of the sample, made from its frame and seed", "structural"),
        field(
            "frame",
            STRING,
            "what was sampled: exhibit, table, application and conversation or block",
            "structural",
        ),
        field("exhibit_ref", CODE, "exhibit reference", "structural"),
        field("artefact_table", STRING, "table sampled", "structural"),
        field("application", STRING, "application sampled", "structural"),
        field("conversation_id", STRING, "conversation sampled; null for a block", "reference"),
        field("population_count", INT64, "artefacts in the frame (N)", "structural"),
        field("sample_count", INT32, "artefacts drawn (n)", "structural"),
        field("seed", INT64, "seed of the draw", "structural"),
        field("draw", INT32, "order of drawing, from 0", "structural"),
        field("artefact_id", STRING, "the artefact drawn", "reference"),
    ],
)
