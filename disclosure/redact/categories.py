"""The CPS's fifteen redaction categories, and the category of everything a recogniser may find.

The labels are those of the CPS's own redaction log (`domain.md` §3.2), spelling and capitals included. A
payment card, a licence and a passport are "Other" and an IP address is a "Location", as in the CPS's
detector. A recogniser that may find an entity type without a category is refused when it is loaded, so
that nothing is found which nobody decides about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from disclosure.errors import DisclosureError

CATEGORIES: Final = (
    "Named individual",
    "Title",
    "Occupation",
    "Relationship to others",
    "Address",
    "Location",
    "Vehicle registration",
    "NHS number",
    "Date of birth",
    "Bank details",
    "NI Number",
    "Phone number",
    "Email address",
    "Previous convictions",
    "Other",
)

CATEGORY_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        "PERSON": "Named individual",
        "FULL_NAME": "Named individual",
        "TITLE": "Title",
        "OCCUPATION": "Occupation",
        "RELATIONSHIP": "Relationship to others",
        "ADDRESS": "Address",
        "UK_POSTCODE": "Address",
        "UPRN": "Address",
        "LOCATION": "Location",
        "ORGANISATION": "Location",
        "COORDINATES": "Location",
        "IP_ADDRESS": "Location",
        "MAP_LINK": "Location",
        "SCHOOL": "Location",
        "WORKPLACE": "Location",
        "UK_VEHICLE_REGISTRATION": "Vehicle registration",
        "UK_NHS": "NHS number",
        "DATE_OF_BIRTH": "Date of birth",
        "BANK_ACCOUNT": "Bank details",
        "IBAN_CODE": "Bank details",
        "SORT_CODE": "Bank details",
        "UK_NINO": "NI Number",
        "PHONE_NUMBER": "Phone number",
        "EMAIL_ADDRESS": "Email address",
        "PREVIOUS_CONVICTION": "Previous convictions",
        "CASE_IDENTIFIER": "Other",
        "CREDIT_CARD": "Other",
        "CRYPTO": "Other",
        "DEVICE_SERIAL": "Other",
        "ICCID": "Other",
        "IMEI": "Other",
        "IMSI": "Other",
        "MAC_ADDRESS": "Other",
        "POLICE_REFERENCE": "Other",
        "SOCIAL_HANDLE": "Other",
        "SOCIAL_PROFILE": "Other",
        "UK_DRIVING_LICENCE": "Other",
        "UK_PASSPORT": "Other",
        "URL": "Other",
        "UUID": "Other",
    }
)


def category_of(entity_type: str) -> str:
    """The CPS category of an entity type.

    Raises:
        DisclosureError: The entity type has none.

    >>> category_of("UK_NINO")
    'NI Number'
    """
    check_mapped([entity_type])
    return CATEGORY_OF[entity_type]


def check_mapped(entity_types: Iterable[str]) -> None:
    """Refuse entity types that have no category.

    Raises:
        DisclosureError: One of them has none; the message names them.
    """
    unknown = sorted({entity for entity in entity_types if entity not in CATEGORY_OF})
    if unknown:
        raise DisclosureError(
            "entity_without_category",
            f"A recogniser finds entity types that have no redaction category: {', '.join(unknown)}.",
            "Add them to disclosure/redact/categories.py, or do not load the recogniser.",
        )
