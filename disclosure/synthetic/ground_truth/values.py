"""Values for the ground truth: identifiers as British people, forms and programs write them.

Made apart from `disclosure.synthetic.identifiers`, which the demonstration case and the recognisers' own tests
use: other numbers, other names, other ways of writing. Check digits are right where a form has them. Half of
the telephone numbers come from Ofcom's ranges for drama, half are well-formed numbers drawn at random when the
set is made, because software that asks whether a number has been allotted knows no drama numbers.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Mapping
from typing import Final

from disclosure.synthetic.identifiers import digits, grouped, luhn_digit, pick

GIVEN: Final = (
    "Alison", "Barry", "Caitlin", "Demi", "Edwin", "Farah", "Gwen", "Harpreet", "Ismail", "Jodie", "Keiran", "Lynsey", "Maureen",
    "Nikhil", "Olwen", "Patrice", "Roisin", "Sukhdev", "Tamika", "Usman", "Verity", "Waseem", "Yvonne", "Zoltan", "Adaeze", "Bronagh",
    "Cillian", "Danuta", "Emeka", "Florin", "Gavin", "Hafsa", "Iestyn", "Jagdeep", "Kerry-Ann", "Lamar", "Marcin", "Nuala", "Oluwaseun",
    "Parveen", "Rhiannon", "Siobhan", "Trevor", "Ursula", "Vasile", "Winifred", "Xiuying", "Yetunde", "Zeeshan", "Agnieszka",
)  # fmt: skip
SURNAMES: Final = (
    "Abbotson", "Bainbridge", "Chowdhury", "Dobrowolski", "Eastwell", "Fairclough", "Gill", "Hodgkiss", "Ibrahim", "Jephcott", "Kavanagh",
    "Lazarescu", "Mwangi", "Naylor", "O'Sullivan", "Pritchard", "Qureshi", "Rowbotham", "Sandhu", "Trelawny", "Umarji", "Vaughan",
    "Whittingham", "Adeyemi", "Brannigan", "Cartwright", "Deakin", "Egwu", "Featherstone", "Greenhalgh", "Howarth", "Islam", "Jowett",
    "Kozlowski", "Lockwood", "McGinty", "Nasir", "Onyango", "Patel", "Ridgeway", "Singh-Bains", "Tierney", "Wainwright", "Yilmaz",
)  # fmt: skip
_STREET_NAMES: Final = (
    "Primrose", "Gladstone", "Station", "Waterloo", "Beechwood", "Delamere", "Oakfield", "Cromwell", "Kingsway", "Hawthorn", "Balfour",
    "Ferndale", "Montague", "Thornhill", "St Andrews", "Victoria", "Bishops", "Mill", "Cemetery", "Elm", "Lansdowne", "Nelson", "Priory",
    "Queens", "Rectory", "Salisbury", "Tennyson", "Upper Church", "Wellington", "Brook", "Coronation", "Dukes", "East Park", "Old Farm",
)  # fmt: skip
_STREET_TYPES: Final = (
    ("Road", "rd"), ("Street", "st"), ("Avenue", "ave"), ("Lane", "ln"), ("Close", "cl"), ("Drive", "dr"), ("Crescent", "cres"),
    ("Gardens", "gdns"), ("Terrace", "terr"), ("Grove", "grove"), ("Way", "way"), ("Court", "ct"), ("Place", "pl"), ("Square", "sq"),
)  # fmt: skip
_TOWNS: Final = (
    "Barnsley", "Croydon", "Dudley", "Everton", "Fareham", "Gateshead", "Hove", "Ipswich", "Jarrow", "Kettering", "Luton", "Morley",
    "Neath", "Oldham", "Poole", "Redcar", "Slough", "Truro", "Uxbridge", "Wigan",
)  # fmt: skip
_AREAS: Final = (
    "B",
    "M",
    "L",
    "S",
    "E",
    "N",
    "SE",
    "SW",
    "NW",
    "LS",
    "CF",
    "BD",
    "NE",
    "PO",
    "TR",
    "WV",
    "BT",
    "G",
    "EH",
    "CR",
    "IP",
)
_INWARD: Final = "ABDEFGHJLNPQRSTUWXYZ"
_DOMAINS: Final = (
    "gmail.com",
    "hotmail.co.uk",
    "outlook.com",
    "yahoo.co.uk",
    "icloud.com",
    "btinternet.com",
    "live.co.uk",
    "sky.com",
)
_WORDS: Final = (
    "sunny", "lil", "dazzle", "wolf", "marbles", "pixie", "ghost", "tango", "kestrel", "biscuit", "rascal", "velvet", "moss", "gizmo",
)  # fmt: skip
_MONTHS: Final = "January February March April May June July August September October November December".split()
_DIGIT_WORDS: Final = "zero one two three four five six seven eight nine".split()
_HOUSES: Final = ("Rose Cottage", "The Old Forge", "Ivy House", "Hillcrest", "Manor Farm", "Orchard View", "Tithe Barn")
_BLOCKS: Final = ("Kestrel House", "Ashby Court", "Wellesley Point", "Park Tower", "Nightingale Heights")
_SCHOOLS: Final = (
    "St Bede's Primary", "Oakmere High School", "Castle Vale Academy", "Ryhope Comprehensive", "St Marys RC Primary School",
    "Loughfield Grammar", "Bournside Sixth Form", "Highfield Infants", "Trinity C of E Primary", "Tresham College", "Norwood Nursery",
    "University of Wexcombe", "Pendle Junior School", "Ysgol Glan Morfa",
)  # fmt: skip
_WORKPLACES: Final = (
    "Hollins Bakery", "the Copper Kettle", "Bridgewater Dental", "Finch & Sons", "Redhill Care Home", "Apex Motors", "Fernley Vets",
    "Scissor Sisters Salon", "Moorland Logistics", "Greggs", "Asda", "Morrisons", "B&Q", "the Royal Infirmary", "Nando's",
)  # fmt: skip
_JOBS: Final = (
    "carer", "nurse", "teaching assistant", "scaffolder", "barber", "bus driver", "social worker", "pharmacist", "chef", "plasterer",
    "midwife", "receptionist", "security guard", "warehouse operative", "solicitor",
)  # fmt: skip
_RELATIONS: Final = (
    "my sister",
    "his brother",
    "her mum",
    "my stepdad",
    "your cousin",
    "their nan",
    "my ex",
    "her husband",
    "my niece",
)
_KIN: Final = (
    "sister",
    "older brother",
    "mum",
    "stepdad",
    "cousin",
    "nan",
    "ex",
    "husband",
    "niece",
    "mother in law",
    "flatmate",
)
_CONVICTIONS: Final = (
    "was convicted of burglary", "did 18 months for robbery", "got done for shoplifting", "has previous convictions", "is on probation",
    "got a suspended sentence", "was cautioned for possession", "served 3 years for gbh", "is on the sex offenders register",
    "just got out of prison",
)  # fmt: skip
_PLATE: Final = "ABCDEFGHJKLMNOPRSTUVWXY"


def _letters(rng: random.Random, count: int, alphabet: str = string.ascii_uppercase) -> str:
    return "".join(pick(rng, alphabet) for _ in range(count))


def _any_case(rng: random.Random, value: str) -> str:
    return pick(rng, (value, value, value.lower()))


# Telephone numbers


def _mobile(rng: random.Random) -> str:
    """Eleven national digits: of the drama range or drawn among the ranges given to mobile networks."""
    if rng.random() < 0.5:
        return f"07700900{rng.randrange(1000):03d}"
    return f"07{pick(rng, ('3', '4', '5', '7', '8', '9'))}{rng.randrange(1, 9)}{digits(rng, 7)}"


def _mobile_national(rng: random.Random) -> str:
    n = _mobile(rng)
    separator = pick(rng, (" ", "-", ".", "  "))
    sizes = pick(rng, ((11,), (5, 6), (5, 3, 3), (4, 3, 4), (3, 4, 4), (5, 2, 2, 2), (4, 4, 3), (2, 3, 3, 3)))
    text = grouped(n, *sizes, separator=separator)
    return f"({n[:5]}) {n[5:]}" if rng.random() < 0.1 else text


def _mobile_international(rng: random.Random) -> str:
    n = _mobile(rng)[1:]
    lead = pick(rng, ("+44", "+44 ", "0044", "0044 ", "00 44 ", "+44 (0)", "+44(0) ", "+44-", "44", "(+44) "))
    sizes = pick(rng, ((10,), (4, 6), (4, 3, 3), (3, 3, 4)))
    return lead + grouped(n, *sizes, separator=pick(rng, (" ", "-")) if not lead.endswith("-") else "-")


def _landline(rng: random.Random) -> str:
    area, rest = pick(rng, (
        ("020", f"7946 0{rng.randrange(1000):03d}"), ("0113", f"496 0{rng.randrange(1000):03d}"),
        ("0121", f"496 0{rng.randrange(1000):03d}"), ("01632", f"960{rng.randrange(1000):03d}"),
        ("0161", f"{rng.randrange(2, 9)}{digits(rng, 2)} {digits(rng, 4)}"), ("01482", f"{rng.randrange(2, 9)}{digits(rng, 5)}"),
        ("029", f"20 {rng.randrange(2, 9)}{digits(rng, 2)} {digits(rng, 3)}"), ("0800", f"{digits(rng, 3)} {digits(rng, 4)}"),
    ))  # fmt: skip
    joined = rest.replace(" ", "")
    return pick(
        rng,
        (
            f"{area} {rest}",
            f"{area}{joined}",
            f"({area}) {rest}",
            f"+44 {area[1:]} {rest}",
            f"+44 (0){area[1:]} {rest}",
        ),
    )


def _spoken_phone(rng: random.Random) -> str:
    n = _mobile(rng)
    zero = pick(rng, ("oh", "zero", "o"))
    words, at = [], 0
    while at < len(n):
        run = 2 if n[at : at + 2] == n[at] * 2 else 1
        word = zero if n[at] == "0" else _DIGIT_WORDS[int(n[at])]
        if run == 2 and rng.random() < 0.8:
            words.append(f"double {word}")
            at += 2
            continue
        words.append(word)
        at += 1
    return pick(rng, (" ", " ", ", ")).join(words)


def _letter_o_phone(rng: random.Random) -> str:
    n = _mobile(rng)
    shown = n.replace("0", pick(rng, ("O", "o")))
    return pick(rng, (shown, shown[0] + n[1:], f"{shown[:5]} {shown[5:]}", f"{shown[:5]} {shown[5:8]} {shown[8:]}"))


def _foreign_phone(rng: random.Random) -> str:
    code, size = pick(
        rng, (("+48", 9), ("+353", 9), ("+40", 9), ("+92", 10), ("+234", 10), ("+1", 10), ("+91", 10), ("+33", 9))
    )
    rest = pick(rng, "5678") + digits(rng, size - 1)
    return code + pick(rng, ("", " ")) + (rest if rng.random() < 0.5 else grouped(rest, 3, 3, size - 6))


def _whatsapp(rng: random.Random) -> str:
    return f"44{_mobile(rng)[1:]}@{pick(rng, ('s.whatsapp.net', 's.whatsapp.net', 'c.us'))}"


# Electronic mail and accounts


def _local(rng: random.Random) -> str:
    given, surname = (
        pick(rng, GIVEN).lower().replace("-", ""),
        pick(rng, SURNAMES).lower().replace("'", "").replace("-", ""),
    )
    return pick(
        rng,
        (
            f"{given}.{surname}",
            f"{given}{digits(rng, 2)}",
            f"{given[0]}{surname}",
            f"{pick(rng, _WORDS)}_{given}{digits(rng, 2)}",
        ),
    )


def _email(rng: random.Random) -> str:
    return _any_case(rng, f"{_local(rng)}@{pick(rng, (*_DOMAINS, 'finchandsons.example', 'mail.wexcombe.ac.uk'))}")


def _spoken_email(rng: random.Random) -> str:
    local, domain = _local(rng), pick(rng, _DOMAINS)
    at = pick(rng, (" at ", " at ", " (at) ", "[at]", " AT "))
    spoken = domain.replace(".", pick(rng, (" dot ", " dot ", ".", " (dot) ")))
    return local.replace(".", pick(rng, (".", " dot "))) + at + spoken


def _username(rng: random.Random) -> str:
    given, word = pick(rng, GIVEN).lower().replace("-", ""), pick(rng, _WORDS)
    return pick(
        rng,
        (
            f"{word}{given}",
            f"{given}_{word}",
            f"{given}.{word}{digits(rng, 2)}",
            f"{given[:4]}x{digits(rng, 3)}",
            f"x_{word}_{given[0]}",
        ),
    )


def _profile(rng: random.Random) -> str:
    name = _username(rng).replace(".", "_")
    number = "1000" + digits(rng, 11)
    path = pick(rng, (
        f"instagram.com/{name}", f"www.instagram.com/{name}/?igsh={digits(rng, 6)}", f"facebook.com/profile.php?id={number}",
        f"m.facebook.com/{name}", f"www.tiktok.com/@{name}", f"snapchat.com/add/{name}", f"x.com/{name}", f"twitter.com/{name}/status/{number}",
        f"t.me/{name}", f"wa.me/44{_mobile(rng)[1:]}", f"www.linkedin.com/in/{name}", f"onlyfans.com/{name}", f"www.threads.net/@{name}",
        f"bsky.app/profile/{name}.bsky.social", f"www.youtube.com/@{name}", f"reddit.com/user/{name}", f"www.strava.com/athletes/{digits(rng, 8)}",
        f"www.vinted.co.uk/member/{digits(rng, 8)}-{name}", f"steamcommunity.com/id/{name}", f"www.twitch.tv/{name}", f"paypal.me/{name}",
        f"soundcloud.com/{name}", f"www.pinterest.co.uk/{name}", f"open.spotify.com/user/{name}", f"{name}.tumblr.com",
    ))  # fmt: skip
    return pick(rng, ("https://", "https://", "")) + path


# Places


def _house_number(rng: random.Random) -> str:
    return f"{rng.randrange(1, 240)}{pick(rng, ('', '', '', 'a', 'B'))}"


def _street(rng: random.Random) -> tuple[str, str]:
    name, (full, short) = pick(rng, _STREET_NAMES), pick(rng, _STREET_TYPES)
    return f"{name} {full}", f"{name} {short}"


def _house_and_street(rng: random.Random) -> str:
    number, (full, short) = _house_number(rng), _street(rng)
    return pick(
        rng,
        (
            f"{number} {full}",
            f"{number} {full}",
            f"{number} {full.lower()}",
            f"{number} {short.lower()}",
            f"{number}, {full}",
        ),
    )


def _flat(rng: random.Random) -> str:
    flat = pick(
        rng,
        (
            f"flat {rng.randrange(1, 60)}",
            f"Flat {rng.randrange(1, 9)}{pick(rng, 'ABC')}",
            f"apt {rng.randrange(1, 90)}",
            f"flat {rng.randrange(1, 9)}b",
        ),
    )
    rest = pick(rng, (_house_and_street(rng), _house_and_street(rng), f"{pick(rng, _BLOCKS)}, {_street(rng)[0]}"))
    return f"{flat}{pick(rng, (', ', ' '))}{rest}"


def _full_address(rng: random.Random) -> str:
    town = pick(rng, _TOWNS)
    door = pick(rng, (f"{_house_number(rng)} {_street(rng)[0]}", f"{_house_number(rng)} {_street(rng)[0]}", _flat(rng)))
    separator = pick(rng, (", ", ", ", "\n", " "))
    return separator.join((door, town, _postcode(rng)))


def _named_house(rng: random.Random) -> str:
    return f"{pick(rng, _HOUSES)}, {_street(rng)[0]}"


def _street_alone(rng: random.Random) -> str:
    full, short = _street(rng)
    return pick(rng, (full, full, full.lower(), short))


def _outward(rng: random.Random) -> str:
    return f"{pick(rng, _AREAS)}{rng.randrange(1, 21)}"


def _postcode(rng: random.Random) -> str:
    code = f"{_outward(rng)} {rng.randrange(1, 10)}{_letters(rng, 2, _INWARD)}"
    return pick(rng, (code, code, code.replace(" ", ""), code.lower(), code.lower().replace(" ", "")))


def _partial_postcode(rng: random.Random) -> str:
    return _any_case(rng, _outward(rng))


def _coordinates(rng: random.Random) -> str:
    lat, lon = 50 + rng.random() * 8, -rng.random() * 5
    shown = f"{lat:.5f}{pick(rng, (', ', ',', ' '))}{lon:.5f}"
    degrees = f"{int(lat)}°{rng.randrange(60)}'{rng.randrange(60)}.{rng.randrange(10)}\"N {int(-lon)}°{rng.randrange(60)}'{rng.randrange(60)}.{rng.randrange(10)}\"W"
    return pick(rng, (shown, shown, f"{lat:.4f}N {-lon:.4f}W", degrees, f"{lat:.6f} / {lon:.6f}"))


def _map_link(rng: random.Random) -> str:
    lat, lon = f"{50 + rng.random() * 8:.6f}", f"{-rng.random() * 5:.6f}"
    code = "".join(pick(rng, string.ascii_letters + string.digits) for _ in range(17))
    return pick(rng, (
        f"https://www.google.com/maps?q={lat},{lon}", f"https://maps.app.goo.gl/{code}", f"https://maps.apple.com/?ll={lat},{lon}&q=Dropped%20Pin",
        f"https://goo.gl/maps/{code}", f"geo:{lat},{lon}?z=17", f"https://www.google.co.uk/maps/place/{lat},{lon}", f"https://waze.com/ul?ll={lat}%2C{lon}&navigate=yes",
        f"https://w3w.co/{pick(rng, _WORDS)}.{pick(rng, _WORDS)}.{pick(rng, _WORDS)}", f"https://www.openstreetmap.org/#map=18/{lat}/{lon}",
        f"https://snapchat.com/map/@{lat},{lon},15z",
    ))  # fmt: skip


# Numbers that authorities and firms give


def _nhs(rng: random.Random) -> str:
    while True:
        payload = pick(rng, "4679") + digits(rng, 8)
        check = 11 - sum(int(d) * (10 - at) for at, d in enumerate(payload)) % 11
        if check != 10:
            number = payload + str(check % 11)
            return pick(
                rng,
                (number, grouped(number, 3, 3, 4), grouped(number, 3, 3, 4), grouped(number, 3, 3, 4, separator="-")),
            )


def _nino(rng: random.Random) -> str:
    prefix = pick(rng, ("AA", "BE", "CH", "EP", "GH", "JK", "KL", "MW", "NR", "PA", "RS", "SX", "TY", "WE", "YA", "ZR"))
    number, suffix = digits(rng, 6), pick(rng, "ABCD")
    return _any_case(rng, pick(rng, (f"{prefix}{number}{suffix}", f"{prefix} {grouped(number, 2, 2, 2)} {suffix}", f"{prefix} {number} {suffix}",
                                     f"{prefix}{grouped(number, 2, 2, 2)}{suffix}", f"{prefix}-{grouped(number, 2, 2, 2, separator='-')}-{suffix}")))  # fmt: skip


def _birth(rng: random.Random) -> str:
    day, month, year = rng.randrange(1, 29), rng.randrange(1, 13), rng.randrange(1950, 2012)
    name = _MONTHS[month - 1]
    ordinal = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(day, "th")
    return pick(rng, (
        f"{day:02d}/{month:02d}/{year}", f"{day}/{month}/{year % 100:02d}", f"{day:02d}.{month:02d}.{year % 100:02d}", f"{day:02d}-{month:02d}-{year}",
        f"{day} {name} {year}", f"{day}{ordinal} {name.lower()} {year}", f"{day}{ordinal} of {name} {year}", f"{name} {day}{ordinal} {year}",
        f"{day} {name[:3].lower()} {year % 100:02d}", f"{day:02d}{month:02d}{year % 100:02d}", f"{year}-{month:02d}-{day:02d}",
    ))  # fmt: skip


def _sort_code(rng: random.Random) -> str:
    code = f"{pick(rng, ('04', '07', '11', '20', '23', '30', '40', '60', '77', '83'))}{digits(rng, 4)}"
    return pick(
        rng,
        (code, grouped(code, 2, 2, 2, separator="-"), grouped(code, 2, 2, 2, separator="-"), grouped(code, 2, 2, 2)),
    )


def _account(rng: random.Random) -> str:
    number = digits(rng, 8)
    return pick(rng, (number, number, grouped(number, 4, 4)))


def _iban(rng: random.Random) -> str:
    account = f"{pick(rng, ('BARC', 'LOYD', 'NWBK', 'MONZ'))}{digits(rng, 14)}"
    number = "".join(str(int(c, 36)) for c in f"{account}GB00")
    code = f"GB{98 - int(number) % 97:02d}{account}"
    return pick(rng, (code, grouped(code, 4, 4, 4, 4, 4, 2)))


def _card(rng: random.Random) -> str:
    payload = pick(rng, ("4929", "4658", "5354", "5573", "4751")) + digits(rng, 11)
    number = payload + luhn_digit(payload)
    return pick(
        rng,
        (number, grouped(number, 4, 4, 4, 4), grouped(number, 4, 4, 4, 4), grouped(number, 4, 4, 4, 4, separator="-")),
    )


def _plate_current(rng: random.Random) -> str:
    tag = f"{pick(rng, 'ABCDEFGHKLMNOPRSVWY')}{pick(rng, 'ABCDEFGHJKLMNOPRSTUVWXY')}"
    year = f"{pick(rng, (*range(2, 26), *range(51, 76))):02d}"
    return _any_case(rng, f"{tag}{year}{pick(rng, (' ', ' ', ''))}{_letters(rng, 3, _PLATE)}")


def _plate_old(rng: random.Random) -> str:
    prefix = (
        f"{pick(rng, 'ABCDEFGHJKLMNPRSTVWXY')}{rng.randrange(21, 999)}{pick(rng, (' ', ''))}{_letters(rng, 3, _PLATE)}"
    )
    suffix = (
        f"{_letters(rng, 3, _PLATE)}{pick(rng, (' ', ''))}{rng.randrange(21, 999)}{pick(rng, 'ABCDEFGHJKLMNPRSTVWXY')}"
    )
    return _any_case(rng, pick(rng, (prefix, suffix)))


def _plate_northern_ireland(rng: random.Random) -> str:
    return _any_case(
        rng,
        f"{pick(rng, ('AIZ', 'BUI', 'CAZ', 'DCZ', 'GEZ', 'JIL', 'KUI', 'MFZ', 'OEZ', 'YHZ', 'XIL'))}{pick(rng, (' ', ''))}{rng.randrange(1000, 9999)}",
    )


def _licence(rng: random.Random) -> str:
    name = (pick(rng, SURNAMES).upper().replace("'", "").replace("-", "") + "9999")[:5]
    year, month, day = rng.randrange(50, 100), rng.randrange(1, 13) + pick(rng, (0, 50)), rng.randrange(1, 29)
    letters = _letters(rng, 1, "ABCDEFGHJKLMNPRST") + pick(rng, ("9", "A", "J", "M"))
    number = f"{name}{year // 10}{month:02d}{day:02d}{year % 10}{letters}9{_letters(rng, 2, 'ABCDEFGHJKLMNPRSTUVWXYZ')}"
    return _any_case(rng, pick(rng, (number, number, grouped(number, 5, 6, 5), f"{number} {rng.randrange(10, 99)}")))


def _passport(rng: random.Random) -> str:
    return pick(rng, (digits(rng, 9), f"{_letters(rng, 2)}{digits(rng, 7)}", grouped(digits(rng, 9), 3, 3, 3)))


def _imei(rng: random.Random) -> str:
    payload = f"35{digits(rng, 12)}"
    number = payload + luhn_digit(payload)
    return pick(rng, (number, number, grouped(number, 2, 6, 6, 1), grouped(number, 6, 2, 6, 1, separator="-")))


def _imsi(rng: random.Random) -> str:
    return f"{pick(rng, ('23410', '23415', '23420', '23430', '23433'))}{digits(rng, 10)}"


def _iccid(rng: random.Random) -> str:
    payload = f"8944{pick(rng, ('10', '11', '20', '30', '50'))}{digits(rng, 12)}"
    number = payload + luhn_digit(payload)
    return pick(rng, (number, number, grouped(number, 4, 4, 4, 4, 3)))


def _serial(rng: random.Random) -> str:
    return pick(rng, (f"{_letters(rng, 1)}{digits(rng, 1)}{_letters(rng, 4)}{digits(rng, 2)}{_letters(rng, 4)}",
                      f"R{digits(rng, 1)}{_letters(rng, 1)}{_letters(rng, 1)}{digits(rng, 1)}0{_letters(rng, 4)}{digits(rng, 1)}"))  # fmt: skip


def _mac(rng: random.Random) -> str:
    octets = [f"{rng.randrange(256):02X}" for _ in range(6)]
    return _any_case(rng, pick(rng, (":", ":", "-")).join(octets))


def _ip(rng: random.Random) -> str:
    version_6 = f"2001:db8:{rng.randrange(0x1000, 0xFFFF):x}::{rng.randrange(0x10, 0xFFFF):x}"
    version_4 = f"{pick(rng, ('203.0.113', '198.51.100', '192.168.1', '10.0.24'))}.{rng.randrange(1, 255)}"
    return pick(rng, (version_4, version_4, version_6))


def _uprn(rng: random.Random) -> str:
    return pick(rng, ("1000", "2000", "1002")) + digits(rng, 8)


def _custody(rng: random.Random) -> str:
    force, year, number = f"{rng.randrange(1, 60):02d}{_letters(rng, 2)}", rng.randrange(19, 26), digits(rng, 6)
    return pick(
        rng,
        (
            f"{force}/{number}/{year}",
            f"{force}/{rng.randrange(1000, 9999)}/{year}",
            f"DE{number}/{year}",
            f"{force}C{digits(rng, 5)}{year}",
        ),
    )


def _pnc(rng: random.Random) -> str:
    year, number, letter = (
        rng.randrange(1985, 2025),
        rng.randrange(1, 9_999_999),
        _letters(rng, 1, "ABCDEFGHJKLMNPQRTUVWXYZ"),
    )
    return pick(rng, (f"{year}/{number:07d}{letter}", f"{year % 100:02d}/{number}{letter}", f"{year}/{number}{letter}"))


def _cro(rng: random.Random) -> str:
    letter = _letters(rng, 1, "ABCDEFGHJKLMNPQRTUVWXYZ")
    return pick(
        rng,
        (
            f"{rng.randrange(1000, 999999)}/{rng.randrange(80, 99)}{letter}",
            f"SF{rng.randrange(60, 99)}/{rng.randrange(1000, 999999)}{letter}",
        ),
    )


def _crime(rng: random.Random) -> str:
    year = rng.randrange(20, 26)
    return pick(rng, (f"{rng.randrange(1, 60):02d}{_letters(rng, 2)}/{rng.randrange(1000, 99999)}/{year}", f"{digits(rng, 7)}/{year}",
                      f"CRI/{digits(rng, 6)}/{year}", f"{rng.randrange(1, 60):02d}/{digits(rng, 6)}/{year}", f"{_letters(rng, 1)}{digits(rng, 8)}"))  # fmt: skip


# People


def _name(rng: random.Random) -> str:
    given, surname = pick(rng, GIVEN), pick(rng, SURNAMES)
    return pick(
        rng, (given, given, given.lower(), f"{given} {surname}", f"{given} {surname}", f"{given} {surname}".lower())
    )


def _title(rng: random.Random) -> str:
    return pick(rng, ("Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Mr.", "Rev"))


def _one_of(values: tuple[str, ...]) -> Callable[[random.Random], str]:
    return lambda rng: pick(rng, values)


MAKERS: Final[Mapping[str, tuple[str, Callable[[random.Random], str]]]] = {
    "mobile": ("Phone number", _mobile_national),
    "international": ("Phone number", _mobile_international),
    "landline": ("Phone number", _landline),
    "spoken_phone": ("Phone number", _spoken_phone),
    "letter_o_phone": ("Phone number", _letter_o_phone),
    "foreign_phone": ("Phone number", _foreign_phone),
    "whatsapp_id": ("Phone number", _whatsapp),
    "email": ("Email address", _email),
    "spoken_email": ("Email address", _spoken_email),
    "house": ("Address", _house_and_street),
    "flat": ("Address", _flat),
    "full_address": ("Address", _full_address),
    "named_house": ("Address", _named_house),
    "street": ("Address", _street_alone),
    "postcode": ("Address", _postcode),
    "outward": ("Address", _partial_postcode),
    "uprn": ("Address", _uprn),
    "coordinates": ("Location", _coordinates),
    "map_link": ("Location", _map_link),
    "ip": ("Location", _ip),
    "school": ("Location", _one_of(_SCHOOLS)),
    "workplace": ("Location", _one_of(_WORKPLACES)),
    "nhs": ("NHS number", _nhs),
    "nino": ("NI Number", _nino),
    "birth": ("Date of birth", _birth),
    "sort_code": ("Bank details", _sort_code),
    "account": ("Bank details", _account),
    "iban": ("Bank details", _iban),
    "plate_current": ("Vehicle registration", _plate_current),
    "plate_old": ("Vehicle registration", _plate_old),
    "plate_ni": ("Vehicle registration", _plate_northern_ireland),
    "card": ("Other", _card),
    "licence": ("Other", _licence),
    "passport": ("Other", _passport),
    "imei": ("Other", _imei),
    "imsi": ("Other", _imsi),
    "iccid": ("Other", _iccid),
    "serial": ("Other", _serial),
    "mac": ("Other", _mac),
    "handle": ("Other", lambda rng: "@" + _username(rng)),
    "username": ("Other", _username),
    "profile": ("Other", _profile),
    "custody": ("Other", _custody),
    "pnc": ("Other", _pnc),
    "cro": ("Other", _cro),
    "crime": ("Other", _crime),
    "name": ("Named individual", _name),
    "surname": ("Named individual", _one_of(SURNAMES)),
    "title": ("Title", _title),
    "occupation": ("Occupation", _one_of(_JOBS)),
    "relation": ("Relationship to others", _one_of(_RELATIONS)),
    "kin": ("Relationship to others", _one_of(_KIN)),
    "conviction": ("Previous convictions", _one_of(_CONVICTIONS)),
}
"""Kind of identifier to its CPS category and what makes one."""
