"""Who takes part in a conversation."""

from schemas.fields import BOOLEAN, INT32, ORIGIN, STRING, field, party, table

SCHEMA = table(
    "conversation_participants",
    "One row per participant a conversation lists.",
    ORIGIN,
    [
        field("conversation_id", STRING, "artefact_id of the conversation", "reference"),
        field("ordinal", INT32, "position in the list, from 0", "structural"),
        field("is_group_admin", BOOLEAN, "administers the group", "structural"),
    ],
    party("", "the participant"),
)
