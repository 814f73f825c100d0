"""What counts as covered, as the right category and as wrongly redacted."""

from __future__ import annotations

import pytest

from disclosure.redact.measure import Marked, Share, measure

TEXT = "ring 07700 900123 about the cat"
PHONE = Marked(5, 17, "Phone number", "mobile")


def one(*finds: Marked) -> tuple[int, int, int, int]:
    whole = measure([(TEXT, [PHONE], finds)]).whole
    return whole.covered, whole.right_category, whole.right_finds, whole.wrong_words


@pytest.mark.parametrize(
    ("finds", "expected"),
    [
        ([], (0, 0, 0, 0)),
        ([Marked(5, 17, "Phone number")], (1, 1, 1, 0)),
        ([Marked(5, 10, "Phone number"), Marked(11, 17, "Phone number")], (1, 1, 2, 0)),
        ([Marked(5, 16, "Phone number")], (0, 0, 1, 0)),
        ([Marked(5, 17, "Bank details")], (1, 0, 1, 0)),
        ([Marked(5, 8, "Bank details"), Marked(8, 17, "Phone number")], (1, 1, 2, 0)),
        ([Marked(0, 17, "Phone number")], (1, 1, 1, 1)),
        ([Marked(24, 31, "Named individual")], (0, 0, 0, 2)),
    ],
)
def test_a_find_against_what_was_planted(finds: list[Marked], expected: tuple[int, int, int, int]) -> None:
    assert one(*finds) == expected


def test_ordinary_messages_and_categories_are_counted_apart() -> None:
    result = measure([(TEXT, [PHONE], [PHONE]), ("see you at 7", [], []), ("hi cat", [], [Marked(3, 6, "Other")])])
    assert (result.texts, result.ordinary, result.ordinary_touched) == (3, 2, 1)
    assert result.categories["Other"].wrong_words == 1
    assert result.kinds["mobile"].covered == 1
    assert result.words == 4 + 4 + 2


def test_an_interval_of_nothing_is_none_and_one_of_all_reaches_one() -> None:
    assert Share(0, 0).interval is None
    low, high = Share(100, 100).interval or (0, 0)
    assert high == 1.0
    assert low == pytest.approx(0.963, abs=0.001)
