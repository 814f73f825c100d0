"""Names of a conversation's own people in its texts: one that is a word too counts in small letters as well.

"grace period" is nobody in a rota; in a chat with Grace, "did grace ring" is her. So the names of whoever takes part
are looked for once more, with less caution than anywhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from disclosure.redact.categories import CATEGORY_OF
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.name_words import NameWords
from disclosure.redact.recognisers.case_register import SCORES, VERSION
from disclosure.redact.spans import RedactionSpan

NAME: Final = "participants"


class ParticipantNames:
    """The names of those who take part in conversations.

    Args:
        people: Everybody the case knows.
    """

    def __init__(self, people: Sequence[KnownPerson]) -> None:
        self._names = NameWords(people)
        self._numbers: dict[str, list[int]] = {}
        for number, person in enumerate(people):
            self._numbers.setdefault(person.pseudonym, []).append(number)

    def spans(self, text: str, present: Collection[str]) -> tuple[RedactionSpan, ...]:
        """Names in a text of a conversation.

        Args:
            text: The text.
            present: Pseudonyms of those who take part.
        """
        numbers = {number for pseudonym in present for number in self._numbers.get(pseudonym, ())}
        spans = []
        for name in self._names.find(text, numbers) if numbers else ():
            person = name.owners[0] if len({owner.pseudonym for owner in name.owners}) == 1 else None
            spans.append(
                RedactionSpan(
                    name.start,
                    name.end,
                    "PERSON",
                    CATEGORY_OF["PERSON"],
                    SCORES[name.rank],
                    NAME,
                    VERSION,
                    person.pseudonym if person else None,
                    person.role_for(CATEGORY_OF["PERSON"]) if person else None,
                    person.party_id if person else None,
                )
            )
        return tuple(spans)
