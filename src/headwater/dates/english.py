"""The expressions of time of English, as data. Another language is another module like this one."""

from headwater.dates.language import Language, listed

_SMALL = listed(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_NUMBERS = {w: float(i) for i, w in enumerate([*_SMALL, "eighteen", "nineteen", "twenty"], 1)}
_TENS = {"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0}
_COMPOUND = {
    f"{tens} {small}": value + i
    for tens, value in {"twenty": 20.0, **_TENS}.items()
    for i, small in enumerate(_SMALL[:9], 1)
}
_HALF = {"half a": 0.5, "half an": 0.5, "a half": 0.5}
_FEW = {"a": 1.0, "an": 1.0, "a couple of": 2.0, "a couple": 2.0, "a dozen": 12.0, "a hundred": 100.0, "a single": 1.0}

_MONTHS = listed("January February March April May June July August September October November December")
_SHORT = {
    "Jan": 1,
    "Feb": 2,
    "Mar": 3,
    "Apr": 4,
    "Jun": 6,
    "Jul": 7,
    "Aug": 8,
    "Sep": 9,
    "Sept": 9,
    "Oct": 10,
    "Nov": 11,
    "Dec": 12,
}
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SHORT_DAYS = {
    "Mon.": 0,
    "Tue.": 1,
    "Tues.": 1,
    "Wed.": 2,
    "Thu.": 3,
    "Thur.": 3,
    "Thurs.": 3,
    "Fri.": 4,
    "Sat.": 5,
    "Sun.": 6,
}

_UNITS = ("minute", "hour", "day", "week", "weekend", "month", "quarter", "year", "decade")
_ORDINALS = listed("first second third fourth fifth sixth seventh eighth ninth tenth")
_NEAR = r"(?:(?:early|earlier|late|later|sometime|mid)[ -]?)?"
_ABOUT = r"(?:(?:early|late|mid)[ -])?"
_IN = r"(?<=\bin\s)|(?<=\bsince\s)|(?<=\buntil\s)|(?<=\bby\s)|(?<=\bof\s)|(?<=\bearly\s)|(?<=\blate\s)|(?<=\bmid-)"
_ZONE = r"(?:(?:[A-Z]{3,4}|local time|Eastern time),? )?"

ENGLISH = Language(
    tag="en",
    words={
        "month": {
            **{w: i for i, w in enumerate(_MONTHS, 1)},
            **{w.upper(): i for i, w in enumerate(_MONTHS, 1)},
            **{f"{w}.": i for w, i in _SHORT.items()},
            **_SHORT,
        },
        "clear_month": {  # these stand alone; May and March are words of other kinds too
            **{w: i for i, w in enumerate(_MONTHS, 1) if w not in ("May", "March")},
            **{f"{w}.": i for w, i in _SHORT.items()},
        },
        "weekday": {
            **{w: i for i, w in enumerate(_DAYS)},
            **{w.upper(): i for i, w in enumerate(_DAYS)},
            **_SHORT_DAYS,
        },
        "unit": {
            **{w: w for w in _UNITS},
            **{f"{w}s": w for w in _UNITS},
            "centuries": "century",
            "century": "century",
        },
        "units": {f"{w}s": w for w in _UNITS if w not in ("weekend", "quarter")},
        "this_unit": {w: w for w in ("week", "month", "quarter", "year")},
        "count": {**_NUMBERS, **_TENS, **_COMPOUND, **_HALF, **_FEW},
        "feast": {
            "Christmas": (12, 25),
            "Christmas Day": (12, 25),
            "Christmas Eve": (12, 24),
            "New Year's Day": (1, 1),
            "New Year's Eve": (12, 31),
            "Valentine's Day": (2, 14),
            "Independence Day": (7, 4),
            "Halloween": (10, 31),
            "Thanksgiving": (11, 3, 4),
            "Thanksgiving Day": (11, 3, 4),
            "Labor Day": (9, 0, 1),
            "Martin Luther King Day": (1, 0, 3),
            "Memorial Day": (5, 0, 5),
        },
        "turn": {
            "last": -1,
            "this past": -1,
            "past": -1,
            "previous": -1,
            "this": 0,
            "current": 0,
            "next": 1,
            "this coming": 1,
            "coming": 1,
            "upcoming": 1,
        },
        "deictic": {
            "today": 0,
            "yesterday": -1,
            "tomorrow": 1,
            "the day before yesterday": -2,
            "the day after tomorrow": 2,
        },
        "ordinal": {**{w: i for i, w in enumerate(_ORDINALS, 1)}, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 2},
        "season": {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4},
        "part": {
            "morning": "morning",
            "noon": "midday",
            "afternoon": "afternoon",
            "evening": "evening",
            "night": "night",
            "overnight": "night",
        },
        "tens": {
            "twenties": 20,
            "thirties": 30,
            "forties": 40,
            "fifties": 50,
            "sixties": 60,
            "seventies": 70,
            "eighties": 80,
            "nineties": 90,
        },
        "half_day": {"a.m.": 0, "am": 0, "a.m": 0, "p.m.": 12, "pm": 12, "p.m": 12},
        "rhythm": {
            "daily": "day",
            "nightly": "day",
            "weekly": "week",
            "monthly": "month",
            "annually": "year",
            "yearly": "year",
            "hourly": "hour",
        },
        "past": dict.fromkeys(
            listed(
                "recently|more recently|lately|of late|in the past|the past|recent",
                "|",
            ),
            "past",
        ),
        "present": dict.fromkeys(
            listed(
                "now|right now|currently|current|at present|these days|nowadays",
                "|",
            ),
            "present",
        ),
        "future": dict.fromkeys(
            listed(
                "soon|in the future|the future|the near future|in the near future",
                "|",
            ),
            "future",
        ),
    },
    exact=frozenset({"month", "clear_month", "weekday", "feast"}),
    rules=(
        ("calendar", r"(?:{weekday},? )?{month} {day}(?:st|nd|rd|th)?(?:,| ,)? {year}"),
        ("calendar", r"(?:{weekday},? )?{day}(?:st|nd|rd|th)?(?: of)? {month},? {year}"),
        ("calendar", r"{month_number}/{day}/{year}"),
        ("calendar", r"{year}-{month_number}-{day}"),
        ("calendar", r"(?:{weekday},? )?{month} {day}(?:st|nd|rd|th)?"),
        ("calendar", r"(?:the )?{day}(?:st|nd|rd|th)(?: of)? {month}"),
        ("calendar", r"{day} {month}"),
        ("calendar", _ABOUT + r"{month}(?:,| of)? {year}"),
        ("month_of_year", _ABOUT + r"{month}(?:,| of)? {turn} year"),
        ("month_of_year", r"{turn} year's {month}"),
        ("turned_month", r"{month} of {turn} month"),
        ("turned_month", r"(?:early |late )?{turn} {month}"),
        ("calendar", _ABOUT + r"{clear_month}"),
        ("calendar", rf"(?:{_IN}){{month}}"),
        ("weekday", r"(?:the )?{turn} {weekday}"),
        ("weekday", r"(?:early |late |later |earlier )?{weekday}"),
        ("feast", r"(?:{turn} )?{feast}"),
        ("deictic", r"(?:early |late |later |earlier )?{deictic}"),
        ("shift", _NEAR + r"{turn} {unit}"),
        ("shift", r"(?:earlier|later|early|late) in the {this_unit}"),
        ("this", r"the {this_unit}(?= (?:so far|to date))"),
        ("weekend", r"(?:over |at |during )?the weekend"),
        ("ago", r"{count}[ -]{unit}(?: or so| and a half)?[ -](?:ago|back|earlier)"),
        ("year_ago", r"(?:a |the )?year[ -](?:ago|earlier)"),
        ("quarter_ago", r"(?:the |a )?(?:comparable )?year[ -](?:ago|earlier) (?:quarter|period)"),
        ("latest_quarter", r"the (?:latest )?(?:fiscal )?quarter|the latest period"),
        ("duration", r"{count}(?: more| full| additional| consecutive| straight| long)?[ -]{unit}(?![ -]old)"),
        ("duration", r"(?:the )?(?:past|last|next|first|previous|coming|final|latest) {count} {unit}"),
        ("some", r"(?:the )?(?:recent|coming|past|last few|past few|next few|several|a few|many|some) {unit}"),
        ("some", r"(?:for|in|after|over|within) {units}"),
        ("some", r"{units} (?=ago|later|before|after|earlier)"),
        ("every", r"(?:every|each) {unit}"),
        ("every", r"(?:every|each) {weekday}"),
        ("every", r"{weekday}s"),
        ("rhythm", r"{rhythm}"),
        ("quarter", r"(?:the )?(?:fiscal[ -])?{ordinal}[ -](?:fiscal )?quarter(?: of {year})?"),
        ("quarter", r"(?:the )?{year} {ordinal}[ -]quarter"),
        ("quarter", r"(?:the )?{ordinal}[ -]quarter (?:of )?{turn} year"),
        ("quarter", r"{turn} year's {ordinal}[ -]quarter"),
        ("half", r"(?:the )?{ordinal} half of (?:{year}|{turn} year|the year)"),
        ("season", r"(?:(?:early|late|mid)[ -])?(?:the )?{turn} {season}"),
        ("season", r"(?:the |in )?{season} (?:of )?{year}"),
        ("season", r"(?:in |during |over |by |of |since )the {season}"),
        ("decade", r"(?:the )?(?:(?:early|late|mid)[ -]*)?{decade}['’]?s"),
        ("decade", r"(?:the (?:(?:early|late|mid)[ -]*)?['’]?|['’]){tens_digits}['’]?s"),
        ("decade", r"the (?:(?:early|late|mid)[ -]*)?{tens}"),
        ("century", r"(?:the )?(?:(?:early|late|mid)[ -]*)?{century}(?:st|nd|rd|th)[ -]century"),
        ("calendar", r"(?:(?:early|late|mid|fiscal|calendar|the year)[ -])?{year}"),
        ("clock", r"(?:(?:around|about|at) )?{hour}(?::{minute})? ?{half_day}"),
        ("clock", r"{hour}:{minute}(?= (?:GMT|UTC|local))"),
        ("clock_day", rf"{{hour}}(?::{{minute}})? ?{{half_day}},? {_ZONE}(?:on )?(?:{{weekday}}|{{deictic}})"),
        ("clock_day", rf"{{hour}}(?::{{minute}})? ?{{half_day}},? {_ZONE}(?:on )?{{month}} {{day}}"),
        ("clock_day", r"(?:{weekday}|{deictic}),? at {hour}(?::{minute})? ?{half_day}"),
        ("part", r"(?:{weekday}|{deictic})(?:'s|’s)? {part}"),
        ("part", r"(?:early |late |later )?{turn} {part}"),
        ("tonight", r"tonight"),
        ("part", r"{part} (?:on )?(?:{weekday}|{deictic})"),
        ("vague", r"the (?:years|days|era|times) of(?= (?:the )?(?-i:[A-Z]))"),
        ("vague", r"{past}"),
        ("vague", r"{present}"),
        ("vague", r"{future}"),
    ),
    since=r"since (?:at least |about |around |early |late |mid-)?",
    past=frozenset(
        listed(
            "was were had did said told met went took came began made gave found held left won lost "
            "ran fell rose saw sent set kept knew thought became brought built bought caught fought "
            "got grew heard led paid put read spoke spent stood struck taught wrote shot drew chose "
            "broke sold felt ate flew hit cut shut quit sought threw wore drove hid rode sank swore"
        )
    ),
    past_ending="ed",
    to_come=("to", "be"),
    future=frozenset(listed("will shall ll won't wo would expected scheduled planned plans due slated upcoming")),
    modals=frozenset(["can", "could", "may", "might", "must", "should"]),
    limits=frozenset({"until", "till", "by"}),
    events=frozenset(listed("meeting summit talk visit election vote war attack strike deal accord pact trip speech")),
    articles=frozenset({"a", "an"}),
    spans=frozenset({"takes", "lasts", "as", "is", "was", "spends", "less"}),
    rates=frozenset({"once", "twice", "million", "billion", "percent", "one"}),
)
