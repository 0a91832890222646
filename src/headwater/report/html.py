"""The views as HTML: one file for a heap, or a page for a story or a document, under one strict security policy."""

import re
from base64 import b64encode
from collections import Counter
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from headwater import __version__
from headwater.records import Fault, Place, Record, Tables
from headwater.report import findings
from headwater.report.dossier import Anchor, Dossier, anchor, dossier, faults, house, lone, story_list
from headwater.report.texts import Legend, Text, places, texts
from headwater.report.tree import Drawing, drawing, short_day
from headwater.report.words import capital, count, day, excerpt, one_way, printable, slug

ROW = 3.4  # rem; the height of a row of the tree, in the drawing and in the style sheet


class Row(Record, frozen=True):
    """A row of the tree: a witness by name, and where it comes from."""

    siglum: str
    style: int
    key: str | None  # of its text; none for a text that nobody here holds
    name: str
    headline: str
    lost: bool
    date: str
    descent: str


class Trouble(Record, frozen=True):
    """A fault, with its place where it has one."""

    source: str
    stage: str
    message: str
    place: Anchor | None


class StoryView(Record, frozen=True):
    """Everything that the page shows of one story."""

    id: str
    suffix: str
    open: bool
    summary: findings.Summary
    drawing: Drawing
    rows: tuple[Row, ...]
    links: tuple[findings.Link, ...]
    matrix: findings.Matrix
    differences: tuple[findings.Difference, ...]
    variants: tuple[findings.Difference, ...]
    texts: tuple[Text, ...]
    legend: tuple[Legend, ...]
    speakers: tuple[findings.Speaker, ...]
    unnamed: tuple[findings.Speaker, ...]
    timeline: tuple[findings.Moment, ...]
    only: tuple[findings.Lone, ...]
    faults: tuple[Trouble, ...]
    styles: dict[str, int]  # by letter


def view(of: Dossier, is_open: bool = True) -> StoryView:
    """One story as the templates take it."""
    differing, speakers = findings.differences(of), findings.speakers(of)
    parts: dict[str, Any] = {
        "links": tuple(findings.links(of)),
        "matrix": findings.matrix(of),
        "differences": tuple(d for d in differing if d.kind != "variant"),
        "variants": tuple(d for d in differing if d.kind == "variant"),
        "speakers": tuple(s for s in speakers if s.named),
        "unnamed": tuple(s for s in speakers if not s.named),
        "timeline": tuple(findings.timeline(of)),
        "only": tuple(findings.only_here(of)),
        "faults": tuple(_trouble(f, of) for f in of.faults),
    }
    shown, legend, style = texts(of, places(list(parts.values())))
    return StoryView(
        id=of.story.id,
        suffix=of.suffix,
        open=is_open,
        summary=findings.summary(of),
        drawing=drawing(of.witnesses, of.derivations),
        rows=tuple(_rows(of, shown, style)),
        texts=tuple(shown),
        legend=tuple(legend),
        styles={of.siglum(w): n for w, n in style.items()},
        **parts,
    )


def _rows(of: Dossier, shown: list[Text], style: dict[str, int]) -> list[Row]:
    named = {d.id: house(d) for d in of.documents}
    names = {t.document: (t.name, excerpt(t.headline, 90)) for t in shown}
    names |= {i: (title or label, label if title else "") for i, (label, title) in names.items() if not named[i]}
    descent = findings.descent(of)
    return [
        Row(
            siglum=of.siglum(w.id),
            style=style.get(w.id, 0),
            key=of.keys.get(w.id),
            name=names.get(w.id, (w.label, ""))[0],
            headline=names.get(w.id, ("", ""))[1],
            lost=w.kind == "lost",
            date=short_day(w.date),
            descent=descent[w.id],
        )
        for w in of.witnesses
    ]


def _trouble(fault: Fault, of: Dossier | None = None) -> Trouble:
    """A fault; with its place on the page of a story, or on the page of its own document where it is none."""
    place = None
    if fault.document is not None and fault.start is not None and fault.end is not None:
        at = Place(fault.document, fault.start, fault.end)
        place = of.at(at) if of else anchor(at)
    return Trouble(fault.source, fault.stage, fault.message, place)


# ---- pages


def page(tables: Tables, title: str | None = None) -> str:
    """One HTML file with all stories of a heap, complete in itself; the first story is open."""
    views = [view(dossier(tables, s, n + 1), n == 0) for n, s in enumerate(story_list(tables))]
    heading = title or (
        views[0].summary.headline if len(views) == 1 else capital(count(len(views), "story", "stories"))
    )
    return _render("report.html", title=heading, given=title, stories=views, faults=_loose_faults(tables))


def story_section(tables: Tables, story_id: str) -> str | None:
    """One story as a piece of HTML; none where there is no such story."""
    for story in story_list(tables):
        if story.id == story_id:
            return _render("section.html", story=view(dossier(tables, story)))
    return None


def story_page(tables: Tables, story_id: str) -> str | None:
    """One story as a page; none where there is no such story."""
    for story in story_list(tables):
        if story.id == story_id:
            shown = view(dossier(tables, story))
            return _render(
                "report.html", title=shown.summary.headline, given=None, stories=[shown], faults=[], home="/"
            )
    return None


def document_page(tables: Tables, document_id: str) -> str | None:
    """One document as a page, with the strands of its story; none where there is no such document."""
    of = lone(tables, document_id)
    if of is None:
        return None
    shown = view(of)
    text = next(t for t in shown.texts if t.document == document_id)
    told = any(document_id in s.documents for s in story_list(tables))
    return _render("document.html", title=text.headline or text.name, text=text, story=shown, told=told, home="/")


def index_page(tables: Tables) -> str:
    """The list of stories, for a heap that is served."""
    stories = [
        (s.id, s.headline or s.id, day(s.first) if s.first else "undated", count(len(s.documents), "document"))
        for s in story_list(tables)
    ]
    return _render("index.html", title="Headwater", stories=stories, faults=[_trouble(f) for f in faults(tables)])


def missing_page(what: str) -> str:
    """What the server says when there is no such thing."""
    return _render("missing.html", title="Not here", what=what, home="/")


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
    return _squeezed_style(source) if name.endswith(".css") else _squeezed_script(source)


def _squeezed_style(source: str) -> str:
    """The style sheet on one line, its own properties under names of a letter or two."""
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    source = re.sub(r"\s*([{};,>])\s*|(?<=:) | (?=\+)|(?<=\+) ", r"\1", source).replace(";}", "}").strip()
    own = Counter(re.findall(r"--[a-z]\w*", source))
    short = {n: f"--{_letter(k)}" for k, n in enumerate(sorted(own, key=lambda n: (-own[n], n)))}
    return re.sub(r"--[a-z]\w*", lambda m: short[m[0]], source)


def _letter(n: int) -> str:
    return chr(97 + n) if n < 26 else _letter(n // 26 - 1) + _letter(n % 26)


_QUOTED = re.compile(r"""("[^"\n]*"|'[^'\n]*'|`[^`]*`)|\s*([-=(){}<>?:;,&|!+%])\s*""")


def _squeezed_script(source: str) -> str:
    """The script without comment lines, and without white space around what parts its words; strings stay."""
    lines = (line.strip() for line in source.splitlines())
    source = "\n".join(line for line in lines if line and not line.startswith("//"))
    source = _QUOTED.sub(lambda m: m[1] or m[2], source).replace(";}", "}")
    return re.sub(r"(?<!\w)\((\w)\)=>", r"\1=>", source)


def _shown(value: Any) -> Any:
    """What a template prints: no control characters; nothing for what is not there."""
    return "" if value is None else printable(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("headwater", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    environment.filters |= {
        "high": lambda rows: f"{rows * ROW:g}rem",
        "middle": lambda row: f"{(row + 0.5) * ROW:g}rem",
        "one_way": one_way,
        "path": lambda name: quote(name, safe=""),
        "short": lambda value: f"{value:g}",
        "slug": slug,
    }
    environment.globals |= {
        "css": Markup(_asset("style.css")),  # noqa: S704  (our own file)
        "script": Markup(_asset("script.js")),  # noqa: S704  (our own file)
        "policy": security_policy(),
        "version": __version__,
        "home": None,
    }
    return environment


def _render(template: str, **values: Any) -> str:
    return _squeezed(_environment().get_template(template).render(**values))


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


def _squeezed(page: str) -> str:
    """The page without the end tags, blanks between tags, quotes and escapes that HTML can do without."""
    bare = _TAG.sub(lambda m: m[0] if m[1] else _VALUE.sub(_unquoted, m[0]), _BLANK.sub("", _IMPLIED.sub("", page)))
    return _QUOTE.sub('"', bare).replace("&#39;", "'")


def _unquoted(value: re.Match[str]) -> str:
    return f"={value[1]}{' ' if value[2] else ''}"
