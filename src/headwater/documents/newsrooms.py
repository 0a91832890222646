"""Newsrooms: agencies that no table holds, known by the form of their names, and the names of a page's own house.

A form alone proves nothing: `Ostrel News Agency` in a sentence is whom somebody spoke to. Callers ask about names that
stand where credits stand.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from headwater.documents.agencies import agency_named
from headwater.documents.repetition import site

Place = Literal["line", "byline", "brackets"]  # of a credit: the later, the less else can stand there
LONGEST = 60  # characters of a name
MOST_WORDS = 6
SHORTEST = 3  # letters of a host that tells how its house is called
_SMALL = frozenset("of and & the for de del della di do da dos du des la le el der die für van het i y e".split())

# The words of kind that a name ends in, one row a family of languages.
_LAST = """
(?:news|press|telegraph(?:ic)?|telegram|features?) ?(?:agency|service|syndicate|bureau|wire)
news ?(?:wires?|feed|source|network|co-?operative|collaborative|exchange|alliance|consortium)
wire service|media wire|wire|content (?:service|agency|exchange)|press (?:association|trust)
\\S*presse-?\\s?agentur|\\S*presse-?\\s?dienst|\\S*nachrichten-?\\s?(?:agentur|dienst)
nieuwsdienst|pers(?:bureau|dienst|agentschap)|\\S*(?:nyhets|telegram)byrån?|nyhedsbureau
(?:tieto|uutis)toimisto|agencja (?:prasowa|informacyjna)|tisková (?:kancelář|agentura)|tlačová agentúra
hírügynökség|távirati iroda|(?:novinska|tiskovna|informativna) agencija|agenție de presă|haber ajansı|ajansı
агентство новостей|информ\\S*агентство|통신사?|뉴스통신|通讯社|通訊社|通信社
"""
# Those that it ends in where the place of credit allows of nothing else.
_LAST_IN_BRACKETS = "press|news|newsroom|media|syndicate|information agency"
# And those that it opens with.
_FIRST = """
(?:news|press) agency of|press trust of|united news of|associated press of|press association of
(?:presse|nachrichten)-?agentur|agence(?: de presse)?|ag[eê]ncia(?: de not[ií]cias| de prensa)?|agència(?: de notícies)?
agenzia(?: di stampa)?|axencia|agenția(?: de presă)?|agjencia|agencja (?:prasowa|informacyjna)|persbureau
kantor berita|thông tấn xã|(?:novinska|tiskovna) agencija|πρακτορείο|информационное агентство|информ\\S*агентство
інформаційн\\S+ аген\\S+|агентство(?: новостей)?|وكالة(?: (?:ال)?[أا]نباء)?|خبرگزاری
"""


def _any(rows: str) -> str:
    return "(?:" + "|".join(rows.strip().splitlines()) + ")"


_ENDS = re.compile(rf"(?P<own>.+?)(?:(?<=[\u3040-\uffef])|[\s-]){_any(_LAST)}$", re.I)
_ENDS_THERE: dict[Place, re.Pattern[str]] = {
    "byline": re.compile(r"(?P<own>\S+\s.+?)\spress$", re.I),  # `Bill Press` is a person's
    "brackets": re.compile(rf"(?P<own>.+?)\s(?:{_LAST_IN_BRACKETS})$", re.I),
}
_OPENS = re.compile(rf"{_any(_FIRST)}\s(?:the\s)?(?P<own>.+)$", re.I)
# Agencies that are offices of a state or firms of a trade, where a language calls all of them by one word.
_OFFICE = re.compile(
    r"\b(?:n[aá][ct]i?ona\w+|nazionale|spa[ct]ial\w*|espacial|tributaria|estatal|statale|europ[eéeä]\w+|federal\w*"
    r"|interna[ct]ional\w*|internazionale|r[eé]gional\w*|municipal|entrate|dogane|immobil\w+|numérique|digital\w*"
    r"|viaggi|viajes|viagens|empleo|salud|santé|sanitaria|reguladora|meteorol\w+|metropolitana)\b",
    re.I,
)
# Words that make no name: what is made of them and a word of kind is a desk, a heading or nobody.
_NOBODY = frozenset("a an any all another her his its my no our other some that their these this those your".split())
_DESK = _NOBODY | frozenset(
    """
    the and of for more local world sports sport business breaking latest top daily weekly us u.s uk national politics
    international regional weather entertainment arts culture tech technology health science education money market
    markets press news media good bad big free fake crime video live hot football soccer city state press-release
    state-run foreign social mass new wire print digital online political financial economic
    """.split()
)
_ARTICLE = re.compile(r"^(?:(?:the|der|die|das)\s+|(?:de\s)?l['’])", re.I)
_SHOUTED = re.compile(r"^(?:[^\W\d_a-zß-ÿ]{2,}\s){2,}(?=[^\W\d_a-z][a-zß-ÿ])")  # a person in capitals before it
_ACRONYM = re.compile(r"\s*[(\[][^\W_]{2,8}[)\]]?$")
_RUN = re.compile(r"[^\W\d_a-z][\w&.’'-]*(?:\s(?:of(?: the)?|de|del|di|du|des|der|für|and|&|[^\W\d_a-z][\w&.’'-]*))*")
_GLUED = re.compile(r"(?<=[^\W\d_])\s?The\s")  # to a person before it
_PARTED = re.compile(r"[,;:|()\[\]/–—\"“”]")
_OF = re.compile(r"\s(?:of|for|and|&)\s(?:the\s)?")  # `Ada Brink of the Ostrel News Agency`
_SIGNS = re.compile(r"[\W_]+")
_COMMON = frozenset("www com net org gov news press amp mobile feeds blog the wire media service agency".split())


def house_named(name: str, place: Place = "line") -> str | None:
    """The agency of a name, by the table or else by its form."""
    return agency_named(name) or newsroom_named(name, place)


@lru_cache(maxsize=256)
def newsroom_named(name: str, place: Place = "line") -> str | None:
    """The agency or newsroom whose name a text is, as printed but for an article; None for all else.

    None for an agency of the table too, which is credited by rules of its own.

    The place of a credit tells which words of kind are enough: in the brackets of a dateline any is, and behind a word
    for "source"; behind one for "by" `Press` is, in a line of its own neither.
    """
    plain = re.sub(r"\s+", " ", name).strip(' .,;:()[]|/©–—-"“”')
    plain = _ACRONYM.sub("", _SHOUTED.sub("", _ARTICLE.sub("", plain)))
    if (
        not plain
        or len(plain) > LONGEST
        or agency_named(plain)
        or _GLUED.search(plain)
        or (place == "byline" and len(plain.split()) > 4)
    ):
        return None
    if (m := _ENDS.match(plain)) and _is_name(m["own"], _NOBODY):
        return plain
    if (m := _OPENS.match(plain)) and _is_name(m["own"], _DESK) and not _OFFICE.search(plain):
        return plain
    m = _ENDS_THERE[place].match(plain) if place in _ENDS_THERE else None
    return plain if m and _is_name(m["own"], _DESK) else None


def newsroom_in(words: str) -> str | None:
    """The first newsroom among the names of a note on who contributed."""
    runs = (re.sub(r"['’]s?$", "", m.group()) for m in _RUN.finditer(words))
    names = (n for run in runs for n in (*_OF.split(run)[1:], run))
    return next((found for name in names if (found := newsroom_named(name))), None)


def _is_name(own: str, empty: frozenset[str]) -> bool:
    """Whether what stands beside a word of kind is a name: few words with capitals, not all of them empty."""
    words = [w for w in re.split(r"[\s-]+", own) if w]
    if _PARTED.search(own) or not 0 < len(words) <= MOST_WORDS or words[0][0].islower():
        return False
    return all(not w[0].islower() or w in _SMALL for w in words) and not {w.casefold() for w in words} <= empty


# -- the page's own house ----------------------------------------------------------------------------------------------


def own_names(url: str | None, *names: str | None) -> tuple[str, ...]:
    """What a page's own house goes by, letters only: the names given, and the labels of its host but the last."""
    labels = site(url).split(".")[:-1]
    return tuple(key for n in (*names, *labels) if n and len(key := _letters(n)) > 2 and key not in _COMMON)


def house_spelt(url: str | None, lines: Iterable[str]) -> str | None:
    """The name of a page's house as the page spells it: the words that, run together, name the house's host.

    "The Lowland Post" of www.thelowlandpost.example; None where the host is a part of another's, or nothing spells it.
    """
    host = _house_label(url)
    if len(host) < SHORTEST:
        return None
    runs = (
        parts[i : i + MOST_WORDS]
        for parts in map(str.split, lines)
        for i, word in enumerate(parts)
        if word[0].isupper() and word[0].lower() == host[0]
    )
    return next((found for run in runs if (found := _spelling(run, host))), None)


def _spelling(run: Sequence[str], host: str) -> str | None:
    """The first words that together are the host's name."""
    said = ""
    for n, word in enumerate(run, 1):
        said += _letters(word)
        if said == host:
            return re.sub(r"\W+$", "", " ".join(run[:n]))
        if not host.startswith(said):
            break
    return None


def _house_label(url: str | None) -> str:
    """What a host calls its house, without figures: `lowlandpost` of www.lowland-post3.co.uk; empty below another."""
    labels = site(url).split(".")
    national = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= len("com")  # as in .co.uk
    *below, house = ["", *labels[: -2 if national else -1]]
    return re.sub(r"\d", "", _letters(house)) if all(x in _COMMON for x in below if x) else ""


def is_own(name: str, own: Sequence[str]) -> bool:
    """Whether a name is one of the page's own house, holds it, is held by it, or is shortened to it."""
    key = _letters(name)
    initials = "".join(w[0] for w in name.casefold().split() if w not in _SMALL)
    return any(key in o or o in key or o == initials for o in own)


def _letters(text: str) -> str:
    return _SIGNS.sub("", text.casefold())
