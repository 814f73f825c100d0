"""What people write: British chat register, put together from fragments, with identifiers planted in it.

Templates name their slots; `{name}`, `{phone}`… are identifiers of one person, whose place in the text is
recorded. Anything else in braces is filled from the lists below.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Final

from disclosure.synthetic import identifiers
from disclosure.synthetic.people import PLACES, PUBS, TOWNS, Person

SEARCH_TERMS: Final = ("follow*", "outside your house", "leave me alone", "watching you")
"""Terms of the second line of enquiry in the generated case.toml."""

_SLOT: Final = re.compile(r"\{(\w+)\}")

SLOTS: Final[dict[str, tuple[str, ...]]] = {
    "place": (*PLACES, *PUBS),
    "town": TOWNS,
    "day": ("mon", "tues", "weds", "thurs", "fri", "saturday", "sunday", "tomorrow", "tonight", "next week", "the 14th"),
    "time": ("half 7", "8ish", "about 6", "9", "dinner time", "after work", "10 to 4", "first thing", "lunch"),
    "thing": (
        "the tickets", "ur charger", "the cake", "my coat", "the shopping", "that form", "the telly", "the kettle",
        "my keys", "the car seat", "dinner", "the washing", "the rota", "some milk", "the bins",
    ),
    "mood": ("knackered", "buzzing", "skint", "starving", "gutted", "well happy", "so done", "freezing", "chuffed", "poorly"),
    "opener": ("hiya", "alright", "hey", "morning", "ey up", "yo", "right", "tbf", "ngl", "omg", "aw", "nah", "yeah", "ok", "so"),
    "end": ("x", "xx", "lol", "haha", "😂", "👍", "tho", "innit", "mate", "ta", "🙈", "❤️", "pls", "again", ""),
    "food": ("a chippy tea", "a curry", "maccies", "sunday roast", "a kebab", "beans on toast", "a brew", "pizza"),
    "grace": ("theres a grace period on the rent till {day}", "the gym gives u a grace period apparently"),
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
)  # fmt: skip

HOSTILE: Final = (
    "why u ignoring me", "i know u read this", "who was that at {place} {day}", "answer ur phone", "i just want to talk",
    "saw u at {place}", "dont make me come round", "i was outside your house {day}", "u looked nice {day}",
    "i followed u to {place} so what", "stop lying to me", "ur being out of order", "im watching you remember",
    "u will be sorry", "we need to sort this {day}", "ill be at {place} {time}", "blocked me again have u",
)  # fmt: skip
REPLIES: Final = (
    "leave me alone", "please stop messaging me", "ive told u its over", "stop following me", "why were you outside your house",
    "im going to report this", "dont come to my work again", "i said no", "u are scaring me", "do not contact me",
    "im calling the police", "how did u get this number",
)  # fmt: skip

WORRIES: Final = (
    "he followed me again {day}", "i think someone is following me", "he was outside your house when i left {day}",
    "he keeps saying hes watching you and me", "just want him to leave me alone", "dont follow that account its him",
)  # fmt: skip

PLANTED: Final[dict[str, tuple[str, ...]]] = {
    "Named individual": (
        "{name} said she is running late", "have u seen {name} about", "was out with {name} {day}", "{name} rang me {time}",
        "its {name} birthday {day}", "tell {name} i said hi {end}", "me and {name} are at {place}", "ask {name} then",
        "{name} is doing my head in", "is {name} coming {day} or what",
    ),
    "Phone number": (
        "{phone} thats the new number", "ring {phone} {time}", "text me on {phone} pls", "my mums number is {phone} {end}",
        "whos {phone} they keep ringing",
    ),
    "Email address": ("send it to {email}", "{email} is my email", "they emailed {email} {day}"),
    "Address": (
        "send the parcel to {address}", "hes living at {address} now", "come to {address} {time}", "sat nav says {postcode}",
        "postcode is {postcode}",
    ),
    "Vehicle registration": ("a car reg {vehicle} was parked there {day}", "reg is {vehicle}"),
    "NHS number": ("nhs number is {nhs}", "they asked for my NHS no {nhs}"),
    "NI Number": ("my ni number is {ni}", "NI no {ni} for the form"),
    "Date of birth": ("dob is {dob}", "born {dob} so what", "date of birth {dob}"),
    "Bank details": ("sort code {sort} account {account}", "pay it into {sort} {account}"),
    "Other": (
        "card number {card}", "passport number {passport}", "add me on insta @{insta}", "snap is {snap}",
        "https://www.instagram.com/{insta} thats me", "licence is {licence}",
    ),
    "Location": ("pin is {lat}, {lon}", "https://maps.google.com/?q={lat},{lon}", "ip was {ip}"),
}  # fmt: skip
"""Category to templates. Workplaces, schools and the rest of a person's life follow in `AROUND`."""

AROUND: Final[dict[str, tuple[str, ...]]] = {
    "Title": ("{title} {surname} will see u now", "{title} {surname} rang about the form"),
    "Occupation": ("she works as a {occupation} at {workplace}", "hes a {occupation} at {workplace} {end}"),
    "Relationship to others": ("my sister {nickname} is here {day}", "his mum {nickname} told me"),
    "Previous convictions": ("{nickname} did 6 months for assault", "{nickname} has got previous for theft"),
}  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """An identifier in a text.

    Attributes:
        category: CPS category.
        person: Id of the person it belongs to.
        form: Which of the person's identifiers, and how written.
        start: First code point.
        end: Code point after the last.
    """

    category: str
    person: str
    form: str
    start: int
    end: int


def plain(rng: random.Random, templates: tuple[str, ...] = PLAIN) -> str:
    """A message without identifiers."""
    parts = [_fill(rng.choice(templates), rng)]
    if rng.random() < 0.35:
        parts.append(_fill(rng.choice(PLAIN), rng))
    text = f"{rng.choice(SLOTS['opener'])} {' '.join(parts)}" if rng.random() < 0.4 else ". ".join(parts)
    ending = rng.choice(SLOTS["end"]) if rng.random() < 0.5 else ""
    return f"{text} {ending}".strip()


def planted(rng: random.Random, person: Person) -> tuple[str, tuple[Planted, ...]]:
    """A message that holds identifiers of a person, with their places."""
    templates = {**PLANTED, **AROUND}
    category = rng.choices(list(templates), weights=[8, 4, 2, 3, 2, 1, 1, 2, 1, 3, 2, 2, 2, 2, 1])[0]
    template = rng.choice(templates[category])
    lead = f"{rng.choice(SLOTS['opener'])} " if rng.random() < 0.3 else ""
    text, found = lead, []
    position = 0
    for match in _SLOT.finditer(template):
        text += template[position : match.start()]
        position = match.end()
        form = written(match[1], person, rng)
        if form is None:
            text += _fill(match[0], rng)
            continue
        kind = _CATEGORY.get(match[1], category)
        found.append(Planted(kind, person.id, match[1], len(text), len(text) + len(form)))
        text += form
    return text + template[position:], tuple(found)


_CATEGORY: Final = {
    "name": "Named individual", "nickname": "Named individual", "surname": "Named individual", "phone": "Phone number",
    "email": "Email address", "address": "Address", "postcode": "Address", "vehicle": "Vehicle registration",
    "nhs": "NHS number", "ni": "NI Number", "dob": "Date of birth", "sort": "Bank details", "account": "Bank details",
    "title": "Title", "occupation": "Occupation", "workplace": "Location",
}  # fmt: skip


def written(slot: str, person: Person, rng: random.Random) -> str | None:
    """One way of writing an identifier of a person; none for a slot that is no identifier."""
    grouped = f"{person.nhs[:3]} {person.nhs[3:6]} {person.nhs[6:]}"
    ni = person.national_insurance
    cards = [person.card, " ".join(person.card[i : i + 4] for i in range(0, 16, 4))]
    choices: dict[str, tuple[str, ...]] = {
        "name": _names(person),
        "nickname": person.nicknames or (person.given,),
        "surname": (person.surname,),
        "phone": (
            *identifiers.mobile_forms(person.mobile).values(),
            *identifiers.landline_forms(person.landline).values(),
        ),
        "email": (person.emails[0], person.emails[0].upper(), person.emails[-1]),
        "address": (person.address, f"{person.house} {person.street}", f"{person.house} {person.street}".lower()),
        "postcode": identifiers.postcode_forms(person.postcode),
        "vehicle": (person.vehicle, person.vehicle.replace(" ", ""), person.vehicle.lower()),
        "nhs": (person.nhs, grouped),
        "ni": (ni, f"{ni[:2]} {ni[2:4]} {ni[4:6]} {ni[6:8]} {ni[8:]}"),
        "dob": identifiers.date_of_birth_forms(person.born),
        "sort": (person.sort_code,),
        "account": (person.account,),
        "card": tuple(cards),
        "passport": (person.passport,),
        "licence": (person.licence,),
        "insta": (person.instagram[0],),
        "snap": (person.snapchat,),
        "lat": (person.latitude,),
        "lon": (person.longitude,),
        "ip": (person.ip,),
        "title": (person.title,),
        "occupation": (person.occupation,),
        "workplace": (person.workplace,),
    }
    forms = choices.get(slot)
    return rng.choice(forms) if forms else None


def _names(person: Person) -> tuple[str, ...]:
    """Ways of writing a name. Grace is a word as well, so the bare name keeps its capital."""
    nickname = person.nicknames[0] if person.nicknames else person.given
    forms = (person.name, person.name.lower(), person.name.upper(), person.given, nickname, f"{person.given}'s")
    return forms if person.given == "Grace" else (*forms, person.given.lower(), nickname.lower())


def _fill(template: str, rng: random.Random) -> str:
    while _SLOT.search(template):
        template = _SLOT.sub(lambda match: rng.choice(SLOTS[match[1]]), template)
    return template
