"""Numbers, addresses and ids of contacts and accounts."""

from schemas.fields import INT32, ORIGIN, STRING, field, parent, table

SCHEMA = table(
    "contact_entries",
    "One row per number, e-mail, user id or web address of a contact or an account.",
    ORIGIN,
    [
        parent("parent", "contact or account"),
        field("parent_table", STRING, "table of that record: contacts or accounts", "structural"),
        field("ordinal", INT32, "position in its list, from 0", "structural"),
        field("entry_type", STRING, "the vendor's type: PhoneNumber, EmailAddress, UserID…", "structural"),
        field("category", STRING, "label the owner gave it, in the device's language", "text"),
        field("domain", STRING, "domain in the vendor's words", "text"),
        field("value", STRING, "value as the source gives it", "person"),
        field("value_kind", STRING, "phone, whatsapp_jid, group, broadcast, lid, email or account", "structural"),
        field("value_normalised", STRING, "value in comparable form", "person"),
    ],
)
