"""What people write: British chat register, put together from fragments, with identifiers planted in it.

Templates name their slots in braces. A slot of `_FORMS` or `WORDS` is an identifier, whose place in the text is
recorded; any other is filled from `SLOTS`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from disclosure.synthetic import identifiers
from disclosure.synthetic.identifiers import grouped, pick
from disclosure.synthetic.people import PLACES, PUBS, TOWNS, Person

SEARCH_TERMS: Final = ("follow*", "outside your house", "leave me alone", "watching you")
"""Terms of the second line of enquiry in the generated case.toml."""

_SLOT: Final = re.compile(r"\{(\w+)\}")

SLOTS: Final[dict[str, tuple[str, ...]]] = {
    "place": (*PLACES, *PUBS),
    "town": TOWNS,
    "day": (
        "mon", "tues", "weds", "thurs", "fri", "saturday", "sunday", "tomorrow", "tonight", "next week", "the 14th",
        "2moro", "wkend", "this aft", "the other day", "last night", "after xmas", "bank holiday",
    ),
    "time": (
        "half 7", "8ish", "about 6", "9", "dinner time", "after work", "10 to 4", "first thing", "lunch", "quarter past",
        "half five", "teatime", "12:30", "7pm", "when the kids are down",
    ),
    "thing": (
        "the tickets", "ur charger", "the cake", "my coat", "the shopping", "that form", "the telly", "the kettle",
        "my keys", "the car seat", "dinner", "the washing", "the rota", "some milk", "the bins", "my headphones",
        "the deposit", "a tenner", "the hoover", "that parcel", "the big pan", "ur jumper",
    ),
    "mood": (
        "knackered", "buzzing", "skint", "starving", "gutted", "well happy", "so done", "freezing", "chuffed", "poorly",
        "hanging", "shattered", "raging", "bored stiff", "proper nervous", "made up",
    ),
    "opener": (
        "hiya", "alright", "hey", "morning", "ey up", "yo", "right", "tbf", "ngl", "omg", "aw", "nah", "yeah", "ok", "so",
        "oi", "eh", "tbh", "hun", "mate", "babe", "lol", "defo", "oh", "Hi", "Yeah", "soz", "fyi", "btw",
    ),
    "end": (
        "x", "xx", "lol", "haha", "😂", "👍", "tho", "innit", "mate", "ta", "🙈", "❤️", "pls", "again", "xxx", "haha x", "🤷‍♀️",
        "!!", "...", "??", "love", "🍻", "👏🏽", "🥲", "init", "k",
    ),
    "food": ("a chippy tea", "a curry", "maccies", "sunday roast", "a kebab", "beans on toast", "a brew", "pizza", "a nandos", "tapas"),
    "link": ("cos", "but", "and", "so", "then", "till", "unless", "coz", "plus", "even tho"),
    "verb": ("sort", "bring", "find", "grab", "drop off", "pay for", "lend me", "look after", "move", "return"),
    "who": ("the kids", "everyone", "no one", "the boss", "half the team", "next door", "the landlord", "that lot", "the new girl"),
    "does": (
        "kicked off", "went home early", "was late again", "forgot {thing}", "wants {thing} back", "is off sick", "turned up {time}",
        "is {mood}", "moaned about {thing}", "went to {place}", "ate {food}", "didnt show {day}",
    ),
    "grace": ("theres a grace period on the rent till {day}", "the gym gives u a grace period apparently", "grace period is up {day}"),
}  # fmt: skip

PLAIN: Final = (
    "u about {day}", "cant make {time} can we do {day}", "just got to {place}", "im {mood}", "did u get {thing}",
    "bus is late again", "whos coming {day}", "fancy {food} {day}", "left {thing} at yours", "ring me {time}",
    "was {mood} all day at work", "been stuck in {town} since {time}", "no worries", "see u at {place}", "on my way",
    "got {food} in", "forgot {thing} {opener}", "what time is it starting", "its chucking it down here",
    "weather is minging", "thats well expensive", "cba with today", "meeting got moved to {day}", "match starts {time}",
    "can u pick up {thing}", "kids are doing my head in", "need to be in {town} for {time}", "not feeling it {day}",
    "its at {place} {time}", "told u {thing} would go wrong", "will do", "my battery is on 2%", "going bed now night",
    "that film was rubbish", "payday {day} thank god", "parking at {place} is a joke", "how was it {day}", "cheers for {thing}",
    "been {mood} since {day}", "train cancelled obvs", "are we still on for {day}", "{grace}", "happy birthday!! 🎉",
    "did u see the game", "shall we just stay in and get {food}", "what u up to", "nothing much u", "same tbh",
    "ive not eaten since {time}", "its my turn for {thing}", "dont forget {thing}", "honestly im {mood}",
    "boiler has packed in", "got the job!!", "exam went ok i think", "might nip to {place}", "its shut till {day}",
    "café on the corner does {food} now", "we won 3-1", "that queue at {place} 🙄", "شكرا", "à bientôt", "ok ]]> sent from my pc",
    "{who} {does}", "{who} {does} {link} {who} {does}", "can u {verb} {thing} {day}", "ill {verb} {thing} {time}",
    "need to {verb} {thing} {link} im {mood}", "{who} said {place} is shut {day}", "gonna {verb} {thing} then get {food}",
    "is it {time} or {time}", "who has {thing}", "swapped my shift to {day}", "stuck behind a tractor near {town}",
    "dentist {day} at {time} 😬", "car failed its mot", "running {link} still late", "not being funny {link} {who} {does}",
    "he was outside the shop {day}", "left it outside ur house", "leave me a slice", "watching telly", "watch this {day}",
    "my phone is on its last legs", "whens ur next day off", "just seen {who} at {place}", "wifi is down again",
    "2 for 1 on {food} at {place}", "its £4.50 a pint at {place}", "where did u put {thing}", "ur a star", "aye go on then",
)  # fmt: skip

HOSTILE: Final = (
    "why u ignoring me", "i know u read this", "who was that at {place} {day}", "answer ur phone", "i just want to talk",
    "saw u at {place}", "dont make me come round", "i was outside your house {day}", "u looked nice {day}",
    "i followed u to {place} so what", "stop lying to me", "ur being out of order", "im watching you remember",
    "u will be sorry", "we need to sort this {day}", "ill be at {place} {time}", "blocked me again have u",
    "whos car was that {day}", "i know what time u finish", "u cant just cut me off", "after everything i did for u",
    "ive got {thing} u know", "im always watching you", "watching you isnt a crime", "tell them to stop watching you for me", "nice coat btw, {place} yeah", "I only went past once",
    "pick up", "ive rang u {time} and {time}", "u owe me {thing}", "just give me 5 mins {day}", "who u with",
)  # fmt: skip
REPLIES: Final = (
    "leave me alone", "please stop messaging me", "ive told u its over", "stop following me", "why were you outside your house",
    "im going to report this", "dont come to my work again", "i said no", "u are scaring me", "do not contact me",
    "im calling the police", "how did u get this number", "Leave   me alone", "i dont want {thing} back", "do not come {day}",
    "i saw u at {place} {day}", "ive kept every message", "this is the last time im replying", "you need help",
)  # fmt: skip

WORRIES: Final = (
    "he followed me again {day}", "i think someone is following me", "he was outside your house when i left {day}",
    "he keeps saying hes watching you and me", "just want him to leave me alone", "dont follow that account its him",
    "he was parked outside your house {time}", "swear down hes FOLLOWING me", "cant sleep {link} hes been at {place} again",
)  # fmt: skip

NOTES: Final = {
    "complainant": "he was outside your house again, followed me to work. says hes watching you too. just leave me alone",
    "suspect": "draft: i was outside your house ONCE. u followed me on insta first. not watching you. leave me alone then",
}
"""What the owners of the phones keep in their notes; between them they hold every search term."""

PLANTED: Final[dict[str, tuple[int, tuple[str, ...]]]] = {
    "Named individual": (8, (
        "{name} said she is running late", "have u seen {name} about", "was out with {name} {day}", "{name} rang me {time}",
        "its {name} birthday {day}", "tell {name} i said hi {end}", "me and {name} are at {place}", "ask {name} then",
        "{name} is doing my head in", "is {name} coming {day} or what", "{possessive} phone is dead", "borrowed {possessive} car",
        "{nickname} reckons {who} {does}", "saw {name} and {nickname} at {place}", "{name} x", "dont tell {name} {link} {who} {does}",
    )),
    "Phone number": (4, (
        "{phone} thats the new number", "ring {phone} {time}", "text me on {phone} pls", "my mums number is {phone} {end}",
        "whos {phone} they keep ringing", "{nickname} is on {phone}", "landline is {phone}", "got a missed call off {phone}",
    )),
    "Email address": (2, ("send it to {email}", "{email} is my email", "they emailed {email} {day}", "cc {email} in")),
    "Address": (3, (
        "send the parcel to {address}", "hes living at {address} now", "come to {address} {time}", "sat nav says {postcode}",
        "postcode is {postcode}", "its {address} {link} the bell is broke", "{nickname} has moved to {address}",
    )),
    "Vehicle registration": (2, (
        "a car reg {vehicle} was parked there {day}", "reg is {vehicle}", "number plate is {vehicle}", "its the blue corsa reg {vehicle}",
    )),
    "NHS number": (1, ("nhs number is {nhs}", "they asked for my NHS no {nhs}", "surgery wants the NHS number {nhs}")),
    "NI Number": (1, ("my ni number is {ni}", "NI no {ni} for the form", "payroll need ur national insurance number mine was {ni}")),
    "Date of birth": (2, ("dob is {dob}", "born {dob} so what", "date of birth {dob}", "DOB: {dob}")),
    "Bank details": (1, (
        "sort code {sort} account {account}", "pay it into {sort} {account}", "sort code {sort} acc no {account} {end}",
    )),
    "Other": (4, (
        "card number {card}", "passport number {passport}", "add me on insta @{insta}", "snap is {snap}", "{profile} thats me",
        "driving licence number {licence}", "imei is {imei}", "IMEI {imei} its the white one", "mac address {mac}",
        "@{insta} posted again", "is that {profile} him",
    )),
    "Location": (3, (
        "pin is {lat}, {lon}", "https://maps.google.com/?q={lat},{lon}", "ip was {ip}", "logged in from {ip} {day}",
        "she works at {workplace}", "started at {school} in september", "picked them up from {school}", "got a shift at {workplace}",
    )),
    "Title": (1, ("{title} {surname} will see u now", "{title} {surname} rang about the form", "letter came for {title} {surname}")),
    "Occupation": (2, (
        "she works as a {occupation} at {workplace}", "hes a {occupation} at {workplace}", "{nickname} is a {occupation} now",
    )),
    "Relationship to others": (2, (
        "{relation} {nickname} is here {day}", "{relation} {nickname} told me", "thats {relation} tho", "ask {relation} {nickname}",
    )),
    "Previous convictions": (1, (
        "{nickname} {conviction}", "u know {nickname} {conviction}", "{name} {conviction} years ago",
    )),
}  # fmt: skip
"""CPS category to how often it is chosen and its templates."""

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "relation": (
        "my sister", "his mum", "her mum", "ur brother", "my cousin", "her boyfriend", "my nan", "her ex", "my flatmate", "his uncle",
    ),
    "conviction": (
        "did 6 months for assault", "got done for theft", "was convicted of harassment", "served 2 years in prison",
        "got a suspended sentence",
    ),
}  # fmt: skip
"""Slots that are personal data without being anybody's own: what a person is to another, and what they did."""

ANYBODYS: Final = frozenset({"Title", "Occupation", "Relationship to others", "Previous convictions"})
"""Categories whose words many people share: they are planted, but are no written form of one person."""

_CATEGORY: Final = {
    "name": "Named individual", "possessive": "Named individual", "nickname": "Named individual", "surname": "Named individual",
    "phone": "Phone number", "email": "Email address", "address": "Address", "postcode": "Address",
    "vehicle": "Vehicle registration", "nhs": "NHS number", "ni": "NI Number", "dob": "Date of birth",
    "sort": "Bank details", "account": "Bank details", "card": "Other", "passport": "Other", "licence": "Other",
    "imei": "Other", "mac": "Other", "insta": "Other", "snap": "Other", "profile": "Other",
    "lat": "Location", "lon": "Location", "ip": "Location", "workplace": "Location", "school": "Location",
    "title": "Title", "occupation": "Occupation", "relation": "Relationship to others", "conviction": "Previous convictions",
}  # fmt: skip
_CATEGORIES: Final = tuple(category for category, (weight, _) in PLANTED.items() for _ in range(weight))


@dataclass(frozen=True)
class Planted:
    """An identifier in a text.

    Attributes:
        category: CPS category.
        person: Id of the person it belongs to.
        form: Which of the person's identifiers.
        start: First code point.
        end: Code point after the last.
    """

    category: str
    person: str
    form: str
    start: int
    end: int


def plain(rng: random.Random, templates: tuple[str, ...] = PLAIN) -> str:
    """A message without identifiers: one to three clauses, loosely joined, as they come."""
    text = _fill(pick(rng, templates), rng)
    chance = rng.random()
    if chance < 0.4:
        joint = pick(rng, (". ", " ", ", ", " {link} ", "\n"))
        text += _fill(joint + pick(rng, PLAIN), rng)
    if chance < 0.06:
        text += ". " + _fill(pick(rng, PLAIN), rng)
    if rng.random() < 0.45:
        text = f"{pick(rng, SLOTS['opener'])} {text}"
    if rng.random() < 0.55:
        text = f"{text} {pick(rng, SLOTS['end'])}"
    return _typed(text, rng)


def _typed(text: str, rng: random.Random) -> str:
    """Now and then a capital, a shout, a slip of the thumb, a word cut short."""
    chance = rng.random()
    if chance < 0.12:
        return text[:1].upper() + text[1:]
    if chance < 0.13:
        return text.upper()
    if chance < 0.17 and len(text) > 6:
        place = 1 + int(rng.random() * (len(text) - 3))
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if chance < 0.22:
        return text.replace("ing ", "in ")
    return text.replace("you", "u") if chance < 0.24 else text


def planted(rng: random.Random, person: Person) -> tuple[str, tuple[Planted, ...]]:
    """A message that holds identifiers of a person, with their places."""
    category = pick(rng, _CATEGORIES)
    pieces = list(_pieces(pick(rng, PLANTED[category][1])))
    if rng.random() < 0.3:
        pieces[:0] = [(f"{pick(rng, SLOTS['opener'])} ", "")]
    if rng.random() < 0.25:
        pieces.append((f". {_fill(pick(rng, PLAIN), rng)}", ""))
    text, found = "", []
    for literal, slot in pieces:
        text += literal
        if slot in _CATEGORY:
            form = written(slot, person, rng)
            found.append(Planted(_CATEGORY[slot], person.id, slot, len(text), len(text) + len(form)))
            text += form
        elif slot:
            text += _fill(pick(rng, SLOTS[slot]), rng)
    return text, tuple(found)


def whole_name(person: Person) -> tuple[Planted, ...]:
    """The place of a person's name in a text that begins with it."""
    return (Planted("Named individual", person.id, "name", 0, len(person.name)),)


def written(slot: str, person: Person, rng: random.Random) -> str:
    """One way of writing an identifier of a person.

    Raises:
        KeyError: The slot is no identifier.
    """
    return pick(rng, WORDS.get(slot) or _forms(slot, person))


@lru_cache(maxsize=20_000)
def _forms(slot: str, person: Person) -> tuple[str, ...]:
    return _FORMS[slot](person)


def _names(person: Person) -> tuple[str, ...]:
    """Ways of writing a name. Grace is a word as well, so the bare name keeps its capital."""
    nicknames = person.nicknames or (person.given,)
    forms = (person.name, person.name.lower(), person.name.upper(), person.given, *nicknames)
    return forms if person.given == "Grace" else (*forms, person.given.lower(), *(name.lower() for name in nicknames))


def _possessives(person: Person) -> tuple[str, ...]:
    forms = (f"{person.given}'s", f"{person.given}’s", f"{person.name}'s")
    return forms if person.given == "Grace" else (*forms, f"{person.given.lower()}s", f"{person.given.lower()}'s")


def _addresses(person: Person) -> tuple[str, ...]:
    door = f"{person.house} {person.street}"
    return person.address, door, door.lower(), f"{door}, {person.town}", f"{door}\n{person.town}\n{person.postcode}"


_FORMS: Final[dict[str, Callable[[Person], tuple[str, ...]]]] = {
    "name": _names,
    "possessive": _possessives,
    "nickname": lambda person: person.nicknames or (person.given,),
    "surname": lambda person: (person.surname,),
    "title": lambda person: (person.title,),
    "phone": lambda person: (
        *identifiers.mobile_forms(person.mobile).values(),
        *identifiers.landline_forms(person.landline).values(),
    ),
    "email": lambda person: (person.emails[0], person.emails[0].upper(), person.emails[-1]),
    "address": _addresses,
    "postcode": lambda person: identifiers.postcode_forms(person.postcode),
    "vehicle": lambda person: (person.vehicle, person.vehicle.replace(" ", ""), person.vehicle.lower()),
    "nhs": lambda person: (person.nhs, grouped(person.nhs, 3, 3, 4), grouped(person.nhs, 3, 3, 4, separator="-")),
    "ni": lambda person: (
        person.national_insurance,
        grouped(person.national_insurance, 2, 2, 2, 2, 1),
        person.national_insurance.lower(),
    ),
    "dob": lambda person: identifiers.date_of_birth_forms(person.born),
    "sort": lambda person: (person.sort_code, person.sort_code.replace("-", " "), person.sort_code.replace("-", "")),
    "account": lambda person: (person.account,),
    "card": lambda person: (
        person.card,
        grouped(person.card, 4, 4, 4, 4),
        grouped(person.card, 4, 4, 4, 4, separator="-"),
    ),
    "passport": lambda person: (person.passport,),
    "licence": lambda person: (person.licence,),
    "imei": lambda person: (person.imei, grouped(person.imei, 2, 6, 6, 1)),
    "mac": lambda person: (person.mac, person.mac.lower(), person.mac.replace(":", "-")),
    "insta": lambda person: (person.instagram[0],),
    "snap": lambda person: (person.snapchat,),
    "profile": lambda person: (
        f"https://www.instagram.com/{person.instagram[0]}",
        f"instagram.com/{person.instagram[0]}",
        f"https://www.snapchat.com/add/{person.snapchat}",
    ),
    "lat": lambda person: (person.latitude,),
    "lon": lambda person: (person.longitude,),
    "ip": lambda person: (person.ip,),
    "workplace": lambda person: (person.workplace, person.workplace.lower()),
    "school": lambda person: (person.school, person.school.lower()),
    "occupation": lambda person: (person.occupation,),
}


@lru_cache(maxsize=4096)
def _pieces(template: str) -> tuple[tuple[str, str], ...]:
    """A template as literal texts, each followed by the name of a slot; the last by none."""
    parts = _SLOT.split(template)
    return tuple(zip(parts[::2], [*parts[1::2], ""], strict=True))


def _fill(template: str, rng: random.Random) -> str:
    if "{" not in template:
        return template
    return "".join(
        literal + _fill(pick(rng, SLOTS[slot]), rng) if slot else literal for literal, slot in _pieces(template)
    )
