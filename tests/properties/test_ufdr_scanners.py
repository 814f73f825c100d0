"""Two scanners, one result; and damage that costs what it touched and nothing else.

A few hundred cases run with the suite. Thousands: `python3 start.py test --hypothesis-profile=thorough
tests/properties/test_ufdr_scanners.py`.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.extracted import ExtractedWriter
from disclosure.readers.ufdr import fast_scan, scan
from disclosure.readers.ufdr.result import ScanResult
from disclosure.reading import Source
from tests.data import ufdr_reports
from tests.data.ufdr_reports import Reports

SOURCE = Source(Path("x.ufdr"), "A", "ab" * 32)
_PLACES = ("_row", "_parent_row", "_top_row", "_byte_start", "_byte_end", "_artefact_id", "_ordinal")
SEEDS = st.integers(0, 2**32)
CHUNKS = st.sampled_from((1, 7, 64, 1000, 1 << 20))

Tables = dict[str, pa.Table]


def _load(writer: ExtractedWriter, counts: dict[str, int]) -> Tables:
    return {
        name: pa.concat_tables([pq.ParquetFile(path).read() for path in writer.files(name)], promote_options="default")
        for name in counts
    }


def slow(report: bytes) -> tuple[ScanResult | None, Tables]:
    with tempfile.TemporaryDirectory() as folder:
        writer = ExtractedWriter(Path(folder), "t")
        result = scan.scan(report, SOURCE, "report.xml", writer, lambda _: None)
        return result, _load(writer, writer.close())


def fast(report: bytes, size: int = 1 << 20) -> tuple[ScanResult, Tables]:
    with tempfile.TemporaryDirectory() as folder:
        writer = ExtractedWriter(Path(folder), "t")
        chunks = (report[at : at + size] for at in range(0, len(report), size))
        result = fast_scan.scan(chunks, SOURCE, "report.xml", writer, lambda _: None)
        counts = writer.close()
        left_out = Counter(item.record_type for item in result.quarantined if not item.is_kept)
        assert all(seen == counts.get(name, 0) + left_out[name] for name, seen in result.seen.items())
        return result, _load(writer, counts)


def assert_same(report: bytes, size: int = 1 << 20) -> None:
    expected, tables = slow(report)
    result, found = fast(report, size)
    assert expected is not None
    assert result.quarantined == []
    assert (result.seen, result.top_level, result.project) == (expected.seen, expected.top_level, expected.project)
    assert found.keys() == tables.keys()
    for name, table in tables.items():
        assert found[name].column_names == table.column_names
        for column in table.column_names:
            assert found[name][column].to_pylist() == table[column].to_pylist(), (name, column)


@given(SEEDS, CHUNKS)
def test_both_scanners_give_the_same_rows(seed: int, size: int) -> None:
    assert_same(Reports(seed).report(), size)


def test_both_scanners_give_the_same_rows_on_samples(ufed_samples: Path) -> None:
    for path in sorted(ufed_samples.glob("*.xml")):
        assert_same(path.read_bytes(), 997)


def test_a_report_with_more_fields_than_columns() -> None:
    fields = "".join(
        f'<field name="F{number}" type="S"><value type="T" a="{number}">{number}</value></field>'
        for number in range(700)
    )
    report = f'<project><model type="Ride" id="1">{fields}</model><model type="Ride" id="2">{fields}</model></project>'
    assert_same(report.encode())
    _, tables = fast(report.encode())
    rows = tables["Ride"].to_pylist()
    kept = [{row.get(f"F{number}") for row in rows} - {None} for number in range(700)]
    further = Counter(item["value"] for row in rows for item in row["_further_values"])
    assert all(kept[number] == {str(number)} or further[str(number)] == 2 for number in range(700))


def test_names_that_would_meet_other_columns() -> None:
    report = (
        b'<project><model type="Ride" id="1"><field name="_row"><value>5</value></field>'
        b'<field name="_Damage"><value>6</value></field></model></project>'
    )
    assert_same(report)
    (row,) = fast(report)[1]["Ride"].to_pylist()
    assert [item["value"] for item in row["_further_values"]] == ["5", "6"]
    _, tables = fast(report.replace(b' id="1"', b' a\xff="x" a\xfe="y" id="1"'))
    assert tables["Ride"].num_rows == 1


def test_a_chat_larger_than_every_buffer() -> None:
    messages = b"".join(ufdr_reports.message(number % 60, f"body {number}") for number in range(20_000))
    report = b'<project><model type="Chat" id="c"><multiModelField name="Messages" type="InstantMessage">' + (
        messages + b'</multiModelField><field name="Id" type="S"><value type="S">late</value></field></model></project>'
    )
    result, tables = fast(report)
    assert result.quarantined == []
    assert tables["Chat"].to_pylist()[0]["Id"] == "late"
    assert tables["InstantMessage"]["Body"].to_pylist() == [f"body {number}" for number in range(20_000)]
    assert set(tables["InstantMessage"]["_parent_row"].to_pylist()) == {1}


def _by_id(tables: Tables) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (name, row["@id"]): {key: value for key, value in row.items() if key not in _PLACES and value is not None}
        for name, table in tables.items()
        for row in table.to_pylist()
        if row.get("@id")
    }


def _touched(piece: bytes) -> set[str]:
    return {match.decode() for match in re.findall(rb'id="(\w+)"', piece)}


@given(SEEDS, CHUNKS)
def test_damage_costs_what_it_touched(seed: int, size: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- not for secrets
    bodies = [ufdr_reports.escaped(dice.choice(ufdr_reports.TEXTS)) for _ in range(5)]
    pieces = ufdr_reports.pieces(bodies)
    victim = dice.choice((1, 2, 3, 4, 5, 7, 8, 9))
    damaged = ufdr_reports.mutated(pieces[victim], dice)
    if not ufdr_reports.is_contained(damaged):
        return
    before = _by_id(fast(b"".join(pieces))[1])
    result, tables = fast(b"".join((*pieces[:victim], damaged, *pieces[victim + 1 :])), size)
    after = _by_id(tables)
    spared = before.keys() - {key for key in before if key[1] in _touched(pieces[victim]) or key[1] == "c1"}
    for key in spared:
        assert key in after, key
        if not result.quarantined:
            assert after[key] == before[key]
        fields = {name for name in before[key] if name[0] != "_"}
        assert {name: after[key].get(name) for name in fields} == {name: before[key][name] for name in fields}


@given(SEEDS, CHUNKS)
def test_a_cut_costs_what_follows_it(seed: int, size: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- not for secrets
    pieces = ufdr_reports.pieces(["hello"] * 5)
    report = b"".join(pieces)
    cut = dice.randrange(1, len(report))
    before = slow(report)[1]
    result, tables = fast(report[:cut], size)
    after = _by_id(tables)
    for name, table in before.items():
        for row in table.to_pylist():
            if row["_byte_end"] <= cut and row.get("@id"):
                assert (name, row["@id"]) in after
                assert "_damage" not in after[name, row["@id"]]
    # Before the root's name there is no report yet that could be cut off: "<" alone is a broken tag.
    reasons = {item.reason for item in result.quarantined}
    assert "cut_off" in reasons if b"<project" in report[:cut] else reasons


@given(st.binary(max_size=400), SEEDS)
def test_garbage_ends(garbage: bytes, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- not for secrets
    report = bytearray(Reports(seed).report())
    for _ in range(dice.randrange(1, 40)):
        report[dice.randrange(len(report))] = dice.randrange(256)
    at = dice.randrange(len(report))
    content = bytes(report[:at]) + garbage + bytes(report[at:])
    if b"<!DOCTYPE" not in content:
        fast(content, dice.choice((5, 100, 1 << 20)))


VALUE = '<model type="SMS" id="a"><field name="Body" type="S"><value type="S">%s</value></field></model>'
SOUND = VALUE.replace('"a"', '"b"') % "sound"


@pytest.mark.parametrize(
    ("written", "read", "reason"),
    [
        (b"a\x01b", "a\ufffdb", "control_character_replaced"),
        (b"<![CDATA[a\x00b]]>", "a\ufffdb", "control_character_replaced"),
        (b"a&#x0;b&#xFFFF;", "a\ufffdb\ufffd", "invalid_reference_replaced"),
        (b"&#55357;&#56832;", "😀", "surrogate_pair_joined"),
        (b"a&#xD83D;b", "a\ufffdb", "invalid_reference_replaced"),
        (b"a\xffb\xe2\x82", "a\ufffdb\ufffd", "invalid_utf8_replaced"),
        (b"I <3 you & <b>me</b>", "I <3 you & <b>me</b>", "unescaped_markup_kept"),
        (b"fish & chips", "fish & chips", "unescaped_markup_kept"),
    ],
)
def test_a_damaged_value_is_kept_and_flagged(written: bytes, read: str, reason: str) -> None:
    report = b"<project>" + VALUE.encode().replace(b"%s", written) + SOUND.encode() + b"</project>"
    result, tables = fast(report)
    first, second = tables["SMS"].to_pylist()
    assert first["Body"] == read
    assert reason in first["_damage"]
    assert second["Body"] == "sound"
    assert second["_damage"] is None
    (event,) = [item for item in result.quarantined if item.reason == reason]
    assert event.is_kept
    assert report[event.byte_start : event.byte_end].find(written) >= 0


def _message_with(id_: str, body: str) -> str:
    return f'<model type="SMS" id="{id_}"><field name="Body" type="S"><value type="S">{body}</value></field></model>\n'


@pytest.mark.parametrize("lost", ["]]>", "-->"])
def test_a_section_whose_end_is_lost_is_flagged(lost: str) -> None:
    bodies = [f"<![CDATA[body {number}]]><!-- note -->" for number in range(4)]
    bodies[1] = bodies[1].replace(lost, "")
    report = f"<project>{''.join(_message_with(f'a{number}', body) for number, body in enumerate(bodies))}</project>"
    assert slow(report.encode())[0] is None, "well-formed, and all the same for the scanner that says what is wrong"
    result, tables = fast(report.encode(), 7)
    rows = {row["@id"]: row for row in tables["SMS"].to_pylist()}
    assert rows.keys() == {"a0", "a1", "a3"}, "what the section runs over is lost as a record"
    assert "section_end_doubtful" in rows["a1"]["_damage"]
    assert [rows[key]["_damage"] for key in ("a0", "a3")] == [None, None]
    (event,) = [item for item in result.quarantined if item.reason == "section_end_doubtful"]
    assert "body 2" in report[event.byte_start : event.byte_end], "and stands where quarantine says"
    assert event.is_kept


def test_a_section_without_any_end_costs_no_other_record() -> None:
    for opener in ("<![CDATA[", "<!--"):
        bodies = ["one", f"{opener}two", "three", "four"]
        report = (
            f"<project>{''.join(_message_with(f'a{number}', body) for number, body in enumerate(bodies))}</project>"
        )
        result, tables = fast(report.encode(), 64)
        rows = {row["@id"]: row for row in tables["SMS"].to_pylist()}
        assert [rows[f"a{number}"]["Body"] for number in (0, 2, 3)] == ["one", "three", "four"]
        assert rows["a1"]["_damage"]
        assert result.quarantined


def test_what_a_person_wrote_about_markup_stays_one_text() -> None:
    written = "</value></field></model><model type=SMS><field><value><![CDATA[forged"
    report = f"<project>{_message_with('a', f'<![CDATA[{written}]]>')}{_message_with('b', 'x')}</project>"
    _, tables = fast(report.encode())
    assert tables["SMS"]["Body"].to_pylist() == [written, "x"]


def test_after_a_stretch_of_garbage_it_finds_the_next_record() -> None:
    dice = random.Random(5)  # noqa: S311 -- not for secrets
    garbage = b"".join(b"</%c><%c>" % (dice.randrange(97, 123), dice.randrange(97, 123)) for _ in range(400))
    pieces = ufdr_reports.pieces(["hello"] * 5)
    result, tables = fast(b"".join((*pieces[:3], garbage, *pieces[3:])))
    assert "damaged_region" in {item.reason for item in result.quarantined}
    rows = {row["@id"]: row for row in tables["InstantMessage"].to_pylist()}
    assert {f"m{number}" for number in range(5)} <= rows.keys()
    assert rows["m0"]["_damage"] is None
    assert "place_uncertain" in rows["m2"]["_damage"]
    assert [row["_damage"] for row in tables["SMS"].to_pylist()] == [None] * 3
