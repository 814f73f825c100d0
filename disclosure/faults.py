"""What is wrong with a file that a person wrote, in words: the key, what was expected, never the value."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from typing import Final

from pydantic import ValidationError

_CUTOFF: Final = 0.5


def faults(error: ValidationError, known: Callable[[tuple[int | str, ...]], Sequence[str]]) -> str:
    """Every fault that was found, one after another.

    Args:
        error: What checking the file against its model gave.
        known: The keys that are valid at a place of the file.
    """
    return sentence(
        [_explain(item["loc"], item["type"], item["msg"], known) for item in error.errors(include_input=False)]
    )


def sentence(parts: Sequence[str]) -> str:
    """Faults one after another, with one sign at the end."""
    return "; ".join(parts) + ("" if parts[-1].endswith("?") else ".")


def nearest(value: str, known: Sequence[str]) -> str:
    """A hint at what was meant.

    >>> nearest("suspct", ["suspect", "mother"])
    "did you mean 'suspect'?"
    """
    near = difflib.get_close_matches(value, known, n=1, cutoff=_CUTOFF)
    return f"did you mean '{near[0]}'?" if near else f"expected one of: {', '.join(known) or 'none declared'}"


def _explain(
    location: tuple[int | str, ...], kind: str, message: str, known: Callable[[tuple[int | str, ...]], Sequence[str]]
) -> str:
    """One fault in words: key, expectation, and the nearest valid key for an unknown one."""
    key = _dotted(location)
    if kind == "extra_forbidden":
        return f"unknown key '{key}'; {nearest(str(location[-1]), known(location[:-1]))}"
    if kind == "missing":
        return f"key '{key}' is missing"
    if kind == "string_pattern_mismatch":
        return f"key '{key}': an id has 32 and a SHA-256 has 64 figures and small letters a to f"
    message = message.removeprefix("Value error, ")
    message = message[0].lower() + message[1:]
    return f"key '{key}': {message}" if key else message


def _dotted(location: tuple[int | str, ...]) -> str:
    """A key the way a person would point at it: `party[2].phones` for the second party."""
    text = ""
    for part in location:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        elif part != "[key]":
            text += f".{part}" if text else part
    return text
