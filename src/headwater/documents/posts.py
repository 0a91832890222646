"""Comments and forum posts where the markup marks them: what was posted, by whom, when, in answer to what.

A post's words stand in an element that its class, id or property calls the content of a comment, post, message, reply
or answer. Everything around it, up to the element that holds a second post, is about it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree

from headwater.documents.calendar import iso
from headwater.documents.lines import Line, is_sentence_like
from headwater.documents.markup import Run, Seen, ancestors
from headwater.documents.model import Comment
from headwater.documents.shapes import look

_THING = (
    r"(?:comments?|comentarios?|kommentare?|post|posting|message|msg|reply|replies|answers?|questions?|topic|thread|node"
    r"|entry|usertext|discussion|review)"
)
_PART = r"(?:body|content|contents|text|copy|inner|message|msg|entry|main|wrapper|bit|words|txt|p)"
_CONTENT = re.compile(
    rf"(?:^|\s)(?:[\w-]*{_THING}[-_]*(?:data[-_])?{_PART}(?:[-_]?\d+)?|comments?[\w-]*__(?:text|body|content)|cooked|bbWrapper|postbody|vbposttext|s-prose|postcontent|post-message"
    rf"|userContent|postMessage|kmsg|t_f|cmt_txt)(?:\s|$)",
    re.I,
)
_WHOLE = re.compile(
    r"(?:^|\s)(?:[\w-]*[-_])?(?:comment|kommentar|comentario|reply)(?:[-_]?(?:item|box|info|entry|wrap|single))?(?:\s|$)"
    r"|(?:^|\s)(?:div-)?(?:comment|reply|kommentar)[-_]?\d+(?:\s|$)",
    re.I,
)
_COMMENT = re.compile(r"comment|kommentar|comentario|reply|replies|reaction|disqus|respond", re.I)
_NO_POST = re.compile(
    r"form|respond|editor|toolbar|signature|recent|widget|sidebar|latest|related|count|footer|share", re.I
)
_ONE_POST = re.compile(
    r"(?:^|\s)(?:comment|post|reply|message|answer|p|c)(?:[-_]?\d+)?(?:\s|$)|(?:comment|post|reply)[-_]\d+", re.I
)
_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:author|username|user-?name|user|poster|fn|byline|nick(?:name)?|commenter|member|name|creator|by)"
    r"(?:$|[\s_-])",
    re.I,
)
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:signature|sig|reactions?|reactionsbar|likes?|lastedit(?:ed)?|editedby|edited|expandlink|expand"
    r"|attribution|quote-?(?:header|title|author|by|info)|controls|actions?|buttons?|toolbar|attachments?|badges?"
    r"|notice|profile-icons)(?:$|[\s_-])|(?:^|\s)(?:post|comment|message)?[-_]?author(?:\s|$)",
    re.I,
)
_CARD = re.compile(  # of the person who posts, or of a page that is linked
    r"message-(?:cell--)?user(?![a-z])|user-?(?:details|info|extras|title|banner|card|stats)(?![a-z])|post-?(?:left|profile)"
    r"|signature|post-meta|onebox|unfurl|_citation|comment_?meta|share-?menu",
    re.I,
)
_EDITED = re.compile(r"(?:last )?edited (?:by|on|at|(?:\w+ )?\d+)\b.*\d", re.I)
_BESIDE = re.compile(r"signature|(?:^|\s)(?:side|side-?bar)(?:\s|$)", re.I)
_NOTICE = re.compile(r"notice|alert|announce|banner|header|rules", re.I)
_QUOTE = re.compile(
    r"(?:^|[\s_-])(?:quote|quotes|quoted|quotation|quote-?(?:content|box|block|text|container)|ipsquote)(?:$|[\s_-])"
    r"|bbcode_quote",
    re.I,
)
_ASKED = re.compile(r"(?:^|[\s_-])(?:question|answer)(?:$|[\s_-])", re.I)
_DATE = re.compile(r"date|time|ago|posted|published|meta", re.I)


DUMP = 500  # words of code in one piece from which nobody is taken to have written it
LINE = 20  # words that tell when a post was edited
SHORT = 6  # words of a line that is nobody's once it stands in three posts


class Posted(NamedTuple):
    """One post: its element, the element that holds all about it, and the lines of its words."""

    content: etree._Element
    core: etree._Element  # the innermost element that is called the words
    around: etree._Element
    first: int
    last: int  # half open
    whole: bool  # the element of its words holds its author and date too
    others: frozenset[etree._Element]  # the elements of the other posts' words


def find_posted(seen: Seen) -> list[Posted]:
    """The posts of a page in reading order, outermost content elements only."""
    elements = [e for e in seen.root.iter() if isinstance(e.tag, str)]
    cores = _outermost([e for e in elements if _is_content(e)])
    chosen = list(cores)
    whole = _without_content([e for e in elements if _is_whole(e)], chosen)
    order = {e: k for k, e in enumerate(elements)}
    chosen = sorted([*chosen, *whole], key=lambda e: order[e])
    rows = _rows(seen, chosen, set(whole))
    every = frozenset(chosen)
    return [
        Posted(e, cores.get(e, e), _around(e, chosen), *rows[e], whole=e in set(whole), others=every - {e})
        for e in chosen
        if e in rows
    ]


def _is_content(element: etree._Element) -> bool:
    if element.tag in ("a", "form", "button", "input", "span", "html", "body", "h1", "h2", "h3", "ul", "ol", "li"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.get("itemprop") in ("text", "commentText") or element.get("property") == "content:encoded":
        return True
    return bool(_CONTENT.search(names)) and not _NO_POST.search(names) and not _is_beside(element)


def _is_beside(element: etree._Element) -> bool:
    """Whether an element is part of a signature, or of the page's side or foot."""
    around = [e for e in islice(ancestors(element), 1, None) if e.tag not in ("body", "html")]
    return any(e.tag == "footer" or _BESIDE.search(_names(e)) for e in around)


def _is_whole(element: etree._Element) -> bool:
    """Whether an element is one comment as a whole, words and all about it."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in ("li", "div", "article", "section", "td") and bool(_WHOLE.search(names))


def _without_content(whole: Sequence[etree._Element], contents: Sequence[etree._Element]) -> list[etree._Element]:
    """The innermost whole comments in which no element is marked as the words, and which none holds."""
    filled = {above for e in contents for above in ancestors(e)}
    inside = {below for e in contents for below in e.iter()}
    own = [e for e in whole if e not in filled and e not in inside]
    doubled = {e for e in own if any(c in set(own) for c in _same_number(e))}
    return [e for e in own if e not in doubled]


def _same_number(element: etree._Element) -> Iterator[etree._Element]:
    """The elements below that are called by the same number: the same comment, wrapped twice."""
    numbers = set(re.findall(r"\d{2,}", element.get("id") or ""))
    below = (e for e in element.iter("div", "article") if e is not element)
    return (e for e in below if numbers & set(re.findall(r"\d{2,}", e.get("id") or "")))


def _outermost(marked: Sequence[etree._Element]) -> dict[etree._Element, etree._Element]:
    """Of nested elements the outermost that hold one post's words alone, each with the innermost inside it."""
    inside: dict[etree._Element, list[etree._Element]] = {e: [] for e in marked}
    for element in marked:
        for above in ancestors(element):
            if above is not element and above in inside:
                inside[above].append(element)
    kept: dict[etree._Element, etree._Element] = {}
    for element in marked:
        leaves = [e for e in inside[element] if not inside[e]]
        if len(leaves) <= 1 and kept.keys().isdisjoint(ancestors(element)):
            kept[element] = leaves[0] if leaves else element
    return kept


def _rows(
    seen: Seen, chosen: Sequence[etree._Element], whole: set[etree._Element]
) -> dict[etree._Element, tuple[int, int]]:
    """For each element the half-open range of the lines of its words; of a whole comment only paragraphs are words."""
    wanted = set(chosen)
    found: dict[etree._Element, tuple[int, int]] = {}
    for i, run in enumerate(seen.runs):
        for element in ancestors(run.element):
            if element in wanted:
                if element in whole and not _is_paragraph(run, seen.text):
                    break
                first, _ = found.get(element, (i, i))
                found[element] = (first, i + 1)
                break
    return found


def _is_paragraph(run: Run, text: str) -> bool:
    return run.links < 0.5 and (
        any(e.tag in ("p", "blockquote") for e in list(ancestors(run.element))[:3])
        or is_sentence_like(look(text[run.start : run.end]))
    )


def _around(element: etree._Element, chosen: Sequence[etree._Element]) -> etree._Element:
    """The largest element that holds this post and no other."""
    others = set(chosen) - {element}
    at = element
    for above in ancestors(element):
        if above.tag in ("body", "html") or any(e in others for e in above.iter()):
            break
        at = above
    return at


def is_comment(posted: Posted) -> bool:
    """Whether the markup calls a post a comment or reply, not the page's own article."""
    names = " ".join(
        f"{e.get('class') or ''} {e.get('id') or ''} {e.get('itemprop') or ''}" for e in ancestors(posted.content)
    )
    return bool(_COMMENT.search(names))


def is_called_comment(posted: Posted) -> bool:
    """Whether a post's own elements are called a comment or reply, not only the list that holds it."""
    return bool(_COMMENT.search(f"{_names(posted.content)} {_names(posted.around)}"))


def is_notice(element: etree._Element) -> bool:
    """Whether an element outside of posts is a word of the house: a notice, an announcement, the page's head."""
    return any(
        e.tag == "header" or _NOTICE.search(_names(e)) for e in ancestors(element) if e.tag not in ("body", "html")
    )


def idle_lines(posts: Sequence[Posted], seen: Seen, page: Sequence[Line]) -> set[int]:
    """The lines inside posts that are nobody's words there: signatures, reactions, and what stands in most posts."""
    quoted = in_quotations(posts, seen)
    often = Counter(text for p in posts for text in {page[i].text for i in range(p.first, p.last) if i not in quoted})
    idle = {
        i
        for p in posts
        for i in range(p.first, p.last)
        if _stands_in(seen.runs[i].element, p, _is_chrome)
        or (page[i].look.words <= LINE and _EDITED.match(page[i].text))
        or (
            often[page[i].text] >= (3 if page[i].look.words <= SHORT else max(3, len(posts) / 3))
            and not _stands_in(seen.runs[i].element, p, _is_code)
        )
    }
    return idle | _signatures(posts, page) | _doubles(posts, page) | _dumps(posts, seen, page)


def without_tails(posts: Sequence[Posted], idle: set[int]) -> list[Posted]:
    """The posts without the idle lines at their ends."""
    found: list[Posted] = []
    for p in posts:
        last = next((i + 1 for i in range(p.last - 1, p.first, -1) if i not in idle), p.first + 1)
        found.append(p._replace(last=last))
    return found


def in_quotations(posts: Sequence[Posted], seen: Seen) -> set[int]:
    """The lines of posts that stand in an element for quotations."""
    return {i for p in posts for i in range(p.first, p.last) if _stands_in(seen.runs[i].element, p, _is_quotation)}


def remarks(posts: Sequence[Posted]) -> list[Posted]:
    """The comments under a question or an answer: remarks on it, no answers of their own, where there are answers."""
    asked = {
        e for p in posts if not _COMMENT.search(_names(p.content)) for e in ancestors(p.content) if _is_asked(e)
    }  # only what holds a question's or an answer's own words
    found = [p for p in posts if _is_remark(p.content, asked)]
    return found if len(found) < len(posts) - 1 else []


def _is_remark(content: etree._Element, asked: set[etree._Element]) -> bool:
    """Whether an element is called a comment, or stands in one that is, below a question or an answer."""
    called = False
    for above in ancestors(content):
        if above in asked:
            return called
        called = called or bool(_COMMENT.search(f"{_names(above)} {above.get('itemprop') or ''}"))
    return False


def _is_asked(element: etree._Element) -> bool:
    return element.tag not in ("body", "html") and bool(_ASKED.search(_names(element)))


def _stands_in(element: etree._Element, posted: Posted, what: Callable[[etree._Element], bool]) -> bool:
    """Whether an element inside a post is of a kind, or stands in one that is."""
    for above in ancestors(element):
        if above is posted.core or above is posted.content:
            return False
        if what(above):
            return True
    return False


def _is_chrome(element: etree._Element) -> bool:
    """Whether an element inside a post is called a signature, a button, a card or the like."""
    names = _names(element)
    return bool(_CHROME.search(names) or _CARD.search(names))


def _is_code(element: etree._Element) -> bool:
    return element.tag in ("pre", "code")


def _is_quotation(element: etree._Element) -> bool:
    return element.tag == "blockquote" or bool(_QUOTE.search(_names(element)))


def _names(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _dumps(posts: Sequence[Posted], seen: Seen, page: Sequence[Line]) -> set[int]:
    """The lines of what a machine wrote, not the poster: code of many hundred words in one piece."""
    pieces: dict[etree._Element, list[int]] = {}
    for p in posts:
        for i in range(p.first, p.last):
            code = next((e for e in islice(ancestors(seen.runs[i].element), 8) if e.tag == "pre"), None)
            if code is not None:
                pieces.setdefault(code, []).append(i)
    return {i for lines in pieces.values() if sum(page[i].look.words for i in lines) > DUMP for i in lines}


def _signatures(posts: Sequence[Posted], page: Sequence[Line]) -> set[int]:
    """The lines that close several posts in the same words; a post said twice as a whole has no signature."""
    tails = [[page[i].text for i in range(p.first, p.last)][::-1] for p in posts]
    found: set[int] = set()
    for k, p in enumerate(posts):
        shared = [_same(tails[k], other) for j, other in enumerate(tails) if j != k]
        same = max((n for n in shared if n < len(tails[k])), default=0)
        found.update(range(p.last - same, p.last))
    return found


def _doubles(posts: Sequence[Posted], page: Sequence[Line]) -> set[int]:
    """The lines of posts that the page prints once more, word for word."""
    known: set[tuple[str, ...]] = set()
    found: set[int] = set()
    for p in posts:
        said = tuple(page[i].text for i in range(p.first, p.last))
        if said in known and sum(page[i].look.words for i in range(p.first, p.last)) > SHORT:
            found.update(range(p.first, p.last))
        known.add(said)
    return found


def _same(a: Sequence[str], b: Sequence[str]) -> int:
    """How many items two lists open with alike."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def read_posted(posts: Sequence[Posted], page: Sequence[Line]) -> list[Comment]:
    """The posts as comments, with running numbers for ids."""
    by_content = {p.content: str(k) for k, p in enumerate(posts, 1)}
    found: list[Comment] = []
    for k, p in enumerate(posts, 1):
        start, end = page[p.first].start, page[p.last - 1].end
        found.append(Comment("", str(k), _author(p), None, _parent(p, by_content), _date(p), start, end, ()))
    return found


def _parent(posted: Posted, by_content: dict[etree._Element, str]) -> str | None:
    """The post whose own element holds this one."""
    for above in ancestors(posted.around):
        if above is posted.around or above.tag in ("ol", "ul"):
            continue
        if _ONE_POST.search(f"{above.get('class') or ''} {above.get('id') or ''}"):
            first = next((e for e in above.iter() if e in by_content), None)
            if first is not None and first is not posted.content:
                return by_content[first]
    return None


def _beside(posted: Posted) -> Iterator[etree._Element]:
    """The elements around a post's words, not those inside them."""
    inside = set() if posted.whole else set(posted.content.iter())
    for element in posted.around.iter():
        if element in posted.others:
            return
        if isinstance(element.tag, str) and element not in inside:
            yield element


def _author(posted: Posted) -> str | None:
    for element in _beside(posted):
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
        if _AUTHOR.search(names):
            name = " ".join("".join(element.itertext()).split())
            if 0 < len(name) <= 60 and re.search(r"\w", name):
                return (
                    re.sub(r"^(?:by|from|von)\s+|\s*(?:says|said|wrote|sagt|schrieb)?\s*:?$", "", name, flags=re.I)
                    or None
                )
    return None


def _date(posted: Posted) -> str | None:
    for element in _beside(posted):
        if element.tag == "time":
            return " ".join("".join(element.itertext()).split()) or element.get("datetime")
    for element in _beside(posted):
        if _DATE.search(element.get("class") or ""):
            raw = " ".join("".join(element.itertext()).split())
            if len(raw) <= 60 and iso(raw):
                return raw
    return None


_FORUM_TYPE = re.compile(r"DiscussionForumPosting|QAPage|Question$")
_FORUM_ADDRESS = re.compile(
    r"//(?:[\w.-]*\.)?(?:forums?|community|discuss|discourse|boards?|talk|ask|answers|discussions?)\."
    r"|/(?:forums?|threads?|showthread|viewtopic|topics?|t|questions|discussions?|community|boards?|comments|r)(?:[/.?-]|$)",
    re.I,
)


def is_forum(page: Sequence[Line], posts: Sequence[Posted], types: Sequence[str], url: str | None) -> bool:
    """Whether a page is a thread: its prose stands in posts, or its address or its own data call it one."""
    named = any(_FORUM_TYPE.search(t) for t in types) or bool(url and _FORUM_ADDRESS.search(url))
    inside = {i for p in posts for i in range(p.first, p.last)}
    posted = sum(line.look.words for i, line in enumerate(page) if i in inside)
    prose = sum(line.look.words for i, line in enumerate(page) if i not in inside and is_sentence_like(line.look))
    if named:
        return len(posts) >= 1 or prose > 0
    answers = sum(is_comment(p) for p in posts)
    if len(posts) < 3 or posted <= 4 * prose or answers == len(posts):
        return False
    signed = sum(_author(p) is not None or _date(p) is not None for p in posts)
    return answers > 0 or signed > len(posts) / 2  # else pieces of one account may be called posts
