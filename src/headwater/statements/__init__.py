"""Statement: who says what, through whom.

rows         the records                    speakers     a mention -> who is meant
stretches    what is one paragraph          utterances   one quotation printed on many pages
attribution  clauses -> who says what       through      carried by, told to, citing
kinds        an attribution, and frames     repeats      what comments repeat
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise

import msgspec
import pyarrow as pa

from headwater.documents import Body, Comment, bodies
from headwater.engine import Engine
from headwater.language import Floor, Reader
from headwater.language import reader as reader_named
from headwater.language.lexicon import Polarity, several
from headwater.passages import Passage
from headwater.records import Fault, Record, Span, Tables, from_table, to_table
from headwater.statements.attribution import attributions, direct_parts, is_direct
from headwater.statements.kinds import Attribution, is_frame
from headwater.statements.repeats import own_words, quoted_lines
from headwater.statements.rows import Link, Statement, Told
from headwater.statements.speakers import UNNAMED, Cast, Speaker, same_speaker
from headwater.statements.stretches import stretches
from headwater.statements.utterances import linked, utterance
from headwater.text import digest, words

__all__ = ["Link", "Statement", "Told", "statements", "step"]

_FLOOR = Floor()
_MEMORY = 100  # speakers among whom a pronoun looks back


def statements(told: Told, reader: Reader = _FLOOR) -> list[Statement]:
    """Everything that one document gives as said by others, in the order of the text."""
    spans = stretches(told.text, (*told.title, *told.body))
    article = _in_text(told, None, spans, reader, Cast(told.text, spans))
    found = list(article)
    thread = Cast(told.text, spans, [Span(c.start, c.end) for c in told.comments])
    for comment in told.comments:
        found += _in_text(told, comment.id, own_words(told.text, comment), reader, thread)
        found += quoted_lines(told, comment, article)
    signed = (msgspec.structs.replace(s, reader=reader.name) for s in found)
    return sorted(signed, key=lambda s: (s.start, s.end, s.id))


def step(engine: Engine, tables: Tables, language: str = "") -> dict[str, pa.Table]:
    """The statements of all documents, one quotation under one utterance wherever it is printed.

    `language` names the reader, as `headwater.language.reader` takes it; raises UsageError where there is none such.
    """
    chosen = reader_named(language)
    chosen.read("", ())  # a pipeline that is not there shall be told once, not by every document
    told = _told(bodies(tables), from_table(Comment, tables["comments"]), _posters(tables))
    made, faults = engine.each(Told, to_table(Told, told), partial(_emit, language=chosen.name), [Statement, Fault])
    passages = from_table(Passage, tables["passages"])
    found = linked(from_table(Statement, made), passages, {t.document: t.text for t in told})
    return {"statements": to_table(Statement, found), "faults": faults}


def _emit(told: Told, language: str) -> Iterable[Record]:
    return statements(told, reader_named(language))


def _told(read: Sequence[Body], comments: Sequence[Comment], posters: Mapping[str, str]) -> list[Told]:
    """Every document with its comments."""
    of: dict[str, list[Comment]] = defaultdict(list)
    for comment in comments:
        of[comment.document].append(comment)
    return [
        Told(b.document, b.source, b.text, b.title, b.body, tuple(of[b.document]), posters.get(b.document))
        for b in read
    ]


def _posters(tables: Tables) -> dict[str, str]:
    """Who wrote the opening post of every thread."""
    rows = tables["documents"].select(["id", "kind", "authors"]).to_pylist()
    return {r["id"]: r["authors"][0] for r in rows if r["kind"] == "forum" and len(r["authors"]) == 1}


def _in_text(told: Told, comment: str | None, spans: Sequence[Span], reader: Reader, cast: Cast) -> list[Statement]:
    """The statements in an article's body, or in one comment's own words."""
    found = attributions(told.text, reader.read(told.text, spans))
    speakers = _speakers(found, cast)
    inside: dict[int, list[Attribution]] = defaultdict(list)
    for one in found:
        for holder in one.within:
            inside[holder].append(one)
    made: list[Statement] = []
    for i, one in enumerate(found):
        if not _is_the_page(told.text, one) and not is_frame(told.text, one, inside[i]):
            voices = [v for j in (*one.within, i) for v in _voices(found[j], j, speakers, cast)]
            made.append(_statement(told, comment, one, voices, [p for x in inside[i] for p in x.content]))
    return made


def _voices(one: Attribution, i: int, speakers: Sequence[Speaker], cast: Cast) -> list[Speaker]:
    """Who speaks in one attribution, after who quotes them there."""
    outer = [cast.resolve(one.outer, speakers[max(0, i - _MEMORY) : i])] if one.outer is not None else []
    return [*outer, speakers[i]]


def _speakers(found: Sequence[Attribution], cast: Cast) -> list[Speaker]:
    """Who speaks in each attribution, in order, so that a pronoun can look back.

    Between quotation marks "she" is nobody whose words these are; and outside of them nobody who was only spoken of.
    """
    speakers: list[Speaker] = []
    for one in found:
        if one.subject is None:
            speakers.append(Speaker(UNNAMED, False, "unknown", Span(one.verb.start, one.verb.start)))
            continue
        own = {speakers[j].name for j in one.within if j < len(speakers)} if one.quoted else set()
        near = range(max(0, len(speakers) - _MEMORY), len(speakers))
        heard = [speakers[k] for k in near if one.quoted or not found[k].quoted]
        speakers.append(cast.resolve(one.subject, [s for s in heard if s.name not in own]))
    return speakers


def _is_the_page(text: str, one: Attribution) -> bool:
    """Whether the page speaks of itself ("I think"): those are no words of another."""
    return one.subject is not None and text[one.subject.start : one.subject.end].lower() in ("i", "we", "you")


def _statement(
    told: Told,
    comment: str | None,
    one: Attribution,
    voices: Sequence[Speaker],
    inner: Sequence[Span],
) -> Statement:
    """The row of one attribution. `voices`: outermost source to speaker; `inner`: contents of those inside it."""
    direct = direct_parts(told.text, one.content)
    own = [d for d in direct if not any(part.start <= d.start and d.end <= part.end for part in inner)]
    kind = "indirect" if not direct else "direct" if is_direct(told.text, one.content, direct) else "mixed"
    speaker = voices[-1]
    outer = [a for a, b in pairwise(voices) if not same_speaker(a.name, b.name)]  # "X said he hoped" is X alone
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
        polarity=_polarity(told.text, one, (*direct, *inner)),
        direct=direct,
        utterance=utterance(told.text, one.content, own),
    )


def _polarity(text: str, one: Attribution, others: Sequence[Span]) -> Polarity:
    """That of the cue; what the speaker gives as said by nobody in particular ("allegedly") is alleged."""
    if one.cue.polarity != "asserted":
        return one.cue.polarity
    own = (w for part in one.content for w in words(text, part.start, part.end) if w.form in _HEARSAY)
    heard = any(not any(o.start <= w.start < o.end for o in others) for w in own)
    return "alleged" if heard else "asserted"


_HEARSAY = several("allegedly purportedly supposedly")
