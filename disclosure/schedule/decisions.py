"""What the disclosure officer decided, read from `decisions.toml` in the case folder; the file is optional.

    # Items of the submissions so far that a person has decided are no longer sensitive.
    no_longer_sensitive = ["S1"]

    # Material that a person has decided is sensitive. Say which by one of: the number of an item issued
    # before; a conversation; or an exhibit and table, with an application if only its records are meant.
    [[sensitive]]
    conversation_id = "0123456789abcdef0123456789abcdef"
    reason = "Why disclosure would give rise to a real risk of serious prejudice to an important public interest."
    prosecutor_informed = false     # true once told that an issued MG6C already counts the material

    # Items that may undermine the prosecution case or assist the defence.
    [[mg6e]]
    item = "12"
    reason = "Why."

Sensitivity is decided item by item and by a person (CPS Disclosure Manual, chapter 8); reasons for
sensitivity stand on the MG6D alone, reasons why an item may undermine or assist on the MG6E alone.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from disclosure.errors import InputError

FILE_NAME: Final = "decisions.toml"

Text = Annotated[str, Field(min_length=1)]
Number = Annotated[str, Field(pattern=r"^S?[1-9][0-9]*$")]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Sensitive(_Entry):
    """Material that a person has decided is sensitive in the sense of the CPIA Code.

    Attributes:
        item: Number of an item issued before.
        conversation_id: A conversation.
        exhibit: Exhibit reference; with `table`.
        table: Table of the material; with `exhibit`.
        application: Application, to narrow `exhibit` and `table`.
        reason: The officer's reason.
        prosecutor_informed: The prosecutor knows that an issued MG6C already counts the material.
    """

    item: Number | None = None
    conversation_id: Text | None = None
    exhibit: Text | None = None
    table: Text | None = None
    application: Text | None = None
    reason: Text
    prosecutor_informed: bool = False

    @model_validator(mode="after")
    def _one_selection(self) -> Sensitive:
        by_table = self.exhibit is not None or self.table is not None or self.application is not None
        if sum((self.item is not None, self.conversation_id is not None, by_table)) != 1:
            raise ValueError("give one of item, conversation_id, or exhibit and table")
        if by_table and (self.exhibit is None or self.table is None):
            raise ValueError("give both exhibit and table")
        return self


class Undermining(_Entry):
    """An item that may undermine the prosecution case or assist the defence.

    Attributes:
        item: Number of the item.
        reason: The officer's reason.
    """

    item: Number
    reason: Text


class Decisions(_Entry):
    """The whole file."""

    sensitive: tuple[Sensitive, ...] = ()
    mg6e: tuple[Undermining, ...] = ()
    no_longer_sensitive: tuple[Number, ...] = ()

    @model_validator(mode="after")
    def _items_once(self) -> Decisions:
        items = [entry.item for entry in self.mg6e]
        if len(set(items)) != len(items):
            raise ValueError("an item stands in two [[mg6e]] entries")
        return self


def load(path: Path) -> Decisions:
    """Read the officer's decisions; none where there is no such file.

    Raises:
        InputError: The file is not TOML or a key is unknown, missing or malformed; the message names the
            file, the entry and the key, never a value.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Decisions()
    try:
        raw: dict[str, Any] = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(
            "decisions_not_utf8", f"{path} is not UTF-8: byte {error.start} cannot be read.", "Save it as UTF-8."
        ) from None
    except tomllib.TOMLDecodeError as error:
        # tomllib's message says where and what was expected and quotes nothing longer than one character.
        raise InputError("decisions_not_toml", f"{path} is not valid TOML: {error}.", "Correct that line.") from None
    try:
        return Decisions.model_validate(raw)
    except ValidationError as error:
        faults = [_explain(item["loc"], item["type"], item["msg"]) for item in error.errors(include_input=False)]
        raise InputError("decisions_invalid", f"{path}: {'; '.join(faults)}.", "Correct it.") from None


def _explain(location: tuple[int | str, ...], kind: str, message: str) -> str:
    """One fault in words: entry, key and what was expected."""
    place = ""
    for part in location:
        place += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if place else part
    if kind == "extra_forbidden":
        models: dict[str, type[BaseModel]] = {"sensitive": Sensitive, "mg6e": Undermining}
        model = models.get(str(location[0]), Decisions) if len(location) > 1 else Decisions
        return f"unknown key '{place}'; expected one of: {', '.join(model.model_fields)}"
    if kind == "missing":
        return f"key '{place}' is missing"
    return f"'{place}': {message[0].lower()}{message[1:]}" if place else message[0].lower() + message[1:]
