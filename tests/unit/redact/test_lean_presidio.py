"""Detection loads spaCy without its command line, and leaves that usable; expressions are compiled when used."""

from __future__ import annotations

import subprocess
import sys

import pytest
import regex

from disclosure.redact.lean_presidio import expressions_compiled_later

CHECK = """
import sys
from disclosure.redact.analyse import Analyser

found = Analyser().analyse(["ring anna on 07700 900123"])[0].spans
assert found, "nothing found"
assert "spacy" in sys.modules and "spacy.cli" not in sys.modules and "weasel" not in sys.modules
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert callable(spacy.cli.download)
from presidio_analyzer import Pattern
try:
    Pattern("broken", "(", 0.5)
except ValueError:
    pass
else:
    raise AssertionError("Presidio no longer checks expressions")
"""


def test_the_command_line_is_not_loaded_and_can_be() -> None:
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_an_expression_is_compiled_when_it_is_used() -> None:
    before = regex.compile
    with expressions_compiled_later():
        good, broken = regex.compile(r"A+", flags=regex.IGNORECASE), regex.compile("(")
    assert regex.compile is before
    assert good.search("caat")[0] == "aa"
    with pytest.raises(regex.error):
        broken.search("(")


def test_regex_is_as_it_was_after_a_failed_import() -> None:
    before = regex.compile
    with pytest.raises(ImportError), expressions_compiled_later():
        raise ImportError("presidio_analyzer")
    assert regex.compile is before
