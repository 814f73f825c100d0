"""Address book and application contacts."""

from schemas.fields import INT32, ORIGIN, STRING, field, instant, parent, table

SCHEMA = table(
    "contacts",
    "One row per contact; its numbers and addresses are in contact_entries.",
    ORIGIN,
    [
        field("name", STRING, "name as the owner of the device saved it", "person"),
        field("contact_type", STRING, "type in the vendor's words", "structural"),
        field("account", STRING, "account it is stored under", "person"),
        field("contact_group", STRING, "group it is filed in", "text"),
        field("notes", STRING, "notes", "text"),
        field("times_contacted", INT32, "how often contacted, as stated", "structural"),
        parent("parent", "record that shares this contact; null for an address book entry"),
    ],
    instant("created_at", "when the contact was created"),
    instant("modified_at", "when the contact was changed"),
    instant("contacted_at", "when the contact was last contacted"),
)
