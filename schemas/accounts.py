"""User accounts found on the device."""

from schemas.fields import ORIGIN, STRING, field, instant, table

SCHEMA = table(
    "accounts",
    "One row per user account; further ids are in contact_entries.",
    ORIGIN,
    [
        field("name", STRING, "display name", "person"),
        field("username", STRING, "user name", "person"),
        field("username_kind", STRING, "phone, whatsapp_jid, email or account", "structural"),
        field("username_normalised", STRING, "user name in comparable form", "person"),
        field("password", STRING, "password stored with the account", "secret"),
        field("service_type", STRING, "service in the vendor's words", "structural"),
        field("server_address", STRING, "server address", "text"),
        field("notes", STRING, "notes", "text"),
    ],
    instant("created_at", "when the account was created"),
)
