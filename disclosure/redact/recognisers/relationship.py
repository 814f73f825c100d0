"""What a person is to another: "my sister", "Shaz's ex".

Authority: the CPS's redaction category "Relationship to others".
"""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule, literals

_FAMILY: Final = (
    "mum|mam|mummy|mother|dad|daddy|father|nan|nana|nanna|gran|granny|grandma|grandad|granddad|grandpa|grandfather|grandmother|sister|sis|"
    "brother|bro|aunt|auntie|aunty|uncle|cousin|cuz|wife|wifey|missus|husband|hubby|fianc[eé]e?|partner|girlfriend|boyfriend|gf|bf|ex(?:es)?|son|"
    "daughter|niece|nephew|step\\s?-?(?:mum|dad|mother|father|son|daughter|brother|sister)|half[\\s\\-](?:brother|sister)|in-?laws?|"
    "(?:mother|father|brother|sister|son|daughter)[\\s\\-]in[\\s\\-]law|grand(?:son|daughter|kids?|children)|twin|godmother|"
    "godfather|godson|goddaughter|flatmate|housemate|room\\s?mate|landlord|landlady|neighbour|carer|foster\\s+(?:mum|dad|mother|father|carer)|baby\\s+(?:mum|mama|daddy|dad|father)"
)


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "relationship",
            "RELATIONSHIP",
            [
                (
                    rf"\b(?:my|his|her|their|ur|your|our|me)\s+(?:(?:own|older|oldest|elder|younger|youngest|middle|big|little|wee|baby|late|foster|half|ex|new|step)[\s\-]+){{0,2}}(?:{_FAMILY})\b",
                    0.6,
                ),
                (rf"\b\p{{L}}+['’]s\s+(?:(?:older|younger|big|little|ex|new)[\s\-]+)?(?:{_FAMILY})\b", 0.5),
            ],
            words=literals(_FAMILY),
        ),
    ]
