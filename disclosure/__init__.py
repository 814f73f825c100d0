"""Disclosure toolkit: extraction exports to redacted copies, schedules and a bundle that can be verified.

from disclosure import Case
case = Case.open("my-case")
case.table("messages")  # a Dask dataframe
case.sql("select application, count(*) from messages group by all")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from disclosure.analyst import Case

__version__: Final = "0.1.0"
__all__ = ["Case", "__version__"]


def __getattr__(name: str) -> object:
    # The command line imports this package on every call; what only analysts use is loaded when asked for.
    if name == "Case":
        from disclosure.analyst import Case

        return Case
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
