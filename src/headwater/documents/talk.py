"""The talk on a page in markup: which post opens it, which answer, which of their lines are nobody's own words there.

A line of a post is not the poster's own where it is furniture of the post, where an element for quotations repeats
another post or the article, and where it is a remark under a question or an answer. Such lines stay in the comment's
span, and `quotes` say what they repeat; only the label over them is another.
"""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from headwater.documents.labeller import body_likelihood
from headwater.documents.lines import Labelled, Line, is_sentence_like
from headwater.documents.markup import Seen, ancestors
from headwater.documents.model import Comment, Label, Quoted
from headwater.documents.posts import (
    Posted,
    find_posted,
    idle_lines,
    in_quotations,
    is_called_comment,
    is_comment,
    is_forum,
    is_notice,
    read_posted,
    remarks,
    without_tails,
)
from headwater.documents.quotations import ARTICLE, repeated

LIKELY = 0.8  # a line's likelihood from which it is main text though no extractor took it
ENOUGH = 20  # words of prose above the first comment that make an opening post


class Talk(NamedTuple):
    """The posts of a page; `idle` are the lines that are nobody's own words, `quoted` those of them that repeat."""

    forum: bool
    opening: Posted | None
    answers: list[Posted]
    idle: set[int]
    quoted: set[int]
    posts: list[Posted]
    above: list[int]  # the lines of an opening post that no markup marks


def find_talk(seen: Seen, page: Sequence[Line], types: Sequence[str], url: str | None) -> Talk:
    """The talk of a page; no opening and no answers where its markup marks no posts."""
    posts = find_posted(seen)
    forum = is_forum(page, posts, types, url)
    idle = idle_lines(posts, seen, page)
    posts = without_tails(posts, idle)
    marked = in_quotations(posts, seen)
    own = [[i for i in range(p.first, p.last) if i not in idle] for p in posts]
    quoted = repeated(page, own, marked, []).keys() & marked if marked else set()
    idle |= quoted
    if not forum:
        return Talk(False, None, [p for p in posts if is_comment(p)], idle, quoted, posts, [])
    idle |= {i for p in remarks(posts) for i in range(p.first, p.last)}
    above = _prose_above(seen, page, posts)
    opens = bool(posts) and not above
    return Talk(True, posts[0] if opens else None, posts[1:] if opens else posts, idle, quoted, posts, above)


def _prose_above(seen: Seen, page: Sequence[Line], posts: Sequence[Posted]) -> list[int]:
    """The lines of an opening post that no markup marks: prose between the heading and the first comment."""
    if not posts or not is_called_comment(posts[0]):
        return []
    heads = [i for i in range(posts[0].first) if any(e.tag == "h1" for e in islice(ancestors(seen.runs[i].element), 3))]
    between = range(heads[-1] + 1, posts[0].first) if heads else range(0)
    prose = [i for i in between if is_sentence_like(page[i].look) and not is_notice(seen.runs[i].element)]
    return prose if sum(page[i].look.words for i in prose) >= ENOUGH else []


def opening_lines(talk: Talk, page: Sequence[Line], taken: Sequence[bool]) -> list[bool]:
    """For each line of a forum page whether the opening post says it.

    Where the markup marks no posts, what the extractor or the labeller takes.
    """
    if not talk.posts:
        return [main or p > LIKELY for main, p in zip(taken, body_likelihood(page), strict=True)]
    own = set(range(talk.opening.first, talk.opening.last)) - talk.idle if talk.opening else set(talk.above)
    return [i in own for i in range(len(page))]


def mark_posts(labels: Sequence[Labelled], talk: Talk, page: Sequence[Line]) -> list[Labelled]:
    """The labels with the words of the opening as body, those of answers as comments; idle lines are about them."""
    found = list(labels)
    if talk.opening:
        for i in range(talk.opening.first, talk.opening.last):
            if i not in talk.idle:
                found[i] = Labelled(page[i].start, page[i].end, "body", None, 0.9)
    for post in talk.answers:
        for i in range(post.first, post.last):
            label: Label = "comment_meta" if i in talk.idle else "comment"
            found[i] = Labelled(page[i].start, page[i].end, label, None, 0.9)
    if talk.forum and not any(f.label in ("body", "comment") for f in found):
        return _title_said(found, page)
    return found


def _title_said(labels: list[Labelled], page: Sequence[Line]) -> list[Labelled]:
    """The labels where nothing else was posted than a title in whole sentences: it is what the page says."""
    for i, f in enumerate(labels):
        if f.label == "title" and is_sentence_like(page[i].look):
            labels[i] = f._replace(label="body")
            break
    return labels


def read_answers(talk: Talk, page: Sequence[Line], labels: Sequence[Labelled]) -> list[Comment]:
    """The answers as comments, with what they quote: of another answer by its id, or of the article.

    Who answers nobody by the markup answers the earlier answer that he quotes first.
    """
    comments = read_posted(talk.answers, page)
    own = [[i for i in range(p.first, p.last) if i not in talk.idle or i in talk.quoted] for p in talk.answers]
    article = [i for i, f in enumerate(labels) if f.label == "body"]
    sources = repeated(page, own, talk.quoted, article) if comments else {}
    found: list[Comment] = []
    for k, (lines, comment) in enumerate(zip(own, comments, strict=True)):
        names = {i: "article" if sources[i] == ARTICLE else comments[sources[i]].id for i in lines if i in sources}
        quotes = tuple(Quoted(page[i].start, page[i].end, name) for i, name in names.items())
        cited = (comments[sources[i]].id for i in lines if i in talk.quoted and 0 <= sources.get(i, ARTICLE) < k)
        found.append(replace(comment, quotes=quotes, parent=comment.parent or next(cited, None)))
    return found


def poster_of(talk: Talk, page: Sequence[Line]) -> str | None:
    """The name over the opening post."""
    return read_posted([talk.opening], page)[0].author if talk.opening else None
