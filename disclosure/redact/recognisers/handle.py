"""Handles that begin with a sign, and account names in the form that one platform gives them.

Authority: the platforms' own rules for names: Instagram, X, TikTok and Threads `@name` (letters, figures, dot,
underscore, at most 30), Reddit `u/name`, Discord's former `name#1234`, Nintendo friend codes `SW-0000-0000-0000`.
"""

from __future__ import annotations

from typing import Final

import regex
from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule

_NO_HANDLE: Final = regex.compile(
    r"[@＠](?:home|work|mine|urs?|yours|ours|school|uni|college|town|gym|pub|the|a|least|all|me|you|u|him|her|them|us|everyone|"
    r"channel|here|there|once|first|night|lunch|last|my|his|this|that|noon|midnight|mum|mums|nans|dads|church|"
    r"\d{1,2}(?:[.:]?\d{2})?(?:am|pm|ish|hrs?|o'?clock)?)",
    regex.IGNORECASE,
)


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "social_handle",
            "SOCIAL_HANDLE",
            [
                (
                    r"(?<![\w@/＠])[@＠](?!(?:gmail|hotmail|outlook|yahoo|icloud)\b)(?=[\w.]*\p{L})[\w](?:[\w.\-]{0,28}\w)?",
                    0.7,
                ),
            ],
            needs="@＠",
            invalidate=lambda text: _NO_HANDLE.fullmatch(text) is not None,
        ),
        Rule("discord_tag", "SOCIAL_HANDLE", [(r"(?<![\w.#])[\w.]{2,32}#\d{4}\b", 0.8)], needs="#"),
        Rule(
            "reddit_user",
            "SOCIAL_HANDLE",
            [(r"(?<![\w/.])/?u(?:ser)?/[\w\-]{3,20}\b", 0.7)],
            needs="/",
        ),
        Rule("friend_code", "SOCIAL_HANDLE", [(r"\bSW-\d{4}-\d{4}-\d{4}\b", 0.9)], needs="digit"),
    ]
