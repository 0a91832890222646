"""Whether two sentences tell of one matter: they name somebody in common, or their documents name enough in common."""

from collections import defaultdict
from collections.abc import Iterable

from headwater.claims.values import Facts
from headwater.names import country

IN_COMMON, COMMON = 2, 0.25  # names that two documents share: at least so many, and so large a part


class Matters:
    """Who and where is named in the documents of a story."""

    def __init__(self, every: Iterable[Facts]) -> None:
        self.named: dict[str, set[str]] = defaultdict(set)
        for facts in every:
            self.named[facts.sentence.document] |= named_in(facts)

    def one(self, a: Facts, b: Facts) -> bool:
        """Whether two sentences tell of one matter."""
        if named_in(a) & named_in(b):
            return True
        x, y = self.named[a.sentence.document], self.named[b.sentence.document]
        return len(x & y) >= max(IN_COMMON, COMMON * min(len(x), len(y)))


def named_in(facts: Facts) -> set[str]:
    """Who and where is named in a sentence, states left out: every account of any event names those."""
    return {str(v.meaning) for v in facts.values if v.slot in ("name", "place") and country(v.printed) is None}
