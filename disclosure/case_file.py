"""case.toml: who and what the case is about, as a checked model.

TOML, so that telephone numbers stay text. Unknown keys are errors that name the key and the nearest valid
one; syntax errors name the line. Messages name keys and expected forms, never the values, which identify
people.
"""

from __future__ import annotations

import difflib
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from disclosure.errors import CaseFileError
from disclosure.faults import faults as explained
from disclosure.faults import nearest, sentence

Role = Literal["complainant", "suspect", "witness", "third_party", "professional", "police"]
Audience = Literal["cps", "defence", "court"]

AUDIENCES: Final = ("cps", "defence", "court")
PROTECTED_ROLES: Final = ("complainant", "witness", "third_party")
KNOWN_ROLES: Final = ("suspect", "police")
"""Whom every recipient knows by name."""
"""Roles whose identifiers must not leave: the residual scan looks for every one of them."""

Text = Annotated[str, Field(min_length=1)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True)


class CaseSection(_Section):
    """The case as a whole."""

    urn: Text = Field(description="unique reference number of the case")
    operation: str = ""
    force: Text = Field(description="police force")
    offence: str = ""
    defendants: tuple[Text, ...] = Field(default=(), description="ids of the parties who are charged")
    disclosure_officer: str = ""
    created: date
    region: str = Field(default="GB", pattern="^[A-Z]{2}$", description="region of national phone numbers")


class Exhibit(_Section):
    """A seized or volunteered item."""

    ref: Text
    description: str = ""
    kind: str = "mobile phone"
    seized_at: date | None = None
    owner: str | None = Field(default=None, description="id of the party whose device it is")


class Party(_Section):
    """A person the case file knows."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    role: Role
    names: tuple[Text, ...] = ()
    also_known_as: tuple[Text, ...] = ()
    phones: tuple[Text, ...] = ()
    emails: tuple[Text, ...] = ()
    handles: tuple[Text, ...] = ()
    addresses: tuple[Text, ...] = ()
    date_of_birth: date | None = None
    schools: tuple[Text, ...] = ()
    workplaces: tuple[Text, ...] = ()
    relatives: tuple[Text, ...] = Field(default=(), description="ids of parties who are relatives or partners")
    other_identifiers: tuple[Text, ...] = Field(default=(), description="registrations, NHS number, anything else")


class Window(_Section):
    """A span of days, both ends included; an open end has no limit."""

    from_: date | None = Field(default=None, alias="from")
    to: date | None = None

    @model_validator(mode="after")
    def _ends_in_order(self) -> Window:
        if self.from_ and self.to and self.from_ > self.to:
            raise ValueError("'from' is after 'to'")
        return self


class Scope(Window):
    """What was agreed may be looked at (digital processing notice): anything else is withheld unread."""

    applications: tuple[Text, ...] = ()
    contacts: tuple[Text, ...] = Field(default=(), description="party ids or identifiers; empty for all")
    exhibits: tuple[Text, ...] = Field(default=(), description="exhibits it binds; empty for all")


class LineOfEnquiry(Window):
    """A reasonable line of enquiry and how it is searched for."""

    id: Text
    description: str = ""
    terms: tuple[Text, ...] = ()
    contacts: tuple[Text, ...] = Field(default=(), description="party ids or identifiers")
    exhibits: tuple[Text, ...] = ()


class Privilege(_Section):
    """How legally privileged conversations are recognised; they are withheld unread."""

    parties: tuple[Text, ...] = ()
    phones: tuple[Text, ...] = ()
    email_domains: tuple[Text, ...] = ()
    terms: tuple[Text, ...] = ()


class Policies(_Section):
    """Overrides of the redaction policy: audience, then role, then CPS category, to an action."""

    cps: dict[Role, dict[str, str]] = Field(default_factory=dict)
    defence: dict[Role, dict[str, str]] = Field(default_factory=dict)
    court: dict[Role, dict[str, str]] = Field(default_factory=dict)


class CaseFile(_Section):
    """The whole of case.toml."""

    case: CaseSection
    exhibit: tuple[Exhibit, ...] = ()
    party: tuple[Party, ...] = ()
    scope: Scope = Field(default_factory=Scope)
    line_of_enquiry: tuple[LineOfEnquiry, ...] = ()
    privilege: Privilege = Field(default_factory=Privilege)
    policy: Policies = Field(default_factory=Policies)

    def party_by_id(self, party_id: str) -> Party | None:
        """The party with an id."""
        return next((party for party in self.party if party.id == party_id), None)


def load(path: Path) -> CaseFile:
    """Read and check a case file.

    Raises:
        CaseFileError: The file is missing, is not TOML, or a key is unknown, missing or malformed; the
            message names the file, the line or key, what was expected and the nearest valid key.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise CaseFileError(
            "case_file_missing",
            f"{path} does not exist.",
            "Check the folder, or make a case with: disclosure new CASE",
        ) from None
    try:
        raw = tomllib.loads(content.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        # tomllib's message says where and what was expected and quotes nothing longer than one character.
        raise CaseFileError("case_file_not_toml", f"{path} is not valid TOML: {error}.", "Correct that line.") from None
    except UnicodeDecodeError as error:
        raise CaseFileError(
            "case_file_not_utf8",
            f"{path} is not UTF-8: byte {error.start} cannot be read.",
            "Save it as UTF-8.",
        ) from None
    try:
        case_file = CaseFile.model_validate(raw)
    except ValidationError as error:
        raise CaseFileError("case_file_invalid", f"{path}: {explained(error, _keys_at)}", "Correct it.") from None
    _check_references(path, case_file)
    return case_file


def _keys_at(location: tuple[int | str, ...]) -> list[str]:
    """The keys that are valid at a place of the file."""
    models: dict[str, type[BaseModel]] = {
        "case": CaseSection,
        "exhibit": Exhibit,
        "party": Party,
        "scope": Scope,
        "line_of_enquiry": LineOfEnquiry,
        "privilege": Privilege,
        "policy": Policies,
    }
    model = models.get(str(location[0]), CaseFile) if location else CaseFile
    return [str(info.alias or name) for name, info in model.model_fields.items()]


def _check_references(path: Path, case_file: CaseFile) -> None:
    """Ids and references used must be declared, and declared once."""
    parties = [party.id for party in case_file.party]
    exhibits = [exhibit.ref for exhibit in case_file.exhibit]
    lines = [line.id for line in case_file.line_of_enquiry]
    faults: list[str] = []
    for key, values in (("party.id", parties), ("exhibit.ref", exhibits), ("line_of_enquiry.id", lines)):
        for value in sorted({value for value in values if values.count(value) > 1}):
            faults.append(f"{key} '{value}' is used twice")

    def misspelt(key: str, value: str) -> None:
        """A contact may be any user name; one that is nearly a party's id is that, misspelt."""
        near = difflib.get_close_matches(value.casefold(), parties, n=1, cutoff=0.7)
        if value not in parties and near and "@" not in value:
            faults.append(f"{key} names '{value}': did you mean the party '{near[0]}'? Write a user name as '@{value}'")

    def unknown(key: str, value: str, known: list[str]) -> None:
        faults.append(f"{key} names '{value}', which is not declared; {nearest(value, known)}")

    for value in case_file.case.defendants:
        if value not in parties:
            unknown("case.defendants", value, parties)
    for exhibit in case_file.exhibit:
        if exhibit.owner is not None and exhibit.owner not in parties:
            unknown("exhibit.owner", exhibit.owner, parties)
    for party in case_file.party:
        for value in party.relatives:
            if value not in parties:
                unknown("party.relatives", value, parties)
    for value in case_file.privilege.parties:
        if value not in parties:
            unknown("privilege.parties", value, parties)
    for value in case_file.scope.contacts:
        misspelt("scope.contacts", value)
    for value in case_file.scope.exhibits:
        if value not in exhibits:
            unknown("scope.exhibits", value, exhibits)
    for line in case_file.line_of_enquiry:
        for value in line.contacts:
            misspelt("line_of_enquiry.contacts", value)
        for value in line.exhibits:
            if value not in exhibits:
                unknown("line_of_enquiry.exhibits", value, exhibits)
    if faults:
        raise CaseFileError("case_file_invalid", f"{path}: {sentence(faults)}", "Correct it.")


TEMPLATE: Final = """\
# The case: who and what. Read by every step; change it here, then run the step again.
# Lines that begin with # are notes. Telephone numbers are text: keep the quotation marks.

[case]
urn = "{urn}"                     # unique reference number
operation = ""
force = "{force}"
offence = ""
defendants = []                   # ids of parties below, for example ["suspect"]
disclosure_officer = ""
created = {created}
region = "GB"                     # national phone numbers are read as numbers of this region

# One block for each seized or volunteered item.
# [[exhibit]]
# ref = "ABC/1"
# description = "mobile phone, black"
# kind = "mobile phone"
# seized_at = 2026-01-31
# owner = "complainant"           # id of a party

# One block for each person known. role: complainant, suspect, witness, third_party, professional, police.
# Everything that identifies a complainant, witness or third party is searched for in whatever leaves.
# [[party]]
# id = "complainant"
# role = "complainant"
# names = ["Given Surname"]
# also_known_as = []              # nicknames, former names
# phones = []
# emails = []
# handles = []
# addresses = []
# date_of_birth = 1990-01-31
# schools = []
# workplaces = []
# relatives = []                  # ids of parties: whoever knows them knows this person
# other_identifiers = []          # vehicle registration, NHS number, name of a pet: anything else that identifies

# What was agreed may be looked at (digital processing notice). Anything else is withheld unread and counted.
[scope]
# from = 2025-06-01
# to = 2025-10-31
# applications = ["WhatsApp"]     # none listed: all
# contacts = []                   # party ids or numbers; none listed: all
# exhibits = []                   # exhibits it binds; none listed: all

# Reasonable lines of enquiry. A term matches whole words in any case; a trailing * matches any ending.
# [[line_of_enquiry]]
# id = "LOE1"
# description = "contact between complainant and suspect"
# terms = ["follow*", "outside your house"]
# contacts = ["suspect"]
# from = 2025-06-01
# to = 2025-10-31
# exhibits = []

# Conversations with these people, or holding these terms, are withheld unread as legally privileged.
[privilege]
parties = []
phones = []
email_domains = []
terms = []

# Overrides of the redaction policy for cps, defence or court, by role and CPS category: keep, pseudonym, partial,
# remove, review. A kind within a category is written "Other/IMEI".
# [policy.defence.witness]
# "Phone number" = "remove"
"""


def template(urn: str, force: str, created: date) -> str:
    """A commented case file to fill in."""
    return TEMPLATE.format(urn=urn, force=force, created=created.isoformat())
