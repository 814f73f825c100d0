"""What somebody does for a living, where the words around it say so.

Authority: the CPS's redaction category "Occupation"; common titles of the Office for National Statistics' Standard Occupational
Classification 2020.
"""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule, literals

_OCCUPATION: Final = (
    "nurse|midwife|doctor|gp|surgeon|paramedic|dentist|dental\\s+nurse|hygienist|pharmacist|pharmacy\\s+(?:assistant|technician)|optician|physio(?:therapist)?|psychologist|"
    "psychiatrist|therapist|counsellor|radiographer|health\\s?care\\s+assistant|hca|carer|care\\s+(?:worker|assistant)|support\\s+worker|youth\\s+worker|social\\s+worker|teacher|"
    "teaching\\s+assistant|lecturer|tutor|head\\s?teacher|childminder|nanny|nursery\\s+nurse|student\\s+nurse|solicitor|barrister|paralegal|magistrate|judge|accountant|"
    "bookkeeper|electrician|sparky|plumber|joiner|carpenter|builder|bricklayer|brickie|plasterer|roofer|scaffolder|painter|decorator|tiler|glazier|"
    "groundworker|labourer|welder|fabricator|fitter|tyre\\s+fitter|mechanic|engineer|machinist|driver|taxi\\s+driver|(?:lorry|bus|van|delivery|uber|hgv|train|tram|forklift|truck)\\s+driver|"
    "courier|postman|postwoman|postie|pilot|cabin\\s+crew|chef|cook|kitchen\\s+porter|waiter|waitress|barista|bar(?:maid|man|\\s?tender|\\s+staff)|barber|hairdresser|beautician|"
    "nail\\s+technician|tattoo\\s+artist|tattooist|cleaner|caretaker|receptionist|secretary|administrator|cashier|shop\\s+assistant|sales\\s+assistant|sales(?:man|woman|person)|"
    "estate\\s+agent|letting\\s+agent|manager|supervisor|team\\s+leader|bouncer|doorman|door\\s+supervisor|security\\s+guard|police\\s+officer|policeman|policewoman|copper|pcso|"
    "detective|soldier|squaddie|sailor|marine|firefighter|fireman|prison\\s+officer|probation\\s+officer|civil\\s+servant|farmer|farm\\s*hand|gardener|landscaper|tree\\s+surgeon|vet|"
    "veterinary\\s+nurse|dog\\s+groomer|personal\\s+trainer|coach(?!\\s+(?:house|park|trip|station))|footballer|lifeguard|model|dancer|stripper|escort|actor|actress|musician|singer|dj|photographer|journalist|"
    "architect|surveyor|programmer|developer|software\\s+engineer|designer|analyst|consultant|recruiter|banker|broker|"
    "warehouse\\s+(?:worker|operative)|factory\\s+worker|picker|packer|apprentice|councillor|mp|vicar|priest|imam|rabbi|pastor|butcher|baker|florist|jeweller|"
    "undertaker|librarian|scientist|technician|operator|call\\s+centre\\s+(?:worker|agent)"
)
_AS_A: Final = (
    r"(?:(?:qualified|trainee|student|part[\s\-]time|full[\s\-]time|senior|junior|retired|self[\s\-]employed|agency|freelance|"
    r"mobile|head|deputy|assistant|primary\s+school|secondary\s+school|mental\s+health|dental|care\s+home)\s+)?"
)


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "occupation",
            "OCCUPATION",
            [
                (
                    rf"\b(?:works?|working|worked|job|trained|training|train|qualified|qualifying|retrained|employed|shifts?|career|started|hired|signed\s+on)\s+(?:(?:is|was|now|part[ \-]time|full[ \-]time|there|here)\s+)?(?:as|to\s+be)\s+(?:an?\s+|the\s+)?\K{_AS_A}(?:{_OCCUPATION})\b",
                    0.75,
                ),
                (
                    rf"\b(?:i['’]?m|he['’]?s|she['’]?s|they['’]?re|is|was|am|being|became|becoming|be)\s+(?:now\s+|just\s+|also\s+|only\s+)?(?:an?|the)\s+\K{_AS_A}(?:{_OCCUPATION})\b",
                    0.65,
                ),
                (
                    rf"\b(?:job|profession|occupation|trade|career|title)\s*(?:is|was|=|:|as)\s*(?:an?\s+|the\s+)?\K{_AS_A}(?:{_OCCUPATION})\b",
                    0.75,
                ),
                (rf"\b\K{_AS_A}(?:{_OCCUPATION})(?=\s+by\s+(?:trade|profession|day)\b)", 0.75),
                (rf"\b(?:my|his|her|their|your|ur)\s+(?:(?:old|new|ex)\s+)?\K(?:{_OCCUPATION})(?=\s+job\b)", 0.65),
            ],
            words=literals(_OCCUPATION),
        ),
        Rule(
            "stated_occupation",
            "OCCUPATION",
            [
                (r"\b(?:works?|working|worked)\s+as\s+an?\s+\K(?!(?:team|group|result|couple)\b)[\p{L}\-]+", 0.5),
            ],
            words=("work",),
        ),
    ]
