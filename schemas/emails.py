"""E-mails."""

from schemas.fields import INT32, ORIGIN, STRING, field, instant, party, table

SCHEMA = table(
    "emails",
    "One row per e-mail; recipients are in message_recipients, attachments in attachments.",
    ORIGIN,
    [
        field("vendor_id", STRING, "the vendor's id of the record", "provenance"),
        field("account", STRING, "account on the device", "person"),
    ],
    party("sender", "the sender"),
    [
        field("subject", STRING, "subject line", "text"),
        field("body", STRING, "text of the e-mail", "text"),
        field("snippet", STRING, "first words as the application shows them", "text"),
        field("header", STRING, "header as exported", "withheld"),
        field("folder", STRING, "folder in the vendor's words", "structural"),
        field("status", STRING, "status in the vendor's words", "structural"),
        field("priority", STRING, "priority in the vendor's words", "structural"),
        field("attachment_count", INT32, "number of attachments listed", "structural"),
    ],
    instant("sent_at", "when the e-mail was sent or received"),
)
