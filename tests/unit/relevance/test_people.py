"""How a party is recognised on a record."""

from __future__ import annotations

from disclosure.case_file import Party
from disclosure.relevance import people
from disclosure.relevance.people import Shown

PARTY = Party(
    id="solicitor",
    role="professional",
    names=("Imogen  Example", "Imogen"),
    phones=("(07700) 900 222",),
    emails=("I.Example@LAW.example",),
    handles=("@ImoLaw",),
)


def recognised(shown: Shown, *, always_by_name: bool = False) -> bool:
    return bool(people.recognise([people.declared(PARTY, "GB")], [shown], always_by_name=always_by_name))


def test_identifiers_are_compared_in_their_comparable_form() -> None:
    assert recognised(Shown("phone", "+447700900222", None))
    assert recognised(Shown("email", "i.example@law.example", "Anybody"))
    assert recognised(Shown("account", "imolaw", None))
    assert not recognised(Shown("phone", "+447700900223", None))
    assert not recognised(Shown("account", "+447700900222", None))


def test_full_names_count_where_there_is_no_identifier() -> None:
    assert recognised(Shown(None, None, "IMOGEN EXAMPLE"))
    assert not recognised(Shown(None, None, "Imogen"))  # one word can be anybody
    assert not recognised(Shown("lid", "1@lid", "Imogen Example"))
    assert recognised(Shown("lid", "1@lid", "Imogen Example"), always_by_name=True)


def test_a_party_matched_in_two_ways_is_matched_once() -> None:
    pairs = people.recognise(
        [people.declared(PARTY, "GB")], [Shown("phone", "+447700900222", "Imogen Example")], always_by_name=True
    )
    assert len(pairs) == 1
