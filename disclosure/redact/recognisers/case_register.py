"""The case's own people as a recogniser: every written form of every identifier of everybody it knows.

Names are looked for word by word as well, with short forms, initials and slips (`disclosure.redact.name_words`).

An index of search keys (`written_forms.text_keys`) says which forms a text could hold at all; only those
expressions are compiled and tried, so thousands of people cost little more than ten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import regex
from presidio_analyzer import EntityRecognizer, RecognizerResult

from disclosure.redact.known_people import KnownPerson
from disclosure.redact.name_words import NameWords, words_of
from disclosure.redact.plain_text import plain
from disclosure.redact.recognisers.rule import REGEX_TIMEOUT_SECONDS, RegexTimedOutError
from disclosure.redact.written_forms import WrittenForm, patterns, text_keys

ENTITY_OF_KIND: Final = {
    "name": "PERSON",
    "nickname": "PERSON",
    "phone": "PHONE_NUMBER",
    "email": "EMAIL_ADDRESS",
    "handle": "SOCIAL_HANDLE",
    "address": "ADDRESS",
    "postcode": "UK_POSTCODE",
    "date_of_birth": "DATE_OF_BIRTH",
    "school": "SCHOOL",
    "workplace": "WORKPLACE",
    "identifier": "CASE_IDENTIFIER",
}
"""Entity type of each kind of written form."""

PERSON_KEY: Final = "known_person"
"""Key of a result's metadata that holds the KnownPerson, or None where several people share the form."""

NAME: Final = "case_register"
VERSION: Final = "3"
_CERTAIN: Final = 1.0
_UNCERTAIN: Final = 0.85
SCORES: Final = (0.9, 0.85, 0.8, 0.75, 0.7)
"""By how a word comes to mean somebody: a name itself, a short form, one made by rule, a slip, two slips."""


_BEFORE: Final = regex.compile(r"(?<![\w.])[@\w](?:[\w.]*\w)?[._]?\Z")
_AFTER: Final = regex.compile(r"(?:\.(?!\p{Lu}))?\w+(?:\.(?!\p{Lu})\w+)*")
_MARKED: Final = regex.compile(r"[^\W_]_+[^\W_]|\p{L}\d|\d\p{L}")
"""An underscore inside, or a figure joined to a letter, which no name has; underscores around words are emphasis."""
_FILE_NAME: Final = regex.compile(
    r"\.(?:jpe?g|png|gif|heic|webp|mp[34]|mov|avi|3gp|m4[av]|opus|ogg|wav|aac|amr|pdf|docx?|xlsx?|pptx?|txt|csv|vcf|zip|html?)\Z",
    regex.IGNORECASE,
)
_LONGEST_USER_NAME: Final = 30
_RANK: Final = regex.compile(
    r"(?<!\w)(?:PCSO|PC|PS|DCI|DC|DS|DI|DSU|DCS|sgt|sergeant|insp|inspector|constable|officer|supt|superintendent)"
    r"\.?\s+(?:\d{1,6}\s+)?\Z",
    regex.IGNORECASE,
)


class CaseRegisterRecogniser(EntityRecognizer):  # type: ignore[misc]  # presidio is untyped
    """Finds the people of the case."""

    def __init__(self, known: Sequence[KnownPerson], seconds: float = REGEX_TIMEOUT_SECONDS) -> None:
        self._seconds, self._is_empty = seconds, not known
        self._names = NameWords(known)
        owners: dict[WrittenForm, list[KnownPerson]] = {}
        for person in known:
            for form in patterns(person):
                owners.setdefault(form, []).append(person)
        self._forms = list(owners.items())
        self._compiled: dict[int, Any] = {}
        self._by_key: dict[str, list[int]] = {}
        for index, (form, _) in enumerate(self._forms):
            for key in form.keys:
                self._by_key.setdefault(key, []).append(index)
        super().__init__(
            supported_entities=[*dict.fromkeys(ENTITY_OF_KIND.values()), "FULL_NAME"], name=NAME, version=VERSION
        )

    def load(self) -> None:
        """Nothing to load: the people are given."""

    def analyze(self, text: str, entities: Sequence[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:  # noqa: ANN401 -- presidio is untyped
        """Identifiers of known people in a text.

        A form that several people share (two friends called Sam) belongs to nobody in particular.

        Raises:
            RegexTimedOutError: An expression ran out of time.
        """
        if self._is_empty:
            return []
        read = plain(text)
        found: dict[tuple[int, int, str], tuple[float, dict[KnownPerson, None]]] = {}

        def add(start: int, end: int, entity: str, score: float, people: Sequence[KnownPerson]) -> None:
            before, owners = found.get((start, end, entity), (0.0, {}))
            found[start, end, entity] = (max(before, score), {**owners, **dict.fromkeys(people)})

        for shown, form, people in self._matches(text, read.text):
            entity, score = ENTITY_OF_KIND[form.kind], _CERTAIN if form.is_certain else _UNCERTAIN
            for start, end, is_plain in shown:
                add(*(read.span(start, end, text) if is_plain else (start, end)), entity, score, people)
        for name in self._names.find(text):
            add(name.start, name.end, "PERSON", SCORES[name.rank], name.owners)
        for (start, end, entity), (score, _) in list(found.items()):
            if entity == "PERSON" and (token := user_name_around(text, start, end)):
                # Whose it is follows from the name in it (`spans.merge`).
                add(*token, "SOCIAL_HANDLE", score, ())
        return [
            RecognizerResult(
                "FULL_NAME" if entity == "PERSON" and _is_in_full(text, start, end, _one(owners)) else entity,
                start,
                end,
                score,
                recognition_metadata={
                    RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                    RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                    PERSON_KEY: _one(owners),
                },
            )
            for (start, end, entity), (score, owners) in found.items()
        ]

    def _matches(
        self, text: str, read: str
    ) -> Iterator[tuple[list[tuple[int, int, bool]], WrittenForm, list[KnownPerson]]]:
        """Each form that a text holds, as it stands or as it reads in plain letters, with its places."""
        keys = text_keys(text) if read == text else text_keys(text) | text_keys(read)
        for index in sorted({index for key in keys for index in self._by_key.get(key, ())}):
            form, people = self._forms[index]
            expression = self._expression(index)
            try:
                shown = [(*match.span(), False) for match in expression.finditer(text, timeout=self._seconds)]
                if read != text:
                    shown += [(*match.span(), True) for match in expression.finditer(read, timeout=self._seconds)]
            except TimeoutError:
                raise RegexTimedOutError("an expression ran out of time") from None
            yield [(start, end, is_plain) for start, end, is_plain in shown if start < end], form, people

    def _expression(self, index: int) -> Any:  # noqa: ANN401 -- regex is untyped
        compiled = self._compiled.get(index)
        if compiled is None:
            form = self._forms[index][0]
            compiled = regex.compile(form.regex_source, 0 if form.case_sensitive else regex.IGNORECASE)
            self._compiled[index] = compiled
        return compiled


def user_name_around(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The user name of which a name is part, such as `bev_99`; None where it stands by itself or in a file's name.

    >>> user_name_around("add bev_99 lol", 4, 7), user_name_around("bev's 99", 0, 3)
    ((4, 10), None)
    """
    # "at 7pm.Sarah went" is two sentences.
    is_sentence = start > 0 and text[start - 1] == "." and text[start].isupper()
    first = None if is_sentence else _BEFORE.search(text, max(start - _LONGEST_USER_NAME, 0), start)
    after = _AFTER.match(text, end, end + _LONGEST_USER_NAME)
    token = (first.start() if first else start, after.end() if after else end)
    written = text[slice(*token)]
    is_one = token != (start, end) and len(written) <= _LONGEST_USER_NAME and _MARKED.search(written) is not None
    return token if is_one and _FILE_NAME.search(written) is None else None


def _is_in_full(text: str, start: int, end: int, person: KnownPerson | None) -> bool:
    """Whether a find is beyond doubt a name that every recipient knows: given name and surname, or rank and surname."""
    if person is None or not person.public_names:
        return False
    written = set(words_of(plain(text[start:end]).text))
    full = [words for name in person.public_names if (words := words_of(name))]
    if any({words[0], words[-1]} <= written for words in full if len(words) > 1):
        return True
    is_ranked = person.role == "police" and _RANK.search(text, max(start - _LONGEST_USER_NAME, 0), start) is not None
    return is_ranked and any(words[-1] in written for words in full)


def _one(people: dict[KnownPerson, None]) -> KnownPerson | None:
    """The only person there is, told apart by pseudonym."""
    first = next(iter(people), None)
    return first if first and all(person.pseudonym == first.pseudonym for person in people) else None
