"""Numbers of telephones and SIM cards."""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule, luhn

_IS: Final = r"(?:\s+(?:no|num|number|code))?\b\.?(?:\s+is)?\s*[:=\-]?\s*"
_GAP: Final = r"[ \-/]?"


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            # 3GPP TS 23.003: eight digits of type allocation, six of serial number, a Luhn digit.
            "imei",
            "IMEI",
            [(r"(?<![\d\-+.])\d{2}[ \-/]?\d{6}[ \-/]?\d{6}[ \-/]?\d(?![\d\-.])", 0.5)],
            needs="digit",
            validate=luhn,
        ),
        Rule("named_imei", "IMEI", [(rf"\bimei\d?{_IS}\K\d(?:{_GAP}\d){{13,15}}(?!\d)", 0.95)], needs="digit"),
        Rule(
            # ITU-T E.118: 89, country, issuer, account, a Luhn digit.
            "iccid",
            "ICCID",
            [(rf"(?<![\d+])89(?:{_GAP}\d){{17,18}}(?!\d)", 0.6)],
            needs="digit",
        ),
        Rule(
            "named_iccid",
            "ICCID",
            [(rf"\b(?:iccid|sim(?:\s+card)?(?:\s+serial)?){_IS}\K\d(?:{_GAP}\d){{17,19}}[a-f]?(?!\d)", 0.95)],
            needs="digit",
        ),
        Rule(
            # ITU-T E.212: 234 and 235 are the United Kingdom's mobile country codes.
            "imsi",
            "IMSI",
            [(rf"\bimsi{_IS}\K\d(?:{_GAP}\d){{13,14}}(?!\d)", 0.95), (r"(?<![\d+])23[45]\d{12}(?!\d)", 0.6)],
            needs="digit",
        ),
    ]
