"""The expressions of time of French, as data."""

from headwater.dates.language import EUROPEAN, ISO, Language, Tenses, forms, listed

_WEEKDAYS = listed("lundi mardi mercredi jeudi vendredi samedi dimanche")
_NUMBERS = listed(
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf "
    "vingt"
)
_TENS = {"trente": 30.0, "quarante": 40.0, "cinquante": 50.0, "soixante": 60.0, "cent": 100.0}
_ABOUT = r"(?:(?:début|mi|fin|courant)[ -](?:de |du mois de |d['’])?)?"
_IN = r"(?<=\ben\s)|(?<=\bde\s)|(?<=\bd['’])|(?<=\bdepuis\s)|(?<=\bfin\s)|(?<=\bdébut\s)|(?<=\bmi-)"
_AT = r"(?:(?:à|vers|dès|avant) )"

FRENCH = Language(
    tag="fr",
    words={
        "month": forms(
            {
                1: "janvier|janv.",
                2: "février|fevrier|févr.",
                3: "mars",
                4: "avril|avr.",
                5: "mai",
                6: "juin",
                7: "juillet|juil.",
                8: "août|aout",
                9: "septembre|sept.",
                10: "octobre|oct.",
                11: "novembre|nov.",
                12: "décembre|decembre|déc.",
            }
        ),
        "weekday": {day: i for i, day in enumerate(_WEEKDAYS)},
        "habit": {f"{day}s": i for i, day in enumerate(_WEEKDAYS)},
        "unit": forms(
            {
                "minute": "minute|minutes",
                "hour": "heure|heures",
                "day": "jour|jours|journée|journées",
                "week": "semaine|semaines",
                "weekend": "week-end|week-ends|weekend",
                "month": "mois",
                "quarter": "trimestre|trimestres",
                "year": "an|ans|année|années",
                "decade": "décennie|décennies",
                "century": "siècle|siècles",
            }
        ),
        "count": {
            "un": 1.0,
            "une": 1.0,
            **{w: float(i) for i, w in enumerate(_NUMBERS, 2)},
            **_TENS,
            "une demi": 0.5,
            "une douzaine de": 12.0,
        },
        "turn": forms(
            {
                -1: "dernier|dernière|passé|passée|précédent|précédente",
                0: "ce|cet|cette|courant",
                1: "prochain|prochaine",
            }
        ),
        "step": forms({1: "suivant|suivante", -1: "précédent|précédente"}),
        "way": forms({1: "plus tard|après", -1: "plus tôt|auparavant|avant"}),
        "ahead": {"dans": 1, "d'ici": 1},
        "deictic": forms({0: "aujourd'hui", -1: "hier", 1: "demain", -2: "avant-hier", 2: "après-demain"}),
        "named": {
            "la veille": ("day", -1, True),
            "le lendemain": ("day", 1, True),
            "l'avant-veille": ("day", -2, True),
            "le surlendemain": ("day", 2, True),
        },
        "ordinal": forms(
            {
                1: "premier|première|1er",
                2: "deuxième|second|seconde|2e|2ème",
                3: "troisième|3e|3ème",
                4: "quatrième|4e|4ème",
            }
        ),
        "season": forms({1: "printemps", 2: "été", 3: "automne", 4: "hiver"}),
        "part": forms(
            {
                "morning": "matin|matinée",
                "midday": "midi",
                "afternoon": "après-midi",
                "evening": "soir|soirée",
                "night": "nuit",
            }
        ),
        "tens": forms(
            {
                20: "vingt",
                30: "trente",
                40: "quarante",
                50: "cinquante",
                60: "soixante",
                70: "soixante-dix",
                80: "quatre-vingt|quatre-vingts",
                90: "quatre-vingt-dix",
            }
        ),
        "century": {"XVIe": 16, "XVIIe": 17, "XVIIIe": 18, "XIXe": 19, "XXe": 20, "XXIe": 21},
        "feast": {
            "Noël": (12, 25),
            "jour de l'An": (1, 1),
            "Saint-Sylvestre": (12, 31),
            "Vendredi saint": (0, -2),
            "Pâques": (0, 0),
            "lundi de Pâques": (0, 1),
            "Ascension": (0, 39),
            "Pentecôte": (0, 49),
            "lundi de Pentecôte": (0, 50),
            "Toussaint": (11, 1),
        },
        "rhythm": {
            "quotidiennement": "day",
            "quotidien": "day",
            "quotidienne": "day",
            "hebdomadaire": "week",
            "mensuel": "month",
            "mensuelle": "month",
            "annuellement": "year",
        },
        "past": dict.fromkeys(["récemment", "dernièrement", "naguère", "par le passé"], "past"),
        "present": dict.fromkeys(["maintenant", "actuellement", "en ce moment", "à l'heure actuelle"], "present"),
        "future": dict.fromkeys(["bientôt", "prochainement", "à l'avenir", "sous peu"], "future"),
    },
    exact=frozenset({"feast", "century"}),
    rules=(
        *ISO,
        *EUROPEAN,
        ("calendar", r"(?:{weekday},? )?(?:le )?{day}(?:er)? {month} {year}"),
        ("calendar", r"(?:{weekday},? )?(?:le )?{day}(?:er)? {month}(?: {turn})?"),
        ("calendar", r"{day}(?:er)? ?(?:[-–]|au|et) ?{last_day} {month}(?: {year})?"),
        ("calendar", _ABOUT + r"{month} {year}"),
        ("month_of_year", _ABOUT + r"{month} de l['’](?:an|année) {turn}"),
        ("turned_month", r"{month} {turn}"),
        ("calendar", r"(?:(?:début|mi|fin|courant)[ -]){month}"),
        ("calendar", rf"(?:{_IN}){{month}}"),
        ("weekday", r"(?:{weekday} {turn})"),
        ("weekday", r"(?:ce )?{weekday}"),
        ("feast", r"{feast}(?: {turn})?"),
        ("deictic", r"{deictic}"),
        ("shift", r"(?:(?:début|fin) (?:de )?)?(?:la |le |l['’])?{unit} {turn}"),
        ("shift", r"(?:(?:début|fin) (?:de )?)?{turn} {unit}(?:-ci)?"),
        ("shift", r"(?:début|fin|milieu) (?:de la |de l['’]|du |d['’]){unit}"),
        ("shift", r"(?:ce|le) {unit}(?<=end)"),
        ("named", r"{named}"),
        ("ago", r"il y a {count} {unit}"),
        ("ago", r"{ahead} {count} {unit}"),
        ("ago", r"{count} {unit} {way}"),
        ("step", r"(?:le |la |l['’]){unit} {step}"),
        ("duration", r"(?<!\bde\s)(?<!\bd['’]){count} {unit}(?:et demie?)?"),
        ("duration", r"(?:les|des|ces) {count} (?:derniers|dernières|premiers|premières|prochains|prochaines) {unit}"),
        ("duration", r"(?:les|des|ces) (?:derniers|dernières|premiers|premières|prochains|prochaines) {count} {unit}"),
        ("some", r"(?:plusieurs|quelques|les derniers|les dernières|les prochains|les prochaines) {unit}"),
        ("some", r"(?:ces|des) (?:derniers|dernières|prochains|prochaines) {unit}"),
        ("every", r"chaque {unit}"),
        ("every", r"chaque {weekday}"),
        ("every", r"(?:tous|toutes) les {unit}"),
        ("every", r"(?:tous|toutes) les {count} {unit}"),
        ("every", r"tous les {habit}"),
        ("rhythm", r"{rhythm}"),
        ("quarter", r"(?:le |au |du )?{ordinal} trimestre(?: (?:de )?{year}| {turn})?"),
        ("half", r"(?:le |au |du )?{ordinal} semestre(?: (?:de )?{year})?"),
        ("season", r"(?:l['’]|le |au |ce |cet |d['’]){season}(?: (?:{turn}|{year}))?"),
        ("season", r"{season} {year}"),
        ("decade", r"(?:les )?années (?:{decade}|{tens_digits}|{tens})"),
        ("century", r"{century} siècle"),
        ("years", r"{year} ?(?:[-–]|à) ?{last_year}"),
        ("calendar", r"(?:(?:début|mi|fin|année|an)[ -])?{year}"),
        ("clock", r"(?:(?:à|vers|dès) )?{hour} ?h ?{minute}?"),
        ("clock", _AT + r"{hour} heures?(?: {minute})?"),
        ("clock_day", r"(?:{weekday}|{deictic}),? (?:à |vers |dès )?{hour} ?(?:h|heures) ?{minute}?"),
        ("part", r"(?:{weekday}|{deictic}) (?:en |dans la )?{part}"),
        ("part", r"{turn} {part}"),
        ("part", r"(?:dans la )?{part} de (?:{weekday})"),
        ("vague", r"{past}"),
        ("vague", r"{present}"),
        ("vague", r"{future}"),
    ),
    since=r"depuis (?:le |la |l['’]|au moins |environ |début |fin |mi-)?|dès (?:le )?|à partir (?:du |de )",
    between=r"(?:jusqu['’])?au|à|et(?: le)?",
    tenses=Tenses(
        past=frozenset(
            listed(
                "a ont avait avaient était étaient fut furent eut eurent fit firent dit dirent prit prirent vint "
                "vinrent s'est s'était s'étaient n'a n'ont n'avait l'a l'ont qu'a arrivé arrivée arrivés arrivées "
                "parti partie mort morte morts né née venu venue venus devenu devenue allé allée entré entrée sorti "
                "sortie tombé tombée resté restée rentré rentrée revenu revenue été déclara annonça"
            )
        ),
        past_form=r"\w{3,}(?:èrent|irent)",
        never=frozenset(listed("front affront opéra caméra")),
        future=frozenset(
            listed(
                "va vont prévoit prévoient prévu prévue prévus prévues doit doivent compte comptent envisage attendu "
                "attendue demain aura auront ira iront"
            )
        ),
        future_form=r"\w{2,}r(?:a|ont|ait|aient|ai|ons)",
        events=frozenset(listed("sommet réunion rencontre visite élection vote guerre attaque grève discours")),
    ),
    year_leads=frozenset(
        listed("en de depuis jusqu'en dès avant après vers an l'an année l'année fin début mi entre et à du")
    ),
    counted=r" \w+s\b",
)
