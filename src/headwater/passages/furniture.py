"""Furniture that reading left in the bodies: wording of documents that have nothing else in common.

Runs of four words are counted over the heap, numbers taken as one and the same. Documents that share much rare wording
are one family (copies, updates, siblings), and a family counts once. A run that some families on one site print, or
more families anywhere, is suspicious. So is one that two families print in which few share it: copies of one account
have its sentences in common, and what one of them prints alone is the site's where another account has it as well. But
a run stays where most of its documents consist of suspicious wording, for then it is what those documents are about: a
body that very many print. What is left are menus, notices, teasers, forms whose names and figures are filled in, and
the commonplaces of a trade. A headline that other pages announce stays where it is the headline.

The plain version: the oracle for `fast.furniture`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import combinations, groupby

from headwater.documents import Body, Document
from headwater.passages import rules
from headwater.passages.model import GRAM
from headwater.passages.words import tokens
from headwater.records import Span

Gram = tuple[str, ...]


def site(document: Document) -> str:
    """Whose page it is: the host of its address, else its publisher, else nobody's ("")."""
    return host(document.url or "") or document.publisher or ""


def host(address: str) -> str:
    """The host of an address without `www.`, or what is given where it is none."""
    found = re.match(r"[a-z][a-z0-9+.-]*://(?:[^/?#]*@)?(?:www\.)?([^/?#:]+)", address, re.IGNORECASE)
    return (found[1] if found else address).casefold()


def masked(heap: Sequence[Body], sites: Mapping[str, str]) -> list[Body]:
    """The bodies without furniture. `sites` names the site of each document, as far as it is known."""
    marks = furniture([tokens(b).forms for b in heap], [sites.get(b.document, "") for b in heap])
    return [cut(b, tokens(b).starts, tokens(b).ends, m) for b, m in zip(heap, marks, strict=True)]


def cut(body: Body, starts: Sequence[int], ends: Sequence[int], marks: Sequence[bool]) -> Body:
    """A body without its marked words and what stands between them; what was read as a title may be furniture, too."""
    holes = [
        Span(starts[run[0]], ends[run[-1]])
        for marked, group in groupby(range(len(marks)), marks.__getitem__)
        if marked and (run := list(group))
    ]
    title, left = (tuple(part for s in spans for part in _without(s, holes)) for spans in (body.title, body.body))
    return Body(body.document, body.source, body.text, title, left)


def _without(span: Span, holes: Sequence[Span]) -> Iterator[Span]:
    """What of a span lies in no hole."""
    at = span.start
    for hole in holes:
        if hole.end > at and hole.start < span.end:
            if hole.start > at:
                yield Span(at, hole.start)
            at = hole.end
    if at < span.end:
        yield Span(at, span.end)


def furniture(texts: Sequence[Sequence[str]], sites: Sequence[str]) -> list[list[bool]]:
    """For every word of every text whether it is furniture; a site that is not known is ""."""
    grams = [_grams(forms) for forms in texts]
    where: dict[Gram, list[int]] = defaultdict(list)
    for d, found in enumerate(grams):
        for gram in dict.fromkeys(found):
            where[gram].append(d)
    family = _families(where, grams, sites)
    chosen = _chosen(grams, where, _printers(where, family, sites))
    heads = [_head(found, _runs(_covered(found, chosen))) for found in grams]
    at_head = Counter(gram for head in heads for gram in head)
    own = {gram for gram, times in at_head.items() if rules.ANNOUNCED * times <= len(where[gram])}
    return [
        _runs(_covered(found, chosen, {at for gram, at in head.items() if gram in own}))
        for found, head in zip(grams, heads, strict=True)
    ]


def _grams(forms: Sequence[str]) -> list[Gram]:
    """The run of words that begins at each word; shorter ones at the end."""
    folded = ["0" if form.isdigit() else form for form in forms]
    return [tuple(folded[at : at + GRAM]) for at in range(len(forms))]


def _printers(where: Mapping[Gram, Sequence[int]], family: Sequence[int], sites: Sequence[str]) -> set[Gram]:
    """The runs that so many families print, on one site or anywhere, or some on few of their pages."""
    pages, members = Counter(sites), Counter(family)
    share = len(sites) // rules.HEAP_SHARE

    def many(documents: Sequence[int]) -> bool:
        on = Counter(s for s, _ in {(sites[d], family[d]) for d in documents} if s)
        times = Counter(family[d] for d in documents)
        few = sum(rules.MEMBERS * n <= members[f] for f, n in times.items())
        half = any(2 * n >= members[f] > 1 for f, n in times.items())
        enough = rules.APART if len(times) < rules.OTHERS else 1
        return (
            len(times) >= max(rules.HEAP_FAMILIES, share)
            or (not half and few >= max(enough, share))
            or any(n >= rules.SITE_FAMILIES and rules.SITE_SHARE * n >= pages[s] for s, n in on.items())
        )

    return {gram for gram, documents in where.items() if len(gram) == GRAM and many(documents)}


def _families(where: Mapping[Gram, Sequence[int]], grams: Sequence[Sequence[Gram]], sites: Sequence[str]) -> list[int]:
    """The family of every document: union-find over those that share much rare wording.

    What two pages of one site share may be the site's: there they must have most of their wording in common. Where it
    is not known whether they stand on one site, neither may have a long stretch of its own above what they share.
    """
    family = list(range(len(grams)))

    def top(d: int) -> int:
        while family[d] != d:
            family[d] = family[family[d]]
            d = family[d]
        return d

    for often, share in rules.LINKS:
        shared: Counter[tuple[int, int]] = Counter()
        for gram, documents in where.items():
            if len(gram) == GRAM and len(documents) <= often:
                shared.update(combinations(documents, 2))
        for (a, b), n in shared.items():
            if n < rules.LINKED_GRAMS:
                continue
            least = min(len(grams[a]), len(grams[b]))
            if sites[a] and sites[a] == sites[b]:
                alike = rules.MOSTLY[1] * n >= rules.MOSTLY[0] * least
            else:
                known = bool(sites[a] and sites[b])
                alike = (
                    share * n >= least
                    if known
                    else min(share, rules.UNKNOWN) * n >= least
                    and _spread(grams[a], grams[b])
                    and _spread(grams[b], grams[a])
                )
            if alike:
                family[top(a)] = top(b)
    return [top(d) for d in range(len(grams))]


def _spread(grams: Sequence[Gram], other: Sequence[Gram]) -> bool:
    """Whether what another text has of this one leaves out no long stretch above its end."""
    theirs = {gram for gram in other if len(gram) == GRAM}
    to = most = 0
    for at, gram in enumerate(grams):
        if gram in theirs:
            most = max(most, at - to)
            to = at + GRAM
    return rules.GAP * most <= len(grams)


def _chosen(grams: Sequence[Sequence[Gram]], where: Mapping[Gram, Sequence[int]], many: set[Gram]) -> set[Gram]:
    """Of runs that many print those that most of their documents are not about."""
    about = [rules.MOSTLY[1] * sum(_covered(found, many)) > rules.MOSTLY[0] * len(found) for found in grams]
    return {gram for gram in many if 2 * sum(about[d] for d in where[gram]) < len(where[gram])}


def _covered(grams: Sequence[Gram], chosen: set[Gram], spared: Container[int] = ()) -> list[bool]:
    """The words that a chosen run covers, but for runs that begin at a spared word."""
    found = [False] * len(grams)
    for at, gram in enumerate(grams):
        if gram in chosen and at not in spared:
            found[at : at + GRAM] = [True] * GRAM
    return found


def _runs(marks: Sequence[bool]) -> list[bool]:
    """Marks with small gaps bridged and short runs left out."""
    found = list(marks)
    for marked, run in _stretches(marks):
        if not marked and len(run) <= rules.BRIDGED and run.start and run.stop < len(marks):
            found[run.start : run.stop] = [True] * len(run)
    for marked, run in _stretches(found):
        if marked and len(run) < rules.LEAST:
            found[run.start : run.stop] = [False] * len(run)
    return found


def _stretches(marks: Sequence[bool]) -> list[tuple[bool, range]]:
    """The longest stretches of equal marks."""
    at, found = 0, []
    for marked, group in groupby(marks):
        size = sum(1 for _ in group)
        found.append((marked, range(at, at + size)))
        at += size
    return found


def _head(grams: Sequence[Gram], marks: Sequence[bool]) -> dict[Gram, int]:
    """The runs before the account begins, and where each last does; none where there is no account."""
    begin = next((r.start for marked, r in _stretches(marks) if not marked and len(r) >= rules.BODY), 0)
    return {gram: at for at, gram in enumerate(grams[:begin])}
