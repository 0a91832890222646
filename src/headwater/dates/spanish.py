"""The expressions of time of Spanish, as data."""

from headwater.dates.language import EUROPEAN, ISO, Language, Tenses, forms, listed

_WEEKDAYS = listed("lunes martes miércoles jueves viernes sábado domingo")
_NUMBERS = listed(
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho "
    "diecinueve veinte"
)
_TENS = {"treinta": 30.0, "cuarenta": 40.0, "cincuenta": 50.0, "sesenta": 60.0, "setenta": 70.0, "cien": 100.0}
_ABOUT = r"(?:(?:a )?(?:principios|comienzos|mediados|finales|fines) de )?"
_IN = r"(?<=\ben\s)|(?<=\bde\s)|(?<=\bdesde\s)|(?<=\bhasta\s)|(?<=\bpara\s)"

SPANISH = Language(
    tag="es",
    words={
        "month": forms(
            {
                1: "enero",
                2: "febrero",
                3: "marzo",
                4: "abril",
                5: "mayo",
                6: "junio",
                7: "julio",
                8: "agosto",
                9: "septiembre|setiembre",
                10: "octubre",
                11: "noviembre",
                12: "diciembre",
            }
        ),
        "weekday": {**{day: i for i, day in enumerate(_WEEKDAYS)}, "miercoles": 2, "sabado": 5},
        "habit": {
            **{day: i for i, day in enumerate(_WEEKDAYS) if day.endswith("s")},
            "sábados": 5,
            "domingos": 6,
        },
        "unit": forms(
            {
                "minute": "minuto|minutos",
                "hour": "hora|horas",
                "day": "día|días",
                "week": "semana|semanas",
                "weekend": "fin de semana|fines de semana",
                "month": "mes|meses",
                "quarter": "trimestre|trimestres",
                "year": "año|años",
                "decade": "década|décadas",
                "century": "siglo|siglos",
            }
        ),
        "count": {
            "un": 1.0,
            "una": 1.0,
            **{w: float(i) for i, w in enumerate(_NUMBERS, 2)},
            **_TENS,
            "media": 0.5,
            "medio": 0.5,
            "una docena de": 12.0,
        },
        "turn": forms(
            {
                -1: "pasado|pasada|último|última|anterior",
                0: "este|esta|presente",
                1: "próximo|próxima|que viene|entrante",
            }
        ),
        "step": forms({1: "siguiente", -1: "anterior|previo|previa"}),
        "way": forms({1: "después|más tarde", -1: "antes"}),
        "ahead": {"dentro de": 1},
        "deictic": forms({0: "hoy", -1: "ayer", 1: "mañana", -2: "anteayer|antier", 2: "pasado mañana"}),
        "named": {
            "la víspera": ("day", -1, True),
            "al día siguiente": ("day", 1, True),
            "el día anterior": ("day", -1, True),
        },
        "last_night": {"anoche": "night"},
        "ordinal": forms(
            {
                1: "primer|primero|primera|1er",
                2: "segundo|segunda|2º",
                3: "tercer|tercero|tercera|3er",
                4: "cuarto|cuarta|4º",
            }
        ),
        "season": forms({1: "primavera", 2: "verano", 3: "otoño", 4: "invierno"}),
        "part": forms(
            {
                "morning": "mañana|madrugada",
                "midday": "mediodía",
                "afternoon": "tarde",
                "evening": "noche",
            }
        ),
        "tens": forms(
            {
                20: "veinte",
                30: "treinta",
                40: "cuarenta",
                50: "cincuenta",
                60: "sesenta",
                70: "setenta",
                80: "ochenta",
                90: "noventa",
            }
        ),
        "century": {"XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19, "XX": 20, "XXI": 21},
        "feast": {
            "Navidad": (12, 25),
            "Nochebuena": (12, 24),
            "Nochevieja": (12, 31),
            "Año Nuevo": (1, 1),
            "Viernes Santo": (0, -2),
            "Domingo de Pascua": (0, 0),
            "Lunes de Pascua": (0, 1),
            "Todos los Santos": (11, 1),
        },
        "rhythm": {
            "diariamente": "day",
            "diario": "day",
            "diaria": "day",
            "semanalmente": "week",
            "semanal": "week",
            "mensualmente": "month",
            "anualmente": "year",
        },
        "past": dict.fromkeys(["recientemente", "últimamente", "hace poco", "en el pasado"], "past"),
        "present": dict.fromkeys(["ahora", "actualmente", "en la actualidad", "en estos momentos"], "present"),
        "future": dict.fromkeys(["pronto", "próximamente", "en el futuro", "en breve"], "future"),
    },
    exact=frozenset({"feast", "century"}),
    rules=(
        *ISO,
        *EUROPEAN,
        ("calendar", r"(?:{weekday},? )?{day}(?:º|°|ro)? de {month}(?: del?|,)? {year}"),
        ("calendar", r"(?:{turn} )?(?:{weekday},? )?{day}(?:º|°|ro)? de {month}"),
        ("calendar", r"{day} ?(?:[-–]|al|y|y el) ?{last_day} de {month}(?: del? {year})?"),
        ("calendar", _ABOUT + r"{month} (?:del? )?{year}"),
        ("month_of_year", _ABOUT + r"{month} del año {turn}"),
        ("month_of_year", _ABOUT + r"{month} de {turn} año"),
        ("turned_month", r"{month} {turn}"),
        ("turned_month", r"{turn} (?:mes de )?{month}"),
        ("calendar", r"(?:principios|comienzos|mediados|finales|fines) de {month}"),
        ("calendar", rf"(?:{_IN}){{month}}"),
        ("weekday", r"{weekday} {turn}"),
        ("weekday", r"(?:el )?{turn} {weekday}(?<!este\b)"),
        ("weekday", r"{weekday}"),
        ("feast", r"{feast}(?: {turn})?"),
        ("deictic", r"(?<!\bla\s)(?<!\besta\s){deictic}"),
        ("shift", r"(?:la |el )?{unit} {turn}"),
        ("shift", r"(?:la |el )?{turn} {unit}"),
        ("shift", r"(?:principios|mediados|finales|fines) (?:de la |del |de ){unit}"),
        ("shift", r"el {unit}(?<=de\ssemana)"),
        ("named", r"{named}"),
        ("ago", r"hace {count} {unit}"),
        ("ago", r"{ahead} {count} {unit}"),
        ("ago", r"{count} {unit} {way}"),
        ("step", r"(?:el |la |al ){unit} {step}"),
        ("duration", r"(?<!\bde\s){count} {unit}"),
        ("duration", r"(?:los|las|estos|estas) (?:últimos|últimas|próximos|próximas|primeros|primeras) {count} {unit}"),
        ("duration", r"(?:los|las) {count} (?:últimos|últimas|próximos|próximas|primeros|primeras) {unit}"),
        ("some", r"(?:varios|varias|algunos|algunas|unos|unas|pocos|pocas|muchos|muchas) {unit}"),
        ("some", r"(?:los|las) (?:últimos|últimas|próximos|próximas) {unit}"),
        ("every", r"cada {unit}"),
        ("every", r"cada {weekday}"),
        ("every", r"cada {count} {unit}"),
        ("every", r"(?:todos|todas) (?:los|las) {unit}"),
        ("every", r"(?:todos )?los {habit}"),
        ("rhythm", r"{rhythm}"),
        ("quarter", r"(?:el |del )?{ordinal} trimestre(?: (?:del? )?{year}| del año {turn})?"),
        ("half", r"(?:el |del )?{ordinal} semestre(?: (?:del? )?{year})?"),
        ("season", r"(?:la |el |esta |este |en ){season}(?: (?:{turn}|de {year}))?"),
        ("season", r"(?:{turn} ){season}"),
        ("decade", r"(?:los )?años (?:{tens_digits}|{tens})"),
        ("decade", r"(?:la )?década de (?:los |los años )?(?:{decade}|{tens_digits}|{tens})"),
        ("century", r"siglo {century}"),
        ("years", r"{year} ?(?:[-–]|a) ?{last_year}"),
        ("calendar", r"(?:(?:principios|mediados|finales|fines) de |año )?{year}"),
        ("clock", r"(?:a las |hacia las |las ){hour}(?:[:.]{minute})?(?: horas| h)?"),
        ("clock_day", r"(?:{weekday}|{deictic}),? a las {hour}(?:[:.]{minute})?(?: horas| h)?"),
        ("part", r"(?:{weekday}|{deictic}) (?:por|en|de|a) (?:la|el) {part}"),
        ("part", r"(?:{weekday}|{deictic}) al {part}"),
        ("part", r"{turn} {part}"),
        ("last_night", r"{last_night}"),
        ("vague", r"{past}"),
        ("vague", r"{present}"),
        ("vague", r"{future}"),
    ),
    since=r"desde (?:el |la |al menos |principios de |mediados de |finales de )?|a partir (?:del |de )",
    between=r"al?|y(?: el)?|hasta(?: el)?",
    tenses=Tenses(
        past=frozenset(
            listed(
                "fue fueron era eran dijo dijeron hizo hicieron hubo vino vinieron tuvo tuvieron puso pusieron estuvo "
                "estuvieron ha han había habían estaba estaban tenía pudo quiso supo trajo produjo condujo dio dieron"
            )
        ),
        past_form=r"\w{2,}(?:ó|aron|ieron|aba|aban)",
        never=frozenset(listed("mayoría categoría teoría histórica")),
        future=frozenset(
            listed(
                "va van prevé prevén previsto prevista previstos previstas debe deben planea planean espera esperan "
                "pretende pretenden programado programada"
            )
        ),
        future_form=r"\w+r(?:á|án|ía|ían|emos)",
        events=frozenset(listed("cumbre reunión encuentro visita elección votación guerra ataque huelga viaje")),
    ),
    year_leads=frozenset(listed("en de del desde hasta año antes después hacia entre y a para")),
    counted=r" \w+s\b",
)
