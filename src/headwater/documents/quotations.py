"""What a post repeats: lines that stand in another post or in the article, verbatim or nearly.

A line is looked for by its runs of four words, so that a word mended, cut or added does not hide where it comes from.
A line that markup calls a quotation needs no more; one that only sounds familiar must have most of its words, in their
order, close together in its source.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from headwater.documents.lines import Line
from headwater.text import words

ARTICLE = -1
RUN = 4  # words
MARKED = 0.6  # share of a line's runs that its source must have, where markup calls the line a quotation
FEW = 0.2  # share of the runs from which a source is looked at closely
NEARLY = 0.8  # share of a line's words that a source must have in their order
STRETCH = 1.5  # times the line's length on which they may stand there
LEAST = 8  # words of a line that is known as a near quotation by its words alone
MOST = 300  # words of a line that is looked at closely

Runs = list[tuple[str, ...]]
Index = Mapping[tuple[str, ...], Sequence[int]]


def repeated(
    page: Sequence[Line], posts: Sequence[Sequence[int]], marked: set[int], article: Sequence[int]
) -> dict[int, int]:
    """For each line of a post that repeats: the index of the post that it repeats, or ARTICLE.

    `posts` and `article` are lines of the page by index; `marked` are those in an element for quotations.
    """
    own = [
        *((ARTICLE, i) for i in article),
        *((k, i) for k, lines in enumerate(posts) for i in lines if i not in marked),
    ]
    forms = {i: [w.form for w in words(page[i].text)] for i in {*marked, *(i for _, i in own)}}
    runs = {i: runs_of(said) for i, said in forms.items()}
    whole: dict[int, list[str]] = defaultdict(list)
    for k, i in own:
        whole[k] += forms[i]
    index = index_of((k, runs[i]) for k, i in own)
    found: dict[int, int] = {}
    for k, lines in enumerate(posts):
        for i in lines:
            if i in marked:
                source = source_of(runs[i], index, MARKED, range(ARTICLE, k))
                source = source_of(runs[i], index, MARKED, range(k + 1, len(posts))) if source is None else source
            else:
                source = source_of(runs[i], index, FEW, range(ARTICLE, k))
                source = source if source is not None and nearly(forms[i], whole[source]) else None
            if source is not None:
                found[i] = source
    return found


def nearly(forms: Sequence[str], source: Sequence[str]) -> bool:
    """Whether a source has most of a line's words, in their order and close together."""
    if not LEAST <= len(forms) <= MOST:
        return False
    blocks = SequenceMatcher(None, forms, source, autojunk=False).get_matching_blocks()
    shared = [b for b in blocks if b.size > 1]
    if not shared or shared[-1].b + shared[-1].size - shared[0].b > STRETCH * len(forms):
        return False
    return sum(b.size for b in shared) >= NEARLY * len(forms)


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
