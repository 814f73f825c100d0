"""Why two identifiers are one person's, or might be: every join with the record and rule it rests on."""

from schemas.fields import CODE, FLOAT64, STRING, field, table

SCHEMA = table(
    "person_links",
    "One row per link between two identifiers. Police-side only.",
    [
        field("pseudonym", STRING, "pseudonym of the person of the first identifier", "structural"),
        field("kind", STRING, "kind of the first identifier", "structural"),
        field("value", STRING, "the first identifier in comparable form", "person"),
        field("other_pseudonym", STRING, "pseudonym of the person of the second identifier", "structural"),
        field("other_kind", STRING, "kind of the second identifier", "structural"),
        field("other_value", STRING, "the second identifier in comparable form", "person"),
        field(
            "rule",
            STRING,
            "case_file, correction, owner_of_exhibit, contact_record, full_name_of_party, label_in_address_book; of a "
            "proposal same_full_name, similar_full_name, same_handle or same_label",
            "structural",
        ),
        field(
            "outcome",
            STRING,
            "joined, left_out (another person's already) or proposed (for a person to decide)",
            "structural",
        ),
        field("exhibit_ref", CODE, "exhibit of the record; null for case file and corrections", "structural"),
        field("artefact_id", STRING, "the record that states the link", "reference"),
        field("score", FLOAT64, "likeness of a proposal, 0 to 100", "structural"),
    ],
)
