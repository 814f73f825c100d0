"""How a long step tells what it is doing: progress on a terminal, plain lines in a log.

Places and counts only: nothing passed to a reporter may come from the evidence.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final, Protocol

_LOG_INTERVAL_SECONDS: Final = 10.0


class Task(Protocol):
    """One step under way."""

    def advance(self, count: int = 1) -> None:
        """Say that some more units are done."""


class Reporter(Protocol):
    """Where a pipeline reports to."""

    def line(self, text: str) -> None:
        """Say one thing."""

    def task(self, description: str, total: int | None, unit: str) -> AbstractContextManager[Task]:
        """Show a step: units done, rate, remaining."""


class _Silent:
    def advance(self, count: int = 1) -> None:
        pass


class SilentReporter:
    """Says nothing; for tests and for use as a library."""

    def line(self, text: str) -> None:
        """Say nothing."""

    @contextmanager
    def task(self, description: str, total: int | None, unit: str) -> Iterator[Task]:
        """Show nothing."""
        yield _Silent()


class TerminalReporter:
    """Reports on standard error: a progress bar on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        # rich costs a tenth of a second, which `status` need not pay.
        from rich.console import Console

        self._console = Console(stderr=True, highlight=False, soft_wrap=True)

    def line(self, text: str) -> None:
        """Print one line."""
        self._console.print(text, markup=False)

    @contextmanager
    def task(self, description: str, total: int | None, unit: str) -> Iterator[Task]:
        """Show a progress bar, or plain lines where there is no terminal."""
        if not self._console.is_terminal:
            yield _PlainTask(self, description, total, unit)
            return
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:,.0f}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self._console) as bar:
            handle = bar.add_task(f"{description} ({unit})", total=total)

            class _Bar:
                def advance(self, count: int = 1) -> None:
                    bar.advance(handle, count)

            yield _Bar()


class _PlainTask:
    def __init__(self, reporter: TerminalReporter, description: str, total: int | None, unit: str) -> None:
        self._reporter, self._description, self._total, self._unit = reporter, description, total, unit
        self._done = 0
        self._began = self._said = time.monotonic()

    def advance(self, count: int = 1) -> None:
        self._done += count
        now = time.monotonic()
        if now - self._said >= _LOG_INTERVAL_SECONDS:
            self._said = now
            rate = self._done / max(now - self._began, 1e-9)
            of = f" of {self._total:,}" if self._total else ""
            left = f", {(self._total - self._done) / max(rate, 1e-9):,.0f} s left" if self._total else ""
            self._reporter.line(f"{self._description}: {self._done:,}{of} {self._unit}, {rate:,.0f} a second{left}")
