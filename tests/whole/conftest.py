"""One demonstration case for all tests of the whole chain; small, made once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipelines import demo
from pipelines.reporting import SilentReporter
from tests.conftest import AT

MESSAGES = 600


@dataclass(frozen=True)
class Demonstration:
    """A finished demonstration."""

    folder: Path
    result: dict[str, Any]

    @property
    def case(self) -> Path:
        """The case folder."""
        return self.folder / "case"

    @property
    def generated(self) -> Path:
        """Exports and truth."""
        return self.folder / demo.GENERATED


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """A demonstration case, taken through every stage by one worker."""
    folder = tmp_path_factory.mktemp("demo")
    result = demo.run(folder / "d", messages=MESSAGES, seed=20260101, at=AT, workers=1, report=SilentReporter())
    return Demonstration(folder / "d", result)
