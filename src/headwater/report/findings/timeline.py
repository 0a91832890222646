"""Timeline: every date with what was written, what happened and where it is named."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from headwater.claims import Support
from headwater.events import Actor, Event
from headwater.records import Place, Record
from headwater.report.dossier import Dossier
from headwater.report.findings.claims import numbered, numbers_of
from headwater.report.findings.refs import Ref, block_start, firsts, refs_of
from headwater.report.tree import short_day
from headwater.report.words import listing

_KINDS = {  # of the PLOVER coding of events, as a reader calls them
    "ACCUSE": "accusation",
    "AGREE": "agreement",
    "AID": "aid",
    "ASSAULT": "attack",
    "COERCE": "coercion",
    "CONCEDE": "concession",
    "CONSULT": "meeting or talks",
    "COOPERATE": "cooperation",
    "MOBILIZE": "show of force",
    "PROTEST": "protest",
    "REJECT": "refusal",
    "REQUEST": "request",
    "RETREAT": "retreat",
    "SANCTION": "sanction",
    "SUPPORT": "support",
    "THREATEN": "threat",
}


class Deed(Record, frozen=True):
    """An event, with the claims of the matrix that tell it, and where else it stands."""

    told: str
    claims: tuple[int, ...]
    refs: tuple[Ref, ...]  # the first place in every text
    more: int


class Moment(Record, frozen=True):
    """One date with all that is tied to it."""

    value: str
    label: str
    published: tuple[str, ...]
    events: tuple[Deed, ...]
    claims: tuple[int, ...]  # further claims of the matrix that name it, by number
    mentions: int  # further ones, outside of events and claims
    refs: tuple[Ref, ...]  # the first of them in every text


def timeline(dossier: Dossier) -> list[Moment]:
    """Texts, events and dates that the texts speak of, in the order of the calendar."""
    published: dict[str, list[str]] = defaultdict(list)
    events: dict[str, list[Deed]] = defaultdict(list)
    supports = numbered(dossier)
    told: dict[str, list[Place]] = defaultdict(list)
    mentions: dict[str, list[Place]] = defaultdict(list)
    for witness in dossier.witnesses:
        if witness.date:
            published[witness.date].append(dossier.siglum(witness.id))
    for event in dossier.events:
        if event.date:
            events[event.date].append(_deed(dossier, _told_of(event), event.supports, supports))
            told[event.date] += event.supports
    for found in dossier.dates:
        if found.type == "date" and found.value:
            mentions[found.value].append(Place(found.document, found.start, found.end))
    values = sorted({*published, *events, *mentions}, key=lambda v: (v.lstrip("./"), v))
    return [
        Moment(
            v,
            short_day(v),
            tuple(published[v]),
            tuple(sorted(events[v])),
            *_mentions(dossier, mentions[v], told[v], events[v], supports),
        )
        for v in values
    ]


def _mentions(
    dossier: Dossier,
    places: Iterable[Place],
    told: Sequence[Place],
    events: Iterable[Deed],
    supports: dict[str, list[tuple[int, Support]]],
) -> tuple[tuple[int, ...], int, tuple[Ref, ...]]:
    """Where a date is named apart from its events: claims by number, how often else, and the first of these a text.

    In a paragraph that tells an event of the date, the date is that event's.
    """
    numbers = {p: numbers_of(p, supports) for p in places}
    claims = {n for found in numbers.values() for n in found} - {n for e in events for n in e.claims}
    dated = {(p.document, block_start(dossier, p)) for p in told}
    loose = [p for p, found in numbers.items() if not found and (p.document, block_start(dossier, p)) not in dated]
    return tuple(sorted(claims)), len(loose), refs_of(dossier, firsts(loose))


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
    numbers = {p: numbers_of(p, supports) for p in held}
    rest = list(_apart(p for p in held if not numbers[p]))
    first = firsts(rest)
    claims = {n for p in held for n in numbers[p]}
    return Deed(told, tuple(sorted(claims)), refs_of(dossier, first), len(rest) - len(first))


def _told_of(event: Event) -> str:
    """An event on one line: who, what, whom."""
    kind = _KINDS.get(event.type, event.type.lower()) + (f", {event.mode.replace('_', ' ')}" if event.mode else "")
    sides = [listing([_actor(a) for a in side]) for side in (event.source, event.target)]
    told = " → ".join(filter(None, sides))
    status = "" if event.status == "reported" else f" ({event.status})"
    return f"{kind}: {told}{status}" if told else kind + status


def _actor(actor: Actor) -> str:
    return actor.name or actor.country or "somebody"
