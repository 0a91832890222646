"""Repeats: what a comment repeats of others, and what is its own."""

from collections.abc import Sequence

import msgspec

from headwater.documents import Comment
from headwater.records import Span
from headwater.statements.rows import Link, Statement, Told
from headwater.statements.utterances import utterance
from headwater.text import digest, paragraphs, words

_HEADER = 300  # characters before a comment in which its line with names and dates stands


def own_words(text: str, comment: Comment) -> list[Span]:
    """The paragraphs of a comment without the lines that it repeats from others."""
    found: list[Span] = []
    at = comment.start
    for quoted in sorted(comment.quotes):
        found.append(Span(at, max(at, quoted.start)))
        at = max(at, quoted.end)
    found.append(Span(at, max(at, comment.end)))
    return [p for span in found for p in paragraphs(text, span.start, span.end)]


def quoted_lines(told: Told, comment: Comment, found: Sequence[Statement]) -> list[Statement]:
    """The lines that a comment repeats, as said by the author of the post that they are from.

    Words of an article belong to whom the article gives them to; its own are no statement of another.
    """
    authors = {"article": told.poster} | {c.id: c.author for c in told.comments}
    made: list[Statement] = []
    for quoted in comment.quotes:
        span = Span(quoted.start, max(quoted.start, quoted.end))
        author = authors.get(quoted.of)
        said = _said_in(told.text, span, found) if quoted.of == "article" else None
        if said is not None:
            row = _repeated(told, comment, span, said.chain)
            made.append(msgspec.structs.replace(row, named=said.named, polarity=said.polarity))
        elif author is not None and len(span):
            at = told.text.rfind(author, max(0, comment.start - _HEADER), comment.start)
            mention = Span(at, at + len(author)) if at >= 0 else Span(span.start, span.start)
            made.append(_repeated(told, comment, span, (Link(author, mention.start, mention.end),)))
    return made


def _said_in(text: str, span: Span, found: Sequence[Statement]) -> Statement | None:
    """The innermost statement of the article that holds the words of a stretch, or most of which they are."""
    here = _plain(text, [span])
    held = [s for s in found if s.comment is None and here and _same_words(here, _plain(text, s.parts))]
    return max(held, key=lambda s: (len(s.chain), -s.start, s.id), default=None)


def _plain(text: str, spans: Sequence[Span]) -> str:
    return " ".join(w.form for s in spans for w in words(text, s.start, s.end))


def _same_words(here: str, there: str) -> bool:
    """Whether one holds the other, and is not much more than it."""
    short, long = sorted((here, there), key=len)
    return f" {short} " in f" {long} " and (long == there or 2 * len(short) > len(long))


def _repeated(told: Told, comment: Comment, span: Span, chain: tuple[Link, ...]) -> Statement:
    speaker = chain[-1]
    return Statement(
        id=digest(f"{told.document} {span.start} {span.end} repeated")[:12],
        document=told.document,
        comment=comment.id,
        start=span.start,
        end=span.end,
        parts=(span,),
        kind="direct",
        cue_start=span.start,
        cue_end=span.start,
        speaker=speaker.name,
        named=True,
        speaker_start=speaker.start,
        speaker_end=speaker.end,
        chain=chain,
        polarity="asserted",
        direct=(),
        utterance=utterance(told.text, (span,), (span,)),
    )
