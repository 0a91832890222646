"""Phrases: noun phrases with their links and appositions, found leftwards from a verb or rightwards from a cue.

Positions are token positions; ranges are half-open.
"""

from headwater.language.lexicon import CUES, OCCASIONS, several
from headwater.language.roles import Token

Tokens = tuple[Token, ...]
Range = tuple[int, int]

_NOMINAL = frozenset(("N", "P", "NUM", "GEN", "POSS", "DET"))
_LINKS = several(
    "of for in at from with on to near against about behind under over between by along across around outside inside "
    "among within"
)
_NEAR = several("on in last this late early earlier since until")
_MARKS = frozenset((".", ";", ":", "Q", "!", "?"))


def left_of(tokens: Tokens, last: int) -> Range | None:
    """The noun phrase that ends at `last`, with its appositions; a relative pronoun with what it stands for."""
    last = _past_adjuncts(tokens, last)
    if last < 0:
        return None
    tag = tokens[last].tag
    if tag == "PRO":
        return last, last + 1
    if tag in (")", ",", "-"):
        return _behind_parenthesis(tokens, last) if tag == ")" else _apposed(tokens, last)
    if tag == "WH" or tokens[last].form == "that":
        return _antecedent(tokens, last)
    if tag == "VD" and last and tokens[last - 1].tag in ("N", "P", "NUM"):  # "a report released last year found"
        return left_of(tokens, last - 1)
    return _run(tokens, last)


def _run(tokens: Tokens, last: int) -> Range | None:
    """The run of noun phrases that ends at `last`; None where it names nothing."""
    start = _chain(tokens, last)
    named = any(t.tag in ("N", "P", "DET", "NUM") for t in tokens[start : last + 1])
    return _out_of_relative(tokens, start, last) if named else None


def right_of(tokens: Tokens, first: int, *, appositions: bool = True) -> int:
    """The position behind the noun phrase that starts at `first`; `first` itself where none does."""
    k = first
    while k < len(tokens) and (step := _step_right(tokens, k, first)):
        k += step
    if appositions and k > first:
        k = _past_appositions(tokens, k)
    return k


def _past_adjuncts(tokens: Tokens, last: int) -> int:
    """Left over "on Thursday", "later", "in a speech"."""
    while last >= 0 and tokens[last].tag in ("TIME", "ADV"):
        last -= 1
        while last >= 0 and tokens[last].tag == "TIME":
            last -= 1
        if last >= 0 and tokens[last].form in _NEAR:
            last -= 1
    if last < 0 or tokens[last].form not in OCCASIONS:
        return last
    for k in range(last, max(0, last - 7), -1):  # "Harlan in a speech said"
        if tokens[k].form in ("in", "at", "on", "during"):
            named = any(t.tag == "P" for t in tokens[k + 1 : last + 1])
            return k - 1 if tokens[k - 1].tag in ("P", "PRO") and not named else last
    return last


def _chain(tokens: Tokens, last: int) -> int:
    """Where the run of noun phrases that ends at `last` starts; links such as "of" and "and" are crossed."""
    k = last
    while k >= 0 and _belongs_left(tokens, k, last):
        k -= 1
    start = k + 1
    if 0 <= k < 2 and tokens[k].tag in ("PREP", "SUB", "TO") and tokens[k].form != "that":
        start = next(
            (m for m in range(last, start, -1) if tokens[m - 1].tag == "N" and tokens[m].tag in ("P", "DET")), start
        )
    while start <= last and tokens[start].tag in ("GEN", "CC", "PREP", "TO"):
        start += 1
    whole = start > 1 and all(t.tag in _NOMINAL for t in tokens[:start])  # "the agency the voice of the isles said"
    return 0 if whole else start


def _belongs_left(tokens: Tokens, k: int, last: int) -> bool:
    """Whether the token at `k` goes on with the noun phrase to its right."""
    tag = tokens[k].tag
    left = tokens[k - 1].tag if k else "."
    right = tokens[k + 1].tag if k < last else "."
    if right in ("DET", "POSS") and tag in ("N", "P", "NUM", "TIME"):  # "a claim | the union"
        return False
    if tag in ("VD", "VG"):
        spoken = tokens[k].lemma in CUES and "c" in CUES[tokens[k].lemma].takes and left in ("N", ",", ".")
        return not spoken and right in ("N", "P") and left in ("DET", "POSS", "GEN", "ADV", "N", ",", ".", "CC")
    if tag == "ADV":
        return right in ("N", "NUM", "VD") and left in ("DET", "POSS")
    if tag in ("PREP", "TO", "CC"):
        linked = tokens[k].form in ("and", "or") and right in _NOMINAL if tag == "CC" else tokens[k].form in _LINKS
        return linked and left in ("N", "P", "NUM")
    if tag in ("TIME", "OBJ"):
        return right in ("N", "GEN") if tag == "TIME" else left in ("PREP", "TO")
    return tag in _NOMINAL


def _out_of_relative(tokens: Tokens, start: int, last: int) -> Range:
    """Where the phrase ends a relative clause ("the man who runs the port said"), the phrase that it hangs on."""
    here = start, last + 1
    if start < 2 or tokens[start - 1].tag not in ("V", "VD", "VG", "PREP", "TO", "AUX"):
        return here
    verb = start - 1 if tokens[start - 1].tag != "PREP" else start - 2
    if (
        tokens[verb].tag in ("VD", "VG")
        and tokens[verb].lemma not in CUES
        and tokens[verb - 1].tag in ("N", "P")
        and verb
    ):
        head = left_of(tokens, verb - 1)  # "a study published by the university found"
        return (head[0], last + 1) if head else here
    for k in range(start - 1, max(0, start - 12), -1):
        if tokens[k].tag in (",", ".", ";", ":") or (tokens[k].tag == "SUB" and tokens[k].form != "that"):
            return here
        if tokens[k].form in ("who", "which"):
            head = left_of(tokens, k - 1)
            return (head[0], last + 1) if head else here
    return here


def _antecedent(tokens: Tokens, pronoun: int) -> Range | None:
    """A relative pronoun with what it stands for: the noun phrase before it."""
    last = pronoun - 1
    if last > 0 and tokens[last].tag == ",":
        last -= 1
    if (
        last < 0
        or tokens[pronoun].form not in ("who", "which", "that")
        or tokens[last].tag not in ("N", "P", ")", "NUM", "GEN")
    ):
        return None
    head = left_of(tokens, last)
    return (head[0], pronoun + 1) if head else None


def _behind_parenthesis(tokens: Tokens, closing: int) -> Range | None:
    """The noun phrase before "(R)", those marks included."""
    opening = next((k for k in range(closing - 1, max(-1, closing - 30), -1) if tokens[k].tag == "("), 0)
    inner = left_of(tokens, opening - 1) if opening else None
    return (inner[0], closing + 1) if inner else None


def _apposed(tokens: Tokens, closing: int) -> Range | None:
    """The phrase before ", a professor of history," with the apposition; without one that is no name for it."""
    mark = tokens[closing].tag
    for k in range(closing - 2, max(0, closing - 30), -1):
        if tokens[k].tag in _MARKS:
            return None
        if tokens[k].tag != mark or tokens[k - 1].tag not in ("N", "P", "NUM", "GEN", ")", "TIME"):
            continue
        opener = tokens[k + 1]
        if k + 2 == closing and opener.tag == "ADV":  # ", however,"
            return left_of(tokens, k - 1)
        head = left_of(tokens, k - 1) if opener.tag not in ("CC", "PRO", "ADV", "TIME") else None
        if head is None or (head[1] - head[0] == 1 and tokens[head[0]].tag == "NUM"):
            continue
        if opener.tag in ("WH", "VG", "VD", "PREP", "SUB"):
            return head
        if opener.tag in _NOMINAL and not any(t.tag in ("V", "AUX", "MD") for t in _main(tokens[k + 1 : closing])):
            return head[0], closing
    return None


def _main(part: Tokens) -> Tokens:
    """The tokens before the first relative clause."""
    return part[: next((n for n, t in enumerate(part) if t.tag == "WH" or t.form == "that"), len(part))]


def _step_right(tokens: Tokens, k: int, first: int) -> int:
    """How many tokens at `k` go on with the noun phrase that started at `first`."""
    tag = tokens[k].tag
    right = tokens[k + 1].tag if k + 1 < len(tokens) else "."
    goes_on = False
    if tag == "(" and k > first:
        return next((m - k + 1 for m in range(k, min(len(tokens), k + 12)) if tokens[m].tag == ")"), 0)
    if tag in ("VD", "VG"):
        goes_on = right in ("N", "P") and k > first and tokens[k - 1].tag in ("DET", "POSS", "GEN", "P")
    elif tag in ("PREP", "TO"):
        goes_on = k > first and tokens[k].form in _LINKS and right in (*_NOMINAL, "TIME")
    elif tag == "CC":
        goes_on = k > first and tokens[k].form == "and" and right in ("N", "P", "DET", "POSS")
    elif tag == "TIME":
        goes_on = right in ("N", "GEN")
    else:
        goes_on = tag in _NOMINAL or (tag == "PRO" and k == first)
    return int(goes_on)


def _past_appositions(tokens: Tokens, k: int) -> int:
    """Behind ", a professor of history", ", 45," and ", who runs the port" where such stand at `k`."""
    while k + 1 < len(tokens) and tokens[k].tag == ",":
        opener = tokens[k + 1]
        if opener.form in ("who", "whose", "which"):
            k = next((m for m in range(k + 1, len(tokens)) if tokens[m].tag in (",", *_MARKS)), len(tokens))
            continue
        end = right_of(tokens, k + 1, appositions=False) if opener.tag in _NOMINAL else k + 1
        if end == k + 1 or (end < len(tokens) and tokens[end].tag in ("V", "VD", "AUX", "MD", "CC")):
            break
        k = end
        if k < len(tokens) and tokens[k].form in ("who", "whose", "that"):
            k = next((m for m in range(k + 1, len(tokens)) if tokens[m].tag in (",", *_MARKS)), len(tokens))
    return k
