"""Reuse: passages against derived copies whose every word is known to come from where it comes.

Articles are cut, edited, moved, merged and quoted; every word keeps the number of the word that it was made from. So
the truth of a pair is exact: the words that both have from the same place, small gaps bridged.

pairs       two documents are a pair where they have eight words or more from the same places
characters  of those stretches that passages cover, and of passages that lie in them
kinds       recall over the pairs of one derivation: copy, trim, edit, numbers, moved, scattered, quote, quotes, merge,
            siblings (source at hand), lost (source not at hand), heavy (the same, each edited by 40 %)

`furniture in`: the same documents as 40 invented sites print them, handed in as rows with a text and an address;
once every row has its address, once half of them have none. Furniture is no part of the truth.

model      the records            furniture  sites and what they print    truth    what a pair shares
invented   articles of our own    kinds      what copiers do              scoring  what was found of it
phrases    of furniture, three sets (one is not looked at)                heap     all of it together

`python -m quality.reuse --help` scores heaps of other sizes and seeds, and shows the false pairs.
"""

from pathlib import Path

from quality.reuse import invented
from quality.reuse.heap import Setting, heap
from quality.reuse.scoring import judged, score

SEED = 11  # shown; what is false is looked at on seed 3
ALL = {
    "reuse": Setting(420),
    "reuse, furniture in": Setting(300, furniture=True, form="text"),
    "reuse, furniture in, half without address": Setting(300, furniture=True, form="text", nameless=0.5),
}
OWN = {
    "reuse, own texts": Setting(110),
    "reuse, own texts, furniture in": Setting(110, furniture=True, form="text"),
}


def figures(data: Path) -> dict[str, float]:
    """The figures on the shown seed: on articles of our own always, on others where they are at hand."""
    found: dict[str, float] = {}
    texts = articles(data)
    for settings, source in ((ALL, texts), (OWN, invented.articles(60, SEED))):
        for name, setting in settings.items() if source else ():
            of_kinds = name == "reuse"  # elsewhere they are too few to be held to
            measured = score(judged(heap(source, SEED, setting), setting.form), of_kinds)
            found |= {f"{name}, {figure}": value for figure, value in measured.items()}
    return found


def articles(data: Path) -> list[str]:
    """The articles of others; none where they are missing."""
    return [path.read_text("utf-8", "replace") for path in sorted((data / "reuse" / "bbc").glob("*/*.txt"))]
