"""Payment cards: the long number, the last four, security code, PIN and expiry.

Authority: ISO/IEC 7812-1 (12 to 19 digits, Luhn check digit). A number named as a card's counts whatever its check digit.
"""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule, luhn

_LENGTHS: Final = range(13, 20)


def _is_card(text: str) -> bool | None:
    digits = sum(map(str.isdecimal, text))
    return True if digits in _LENGTHS and luhn(text) else None


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "payment_card",
            "CREDIT_CARD",
            [
                (r"(?<![\d\-])\d{4}[ \-./]\d{4}[ \-./]\d{4}[ \-./]\d{4}(?![\d\-]|[ .]\d)", 0.5),
                (r"(?<![\d\-])3[47]\d{2}[ \-]\d{6}[ \-]\d{5}(?![\d\-])", 0.5),
                (
                    r"\b(?:card|visa|mastercard|debit|credit|amex|long\s+number)(?:\s+(?:no|num|number|details)\b\.?)?(?:\s+is)?"
                    r"\s*[:\-]?\s*\K\d(?:[ \-]?\d){12,18}(?!\d)",
                    0.8,
                ),
                (r"\bcard\s+(?:\w+\s+){0,2}end(?:s|ing)\s+(?:in\s+|with\s+)?\K\d{4}\b", 0.7),
                (
                    r"\b(?:cvv2?|cvc|cv2|security\s+code|pin|pin\s+(?:number|code)|last\s+(?:3|three)\s+(?:digits\s+)?on\s+the\s+back)(?:\s+is)?\s*[:\-]?\s*\K\d{3,6}(?!\d|[.,]\d)",
                    0.7,
                ),
                (
                    r"\b(?:exp(?:iry|ires)?(?:\s+date)?)(?:\s+is)?\s*[:\-]?\s*\K(?:0[1-9]|1[0-2])\s?/\s?(?:20)?\d{2}\b(?!/)",
                    0.6,
                ),
            ],
            needs="digit",
            validate=_is_card,
        ),
        Rule("crypto_wallet", "CRYPTO", [(r"(?<!\w)0x[a-f\d]{40}(?!\w)", 0.9)], needs="digit", words=("0x",)),
    ]
