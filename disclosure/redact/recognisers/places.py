"""Where somebody lives, works, learns or is: addresses, establishments, coordinates and links to maps."""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import CASE_SENSITIVE, Rule

_STRONG: Final = (
    "road|rd|street|avenue|ave|lane|crescent|cres|terrace|gardens|gdns|grove|mews|boulevard|blvd|drive|close|square"
)
"""Kinds of street that are hardly ever anything else after a number and a word."""
_TITLED: Final = (
    "Road|Rd|Street|St|Avenue|Ave|Lane|Ln|Crescent|Cres|Terrace|Terr|Gardens|Gdns|Grove|Mews|Boulevard|Drive|Dr|Close|Cl|"
    "Square|Sq|Court|Ct|Place|Pl|Way|Walk|Hill|Row|Rise|View|Parade|Green|Park|Mount|Bank|Croft|Wharf|Quay|Yard|Gate|Fold|Garth"
)
_NO_STREET: Final = (
    "min|mins|minute|minutes|mile|miles|quid|pounds?|pm|am|hrs?|hours?|days?|weeks?|months?|years?|yrs?|x|"
    "times?|on|the|a|an|in|to|down|my|our|your|at|from|off|of|up|along|is|was|and|or|more|other|people|"
    "lads|girls|of us|for|left|right|this|that|st|nd|th|rd|metres?|meters?|yards?|km|percent|degrees|"
    "drinks?|beers?|cans?|stops?"
)
_STREET_WORD: Final = rf"(?!(?:{_NO_STREET})\b)[\p{{L}}][\p{{L}}'’\-]+"
_TITLED_WORD: Final = r"[A-Z][\p{L}'’\-]+"
_FLAT: Final = r"(?:(?:flat|apartment|apt|unit|room)\s?\w{1,4},?\s+)?"
_SCHOOL: Final = "School|Academy|College|University|Nursery|Primary|Grammar|Comprehensive|Sixth Form|High School|Uni"
_KIND: Final = "(?:Primary|Junior|Infants?|High|Secondary|Grammar|Comprehensive|Community|Catholic|Comp|Upper|Middle)"
_NOT_A_WORKPLACE: Final = (
    "home|the|a|an|night|nights|weekends?|school|uni|moment|my|his|her|their|our|your|time|free|now|once|least|all|it|that|this|"
    "me|him|them|us|you|work|days?|lunch|half|what|which|where|first|last|christmas|easter|different|some|same|like|full|part|"
    "two|three|four|five|six|seven|eight|nine|ten|noon|midnight|and|but|so|or|if|mo|about|around|someone|somewhere|"
    "family|friends?|money|cash|as|in|on|of|with|years?|months?|weeks?|ages|both|another|any|being|not|ur|weekend|"
    "myself|himself|herself|themselves|nothing|peanuts|ever|agency|minimum|long|over|under|nearly|almost|one"
)


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            # Forms of address: Royal Mail, "How to address your mail"; kinds of street as in the PAF.
            "street_address",
            "ADDRESS",
            [
                (rf"(?<![\w.:£]){_FLAT}\d{{1,4}}[a-z]?[\s,]{{1,4}}(?:{_STREET_WORD}\s+){{1,3}}(?:{_STRONG})\b\.?", 0.8),
                (
                    r"\b(?:flat|apartment|apt)\s?\d{1,3}[a-z]?\b(?:,?\s+[\p{L}'’]+\s+(?:house|court|tower|heights|mansions|point))?",
                    0.6,
                ),
                (
                    r"\b(?:lives?|living|lived|live|moved|moving|staying|address\s+is|house\s+is)\s+(?:at|on|in|to|near)\s+"
                    rf"\K(?:{_STREET_WORD}\s+){{1,2}}(?:{_STRONG}|st|way|court|place|hill|park|row|view|rise)\b\.?",
                    0.65,
                ),
                (
                    r"\b(?:lives?|living|lived|staying|moved|im|i'm|we're|come)\s+(?:at|to)\s+\K(?:number|no\.?|num)\s*\d{1,4}[a-z]?\b",
                    0.6,
                ),
            ],
        ),
        Rule(
            "titled_address",
            "ADDRESS",
            [
                (
                    rf"(?:(?:Flat|Apartment|Apt|Unit)\s?\w{{1,4}},?\s+)?(?<![\w.:£])\d{{1,4}}[A-Za-z]?,?\s+(?:{_TITLED_WORD}\s+){{1,3}}"
                    rf"(?:{_TITLED})\b\.?(?:,\s*{_TITLED_WORD}(?:[ \-]{_TITLED_WORD})?)?",
                    0.85,
                ),
                (
                    rf"\b(?!(?:The|This|That|My|Our|Your|On|In|At|To|From)\s){_TITLED_WORD}\s+(?:{_TITLED_WORD}\s+)?"
                    r"(?:Road|Rd|Street|Avenue|Ave|Lane|Crescent|Cres|Terrace|Gardens|Grove|Mews|Close|Drive)\b",
                    0.6,
                ),
            ],
            flags=CASE_SENSITIVE,
        ),
        Rule(
            "school",
            "SCHOOL",
            [
                (
                    rf"\b(?!(?:The|My|Our|After|Old|New|High|Primary|Big|Back|In|At|To|And|Is|No|Before|Happy|First)\s)"
                    rf"(?:St\.?\s+)?{_TITLED_WORD}(?:\s+(?:{_TITLED_WORD}|of|the|and|&)){{0,5}}?\s+(?:{_KIND}\s+)?(?:{_SCHOOL})\b",
                    0.65,
                ),
                (rf"\bUniversity\s+of\s+(?:the\s+)?{_TITLED_WORD}(?:\s+{_TITLED_WORD})?", 0.7),
            ],
            flags=CASE_SENSITIVE,
        ),
        Rule(
            "school_in_chat",
            "SCHOOL",
            [
                (
                    r"\b(?:st|saint)\.?\s+[\p{L}]+(?:['’]?s)?\s+(?:(?:rc|catholic|c\s?of\s?e|primary|junior|infants?|high|secondary|"
                    r"grammar)\s+){0,2}(?:school|academy|college|primary|high|sixth\s+form|nursery)\b",
                    0.7,
                ),
                (
                    r"\b(?:goes?|went|going|gone|teaches|studies|studied|enrolled|starts?|started)\s+(?:to|at)\s+"
                    r"\K(?!(?:the|a|my|his|her|our|their|ur|your|high|primary|secondary|big|art|law|med|night|old|new|that|same|after|boarding|private|uni)\b)"
                    r"[\p{L}'’]+(?:\s+[\p{L}'’]+)?\s+(?:primary|junior|infants?|high|secondary|grammar|school|academy|college|uni|university)\b",
                    0.65,
                ),
            ],
        ),
        Rule(
            "workplace",
            "WORKPLACE",
            [
                (
                    r"\b(?:[Ww]ork(?:s|ed|ing)?|[Jj]obs?|[Ss]hifts?|[Ee]mployed|[Mm]anag(?:er|es)|[Ii]ntern(?:ing)?|[Nn]urse|[Tt]eacher|[Bb]arista|[Cc]hef|[Dd]river|[Cc]leaner)"
                    rf"\s+(?:part[ \-]time\s+|full[ \-]time\s+|nights\s+|days\s+)?(?:at|for|in|by)\s+(?:the\s+)?"
                    rf"\K(?!(?:I|The|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter)\b)"
                    rf"[A-Z][\p{{L}}'’&]*(?:\s+(?:{_TITLED_WORD}|&|and\s+(?=[A-Z])|of\s+(?=[A-Z]))){{0,4}}",
                    0.65,
                ),
            ],
            flags=CASE_SENSITIVE,
        ),
        Rule(
            "workplace_in_chat",
            "WORKPLACE",
            [
                (
                    rf"\b(?:works|working|worked|employed)\s+at\s+(?:the\s+)?\K(?!(?:{_NOT_A_WORKPLACE})\b)[\p{{L}}][\p{{L}}'’&]{{2,}}(?:\s+(?:hospital|hotel|cafe|pub|garage|surgery|pharmacy|bakery|salon|coffee|nursery))?",
                    0.6,
                ),
            ],
        ),
        Rule(
            "coordinates",
            "COORDINATES",
            [
                (
                    r"(?<![\d.])[+\-−]?(?:[0-8]?\d|90)\.\d{3,}\s*°?\s*[NS]?\s*[,;/ ]\s*"
                    r"[+\-−]?(?:1[0-7]\d|0?\d{1,2}|180)\.\d{3,}\s*°?\s*[EW]?(?![\d.])",
                    0.9,
                ),
                (
                    r"\d{1,3}\s*°\s*\d{1,2}\s*['′’]\s*(?:\d{1,2}(?:\.\d+)?\s*(?:\"|″|”|''))?\s*[NSEW]\b(?:[\s,]*\d{1,3}\s*°\s*\d{1,2}\s*['′’]\s*(?:\d{1,2}(?:\.\d+)?\s*(?:\"|″|”|''))?\s*[NSEW]\b)?",
                    0.9,
                ),
                (r"\b(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng)\s*[:=]?\s*\K[+\-−]?\d{1,3}\.\d{2,}", 0.85),
                (r"\bgrid\s+ref(?:erence)?\W{0,3}(?:is\s+)?\K[A-HJ-Z]{2}\s?\d{2,5}\s?\d{2,5}\b", 0.8),
            ],
            needs="digit",
        ),
        Rule("three_words", "COORDINATES", [(r"(?<!:)///\p{L}+\.\p{L}+\.\p{L}+", 0.9)], needs="/"),
        Rule(
            "map_link",
            "MAP_LINK",
            [
                (
                    r"(?:https?://)?(?<![\w.])(?:www\.)?(?:(?:maps\.)?google\.[a-z.]{2,6}/maps|maps\.google\.[a-z.]{2,6}|goo\.gl/maps|maps\.app\.goo\.gl|"
                    r"maps\.apple\.com|waze\.com|bing\.com/maps|openstreetmap\.org|osm\.org|w3w\.co|what3words\.com|"
                    r"find\.apple\.com|glympse\.com)[^\s<>\"']*",
                    0.95,
                ),
                (r"\bgeo:-?\d[^\s<>\"']*", 0.95),
            ],
            needs=".:",
        ),
    ]
