"""The items of a case with the police assessment of each, as JSON in the fields of the CPS Digital Case File.

For the prosecutor alone: it says which items may undermine or assist and which the presumption of disclosure may apply
to, and neither stands on the MG6C. Items of the sensitive schedule are in a file of their own, apart. The fields for
the CPS assessment are null: nobody has filled them in. `schemas/case_material.schema.json` says what is in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from disclosure.schedule.items import ScheduleItem

MEETS_TEST: Final = "Passes disclosure test"
DOES_NOT_MEET: Final = "Does not pass disclosure test"
NO_LONGER_RELEVANT: Final = "No longer relevant"


def content(items: Sequence[ScheduleItem], *, urn: str, submission: int, is_sensitive: bool) -> dict[str, Any]:
    """The items of one of the two schedules as plain values.

    Args:
        items: All items of the register.
        urn: Unique reference number.
        submission: Number of the submission.
        is_sensitive: Which of the two.
    """
    return {
        "marking": "For the prosecutor only: not to be disclosed to the defence.",
        "urn": urn,
        "submission": submission,
        "items": [_item(item, urn) for item in items if item.is_sensitive is is_sensitive],
    }


def _item(item: ScheduleItem, urn: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": f"{urn} {'MG6D' if item.is_sensitive else 'MG6C'} {item.item_number}",
        "item": item.item_number,
        "title": item.title,
        "description": item.description,
        "policeAssessment": assessment(item),
        "policeRationale": item.undermines_or_assists,
        "isRebuttable": "Yes" if item.presumption else None,
        "hasException": "Yes" if item.presumption_exception else None,
        "exceptionReason": item.presumption_exception,
        "cpsAssessment": None,
        "cpsRationale": None,
        "cpsDisagreesWithPolice": None,
        "reference": item.digest,
        "exhibit": item.exhibit_ref,
        "location": item.location,
        "periodFrom": item.first_at.isoformat() if item.first_at else None,
        "periodTo": item.last_at.isoformat() if item.last_at else None,
    }
    if item.is_sensitive:
        row |= {"reasonForSensitivity": item.reason_for_sensitivity, "isProvided": None}
    return row


def assessment(item: ScheduleItem) -> str:
    """The police assessment of an item: it passes the test if the officer put it on the MG6E, and not otherwise."""
    if item.is_withdrawn:
        return NO_LONGER_RELEVANT
    return MEETS_TEST if item.undermines_or_assists else DOES_NOT_MEET
