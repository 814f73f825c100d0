"""Who a message or e-mail went to."""

from schemas.fields import INT32, ORIGIN, STRING, field, instant, parent, party, table

SCHEMA = table(
    "message_recipients",
    "One row per recipient of a message or an e-mail.",
    ORIGIN,
    [
        parent("message", "message or e-mail"),
        field("parent_table", STRING, "table of that record: messages or emails", "structural"),
        field("conversation_id", STRING, "conversation of the message; null for an e-mail", "reference"),
        field("role", STRING, "to, cc or bcc", "structural"),
        field(
            "basis",
            STRING,
            "stated: listed on the record; participants: filled from the conversation's participants",
            "structural",
        ),
        field("ordinal", INT32, "position in its list, from 0", "structural"),
    ],
    party("", "the recipient"),
    instant("delivered_at", "when it was delivered to this recipient"),
    instant("read_at", "when this recipient read it"),
)
