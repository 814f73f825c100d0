"""Served messages as a PDF that a lawyer can read: conversation by conversation, with item and page numbers.

One file an exhibit, made when a bundle is gathered, since item numbers are issued after the copies are made. What
was redacted stands as a shaded label. Times are as in the workbook beside it, which holds the same messages with all
their columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from disclosure import query, served_workbook
from disclosure.documents.pdf_pages import Document, Style, clean, lines, text_width
from disclosure.redact.labels import LABEL

_MESSAGES: Final = """
    SELECT n."No." AS number, coalesce(strftime(m.sent_at, '%d/%m/%Y %H:%M:%S'), m.sent_at_raw) AS sent,
        m.sent_at IS NOT NULL AS is_utc, coalesce(m.sender_name, m.sender_identifier) AS sender,
        m.direction AS direction, m.subject AS subject, m.body AS body, q.quoted AS quoted,
        a.attachments AS attachments, m.deleted_state AS deleted_state, i.item_number AS item
    FROM served_messages m
    JOIN numbered n ON n."Conversation" = m.conversation_id AND n."Application" IS NOT DISTINCT FROM m.application
    LEFT JOIN quotes q ON q.message_id = m.artefact_id
    LEFT JOIN listed_attachments a ON a.parent_id = m.artefact_id
    LEFT JOIN item_of i ON i.artefact_id = m.artefact_id
    ORDER BY n."No.", m.sent_at NULLS LAST, m.ordinal, m.artefact_id
"""
_ROWS_PER_BATCH: Final = 4096
_SENT_WIDTH: Final = 82.0
_SENDER_WIDTH: Final = 108.0
_NUMBER_WIDTH: Final = 30.0
_GAP: Final = 6.0
_BODY: Final = Style()
_SENDER: Final = Style(bold=True)
_ASIDE: Final = Style(7.5, grey=0.25)
_INTACT: Final = frozenset(("intact", ""))
_NO_BREAK: Final = "\xa0"


@dataclass(frozen=True)
class Heading:
    """What stands above every page.

    Attributes:
        urn: Unique reference number.
        defendants: Names of those who are charged.
        audience: Who the copies are for.
    """

    urn: str
    defendants: Sequence[str]
    audience: str


def write(served: Path, heading: Heading, items: pa.Table, created: datetime) -> int:
    """Write one PDF for each exhibit that has served messages, beside its workbook.

    Args:
        served: Folder of served tables; the files go into it.
        heading: What stands above every page.
        items: `artefact_id` and `item_number` of what is listed on the non-sensitive schedule.
        created: Time of creation for the document properties.

    Returns:
        Number of files.
    """
    refs = served_workbook.exhibits(served)
    for ref in refs:
        connection = query.connect()
        served_workbook.attach(connection, served, ref)
        connection.register("item_of", items)
        _exhibit(connection, served / f"{served_workbook.file_stem(ref)}.pdf", ref, heading, created)
        connection.close()
    return len(refs)


def _exhibit(connection: duckdb.DuckDBPyConnection, path: Path, ref: str, heading: Heading, created: datetime) -> None:
    title = f"Messages on exhibit {ref}: edited copy"
    document = Document(
        path,
        title=f"{title}, {heading.urn}",
        created=created,
        head=(f"R v {'; '.join(heading.defendants)}".rstrip(), f"URN {heading.urn}"),
        foot=f"Exhibit {ref}   edited copy for {_RECIPIENTS.get(heading.audience, heading.audience)}",
        is_landscape=False,
    )
    conversations = {
        row["No."]: row for row in connection.sql('SELECT * FROM numbered ORDER BY "No."').to_arrow_table().to_pylist()
    }
    document.bookmark(title, is_open=True)
    document.paragraph(title, Style(13, bold=True), align="center", after=8)
    for text in _ABOUT:
        document.paragraph(text)
    current, number, item = 0, 0, None
    for message in _rows(connection.sql(_MESSAGES)):
        if message["number"] != current:
            current, number, item = message["number"], 0, message["item"]
            _conversation(document, conversations[current], len(conversations), item)
        elif message["item"] != item:
            item = message["item"]
            document.space(4)
            document.paragraph(f"{_item(item)}:", _SENDER, after=4, keep=40)
        number += 1
        _message(document, number, message)
    document.save()


_RECIPIENTS: Final = {"cps": "the Crown Prosecution Service", "defence": "the defence", "court": "the court"}
_ABOUT: Final = (
    "Shaded words in square brackets stand for what was redacted; the same label stands for the same person "
    "throughout. Passages were found by software and need a person's review. Attachments are withheld unless a file is "
    "named.",
    "Messages of a conversation stand in order of time; those whose time cannot be placed follow in the order of the "
    "export. Times are UTC unless marked as of a zone that the export does not state. What this file cannot show, such "
    "as pictograms and some scripts, is named between ‹ and ›; the workbook of the same name holds it as it stands.",
)


def _item(item: str | None) -> str:
    return f"MG6C item {item}" if item else "Not listed under an item of its own"


def _conversation(document: Document, row: dict[str, Any], count: int, item: str | None) -> None:
    """The head of a conversation, kept with its first message."""
    document.running = ""
    document.space(10)
    document.need(110)
    title = f"{_item(item)}: conversation {row['No.']} of {count}, {row['Application'] or 'application not stated'}"
    document.running = f"{title}, continued"
    document.bookmark(title, level=1)
    document.paragraph(title, Style(10.5, bold=True), after=2)
    quantity = f"{row['Messages']:,} message{'' if row['Messages'] == 1 else 's'}"
    if row["First (UTC)"]:
        quantity += f", {_day_first(row['First (UTC)'])} to {_day_first(row['Last (UTC)'])} UTC"
    for text in (row["Name"] and f"Name: {row['Name']}", row["People"] and f"People: {row['People']}", quantity):
        if text:
            for line in lines(_whole(text), document.width, _BODY):
                document.need(_BODY.leading)
                _draw(document, document.left, line, _BODY)
                document.place -= _BODY.leading
    document.space(4)


def _day_first(time: str) -> str:
    """A time of the workbook as the messages of this file print it.

    >>> _day_first("2025-06-01 08:08:05")
    '01/06/2025 08:08:05'
    """
    return f"{time[8:10]}/{time[5:7]}/{time[:4]}{time[10:]}"


def _message(document: Document, number: int, message: dict[str, Any]) -> None:
    """One message: number, time and sender at the left, its words at the right; a rule above it."""
    left = document.left
    at_sent, at_sender = left + _NUMBER_WIDTH, left + _NUMBER_WIDTH + _SENT_WIDTH
    at_body = at_sender + _SENDER_WIDTH
    width = document.width - (at_body - left)
    sent = message["sent"] or "no time stated"
    columns = [
        (left, [(line, _ASIDE) for line in lines(str(number), _NUMBER_WIDTH - _GAP, _ASIDE)]),
        (at_sent, [(line, _ASIDE) for line in lines(sent, _SENT_WIDTH - _GAP, _ASIDE)]),
        (
            at_sender,
            [
                (line, _SENDER)
                for line in lines(_whole(message["sender"] or "sender not stated"), _SENDER_WIDTH - _GAP, _SENDER)
            ],
        ),
        (at_body, _words(message, width)),
    ]
    if message["sent"] and not message["is_utc"]:
        columns[1][1].append(("zone not stated", _ASIDE))
    first = True
    while any(column for _, column in columns):
        rows = max(len(column) for _, column in columns)
        document.need(min(rows, 4) * _BODY.leading + 6)
        if first:
            document.rule()
            document.place -= 3
            first = False
        shown = min(rows, max(1, int(document.room // _BODY.leading)))
        for x, column in columns:
            place = document.place
            for text, style in column[:shown]:
                _draw(document, x, text, style)
                document.place -= _BODY.leading
            document.place = place
        document.place -= shown * _BODY.leading
        columns = [(x, column[shown:]) for x, column in columns]
        if any(column for _, column in columns):
            document.new_page()
    document.place -= 3


def _words(message: dict[str, Any], width: float) -> list[tuple[str, Style]]:
    """What a message says, and beside it what it quotes, carries and what became of it."""
    said: list[tuple[str, Style]] = []
    for prefix, key, style in (
        ("Quotes: ", "quoted", _ASIDE),
        ("Subject: ", "subject", _SENDER),
        ("", "body", _BODY),
        ("Attached: ", "attachments", _ASIDE),
    ):
        if message[key]:
            said += [(line, style) for line in lines(_whole(f"{prefix}{message[key]}"), width, style)]
    state = message["deleted_state"] or ""
    if state.casefold() not in _INTACT:
        said += [(line, _ASIDE) for line in lines(f"Deleted state: {state}", width, _ASIDE)]
    return said or [("(no text)", _ASIDE)]


def _whole(text: str) -> str:
    """A text whose labels are not broken over lines."""
    return LABEL.sub(lambda match: match[0].replace(" ", _NO_BREAK), clean(text))


def _draw(document: Document, x: float, text: str, style: Style) -> None:
    """One line at the present place, with its labels on a shade."""
    plain = text.replace(_NO_BREAK, " ")
    for match in LABEL.finditer(plain):
        start = x + text_width(plain[: match.start()], style)
        document.shade(start - 1, text_width(match[0], style) + 2, style)
    document.text(x, plain, style)


def _rows(relation: duckdb.DuckDBPyRelation) -> Iterator[dict[str, Any]]:
    for batch in relation.to_arrow_reader(_ROWS_PER_BATCH):
        yield from batch.to_pylist()
