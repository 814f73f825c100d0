"""Who is who: identifiers joined into persons, pseudonyms that stay."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.case_file import CaseFile
from disclosure.identities import register, resolve
from disclosure.identities.names import name_in
from disclosure.identities.occurrences import Occurrence
from tests.support import CASE_TOML

CASE = CaseFile.model_validate(tomllib.loads(CASE_TOML))


def seen(value: str, name: str | None = None, at: str = "", owner: bool = False, kind: str = "phone") -> Occurrence:
    return Occurrence(kind, value, value, name, owner, "JLB/1", "participant", at, f"id {value}")


def pseudonyms(identities: resolve.Identities) -> dict[str, str]:
    return {row["value"]: row["pseudonym"] for row in identities.rows}


def test_parties_keep_their_role_and_others_are_numbered_by_first_appearance() -> None:
    found = resolve.resolve(
        CASE,
        [
            seen("+447700900300", at="2025-07-02"),
            seen("+447700900301", at="2025-07-01"),
            seen("+447700900102", at="2025-07-03"),
        ],
        [[seen("+447700900302", "Aunty Bev")]],
        (),
    )
    got = pseudonyms(found)
    assert got["+447700900102"] == "Suspect"
    assert got["+447700900101"] == "Complainant"
    assert got["+447700900301"] == "Third party 0001"
    assert got["+447700900300"] == "Third party 0002"
    assert got["+447700900302"] == "Third party 0003"


def test_one_contact_is_one_person() -> None:
    found = resolve.resolve(
        CASE, [], [[seen("+447700900300", "Bev"), seen("bev@example.org", "Bev", kind="email")]], ()
    )
    got = pseudonyms(found)
    assert got["+447700900300"] == got["bev@example.org"] == got["bev"]


def test_the_owner_of_an_exhibit_is_its_party() -> None:
    found = resolve.resolve(CASE, [seen("jaz_x", owner=True, kind="account")], [], ())
    assert pseudonyms(found)["jaz_x"] == "Complainant"


def test_a_contact_with_the_full_name_of_a_party_is_that_party() -> None:
    found = resolve.resolve(CASE, [], [[seen("+447700900399", "kieran  trevanion")]], ())
    assert pseudonyms(found)["+447700900399"] == "Suspect"


def test_two_parties_are_never_joined() -> None:
    found = resolve.resolve(CASE, [], [[seen("+447700900101", "us"), seen("+447700900102", "us")]], ())
    got = pseudonyms(found)
    assert (got["+447700900101"], got["+447700900102"]) == ("Complainant", "Suspect")
    assert found.conflicts == 1


def test_numbers_stay_when_more_material_comes() -> None:
    first = resolve.resolve(CASE, [seen("+447700900301", at="2025-07-05")], [], ())
    second = resolve.resolve(
        CASE, [seen("+447700900300", at="2025-01-01"), seen("+447700900301", at="2025-07-05")], [], first.register
    )
    got = pseudonyms(second)
    assert got["+447700900301"] == "Third party 0001"
    assert got["+447700900300"] == "Third party 0002"
    third = resolve.resolve(
        CASE,
        [seen("+447700900300"), seen("+447700900301")],
        [[seen("+447700900300", "Bev"), seen("+447700900301", "Bev")]],
        second.register,
    )
    assert set(pseudonyms(third).values()) >= {"Third party 0001"}
    assert "Third party 0002" not in pseudonyms(third).values()


@given(st.permutations([seen(f"+44770090030{number}", at=f"2025-07-0{number + 1}") for number in range(6)]))
def test_the_order_of_rows_does_not_matter(rows: list[Occurrence]) -> None:
    assert pseudonyms(resolve.resolve(CASE, rows, [], ())) == pseudonyms(
        resolve.resolve(CASE, sorted(rows, key=lambda row: row.key), [], ())
    )


@given(
    st.lists(
        st.tuples(st.sampled_from(["witness", "third_party"]), st.sets(st.integers(0, 12), min_size=1)), max_size=6
    )
)
def test_no_two_persons_share_a_number(persons: list[tuple[str, set[int]]]) -> None:
    wanted = [(role, sorted(f"phone:{key}-{index}" for key in keys)) for index, (role, keys) in enumerate(persons)]
    numbers, lines = register.assign((), wanted)
    assert len({(role, number) for (role, _), number in zip(wanted, numbers, strict=True)}) == len(wanted)
    again, added = register.assign(lines, wanted)
    assert again == numbers
    assert added == []


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Mum", None),
        ("Shaz work", "Shaz"),
        ("Auntie Bev 🌸", "Bev"),
        ("DO NOT ANSWER", None),
        ("Zoë O'Neil", "Zoë O'Neil"),
    ],
)
def test_names_in_labels(label: str, name: str | None) -> None:
    assert name_in(label) == name


def test_pseudonyms_sort_as_their_numbers_do() -> None:
    printed = [register.pseudonym("third_party", number) for number in range(1, 10_000)]
    assert sorted(printed) == printed
    witnesses = [register.pseudonym("witness", number) for number in range(1, 100)]
    assert sorted(witnesses) == witnesses


@pytest.mark.parametrize("role", register.LABELS)
@pytest.mark.parametrize("number", [1, 2, 10, 9999, 12345])
def test_a_pseudonym_is_read_back_with_and_without_leading_noughts(role: str, number: int) -> None:
    assert register.parse(register.pseudonym(role, number)) == (role, number)
    assert register.parse(f"[{register.LABELS[role].upper()} {number}]") == (role, number)


def test_numbers_of_a_register_are_kept() -> None:
    earlier = (register.Registered("phone:+447700900301", "third_party", 7),)
    persons = [("third_party", ["phone:+447700900300"]), ("third_party", [earlier[0].key])]
    numbers, added = register.assign(earlier, persons)
    assert (numbers, [line.number for line in added]) == ([8, 7], [8])
