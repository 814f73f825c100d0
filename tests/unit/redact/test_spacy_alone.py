"""Detection loads spaCy without its command line, and leaves that usable."""

from __future__ import annotations

import subprocess
import sys

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
"""


def test_the_command_line_is_not_loaded_and_can_be() -> None:
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
