"""Forms: words cut as a treebank cuts them, and what their letters show of them.

Other than the floor's tokens, clitics ("do | n't", "port | 's") and the parts of hyphenated words stand by themselves.
"""

import re
import zlib
from functools import lru_cache

from headwater.records import Span

_SHORT = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Sens|Rep|Reps|Gov|Govs|Rev|Hon|Pres|St|Mt|Ft|Jr|Sr|Inc|Ltd|Co|Corp"
    "|vs|etc|al|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_WORD = re.compile(
    r"https?://\S+|www\.\S+|[@#]\w+"
    rf"|\b(?:{_SHORT})\.(?!\w)|\b[Nn]o\.(?=\s?\d)|(?:[A-Za-z]\.){{2,}}|\b[A-Z]\.(?=\s+[A-Z])"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])"
    r"|[^\W_]+?(?=[nN]['\u2019][tT]\b)|[nN]['\u2019][tT]\b|['\u2019](?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)\b"
    r"|[Cc]an(?=not\b)|(?<=[Cc]an)not\b"
    r"|[^\W_]+(?:['\u2019][^\W\d_]{3,})?|\.{2,}|-{2,}|['`]{2}|\S"
)


def words(text: str, start: int, end: int) -> list[Span]:
    """The words and marks of a stretch, in order."""
    return [Span(m.start(), m.end()) for m in _WORD.finditer(text, start, end)]


_MARKS = dict.fromkeys(("''", "``", "\u2033"), '"') | {
    "\u201e": "\u201c",
    "\u00ab": "\u201c",
    "\u00bb": "\u201d",
    "`": "'",
}


def usual(word: str) -> str:
    """The word as the parser has learned it: rarer quotation marks as common ones."""
    return _MARKS.get(word, word)


ROWS = 2048  # of the table of each affix; which row is whose is decided by a checksum of its letters
_SUFFIXES, _PREFIXES = (1, 2, 3, 4), (1, 2, 3)
AFFIXES = len(_SUFFIXES) + len(_PREFIXES) + 1


@lru_cache(50_000)
def affixes(form: str) -> tuple[int, ...]:
    """The rows of a word's endings, beginnings and shape in their tables."""
    low = form.lower()
    found = [f"s{n}{low[-n:]}" for n in _SUFFIXES] + [f"p{n}{low[:n]}" for n in _PREFIXES] + [f"h{_shape(form)}"]
    return tuple(zlib.crc32(one.encode("utf-8", "surrogatepass")) % ROWS for one in found)


def _shape(form: str) -> str:
    """Capitals as X, other letters as x, digits as d; no sign more than twice in a row."""
    signs = "".join("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in form)
    return re.sub(r"(.)\1{2,}", r"\1\1", signs)
