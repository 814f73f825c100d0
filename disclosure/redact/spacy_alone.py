"""spaCy without its command line, which importing spaCy loads as well: a project manager and HTTP clients.

Presidio imports spaCy whatever it is used for. The command line is a tenth of what `disclosure detect` needs to start,
and nothing here may ever use the network.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any, Final

_COMMAND_LINE: Final = ("spacy.cli", "spacy.cli.info")


def load() -> None:
    """Import spaCy, unless somebody did; its command line can be imported afterwards, by whoever wants it."""
    if "spacy" in sys.modules or any(name in sys.modules for name in _COMMAND_LINE):
        return
    stand_ins = {name: ModuleType(name) for name in _COMMAND_LINE}
    stand_ins["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
    sys.modules.update(stand_ins)
    try:
        importlib.import_module("spacy")
    finally:
        for name in _COMMAND_LINE:
            del sys.modules[name]


def _info(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 -- spaCy is untyped
    """`spacy.info` as spaCy has it, from the command line after all."""
    return importlib.import_module("spacy.cli.info").info(*arguments, **named)
