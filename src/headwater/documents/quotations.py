"""What a post repeats: lines that stand in another post or in the article, verbatim or nearly.

A line is compared by its runs of four words, so that a word mended, cut or added does not hide where it comes from.
A line that markup calls a quotation needs fewer of them than one that only sounds familiar.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from headwater.documents.lines import Line
from headwater.text import words

ARTICLE = -1
RUN = 4  # words
MARKED = 0.6  # share of a line's runs that its source must have, where markup calls the line a quotation
NEARLY = 0.8  # and where nothing does
LEAST = 8  # words of a line that is known as a near quotation by its words alone

Runs = list[tuple[str, ...]]
Index = Mapping[tuple[str, ...], Sequence[int]]


def repeated(
    page: Sequence[Line], posts: Sequence[Sequence[int]], marked: set[int], article: Sequence[int]
) -> dict[int, int]:
    """For each line of a post that repeats: the index of the post that it repeats, or ARTICLE.

    `posts` and `article` are lines of the page by index; `marked` are those in an element for quotations.
    """
    own = [(k, i) for k, lines in enumerate(posts) for i in lines if i not in marked]
    runs = {i: runs_of([w.form for w in words(page[i].text)]) for i in {*marked, *article, *(i for _, i in own)}}
    index = index_of([*((ARTICLE, runs[i]) for i in article), *((k, runs[i]) for k, i in own)])
    found: dict[int, int] = {}
    for k, lines in enumerate(posts):
        for i in lines:
            if i in marked:
                source = source_of(runs[i], index, MARKED, range(ARTICLE, k))
                source = source_of(runs[i], index, MARKED, range(k + 1, len(posts))) if source is None else source
            elif len(runs[i]) > LEAST - RUN:
                source = source_of(runs[i], index, NEARLY, range(ARTICLE, k))
            else:
                continue
            if source is not None:
                found[i] = source
    return found


def runs_of(forms: Sequence[str]) -> Runs:
    """The runs of four words of a line, in order; a shorter line is one run."""
    return [tuple(forms[k : k + RUN]) for k in range(max(1, len(forms) - RUN + 1))] if forms else []


def index_of(sources: Iterable[tuple[int, Runs]]) -> Index:
    """For each run the sources that have it, in order."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for name, runs in sources:
        for run in runs:
            if name not in index[run][-1:]:
                index[run].append(name)
    return index


def source_of(runs: Runs, index: Index, share: float, among: range) -> int | None:
    """The latest of the sources that have most of a line's runs, and at least a share of them."""
    hits = Counter(name for run in runs for name in index.get(run, ()) if name in among)
    if not hits:
        return None
    best = max(hits, key=lambda name: (hits[name], name))
    return best if hits[best] >= share * len(runs) else None
