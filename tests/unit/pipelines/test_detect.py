"""Detection alone: one line out for each text in, and errors that name lines."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from disclosure.errors import InputError
from disclosure.redact.analyse import Analyser, Analysis
from pipelines import detect
from pipelines.reporting import SilentReporter


def run(source: Path, **options: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    stream = io.StringIO()
    settings = {"text_field": "text", "case": None, "output": stream, "workers": 1, "report": SilentReporter()}
    result = detect.run(source, **{**settings, **options})
    return result, [json.loads(line) for line in stream.getvalue().splitlines()]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_one_line_out_for_each_text_in(tmp_path: Path) -> None:
    lines = [{"id": "a", "text": "ring 07700 900123"}, {"text": "lol"}, {"id": 7, "text": "dob 05/01/1990"}]
    source = write(tmp_path, "in.jsonl", "\ufeff" + "\n\n".join(map(json.dumps, lines)) + "\n")
    result, out = run(source)
    assert [line["id"] for line in out] == ["a", 2, 7]
    assert out[0] == {
        "id": "a",
        "spans": [
            {
                "start": 5,
                "end": 17,
                "entity_type": "PHONE_NUMBER",
                "category": "Phone number",
                "score": 0.8,
                "recogniser": "uk_phone",
            }
        ],
    }
    assert out[1] == {"id": 2, "spans": []}
    assert result == {
        "texts": 3,
        "withheld": 0,
        "spans": 2,
        "categories": {"Date of birth": 1, "Phone number": 1},
    }


def test_csv_with_mark_quotes_line_breaks_and_another_column(tmp_path: Path) -> None:
    content = '\ufeffid,body\r\n,"two lines,\r\nring 07700 900123"\r\nx9,"😀 07700900123"\r\n'
    _, out = run(write(tmp_path, "in.csv", content), text_field="body")
    assert [(line["id"], [(s["start"], s["end"]) for s in line["spans"]]) for line in out] == [
        (1, [(17, 29)]),
        ("x9", [(2, 13)]),
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("in.jsonl", '{"text": "ok"}\n{"text": CANARY}\n', "line 2"),
        ("in.jsonl", '{"text": "ok"}\n{"body": "CANARY"}\n', "line 2"),
        ("in.jsonl", '"CANARY"\n', "line 1"),
        ("in.jsonl", b'{"text": "CANARY \xff"}\n', "line 1"),
        ("in.csv", "id,body\n1,CANARY\n", "id, body"),
        ("in.csv", "id,text\n1,CANARY,more\n", "line 2"),
        ("in.csv", 'id,text\n1,"CANARY\n', "line"),
        ("in.csv", b"id,text\n1,CANARY\xff\n", "UTF-8"),
        ("in.txt", "CANARY", ".jsonl"),
    ],
)
def test_bad_input_is_named_by_line_and_never_quoted(
    tmp_path: Path, name: str, content: str | bytes, said: str
) -> None:
    output = tmp_path / "out.jsonl"
    with pytest.raises(InputError) as caught:
        run(write(tmp_path, name, content), output=output)
    assert said in str(caught.value)
    assert "CANARY" not in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        run(tmp_path / "absent.jsonl")


def test_a_withheld_text_says_so_with_one_span_over_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Analyser, "analyse", lambda self, texts: [Analysis(withheld=True) for _ in texts])
    result, out = run(write(tmp_path, "in.jsonl", '{"text": "CANARY"}\n'))
    assert out == [{"id": 1, "spans": [{"start": 0, "end": 6, **detect.WITHHELD}], "withheld": True}]
    assert result["withheld"] == 1


def test_two_workers_give_the_same_file_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detect, "ROWS_PER_PART", 10)
    texts = [f"Text {n}: David Jones rang 07700 900{n:03d} from 14 Acacia Road" for n in range(25)]
    source = write(tmp_path, "in.jsonl", "".join(json.dumps({"text": text}) + "\n" for text in texts))
    outputs = []
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        run(source, output=folder / "out.jsonl", workers=workers)
        assert [path.name for path in folder.iterdir()] == ["out.jsonl"]
        outputs.append((folder / "out.jsonl").read_bytes())
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") == 25


def test_people_of_a_case_are_known(tmp_path: Path) -> None:
    case = tmp_path / "case"
    case.mkdir()
    (case / "case.toml").write_text(
        '[case]\nurn = "01AB"\nforce = "Northwick Police"\ncreated = 2026-01-05\n'
        '[[party]]\nid = "c"\nrole = "complainant"\nnames = ["Alba Quickfell"]\nalso_known_as = ["Quicky"]\n',
        encoding="utf-8",
    )
    source = write(tmp_path, "in.jsonl", '{"text": "quicky n alba"}\n')
    _, out = run(source, case=case)
    assert [(s["start"], s["end"], s["recogniser"]) for s in out[0]["spans"]] == [
        (0, 6, "case_register"),
        (9, 13, "case_register"),
    ]
