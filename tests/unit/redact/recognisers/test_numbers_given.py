"""Numbers that authorities, banks and makers give: what is found whole, and near misses."""

from __future__ import annotations

import pytest

from disclosure.redact.recognisers.police_reference import pnc_letter
from disclosure.synthetic import identifiers
from disclosure.synthetic.identifiers import grouped
from tests.support import found

RNG = identifiers.generator("numbers given")
NHS, CARD, IMEI, ICCID = (
    maker(RNG) for maker in (identifiers.nhs_number, identifiers.card_number, identifiers.imei, identifiers.iccid)
)
NINO = identifiers.national_insurance_number(RNG)
PNC = f"2001/0012345{pnc_letter('01', '12345')}"

FOUND = [
    ("natl ins is {}", "UK_NINO", "ab-12-34-56-c"),
    ("d.o.b {}", "DATE_OF_BIRTH", "twenty third of march ninety four"),
    ("i was born {} in hull", "DATE_OF_BIRTH", "3rd o may 1989"),
    ("bday for the form {}", "DATE_OF_BIRTH", "05.11.92"),
    ("that old corsa, {}", "UK_VEHICLE_REGISTRATION", "p 482 yjt"),
    ("router mac {}", "MAC_ADDRESS", "00.1B.44.11.3A.B7"),
    ("log no {}", "POLICE_REFERENCE", "0412 of 3/7/25"),
    ("incident number {}", "POLICE_REFERENCE", "412 of the 3rd july"),
    ("{} is the crime no", "POLICE_REFERENCE", "CR/123456/25"),
    ("custody no {} x", "POLICE_REFERENCE", "14DA 005678 25"),
    ("hospital number {}", "POLICE_REFERENCE", "K4821931"),
    ("pasport num is {}", "UK_PASSPORT", "533380006"),
    ("my monzo is {} and acc 12 34 56 78", "SORT_CODE", "04 00 04"),
    ("monzo 04 00 04 acc {}", "BANK_ACCOUNT", "12 34 56 78"),
    ("nhs no. {}", "UK_NHS", grouped(NHS, 3, 3, 4)),
    ("nhs number is {}", "UK_NHS", "9991234567"),
    ("{} is my nhs number", "UK_NHS", grouped(NHS, 3, 3, 4, separator="-")),
    ("chi number {}", "UK_NHS", "0101901234"),
    ("ni {}", "UK_NINO", NINO.lower()),
    ("nino: {}", "UK_NINO", f"{NINO[:2]} {NINO[2:8]} {NINO[8]}"),
    ("national insurance number is {}", "UK_NINO", grouped(NINO, 2, 2, 2, 2, 1)),
    ("passport {}", "UK_PASSPORT", "925 665 416"),
    ("my passport number which is {}", "UK_PASSPORT", "925665416"),
    ("brp {}", "UK_PASSPORT", "ZU1234567"),
    ("licence number {}", "UK_DRIVING_LICENCE", "QUICK 901050 AB9AB"),
    ("licence {}", "UK_DRIVING_LICENCE", "quick901050ab9ab"),
    ("driving licence no {}", "UK_DRIVING_LICENCE", "12345678"),
    ("reg is {}", "UK_VEHICLE_REGISTRATION", "JT 17 ABC"),
    ("{} is parked outside", "UK_VEHICLE_REGISTRATION", "m123 txw"),
    ("a blue {} golf", "UK_VEHICLE_REGISTRATION", "txw123m"),
    ("number plate {}", "UK_VEHICLE_REGISTRATION", "aiz 1234"),
    ("it was {}", "UK_VEHICLE_REGISTRATION", "YAZ 1234"),
    ("reg {}", "UK_VEHICLE_REGISTRATION", "A 1"),
    ("private plate {}", "UK_VEHICLE_REGISTRATION", "ABC 123"),
    ("followed by a van {}", "UK_VEHICLE_REGISTRATION", "jt17abc"),
    ("vin {}", "UK_VEHICLE_REGISTRATION", "WVWZZZ1JZXW000001"),
    ("sort code {}", "SORT_CODE", "99 12 34"),
    ("{} 12345678", "SORT_CODE", "99-12-34"),
    ("sort {}, acc 12345678", "SORT_CODE", "991234"),
    ("account {}", "BANK_ACCOUNT", "1234 5678"),
    ("99-12-34 / {}", "BANK_ACCOUNT", "12345678"),
    ("acc num: {}", "BANK_ACCOUNT", "12345678"),
    ("roll number {}", "BANK_ACCOUNT", "C/1234567-89"),
    ("iban {}", "IBAN_CODE", "gb33 bukb 2020 1555 5555 55"),
    ("my card is {}", "CREDIT_CARD", grouped(CARD, 4, 4, 4, 4, separator="-")),
    ("card {}", "CREDIT_CARD", "4111 1111 1111 1112"),
    ("cvv {}", "CREDIT_CARD", "123"),
    ("imei {}", "IMEI", grouped(IMEI, 2, 6, 6, 1, separator="-")),
    ("imei number: {}", "IMEI", "123456789012345"),
    ("iccid: {}", "ICCID", ICCID),
    ("imsi is {}", "IMSI", "234150123456789"),
    ("serial no. {}", "DEVICE_SERIAL", "F2LX1234ABCD"),
    ("S/N: {}", "DEVICE_SERIAL", "R58N123ABCD"),
    ("pnc {}", "POLICE_REFERENCE", "01/12345A"),
    ("on the system as {}", "POLICE_REFERENCE", PNC),
    ("cro number {}", "POLICE_REFERENCE", "123456/01A"),
    ("cro {}", "POLICE_REFERENCE", "SF95/12345A"),
    ("custody record {}", "POLICE_REFERENCE", "01AB/1234/25"),
    ("custody number is {}", "POLICE_REFERENCE", "AB01234525"),
    ("crime ref {}", "POLICE_REFERENCE", "42/12345/25"),
    ("crime number: {}", "POLICE_REFERENCE", "CR/0123456/25"),
    ("incident number {}", "POLICE_REFERENCE", "1234-12032025"),
    ("prison number {}", "POLICE_REFERENCE", "A1234BC"),
    ("dob {}", "DATE_OF_BIRTH", "5.1.90"),
    ("dob: {}", "DATE_OF_BIRTH", "19900105"),
    ("DOB\n{}", "DATE_OF_BIRTH", "05 01 1990"),
    ("her date of birth is the {}", "DATE_OF_BIRTH", "5th of january 1990"),
    ("born {}", "DATE_OF_BIRTH", "Jan 5th 1990"),
    ("born in leeds on {}", "DATE_OF_BIRTH", "5 Jan 1990"),
    ("born in {}", "DATE_OF_BIRTH", "1990"),
    ("its my bday on {}", "DATE_OF_BIRTH", "the 5th of jan"),
    ("{} is my dob", "DATE_OF_BIRTH", "05/01/90"),
    ("{} (dob)", "DATE_OF_BIRTH", "05/01/1990"),
]

STUCK_TO_SIGNS = [
    ("account {}.", "BANK_ACCOUNT", "12345678"),
    ("sort code,{}...", "SORT_CODE", "99-12-34"),
    ("phone.{}.", "IMEI", IMEI),
    ("card:{}!", "CREDIT_CARD", CARD),
    ("nhs.{}.", "UK_NHS", NHS),
    ("passport {}, ok", "UK_PASSPORT", "925665416"),
    ("reg:{}.", "UK_VEHICLE_REGISTRATION", "jt17abc"),
    ("dob {}...", "DATE_OF_BIRTH", "05/01/1990"),
]

NOTHING = [
    "bday drinks 05.11.25 at 7",
    "corsa did b 20 mph",
    "hospital at 3",
    "order number 4471209",
    "order 4829103385",
    "booking ref 9434765919",
    "your parcel 7720118345 is on its way",
    "£12345678 lol",
    "12345678",
    "123456789",
    "ref A88213",
    "card declined again",
    "pin the message",
    "lost my passport",
    "my licence came",
    "for 50p",
    "at 10 and 11",
    "MH17 was shot down",
    "M25 AND A40",
    "til 1900",
    "see you 05/01/2026",
    "since the 5th of january 2019",
    "birthday drinks on the 5th",
    "happy birthday for the 12th",
    "im 32 today",
    "aged 18 to 24",
    "born ready",
    "born to run",
    "serial killer doc",
    "crime drama at 9",
    "custody of the remote",
    "reg opens 14/02",
    "sort it out by 12-11-24",
    "account is empty",
    "bank holiday 2025",
    "room 204 2nd floor",
    "model KDL-32W",
    "i7-9700K and a RTX 4070",
    "2-1 3-3 4-2",
    "6-4 6-3 7-5",
    "12/15 on the quiz",
    "lotto 04 12 19 23 31 44",
    "lotto 4 12 19 23 31 44",
    "flight BA1423 gate 22",
    "10:30-11:45",
    "0800 til 1600",
    "30/40 people",
    "sim city 2000",
]


@pytest.mark.parametrize(("frame", "entity", "value"), [*FOUND, *STUCK_TO_SIGNS])
def test_found_whole(frame: str, entity: str, value: str) -> None:
    assert (entity, value) in found(frame.format(value))


@pytest.mark.parametrize("text", NOTHING)
def test_near_misses_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_pnc_number_with_the_wrong_letter_needs_its_name() -> None:
    wrong = PNC[:-1] + ("A" if PNC[-1] != "A" else "B")
    assert found(f"file {wrong}") == []
    assert found(f"PNC {wrong}") == [("POLICE_REFERENCE", wrong)]
