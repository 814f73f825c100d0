"""The rules alone, without a tagger of names, on a smaller draw of the ground truth that ships: the targets hold."""

from __future__ import annotations

import regex

from disclosure.redact.analyse import Analyser
from disclosure.redact.categories import CATEGORIES
from disclosure.redact.measure import Marked, measure
from disclosure.redact.recognisers import load
from disclosure.redact.recognisers.uk import NEEDS
from disclosure.synthetic.ground_truth import generate
from disclosure.synthetic.ground_truth.templates import TEMPLATES
from disclosure.synthetic.ground_truth.values import MAKERS
from pipelines.validate import NAMES, TARGETS
from tests.support import NoNames

RELATIONS = "Relationship to others"


def test_what_is_planted_is_found_and_what_is_ordinary_is_left_alone() -> None:
    examples = list(generate(each=17, ordinary_count=600, seed=2))
    analyses = Analyser(tagger=NoNames()).analyse([example.text for example in examples])
    measured = measure(
        (
            example.text,
            [Marked(span.start, span.end, span.category, span.kind) for span in example.spans],
            [Marked(span.start, span.end, span.category) for span in analysis.spans],
        )
        for example, analysis in zip(examples, analyses, strict=True)
    )
    # A relation counts beside a name, and most names are for the tagger to find.
    by_form = [tally for category, tally in measured.categories.items() if category not in (NAMES, RELATIONS)]
    planted = sum(tally.planted for tally in by_form)
    assert planted > 700
    assert sum(tally.covered for tally in by_form) / planted >= TARGETS["covered"]
    assert sum(tally.right_category for tally in by_form) / planted >= TARGETS["right_category"]
    assert measured.ordinary == 600
    assert measured.ordinary_touched / measured.ordinary <= TARGETS["ordinary_touched"]


def test_whatever_a_recogniser_finds_holds_what_it_says_it_needs() -> None:
    """`needs` and `words` must follow from the expressions, or a text would be passed over."""
    texts = [example.text for example in generate(each=12, ordinary_count=100, seed=3)]
    texts += [text.swapcase() for text in texts]
    for recogniser in load(tagger=NoNames()):
        needs = getattr(recogniser, "needs", "") or NEEDS.get(recogniser.name, "")
        words = getattr(recogniser, "words", ())
        if not needs and not words:
            continue
        for text in texts:
            has_needs = not needs or (
                regex.search(r"\d", text) is not None if needs == "digit" else any(one in text for one in needs)
            )
            has_words = not words or any(word in text.casefold() for word in words)
            if not (has_needs and has_words):
                assert recogniser.analyze(text, recogniser.supported_entities, None) == [], recogniser.name


def test_the_set_has_every_category_marks_what_it_plants_and_is_the_same_again() -> None:
    examples = list(generate(each=2, ordinary_count=50))
    assert examples == list(generate(each=2, ordinary_count=50))
    assert {span.category for example in examples for span in example.spans} == set(CATEGORIES)
    assert set(TEMPLATES) <= set(MAKERS)
    assert all(0 <= span.start < span.end <= len(example.text) for example in examples for span in example.spans)
    assert len({example.text for example in examples if not example.spans}) == 50
