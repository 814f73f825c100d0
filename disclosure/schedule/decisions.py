"""What the disclosure officer decided, read from `decisions.toml` in the case folder; the file is optional.

    # Items of the submissions so far that a person has decided are no longer sensitive.
    no_longer_sensitive = ["S1"]

    # Material that a person has decided is sensitive, is evidence, or is not relevant. Say which by one of: an
    # item; a conversation; an exhibit and table, with an application if only its records are meant; artefact_ids.
    # An item is named by its number once that is issued, and by its reference (r-…, in the worksheet) at any time.
    [[sensitive]]
    conversation_id = "0123456789abcdef0123456789abcdef"
    reason = "Why disclosure would give rise to a real risk of serious prejudice to an important public interest."
    prosecutor_informed = false     # true once told that an issued MG6C already counts the material

    [[evidence]]
    artefact_ids = ["0123456789abcdef0123456789abcdef"]
    decided_by = "DC Example"

    [[not_relevant]]
    item = "r-0123abcd"
    reason = "Why it has no bearing on any offence under investigation, any person, or the circumstances."
    decided_by = "DC Example"

    # Items that may undermine the prosecution case or assist the defence.
    [[mg6e]]
    item = "12"
    reason = "Why."

    # The officer's own words; {drafted} stands for what the toolkit drafts.
    [[description]]
    item = "12"
    text = "{drafted} The messages are in English and Welsh."

    # An item that a person has read in full; what it then held is said, so that later material is not claimed.
    [[read_in_full]]
    item = "12"
    quantity = 40
    decided_by = "DC Example"

    # Whether the presumption of disclosure applies (answers what the toolkit suggests).
    [[presumption]]
    item = "12"
    category = "e"                  # a to g, or "none"
    exception_reason = ""           # why the item is nevertheless believed not to meet the test

Sensitivity is decided item by item and by a person (CPS Disclosure Manual, chapter 8); reasons for
sensitivity stand on the MG6D alone, reasons why an item may undermine or assist on the MG6E alone. Material that
is highly sensitive is refused: it is revealed separately and does not belong in this case folder (chapter 9).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from disclosure.errors import InputError, ReleaseRefusedError
from disclosure.faults import faults

FILE_NAME: Final = "decisions.toml"

Text = Annotated[str, Field(min_length=1)]
_NUMBER: Final = re.compile(r"S?[1-9][0-9]*|r-[0-9a-f]{8}")


def _number(item: str) -> str:
    if not _NUMBER.fullmatch(item):
        raise ValueError("expected the number of an item (12, S3) or its reference (r-0123abcd)")
    return item


Number = Annotated[str, AfterValidator(_number)]
"""A number that has been issued, or the reference of an item."""

_HIGHLY_SENSITIVE: Final = re.compile(r"(?i)highly[\s_-]*sensitive")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Selection(_Entry):
    """Which material a decision is about.

    Attributes:
        item: An item, by number or reference.
        conversation_id: A conversation.
        exhibit: Exhibit reference; with `table`.
        table: Table of the material; with `exhibit`.
        application: Application, to narrow `exhibit` and `table`.
        artefact_ids: Single records.
    """

    item: Number | None = None
    conversation_id: Text | None = None
    exhibit: Text | None = None
    table: Text | None = None
    application: Text | None = None
    artefact_ids: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _one_selection(self) -> Selection:
        by_table = self.exhibit is not None or self.table is not None or self.application is not None
        ways = (self.item is not None, self.conversation_id is not None, by_table, bool(self.artefact_ids))
        if sum(ways) != 1:
            raise ValueError("give one of item, conversation_id, exhibit and table, or artefact_ids")
        if by_table and (self.exhibit is None or self.table is None):
            raise ValueError("give both exhibit and table")
        return self


class Sensitive(Selection):
    """Material that a person has decided is sensitive in the sense of the CPIA Code.

    Attributes:
        reason: The officer's reason.
        prosecutor_informed: The prosecutor knows that an issued MG6C already counts the material.
    """

    reason: Text
    prosecutor_informed: bool = False


class Evidence(Selection):
    """Material that a person has decided is part of the prosecution case, and so is not unused.

    Attributes:
        decided_by: Who decided.
    """

    decided_by: Text


class NotRelevant(Selection):
    """Material that a person has decided is not relevant, and so is on no schedule.

    Attributes:
        reason: Why.
        decided_by: Who decided.
    """

    reason: Text
    decided_by: Text


class Undermining(_Entry):
    """An item that may undermine the prosecution case or assist the defence.

    Attributes:
        item: The item.
        reason: The officer's reason.
    """

    item: Number
    reason: Text


class Description(_Entry):
    """The officer's own words for an item.

    Attributes:
        item: The item.
        text: The description; `{drafted}` stands for the drafted one.
        title: The title; the drafted one where it is empty.
    """

    item: Number
    text: Text
    title: str = ""


class ReadInFull(_Entry):
    """An item that a person has read in full.

    Attributes:
        item: The item.
        quantity: How many records it then held.
        decided_by: Who read it.
    """

    item: Number
    quantity: int = Field(ge=1)
    decided_by: Text


class Presumption(_Entry):
    """Whether the presumption of disclosure applies to an item.

    Attributes:
        item: The item.
        category: Letter of the category, or none.
        exception_reason: Why the item is nevertheless believed not to meet the test; empty for no exception.
    """

    item: Number
    category: Literal["a", "b", "c", "d", "e", "f", "g", "none"]
    exception_reason: str = ""


SELECTING: Final = ("sensitive", "evidence", "not_relevant")
"""Kinds of entry that select material, in the order in which they are tried."""


class Decisions(_Entry):
    """The whole file."""

    sensitive: tuple[Sensitive, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    not_relevant: tuple[NotRelevant, ...] = ()
    mg6e: tuple[Undermining, ...] = ()
    description: tuple[Description, ...] = ()
    read_in_full: tuple[ReadInFull, ...] = ()
    presumption: tuple[Presumption, ...] = ()
    no_longer_sensitive: tuple[Number, ...] = ()

    @model_validator(mode="after")
    def _once(self) -> Decisions:
        for kind in ("mg6e", "description", "read_in_full", "presumption"):
            items = [entry.item for entry in getattr(self, kind)]
            if len(set(items)) != len(items):
                raise ValueError(f"an item stands in two [[{kind}]] entries")
        records = [record for _, _, entry in self.selections() for record in entry.artefact_ids]
        if len(set(records)) != len(records):
            raise ValueError("a record stands in artefact_ids twice")
        return self

    def selections(self) -> Iterator[tuple[str, int, Selection]]:
        """Every entry that selects material, with its kind and its place among its kind, from 1."""
        for kind in SELECTING:
            for place, entry in enumerate(getattr(self, kind), start=1):
                yield kind, place, entry


def load(path: Path) -> Decisions:
    """Read the officer's decisions; none where there is no such file.

    Raises:
        ReleaseRefusedError: It speaks of highly sensitive material.
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
    if _HIGHLY_SENSITIVE.search(content.decode("utf-8-sig")):
        raise ReleaseRefusedError(
            "highly_sensitive",
            f"{path} speaks of highly sensitive material, which must not be handled here; nothing was made.",
            "Remove every mention of it from this case folder and keep the material out of it. It is listed on a "
            "highly sensitive schedule of its own and revealed to a prosecutor who is cleared for it, in person "
            "and apart from this file (CPS Disclosure Manual, chapter 9). Speak to the force's disclosure lead.",
        )
    try:
        return Decisions.model_validate(raw)
    except ValidationError as error:
        raise InputError("decisions_invalid", f"{path}: {faults(error, _keys_at)}", "Correct it.") from None


def _keys_at(location: tuple[int | str, ...]) -> list[str]:
    """The keys that are valid at a place of the file."""
    return list((_MODELS[str(location[0])] if location else Decisions).model_fields)


_MODELS: Final[dict[str, type[BaseModel]]] = {
    "sensitive": Sensitive,
    "evidence": Evidence,
    "not_relevant": NotRelevant,
    "mg6e": Undermining,
    "description": Description,
    "read_in_full": ReadInFull,
    "presumption": Presumption,
}
