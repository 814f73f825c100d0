"""What the officer decided, as read from decisions.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure.errors import InputError
from disclosure.schedule import decisions
from tests.support import CANARY


def load(tmp_path: Path, text: str) -> decisions.Decisions:
    path = tmp_path / decisions.FILE_NAME
    path.write_text(text, encoding="utf-8")
    return decisions.load(path)


def test_no_file_decides_nothing(tmp_path: Path) -> None:
    assert decisions.load(tmp_path / "decisions.toml") == decisions.Decisions()


def test_the_documented_example_is_valid(tmp_path: Path) -> None:
    documented = "\n".join(line[4:] for line in (decisions.__doc__ or "").splitlines() if line.startswith("    "))
    read = load(tmp_path, documented)
    assert read.no_longer_sensitive == ("S1",)
    assert read.sensitive[0].conversation_id == "0123456789abcdef0123456789abcdef"
    assert read.sensitive[0].prosecutor_informed is False
    assert read.mg6e[0].item == "12"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f'[[sensitive]]\nitem = "1"\nreason = "{CANARY}"\nreasons = "x"',
            "'sensitive[1].reasons'; did you mean 'reason'?",
        ),
        ("[[sensitiv]]\n", "unknown key 'sensitiv'; did you mean 'sensitive'?"),
        ('[[sensitive]]\nitem = "1"', "key 'sensitive[1].reason' is missing"),
        (f'[[sensitive]]\nreason = "{CANARY}"', "key 'sensitive[1]': give one of item"),
        (f'[[sensitive]]\nexhibit = "A"\nreason = "{CANARY}"', "give both exhibit and table"),
        (f'[[mg6e]]\nitem = "{CANARY}"\nreason = "x"', "key 'mg6e[1].item': expected the number of an item"),
        ('[[mg6e]]\nitem = "1"\nreason = "x"\n[[mg6e]]\nitem = "1"\nreason = "y"', "two [[mg6e]] entries"),
        ("[[mg6e]\n", "is not valid TOML"),
    ],
)
def test_a_mistake_is_named_without_its_value(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        load(tmp_path, text)
    assert said in str(caught.value)
    assert "decisions.toml" in str(caught.value)
    assert CANARY not in str(caught.value)
