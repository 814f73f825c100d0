"""Links to profiles, groups and chats on social platforms, and other addresses that begin with www.

Authority: the address forms of the platforms' own sites; RFC 3986 for the parts of an address.
"""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule

_REST: Final = r"[^\s<>\"'|]"
_SITES: Final = (
    r"instagram\.com|instagr\.am|ig\.me|facebook\.com|fb\.(?:com|me|watch)|m\.me|messenger\.com|twitter\.com|x\.com|tiktok\.com|vm\.tiktok\.com|"
    r"snapchat\.com|snap\.com|linkedin\.com|lnkd\.in|t\.me|telegram\.(?:me|dog)|wa\.me|chat\.whatsapp\.com|api\.whatsapp\.com|whatsapp\.com|onlyfans\.com|fansly\.com|"
    r"threads\.(?:net|com)|reddit\.com/u(?:ser)?|discord\.(?:gg|com)|discordapp\.com|paypal\.(?:me|com)|monzo\.(?:me|com)|cash\.app|revolut\.me|"
    r"bsky\.app|mastodon\.\w+|pinterest\.(?:com|co\.uk)|twitch\.tv|steamcommunity\.com|s\.team|soundcloud\.com|"
    r"open\.spotify\.com/(?:user|playlist)|strava\.com|vinted\.(?:co\.uk|com)|depop\.com|ebay\.co\.uk/usr|etsy\.com/(?:uk/)?(?:shop|people)|"
    r"linktr\.ee|beacons\.ai|carrd\.co|vk\.com|ok\.ru|weibo\.com|line\.me|signal\.(?:me|group)|join\.skype\.com|kik\.me|bere\.al|ngl\.link|"
    r"roblox\.com|ask\.fm|curiouscat\.live|github\.com|gofundme\.com|justgiving\.com|patreon\.com|ko-fi\.com|buymeacoffee\.com|"
    r"flickr\.com|vimeo\.com|quora\.com/profile|medium\.com|gumtree\.com|fiverr\.com|upwork\.com|tellonym\.me|sendit\.\w+|hinge\.co|tinder\.com|"
    r"badoo\.com|pof\.com|okcupid\.com|grindr\.com|wattpad\.com|last\.fm|goodreads\.com|duolingo\.com|nextdoor\.co\.uk|letterboxd\.com|"
    r"meetup\.com|xing\.com|clubhouse\.com|viber\.com|wechat\.com|icloud\.com|drive\.google\.com|photos\.app\.goo\.gl|dropbox\.com|1drv\.ms"
)


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "profile_link",
            "SOCIAL_PROFILE",
            [
                (rf"(?:https?://)?(?<![\w.@])(?:[\w\-]+\.)?(?:{_SITES})/{_REST}+", 0.9),
                (rf"(?:https?://)?(?<![\w.@])(?:www\.|m\.)?youtube\.com/(?:@|c/|user/|channel/){_REST}+", 0.9),
                (
                    r"(?:https?://)?(?<![\w.@])(?!(?:www|m|help|support)\.)[\w\-]+\.(?:tumblr\.com|bsky\.social|wordpress\.com|blogspot\.com|substack\.com|bandcamp\.com|carrd\.co|"
                    rf"livejournal\.com|wixsite\.com|weebly\.com|github\.io)\b(?:/{_REST}*)?",
                    0.9,
                ),
                (rf"\b(?:tg|whatsapp|fb|instagram|snapchat|twitter|skype|sgnl)://{_REST}+", 0.9),
            ],
            needs="./",
        ),
        Rule(
            "spoken_profile_link",
            "SOCIAL_PROFILE",
            [
                (
                    r"\b(?:insta(?:gram)?|facebook|fb|twitter|x|tik\s?tok|snapchat|linked\s?in|t|telegram|wa|paypal|youtube|twitch|reddit|threads|only\s?fans)"
                    r"\s*(?:\.|\s+dot\s+)\s*(?:com|me|net|tv|gg|co\s+dot\s+uk)\s+(?:forward\s+)?slash\s+(?:at\s+|@)?[\w.\-]*\w",
                    0.85,
                )
            ],
            words=("slash",),
        ),
        Rule("web_address", "URL", [(rf"\bwww\.{_REST}+\.{_REST}+", 0.6)], needs="."),
    ]
