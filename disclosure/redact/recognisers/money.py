"""Bank accounts and payment cards."""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule, luhn

_DASH: Final = r"[ \-‐‑–]"
_SORT: Final = rf"\d{{2}}{_DASH}?\d{{2}}{_DASH}?\d{{2}}"
_IS: Final = r"(?:\s*(?:no|num|number|code)\b\.?)?(?:\s*(?:is|was|are)\b)?\s*[:=\-]?\s*"
_CARD_LENGTHS: Final = range(13, 20)


def _is_card(text: str) -> bool | None:
    digits = sum(map(str.isdecimal, text))
    return True if digits in _CARD_LENGTHS and luhn(text) else None


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            # Six digits in pairs; Pay.UK. Without the words for it, only what cannot be a date counts.
            "sort_code",
            "SORT_CODE",
            [
                (rf"\b(?:sort\s?code|sort|s/c|sc){_IS}\K{_SORT}\b", 0.95),
                (rf"(?<![\d\-/.]){_SORT}(?=[\s,;/&\-]+(?:and\s+)?(?:(?:acc(?:ount)?|a/c)\w*{_IS})?\d{{8}}\b)", 0.9),
                (r"(?<![\d\-/.])(?:3[2-9]|[4-9]\d)-\d{2}-\d{2}(?![\d\-/.])", 0.6),
            ],
            needs="digit",
        ),
        Rule(
            "bank_account",
            "BANK_ACCOUNT",
            [
                (
                    rf"\b(?:acc(?:ount)?|acct|a/c|ac|bank)(?:\s+(?:no|num|number)\b\.?)?{_IS}\K\d{{4}}[ ]?\d{{4}}\b",
                    0.95,
                ),
                (rf"(?<![\d\-]){_SORT}[\s,;/&\-]+(?:and\s+)?(?:(?:acc(?:ount)?|a/c)\w*{_IS})?\K\d{{8}}\b", 0.9),
                (r"(?<![\d.\-+])\d{8}(?![\d.\-])", 0.1),
            ],
            needs="digit",
            context=(
                "sort",
                "code",
                "account",
                "acc",
                "acct",
                "bank",
                "transfer",
                "barclays",
                "natwest",
                "lloyds",
                "hsbc",
                "monzo",
                "santander",
                "nationwide",
                "halifax",
                "starling",
            ),
        ),
        Rule(
            "payment_card",
            "CREDIT_CARD",
            [
                (r"(?<![\d\-])\d{4}[ \-]\d{4}[ \-]\d{4}[ \-]\d{4}(?![\d\-])", 0.5),
                (
                    r"\b(?:card|visa|mastercard|debit|amex)(?:\s+(?:no|num|number|details)\b\.?)?(?:\s+is)?"
                    r"\s*[:\-]?\s*\K\d(?:[ \-]?\d){12,18}\b",
                    0.8,
                ),
                (r"\bcard\s+(?:\w+\s+){0,2}end(?:s|ing)\s+(?:in\s+|with\s+)?\K\d{4}\b", 0.7),
                (r"\b(?:cvv2?|cvc|security\s+code|pin|pin\s+(?:number|code))(?:\s+is)?\s*[:\-]?\s*\K\d{3,6}\b", 0.7),
                (
                    r"\b(?:exp(?:iry|ires)?(?:\s+date)?)(?:\s+is)?\s*[:\-]?\s*\K(?:0[1-9]|1[0-2])\s?/\s?(?:20)?\d{2}\b",
                    0.6,
                ),
            ],
            needs="digit",
            validate=_is_card,
        ),
    ]
