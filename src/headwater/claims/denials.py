"""Where one sentence denies what the other says: "was hurt" and "was not hurt", all else the same.

A denial is easily told in other words ("failed to agree", "their failure to agree"), and a clause that one of two
sentences lacks may deny something else. So all that is said beside the denial has to be in both.
"""

import re
from collections.abc import Iterator

from headwater.claims.misprints import MISPRINT, Difference, Matches
from headwater.claims.values import Facts, Value
from headwater.claims.wording import Sentence, listed
from headwater.names import distance

BESIDE = 4  # words behind a denial among which the other must go on as it does
RIGHT_BEHIND = 2
OVER = 1  # words of weight that either sentence may have alone
_DENYING = listed("deny denies denied denying reject rejects rejected dispute disputes disputed")
_OTHERWISE = re.compile(  # what may deny as well, in other words
    r"fail|lack|lost\b|los(?:e|es|ing)\b|refus|declin|den(?:y|i)|reject|prevent|remov|avoid|stop|halt|ban(?:s|ned|ning)?\b|block|"
    r"hardly|barely|struggl|tr(?:y|ie)|drop|miss(?:es|ed|ing)?\b|un(?!i|der|til|cle|to\b)"
)


def denials(a: Facts, b: Facts, matches: Matches, near: bool) -> Iterator[Difference]:
    """The difference, if there is one: an odd number of negations on one side only, the rest aligned."""
    no_a, no_b = ([v for v in f.values if v.slot == "polarity"] for f in (a, b))
    if (len(no_a) + len(no_b)) % 2 == 0:
        return
    matched_a, matched_b = {i for i, _ in matches}, {j for _, j in matches}
    odd = [v for v in no_a if v.first not in matched_a] + [v for v in no_b if v.first not in matched_b]
    if len(odd) != 1:
        return
    here = odd[0] in no_a
    pairs = matches if here else [(j, i) for i, j in matches]
    mine, other = (a, b) if here else (b, a)
    if found := _denied(mine, other, odd[0], pairs, near):
        denied, plain = found
        yield Difference("polarity", "conflict", *((denied, plain) if here else (plain, denied)))


def _denied(mine: Facts, other: Facts, odd: Value, pairs: Matches, near: bool) -> tuple[Value, Value] | None:
    """What one sentence denies and where the other says it."""
    beside = range(odd.first + 1, odd.first + 1 + (BESIDE if near else RIGHT_BEHIND))
    behind = [(i, j) for i, j in pairs if i in beside and mine.sentence.stems[i]]
    if not behind or _says_otherwise(mine.sentence, other.sentence, odd, pairs):
        return None
    before, after = ([j for i, j in pairs if (i > odd.first) == later] for later in (False, True))
    instead = [w.form for w in other.sentence.words[max(before, default=-1) + 1 : min(after)]]
    denial = mine.sentence.words[odd.first].form
    if (len(instead) > 1 and not near) or any(distance(form, denial) <= MISPRINT for form in instead):
        return None
    denied = span(mine.sentence, odd.first, behind[0][0] + 1)
    return denied, span(other.sentence, behind[0][1], behind[0][1] + 1)


def _says_otherwise(mine: Sentence, other: Sentence, odd: Value, pairs: Matches) -> bool:
    """Whether the other may deny it too, in other words, or one of the two has more to say than the denial."""
    matched = {i for i, _ in pairs}, {j for _, j in pairs}
    over = [_over(s, m, odd if s is mine else None) for s, m in ((mine, matched[0]), (other, matched[1]))]
    if any(_OTHERWISE.match(form) for form in over[1]):
        return True
    denying = any(w.form in _DENYING for i, w in enumerate(mine.words) if i != odd.first)
    return denying or max(len(words) for words in over) > OVER


def _over(sentence: Sentence, matched: set[int], odd: Value | None) -> list[str]:
    """The words of weight of a sentence that are not aligned, but the denial itself."""
    stems = enumerate(zip(sentence.words, sentence.stems, strict=True))
    return [w.form for i, (w, s) in stems if s and i not in matched and (odd is None or i != odd.first)]


def span(sentence: Sentence, first: int, last: int) -> Value:
    """The words of a sentence that deny, or that say."""
    start, end = sentence.words[first].start, sentence.words[last - 1].end
    return Value("polarity", start, end, first, last, sentence.printed(start, end), "")
