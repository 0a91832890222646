"""What one document alone says, and what a copy left out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from headwater.claims.alike import rarity
from headwater.claims.kinds import Claim
from headwater.claims.lineup import containment
from headwater.claims.wording import Sentence, sentence
from headwater.stemma import Derivation


def only_in(claims: Iterable[Claim], document: str) -> list[Claim]:
    """The claims of one story that no other document makes; first those about what the others tell of too."""
    every = list(claims)
    told = {c.id: sentence(c.id, c.text) for c in every}
    worth = rarity([told[c.id] for c in every])
    others = [told[c.id] for c in every if any(s.document != document for s in c.supports)]
    lone = [c for c in every if {s.document for s in c.supports} == {document}]

    def shared(one: Sentence) -> float:
        return round(max((containment(one, other, worth) for other in others if other.matter), default=0.0), 6)

    about = {c.id: shared(told[c.id]) if told[c.id].matter else 0.0 for c in lone}
    return sorted(lone, key=lambda c: (-about[c.id], c.supports[0].start, c.id))


def left_out(claims: Iterable[Claim], document: str, derivations: Sequence[Derivation]) -> list[Claim]:
    """The claims that a document's parents make and it does not, in the order of the parents' texts."""
    above = {d.parent for d in derivations if d.child == document}
    first: dict[str, int] = defaultdict(int)
    found = []
    for c in claims:
        theirs = [s.start for s in c.supports if s.document in above]
        if theirs and all(s.document != document for s in c.supports):
            first[c.id] = min(theirs)
            found.append(c)
    return sorted(found, key=lambda c: (first[c.id], c.id))
