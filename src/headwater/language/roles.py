"""Sentence, Token, Clause: what every reader of language gives, whatever stands behind it."""

from typing import Literal, NamedTuple

from headwater.language.lexicon import Cue
from headwater.records import Span

Role = Literal[
    "", "root", "subject", "passive subject", "object", "addressee", "complement", "infinitive", "oblique", "agent",
    "owner", "apposition", "relative clause", "attribute clause", "adverbial clause", "aside", "conjunct",
]  # fmt: skip


class Token(NamedTuple):
    """A word, a mark, or a whole quotation, with its tag.

    Tags: N common word, P name, PRO (he), OBJ (him), DET, POSS (his), GEN ('s), PREP, CC, SUB, WH, AUX, MD, NEG, ADV,
    TO, NUM, TIME, V (finite or base form), VD (past or participle), VG (-ing), Q (quotation); marks as themselves.
    Role and head are a parser's; the floor leaves them open. The head is the position of another token of the sentence.
    """

    start: int
    end: int
    form: str
    tag: str
    lemma: str = ""
    role: Role = ""
    head: int = -1


Place = Literal["after", "around", "according", "before", "next"]


class Clause(NamedTuple):
    """A cue with its roles, as spans over the text.

    `place` tells where the content stands: after the cue; around it (", X said,"); with an "according to"; before a
    passive; or in what comes next ("X writes:"). `subject` is None where nobody is named ("it is alleged that").
    `outer` is who quotes the subject ("X quoted Y as saying").
    """

    cue: Cue
    verb: Span
    subject: Span | None
    content: tuple[Span, ...]
    place: Place
    outer: Span | None = None


class Sentence(NamedTuple):
    """One sentence; a quotation in it is one token, and the sentences inside that follow as `quoted` ones."""

    start: int
    end: int
    paragraph: int  # its number
    quoted: bool
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...] = ()
