"""Sort codes with account numbers, building society rolls, and IBANs that Presidio's recogniser passes over.

Authority: Pay.UK, Vocalink modulus checking specification (sort code of six digits, account of six to eight, 7- and
6-digit ones filled up); ISO 13616 for IBANs. The check is not applied: its tables change, and a number
copied wrongly tells as much.
"""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import IS, Rule

_DASH: Final = r"[ \-‐‑–./]"
_SORT: Final = rf"\d{{2}}{_DASH}?\d{{2}}{_DASH}?\d{{2}}"
_ACCOUNT: Final = r"(?:\d{4}[ \-]?\d{4}|\d{2}(?:[ \-]\d{2}){3})(?!\d)"
_NAMED: Final = rf"(?:acc(?:ount)?s?|acct|a/c|ac|account)\b\.?{IS}"
_BANKS: Final = (
    "sort", "code", "account", "acc", "acct", "bank", "transfer", "barclays", "natwest", "lloyds", "hsbc", "monzo", "santander",
    "nationwide", "halifax", "starling", "tsb", "rbs", "revolut", "firstdirect", "chase", "bacs",
)  # fmt: skip


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            # Without the words for it, only what cannot be a date counts.
            "sort_code",
            "SORT_CODE",
            [
                (rf"\b(?:sort\s?code|sort|s/c|sc){IS}\K{_SORT}(?!\d)", 0.95),
                (rf"(?<![\d\-/])(?<!\d\.){_SORT}(?=[\s,;/&|\-:]+(?:(?:and|n)\s+)?(?:{_NAMED})?{_ACCOUNT})", 0.9),
                (r"(?<![\d\-/])(?<!\d\.)(?:3[2-9]|[4-9]\d)-\d{2}-\d{2}(?!\d|[\-/.]\d)", 0.6),
                (rf"(?<![\d\-/])(?<!\d\.){_SORT}(?=\W{{1,3}}(?:is\s+)?(?:my\s+|the\s+|ur\s+)?sort\s?code\b)", 0.9),
            ],
            needs="digit",
        ),
        Rule(
            "bank_account",
            "BANK_ACCOUNT",
            [
                (rf"\b(?:acc(?:ount)?|acct|a/c|ac|bank)\b\.?{IS}\K{_ACCOUNT}", 0.95),
                (
                    r"\b(?:acc(?:ount)?|acct|a/c)\s+(?:no|num|number)\b\.?(?:\s*(?:is|was)\b)?\s*[:=\-]?\s*\K\d{6,7}(?!\d)",
                    0.8,
                ),
                (rf"(?<![\d\-]){_SORT}[\s,;/&|\-:]+(?:and\s+)?(?:{_NAMED})?\K\d{{4}}[ \-]?\d{{4}}(?!\d)", 0.9),
                (rf"(?<![\d\-])\d{{4}}[ ]?\d{{4}}(?=\W{{1,3}}sort\s?(?:code)?{IS}{_SORT})", 0.9),
                (r"(?<![\d\-+/])(?<!\d\.)\d{8}(?!\d|[\-/.]\d)", 0.1),
            ],
            needs="digit",
            context=_BANKS,
        ),
        Rule(
            "roll_number",
            "BANK_ACCOUNT",
            [(rf"\broll{IS}\K(?=[a-z/\-]*\d)[a-z\d]+(?:[/\-][a-z\d]+)*", 0.8)],
            needs="digit",
            words=("roll",),
            invalidate=lambda text: sum(map(str.isdecimal, text)) < 6,
        ),
        Rule(
            "written_iban",
            "IBAN_CODE",
            [(r"(?<!\w)gb\s?\d{2}\s?[a-z]{4}(?:[ \-]?\d){14}(?!\d)", 0.95)],
            needs="digit",
            words=("gb",),
        ),
    ]
