"""Redaction of texts made of ordinary words, identifiers and earlier labels: repeatable, whole, and done once."""

from __future__ import annotations

import tomllib
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.case_file import AUDIENCES, CaseFile
from disclosure.redact import policy
from disclosure.redact.analyse import Analyser
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.pseudonyms import redact
from tests.support import CASE_TOML, NoNames

CASE = CaseFile.model_validate(tomllib.loads(CASE_TOML))
PEOPLE = (
    KnownPerson("Complainant", "complainant", "c", names=("Jasleen Bhamra",), phones=("+447700900101",)),
    KnownPerson("Third party 3", "third_party", names=("Bev Ackroyd",), phones=("+447700900300",)),
)
PIECES = (
    "ring me", "the number ending in", "she lives on", "on", "at", "my", "sister", "dob", "reg", "snap:",
    "account", "flat", "born", "07700 900101", "+44 7700 900300", "jasleen", "Bev Ackroyd", "bev's",
    "14 Inkerman Street", "LS99 9ZZ", "JT17 ABC", "alba_q92", "@alba.q", "99-12-34 12345678", "05/01/1990",
    "54.48211, 0.91234", "Mrs Quickfell", "oh double seven", "192.0.2.17", "imei", "is on probation",
    "works as a nurse", "[Complainant]", "[Third party 3: phone number, ending 300]", "[address]", "[Withheld]",
    "7", "£20", "lol", "😂", "\n", ",", ".", "...", "(", ")",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map(" ".join)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def analyser() -> Analyser:
    return Analyser(PEOPLE, NoNames())


@cache
def rules(audience: str) -> policy.Policy:
    return policy.effective(CASE, audience)


def served(text: str, audience: str) -> str:
    (analysis,) = analyser().analyse([text])
    return redact(text, analysis.spans, rules(audience)).text


@pytest.mark.parametrize("audience", AUDIENCES)
@FEW
@given(text=TEXTS)
def test_redacting_twice_is_redacting_once(audience: str, text: str) -> None:
    once = served(text, audience)
    assert served(once, audience) == once


@FEW
@given(text=TEXTS)
def test_what_lies_outside_spans_is_unchanged_and_in_its_order(text: str) -> None:
    (analysis,) = analyser().analyse([text])
    rest = redact(text, analysis.spans, rules("defence")).text
    at = 0
    for span in analysis.spans:
        kept = text[at : span.start]
        assert kept in rest
        rest = rest[rest.index(kept) + len(kept) :]
        at = span.end
    assert rest.endswith(text[at:])


@FEW
@given(texts=st.lists(TEXTS, min_size=2, max_size=6), data=st.data())
def test_order_and_partitioning_do_not_matter(texts: list[str], data: st.DataObject) -> None:
    together = dict(zip(texts, analyser().analyse(texts), strict=True))
    order = data.draw(st.permutations(texts))
    cut = data.draw(st.integers(0, len(order)))
    apart = [*analyser().analyse(order[:cut]), *analyser().analyse(order[cut:])]
    assert all(together[text] == found for text, found in zip(order, apart, strict=True))
