"""Utterance: one quotation under one name, however many pages print it, trimmed or in another typography."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from headwater.passages import Passage
from headwater.records import Span
from headwater.statements.rows import Statement
from headwater.statements.speakers import same_speaker
from headwater.text import digest, words

_ENOUGH = 5  # words between marks that are no stock phrase
_GRAM = 3  # words that two prints of one quotation share in a row, between them a trimmed or respelt word
_MOSTLY = 0.6  # share of the shorter print's runs that the longer must have
_MOST = 50  # prints that are compared for one run of words; what more have is a phrase of everybody


def spoken(text: str, content: Sequence[Span], direct: Sequence[Span]) -> str:
    """The comparable words of what was said: those between marks where there are enough, else the whole content."""
    quoted = [w.form for span in direct for w in words(text, span.start, span.end)]
    if len(quoted) >= _ENOUGH:
        return " ".join(quoted)
    return " ".join(w.form for span in content for w in words(text, span.start, span.end))


def utterance(text: str, content: Sequence[Span], direct: Sequence[Span]) -> str:
    """The name of an utterance by its words alone."""
    return digest(spoken(text, content, direct))[:12]


def linked(
    found: Sequence[Statement], passages: Sequence[Passage], texts: Mapping[str, str] | None = None
) -> list[Statement]:
    """The statements, sorted, with one utterance for what is the same quotation.

    It is the same where the words are, where one print holds most of another's words between marks, and where the
    passages lay one upon the other. `texts`: those of the documents; without them nothing is looked up in the words.
    """
    parent = list(range(len(found)))
    by_document: dict[str, list[int]] = defaultdict(list)
    by_words: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(found):
        by_document[one.document].append(i)
        by_words[one.utterance].append(i)
    for same in by_words.values():
        _join_same(parent, found, same, texts or {})
    _join_trimmed(parent, found, texts or {})
    for passage in passages:
        for i in _inside(found, by_document[passage.a], passage.a_start, passage.a_end):
            for j in _inside(found, by_document[passage.b], passage.b_start, passage.b_end):
                if _same_place(found[i], found[j], passage):
                    _join(parent, i, j)
    name = _names(found, parent)
    rows = [msgspec.structs.replace(one, utterance=name[_root(parent, i)]) for i, one in enumerate(found)]
    return sorted(rows, key=lambda s: (s.document, s.start, s.end, s.id))


def _join_same(parent: list[int], found: Sequence[Statement], same: Sequence[int], texts: Mapping[str, str]) -> None:
    """One utterance of statements with the same words; of few words only those of one speaker."""
    heads: list[int] = []
    for i in same:
        few = len(_content(found[i], texts)) < _ENOUGH
        head = next((h for h in heads if not few or same_speaker(found[h].speaker, found[i].speaker)), None)
        if head is None:
            heads.append(i)
        else:
            _join(parent, head, i)


def _content(one: Statement, texts: Mapping[str, str]) -> list[str]:
    text = texts.get(one.document, "")
    return [w.form for part in one.parts for w in words(text, part.start, part.end)]


def _join_trimmed(parent: list[int], found: Sequence[Statement], texts: Mapping[str, str]) -> None:
    """One utterance of prints of which the longer has most of the shorter's words between marks, in whatever pieces."""
    prints: dict[tuple[str, tuple[str, ...]], int] = {}
    inner = _inner(found)
    for i, one in enumerate(found):
        text = texts.get(one.document, "")
        own = [d for d in one.direct if not any(p.start <= d.start and d.end <= p.end for p in inner[i])]
        forms = tuple(w.form for span in own for w in words(text, span.start, span.end))
        if len(forms) >= _ENOUGH:
            _join(parent, i, prints.setdefault((one.speaker, forms), i))
    grams = {i: frozenset(zip(*(forms[k:] for k in range(_GRAM)), strict=False)) for (_, forms), i in prints.items()}
    holding: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, held in grams.items():
        shared = Counter(j for gram in sorted(held) for j in holding[gram][:_MOST])
        for j, n in sorted(shared.items()):
            if n >= _MOSTLY * min(len(held), len(grams[j])) and _one_voice(found[i], found[j]):
                _join(parent, i, j)
        for gram in held:
            holding[gram].append(i)


def _inner(found: Sequence[Statement]) -> dict[int, list[Span]]:
    """For every statement the contents of those that stand inside its own: their words are no words of its speaker."""
    inner: dict[int, list[Span]] = defaultdict(list)
    around: list[int] = []  # those that may still hold what comes
    for i in sorted(range(len(found)), key=lambda i: (found[i].document, found[i].start, -found[i].end)):
        one = found[i]
        around = [j for j in around if found[j].document == one.document and found[j].end > one.start]
        for j in around:
            if found[j].start <= one.cue_start and one.cue_end <= found[j].end:
                inner[j] += one.parts
        around.append(i)
    return inner


def _one_voice(a: Statement, b: Statement) -> bool:
    """Whether two speakers can be one; whoever could not be resolved may be anybody."""
    return not (a.named and b.named) or same_speaker(a.speaker, b.speaker)


def _inside(found: Sequence[Statement], few: Sequence[int], start: int, end: int) -> list[int]:
    """Statements with words between marks of which most lies in the stretch."""
    quoted = [i for i in few if found[i].direct]
    return [i for i in quoted if 2 * _shared(found[i], start, end) > found[i].end - found[i].start]


def _shared(one: Statement, start: float, end: float) -> float:
    return min(one.end, end) - max(one.start, start)


def _same_place(a: Statement, b: Statement, passage: Passage) -> bool:
    """Whether the passage lays the two contents on each other: more than half of the shorter of the two."""
    stretch = (passage.b_end - passage.b_start) / max(1, passage.a_end - passage.a_start)
    start = passage.b_start + (a.start - passage.a_start) * stretch
    end = passage.b_start + (a.end - passage.a_start) * stretch
    shorter = min(end - start, b.end - b.start)
    return same_speaker(a.speaker, b.speaker) and 2 * _shared(b, start, end) > shorter


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _join(parent: list[int], i: int, j: int) -> None:
    a, b = _root(parent, i), _root(parent, j)
    parent[max(a, b)] = min(a, b)


def _names(found: Sequence[Statement], parent: list[int]) -> dict[int, str]:
    """For each group the smallest of its members' own names, whatever their order; with its speaker where two clash."""
    names: dict[int, str] = {}
    voices: dict[int, str] = {}
    for i, one in enumerate(found):
        root = _root(parent, i)
        names[root] = min(names.get(root, one.utterance), one.utterance)
        voices[root] = min(voices.get(root, one.speaker), one.speaker)
    taken = Counter(names.values())
    return {r: digest(f"{name} {voices[r]}")[:12] if taken[name] > 1 else name for r, name in names.items()}
