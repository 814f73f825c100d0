"""How to reach somebody: telephone numbers, e-mail addresses, user names and profiles."""

from __future__ import annotations

from typing import Final

import regex
from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule
from disclosure.redact.written_forms import DIGIT_WORDS, spoken_digits

_SIGN: Final = r"[ \t\u00a0.()‐‑–\-]{0,3}"
_WORD_DIGIT: Final = "|".join(sorted((word for words in DIGIT_WORDS for word in words), key=len, reverse=True))
_SPOKEN: Final = rf"(?:(?:double|triple|treble)\s++)?+(?:{_WORD_DIGIT}|\d++)"
_DATE: Final = regex.compile(r"\d{1,2}([-. ])\d{1,2}\1(?:19|20)\d{2}(?!\d)")
_UK_LENGTHS: Final = (10, 11)
_PROVIDERS: Final = (
    "gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|live|msn|aol|btinternet|sky|talktalk|virginmedia|ntlworld|"
    "proton|protonmail|pm|me|mac|gmx|mail|tiscali|blueyonder"
)
_TLD: Final = "com|co|uk|org|net|ac|gov|me|info|io|eu|ie|example"


def _is_date(text: str) -> bool:
    return _DATE.match(text.lstrip("(")) is not None


def _is_spoken_number(text: str) -> bool:
    digits = spoken_digits(text)
    national = digits.removeprefix("00").removeprefix("44").removeprefix("0")
    return len(digits) >= _UK_LENGTHS[0] and national[:1] in tuple("1235789") and len(national) in (9, 10)


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            # Numbering plan: Ofcom, National Telephone Numbering Plan; the drama ranges are part of it.
            "uk_phone",
            "PHONE_NUMBER",
            [
                (
                    rf"(?<![\d.,])(?:(?:\+|00){_SIGN}44|(?<!\w)44(?=\s?\(?0?\)?\s?[1-9])){_SIGN}(?:0{_SIGN})?[1-9](?:{_SIGN}\d){{8,9}}(?!\d)",
                    0.85,
                ),
                (rf"(?<![\d.,+])\(?0{_SIGN}[1-35789](?:{_SIGN}\d){{8,9}}(?!\d)", 0.8),
                (r"(?<![\d.,+\-/])7[1-9]\d{2}[ .\-]?\d{3}[ .\-]?\d{3}(?!\d)", 0.6),
                (rf"(?<![\w+])\+[1-9](?:{_SIGN}\d){{7,14}}(?!\d)", 0.75),
                (r"(?<![\w.])00[1-9]\d{8,13}(?!\d)", 0.7),
                # The letter O for the figure 0.
                (r"(?<!\w)o7[\do]{3}[ ]?[\do]{3}[ ]?[\do]{3}(?!\w)", 0.7),
            ],
            needs="digit",
            invalidate=_is_date,
        ),
        Rule(
            "whatsapp_account",
            "PHONE_NUMBER",
            [
                (r"(?<!\d)\d{7,15}(?::\d+)?@(?:s\.whatsapp\.net|c\.us)\b", 1.0),
                # Older group ids begin with the number of whoever made the group.
                (r"(?<!\d)\d{7,15}-\d{6,12}@g\.us\b", 1.0),
            ],
            needs="@",
        ),
        Rule(
            "spoken_phone",
            "PHONE_NUMBER",
            [
                (
                    rf"(?<!\w){_SPOKEN}(?:[\s,.\-]{{0,4}}{_SPOKEN}){{1,24}}(?!\w)",
                    0.7,
                )
            ],
            invalidate=lambda text: not any(c.isalpha() for c in text) or not _is_spoken_number(text),
        ),
        Rule(
            "partial_phone",
            "PHONE_NUMBER",
            [(r"\b(?:number|phone|mobile|mob|num)\s+(?:that\s+)?end(?:s|ing)?\s+(?:in\s+|with\s+)?\K\d{3,6}\b", 0.6)],
            needs="digit",
        ),
        Rule(
            "spoken_email",
            "EMAIL_ADDRESS",
            [
                (
                    r"(?<![\w+\-.])[\w+\-]++(?:(?:\.|\s+dot\s+|\s*[\[(]dot[\])]\s*|\s+underscore\s+)[\w+\-]++)*"
                    r"(?:\s*@\s*|\s+at\s+|\s*[\[(]at[\])]\s*)[\w\-]+"
                    rf"(?:(?:\s+dot\s+|\s*[\[(]dot[\])]\s*)(?:{_TLD})\b)+",
                    0.85,
                ),
                (
                    rf"(?<![\w+\-.])[\w+\-]++(?:\.[\w+\-]++)*(?:\s+at\s+|\s*[\[(]at[\])]\s*)"
                    rf"(?:(?:{_PROVIDERS})|[\w\-]+(?=\.example))(?:\.(?:{_TLD})\b)+",
                    0.8,
                ),
            ],
        ),
        Rule(
            "social_handle",
            "SOCIAL_HANDLE",
            [
                (
                    r"(?<![\w.@/])[@＠](?!(?:gmail|hotmail|outlook|yahoo|icloud)\b)(?=[\w.]*\p{L})[\w](?:[\w.]{0,28}\w)?",
                    0.7,
                ),
                (r"(?<![\w-])\d{10,20}@(?:lid|g\.us)\b", 0.9),
            ],
            needs="@＠",
        ),
        Rule(
            "named_handle",
            "SOCIAL_HANDLE",
            [
                (
                    r"\b(?:insta(?:gram)?|ig|snap(?:chat)?|tik\s?tok|twitter|user\s?name|handle|discord|telegram|kik|"
                    r"psn|gamertag|facebook|fb|add me(?: on \w+)?)"
                    r"(?:\s+(?:name|id|user(?:\s?name)?|handle|account|is|was|its|it's|called|at))*\s*[:=\-]?\s*"
                    r"\K(?=[\w.\-]*(?:[\d_]|\p{L}\.\p{L}))(?=[\w.\-]*\p{L})[\w][\w.\-]{1,28}\w",
                    0.75,
                ),
                (
                    r"\b(?:(?:insta(?:gram)?|ig|snap(?:chat)?|tik\s?tok|twitter|discord|telegram|kik|psn)\s*"
                    r"(?:name|id|user(?:\s?name)?|handle|account)?\s*:\s*|(?:user\s?name|handle|gamertag)\s*(?:is|:|=)\s+)"
                    r"\K(?!(?:not|on|a|the|down|private|blocked|gone|deleted|being|in|my|https?|now|so)\b)[\w][\w.\-]{1,28}\w",
                    0.65,
                ),
            ],
        ),
        Rule(
            "profile_link",
            "SOCIAL_PROFILE",
            [
                (
                    r"(?:https?://)?(?<![\w.])(?:www\.|m\.|web\.)?(?:instagram\.com|facebook\.com|fb\.(?:com|me)|twitter\.com|x\.com|"
                    r"tiktok\.com|snapchat\.com|linkedin\.com|t\.me|telegram\.me|wa\.me|onlyfans\.com|threads\.net|"
                    r"youtube\.com/(?:@|c/|user/|channel/)|reddit\.com/u(?:ser)?|discord\.(?:gg|com)|vm\.tiktok\.com|"
                    r"chat\.whatsapp\.com|paypal\.me|monzo\.me|bsky\.app)/?[^\s<>\"']+",
                    0.9,
                )
            ],
            needs=".",
        ),
        Rule("web_address", "URL", [(r"\bwww\.[^\s<>\"']+\.[^\s<>\"']+", 0.6)], needs="."),
    ]
