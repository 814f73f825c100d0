"""A person the case knows: what identifies them, under which pseudonym and role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from disclosure.case_file import KNOWN_ROLES

_HOLD_NAMES: Final = ("Named individual", "Email address", "Other")


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
        public_names: Full names under which every recipient knows them: a suspect's and an officer's, unless a
            protected party has a name in common with them, as in a family.
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
    public_names: tuple[str, ...] = ()

    def role_for(self, category: str) -> str | None:
        """The role that decides about something of theirs.

        None, as of somebody unknown, for what may hold the name of a suspect or officer who is not known by name.
        """
        is_hidden = self.role in KNOWN_ROLES and not self.public_names and category in _HOLD_NAMES
        return None if is_hidden else self.role
