"""Modelled: the sentences of the floor with the heads and roles of a parser, and with nouns told from verbs by it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from headwater.language.clauses import clauses
from headwater.language.lexicon import CUES, VERB_FORMS
from headwater.language.parsers import Parser, Word
from headwater.language.refined import refined
from headwater.language.roles import Sentence, Token
from headwater.language.sentences import sentences
from headwater.language.tokens import is_plural
from headwater.records import Span


class Modelled:
    """A reader that asks a parser for roles, `everywhere` or only where a word stands that can be a cue.

    Parsing is the dearest step of reading; where there is no cue, tokens are left as the floor has them.
    """

    def __init__(self, parser: Parser, *, everywhere: bool = False) -> None:
        self.parser = parser
        self.name = parser.name
        self.everywhere = everywhere

    def read(self, text: str, paragraphs: Sequence[Span]) -> list[Sentence]:
        """The sentences of every paragraph, in order; those inside a quotation follow the one that holds it."""
        groups = list(_held(sentences(text, paragraphs)))
        asked = [self.everywhere or any(map(_may_tell, group)) for group in groups]
        stretches = [s for group, ask in zip(groups, asked, strict=True) if ask for s in _stretches(group)]
        parsed = self.parser.words(text, stretches)
        starts = [w.start for w in parsed]
        found: list[Sentence] = []
        for group, ask in zip(groups, asked, strict=True):
            found += (_read(s, parsed, starts) if ask else s._replace(clauses=clauses(s.tokens)) for s in group)
        return found


def _read(sentence: Sentence, parsed: Sequence[Word], starts: Sequence[int]) -> Sentence:
    tokens = _tagged(*_roled(sentence.tokens, parsed, starts))
    return sentence._replace(tokens=tokens, clauses=refined(tokens, clauses(tokens)))


def _held(found: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Every sentence outside of quotations, followed by those inside its own."""
    group: list[Sentence] = []
    for sentence in found:
        if group and not sentence.quoted:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _may_tell(sentence: Sentence) -> bool:
    """Whether a word of the sentence can be a cue."""
    return any(t.form in _CUE_FORMS for t in sentence.tokens)


_CUE_FORMS = frozenset(form for form, (lemma, _) in VERB_FORMS.items() if lemma in CUES)


def _stretches(group: Sequence[Sentence]) -> Iterator[Span]:
    """What is parsed as one: a sentence, cut where a quotation in it holds several."""
    outer, inner = group[0], group[1:]
    start = outer.start
    for quotation in (t for t in outer.tokens if t.tag == "Q"):
        for end in _ends(quotation, inner)[:-1]:
            yield Span(start, end)
            start = end
    yield Span(start, outer.end)


def _ends(quotation: Token, inner: Sequence[Sentence]) -> list[int]:
    """Where the sentences of a quotation end, not counting those of quotations within it."""
    ends: list[int] = []
    at = quotation.start
    for one in inner:
        if one.start >= at and one.end <= quotation.end:
            ends.append(one.end)
            at = one.end
    return ends


def _roled(tokens: Sequence[Token], parsed: Sequence[Word], starts: Sequence[int]) -> tuple[list[Token], list[str]]:
    """The tokens of a sentence with the role of their highest word and that word's head among them; their tags."""
    ranges = [(bisect_left(starts, t.start), bisect_left(starts, t.end)) for t in tokens]
    firsts = [a for a, _ in ranges]
    found: list[Token] = []
    upos: list[str] = []
    for token, (a, b) in zip(tokens, ranges, strict=True):
        top = next((parsed[i] for i in range(a, b) if not a <= parsed[i].head < b), None)
        if top is None:
            found.append(token)
            upos.append("")
            continue
        at = bisect_left(firsts, top.head + 1) - 1
        inside = top.head >= 0 <= at and ranges[at][0] <= top.head < ranges[at][1]
        start, end, form, tag, lemma, *_ = token
        found.append(Token(start, end, form, tag, lemma, top.role, at if inside else -1))
        upos.append(top.upos)
    return found, upos


def _tagged(tokens: Sequence[Token], upos: Sequence[str]) -> tuple[Token, ...]:
    """The tokens with nouns and verbs told apart as the parser does it, where the floor could only guess."""
    subjects = {t.head: i for i, t in enumerate(tokens) if t.role in ("subject", "passive subject")}
    governors = {t.head for t in tokens if t.role == "complement"} | subjects.keys()
    quoting = any(t.tag == "Q" and t.lemma for t in tokens)
    found = list(tokens)
    for i, (token, sort) in enumerate(zip(tokens, upos, strict=True)):
        if sort == "VERB" and token.tag in ("N", "P") and token.form in VERB_FORMS and i in subjects:
            lemma, shape = VERB_FORMS[token.form]
            fits = _can_be_subject(tokens, subjects[i], shape)
            found[i] = token._replace(tag={"g": "VG", "d": "VD"}.get(shape, "V"), lemma=lemma) if fits else token
        elif sort in ("NOUN", "PROPN") and token.tag in ("V", "VD", "VG") and token.lemma in CUES:
            sure = not quoting and i not in governors and not _is_verb_here(tokens, i)
            found[i] = token._replace(tag="N") if sure else token
    return tuple(found)


def _can_be_subject(tokens: Sequence[Token], at: int, shape: str) -> bool:
    """Whether a noun hangs on no preposition, and is a plural where the verb asks for one."""
    free = at == 0 or tokens[at - 1].tag != "PREP"
    return free and (shape != "b" or is_plural(tokens[: at + 1]))


def _is_verb_here(tokens: Sequence[Token], i: int) -> bool:
    """Whether the words around one leave no doubt that it is a verb: "often brags about", "the Gull reports:"."""
    announces = i + 1 < len(tokens) and tokens[i + 1].tag == ":"
    return announces or (i > 0 and tokens[i - 1].tag in ("ADV", "PRO", "NEG"))
