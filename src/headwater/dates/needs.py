"""Needs: what a stretch must hold for a rule to be found there, so that few rules are searched for in any one.

They are read off the rule itself, from what stands outside of its groups. A rule of which less is known than could be
is searched for more often and finds the same.
"""

import re
from collections.abc import Callable, Iterator

# For every branch of a rule: the stretch holds a member of each of these sets.
Needs = tuple[tuple[frozenset[str], ...], ...]

FIGURE = frozenset({"0"})  # stands for any figure
_LETTERS = 3  # of a word are compared: how it ends is the rule's matter
_WHOLE = re.compile(r"[^\W\d_]+|\d")
_BEGINNING = re.compile(rf"(?<![^\W\d_])[^\W\d_]{{1,{_LETTERS}}}|\d")

_OPEN, _MAYBE = "\0", "\1"  # stand for: letters or none; what ends with a blank, or nothing
_CLASS = re.compile(r"\[[^\]]*\]")
_UNSURE = re.compile(r"\{\d[\d,]*\}|(?:\{[a-z_]+\}|[^{}()|])[?*+]|\.")
_GROUP = re.compile(r"\((\?(?:[a-z-]*:|<?[=!]))?([^()]*)\)([?*]?)")
_PIECE = re.compile(r"\{([a-z_]+)\}|([^\W\d_]+)|\d")


def beginnings(text: str, start: int = 0, end: int | None = None) -> frozenset[str]:
    """How the words of a stretch begin, folded; "0" where it holds a figure."""
    found = set(_BEGINNING.findall(text, start, len(text) if end is None else end))
    return frozenset(map(_head, found))


def beginning(phrase: str) -> str:
    """How the longest word of a phrase begins, the one that the fewest stretches hold; "0" where it has a figure."""
    found = _WHOLE.findall(phrase)
    return _head(next((f for f in found if f.isdecimal()), max(found, key=len)))


def is_met(needs: Needs, held: frozenset[str]) -> bool:
    """Whether a stretch holds, by the beginnings of its words, what a rule needs."""
    return any(not any(map(held.isdisjoint, branch)) for branch in needs)


def needs(rule: str, heads: Callable[[str], frozenset[str]]) -> Needs:
    """What a rule needs; `heads` gives the beginnings of the words of a kind."""
    plain = _CLASS.sub(lambda m: " " if m.group() == "[ -]" else _OPEN, re.sub(r"\\.", _OPEN, rule))
    plain = _UNSURE.sub(_OPEN, plain)
    while (shorter := _GROUP.sub(_without, plain)) != plain:
        plain = shorter
    return tuple(tuple(_needed(branch, heads)) for branch in plain.split("|"))


def _head(found: str) -> str:
    return "0" if found.isdecimal() else found.casefold()[:_LETTERS]


def _without(group: re.Match[str]) -> str:
    """What a group without groups inside is for the words beside it."""
    opens, inside, often = group.groups()
    if opens and opens[-1] in "=!":
        return ""  # it looks and takes nothing
    ends = [branch.rstrip(_MAYBE)[-1:] for branch in inside.split("|")]
    if not set(ends) <= {"", " "}:
        return _OPEN
    return _MAYBE if often or "" in ends else _MAYBE + " "


def _needed(branch: str, heads: Callable[[str], frozenset[str]]) -> Iterator[frozenset[str]]:
    """The sets that one branch needs a member of: its words and kinds that begin, and end, where a word does."""
    for piece in _PIECE.finditer(branch):
        kind, word = piece.groups()
        need = heads(kind) if kind else frozenset({_head(word)}) if word else FIGURE
        if need == FIGURE or (_parts(branch[: piece.start()].rstrip(_MAYBE)[-1:]) and _is_whole(branch, piece, need)):
            yield need


def _is_whole(branch: str, piece: re.Match[str], need: frozenset[str]) -> bool:
    """Whether the beginnings stay the same whatever follows."""
    behind = branch[piece.end() : piece.end() + 1]
    return (_parts(behind) and behind != _MAYBE) or all(len(head) == _LETTERS or head == "0" for head in need)


def _parts(mark: str) -> bool:
    """Whether a mark beside a word, or the end of the rule, is none of it."""
    return not mark or not (mark.isalnum() or mark in (_OPEN, "{", "}", "_"))
