"""Per-person recall on a synthetic case: how many mentions of each protected person the case's register finds.

    python benchmarks/people.py [MESSAGES]

Generates a case whose people are written of loosely (short forms, initials, slips of the thumb, txt spelling; made by
`disclosure.synthetic.mentions`, which knows nothing of the tables that detection uses), ingests it, works out who is
who, and looks in every message for its planted mentions with the register alone: no name tagger helps. A mention counts
as found where every letter and digit of it is covered by a span, and as attributed where a span has the right person.
Then the same register looks through messages that mention nobody.
"""

from __future__ import annotations

import json
import math
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path

from disclosure import case_people, tables, workspace
from disclosure.case_file import PROTECTED_ROLES
from disclosure.redact.recognisers.case_register import PERSON_KEY, CaseRegisterRecogniser
from disclosure.synthetic import generate_case, identifiers, phrases
from pipelines import ingest, people
from pipelines.reporting import SilentReporter

AT = datetime(2026, 1, 6, 9, 0, tzinfo=UTC)
_NAMES = "Named individual"
_PLAIN = 20_000
_POSSESSIVE = re.compile(r"(?<=\w\w\w)(?:['’]s|s['’]?)$")
"""What a possessive adds to a name; no name of the cast ends in s."""


def interval(found: int, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval."""
    if not count:
        return 0.0, 1.0
    z, share = 1.959964, found / count
    middle, width = (
        share + z * z / (2 * count),
        z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)),
    )
    return (middle - width) / (1 + z * z / count), (middle + width) / (1 + z * z / count)


def main(messages: int) -> None:
    """Generate, ingest, measure, print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generated = generate_case(folder / "generated", messages=messages, is_loosely_named=True)
        case = workspace.create(folder / "case", "benchmark", "benchmark", AT)
        (case.root / workspace.CASE_FILE).write_bytes(generated.case_toml.read_bytes())
        case = workspace.open_workspace(case.root)
        for export in generated.exports:
            ingest.run(
                case, [export.path], export.exhibit_ref, at=AT, workers=1, scheduler=None, report=SilentReporter()
            )
        people.run(case, at=AT)
        known = case_people.known_people(case)
        columns = ["exhibit_ref", "vendor_id", "body"]
        rows = tables.read(case.table_files("messages"), "messages", columns).to_pylist()
        bodies = {(row["exhibit_ref"], row["vendor_id"]): row["body"] for row in rows}
        planted = [json.loads(line) for line in generated.planted.read_text(encoding="utf-8").splitlines()]
    roles = {party.id: party.role for party in case.definition.party}
    pseudonyms = {person.party_id: person.pseudonym for person in known if person.party_id}
    recogniser = CaseRegisterRecogniser(known)
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for mention in planted:
        party, text = mention["person"], bodies.get((mention["exhibit_ref"], mention["vendor_id"]))
        if roles.get(party) not in PROTECTED_ROLES or mention["category"] != _NAMES or text is None:
            continue
        results = recogniser.analyze(text, recogniser.supported_entities)
        start, end = mention["start"], mention["start"] + len(_POSSESSIVE.sub("", mention["text"]))
        covered = all(any(r.start <= at < r.end for r in results) for at in range(start, end) if text[at].isalnum())
        whose = {
            person.pseudonym
            for r in results
            if r.start < end and r.end > start and (person := r.recognition_metadata[PERSON_KEY])
        }
        for row in ((party, ""), ("all", mention["form"])):
            found[row].update(mentions=1, found=covered, attributed=whose == {pseudonyms[party]})
    print(f"{len(known):,} people known; {len(bodies):,} messages; {len(planted):,} planted identifiers\n")
    print("| person | kind of mention | mentions | found | 95 % | attributed |")
    print("|---|---|---:|---:|---|---:|")
    for (party, kind), counts in sorted(found.items()):
        count = counts["mentions"]
        low, high = interval(counts["found"], count)
        print(f"| {party} | {kind or 'all'} | {count:,} | {counts['found'] / count:.1%} | {low:.1%} to {high:.1%} | "
              f"{counts['attributed'] / count:.1%} |")  # fmt: skip
    rng = identifiers.generator("plain")
    texts = [phrases.plain(rng) for _ in range(_PLAIN)]
    began = time.process_time()
    touched = sum(bool(recogniser.analyze(text, recogniser.supported_entities)) for text in texts)
    rate = _PLAIN / (time.process_time() - began)
    print(f"\nmessages that mention nobody: {touched / _PLAIN:.2%} of {_PLAIN:,} touched; {rate:,.0f} a CPU second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
