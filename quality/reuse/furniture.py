"""Invented sites and what they print around and inside an article.

A phrase of furniture is drawn from a grammar, once for a vendor (the same software on many sites), once for a network
(one owner, some sites) or once for a site; page by page come headlines of the site's other stories.
"""

import random
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quality.reuse.invented import name
from quality.reuse.model import Derived, Line, Sentence, plain

VENDORS, NETWORKS = 5, 8
SECTIONS = (
    """News Politics Business Sport Culture Weather Opinion Local World Science Travel Food Motoring Property""".split()
)
LABELS = (
    "politics economy council harbour money football film music election technology phones law schools health".split()
)

# [one|of these] is drawn when the phrase is set up; {site}, {network} and {section} stand until it is printed.
COOKIES = """[We use|This site stores|{site} sets] cookies
[to remember your settings|so that we can count our visits|to keep you signed in]
and [to show advertising that suits you|to learn which pages are read|to make the site quicker].
[Read on to agree|Choose Accept to agree|By staying you agree],
or [change your choices here|see our cookie list|open the settings]."""
NEWSLETTER = """[Get|Have|Receive] [the best of our stories|our morning letter|the day in five minutes]
[in your inbox|by e-mail|before breakfast], [free|at no cost|without charge]:
[enter your address|sign up below|leave us your e-mail].
[You can stop at any time|No spam, ever|One click and you are out]."""
SHARE = """[Share this story|Share with friends|Pass it on] [by e-mail|by message|on your networks],
[copy the link|print it|save it for later]"""
PROMPT = """[Have you seen something we should report|Do you know more about this story|Were you there]?
[Write to the desk|Call our newsroom|Send us your pictures] [day or night|in confidence|and we will call you back]."""
COMMENTS = """[Comments are open|Join the discussion|Tell us what you think]:
[be kind|stay on the matter|no insults],
[we read every word|posts are checked before they appear|our rules apply]."""
LEGAL = """© [all rights reserved|no part may be printed again without leave|the texts on this site are protected].
{site} is [published by|a title of|part of] {network},
[which is not responsible for the content of other sites|registered office as given in the imprint]
[and a member of the press council, bound by its code|and pays its taxes here].
[Terms of use|Conditions] | [Privacy|Your data] | [Contact|Write to us] | [Complaints|How we correct mistakes]"""
ABOUT = """{site} [has reported from|has written about|has stood up for] [the valley|the coast|the border towns]
since 1{year}, [from a back room over a bakery|with a staff of nine|without a day's break]
and [thanks to readers who pay|with the help of its friends|on paper and here]."""
OFFER = """[Read all of {network}|All titles of {network}] for [one price|the price of a coffee|less than you think]:
[first month free|half price until spring|no strings]."""
CAPTION = "[Picture|Photo|File picture]: {site} [archive|library]"
TEASER_HEADS = ("Related", "Read more", "More on this", "You may also like", "Do not miss", "From our archive")
LIST_HEADS = ("Most read", "More from {section}", "Latest", "Today on {site}", "Popular now")


class Site(NamedTuple):
    """A site: its name and host, the phrases it always prints, and where it prints what."""

    title: str
    host: str
    top: tuple[str, ...]
    inside: tuple[str, ...]
    bottom: tuple[str, ...]
    teaser_head: str
    list_head: str
    crumbs: bool
    gap: str


def sites(count: int, seed: int) -> list[Site]:
    """So many sites on a few vendors and networks."""
    chance = random.Random(f"{seed}:sites")
    vendors = [{k: _drawn(p, chance) for k, p in _VENDOR.items()} for _ in range(VENDORS)]
    networks = [(f"{name(chance)} Media", _drawn(LEGAL, chance), _drawn(OFFER, chance)) for _ in range(NETWORKS)]
    return [_site(n, vendors, networks, random.Random(f"{seed}:site:{n}")) for n in range(count)]


_VENDOR = {"cookies": COOKIES, "share": SHARE, "newsletter": NEWSLETTER, "comments": COMMENTS, "prompt": PROMPT}


def _site(
    n: int, vendors: Sequence[dict[str, str]], networks: Sequence[tuple[str, str, str]], chance: random.Random
) -> Site:
    title = f"{name(chance)} {chance.choice(('Post', 'Courier', 'Gazette', 'Observer', 'Herald', 'Today'))}"
    vendor, (network, legal, offer) = chance.choice(vendors), chance.choice(networks)
    said = {k: vendor[k] if chance.random() < 0.7 else _drawn(p, chance) for k, p in _VENDOR.items()}
    about = _drawn(ABOUT, chance).replace("{year}", str(chance.randint(700, 999)))
    menu = (
        " | ".join(["Home", *chance.sample(SECTIONS, 9)])
        if chance.random() < 0.6
        else " ".join(chance.sample(SECTIONS, 7))
    )
    top = [menu, said["cookies"], f"{title} – {about.split(', ')[-1]}"]
    inside = [said["newsletter"], said["prompt"], _drawn(CAPTION, chance), "Advertisement", "Story continues below"]
    bottom = [said["share"], said["comments"], offer, about, legal]
    named = [[p.replace("{site}", title).replace("{network}", network) for p in part] for part in (top, inside, bottom)]
    return Site(
        title, f"www.{re.sub('[^a-z]', '', title.lower())}{n}.example",
        tuple(chance.sample(named[0], chance.randint(1, 3))), tuple(chance.sample(named[1], chance.randint(1, 3))),
        tuple(chance.sample(named[2], chance.randint(2, 5))), chance.choice(TEASER_HEADS), chance.choice(LIST_HEADS),
        chance.random() < 0.5, " " if n % 20 == 7 else "\n" if chance.random() < 0.3 else "\n\n",
    )  # fmt: skip


def _drawn(phrase: str, chance: random.Random) -> str:
    """A phrase with one of each bracket's wordings."""
    return re.sub(r"\[([^]]*)\]", lambda m: chance.choice(m[1].split("|")), " ".join(phrase.split()))


def dressed(d: Derived, site: Site, headlines: Sequence[str], chance: random.Random) -> Derived:
    """The document as this site prints it, under an address there; `headlines` are the site's other stories."""
    section = chance.choice(SECTIONS)
    said = [line.words for line in d.lines]
    body = list(_filled(said[1:], site, headlines, chance))
    title = [Line(said[0])] if said else []
    crumb = f"Home › {section} › {' '.join(w.form for w in said[0][:5])} …" if site.crumbs and said else f"{section}"
    dated = chance.choice(("Published", "Updated", "Posted"))
    day = f"{dated} {chance.randint(1, 28)} March 20{chance.randint(10, 24)}, {chance.randint(6, 22)}:30"
    top = [*site.top, crumb]
    heads = [site.list_head.format(site=site.title, section=section), *_some(headlines, 4, chance)]
    tags = "Tags: " + ", ".join(chance.sample(LABELS, 4))
    bottom = [tags, *heads, *site.bottom]
    lines = [*_furniture(top), *title, *_furniture([day]), *body, *_furniture(bottom)]
    return d._replace(lines=lines, gap=site.gap, url=f"https://{site.host}/{section.lower()}/{d.name}.html")


def _filled(said: Sequence[Sentence], site: Site, headlines: Sequence[str], chance: random.Random) -> Iterator[Line]:
    """Paragraphs of one to three sentences, with the site's boxes between some."""
    boxes = [[p] for p in site.inside] + [[site.teaser_head, *_some(headlines, 2, chance)]]
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


def _some(headlines: Sequence[str], count: int, chance: random.Random) -> list[str]:
    return chance.sample(list(headlines), min(count, len(headlines)))


def _furniture(phrases: Sequence[str]) -> list[Line]:
    return [Line(plain(p), furniture=True) for p in phrases]
