"""Numbers of SIM cards and of the subscriptions on them.

Authority: ITU-T E.118 (ICCID: 89, country, issuer, account, a Luhn digit; nineteen or twenty digits); ITU-T E.212 and 3GPP TS 23.003
(IMSI: fifteen digits; 234 and 235 are the United Kingdom's mobile country codes).
"""

from __future__ import annotations

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import IS, Rule

_GAP = r"[ \-/]?"


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule("iccid", "ICCID", [(rf"(?<![\d+])89(?:{_GAP}\d){{17,18}}(?!\d)", 0.6)], needs="digit"),
        Rule(
            "named_iccid",
            "ICCID",
            [(rf"\b(?:iccid|e?sim(?:\s+card)?(?:\s+serial)?)\b{IS}\K\d(?:{_GAP}\d){{17,19}}[a-f]?(?!\d)", 0.95)],
            needs="digit",
            words=("iccid", "sim"),
        ),
        Rule(
            "imsi",
            "IMSI",
            [
                (rf"\bimsi\b{IS}[^\n]{{0,12}}?\K\d(?:{_GAP}\d){{13,14}}(?!\d)", 0.95),
                (r"(?<![\d+])23[45]\d{12}(?!\d)", 0.6),
            ],
            needs="digit",
        ),
    ]
