"""Sites: a fixed pool of invented ones, the same for every seed; the first of them are agencies."""

import random
from functools import cache

from quality.reuse import furniture, invented

AGENCIES, SITES = 6, 60
POOL = 7  # the seed of the pool
KINDS = ("News Agency", "Press Agency", "News Service", "Press", "Newswire", "Press Service")


@cache
def pool() -> list[furniture.Site]:
    """All sites by number."""
    every = furniture.sites(SITES, POOL)
    return [_agency(n, site) if n < AGENCIES else site for n, site in enumerate(every)]


def called(number: int) -> str:
    """The name of a site."""
    return pool()[number].title


def _agency(number: int, site: furniture.Site) -> furniture.Site:
    title = f"{invented.name(random.Random(f'{POOL}:agency:{number}'))} {KINDS[number]}"
    top, inside, bottom = (
        tuple(phrase.replace(site.title, title) for phrase in part) for part in (site.top, site.inside, site.bottom)
    )
    host = f"www.{title.lower().replace(' ', '')}.example"
    return site._replace(title=title, host=host, top=top, inside=inside, bottom=bottom)
