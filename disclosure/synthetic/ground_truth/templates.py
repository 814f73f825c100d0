"""Messages of the ground truth in which identifiers are planted: kind, then texts with the kind's slot in braces.

Slots that are no kind of `values.MAKERS` are filled from `ordinary.SLOTS`.
"""

from __future__ import annotations

from typing import Final

TEMPLATES: Final[dict[str, tuple[str, ...]]] = {
    "mobile": (
        "just use {mobile} from now on", "hes changed it to {mobile}", "{mobile}", "can u bell me back, {mobile} x", "this is my work one {mobile} dont give it out",
        "who is {mobile}?? keeps withholding then texting", "put {mobile} down as next of kin", "the plumber is {mobile} tell him {day}", "lost my phone im on {mobile} til {day}",
        "Mobile: {mobile}", "save this: {mobile}", "whatsapp me instead its {mobile}", "she blocked me so try her on {mobile} or go round",
    ),
    "international": (
        "calling from {international}", "he messaged off {international} again", "my UK number is {international}", "add {international} to the group", "{international} — is that you?",
        "missed call from {international} at {time}", "Tel {international}", "contact card: {international}", "reply to {international} with YES",
    ),
    "landline": (
        "the house phone is {landline}", "ring the school on {landline}", "{landline} ask for reception", "nan only answers {landline}", "office: {landline} ext 12",
        "they rang from {landline} about the loan", "call {landline} between 9 and 5",
    ),
    "spoken_phone": (
        "its {spoken_phone} got that?", "{spoken_phone} thats me", "so they dont ban me: {spoken_phone}", "my digits are {spoken_phone} hun", "ring us on {spoken_phone} after {time}",
    ),
    "letter_o_phone": ("new number {letter_o_phone}", "{letter_o_phone} text only", "try {letter_o_phone} instead", "hes on {letter_o_phone} these days"),
    "foreign_phone": ("his polish one is {foreign_phone}", "whatsapp my cousin abroad {foreign_phone}", "{foreign_phone} is the hotel", "from {foreign_phone}: where r u"),
    "whatsapp_id": ("{whatsapp_id} joined using this group's invite link", "participant {whatsapp_id} left", "key_remote_jid {whatsapp_id}", "sender={whatsapp_id};status=3"),
    "email": (
        "forward it to {email} cheers", "{email} is the paypal", "my new addy is {email}", "log in is {email}", "did u get owt from {email}?", "From: {email}", "put {email} for the receipt", "Email - {email}",
    ),
    "spoken_email": ("my email is {spoken_email}", "send the cv to {spoken_email} by {day}", "its {spoken_email} all lower case", "{spoken_email} is best to get me on"),
    "house": (
        "taxi to {house} please", "im round at {house}", "deliver to {house} leave with next door", "we was at {house} til gone {time}", "meet outside {house}", "the party is {house}",
        "moving into {house} {day}", "police were at {house} again", "he said hes parked by {house}", "pick me up from {house} at {time}", "new place is {house}, come see it", "{house}",
        "she is staying at {house} with her nan",
    ),
    "flat": (
        "buzz {flat}", "its {flat} top of the stairs", "parcel went to {flat}", "{flat}, code for the door is on my other msg", "living at {flat} since {day}", "come up to {flat} when ur here", "send it to {flat}",
    ),
    "full_address": (
        "my address is {full_address}", "post it to {full_address}", "Ship to:\n{full_address}", "right its {full_address} dont be late", "he lives at {full_address}", "Home: {full_address}", "{full_address} is where the viewing is",
    ),
    "named_house": ("they live at {named_house}", "wedding is at {named_house}", "drop the keys at {named_house}", "its {named_house} just past the church"),
    "street": (
        "she lives on {street} somewhere", "walking down {street} now", "he was seen on {street}", "the one on {street} with the red door", "moved to {street} last year", "her mums house is on {street}",
    ),
    "postcode": (
        "postcode {postcode}", "stick {postcode} in the satnav", "its {postcode} for the sat nav", "{postcode} is mine", "what number is it? the postcode is {postcode}", "delivery to {postcode} {day}", "come {postcode} ill be outside", "near {postcode}",
    ),
    "outward": ("she lives in {outward} somewhere", "moving to {outward} {day}", "flat in {outward}", "hes from {outward}", "based in {outward} now", "postcode starts {outward}", "round {outward} way", "picked up in {outward}"),
    "uprn": ("UPRN {uprn}", "council tax ref says UPRN: {uprn}", "the uprn is {uprn} for the form", "property reference uprn {uprn}"),
    "coordinates": ("dropped pin {coordinates}", "{coordinates}", "find me at {coordinates}", "last known location {coordinates}", "gps says {coordinates}"),
    "map_link": ("here {map_link}", "{map_link} meet there", "my location: {map_link}", "Live location {map_link}", "park here {map_link} {day}"),
    "ip": ("login from {ip}", "IP address {ip}", "server is {ip} if ur gaming", "new sign in: {ip}, Chrome on Windows", "router is on {ip}"),
    "school": (
        "kids are at {school}", "she goes to {school}", "picking up from {school} at {time}", "he teaches at {school}", "starting at {school} in september", "parents evening at {school} {day}", "{school} is shut {day}", "i went to {school} with him",
    ),
    "workplace": (
        "she works at {workplace}", "got a job at {workplace}", "im working at {workplace} til {time}", "he is manager at {workplace}", "on shift at {workplace}", "started at {workplace} {day}", "her work is {workplace} in town",
    ),
    "nhs": ("NHS number: {nhs}", "surgery says my nhs no is {nhs}", "{nhs} thats my nhs number", "ref for the hospital nhs {nhs}", "quote {nhs} when u ring the doctors", "patient {nhs}"),
    "nino": ("NI number {nino}", "my nino is {nino}", "they need my national insurance, its {nino}", "{nino} is her NI", "for payroll: {nino}", "insurance number {nino} start date {day}"),
    "birth": (
        "my dob is {birth}", "DOB {birth}", "date of birth: {birth}", "she was born {birth}", "born on the {birth}", "d.o.b {birth}", "what dob did u put? i put {birth}", "patient born {birth}", "his birthday is {birth}", "her dob = {birth}",
    ),
    "sort_code": (
        "sort code {sort_code} account {account}", "s/c {sort_code} acc {account}", "send it to {sort_code} {account}", "sort {sort_code}, account number {account} ref rent", "Sort code: {sort_code}\nAccount no: {account}", "bank details {sort_code} / {account}",
        "my sort code is {sort_code}",
    ),
    "account": ("account number {account}", "acc no. {account} its barclays", "transfer to account {account}", "my account is {account}"),
    "iban": ("IBAN {iban}", "pay into {iban} pls", "iban is {iban}"),
    "plate_current": (
        "reg {plate_current}", "its a white transit {plate_current}", "{plate_current} is parked over my drive again", "followed by {plate_current} all the way", "my car is {plate_current}", "black audi reg no {plate_current}", "got a ticket for {plate_current}",
        "number plate was {plate_current}", "mot on {plate_current} runs out {day}", "van {plate_current} outside again",
    ),
    "plate_old": ("the old golf {plate_old}", "reg is {plate_old}", "number plate {plate_old}", "selling the mini {plate_old}", "vehicle {plate_old} seen at {time}", "taxed {plate_old} online", "private plate {plate_old}"),
    "plate_ni": ("reg {plate_ni}", "northern reg {plate_ni}", "car was {plate_ni}", "number plate {plate_ni} on a blue van", "vehicle reg: {plate_ni}", "his plate is {plate_ni}"),
    "card": ("card number {card}", "use my card {card}", "{card} exp 09/27", "visa {card}", "long number is {card}", "pay with this {card}"),
    "licence": ("driving licence {licence}", "licence no {licence}", "my driver number is {licence}", "{licence} is on my licence", "dvla want {licence}", "license: {licence}"),
    "passport": ("passport number {passport}", "passport no. {passport}", "my passport is {passport} for the booking", "new passport: {passport}", "passport {passport} exp next year", "travel doc passport num {passport}"),
    "imei": ("imei {imei}", "IMEI: {imei}", "the imei number is {imei}", "phone was blocked {imei}", "handset {imei}", "imei1 {imei}"),
    "imsi": ("imsi {imsi}", "IMSI: {imsi}", "imsi number {imsi}", "sim has imsi {imsi}"),
    "iccid": ("iccid {iccid}", "sim number {iccid}", "ICCID: {iccid}", "sim card no {iccid}", "sim serial {iccid}"),
    "serial": ("serial number {serial}", "serial no: {serial}", "S/N {serial}", "the serial is {serial}", "macbook serial no. {serial}"),
    "mac": ("mac {mac}", "MAC address {mac}", "bluetooth {mac} paired", "wifi mac is {mac}", "connected to {mac}"),
    "handle": ("tag {handle} in it", "{handle} is her account", "follow {handle}", "did u see what {handle} posted", "its {handle} on tiktok", "dm {handle} for details", "{handle} lol"),
    "username": (
        "snap: {username}", "insta is {username}", "my snapchat is {username}", "add me on snap {username}", "ig {username}", "insta - {username}", "tiktok: {username}", "find me on insta its {username}", "username {username}", "discord is {username}",
        "my psn is {username}", "kik me {username}", "telegram {username}", "snap me {username}", "his insta name is {username}", "user name: {username}", "gamertag {username}",
    ),
    "profile": ("{profile}", "look at this {profile}", "is this her {profile} ?", "her page {profile}", "follow me {profile} x", "reported {profile} {day}"),
    "custody": ("custody number {custody}", "custody ref {custody}", "custody record {custody} at the station", "his custody no is {custody}"),
    "pnc": ("PNC {pnc}", "pnc id {pnc}", "PNC number: {pnc}", "checked on PNC, {pnc}", "pncid {pnc}"),
    "cro": ("CRO {cro}", "CRO number {cro}", "cro no: {cro}"),
    "crime": ("crime ref {crime}", "crime number is {crime}", "crime reference number {crime}", "the crime no {crime} for insurance", "quote crime ref no. {crime}", "police gave me a crime number {crime}"),
    "name": (
        "is {name} there", "{name} said u was out", "me n {name} are going {day}", "dont trust {name}", "{name} nicked my charger", "went round to {name}'s last night", "text {name} for me", "{name} and {name} have split up", "hi {name}, its me", "thanks {name} x",
        "saw {name} in town with some lad", "tell {name} to ring me", "{name} has had the baby", "wheres {name} gone", "it was {name} who told them",
    ),
    "title": ("{title} {surname} is my new gp", "speak to {title} {surname}", "letter from {title} {surname}", "{title} {surname} teaches maths", "appointment with {title} {surname} {day}"),
    "occupation": ("she works as a {occupation}", "hes a {occupation}", "im a {occupation} now", "trained as a {occupation}", "her job is {occupation} and she hates it", "he is a {occupation} by trade"),
    "relation": (
        "{relation} {name} saw it all", "ask {relation} {name}", "thats {name}, {relation}, on the left", "{name} is {relation}", "went with {relation} {name} {day}",
        "{name}'s {kin} is coming {time}", "hes the {kin} of {name}",
    ),
    "conviction": ("he {conviction}", "did u know she {conviction}", "everyone knows he {conviction}", "turns out her bf {conviction}"),
}  # fmt: skip
"""Every kind of identifier that the set plants by itself; `account` and `surname` come with others as well."""
