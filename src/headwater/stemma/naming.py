"""Naming: publishers that a text names, and whose words it quotes with their name beside them.

What was said to everybody ties nobody together. But who writes "told the Courier" beside words that stand in the
Courier has them from there.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from headwater.documents import Body, Document
from headwater.passages import Passage, Tokens, tokens
from headwater.records import Place
from headwater.text import words

BESIDE = 12  # words between a name and what is quoted

Named = Mapping[str, Sequence[Place]]  # publishers by name, and where a text names them


class Publishers:
    """Finds in running text the names of those who put up pages."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_word: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for name in sorted(set(names)):
            forms = tuple(w.form for w in words(name))
            forms = forms[1:] if forms[:1] == ("the",) else forms
            if forms:
                self._by_word[forms[0]].append((forms, name))

    def named(self, body: Body) -> Named:
        """The publishers that a text names, capitals kept, and where."""
        text, found = tokens(body), defaultdict[str, list[Place]](list)
        for k, form in enumerate(text.forms):
            for forms, name in self._by_word.get(form, ()):
                last = k + len(forms) - 1
                if tuple(text.forms[k : last + 1]) == forms and body.text[text.starts[k]].isupper():
                    found[name].append(Place(body.document, text.starts[k], text.ends[last]))
        return found


class Quoting(NamedTuple):
    """Words between quotation marks with the name of the publisher beside them who has them too."""

    words: Place
    source: str  # the document that has them too


class Naming:
    """Who is named where in some texts; a text is read when it is first asked for."""

    def __init__(self, documents: Iterable[Document], heap: Iterable[Body]) -> None:
        self._of = {d.id: d.publisher for d in documents}
        self._body = {b.document: b for b in heap}
        self._publishers = Publishers(name for name in self._of.values() if name)
        self._named: dict[str, Named] = {}

    def named(self, document: str) -> Named:
        """The publishers that a text names, and where."""
        if document not in self._named:
            self._named[document] = self._publishers.named(self._body[document])
        return self._named[document]

    def quoting(self, p: Passage) -> Iterator[Quoting]:
        """The side of a passage, if any, that stands between marks with the name of the other side's publisher."""
        for ours, source in ((Place(p.a, p.a_start, p.a_end), p.b), (Place(p.b, p.b_start, p.b_end), p.a)):
            name = self._of[source]
            places = self.named(ours.document).get(name, ()) if name and name != self._of[ours.document] else ()
            if places and is_quoted(tokens(self._body[ours.document]), ours, places):
                yield Quoting(ours, source)


def is_quoted(text: Tokens, passage: Place, places: Iterable[Place]) -> bool:
    """Whether a passage stands mostly between quotation marks, and one of some names beside it."""
    first, last = bisect_left(text.starts, passage.start), bisect_left(text.starts, passage.end)
    begin, end = text.starts[max(0, first - BESIDE)], text.ends[min(len(text.ends), last + BESIDE) - 1]
    beside = any(begin <= place.start and place.end <= end for place in places)
    return beside and 2 * sum(text.quoted[first:last]) > last - first
