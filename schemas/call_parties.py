"""Who took part in a call."""

from schemas.fields import INT32, ORIGIN, STRING, field, parent, party, table

SCHEMA = table(
    "call_parties",
    "One row per party of a call.",
    ORIGIN,
    [
        parent("call", "call"),
        field("role", STRING, "role in the vendor's words: From, To, General", "structural"),
        field("ordinal", INT32, "position in its list, from 0", "structural"),
    ],
    party("", "the party"),
)
