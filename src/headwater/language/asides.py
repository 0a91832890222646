"""Asides: parentheses that give a source: ", X said,", "said X", "according to X", a name behind a dash."""

from headwater.language.found import Found, Group
from headwater.language.lexicon import ACCORDING, CUES, SIGNED, Cue
from headwater.language.phrases import Range, Tokens, left_of, right_of


def signed(tokens: Tokens) -> list[Found]:
    """ "…" - X, a quotation with its speaker behind a dash."""
    if len(tokens) < 3 or tokens[0].tag != "Q" or tokens[1].tag != "-":
        return []
    end = right_of(tokens, 2)
    rest = [t for t in tokens[end:] if t.tag != "."]
    return [] if rest or end == 2 else [Found(SIGNED, (1, 2), (2, end), -1, "around", (1, len(tokens)))]


def according(tokens: Tokens) -> list[Found]:
    """Every "according to X", with the whole of "his comments published by X"."""
    found: list[Found] = []
    for i in range(len(tokens) - 2):
        if tokens[i].form != "according" or tokens[i + 1].form != "to":
            continue
        end = _past_publisher(tokens, right_of(tokens, i + 2))
        if end > i + 2:
            before = i - 1 if i and tokens[i - 1].tag == "," else i
            behind = end + 1 if end < len(tokens) and tokens[end].tag == "," else end
            found.append(Found(ACCORDING, (i, i + 2), (i + 2, end), -1, "according", (before, behind)))
    return found


def _past_publisher(tokens: Tokens, k: int) -> int:
    """Behind "published by the ministry", "released on Monday by the board" where such stands at `k`."""
    if k >= len(tokens) or tokens[k].tag != "VD":
        return k
    near = range(k + 1, min(len(tokens) - 1, k + 6))
    by = next((m for word in ("by", "in", "on") for m in near if tokens[m].form == word), None)
    return k if by is None else right_of(tokens, by + 1)


_GOES_ON = frozenset(("V", "VD", "AUX", "MD", "Q", "ADV", "NEG", "SUB", "WH", "CC"))


def inverted(tokens: Tokens, i: int, cue: Cue, group: Group) -> Found | None:
    """ "…," said X, a professor of history."""
    k = group.start - 1
    says = cue.kind == "say" and "c" in cue.takes and "o" not in cue.takes and tokens[i].tag in ("V", "VD")
    if not says or i + 1 >= len(tokens) or tokens[i + 1].tag not in ("P", "N", "DET", "POSS", "PRO", "NUM"):
        return None
    bare = right_of(tokens, i + 1, appositions=False)
    if k < 0:
        opens = bare + 1 < len(tokens) and tokens[bare].tag == ":" and bare > i + 1
        return Found(cue, (i, i + 1), (i + 1, bare), bare + 1, "after") if opens else None
    if tokens[k].tag not in (",", "Q", "-"):
        return None
    goes_on = bare < len(tokens) and tokens[bare].tag in _GOES_ON
    if tokens[k].tag != "Q" and (goes_on or _has_subject_before(tokens, k)):
        return None
    end = right_of(tokens, i + 1)
    first = k + 1 if tokens[k].tag == "Q" else k
    return Found(cue, (group.start, i + 1), (i + 1, end), -1, "around", (first, _aside_end(tokens, first, end)))


def _has_subject_before(tokens: Tokens, comma: int) -> bool:
    """Whether the comma closes an apposition to a subject that starts its clause: "X, the mayor, said"."""
    head = left_of(tokens, comma)
    return head is not None and all(t.tag in ("CC", "SUB", "ADV", ",", "PREP", "TIME") for t in tokens[: head[0]][-2:])


def around(tokens: Tokens, i: int, cue: Cue, group: Group, subject: Range) -> Found | None:
    """A cue without content to its right: the content is what stands before it, and goes on behind it."""
    if "c" not in cue.takes or tokens[i].tag == "VG" or group.infinitive or subject[1] > i:
        return None
    k = subject[0] - 1
    if k < 0 or not (tokens[k].tag in (",", "Q", "-", ".", ":") or tokens[k].form == "as"):
        return None
    first = k + 1 if tokens[k].tag == "Q" else k
    return Found(cue, (group.start, i + 1), subject, -1, "around", (first, _aside_end(tokens, first, i + 1)))


def _aside_end(tokens: Tokens, first: int, k: int) -> int:
    """Behind the parenthesis that goes on at `k`: its comma included, or all where no content follows."""
    quoted = any(t.tag == "Q" and t.lemma for t in tokens[max(0, first - 2) : first])
    for m in range(k, len(tokens)):
        tag = tokens[m].tag
        if tag == "Q":
            return m if m == k else len(tokens)
        if tag in (":", "."):
            return m
        if tag == ";":
            return len(tokens)
        if tag == ",":
            return m + 1 if _resumes(tokens, m, quoted) else _resumed_quotation(tokens, m)
    return len(tokens)


def _resumes(tokens: Tokens, comma: int, quoted: bool) -> bool:
    """Whether the content goes on behind this comma; one that is `quoted` with a quotation or its own verb."""
    ahead = [t.tag for t in tokens[comma + 1 : comma + 3]]
    if not ahead or ahead[0] == "Q" or ahead == ["CC", "Q"]:
        return True
    if quoted:
        return ahead[0] in ("AUX", "MD", "V")
    return ahead[0] not in ("VG", "WH", "PREP", "SUB", "CC", "ADV")


def _resumed_quotation(tokens: Tokens, comma: int) -> int:
    """Behind a later comma at which a quotation goes on, if no other cue stands between; else the end."""
    for m in range(comma + 1, len(tokens) - 1):
        if tokens[m].lemma in CUES and "c" in CUES[tokens[m].lemma].takes and tokens[m].tag in ("V", "VD", "VG"):
            break
        if tokens[m].tag == "," and tokens[m + 1].tag == "Q":
            return m + 1
    return len(tokens)
