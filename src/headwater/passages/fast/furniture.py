"""Furniture over columns: the method of `furniture`, compiled; marks the words that it finds as MASKED.

Runs of words, numbers taken as one and the same, are sorted as in `seeds`; what is suspicious goes into an
open-addressed table, and the rest is reading the heap anew. Where the runs do not fit in memory they go by parts of
their hashes, and families are told by the runs of the first part (mod-p sketches; Broder 1997).
"""

import numpy as np
from numpy.typing import NDArray

from headwater.passages import rules
from headwater.passages.fast.clusters import join, top
from headwater.passages.fast.compiled import entry, inner
from headwater.passages.fast.heap import TEXTS, Columns
from headwater.passages.fast.scan import MASKED, NUMBER
from headwater.passages.fast.seeds import BYTES, SPARE, radix_sort, shared_only
from headwater.passages.model import GRAM

FORMS = "int32[::1],boolean[::1],int64[::1]"  # of compiled functions: forms, which are numbers, bounds of texts
SOME, MOST = 1, 2  # of a text: it has suspicious runs, it consists of them
TABLE = "uint64[::1],boolean[::1],int64"  # hashes of runs (0: none), which are chosen, bits that documents take


def mark(columns: Columns, sites: NDArray[np.int32], memory: int = 1 << 30) -> None:
    """Mark the furniture of a heap, and count its words no more; `sites` numbers that of each text (-1: not known)."""
    form, known = columns.form, columns.vocabulary
    number = (known.hashes[: known.size] & np.uint64(NUMBER)) != 0
    shift = max(1, (len(columns.bounds) - 2).bit_length())
    hashes = _table(_printed(columns, number, sites, shift, memory))
    chosen = hashes != 0
    times, apart, heads = (np.zeros(len(hashes), np.int32) for _ in range(3))
    about = [consist(form, number, part, hashes, chosen, shift) for part in columns.parts()]
    for part, told in zip(columns.parts(), about, strict=True):
        vote(form, number, part, hashes, chosen, shift, told, times, apart)
    chosen &= 2 * apart < times
    for part, told in zip(columns.parts(), about, strict=True):
        behead(form, number, part, hashes, chosen, shift, told, heads)
    announced = rules.ANNOUNCED * heads <= times
    for part, told in zip(columns.parts(), about, strict=True):
        write(form, number, part, hashes, chosen, shift, told, announced, columns.flag, known.counts)


def _printed(
    columns: Columns, number: NDArray[np.bool_], sites: NDArray[np.int32], shift: int, memory: int
) -> NDArray[np.uint64]:
    """The hashes of runs that so many families print, on one site or anywhere, or some on few of their pages."""
    form = columns.form
    parts = 1 + len(form) * BYTES // max(memory, 1)
    pages = np.bincount(sites + 1, minlength=1)
    family = np.zeros(0, np.int64)
    found = [np.zeros(0, np.uint64)]
    for part in range(parts):
        keys = np.empty(len(form) * (2 if parts > 1 else 1) // parts + SPARE, np.uint64)
        n = first = 0
        for bounds in columns.parts():
            n += collect(form, number, bounds, first, shift, part, parts, keys[n:])
            first += len(bounds) - 1
        keys = radix_sort(keys[:n], np.empty(n, np.uint64))
        keys = keys[: shared_only(keys, shift)].copy()
        if part == 0:
            family = _families(keys, shift, columns, number, sites, parts)
        printed = np.empty(len(keys) // rules.APART, np.uint64)
        found.append(printed[: many(keys, shift, family, sites, pages, printed)].copy())
    return np.concatenate(found)


def _families(
    keys: NDArray[np.uint64], shift: int, columns: Columns, number: NDArray[np.bool_], sites: NDArray[np.int32],
    parts: int,
) -> NDArray[np.int64]:  # fmt: skip
    """The family of every text: union-find over those that share much rare wording."""
    texts = len(columns.bounds) - 1
    root, seen = np.arange(texts), np.zeros(texts, np.int32)
    for often, share in rules.LINKS:
        bounds = np.zeros(texts + 1, np.int64)
        entries, group_end = np.empty(len(keys), np.uint32), np.zeros(len(keys), np.uint32)
        post(keys, shift, often, bounds, entries, group_end)
        for first in range(0, texts, TEXTS):
            relate(
                keys, shift, bounds, entries, group_end, first, min(first + TEXTS, texts), parts, share, sites,
                columns.form, number, columns.bounds, seen, root,
            )  # fmt: skip
            columns.let_go()
    return root


def _table(printed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    hashes = np.zeros(1 << (4 * len(printed) + 1).bit_length(), np.uint64)
    fill(printed, hashes)
    return hashes


@inner
def figure(form, number, at):
    """A word by its number; all figures are the same."""
    return np.uint64(1 << 40) if number[form[at]] else np.uint64(form[at]) + np.uint64(1)


@inner
def mixed(one, two, three, four):
    """The hash of a run of four words."""
    step = np.uint64(0x9E3779B97F4A7C15)
    h = ((one * step + two) * step + three) * step + four
    h = (h ^ (h >> np.uint64(32))) * np.uint64(0xFF51AFD7ED558CCD)
    return h ^ (h >> np.uint64(29))


@inner
def folded(form, number, at):
    """The hash of the run that begins at a word, in which all figures are the same."""
    return mixed(
        figure(form, number, at), figure(form, number, at + 1),
        figure(form, number, at + 2), figure(form, number, at + 3),
    )  # fmt: skip


@entry(f"int64({FORMS},int64,int64,uint64,uint64,uint64[::1])")
def collect(form, number, bounds, first, shift, part, parts, keys):
    """Fill `keys` with hash and number of the text, for all runs, from text `first` on -> how many."""
    n = 0
    for d in range(len(bounds) - 1):
        one = two = three = four = np.uint64(0)
        for at in range(bounds[d], bounds[d + 1]):
            one, two, three, four = two, three, four, figure(form, number, at)
            if at < bounds[d] + GRAM - 1:
                continue
            h = mixed(one, two, three, four)
            if parts == 1 or h % parts == part:
                keys[n] = (h >> np.uint64(shift)) << np.uint64(shift) | np.uint64(first + d)
                n += 1
    return n


@entry("void(uint64[::1],int64,int64,int64[::1],uint32[::1],uint32[::1])")
def post(keys, shift, often, bounds, entries, group_end):
    """For each text the entries of its runs that so many texts have at most, and where their groups end."""
    low = (np.uint64(1) << np.uint64(shift)) - np.uint64(1)
    first = 0
    for k in range(1, len(keys) + 1):
        if k == len(keys) or keys[k] >> np.uint64(shift) != keys[first] >> np.uint64(shift):
            if k - first <= often:
                for x in range(first, k):
                    group_end[x] = k
                    bounds[np.int64(keys[x] & low) + 1] += 1
            first = k
    for d in range(1, len(bounds)):
        bounds[d] += bounds[d - 1]
    place = bounds[:-1].copy()
    for k in range(len(keys)):
        if group_end[k]:
            text = np.int64(keys[k] & low)
            entries[place[text]] = k
            place[text] += 1


@inner
def alike(shared, least, share, here, there):
    """Whether texts on these sites, that share so many runs, are versions of one account."""
    if here < 0 or there < 0:
        return min(share, rules.UNKNOWN) * shared >= least
    if here == there:
        return rules.MOSTLY[1] * shared >= rules.MOSTLY[0] * least
    return share * shared >= least


@entry("boolean(int32[::1],int64,int64,int32[::1],int64,int64,boolean[::1],int64)")
def spread(here, begin, stop, there, first, last, number, known):
    """Whether what another text has of this one leaves out no long stretch above its end.

    This text is the words begin … stop of `here`, the other first … last of `there`; words are the same where their
    numbers are, below `known`, or where they are figures.
    """
    theirs = np.empty(last - first, np.uint64)
    n = whole = 0
    for at in range(first, last):
        whole = whole + 1 if there[at] < known or number[there[at]] else 0
        if whole >= GRAM:
            theirs[n] = folded(there, number, at - GRAM + 1)
            n += 1
    theirs = np.sort(theirs[:n])
    to, most, whole = begin, 0, 0
    for at in range(begin, stop):
        whole = whole + 1 if here[at] < known or number[here[at]] else 0
        if whole < GRAM:
            continue
        h = folded(here, number, at - GRAM + 1)
        k = np.searchsorted(theirs, h)
        if k < n and theirs[k] == h:
            most = max(most, at - GRAM + 1 - to)
            to = at + 1
    return rules.GAP * most <= stop - begin


@entry(
    "void(uint64[::1],int64,int64[::1],uint32[::1],uint32[::1],int64,int64,int64,int64,int32[::1],"
    "int32[::1],boolean[::1],int64[::1],int32[::1],int64[::1])"
)
def relate(keys, shift, bounds, entries, group_end, begin, stop, parts, share, sites, form, number, texts, seen, root):
    """Join the texts from `begin` on, before `stop`, with those that share enough of their runs, as `post` tells them.

    `keys` hold one of so many parts of all runs, `texts` the bounds of the texts; `seen` holds zeros, one a text, and
    does so again.
    """
    low = (np.uint64(1) << np.uint64(shift)) - np.uint64(1)
    known = len(number)
    touched = np.empty(len(seen), np.int32)
    for d in range(begin, stop):
        others = 0
        for e in range(bounds[d], bounds[d + 1]):
            for k in range(np.int64(entries[e]) + 1, np.int64(group_end[entries[e]])):
                other = np.int64(keys[k] & low)
                if seen[other] == 0:
                    touched[others] = other
                    others += 1
                seen[other] += 1
        for k in range(others):
            other = touched[k]
            shared = seen[other] * parts
            seen[other] = 0
            a, a_stop, b, b_stop = texts[d], texts[d + 1], texts[other], texts[other + 1]
            if shared < rules.LINKED_GRAMS or not alike(
                shared, min(a_stop - a, b_stop - b), share, sites[d], sites[other]
            ):
                continue
            if (sites[d] >= 0 and sites[other] >= 0) or (
                top(root, d) != top(root, other)
                and spread(form, a, a_stop, form, b, b_stop, number, known)
                and spread(form, b, b_stop, form, a, a_stop, number, known)
            ):
                join(root, d, other)
    for d in range(len(root)):
        root[d] = top(root, d)


@inner
def widespread(on, pages, members, share):
    """Whether these texts (site and family) are so many families, on one site or anywhere; sorts them."""
    on.sort()
    here = times = different = few = half = 0
    for k in range(len(on)):
        if k and on[k] == on[k - 1]:
            continue
        site = on[k] >> 32
        here = here + 1 if k and on[k - 1] >> 32 == site else 1
        if site and here >= rules.SITE_FAMILIES and rules.SITE_SHARE * here >= pages[site]:
            return True
    families = on & 0xFFFFFFFF
    families.sort()
    for k in range(len(families)):
        times += 1
        if k + 1 == len(families) or families[k + 1] != families[k]:
            different += 1
            few += rules.MEMBERS * times <= members[families[k]]
            half += members[families[k]] > 1 and 2 * times >= members[families[k]]
            times = 0
    enough = rules.APART if different < rules.OTHERS else 1
    return different >= max(rules.HEAP_FAMILIES, share) or (half == 0 and few >= max(enough, share))


@entry("int64(uint64[::1],int64,int64[::1],int32[::1],int64[::1],uint64[::1])")
def many(keys, shift, family, sites, pages, printed):
    """Fill `printed` with the hashes of runs that so many families print -> how many."""
    low = (np.uint64(1) << np.uint64(shift)) - np.uint64(1)
    members = np.zeros(len(family), np.int64)
    for f in family:
        members[f] += 1
    room = np.empty(len(family), np.int64)
    n = first = 0
    for k in range(1, len(keys) + 1):
        if k < len(keys) and keys[k] >> np.uint64(shift) == keys[first] >> np.uint64(shift):
            continue
        if k - first >= rules.APART:
            on = room[: k - first]
            for x in range(first, k):
                d = np.int64(keys[x] & low)
                on[x - first] = np.int64(sites[d] + 1) << 32 | family[d]
            if widespread(on, pages, members, len(family) // rules.HEAP_SHARE):
                printed[n] = keys[first] >> np.uint64(shift)
                n += 1
        first = k
    return n


@entry("void(uint64[::1],uint64[::1])")
def fill(printed, hashes):
    """Put hashes into a table, a power of two large."""
    mask = len(hashes) - 1
    for h in printed:
        at = np.int64(h) & mask
        while hashes[at] != 0 and hashes[at] != h:
            at = (at + 1) & mask
        hashes[at] = h


@inner
def slot_of(h, hashes, chosen):
    """Where a hash stands in the table; -1: nowhere, or it is not chosen."""
    mask = len(hashes) - 1
    slot = np.int64(h) & mask
    while hashes[slot] != 0 and hashes[slot] != h:
        slot = (slot + 1) & mask
    return slot if chosen[slot] else -1


@inner
def find(form, number, at, hashes, chosen, shift):
    """Where the run that begins at a word stands in the table; -1: nowhere, or it is not chosen."""
    return slot_of(folded(form, number, at) >> np.uint64(shift), hashes, chosen)


@entry(f"uint8[::1]({FORMS},{TABLE})")
def consist(form, number, bounds, hashes, chosen, shift):
    """Whether each text has chosen runs (`SOME`), and consists of them (`MOST`)."""
    about = np.zeros(len(bounds) - 1, np.uint8)
    for d in range(len(bounds) - 1):
        marked, to = 0, bounds[d]
        one = two = three = four = np.uint64(0)
        for at in range(bounds[d], bounds[d + 1]):
            one, two, three, four = two, three, four, figure(form, number, at)
            if at < bounds[d] + GRAM - 1:
                continue
            if slot_of(mixed(one, two, three, four) >> np.uint64(shift), hashes, chosen) >= 0:
                marked += at + 1 - max(at + 1 - GRAM, to)
                to = at + 1
        if marked:
            about[d] = MOST if rules.MOSTLY[1] * marked > rules.MOSTLY[0] * (bounds[d + 1] - bounds[d]) else SOME
    return about


@entry(f"void({FORMS},{TABLE},uint8[::1],int32[::1],int32[::1])")
def vote(form, number, bounds, hashes, chosen, shift, about, times, apart):
    """Count for every chosen run its texts (`times`), and those of them that consist of such runs (`apart`)."""
    last = np.full(len(hashes), -1, np.int32)
    for d in np.flatnonzero(about):
        for at in range(bounds[d], bounds[d + 1] - GRAM + 1):
            slot = find(form, number, at, hashes, chosen, shift)
            if slot >= 0 and last[slot] != d:
                last[slot] = d
                times[slot] += 1
                apart[slot] += about[d] == MOST


@inner
def tidy(marks):
    """Bridge small gaps between marks, and leave out short runs of them."""
    gap = rules.BRIDGED + 1  # so many words since the last mark; none before the first
    for k in range(len(marks)):
        if marks[k]:
            if gap <= rules.BRIDGED:
                marks[k - gap : k] = True
            gap = 0
        else:
            gap += 1
    run = 0
    for k in range(len(marks) + 1):
        if k < len(marks) and marks[k]:
            run += 1
            continue
        if run < rules.LEAST:
            marks[k - run : k] = False
        run = 0


@inner
def account(marks):
    """Where the first long stretch without marks begins; 0: there is none."""
    free = 0
    for k in range(len(marks)):
        free = 0 if marks[k] else free + 1
        if free == rules.BODY:
            return k + 1 - rules.BODY
    return 0


@inner
def cover(form, number, bounds, d, hashes, chosen, shift, marks):
    """Mark the words of one text that chosen runs cover."""
    marks[:] = False
    for at in range(bounds[d], bounds[d + 1] - GRAM + 1):
        if find(form, number, at, hashes, chosen, shift) >= 0:
            marks[at - bounds[d] : at - bounds[d] + GRAM] = True
    tidy(marks)


@entry(f"void({FORMS},{TABLE},uint8[::1],int32[::1])")
def behead(form, number, bounds, hashes, chosen, shift, about, heads):
    """Count for every chosen run the texts that have it before their account begins."""
    last = np.full(len(hashes), -1, np.int32)
    for d in np.flatnonzero(about):
        marks = np.empty(bounds[d + 1] - bounds[d], np.bool_)
        cover(form, number, bounds, d, hashes, chosen, shift, marks)
        for at in range(bounds[d], min(bounds[d] + account(marks), bounds[d + 1] - GRAM + 1)):
            slot = find(form, number, at, hashes, chosen, shift)
            if slot >= 0 and last[slot] != d:
                last[slot] = d
                heads[slot] += 1


@entry(f"void({FORMS},{TABLE},uint8[::1],boolean[::1],uint8[::1],int64[::1])")
def write(form, number, bounds, hashes, chosen, shift, about, announced, flag, counts):
    """Mark all words that chosen runs cover; of those that are announced not the last before an account."""
    last = np.full(len(hashes), -1, np.int64)
    for d in np.flatnonzero(about):
        marks = np.empty(bounds[d + 1] - bounds[d], np.bool_)
        cover(form, number, bounds, d, hashes, chosen, shift, marks)
        if not marks.any():
            continue
        begin = min(bounds[d] + account(marks), bounds[d + 1] - GRAM + 1)
        for at in range(bounds[d], begin):
            slot = find(form, number, at, hashes, chosen, shift)
            if slot >= 0:
                last[slot] = at
        marks[:] = False
        for at in range(bounds[d], bounds[d + 1] - GRAM + 1):
            slot = find(form, number, at, hashes, chosen, shift)
            if slot >= 0 and not (announced[slot] and last[slot] == at):
                marks[at - bounds[d] : at - bounds[d] + GRAM] = True
        tidy(marks)
        for k in range(len(marks)):
            if marks[k]:
                flag[bounds[d] + k] |= MASKED
                counts[form[bounds[d] + k]] -= 1
