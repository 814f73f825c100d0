"""Chat messages, SMS and MMS: one row per message, however often the export repeats it."""

import pyarrow as pa

from schemas.fields import BOOLEAN, INT32, ORIGIN, POSITION, STRING, field, instant, party, table

SCHEMA = table(
    "messages",
    "Messages sent, received or drafted. Messages reproduced inside another are in quoted_messages.",
    ORIGIN,
    [
        field("vendor_id", STRING, "the vendor's id of the message record", "provenance"),
        field(
            "conversation_id",
            STRING,
            "artefact_id of the conversation; for a message outside any chat, an id made from its parties",
            "reference",
        ),
        field("ordinal", INT32, "position of the message in its conversation as exported, from 0", "structural"),
    ],
    party("sender", "the sender"),
    [
        field("direction", STRING, "incoming, outgoing, system or unknown, seen from the device", "structural"),
        field("subject", STRING, "subject line", "text"),
        field("body", STRING, "text of the message", "text"),
    ],
    instant("sent_at", "when the message was sent or received"),
    instant("delivered_at", "when the message was delivered"),
    instant("read_at", "when the message was read"),
    [
        field("status", STRING, "status in the vendor's words", "structural"),
        field("message_type", STRING, "type in the vendor's words", "structural"),
        field("platform", STRING, "platform in the vendor's words", "structural"),
        field("folder", STRING, "folder in the vendor's words", "structural"),
        field("labels", pa.list_(pa.string()), "labels in the vendor's words (Forwarded, System…)", "structural"),
        field("is_system", BOOLEAN, "made by the application, not written by a person", "structural"),
        field("is_forwarded", BOOLEAN, "labelled as forwarded", "structural"),
        field("attachment_count", INT32, "number of attachments listed", "structural"),
        field("quoted_count", INT32, "number of messages reproduced inside this one", "structural"),
        field(
            "duplicate_locators",
            pa.list_(pa.string()),
            "where else in the export the same record stands; it counts once",
            "provenance",
        ),
    ],
    POSITION,
)
