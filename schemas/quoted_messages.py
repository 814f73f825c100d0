"""Messages reproduced inside another message: quoted, replied to, forwarded or embedded."""

from schemas.fields import INT32, ORIGIN, STRING, field, instant, parent, party, table

SCHEMA = table(
    "quoted_messages",
    "Messages that an application reproduces inside another. Kept and linked, never counted as messages.",
    ORIGIN,
    [
        field("vendor_id", STRING, "the vendor's id of the reproduced record", "provenance"),
        parent("message", "message"),
        field("conversation_id", STRING, "conversation of the message this row stands in", "reference"),
        field(
            "relation",
            STRING,
            "the vendor's field it hangs from (EmbeddedInstantMessage, ReplyMessageData…)",
            "structural",
        ),
        field("ordinal", INT32, "position among the children of that field, from 0", "structural"),
    ],
    party("sender", "the sender"),
    [field("subject", STRING, "subject line", "text"), field("body", STRING, "text of the message", "text")],
    instant("sent_at", "when the reproduced message was sent or received"),
    [
        field("status", STRING, "status in the vendor's words", "structural"),
        field("message_type", STRING, "type in the vendor's words", "structural"),
    ],
)
