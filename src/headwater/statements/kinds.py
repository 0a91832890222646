"""Attribution: a statement as its sentence gives it, before its speaker is resolved."""

from collections.abc import Sequence
from typing import NamedTuple

from headwater.language import Cue
from headwater.language.lexicon import PREPOSITIONS
from headwater.records import Span
from headwater.text import words


class Attribution(NamedTuple):
    """One statement before its speaker is resolved. `within` are the positions of the attributions that hold it."""

    content: tuple[Span, ...]
    verb: Span
    cue: Cue
    subject: Span | None
    paragraph: int
    outer: Span | None = None  # who quotes the subject
    quoted: bool = False  # whether it stands inside quotation marks
    within: tuple[int, ...] = ()

    @property
    def hull(self) -> Span:
        """From the first to the last character of the content."""
        return Span(self.content[0].start, self.content[-1].end)


_LOOSE = 3  # words around an inner statement that say nothing of their own: "also", "and"


def is_frame(text: str, one: Attribution, inside: Sequence[Attribution]) -> bool:
    """Whether a source behind its content, or an "according to", only frames the statement of another.

    "On Monday Varga said it sank, Ostrand Radio reported": the radio stands in the chain of what Varga said, and said
    nothing else. So does one around several: "Varga said it sank and Strand said she had seen it, the radio reported".
    In front ("Ostrand Radio reported that Varga said") a frame is a statement of its own.
    """
    behind = one.verb.start >= one.hull.end or one.cue.lemma == "according"
    if not behind or not inside or any(i.quoted for i in inside):
        return False
    taken = [_whole(i) for i in inside]
    scene = _scene(text, one.hull.start, min(t.start for t in taken))
    own = [w for part in one.content for w in words(text, part.start, part.end) if w.start >= scene]
    return sum(not any(t.start <= w.start < t.end for t in taken) for w in own) <= _LOOSE


def _whole(one: Attribution) -> Span:
    """All of an attribution: who, cue, what lies between them, and the content."""
    spans = [*one.content, one.verb, *([one.subject] if one.subject else [])]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _scene(text: str, start: int, end: int) -> int:
    """Where the words end that only set the scene of a statement: "At a dinner on Monday, | Varga said"."""
    first = next(iter(words(text, start, end)), None)
    opens = first is not None and first.form in PREPOSITIONS and text[start:end].rstrip().endswith(",")
    return end if opens else start
