"""Records in which nothing single was found, but which may still say who somebody is to those who know the place.

A witness was found by suspects because the copies told where she walked when; no name or number stood in them. So
served records that speak of a protected person are looked through for what they say of place, time, school, work and
relations. A record is listed where at least two of these stand together, one of them a place, a school or work; or
where a conversation says at least four of them of one person. Whether it goes as it is, a person decides: it is a list
of places to look at, with reasons as codes and counts, and never a text.

Words, not understanding: what is written round the corner is not found, and much of what is listed will be harmless.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from disclosure.redact.known_people import KnownPerson

CODES: Final = ("place", "time", "school", "work", "relation")
_TELLING: Final = frozenset({"place", "school", "work"})
_TOGETHER: Final = 2
_IN_A_CONVERSATION: Final = 4

PATTERNS: Final[Mapping[str, str]] = {
    "place": (
        r"\b(?:lives?|living|moved|staying|stays|parked|outside|opposite|behind|round the corner|next door|"
        r"end of|corner of|near|by) (?:at|in|on|to|with|from|the|a|her|his|their|my|ur|your|our|me|us|church|"
        r"school|station|shop|shops|park)\b|\b(?:at|in|near|by|from|to|outside|past|"
        r"through) the (?:\w+ ){0,3}(?:park|station|shop|shops|pub|gym|church|mosque|temple|gurdwara|surgery|"
        r"chemist|library|market|canal|bridge|beach|river|roundabout|estate|flats|garage|bus stop|retail park|"
        r"leisure centre|playground|nursery|cafe|club|hotel|hospital|court|road|street|lane|avenue|close)\b|"
        r"\b\w+ (?:road|street|lane|avenue|drive|close|crescent|terrace|gardens|grove|estate|park|station|"
        r"green)\b|\bbus (?:number )?\d|\bjunction \d|\[(?:location|address)\]"
    ),
    "time": (
        r"\b(?:every|each|on|last|next|this|by|always) (?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|"
        r"sun)(?:day|nesday|rsday|urday|sday)?s?\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|"
        r"\b\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)\b|\b\d{1,2}[:.]\d\d\b|\b(?:half|quarter) (?:past |to )?(?:\d{1,2}|"
        r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|\b(?:after|before) (?:work|school|"
        r"college|church|the gym|training|her shift|his shift)\b|\b(?:school run|every day|every morning|"
        r"every night|every week|first thing|home time|same time)\b|\b(?:finish(?:es|ed)?|starts?|gets? (?:in|"
        r"off|home|back)) at\b"
    ),
    "school": (
        r"\b(?:school|college|uni|university|nursery|sixth form|academy|primary|secondary|reception class|"
        r"year (?:\d{1,2}|one|two|three|four|five|six|seven)|yr ?\d{1,2}|teacher|headteacher|pta|"
        r"parents evening|gcses?|a levels?|freshers|halls|school run|playground|classroom|tutor)\b|\[school\]"
    ),
    "work": (
        r"\b(?:works?|working|worked|job|shifts?|boss|manager|colleagues?|office|rota|night shift|day off|"
        r"payslip|interview|her work|his work|at work|nurse|receptionist|barista|midwife|paramedic|carer|"
        r"care home|plumber|electrician|driver|fitter|hairdresser|accountant|roofer|estate agent|solicitor|"
        r"teaching assistant|salon|warehouse|depot|ward|practice|surgery)\b|\[(?:workplace|occupation)\]"
    ),
    "relation": (
        r"\b(?:my|her|his|their|ur|your|our) (?:mum|mam|mom|mother|dad|father|nan|nana|gran|grandma|grandad|"
        r"sister|sis|brother|bro|aunt|auntie|aunty|uncle|cousin|son|daughter|kids?|baby|wife|husband|partner|"
        r"ex|boyfriend|girlfriend|bf|gf|fiancee?|niece|nephew|stepdad|stepmum|flatmate|housemate|neighbour|"
        r"landlord)\b|\[relationship to others\]"
    ),
}
"""What says something of the kind, as an expression in any case (RE2 syntax)."""


def towns(people: Iterable[KnownPerson]) -> str:
    """An expression for the towns and districts in people's addresses; matches nothing where there is none."""
    names = {
        part.strip()
        for person in people
        for address in person.addresses
        for part in address.split(",")
        if part.strip() and not any(map(str.isdigit, part)) and len(part.strip()) > _TOGETHER
    }
    return "|".join(rf"\b{re.escape(name)}\b" for name in sorted(names)) or r"[^\s\S]"


def find(
    served: pa.Table,
    text_columns: Sequence[str],
    people: Sequence[KnownPerson],
    participants: Mapping[str, Sequence[str]],
) -> list[dict[str, Any]]:
    """Records of a served table that combine what could identify a protected person.

    Args:
        served: Rows as they leave.
        text_columns: Columns of text.
        people: Protected persons.
        participants: Pseudonyms of those who take part, by conversation id, or by the id of a message without one.

    Returns:
        For each record and person: artefact_id, conversation_id, party_id, pseudonym and how often each code occurs.
    """
    if not served.num_rows or not text_columns:
        return []
    joined = pc.binary_join_element_wise(
        *(pc.fill_null(served.column(name).cast(pa.string()), "") for name in text_columns), " \n "
    )
    counts = {code: pc.count_substring_regex(joined, pattern, ignore_case=True) for code, pattern in PATTERNS.items()}
    counts["place"] = pc.add(counts["place"], pc.count_substring_regex(joined, towns(people), ignore_case=True))
    some = pc.greater(sum_of(counts), 0).to_pylist()
    ids = served.column("artefact_id").to_pylist()
    chats = served.column("conversation_id").to_pylist() if "conversation_id" in served.column_names else ids
    found = []
    columns = {code: values.to_pylist() for code, values in counts.items()}
    texts = joined.to_pylist()
    for at, is_told in enumerate(some):
        if not is_told:
            continue
        present = set(participants.get(chats[at] or ids[at], ()))
        for person in people:
            if person.pseudonym in present or f"[{person.pseudonym}]" in texts[at]:
                found.append(
                    {"artefact_id": ids[at], "conversation_id": chats[at], "party_id": person.party_id,
                     "pseudonym": person.pseudonym, **{f"{code}_count": columns[code][at] for code in CODES}}
                )  # fmt: skip
    return found


def sum_of(counts: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- pyarrow is untyped
    """All counts of a row together."""
    total = None
    for values in counts.values():
        total = values if total is None else pc.add(total, values)
    return total


def listed(found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Of what was found, the records that a person should look at, with why.

    Args:
        found: As `find` returns, over all tables.
    """
    together: dict[tuple[Any, Any], Counter[str]] = {}
    for row in found:
        together.setdefault((row["conversation_id"], row["pseudonym"]), Counter()).update(
            {code: row[f"{code}_count"] for code in CODES}
        )
    rows = []
    for row in found:
        codes = [code for code in CODES if row[f"{code}_count"]]
        conversation = [code for code in CODES if together[row["conversation_id"], row["pseudonym"]][code]]
        if len(codes) >= _TOGETHER and _TELLING.intersection(codes):
            basis = "record"
        elif len(conversation) >= _IN_A_CONVERSATION and _TELLING.intersection(codes):
            basis = "conversation"
        else:
            continue
        rows.append({**row, "codes": "; ".join(codes), "basis": basis})
    return rows
