"""National Insurance numbers in spacings that Presidio's recogniser passes over, or named as such.

Authority: HMRC, National Insurance Manual NIM39110: two letters (neither D, F, I, Q, U nor V, the second not O; not BG,
GB, NK, KN, TN, NT or ZZ), six figures, a suffix A to D. Temporary numbers (NIM39115) begin with TN or with 00 to 99.
"""

from __future__ import annotations

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import IS, Rule

_FIGURES = r"[ .\-/]?\d{2}[ .\-/]?\d{2}[ .\-/]?\d{2}"


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "written_ni_number",
            "UK_NINO",
            [
                (
                    r"(?<!\w)(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z]"
                    rf"{_FIGURES}[ .\-/]?[a-d](?!\w)",
                    0.7,
                ),
                (
                    rf"\b(?:ni|nino|n\.i\.?|nat(?:ional|l)?\.?\s+ins(?:urance)?|insurance){IS}[^\n]{{0,12}}?\K(?<!\w)[a-z]{{2}}{_FIGURES}(?:[ .\-/]?[a-d]\b)?(?!\w)",
                    0.9,
                ),
            ],
            needs="digit",
        ),
    ]
