"""What does not fit together in who is who: shown to a person, decided by nobody else."""

from schemas.fields import INT32, STRING, field, table

SCHEMA = table(
    "person_conflicts",
    "One row per contradiction. Police-side only.",
    [
        field(
            "conflict",
            STRING,
            "number_under_different_names, name_with_several_numbers, shared_by_contacts or two_parties",
            "structural",
        ),
        field("pseudonyms", STRING, "persons it concerns, divided by semicolons", "structural"),
        field("kind", STRING, "kind of the identifier", "structural"),
        field("value", STRING, "the identifier or name in comparable form", "person"),
        field("names", STRING, "names shown with it, divided by semicolons", "person"),
        field("exhibits", STRING, "exhibits that show it, divided by semicolons", "structural"),
        field("artefact_ids", STRING, "records that show it, divided by semicolons; the first few", "reference"),
        field("count", INT32, "how many names or identifiers disagree", "structural"),
    ],
)
