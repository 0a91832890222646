"""Warnings: families that hang together badly, and texts of which hardly anything counts."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.dedup.coverage import Shared, shared
from headwater.dedup.model import CHAINED, SHORT, THIN, Flags, Ints, Text


def chained(texts: Sequence[Text], links: Shared, covers: Flags, family: Ints, kept: Ints) -> dict[int, str]:
    """By family: what to beware of where none of its members contains the others."""
    count = len(family)
    sizes, stay = (np.bincount(family[who], minlength=count) for who in (np.arange(count), np.unique(kept)))
    contains = np.bincount(links.y[covers], minlength=count)
    most, lies_in = np.zeros(count, np.int64), np.bincount(links.x[covers], minlength=count)
    np.maximum.at(most, family, contains)
    between = np.isin(links.x, kept) & np.isin(links.y, kept) & (family[links.x] == family[links.y])
    common = np.zeros(count, np.int64)
    np.maximum.at(common, family[links.x[between]], links.words[between])
    together = np.argsort(family, kind="stable")
    found = {}
    for top in np.flatnonzero((sizes > 2) & (stay > 1) & (most < sizes - 1)).tolist():
        first, last = np.searchsorted(family[together], [top, top + 1])
        members = together[first:last]
        link = int(members[np.argmax(lies_in[members])])
        stand = [texts[k] for k in np.unique(kept[members]).tolist()]
        found[top] = chain(len(members), stand, texts[link], int(lies_in[link]), int(common[top]))
    return found


def chain(size: int, kept: Sequence[Text], link: Text, carried: int, common: int) -> str:
    """The warning for a family of so many texts, some of them kept, that hangs together by one.

    `carried`: by how many that one is; `common`: the most words that two kept ones share.
    """
    shortest = min(text.words for text in kept if text != link)
    told = (
        f"{CHAINED}: {len(kept)} of these {size} documents are kept, for none contains the others; texts link them "
        f"such as {link.name}, whose {link.words} words {carried} of them carry"
    )
    if SHORT * link.words <= shortest and common < 2 * link.words:
        return f"{told}: furniture or a stock passage, perhaps"
    return told


def by_stock(texts: pa.Table, passages: pa.Table, links: Shared, covers: Flags, need: Ints) -> dict[int, int]:
    """Texts that lie in another only if stock passages are counted, and that other."""
    if not pc.any(pc.equal(passages["kind"], "stock")).as_py():
        return {}
    every = shared(texts, passages)
    known = links.y[covers] * len(need) + links.x[covers]
    over = (every.words >= need[every.x]) & ~np.isin(every.y * len(need) + every.x, known)
    return dict(zip(every.x[over].tolist(), every.y[over].tolist(), strict=True))


def warning(text: Text, stock: Text | None, threshold: float) -> str | None:
    """What to beware of in a text by itself; `stock` is a text that only stock passages link it with."""
    whole = text.words + text.repeated
    if not whole:
        return "no title or body was found in it: there is nothing to compare"
    if stock:
        return f"only stock passages link it with {stock.name}: not counted"
    if text.repeated and text.repeated >= threshold * whole:
        return f"{text.repeated} of {whole} words are furniture that other pages print too: not counted"
    if text.read < THIN:
        return f"only {text.words} words, {text.read:.0%} of the page, were read as its account: all else is left aside"
    return None


def warnings(
    texts: Sequence[Text], family: Ints, chains: Mapping[int, str], stock: Mapping[int, int], threshold: float
) -> list[str | None]:
    """What to beware of, for every text."""
    return [
        chains.get(top) or warning(text, texts[stock[k]] if k in stock else None, threshold)
        for k, (text, top) in enumerate(zip(texts, family.tolist(), strict=True))
    ]
