"""Words of many texts at once: folded forms as hashes, offsets in characters, in one pass over UTF-8.

The same words as `text.words` and the same segments and quotation flags as `plain.tokens`; a compiled state machine.
"""

import numpy as np

from headwater.passages.fast.characters import (
    APOSTROPHE,
    BLANK,
    CLOSING,
    DIGIT,
    EITHER,
    ENDING,
    JOINER,
    KIND,
    LETTER,
    NUMERAL,
    OPENING,
    POINT,
    SINGLE,
    TEXT,
    WHOLE,
    decode,
)
from headwater.passages.fast.compiled import entry, inner

QUOTED, FRESH, MASKED, BEGINS = 1, 2, 4, 8  # inside quotation marks; first of a segment; furniture; of a sentence
LINE_FEED = 10
CLOSING_SINGLE = 0x2019  # an apostrophe where it stands within a word
ENDLESS = 1 << 40
LENGTH = 7  # bits of a form that hold its length, up to six
NUMBER = 8  # the bit that is set where it is all digits


@inner
def feed(form, code, many, at, pool):
    """A word's hash with one more character, folded (FNV-1a over code points; Fowler, Noll and Vo)."""
    if many[code] == 1:
        return (form ^ np.uint64(at[code])) * np.uint64(0x100000001B3)
    for k in range(at[code], at[code] + many[code]):
        form = (form ^ np.uint64(pool[k])) * np.uint64(0x100000001B3)
    return form


@inner
def finish(form, length, number):
    """A finished hash: mixed (finaliser of MurmurHash3), its last four bits telling length and digits."""
    form = (form ^ (form >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    form = (form ^ (form >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    form ^= form >> np.uint64(33)
    low = np.uint64(min(length, 6)) | (np.uint64(NUMBER) if number else np.uint64(0))
    return (form & ~np.uint64(15)) | low


@inner
def has_blank_line(data, at, stop, kind):
    """Whether blank lines part a text into paragraphs."""
    feeds, seen = 0, False
    while at < stop:
        code, size = decode(data, at)
        if code == LINE_FEED:
            feeds += 1
        elif kind[code] & KIND != BLANK:
            if seen and feeds > 1:
                return True
            feeds, seen = 0, True
        at += size
    return False


@inner
def blank_follows(data, at, stop, kind):
    """Whether the line behind a line feed is blank."""
    while at < stop:
        code, size = decode(data, at)
        if code == LINE_FEED:
            return True
        if kind[code] & KIND != BLANK:
            return False
        at += size
    return False


@inner
def joins(data, p, stop, room, kind, mark):
    """Whether a mark within a word is followed by what it may join: a point by a digit, an apostrophe by a letter."""
    if p >= stop or room <= 0 or not (mark == POINT or mark == APOSTROPHE or mark == JOINER):
        return False
    code, _ = decode(data, p)
    return kind[code] & KIND == (DIGIT if mark == POINT else LETTER)


@inner
def read_word(data, p, stop, at, limit, code, size, kind, many, fold_at, pool):
    """The word that begins at a byte with a character of so many bytes -> where it ends, in bytes and characters; form.

    Letters and digits, and marks that join more of them.
    """
    h, length, number = np.uint64(0xCBF29CE484222325), 0, True
    k = kind[code] & KIND
    while True:
        h = feed(h, code, many, fold_at, pool)
        length += many[code]
        number &= kind[code] & NUMERAL != 0
        p += size
        at += 1
        if k == WHOLE or p >= stop or at >= limit:
            break
        code, size = decode(data, p)
        k = kind[code] & KIND
        if k == LETTER or k == DIGIT:
            continue
        if not joins(data, p + size, stop, limit - at - 1, kind, k):
            break
        if k != JOINER:
            h = feed(h, code, many, fold_at, pool)
            length += many[code]
            number = False
        p += size
        at += 1
        code, size = decode(data, p)
        k = kind[code] & KIND
    return p, at, finish(h, length, number)


@inner
def bare(data, p, stop, room, kind):
    """Whether what follows a mark is no word: the end, a blank, a point."""
    if p >= stop or room <= 0:
        return True
    code, _ = decode(data, p)
    k = kind[code] & KIND
    return k == BLANK or k == POINT or kind[code] & ENDING != 0


@inner
def opens(k, due, blank, is_bare):
    """Whether a double mark opens; a straight one by what stands on its sides, or as is due."""
    return k == OPENING or (k == EITHER and (due if blank == is_bare else blank))


@inner
def quote(flag, first, stop):
    """Mark some words as quoted -> that no quotation is open."""
    for w in range(first, stop):
        flag[w] |= QUOTED
    return -1


@entry(
    f"int64({TEXT},int64[::1],int64[::1],int64[::1],int64[::1],uint8[::1],"
    "uint8[::1],uint8[::1],uint32[::1],uint32[::1],uint64[::1],int32[::1],int32[::1],uint8[::1],int64[::1])"
)
def scan(data, bounds, spans, starts, ends, titles, kind, many, fold_at, pool, form, start, end, flag, counts):
    """Fill `form`, `start`, `end`, `flag` with the words of texts, `counts` with their number in each -> all of them.

    data    UTF-8 of all texts; text d is data[bounds[d]:bounds[d + 1]]
    spans   text d is read in its stretches spans[d] … spans[d + 1]: code points `starts` to `ends`, `titles` 0 or 1;
            a text without stretches is read whole, its paragraphs parted by blank lines, or else by line feeds
    """
    n = 0
    for d in range(len(bounds) - 1):
        before = n
        p, stop, at = bounds[d], bounds[d + 1], 0
        whole = spans[d] == spans[d + 1]
        blank_lines = -1  # not yet known
        last_title, fresh = -1, True
        for s in range(spans[d], spans[d + 1] + (1 if whole else 0)):
            first = 0 if whole else starts[s]
            limit = ENDLESS if whole else ends[s]
            title = 0 if whole else titles[s]
            fresh |= last_title != title
            last_title = title
            while at < first and p < stop:
                code, size = decode(data, p)
                fresh |= kind[code] & KIND != BLANK
                p += size
                at += 1
            opened, single = -1, False
            opening = blank = True
            while p < stop and at < limit:
                code, size = decode(data, p)
                k = kind[code] & KIND
                if k == LETTER or k == DIGIT or k == WHOLE:
                    start[n] = at
                    p, at, form[n] = read_word(data, p, stop, at, limit, code, size, kind, many, fold_at, pool)
                    end[n] = at
                    flag[n] = (FRESH if fresh else 0) | (BEGINS if opening else 0)
                    fresh = opening = blank = False
                    n += 1
                    continue
                opening |= kind[code] & ENDING != 0
                if not title:
                    due = opened < 0 or single
                    if opens(k, due, blank, k == EITHER and bare(data, p + size, stop, limit - at - 1, kind)):
                        if not due:
                            quote(flag, opened, n)
                        opened, single = n, False
                    elif k == SINGLE and opened < 0:
                        opened, single = n, True
                    elif opened >= 0 and ((code == CLOSING_SINGLE) if single else (k == CLOSING or k == EITHER)):
                        opened, single = quote(flag, opened, n), False
                    elif whole and code == LINE_FEED and opened >= 0:
                        if blank_lines < 0:
                            blank_lines = 1 if has_blank_line(data, bounds[d], stop, kind) else 0
                        if blank_lines == 0 or blank_follows(data, p + size, stop, kind):
                            opened, single = -1 if single else quote(flag, opened, n), False
                blank = k == BLANK
                p += size
                at += 1
            if opened >= 0 and not single:
                quote(flag, opened, n)
        counts[d] = n - before
    return n
