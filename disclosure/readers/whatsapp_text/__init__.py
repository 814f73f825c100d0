"""WhatsApp chats exported as text: `_chat.txt`, `WhatsApp Chat with ….txt`, or the ZIP they came in with media.

Two frames: Android `31/12/2022, 23:40 - Name: text` (system lines have no name) and iOS
`[31/12/2022, 23:40:26] Name: text` (system lines carry the chat's name, and texts the application made begin
with U+200E). Everything inside the frame follows the phone's settings, not its language: order and separators
of the date, comma or none, time before date, 12 or 24 hours, digits of any script, Buddhist and Japanese
years. No zone is ever given, so no instant is known: the time as written is kept, and the order of messages.

The order of day and month is inferred over the whole file (`dates`); where that cannot be done, the person who
ingests is asked for it.
"""

from __future__ import annotations

from typing import Final

from disclosure.readers.whatsapp_text.read import detect, read
from disclosure.reading import Reader

READER: Final = Reader(
    name="WhatsApp text export",
    versions=("Android and iOS exports of 2019 to 2025 in some thirty languages and date orders",),
    tried_on_real_exports=True,
    tables=("conversations", "conversation_participants", "messages", "attachments", "files", "other_fields"),
    detect=detect,
    read=read,
    sources=("public exports of Android and iOS phones in several locales", "threads of open parsers on further ones"),
)
