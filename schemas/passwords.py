"""Stored passwords and keys. The value never reaches a later stage."""

from schemas.fields import ORIGIN, STRING, field, instant, table

SCHEMA = table(
    "passwords",
    "One row per stored credential.",
    ORIGIN,
    [
        field("label", STRING, "label", "text"),
        field("account", STRING, "account", "person"),
        field("service", STRING, "service", "text"),
        field("server", STRING, "server", "text"),
        field("password_type", STRING, "type in the vendor's words", "structural"),
        field("access_group", STRING, "access group in the vendor's words", "structural"),
        field("generic_attribute", STRING, "generic attribute as stored", "secret"),
        field("value", STRING, "the secret itself", "secret"),
    ],
    instant("created_at", "when it was stored"),
    instant("modified_at", "when it was changed"),
)
