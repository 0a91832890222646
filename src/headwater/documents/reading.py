"""One page -> its reading: the text, a label over every line, the stamps, the comments, the credits."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

from msgspec.structs import replace

from headwater.documents import credits
from headwater.documents.agencies import agency_named
from headwater.documents.authors import line_persons, poster_name
from headwater.documents.extract import align, found_date, main_text
from headwater.documents.fast import look_quickly
from headwater.documents.imprint import Imprint, read_imprint
from headwater.documents.labeller import FEW, body_likelihood
from headwater.documents.lines import Labelled, Line, label_lines, label_markup, read_lines, site_name, weight
from headwater.documents.markup import boxed, hint, parse, visible
from headwater.documents.metadata import Carried, Meta, read_meta
from headwater.documents.model import (
    Block,
    Comment,
    Document,
    Kind,
    Reading,
)
from headwater.documents.newsrooms import house_spelt, is_own, own_names
from headwater.documents.repetition import printed
from headwater.documents.stamps import beside_headline, choose_date, in_month_of, read_stamps
from headwater.documents.talk import find_talk, mark_posts, opening_lines, poster_of, read_answers
from headwater.documents.threads import Post, Thread, as_opening, find_posts, is_said, read_thread, topic
from headwater.pages import Page
from headwater.records import Span
from headwater.text import digest, paragraphs, trim

HOUSE = ("furniture", "note", "title")  # where a page prints the name of its house
FAR_LESS = 0.5  # of the prose of a thread's first post: what stands above it is not the account then


class Found(NamedTuple):
    """What was found on a page, before it is put into records."""

    text: str
    labels: list[Labelled]
    comments: tuple[Comment, ...] = ()
    meta: Meta = Meta()
    kind: Kind = "article"
    publisher: str | None = None
    poster: str | None = None  # who opened the thread, where the opening post is the body


def read(page: Page, fast: bool = False, repeated: frozenset[bytes] = frozenset()) -> Reading:
    """The document of one page with its blocks, stamps and comments; `text` is empty where the page gives none.

    `fast` reads markup at the speed of a crawl: labels without their details, no comment trees, stated dates alone.
    `repeated` are those of its lines that its site prints on several pages (`repetition`).
    """
    glimpse = _read_quickly(page) if fast and page.form == "html" else None
    quick, found = glimpse is not None, glimpse or _READERS[page.form](page, repeated)
    name = page.given.id or short_id(page.url or page.source, found.text)
    own = own_names(page.url, page.given.publisher, found.publisher, found.meta.publisher)
    imprint = Imprint(found.labels, None, None) if quick else read_imprint(found.text, found.labels, own)
    blocks = _blocks(imprint.labels, name)
    credit = _credits(page, found, blocks, own)
    stamps = tuple(read_stamps(page, found.text, found.labels, found.meta.dates, name))
    document = Document(
        id=name,
        source=page.source,
        url=page.url,
        canonical_url=found.meta.canonical_url,
        headline=page.given.headline or found.meta.headline or _first(found, blocks, "title"),
        description=found.meta.description,
        authors=credit.persons,
        agency=page.given.agency or credit.agency or imprint.agency,
        publisher=page.given.publisher or found.publisher or found.meta.publisher or _house(page, found),
        dateline=imprint.dateline,
        language=page.given.language or (quick and declared_language(found.meta)) or language_of(found, blocks, quick),
        date_published=choose_date(stamps),
        section=found.meta.section,
        keywords=found.meta.keywords,
        text=found.text,
        text_sha256=digest(found.text),
        kind=found.kind,
    )
    comments = tuple(replace(c, document=name) for c in found.comments)
    return Reading(document, tuple(blocks), stamps, comments)


def _house(page: Page, found: Found) -> str | None:
    """The publisher as the page's furniture spells the name that its address has."""
    return house_spelt(page.url, (found.text[f.start : f.end] for f in found.labels if f.label in HOUSE))


def short_id(address: str, text: str) -> str:
    """Ten hex digits, the same for the same address and text."""
    return sha256(f"{address}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:10]


# -- the four forms of a page ------------------------------------------------------------------------------------------


def _read_headline(page: Page, _: frozenset[bytes]) -> Found:
    span = trim(page.content, 0, len(page.content))
    return Found(page.content, [Labelled(span.start, span.end, "title", None, 1.0)] if len(span) else [])


def _read_body(page: Page, _: frozenset[bytes]) -> Found:
    return Found(page.content, [Labelled(p.start, p.end, "body", None, 1.0) for p in paragraphs(page.content)])


def _read_text(page: Page, repeated: frozenset[bytes]) -> Found:
    text = page.content
    page_lines = read_lines(text, printed(text) if repeated else None)
    posts = find_posts(page_lines)
    labels = _above(page, page_lines, posts, repeated)
    while posts and _is_account(labels, posts[0], page_lines):
        posts = posts[1:] if len(posts) > 2 else []
        labels = _above(page, page_lines, posts, repeated)
    comments: tuple[Comment, ...] = ()
    poster = None
    if posts:
        thread = read_thread(page_lines, posts, text, _body(labels))
        opens = not _body(labels)
        labels, comments = _with_thread(labels, thread, page_lines)
        poster = thread.comments[0].author if opens else None
    kind = _kind(labels, comments, opened=poster is not None)
    return Found(text, labels, comments, kind=kind, publisher=site_name(page_lines), poster=poster)


def _above(page: Page, page_lines: Sequence[Line], posts: Sequence[Post], repeated: frozenset[bytes]) -> list[Labelled]:
    """The labels of the lines above a thread, of all where there is none; a few are judged with what stands below."""
    end = posts[0].top if posts else len(page_lines)
    judged = page_lines[: end if end > FEW else None]
    headline = page.given.headline or topic(page_lines, posts)
    return label_lines(page_lines[:end], body_likelihood(judged, repeated)[:end], headline)


def _is_account(labels: Sequence[Labelled], post: Post, page_lines: Sequence[Line]) -> bool:
    """Whether what looks like a thread's first post is the page's account under its own date.

    It is where something was taken for the account above it that holds far less prose, and nothing says who posts it.
    """
    above = {f.start for f in labels if f.label == "body"}
    told = sum(max(0.0, weight(line)) for line in page_lines[: post.top] if line.start in above)
    said = sum(max(0.0, weight(line)) for line in page_lines[post.start : post.end])
    return bool(above) and not is_said(post.header) and told < FAR_LESS * said


def _read_html(page: Page, _: frozenset[bytes]) -> Found:
    root = parse(page.content)
    if root is None:
        return Found("", [], kind="other")
    meta = read_meta(root, page.url)
    seen = visible(root)
    page_lines = read_lines(seen.text)
    talk = find_talk(seen, page_lines, meta.types, page.url)
    taken = align(main_text(page.content, talk.forum), seen)
    if talk.forum:
        taken = opening_lines(talk, page_lines, taken)
    inside = boxed(seen)
    hints = [hint(run, main and not box) for run, main, box in zip(seen.runs, taken, inside, strict=True)]
    labels = label_markup(page_lines, hints, page.given.headline or meta.headline)
    labels = mark_posts(labels, talk, page_lines)
    kind: Kind = "forum" if talk.forum else _kind([f for f in labels if f.label != "comment"], ())
    meta = _with_date(meta, page, seen.text, labels)
    comments = tuple(read_answers(talk, page_lines, labels))
    return Found(seen.text, labels, comments, meta, kind, poster=poster_of(talk, page_lines))


def _read_quickly(page: Page) -> Found | None:
    found = look_quickly(page.content, page.url, page.given.headline)
    return found and Found(found.text, found.labels, meta=found.meta, kind=found.kind)


def _with_date(meta: Meta, page: Page, text: str, labels: Sequence[Labelled]) -> Meta:
    """The page's statements, with the date that a search of the whole page finds.

    It is searched where no date stands in its JSON-LD nor beside its headline.
    """
    stated = any(d.source == "json-ld" and d.kind == "published" for d in meta.dates)
    if stated or beside_headline(text, labels, page.url).alone:
        return meta
    day = found_date(page.content, page.url)
    if day is None or not in_month_of(page.url, day):
        return meta
    same = next((d for d in meta.dates if d.value[:10] == day), None)
    found = same._replace(kind="published") if same else Carried("published", day, day, "time")
    return meta._replace(dates=(found, *(d for d in meta.dates if d is not same)))


_READERS = {"html": _read_html, "text": _read_text, "body": _read_body, "headline": _read_headline}


def _body(labels: Iterable[Labelled]) -> list[Span]:
    return [Span(f.start, f.end) for f in labels if f.label == "body"]


def _with_thread(
    labels: list[Labelled], thread: Thread, page_lines: Sequence[Line]
) -> tuple[list[Labelled], tuple[Comment, ...]]:
    """The labels of article and thread together. Where no article stands above, the opening post is the body."""
    posts, comments = thread.labels, thread.comments
    if not _body(labels):
        opening, *comments = comments
        comments = [_under_article(c, opening.id) for c in comments]
        end = comments[0].start if comments else thread.labels[-1].end + 1
        cut = _opening_end(posts, opening, end)
        first = thread.last - len(posts)
        posts = [*as_opening(posts[:cut], page_lines[first:]), *posts[cut:]]
    rest = [_chrome(line) for line in page_lines[thread.last :]]
    return [*labels, *posts, *rest], tuple(comments)


def _chrome(line: Line) -> Labelled:
    detail = line.detail if line.shape and line.shape.label == "furniture" else "other"
    return Labelled(line.start, line.end, "furniture", detail, 0.8)


def _opening_end(posts: Sequence[Labelled], opening: Comment, end: int) -> int:
    """How many labels of the thread belong to its opening post: up to the first meta line after its words."""
    for k, found in enumerate(posts):
        if found.start >= max(opening.end, opening.start + 1) and found.label == "comment_meta":
            return k
        if found.start >= end:
            return k
    return len(posts)


def _under_article(comment: Comment, opening: str) -> Comment:
    """A comment on the opening post once that is the article: without a parent, and quoting the article."""
    quotes = tuple(replace(q, of="article") if q.of == opening else q for q in comment.quotes)
    return replace(comment, parent=None if comment.parent == opening else comment.parent, quotes=quotes)


def _kind(labels: Sequence[Labelled], comments: Sequence[Comment], opened: bool = False) -> Kind:
    """What sort of page this is, by what was found on it; `opened` where a post opens it."""
    said = sum(f.end - f.start for f in labels if f.label == "body")
    talked = sum(c.end - c.start for c in comments)
    if comments and (opened or talked >= said or any(f.label == "quote_prompt" for f in labels)):
        return "forum"
    if said:
        return "article"
    return "listing" if len(labels) >= 10 else "other"


# -- blocks ------------------------------------------------------------------------------------------------------------


def _blocks(labels: Iterable[Labelled], name: str) -> list[Block]:
    """The labelled stretches as blocks."""
    return [Block(name, f.start, f.end, f.label, f.detail, f.confidence) for f in labels]


def _first(found: Found, blocks: Sequence[Block], label: str) -> str | None:
    return next((found.text[b.start : b.end] for b in blocks if b.label == label), None)


# -- credits -----------------------------------------------------------------------------------------------------------


def _credits(page: Page, found: Found, blocks: Sequence[Block], own: Sequence[str]) -> credits.Byline:
    """Persons and agency: from markup where it names them, otherwise from the bylines and notes as printed."""
    persons = list(found.meta.authors)
    if not persons and found.poster and (poster := poster_name(found.poster, _first(found, blocks, "title"))):
        persons = [poster]
    agency = found.meta.agency
    last = max((b.start for b in blocks if b.label == "body"), default=len(found.text))
    for block in blocks:
        if block.label == "byline":
            words = found.text[block.start : block.end]
            line = credits.read_byline(words)
            house = line.agency
            if house and (agency_named(house) or (block.start < last and not is_own(house, own))):
                agency = agency or house  # a newsroom below the account is the imprint's to judge
            if not found.meta.authors:
                named = line.persons if page.form != "html" else line_persons(words) if block.start < last else ()
                persons += [p for p in named if p not in persons]
    return credits.Byline(tuple(persons), agency, False)


def declared_language(meta: Meta) -> str | None:
    """The language that markup declares."""
    return (meta.language or "").replace("_", "-").split(",")[0].strip() or None


def language_of(found: Found, blocks: Sequence[Block], quick: bool = False) -> str | None:
    """The language of the account, or the declared one where there is too little to tell it by."""
    parts = [found.text[b.start : b.end] for b in blocks if b.label in ("body", "title")] or [found.text]
    sample = "\n".join(parts)[: 500 if quick else 3000]
    declared = declared_language(found.meta)
    if sum(map(str.isalpha, sample)) < 40:
        return declared
    from py3langid import classify  # 100 ms that a heap with given languages need not pay  # noqa: PLC0415

    guess = str(classify(sample)[0])
    return declared if declared and declared.lower().split("-")[0] == guess else guess
