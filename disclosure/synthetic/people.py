"""The cast: invented people with everything by which a phone can name them.

Eight people are parties of the case; the rest are friends, relatives and colleagues who merely appear in
the phones. Names come from several communities. None is a dictionary word except Grace, on purpose: a
search of the material for her name must cope with 'grace period'.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from disclosure.synthetic import identifiers

MAXIMUM_SUPPORTING: Final = 600
"""Limit of the people who are no parties, so that mobile numbers stay within Ofcom's drama range."""

GIVEN_NAMES: Final[tuple[tuple[str, str, str], ...]] = (
    ("Sharon", "Shaz", "f"), ("Gareth", "Gaz", "m"), ("Darren", "Daz", "m"), ("Kevin", "Kev", "m"),
    ("Aoife", "Eefs", "f"), ("Priyanka", "Pri", "f"), ("Mohammed", "Mo", "m"), ("Yusuf", "Yus", "m"),
    ("Zainab", "Zaynie", "f"), ("Tomasz", "Tomek", "m"), ("Katarzyna", "Kasia", "f"), ("Chinonso", "Nonso", "m"),
    ("Folasade", "Sade", "f"), ("Deborah", "Debs", "f"), ("Michelle", "Mich", "f"), ("Lauren", "Loz", "f"),
    ("Callum", "Cally", "m"), ("Bethany", "Bethy", "f"), ("Hannah", "Hanz", "f"), ("Rajesh", "Raj", "m"),
    ("Simran", "Simmy", "f"), ("Gurpreet", "Gurps", "m"), ("Manjit", "Manj", "m"), ("Ayesha", "Ayesh", "f"),
    ("Imran", "Immy", "m"), ("Nadia", "Nads", "f"), ("Hussain", "Huss", "m"), ("Ewa", "Ewcia", "f"),
    ("Piotr", "Pete", "m"), ("Andrei", "Dre", "m"), ("Ioana", "Ioni", "f"), ("Kwame", "Kwams", "m"),
    ("Abena", "Abbs", "f"), ("Delroy", "Del", "m"), ("Shanice", "Shani", "f"), ("Tyrone", "Ty", "m"),
    ("Niamh", "Neevy", "f"), ("Ciaran", "Ciaz", "m"), ("Eilidh", "Eils", "f"), ("Hamish", "Hame", "m"),
    ("Rhys", "Rhysy", "m"), ("Cerys", "Cez", "f"), ("Megan", "Megs", "f"), ("Dylan", "Dyl", "m"),
    ("Jessica", "Jess", "f"), ("Samantha", "Sammi", "f"), ("Nathan", "Nath", "m"), ("Jermaine", "Jerms", "m"),
    ("Kirsty", "Kirst", "f"), ("Leanne", "Leelee", "f"), ("Stephen", "Steve", "m"), ("Graham", "Grazza", "m"),
    ("Ngozi", "Zizi", "f"), ("Thi Mai", "Maisie", "f"), ("Wei Ling", "Weiwei", "f"), ("Hiroshi", "Hiro", "m"),
    ("Fatima", "Fati", "f"), ("Bilal", "Bils", "m"), ("Rukhsana", "Ruksy", "f"), ("Tariq", "Taz", "m"),
    ("Anita", "Neets", "f"), ("Vikram", "Viks", "m"), ("Lakshmi", "Laksh", "f"), ("Arjun", "Arj", "m"),
    ("Chloe", "Chlo", "f"), ("Reece", "Reecey", "m"), ("Connor", "Conz", "m"), ("Stacey", "Stace", "f"),
    ("Liam", "Liamo", "m"), ("Gemma", "Gems", "f"),
)  # fmt: skip
"""Given name, nickname, and whether 'he' or 'she' is written of the person."""

SURNAMES: Final = (
    "Okafor", "Hussaini", "Pemberley", "Kowalczyk", "Llewellyn", "MacAllan", "Sidhu", "Ntiamoah",
    "Devonport", "Hargreaves", "Iqbal", "Vasquez", "Thistlewood", "Birtwhistle", "Chaudhry", "Ogunleye",
    "Wisniewska", "Fernandes", "Popescu", "Nguyen", "Ramsbottom", "Tregenza", "Bhattacharya", "Eccleston",
    "Gallagher", "Mbatha", "Oyinlola", "Quigley", "Rehman", "Szymanski", "Thackray", "Uddin",
    "Venkatesan", "Winstanley", "Yeboah", "Zielinski", "Ackroyd", "Bickerstaff", "Crowther", "Dhaliwal",
    "Entwistle", "Farooqi", "Gunawardena", "Hebblethwaite", "Illingworth", "Jankowski", "Kinsella", "Lofthouse",
    "Murgatroyd", "Nwosu", "Osgerby", "Parmar", "Quraishi", "Rasmussen", "Satterthwaite", "Tomlinson",
    "Ulyett", "Varley", "Wolstenholme", "Yaqoob", "Ainscough", "Boateng", "Cieslak", "Dalrymple",
    "Etchells", "Finnegan", "Ghosal", "Heptonstall", "Igwe", "Jephson", "Kaczmarek",
)  # fmt: skip
"""Surnames of the supporting cast; a prime number of them, so that pairing never repeats early."""

TOWNS: Final = (
    "Skelderby", "Marlbeck", "Harrowfold", "Wexmoor", "Ottersgate", "Thrapley", "Ashenhurst", "Penmarrow",
    "Dunsforth Green", "Kelderwick", "Netherby Cross", "Scarholme",
)  # fmt: skip
STREETS: Final = (
    "Tollerton Rise", "Canalside Terrace", "Peverell Street", "Ropewalk Lane", "Almscliffe Avenue",
    "Quarrydene Close", "Hawksworthy Road", "Inkerman Court", "Lower Fold Crescent", "Weavers Garth",
    "Beckside Mews", "Coldbrook Drive", "Sandringham Ginnel", "Old Tannery Way", "Larkhill Gardens",
)  # fmt: skip
SCHOOLS: Final = ("Marlbeck Primary", "St Osyth's Academy", "Harrowfold High", "Wexmoor Sixth Form College")
WORKPLACES: Final = (
    "Skelderby Dental Practice", "Wexmoor Tyres", "Marlbeck Garden Centre", "Thrapley Road Surgery",
    "Ottersgate Bakery", "the Harrowfold depot", "Kelderwick Care Home", "Penmarrow Leisure Centre",
)  # fmt: skip
PUBS: Final = (
    "the Crooked Heron", "the Tin Whistle", "the Weavers Arms", "the Old Ropery", "Bar Meridiana",
    "the Thrapley Tavern", "the Sundial", "Club Ottoline",
)  # fmt: skip
PLACES: Final = (
    "Harrowfold Retail Park", "Skelderby bus station", "Marlbeck Park", "Wexmoor Lane car park",
    "Ironwell Gym", "the Ottersgate roundabout", "Penmarrow beach", "Thrapley canal bridge",
    "Kelderwick services", "Ashenhurst market", "Scarholme train station", "the Dunsforth Road chippy",
)  # fmt: skip
OCCUPATIONS: Final = (
    "dental nurse", "tyre fitter", "plumber", "teaching assistant", "paramedic", "receptionist",
    "electrician", "care worker", "bus driver", "hairdresser", "barista", "accountant", "roofer",
    "midwife", "estate agent", "delivery driver",
)  # fmt: skip
LAW_FIRM_DOMAIN: Final = "achterberg-lowe.example"


@dataclass(frozen=True, eq=False)
class Person:
    """An invented person.

    Attributes:
        id: `complainant`, `suspect`… for a party of the case, `person-001`… for anyone else.
        role: Role in the case; `third_party` for anyone who merely appears.
        title: Form of address, such as Ms.
        given: First name.
        middle: Middle name, or empty.
        surname: Family name.
        nicknames: What friends write; the first is the usual one.
        pronoun: `f` or `m`, for agreement in templates.
        mobile: National digits.
        landline: National digits.
        emails: Addresses, the usual one first.
        instagram: User name and numeric user id.
        snapchat: User name.
        messenger: Numeric user id.
        lid: WhatsApp privacy id without its domain.
        house: Flat or house number as written.
        street: Street.
        town: Town.
        postcode: Postcode in capitals with one space.
        born: Date of birth.
        vehicle: Registration mark with its space.
        nhs: NHS number, ten digits.
        national_insurance: National Insurance number without spaces.
        sort_code: With hyphens.
        account: Bank account number, eight digits.
        card: Card number, sixteen digits.
        passport: Nine digits.
        licence: Driver number, sixteen characters.
        imei: IMEI of the person's handset.
        ip: IP address.
        mac: MAC address of the handset's Wi-Fi.
        latitude: Degrees, of home.
        longitude: Degrees, of home.
        occupation: Trade or profession.
        workplace: Where they work.
        school: School or college attended.
        is_party: Whether case.toml knows the person.
    """

    id: str
    role: str
    title: str
    given: str
    middle: str
    surname: str
    nicknames: tuple[str, ...]
    pronoun: str
    mobile: str
    landline: str
    emails: tuple[str, ...]
    instagram: tuple[str, str]
    snapchat: str
    messenger: str
    lid: str
    house: str
    street: str
    town: str
    postcode: str
    born: date
    vehicle: str
    nhs: str
    national_insurance: str
    sort_code: str
    account: str
    card: str
    passport: str
    licence: str
    imei: str
    ip: str
    mac: str
    latitude: str
    longitude: str
    occupation: str
    workplace: str
    school: str
    is_party: bool

    @property
    def name(self) -> str:
        """Given name and surname."""
        return f"{self.given} {self.surname}"

    @property
    def full_names(self) -> tuple[str, ...]:
        """Full names with and without the middle name."""
        long = f"{self.given} {self.middle} {self.surname}"
        return (self.name, long) if self.middle else (self.name,)

    @property
    def address(self) -> str:
        """The whole address on one line."""
        return f"{self.house} {self.street}, {self.town}, {self.postcode}"

    @property
    def handles(self) -> tuple[str, ...]:
        """Social handles as case.toml lists them."""
        return self.instagram[0], self.snapchat


@dataclass(frozen=True, eq=False)
class Cast:
    """Everyone, parties first.

    Attributes:
        everyone: The people.
        is_loosely_named: Whether they are written of as `mentions` has it, with short forms, initials and slips.
    """

    everyone: tuple[Person, ...]
    is_loosely_named: bool = False

    @cached_property
    def parties(self) -> tuple[Person, ...]:
        """The people case.toml lists."""
        return tuple(person for person in self.everyone if person.is_party)

    @cached_property
    def supporting(self) -> tuple[Person, ...]:
        """Everyone else."""
        return tuple(person for person in self.everyone if not person.is_party)

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """People by id."""
        return {person.id: person for person in self.everyone}


@dataclass(frozen=True)
class _Part:
    """What is settled about a party before the random details."""

    id: str
    role: str
    title: str
    given: str
    middle: str
    surname: str
    nicknames: tuple[str, ...]
    pronoun: str
    occupation: str
    workplace: str
    house: str


_PARTS: Final = (
    _Part("complainant", "complainant", "Ms", "Jasleen", "Leela", "Bhamra", ("Jas", "Jaz", "Jassi"), "f",
          "dental nurse", "Skelderby Dental Practice", "Flat 3, 27"),
    _Part("suspect", "suspect", "Mr", "Kieran", "Matthew", "Trevanion", ("Kier", "Kez"), "m",
          "tyre fitter", "Wexmoor Tyres", "14b"),
    _Part("witness-1", "witness", "Mr", "Oluwaseun", "", "Adebisi", ("Seun", "Seunie"), "m",
          "receptionist", "Skelderby Dental Practice", "88"),
    _Part("witness-2", "witness", "Miss", "Agnieszka", "", "Wolczyk", ("Aga", "Agnes"), "f",
          "barista", "Ottersgate Bakery", "5"),
    _Part("mother", "third_party", "Mrs", "Harpreet", "Kaur", "Bhamra", ("Harps",), "f",
          "teaching assistant", "Marlbeck Primary", "41"),
    _Part("ex-partner", "third_party", "Ms", "Grace", "", "Oyelaran", ("Gracie",), "f",
          "midwife", "Thrapley Road Surgery", "Flat 11, 6"),
    _Part("solicitor", "professional", "Ms", "Imogen", "", "Achterberg", (), "f",
          "solicitor", "Achterberg Lowe", "Suite 2, 190"),
    _Part("officer", "police", "DC", "Rhiannon", "", "Prydderch", (), "f",
          "detective constable", "Demonstration Constabulary", "1"),
)  # fmt: skip


def cast(seed: int, supporting: int) -> Cast:
    """Make the cast.

    Args:
        seed: Seed of the case.
        supporting: How many people beyond the parties; more than `MAXIMUM_SUPPORTING` are not made.
    """
    people = [_person(seed, number, part, is_party=True) for number, part in enumerate(_PARTS)]
    count = len(GIVEN_NAMES)
    for number in range(min(supporting, MAXIMUM_SUPPORTING)):
        given, nickname, pronoun = GIVEN_NAMES[number % count]
        surname = SURNAMES[(7 * number + number // count) % len(SURNAMES)]
        rng = identifiers.generator(seed, "part", number)
        part = _Part(
            f"person-{number + 1:03d}", "third_party", rng.choice(("Mrs", "Ms", "Dr")) if pronoun == "f" else "Mr",
            given, "", surname, (nickname,), pronoun, rng.choice(OCCUPATIONS), rng.choice(WORKPLACES),
            rng.choice(("Flat 2, ", "", "", "")) + str(rng.randrange(2, 160)),
        )  # fmt: skip
        people.append(_person(seed, len(_PARTS) + number, part, is_party=False))
    return Cast(tuple(people))


def _person(seed: int, number: int, part: _Part, *, is_party: bool) -> Person:
    rng = identifiers.generator(seed, "person", part.id)
    given, surname = part.given.lower().replace(" ", ""), part.surname.lower().replace("-", "")
    born = date(rng.randrange(1962, 2003), rng.randrange(1, 13), rng.randrange(1, 28))
    if part.role == "professional":
        emails: tuple[str, ...] = (f"{given[0]}.{surname}@{LAW_FIRM_DOMAIN}", f"office@{LAW_FIRM_DOMAIN}")
    elif part.role == "police":
        emails = (f"{given}.{surname}@demonstration-constabulary.example",)
    else:
        domain = rng.choice(("example.co.uk", "example.com", "example.org", "post.example"))
        emails = (f"{given}.{surname}{born:%y}@{domain}", f"{given[0]}{surname}@work.example")
    latitude, longitude = identifiers.coordinates(rng)
    return Person(
        id=part.id,
        role=part.role,
        title=part.title,
        given=part.given,
        middle=part.middle,
        surname=part.surname,
        nicknames=part.nicknames,
        pronoun=part.pronoun,
        mobile=identifiers.mobile(101 + number),
        landline=identifiers.landline(101 + number),
        emails=emails,
        instagram=(f"{given}.{surname}.x{number + 100}", f"99{rng.randrange(10**7, 10**8)}{number:03d}"),
        snapchat=f"{given}{surname[:3]}_x{number + 100}",
        messenger=f"1000{rng.randrange(10**7, 10**8)}{number:03d}",
        lid=f"2{rng.randrange(10**10, 10**11)}{number:03d}",
        house=part.house,
        street=STREETS[number % len(STREETS)],
        town=TOWNS[number % len(TOWNS)],
        postcode=identifiers.postcode(rng),
        born=born,
        vehicle=identifiers.prefix_registration(rng)
        if part.id == "mother" or number % 7 == 6
        else identifiers.vehicle_registration(rng),
        nhs=identifiers.nhs_number(rng),
        national_insurance=identifiers.national_insurance_number(rng),
        sort_code=identifiers.sort_code(rng),
        account=identifiers.digits(rng, 8),
        card=identifiers.card_number(rng),
        passport=identifiers.passport(rng),
        licence=identifiers.driving_licence(part.surname, part.given[0] + part.middle[:1], born, rng),
        imei=identifiers.imei(rng),
        ip=identifiers.ip_address(rng),
        mac=identifiers.mac_address(rng),
        latitude=latitude,
        longitude=longitude,
        occupation=part.occupation,
        workplace=part.workplace,
        school=rng.choice(SCHOOLS),
        is_party=is_party,
    )
