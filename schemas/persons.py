"""Who is who: the persons of the case and the identifiers that belong to them."""

from schemas.fields import BOOLEAN, INT32, STRING, field, table

SCHEMA = table(
    "persons",
    "One row per identifier of a person. Police-side only: it turns pseudonyms back into people.",
    [
        field("person_id", STRING, "id of the person, from the smallest of their identifiers", "reference"),
        field("pseudonym", STRING, "what stands for the person in served copies, without brackets", "structural"),
        field(
            "party_id",
            STRING,
            "party of case.toml that claims the person; null for everyone else",
            "structural",
        ),
        field("role", STRING, "complainant, suspect, witness, third_party, professional or police", "structural"),
        field("number", INT32, "number of the pseudonym within its role, from 1", "structural"),
        field("kind", STRING, "name, phone, email, account, lid, or shown_name for what a device shows", "structural"),
        field("value", STRING, "the identifier in comparable form", "person"),
        field("raw_value", STRING, "the identifier as first seen", "person"),
        field(
            "evidence",
            STRING,
            "where it comes from: case file, contact, participant, account, call",
            "structural",
        ),
        field("is_owner", BOOLEAN, "marked as the owner of a device", "structural"),
    ],
)
