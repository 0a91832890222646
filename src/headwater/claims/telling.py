"""The clearest wording of a claim, and which sentences are claims at all."""

import re
from collections.abc import Sequence

from headwater.claims.values import Facts
from headwater.claims.wording import Sentence, listed

_LEANING = listed(
    "he she it they this that these those his her their its but however and also so then instead meanwhile "
    "earlier later here there such both neither i we you"
)
_TAIL = re.compile(
    r",[\"'”’]?\s+(?:according to [^,]{2,80}|(?:[^,]{2,80}\s)?(?:said|says|reported|announced|told [^,]{2,40})"
    r"(?:\s[^,]{2,40})?)[.]?$"
)
_ENDED = re.compile(r"[.!…。！”\"'’»)]$")
_OPENING, _CLOSING = "\"“'‘«", "\"”'’»"
_ARTICLES = listed("the a an all no some many several both every more most nearly about at")
FEWEST = 4  # words of weight in a claim
LONGEST = 45  # words; a longer sentence holds more than one thing


def clearest(group: Sequence[Sentence]) -> str:
    """The wording of a group that stands best by itself: complete, named, without its attribution where it can be."""
    best = min(group, key=lambda s: (_unclear(s), s.place))
    said = best.printed(*best.core).strip()
    text = said if _whole(said) else best.text.strip()
    short = _TAIL.sub("", text).strip()
    text = short if 2 * len(short) >= len(text) else text  # "In May, the council said …": the tail is the matter
    text = text.rstrip(",;")
    return text[:1].upper() + text[1:]


def _whole(said: str) -> bool:
    """Whether what is said can stand without who says it: a quotation, or a clause that names what it is about."""
    first = said.split(maxsplit=1)[0] if said else ""
    if said[:1] in _OPENING:
        return said.rstrip(".,")[-1:] in _CLOSING and len(said.split()) >= FEWEST
    return first.lower() not in _LEANING and (first[:1].isupper() or first[:1].isdigit() or first in _ARTICLES)


def _unclear(sentence: Sentence) -> float:
    """How much a sentence leans on what stands around it."""
    forms = [w.form for w in sentence.words]
    leaning = sum(f in _LEANING for f in forms[:3]) + 0.3 * sum(f in _LEANING for f in forms[3:])
    words = len(forms)
    odd_length = max(0, words - LONGEST) / 10 + max(0, 8 - words) / 4
    return round(leaning + odd_length - 0.02 * sum(bool(s) for s in sentence.stems), 6)


def is_claim(facts: Facts, said: bool) -> bool:
    """Whether a sentence by itself claims anything: a whole sentence with something to check in it."""
    sentence = facts.sentence
    text = sentence.text.strip()
    if sum(bool(s) for s in sentence.stems) < FEWEST or not _ENDED.search(text):
        return False
    return said or any(v.slot in ("number", "date", "name", "place") for v in facts.values)
