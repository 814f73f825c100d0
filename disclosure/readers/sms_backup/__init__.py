"""SMS Backup & Restore (Android): `smses` with `sms` and `mms`, and `calls`, as XML.

What the files do that plain XML readers trip over:

* an emoji is two references to surrogates (`&#55357;&#56832;`), which no XML allows: they are joined first;
* "no value" is the word `null`; an unknown contact `(Unknown)`; a withheld number `-1`; no time `0`;
* `readable_date` is in the phone's language and zone and is never parsed: `date`, in milliseconds, is;
* `count` is advisory; backups overlap (see `duplicates`);
* pictures are base64 in an attribute, of any length: long ones go to files of the case as they are read.

`sms.type` and `mms.msg_box`: 1 received, 2 sent, 3 draft, 4 outbox, 5 failed, 6 queued. Members of a group
stand in `address` joined by `~`. `addr.type` 137 from, 151 to, 130 cc, 129 bcc. `call.type`: 1 in, 2 out,
3 missed, 4 voicemail, 5 rejected, 6 refused.
"""

from __future__ import annotations

from typing import Final

from disclosure.readers.sms_backup.read import detect, read
from disclosure.reading import Reader

READER: Final = Reader(
    name="SMS Backup & Restore",
    versions=("7.21 of 2014 (seen), later ones as documented by parsers",),
    tried_on_real_exports=True,
    tables=(
        "conversations",
        "conversation_participants",
        "messages",
        "message_recipients",
        "attachments",
        "calls",
        "call_parties",
        "files",
        "other_fields",
    ),
    detect=detect,
    read=read,
    sources=("public backups of messages and calls", "open parsers of the format and their threads"),
)
