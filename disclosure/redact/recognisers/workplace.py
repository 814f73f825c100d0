"""Places of work, which section 1(3A)(d) of the Sexual Offences (Amendment) Act 1992 protects.

Authority: that Act. A place of work counts where the words before it say that somebody works there; the chains are
large employers that are written in small letters.
"""

from __future__ import annotations

import re
from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.common_words import is_common, words_of
from disclosure.redact.recognisers.rule import CASE_SENSITIVE, Rule

_TITLED: Final = r"[A-Z][\p{L}'’\-]*"
_CHAINS: Final = (
    r"tesco['’]?s?|asda|sainsbury['’]?s?|morrisons|aldi|lidl|waitrose|co-?op|iceland|m\s?&\s?s|marks\s+(?:and|&)\s+spencers?|b\s?&\s?m|b\s?&\s?q|b\s+and\s+[mq]|"
    r"home\s?bargains|poundland|boots|superdrug|argos|currys|primark|jd(?:\s+sports)?|sports\s+direct|h\s?&\s?m|ikea|wickes|screwfix|"
    r"toolstation|halfords|greggs|costa|starbucks|nero|pret|subway|kfc|burger\s+king|mc\s?donald['’]?s?|maccies|nando['’]?s?|domino['’]?s?|spoons|wetherspoons?|"
    r"pizza\s+hut|five\s+guys|amazon|dpd|evri|hermes|royal\s+mail|ups|dhl|yodel|stagecoach|arriva|first\s+bus|network\s+rail|barclays|natwest|"
    r"lloyds|hsbc|halifax|santander|nationwide|sky|bt|ee|o2|vodafone|british\s+gas|specsavers|timpsons?|whsmiths?|the\s+range|dunelm|matalan|"
    r"new\s+look|pets\s+at\s+home|costco|makro|booker|greene\s+king|premier\s+inn|travelodge|serco|g4s|capita|hmrc|dwp|the\s+nhs|nhs|the\s+council|the\s+job\s?centre"
)
_PLACE: Final = (
    r"(?:hospital|infirmary|hotel|cafe|café|pub|inn|arms|garage|surgery|pharmacy|chemist|bakery|bakers|salon|barbers|hairdressers|coffee|nursery|dental(?:\s+practice)?|"
    r"dentists?|vets|motors|tyres|care\s+home|nursing\s+home|garden\s+centre|leisure\s+centre|gym|butchers|takeaway|kebabs?|chippy|restaurant|(?<=s\s)head|lion|oak|hounds|horses|hart|swan|bells?|anchor|feathers|fleece|plough|crown|"
    r"logistics|services|warehouse|depot|factory|office|solicitors|law|school|college|primary|academy|post\s+office|cars|taxis|club|bar|grill|kitchen|kettle)"
)
_NO_NAME: Final = frozenset(
    """
    home the a an night nights weekend weekends school uni moment my his her their our your time free now once least all it that this me him them us you
    work day days lunch half what which where first last christmas easter different some same like full part two three four five six seven
    eight nine ten noon midnight and but so or if mo about around someone somewhere family friend friends money cash as in on of with year
    years month months week weeks ages both another any being not ur myself himself herself themselves nothing peanuts ever agency minimum
    long over under nearly almost one i monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
    january february march april may june july august september october november december tomorrow today tonight til till until from
    dole living fun change hire
    later early late present sea height speed pace heart full-time lol x
    mr mrs ms miss mx dr prof sir madam
    """.split()
)
_AT_WORK: Final = (
    # "does it work with USB3" is about a thing.
    r"(?<!\b(?:it|that|this|they|these|which)\s)\b(?:works?|worked|working|jobs?|shifts?|employed|manag(?:er|es|ing)|supervisor|intern(?:ing)?|placement|apprentice(?:ship)?|trainee|nurse|teacher|barista|"
    r"chef|driver|cleaner|receptionist|cashier|waitress|waiter|bartender|carer|assistant|started(?:\s+work)?|starting(?:\s+work)?|starts?(?:\s+work)?|boss|volunteers?|volunteering|temping|hours|trial|interview|quit|operative|warehouse\s+op|picker|packer|courier|labourer|security|"
    r"(?:behind|on|does|doing|runs?|running)\s+the\s+(?:bar|tills?|door|checkouts?|desk|kitchen))\s+"
    r"(?:part[ \-]time\s+|full[ \-]time\s+|nights\s+|days\s+|again\s+|late\s+|early\s+|down\s+|up\s+|over\s+|there\s+|out\s+|now\s+){0,2}"
)
_ITS_NAME: Final = r"\b(?:work(?:place)?|job|employer|company|firm|boss)\s+(?:is|was|called|=|:)\s+(?:at\s+|called\s+|with\s+)?(?:the\s+)?"


_WORDS: Final = (
    "work", "job", "shift", "employ", "manag", "supervis", "intern", "placement", "apprentice", "trainee", "nurse", "teacher", "barista",
    "chef", "driver", "cleaner", "receptionist", "cashier", "wait", "bartender", "carer", "assistant", "start", "boss", "volunteer",
    "temping", "hours", "operative", "warehouse", "pick", "packer", "courier", "labour", "security", "behind", "on the", "does the", "doing the", "run", "trial", "interview", "quit", "company", "firm",
)  # fmt: skip


def _names_none(text: str) -> bool:
    """Whether what stands there is when or how, not where: "works at night", "works for me"."""
    found = [word.casefold() for word in words_of(text)]
    return not found or found[0] in _NO_NAME


def _is_ordinary(text: str) -> bool:
    """The same in small letters, where every word might be an ordinary one."""
    found = [word.casefold() for word in words_of(text)]
    if re.search(rf"(?:^|\s){_PLACE}$", text, re.IGNORECASE) and len(found) > 1:
        return found[0] in _NO_NAME
    return _names_none(text) or all(is_common(word, 12000) for word in found)


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    name = rf"{_TITLED}(?:\s+(?:{_TITLED}|&|and\s+(?=[A-Z])|of\s+(?=[A-Z]))){{0,4}}(?<!\s)"
    return [
        Rule(
            "workplace",
            "WORKPLACE",
            [
                (
                    rf"(?i:{_AT_WORK})(?i:at|for|(?<!\bwork(?:s|ed|ing)?\s)with|in|by)\s+(?i:the\s+)?\K{name}(?!\w)",
                    0.65,
                ),
                (rf"(?i:{_ITS_NAME})\K{name}", 0.65),
            ],
            words=_WORDS,
            flags=CASE_SENSITIVE,
            invalidate=_names_none,
        ),
        Rule(
            "workplace_in_chat",
            "WORKPLACE",
            [
                (rf"{_AT_WORK}(?:at|for|with|in|by|down)\s+\K(?:{_CHAINS})(?!\w)", 0.7),
                (rf"{_ITS_NAME}\K(?:{_CHAINS})(?!\w)", 0.7),
                (rf"\b(?:shift|job|boss|manager|work)\s+(?:at|in|down)\s+\K(?:{_CHAINS})(?!\w)", 0.7),
            ],
            words=_WORDS,
        ),
        Rule(
            "workplace_named_in_chat",
            "WORKPLACE",
            [
                (
                    rf"{_AT_WORK}(?:at|for|with|by|down|in)\s+(?:the\s+)?\K[\p{{L}}][\p{{L}}'’&\-]+(?:\s+(?:&\s+)?[\p{{L}}'’&\-]+){{0,2}}?\s+{_PLACE}\b",
                    0.65,
                ),
                (
                    r"(?<!\b(?:it|that|this|they|these|which)\s)\b(?:works?|working|worked|employed|jobs?|shifts?|manager|on\s+shift)\s+(?:at|for|with)\s+(?:the\s+)?\K[\p{L}][\p{L}'’&\-]{2,}(?!\w)",
                    0.55,
                ),
            ],
            words=_WORDS,
            invalidate=_is_ordinary,
        ),
    ]
