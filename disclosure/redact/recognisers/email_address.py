"""E-mail addresses that Presidio's recogniser passes over: spoken, spaced, or without the end of the domain.

Authority: RFC 5321 for the parts of an address; the providers are those in common use in the United Kingdom.
"""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule

_PROVIDERS: Final = (
    "gmail|googlemail|hotmail|outlook|yahoo|ymail|rocketmail|icloud|live|msn|aol|btinternet|btopenworld|sky|talktalk|"
    "virginmedia|virgin|ntlworld|proton|protonmail|pm|me|mac|gmx|mail|tiscali|blueyonder|zoho|tutanota|fastmail|plusnet|o2|"
    "orange|wp|onet|interia|rediffmail|qq|163|web|laposte|libero"
)
_ALONE: Final = "gmail|googlemail|hotmail|outlook|yahoo|icloud|btinternet|protonmail|ymail"
_TLD: Final = "com|co|uk|org|net|ac|gov|nhs|police|me|info|io|eu|ie|pl|ro|de|fr|es|it|in|example|test"
_DOT: Final = r"(?:\s*\.\s*|\s+(?:dot|point|full\s*stop)\s+|\s*[\[({<]\s*(?:dot|\.)\s*[\])}>]\s*)"
_AT: Final = r"(?:\s*[@＠]\s*|\s+(?:at(?:\s+the\s+rate(?:\s+of)?)?|@)\s+|\s*[\[({<]\s*(?:at|@)\s*[\])}>]\s*)"
_LOCAL: Final = r"(?<![\w+\-.])[\w+\-]++(?:(?:\.|\s+(?:dot|underscore|dash|hyphen|point|full\s*stop)\s+|\s*[\[(](?:dot|\.)[\])]\s*)[\w+\-]++)*"


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "spoken_email",
            "EMAIL_ADDRESS",
            [
                # The end of the domain is spoken, or the provider is one that everybody knows.
                (
                    rf"{_LOCAL}{_AT}(?!(?:some|this|that|one|any|what|which|a|an|the|every|each|no|my|our|your)\s)[\w\-]+(?:(?:\s+(?:dot|point|full\s*stop)\s+|\s*[\[({{<]\s*(?:dot|\.)\s*[\])}}>]\s*)(?:{_TLD})\b)+",
                    0.85,
                ),
                # A figure may stand apart once a dot was spoken: "jo dot bloggs 88 at …".
                (
                    rf"(?<![\w+\-.])\w+(?:\s+(?:dot|underscore|dash)\s+\w+)+\s+\d{{1,4}}{_AT}(?:{_PROVIDERS})(?:{_DOT}(?:{_TLD})\b)+",
                    0.85,
                ),
                (rf"{_LOCAL}{_AT}(?:(?:{_PROVIDERS})|[\w\-]+(?=\.example))(?:{_DOT}(?:{_TLD})\b)+", 0.8),
            ],
            words=("at", "@", "＠"),
        ),
        Rule(
            "written_email",
            "EMAIL_ADDRESS",
            [
                (r"(?<![^\s<(\[\"'“:;,|=])[^\s@＠<>()\[\]\"“”:;,|=/]+[@＠][\w\-]+(?:\.[\w\-]+)*\.[^\W\d_]{2,}\b", 0.85),
                (rf"(?<![\w.+\-])[\w.+\-]+@(?:{_ALONE})\b(?!\.\w)", 0.8),
            ],
            needs="@＠",
            invalidate=lambda text: text.casefold().endswith(("@s.whatsapp.net", "@c.us", "@g.us", "@lid")),
        ),
        Rule(
            "email_without_domain",
            "EMAIL_ADDRESS",
            [(rf"(?<![\w+\-.])(?=[\w.+\-]*[\d._])[\w.+\-]+\s+at\s+(?:{_ALONE})\b", 0.75)],
            words=("at",),
        ),
    ]
