"""How independent the places are that say the same: documents, lines of descent, newsrooms, speakers.

A place climbs the tree as far as its very wording does: to every text above it that has the wording too, and to a
lost source where the wording also reached another branch below that source. What no other text has in these words
is a line of its own, whatever its document descends from. Which of several equal texts a copy was made from nobody can
tell, and each is improbable; that it was made from one of them is sure, and that is what counts here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from headwater.claims.along import Along
from headwater.claims.kinds import Ladder, Support
from headwater.documents import Document
from headwater.names import canonical, proper_names
from headwater.passages import Passage
from headwater.records import Place, Span
from headwater.statements import Statement
from headwater.stemma import Derivation, Witness
from headwater.text import fold

CARRIED = 0.5  # share of a place that a passage must cover to carry it
SAID = 0.5  # share of a place that a statement must cover to speak for it
FAITHFUL = ("copy", "trim", "update")  # what reports nothing of its own
ASSERTED = 0.5  # probability from which an edge counts that leads to a text with matter of its own


class Descent:
    """The trees of a heap, with what stands on the documents below each node."""

    def __init__(
        self,
        witnesses: Iterable[Witness],
        derivations: Iterable[Derivation],
        passages: Iterable[Passage] = (),
        statements: Iterable[Statement] = (),
        documents: Iterable[Document] = (),
    ) -> None:
        nodes = list(witnesses)
        self.lost = {w.id for w in nodes if w.kind == "lost"}
        taken = {w.id for w in nodes if not w.origin}
        self.edges = {(d.parent, d.child): d for d in derivations if d.child in taken or d.probability >= ASSERTED}
        self.parents: dict[str, list[str]] = defaultdict(list)
        self.children: dict[str, list[str]] = defaultdict(list)
        for parent, child in sorted(self.edges):
            self.parents[child].append(parent)
            self.children[parent].append(child)
        self.documents = {d.id: d for d in documents}
        self.passages: dict[str, list[tuple[Place, Place]]] = defaultdict(list)  # a stretch here, the same elsewhere
        for p in passages:
            a, b = Place(p.a, p.a_start, p.a_end), Place(p.b, p.b_start, p.b_end)
            self.passages[p.a].append((a, b))
            self.passages[p.b].append((b, a))
        said: dict[str, list[Statement]] = defaultdict(list)
        for s in statements:
            if s.comment is None:
                said[s.document].append(s)
        self.statements = {document: Along(held) for document, held in said.items()}
        self.updates = {child for (_, child), d in self.edges.items() if d.how == "update"}
        self._above: dict[str, dict[str, int]] = {}
        self._below: dict[str, frozenset[str]] = {}

    def above(self, witness: str) -> dict[str, int]:
        """Every witness that this one descends from, with the steps up to it by the longest way."""
        if witness not in self._above:
            steps = {witness: 0}
            rising = [witness]
            while rising:
                rising = [p for w in rising for p in self.parents.get(w, ()) if self._rise(steps, p, steps[w] + 1)]
            del steps[witness]
            self._above[witness] = steps
        return self._above[witness]

    def _rise(self, steps: dict[str, int], witness: str, height: int) -> bool:
        """Whether a witness was reached by a longer way than before. A way longer than the tree is a circle."""
        if steps.get(witness, -1) >= height or height > len(self.edges):
            return False
        steps[witness] = height
        return True

    def below(self, witness: str) -> frozenset[str]:
        """A witness and everything that descends from it."""
        if witness not in self._below:
            found = {witness}
            rest = [witness]
            while rest:
                fresh = [c for w in rest for c in self.children[w] if c not in found]
                found.update(fresh)
                rest = fresh
            self._below[witness] = frozenset(found)
        return self._below[witness]

    def common(self, documents: Iterable[str]) -> str | None:
        """The lowest witness that all these documents are or descend from."""
        shared = set.intersection(*({d, *self.above(d)} for d in sorted(documents)))
        return min(shared, key=lambda w: (len(self.below(w)), w), default=None)

    def family(self, witness: str) -> frozenset[str]:
        """Everything that shares an ancestor with a witness."""
        tops = [w for w in {witness, *self.above(witness)} if not self.parents[w]]
        return frozenset[str]().union(*(self.below(t) for t in tops))

    def updated(self, a: str, b: str) -> bool:
        """Whether an update lies on the way between two texts of one line of descent."""
        ways = [{w, *self.above(w)} for w in (a, b)]
        return not ways[0].isdisjoint(ways[1]) and not self.updates.isdisjoint(ways[0] ^ ways[1])

    def carriers(self, place: Place, mates: Mapping[str, Place] | None = None) -> set[str]:
        """The other documents that have the wording of a place, by the passages that cover it.

        `mates`: the place that says the same in each document; a longer sentence around the same words still has them.
        """
        found = set()
        for here, there in self.passages.get(place.document, ()):
            covered = _overlap(here, place) / max(1, _length(place))
            mate = (mates or {}).get(there.document)
            around = covered >= CARRIED / 2 and mate is not None and _overlap(there, mate) >= CARRIED * _length(mate)
            if covered >= CARRIED or around:
                found.add(there.document)
        return found

    def text_line(self, place: Place, mates: Mapping[str, Place] | None = None) -> str:
        """The witness at the top of this wording's descent."""
        carriers = self.carriers(place, mates)
        top, height = place.document, 0
        for witness, steps in sorted(self.above(place.document).items(), key=lambda w: (w[1], w[0])):
            if steps > height and self._had(witness, place.document, carriers):
                top, height = witness, steps
        return top

    def _had(self, witness: str, document: str, carriers: set[str]) -> bool:
        """Whether a witness above a document had the wording: it is printed there, or reached two of its branches."""
        if witness not in self.lost:
            return witness in carriers
        ours = {c for c in self.children[witness] if document in self.below(c)}
        others = set(self.children[witness]) - ours
        return any(not carriers.isdisjoint(self.below(c)) for c in others)

    def newsroom(self, line: str) -> str:
        """Who reported a line of descent: the agency credited on it, else the publisher at its top, else the line.

        A copy, a trimmed copy and an update report nothing of their own, so they are counted with what they come from.
        """
        own = self.documents.get(line)
        if own is not None and own.agency:
            return agency_name(own.agency)
        top = self._house(line)
        for ways in (FAITHFUL, (*FAITHFUL, "quote")):  # an article inside a post still carries its agency's name
            if credits := Counter(self._credits(top, ways)):
                return min(credits, key=lambda name: (-credits[name], name))
        printed = self.documents.get(top) or own
        return printed.publisher if printed is not None and printed.publisher else top

    def _credits(self, witness: str, ways: tuple[str, ...]) -> Iterator[str]:
        """The agencies named on a witness and on what repeats it in these ways."""
        found, rest = {witness}, [witness]
        while rest:
            for w in rest:
                if (document := self.documents.get(w)) is not None and document.agency:
                    yield agency_name(document.agency)
            fresh = {c for w in rest for c in self.children[w] if self.edges[w, c].how in ways} - found
            found |= fresh
            rest = sorted(fresh)

    def _house(self, witness: str) -> str:
        """The witness that this one repeats word for word, by copies, trimmed copies and updates."""
        seen = {witness}
        while above := [p for p in self.parents[witness] if self.edges[p, witness].how in FAITHFUL and p not in seen]:
            witness = max(above, key=lambda p: (self.edges[p, witness].probability, p))
            seen.add(witness)
        return witness

    def statement(self, place: Place, focus: Sequence[Span] = ()) -> Statement | None:
        """The statement that a place reports: the innermost one that holds most of it, or most of the `focus` inside.

        What one speaker says there in several statements counts together ("called it reckless and said she would
        come"). What names the speaker is not what he says: it does not count.
        """
        held = self.statements.get(place.document)
        near = held.touching(place.start, place.end) if held else []
        whole = focus or (Span(place.start, place.end),)
        if focus:
            whole = [w for w in focus if not any(_inside(w, s.speaker_start, s.speaker_end) for s in near)] or focus
        total = sum(len(w) for w in whole)
        together: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
        for s in near:
            together[_voices(s)].append(s)
        shares = {voices: _covered(whole, said) / total for voices, said in together.items()}
        most = [s for s in near if shares[_voices(s)] >= SAID]
        return max(
            most, key=lambda s: (len(s.chain), shares[_voices(s)], s.end - s.start, -s.start, s.id), default=None
        )

    def supports(
        self, places: Iterable[Place], focus: Mapping[Place, Sequence[Span]] | None = None
    ) -> tuple[Support, ...]:
        """The places that say the same, in order, each with the line, the newsroom and the speaker behind it.

        `focus`: the words of each place that the others have too. One wording has one speaker: the copy whose
        attribution could not be read says what the others of its line say. Where nobody is named, the newsroom speaks
        for itself.
        """
        every = sorted(places)
        mates = {p.document: p for p in every}
        lines = {p: self.text_line(p, mates) for p in every}
        heard: dict[str, list[str]] = defaultdict(list)
        for p in every:
            if said := self.statement(p, (focus or {}).get(p, ())):
                heard[lines[p]].append(voice(said))
        one = canonical(name for line in sorted(heard) for name in heard[line])
        made = []
        for p in every:
            newsroom = self.newsroom(lines[p])
            voices = Counter(one[name] for name in heard[lines[p]])
            speaker = min(voices, key=lambda name: (-voices[name], name), default=newsroom)
            made.append(Support(p.document, p.start, p.end, lines[p], newsroom, speaker))
        return tuple(made)


def voice(said: Statement) -> str:
    """Who says it: the one person named in "the chief engineer, Ana Kestrel", else the speaker as he is called."""
    persons = [n.form for n in proper_names(said.speaker) if n.kind == "person" or " " in n.form]
    return persons[0] if len(persons) == 1 else said.speaker


def _voices(said: Statement) -> tuple[str, ...]:
    """Who says it behind who passes it on."""
    return tuple(link.name for link in said.chain)


def _inside(span: Span, start: int, end: int) -> bool:
    return start <= span.start and span.end <= end


def _covered(whole: Iterable[Span], said: Iterable[Statement]) -> int:
    """The characters of some stretches that lie in any of these statements."""
    ordered = sorted((s.start, s.end) for s in said)
    covered = 0
    for stretch in whole:
        at = stretch.start
        for start, end in ordered:
            covered += max(0, min(end, stretch.end) - max(start, at))
            at = max(at, end)
    return covered


def _overlap(a: Place, b: Place) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _length(place: Place) -> int:
    return place.end - place.start


def agency_name(credit: str) -> str:
    """A credited agency by the name it is counted under."""
    return credit.strip().removeprefix("The ").removeprefix("the ") or credit


def count(supports: Sequence[Support]) -> Ladder:
    """The four rungs under a set of supports."""
    one = canonical(s.speaker for s in supports)
    return Ladder(
        documents=len({s.document for s in supports}),
        texts=len({s.text_line for s in supports}),
        newsrooms=len({fold(s.newsroom) for s in supports}),
        speakers=len({fold(one[s.speaker]) for s in supports}),
    )


def ladder(  # noqa: PLR0913, PLR0917  (the tables a ladder stands on)
    places: Iterable[Place],
    witnesses: Iterable[Witness],
    derivations: Iterable[Derivation],
    passages: Iterable[Passage] = (),
    statements: Iterable[Statement] = (),
    documents: Iterable[Document] = (),
) -> Ladder:
    """The four rungs under any set of spans."""
    descent = Descent(witnesses, derivations, passages, statements, documents)
    return count(descent.supports(places))
