"""Chats: one row per conversation, also when it holds no message."""

from schemas.fields import INT32, ORIGIN, STRING, field, instant, table

SCHEMA = table(
    "conversations",
    "Conversations as the export states them.",
    ORIGIN,
    [
        field("vendor_id", STRING, "the vendor's id of the chat record", "provenance"),
        field("chat_identifier", STRING, "the application's own id of the chat; can be a phone number", "person"),
        field("name", STRING, "name of the chat", "text"),
        field("description", STRING, "description of the chat", "text"),
        field("chat_type", STRING, "type in the vendor's words", "structural"),
        field("account", STRING, "account on the device that took part", "person"),
        field("participant_count", INT32, "number of participants listed", "structural"),
        field("message_count", INT32, "number of messages that stand directly in the chat", "structural"),
    ],
    instant("started_at", "when the chat began"),
    instant("last_activity_at", "last activity in the chat"),
)
