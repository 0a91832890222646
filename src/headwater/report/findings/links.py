"""Links: the edges of the tree with the evidence for and against them."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from headwater.records import Record
from headwater.report.dossier import Dossier
from headwater.report.findings.refs import Ref, in_block, ref
from headwater.report.words import LONGEST_NAME, chance, strength
from headwater.stemma import Alternative, Derivation, Evidence, Witness

_HOW = {
    "copy": "copied from",
    "trim": "shortened from",
    "rewrite": "rewritten from",
    "merge": "merged from",
    "update": "a later version of",
    "quote": "quotes",
}
_MOST_PLACES = 2
_MOST_REASONS = 2  # told in full for a link of the tree; lighter ones stand together


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


class Descent(Record, frozen=True):
    """Where a witness comes from, in words, with the number of the link that says why."""

    text: str
    link: int | None


class Link(Record, frozen=True):
    """One edge of the tree with its evidence."""

    n: int
    parent: str
    child: str
    how: str
    chance: str
    sure: bool
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    runners: tuple[Runner, ...]


def edges(dossier: Dossier) -> list[Derivation]:
    """The edges of the tree in the order of the children, each child's likeliest first; their numbers count from 1."""
    place = {w.id: n for n, w in enumerate(dossier.witnesses)}
    return sorted(dossier.derivations, key=lambda d: (place[d.child], -d.probability, d.parent))


def links(dossier: Dossier) -> list[Link]:
    """Every edge of the tree with what speaks for and against it; runners-up stand with a child's likeliest parent."""
    others: dict[str, list[Alternative]] = defaultdict(list)
    for a in sorted(dossier.alternatives, key=lambda a: (-a.probability, a.parent)):
        others[a.child].append(a)
    put = _by_letter(dossier)
    return [_link(dossier, n, d, others.pop(d.child, [])[:3], put) for n, d in enumerate(edges(dossier), 1)]


def descent(dossier: Dossier) -> dict[str, tuple[Descent, ...]]:
    """For every witness in words where it comes from: `copied from α, 92 %`."""
    said: dict[str, list[Descent]] = defaultdict(list)
    for n, d in enumerate(edges(dossier), 1):
        said[d.child].append(Descent(f"{how(d)} {dossier.siglum(d.parent)}, {chance(d.probability)}", n))
    parents = {d.parent for d in dossier.derivations}
    return {w.id: tuple(said[w.id]) or (Descent(_origin(w, w.id in parents), None),) for w in dossier.witnesses}


def _origin(witness: Witness, copied: bool) -> str:
    """What to say of a text without a parent."""
    if witness.kind == "lost":
        return "known only from the texts below"
    return "copied from none of the others" if copied else "shares no wording with the others"


def how(d: Derivation) -> str:
    """The kind of a derivation as a verb."""
    return _HOW[d.how]


def _link(dossier: Dossier, n: int, d: Derivation, others: Iterable[Alternative], put: Callable[[str], str]) -> Link:
    reasons = sorted(d.evidence, key=lambda e: (-abs(e.weight), e.text))
    told, rest = reasons[:_MOST_REASONS], reasons[_MOST_REASONS:]

    def side(favour: bool) -> tuple[Reason, ...]:
        light = [e for e in rest if e.in_favour is favour]
        return (*(_reason(dossier, e, put) for e in told if e.in_favour is favour), *_together(dossier, light, put))

    return Link(
        n=n,
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


def _together(dossier: Dossier, evidence: Sequence[Evidence], put: Callable[[str], str]) -> Iterable[Reason]:
    """Lighter evidence as one row with its first place; a lone piece in full."""
    if len(evidence) == 1:
        yield _reason(dossier, evidence[0], put)
    elif evidence:
        first = tuple(ref(dossier, e.spans[0]) for e in evidence if e.spans)[:1]
        yield Reason(f"{len(evidence)} lighter pieces together", *_weight(sum(e.weight for e in evidence)), first, 0)


def _weight(weight: float) -> tuple[str, str]:
    """How heavy it weighs: in a word, and in bits."""
    bits = abs(weight)
    return strength(bits), f"{bits:.0f}" if bits >= 1 else "under 1"


def _reason(dossier: Dossier, e: Evidence, put: Callable[[str], str]) -> Reason:
    first = list({p.document: p for p in reversed(e.spans)}.values())[::-1]
    refs = tuple(ref(dossier, in_block(dossier, p)) for p in first[:_MOST_PLACES])
    return Reason(put(e.text), *_weight(e.weight), refs, len(e.spans) - len(refs))


def _by_letter(dossier: Dossier) -> Callable[[str], str]:
    """A way to write sentences with the letters of witnesses for their labels; what stands in quotes stays."""
    labels = Counter(w.label for w in dossier.witnesses if 2 < len(w.label) <= LONGEST_NAME)
    letters = {w.label: dossier.siglum(w.id) for w in dossier.witnesses if labels[w.label] == 1}

    @cache
    def pattern() -> re.Pattern[str]:  # a text that stands alone has no evidence to write
        names = "|".join(re.escape(n) for n in sorted(letters, key=lambda n: (-len(n), n)))
        return re.compile(rf"“[^”]*”|(?<!\w)(?:{names})(?!\w)" if names else r"“[^”]*”")

    return lambda text: pattern().sub(lambda m: letters.get(m[0], m[0]), text)
