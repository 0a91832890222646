"""Tense: whether the words around an expression of time tell of the past or of what is to come."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from headwater.dates.english import ENGLISH
from headwater.dates.forms import Direction
from headwater.dates.language import Language, Tenses
from headwater.text import Word, sentences, words

_REACH = 300  # characters on each side in which a verb can rule
_BORDER = re.compile(r"[,;:()\"\u201c\u201d\u00ab\u00bb]|['\u2019`]{2}|\s[-_\u2013\u2014]\s")
_PURPOSE = 6  # words between what intends and its purpose: "expects the envoy of the king to return"


class _Around(NamedTuple):
    """The words before and after an expression in its sentence, and the offsets between which its clause lies."""

    before: list[Word]
    after: list[Word]
    opens: int
    closes: int


class _Verb(NamedTuple):
    """A word that shows a direction, and where it stands among the words."""

    at: int
    direction: Direction


def tense(text: str, start: int, end: int, lang: Language = ENGLISH) -> Direction | None:
    """Whether an expression is told of as past or to come; null where no word tells.

    The last verb before it in its clause decides, else the first one after it, else the nearest in its sentence.
    """
    here = _around(text, start, end, lang.tenses.nouns_have_capitals)
    told, before, after = lang.tenses, here.before, here.after
    if any(w.form.removesuffix("s") in told.events for w in after[: 1 + _owns(after)]):  # "the September summit"
        return None
    if told.leads.search(text, max(0, start - 40), start):
        return "future"
    future = told.future | (told.modals if before and before[-1].form in told.limits else frozenset())
    earlier = _verbs(before, future, told)
    later = _verbs(after, future, told)
    if earlier and before[earlier[-1].at].start >= here.opens:
        return earlier[-1].direction
    if later and after[later[0].at].start < here.closes:
        return later[0].direction
    if earlier and (not later or len(before) - earlier[-1].at <= 2 * (later[0].at + 1)):
        return earlier[-1].direction
    return later[0].direction if later else None


def _owns(after: Sequence[Word]) -> bool:
    """Whether an expression is an owner's: "Friday's vote"."""
    return bool(after) and after[0].form in ("s", "'s", "\u2019s")


def _around(text: str, start: int, end: int, capitals: bool) -> _Around:
    """The words around an expression in its sentence, those with capitals left out where they are no verbs."""
    low = max(0, text.rfind("\n", 0, start), start - _REACH)
    line_end = text.find("\n", end)
    high = min(len(text) if line_end < 0 else line_end, end + _REACH)
    line = text[low:start] + re.sub(r"[.!?]", " ", text[start:end]) + text[end:high]  # "3. März" ends no sentence
    here = next((s for s in sentences(line) if s.start <= start - low < s.end), None)
    if here is None:
        return _Around([], [], start, end)
    first, last = low + here.start, low + here.end
    opens = max((m.end() for m in _BORDER.finditer(text, first, start)), default=0)
    closes = _BORDER.search(text, end + 1, max(end + 1, last))  # a comma right behind closes nothing
    before, after = words(text, first, start), words(text, end, last)
    if capitals:
        before, after = ([w for w in side if not text[w.start].isupper()] for side in (before, after))
    return _Around(before, after, opens, closes.start() if closes else last)


def _verbs(around: Sequence[Word], future: frozenset[str], told: Tenses) -> list[_Verb]:
    """The words that show a direction, in order."""
    forms = [w.form for w in around]
    found = ((i, _direction(forms, i, future, told)) for i in range(len(forms)))
    return [_Verb(i, d) for i, d in found if d]


def _direction(forms: Sequence[str], i: int, future: frozenset[str], told: Tenses) -> Direction | None:
    """The direction that one word shows, given those before it: "will be held" is to come, "had been due" is not."""
    form, before = forms[i], forms[max(0, i - 4) : i]
    if form in future or told.is_future.fullmatch(form):
        return "past" if before and before[-1] in told.perfect else "future"
    if form in told.particle:
        return _purpose(forms, i, told)
    if form in told.never or not (form in told.past or told.is_past.fullmatch(form)):
        return None
    return _participle(before, future, told)


def _participle(before: Sequence[str], future: frozenset[str], told: Tenses) -> Direction | None:
    """The direction of a form of the past, by the words before it."""
    helped = before
    while helped and helped[-1] in told.auxiliary:
        helped = helped[:-1]
    if future.intersection(helped[-2:]):  # one word may stand between: "will stay closed"
        return "future"
    if helped and helped[-1] in told.particle:  # "to be held"; "to put" is no past
        return "future" if helped != before else None
    return None if helped and helped[-1] in told.described else "past"


def _purpose(forms: Sequence[str], i: int, told: Tenses) -> Direction | None:
    """Whether "to" opens what somebody means to do."""
    passive = i + 1 < len(forms) and forms[i + 1] in told.passive
    return "future" if passive or told.means.search(" ".join(forms[max(0, i - _PURPOSE) : i + 2])) else None
