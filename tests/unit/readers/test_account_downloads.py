"""Account downloads: the traps of each service's own form."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from disclosure import readers
from disclosure.reading import Options
from disclosure.sources import json_items
from disclosure.sources.tree import open_tree
from tests.data import discord, discord_package, meta, snapchat, takeout, telegram
from tests.data.fixture import document
from tests.exports import left_over, read_export


def test_a_member_that_an_object_repeats_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"list": [{"a": 1, "a": 2}], "b": 3, "b": 4}')
    parts = list(json_items.walk(open_tree(path), "x.json", {"list.item"}.__contains__))
    assert parts == [("item", "list.item", {"a": 1, "a#2": 2}), ("leaf", "b", 3), ("leaf", "b", 4)]


def test_a_download_is_recognised_however_much_else_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "download.zip"
    thread = {"participants": [{"name": "A"}], "messages": [{"sender_name": "A", "timestamp_ms": 1}], "title": "A"}
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(6_000):
            archive.writestr(f"a/posts/media_{number}.json", '{"media": [1]}')
        for number in range(500):
            archive.writestr(f"a/topics/{'abcdefghij'[number % 10] * (1 + number // 10)}.json", '{"topic": 1}')
        archive.writestr("z/inbox/a_1/message_1.json", json.dumps(thread))
    assert readers.detect(path, None).name == "Facebook and Instagram messages"


def test_telegram_says_who_the_owner_is_and_when(tmp_path: Path) -> None:
    _, rows = read_export(telegram.one_chat(tmp_path), tmp_path / "out")
    messages = rows["messages"]
    assert [row["direction"] for row in messages] == ["incoming", "outgoing", "system", "incoming"]
    assert [row["sent_at_zone_basis"] for row in messages] == ["stated", "stated", "stated", "unstated"]
    assert messages[0]["sent_at"] == datetime(2024, 3, 1, 10, tzinfo=UTC)
    assert messages[3]["sent_at"] is None
    assert messages[3]["sent_at_raw"] == "2024-03-01T10:03:00"
    assert messages[0]["body"] == "meet at the map ok"
    assert messages[2]["is_system"]
    assert messages[2]["message_type"] == "phone_call"
    assert (messages[1]["latitude"], messages[1]["is_forwarded"]) == (53.8, True)
    assert [row["status"] for row in rows["attachments"]] == ["present", "not_downloaded"]
    assert ("text_entities.1.href", "https://example.test/map") in left_over(rows)
    owners = {row["identifier"]: row["is_owner"] for row in rows["conversation_participants"]}
    assert owners == {"user7001": False, "user7002": True}


def test_telegram_takes_the_owner_of_a_whole_account_from_the_account(tmp_path: Path) -> None:
    _, rows = read_export(telegram.account(tmp_path), tmp_path / "out")
    group = next(row for row in rows["conversations"] if row["name"] == "Five-a-side")
    assert [row["direction"] for row in rows["messages"] if row["conversation_id"] == group["artefact_id"]] == [
        "outgoing"
    ]
    assert rows["accounts"][0]["username"] == "@quill"
    assert {row["value_normalised"] for row in rows["contact_entries"]} >= {"+447700900301", "+447700900302"}


def test_telegram_cut_short_keeps_every_whole_message(tmp_path: Path) -> None:
    path = telegram.account(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: content.index(b"phone_call")])
    result, rows = read_export(path, tmp_path / "out")
    assert len(rows["messages"]) == 2
    assert result.quarantine == {"json_damaged": 1}
    assert not result.is_whole


def test_meta_repairs_each_text_and_keeps_what_is_no_damage(tmp_path: Path) -> None:
    result, rows = read_export(meta.messenger(tmp_path), tmp_path / "out", Options(owner="Owner Quill"))
    messages = rows["messages"]
    assert messages[0]["body"] == "à bientôt 😀"
    assert messages[0]["sender_name"] == "Zoë Ångström"
    assert messages[1]["body"] == "café already right"
    assert [row["direction"] for row in messages] == ["incoming", "outgoing", "outgoing", "system", "outgoing"]
    assert messages[2]["deleted_state"] == "is_unsent"
    assert {row["application"] for row in messages} == {"Facebook Messenger"}
    assert [row["status"] for row in rows["attachments"]] == ["present", "not_downloaded"]
    assert any("repaired one by one" in warning for warning in result.warnings)
    assert messages[0]["sent_at"] == datetime(2020, 9, 13, 12, 26, 42, tzinfo=UTC)


def test_meta_does_not_guess_whose_account_it_is(tmp_path: Path) -> None:
    result, rows = read_export(meta.messenger(tmp_path), tmp_path / "out")
    assert {row["direction"] for row in rows["messages"]} == {"unknown", "system"}
    assert any("--owner" in warning for warning in result.warnings)


def test_a_text_that_cannot_be_repaired_is_kept_and_counted(tmp_path: Path) -> None:
    result, rows = read_export(meta.instagram(tmp_path), tmp_path / "out")
    assert rows["messages"][0]["body"] == "broken \u00c3\u0080\u0092 here"
    assert rows["messages"][0]["application"] == "Instagram"
    assert any("could not be repaired" in warning for warning in result.warnings)


def test_instagram_of_2020(tmp_path: Path) -> None:
    _, rows = read_export(meta.instagram_of_2020(tmp_path), tmp_path / "out", Options(owner="quill_owner"))
    assert [row["direction"] for row in rows["messages"]] == ["incoming", "outgoing", "incoming"]
    assert len({row["conversation_id"] for row in rows["messages"]}) == 2
    assert rows["messages"][0]["sent_at"] == datetime(2020, 5, 1, 10, 0, 0, 123456, tzinfo=UTC)


def test_discord_compares_the_count_and_marks_events(tmp_path: Path) -> None:
    result, rows = read_export(discord.channel(tmp_path), tmp_path / "out", Options(owner="quill"))
    assert {count.record_type: count.stated for count in result.records}["message"] == 4
    assert [row["direction"] for row in rows["messages"]] == ["outgoing", "outgoing", "system", "system"]
    assert [row["status"] for row in rows["attachments"]] == ["present", "not_downloaded"]
    assert rows["messages"][0]["sent_at"] == datetime(2024, 5, 1, 9, 0, 1, 500000, tzinfo=UTC)
    assert rows["conversations"][0]["description"] == "hives only"


def test_snapchat_older_form_knows_direction_by_list(tmp_path: Path) -> None:
    _, rows = read_export(snapchat.older(tmp_path), tmp_path / "out")
    found = {row["body"]: row for row in rows["messages"] if row["body"]}
    assert found["old form in"]["direction"] == "incoming"
    assert found["old form out"]["direction"] == "outgoing"
    assert found["old form in"]["conversation_id"] == found["old form out"]["conversation_id"]
    assert found["old form in"]["sent_at"] == datetime(2021, 1, 1, 12, tzinfo=UTC)
    assert ("Basic Information.Username", "owner.q") in left_over(rows)


def test_snapchat_newer_form_reads_the_fine_time_in_the_unit_that_agrees(tmp_path: Path) -> None:
    _, rows = read_export(snapchat.newer(tmp_path), tmp_path / "out")
    assert [row["direction"] for row in rows["messages"]] == ["incoming", "outgoing", "incoming"]
    assert rows["messages"][0]["sent_at"] == datetime(2023, 6, 1, 8, 0, 0, 123000, tzinfo=UTC)
    assert rows["messages"][1]["sent_at"] == datetime(2023, 6, 1, 8, 0, 0, 123456, tzinfo=UTC)


def test_takeout_places_times_and_paths(tmp_path: Path) -> None:
    _, rows = read_export(takeout.archive(tmp_path), tmp_path / "out")
    places = rows["locations"]
    assert places[0]["latitude"] == pytest.approx(53.8)
    assert places[1]["longitude"] == pytest.approx(-1.55)  # ran over 32 bits in the export
    assert places[1]["occurred_at"] == datetime(2014, 5, 13, 16, 53, 20, 123000, tzinfo=UTC)
    assert places[2]["latitude"] is None
    stay = next(row for row in places if row["name"] == "Mill")
    assert (stay["ended_at"] - stay["occurred_at"]).total_seconds() == 8 * 3600
    assert stay["address"] == "1 Mill Lane"
    assert [row["location_type"] for row in places if row["category"] == "CYCLING"] == ["activitySegment start"]
    assert rows["searches"][0]["query"] == "night buses"


def test_timeline_reads_both_ways_of_writing_a_place(tmp_path: Path) -> None:
    _, rows = read_export(takeout.timeline(tmp_path / "a"), tmp_path / "out")
    assert all(row["latitude"] == pytest.approx(53.8, abs=0.02) for row in rows["locations"] if row["latitude"])
    assert sum(row["latitude"] is not None for row in rows["locations"]) == 6
    _, rows = read_export(takeout.timeline_of_an_iphone(tmp_path / "b"), tmp_path / "out2")
    on_the_way = next(row for row in rows["locations"] if row["occurred_at_raw"].endswith("+ 49 min"))
    assert on_the_way["occurred_at"] == datetime(2024, 6, 15, 10, 49, tzinfo=UTC)


def test_a_long_chat_is_read_whole(tmp_path: Path) -> None:
    message = telegram.MESSAGES[0]
    path = document(tmp_path / "result.json", {"messages": [message] * 3000})
    result, rows = read_export(path, tmp_path / "out")
    assert len(rows["messages"]) == 3000
    assert result.is_whole


def test_the_samples_read_whole(tmp_path: Path, account_samples: Path) -> None:
    counts = {}
    for number, path in enumerate(sorted(account_samples.glob("*.json"))):
        result, rows = read_export(path, tmp_path / f"out{number}")
        assert result.is_whole, path.name
        counts[path.name] = (len(rows.get("messages", [])), len(rows.get("locations", [])))
    assert counts == {
        "discord_DM_2A_2M.json": (3, 0),
        "instagram_message_1.json": (2, 0),
        "messenger_2A_7M.json": (7, 0),
        "takeout_location-history.json": (0, 14),
        "takeout_records.json": (0, 3),
        "takeout_semantic_history.json": (0, 9),
        "takeout_semantic_history_with_bom.json": (0, 2),
        "takeout_timeline_new_format.json": (0, 9),
        "telegram_single.json": (2, 0),
    }


def test_a_discord_package_holds_the_owner_s_words_alone(tmp_path: Path) -> None:
    result, rows = read_export(discord_package.package(tmp_path), tmp_path / "out")
    messages = {row["body"]: row for row in rows["messages"]}
    assert messages["by json"]["sent_at"] is None
    assert messages["by csv,\nover lines"]["sent_at"] == datetime(2021, 5, 1, 10, tzinfo=UTC)
    assert {row["direction"] for row in rows["messages"]} == {"outgoing"}
    assert {row["sender_name"] for row in rows["messages"]} == {"quill.o"}
    assert any("nothing that others wrote" in warning for warning in result.warnings)


def test_a_participant_that_is_no_text_is_kept(tmp_path: Path) -> None:
    thread = {
        "participants": [{"name": 5}, {"name": "Kit"}],
        "messages": [{"sender_name": "Kit", "timestamp_ms": 1, "x": 1}],
    }
    result, rows = read_export(document(tmp_path / "message_1.json", thread), tmp_path / "out")
    assert result.is_whole
    assert ("participants.item.name", "5") in left_over(rows)
