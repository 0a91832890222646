"""Findings: one story's claims, differences, links, sayings and dates, as records that a template only prints."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from headwater.claims import Claim, Conflict, Descent, Support
from headwater.claims import count as rungs_under
from headwater.events import Actor, Event
from headwater.records import Place, Record
from headwater.report.dossier import Anchor, Dossier, name
from headwater.report.tree import short_day
from headwater.report.words import capital, chance, count, day, excerpt, listing, strength
from headwater.statements import Statement
from headwater.stemma import Alternative, Derivation, Evidence, Witness
from headwater.text import fold

_HOW = {
    "copy": "copied from",
    "trim": "shortened from",
    "rewrite": "rewritten from",
    "merge": "merged from",
    "update": "a later version of",
    "quote": "quotes",
}
_KINDS = {
    "conflict": "conflict: both cannot hold",
    "update": "update: a later version says otherwise",
    "variant": "",  # told by the heading over them
}
_MOST_COLUMNS = 12  # documents; a wider matrix is printed as lists
_MOST_ROWS = 12
_MOST_PLACES = 2
_MOST_REASONS = 5  # told in full for a link of the tree; lighter ones stand together by kind
_SHORT = 72  # characters, about a dozen words, of what is told in a list; the link leads to all of it


class Ref(Record, frozen=True):
    """A document's letter, or words, that lead to a place."""

    text: str
    place: Anchor


class ReadingRow(Record, frozen=True):
    """One reading and where it stands."""

    value: str
    refs: tuple[Ref, ...]


class Rung(Record, frozen=True):
    """One rung of a ladder: a number, its noun, and what it counts."""

    n: int
    noun: str
    meaning: str


class Summary(Record, frozen=True):
    """A story in short."""

    headline: str
    when: str
    sentences: tuple[str, ...]
    ladder: tuple[Rung, ...]


def summary(dossier: Dossier) -> Summary:
    """The plain sentences and the ladder at the head of a story."""
    story = dossier.story
    cited = [s for c in dossier.claims for s in c.supports if s.speaker != s.newsroom]
    newsrooms, speakers = _newsrooms(dossier), rungs_under(cited).speakers
    ladder = (
        Rung(len(story.documents), _noun(len(story.documents), "document"), "pages that tell the story"),
        Rung(story.lines, _noun(story.lines, "text"), "written apart from each other; copies and rewrites count once"),
        Rung(newsrooms, _noun(newsrooms, "newsroom"), "reported it; whoever put up an agency’s text is not counted"),
        Rung(speakers, _noun(speakers, "speaker"), "cited in them; what they say comes from these"),
    )
    return Summary(story.headline or story.id, when(dossier), _sentences(dossier, ladder), ladder)


def _newsrooms(dossier: Dossier) -> int:
    """Who stands at the tops of the tree, by the rule of the claims: an agency with a credit, else the publisher."""
    descent = Descent(dossier.witnesses, dossier.derivations, documents=dossier.documents)
    return len({fold(descent.newsroom(w.id)) for w in dossier.witnesses if w.origin})


def when(dossier: Dossier) -> str:
    """The days over which a story was written about: as its row has them, else as its texts are dated."""
    held = {d.id for d in dossier.documents}
    dates = sorted(w.date.split("/")[0][:10] for w in dossier.witnesses if w.date and w.id in held)
    first = dossier.story.first or (dates[0] if dates else None)
    last = dossier.story.last or (dates[-1] if dates else None)
    if not first or not last:
        return "undated"
    return day(first if last.startswith(first) else f"{first}/{last}")


def _noun(n: int, noun: str) -> str:
    return noun if n == 1 else noun + "s"


def _sentences(dossier: Dossier, ladder: Sequence[Rung]) -> tuple[str, ...]:
    """One sentence a fact, only for facts that are there."""
    documents, texts, newsrooms, speakers = (rung.n for rung in ladder)
    first = f"{capital(count(documents, 'document'))} {_come_down(documents, texts)}"
    if newsrooms:
        first += f" from {count(newsrooms, 'newsroom')}"
    if speakers:
        first += f", citing {count(speakers, 'speaker')}"
    lost = sum(w.kind == "lost" for w in dossier.witnesses)
    differing = sum(c.kind == "conflict" for c in dossier.conflicts)
    later = sum(c.kind == "update" for c in dossier.conflicts)
    facts = [
        f"{capital(count(lost, 'source'))} that they draw on {'is' if lost == 1 else 'are'} lost" if lost else "",
        f"The accounts differ on {count(differing, 'point')}" if differing else "",
        f"{capital(count(later, 'point was', 'points were'))} changed by a later version" if later else "",
    ]
    return tuple(f"{s}." for s in (first, *facts) if s)


def _come_down(documents: int, texts: int) -> str:
    if documents == 1:
        return "stands alone,"
    return f"come down to {count(texts, 'text')}" if texts < documents else "tell it, each a text of its own,"


# ---- the links of the tree


class Reason(Record, frozen=True):
    """One piece of evidence."""

    text: str
    strength: str
    bits: str
    refs: tuple[Ref, ...]
    more: int  # places that are not listed


class Runner(Record, frozen=True):
    """A parent that was weighed and lost."""

    siglum: str
    how: str
    chance: str
    reasons: tuple[str, ...]


class Link(Record, frozen=True):
    """One edge of the tree with its evidence."""

    parent: str
    child: str
    how: str
    chance: str
    sure: bool
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    runners: tuple[Runner, ...]


def links(dossier: Dossier) -> list[Link]:
    """Every edge of the tree, in the order of the children; runners-up stand with a child's likeliest parent."""
    place = {w.id: n for n, w in enumerate(dossier.witnesses)}
    edges = sorted(dossier.derivations, key=lambda d: (place[d.child], -d.probability, d.parent))
    others: dict[str, list[Alternative]] = defaultdict(list)
    for a in sorted(dossier.alternatives, key=lambda a: (-a.probability, a.parent)):
        others[a.child].append(a)
    put = _by_letter(dossier)
    return [_link(dossier, d, others.pop(d.child, [])[:3], put) for d in edges]


def descent(dossier: Dossier) -> dict[str, str]:
    """For every witness in words where it comes from: `copied from α, 92 %`."""
    said: dict[str, list[str]] = defaultdict(list)
    for d in sorted(dossier.derivations, key=lambda d: (d.child, -d.probability, d.parent)):
        said[d.child].append(f"{how(d)} {dossier.siglum(d.parent)}, {chance(d.probability)}")
    parents = {d.parent for d in dossier.derivations}
    return {w.id: " · ".join(said[w.id]) or _origin(w, w.id in parents) for w in dossier.witnesses}


def _origin(witness: Witness, copied: bool) -> str:
    """What to say of a text without a parent."""
    if witness.kind == "lost":
        return "known only from the texts below"
    return "copied from none of the others" if copied else "shares no wording with the others"


def how(d: Derivation) -> str:
    """The kind of a derivation as a verb."""
    return _HOW[d.how]


def _link(dossier: Dossier, d: Derivation, others: Iterable[Alternative], put: Callable[[str], str]) -> Link:
    reasons = sorted(d.evidence, key=lambda e: (-abs(e.weight), e.text))
    told, rest = reasons[:_MOST_REASONS], reasons[_MOST_REASONS:]

    def side(favour: bool) -> tuple[Reason, ...]:
        light = [e for e in rest if e.in_favour is favour]
        return (*(_reason(dossier, e, put) for e in told if e.in_favour is favour), *_together(dossier, light, put))

    return Link(
        parent=dossier.siglum(d.parent),
        child=dossier.siglum(d.child),
        how=how(d),
        chance=chance(d.probability),
        sure=d.probability >= 0.5,
        reasons_for=side(True),
        reasons_against=side(False),
        runners=tuple(_runner(dossier, a, put) for a in others),
    )


def _runner(dossier: Dossier, a: Alternative, put: Callable[[str], str]) -> Runner:
    reasons = tuple(put(e.text) for e in a.evidence[:_MOST_PLACES])
    return Runner(dossier.siglum(a.parent), how(a), chance(a.probability), reasons)


def _together(dossier: Dossier, evidence: Iterable[Evidence], put: Callable[[str], str]) -> Iterable[Reason]:
    """Evidence of one kind as one row with all its places; a lone piece in full."""
    kinds: dict[str, list[Evidence]] = defaultdict(list)
    for e in evidence:
        kinds[e.kind].append(e)
    for kind, group in kinds.items():
        if len(group) == 1:
            yield _reason(dossier, group[0], put)
        else:
            refs = tuple(_ref(dossier, e.spans[0]) for e in group if e.spans)
            yield Reason(f"{len(group)} more of this kind: {kind}", *_weight(sum(e.weight for e in group)), refs, 0)


def _weight(weight: float) -> tuple[str, str]:
    """How heavy it weighs: in a word, and in bits."""
    bits = abs(weight)
    return strength(bits), f"{bits:.0f}" if bits >= 1 else "under 1"


def _reason(dossier: Dossier, e: Evidence, put: Callable[[str], str]) -> Reason:
    refs = tuple(_ref(dossier, _opening(dossier, place)) for place in e.spans[:_MOST_PLACES])
    return Reason(put(e.text), *_weight(e.weight), refs, len(e.spans) - len(refs))


def _opening(dossier: Dossier, place: Place) -> Place:
    """The place as far as the block goes in which it begins: the marks of the text show how far it runs."""
    blocks = dossier.blocks.get(place.document, ())
    end = next((b.end for b in blocks if b.start <= place.start < b.end), place.end)
    return Place(place.document, place.start, min(place.end, end))


def _by_letter(dossier: Dossier) -> Callable[[str], str]:
    """A way to write sentences with the letters of witnesses for their labels; what stands in quotes stays."""
    labels = Counter(w.label for w in dossier.witnesses if len(w.label) > 2)
    letters = {w.label: dossier.siglum(w.id) for w in dossier.witnesses if labels[w.label] == 1}
    names = "|".join(re.escape(n) for n in sorted(letters, key=lambda n: (-len(n), n)))
    pattern = re.compile(rf"“[^”]*”|(?<!\w)(?:{names})(?!\w)" if names else r"“[^”]*”")
    return lambda text: pattern.sub(lambda m: letters.get(m[0], m[0]), text)


def _ref(dossier: Dossier, place: Place | Support | Statement) -> Ref:
    return Ref(dossier.siglum(place.document), dossier.at(Place(place.document, place.start, place.end)))


def _refs(dossier: Dossier, places: Iterable[Place]) -> tuple[Ref, ...]:
    """Letters that lead to places, in the order of the texts."""
    return tuple(_ref(dossier, p) for p in sorted(places, key=lambda p: (_order(dossier, p.document), p.start)))


def _order(dossier: Dossier, document: str) -> int:
    """Where a text stands in the tree."""
    return next((n for n, w in enumerate(dossier.sigla) if w == document), len(dossier.sigla))


def _letters(dossier: Dossier, documents: Iterable[str]) -> str:
    """The letters of texts, each once, in the order of the tree."""
    return " ".join(dossier.siglum(d) for d in sorted(set(documents), key=lambda d: (_order(dossier, d), d)))


# ---- who says so


class Cell(Record, frozen=True):
    """How one document stands to one claim."""

    siglum: str
    how: str  # says, cites, quotes, differs, absent
    note: str
    place: Anchor | None


class Chain(Record, frozen=True):
    """Through whom a statement came, the speaker first, and in which documents."""

    links: tuple[str, ...]
    sigla: str


class Step(Record, frozen=True):
    """One rung of a claim's ladder, told apart: `3 newsrooms: …`."""

    n: int
    noun: str
    members: tuple[str, ...]


class ClaimRow(Record, frozen=True):
    """One claim over all documents, with its number on the page."""

    n: int
    text: str
    cells: tuple[Cell, ...]
    groups: tuple[ReadingRow, ...]  # the same by manner, for a story with more documents than a table has room for
    chains: tuple[Chain, ...]
    ladder: tuple[Step, ...]


class Column(Record, frozen=True):
    """A document at the head of the matrix."""

    siglum: str
    key: str
    name: str


class Matrix(Record, frozen=True):
    """Claims by documents."""

    columns: tuple[Column, ...]
    rows: tuple[ClaimRow, ...]
    folded: tuple[ClaimRow, ...]
    wide: bool  # too many documents for a table: cells are lists


def matrix(dossier: Dossier) -> Matrix:
    """The claims that more than one document makes or that accounts differ on, the best attested first."""
    said = _statements(dossier)
    rows = [_claim_row(dossier, n, c, said) for n, c in enumerate(_told(dossier), 1)]
    columns = tuple(Column(dossier.siglum(d.id), dossier.keys[d.id], name(d)) for d in dossier.documents)
    return Matrix(columns, tuple(rows[:_MOST_ROWS]), tuple(rows[_MOST_ROWS:]), len(columns) > _MOST_COLUMNS)


def _told(dossier: Dossier) -> list[Claim]:
    """The claims of the matrix in their order."""
    disputed = {c.claim for c in dossier.conflicts if c.kind != "variant"}
    claims = [c for c in dossier.claims if c.ladder.documents > 1 or c.id in disputed]
    return sorted(claims, key=lambda c: (-(c.id in disputed), -c.ladder.documents, -c.ladder.texts, c.id))


def _statements(dossier: Dossier) -> dict[str, list[Statement]]:
    said: dict[str, list[Statement]] = defaultdict(list)
    for s in dossier.statements:
        if s.comment is None:
            said[s.document].append(s)
    return said


def _claim_row(dossier: Dossier, n: int, claim: Claim, said: dict[str, list[Statement]]) -> ClaimRow:
    sources = [(s, _source(s, said[s.document])) for s in sorted(claim.supports)]
    cells = tuple(_cell(dossier, d.id, claim, sources) for d in dossier.documents)
    groups = _groups(cells)
    return ClaimRow(n, claim.text, cells, groups, _chains(dossier, sources), _ladder(dossier, claim))


def _groups(cells: Iterable[Cell]) -> tuple[ReadingRow, ...]:
    """The documents that say a thing in one manner, together."""
    grouped: dict[str, list[Ref]] = defaultdict(list)
    for c in cells:
        if c.place:
            grouped[f"{c.how} {c.note}".strip()].append(Ref(c.siglum, c.place))
    return tuple(ReadingRow(manner, tuple(refs)) for manner, refs in grouped.items())


def _source(support: Support, statements: Iterable[Statement]) -> Statement | None:
    """The statement that most of a support stands in, if the page does not say it in its own voice."""
    best: tuple[int, Statement] | None = None
    for s in statements:
        shared = min(s.end, support.end) - max(s.start, support.start)
        if shared * 2 >= support.end - support.start and (best is None or shared > best[0]):
            best = (shared, s)
    return best[1] if best else None


def _cell(dossier: Dossier, document: str, claim: Claim, sources: Sequence[tuple[Support, Statement | None]]) -> Cell:
    siglum = dossier.siglum(document)
    for value, place in _other_readings(dossier, claim, document):
        return Cell(siglum, "differs", value, dossier.at(place))
    for support, source in sources:
        if support.document == document:
            verb = "says" if source is None else "cites" if source.kind == "indirect" else "quotes"
            return Cell(siglum, verb, "", dossier.at(Place(document, support.start, support.end)))
    return Cell(siglum, "absent", "", None)


def _other_readings(dossier: Dossier, claim: Claim, document: str) -> Iterable[tuple[str, Place]]:
    """What a document prints instead of the claim's own reading, where accounts of the claim differ."""
    for conflict in dossier.conflicts:
        if conflict.claim == claim.id and conflict.kind != "variant":
            own = _own_reading(conflict, claim)
            for n, reading in enumerate(conflict.readings):
                for place in reading.supports if n != own else ():
                    if place.document == document:
                        yield reading.value, place


def _own_reading(conflict: Conflict, claim: Claim) -> int:
    """The reading that stands in the supports of the claim; the first where none does."""

    def inside(n: int) -> int:
        return sum(
            s.document == p.document and s.start <= p.start and p.end <= s.end
            for p in conflict.readings[n].supports
            for s in claim.supports
        )

    return max(range(len(conflict.readings)), key=lambda n: (inside(n), -n), default=0)


def _chains(dossier: Dossier, sources: Iterable[tuple[Support, Statement | None]]) -> tuple[Chain, ...]:
    grouped: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for support, source in sources:
        if source:
            grouped[_chain(dossier, source)].append(support.document)
    return tuple(Chain(chain, _letters(dossier, documents)) for chain, documents in grouped.items())


def _chain(dossier: Dossier, s: Statement) -> tuple[str, ...]:
    """The speaker first, then through whom; the page itself closes every chain and is not repeated."""
    links = [link.name for link in reversed(s.chain)] or [s.speaker]
    return tuple(dict.fromkeys(dossier.names.get(n, n) for n in links))


def _ladder(dossier: Dossier, claim: Claim) -> tuple[Step, ...]:
    """The four rungs with what stands on each; the documents are those of the row."""
    rungs = claim.ladder

    def members(key: str) -> tuple[str, ...]:
        groups: dict[str, list[str]] = defaultdict(list)
        for s in claim.supports:
            groups[getattr(s, key)].append(s.document)
        named = {k: (dossier.siglum(k) or "unnamed", _letters(dossier, v)) for k, v in sorted(groups.items())}
        return tuple(n if len(named) == 1 or n == letters else f"{n} ({letters})" for n, letters in named.values())

    return (
        Step(rungs.documents, _noun(rungs.documents, "document"), ()),
        Step(rungs.texts, _noun(rungs.texts, "text"), members("text_line")),
        Step(rungs.newsrooms, _noun(rungs.newsrooms, "newsroom"), members("newsroom")),
        Step(rungs.speakers, _noun(rungs.speakers, "speaker"), members("speaker")),
    )


# ---- where accounts differ


class Difference(Record, frozen=True):
    """One point on which accounts differ."""

    slot: str
    kind: str
    meaning: str
    claim: int | None  # its number in the matrix
    readings: tuple[ReadingRow, ...]
    arises: str


def differences(dossier: Dossier) -> list[Difference]:
    """All differences: conflicts, then updates, then variants."""
    order = list(_KINDS)
    claims = {c.id: n for n, c in enumerate(_told(dossier), 1)}
    rows = sorted(dossier.conflicts, key=lambda c: (order.index(c.kind), c.slot, c.id))
    return [
        Difference(
            slot=c.slot,
            kind=c.kind,
            meaning=_KINDS[c.kind],
            claim=claims.get(c.claim or ""),
            readings=tuple(ReadingRow(r.value, _refs(dossier, r.supports)) for r in c.readings),
            arises=dossier.siglum(c.arises) if c.arises else "",
        )
        for c in rows
    ]


# ---- who speaks


class Saying(Record, frozen=True):
    """One thing said, told once, however many texts print it."""

    text: str
    note: str  # denied or alleged; through whom
    refs: tuple[Ref, ...]


class Speaker(Record, frozen=True):
    """Somebody who is cited, with all that is attributed to them."""

    name: str
    named: bool
    sigla: str
    claims: tuple[int, ...]  # the claims of the matrix, by number, in which they are cited
    sayings: tuple[Saying, ...]  # what no claim of the matrix tells


def speakers(dossier: Dossier) -> list[Speaker]:
    """Everybody who is cited in the accounts themselves, those in most texts first."""
    by_speaker: dict[tuple[str, bool], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for s in dossier.statements:
        if s.comment is None:
            by_speaker[dossier.names.get(s.speaker, s.speaker), s.named][s.utterance or s.id].append(s)
    supports = _numbered(dossier)
    rows = [_speaker(dossier, who, said, supports) for who, said in by_speaker.items()]
    return sorted(rows, key=lambda r: (not r.named, -len(r.sigla.split()), -len(r.claims), -len(r.sayings), r.name))


def _numbered(dossier: Dossier) -> dict[str, list[tuple[int, Support]]]:
    """The supports of the claims in the matrix, by document, with the numbers of the claims."""
    found: dict[str, list[tuple[int, Support]]] = defaultdict(list)
    for n, claim in enumerate(_told(dossier), 1):
        for support in claim.supports:
            found[support.document].append((n, support))
    return found


def _speaker(
    dossier: Dossier,
    who: tuple[str, bool],
    said: dict[str, list[Statement]],
    supports: dict[str, list[tuple[int, Support]]],
) -> Speaker:
    place = {d.id: n for n, d in enumerate(dossier.documents)}
    every = [s for group in said.values() for s in group]
    numbers: set[int] = set()
    groups: list[list[Statement]] = []
    for group in said.values():
        whole = [s for s in group if not any(_within(s, other) for other in every)]
        rest = [s for s in whole if s.polarity != "asserted" or not _numbers(s, supports)]
        numbers |= {n for s in whole if s not in rest for n in _numbers(s, supports)}
        if rest:
            groups.append(sorted(rest, key=lambda s: (place.get(s.document, 0), s.start)))
    groups.sort(key=lambda g: (-len({s.document for s in g}), place.get(g[0].document, 0), g[0].start))
    sigla = _letters(dossier, (s.document for s in every))
    return Speaker(*who, sigla, tuple(sorted(numbers)), tuple(_saying(dossier, g) for g in groups))


def _within(inner: Statement, outer: Statement) -> bool:
    """Whether a statement is only a part of another."""
    held = inner.document == outer.document and outer.start <= inner.start and inner.end <= outer.end
    return held and inner.end - inner.start < outer.end - outer.start and inner.polarity == outer.polarity


def _numbers(s: Statement | Place, supports: dict[str, list[tuple[int, Support]]]) -> list[int]:
    """The claims of the matrix that tell what stands here: those that have most of it."""
    near = supports.get(s.document, ())
    return [n for n, at in near if 2 * (min(s.end, at.end) - max(s.start, at.start)) > s.end - s.start]


def _saying(dossier: Dossier, group: Sequence[Statement]) -> Saying:
    first = group[0]
    through = listing(_chain(dossier, first)[1:])
    notes = (first.polarity if first.polarity != "asserted" else "", f"through {through}" if through else "")
    words = excerpt(dossier.text(first.document, first.start, first.end), _SHORT)
    return Saying(words, ", ".join(filter(None, notes)), tuple(_ref(dossier, s) for s in group))


# ---- when


class Deed(Record, frozen=True):
    """An event or the words of a date, with the claims of the matrix that tell it, and where else it stands."""

    told: str
    claims: tuple[int, ...]
    refs: tuple[Ref, ...]


class Moment(Record, frozen=True):
    """One date with all that is tied to it."""

    value: str
    label: str
    published: tuple[str, ...]
    events: tuple[Deed, ...]
    mentions: tuple[Deed, ...]


def timeline(dossier: Dossier) -> list[Moment]:
    """Texts, events and dates that the texts speak of, in the order of the calendar."""
    published: dict[str, list[str]] = defaultdict(list)
    events: dict[str, list[Deed]] = defaultdict(list)
    supports = _numbered(dossier)
    mentions: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for witness in dossier.witnesses:
        if witness.date:
            published[witness.date].append(dossier.siglum(witness.id))
    for event in dossier.events:
        if event.date:
            events[event.date].append(_deed(dossier, _told_of(event), event.supports, supports))
    for found in dossier.dates:
        if found.type == "date" and found.value:
            place = Place(found.document, found.start, found.end)
            mentions[found.value][excerpt(found.text, 40)].append(place)
    values = sorted({*published, *events, *mentions}, key=lambda v: (v.lstrip("./"), v))
    return [
        Moment(
            v,
            short_day(v),
            tuple(published[v]),
            tuple(sorted(events[v])),
            tuple(_deed(dossier, words, places, supports) for words, places in sorted(mentions[v].items())),
        )
        for v in values
    ]


def _apart(places: Iterable[Place]) -> Iterable[Place]:
    """The places with those that overlap joined."""
    last: Place | None = None
    for place in sorted(places):
        if last and last.document == place.document and place.start < last.end:
            last = Place(last.document, last.start, max(last.end, place.end))
        else:
            if last:
                yield last
            last = place
    if last:
        yield last


def _deed(dossier: Dossier, told: str, places: Iterable[Place], supports: dict[str, list[tuple[int, Support]]]) -> Deed:
    held = [p for p in places if p.document in dossier.sigla]
    numbers = {p: _numbers(p, supports) for p in held}
    rest = _apart(p for p in held if not numbers[p])
    return Deed(told, tuple(sorted({n for p in held for n in numbers[p]})), _refs(dossier, rest))


def _told_of(event: Event) -> str:
    """An event on one line: who, what, whom."""
    kind = event.type.lower().replace("_", " ") + (f", {event.mode.replace('_', ' ')}" if event.mode else "")
    sides = [listing([_actor(a) for a in side]) for side in (event.source, event.target)]
    told = " → ".join(filter(None, sides))
    status = "" if event.status == "reported" else f" ({event.status})"
    return f"{kind}: {told}{status}" if told else kind + status


def _actor(actor: Actor) -> str:
    return actor.name or actor.country or "somebody"


# ---- what only one says


class Stretch(Record, frozen=True):
    """Claims that follow each other in a text, by the opening words of the first."""

    n: int
    first: Ref


class Lone(Record, frozen=True):
    """What only one document says."""

    siglum: str
    n: int
    told: tuple[Stretch, ...]


def only_here(dossier: Dossier) -> list[Lone]:
    """For every document the claims that no other makes, in its own order; what it cites is told by speaker."""
    grouped: dict[str, list[tuple[Place, str]]] = defaultdict(list)
    said = _statements(dossier)
    for claim in dossier.claims:
        if len({s.document for s in claim.supports}) == 1:
            first = min(claim.supports)
            if not _source(first, said[first.document]):
                grouped[first.document].append((Place(first.document, first.start, first.end), claim.text))
    return [
        Lone(dossier.siglum(d.id), len(grouped[d.id]), tuple(_stretches(dossier, d.text, sorted(grouped[d.id]))))
        for d in dossier.documents
        if d.id in grouped
    ]


def _stretches(dossier: Dossier, text: str, told: Sequence[tuple[Place, str]]) -> Iterable[Stretch]:
    """Claims with nothing but white space between them as one."""
    runs: list[list[tuple[Place, str]]] = []
    for place, words in told:
        if runs and not text[runs[-1][-1][0].end : place.start].strip():
            runs[-1].append((place, words))
        else:
            runs.append([(place, words)])
    for run in runs:
        whole = Place(run[0][0].document, run[0][0].start, max(place.end for place, _ in run))
        yield Stretch(len(run), Ref(excerpt(run[0][1], _SHORT), dossier.at(whole)))
