"""Copiers: what becomes of a text on its way to the next. Each operation takes a text and gives a text."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from quality.descent.model import Paragraph, Sentence, Text, Word, written
from quality.descent.supply import Supply
from quality.descent.wording import (
    AMERICAN_TO_BRITISH,
    BRITISH_TO_AMERICAN,
    CONFUSABLE,
    FIGURES_TO_LETTERS,
    INSTEAD,
    LETTERS_TO_FIGURES,
    MONTHS,
    NEEDLESS,
    WEEKDAYS,
    like,
    replaced,
    shelled,
)


class House(NamedTuple):
    """How a newsroom writes."""

    british: bool | None  # None: as it comes
    per_cent: int | None  # in one word or in two
    figures: bool | None  # small numbers in figures
    quotes: str | None  # the opening and the closing mark
    dash: str | None
    bare: bool  # without Mr and Mrs


class Kit(NamedTuple):
    """What a copier works with: his luck, his material, his subject, the style of his house."""

    chance: random.Random
    supply: Supply
    topic: str
    house: House
    source: str = ""  # the name of the site that he copies from


NAMING = ("The {} writes:", "As the {} reported:", "From the {}:", "According to {}:")
UNNAMING = ("As one paper put it:", "We read elsewhere:", "From their report:", "It went on:")

Operation = Callable[[Text, Kit], Text]


def house(chance: random.Random) -> House:
    """A style; most houses leave most things as they come."""
    pick = chance.choice
    return House(
        pick((None, None, True, False)), pick((None, 1, 2)), pick((None, None, True, False)),
        pick((None, '""', "“”", "‘’")), pick((None, "-", "–", "—")), pick((False, False, True)),
    )  # fmt: skip


# Cutting


def cut_tail(text: Text, kit: Kit) -> Text:
    """The beginning, as much as there was room for."""
    return _first(text, max(3, round(len(text.sentences) * kit.chance.uniform(0.35, 0.9))))


def _first(text: Text, number: int) -> Text:
    kept: list[Paragraph] = []
    for p in text.paragraphs:
        if number > 0:
            kept.append(p[:number])
        number -= len(p)
    return text._replace(paragraphs=tuple(kept))


def cut_here_and_there(text: Text, kit: Kit) -> Text:
    """Without some sentences."""
    share = kit.chance.uniform(0.08, 0.3)
    return _kept(text, [kit.chance.random() >= share for _ in text.sentences])


def _kept(text: Text, flags: Sequence[bool]) -> Text:
    if sum(flags) < 3:
        return text
    wanted = iter(flags)
    left = (tuple(s for s in p if next(wanted)) for p in text.paragraphs)
    return text._replace(paragraphs=tuple(p for p in left if p))


def shorten(text: Text, kit: Kit) -> Text:
    """Some sentences without what follows their last comma."""
    return _each(text, lambda s: _short(s, kit) if kit.chance.random() < 0.2 else s)


def _short(s: Sentence, kit: Kit) -> Sentence:
    commas = [k for k, w in enumerate(s) if w.form.endswith(",") and 5 <= k < len(s) - 2]
    if not commas or _quoting(s):
        return s
    return _ended(s[: kit.chance.choice(commas) + 1])


def _ended(s: Sentence) -> Sentence:
    return (*s[:-1], s[-1]._replace(form=s[-1].form.rstrip(",;:.") + "."))


def _quoting(s: Sentence) -> bool:
    return any(c in w.form for w in s for c in '"“”‘')


# Putting in


def new_headline(text: Text, kit: Kit) -> Text:
    """Another headline: from the first sentence, or turned about."""
    lead = [shelled(w.form)[1] for w in text.sentences[0]] if text.sentences else []
    size = kit.chance.randint(5, 9)
    words = lead[:size] if kit.chance.random() < 0.5 else [w for w in lead if len(w) > 3 or w[:1].isupper()][:size]
    line = " ".join(w for w in words if w) or text.headline
    return text._replace(headline=line[:1].upper() + line[1:])


def insert_sentence(text: Text, kit: Kit) -> Text:
    """A sentence of one's own inside a paragraph."""
    at = kit.chance.randrange(len(text.paragraphs))
    p = text.paragraphs[at]
    k = kit.chance.randint(1, len(p))
    return _with(text, at, (*p[:k], *kit.supply.sentences(kit.topic, 1), *p[k:]))


def insert_paragraph(text: Text, kit: Kit) -> Text:
    """Local colour: a paragraph of one's own."""
    made = kit.supply.sentences(kit.topic, kit.chance.randint(1, 3))
    return _put(text, kit.chance.randint(1, len(text.paragraphs)), made)


def insert_background(text: Text, kit: Kit) -> Text:
    """A stock paragraph, mostly at the end."""
    made = kit.chance.choice(kit.supply.backgrounds)
    at = len(text.paragraphs) if kit.chance.random() < 0.6 else kit.chance.randint(1, len(text.paragraphs))
    return _put(text, at, made)


def _put(text: Text, at: int, made: Paragraph) -> Text:
    return text._replace(paragraphs=(*text.paragraphs[:at], made, *text.paragraphs[at:]))


def _with(text: Text, at: int, made: Paragraph) -> Text:
    return text._replace(paragraphs=(*text.paragraphs[:at], made, *text.paragraphs[at + 1 :]))


# House style, errors, claims


def house_style(text: Text, kit: Kit) -> Text:
    """As the house writes."""
    return _each(text, lambda s: _styled(s, kit.house))


def _styled(s: Sentence, style: House) -> Sentence:
    found: list[Word] = []
    for w in s:
        form = w.form
        if style.british is not None:
            form = replaced(form, AMERICAN_TO_BRITISH if style.british else BRITISH_TO_AMERICAN)
        if style.figures is not None and found:
            form = replaced(form, LETTERS_TO_FIGURES if style.figures else FIGURES_TO_LETTERS)
        if style.quotes:
            form = _requoted(form, style.quotes)
        if style.dash and form in ("-", "–", "—"):
            form = style.dash
        if style.bare and shelled(form)[1] in ("Mr", "Mrs", "Ms") and found:
            continue
        _append(found, w._replace(form=form), style.per_cent)
    return tuple(found) or s


def _append(found: list[Word], w: Word, per_cent: int | None) -> None:
    word = shelled(w.form)[1]
    if per_cent == 2 and word == "percent":
        found += [Word("per", w.key), Word(w.form.replace("percent", "cent"), -w.key - 1)]
    elif per_cent == 1 and word == "cent" and found and found[-1].form == "per":
        found[-1] = Word(w.form.replace("cent", "percent"), found[-1].key)
    else:
        found.append(w)


def _requoted(form: str, marks: str) -> str:
    form = re.sub(r'^["“‘]', marks[0], form)
    return re.sub(r'["”]([.,;:!?]*)$|’([.,;:!?]*)$', lambda m: marks[1] + (m[1] or m[2] or ""), form)


def slips(text: Text, kit: Kit) -> Text:
    """Typing errors; they are handed down until somebody notices."""
    return _some_words(text, kit, kit.chance.randint(1, 3), _longer, lambda w: _slip(w, kit.chance))


def _longer(w: Word) -> bool:
    word = shelled(w.form)[1]
    return w.right is None and (len(word) > 4 or word.lower() in CONFUSABLE) and word.isalpha()


def _slip(w: Word, chance: random.Random) -> Word:
    before, word, after = shelled(w.form)
    k = chance.randrange(1, len(word) - 1) if len(word) > 2 else 0
    options = [
        word[:k] + word[k + 1] + word[k] + word[k + 2 :],
        word[:k] + word[k + 1 :],
        word[:k] + word[k] + word[k:],
    ]
    made = like(word, CONFUSABLE[word.lower()]) if word.lower() in CONFUSABLE else chance.choice(options)
    return w._replace(form=before + made + after, right=w.form)


def correct(text: Text, kit: Kit) -> Text:
    """Errors put right, most of them."""
    return _each(text, lambda s: tuple(_righted(w, kit.chance) for w in s))


def _righted(w: Word, chance: random.Random) -> Word:
    return Word(w.right, w.key) if w.right is not None and chance.random() < 0.7 else w


def number(text: Text, kit: Kit) -> Text:
    """A figure becomes another."""
    return _some_words(text, kit, 1, lambda w: any(c.isdigit() for c in w.form), lambda w: _renumbered(w, kit.chance))


def _renumbered(w: Word, chance: random.Random) -> Word:
    digits = [k for k, c in enumerate(w.form) if c.isdigit()]
    k = digits[0] if len(digits) < 3 else chance.choice(digits[:2])
    other = chance.choice([d for d in "123456789" if d != w.form[k]])
    return w._replace(form=w.form[:k] + other + w.form[k + 1 :])


def name(text: Text, kit: Kit) -> Text:
    """A name becomes another wherever it stands in one sentence."""
    return _some_words(text, kit, 1, _is_name, lambda w: _renamed(w, kit))


def _is_name(w: Word) -> bool:
    word = shelled(w.form)[1]
    return len(word) > 3 and word[0].isupper() and word[1:].islower() and word not in (*WEEKDAYS, *MONTHS)


def _renamed(w: Word, kit: Kit) -> Word:
    before, word, after = shelled(w.form)
    k = kit.chance.randrange(1, len(word))
    other = kit.chance.choice([c for c in "aeiklmnorst" if c != word[k]])
    return w._replace(form=before + word[:k] + other + word[k + 1 :] + after)


def date(text: Text, kit: Kit) -> Text:
    """Another day of the week or another month."""
    return _some_words(text, kit, 1, lambda w: shelled(w.form)[1] in (*WEEKDAYS, *MONTHS), lambda w: _redated(w, kit))


def _redated(w: Word, kit: Kit) -> Word:
    before, word, after = shelled(w.form)
    every = WEEKDAYS if word in WEEKDAYS else MONTHS
    return w._replace(form=before + kit.chance.choice([x for x in every if x != word]) + after)


# Order


def move(text: Text, kit: Kit) -> Text:
    """A paragraph to another place, or two sentences exchanged."""
    blocks = list(text.paragraphs)
    if len(blocks) > 3 and kit.chance.random() < 0.6:
        block = blocks.pop(kit.chance.randrange(1, len(blocks)))
        blocks.insert(kit.chance.randint(1, len(blocks)), block)
        return text._replace(paragraphs=tuple(blocks))
    at = max(range(len(blocks)), key=lambda k: len(blocks[k]))
    sentences = list(blocks[at])
    kit.chance.shuffle(sentences)
    return _with(text, at, tuple(sentences))


def join(text: Text, kit: Kit) -> Text:
    """Two short sentences become one."""
    found: list[Paragraph] = []
    for p in text.paragraphs:
        made: list[Sentence] = []
        for s in p:
            before = made[-1] if made else ()
            if before and len(before) + len(s) < 32 and not _quoting((*before, *s)) and kit.chance.random() < 0.4:
                made[-1] = _joined(before, s, kit)
            else:
                made.append(s)
        found.append(tuple(made))
    return text._replace(paragraphs=tuple(found))


def _joined(a: Sentence, b: Sentence, kit: Kit) -> Sentence:
    link = Word(kit.chance.choice(("and", "while", "as")), next(kit.supply.keys))
    first = a[-1]._replace(form=a[-1].form.rstrip(".") + ",")
    second = b[0] if _is_name(b[0]) else b[0]._replace(form=b[0].form[:1].lower() + b[0].form[1:])
    return (*a[:-1], first, link, second, *b[1:])


def split(text: Text, kit: Kit) -> Text:
    """Long sentences fall in two at `, and` or `, but`."""
    paragraphs = tuple(tuple(part for s in p for part in _parts(s, kit)) for p in text.paragraphs)
    return text._replace(paragraphs=paragraphs)


def _parts(s: Sentence, kit: Kit) -> list[Sentence]:
    for k in range(5, len(s) - 6):
        part = s[k].form in ("and", "but", "while") and s[k - 1].form.endswith(",") and not _quoting(s)
        if part and kit.chance.random() < 0.6:
            rest = s[k + 1 :]
            return [_ended(s[:k]), (rest[0]._replace(form=like("X", rest[0].form)), *rest[1:])]
    return [s]


# Other words


def few_words(text: Text, kit: Kit) -> Text:
    """One word in ten or twenty said otherwise."""
    share = kit.chance.uniform(0.04, 0.14)
    return _each(text, lambda s: tuple(_otherwise(w, kit, share, k) for k, w in enumerate(s)))


def rewrite(text: Text, kit: Kit) -> Text:
    """Most sentences said otherwise, a few left as they were."""
    share, spared = kit.chance.uniform(0.3, 0.6), kit.chance.uniform(0.05, 0.3)
    return _each(text, lambda s: s if kit.chance.random() < spared else _reworded(s, kit, share))


def _reworded(s: Sentence, kit: Kit, share: float) -> Sentence:
    if kit.chance.random() < 0.5:
        s = _turned(s)
    kept = [w for k, w in enumerate(s) if not (k > 0 and w.form in NEEDLESS and kit.chance.random() < 0.7)]
    return tuple(_otherwise(w, kit, 1.5 * share, k) for k, w in enumerate(kept))


def _turned(s: Sentence) -> Sentence:
    """`A, B.` becomes `B, A.`; a quote with who said it behind has him in front."""
    commas = [k for k, w in enumerate(s) if w.form.endswith((",", ',"')) and 2 <= k < len(s) - 3]
    if not commas:
        return s
    k = commas[len(commas) // 2]
    front, back = s[k + 1 :], s[: k + 1]
    first = front[0]._replace(form=like("X", front[0].form))
    last, end = front[-1], back[-1]
    second = back[0] if _is_name(back[0]) else back[0]._replace(form=back[0].form[:1].lower() + back[0].form[1:])
    turned = (first, *front[1:-1], last._replace(form=last.form.rstrip(".") + ","))
    return (*turned, *((second, *back[1:-1]) if len(back) > 1 else ()), end._replace(form=end.form.rstrip(",") + "."))


def _otherwise(w: Word, kit: Kit, share: float, place: int) -> Word:
    """Another word of the table, or one of the topic that ends alike; names and figures stay."""
    before, word, after = shelled(w.form)
    small = word.lower()
    if kit.chance.random() >= share or not word.isalpha() or (place and word[0].isupper()):
        return w
    if small in INSTEAD:
        other = kit.chance.choice(INSTEAD[small])
    elif len(word) > 3 and word.islower() and kit.chance.random() < 0.6:
        other = kit.supply.like(kit.topic, word)
    else:
        return w
    return w._replace(form=before + like(word, other) + after, right=None)


def summary(text: Text, kit: Kit) -> Text:
    """Three to six sentences from here and there, each shorter and partly in other words."""
    every = text.sentences
    number = min(len(every), kit.chance.randint(3, 6))
    chosen = sorted({0, *kit.chance.sample(range(len(every)), number)})
    share = kit.chance.uniform(0.1, 0.35)
    made = tuple(_reworded(_short(every[k], kit), kit, share) for k in chosen)
    return text._replace(paragraphs=(made,) if kit.chance.random() < 0.5 else tuple((s,) for s in made))


# Whole texts


def quotation(text: Text, kit: Kit) -> Text:
    """A text of its own that quotes one to three sentences that stand together."""
    own = kit.supply.article(kit.topic)
    own = _first(own, kit.chance.randint(4, 12))
    every = [s for s in text.sentences if len(s) > 7] or text.sentences
    number = kit.chance.choice((1, 1, 2, 2, 3))
    at = kit.chance.randrange(max(1, len(every) - number + 1))
    taken = tuple(every[at : at + number])
    if kit.chance.random() < 0.6:
        taken = _marked(taken, kit)
    if kit.chance.random() < 0.75:
        said = kit.chance.choice(NAMING if kit.source and kit.chance.random() < 0.6 else UNNAMING)
        taken = (kit.supply.sentence(said.format(kit.source)), *taken)
    return _put(own, kit.chance.randint(1, len(own.paragraphs)), taken)


def _marked(taken: Paragraph, kit: Kit) -> Paragraph:
    marks = kit.house.quotes or '""'
    inner = tuple(tuple(w._replace(form=re.sub('["“”]', "'", w.form)) for w in s) for s in taken)
    first, last = inner[0], inner[-1]
    opened = ((first[0]._replace(form=marks[0] + first[0].form), *first[1:]), *inner[1:])
    last = opened[-1]
    return (*opened[:-1], (*last[:-1], last[-1]._replace(form=last[-1].form + marks[1])))


def update(text: Text, kit: Kit) -> Text:
    """The next version: a new lead, something new inside, the old text below, sometimes less of it."""
    lead = tuple((s,) for s in kit.supply.sentences(kit.topic, kit.chance.randint(1, 3)))
    made = text._replace(paragraphs=(*lead, *text.paragraphs))
    if kit.chance.random() < 0.5:
        made = insert_paragraph(made, kit)
    if kit.chance.random() < 0.4:
        made = cut_tail(made, kit)
    return new_headline(made, kit)


def merged(first: Text, second: Text, kit: Kit) -> Text | None:
    """Most of one text with paragraphs of another; None where the other has too little of its own."""
    held = {w.key for s in first.sentences for w in s}
    fresh = tuple(p for p in (tuple(s for s in p if _unknown(s, held)) for p in second.paragraphs) if p)
    if sum(len(s) for p in fresh for s in p) < 40:
        return None
    at = kit.chance.randrange(len(fresh))
    taken: list[Paragraph] = []
    while at < len(fresh) and sum(len(s) for p in taken for s in p) < kit.chance.randint(40, 160):
        taken.append(fresh[at])
        at += 1
    if sum(len(s) for p in taken for s in p) < 30:
        taken = list(fresh)
    base = cut_tail(first, kit) if kit.chance.random() < 0.6 else first
    place = len(base.paragraphs) if kit.chance.random() < 0.4 else kit.chance.randint(1, len(base.paragraphs))
    return base._replace(paragraphs=(*base.paragraphs[:place], *taken, *base.paragraphs[place:]))


def _unknown(s: Sentence, held: set[int]) -> bool:
    return 2 * sum(w.key in held for w in s) < len(s)


# Aids


def _each(text: Text, change: Callable[[Sentence], Sentence]) -> Text:
    return text._replace(paragraphs=tuple(tuple(change(s) for s in p) for p in text.paragraphs))


def _some_words(text: Text, kit: Kit, count: int, fits: Callable[[Word], bool], change: Callable[[Word], Word]) -> Text:
    """So many of the words that fit, changed; the first word of a sentence is left alone."""
    where = [(i, k) for i, s in enumerate(text.sentences) for k, w in enumerate(s) if k and fits(w)]
    chosen = set(kit.chance.sample(where, min(count, len(where))))
    at = iter(range(len(text.sentences)))
    return _each(text, lambda s: _changed(s, next(at), chosen, change))


def _changed(s: Sentence, i: int, chosen: set[tuple[int, int]], change: Callable[[Word], Word]) -> Sentence:
    return tuple(change(w) if (i, k) in chosen else w for k, w in enumerate(s))


def same(text: Text, other: Text) -> bool:
    """Whether two bodies are the same to the letter."""
    return [written(s) for s in text.sentences] == [written(s) for s in other.sentences]


OPERATIONS: Mapping[str, Operation] = {
    operation.__name__: operation
    for operation in (
        cut_tail, cut_here_and_there, shorten, new_headline, insert_sentence, insert_paragraph, insert_background,
        house_style, slips, correct, number, name, date, move, join, split, few_words, rewrite, summary, quotation,
        update,
    )
}  # fmt: skip
