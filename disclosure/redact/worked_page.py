"""A worked page: one conversation before and after for each audience, the log, and the policy lines that decided.

`python -m disclosure.redact.worked_page` writes `docs/redaction.md` anew; a test compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from disclosure.case_file import AUDIENCES, CaseFile, CaseSection
from disclosure.redact import policy
from disclosure.redact.analyse import Analyser
from disclosure.redact.deciding import Outcome
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.person_decisions import Decision
from disclosure.redact.redacting import Asked, Redactor
from disclosure.redact.tagger import TaggedName

PAGE: Final = Path(__file__).parents[2] / "docs/redaction.md"

_FRIEND: Final = "Third party 0001"
PEOPLE: Final = (
    KnownPerson(
        "Complainant",
        "complainant",
        "complainant",
        names=("Alba Quickfell",),
        nicknames=("Quicky",),
        phones=("+447700900123",),
        addresses=("14 Tollerton Rise, Skelderby, WF52 4QZ",),
        postcodes=("WF52 4QZ",),
        schools=("Marlbeck Primary",),
    ),
    KnownPerson(
        "Suspect",
        "suspect",
        "suspect",
        names=("Rory Pellbrook",),
        phones=("+447700900456",),
        public_names=("Rory Pellbrook",),
    ),
    KnownPerson(_FRIEND, "third_party", names=("Sam Oddwater",), phones=("+447700900789",)),
)
CONVERSATION: Final = (
    ("Suspect", "is Quicky still at 14 tollerton rise?? tell her to ring me, 07700 900456 rory"),
    (
        "Third party 0001",
        "no idea. her num is oh double seven double oh nine double oh one two three, leave me out of it Rory Pellbrook",
    ),
    ("Suspect", "saw her car JT17 ABC outside marlbeck primary at 3.15, £20 says shes hiding"),
    (_FRIEND, "dont. her dob is 05/01/1990 if ur trying the account again, snap: quicky_q92"),
    ("Suspect", "im at 54.48211, 0.91234 come get me at 8"),
)
RELEASED: Final = Decision("release", None, None, None, None, "", "keep", None, "DC Example", "reviews.toml release 1")
"""A reviewer's release of what is under review in the last message, for the prosecutor's copy."""


class _NoNames:
    """No statistical tagger: the page shows rules and the register, and does not change with a model."""

    name, version = "none", "0"

    def tag(self, texts: Sequence[str]) -> list[list[TaggedName]]:
        return [[] for _ in texts]


def page() -> str:
    """The page as Markdown."""
    case_file = CaseFile(
        case=CaseSection(urn="01DC0012326", force="Demonstration Constabulary", created=date(2026, 1, 5))
    )
    texts = [text for _, text in CONVERSATION]
    analyser = Analyser(PEOPLE, _NoNames())
    parts = [_INTRODUCTION, "## Before\n", _messages(texts)]
    cited: dict[str, str] = {}
    for audience in AUDIENCES:
        rules = policy.effective(case_file, audience)
        lines = policy.effective_lines(case_file, audience)
        released = [(RELEASED,) if audience == "cps" and text is texts[-1] else () for text in texts]
        done = Redactor(analyser, rules).redact(
            [Asked(text, (), decisions) for text, decisions in zip(texts, released, strict=True)]
        )
        parts += [
            f"## For {_AUDIENCE[audience]}\n",
            _messages([each.text for each in done]),
            _log([each.outcomes for each in done], lines, cited),
        ]
    parts += ["## The lines of the policy that decided\n", "| line | action | source |", "|---|---|---|"]
    parts += [cited[id_] for id_ in sorted(cited)]
    return "\n".join([*parts, "", _AFTERWARDS])


def _messages(texts: Sequence[str]) -> str:
    numbered = enumerate(zip(CONVERSATION, texts, strict=True), 1)
    rows = [f"| {number} | [{sender}] | {text} |" for number, ((sender, _), text) in numbered]
    return "\n".join(["| | from | message |", "|---|---|---|", *rows, ""])


def _log(found: Sequence[Sequence[Outcome]], lines: dict[str, dict[str, policy.Line]], cited: dict[str, str]) -> str:
    rows = ["| message | place | category | found by | score | action | decided by |", "|---|---|---|---|---|---|---|"]
    for number, each in enumerate(found, 1):
        for outcome in each:
            span = outcome.span
            line = policy.deciding(lines, span.role, span.category, span.entity_type)
            cited[line.id] = f"| {line.id} | {line.action} | {line.source} |"
            decided = f"{outcome.reviewer}, {outcome.reference}" if outcome.reviewer else line.id
            rows.append(
                f"| {number} | {span.start}-{span.end} | {span.category} | {span.recogniser} {span.recogniser_version} "
                f"| {span.score:.2f} | {outcome.action} | {decided} |"
            )
    return "\n".join([*rows, ""])


_AUDIENCE: Final = {
    "cps": "the prosecutor (`--audience cps`)",
    "defence": "the defence (`--audience defence`)",
    "court": "the court (`--audience court`)",
}
_INTRODUCTION: Final = """\
# Redaction, worked through

This page is made by `python -m disclosure.redact.worked_page`; a test keeps it true. The people are invented, the
numbers are Ofcom's for drama. The case knows the complainant, the suspect and a friend of both from `case.toml` and the
phones.

Order of things: what is privileged or out of the agreed scope is withheld before any text is looked at; of the rest,
what the lines of enquiry select is searched for identifiers; each find gets a category of the CPS and, where the case
knows whose it is, a role; the policy says what happens to it. Times, prices and what was said are not touched. The
policy would hold the place in the last message back for review; in the prosecutor's copy a reviewer has released it.
"""
_AFTERWARDS: Final = """\
The policy in force is printed into every bundle (`redaction/policy.json`), each line with its source. It is data:
`disclosure/redact/default_policy.toml`, overridden in `case.toml`:

```toml
[policy.defence.witness]
"Phone number" = "remove"
"Other/IMEI" = "keep"          # a kind within a category

[policy.court.suspect]
"Named individual" = "pseudonym"
```

The suspect's and officers' full names stay, and so do the suspect's own numbers and accounts; where a column holds only
a number, the role stands after it. A given name alone gets the pseudonym, since it may be somebody else's. Nobody is
named who shares a name with a complainant, witness or third party of `case.toml`, and the suspect's address waits for
review, since it may be the complainant's home. Enter a covert officer as a witness, so that the name is hidden and
searched for before anything leaves.

Actions: `keep`; `pseudonym`; `partial`, the pseudonym and the last three digits; `remove`; `review`, withheld until a
person releases it. What has no rule, and a text that could not be looked at in full, is withheld whole.

## What people correct, release and see

Three kinds of entry, in two files of the case folder, are honoured by every later `disclosure redact`. None holds the
text: a place is given in code points as the log gives it, or a phrase by its digest (`disclosure phrase-hash`).

```toml
# corrections.toml: the CPS's redactionType 1 (under-redacted) and 2 (over-redacted)
[[correction]]
kind = "under"
artefact_id = "0123456789abcdef0123456789abcdef"
column = "body"
start = 3
end = 9
category = "Named individual"
party = "complainant"
by = "DC Example"
on = 2026-01-31
why = "a nickname of hers"

# reviews.toml
[[release]]
artefact_id = "0123456789abcdef0123456789abcdef"
column = "body"
action = "keep"
audiences = ["cps"]
by = "DC Example"
on = 2026-01-31
why = "the place is in the charge"

[[attachment]]
artefact_id = "fedcba9876543210fedcba9876543210"
file = "released/photo blurred.jpg"
sha256 = "…"
shows_people_checked = true
by = "DC Example"
on = 2026-01-31
why = "faces blurred"
```

An entry that finds nothing to act on (a wrong id, column or place) is named on screen and in the result.
What waits for review is listed in `redacted/<audience>/to_review.toml`, as entries to complete.
Where one entry hides and another shows, it is hidden. Attachments are withheld unless released; `attachments.csv`
lists every one with the reason. A picture, video or recording is served only where `shows_people_checked = true`, and
only with the digest that was reviewed.

## How well it works

`disclosure validate` prints it, with 95 % intervals and stock Presidio beside it, and what the figures do not show.
`disclosure validate --file SAMPLE.jsonl` measures on a sample of the case that a person has marked.
"""


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
