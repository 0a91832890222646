"""Comment trees from plain text, by structure.

A header is a short line with a date, an age, or a verb of posting; only shapes that come at least twice make a thread.
Who answers whom: an explicit number, then a dotted number, then a name, then the indentation.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from headwater.documents.calendar import dates_in
from headwater.documents.lines import Labelled, Line, announces, is_sentence_like, weight
from headwater.documents.model import Comment, Quoted
from headwater.documents.quotations import LEAST, nearly, runs_of
from headwater.documents.shapes import stamp_kind
from headwater.records import Span
from headwater.text import words

MOST_OF_A_PAGE = 0.5
LONG = 30.0  # weight of prose, about 150 words


class Header(NamedTuple):
    """The line that opens a comment, taken apart."""

    line: int  # index into the page's lines
    number: str | None
    author: str | None
    answers: str | None  # the name answered
    answers_number: str | None
    date: str | None
    kind: str  # the shape that all headers of one thread share


class Thread(NamedTuple):
    """The comments of a page, with the labels of their lines; `last` is the index of the line behind them."""

    last: int
    labels: list[Labelled]
    comments: list[Comment]


class Announced(NamedTuple):
    """A line inside a post that announces a quotation, and what is quoted under it, line by line."""

    line: int
    name: str
    quoted: tuple[Span, ...]


class Post(NamedTuple):
    """One comment as lines: its header and meta lines from `top`, its words from `start` to `end`, half open."""

    header: Header
    top: int
    start: int
    end: int


_NUMBER = re.compile(r"(?:#\s*)?(\d{1,5}(?:\.\d{1,4})*)(?:[.)]|\s|:|$)\s*")
_VERB = re.compile(
    r"\b(?P<answer>(?:repl(?:ied|ying|y|ies)|respond(?:ed|ing)|answer(?:ed|ing)|in reply|in response) to)\b"
    r"|\b(?:wrote|writes|says|said|commented|posted|asks|asked|replied|replies)\b",
    re.I,
)
_TARGET = re.compile(r"(?:@|#|>>)\s*(\d{1,5}(?:\.\d{1,4})*)\b")
_LEAD = re.compile(r"^(?:by|from|comment by|posted by|reply by|posted|on|at)\b[\s:]*", re.I)
_TAIL = re.compile(r"\s+(?:on|at|says?|said|wrote)$", re.I)
_CLOCK = re.compile(r"\bat\s+\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?|\b\d{1,2}:\d\d(?:\s*[ap]\.?m\.?)?", re.I)
_REPEATS = re.compile(r"(?:re|aw|sv|antw)\s?:\s*(\S.*)", re.I)
_TRIM = " \t\u00a0·•|,:;–—-()[]@#»«›"


def find_posts(page: Sequence[Line]) -> list[Post]:
    """The comments of a page as lines; empty where there is no structure that shows a thread."""
    headers = find_headers(page)
    while headers:
        posts = _posts(page, headers)
        if sum(_who(page, p)[0] is not None for p in posts) < 0.6 * len(posts):
            return []  # dates without names are no thread
        swallowing = _swallowing(page, posts)
        if swallowing is None:
            return posts
        headers = headers[swallowing + 1 :] if len(headers) > swallowing + 2 else []
    return []


def _swallowing(page: Sequence[Line], posts: Sequence[Post]) -> int | None:
    """The last post that holds more than half of the page's prose: no comment but the page's article under its date.

    An opening post may be that long, if its header is one of posting, not only a date.
    """
    prose = [max(0.0, weight(line)) for line in page]
    for k in range(len(posts) - 1, -1, -1):
        own = sum(prose[posts[k].start : posts[k].end])
        says = k == 0 and is_said(posts[k].header)
        if own > MOST_OF_A_PAGE * sum(prose) and own > LONG and not says:
            return k
    return None


def is_said(header: Header) -> bool:
    """Whether a header is one of posting, with its verb or a number, not only a date and a name."""
    return "v" in header.kind or "n" in header.kind


def read_thread(page: Sequence[Line], posts: Sequence[Post], text: str, body: Sequence[Span]) -> Thread:
    """The comment thread of a page: who answers whom, which words are whose, which are taken from another."""
    names = {post.header.author.casefold() for post in posts if post.header.author}
    announced = [_announced(page, post, names) for post in posts]
    idle = _constant_lines(page, posts) | {a.line for found in announced for a in found}
    ids = _ids([p.header for p in posts])
    comments: list[Comment] = []
    labels: list[Labelled] = []
    for k, post in enumerate(posts):
        own = [i for i in range(post.start, post.end) if i not in idle]
        labels += _labels(page, post, idle)
        name, rank = _who(page, post)
        comments.append(Comment("", ids[k], name, rank, None, post.header.date, *_hull(page, own, post), quotes=()))
    indents = [page[p.header.line].indent for p in posts]
    parents = [_parent(k, posts, comments, indents, announced[k]) for k in range(len(posts))]
    whole: list[Comment] = []
    for k, c in enumerate(comments):
        found = _quotes(text, k, comments, parents[k], body)
        found += _announced_quotes(announced[k], comments[:k], found)
        whole.append(replace(c, parent=parents[k], quotes=tuple(sorted(found, key=lambda q: q.start))))
    return Thread(posts[-1].end, labels, whole)


def find_headers(page: Sequence[Line]) -> list[Header]:
    """The headers of the page's thread: of the shapes that come at least twice with prose between, all."""
    found = _without_announcements([h for i, line in enumerate(page) if (h := parse_header(line, i))])
    counts = Counter(h.kind for h in found)
    known = {h.author for h in found if counts[h.kind] >= 2 and h.author}
    opens = next((h.line for h in found if counts[h.kind] >= 2), 0)
    kept = [h for h in found if counts[h.kind] >= 2 or (h.author in known and h.line > opens)]
    return kept if len(kept) >= 2 and _has_prose_between(page, kept) else []


def _without_announcements(found: Sequence[Header]) -> list[Header]:
    """The headers without those that only announce a quotation: "heron wrote:" inside a post that has its own date."""
    dated = [h for h in found if h.date]
    below = {h.line for d in dated for h in found if _is_bare(h) and 0 < h.line - d.line <= 2}
    if len(dated) < 2 or (len(below) == len(dated) and not any(d.author for d in dated)):
        return list(found)  # the dates stand above "heron wrote:", which is the header then
    names = {h.author.casefold() for h in dated if h.author}
    return [h for h in found if not (_is_bare(h) and h.author and (h.line in below or h.author.casefold() in names))]


def _is_bare(header: Header) -> bool:
    """Whether a header says no more than that somebody wrote."""
    return header.date is None and header.number is None and header.answers is None


def _has_prose_between(page: Sequence[Line], headers: Sequence[Header]) -> bool:
    """Whether most headers are followed by words of somebody, not by the next link."""
    ends = [h.line for h in headers[1:]] + [len(page)]
    talks = sum(
        any(_talks(page[i]) for i in range(h.line + 1, min(end, h.line + 12)))
        for h, end in zip(headers, ends, strict=True)
    )
    return talks >= 0.6 * len(headers)


def _talks(line: Line) -> bool:
    return not line.shape and (is_sentence_like(line.look) or (line.look.stop and line.look.words >= 3))


def parse_header(line: Line, index: int) -> Header | None:
    """A short line taken apart as a comment's header, or None where it cannot be one."""
    text = line.text
    if line.look.words > 22 or len(text) > 160 or (line.look.full and line.look.words > 12) or text[0] in "—–":
        return None  # a dash before a name signs the quotation above it
    numbered = _NUMBER.match(text)
    if numbered and any(d.start < numbered.end() for d in dates_in(text)):
        numbered = None  # the number is the date's own
    rest = text[numbered.end() :] if numbered else text
    dates = dates_in(rest)
    verb = _VERB.search(rest)
    if not (dates or (verb and text.endswith(":")) or (numbered and verb and verb["answer"])):
        return None
    clear = _blank_dates(rest, [(d.start, d.end) for d in dates])
    answer = verb if verb and verb["answer"] else None
    target = _TARGET.search(clear[answer.start() :]) if answer else None
    author = _name(clear[: verb.start()] if verb else clear)
    if verb and not author:
        author = _name(_LEAD.sub("", clear[verb.end() :].strip()))
    if author is not None and (len(author.split()) > 5 or stamp_kind(author)):
        return None
    named = _name(_TARGET.sub("", clear[answer.end() :])) if answer else None
    kind = f"{'n' if numbered else ''}{'d' if dates else ''}{'v' if verb and not answer else ''}{'a' if author else ''}"
    date = rest[dates[0].start : dates[-1].end] if dates else None
    return Header(index, numbered[1] if numbered else None, author, named, target[1] if target else None, date, kind)


def _blank_dates(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "\t" * (end - start) + text[end:]
    return _CLOCK.sub(lambda m: "\t" * len(m.group()), text)


def _name(text: str) -> str | None:
    """The name in a piece of a header: its first part between wide gaps and signs."""
    text = _LEAD.sub("", text.strip(_TRIM))
    parts = [_TAIL.sub("", p.strip(_TRIM)) for p in re.split(r"\t+|[·•|]|\s{2,}|\u00a0\s", text)]
    named = [
        p for p in parts if re.search(r"\w", p) and not re.fullmatch(r"(?i)on|at|by|edited|says?|said|wrote|\d+ \w+", p)
    ]
    return named[0] if named else None


def _posts(page: Sequence[Line], headers: Sequence[Header]) -> list[Post]:
    """The lines of each comment. The lines of meta above a header are as many as most headers show."""
    above = _meta_above(page, headers)
    tops = [max(h.line - above, headers[k - 1].line + 1 if k else 0) for k, h in enumerate(headers)]
    ends = [*tops[1:], _end_of_last(page, headers, tops)]
    return [
        Post(h, top, min(h.line + 1 + _meta_below(page, headers, k), end), end)
        for k, (h, top, end) in enumerate(zip(headers, tops, ends, strict=True))
    ]


def _meta_above(page: Sequence[Line], headers: Sequence[Header]) -> int:
    """How many lines above a header belong to it: up to the author's name where most headers repeat it there."""
    for up in (1, 2, 3, 4):
        hits = sum(h.line >= up and h.author is not None and page[h.line - up].text == h.author for h in headers)
        if hits * 2 > len(headers):
            return up
    if sum(h.author is None for h in headers) * 2 > len(headers) and all(
        h.line and page[h.line - 1].look.words <= 5 and not page[h.line - 1].look.stop for h in headers
    ):
        return 1
    return 0


def _meta_below(page: Sequence[Line], headers: Sequence[Header], k: int) -> int:
    """1 where the line under the header is a rank or the like: short, open, and printed under another header too."""
    under = [page[h.line + 1].text if h.line + 1 < len(page) else "" for h in headers]
    line = page[headers[k].line + 1] if headers[k].line + 1 < len(page) else None
    if line is None or line.look.words > 4 or line.look.stop:
        return 0
    return int(under.count(line.text) > 1)


def _end_of_last(page: Sequence[Line], headers: Sequence[Header], tops: Sequence[int]) -> int:
    """Where the last comment ends: at a gap as wide as those between comments, or at the page's furniture."""
    between = min(page[t].gap for t in tops[1:])
    inner = max((page[i].gap for k, h in enumerate(headers[:-1]) for i in range(h.line + 2, tops[k + 1])), default=0)
    start = headers[-1].line + 1
    for i in range(start, len(page)):
        if i > start and between > max(inner, 1) and page[i].gap >= between:
            return i
        if page[i].detail in ("related", "ranking", "newsletter", "tags", "rights"):
            return i
    end = len(page)
    used = {page[i].text for k, h in enumerate(headers[:-1]) for i in range(h.line + 1, tops[k + 1])}
    closed = _is_closed(page, headers, tops)
    while end > start + 1 and page[end - 1].text not in used:
        idle = page[end - 1].shape or (closed and not page[end - 1].look.stop)
        if not idle or not any(_talks(line) for line in page[start : end - 1]):
            break
        end -= 1
    return end


def _is_closed(page: Sequence[Line], headers: Sequence[Header], tops: Sequence[int]) -> bool:
    """Whether all comments before the last talk in sentences that close; open lines behind the last are furniture."""
    return all(
        any(page[i].look.stop and _talks(page[i]) for i in range(h.line + 1, top))
        for h, top in zip(headers, tops[1:], strict=False)
    )


def topic(page: Sequence[Line], posts: Sequence[Post]) -> str | None:
    """The thread's title where its answers repeat it ("Re: …")."""
    said = Counter(m[1] for p in posts for i in range(p.top, p.end) if (m := _REPEATS.fullmatch(page[i].text)))
    return max(said, key=lambda t: (said[t], t)) if said and 2 * said.total() >= len(posts) - 1 else None


def _constant_lines(page: Sequence[Line], posts: Sequence[Post]) -> set[int]:
    """The lines that stand in half of the comments, such as the word on a button: nobody's words."""
    often = Counter(t for p in posts for t in {page[i].text for i in range(p.start, p.end)})
    return {
        i
        for p in posts
        for i in range(p.start, p.end)
        if (page[i].look.words <= 6 and often[page[i].text] >= max(2, len(posts) / 2))
        or (page[i].detail == "widget" and page[i].look.words <= 4)
    }


def _announced(page: Sequence[Line], post: Post, names: set[str]) -> list[Announced]:
    """The quotations that a post announces with "heron wrote:"; quoted is what is set in or marked under it."""
    found: list[Announced] = []
    for i in range(post.start, post.end):
        header = parse_header(page[i], i)
        if header is None or not _is_bare(header) or not header.author:
            continue
        end = i + 1
        while end < post.end and (page[end].indent > page[i].indent or page[end].text[0] == ">"):
            end += 1
        if end > i + 1 or header.author.casefold() in names:
            found.append(Announced(i, header.author, tuple(Span(p.start, p.end) for p in page[i + 1 : end])))
    return found


def _ids(headers: Sequence[Header]) -> list[str]:
    """The numbers as printed where every comment has its own; running numbers otherwise."""
    printed = [h.number for h in headers]
    if None not in printed and len(set(printed)) == len(printed):
        return [str(n) for n in printed]
    return [str(k) for k in range(1, len(headers) + 1)]


def _labels(page: Sequence[Line], post: Post, idle: set[int]) -> list[Labelled]:
    found: list[Labelled] = []
    for i in range(post.top, post.end):
        meta = i < post.start or i in idle
        found.append(Labelled(page[i].start, page[i].end, "comment_meta" if meta else "comment", None, 0.9))
    return found


def as_opening(labels: Sequence[Labelled], page: Sequence[Line]) -> list[Labelled]:
    """The labels of a post that opens its thread: its words are body, but for a line that announces what it quotes."""
    found = [f._replace(label="body" if f.label == "comment" else "byline") for f in labels]
    own = [k for k, f in enumerate(found) if f.label == "body"]
    if len(own) > 1 and announces(page[own[0]], page[own[1]]):
        found[own[0]] = found[own[0]]._replace(label="quote_prompt")
    return found


def _who(page: Sequence[Line], post: Post) -> tuple[str | None, str | None]:
    """Author and rank, from the header and the lines of meta around it."""
    meta = [page[i].text for i in range(post.top, post.start) if i != post.header.line]
    author = post.header.author
    if author is None and meta:
        author = meta.pop(0)
    rest = [m for m in meta if m != author]
    return author, (" ".join(rest) or None)


def _hull(page: Sequence[Line], own: Sequence[int], post: Post) -> tuple[int, int]:
    if not own:
        at = page[post.header.line].end
        return at, at
    return page[own[0]].start, page[own[-1]].end


def _parent(
    k: int, posts: Sequence[Post], comments: Sequence[Comment], indents: Sequence[int], announced: Sequence[Announced]
) -> str | None:
    """The comment answered by comment `k`: by number, by dotted number, by name, by indentation."""
    header, earlier = posts[k].header, comments[:k]
    ids = {c.id for c in earlier}
    if header.answers_number in ids:
        return header.answers_number
    if "." in comments[k].id and (stem := comments[k].id.rpartition(".")[0]) in ids:
        return stem
    for name in (header.answers, *(a.name for a in announced)):
        if name and (other := _latest(earlier, name)):
            return other
    for j in range(k - 1, -1, -1):
        if indents[j] < indents[k]:
            return comments[j].id
    return None


def _latest(earlier: Sequence[Comment], name: str) -> str | None:
    """The latest comment that somebody wrote."""
    wanted = name.casefold()
    return next((c.id for c in reversed(earlier) if c.author and c.author.casefold() == wanted), None)


def _announced_quotes(
    announced: Sequence[Announced], earlier: Sequence[Comment], found: Sequence[Quoted]
) -> list[Quoted]:
    """The lines quoted under an announcement that were not found word for word: taken from that name's latest."""
    return [
        Quoted(span.start, span.end, of)
        for one in announced
        if (of := _latest(earlier, one.name))
        for span in one.quoted
        if not any(span.start < q.end and q.start < span.end for q in found)
    ]


def _quotes(text: str, k: int, comments: Sequence[Comment], parent: str | None, body: Sequence[Span]) -> list[Quoted]:
    """The lines of a comment that an earlier comment or the article has: of five words, or its whole first line.

    From eight words on a line is quoted too where the other has it nearly.
    """
    found: list[Quoted] = []
    order = sorted(comments[:k], key=lambda c: (c.id == parent, c.start), reverse=True)
    pools = [(c.id, _line_forms(text, c.start, c.end)) for c in order]
    pools.append(("article", [f for b in body for f in _line_forms(text, b.start, b.end)]))
    own = _spans(text, comments[k].start, comments[k].end)
    for number, span in enumerate(own):
        forms = _forms(text, span)
        if not forms or len(own) == 1:
            continue
        for name, pool in pools:
            whole = number == 0 and forms in pool
            if whole or (len(forms) >= 5 and any(_has(other, forms) for other in pool)):
                found.append(Quoted(span.start, span.end, name))
                break
    return found


def _spans(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    for m in re.finditer(r"[^\r\n]+", text[start:end]):
        piece = m.group()
        inner = piece.strip().lstrip("> ")
        if inner:
            at = start + m.start() + piece.index(inner)
            found.append(Span(at, at + len(inner)))
    return found


def _line_forms(text: str, start: int, end: int) -> list[list[str]]:
    return [_forms(text, s) for s in _spans(text, start, end)]


def _forms(text: str, span: Span) -> list[str]:
    return [w.form for w in words(text, span.start, span.end)]


def _has(many: list[str], few: list[str]) -> bool:
    """Whether a line has another one, verbatim or nearly."""
    if any(many[i : i + len(few)] == few for i in range(len(many) - len(few) + 1)):
        return True
    return len(few) >= LEAST and not set(runs_of(few)).isdisjoint(runs_of(many)) and nearly(few, many)
