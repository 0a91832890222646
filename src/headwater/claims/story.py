"""The claims and conflicts of one story."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from headwater.claims.addresses import addresses, outside
from headwater.claims.ages import ages
from headwater.claims.alike import rarity
from headwater.claims.along import Along
from headwater.claims.anchored import anchored
from headwater.claims.apparatus import Reading, Row, arises, compared, kind_of, rows
from headwater.claims.encounters import Disputed, disputed, meetings
from headwater.claims.kinds import Claim, Conflict, Variant
from headwater.claims.ladder import Descent, count
from headwater.claims.lineup import grouped, vouched
from headwater.claims.matters import Matters
from headwater.claims.misprints import Found
from headwater.claims.slips import slips
from headwater.claims.spellings import Called, spelt
from headwater.claims.telling import clearest, is_claim
from headwater.claims.values import Facts, facts
from headwater.claims.wording import Sentence, told
from headwater.dates import When
from headwater.documents import Body
from headwater.names import Name, canonical, proper_names
from headwater.passages import Passage
from headwater.records import Place, Span
from headwater.statements import Statement
from headwater.stories import Story
from headwater.text import at_offset, digest, fold


class Grounds(NamedTuple):
    """What the claims of all stories are made from, by document."""

    bodies: dict[str, Body]
    passages: dict[str, list[Passage]]  # by their first document
    dates: dict[str, list[When]]
    written: dict[str, str | None]
    statements: dict[str, list[Statement]]
    descent: Descent


def claims(grounds: Grounds, story: Story) -> Iterator[Claim | Conflict]:
    """The claims and conflicts of one story, in the order in which its documents tell them."""
    held = [grounds.bodies[d] for d in sorted(story.documents) if d in grounds.bodies]
    called = {b.document: _called(b) for b in held}
    full = canonical(n.form for d in sorted(called) for n in called[d])
    every = [f for b in held for f in _facts(grounds, b, called[b.document], full)]
    sentences = [f.sentence for f in every]
    passages = [p for b in held for p in grounds.passages.get(b.document, ())]
    worth = rarity(sentences)
    pairs = list(vouched(sentences, passages))
    sure = frozenset((sentences[i].key, sentences[j].key) for i, j, _ in pairs)
    persons = frozenset(full[n.form] for d in sorted(called) for n in called[d] if n.kind == "person")
    every_name = [Called(Place(d, n.start, n.end), n.form) for d in sorted(called) for n in called[d]]
    names = spelt(
        Called(Place(d, n.start, n.end), n.form) for d in sorted(called) for n in called[d] if n.kind != "place"
    )
    known = {pair for n in names if n.kind == "conflict" for pair in _slips(*(f[0].printed for f in n.forms))}
    small = {w.form for s in sentences for w in s.words if s.printed(w.start, w.end)[:1].islower()}
    odd = slips(every_name, small, {frozenset(pair) for pair in known})
    known |= {pair for n in odd for pair in _slips(*(f[0].printed for f in n.forms))}
    names += odd
    groups = grouped(sentences, pairs)
    matters = Matters(every)
    found = [f for g in groups for f in compared(every, g, worth, sure) if _of_one_matter(every, f, sure, matters)]
    found += [*anchored(every, worth, grounds.written), *ages(every, grounds.written)]
    table = [row for row in rows(every, groups, found) if not _is_slip(row, known)]
    of_sentence: dict[int, str] = {}
    for group in groups:
        for ids in _sides(group, table):
            if claim := _claim(grounds.descent, story, [every[i] for i in ids]):
                of_sentence |= dict.fromkeys(ids, claim.id)
                yield claim
    for row in table:
        yield _conflict(grounds.descent, story, of_sentence.get(min(row.readings[0].places)), row)
    for name in names:
        readings = [Reading(f[0].printed, {n: c.place for n, c in enumerate(f)}) for f in name.forms]
        yield _conflict(grounds.descent, story, None, Row("name", name.kind, tuple(readings)))
    for meeting in disputed(meetings(every, persons), grounds.written):
        yield _conflict(grounds.descent, story, None, _meeting(meeting))


def _called(body: Body) -> list[Name]:
    """The names in a document's body."""
    if not body.body:
        return []
    found = proper_names(body.text, body.body[0].start, body.body[-1].end)
    starts = [p.start for p in body.body]
    free = outside(found, addresses(body.text, body.body[0].start, body.body[-1].end))
    return [n for n in free if n.end <= body.body[max(0, at_offset(starts, n.start))].end]


def _facts(grounds: Grounds, body: Body, called: Sequence[Name], full: Mapping[str, str]) -> Iterator[Facts]:
    """The sentences of a document with the values in them."""
    written = grounds.written.get(body.document)
    whens, names = Along(grounds.dates.get(body.document, ())), Along(called)
    for s in told(body, grounds.statements.get(body.document, ()), called, full):
        yield facts(s, whens.touching(s.start, s.end), names.touching(s.start, s.end), full, written)


def _slips(right: str, odd: str) -> Iterator[tuple[str, str]]:
    """Two forms of a name, and the words in which they differ."""
    yield fold(right), fold(odd)
    yield from zip(fold(right).split(), fold(odd).split(), strict=False)


def _is_slip(row: Row, slips: set[tuple[str, str]]) -> bool:
    """Whether a row only repeats, for one sentence, a slip in a name of the story."""
    forms = [fold(r.value) for r in row.readings]
    return row.slot in ("name", "place") and any((a, b) in slips or (b, a) in slips for a, b in combinations(forms, 2))


def _of_one_matter(every: Sequence[Facts], found: Found, sure: frozenset[tuple[str, str]], matters: Matters) -> bool:
    """Whether a difference is a variant, stands in one wording, or in two accounts of one matter."""
    a, b = every[found.a], every[found.b]
    keys = (a.sentence.key, b.sentence.key)
    return found.difference.kind == "variant" or keys in sure or keys[::-1] in sure or matters.one(a, b)


def _sides(group: Sequence[int], table: Sequence[Row]) -> list[list[int]]:
    """The sentences of a group, parted by what cannot hold together; what has no reading goes with the most."""
    clashing = [row for row in table if row.kind == "conflict" and _divides(row, group)]
    sides: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for i in group:
        sides[tuple(next((n for n, r in enumerate(row.readings) if i in r.places), 0) for row in clashing)].append(i)
    return [sides[k] for k in sorted(sides)]


def _divides(row: Row, group: Sequence[int]) -> bool:
    return sum(not r.places.keys().isdisjoint(group) for r in row.readings) > 1


def _claim(descent: Descent, story: Story, group: Sequence[Facts]) -> Claim | None:
    """What these sentences say, if it is a claim at all."""
    sentences = [f.sentence for f in group]
    if not any(is_claim(f, descent.statement(f.sentence.place) is not None) for f in group):
        return None
    supports = descent.supports((s.place for s in sentences), _focus(sentences))
    text = clearest(sentences)
    key = "|".join([story.id, *(f"{s.document}:{s.start}-{s.end}" for s in supports)])
    return Claim(f"claim:{digest(key)[:12]}", story.id, text, count(supports), supports)


def _focus(sentences: Sequence[Sentence]) -> dict[Place, list[Span]]:
    """The words of weight that most of these sentences have in common, in each of them."""
    counts = Counter(stem for s in sentences for stem in s.matter)
    common = {stem for stem, n in counts.items() if 2 * n > len(sentences)}
    return {
        s.place: [Span(w.start, w.end) for w, stem in zip(s.words, s.stems, strict=True) if stem in common]
        for s in sentences
    }


def _conflict(descent: Descent, story: Story, claim: str | None, row: Row) -> Conflict:
    """A row of the apparatus as it leaves the house."""
    readings = tuple(Variant(r.value, tuple(sorted(r.places.values()))) for r in row.readings)
    key = "|".join([story.id, row.slot, *(f"{p.document}:{p.start}-{p.end}" for v in readings for p in v.supports)])
    documents = [[p.document for p in v.supports] for v in readings]
    origin = arises(documents, descent)
    return Conflict(f"differs:{digest(key)[:12]}", story.id, claim, row.slot, kind_of(row, descent), readings, origin)


def _meeting(meeting: Disputed) -> Row:
    """A meeting that one account dates and the others look forward to."""
    when, cue = meeting.held[0].told, meeting.ahead[0].told
    held = {n: m.told_at for n, m in enumerate(meeting.held)}
    ahead = {n: m.told_at for n, m in enumerate(meeting.ahead)}
    return Row("date", "conflict", (Reading(cue, ahead), Reading(when, held)))
