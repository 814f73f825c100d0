"""Redaction of texts made of ordinary words, identifiers and earlier labels: repeatable, whole, and done once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure import tables
from disclosure.case_file import AUDIENCES, CaseFile
from disclosure.redact import policy, serve
from disclosure.redact.analyse import Analyser
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.labels import LABEL
from disclosure.redact.participants import ParticipantNames
from disclosure.redact.redacting import Asked, Redactor
from disclosure.redact.serve import Settings, redact_part
from disclosure.synthetic import ground_truth
from disclosure.synthetic.identifiers import generator
from tests.support import CASE_TOML, NoNames

CASE = CaseFile.model_validate(tomllib.loads(CASE_TOML))
PEOPLE = (
    KnownPerson("Complainant", "complainant", "c", names=("Jasleen Bhamra",), phones=("+447700900101",)),
    KnownPerson("Third party 0003", "third_party", names=("Bev Ackroyd",), phones=("+447700900300",)),
    KnownPerson("Witness 01", "witness", names=("Grace Oyelaran",)),
)
PIECES = (
    "ring me", "the number ending in", "she lives on", "on", "at", "my", "sister", "dob", "reg", "snap:",
    "account", "flat", "born", "07700 900101", "+44 7700 900300", "jasleen", "Bev Ackroyd", "bev's", "grace",
    "14 Inkerman Street", "LS99 9ZZ", "JT17 ABC", "alba_q92", "@alba.q", "99-12-34 12345678", "05/01/1990",
    "54.48211, 0.91234", "Mrs Quickfell", "oh double seven", "192.0.2.17", "imei", "is on probation",
    "works as a nurse", "works at", "school", "07700", "900101", "jasleen.b@mail.example", "bevs_99", "sort code",
    "7", "£20", "lol", "😂", "\n", ",", ".", "...", "(", ")", "[", "]", ":", "Sarahs", "Mrs", "flat 2", "is at",
)  # fmt: skip
LABELS = (
    "[Complainant]", "[Third party 0003: phone number, ending 300]", "[address]", "[Withheld]", "[name]",
    "[Police officer 02]", "[identifier, withheld for review]", "[Third party 0012: location]",
)  # fmt: skip
SEPARATORS = (" ", " ", " ", " ", " ", " ", "", "\n", ", ", " - ")


def texts(*pieces: str) -> st.SearchStrategy[str]:
    """Pieces one after another, mostly with a space between."""
    chosen = st.lists(st.tuples(st.sampled_from(pieces), st.sampled_from(SEPARATORS)), min_size=1, max_size=14)
    return chosen.map(lambda parts: "".join(piece + separator for piece, separator in parts))


MANY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def analyser() -> Analyser:
    return Analyser(PEOPLE, NoNames())


@cache
def redactor(audience: str) -> Redactor:
    return Redactor(analyser(), policy.effective(CASE, audience), ParticipantNames(PEOPLE))


def served(text: str, audience: str) -> str:
    (done,) = redactor(audience).redact([Asked(text, ("Complainant", "Witness 01"))])
    return done.text


@pytest.mark.parametrize("audience", AUDIENCES)
@MANY
@given(text=texts(*PIECES, *LABELS))
def test_redacting_twice_is_redacting_once(audience: str, text: str) -> None:
    once = served(text, audience)
    assert served(once, audience) == once


def test_redacting_twice_is_redacting_once_with_the_tagger() -> None:
    chance = generator("redacting twice")
    messages = [example.text for example in ground_truth.generate(each=4, ordinary_count=60, seed=7)]
    made = [" ".join(chance.choices((*PIECES, *LABELS), k=9)) for _ in range(120)]
    with_tagger = Redactor(Analyser(PEOPLE), policy.effective(CASE, "defence"))
    once = [done.text for done in with_tagger.redact([Asked(text) for text in (*messages, *made)])]
    assert [done.text for done in with_tagger.redact([Asked(text) for text in once])] == once


@MANY
@given(text=texts(*PIECES))
def test_what_lies_outside_is_unchanged_and_in_its_order(text: str) -> None:
    (done,) = redactor("defence").redact([Asked(text)])
    parts, at = [], 0
    for outcome in done.outcomes:
        kept = outcome.action == "keep"
        parts += [re.escape(text[at : outcome.span.start]), re.escape(text[outcome.span.start : outcome.span.end])]
        parts[-1] = parts[-1] if kept else f"(?:{LABEL.pattern})"
        at = outcome.span.end
    assert re.fullmatch("".join([*parts, re.escape(text[at:])]), done.text)


@MANY
@given(text=texts(*PIECES, *LABELS))
def test_labels_stay_as_they_are(text: str) -> None:
    labels = LABEL.findall(text)
    after = iter(LABEL.findall(served(text, "cps")))
    assert all(label in after for label in labels)


@FEW
@given(written=st.lists(texts(*PIECES, *LABELS), min_size=2, max_size=6), data=st.data())
def test_order_and_company_of_texts_do_not_matter(written: list[str], data: st.DataObject) -> None:
    together = dict(zip(written, redactor("cps").redact([Asked(text) for text in written]), strict=True))
    order = data.draw(st.permutations(written))
    cut = data.draw(st.integers(0, len(order)))
    apart = [done for part in (order[:cut], order[cut:]) for done in redactor("cps").redact([Asked(t) for t in part])]
    assert all(together[text] == done for text, done in zip(order, apart, strict=True))


def rows_of(folder: Path, name: str, rows: list[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """Served rows and log of one part."""
    participants = {"c0": ("Complainant",), "c1": ("Witness 01",)}
    told = Settings(PEOPLE, policy.effective(CASE, "cps"), "GB", {"JLB/1": "complainant"}, participants)
    source, out, log = (folder / f"{name}.{kind}.parquet" for kind in ("in", "out", "log"))
    tables.write_rows(source, "messages", rows)
    redact_part("messages", source, out, log, told)
    return pq.ParquetFile(out).read().to_pylist(), tables.read([log], "redaction_log").to_pylist()


@settings(FEW, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(bodies=st.lists(texts(*PIECES, *LABELS), min_size=2, max_size=8), data=st.data())
def test_partitioning_does_not_matter(monkeypatch: pytest.MonkeyPatch, bodies: list[str], data: st.DataObject) -> None:
    monkeypatch.setattr(serve, "Analyser", lambda people, region: analyser())
    serve._engines.cache_clear()
    rows = [
        {"artefact_id": f"{n:032x}", "exhibit_ref": "JLB/1", "conversation_id": f"c{n % 2}", "body": body,
         "subject": bodies[n // 2], "sender_identifier": "+447700900300", "sender_name": "Bev"}
        for n, body in enumerate(bodies)
    ]  # fmt: skip
    order = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(1, len(order) - 1))

    def by_id(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return sorted(found, key=lambda row: (row["artefact_id"], row.get("field_name", ""), row.get("start", 0)))

    with TemporaryDirectory() as name:
        folder = Path(name)
        whole, parts = (
            rows_of(folder, "a", rows),
            [rows_of(folder, "b", order[:cut]), rows_of(folder, "c", order[cut:])],
        )
    for at in (0, 1):
        assert by_id(whole[at]) == by_id([row for part in parts for row in part[at]])
    serve._engines.cache_clear()
