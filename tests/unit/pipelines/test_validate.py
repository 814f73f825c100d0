"""Validation: its result, a user's own ground truth, and errors that name lines without quoting them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from disclosure.errors import InputError
from pipelines import printing, validate
from pipelines.reporting import SilentReporter


def run(**options: Any) -> dict[str, Any]:
    settings = {"file": None, "each": 1, "ordinary": 5, "seed": 1, "with_stock": False, "write": None}
    return validate.run(**{**settings, **options}, report=SilentReporter())


def test_the_set_is_measured_beside_stock_presidio(capsys: pytest.CaptureFixture[str]) -> None:
    result = run(with_stock=True)
    assert len(result["detectors"]) == 2
    assert result["ordinary"] == 5
    own = result["detectors"][0]
    assert own["whole"]["covered"]["of"] == result["planted"]
    assert own["whole"]["covered"]["share"] > result["detectors"][1]["whole"]["covered"]["share"]
    json.dumps(result)
    printing.validation(result, kinds=True)
    printed = capsys.readouterr().out
    assert "What these figures do not show" in printed
    assert "spoken_phone" in printed


def test_what_is_written_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "truth.jsonl"
    first = run(write=path)
    again = run(file=path)
    assert again["planted"] == first["planted"]
    assert again["detectors"][0]["whole"] == first["detectors"][0]["whole"]


@pytest.mark.parametrize(
    "line",
    [
        "{CANARY",
        '["CANARY"]',
        '{"spans": [], "note": "CANARY"}',
        '{"text": "CANARY", "spans": [{"start": 0, "end": 99, "category": "Other"}]}',
        '{"text": "CANARY", "spans": [{"start": 0, "end": 2, "category": "Shoe size"}]}',
        '{"text": "CANARY", "spans": "CANARY"}',
    ],
)
def test_a_line_that_is_wrong_is_named_and_never_quoted(tmp_path: Path, line: str) -> None:
    path = tmp_path / "truth.jsonl"
    path.write_text('{"text": "ok"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2") as caught:
        run(file=path)
    assert "CANARY" not in str(caught.value)


def test_a_missing_or_empty_file_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        run(file=tmp_path / "absent.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(InputError, match="holds no texts"):
        run(file=tmp_path / "empty.jsonl")
