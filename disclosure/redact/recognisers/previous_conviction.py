"""Convictions, cautions, sentences, prison and supervision.

Authority: the CPS's redaction category "Previous convictions"; Sentencing Act 2020 for the kinds of sentence.
"""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule, literals

_SPELL: Final = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|few|couple\s+of)"
_TIME: Final = r"(?:days?|weeks?|wks?|months?|mths?|years?|yrs?)"
_OFFENCE: Final = (
    r"(?:abh|gbh|(?:common\s+|sexual\s+|indecent\s+)?assault|robbery|burglary|theft|fraud|drugs|dealing|rape|arson|battery|affray|harassment|stalking|"
    r"possession|supply|pwits|shoplifting|drink\s+driving|dangerous\s+driving|drug\s+driving|handling|criminal\s+damage|wounding|murder|manslaughter|kidnap\w*|"
    r"nicking|twocking|twoc|firearms?|knife\s+crime|carrying|threats|voyeurism|grooming|perverting|money\s+laundering|battering|public\s+order)"
)
_WAS: Final = (
    r"(?:(?:has|had|have|['’]s|['’]ve|is|was|were|been|being|got|just|already|only|also|once|he['’]s|she['’]s)\s+){0,3}"
)
_PLACE: Final = r"(?:prison|jail|gaol|nick|the\s+nick|custody|hmp\s+\p{L}+|young\s+offenders?(?:\s+institution)?|yoi)"
_FOR: Final = rf"(?:\s+for\s+(?:{_OFFENCE}|[\p{{L}}]+(?:\s+[\p{{L}}]+)?))?"


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "previous_conviction",
            "PREVIOUS_CONVICTION",
            [
                (
                    rf"\b{_WAS}(?:served|serving|did|doing|done|got|given|sentenced\s+to|sent\s+down\s+for)\s+{_SPELL}\s+{_TIME}\s+(?:(?:inside|in\s+{_PLACE}|behind\s+bars|suspended)\b{_FOR}|for\s+{_OFFENCE}\b)",
                    0.8,
                ),
                (
                    rf"\b{_WAS}(?:convicted|found\s+guilty|cautioned|sentenced|pleaded\s+guilty|pled\s+guilty|acquitted|remanded)\s+(?:of|for|to|in)\s+(?:{_OFFENCE}\b|[\p{{L}}]+(?:\s+[\p{{L}}]+){{0,3}})",
                    0.75,
                ),
                (
                    rf"\b{_WAS}(?:done|charged|lifted|sent\s+down|banged\s+up|locked\s+up|nicked|arrested|prosecuted)\s+(?:for|with|over)\s+(?:a\s+|the\s+)?{_OFFENCE}\b",
                    0.75,
                ),
                (
                    rf"\b{_WAS}(?:got\s+done|nicked|arrested|prosecuted)\s+(?:for|over)\s+(?!it\b|that\b|this\b|ages\b|a\s+bit\b)[\p{{L}}]+(?:\s+[\p{{L}}]+)?",
                    0.65,
                ),
                (
                    rf"\b{_WAS}(?:(?:a|any|no|the)\s+)?(?:previous\s+(?:convictions?|for)|(?:criminal|police)\s+(?:record|convictions?)|suspended\s+sentence|community\s+(?:order|service)|on\s+probation|probation\s+officer|"
                    rf"(?:out\s+)?on\s+licen[cs]e(?=\s+(?:til|until|from|for|after|now)|\W*$)|on\s+(?:a\s+)?tag\b|on\s+(?:the\s+)?sex\s+offenders?['’]?\s+regist(?:er|ry)|sex\s+offenders?['’]?\s+regist(?:er|ry)|(?:got|came|just|gets|coming|get|let|gets\s+let)\s+(?:just\s+)?out\s+of\s+{_PLACE}|out\s+of\s+{_PLACE}|(?:been|was|went|goes|going|sent|back)\s+(?:in|to|inside)\s+{_PLACE}|"
                    rf"restraining\s+order|non[ \-]mol(?:estation)?(?:\s+order)?|asbo|cbo|shpo|on\s+remand|ex[ \-]con)\b{_FOR}",
                    0.7,
                ),
                (
                    r"\b(?:has|had|got|have)\s+(?:\w+\s+)?previous\b(?!\s+(?:owner|job|one|day|week|night|year|address|partner|message|text))(?:\s+for\s+[\p{L}]+)?",
                    0.6,
                ),
            ],
            words=(
                *literals(_OFFENCE[3:-1]),
                *literals(_PLACE[3:-1]),
                "bars",
                "inside",
                "suspended",
                "convict",
                "guilty",
                "caution",
                "sentence",
                "acquit",
                "remand",
                "nick",
                "done",
                "arrest",
                "prosecut",
                "previous",
                "criminal",
                "record",
                "community",
                "probation",
                "licen",
                "tag",
                "regist",
                "restraining",
                "mol",
                "asbo",
                "cbo",
                "shpo",
                "ex con",
                "ex-con",
            ),
        ),
    ]
