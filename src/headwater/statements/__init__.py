"""Statement: who says what, through whom.

rows         the records                    speakers     a mention -> who is meant
attribution  clauses -> who says what       utterances   one quotation printed on many pages
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise

import pyarrow as pa

from headwater.documents import Body, Comment, bodies
from headwater.engine import Engine
from headwater.language import Floor, Reader
from headwater.passages import Passage
from headwater.records import Fault, Record, Span, Tables, from_table, to_table
from headwater.statements.attribution import Attribution, attributions, direct_parts, is_direct
from headwater.statements.rows import Link, Statement, Told
from headwater.statements.speakers import UNNAMED, Cast, Speaker
from headwater.statements.utterances import linked, utterance
from headwater.text import digest, paragraphs

__all__ = ["Link", "Statement", "Told", "statements", "step"]

_FLOOR = Floor()


def statements(told: Told, reader: Reader = _FLOOR) -> list[Statement]:
    """Everything that one document gives as said by others, in the order of the text."""
    spans = sorted({*told.title, *told.body})
    found = _in_text(told, None, spans, reader)
    for comment in told.comments:
        found += _in_text(told, comment.id, _own_words(told.text, comment), reader)
        found += _quoted_lines(told, comment)
    return sorted(found, key=lambda s: (s.start, s.end, s.id))


def step(engine: Engine, tables: Tables) -> dict[str, pa.Table]:
    """The statements of all documents, one quotation under one utterance wherever it is printed."""
    rows = to_table(Told, _told(bodies(tables), from_table(Comment, tables["comments"])))
    found, faults = engine.each(Told, rows, partial(_emit, reader=_FLOOR), [Statement, Fault])
    passages = from_table(Passage, tables["passages"])
    return {"statements": to_table(Statement, linked(from_table(Statement, found), passages)), "faults": faults}


def _emit(told: Told, reader: Reader) -> Iterable[Record]:
    return statements(told, reader)


def _told(read: Sequence[Body], comments: Sequence[Comment]) -> list[Told]:
    """Every document with its comments."""
    of: dict[str, list[Comment]] = defaultdict(list)
    for comment in comments:
        of[comment.document].append(comment)
    return [Told(b.document, b.source, b.text, b.title, b.body, tuple(of[b.document])) for b in read]


def _in_text(told: Told, comment: str | None, spans: Sequence[Span], reader: Reader) -> list[Statement]:
    """The statements in an article's body, or in one comment's own words."""
    found = attributions(told.text, reader.read(told.text, spans))
    cast = Cast(told.text, [*told.title, *told.body])
    speakers = _speakers(found, cast)
    inside: dict[int, list[Span]] = defaultdict(list)
    for one in found:
        for holder in one.within:
            inside[holder] += one.content
    made: list[Statement] = []
    for i, one in enumerate(found):
        outer = [speakers[j] for j in one.within]
        if one.outer is not None:
            outer.append(cast.resolve(one.outer, speakers[:i]))
        if not _is_the_page(told.text, one):
            made.append(_statement(told, comment, one, (*outer, speakers[i]), inside[i]))
    return made


def _speakers(found: Sequence[Attribution], cast: Cast) -> list[Speaker]:
    """Who speaks in each attribution, in order, so that a pronoun can look back."""
    speakers: list[Speaker] = []
    for one in found:
        if one.subject is None:
            speakers.append(Speaker(UNNAMED, False, "unknown", Span(one.verb.start, one.verb.start)))
        else:
            speakers.append(cast.resolve(one.subject, speakers))
    return speakers


def _is_the_page(text: str, one: Attribution) -> bool:
    """Whether the page speaks of itself ("I think"): those are no words of another."""
    return one.subject is not None and text[one.subject.start : one.subject.end].lower() in ("i", "we", "you")


def _statement(
    told: Told,
    comment: str | None,
    one: Attribution,
    voices: tuple[Speaker, ...],
    inner: Sequence[Span],
) -> Statement:
    """The row of one attribution. `voices`: outermost source to speaker; `inner`: contents of those inside it."""
    direct = direct_parts(told.text, one.content)
    own = [d for d in direct if not any(part.start <= d.start and d.end <= part.end for part in inner)]
    kind = "indirect" if not direct else "direct" if is_direct(told.text, one.content, direct) else "mixed"
    speaker = voices[-1]
    outer = [a for a, b in pairwise(voices) if a.name != b.name]  # "X said he hoped" is X alone
    chain = tuple(Link(s.name, s.mention.start, s.mention.end) for s in (*outer, speaker))
    hull = one.hull
    return Statement(
        id=digest(f"{told.document} {hull.start} {hull.end} {one.verb.start}")[:12],
        document=told.document,
        comment=comment,
        start=hull.start,
        end=hull.end,
        parts=one.content,
        kind=kind,  # type: ignore[arg-type]
        cue_start=one.verb.start,
        cue_end=one.verb.end,
        speaker=speaker.name,
        named=speaker.named,
        speaker_start=speaker.mention.start,
        speaker_end=speaker.mention.end,
        chain=chain,
        polarity=one.cue.polarity,
        direct=direct,
        utterance=utterance(told.text, one.content, own),
    )


def _own_words(text: str, comment: Comment) -> list[Span]:
    """The paragraphs of a comment without the lines that it repeats from others."""
    found: list[Span] = []
    at = comment.start
    for quoted in sorted(comment.quotes):
        found.append(Span(at, max(at, quoted.start)))
        at = max(at, quoted.end)
    found.append(Span(at, max(at, comment.end)))
    return [p for span in found for p in paragraphs(text, span.start, span.end)]


def _quoted_lines(told: Told, comment: Comment) -> list[Statement]:
    """The lines that a comment repeats, as said by the author of the comment they are from."""
    authors = {c.id: c.author for c in told.comments}
    found: list[Statement] = []
    for quoted in comment.quotes:
        author = authors.get(quoted.of)
        if author is not None and quoted.end > quoted.start:
            found.append(_repeated(told, comment, Span(quoted.start, quoted.end), author))
    return found


def _repeated(told: Told, comment: Comment, span: Span, author: str) -> Statement:
    at = told.text.rfind(author, max(0, comment.start - 300), comment.start)
    mention = Span(at, at + len(author)) if at >= 0 else Span(span.start, span.start)
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
        speaker=author,
        named=True,
        speaker_start=mention.start,
        speaker_end=mention.end,
        chain=(Link(author, mention.start, mention.end),),
        polarity="asserted",
        direct=(),
        utterance=utterance(told.text, (span,), (span,)),
    )
