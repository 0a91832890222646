"""Treebank: trees of GUM as they are, in other typography, and turned into reported speech.

The genres for non-commercial use only are not in the data; biographies, travel guides and podcasts may only be shared
alike, and so may what is learned from them. Which documents are tested on is GUM's own choice.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

TEST = frozenset(
    """
academic_discrimination academic_eegimaa bio_dvorak bio_jespersen conversation_lambada conversation_retirement
court_insanity court_mitigation essay_fear essay_system interview_hill interview_libertarian letter_attorney
letter_mandela news_nasa news_sensitive podcast_bezos podcast_multitasking speech_austria speech_newzealand
textbook_chemistry textbook_union vlog_london vlog_studying voyage_oakland voyage_vavau
""".split()
)
DEV = frozenset(
    """
academic_exposure academic_librarians conversation_grounded conversation_risk court_loan court_negligence
essay_evolved essay_tools interview_cyclone interview_gaming letter_arendt letter_wiki news_homeopathic news_iodine
speech_impeachment speech_inauguration textbook_governments textbook_labor vlog_portland vlog_radiology
""".split()
)


class Tree(NamedTuple):
    """One sentence; a head of 0 is the root, words are counted from 1."""

    document: str  # genre_name
    forms: list[str]
    upos: list[str]
    xpos: list[str]
    heads: list[int]
    labels: list[str]
    lemmas: list[str]
    spaced: list[bool]  # whether a blank follows


def read(path: Path) -> Iterator[Tree]:
    """The trees of one CoNLL-U file."""
    rows: list[list[str]] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        columns = line.split("\t")
        if columns[0].isdigit():
            rows.append(columns)
        elif not line and rows:
            yield _tree(path.stem.removeprefix("GUM_"), rows)
            rows = []


def _tree(document: str, rows: Sequence[Sequence[str]]) -> Tree:
    _, forms, lemmas, upos, xpos, _, heads, labels, _, rest = zip(*rows, strict=True)
    spaced = ["SpaceAfter=No" not in one for one in rest]
    return Tree(document, [*forms], [*upos], [*xpos], [int(h) for h in heads], [*labels], [*lemmas], spaced)


def split(folder: Path) -> tuple[list[Tree], list[Tree], list[Tree]]:
    """Trees to train on, to look at while trying things out, and to test on once."""
    train: list[Tree] = []
    dev: list[Tree] = []
    test: list[Tree] = []
    for path in sorted(folder.glob("GUM_*.conllu")):
        name = path.stem.removeprefix("GUM_")
        if name in TEST:
            test += read(path)
        else:
            (dev if name in DEV else train).extend(read(path))
    return train, dev, test


_CURLED = {"``": "\u201c", "''": "\u201d"}


def curled(tree: Tree) -> list[str]:
    """The forms with typographic quotation marks and apostrophes."""
    marks = [
        _CURLED.get(tag, form) if form in '"\u201c\u201d' else form
        for form, tag in zip(tree.forms, tree.xpos, strict=True)
    ]
    return [form.replace("'", "\u2019") if len(form) > 1 else form for form in marks]


def straight(tree: Tree) -> list[str]:
    """The forms with the marks and apostrophes of a typewriter."""
    plain = str.maketrans("\u201c\u201d\u2018\u2019", "\"\"''")
    return [form.translate(plain) for form in tree.forms]


_SAYING = frozenset("say add tell explain note state claim argue report announce warn insist".split())
_SAID = ("said", "said", "says", "added", "explained", "noted", "warned", "announced", "argued", "wrote")
_LONGEST = 30  # words of a sentence that is put into somebody's mouth
_WIDEST = 12  # words of a noun phrase that speaks


class _Row(NamedTuple):
    """A word of a tree that is being built; keys name words until their places are known."""

    key: str
    form: str
    upos: str
    xpos: str
    head: str  # "" for the root
    label: str


def reported(trees: Sequence[Tree], many: int, seed: int) -> list[Tree]:
    """Sentences of the treebank said by speakers of the treebank, in the word orders of reported speech."""
    draw = random.Random(seed)
    speakers = [rows for t in trees for rows in _speakers(t)]
    sayable = [t for t in trees if _is_sayable(t)]
    return [_said(_content(draw.choice(sayable)), draw.choice(speakers), draw) for _ in range(many)]


def _is_sayable(tree: Tree) -> bool:
    root = tree.heads.index(0) + 1
    subject = any(h == root and label.startswith("nsubj") for h, label in zip(tree.heads, tree.labels, strict=True))
    marks = {"``", "''"} & {*tree.xpos}
    return subject and 4 <= len(tree.forms) <= _LONGEST and tree.forms[-1] == "." and not marks


def _content(tree: Tree) -> list[_Row]:
    """A whole sentence without its full stop, as the complement of a verb."""
    root = tree.heads.index(0)
    heads = [f"c{h - 1}" if h else "verb" for h in tree.heads]
    labels = ["ccomp" if i == root else label for i, label in enumerate(tree.labels)]
    rows = zip((f"c{i}" for i in range(len(heads))), tree.forms, tree.upos, tree.xpos, heads, labels, strict=True)
    return [_Row(*row) for row in rows][:-1]


def _speakers(tree: Tree) -> Iterator[list[_Row]]:
    """The subjects of verbs of saying, and the pronouns that could stand for them."""
    for i, head in enumerate(tree.heads):
        if tree.labels[i] != "nsubj" or tree.lemmas[head - 1] not in _SAYING or tree.upos[i] not in ("NOUN", "PROPN"):
            continue
        inside = [k for k in range(len(tree.forms)) if _is_under(tree, k, i)]
        if len(inside) == inside[-1] - inside[0] + 1 <= _WIDEST:
            heads = {k: f"s{tree.heads[k] - 1}" for k in inside} | {i: "verb"}
            yield [_Row(f"s{k}", tree.forms[k], tree.upos[k], tree.xpos[k], heads[k], tree.labels[k]) for k in inside]
            yield [_Row("s0", ("he", "she", "it", "they")[i % 4], "PRON", "PRP", "verb", "nsubj")]


def _is_under(tree: Tree, word: int, top: int) -> bool:
    while word != top and tree.heads[word]:
        word = tree.heads[word] - 1
    return word == top


def _said(content: list[_Row], speaker: list[_Row], draw: random.Random) -> Tree:
    """One sentence told by one speaker: "…," X said; "…," said X; …, X said; X said that …; X said: "…"."""
    verb = [_Row("verb", draw.choice(_SAID), "VERB", "VBD", "", "root")]
    root = next(row.key for row in content if row.head == "verb")
    opening, closing = (_Row(k, '"', "PUNCT", x, root, "punct") for k, x in (("open", "``"), ("close", "''")))
    comma, stop = _Row("comma", ",", "PUNCT", ",", root, "punct"), _Row("stop", ".", "PUNCT", ".", "verb", "punct")
    quoted, fronted = draw.random() < 0.6, draw.random() < 0.65
    if fronted:
        inverted = speaker[0].xpos != "PRP" and draw.random() < 0.5
        told = [opening, *content, comma, closing] if quoted else [*content, comma]
        return _numbered([*told, *(verb + speaker if inverted else speaker + verb), stop])
    if quoted:
        mark = _Row("comma", draw.choice((",", ":")), "PUNCT", ",", root, "punct")
        return _numbered([*speaker, *verb, mark, opening, *content, stop, closing])
    that = [_Row("that", "that", "SCONJ", "IN", root, "mark")] if draw.random() < 0.6 else []
    return _numbered([*speaker, *verb, *that, *_lowered(content), stop])


def _lowered(rows: list[_Row]) -> list[_Row]:
    """The rows with a small letter first where it was only the sentence that asked for a capital."""
    first = rows[0]
    named = first.upos == "PROPN" or first.form == "I" or first.form.isupper()
    return rows if named else [first._replace(form=first.form[0].lower() + first.form[1:]), *rows[1:]]


def _numbered(rows: list[_Row]) -> Tree:
    """The tree of rows in their order."""
    place = {row.key: i for i, row in enumerate(rows, 1)} | {"": 0}
    forms = [row.form for row in rows]
    forms[0] = forms[0][:1].upper() + forms[0][1:]
    heads, labels = [place[row.head] for row in rows], [row.label for row in rows]
    return Tree("", forms, [r.upos for r in rows], [r.xpos for r in rows], heads, labels, [], [])
