"""Lines of plain text -> labels: what is title, byline, date, body, note, furniture on a page without markup.

The heaviest run of sentence-like lines is the account; what stands above it is its head, what interrupts it is a box,
what follows it is furniture. Known shapes and repetition refine that. (Maximum-sum segment after Pasternack and Roth,
"Extracting article text from the web with maximum subsequence segmentation", 2009.)
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from headwater.documents.calendar import dates_in
from headwater.documents.model import Label
from headwater.documents.shapes import Look, Shape, is_byline, is_call, is_tags, look, shape
from headwater.records import Span
from headwater.text import lines, trim, words


class Line(NamedTuple):
    """A line that is not blank, without the white space at its ends."""

    start: int
    end: int
    text: str
    gap: int  # blank lines before it
    indent: int
    look: Look
    shape: Shape | None

    @property
    def detail(self) -> str | None:
        """The detail of the line's shape, where it has one."""
        return self.shape.detail if self.shape else None


class About:
    """What is known of a page's account: each line's probability of being part of it, and the words it is told in."""

    def __init__(self, page: Sequence[Line], likely: Sequence[float]) -> None:
        self.likely = likely
        self._words = [long_words(line.text) for line in page]
        told = (words for words, p in zip(self._words, likely, strict=True) if p > TOLD)
        self._often = Counter(word for words in told for word in words)

    def shares(self, i: int) -> bool:
        """Whether another line of the account has one of this line's longer words."""
        own = self.likely[i] > TOLD
        return any(self._often[word] > own for word in self._words[i])


TOLD = 0.5  # a line's likelihood from which it is taken for a part of the account
LONG_WORD = 5  # letters from which a word tells what a line is about
EDGE = 0.25  # a line's likelihood from which it speaks for being inside the account
LITTLE = 0.3  # share of the main text that may stand above its own heading without being part of it
MUCH = 0.75  # the same, where a date or a byline is right under the heading
BELOW, TEASER = 5, 0.8  # lines of prose below a second title, and how likely they are where it is a teaser's
SURELY_NOT = 0.25  # below it a line inside the account's run is left out


class Hint(NamedTuple):
    """What markup tells about a line."""

    main: bool  # an extractor took it as main text
    heading: bool = False  # it is a main heading
    caption: bool = False  # it stands under a picture
    links: float = 0.0  # share of its letters that are in links
    sub: bool = False  # it is a heading below the main one


class Labelled(NamedTuple):
    """A stretch with its label."""

    start: int
    end: int
    label: Label
    detail: str | None
    confidence: float


def read_lines(text: str, spans: Iterable[Span] | None = None) -> list[Line]:
    """The lines of a text that are not blank; where `spans` are given, these in the place of lines."""
    found: list[Line] = []
    gap = 0
    for raw in lines(text) if spans is None else spans:
        span = trim(text, raw.start, raw.end)
        if not len(span):
            gap += 1
            continue
        line = text[span.start : span.end]
        seen = look(line)
        found.append(Line(span.start, span.end, line, gap, span.start - raw.start, seen, shape(line, seen)))
        gap = 0
    return found


def label_lines(page: Sequence[Line], likely: Sequence[float], headline: str | None = None) -> list[Labelled]:
    """A label for every line of an article page; `likely` is each line's probability of being part of the account.

    One of 0 is known to be no part of it, wherever it stands, and says nothing of the lines around it.
    """
    first, last = heaviest_run(
        [(p - EDGE) * min(line.look.words, 60) ** 0.5 if p else 0.0 for line, p in zip(page, likely, strict=True)]
    )
    first = _below_title(page, first, last, likely)
    titles = find_titles(page, first if last > first or not headline else len(page), headline, About(page, likely))
    first = _behind_head(page, first, last, titles)
    last = _first_story_end(page, first, last, likely)
    labels = {i: _as(page[i], "title", None, 0.9) for i in titles}
    for i in range(first):
        above = _head(page, i, titles)
        never = above.label == "body" and not likely[i]
        labels.setdefault(i, _as(page[i], "furniture", "other", 0.7) if never else above)
    for i, found in _inside(page, first, last, likely).items():
        labels.setdefault(i, found)
    for i, found in _tail(page, last, first).items():
        labels.setdefault(i, found)
    for i in _link_cards(page, titles, first, last):
        labels[i] = _as(page[i], "quote_prompt", None, 0.8)
    if last - first > 1 and is_byline(page[first].text, page[first].look) and announces(page[first], page[first + 1]):
        labels[first] = _as(page[first], "quote_prompt", None, 0.7)
    return [labels[i] for i in range(len(page))]


def _below_title(page: Sequence[Line], first: int, last: int, likely: Sequence[float]) -> int:
    """The first line of the account that may stand under its title, where a notice above that looks like the account.

    The title is then a line that is no sentence, right above a date or a byline, with little of the account above it.
    """
    size = [line.look.letters * p for line, p in zip(page, likely, strict=True)]
    above, little = 0.0, LITTLE * sum(size[first:last])
    for i in range(first, last - 1):
        if above > little:
            break
        if likely[i] and not page[i].look.full and _could_be_title(page, i, first) and _is_stamped(page[i + 1]):
            return i + 1
        above += size[i]
    return first


def _is_stamped(line: Line) -> bool:
    """Whether a line is a date or a byline, as stands under a title."""
    return is_stamp(line) or is_byline(line.text, line.look)


def _behind_head(page: Sequence[Line], first: int, last: int, titles: Sequence[int]) -> int:
    """The first line of the account that is not of its head: titles, bylines and dates may look like its beginning."""
    while first < last and (first in titles or _is_of_head(page, first, titles)):
        first += 1
    return first


def _is_of_head(page: Sequence[Line], i: int, titles: Sequence[int]) -> bool:
    line = page[i]
    if i + 1 < len(page) and announces(line, page[i + 1]):
        return False
    named = i - 1 in titles and is_name(line.text)
    return named or _is_stamped(line)


def label_markup(page: Sequence[Line], hints: Sequence[Hint], headline: str | None = None) -> list[Labelled]:
    """A label for every line of a page in markup, with a hint for each."""
    told = [i for i, hint in enumerate(hints) if hint.main]
    first, last = (told[0], told[-1] + 1) if told else (len(page), len(page))
    titles = _heading(hints) or find_titles(page, first, headline)
    titles += [i for i in told if headline and _key(page[i].text) == _key(headline) and i not in titles]
    first = _behind_head(page, _below_heading(page, hints, titles, first, last), last, titles)
    labels = {i: _as(page[i], "title", None, 0.9) for i in titles}
    for i in range(first):
        found = _head(page, i, titles)
        labels.setdefault(i, _as(page[i], "furniture", "other", 0.6) if found.label == "body" else found)
    for i in range(first, last):
        sub = Shape("body", None, 0.7) if _heads_body(page, hints, i) else None
        labels.setdefault(i, _as(page[i], *(sub or _hinted(page[i], hints[i], _among_links(page, hints, i)))))
    for i, found in _tail(page, last, first).items():
        labels.setdefault(i, found)
    return [labels[i] for i in range(len(page))]


def _below_heading(page: Sequence[Line], hints: Sequence[Hint], titles: Sequence[int], first: int, last: int) -> int:
    """The first line of the main text that stands under the main heading, where little of it stands above.

    More may, where a date or a byline is right under the heading: notices above a short account are longer than it.
    """
    if not titles or not first < titles[0] < last or not hints[titles[0]].heading:
        return first
    letters = [page[i].look.letters if hints[i].main else 0 for i in range(first, last)]
    above = sum(letters[: titles[0] - first])
    under = titles[-1] + 1
    most = MUCH if under < last and _is_stamped(page[under]) else LITTLE
    return under if above < most * sum(letters) else first


def _heads_body(page: Sequence[Line], hints: Sequence[Hint], i: int) -> bool:
    """Whether a line is a sub-heading that the extractor left out: main text right above it and right below it."""
    beside = all(0 <= k < len(page) and hints[k].main and not page[k].shape for k in (i - 1, i + 1))
    return beside and hints[i].sub and hints[i].links < 0.5 and page[i].shape is None


def _heading(hints: Sequence[Hint]) -> list[int]:
    """The lines of the page's only main heading."""
    found = [i for i, hint in enumerate(hints) if hint.heading]
    return found if len(found) == 1 else []


def _among_links(page: Sequence[Line], hints: Sequence[Hint], i: int) -> bool:
    """Whether a line and one beside it are links and nothing else."""

    def is_link(k: int) -> bool:
        return 0 <= k < len(page) and hints[k].links > 0.9 and page[k].look.words >= 4 and not page[k].look.full

    return is_link(i) and (is_link(i - 1) or is_link(i + 1)) and "://" not in page[i].text


def _hinted(line: Line, hint: Hint, among_links: bool) -> Shape:
    """What a line between the first and the last of the main text is."""
    if line.shape and (not hint.main or line.shape.label == "note" or line.detail in _TRUSTED_INSIDE):
        return line.shape
    if hint.caption:
        return Shape("furniture", "caption", 0.8)
    if among_links:
        return Shape("furniture", "related", 0.6)
    return Shape("body", None, 0.9) if hint.main else Shape("furniture", "other", 0.7)


_TRUSTED_INSIDE = frozenset(("related", "ranking", "newsletter", "caption", "widget", "tags"))


def weight(line: Line) -> float:
    """How much a line speaks for being part of the account (above 0) or against (below)."""
    seen = line.look
    if line.shape:
        return -1.0 if line.shape.label == "note" or line.detail == "caption" else -2.0
    if line.text[0] in "-•*·>–—|" and not seen.full:
        return -1.5
    if is_sentence_like(seen):
        return min(8.0, 1 + seen.words / 5)
    if seen.stop and seen.words >= 3 and seen.lower >= 0.4:
        return 0.4
    return -0.8 if seen.words >= 4 and seen.lower >= 0.5 else -1.0


def is_sentence_like(seen: Look) -> bool:
    """Whether a line reads as running prose: long enough, mostly lower case, closed or very long."""
    return seen.words >= 7 and seen.lower >= 0.5 and (seen.stop or seen.words >= 25)


def heaviest_run(weights: Sequence[float]) -> tuple[int, int]:
    """Half-open index range of the run with the largest sum; empty at the front where nothing is above 0."""
    best, best_range, total, start = 0.0, (0, 0), 0.0, 0
    for i, w in enumerate(weights):
        if total <= 0:
            total, start = 0.0, i
        total += w
        if total > best:
            best, best_range = total, (start, i + 1)
    return best_range


def find_titles(page: Sequence[Line], first: int, headline: str | None, about: About | None = None) -> list[int]:
    """The lines that print the title: a line that is said twice near the top, else the first that could be one.

    What is known of the account, where that is judged line by line, tells which could: no line that the site prints
    on other pages, rather one that shares a longer word with the account, and rather one that is no sentence.
    """
    top = [i for i in range(min(first + 2, len(page), 40)) if about is None or about.likely[i]]
    keys = {i: _key(page[i].text) for i in top}
    wanted = _key(headline) if headline else None
    if wanted and wanted in keys.values():
        return [i for i in top if keys[i] == wanted and (i <= first or i == 0)]
    could = [i for i in top if _could_be_title(page, i, first)]
    often = Counter(keys.values())
    twice = [i for i in could if often[keys[i]] > 1 and page[i].look.words >= 3]
    if twice:
        return [i for i in could if keys[i] == keys[twice[0]]]
    good = [i for i in could if page[i].look.words >= 4] or could
    good = [i for i in good if about and about.shares(i)] or good
    good = [i for i in good if not page[i].look.full] or good
    return good[:1] if not good or good[0] < first else _opening_title(page, good[0], top[0])


def _opening_title(page: Sequence[Line], i: int, top: int) -> list[int]:
    """A title that looks like part of the account: only the first line of all, before a byline, date or longer line."""
    line, below = page[i], page[i + 1] if i + 1 < len(page) else None
    followed = i == top and (below is None or below.look.words > line.look.words or _is_stamped(below))
    return [i] if followed and line.look.words <= 16 and not line.look.full else []


def _could_be_title(page: Sequence[Line], i: int, first: int) -> bool:
    line = page[i]
    if line.shape or not line.look.letters or line.look.words > 40 or is_byline(line.text, line.look):
        return False
    if is_stamp(line) or _glued_title(page, i) or is_tags(line.text, line.look):
        return False
    return i < first or not is_sentence_like(line.look) or i == 0


_LONG = re.compile(rf"\w{{{LONG_WORD},}}")


def long_words(text: str) -> frozenset[str]:
    """The longer words of a line, which tell what it is about."""
    return frozenset(_LONG.findall(text.casefold()))


def _key(text: str) -> str:
    return " ".join(w.form for w in words(text))


def is_stamp(line: Line) -> bool:
    """Whether a line is little more than a date."""
    found = dates_in(line.text) if len(line.text) <= 200 else []
    if not found:
        return False
    rest = "".join(line.text[: found[0].start]) + line.text[found[-1].end :]
    return len(words(rest)) <= 6 and not line.look.full


def _glued_title(page: Sequence[Line], i: int) -> Line | None:
    """The later line that this line prints in full among other things, as "Home > TownBridge closed-The Site" does."""
    for other in page[i + 1 : i + 8]:
        if other.look.words >= 4 and other.text in page[i].text and len(other.text) < len(page[i].text):
            return other
    return None


def site_name(page: Sequence[Line]) -> str | None:
    """The site's name where the page glues it to its title."""
    for i, line in enumerate(page[:4]):
        title = _glued_title(page, i)
        if title:
            rest = line.text.partition(title.text)[2]
            if m := re.fullmatch(r"\s*[-–—|:·•»]\s*(\S.{1,50})", rest):
                return m[1].strip()
    return None


def _head(page: Sequence[Line], i: int, titles: Sequence[int]) -> Labelled:
    """The label of a line above the account."""
    line = page[i]
    beside = bool(titles) and titles[0] < i <= titles[-1] + 4
    if _glued_title(page, i):
        known = Shape("furniture", "crumb", 0.8)
    elif is_byline(line.text, line.look) and line.detail != "caption":
        known = Shape("byline", None, 0.85)
    elif is_stamp(line):
        known = Shape("date", None, 0.85)
    elif line.shape:
        known = line.shape
    elif beside and is_name(line.text):
        known = Shape("byline", None, 0.6)
    elif beside and line.look.words >= 8 and line.look.lower >= 0.5:
        known = Shape("body", None, 0.5)  # a standfirst without a full stop
    else:
        known = Shape("furniture", "other", 0.7)
    return _as(line, *known)


def is_name(text: str) -> bool:
    """Whether a line is a person's name and no more: two to four capitalised words, none an everyday one."""
    parts = text.split()
    return 2 <= len(parts) <= 4 and all(
        re.fullmatch(r"[^\W\d_](?:[^\W\d_]|['’.-])*\.?", p) and p[0].isupper() for p in parts
    )


def _as(line: Line, label: Label, detail: str | None, confidence: float) -> Labelled:
    return Labelled(line.start, line.end, label, detail, confidence)


def _inside(page: Sequence[Line], first: int, last: int, likely: Sequence[float]) -> dict[int, Labelled]:
    """The labels between the first and the last line of the account: body, unless a line is plainly something else."""
    found: dict[int, Labelled] = {}
    i = first
    while i < last:
        line = page[i]
        box = _box_end(page, i, last)
        if box > i:
            for j in range(i, box):
                found[j] = _as(page[j], "furniture", line.detail if line.detail else "related", 0.8)
            i = box
            continue
        known = line.shape if line.shape and _holds_inside(line) else None
        if known is None and is_stamp(line) and line.look.words <= 12:
            known = Shape("date", None, 0.7)
        if known is None and likely[i] < SURELY_NOT:
            known = Shape("furniture", "other", 0.6)
        found[i] = _as(line, *known) if known else _as(line, "body", None, max(0.5, round(likely[i], 2)))
        i += 1
    _pull_in_neighbours(page, found, first, last)
    return found


def _holds_inside(line: Line) -> bool:
    """Whether a shape is believed in the middle of prose: a long sentence may use the words of a widget or a crumb."""
    return line.shape is not None and not (line.detail == "crumb" and line.look.stop)


def _box_end(page: Sequence[Line], i: int, last: int) -> int:
    """One behind the last line of a box of links that opens at line `i`; `i` itself where none opens."""
    if page[i].detail not in ("related", "ranking"):
        return i
    j, head = i + 1, i
    while j < last and not page[j].look.full and not _is_long_prose(page[j]) and j - head <= 12:
        head = j if page[j].detail in ("related", "ranking") else head
        j += 1
    return j


def _is_long_prose(line: Line) -> bool:
    return line.look.words >= 25 and line.look.lower >= 0.5


def _pull_in_neighbours(page: Sequence[Line], found: dict[int, Labelled], first: int, last: int) -> None:
    """A short call without a full stop right above or below a prompt belongs to the prompt's box."""
    for i in range(first, last):
        if found[i].detail != "newsletter":
            continue
        for j in (i - 1, i + 1):
            if first < j < last and found[j].label == "body" and is_call(page[j].text, page[j].look):
                found[j] = _as(page[j], "furniture", "newsletter", 0.7)


def _first_story_end(page: Sequence[Line], first: int, last: int, likely: Sequence[float]) -> int:
    """Where a second story sets in: a new title with its own byline or date, then prose again.

    A teaser between two paragraphs looks the same; there the prose below it is as likely part of the account.
    """
    seen = 0.0
    for i in range(first, last):
        if seen > 16 and _opens_story(page, i, last):
            below = [likely[k] for k in range(i + 1, last) if is_sentence_like(page[k].look)][:BELOW]
            if sum(below) < TEASER * len(below):
                return i
        seen += max(0.0, weight(page[i]))
    return last


def _opens_story(page: Sequence[Line], i: int, last: int) -> bool:
    line = page[i]
    if line.shape or line.look.stop or not 4 <= line.look.words <= 25:
        return False
    marks = 0
    for other in page[i + 1 : min(i + 4, last)]:
        if other.text[0] in "—–":
            return False  # a dash before a name and a date signs what is quoted above it
        if is_stamp(other) or (other.text[:3].lower() == "by " and is_byline(other.text, other.look)):
            marks += 1
        elif is_sentence_like(other.look):
            return marks > 0
    return False


def _tail(page: Sequence[Line], last: int, first: int) -> dict[int, Labelled]:
    """The labels behind the account. Boxes give their name to the lines under them."""
    found: dict[int, Labelled] = {}
    box: str | None = None
    for i in range(last, len(page)):
        line = page[i]
        if line.shape:
            box = line.detail if line.detail in ("related", "ranking", "newsletter") else None
            found[i] = _as(line, *line.shape)
        elif box and not is_sentence_like(line.look):
            found[i] = _as(line, "furniture", box, 0.8)
        elif _opens_story(page, i, len(page)) or box == "next_article":
            box = "next_article"
            found[i] = _as(line, "furniture", "next_article", 0.7)
        elif i <= last + 1 and is_byline(line.text, line.look) and last > first:
            found[i] = _as(line, "byline", None, 0.6)
        else:
            found[i] = _as(line, "furniture", "tags" if is_tags(line.text, line.look) else "other", 0.7)
    return found


def _link_cards(page: Sequence[Line], titles: Sequence[int], first: int, last: int) -> list[int]:
    """The deck of a link card: after a title said twice, a line whose words the account says again at length."""
    if len(titles) < 2:
        return []
    i = titles[-1] + 1
    if i >= last or page[i].look.words < 6:
        return []
    deck = [w.form for w in words(page[i].text)]
    for other in page[i + 1 : min(i + 6, last)]:
        if other.look.words >= len(deck) and _in_order(deck, [w.form for w in words(other.text)]) >= 0.8 * len(deck):
            return [i]
    return []


def announces(line: Line, below: Line) -> bool:
    """Whether a short line with a colon only introduces the long one below it, which is quoted then."""
    return line.text.endswith(":") and line.look.words <= 10 and below.look.words >= 20


def _in_order(few: Sequence[str], many: Sequence[str]) -> int:
    """How many of the first words stand in the second list in the same order, each met greedily."""
    at = met = 0
    for word in few:
        try:
            at = many.index(word, at) + 1
        except ValueError:
            continue
        met += 1
    return met
