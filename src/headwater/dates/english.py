"""The expressions of time of English, as data. Another language is another module like this one."""

from headwater.dates.language import EUROPEAN, ISO, Language, Tenses, listed

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
_FEW = {
    "a": 1.0,
    "an": 1.0,
    "a couple of": 2.0,
    "a couple": 2.0,
    "couple of": 2.0,
    "a dozen": 12.0,
    "a hundred": 100.0,
    "a single": 1.0,
}

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

_SPELLED_YEARS = {
    f"nineteen {word}": 1900 + int(value) for word, value in {**_NUMBERS, **_TENS, **_COMPOUND}.items() if value >= 10
}

_SPELLED_YEARS |= {"two thousand": 2000, **{f"two thousand {w}": 2000 + int(n) for w, n in _NUMBERS.items()}}

_UNITS = ("minute", "hour", "day", "week", "weekend", "month", "quarter", "year", "decade")
_ORDINALS = listed("first second third fourth fifth sixth seventh eighth ninth tenth")
_NEAR = r"(?:(?:early|earlier|late|later|sometime|mid)[ -]?)?"
_ABOUT = r"(?:(?:early|late|mid)[ -])?"
_IN = r"(?<=\bin\s)|(?<=\bsince\s)|(?<=\buntil\s)|(?<=\bby\s)|(?<=\bof\s)|(?<=\bearly\s)|(?<=\blate\s)|(?<=\bmid-)"
_OF = r"(?<=\bthe\s)|(?<=\ba\s)|(?<=\bits\s)|(?<=\bhis\s)|(?<=\bher\s)|(?<=\btheir\s)"
_MORE = r"(?: more| full| additional| consecutive| straight| long)?"
_AFTER_THE_YEAR = r"(?! (?:of|ended|ending|when|that|after|before|since)\b)"  # "the year of the flood"
_ZONE = r"(?:(?:[A-Z]{2,4}|local time|Eastern time|\(\d{4} GMT\)),? )?"

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
        "units": {f"{w}s": w for w in _UNITS if w not in ("weekend", "quarter")} | {"centuries": "century"},
        "this_unit": {w: w for w in ("week", "month", "quarter", "year")},
        "one_unit": {w: w for w in (*_UNITS, "century")},
        "whole_unit": {w: w for w in ("week", "month", "year")},
        "way": {"later": 1, "earlier": -1},
        "other": {"other": 2},
        "step": {"following": 1, "previous": -1, "preceding": -1},
        "day_step": {"next": 1, "same": 0},
        "around": {"week": "week", "weekend": "weekend"},
        "same": {"that": 0, "that same": 0},
        "beside": {"after": 1, "before": -1},
        "spelled_year": _SPELLED_YEARS,
        "half": {"and a half": True},
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
            "Election Day": (11, 0, 1, 1),
            "Good Friday": (0, -2),
            "Easter": (0, 0),
            "Easter Sunday": (0, 0),
            "Easter Monday": (0, 1),
        },
        "turn": {
            "last": -1,
            "this past": -1,
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
        "short_quarter": {f"Q{i}": i for i in range(1, 5)},
        "named_day": {"9/11": (2001, 9, 11)},
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
        "noon": {"noon": 12, "midday": 12},
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
                "soon|as soon as possible|in the future|the future|the near future|in the near future",
                "|",
            ),
            "future",
        ),
    },
    exact=frozenset({"month", "clear_month", "weekday", "feast"}),
    rules=(
        ("named_day", r"{named_day}|(?:Sept\.|September) 11(?= (?:terrorist |terror )?attacks)"),
        ("calendar", r"(?:{weekday},? )?{month} {day}(?:st|nd|rd|th)?(?:,| ,)? {year}"),
        ("calendar", r"(?:{weekday},? )?{day}(?:st|nd|rd|th)?(?: of)? {month},? {year}"),
        ("calendar", r"{month} {day} ?[-–] ?{last_day}(?:,? {year})?"),
        ("calendar", r"{day} ?[-–] ?{last_day} {month}(?: {year})?"),
        ("calendar", r"{month_number}/{day}/{year}"),
        *ISO,
        *EUROPEAN,
        ("calendar", r"(?:{weekday},? )?{month} {day}(?:st|nd|rd|th)?"),
        ("calendar", r"{turn} {month} {day}(?:st|nd|rd|th)?"),
        ("calendar", r"(?:{weekday},? )?(?:the )?{day}(?:st|nd|rd|th)?(?: of)? {month}"),
        ("calendar", _ABOUT + r"{month}(?:,| of)? (?:{year}|{spelled_year})"),
        ("calendar", r"(?:the year )?(?!two thousand){spelled_year}"),
        ("calendar", r"the year {spelled_year}"),
        ("month_of_year", _ABOUT + r"{month}(?:,| of)? {turn} year"),
        ("month_of_year", r"{turn} year's {month}"),
        ("month_of_month", r"{month} of {turn} month"),
        ("turned_month", r"(?:early |late )?{turn} {month}"),
        ("calendar", rf"(?:{_OF}){{month}}(?= (?-i:[a-z])\w{{3}})"),  # "the March elections"
        ("calendar", _ABOUT + r"{clear_month}"),
        ("calendar", rf"(?:{_IN}){{month}}"),
        ("weekday", r"(?:the )?{turn} {weekday}"),
        ("weekday", r"(?:early |late |later |earlier )?{weekday}"),
        ("feast", r"(?:{turn} )?{feast}"),
        ("feast_week", r"(?:{turn} )?{feast} {around}"),
        ("deictic", r"(?:early |late |later |earlier )?{deictic}"),
        ("shift", r"(?:the )?" + _NEAR + r"{turn} {one_unit}"),
        ("shift", r"(?:earlier|later|early|late) in the {this_unit}"),
        ("shift", r"(?:the end of the |the (?:fiscal |calendar |full )?){whole_unit}" + _AFTER_THE_YEAR),
        ("shift", r"the {turn} fiscal {one_unit}"),
        ("today", r"(?:earlier|later|early|late) in the day"),
        ("ends", r"(?:{turn} )?year(?:['’]s end|-end)(?= [^\w]|[.,;]| and\b| if\b| to\b)"),
        ("weekend", r"(?:over |at |during )?the weekend"),
        ("year_ago", r"(?:a |the )?year[ -]ago|(?:the |a )?year-earlier"),
        ("year_earlier", r"a year earlier"),
        ("ago", r"{count}[ -]{unit}(?: or so| and a half)?[ -](?:ago|back)"),
        ("ago", r"{count}[ -]{unit} {way}"),
        ("step", r"the {step} {one_unit}"),
        ("step", r"(?:(?:earlier|later|early|late) )?{same} (?!weekend|quarter){one_unit}"),
        ("step", r"the (?=day|week|month|year){one_unit} {beside}(?! (?:{turn}|{weekday}|{month}|{deictic}))"),
        ("step", r"the {day_step} (?=day\b){one_unit}"),
        ("past", r"(?:(?:several|many|a few|some) )?{units} ago"),
        ("past", r"(?:the )?past (?:several )?{units}"),
        ("quarter_ago", r"(?:the |a )?(?:comparable )?year[ -](?:ago|earlier) (?:quarter|period)"),
        (
            "quarter_ago",
            r"the (?:same|comparable|corresponding|year-earlier) (?:quarter|period)"
            r"(?: (?:of )?(?:last year|a year[ -](?:ago|earlier)))?",
        ),
        ("quarter_ago", r"the quarter a year (?:ago|earlier)|the {year} quarter|{turn} year's quarter"),
        ("latest_quarter", r"(?:the )?latest (?:fiscal )?quarter|the (?:fiscal )?quarter|the latest period"),
        ("duration", r"{count}" + _MORE + r"[ -](?-i:(?![A-Z][a-z])){unit}(?![ -]old| of\b| a day)"),
        ("duration", r"{count}" + _MORE + r" {unit}(?<!quarters)(?<!quarter)(?= of\b)"),
        ("duration", r"{count} {unit} {half}"),
        ("duration", r"{count} {half} {unit}"),
        ("duration", r"(?:the )?(?:past|last|next|first|previous|coming|final|latest) {count} {unit}"),
        ("duration", r"the past {one_unit}"),
        ("duration", r"{one_unit}[ -]?long"),
        ("some", r"{units}-long"),
        ("some", r"(?:several|multi)-{one_unit}"),
        ("duration", r"the (?:(?:fiscal|full|past) )?{whole_unit}(?= (?:ended|ending)\b)"),
        ("some", r"(?:the )?(?:recent|coming|upcoming|last few|past few|next few|few|several|a few|many|some) {unit}"),
        ("some", r"(?:for|in|after|over|within) {units}"),
        ("every", r"(?:(?:once|twice|(?:three|four|five|six) times) )?(?:every|each) {unit}"),
        ("every", r"(?:once|twice|(?:three|four|five|six) times) an? {unit}"),
        ("every", r"every {count} {unit}"),
        ("every", r"every {other} {unit}"),
        ("every", r"(?:every|each) {part}"),
        ("every", r"(?:every|each) {weekday}"),
        ("every", r"{weekday}s"),
        ("rhythm", r"{rhythm}"),
        ("quarter", r"(?:the )?(?:fiscal[ -])?{ordinal}[ -](?:fiscal )?quarter(?:(?: of)? {year})?"),
        ("quarter", r"{short_quarter}(?: (?:of )?{year})?"),
        ("quarter", r"(?:the )?{year} {ordinal}[ -]quarter"),
        ("quarter", r"(?:the )?{ordinal}[ -]quarter (?:of )?{turn} year"),
        ("quarter", r"{turn} year's {ordinal}[ -]quarter"),
        ("half", r"(?:the )?{ordinal} half of (?:{year}|{turn} year|the year)"),
        ("season", r"(?:(?:early|late|mid)[ -])?(?:the )?{turn} {season}"),
        ("season", r"(?:the |in )?{season} (?:of )?(?:{year}|{spelled_year})"),
        ("season", r"(?:in |during |over |by |of |since )the (?:(?:early|late|mid)[ -])?{season}"),
        ("decade", r"(?:the )?(?:(?:early|late|mid)[ -]*)?{decade}['’]?s"),
        ("decade", r"(?:the (?:(?:early|late|mid)[ -]*)?['’]?|['’]){tens_digits}['’]?s"),
        ("decade", r"the (?:(?:early|late|mid)[ -]*)?{tens}"),
        ("century", r"(?:the )?(?:(?:early|late|mid)[ -]*)?{century}(?:st|nd|rd|th)[ -]century"),
        ("years", r"{year} ?[-–] ?{last_year}"),
        ("years", r"{year}[-–/]{next_year}"),
        ("calendar", r"(?:(?:early|late|mid|fiscal|calendar|the year)[ -])?{year}"),
        ("clock", r"(?:(?:around|about|at) )?{hour}(?:[:.]{minute})? ?{half_day}"),
        ("noon", r"(?:at|by|around|until|before) {noon}"),
        ("clock", r"{hour}:?{minute}(?= (?:GMT|UTC|local))"),
        ("clock_day", r"{hour}:?{minute} (?:GMT|UTC|local time),? (?:on )?(?:{weekday}|{deictic})"),
        ("clock_day", rf"{{hour}}(?::{{minute}})? ?{{half_day}},? {_ZONE}(?:on )?(?:{{weekday}}|{{deictic}})"),
        (
            "clock_day",
            rf"{{hour}}(?::{{minute}})? ?{{half_day}},? {_ZONE}(?:on )?(?:{{weekday}},? )?{{month}} {{day}}"
            r"(?:,? {year})?",
        ),
        ("clock_day", r"(?:{weekday}|{deictic}),? at {hour}(?::{minute})? ?{half_day}"),
        ("part", r"(?:{weekday}|{deictic})(?:'s|’s)? {part}"),
        ("part", r"(?:{weekday}|{deictic}) at {part}"),
        ("part", r"(?:early |late |later )?{turn} {part}"),
        ("tonight", r"tonight"),
        ("part", r"{part} (?:on )?(?:{weekday}|{deictic})"),
        ("vague", r"the (?:years|days|era|times) of(?= (?:the )?(?-i:[A-Z]))"),
        ("vague", r"{past}"),
        ("vague", r"{present}"),
        ("vague", r"(?<!as\s){future}(?! (?:after|before))"),
    ),
    between=r"to|and|through|until|till",
    since=r"since (?:the |at least |about |around |early |late |mid-)?",
    tenses=Tenses(
        past=frozenset(
            listed(
                "was were had did said told met went took came began made gave found held left won lost "
                "ran fell rose saw sent set kept knew thought became brought built bought caught fought "
                "got grew heard led paid put read spoke spent stood struck taught wrote shot drew chose "
                "broke sold felt ate flew hit cut shut quit sought threw wore drove hid rode sank swore "
                "hadn't didn't wasn't weren't"
            )
        ),
        past_form=r"\w{3,}ed",
        never=frozenset(listed("united hundred indeed unprecedented alleged so-called")),
        future=frozenset(
            listed(
                "will shall won't wo would wouldn't expected expects expect expecting scheduled planned plans plan "
                "planning slated upcoming forthcoming hopes hope hoping intends intend tomorrow likely "
                "begins starts opens expires"
            )
        ),
        future_form=r"\w+'ll",
        described=frozenset(
            listed("a an the its their his her our this these no is are isn't aren't it's they're of for with")
        ),
        auxiliary=frozenset(listed("be been being have not still also now newly previously recently already")),
        perfect=frozenset(listed("been had")),
        particle=frozenset({"to"}),
        passive=frozenset({"be"}),
        intent=r"(?:is|are|was|were|be|been)(?: (?:set|about|ready|going|likely|poised))? to \w+"
        r"|(?<!been )(?<!had )(?:plan|plans|planned|planning|expected|expects|intends|intended|hopes|hoped|wants|wanted"
        r"|scheduled|slated|set|supposed|likely|agreement|deal|decision|deadline|bid|proposal|until|invitation|prepar(?:ing|es|ed)"
        r"|decided|decides|agreed|agrees|vowed|vows|promised|promises|pledged|pledges|threatened|offered|aim(?:s|ed))"
        r"(?: \S+){0,5} to \w+"
        r"|(?<!been )due to (?:be|begin|start|open|end|close|expire|resume|return|arrive|leave|meet|visit|speak|take"
        r"|hold|appear|run|go|travel|vote|testify|play|report|announce|publish|receive|retire|decide|rule|sign)",
        ahead=r"takes? (?:effect|place|office)(?: on| in)?|as (?:soon|early|late) as(?: early| late)?|ahead of"
        r"|(?:effective|payable|starting|beginning)(?: on)?"
        r"|(?:set for|due)(?: (?!to\b)\w+){0,3}"
        r"|(?:extended|postponed|delayed|adjourned|given|gave|has|have)\b[^.;]{0,40} (?:until|till|to)",
        modals=frozenset(["can", "could", "may", "might", "must", "should"]),
        limits=frozenset({"until", "till", "by"}),
        events=frozenset(
            listed(
                "meeting summit talk visit election vote war attack strike deal accord pact trip speech ruling "
                "decision announcement verdict judgment statement killing shooting raid bombing crash"
            )
        ),
    ),
    year_leads=frozenset(
        listed(
            "in since of by until till from to during before after and late early mid through for the "
            "year fiscal or around than between circa about a that"
        )
    ),
    counted=r" (?!was\b|is\b|has\b)\w+s\b",
    articles=frozenset({"a", "an"}),
    spans=frozenset({"takes", "lasts", "as", "is", "was", "spends", "less"}),
    rates=frozenset({"once", "twice", "million", "billion", "percent", "one"}),
    accounts=frozenset(listed("share net sales revenue revenues profit profits income loss losses earned earnings")),
)
