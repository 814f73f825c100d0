"""Who is who: evidence of joins, contradictions shown, proposals never acted on, corrections honoured."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.case_file import CaseFile
from disclosure.errors import CaseFileError
from disclosure.identities import corrections, resolve
from disclosure.identities.corrections import Corrections
from disclosure.identities.occurrences import Occurrence
from disclosure.identities.register import Registered
from tests.support import CASE_TOML

CASE = CaseFile.model_validate(tomllib.loads(CASE_TOML))
ONE, TWO, THREE, LAND = "+447700900301", "+447700900302", "+447700900303", "+442079460999"
FIRST, SECOND, THIRD = "Third party 0001", "Third party 0002", "Third party 0003"


def seen(value: str, name: str | None = None, exhibit: str = "JLB/1", at: str = "", kind: str = "phone") -> Occurrence:
    return Occurrence(kind, value, value, name, False, exhibit, "contact", at, f"id {value} {exhibit}")


def entry(name: str, *values: str, exhibit: str = "JLB/1") -> list[Occurrence]:
    return [seen(value, name, exhibit, kind="email" if "@" in value else "phone") for value in values]


def who(found: resolve.Identities) -> dict[str, str]:
    return {row["value"]: row["pseudonym"] for row in found.rows if row["kind"] != "shown_name"}


def conflicts(found: resolve.Identities) -> set[str]:
    return {row["conflict"] for row in found.contradictions}


def corrected(text: str, folder: Path) -> Corrections:
    path = folder / corrections.FILE_NAME
    path.write_text(text)
    return corrections.load(path)


MERGE = '[[merge]]\nidentifiers = ["{}", "{}"]\nwho = "DC P"\nwhen = 2026-01-12\nwhy = "says so"\n'
SPLIT = '[[split]]\nidentifiers = ["{}"]\nwho = "DC P"\nwhen = 2026-01-12\nwhy = "two people"\n'
ASSIGN = '[[assign]]\nparty = "{}"\nidentifiers = ["{}"]\nwho = "DC P"\nwhen = 2026-01-12\nwhy = "seen"\n'


def test_every_join_says_which_record_and_rule() -> None:
    found = resolve.resolve(CASE, [], [entry("Bev", ONE, "bev@example.org")], ())
    (link,) = [row for row in found.links if row["rule"] == "contact_record"]
    assert (link["value"], link["other_value"], link["outcome"]) == (ONE, "bev@example.org", "joined")
    assert (link["exhibit_ref"], link["artefact_id"]) == ("JLB/1", "id bev@example.org JLB/1")


def test_a_landline_of_two_people_joins_neither() -> None:
    found = resolve.resolve(CASE, [], [entry("Mandy Cole", ONE, LAND), entry("Raj Sidhu", TWO, LAND)], ())
    assert len({who(found)[value] for value in (ONE, TWO, LAND)}) == 3
    assert conflicts(found) == {"shared_by_contacts"}


def test_one_number_under_two_names_is_one_person_and_shown() -> None:
    found = resolve.resolve(CASE, [], [entry("Bev Okafor", ONE), entry("Ginger", ONE, exhibit="KMT/2")], ())
    assert {row["conflict"]: row["names"] for row in found.contradictions} == {
        "number_under_different_names": "Bev Okafor; Ginger"
    }


def test_the_same_name_joins_nobody_and_is_proposed() -> None:
    found = resolve.resolve(
        CASE, [], [entry("Bev Okafor", ONE), entry("Bev Okafor", TWO, exhibit="KMT/2"), entry("Bev Okaforr", THREE)], ()
    )
    assert len({who(found)[value] for value in (ONE, TWO, THREE)}) == 3
    proposed = {(row["value"], row["other_value"], row["rule"]) for row in found.links if row["outcome"] == "proposed"}
    assert (ONE, TWO, "same_full_name") in proposed
    assert any(rule == "similar_full_name" for *_, rule in proposed)
    assert "name_with_several_numbers" in conflicts(found)


def test_a_first_name_alone_joins_nobody() -> None:
    single = [seen("sam", "Sam", kind="name"), seen("sam", "Sam", "KMT/2", kind="name")]
    found = resolve.resolve(CASE, single, [entry("Sam", ONE), entry("Sam", TWO)], ())
    assert len({row["pseudonym"] for row in found.rows if row["role"] == "third_party" and not row["party_id"]}) == 4
    assert not [row for row in found.links if row["outcome"] == "joined" and row["rule"] != "case_file"]


def test_a_lid_is_joined_through_a_stated_mapping_alone() -> None:
    lid = Occurrence("lid", "2123@lid", "2123@lid", "Bev Okafor", False, "JLB/1", "participant", "", "id lid")
    apart = resolve.resolve(CASE, [lid], [entry("Bev Okafor", ONE)], ())
    assert who(apart)["2123@lid"] != who(apart)[ONE]
    stated = resolve.resolve(CASE, [lid], [[*entry("Bev Okafor", ONE), lid]], ())
    assert who(stated)["2123@lid"] == who(stated)[ONE]


def test_corrections_are_honoured_and_numbers_never_change(tmp_path: Path) -> None:
    single = [seen(ONE, at="2025-01-01"), seen(TWO, at="2025-01-02"), seen(THREE, at="2025-01-03")]
    first = resolve.resolve(CASE, single, [], ())
    assert [who(first)[value] for value in (ONE, TWO, THREE)] == [
        "Third party 0001",
        "Third party 0002",
        "Third party 0003",
    ]
    merged = resolve.resolve(CASE, single, [], first.register, corrected(MERGE.format(TWO, THIRD), tmp_path))
    assert [who(merged)[value] for value in (ONE, TWO, THREE)] == [
        "Third party 0001",
        "Third party 0002",
        "Third party 0002",
    ]
    again = resolve.resolve(CASE, single, [], merged.register, corrected(MERGE.format(TWO, THIRD), tmp_path))
    assert who(again) == who(merged)
    assert again.register == merged.register
    undone = resolve.resolve(CASE, single, [], merged.register)
    assert who(undone) == who(first)
    newcomer = resolve.resolve(CASE, [*single, seen("+447700900304")], [], undone.register)
    assert who(newcomer)["+447700900304"] == "Third party 0004"


def test_a_split_keeps_apart_what_a_contact_joins(tmp_path: Path) -> None:
    contacts = [entry("Bev", ONE, TWO)]
    joined = resolve.resolve(CASE, [], contacts, ())
    assert who(joined)[ONE] == who(joined)[TWO] == FIRST
    apart = resolve.resolve(CASE, [], contacts, joined.register, corrected(SPLIT.format("07700 900302"), tmp_path))
    assert (who(apart)[ONE], who(apart)[TWO]) == (FIRST, SECOND)
    assert [row["outcome"] for row in apart.links if row["rule"] == "contact_record"] == ["left_out"]
    assert not conflicts(apart)
    again = resolve.resolve(CASE, [], contacts, apart.register, corrected(SPLIT.format("07700 900302"), tmp_path))
    assert who(again) == who(apart)


def test_what_is_assigned_is_the_partys_everywhere(tmp_path: Path) -> None:
    given_ = corrected(ASSIGN.format("suspect", "07700 900301"), tmp_path)
    found = resolve.resolve(CASE, [seen(ONE)], [], (), given_)
    assert who(found)[ONE] == "Suspect"
    applied = corrections.apply(CASE, given_).party_by_id("suspect")
    assert applied is not None
    assert "07700 900301" in applied.phones


@pytest.mark.parametrize(
    "text",
    [
        MERGE.format("+447700900101", "+447700900102"),  # two parties
        SPLIT.format("+447700900101"),
        ASSIGN.format("suspect", "+447700900101"),
        MERGE.format(ONE, "07700 900399"),
        MERGE.format(ONE, "Third party 0099"),
        ASSIGN.format("nobody", ONE),
        "[[merge]]\nidentifiers = []\n",
        "[[merg]]\n",
        "merge = [",
    ],
)
def test_what_cannot_be_honoured_is_refused_without_the_value(text: str, tmp_path: Path) -> None:
    def run() -> None:
        given_ = corrected(text, tmp_path)
        corrections.apply(CASE, given_)
        resolve.resolve(CASE, [seen(ONE), seen("+447700900102")], [], (), given_)

    with pytest.raises(CaseFileError) as caught:
        run()
    assert "90010" not in str(caught.value)
    assert "90039" not in str(caught.value)


@given(
    st.permutations(range(5)),
    st.lists(
        st.tuples(st.sampled_from(["Bev Okafor", "Bev", "Raj"]), st.sets(st.integers(0, 4), min_size=1)), max_size=6
    ),
)
def test_the_order_of_records_does_not_matter(order: list[int], entries: list[tuple[str, set[int]]]) -> None:
    contacts = [entry(name, *(f"+44770090031{number}" for number in sorted(numbers))) for name, numbers in entries]
    single = [seen(f"+44770090031{number}", at=f"2025-07-0{number + 1}") for number in range(5)]
    registered: tuple[Registered, ...] = ()
    one = resolve.resolve(CASE, single, contacts, registered)
    other = resolve.resolve(CASE, [single[number] for number in order], contacts[::-1], registered)
    assert who(one) == who(other)
    assert sorted(map(str, one.contradictions)) == sorted(map(str, other.contradictions))
