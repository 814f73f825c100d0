"""What else tells who somebody is: titles, names after them, relations, occupations, birth, convictions."""

from __future__ import annotations

from typing import Final

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import CASE_SENSITIVE, Rule

_MONTH: Final = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?)"
)
_DATE: Final = (
    rf"(?:(?:0?[1-9]|[12]\d|3[01])\s?[./\-\s]\s?(?:0?[1-9]|1[0-2])\s?[./\-\s]\s?(?:(?:19|20)\d{{2}}|\d{{2}})(?!\d)"
    r"|(?:19|20)\d{2}[./\-](?:0?[1-9]|1[0-2])[./\-](?:0?[1-9]|[12]\d|3[01])(?!\d)"
    rf"|(?:0?[1-9]|[12]\d|3[01])\s?(?:st|nd|rd|th)?[\s\-]*(?:of\s+)?{_MONTH}\b\.?(?:[\s,\-]*(?:(?:19|20)\d{{2}}|['’]?\d{{2}}\b))?"
    rf"|{_MONTH}\.?\s+(?:0?[1-9]|[12]\d|3[01])\s?(?:st|nd|rd|th)?(?:[\s,]+(?:(?:19|20)\d{{2}}|['’]?\d{{2}}\b))?"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d{2}|\d{2})(?!\d))"
)
_BIRTH: Final = r"(?:d\.?o\.?b\b\.?|date\s+of\s+birth|birth\s?date|birth\s?day|b-?day|born(?:\s+on)?)"
_FAMILY: Final = (
    "mum|mam|mummy|mother|dad|daddy|father|nan|nana|gran|granny|grandma|grandad|granddad|grandfather|grandmother|sister|sis|"
    "brother|bro|aunt|auntie|aunty|uncle|cousin|cuz|wife|husband|hubby|fianc[eé]e?|partner|girlfriend|boyfriend|gf|bf|ex|son|"
    "daughter|niece|nephew|step\\s?-?(?:mum|dad|mother|father|son|daughter|brother|sister)|in-?laws?|"
    "(?:mother|father|brother|sister|son|daughter)[\\s\\-]in[\\s\\-]law|grand(?:son|daughter|kids?|children)|twin|godmother|"
    "godfather|flatmate|housemate|landlord|landlady|neighbour|carer|foster\\s+(?:mum|dad|mother|father|carer)"
)
_OCCUPATION: Final = (
    "nurse|midwife|doctor|gp|surgeon|paramedic|dentist|pharmacist|carer|care\\s+(?:worker|assistant)|social\\s+worker|teacher|"
    "teaching\\s+assistant|lecturer|head\\s?teacher|childminder|nanny|student\\s+nurse|solicitor|barrister|paralegal|accountant|"
    "electrician|sparky|plumber|joiner|carpenter|builder|bricklayer|brickie|plasterer|roofer|scaffolder|painter|decorator|"
    "labourer|welder|mechanic|engineer|driver|taxi\\s+driver|(?:lorry|bus|van|delivery|uber|hgv)\\s+driver|courier|postman|"
    "postwoman|chef|cook|waiter|waitress|barista|bar(?:maid|man|\\s?tender)|barber|hairdresser|beautician|cleaner|caretaker|"
    "receptionist|secretary|cashier|shop\\s+assistant|sales\\s+assistant|estate\\s+agent|manager|supervisor|bouncer|doorman|"
    "security\\s+guard|police\\s+officer|copper|soldier|firefighter|fireman|prison\\s+officer|farmer|gardener|vet|"
    "veterinary\\s+nurse|personal\\s+trainer|model|dancer|musician|dj|photographer|journalist|architect|surveyor|programmer|"
    "developer|designer|consultant|warehouse\\s+(?:worker|operative)|factory\\s+worker|apprentice|councillor|vicar|priest|imam"
)
_AS_A: Final = (
    r"(?:(?:qualified|trainee|student|part[\s\-]time|full[\s\-]time|senior|junior|retired|self[\s\-]employed|"
    r"mobile|head)\s+)?"
)
_SPELL: Final = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|few|couple\s+of)"
_TIME: Final = r"(?:days?|weeks?|wks?|months?|mths?|years?|yrs?)"
_NAME: Final = r"[A-Z][\p{L}'’\-]+"


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "title",
            "TITLE",
            [(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Rev(?:erend)?|Sir|Dame|Lady|Lord)\b\.?(?=\s+{_NAME})", 0.7)],
            flags=CASE_SENSITIVE,
        ),
        Rule(
            "titled_name",
            "PERSON",
            [
                (
                    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Rev(?:erend)?|Sir|Dame|Auntie|Aunty|Aunt|Uncle|Nana|Grandma|Grandad)\b\.?\s+\K(?!(?:I|You|So|And|But)\b){_NAME}(?:\s+{_NAME}){{0,2}}",
                    0.85,
                )
            ],
            flags=CASE_SENSITIVE,
        ),
        Rule(
            "titled_name_in_chat",
            "PERSON",
            [
                (
                    r"\b(?:mr|mrs|dr|auntie|aunty|uncle)\b\.?\s+\K(?!(?:and|or|is|was|has|had|said|will|would|can|x+|right|who|man|wants?|just|but|so|the|to|in|at|on|if|for|called|told|rang|did|does|up|a|i|you|my|me|u|lol|says|went|got|appointment|appt|appts|tomorrow|today|surgery|with|from|of|think|about)\b)[\p{L}][\p{L}'’\-]{2,}",
                    0.6,
                ),
                (
                    r"\b(?:my|his|her|their)\s+(?:first\s+|last\s+|full\s+|real\s+|middle\s+|maiden\s+|sur)?name(?:\s+is|['’]?s|\s+was)\s+\K(?!(?:not|on|in|the|a|been|being|for|still|all)\b)[\p{L}][\p{L}'’\-]+(?:\s+[A-Z][\p{L}'’\-]+)?",
                    0.75,
                ),
            ],
        ),
        Rule(
            "relationship",
            "RELATIONSHIP",
            [
                (
                    rf"\b(?:my|his|her|their|ur|your|our|me)\s+(?:(?:own|older|elder|younger|big|little|wee|baby|late|foster|half|ex|new|step)[\s\-]+){{0,2}}(?:{_FAMILY})\b",
                    0.6,
                ),
                (
                    rf"\b\p{{L}}+['’]s\s+(?:(?:older|younger|big|little|ex|new)[\s\-]+)?(?:{_FAMILY})\b",
                    0.5,
                ),
            ],
        ),
        Rule(
            "occupation",
            "OCCUPATION",
            [
                (
                    rf"\b(?:works?|working|worked|job|trained|training|qualified|retrained)\s+(?:is\s+|was\s+)?as\s+(?:an?\s+|the\s+)?\K{_AS_A}(?:{_OCCUPATION})\b",
                    0.75,
                ),
                (
                    rf"\b(?:i['’]?m|he['’]?s|she['’]?s|is|was|being|became|becoming)\s+an?\s+\K{_AS_A}(?:{_OCCUPATION})\b",
                    0.65,
                ),
                (r"\b(?:works?|working|worked)\s+as\s+an?\s+\K(?!(?:team|group|result|couple)\b)[\p{L}\-]+", 0.5),
            ],
        ),
        Rule(
            "date_of_birth",
            "DATE_OF_BIRTH",
            [
                (
                    rf"\b{_BIRTH}(?:['’]?s)?\s*(?:is|was|are|on|it's|its)?\s*(?:on\s+)?(?:the\s+)?[:=\-]?\s*\K{_DATE}",
                    0.95,
                ),
                (rf"(?<![\d/.\-]){_DATE}(?=\s*(?:is|was|[,(\-])?\s*(?:my|his|her|the)?\s*{_BIRTH})", 0.85),
                (r"\bborn\s+in\s+\K(?:(?:early|late|mid)\s+)?(?:19|20)\d{2}\b", 0.7),
            ],
            needs="digit",
        ),
        Rule(
            "previous_conviction",
            "PREVIOUS_CONVICTION",
            [
                (
                    rf"\b(?:served|serving|did|doing|done|got|given|sentenced\s+to|sent\s+down\s+for)\s+{_SPELL}\s+{_TIME}\s+(?:(?:inside|in\s+(?:prison|jail|the\s+nick|nick|hmp\s+\w+)|behind\s+bars|custody|suspended)\b(?:\s+for\s+[\p{{L}}]+(?:\s+[\p{{L}}]+)?)?|for\s+(?:abh|gbh|assault|robbery|burglary|theft|fraud|drugs|dealing|rape|arson|battery|affray|harassment|stalking|possession|supply|shoplifting|drink\s+driving|handling|criminal\s+damage|wounding|murder|manslaughter|kidnap\w*)\b(?:\s+(?:by|of|with)?\s*[\p{{L}}]+)?)",
                    0.8,
                ),
                (
                    r"\b(?:been\s+)?(?:convicted|found\s+guilty|cautioned|sentenced|pleaded\s+guilty|pled\s+guilty)\s+(?:of|for|to)\s+[\p{L}]+(?:\s+[\p{L}]+){0,3}",
                    0.75,
                ),
                (
                    r"\b(?:got|been|was|were|getting)\s+(?:done|nicked|sent\s+down|banged\s+up|arrested|charged|prosecuted)\s+(?:for|with)\s+(?!it\b|that\b|this\b|ages\b|a\s+bit\b)[\p{L}]+(?:\s+[\p{L}]+)?",
                    0.65,
                ),
                (
                    r"\b(?:previous\s+(?:convictions?|for)|criminal\s+(?:record|convictions?)|suspended\s+sentence|community\s+(?:order|service)|on\s+probation|probation\s+officer|out\s+on\s+licen[cs]e|on\s+tag|sex\s+offenders?['’]?\s+regist(?:er|ry)|(?:got|came|just|gets|coming|out)\s+out\s+of\s+(?:prison|jail|nick)|(?:been|was|went|goes|going|sent)\s+(?:in|to)\s+(?:prison|jail)|restraining\s+order)\b(?:\s+for\s+[\p{L}]+(?:\s+[\p{L}]+)?)?",
                    0.7,
                ),
            ],
        ),
    ]
