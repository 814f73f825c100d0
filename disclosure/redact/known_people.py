"""A person the case knows: what identifies them, under which pseudonym and role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class KnownPerson:
    """A party or contact of the case as detection and the residual scan need them.

    Attributes:
        pseudonym: What stands in their place, for example `Complainant` or `Third party 0003`.
        role: Role in the case (`disclosure.case_file.Role`); decides what becomes of their identifiers.
        party_id: Id of the party in case.toml; None for somebody known from the devices only.
        names: Full names, given name first.
        nicknames: Names used alone: nicknames, given names, former names.
        phones: Telephone numbers in E.164.
        emails: E-mail addresses.
        handles: User names, with or without a leading @.
        addresses: Postal addresses, parts divided by commas.
        postcodes: Postcodes.
        dates_of_birth: Dates of birth.
        schools: Names of schools and other places of education.
        workplaces: Names of places of work.
        other_identifiers: Anything else that identifies: a registration, an NHS number, a nickname for a car.
    """

    pseudonym: str
    role: str
    party_id: str | None = None
    names: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    dates_of_birth: tuple[date, ...] = ()
    schools: tuple[str, ...] = ()
    workplaces: tuple[str, ...] = ()
    other_identifiers: tuple[str, ...] = ()
