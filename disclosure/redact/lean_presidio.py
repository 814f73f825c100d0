"""Presidio and spaCy imported without what they load or do for nothing, a fifth of what detection needs to start.

Presidio imports spaCy, and spaCy its command line: a project manager and HTTP clients, where nothing may ever use the
network. Presidio also compiles every expression of recognisers for all countries to see that it can be compiled, and
throws the result away; those that are used are compiled when first needed.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from types import ModuleType
from typing import Any, Final

import regex

_COMMAND_LINE: Final = ("spacy.cli", "spacy.cli.info")


def load() -> None:
    """Import Presidio and spaCy, unless somebody did; spaCy's command line can be imported afterwards."""
    if "spacy" not in sys.modules and not any(name in sys.modules for name in _COMMAND_LINE):
        stand_ins = {name: ModuleType(name) for name in _COMMAND_LINE}
        stand_ins["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
        sys.modules.update(stand_ins)
        try:
            importlib.import_module("spacy")
        finally:
            for name in _COMMAND_LINE:
                del sys.modules[name]
    with expressions_compiled_later():
        importlib.import_module("presidio_analyzer")


@contextmanager
def expressions_compiled_later() -> Iterator[None]:
    """Within it `regex.compile` gives expressions that are compiled when somebody uses them."""
    compile_now = regex.compile

    class Later:
        def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 -- regex is untyped
            self._asked = arguments, named

        @cached_property
        def _compiled(self) -> Any:  # noqa: ANN401 -- regex is untyped
            arguments, named = self._asked
            return compile_now(*arguments, **named)

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- regex is untyped
            return getattr(self._compiled, name)

    regex.compile = Later
    try:
        yield
    finally:
        regex.compile = compile_now


def _info(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 -- spaCy is untyped
    """`spacy.info` as spaCy has it, from the command line after all."""
    return importlib.import_module("spacy.cli.info").info(*arguments, **named)
