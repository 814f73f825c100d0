"""Recognisers, one group a file; all of them Presidio recognisers. `load` is the one list of what is on.

A new group is a module with a function `recognisers()` and one line here.
"""

from __future__ import annotations

from collections.abc import Sequence

from presidio_analyzer import EntityRecognizer

from disclosure.redact.known_people import KnownPerson
from disclosure.redact.recognisers import contact, devices, documents, money, personal, places, uk
from disclosure.redact.recognisers.case_register import CaseRegisterRecogniser
from disclosure.redact.recognisers.names import NameRecogniser, SpacyTagger
from disclosure.redact.tagger import NameTagger


def load(
    known: Sequence[KnownPerson] = (), tagger: NameTagger | None = None, region: str = "GB"
) -> tuple[EntityRecognizer, ...]:
    """Every recogniser, in a fixed order.

    Args:
        known: The people of the case.
        tagger: Finds names that no list knows; spaCy's small model if none is given.
        region: Region of national telephone numbers.

    Raises:
        DisclosureError: A recogniser that is expected is not there.
    """
    return (
        CaseRegisterRecogniser(known),
        NameRecogniser(tagger if tagger is not None else SpacyTagger()),
        *uk.recognisers(region),
        *contact.recognisers(),
        *places.recognisers(),
        *documents.recognisers(),
        *money.recognisers(),
        *devices.recognisers(),
        *personal.recognisers(),
    )
