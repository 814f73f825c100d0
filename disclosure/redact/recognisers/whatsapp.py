"""WhatsApp's ids of accounts and groups, which hold telephone numbers, and mentions of a number in a chat.

Authority: the address forms that WhatsApp's own databases hold (`<number>@s.whatsapp.net`, `<number>@c.us`,
`<number of the founder>-<time>@g.us`, `<opaque>@lid`); numbers follow ITU-T E.164.
"""

from __future__ import annotations

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "whatsapp_account",
            "PHONE_NUMBER",
            [
                (r"(?<!\d)\d{7,15}(?::\d+)?@(?:s\.whatsapp\.net|c\.us)\b", 1.0),
                # Older group ids begin with the number of whoever made the group.
                (r"(?<!\d)\d{7,15}-\d{6,12}@g\.us\b", 1.0),
                (r"(?<![\w.@])@\K\d{9,13}\b(?![.@]\w)", 0.8),
            ],
            needs="@",
        ),
        Rule("whatsapp_id", "SOCIAL_HANDLE", [(r"(?<![\w-])\d{10,20}@(?:lid|g\.us)\b", 0.9)], needs="@"),
    ]
