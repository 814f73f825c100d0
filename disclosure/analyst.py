"""The case as analysts use it: dataframes, SQL and a preview of redaction, in a notebook or a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from disclosure import case_people, frames, query
from disclosure.case_file import CaseFile
from disclosure.errors import UsageError
from disclosure.redact import policy
from disclosure.redact.analyse import Analyser
from disclosure.redact.redacting import Asked, Redactor
from disclosure.redact.spans import RedactionSpan
from disclosure.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Preview:
    """What redaction would make of a text.

    Attributes:
        text: What would be served.
        spans: What was found in the text given.
        actions: What would be done with each span.
    """

    text: str
    spans: tuple[RedactionSpan, ...]
    actions: tuple[str, ...]

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{span.start}–{span.end}</td><td>{escape(span.category)}</td><td>{escape(span.recogniser)}</td>"
            f"<td>{escape(action)}</td></tr>"
            for span, action in zip(self.spans, self.actions, strict=True)
        )
        head = "<tr><th>span</th><th>category</th><th>recogniser</th><th>action</th></tr>"
        return f"<p>{escape(self.text)}</p><table>{head}{rows}</table>"


class Case:
    """One case, for reading; nothing here writes to it.

    Open it with `Case.open(path)`.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @classmethod
    def open(cls, path: str | Path) -> Case:
        """Open a case folder.

        Raises:
            InputError: There is no case at that place, or its case.toml is not valid.
        """
        return cls(open_workspace(Path(path)))

    @property
    def definition(self) -> CaseFile:
        """What case.toml says."""
        return self._workspace.definition

    def table(self, name: str, columns: Sequence[str] | None = None) -> frames.DataFrame:
        """A canonical table as a Dask dataframe, one partition per Parquet row group.

        Args:
            name: Such as `messages`.
            columns: Columns to read; all when not given.

        Raises:
            UsageError: No table has that name.
        """
        try:
            return frames.table(self._workspace, name, columns)
        except KeyError:
            raise UsageError("unknown_table", f"There is no table '{name}'.", "See schemas/README.md.") from None

    def sql(self, statement: str) -> pd.DataFrame:
        """The result of a DuckDB query over the canonical tables, by their names."""
        return self._connection.sql(statement).to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)

    def redact_preview(self, text: str, audience: str = "cps") -> Preview:
        """What redaction would make of a text, with the people of this case known.

        Args:
            text: Any text.
            audience: cps or defence.
        """
        redactor = Redactor(self._analyser, policy.effective(self.definition, audience))
        (done,) = redactor.redact([Asked(text)])
        return Preview(
            done.text,
            tuple(outcome.span for outcome in done.outcomes),
            tuple(outcome.action for outcome in done.outcomes),
        )

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        connection = query.connect()
        query.attach_tables(connection, self._workspace)
        return connection

    @cached_property
    def _analyser(self) -> Analyser:
        return Analyser(case_people.known_people(self._workspace), region=self.definition.case.region)
