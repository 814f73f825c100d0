"""The case's own people as a recogniser: every written form of every identifier of everybody it knows.

An index of search keys (`written_forms.text_keys`) says which forms a text could hold at all; only those
expressions are compiled and tried, so thousands of people cost little more than ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import regex
from presidio_analyzer import EntityRecognizer, RecognizerResult

from disclosure.redact.known_people import KnownPerson
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
VERSION: Final = "1"
_CERTAIN: Final = 1.0
_UNCERTAIN: Final = 0.85


class CaseRegisterRecogniser(EntityRecognizer):  # type: ignore[misc]  # presidio is untyped
    """Finds the people of the case."""

    def __init__(self, known: Sequence[KnownPerson], seconds: float = REGEX_TIMEOUT_SECONDS) -> None:
        self._seconds = seconds
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
        super().__init__(supported_entities=list(dict.fromkeys(ENTITY_OF_KIND.values())), name=NAME, version=VERSION)

    def load(self) -> None:
        """Nothing to load: the people are given."""

    def analyze(self, text: str, entities: Sequence[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:  # noqa: ANN401 -- presidio is untyped
        """Identifiers of known people in a text.

        A form that several people share (two friends called Sam) belongs to nobody in particular.

        Raises:
            RegexTimedOutError: An expression ran out of time.
        """
        possible = sorted({index for key in text_keys(text) for index in self._by_key.get(key, ())})
        found: dict[tuple[int, int, str], tuple[float, dict[KnownPerson, None]]] = {}
        for index in possible:
            form, people = self._forms[index]
            score = _CERTAIN if form.is_certain else _UNCERTAIN
            try:
                spans = [match.span() for match in self._expression(index).finditer(text, timeout=self._seconds)]
            except TimeoutError:
                raise RegexTimedOutError("an expression ran out of time") from None
            for start, end in spans:
                if start == end:
                    continue
                place = (start, end, ENTITY_OF_KIND[form.kind])
                before, owners = found.get(place, (0.0, {}))
                found[place] = (max(before, score), {**owners, **dict.fromkeys(people)})
        return [
            RecognizerResult(
                entity,
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

    def _expression(self, index: int) -> Any:  # noqa: ANN401 -- regex is untyped
        compiled = self._compiled.get(index)
        if compiled is None:
            form = self._forms[index][0]
            compiled = regex.compile(form.regex_source, 0 if form.case_sensitive else regex.IGNORECASE)
            self._compiled[index] = compiled
        return compiled


def _one(people: dict[KnownPerson, None]) -> KnownPerson | None:
    """The only person there is, told apart by pseudonym."""
    first = next(iter(people))
    return first if all(person.pseudonym == first.pseudonym for person in people) else None
