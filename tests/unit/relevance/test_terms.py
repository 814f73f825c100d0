"""Search terms: what matches, what does not, and where."""

from __future__ import annotations

import re
import unicodedata

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.errors import CaseFileError
from disclosure.relevance import lookup, terms


def found(term: str, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in terms.find(terms.parse(term, "here"), text)]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("meet", "Meet me, MEET", ["Meet", "MEET"]),
        ("meet", "meeting meets xmeet meet2", []),
        ("meet", "see you at the meet", ["meet"]),  # at the end of the text
        ("meet", "_meet_ *meet* ~meet~ meet-up", ["meet"] * 4),
        ("follow*", "follow following Followed unfollow", ["follow", "following", "Followed"]),
        ("follow* me", "followed\n\t me", ["followed\n\t me"]),
        ("outside your house", "Outside  your\nHOUSE", ["Outside  your\nHOUSE"]),
        ("don't", "Don’t and don't and don`t", ["Don’t", "don't", "don`t"]),
        ("don’t", "DON'T", ["DON'T"]),
        ("john", "John’s", ["John"]),
        ("café", "cafe\u0301 CAFÉ", ["cafe\u0301", "CAFÉ"]),
        ("cafe", "café cafe\u0301", []),
        ("cafe*", "café cafe\u0301 cafes", ["cafes"]),
        ("caf*", "café", ["café"]),
        ("strasse", "Straße STRASSE", ["Straße", "STRASSE"]),
        ("STRAẞE", "strasse", ["strasse"]),
        ("follow", "fol\u200blow f\u00adollow", ["fol\u200blow", "f\u00adollow"]),
        ("❤", "❤️", ["❤"]),
        ("🙂 ok", "🙂 ok", ["🙂 ok"]),
        ("£20", "it's £20 or £200", ["£20"]),
        ("ab ab", "ab ab ab ab", ["ab ab", "ab ab"]),
        ("a.c", "abc a.c", ["a.c"]),
        ("καλησπερας", "ΚΑΛΗΣΠΕΡΑΣ", ["ΚΑΛΗΣΠΕΡΑΣ"]),
    ],
)
def test_matches(term: str, text: str, expected: list[str]) -> None:
    assert found(term, text) == expected


def test_positions_are_code_points() -> None:
    assert terms.find(terms.parse("meet", "here"), "👩‍👧🙂 meet") == [terms.Hit(5, 9)]


def test_terms_may_overlap_one_another() -> None:
    parsed = [terms.parse(term, "here") for term in ("your house", "outside your", "absent")]
    assert dict(terms.find_all(parsed, "outside your house")) == {0: [terms.Hit(8, 18)], 1: [terms.Hit(0, 12)]}


@pytest.mark.parametrize("term", ["", " ", "*", "fo*low", "f**", "meet *", "\u200b"])
def test_bad_terms_are_refused_without_being_quoted(term: str) -> None:
    with pytest.raises(CaseFileError, match="LOE1, term 2") as caught:
        terms.parse(f"canary {term}" if "*" in term and term != "*" else term, "LOE1, term 2")
    assert "canary" not in str(caught.value)


def test_context_is_cut_to_whole_words() -> None:
    text = "alpha " * 30 + "needle" + " omega" * 30
    hit = terms.find(terms.parse("needle", "here"), text)[0]
    around = terms.context(text, hit)
    assert around.startswith("…alpha ")
    assert around.endswith(" omega…")
    assert len(around) <= 2 * terms.CONTEXT_CODE_POINTS + len("needle") + 2


@given(st.text())
def test_places_agree_with_folding(text: str) -> None:
    folded, places = terms.fold_with_places(text)
    assert folded == terms.fold(text)
    assert len(folded) == len(places)
    assert all(0 <= place < len(text) for place in places)


@given(st.text(), st.text())
def test_any_form_of_a_text_is_found_in_its_other_forms(before: str, after: str) -> None:
    term = terms.parse("Zoë's café*", "here")
    for written in ("ZOË’S CAFÉS", unicodedata.normalize("NFD", "zoë's café")):
        hits = terms.find(term, f"{before} {written} {after}")
        assert any(hit.start <= len(before) + 1 + len(written) - 1 < hit.end for hit in hits)


def plain_characters() -> list[str]:
    ranges = re.findall(r"\\x\{?([0-9A-F]+)\}?(?:-\\x\{?([0-9A-F]+)\}?)?", terms.plain_class())
    return [chr(point) for first, last in ranges for point in range(int(first, 16), int(last or first, 16) + 1)]


def test_sql_and_folding_agree_on_every_plain_character() -> None:
    characters = plain_characters()
    assert len(characters) > 2_000
    connection = duckdb.connect()
    connection.register("t", pa.table({"c": pa.array(characters, pa.string())}))
    plain = f"regexp_full_match(c, '[{terms.plain_class()}]*', 's')"
    query = f"SELECT c, lower(c) AS lowered, {plain} AS is_plain FROM t"  # noqa: S608 -- own text
    rows = connection.sql(query).to_arrow_table().to_pylist()
    assert all(row["is_plain"] for row in rows)
    for row in rows:
        folded = terms.fold(row["c"])
        # Apostrophes and variation selectors are rewritten in SQL too; nothing else may differ.
        assert folded == row["lowered"] or folded in ("'", "")
    assert connection.execute(f"SELECT {plain} FROM (SELECT 'ﬀ' AS c)").fetchall() == [(False,)]  # noqa: S608


TEXTS = st.lists(
    st.sampled_from(
        [
            "meet",
            "MEETING",
            "don’t",
            "don't",
            "café",
            "cafe\u0301",
            "🙂",
            "❤️",
            "ß",
            "SS",
            "£5",
            "\n",
            " ",
            "ﬃ",
            "ſ",
            "K",
        ]
    ),
    max_size=8,
).map("".join)


@given(
    st.lists(TEXTS, max_size=20), st.sampled_from(["meet", "meet*", "don't", "café", "ss", "k", "s", "🙂", "£5", "ffi"])
)
def test_lookup_equals_looking_everywhere(texts: list[str], written: str) -> None:
    connection = duckdb.connect()
    rows = pa.array(range(len(texts)), pa.int32())
    fields = pa.array([0] * len(texts), pa.int32())
    connection.register("t", pa.table({"row": rows, "field": fields, "text": pa.array(texts, pa.string())}))
    term = terms.parse(written, "here")
    hits = lookup.find(connection, "SELECT * FROM t", [term]).to_pylist()
    expected = [(row, hit.start, hit.end) for row, text in enumerate(texts) for hit in terms.find(term, text)]
    assert sorted((hit["row"], hit["start"], hit["end"]) for hit in hits) == expected
