"""Reproduced messages whose words are withheld, though the message that holds them is not."""

from schemas.fields import STRING, field, table

SCHEMA = table(
    "withheld_quotes",
    "One row per quoted message that is itself out of scope or privileged.",
    [field("artefact_id", STRING, "the quoted message", "reference")],
)
