"""Ordinary messages: nothing in them identifies anybody, though much looks as if it might.

Times, prices, scores, order numbers, ages, dates, roads, channels, sizes and slang: what a recogniser of
numbers and addresses is most easily taken in by. None holds a name, a title, an occupation or a conviction,
which are categories of their own, nor a relation bound to a name; "my mum" is anybody's.
"""

from __future__ import annotations

from typing import Final

SLOTS: Final[dict[str, tuple[str, ...]]] = {
    "time": (
        "7", "half 8", "6ish", "10.30", "9:15", "quarter to 5", "noon", "2pm", "11am", "17:40", "1900", "0830", "ten past", "about 4", "8.45pm",
        "bout 3", "12", "later", "5 o'clock", "20:00hrs",
    ),
    "day": (
        "tomorrow", "on sunday", "fri", "next tues", "the 23rd", "14/02", "3rd may", "on 12/11/24", "in june", "this weekend", "wed morning", "2nite",
        "boxing day", "after bank hol", "on the 1st", "21.07.2025", "sat 9th", "end of month", "11 Nov", "new years eve",
    ),
    "price": ("£20", "£4.99", "15 quid", "£1,250", "a fiver", "50p", "£12.50 each", "1.2k", "£300 pcm", "two hundred quid", "£9.99/mth", "45", "$30", "€18"),
    "score": ("2-1", "3-3", "21-17", "6-4 6-3", "0-0", "4-2 on pens", "112-98", "3 nil", "24-7"),
    "order": ("4471209", "112-8837461-2290113", "10045523", "7720-118", "A88213", "#55120", "REF90441", "000483726", "WEB-2210948", "88-120-4471"),
    "age": ("32", "18", "nearly 40", "7", "65", "21 on friday", "16 and a half", "3 months"),
    "count": ("2", "3", "10", "12", "6", "4", "20", "100", "a few", "loads of", "8"),
    "thing": ("towels", "crisps", "chargers", "lads", "tickets", "bags", "eggs", "pints", "boxes", "pages", "screws", "tins", "messages", "steps"),
    "road": ("M62", "A1", "M6", "A19", "B6273", "M4 J12", "A5", "ring road", "A1(M)", "M60 anticlockwise"),
    "channel": ("BBC1", "ITV2", "ch4", "5Live", "sky 401", "BBC 2", "Film4", "radio 1"),
    "size": ("10", "M", "12-14", "size 9", "XL", "34L", "UK 8", "42 inch", "C4", "AAA"),
    "device": ("iPhone 15 Pro", "S24", "PS5", "RTX 4070", "WH-1000XM5", "i7-9700K", "HDMI 2.1", "USB3", "MX5", "V8"),
    "mood": ("knackered", "starving", "buzzing", "so bored", "fuming", "well chuffed", "skint", "rough as", "done in", "freezing"),
    "place": ("gym", "big tesco", "the pub", "town", "the beach", "work", "maccies", "the park", "uni", "the cinema", "footy", "the chippy"),
}  # fmt: skip

TEMPLATES: Final = (
    "meet {time}", "its {time} already", "be there for {time}", "train is {time} from platform 4", "doors {time} start {time}", "cant do {time} what about {time}",
    "its {price} each", "that cost me {price}", "u owe me {price}", "reduced to {price} in the sale", "was {price} now {price}", "can u lend me {price} til {day}",
    "{score} lol", "we lost {score}", "finished {score} in the end", "set score {score}, final set", "whats the score, is it still {score}", "up {score} at half time",
    "order {order} has shipped", "your order no. {order} is out for delivery", "order number {order}", "ref {order} for the return", "booking {order} confirmed {day}", "invoice {order} due {day}",
    "im {age} {day}", "she turns {age}", "hes only {age}", "must be {age} or over", "cant believe ur {age}", "when i was {age}", "aged {age} to {age}",
    "see u {day}", "back {day}", "its due {day}", "from {day} to {day}", "moved to {day} at {time}", "exam is {day} {time}", "closed {day}", "expires {day}",
    "got {count} {thing}", "need {count} {thing} and {count} {thing}", "bring {count} {thing} {day}", "{count} {thing} for {price}", "only {count} left", "{count} out of {count}", "had like {count} {thing}",
    "stuck on the {road}", "take the {road} then second left", "accident on {road} avoid", "roadworks {road} til {day}", "come off the {road} at the services", "{road} shut both ways",
    "its on {channel} at {time}", "turn on {channel}", "{channel} {day} {time}", "u watching {channel}", "s2 e4 is the best one", "up to season 3 episode 9", "s04e11 omg",
    "im a {size}", "have they got it in {size}", "wrong size sent {size} not {size}", "new {device}!!", "selling my {device} {price}", "does it work with {device}", "{device} or {device}",
    "im {mood}", "{mood} tbh", "so {mood} after {place}", "at {place} til {time}", "going {place} {day}", "{place} was rammed", "left my bag at {place}", "who is at {place}",
    "my mum said {time} is fine", "ask ur dad about the {thing}", "is ur brother about {day}", "me and my sister got {count} {thing}", "nans house {day}", "your mum lol", "his ex was there {day}", "her dads picking us up {time}",
    "lol", "haha no way", "omw", "brb", "yh", "nah ur alright", "k", "safe bro", "innit tho", "wag1", "dw bout it", "ffs", "cba", "ttyl", "gn x", "u ok hun", "peng", "bare ppl here", "allow it", "say less",
    "bus 43 is late again", "get the 192 from town", "number 7 bus then the tram", "flight BA1423 gate 22", "seat 14C by the window", "row F seats 10 to 12", "platform 9", "room 204 second floor", "locker 31", "level 3 by the lifts",
    "your code is 482913", "verification code 771204 do not share", "pizza code SAVE20 for {price} off", "wifi is down AGAIN", "2 for 1 at {place}", "50% off everything", "battery 9%", "it was 31 degrees", "-2 out there",
    "add 250g flour and 3 eggs then 180c for 25 mins", "10k in 52:14", "5x5 at 80kg", "did 12,480 steps", "lost 7lb", "weighs 3.2kg", "6ft 2", "ran 5.3 miles", "85 min then extra time", "it is 0.5 miles away",
    "in 2019 we went there", "back in 98", "since 2012", "class of 2007", "ww2 film", "2020 was mad", "the 90s were better", "24/7", "9 to 5", "365 days", "101 things", "1 of 3 messages", "part 2",
    "page 394", "q4 answer is 17", "chapter 12 pg 88", "x = 12", "3.14159", "version 10.4.2", "error 0x80070057", "404 not found", "section 21", "form P45", "SA100 done", "level 42", "top 10",
    "what a drive", "close the door", "park up", "hows ur back", "on the way", "no way", "court at 3 for badminton", "walk it off", "the view is mad", "rise and shine", "at the bank", "green one or red one", "square up then", "its down the road", "street food {day}", "up the hill",
    "at mine", "at urs", "at last", "look at this", "dot dot dot", "at dot", "come at me bro", "insta is full of ads", "snap out of it", "snap is not working", "delete facebook", "tiktok made me do it", "twitter is a mess", "telegram is better", "discord is lagging", "x is down",
    "sort it out", "sort it yourself", "card declined", "card games {day}", "account is empty", "bank is shut", "my licence came", "lost my passport", "passport photos {price}", "reg opens {day}", "mot due {day}", "serial killer doc on {channel}", "crime drama on {channel}", "custody of the remote",
    "one two three go", "two for me four for u", "oh no", "oh oh", "seven is fine", "nine lives", "three five guys", "ten out of ten", "zero chance", "one more", "double or nothing", "triple chocolate", "o levels lol", "six nations {day}", "five a side {day}", "eight ball",
    "born ready", "born to run is a tune", "born in the usa", "birthday drinks {day}", "happy birthday", "happy bday x", "its my birthday", "may the 4th", "march on", "august was hot", "lives for it", "live from the o2", "works for me", "that works", "work at {time}", "works til {time}", "school run {time}", "back to school", "no school {day}",
    "ok so 1) milk 2) bread 3) tea", "1st 2nd and 3rd", "top 5 films", "rated 7/10", "4.5 stars", "size 6.5", "3 x 12 reps", "80 mins", "20 mins away", "2 secs", "1 sec", "b4 u go", "gr8", "l8r", "m8", "2moz", "4eva", "w8 for me", "str8 home", "h8 this",
    "e.g. that one", "i.e. no", "etc.etc", "ok.see u", "hmm...ok", "www lol", "google it", "check the app", "link in bio", "swipe up", "dm me", "add me back", "follow back", "tag me", "@ me next time", "@ the bar", "@home", "meet @ {time}", "ur @ the {place}",
    "mon-fri 9-5", "sat 10-4", "1-2-3", "12/15 on the quiz", "3/4 done", "50/50", "7 days", "48hrs", "30 day trial", "4 weeks {day}", "16 to go", "100-1 odds", "each way 8/1", "won £12 at 5/2", "lotto 4 12 19 23 31 44 bonus 7", "bingo 88", "8 4 2 1 done",
    "the answer is 42", "7 x 8 is 56", "120/80 bp", "bmi 24.1", "2.4 GHz", "500mb left", "128gb one", "1080p", "60fps", "1,024 unread", "error code 1603", "model no KDL-32W", "pack of 24", "a4 paper", "b12 vits", "vit d3", "covid19 test neg", "h2o", "m&s sarnie", "b&m have {thing}",
    "do u want the blue 1", "its no 1 in the charts", "i have 2 hands", "u r the 1", "its 4 u", "5 guys", "7 up", "one way system", "first place!", "place ur bets", "game of thrones s1", "high street was dead", "main road is icy", "cross the road", "side street parking", "in the lane next to me", "the drive home", "close one", "court case docu",
)  # fmt: skip
"""Texts with slots of `SLOTS`."""

OPENERS: Final = (
    "",
    "",
    "",
    "",
    "yo ",
    "ok ",
    "hey ",
    "omg ",
    "nah ",
    "right ",
    "tbf ",
    "oi ",
    "ah ",
    "so ",
    "lol ",
    "yeah ",
)
ENDS: Final = (
    "",
    "",
    "",
    "",
    " lol",
    " x",
    " xx",
    " 😂",
    " 👍",
    " mate",
    " tho",
    "!!",
    "...",
    " ??",
    " 🙄",
    " pls",
    " ❤️",
)
