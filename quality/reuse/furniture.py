"""Invented sites and what they print around and inside an article.

A phrase of furniture is drawn from a grammar (`phrases`), once for a vendor (the same software on many sites), once
for a network (one owner, some sites) or once for a site; page by page come headlines of the site's other stories.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from quality.reuse.invented import name
from quality.reuse.model import Derived, Line, Sentence, plain
from quality.reuse.phrases import TUNED, Phrases

VENDORS, NETWORKS = 5, 8


class Site(NamedTuple):
    """A site: its name and host, the phrases it always prints, and where it prints what."""

    title: str
    host: str
    phrases: Phrases
    top: tuple[str, ...]
    inside: tuple[str, ...]
    bottom: tuple[str, ...]
    teaser_head: str
    list_head: str
    crumbs: bool
    gap: str


def sites(count: int, seed: int, phrases: Phrases = TUNED) -> list[Site]:
    """So many sites on a few vendors and networks."""
    chance = random.Random(f"{seed}:sites")
    vendors = [
        {part: [_drawn(p, chance) for p in said] for part, said in phrases.vendor.items()} for _ in range(VENDORS)
    ]
    networks = [
        (f"{name(chance)} Media", _drawn(phrases.legal, chance), _drawn(phrases.offer, chance)) for _ in range(NETWORKS)
    ]
    return [_site(n, phrases, vendors, networks, random.Random(f"{seed}:site:{n}")) for n in range(count)]


def _site(
    n: int, phrases: Phrases, vendors: Sequence[Mapping[str, Sequence[str]]],
    networks: Sequence[tuple[str, str, str]], chance: random.Random,
) -> Site:  # fmt: skip
    title = f"{name(chance)} {chance.choice(('Post', 'Courier', 'Gazette', 'Observer', 'Herald', 'Today'))}"
    vendor, (network, legal, offer) = chance.choice(vendors), chance.choice(networks)
    said = {
        part: [v if chance.random() < 0.7 else _drawn(p, chance) for v, p in zip(vendor[part], own, strict=True)]
        for part, own in phrases.vendor.items()
    }
    menu = (
        " | ".join(["Home", *chance.sample(phrases.sections, 9)])
        if chance.random() < 0.6
        else " ".join(chance.sample(phrases.sections, 7))
    )
    own = {
        "top": [menu, *said["top"], _drawn(phrases.slogan, chance)],
        "inside": [*said["inside"], _drawn(phrases.caption, chance), *phrases.notices],
        "bottom": [*said["bottom"], offer, _drawn(phrases.about, chance), legal],
    }
    known = {"{site}": title, "{network}": network, "{year}": f"{chance.randint(700, 999)}"}
    top, inside, bottom = ([_printed(p, known, chance) for p in part] for part in own.values())
    return Site(
        title, f"www.{re.sub('[^a-z]', '', title.lower())}{n}.example", phrases,
        tuple(chance.sample(top, chance.randint(1, 3))), tuple(chance.sample(inside, chance.randint(1, 3))),
        tuple(chance.sample(bottom, chance.randint(2, 5))), chance.choice(phrases.teaser_heads),
        chance.choice(phrases.list_heads), chance.random() < 0.5,
        " " if n % 20 == 7 else "\n" if chance.random() < 0.3 else "\n\n",
    )  # fmt: skip


def _printed(phrase: str, known: Mapping[str, str], chance: random.Random) -> str:
    """A phrase as one site prints it: its own names and figures filled in."""
    for gap, filling in {**known, "{days}": f"{chance.randint(1_000, 99_000):,}"}.items():
        phrase = phrase.replace(gap, filling)
    return phrase


def _drawn(phrase: str, chance: random.Random) -> str:
    """A phrase with one of each bracket's wordings."""
    return re.sub(r"\[([^]]*)\]", lambda m: chance.choice(m[1].split("|")), " ".join(phrase.split()))


def dressed(d: Derived, site: Site, headlines: Sequence[str], chance: random.Random) -> Derived:
    """The document as this site prints it, under an address there; `headlines` are the site's other stories."""
    section = chance.choice(site.phrases.sections)
    said = [line.words for line in d.lines]
    body = list(_filled(said[1:], site, headlines, chance))
    title = [Line(said[0])] if said else []
    crumb = f"Home › {section} › {' '.join(w.form for w in said[0][:5])} …" if site.crumbs and said else f"{section}"
    dated = chance.choice(site.phrases.dated)
    day = f"{dated} {chance.randint(1, 28)} March 20{chance.randint(10, 24)}, {chance.randint(6, 22)}:30"
    top = [*site.top, crumb]
    heads = [site.list_head.format(site=site.title, section=section), *_some(site, headlines, 4, chance)]
    tags = site.phrases.tags + ", ".join(chance.sample(site.phrases.labels, 4))
    bottom = [tags, *heads, *site.bottom]
    lines = [*_furniture(top), *title, *_furniture([day]), *body, *_furniture(bottom)]
    return d._replace(lines=lines, gap=site.gap, url=f"https://{site.host}/{section.lower()}/{d.name}.html")


def _filled(said: Sequence[Sentence], site: Site, headlines: Sequence[str], chance: random.Random) -> Iterator[Line]:
    """Paragraphs of one to three sentences, with the site's boxes between some."""
    boxes = [[p] for p in site.inside] + [[site.teaser_head, *_some(site, headlines, 2, chance)]]
    at = sorted(chance.sample(range(1, max(2, len(said))), min(len(boxes), max(1, len(said) - 1))))
    wanted = dict(zip(at, chance.sample(boxes, len(boxes)), strict=False))
    paragraph: Sentence = []
    for k, sentence in enumerate(said):
        paragraph = paragraph + sentence
        if k + 1 in wanted or chance.random() < 0.5:
            yield Line(paragraph)
            paragraph = []
        yield from _furniture(wanted.get(k + 1, ()))
    if paragraph:
        yield Line(paragraph)


def _some(site: Site, headlines: Sequence[str], count: int, chance: random.Random) -> list[str]:
    chosen = chance.sample(list(headlines), min(count, len(headlines)))
    return [site.phrases.entry.format(n=n, headline=headline) for n, headline in enumerate(chosen, 1)]


def _furniture(phrases: Sequence[str]) -> list[Line]:
    return [Line(plain(p), furniture=True) for p in phrases]
