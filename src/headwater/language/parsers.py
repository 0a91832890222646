"""Parser: stretches of text -> words with tags, heads and roles; ours, or a spaCy pipeline that the user names."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from headwater import models
from headwater.language import network
from headwater.language.forms import usual, words
from headwater.language.roles import Role
from headwater.records import Span

_LONGEST = 200  # words of a stretch that is parsed; what has no full stop for longer is a list or a table


class Word(NamedTuple):
    """A word as a treebank has it. The head is the position of another word of the text, -1 for none."""

    start: int
    end: int
    upos: str  # universal part of speech
    role: Role
    head: int


class Parser(Protocol):
    """What stands behind a reader that parses."""

    name: str

    def words(self, text: str, stretches: Sequence[Span]) -> list[Word]:
        """The words of all stretches, in order."""


_ROLES: dict[str, Role] = {
    "root": "root", "ROOT": "root", "nsubj": "subject", "csubj": "subject", "nsubj:pass": "passive subject",
    "csubj:pass": "passive subject", "nsubjpass": "passive subject", "csubjpass": "passive subject", "obj": "object",
    "dobj": "object", "iobj": "addressee", "dative": "addressee", "ccomp": "complement", "xcomp": "infinitive",
    "obl": "oblique", "pobj": "oblique", "obl:agent": "agent", "agent": "agent", "nmod:poss": "owner", "poss": "owner",
    "appos": "apposition", "acl:relcl": "relative clause", "relcl": "relative clause", "acl": "attribute clause",
    "advcl": "adverbial clause", "parataxis": "aside", "conj": "conjunct",
}  # fmt: skip


def role_of(label: str) -> Role:
    """Our role for a label of Universal Dependencies, or of the scheme of spaCy's own English pipelines."""
    return _ROLES.get(label) or _ROLES.get(label.split(":", maxsplit=1)[0], "")


class Shipped:
    """The network that the package brings."""

    name = "english"

    def words(self, text: str, stretches: Sequence[Span]) -> list[Word]:
        """The words of all stretches, in order; those of overlong stretches without roles."""
        spans = [words(text, s.start, s.end) for s in stretches]
        fit = [stretch for stretch in spans if 0 < len(stretch) <= _LONGEST]
        forms = [[usual(text[w.start : w.end]) for w in stretch] for stretch in fit]
        parsed = iter(network.parse(network.load(), forms))
        found: list[Word] = []
        for stretch in spans:
            base = len(found) - 1
            if not 0 < len(stretch) <= _LONGEST:
                found += [Word(w.start, w.end, "X", "", -1) for w in stretch]
                continue
            p = next(parsed)
            rows = zip(stretch, p.upos, p.labels, p.heads, strict=True)
            found += [Word(w.start, w.end, up, role_of(lb), h + base if h else -1) for w, up, lb, h in rows]
        return found


class Pipeline:
    """A spaCy pipeline with a tagger and a parser, by the name of its package or the path of its folder."""

    def __init__(self, name: str) -> None:
        self.name = name

    def words(self, text: str, stretches: Sequence[Span]) -> list[Word]:
        """The words of all stretches, in order. Raises UsageError where there is no such pipeline."""
        pipeline = models.pipeline(self.name)
        read = pipeline.pipe((text[s.start : s.end] for s in stretches), batch_size=64)
        found: list[Word] = []
        for doc, stretch in zip(read, stretches, strict=True):
            found += _of_doc(doc, stretch.start, len(found))
        return found


def _of_doc(doc: Any, start: int, base: int) -> list[Word]:
    """The words of one stretch that starts at an offset; `base`: how many words stand before it."""
    tokens = [t for t in doc if not t.is_space]
    place = {t.i: base + n for n, t in enumerate(tokens)}
    found: list[Word] = []
    for t in tokens:
        at, head = start + t.idx, -1 if t.head.i == t.i else place.get(t.head.i, -1)
        found.append(Word(at, at + len(t), t.pos_, role_of(t.dep_), head))
    return found
