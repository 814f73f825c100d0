"""Records to look at: nothing single was found in them, but what they combine could identify a protected person."""

from schemas.fields import INT32, STRING, field, table

SCHEMA = table(
    "jigsaw",
    "One row per served record and protected person. Police-side only; holds no text.",
    [
        field("artefact_id", STRING, "the record", "reference"),
        field("artefact_table", STRING, "its table", "structural"),
        field("conversation_id", STRING, "its conversation, where it has one", "reference"),
        field("party_id", STRING, "protected party it concerns", "structural"),
        field("pseudonym", STRING, "their pseudonym", "structural"),
        field("codes", STRING, "what it combines: place, time, school, work, relation", "structural"),
        field("basis", STRING, "record: two or more in it; conversation: four or more over all of it", "structural"),
        *(field(f"{code}_count", INT32, f"how often it says something of {code}", "structural") for code in
          ("place", "time", "school", "work", "relation")),
    ],
)  # fmt: skip
