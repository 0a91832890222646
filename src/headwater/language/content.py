"""Content: where what is said starts behind a cue, and where it ends."""

from typing import NamedTuple

from headwater.language.lexicon import CUES, DAYS, Cue, several
from headwater.language.phrases import Tokens, right_of

_ASKING = several("if whether how why where when what who which")
_NOTHING = several("so nothing little much goodbye something anything hello yes more")
_NOBODY = ("N", "P", "DET", "NUM")  # behind a "no" that opens what is said, and is not all of it: "no one was hurt"
_ADJUNCTS = several("in on at during to after before via through from with for by as")
_SUBJECTS = several("it he she they we i you")
_OPENERS = frozenset(
    ("N", "P", "DET", "POSS", "PRO", "NUM", "VG", "SUB", "PREP", "ADV", "NEG", "GEN", "VD", "TIME", "V", "OBJ")
)
_FINITE = frozenset(("V", "VD", "AUX", "MD", "Q", "NEG"))
_ADJUNCT_TAGS = frozenset(("DET", "POSS", "NUM", "N", "P", "GEN", "TIME", "OBJ", "ADV", "VD", "VG"))
_STOPS = frozenset((".", ",", "PREP"))
_TURNS = several("but while although though")
_CLOSERS = several("after when while because although though before since but even")


def start_of(tokens: Tokens, i: int, cue: Cue) -> tuple[int, int] | None:
    """Where the content of the cue at `i` starts and where the words of the cue end; None where none follows."""
    k = i + 1
    if k < len(tokens) and (tokens[i].lemma, tokens[k].form) in (("point", "out"), ("put", "it")):
        k += 1
    lead = k + 1 if _is_time(tokens, k) else k  # "called Friday for"
    if lead + 1 < len(tokens) and tokens[lead].form in cue.preps and tokens[lead + 1].tag not in _STOPS:
        return lead + 1, lead + 1
    start = _start(tokens, _past_adjuncts(tokens, k, cue), cue)
    if start is None and "n" in cue.takes and "o" in cue.takes:  # "promised new boats": no addressee after all
        start = _start(tokens, k, cue)
    if start is None or start >= len(tokens):
        return None
    return start, i + 1


def _start(tokens: Tokens, k: int, cue: Cue) -> int | None:
    """The first token of the content, from where addressee and adjuncts have been passed."""
    if k >= len(tokens):
        return None
    token = tokens[k]
    says = "c" in cue.takes or "q" in cue.takes
    if token.tag == "," and k + 1 < len(tokens) and tokens[k + 1].tag == "Q" and says:
        return k + 1
    if token.tag == ":":
        return k + 1
    if token.tag == "," and "c" in cue.takes:  # "cautioned, as did others, that"
        that = next((m for m in range(k + 2, min(len(tokens) - 1, k + 14)) if tokens[m].form == "that"), None)
        return that + 1 if that is not None and tokens[that - 1].tag == "," else None
    if "c" in cue.takes and token.form == "that":
        return k + 1
    fits = (
        token.tag == "Q"
        or ("c" in cue.takes and token.form in _ASKING)
        or ("i" in cue.takes and _is_infinitive(tokens, k, cue))
        or ("c" in cue.takes and _starts_clause(tokens, k, cue))
        or ("n" in cue.takes and token.tag in ("N", "P", "DET", "POSS", "NUM", "OBJ", "VG", "VD", "PRO"))
        or ("i" in cue.takes and "o" in cue.takes and token.tag in ("N", "P", "DET", "POSS", "OBJ"))
    )
    return k if fits else None


def _starts_clause(tokens: Tokens, k: int, cue: Cue) -> bool:
    """Whether a clause without "that" starts here: a subject and, somewhere behind it, a finite verb.

    Behind a verb of the mind, which takes many objects, the verb must follow the noun phrase at once.
    """
    if tokens[k].form in _NOTHING or tokens[k].tag not in _OPENERS:
        return False
    if tokens[k].form == "no" and (k + 1 == len(tokens) or tokens[k + 1].tag not in _NOBODY):
        return False
    if tokens[k].tag == "PRO":
        return True
    if cue.kind == "mind":
        k = right_of(tokens, k)
        while k < len(tokens) and tokens[k].tag == "ADV":
            k += 1
        return k < len(tokens) and tokens[k].tag in _FINITE
    return any(t.tag in _FINITE for t in tokens[k + 1 : k + 40])


def _past_adjuncts(tokens: Tokens, k: int, cue: Cue) -> int:
    """Right over the addressee, times, adverbs and "in a statement"."""
    addressed = "o" not in cue.takes
    while k < len(tokens):
        end = k
        if _is_adverb(tokens, k) or _is_time(tokens, k):
            end = k + 1
        elif tokens[k].form in _ADJUNCTS and not (
            tokens[k].tag == "TO" and tokens[k + 1 : k + 2] and tokens[k + 1].tag == "V"
        ):
            end = _adjunct_end(tokens, k)
        elif not addressed and tokens[k].form not in _SUBJECTS:
            end, addressed = _addressee_end(tokens, k), True
        if end == k:
            break
        k = end
    return k


def _is_adverb(tokens: Tokens, k: int) -> bool:
    """Whether an adverb belongs to the cue and not to what is said."""
    if tokens[k].tag != "ADV" or tokens[k].form in ("there", "here", "once", "even"):
        return False
    subject = k + 1 < len(tokens) and tokens[k + 1].tag in ("PRO", "DET", "P")
    return not subject or tokens[k].form in ("also", "later", "again")


def _is_infinitive(tokens: Tokens, k: int, cue: Cue) -> bool:
    """Whether "to" opens an infinitive here; behind a cue that takes one, any plain word may be its verb."""
    if tokens[k].tag != "TO" or k + 1 >= len(tokens):
        return False
    return tokens[k + 1].tag in ("V", "AUX") or ("i" in cue.takes and tokens[k + 1].tag in ("N", "ADV", "NEG"))


def _is_time(tokens: Tokens, k: int) -> bool:
    """Whether a day or a time of day stands here, not one that owns what follows."""
    if k >= len(tokens) or (k + 1 < len(tokens) and tokens[k + 1].form == "'s"):
        return False
    return tokens[k].form in DAYS or (tokens[k].tag == "TIME" and k + 1 < len(tokens))


def _adjunct_end(tokens: Tokens, k: int) -> int:
    """Behind a prepositional phrase at `k`; a name after a common noun starts the next phrase."""
    m = k + 1
    while m < len(tokens) and tokens[m].tag in _ADJUNCT_TAGS:
        left = tokens[m - 1].tag
        dated = left == "TIME" and tokens[m].tag in ("P", "DET", "POSS")
        if m > k + 1 and (dated or _parts(left, tokens[m].tag)):
            return m
        m += 1
    subject = m < len(tokens) and tokens[m].tag in ("V", "AUX", "MD") and tokens[m - 1].tag in ("N", "P")
    return k if subject or m == k + 1 else m


def _addressee_end(tokens: Tokens, k: int) -> int:
    """Behind the addressee of "told reporters that"; the same place where none can be told from the content."""
    if tokens[k].tag in ("OBJ", "PRO"):
        return k + 1
    end = right_of(tokens, k, appositions=False)
    if end >= len(tokens) or end == k:
        return k
    if tokens[end].form in (*_ASKING, "that", "about") or tokens[end].tag in ("TO", "Q", ",", ":", "TIME", "PRO", "."):
        return end
    return next((m for m in range(end - 1, k, -1) if _parts(tokens[m - 1].tag, tokens[m].tag)), k)


def _parts(left: str, right: str) -> bool:
    """Whether a new noun phrase starts between two words: "told reporters | the port"."""
    return left in ("N", "P") and right in ("P", "DET", "POSS") and left != right


class Cues(NamedTuple):
    """Where the other attributions of the sentence start: those with a subject of their own, and those without."""

    own: frozenset[int]
    bare: frozenset[int]


def end_of(tokens: Tokens, start: int, cue: Cue, cues: Cues) -> int:
    """The position behind the content that starts at `start`."""
    if start < len(tokens) and tokens[start].tag == "Q" and tokens[start].lemma:
        return start + 1
    ends_here = _ends_phrase if _is_phrase(tokens, start, cue) else _ends_clause
    nearest = (
        start not in cues.own
    )  # whether no other cue has come yet: what has no subject of its own belongs to the nearest
    for k in range(start + 1, len(tokens)):
        if tokens[k].tag == ";" or _goes_over(tokens, k, cues, nearest) or ends_here(tokens, k):
            return k
        nearest = nearest and k not in cues.own and k not in cues.bare
    return len(tokens)


def _goes_over(tokens: Tokens, k: int, cues: Cues, nearest: bool) -> bool:
    """Whether the sentence goes over to another attribution at `k`, beside this one and not inside it."""
    behind = k + 1 if tokens[k].tag == "," else k
    if tokens[k].tag not in (",", "CC", "SUB") or behind >= len(tokens):
        return False
    if tokens[k].tag == "," and tokens[0].tag == "SUB" and behind in cues.own:  # While X said Y, | Z said
        return True
    if _opens(tokens, behind, cues.own) or (nearest and _opens(tokens, behind, cues.bare)):
        return True
    return nearest and tokens[k].tag == "," and _participle_cue(tokens, behind)


def _is_phrase(tokens: Tokens, start: int, cue: Cue) -> bool:
    """Whether the content is a noun phrase or an infinitive, which ends sooner than a clause does."""
    if "c" not in cue.takes or tokens[start].tag == "TO":
        return True
    opens = tokens[start].tag in ("PRO", "VG", "SUB", "WH", "PREP", "ADV", "Q") or tokens[start].form in _ASKING
    if opens or tokens[start - 1].form == "that" or "n" not in cue.takes:
        return False
    k = right_of(tokens, start)
    while k < len(tokens) and tokens[k].tag in ("ADV", "OBJ", "TIME", ","):
        k += 1
    return k >= len(tokens) or tokens[k].tag not in ("V", "VD", "AUX", "MD", "NEG", "SUB", "WH", "Q")


def _ends_clause(tokens: Tokens, k: int) -> bool:
    """Whether a clause that is a content ends before the token at `k`: at ", but" and ", while"."""
    return tokens[k].tag == "," and k + 1 < len(tokens) and tokens[k + 1].form in _TURNS


def _participle_cue(tokens: Tokens, k: int) -> bool:
    """Whether ", saying" and the like start here."""
    while k < len(tokens) and tokens[k].tag in ("ADV", "CC", "SUB"):
        k += 1
    return k < len(tokens) and tokens[k].tag == "VG" and tokens[k].lemma in CUES


def _opens(tokens: Tokens, k: int, starts: frozenset[int]) -> bool:
    """Whether "and said", "but X said", "while X said" start here."""
    if tokens[k].tag not in ("CC", "SUB") or tokens[k].form in ("that", "if", "because"):
        return False
    first = next((m for m in range(k + 1, len(tokens)) if tokens[m].tag not in ("ADV", "CC")), len(tokens))
    return first in starts or any(m in starts for m in range(k + 1, first))


def _ends_phrase(tokens: Tokens, k: int) -> bool:
    """Whether a noun phrase that is a content ends before the token at `k`."""
    token, behind = tokens[k], tokens[k + 1 : k + 8]
    if token.tag == "-" or token.form == "during":
        return True
    if token.tag == "SUB":
        return token.form in _CLOSERS or (token.form == "as" and behind != () and behind[0].tag in ("PRO", "P"))
    if token.tag in ("V", "VD", "AUX", "MD"):  # what he calls "a leak" | closed the port
        return tokens[k - 1].tag == "Q"
    if token.tag == "," and (behind == () or behind[0].tag == "WH" or behind[0].form in ("of", "for", "as")):
        closing = next((m for m in range(k + 1, len(tokens) - 1) if tokens[m].tag == ","), None)
        inside = behind != () and closing is not None and tokens[closing + 1].form in ("of", "for", "as")
        return not inside and (behind == () or behind[0].tag == "WH")
    if token.tag == ",":
        listed = any(t.tag == "CC" for t in behind[:6]) and behind[0].tag in ("N", "P", "DET", "VG", "VD")
        return not listed
    turns = behind != () and (behind[0].tag in ("V", "VD", "AUX", "MD", "PRO") or behind[0].form == "that")
    return token.tag == "CC" and turns
