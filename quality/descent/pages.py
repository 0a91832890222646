"""Pages: a witness as the row that its site hands out, clean or as printed with furniture."""

import random
from datetime import datetime

from quality.descent.model import Witness
from quality.descent.sites import pool
from quality.reuse import furniture, invented

DAY_ONLY = 3  # every third site prints no clock time
AUTHORS = 0.4
Row = dict[str, str]


class Printer:
    """Prints witnesses: in the form `body` clean text, in the form `text` with the furniture of the site."""

    def __init__(self, form: str, seed: int) -> None:
        self.form = form
        self.seed = seed

    def row(self, w: Witness) -> Row:
        """The row of a witness, by its form with furniture or without."""
        chance = random.Random(f"{self.seed}:{w.name}:page")
        site = pool()[w.site]
        slug = "-".join(word.strip(".,'\"").lower() for word in w.text.headline.split()[:5])
        slug = "".join(c for c in slug if c.isalnum() or c == "-")
        paragraphs = self._credited(w, chance)
        row = {"id": w.name, "url": f"https://{site.host}/{chance.choice(('news', 'story', 'a'))}/{slug}-{w.name[:5]}"}
        row |= {"headline": w.text.headline, "publisher": site.title}
        stated = _date(w.stated, w.site) if w.stated else None
        if self.form == "text":
            return {"id": row["id"], "url": row["url"], "text": self._page(w, site, paragraphs, chance)}
        row |= {"body": "\n\n".join([*paragraphs, *_posts(w.thread, chance)])}
        row |= {"date_published": stated} if stated else {}
        return row | ({"agency": w.credit} if w.credit else {})

    def _credited(self, w: Witness, chance: random.Random) -> list[str]:
        """The paragraphs, with the credit where the site prints it."""
        paragraphs = w.text.body.split("\n\n")
        dice = chance.random()
        if not w.credit:
            return paragraphs
        if dice < 0.4:
            town = invented.name(random.Random(f"{w.story}:town"))
            return [f"{town.upper()} ({w.credit}) – {paragraphs[0]}", *paragraphs[1:]]
        if dice < 0.6:
            return [*paragraphs, f"Source: {w.credit}"]
        return paragraphs if self.form == "body" else [f"By {w.credit}", *paragraphs]

    def _page(self, w: Witness, site: furniture.Site, paragraphs: list[str], chance: random.Random) -> str:
        """The text of a page, its furniture around and between."""
        dated = f"{chance.choice(('Published', 'Updated', 'Posted'))} {_shown(w.stated, w.site)}" if w.stated else ""
        byline = f"By {invented.name(chance)} {invented.name(chance)}" if chance.random() < AUTHORS else ""
        boxes = chance.sample(site.inside, min(len(site.inside), max(0, len(paragraphs) // 4)))
        inside = list(paragraphs)
        for box in boxes:
            inside.insert(chance.randint(1, len(inside)), box)
        lines = [*site.top, w.text.headline, byline, dated, *inside, *_posts(w.thread, chance), *site.bottom]
        return site.gap.join(line for line in lines if line)


def _posts(thread: tuple[str, ...], chance: random.Random) -> list[str]:
    """The comments below, each with who wrote it and when."""
    return [f"{invented.name(chance).lower()}{chance.randint(1, 99)} wrote: {words}" for words in thread]


def _date(at: datetime, site: int) -> str:
    return f"{at:%Y-%m-%d}" if site % DAY_ONLY == 0 else f"{at:%Y-%m-%dT%H:%M}Z"


def _shown(at: datetime, site: int) -> str:
    day = f"{at.day} {at:%B %Y}"
    return day if site % DAY_ONLY == 0 else f"{day}, {at:%H:%M}"
