"""Voices: everybody who is cited with what they say, and what only one document says."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from headwater.claims import Support
from headwater.records import Place, Record
from headwater.report.dossier import Dossier
from headwater.report.findings.claims import chain_of, numbered, numbers_of, source_of, statements_of
from headwater.report.findings.refs import Ref, firsts, in_block, letters_of, refs_of
from headwater.report.words import capital, listing, opening
from headwater.statements import Statement


class Saying(Record, frozen=True):
    """One thing said, told once, however many texts print it."""

    text: str
    note: str  # denied or alleged; through whom
    refs: tuple[Ref, ...]  # the first place in every text


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
            name = dossier.names.get(s.speaker, s.speaker) if s.named else capital(s.speaker)
            by_speaker[name, s.named][s.utterance or s.id].append(s)
    supports = numbered(dossier)
    rows = [_speaker(dossier, who, said, supports) for who, said in by_speaker.items()]
    return sorted(rows, key=lambda r: (not r.named, -len(r.sigla.split()), -len(r.claims), -len(r.sayings), r.name))


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
        rest = [s for s in whole if s.polarity != "asserted" or not numbers_of(s, supports)]
        numbers |= {n for s in whole if s not in rest for n in numbers_of(s, supports)}
        if rest:
            groups.append(sorted(rest, key=lambda s: (place.get(s.document, 0), s.start)))
    groups.sort(key=lambda g: (-len({s.document for s in g}), place.get(g[0].document, 0), g[0].start))
    sigla = letters_of(dossier, (s.document for s in every))
    return Speaker(*who, sigla, tuple(sorted(numbers)), tuple(_saying(dossier, g) for g in groups))


def _within(inner: Statement, outer: Statement) -> bool:
    """Whether a statement is only a part of another."""
    held = inner.document == outer.document and outer.start <= inner.start and inner.end <= outer.end
    return held and inner.end - inner.start < outer.end - outer.start and inner.polarity == outer.polarity


def _saying(dossier: Dossier, group: Sequence[Statement]) -> Saying:
    first = group[0]
    through = listing(chain_of(dossier, first)[1:])
    notes = (first.polarity if first.polarity != "asserted" else "", f"through {through}" if through else "")
    words = opening(dossier.text(first.document, first.start, first.end))
    places = (Place(s.document, s.start, s.end) for s in group)
    return Saying(words, ", ".join(filter(None, notes)), refs_of(dossier, firsts(places)))


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
    said = statements_of(dossier)
    for claim in dossier.claims:
        if len({s.document for s in claim.supports}) == 1:
            first = min(claim.supports)
            if not source_of(first, said[first.document]):
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
        yield Stretch(len(run), Ref(opening(run[0][1]), dossier.at(in_block(dossier, whole))))
