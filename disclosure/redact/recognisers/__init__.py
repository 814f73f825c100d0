"""Recognisers, one identifier or close family a file; all of them Presidio recognisers. `load` is the one list of what is on.

A new one is a module with a function `recognisers()` and one line in `RULES`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.chat_tagger import ChatTagger
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.past_labels import PastLabels
from disclosure.redact.recognisers import (
    bank_account,
    coordinates,
    date_of_birth,
    device_numbers,
    driving_licence,
    email_address,
    handle,
    map_link,
    network_address,
    nhs_number,
    ni_number,
    occupation,
    passport,
    payment_card,
    phone,
    police_reference,
    postcode,
    previous_conviction,
    profile_link,
    relationship,
    school,
    sim_numbers,
    spoken_phone,
    street_address,
    title,
    uk,
    uprn,
    username,
    vehicle_registration,
    whatsapp,
    workplace,
)
from disclosure.redact.recognisers.case_register import CaseRegisterRecogniser
from disclosure.redact.recognisers.names import NameRecogniser
from disclosure.redact.tagger import NameTagger

RULES: Final = (
    phone, spoken_phone, whatsapp, email_address, handle, username, profile_link,
    street_address, postcode, uprn, coordinates, map_link, network_address, school, workplace,
    nhs_number, ni_number, passport, driving_licence, vehicle_registration, bank_account, payment_card,
    device_numbers, sim_numbers, date_of_birth, police_reference,
    title, relationship, occupation, previous_conviction,
)  # fmt: skip
"""Modules of our own rules, in the order in which they are tried."""


def load(
    known: Sequence[KnownPerson] = (), tagger: NameTagger | None = None, region: str = "GB"
) -> tuple[EntityRecognizer, ...]:
    """Every recogniser, in a fixed order.

    Args:
        known: The people of the case.
        tagger: Finds names that no list knows; the packaged one if none is given.
        region: Region of national telephone numbers.

    Raises:
        DisclosureError: A recogniser that is expected is not there.
    """
    return (
        CaseRegisterRecogniser(known),
        NameRecogniser(PastLabels(tagger if tagger is not None else ChatTagger())),
        *uk.recognisers(region),
        *(recogniser for module in RULES for recogniser in module.recognisers()),
    )
