"""The expressions of time of German, as data."""

from headwater.dates.language import EUROPEAN, ISO, Language, Tenses, forms, listed

_WEEKDAYS = listed("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag")
_NUMBERS = listed(
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn "
    "neunzehn zwanzig"
)
_TENS = {"dreißig": 30.0, "vierzig": 40.0, "fünfzig": 50.0, "sechzig": 60.0, "siebzig": 70.0, "achtzig": 80.0}
_ONE = dict.fromkeys(listed("ein eine einen einem einer"), 1.0)
_HALF = dict.fromkeys(["eine halbe", "einer halben", "ein halbes", "einem halben"], 0.5)
_ABOUT = r"(?:(?:Anfang|Mitte|Ende) (?:des |der )?)?"
_THE = r"(?:(?:am|im|in|der|die|das|den|dem|des) )?"

GERMAN = Language(
    tag="de",
    words={
        "month": forms(
            {
                1: "Januar|Januars|Jänner|Jan.",
                2: "Februar|Februars|Feb.|Febr.",
                3: "März|Mrz.",
                4: "April|Apr.",
                5: "Mai",
                6: "Juni|Jun.",
                7: "Juli|Jul.",
                8: "August|Aug.",
                9: "September|Sept.|Sep.",
                10: "Oktober|Okt.",
                11: "November|Nov.",
                12: "Dezember|Dez.",
            }
        ),
        "weekday": {
            **{day: i for i, day in enumerate(_WEEKDAYS)},
            **{f"{day}s": i for i, day in enumerate(_WEEKDAYS)},
            "Sonnabend": 5,
        },
        "habit": {
            **{f"{day.lower()}s": i for i, day in enumerate(_WEEKDAYS)},
            "sonnabends": 5,
        },
        "unit": forms(
            {
                "minute": "Minute|Minuten",
                "hour": "Stunde|Stunden",
                "day": "Tag|Tage|Tagen|Tages",
                "week": "Woche|Wochen",
                "weekend": "Wochenende|Wochenenden|Wochenendes",
                "month": "Monat|Monate|Monaten|Monats",
                "quarter": "Quartal|Quartale|Quartalen|Quartals",
                "year": "Jahr|Jahre|Jahren|Jahres",
                "decade": "Jahrzehnt|Jahrzehnte|Jahrzehnten|Jahrzehnts",
                "century": "Jahrhundert|Jahrhunderte|Jahrhunderten",
            }
        ),
        "long_unit": {
            f"{stem}{end}": unit
            for stem, unit in {"tägig": "day", "wöchig": "week", "monatig": "month", "stündig": "hour"}.items()
            for end in ("e", "en", "er", "es", "em")
        },
        "count": {**_ONE, **_HALF, **{w: float(i) for i, w in enumerate(_NUMBERS, 2)}, **_TENS, "anderthalb": 1.5},
        "turn": {
            f"{stem}{end}": value
            for stem, value in {
                "letzt": -1,
                "vergangen": -1,
                "vorig": -1,
                "dies": 0,
                "laufend": 0,
                "nächst": 1,
                "kommend": 1,
            }.items()
            for end in ("e", "en", "er", "es", "em")
        },
        "step": forms({1: "folgenden|folgende|darauffolgenden", -1: "vorangegangenen|vorhergehenden"}),
        "way": forms({1: "später|danach", -1: "zuvor|davor|vorher|früher"}),
        "ahead": {"in": 1},
        "deictic": forms(
            {
                0: "heute|Heute",
                -1: "gestern|Gestern",
                1: "morgen",
                -2: "vorgestern|Vorgestern",
                2: "übermorgen|Übermorgen",
            }
        ),
        "named": {
            **dict.fromkeys(["Vorjahr", "Vorjahres", "Vorjahrs"], ("year", -1, False)),
            **dict.fromkeys(["Vorwoche"], ("week", -1, False)),
            **dict.fromkeys(["Vormonat", "Vormonats"], ("month", -1, False)),
            **dict.fromkeys(["Vortag", "Vortags", "Vortages", "Tag zuvor"], ("day", -1, True)),
            **dict.fromkeys(["Tag darauf", "Tags darauf"], ("day", 1, True)),
        },
        "ordinal": forms(
            {
                1: "erste|ersten|erstes|1.",
                2: "zweite|zweiten|zweites|2.",
                3: "dritte|dritten|drittes|3.",
                4: "vierte|vierten|viertes|4.",
            }
        ),
        "season": forms({1: "Frühling|Frühjahr", 2: "Sommer", 3: "Herbst", 4: "Winter"}),
        "part": forms(
            {
                "morning": "morgen|vormittag|früh",
                "midday": "mittag",
                "afternoon": "nachmittag",
                "evening": "abend",
                "night": "nacht",
            }
        ),
        "tens": forms(
            {
                20: "zwanziger",
                30: "dreißiger",
                40: "vierziger",
                50: "fünfziger",
                60: "sechziger",
                70: "siebziger",
                80: "achtziger",
                90: "neunziger",
            }
        ),
        "feast": {
            "Weihnachten": (12, 25),
            "Heiligabend": (12, 24),
            "Silvester": (12, 31),
            "Neujahr": (1, 1),
            "Karfreitag": (0, -2),
            "Ostern": (0, 0),
            "Ostersonntag": (0, 0),
            "Ostermontag": (0, 1),
            "Christi Himmelfahrt": (0, 39),
            "Pfingsten": (0, 49),
            "Pfingstmontag": (0, 50),
            "Tag der Arbeit": (5, 1),
            "Tag der Deutschen Einheit": (10, 3),
        },
        "rhythm": {
            "stündlich": "hour",
            "täglich": "day",
            "wöchentlich": "week",
            "monatlich": "month",
            "jährlich": "year",
        },
        "past": dict.fromkeys(listed("kürzlich neulich jüngst unlängst"), "past") | {"vor kurzem": "past"},
        "present": dict.fromkeys(listed("jetzt derzeit zurzeit momentan gegenwärtig heutzutage"), "present"),
        "future": dict.fromkeys(listed("bald demnächst künftig"), "future") | {"in Zukunft": "future"},
    },
    exact=frozenset({"month", "weekday", "habit", "deictic", "feast", "season"}),
    rules=(
        *ISO,
        *EUROPEAN,
        ("calendar", r"(?:{weekday},? (?:de[nmr] )?)?{day}\. ?{month} {year}"),
        ("calendar", r"(?:{weekday},? (?:de[nmr] )?)?{day}\. ?{month}"),
        ("calendar", r"{day}\. ?(?:[-–]|bis|und) ?{last_day}\. {month}(?: {year})?"),
        ("calendar", r"(?:(?<=\bam\s)|(?<=\bvom\s)|(?<=\bzum\s)|(?<=\bseit\s)){day}\.{month_number}\."),
        ("calendar", _ABOUT + r"{month} {year}"),
        ("month_of_year", _ABOUT + r"{month} (?:des )?{turn} Jahres"),
        ("turned_month", r"{turn} {month}"),
        ("calendar", _ABOUT + r"{month}"),
        ("weekday", r"{turn} {weekday}"),
        ("weekday", r"{weekday}"),
        ("feast", r"(?:{turn} )?{feast}"),
        ("deictic", r"{deictic}"),
        ("shift", r"(?:(?:Anfang|Mitte|Ende) )?{turn} {unit}"),
        ("shift", r"(?:Anfang|Mitte|Ende) (?:der|des) {unit}"),
        ("shift", r"am {unit}(?<=ende)"),
        ("named", r"{named}"),
        ("ago", r"vor {count} {unit}"),
        ("ago", r"{ahead} {count} {unit}"),
        ("ago", r"{count} {unit} {way}"),
        ("step", r"{step} {unit}"),
        ("duration", r"{count}(?: volle| weitere)?[ -]{unit}"),
        ("duration", r"{count}-?{long_unit}"),
        ("duration", r"(?:die|den|der|in den) (?:letzten|vergangenen|ersten|nächsten|kommenden) {count} {unit}"),
        ("some", r"(?:mehrere|mehreren|einige|einigen|ein paar|wenige|wenigen|viele|vielen) {unit}"),
        ("some", r"(?:den|die) (?:letzten|vergangenen|nächsten|kommenden) {unit}(?<=[en])"),
        ("every", r"jede[nsrm]? {unit}"),
        ("every", r"jede[nsrm]? {weekday}"),
        ("every", r"alle {count} {unit}"),
        ("every", r"{habit}"),
        ("rhythm", r"{rhythm}"),
        ("quarter", _THE + r"{ordinal} Quartals?(?: {year}| {turn} Jahres)?"),
        ("half", _THE + r"{ordinal} (?:Halbjahre?s?|Jahreshälfte)(?: {year})?"),
        ("season", r"(?:{turn} )?{season}(?: {year})?"),
        ("decade", r"(?:(?:Anfang|Mitte|Ende) der )?{decade}er(?:[ -]Jahren?)?"),
        ("decade", r"(?:(?:Anfang|Mitte|Ende) der )?(?:{tens_digits}er|{tens})[ -]Jahren?"),
        ("century", r"{century}\. Jahrhunderts?"),
        ("years", r"{year} ?(?:[-–]|bis) ?{last_year}"),
        ("calendar", r"(?:(?:Anfang|Mitte|Ende|Jahr|Jahre|Jahres) )?{year}"),
        ("clock", r"(?:(?:um|gegen|ab) )?{hour}(?:[:.]{minute})? Uhr"),
        ("clock_day", r"(?:{weekday}|{deictic}),? (?:um |gegen |ab )?{hour}(?:[:.]{minute})? Uhr"),
        ("part", r"{weekday}{part}"),
        ("part", r"(?:{weekday}|{deictic}) {part}"),
        ("vague", r"{past}"),
        ("vague", r"{present}"),
        ("vague", r"{future}"),
    ),
    since=r"seit (?:dem |der |den |etwa |mindestens |spätestens )?",
    between=r"bis(?: zum)?|und(?: dem)?",
    tenses=Tenses(
        past=frozenset(
            listed(
                "war waren hatte hatten wurde wurden ging gingen kam kamen gab gaben fand fanden traf trafen sprach "
                "sprachen nahm nahmen ließ ließen hielt hielten begann begannen starb starben verlor verloren gewann "
                "stieg stiegen fiel fielen lag lagen stand standen rief riefen schrieb schrieben sah sahen hieß bot "
                "zog zogen trat traten schloss schlossen beschloss bat baten fuhr fuhren flog flogen trug trugen "
                "erhielt verließ verschwand unterzeichnete hat haben worden"
            )
        ),
        past_form=r"\w{3,}(?:te|ten)|(?:\w{2,})?ge\w{2,}(?:t|en)|\w{3,}iert",
        never=frozenset(
            listed(
                "heute leute bitte ersten letzten zweiten dritten nächsten meisten besten weiten alten ganze gegen "
                "gesamten gestern bereits selten mitten unten hinten gute guten rechte rechten konnten könnte könnten "
                "sollte sollten wollte wollten möchte möchten erste letzte"
            )
        ),
        future=frozenset(
            listed(
                "wird werden werde würde würden soll sollen sollte sollten will wollen wollte wollten möchte möchten "
                "plant planen geplant geplante geplanten vorgesehen vorgesehene erwartet voraussichtlich beabsichtigt "
                "könnte könnten dürfte dürften kommende kommenden beginnt beginnen startet endet"
            )
        ),
        perfect=frozenset({"war", "waren", "hatte", "hatten"}),
        described=frozenset(listed("der die das den dem des ein eine einen einem einer von mit")),
        events=frozenset(listed("treffen gipfel besuch wahl wahlen abstimmung krieg angriff reise rede")),
        nouns_have_capitals=True,
    ),
    year_leads=frozenset(listed("im in jahr jahre jahres seit von bis ab vor nach anfang mitte ende um zwischen und")),
    counted=r" (?-i:[A-ZÄÖÜ])",
)
