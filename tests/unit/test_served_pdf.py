"""Served messages as a PDF: every message once, in order of time, with its item; redactions as labels."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from pypdf import PdfReader

from disclosure import served_pdf
from disclosure.redact.serve import served_schema
from disclosure.served_pdf import Heading
from disclosure.tables import conform, writer
from tests.conftest import AT

HEADING = Heading("01/AA/00001/26", ("Garth Canarysuspect",), "defence")
BEGAN = datetime(2025, 7, 1, 9, 30, tzinfo=UTC)


def write(folder: Path, table: str, rows: list[dict[str, Any]]) -> None:
    schema = served_schema(table)
    arrays = []
    for column in schema:
        plain = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        arrays.append(pa.array([row.get(column.name) for row in rows], plain))
    path = folder / table / "00000.parquet"
    path.parent.mkdir(parents=True)
    with writer(path, schema) as sink:
        sink.write_table(conform(pa.table(arrays, names=schema.names), schema))


def message(number: int, conversation: str = "c1", **values: Any) -> dict[str, Any]:
    return {
        "artefact_id": f"m{number:05d}",
        "exhibit_ref": "JLB/1",
        "application": "WhatsApp",
        "conversation_id": conversation,
        "ordinal": number,
        "sender_name": "[Complainant]",
        "body": f"body{number}",
        "sent_at": BEGAN + timedelta(minutes=number),
        **values,
    }


def pages(folder: Path, messages: list[dict[str, Any]], items: dict[str, str] | None = None) -> list[str]:
    write(folder, "messages", messages)
    items = items or {}
    numbers = pa.table(
        {
            "artefact_id": pa.array(list(items), pa.string()),
            "item_number": pa.array(list(items.values()), pa.string()),
        }
    )
    assert served_pdf.write(folder, HEADING, numbers, AT) == len({row["exhibit_ref"] for row in messages})
    return [page.extract_text() for page in PdfReader(folder / "UM messages JLB 1 EDITED.pdf").pages]


def test_every_message_once_and_in_order_of_time(tmp_path: Path) -> None:
    messages = [message(n) for n in range(300)]
    messages[7]["sent_at"] = BEGAN + timedelta(days=9)
    messages[8] |= {"sent_at": None, "sent_at_raw": "01/07/2025 10:00"}
    text = "\n".join(pages(tmp_path, messages))
    found = [int(number) for number in re.findall(r"body(\d+)", text)]
    assert found == [*range(7), *range(9, 300), 7, 8]
    assert "01/07/2025 09:30:00" in text
    assert "zone not stated" in text


def test_conversations_bear_item_and_page_numbers(tmp_path: Path) -> None:
    messages = [message(n, f"c{n // 100}") for n in range(300)]
    items = {f"m{n:05d}": str(12 + n // 100) for n in range(200)}
    found = pages(tmp_path, messages, items)
    text = "\n".join(found)
    assert "MG6C item 12: conversation 1 of 3, WhatsApp" in text
    assert "MG6C item 13: conversation 2 of 3, WhatsApp" in text
    assert "Not listed under an item of its own: conversation 3 of 3" in text
    assert "MG6C item 12: conversation 1 of 3, WhatsApp, continued" in found[1]
    for number, page in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in re.sub(r"\s+", " ", page)
        assert "R v Garth Canarysuspect" in page
        assert "URN 01/AA/00001/26" in page
        assert "edited copy for the defence" in page
    (top, inner) = PdfReader(tmp_path / "UM messages JLB 1 EDITED.pdf").outline
    assert [entry["/Title"].split(":")[0] for entry in inner] == [
        "MG6C item 12", "MG6C item 13", "Not listed under an item of its own"
    ]  # fmt: skip
    assert top["/Title"] == "Messages on exhibit JLB/1: edited copy"


def test_what_stands_beside_a_message(tmp_path: Path) -> None:
    write(tmp_path, "attachments", [{"artefact_id": "a", "exhibit_ref": "JLB/1", "parent_id": "m00001",
                                     "file_name": "picture.jpg", "ordinal": 0}])  # fmt: skip
    write(tmp_path, "quoted_messages", [{"artefact_id": "q", "exhibit_ref": "JLB/1", "message_id": "m00001",
                                         "sender_name": "[Suspect]", "body": "earlier words"}])  # fmt: skip
    text = "\n".join(
        pages(tmp_path, [message(1, deleted_state="Deleted", subject="about it"), message(2, body=None, sent_at=None)])
    )
    for part in ("Quotes: [Suspect]: earlier words", "Attached: picture.jpg (withheld)", "Deleted state: Deleted",
                 "Subject: about it", "(no text)", "no time stated"):  # fmt: skip
        assert part in text


def test_a_label_is_shaded_and_never_broken_over_lines(tmp_path: Path) -> None:
    body = " ".join(f"{'w' * (n % 9 + 1)} [Third party 0003: phone number, ending 101]" for n in range(40))
    text = "\n".join(pages(tmp_path, [message(1, body=body)]))
    assert text.count("[Third party 0003: phone number, ending 101]") == 40
    content = PdfReader(tmp_path / "UM messages JLB 1 EDITED.pdf").pages[0].get_contents()
    assert content is not None
    assert content.get_data().count(b" re f") >= 40


def test_a_message_longer_than_a_page_is_there_to_its_end(tmp_path: Path) -> None:
    words = [f"w{n}" for n in range(6000)]
    text = "\n".join(pages(tmp_path, [message(1, body=" ".join(words)), message(2)]))
    assert [word for word in words if word not in text] == []
    assert "body2" in text


def test_the_same_copies_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        pages(tmp_path / name, [message(n, f"c{n % 3}") for n in range(50)])
    name = "UM messages JLB 1 EDITED.pdf"
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
