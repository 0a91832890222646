"""The views as HTML: one file for a heap, or a page for a story or a document, under one strict security policy."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from headwater import __version__
from headwater.records import Tables
from headwater.report import squeeze
from headwater.report.dossier import dossier, faults, story_list
from headwater.report.views import ROW, Trouble, comparison, view
from headwater.report.words import capital, count, one_way, printable, slug

_LONGEST = 2000  # characters of whatever a page says of itself

# ---- pages


def page(tables: Tables, title: str | None = None, story: str | None = None) -> str:
    """One HTML file with all stories of a heap, or one, complete in itself; the first story is open."""
    kept = [(n, s) for n, s in enumerate(story_list(tables), 1) if story in (None, s.id)]
    views = [view(dossier(tables, s, n), not k) for k, (n, s) in enumerate(kept)]
    heading = title or (
        views[0].summary.headline if len(views) == 1 else capital(count(len(views), "story", "stories"))
    )
    loose = _loose_faults(tables) if story is None else []
    return _render("report.html", title=heading, given=title, stories=views, faults=loose)


def story_section(tables: Tables, story_id: str) -> str | None:
    """One story as a piece of HTML; none where there is no such story."""
    for story in story_list(tables):
        if story.id == story_id:
            return _render("section.html", story=view(dossier(tables, story)))
    return None


def compare(tables: Tables, a: str, b: str) -> str | None:
    """Two documents side by side as a piece of HTML; none where one is not there, or both are the same."""
    shown = comparison(tables, a, b)
    return _render("compare.html", pair=shown) if shown else None


def _loose_faults(tables: Tables) -> list[Trouble]:
    """The faults of pages that no story shows."""
    told = {d for s in story_list(tables) for d in s.documents}
    return [Trouble(f.source, f.stage, f.message, None) for f in faults(tables) if f.document not in told]


# ---- the machinery


def security_policy() -> str:
    """The content security policy: nothing from anywhere, but our one style sheet and our one script."""
    return (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src {_hash(_asset('style.css'))}; script-src {_hash(_asset('script.js'))}"
    )


def _hash(source: str) -> str:
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    """A style sheet or script of our own without its comments and needless white space."""
    source = files("headwater").joinpath("templates", name).read_text("utf-8")
    return squeeze.style(source) if name.endswith(".css") else squeeze.script(source)


class Whole(str):
    """A string that is printed however long it is: the text of a document, and what we have made of it."""

    __slots__ = ()


def _shown(value: Any) -> Any:
    """What a template prints: no control characters, nothing for what is not there, of what is very long the start."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return "" if value is None else value
    cut = len(value) > _LONGEST and not isinstance(value, Whole)
    return printable(value[:_LONGEST] + " …" if cut else value)


@cache
def environment() -> Environment:
    """The templates of the package, with what they print by: escaped, without control characters."""
    made = Environment(
        loader=PackageLoader("headwater", "templates"),
        autoescape=True,
        auto_reload=False,  # the package does not change while it is in use
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    made.filters |= {
        "high": lambda rows: f"{rows * ROW:g}rem",
        "middle": lambda row: f"{(row + 0.5) * ROW:g}rem",
        "one_way": one_way,
        "path": lambda name: quote(name, safe=""),
        "short": lambda value: f"{value:g}",
        "slug": slug,
        "whole": Whole,
    }
    made.globals |= {
        "css": Markup(_asset("style.css")),  # noqa: S704  (our own file)
        "script": Markup(_asset("script.js")),  # noqa: S704  (our own file)
        "policy": security_policy(),
        "version": __version__,
    }
    return made


def _render(template: str, **values: Any) -> str:
    return squeeze.page(environment().get_template(template).render(**values))
