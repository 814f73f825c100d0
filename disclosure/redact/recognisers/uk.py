"""Presidio's own recognisers: all of its UK ones, and the stock English ones that suit British material.

Presidio's default registry has most UK recognisers switched off and says nothing about it, so each is made
here by name and its presence checked. Of the stock English set these are left out:

===========================  ==================================================================================
SpacyRecognizer              the tagger of names takes its place (`names.py`)
DateRecognizer               dates are never redacted, since that changes meaning; dates of birth are found by
                             `personal.py` and by the case register
UsBank, UsLicense, UsItin,   United States documents: short runs of figures and letters that in British texts
UsPassport, UsSsn,           are something else
MedicalLicense
PhoneRecognizer              made with the region of the case instead of six others
UrlRecognizer                made with its expressions for addresses that begin with http: the others take
                             "see.you" for one, and need seconds for a long run of dots
EmailRecognizer              made with the public suffix list that tldextract brings, and without refusing
                             domains that are not on it
===========================  ==================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

import tldextract
from presidio_analyzer import EntityRecognizer, RecognizerRegistry
from presidio_analyzer.predefined_recognizers import EmailRecognizer, PhoneRecognizer, UrlRecognizer
from presidio_analyzer.predefined_recognizers.country_specific import uk

from disclosure.errors import DisclosureError
from disclosure.redact.recognisers.nhs_number import NhsNumberRecognizer
from disclosure.redact.recognisers.postcode import PostcodeRecognizer
from disclosure.redact.recognisers.vehicle_registration import VehicleRegistrationRecognizer

UK_RECOGNISERS: Final = (
    "NhsRecognizer",
    "UkDrivingLicenceRecognizer",
    "UkNinoRecognizer",
    "UkPassportRecognizer",
    "UkPostcodeRecognizer",
    "UkVehicleRegistrationRecognizer",
)
"""Presidio's UK recognisers, every one of which must be loaded."""

STOCK_RECOGNISERS: Final = (
    "CreditCardRecognizer",
    "CryptoRecognizer",
    "IbanRecognizer",
    "IpRecognizer",
    "MacAddressRecognizer",
    "UuidRecognizer",
)
"""Stock English recognisers taken from Presidio's registry as they are."""

_TOLD_MORE: Final = {
    "NhsRecognizer": NhsNumberRecognizer,
    "UkPostcodeRecognizer": PostcodeRecognizer,
    "UkVehicleRegistrationRecognizer": VehicleRegistrationRecognizer,
}
"""Those of which a subclass here knows more near misses."""

EXPECTED: Final = (*UK_RECOGNISERS, *STOCK_RECOGNISERS, "EmailRecognizer", "PhoneRecognizer", "UrlRecognizer")
"""Presidio recognisers without which detection refuses to start."""

NEEDS: Final = {
    "NhsRecognizer": "digit",
    "UkDrivingLicenceRecognizer": "digit",
    "UkNinoRecognizer": "digit",
    "UkPassportRecognizer": "digit",
    "UkPostcodeRecognizer": "digit",
    "UkVehicleRegistrationRecognizer": "digit",
    "CreditCardRecognizer": "digit",
    "CryptoRecognizer": "digit",
    "IbanRecognizer": "digit",
    "IpRecognizer": ".:",
    "MacAddressRecognizer": ".:-",
    "UrlRecognizer": "/",
    "UuidRecognizer": "-",
    "EmailRecognizer": "@",
    "PhoneRecognizer": "digit",
}
"""What a text must hold for a recogniser to find anything, read off its expressions."""


@lru_cache(maxsize=1)
def _suffixes() -> tldextract.TLDExtract:
    """The public suffix list that comes with tldextract; never fetched, never cached on disk."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


class OfflineEmailRecognizer(EmailRecognizer):  # type: ignore[misc]  # presidio is untyped
    """Presidio's e-mail recogniser with a public suffix list that needs no network."""

    def __init__(self) -> None:
        super().__init__(name="EmailRecognizer")

    def validate_result(self, pattern_text: str) -> bool | None:
        """True where the domain has a public suffix; any other still counts, with the score of the pattern."""
        return True if _suffixes()(pattern_text).fqdn else None

    def invalidate_result(self, pattern_text: str) -> bool:
        """WhatsApp's ids of accounts and groups and links to profiles look like e-mail addresses."""
        return "/" in pattern_text or pattern_text.lower().endswith(("@s.whatsapp.net", "@c.us", "@g.us", "@lid"))


def recognisers(region: str) -> list[EntityRecognizer]:
    """Presidio's recognisers in a fixed order.

    Args:
        region: Region of national telephone numbers.

    Raises:
        DisclosureError: One that is expected is not there.
    """
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    stock: dict[str, Any] = {recogniser.name: recogniser for recogniser in registry.recognizers}
    loaded = [
        *(getattr(uk, name)() for name in UK_RECOGNISERS if hasattr(uk, name) and name not in _TOLD_MORE),
        *(made() for made in _TOLD_MORE.values()),
        *(stock[name] for name in STOCK_RECOGNISERS if name in stock),
        OfflineEmailRecognizer(),
        # Leniency 1: valid numbers in any grouping.
        PhoneRecognizer(supported_regions=(region,), leniency=1),
        UrlRecognizer(patterns=[pattern for pattern in UrlRecognizer.PATTERNS if "https?://" in pattern.regex]),
    ]
    check_loaded(recogniser.name for recogniser in loaded)
    return loaded


def check_loaded(names: Iterable[str]) -> None:
    """Refuse to go on without a recogniser that is expected.

    Raises:
        DisclosureError: One is missing, or Presidio brings a UK recogniser that is not in the list.
    """
    present = set(names)
    missing = [name for name in EXPECTED if name not in present]
    # A new version of Presidio may bring more: they are to be switched on too.
    new = sorted(set(uk.__all__) - set(UK_RECOGNISERS))
    if missing or new:
        raise DisclosureError(
            "recogniser_not_loaded",
            f"Recognisers of Presidio expected but not loaded: {', '.join([*missing, *new])}.",
            "Install the version of presidio-analyzer that the project names.",
        )
