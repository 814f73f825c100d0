"""Any table, with a file that says which column is what: CSV, Excel, JSON lines, a JSON array.

For what no other reader takes. The mapping is a TOML file, given with `--mapping`:

    table = "messages"                 # a canonical table
    application = "Blackbird"
    record_type = "chat row"           # optional: what the export calls a row
    format = "csv"                     # csv, xlsx, jsonl or json; told by content where left out
    delimiter = ";"                    # optional, CSV
    encoding = "cp1252"                # optional, text formats; UTF-8 or UTF-16 where left out
    sheet = "Export"                   # optional, Excel; the first where left out
    header_row = 1                     # optional, CSV and Excel: the row that names the columns
    items = "messages.item"            # JSON: where the records stand, in ijson's notation
    conversation = "Thread"            # messages: the column that tells conversations apart
    recipients = "To"                  # messages and e-mails: the column of recipients
    separator = ";"                    # what stands between several recipients

    [columns]                          # canonical column = the export's column
    body = "Text"
    sender_identifier = "From"

    [times.sent_at]
    column = "Sent"
    format = "%d/%m/%Y %H:%M"          # or iso, unix_s, unix_ms, unix_us, apple_s, apple_ns
    zone = "UTC"                       # or an offset or a zone's name; without one no instant is known

    [values.direction]                 # words of the export turned into ours; others are kept as they are
    "In" = "incoming"

    [party]                            # calls: the other party (`identifier`, `name`, `role`)
    identifier = "Number"

    [[entries]]                        # contacts: numbers and addresses (`type`, `column`)
    type = "PhoneNumber"
    column = "Mobile"

Columns that the mapping does not name, and values that do not fit their column, go to other_fields.
"""

from __future__ import annotations

from typing import Final

import schemas
from disclosure.readers.mapped.read import detect, read
from disclosure.reading import Reader

READER: Final = Reader(
    name="Table with a mapping file",
    versions=("whatever the mapping says",),
    tried_on_real_exports=False,
    tables=tuple(schemas.ARTEFACTS),
    detect=detect,
    read=read,
    sources=("the person who wrote the mapping",),
    needs_mapping=True,
)
