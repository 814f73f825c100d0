"""WhatsApp chat texts: every form of header, the order of dates, what the application itself writes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from disclosure import tables
from disclosure.errors import InputError
from disclosure.hashing import sha256_source
from disclosure.readers import whatsapp_text
from disclosure.readers.whatsapp_text import dates, words
from disclosure.readers.whatsapp_text.header import parse
from disclosure.reading import Options, Reconciliation, Source
from tests.conftest import SAMPLES
from tests.data.whatsapp_text import FORMS, LRM, MOMENTS, chat, write


def read(path: Path, out: Path, **options: Any) -> tuple[Reconciliation, dict[str, list[dict[str, Any]]]]:
    out.mkdir()
    source = Source(path, "JLB/1", sha256_source(path), "GB", Options(**options))
    result = whatsapp_text.READER.read(source, out, lambda _: None)
    found = {}
    for table in whatsapp_text.READER.tables:
        files = sorted((out / "artefacts" / table).rglob("*.parquet"))
        found[table] = tables.read(files, table).to_pylist() if files else []
    return result, found


def local_times(found: dict[str, list[dict[str, Any]]]) -> list[str]:
    return [row["value"] for row in found["other_fields"] if row["field_name"] == "local_time"]


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_header_gives_the_same_chat(name: str, tmp_path: Path) -> None:
    result, found = read(write(tmp_path, chat(FORMS[name])), tmp_path / "out")
    assert result.is_whole
    messages = found["messages"]
    assert [row["ordinal"] for row in messages] == list(range(8))
    assert messages[2]["body"] == "first line\nsecond line: with a colon\n\nfourth line [1/2]"
    assert messages[3]["body"] == "see [31] - 12:30: bring 2/3 of it"
    assert [row["sender_name"] or row["sender_identifier"] for row in messages[:4]] == [
        "Bronwen Tregarth", "Idris", "Pip", "+44 7700 900301"
    ]  # fmt: skip
    assert messages[3]["sender_identifier_normalised"] == "+447700900301"
    assert all(row["sent_at"] is None and row["sent_at_zone_basis"] == "unstated" for row in messages)
    assert messages[0]["sent_at_raw"]
    stamp = FORMS[name](MOMENTS[0]).lstrip("\u200e\u200f").strip("[] ").removesuffix("-").strip()
    assert messages[0]["sent_at_raw"].strip() == stamp
    told = local_times(found)
    precision = 10 if "unknown half" in name else 16
    assert [time[:precision] for time in told] == [moment.isoformat()[:precision] for moment in MOMENTS]
    assert any("dates were read as" in warning for warning in result.warnings)


class TestOrderOfDates:
    def undecidable(self, tmp_path: Path) -> Path:
        moments = [datetime(2023, 4, 5, 9, minute) for minute in range(8)]  # noqa: DTZ001
        return write(tmp_path, chat(FORMS["Android UK"], moments))

    def test_one_that_cannot_be_told_is_asked_for(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="order of day and month") as caught:
            read(self.undecidable(tmp_path), tmp_path / "out")
        assert "--date-order" in caught.value.action

    @pytest.mark.parametrize(("order", "day"), [("dmy", "2023-04-05"), ("mdy", "2023-05-04")])
    def test_one_that_is_given_is_used_and_recorded(self, order: str, day: str, tmp_path: Path) -> None:
        result, found = read(self.undecidable(tmp_path), tmp_path / "out", date_order=order)
        assert {time[:10] for time in local_times(found)} == {day}
        assert any(f"read as {order}, as given" in warning for warning in result.warnings)

    def test_time_running_backwards_decides(self) -> None:
        inference = dates.Inference()
        for parts in ((1, 2, 23), (3, 2, 23), (2, 3, 23), (4, 3, 23)):
            inference.see(parts, None)
        assert inference.decide()[0] == "dmy"

    def test_the_first_line_may_be_younger_than_the_chat(self) -> None:
        inference = dates.Inference()
        for parts in ((12, 11, 23), (1, 2, 23), (3, 2, 23), (2, 3, 23)):
            inference.see(parts, None)
        assert inference.decide()[0] == "dmy"

    def test_years_first_with_two_digits(self) -> None:
        inference = dates.Inference()
        for parts in ((22, 3, 18), (22, 12, 30), (23, 1, 2)):
            inference.see(parts, None)
        assert inference.decide()[0] == "ymd"


def test_dates_of_another_calendar_are_kept_as_written(tmp_path: Path) -> None:
    content = "".join(f"[1402/{month}/{month + 3} 10:0{month}:00] Ann: {month}\r\n" for month in range(1, 8))
    result, found = read(write(tmp_path, content), tmp_path / "out")
    assert [row["body"] for row in found["messages"]] == [str(month) for month in range(1, 8)]
    assert found["messages"][0]["sent_at_raw"] == "1402/1/4 10:01:00"
    assert local_times(found) == []
    assert any("another calendar" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    "line",
    [
        "31/12/2022 was a Saturday - Ann: said so",
        "[sic] Ann: hello",
        "12:30 - lunch: soup",
        "99/99/2022, 10:00 - nobody",
        "see 31/12/2022, 23:40 - Ann: hello",
        "1. 2. 3. - go: now",
        "",
    ],
)
def test_what_only_resembles_a_header_belongs_to_the_message_before(line: str) -> None:
    header = parse(line)
    assert header is None or all(dates.reading(header.parts, order) is None for order in dates.ORDERS)


def test_a_pasted_chat_of_another_form_stays_in_its_message(tmp_path: Path) -> None:
    content = chat(FORMS["iOS UK"]).replace("last one", "look:\r\n31/12/2022, 23:40 - Ann: pasted")
    result, found = read(write(tmp_path, content), tmp_path / "out")
    assert len(found["messages"]) == 8
    assert "pasted" in found["messages"][7]["body"]
    assert any("another form" in warning for warning in result.warnings)


def android(tmp_path: Path, *texts: str, **options: Any) -> dict[str, list[dict[str, Any]]]:
    stamp = FORMS["Android UK"]
    lines = [f"{stamp(moment)}{text}" for moment, text in zip(MOMENTS, texts, strict=False)]
    return read(write(tmp_path, "\n".join(lines) + "\n"), tmp_path / "out", **options)[1]


def test_system_lines_of_android_have_no_sender_even_with_a_colon(tmp_path: Path) -> None:
    found = android(
        tmp_path,
        "Idris: hello",
        'Idris changed the subject from "Trip" to "Trip: Wales"',
        "You turned off disappearing messages. Tap to change.",
        "Idris: bye",
        "Idris:",
    )
    messages = found["messages"]
    assert [row["is_system"] for row in messages] == [False, True, True, False, False]
    assert messages[1]["body"] == 'Idris changed the subject from "Trip" to "Trip: Wales"'
    assert messages[1]["direction"] == "system"
    assert messages[1]["sender_name"] is None
    assert messages[4]["sender_name"] == "Idris"
    assert messages[4]["body"] == ""


def test_a_contact_called_like_a_system_line_keeps_its_messages(tmp_path: Path) -> None:
    found = android(tmp_path, "Community Centre: open at nine", "Idris: thanks", "Community Centre: closed today")
    assert [row["sender_name"] for row in found["messages"]] == ["Community Centre", "Idris", "Community Centre"]


@pytest.mark.parametrize(
    "text",
    ["<Media omitted>", "<Médias omis>", "<Medien ausgeschlossen>", "<Multimedia omitido>", "<Без медиафайлов>",
     "<Medya dahil edilmedi>", "<メディアは含まれていません>", "<省略多媒体文件>",
     "<המדיה לא נכללה>", "<Arquivo de mídia oculto>"],
)  # fmt: skip
def test_media_left_out_of_an_android_export(text: str, tmp_path: Path) -> None:
    found = android(tmp_path, f"Idris: {text}", "Idris: x")
    assert found["messages"][0]["message_type"] == "attachment"
    assert [row["status"] for row in found["attachments"]] == ["listed_but_missing"]


@pytest.mark.parametrize(
    "text",
    ["IMG-20230318-WA0002.jpg (file attached)", "IMG-20230318-WA0002.jpg (Datei angehängt)",
     "\u200eIMG-20230318-WA0002.jpg (fichier joint)", "IMG-20230318-WA0002.jpg (файл добавлен)\nCaption below"],
)  # fmt: skip
def test_files_named_in_an_android_export(text: str, tmp_path: Path) -> None:
    found = android(tmp_path, f"Idris: {text}", "Idris: x")
    assert [row["file_name"] for row in found["attachments"]] == ["IMG-20230318-WA0002.jpg"]


@pytest.mark.parametrize(
    "sentence",
    ["This message was deleted", "Diese Nachricht wurde gelöscht.", "Ce message a été supprimé.", "تم حذف هذه الرسالة",
     "Данное сообщение удалено.", "このメッセージは削除されました", "此消息已删除",
     "Bu mesaj silindi", "삭제된 메시지입니다"],
)  # fmt: skip
def test_deleted_messages_are_said_to_be_deleted(sentence: str, tmp_path: Path) -> None:
    found = android(tmp_path, f"Idris: {sentence}", "Idris: x")
    assert found["messages"][0]["message_type"] == "deleted"
    assert found["messages"][0]["deleted_state"] == sentence


def test_the_owner_is_told_by_the_words_for_what_they_deleted(tmp_path: Path) -> None:
    found = android(tmp_path, "Idris: You deleted this message", "Ann: why", "Idris: never mind")
    assert [row["direction"] for row in found["messages"]] == ["outgoing", "incoming", "outgoing"]


def test_the_owner_can_be_given_by_number(tmp_path: Path) -> None:
    found = android(tmp_path, "+44 7700 900301: hello", "Ann: hi", owner="07700 900301")
    assert [row["direction"] for row in found["messages"]] == ["outgoing", "incoming"]


def test_direction_is_unknown_where_nothing_says_whose_phone_it_is(tmp_path: Path) -> None:
    found = android(tmp_path, "Idris: hello", "Ann: hi")
    assert {row["direction"] for row in found["messages"]} == {"unknown"}


def test_what_ios_writes_itself(tmp_path: Path) -> None:
    stamp = FORMS["iOS UK"]
    texts = [
        ("", f"Kite Club: {LRM}Messages and calls are end-to-end encrypted."),
        ("", "Idris: hello"),
        (LRM, f"Idris: {LRM}immagine omessa"),
        (LRM, f"Idris: {LRM}<Anhang: 00000012-PHOTO.jpg>"),
        ("", f"Kite Club: {LRM}Idris created this group"),
        ("", f"Idris: {LRM}Missed voice call"),
        ("", f"Idris: {LRM}POLL:\r\nWhere?\r\n{LRM}OPTION: Bath (1 vote)\r\n{LRM}OPTION: York (2 votes)"),
        ("", f"Idris: {LRM}Standort: https://maps.google.com/?q=51.5021456,-0.127397"),
    ]
    lines = [f"{mark}{stamp(moment)}{text}" for moment, (mark, text) in zip(MOMENTS, texts, strict=True)]
    lines.append(f"{stamp(MOMENTS[7])}Idris: nine then {LRM}<This message was edited>")
    _, found = read(write(tmp_path, "\r\n".join(lines) + "\r\n", "_chat.txt"), tmp_path / "out")
    messages = found["messages"]
    assert [row["message_type"] for row in messages] == [
        "system", "text", "attachment", "attachment", "system", "call notice", "poll", "location", "text"
    ]  # fmt: skip
    assert messages[0]["sender_name"] is None
    assert (messages[7]["latitude"], messages[7]["longitude"]) == (51.5021456, -0.127397)
    assert messages[8]["labels"] == ["This message was edited"]
    assert [row["file_name"] for row in found["attachments"]] == [None, "00000012-PHOTO.jpg"]
    assert "Kite Club" in {row["value"] for row in found["other_fields"] if row["field_name"] == "sender"}


def test_the_chat_takes_its_name_from_its_file(tmp_path: Path) -> None:
    _, found = read(write(tmp_path, chat(FORMS["iOS UK"]), "WhatsApp-Chat mit Ann Beispiel.txt"), tmp_path / "out")
    assert found["conversations"][0]["name"] == "Ann Beispiel"
    assert found["conversations"][0]["message_count"] == 8


def test_locators_lead_back_to_the_bytes(tmp_path: Path) -> None:
    path = write(tmp_path, chat(FORMS["Android Arabic"]))
    for row in read(path, tmp_path / "out")[1]["messages"]:
        first, last = (int(part) for part in row["source_locator"].rpartition(":")[2].split("-"))
        piece = path.read_bytes()[first : last + 1].decode()
        assert row["body"].replace("\n", "\n") in piece.replace("\r\n", "\n")
        assert row["sent_at_raw"] in piece


def test_bytes_that_are_no_text_stay_visible(tmp_path: Path) -> None:
    path = write(tmp_path, chat(FORMS["Android UK"]))
    path.write_bytes(path.read_bytes().replace(b"last one", b"last \xff one"))
    result, found = read(path, tmp_path / "out")
    assert found["messages"][7]["body"] == "last \\xff one"
    assert any("1 lines hold bytes" in warning for warning in result.warnings)


def test_lists_of_words_do_not_overlap() -> None:
    assert not words.DELETED_BY_OTHER & words.DELETED_BY_OWNER - {"usunięto tę wiadomość"}


@pytest.mark.skipif(not (SAMPLES / "whatsapp_txt").is_dir(), reason="the samples are not beside the project")
class TestSamples:
    @pytest.mark.parametrize(
        ("name", "messages", "system", "attachments"),
        [
            ("WhatsApp Chat - Elon Musk (EN).txt", 25, 3, 14),
            ("WhatsApp Chat - Elon Musk (FR).txt", 25, 3, 14),
            ("WhatsApp Chat - Elon Musk (German).txt", 25, 3, 14),
            ("WhatsApp Chat - Elon Musk (RU).zip", 25, 3, 14),
            ("WhatsApp Chat with Dmitry S EN Android.txt", 60, 1, 29),
            ("WhatsApp Chat with Dmitry S EN+Media Android.txt", 60, 1, 29),
            ("test_[mmddyy]_24hrs.txt", 9, 2, 0),
            ("test_ddmmyy_24hrs.txt", 9, 2, 0),
            ("test_yyyymmdd_24hrs.txt", 9, 2, 0),
            ("timelinize_chat.txt", 19, 2, 3),
        ],
    )
    def test_counts(self, name: str, messages: int, system: int, attachments: int, tmp_path: Path) -> None:
        result, found = read(SAMPLES / "whatsapp_txt" / name, tmp_path / "out")
        assert result.is_whole
        assert len(found["messages"]) == messages
        assert sum(row["is_system"] for row in found["messages"]) == system
        assert len(found["attachments"]) == attachments

    def test_a_chat_of_one_day_is_asked_about(self, tmp_path: Path) -> None:
        path = SAMPLES / "whatsapp_txt" / "WhatsApp Chat with Group Chat XXX Android.txt"
        with pytest.raises(InputError, match="order of day and month"):
            read(path, tmp_path / "out1")
        _, found = read(path, tmp_path / "out2", date_order="dmy")
        assert len(found["messages"]) == 20
        assert sum(row["is_system"] for row in found["messages"]) == 16
