"""Exports of forensic suites: zones and orders inside headers and cells, split sheets, limits, carried columns."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from disclosure import readers
from disclosure.errors import InputError
from disclosure.reading import Options
from disclosure.sources import sheets
from disclosure.sources.tree import open_tree
from disclosure.sources.xml_items import Elements
from tests.data import axiom, cellebrite_excel, oxygen_excel, xry
from tests.data.fixture import workbook
from tests.exports import left_over, read_export

Rows = dict[str, list[dict[str, Any]]]


def _by_body(rows: Rows) -> dict[str, dict[str, Any]]:
    return {row["body"]: row for row in rows["messages"]}


class TestCellebriteExcel:
    """Titles above labels, chats carried down, the zone inside the time."""

    def test_chats_are_carried_down_and_parts_joined(self, tmp_path: Path) -> None:
        _, rows = read_export(cellebrite_excel.report(tmp_path), tmp_path / "out")
        messages = _by_body(rows)
        chats = {row["artefact_id"]: row for row in rows["conversations"]}
        assert chats[messages["no"]["conversation_id"]]["name"] == "Kieran"
        assert chats[messages["no"]["conversation_id"]]["chat_identifier"] == "447700900102@s.whatsapp.net"
        assert chats[messages["in the second part"]["conversation_id"]]["chat_identifier"] is None
        assert messages["no"]["application"] == "WhatsApp"
        assert messages["in the second part"]["application"] == "Telegram"
        assert "Chats (2)" in messages["in the second part"]["source_locator"]
        assert ("Tag Note - Chat", "check this") in left_over(rows)

    def test_zone_and_order_come_from_the_cells(self, tmp_path: Path) -> None:
        _, rows = read_export(cellebrite_excel.report(tmp_path), tmp_path / "out")
        messages = _by_body(rows)
        assert messages["are you\nthere"]["sent_at"] == datetime(2021, 4, 25, 13, 23, 45, tzinfo=UTC)
        assert messages["in the second part"]["sent_at"] == datetime(2021, 4, 25, 10, tzinfo=UTC)
        assert messages["Kieran left"]["sent_at"] is None
        assert messages["Kieran left"]["sent_at_raw"] == "25/04/2021 10:25:45"
        assert messages["are you\nthere"]["delivered_at_zone_basis"] == "unstated"

    def test_undecidable_dates_are_asked_for(self, tmp_path: Path) -> None:
        path = cellebrite_excel.undecided(tmp_path)
        with pytest.raises(InputError, match="--date-order"):
            read_export(path, tmp_path / "out")
        _, rows = read_export(path, tmp_path / "out2", Options(date_order="dmy"))
        assert _by_body(rows)["no"]["sent_at"] == datetime(2021, 4, 3, 13, 24, 45, tzinfo=UTC)

    def test_people_and_states_are_the_vendor_s(self, tmp_path: Path) -> None:
        _, rows = read_export(cellebrite_excel.report(tmp_path), tmp_path / "out")
        messages = _by_body(rows)
        assert messages["are you\nthere"]["sender_name"] == "Kieran T"
        assert messages["no"]["sender_is_owner"]
        assert messages["no"]["deleted_state"] == "Yes"
        assert messages["Kieran left"]["is_system"]
        assert rows["attachments"][0]["file_name"] == "beach.jpg"
        assert rows["contacts"][0]["deleted_state"] == "Trash"
        assert {row["entry_type"] for row in rows["contact_entries"]} == {"PhoneNumber", "EmailAddress"}
        assert rows["calls"][0]["duration_seconds"] == 65


class TestAxiom:
    """Four forms, one artefact."""

    def test_zone_and_order_come_from_the_header(self, tmp_path: Path) -> None:
        _, rows = read_export(axiom.report(tmp_path), tmp_path / "out")
        messages = _by_body(rows)
        assert messages["first by sheet"]["sent_at"] == datetime(2021, 4, 3, 9, 23, 45, tzinfo=UTC)
        assert messages["first by sheet"]["sent_at_zone_basis"] == "header"
        assert messages["second by sheet"]["direction"] == "outgoing"
        assert messages["second by sheet"]["vendor_id"] == "9002"
        assert rows["visited_pages"][0]["visited_at"] == datetime(2021, 4, 3, 21, tzinfo=UTC)
        assert len(rows["message_recipients"]) == 3
        assert [row["is_owner"] for row in rows["message_recipients"]] == [True, None, None]

    def test_xml_is_cleaned_and_counted(self, tmp_path: Path) -> None:
        result, rows = read_export(axiom.xml(tmp_path), tmp_path / "out")
        assert rows["messages"][0]["body"] == "bad ? and ? kept"
        assert rows["messages"][0]["sent_at"] == datetime(2021, 4, 25, 9, tzinfo=UTC)
        assert any(warning.startswith("2 characters") for warning in result.warnings)
        assert ("Gadget#2", "second lamp") in left_over(rows)

    def test_a_portable_case_gives_its_hits_and_its_orphans(self, tmp_path: Path) -> None:
        result, rows = read_export(axiom.portable(tmp_path), tmp_path / "out")
        (message,) = rows["messages"]
        assert (message["direction"], message["sent_at"]) == ("incoming", datetime(2021, 4, 25, 10, tzinfo=UTC))
        assert ("Gadget", "nobody's value") in left_over(rows)
        assert any("not read" in warning for warning in result.warnings)

    def test_csv(self, tmp_path: Path) -> None:
        _, rows = read_export(axiom.csv(tmp_path), tmp_path / "out")
        assert rows["calls"][0]["started_at"] == datetime(2021, 4, 25, 9, tzinfo=UTC)
        assert (rows["call_parties"][0]["name"], rows["call_parties"][0]["role"]) == ("T, Kieran", "To")


class TestOxygen:
    """The zone in the header, people in brackets, details in one cell."""

    def test_a_report(self, tmp_path: Path) -> None:
        _, rows = read_export(oxygen_excel.report(tmp_path), tmp_path / "out")
        message = _by_body(rows)["from the hedge"]
        assert message["sent_at"] == datetime(2021, 4, 25, 10, tzinfo=UTC)
        assert (message["vendor_id"], message["application"]) == ("m-77", "WhatsApp Messenger")
        assert (message["sender_name"], message["sender_identifier_normalised"]) == ("Kieran T", "+447700900102")
        assert message["direction"] == "incoming"
        assert rows["calls"][0]["started_at"] == datetime(2021, 4, 25, 11, tzinfo=UTC)
        assert ("Details", "and a line without a name") in left_over(rows)


class TestXry:
    """Segments joined, texts over empty lines, offsets after the time."""

    def test_segments_are_joined_and_each_is_kept(self, tmp_path: Path) -> None:
        result, rows = read_export(xry.report(tmp_path), tmp_path / "out")
        messages = _by_body(rows)
        joined = messages["first line\n\na line after an empty one and the rest"]
        assert joined["sent_at"] == datetime(2021, 4, 24, 21, 23, 54, tzinfo=UTC)
        assert (joined["sender_identifier"], joined["sender_name"]) == ("+447700900102", "Kieran T")
        assert joined["deleted_state"] == "Yes"
        assert messages["no zone here"]["sent_at"] is None
        assert messages["no zone here"]["sent_at_zone_basis"] == "unstated"
        counts = {count.record_type: count.seen for count in result.records}
        assert counts["Messages-SMS segment"] == 2

    def test_xml(self, tmp_path: Path) -> None:
        _, rows = read_export(xry.xml(tmp_path), tmp_path / "out")
        assert rows["messages"][0]["sent_at"] == datetime(2021, 4, 25, 9, tzinfo=UTC)
        assert rows["contacts"][0]["deleted_state"] == "Yes"
        assert rows["contacts"][0]["application"] == "WhatsApp"
        assert ("field_data", "Handset 9") in left_over(rows)


def test_a_full_cell_and_a_full_sheet_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(
        tmp_path / "x.xlsx",
        {"Messages": [["Item ID", "Message", "Sender", "Source", "Location"], ["1", "x" * 32_767, "a", "b", "c"]]},
    )
    monkeypatch.setattr(sheets, "ROW_LIMITS", (2,))
    result, _ = read_export(path, tmp_path / "out")
    assert any("as many rows as Excel allows" in warning for warning in result.warnings)
    assert any("1 cells hold 32,767" in warning for warning in result.warnings)


def test_a_reference_is_never_cut_in_two(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(b"<a>" + b"".join(b"<b>%d&#x0;&amp;</b>" % number for number in range(20_000)) + b"</a>")
    elements = Elements(open_tree(path), "x.xml", frozenset({"b"}), frozenset())
    assert sum(1 for event, element in elements if element.text.endswith("?&")) == 20_000
    assert elements.replaced == 20_000


@pytest.mark.parametrize("build", [cellebrite_excel.report, oxygen_excel.report, axiom.report])
def test_a_workbook_is_taken_by_one_reader(build: Any, tmp_path: Path) -> None:
    assert readers.detect(build(tmp_path)).tried_on_real_exports is False


def test_parts_of_a_name_that_a_full_name_replaces_are_kept(tmp_path: Path) -> None:
    labels = ["Item ID", "Full Name", "First Name", "Company", "Phone Number", "Source", "Location"]
    path = workbook(
        tmp_path / "x.xlsx", {"Contacts": [labels, ["1", "Kit B", "Christopher", "Mill", "07700 900201", "a", "b"]]}
    )
    _, rows = read_export(path, tmp_path / "out")
    assert rows["contacts"][0]["name"] == "Kit B"
    assert {("First Name", "Christopher"), ("Company", "Mill")} <= left_over(rows)
