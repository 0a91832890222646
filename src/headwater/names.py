"""Name: who and what is called by a name; which names are one; which state stands behind them.

Found by capitals, titles, our table of territories, head words and repetition; no model. It is English.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from headwater.records import Record
from headwater.territories import TERRITORIES
from headwater.text import fold, sentences, words

Kind = Literal["person", "place", "organisation", "unknown"]


_Run = list[tuple[int, int]]  # the words of a capitalised run


class Name(Record, frozen=True):
    """One name in a text; a title before it is no part of the span."""

    start: int
    end: int
    form: str  # as printed, without a possessive ending
    kind: Kind
    title: str | None = None  # "Norwegian Foreign Minister", as printed before it


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TITLES = _set(
    "president premier chancellor minister secretary senator sen rep representative congressman congresswoman "
    "governor gov mayor king queen prince princess emperor sheikh sheik sultan emir pope cardinal archbishop "
    "bishop ayatollah imam rabbi rev father mr mrs ms miss dr prof professor sir lady lord dame judge justice "
    "gen general col colonel maj major capt captain lt lieutenant sgt sergeant adm admiral marshal commander "
    "commissioner ambassador envoy consul chairman chairwoman chair spokesman spokeswoman spokesperson speaker "
    "leader chief head director deputy vice prime foreign defence defense interior finance state attorney "
    "superintendent sheriff constable inspector detective officer special acting former ousted opposition "
    "counterpart strongman dictator rebel warlord coach inspector-general secretary-general undersecretary "
    "vice-president first national security adviser advisor council economy trade health energy agriculture "
    "culture"
)
_RANKS = _TITLES - _set(
    "prime foreign defence defense interior finance state security council economy trade health energy "
    "agriculture culture national special acting former ousted opposition first deputy vice rebel"
)
_ORGANISATION = _set(
    "ministry agency council party bank corp corporation inc co company university college school police court "
    "senate congress parliament department committee commission union army navy force forces guard guards "
    "association federation league group fund organization organisation institute foundation society club "
    "press news times post journal gazette herald tribune broadcasting service office bureau authority "
    "administration board assembly house cabinet government command front movement alliance coalition brigade "
    "brigades militia jihad church hospital museum team network radio television tv airlines airways railways "
    "nations embassy secretariat treasury directorate"
)
_ORG_OF = _set(
    "ministry bank university department house institute court board church office bureau college league army city"
)
_PLACE = _set(
    "river street avenue road island islands lake mount mountain mountains bay sea ocean peninsula city county "
    "province airport bridge square valley port harbour harbor desert strait gulf canal region district oblast "
    "state states republic cape coast hill hills park forest falls beach station cosmodrome strip bank heights "
    "territory territories"
)
_LINK = _set("of the de la del di da du van von der den bin ibn al el ben")
_NO_NAME = _set(
    "a an the and but or nor so yet for if then than that this these those there here he she it we you i they "
    "his her its our your their my me him them us who whom whose which what when where why how in on at by to "
    "from with without into onto over under after before during since until till while as of off up down out "
    "about against among between through across near not no yes all any some both each every many much more "
    "most few several other another such only also even just still already now today yesterday tomorrow "
    "however moreover meanwhile although though because despite besides instead perhaps maybe later earlier "
    "once again never always often sometimes recently officials official police troops soldiers rebels "
    "protesters government state local foreign national new old first second third last next one two three "
    "four five six seven eight nine ten is are was were be been has have had do does did will would can could "
    "should may might must let according asked speaking monday tuesday wednesday thursday friday saturday "
    "sunday january february march april june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec gmt est edt pdt utc photo image read via"
)
_JOINTS = (" ", "-", "\u2011", "\u00a0", ". ", ".")
_SAID = _set(
    "said says told added asked wrote warned insisted argued noted explained replied claimed denied stated announced"
)
_INTO_PLACE = _set("in at near from into outside across around through throughout")
_OWN_POSSESSIVE = _set("people's workers' women's men's children's teachers'")  # these stand inside names
_POSSESSIVE = re.compile(r"['’]s?$")
_PUNCTUATION = re.compile(r"[^\w\s]")


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, tuple[str, str]]:
    """Key of a name -> alpha-3 code and which kind of name it is (name, demonym, capital, seat)."""
    table: dict[str, tuple[str, str]] = {}
    for t in TERRITORIES:
        demonyms = [*t.demonyms, *(f"{d}s" for d in t.demonyms if not d.endswith(("s", "sh", "ch", "ese")))]
        for kind, forms in (("name", t.names), ("demonym", demonyms), ("capital", t.capitals), ("seat", t.seats)):
            for form in forms:
                table.setdefault(_key(form), (t.code, kind))
    return table


def country(name: str) -> str | None:
    """The ISO 3166 alpha-3 code that a name stands for, or null.

    A territory, a demonym, a capital or a seat of government, alone or leading a longer name ("Norwegian Navy",
    "Norway's Navy", "Ministry of Defence of Norway").
    """
    exact = _gazetteer().get(_key(name))
    if exact:
        return exact[0]
    for form, code, _ in _territories_in(name):
        at = name.find(form)
        before, after = name[:at].split(), name[at + len(form) :].split()
        leads = bool(after) and (
            after[0] in ("'s", "’s", "'", "’") or fold(after[0]).strip(".,'’") in _TITLES | _ORGANISATION
        )
        if _gazetteer()[_key(form)][1] == "demonym" or leads or name[at + len(form) : at + len(form) + 1] in ("'", "’"):
            return code
        if before and fold(before[-1]) in ("of", "in", "for", "the", "to"):
            return code
    return None


def _territories_in(phrase: str) -> list[tuple[str, str, str]]:
    """The names of territories inside a phrase, leftmost longest: as printed, code, kind of name."""
    found = words(phrase)
    table, hits, i = _gazetteer(), [], 0
    while i < len(found):
        for j in range(min(len(found), i + 6), i, -1):
            form = _POSSESSIVE.sub("", phrase[found[i].start : found[j - 1].end])
            entry = table.get(_key(form))
            if entry and form[0].isupper():
                hits.append((form, *entry))
                i = j - 1
                break
        i += 1
    return hits


@lru_cache(maxsize=16384)
def _key(name: str) -> str:
    """The form under which the table is asked: no article, possessive, full stops; capitals kept for short acronyms."""
    plain = _POSSESSIVE.sub("", " ".join(name.split()))
    plain = re.sub(r"^[Tt]he (?=\S)", "", plain)
    letters = plain.replace(".", "")
    if len(letters) <= 4 and letters.upper() == letters:
        return letters
    return fold(letters).replace("'", "")


def proper_names(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """The names in a stretch, in order, without overlap; adjectives of nationality are places.

    `Name.kind` is told by title, our table of territories, head words, prepositions, and by what the rest of the
    whole text says of the same name.
    """
    stop = len(text) if end is None else min(end, len(text))
    return [name for s in sentences(text, start, stop) for name in _in_sentence(text, s.start, s.end)]


@lru_cache(maxsize=4096)  # a text is asked for as a whole, and again sentence by sentence
def _in_sentence(text: str, start: int, end: int) -> tuple[Name, ...]:
    """The names in one sentence."""
    persons = _surnames(text)
    found: list[Name] = []
    for run in _runs(text, start, end):
        first = not any(c.isalnum() for c in text[start : run[0][0]])
        found += _split(text, _without_opener(text, run) if first else run, persons)
    return tuple(found)


def _without_opener(text: str, run: _Run) -> _Run:
    """A run without the first word of its sentence where that has its capital from there alone."""
    small, capital = _words_by_case(text)
    opener = text[run[0][0] : run[0][1]]
    if len(run) > 1:
        rest = _key(text[run[1][0] : run[-1][1]]) in _gazetteer() and not _leading_nation(text, run)
        return run[1:] if rest or opener.lower() in small else run
    known = _key(opener) in _gazetteer() or opener.isupper() or opener in capital
    return run if known else []


@lru_cache(maxsize=4)
def _words_by_case(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a text that stand in small letters somewhere, and those with a capital inside a sentence."""
    small = frozenset(m.group() for m in re.finditer(r"\b[^\W\d_A-Z][\w'’]*", text))
    capital = frozenset(m[1] for m in re.finditer(r"(?<=[\w,]) ([^\W\d_a-z][\w'’]*)", text))
    return small, capital


def _runs(text: str, start: int, end: int) -> list[_Run]:
    """The runs of capitalised words of a sentence, with small links inside; possessives and commas part them."""
    runs: list[_Run] = []
    run: _Run = []
    for w in words(text, start, end):
        form = text[w.start : w.end]
        follows = bool(run) and text[run[-1][1] : w.start] in _JOINTS and not _ended(text, run[-1])
        capital = form[0].isupper() and not _is_plain(form, bool(run))
        if run and not follows:
            runs.append(run)
            run = []
        if capital or (run and _links(text, run, form)):
            run = [*run, (w.start, w.end)]
        elif run:
            runs.append(run)
            run = []
    runs += [run] if run else []
    return [r for r in (_without_links(text, r) for r in runs) if r]


def _is_plain(form: str, inside: bool) -> bool:
    """Whether a capitalised word is none of a name's: "The", "I'm"; not "US", nor a title inside a run."""
    word = fold(form)
    plain = word in _NO_NAME and not (len(form) > 1 and form.isupper()) and not (inside and word in _TITLES)
    return plain or word.startswith("i'")


def _links(text: str, run: _Run, form: str) -> bool:
    """Whether a small word goes on with a name: "of", a particle, the article of "of the"."""
    before = fold(text[run[-1][0] : run[-1][1]])
    if form == "the":
        return before == "of"
    return fold(form) in _LINK and (form != "of" or before in _ORG_OF | _ORGANISATION | _PLACE | _RANKS)


def _ended(text: str, word: tuple[int, int]) -> bool:
    """Whether a word closes its run: a possessive, or a full stop after more than an initial or a short title."""
    form = text[word[0] : word[1]]
    stopped = text[word[1] : word[1] + 2] == ". " and len(form) > 4
    return stopped or (_POSSESSIVE.search(form) is not None and fold(form) not in _OWN_POSSESSIVE)


def _without_links(text: str, run: _Run) -> _Run:
    while run and fold(text[run[-1][0] : run[-1][1]]) in _LINK:
        run = run[:-1]
    return run


@lru_cache(maxsize=4)  # a text is asked for sentence by sentence
def _surnames(text: str) -> Counter[str]:
    """Words that a title or a verb of saying marks as persons anywhere in the text."""
    marked: Counter[str] = Counter()
    for run in _runs(text, 0, len(text)):
        forms = [fold(_POSSESSIVE.sub("", text[a:b])) for a, b in run]
        titled = [i for i, f in enumerate(forms) if f in _RANKS]
        before = fold(text[max(0, run[0][0] - 24) : run[0][0]]).split()
        after = fold(text[run[-1][1] : run[-1][1] + 24]).split()
        named = forms[titled[-1] + 1 :] if titled else forms
        says = bool(after) and after[0] in _SAID and not _is_group(forms, text, run)
        if named and (titled or says or (before and before[-1] in _RANKS)) and not _is_group(named, text, run):
            marked[named[-1]] += 1
            if len(named) == 3:  # a family name can stand first
                marked[named[0]] += 1
    return marked


def _is_group(forms: Sequence[str], text: str, run: _Run) -> bool:
    whole = text[run[0][0] : run[-1][1]]
    return forms[-1] in _ORGANISATION or _key(whole) in _gazetteer() or whole.isupper() or " of " in whole


def _split(text: str, run: _Run, persons: Counter[str]) -> list[Name]:
    """One run as a title and a name; "Norwegian Foreign Minister Anna Berg" is one name with a title."""
    if not run:
        return []
    forms = [fold(_POSSESSIVE.sub("", text[a:b])) for a, b in run]
    ranks = [i for i, f in enumerate(forms) if f in _RANKS]
    cut = ranks[-1] + 1 if ranks and ranks[-1] + 1 < len(run) and "of" not in forms[: ranks[-1]] else 0
    lead = _leading_nation(text, run)
    if not cut and lead and lead < len(run) and forms[-1] not in _ORGANISATION | _PLACE and lead != len(run):
        return [_name(text, run[:lead], None, persons), *_split(text, run[lead:], persons)]
    if cut and (nation := _trailing_nation(text, run[cut:])):  # a title in a headline: "Minister Visits Norway"
        return [_name(text, nation, None, persons)]
    if cut:
        return [_name(text, run[cut:], text[run[0][0] : run[cut - 1][1]], persons)]
    if all(f in _TITLES for f in forms) and forms[-1] in _RANKS:
        return [_name(text, run[:lead], None, persons)] if lead else []
    return [_name(text, run, None, persons)]


def _leading_nation(text: str, run: _Run) -> int:
    """How many words of a run, from its start, are the name of a people or territory."""
    for n in range(len(run), 0, -1):
        if _key(text[run[0][0] : run[n - 1][1]]) in _gazetteer():
            return n
    return 0


def _trailing_nation(text: str, run: _Run) -> _Run:
    """The territory that closes a longer run."""
    tails = (run[i:] for i in range(1, len(run)))
    return next((t for t in tails if _key(text[t[0][0] : t[-1][1]]) in _gazetteer()), [])


def _name(text: str, run: _Run, title: str | None, persons: Counter[str]) -> Name:
    start, end = run[0][0], run[-1][1]
    form = _POSSESSIVE.sub("", text[start:end])
    if text[end : end + 1] == "." and form.count(".") and form.replace(".", "").isupper():
        end, form = end + 1, form + "."  # the last stop of U.S.
    return Name(start, start + len(form), form, _kind(text, start, form, title, persons), title)


def _kind(text: str, start: int, form: str, title: str | None, persons: Counter[str]) -> Kind:
    forms = [fold(w) for w in form.replace("-", " ").split()]
    entry = _gazetteer().get(_key(form))
    before = fold(text[max(0, start - 24) : start]).split()
    kind: Kind = "unknown"
    if title or (before and before[-1] in _RANKS and forms[-1] not in _ORGANISATION):
        kind = "person"
    elif entry:
        kind = "organisation" if entry[1] == "seat" else "place"
    elif forms[-1] in _ORGANISATION or (len(forms) > 2 and forms[0] in _ORG_OF and forms[1] == "of"):
        kind = "organisation"
    elif forms[-1] in _PLACE:
        kind = "place"
    elif persons[forms[-1]] or (len(forms) <= 3 and persons[forms[0]]):
        kind = "person"
    elif form.replace(".", "").isupper() and 2 <= len(form.replace(".", "")) <= 6:
        kind = "organisation"
    elif before and before[-1] in _INTO_PLACE:
        kind = "place"
    return kind


def same_name(a: str, b: str) -> bool:
    """Whether two names can be one: titles, accents, hyphens and spelling apart; a part of a name; an acronym.

    Names and demonyms of one territory are one; a capital or a seat is another name (compare `country` for that).
    """
    one, two = _table_name(a), _table_name(b)
    if one or two:
        return one == two
    x, y = _tokens(a), _tokens(b)
    if not x or not y:
        return False
    if x == y or _is_acronym(a, y) or _is_acronym(b, x):
        return True
    short, long = sorted((x, y), key=len)
    if len(short) == 1:
        return len(long) > 1 and len(short[0]) > 1 and any(_same_word(short[0], w, 1) for w in _ends(long))
    return _same_person(short, long)


def _ends(forms: Sequence[str]) -> tuple[str, str, str]:
    """The words of a name that can stand for all of it."""
    return forms[0], _head(forms), forms[-1]


def _table_name(name: str) -> str | None:
    entry = _gazetteer().get(_key(name))
    return entry[0] if entry and entry[1] in ("name", "demonym") else None


def _same_person(short: Sequence[str], long: Sequence[str]) -> bool:
    """The family name agrees and every given name of the shorter one has its like, in order."""
    if _ORGANISATION & {short[-1], long[-1]} and short != long[-len(short) :]:
        return False
    ends = _same_word(short[-1], long[-1], 1) and _same_given(short[0], long[0])
    if len(short) == len(long):
        return ends and all(_same_given(s, t) for s, t in zip(short[1:-1], long[1:-1], strict=True))
    return ends or long[: len(short)] == short or long[-len(short) :] == short


def _same_given(a: str, b: str) -> bool:
    initial = len(a) == 1 or len(b) == 1
    return a[0] == b[0] if initial else _same_word(a, b, 2)


def _same_word(a: str, b: str, most: int) -> bool:
    """Whether two words are one in two spellings: the same sounds, and not more than so many letters apart."""
    if a == b or _sound(a) == _sound(b):
        return True
    if min(len(a), len(b)) < 5 or a[0] != b[0]:
        return False
    return _skeleton(a) == _skeleton(b) and distance(_sound(a), _sound(b)) <= most


_SOUNDS = (
    ("kh", "h"),
    ("ck", "k"),
    ("ph", "f"),
    ("tch", "ch"),
    ("tsch", "ch"),
    ("sch", "sh"),
    ("zh", "j"),
    ("x", "ks"),
    ("q", "k"),
    ("yy", "i"),
    ("iy", "i"),
    ("ij", "i"),
    ("ie", "i"),
    ("ey", "ei"),
    ("ay", "ai"),
    ("oo", "u"),
    ("ou", "u"),
    ("w", "v"),
    ("y", "i"),
    ("ii", "i"),
)


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    """One spelling for what transliterations spell in several ways; double letters are single."""
    for spelled, plain in _SOUNDS:
        word = word.replace(spelled, plain)
    return re.sub(r"(?<=[aeiou])h$", "", re.sub(r"(.)\1+", r"\1", word))


@lru_cache(maxsize=4096)
def _skeleton(word: str) -> str:
    """First letter and consonants."""
    sound = _sound(word)
    return sound[:1] + re.sub(r"[aeiouh]", "", sound[1:])


def distance(a: str, b: str) -> int:
    """How many letters must be put in, left out or changed to make one word of the other (Levenshtein 1966)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]


@lru_cache(maxsize=16384)
def _tokens(name: str) -> tuple[str, ...]:
    """The words of a name that tell it apart: titles, articles, accents and full stops gone, hyphens as blanks."""
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name))
    plain = fold("".join(c for c in plain if not unicodedata.combining(c))).translate(
        {ord("ø"): "o", ord("ł"): "l", ord("đ"): "d"}
    )
    found = _PUNCTUATION.sub("", plain.replace("-", " ")).split()
    if found[:1] == ["the"]:
        found = found[1:]
    return tuple(found[_titles(found) :])


def _titles(forms: Sequence[str]) -> int:
    """How many titles open a name; none in that of a body, and no office as such ("Governor of Norland")."""
    n = 0
    while n < len(forms) - 1 and forms[n] in _TITLES and forms[n + 1] != "of" and not _is_body(forms[n:]):
        n += 1
    return n


def _is_body(forms: Sequence[str]) -> bool:
    return _head(forms) in _ORGANISATION


def _head(forms: Sequence[str]) -> str:
    """The word for what a name is of: its last, or the one before "of"."""
    return forms[forms.index("of", 1) - 1] if "of" in forms[1:] else forms[-1]


def _is_acronym(short: str, long: Sequence[str]) -> bool:
    return _letters(short) in _initials(long)


def _letters(name: str) -> str | None:
    """The folded letters of what can be an acronym: capitals alone, with or without full stops."""
    letters = name.replace(".", "")
    return fold(letters) if letters.isupper() and letters.isalpha() else None


def _initials(forms: Sequence[str]) -> tuple[str, ...]:
    """The acronyms of a name of several words: without its small links, and with them."""
    if len(forms) < 2:
        return ()
    return "".join(w[0] for w in forms if w not in _LINK), "".join(w[0] for w in forms)


def canonical(names: Iterable[str]) -> dict[str, str]:
    """Every name -> the one full name that stands for it: the commonest, then the longest of those that are the same.

    `names` are the mentions of one story, repeated as often as they occur; their order changes nothing.
    """
    counts = Counter(names)
    full = sorted(counts, key=lambda n: (-len(_tokens(n)), -counts[n], n))
    heads: dict[str, list[str]] = defaultdict(list)  # by each of their marks
    members: dict[str, list[str]] = {}
    weight: Counter[str] = Counter()
    for name in full:
        marks = _marks(name)
        fits = [h for h in dict.fromkeys(h for m in marks for h in heads[m]) if same_name(name, h)]
        if fits:
            home = max(fits, key=lambda h: (weight[h], h))
        else:
            home = name
            for mark in marks:
                heads[mark].append(name)
        members.setdefault(home, []).append(name)
        weight[home] += counts[name]
    return {m: one for group in members.values() for one in [_fullest(group, counts)] for m in group}


def _marks(name: str) -> set[str]:
    """Two names that are one have a mark in common: their territory, an acronym, or how one of their ends sounds."""
    if code := _table_name(name):
        return {f"={code}"}
    forms = _tokens(name)
    if not forms:
        return set()
    acronyms = {*_initials(forms), _letters(name)}
    return {*(f"~{_skeleton(w)}" for w in _ends(forms)), *(f".{a}" for a in acronyms if a)}


def _fullest(group: Sequence[str], counts: Counter[str]) -> str:
    """The name that a group goes by: the longest of a body, the commonest of others; of two to four words if it can."""
    entry = next((c for n in group if (c := _table_name(n))), None)
    if entry:
        return next(t.names[0] for t in TERRITORIES if t.code == entry)
    bodies = [n for n in group if len(_tokens(n)) > 1 and _is_body(_tokens(n))]
    whole = [n for n in bodies or group if 1 < len(_tokens(n)) <= 4] or bodies or group
    return _bare(max(whole, key=lambda n: (len(_tokens(n)) if bodies else 0, counts[n], len(n), n)))


def _bare(name: str) -> str:
    """A name without article and titles, as printed."""
    parts = _POSSESSIVE.sub("", name).split()
    if len(parts) > 1 and fold(parts[0]) == "the":
        parts = parts[1:]
    return " ".join(parts[_titles([fold(p).strip(".,") for p in parts]) :])
