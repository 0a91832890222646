"""Token: words and marks with a part of speech, guessed from closed classes, shape and neighbours."""

import re
from collections.abc import Sequence

from headwater.language.lexicon import (
    ADJECTIVES,
    ADVERBS,
    AUXILIARIES,
    BOTH,
    CLITICS,
    COORDINATORS,
    DETERMINERS,
    MODALS,
    NEGATIONS,
    NOUNS,
    OBJECTS,
    PLURALS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SPOKEN,
    SUBORDINATORS,
    TIMES,
    VERB_FORMS,
    WH,
    several,
)  # fmt: skip
from headwater.language.quotes import Quotation, inner
from headwater.language.roles import Token
from headwater.records import Span
from headwater.text import fold

_SHORT = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Sens|Rep|Reps|Gov|Govs|Rev|Hon|Pres|St|Mt|Ft|Jr|Sr|Inc|Ltd|Co|Corp|No|vs"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_TOKEN = re.compile(
    rf"(?:{_SHORT})\."
    r"|(?:[A-Z]\.){2,}(?:-[^\W_]+)*|[A-Z]\.(?=\s+[A-Z])|(?:[A-Za-z]\.)+[A-Za-z]\.?"
    r"|https?://\S+|[@#]\w+"
    r"|[^\W_]+n['\u2019]t\b"
    r"|[^\W_]+(?:[.,:](?=\d)[^\W_]+)*(?:[-\u2010\u2011/&][^\W_]+)*"
    r"|['\u2019](?:s|re|ve|ll|d|m|S)\b|[.]{2,}|--+|\S"
)
_PAUSES = ",.?!\u2026\u2014-"  # before a closing mark: what is quoted ends here
SHORTENED = frozenset(_SHORT.lower().replace("sept?", "sep|sept").split("|"))


def tokens(text: str, span: Span, quoted: list[Quotation]) -> list[Token]:
    """The tagged tokens of a stretch; every quotation in it is one token."""
    raw: list[Token] = []
    at = span.start
    for quotation in quoted:
        raw += _plain(text, at, quotation.start)
        between = inner(quotation)
        last = text[between.end - 1 : between.end] if len(between) else ""
        raw.append(Token(quotation.start, quotation.end, "\u201c\u201d", "Q", last if last in _PAUSES else ""))
        at = quotation.end
    raw += _plain(text, at, span.end)
    return _tagged(text, raw)


def _plain(text: str, start: int, end: int) -> list[Token]:
    """Untagged tokens of a stretch without quotations; contracted negations stand by themselves."""
    found: list[Token] = []
    for m in _TOKEN.finditer(text, start, end):
        found.append(Token(m.start(), m.end(), _form(m.group()), ""))
    return found


def _form(word: str) -> str:
    """The comparable form: no stop after an abbreviation, never empty."""
    form = fold(word)
    return form.rstrip(".") or form or "\u200b"


def _tagged(text: str, raw: list[Token]) -> list[Token]:
    """The tokens with tags: first by word, then ambiguous ones by their neighbours."""
    first = [token if token.tag else _by_word(text, token, i, raw) for i, token in enumerate(raw)]
    out: list[Token] = []
    for i, token in enumerate(first):
        out.append(_by_neighbours(token, out, first[i + 1] if i + 1 < len(first) else None))
    return out


_CLOSED = {
    **dict.fromkeys(ADVERBS, "ADV"), **dict.fromkeys(DETERMINERS, "DET"), **dict.fromkeys(PREPOSITIONS, "PREP"),
    **dict.fromkeys(BOTH, "SUB"), **dict.fromkeys(SUBORDINATORS, "SUB"), **dict.fromkeys(WH, "WH"),
    **dict.fromkeys(COORDINATORS, "CC"), **dict.fromkeys(AUXILIARIES, "AUX"), **dict.fromkeys(MODALS, "MD"),
    **dict.fromkeys(NEGATIONS, "NEG"), **dict.fromkeys(PRONOUNS, "PRO"), **dict.fromkeys(OBJECTS, "OBJ"),
    **dict.fromkeys(POSSESSIVES, "POSS"), "to": "TO", "'s": "GEN", "'": "GEN",
}  # fmt: skip


def _by_word(text: str, token: Token, index: int, raw: list[Token]) -> Token:
    """The tag that the word alone suggests."""
    form = token.form
    capital = text[token.start].isupper()
    if not (text[token.start].isalnum() or form in CLITICS or form[0] in "@#'"):
        return token._replace(tag=form if len(form) == 1 else "-" if form.startswith("-") else ".")
    initial = index == 0 or raw[index - 1].form in (":", ".", "!", "?", "\u2022", "-")
    shout = capital and not initial and text[token.start : token.end].isupper() and len(form) > 1  # IT, WHO, US
    if form.endswith("n't"):
        return token._replace(tag="NEG")
    if form[0].isdigit():
        return token._replace(tag="NUM")
    stopped = text[token.end - 1] == "." or form not in _SHORT_MONTHS  # Jan Tull was born in Jan.
    if form in TIMES and stopped and (capital or form not in _MONTHS_OR_NOT) and not (form == "may" and initial):
        return token._replace(tag="TIME")
    if form in _CLOSED and not shout:
        return token._replace(tag=_CLOSED[form])
    return token._replace(tag="P") if capital and not initial else _open_word(token, capital)


_MONTHS_OR_NOT = several("march may mar")
_SHORT_MONTHS = several("jan mar jun sep")


def _open_word(token: Token, capital: bool) -> Token:
    """The tag of a word of no closed class, by our list of verbs and its ending."""
    form = token.form
    if form in VERB_FORMS:
        lemma, shape = VERB_FORMS[form]
        return token._replace(tag={"g": "VG", "d": "VD"}.get(shape, "V"), lemma=lemma)
    if capital or form[0] in "@#":
        return token._replace(tag="P")
    for ending, tag in (("ly", "ADV"), ("ed", "VD"), ("ing", "VG")):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            return token._replace(tag=tag, lemma="" if tag == "ADV" else form)
    return token._replace(tag="N")


def _by_neighbours(token: Token, before: list[Token], after: Token | None) -> Token:
    """The tag in its place: verbs that are nouns here, capitals of headlines that are verbs here."""
    left = before[-1].tag if before else "."
    if token.form in _NEAR_TIMES and after is not None and after.tag == "TIME":
        return token._replace(tag="TIME")
    if token.form == "that" and left in ("PREP", "TO"):
        return token._replace(tag="DET")
    if token.tag == "GEN" and token.form == "'s" and left in ("PRO", "SUB", "WH"):
        return token._replace(tag="AUX")
    if token.form == "her" and (after is None or after.tag in _BEHIND_OBJECTS):
        return token._replace(tag="OBJ")
    if token.tag in ("V", "VD", "VG") and _is_noun_here(token, left, before, after):
        return token._replace(tag="N")
    return token


_NEAR_TIMES = several("last next late early")
_BEHIND_OBJECTS = frozenset((".", ",", "PREP", "TO", "DET", "SUB", "CC", "POSS"))


def _is_noun_here(token: Token, left: str, before: list[Token], after: Token | None) -> bool:
    """Whether a form that can be a verb stands as a noun (or an adjective) in this place."""
    if left in ("DET", "POSS", "GEN", "NUM"):
        singular = token.tag == "V" and not _is_base(token)
        alone = _SINGULARS if singular else _STANDALONE
        return not (before[-1].form in alone and token.tag in ("VD", "V"))
    if left in ("PREP", "VG") or token.tag != "V":
        return left in ("PREP", "VG") and token.tag != "VG"
    behind = after.tag if after is not None else "."
    topic = after is not None and after.form in _TOPICS and token.form in NOUNS
    described = left == "N" and before[-1].form in ADJECTIVES
    plural = token.form in PLURALS and left in ("N", "P") and behind not in _OBJECTS
    return topic or described or plural or (_is_base(token) and _is_no_verb(token, left, before, after))


def _is_base(token: Token) -> bool:
    return VERB_FORMS.get(token.form, ("", ""))[1] == "b"


def _is_no_verb(token: Token, left: str, before: list[Token], after: Token | None) -> bool:
    """Whether a base form has no plural before it that could be its subject; or stands in ", head of"."""
    if not before:  # "Police in …" opens a sentence; "Tell us" is left a verb
        return after is None or after.tag not in _OBJECTS
    if left == ",":
        return after is not None and after.form in ("of", "for", "at")
    return left in ("N", "P") and token.form not in SPOKEN and not is_plural(before)


_OBJECTS = frozenset(("DET", "PRO", "POSS", "OBJ", "TO", "Q", "SUB", ":"))
_TOPICS = several("about over of from regarding")
_SINGULARS = several("that this each one")
_STANDALONE = several("that this these those all both some many most others each few several who")
_PLURALS = several(
    "people police men women children media officials authorities data public others majority families some"
)


def is_plural(before: Sequence[Token]) -> bool:
    """Whether the noun phrase that ends here can be the subject of a base form: a plural, or two joined by "and"."""
    last = before[-1]
    if (last.form.endswith("s") and not last.form.endswith(("ss", "us", "is"))) or last.form in _PLURALS:
        return True
    for token in reversed(before[-7:]):
        if token.tag == "CC":
            return True
        if token.tag not in ("N", "P", "DET", "POSS"):
            return token.tag in ("MD", "TO") or token.form in ("do", "did", "does")
    return False
