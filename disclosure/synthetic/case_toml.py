"""The case file of the synthetic case: every party with everything that identifies them."""

from __future__ import annotations

import json

from disclosure.synthetic.people import LAW_FIRM_DOMAIN, Cast, Person
from disclosure.synthetic.phrases import SEARCH_TERMS

_HEAD = """\
# An invented case: nobody and nothing in it is real.

[case]
urn = "01DC0012326"
operation = "Demonstration"
force = "Demonstration Constabulary"
offence = "stalking involving serious alarm or distress"
defendants = ["suspect"]
disclosure_officer = "DC Rhiannon Prydderch"
created = 2026-01-05

[[exhibit]]
ref = "JLB/1"
description = "mobile phone, white"
seized_at = 2025-12-18
owner = "complainant"

[[exhibit]]
ref = "KMT/2"
description = "mobile phone, black"
seized_at = 2025-12-19
owner = "suspect"
"""

_TAIL = """
[scope]
from = 2025-06-01
to = 2025-10-31
exhibits = ["JLB/1"]

[[line_of_enquiry]]
id = "LOE1"
description = "contact between complainant and suspect"
contacts = ["complainant", "suspect"]

[[line_of_enquiry]]
id = "LOE2"
description = "being followed or watched"
terms = {terms}

[privilege]
parties = ["solicitor"]
email_domains = ["{domain}"]
"""


def write(cast: Cast) -> str:
    """The text of case.toml."""
    tail = _TAIL.format(terms=_list(SEARCH_TERMS), domain=LAW_FIRM_DOMAIN)
    return _HEAD + "".join(_party(person) for person in cast.parties) + tail


def _party(person: Person) -> str:
    phones = (person.mobile[:5] + " " + person.mobile[5:], person.landline)
    return (
        f'\n[[party]]\nid = "{person.id}"\nrole = "{person.role}"\n'
        f"names = {_list(person.full_names)}\n"
        f"also_known_as = {_list(person.nicknames)}\n"
        f"phones = {_list(phones)}\n"
        f"emails = {_list(person.emails)}\n"
        f"handles = {_list((*person.handles, person.messenger))}\n"
        f"addresses = {_list((person.address,))}\n"
        f"date_of_birth = {person.born.isoformat()}\n"
        f"schools = {_list((person.school,))}\n"
        f"workplaces = {_list((person.workplace,))}\n"
    )


def _list(values: tuple[str, ...]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
