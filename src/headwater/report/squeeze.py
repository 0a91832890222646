"""Squeezing: pages, style sheets and scripts without what browsers can do without. What is shown stays the same."""

import re
from collections import Counter
from collections.abc import Collection
from itertools import chain, product
from string import ascii_letters

WORDS = ("do", "if", "in", "of")  # of two letters, that mean something in a script


def style(source: str) -> str:
    """The style sheet on one line, its own properties under names of a letter or two."""
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    source = re.sub(r"\s*([{};,>/])\s*|(?<=:) | (?=\+)|(?<=\+) ", r"\1", source).replace(";}", "}").strip()
    short = _shortened(Counter(re.findall(r"(?<=--)[a-z]\w*", source)), ())
    return re.sub(r"(?<=--)[a-z]\w*", lambda m: short[m[0]], source)


def _shortened(names: Counter[str], taken: Collection[str]) -> dict[str, str]:
    """A letter or two for every name, the shortest for those that come most often."""
    barred = {*taken, *WORDS}
    free = (x for x in map("".join, chain(ascii_letters, product(ascii_letters, repeat=2))) if x not in barred)
    return dict(zip(sorted(names, key=lambda n: (-names[n], n)), free, strict=False))


_QUOTED = re.compile(r"""("[^"\n]*"|'[^'\n]*'|`[^`]*`)|\s*([-=(){}<>?:;,&|!+%])\s*""")
_DECLARED = re.compile(r"\b(?:const|let|function) (\w{3,})")
_NO_NAME = re.compile(r"""\.(\w+)|(\w+):|"([^"\n]*)"|'([^'\n]*)'|`([^`]*)`""")  # a property, or words of a string


def script(source: str) -> str:
    """The script without comment lines, and without white space around what parts its words; strings stay.

    Names that it declares get a letter or two, where they are not names of properties or words of a string too. `let`
    says what `const` says to a browser that runs what we have tested.
    """
    lines = (line.strip() for line in source.splitlines())
    source = "\n".join(line for line in lines if line and not line.startswith("//"))
    taken = {word for found in _NO_NAME.findall(source) for word in re.findall(r"\w+", " ".join(found))}
    every, own = Counter(re.findall(r"\w+", source)), {*_DECLARED.findall(source)} - taken
    short = _shortened(Counter({name: every[name] for name in own}), every)
    source = re.sub(r"(?<![.\w])[a-z]\w{2,}", lambda m: short.get(m[0], m[0]), source)
    source = _QUOTED.sub(lambda m: m[1] or m[2], source).replace(";}", "}")
    return re.sub(r"(?<!\w)\((\w+)\)=>", r"\1=>", source).replace("const ", "let ")


# End tags that HTML itself supplies, before the tags that make it do so. Text never holds a tag: it is escaped.
_IMPLIED = re.compile(
    r"\s*(?:</li>\s*(?=(?:<li|</[ou]l>))|</d[td]>\s*(?=(?:<d[td]>|</dl>))|</t[dh]>\s*(?=(?:<t[dh]|</tr>))"
    r"|</tr>\s*(?=(?:<tr|</t(?:head|body)>))|</p>\s*(?=(?:</?(?:p|[dou]l|details|div|section|figure|h\d|li|dd|td|th|article|header)\b)))"
)
_BLANK = re.compile(
    r"(?<=>)\s+(?=</?(?:svg|line|circle|rect|figcaption|body|script|dialog|meta|title|style|head|p|[dou]l|li|d[dt]|details|summary|div|section|article|header|nav|main|footer|h\d|t\w+)\b)"
)


# Quotes around the value of an attribute, where it holds nothing that needs them.
_TAG = re.compile(r"<(style|script)>.*?</\1>|<[a-z][^<>]*>", re.DOTALL)
_VALUE = re.compile(r"""="([\w.%#:-]+)"(?:(?=[ >])|(?=(/>)))""")
_QUOTE = re.compile(r"&#34;(?=[^<>]*<)")  # between tags, not inside one


def page(source: str) -> str:
    """The page without the end tags, blanks between tags, quotes and escapes that HTML can do without."""
    bare = _TAG.sub(lambda m: m[0] if m[1] else _VALUE.sub(_unquoted, m[0]), _BLANK.sub("", _IMPLIED.sub("", source)))
    return _QUOTE.sub('"', bare).replace("&#39;", "'")


def _unquoted(value: re.Match[str]) -> str:
    return f"={value[1]}{' ' if value[2] else ''}"
