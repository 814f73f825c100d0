"""User names in prose, told by the platform named before them: "snap: …", "insta is …", "kik me …".

Authority: the platforms' own rules for names; a name made of letters alone counts only where it is no ordinary
English word (`disclosure.redact.common_words`).
"""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.common_words import is_common, words_of
from disclosure.redact.recognisers.rule import Rule

_PLATFORMS: Final = (
    r"(?:f|r)?insta(?:gram)?|ig|snap(?:chat|code)?|sc|tik\s?tok|twitter|discord|telegram|tele|kik|wickr|psn|ps[45]|play\s?station|xbox(?:\s+live)?|"
    r"gamer\s?tag|steam|roblox|fortnite|epic(?:\s+games)?|twitch|only\s?fans|vinted|depop|e\s?bay|pay\s?pal|cash\s?app|monzo|revolut|spotify|"
    r"you\s?tube|yt|linked\s?in|reddit|threads|be\s?real|signal|skype|we\s?chat|viber|hinge|tinder|bumble|grindr|badoo|yubo|"
    r"strava|ask\.?fm|tumblr|pinterest|sound\s?cloud|blue\s?sky|bsky|mastodon|facebook|fb|messenger|vsco|wattpad|duolingo|"
    r"bbm(?:\s+pin)?|houseparty|omegle|whats\s?app|minecraft|switch|battle\s?net|riot(?:\s+id)?|league|valorant|session|threema|line"
)
_LABELS: Final = (
    r"user\s?name|handle|gamer\s?tag|screen\s?name|account\s+name|login(?:\s+name)?|profile\s+name|user\s?id"
)
_NAME: Final = r"[\w](?:[\w.\-]{1,28}\w)"
_LINK: Final = (
    r"(?:['’]s)?(?!\w)(?:\s+(?:name|id|user(?:\s?name)?|handle|account|acc|accs?|profile|page|on|under|as|is|was|are|its|it['’]s|called|at|me|him|her|"
    r"them|on\s+there|by|there)\b)*\s*(?:[:=\-–>@]+|,)?\s*"
)
_MARKED: Final = r"(?=[\w.\-]*(?:\d|_|\p{L}\.\p{L}))(?=[\w.\-]*\p{L})"
_WORDS: Final = (
    "insta", "ig", "snap", "sc", "tik", "twitter", "discord", "tele", "kik", "wickr", "ps", "play", "xbox", "gamer", "steam", "roblox", "fortnite",
    "epic", "twitch", "only", "vinted", "depop", "bay", "pal", "cash", "monzo", "revolut", "spotify", "tube", "yt", "linked", "reddit",
    "threads", "real", "signal", "skype", "chat", "viber", "hinge", "tinder", "bumble", "grindr", "badoo", "yubo", "strava", "ask", "tumblr",
    "pinterest", "cloud", "sky", "mastodon", "facebook", "fb", "messenger", "vsco", "wattpad", "duolingo", "bbm", "houseparty", "omegle", "what",
    "minecraft", "switch", "battle", "riot", "league", "valorant", "session", "threema", "line", "user", "handle", "screen", "account",
    "login", "profile", "add", "follow", "find",
)  # fmt: skip
_OPENING: Final = frozenset(
    "i im ive ill u ur it its so and but can he she we they you will what who how why where when no yes ok lol that this"
    " the a my do did is are not just then now pls please have has had got come go call".split()
)
_TIME_OR_SIZE: Final = (
    r"(?!\d+(?:[.:]\d+)?(?:am|pm|ish|mins?|hrs?|th|st|nd|rd|k|gb|mb|x|ppl|%)?\b)(?!\d+(?:st|nd|rd|th)?\b)"
)


def _is_prose(text: str) -> bool:
    """Whether what stands there is made of ordinary words."""
    words = words_of(text)
    return not words or (
        "_" not in text and "." not in text and not any(map(str.isdecimal, text)) and all(map(is_common, words))
    )


def _is_two_sentences(text: str) -> bool:
    """Whether a full stop without a space made one word of two: "real nice.I went"."""
    before, dot, after = text.rpartition(".")
    return bool(dot) and after.casefold() in _OPENING and all(map(is_common, words_of(before))) and before.isalpha()


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            # With a figure, an underscore or a dot inside, which no word has.
            "named_handle",
            "SOCIAL_HANDLE",
            [
                (rf"\b(?:{_PLATFORMS}|{_LABELS}){_LINK}\K{_TIME_OR_SIZE}{_MARKED}{_NAME}", 0.75),
                (
                    rf"\b(?:add|follow|find|dm|msg|message|stalk|search(?:\s+up)?|look\s+up)\s+(?:me|him|her|us|them)\b(?:\s+(?:on|up|at|there|{_PLATFORMS}))*{_LINK}"
                    rf"\K{_TIME_OR_SIZE}{_MARKED}{_NAME}",
                    0.75,
                ),
                (
                    rf"(?<![\w.@/\-])\K{_MARKED}(?=[\w.\-]*(?:_|\p{{L}}\.\p{{L}}|\p{{L}}{{3}}\d{{2}}))(?!_)[\w](?:[\w.\-]{{3,28}}\w)(?=\s+(?:on|is\s+(?:my|his|her))\s+(?:{_PLATFORMS})\b)",
                    0.75,
                ),
            ],
            invalidate=_is_two_sentences,
            words=(*_WORDS, "dm", "msg", "message", "stalk", "search", "look"),
        ),
        Rule(
            # Letters alone: only what is no ordinary word.
            "plain_handle",
            "SOCIAL_HANDLE",
            [
                (
                    rf"\b(?:{_PLATFORMS}|{_LABELS}){_LINK}\K(?!(?:https?|www)\b)\p{{L}}[\p{{L}}\-]{{3,28}}\p{{L}}(?![\w.@/])",
                    0.65,
                ),
                (
                    rf"\b(?:add|follow|find)\s+(?:me|him|her|us)\s+on\s+(?:the\s+)?(?:{_PLATFORMS}){_LINK}\K(?!(?:https?|www)\b)\p{{L}}[\p{{L}}\-]{{3,28}}\p{{L}}(?![\w.@/])",
                    0.65,
                ),
            ],
            words=_WORDS,
            invalidate=_is_prose,
        ),
        Rule(
            # Said to be a name in so many words, so that an ordinary word may be one too.
            "stated_handle",
            "SOCIAL_HANDLE",
            [
                (
                    rf"\b(?:(?:{_PLATFORMS})\s*(?:name|id|user(?:\s?name)?|handle|account)?\s*[:=]\s*|(?:{_LABELS})\s*(?:is|:|=)\s*)"
                    r"\K(?!(?:not|on|a|the|down|private|blocked|gone|deleted|being|in|my|https?|now|so|still|taken|wrong|is|was|hi|hey|lol|yes|no|u|you|i|im|it|its|new|what|why|mr|mrs|ms|miss|dr|prof|sir)\b)[\w][\w.\-]{1,28}\w",
                    0.65,
                ),
            ],
            words=_WORDS,
            invalidate=lambda text: text.isdecimal(),
        ),
    ]
