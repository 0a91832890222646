"""Utterance: one quotation under one name, however many pages print it, trimmed or in another typography."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from headwater.passages import Passage
from headwater.records import Span
from headwater.statements.rows import Statement
from headwater.statements.speakers import same_speaker
from headwater.text import digest, words

_ENOUGH = 5  # words between marks that are no stock phrase


def spoken(text: str, content: Sequence[Span], direct: Sequence[Span]) -> str:
    """The comparable words of what was said: those between marks where there are enough, else the whole content."""
    quoted = [w.form for span in direct for w in words(text, span.start, span.end)]
    if len(quoted) >= _ENOUGH:
        return " ".join(quoted)
    return " ".join(w.form for span in content for w in words(text, span.start, span.end))


def utterance(text: str, content: Sequence[Span], direct: Sequence[Span]) -> str:
    """The name of an utterance by its words alone."""
    return digest(spoken(text, content, direct))[:12]


def linked(found: Sequence[Statement], passages: Sequence[Passage]) -> list[Statement]:
    """The statements, sorted, with one utterance for those that the passages align or whose words are the same."""
    parent = list(range(len(found)))
    by_document: dict[str, list[int]] = defaultdict(list)
    by_words: dict[str, int] = {}
    for i, one in enumerate(found):
        by_document[one.document].append(i)
        _join(parent, i, by_words.setdefault(one.utterance, i))
    for passage in passages:
        for i in _inside(found, by_document[passage.a], passage.a_start, passage.a_end):
            for j in _inside(found, by_document[passage.b], passage.b_start, passage.b_end):
                if _same_place(found[i], found[j], passage):
                    _join(parent, i, j)
    name = _names(found, parent)
    rows = [msgspec.structs.replace(one, utterance=name[_root(parent, i)]) for i, one in enumerate(found)]
    return sorted(rows, key=lambda s: (s.document, s.start, s.end, s.id))


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
    """For each group the smallest of its members' own names, whatever their order."""
    names: dict[int, str] = {}
    for i, one in enumerate(found):
        root = _root(parent, i)
        names[root] = min(names.get(root, one.utterance), one.utterance)
    return names
