"""Pages: stories, one story, one document, two texts side by side, straight from the workspace."""

import re
from contextlib import AbstractContextManager
from typing import Any, NamedTuple
from urllib.parse import quote

import pyarrow as pa
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from headwater import passages, report
from headwater.documents import Document, bodies
from headwater.records import Tables, to_table
from headwater.report.dossier import lone
from headwater.report.views import view
from headwater.report.words import count, day, excerpt, host
from headwater.server.asked import HITS, ROWS, number, query, text
from headwater.server.door import Door
from headwater.server.kept import Kept, Moment, kept
from headwater.server.show import page, piece
from headwater.server.work import Work
from headwater.store import Found, Listed, Reader, Readers, Shelved, Workspace
from headwater.store.listing import COUNTED, CUT
from headwater.store.reading import RANKED, WIDE

TITLE = 200  # characters of a headline in a list
LONGEST = 400_000  # characters of two texts that are compared although they were never traced together
WHOLE = 300  # documents of a heap that is shown as one file


class Desk(NamedTuple):
    """What every view works with."""

    workspace: Workspace
    work: Work
    door: Door
    readers: Readers
    kept: Kept

    def reading(self) -> AbstractContextManager[Reader]:
        """Questions to the workspace as of one moment."""
        return self.readers.reading()

    def moment(self) -> Moment:
        """Another one means that pages may have to be drawn anew."""
        with self.reading() as reader:
            return reader.version(), self.work.changed


class Line(NamedTuple):
    """A row of a list."""

    to: str  # where it leads
    id: str
    title: str
    about: tuple[str, ...]
    words: tuple[tuple[str, bool], ...] = ()  # pieces of a text, with whether they were searched for
    story: str | None = None
    differs: bool = False


def desk(request: Request) -> Desk:
    """What this server was given."""
    found: Desk = request.app.state.desk
    return found


def shown(request: Request, template: str, *, title: str, status: int = 200, **values: Any) -> Response:
    """A page with the state of the workspace at its head."""
    at = desk(request)
    with at.reading() as reader:
        state = reader.state()
    running = [job for job in at.work.jobs() if not job.is_over]
    body = page(template, title=title, state=state, running=running, work=at.work.changed, key=at.door.key, **values)
    return HTMLResponse(body, status)


@kept
def stories(request: Request) -> Response:
    """The list of stories; with words to look for, that of documents."""
    asked = query(request.query_params)
    with desk(request).reading() as reader:
        if asked.words:
            lines = [_hit(f) for f in reader.find(asked.words, asked.rows + 1, asked.offset, asked.wanted)]
            total, most = -1, RANKED
        else:
            lines = [_story(s) for s in reader.shelf(asked.wanted, asked.offset, asked.rows + 1)]
            total, most = reader.count_shelf(asked.wanted), COUNTED
    more, lines = len(lines) > asked.rows and asked.page * asked.rows < most, lines[: asked.rows]
    return shown(
        request, "workbench_stories.html", title="Stories", asked=asked, lines=lines, live="version",
        total=_total(total, asked.words), more=more, words=asked.words, first=asked.offset + 1,
    )  # fmt: skip


@kept
def story(request: Request) -> Response:
    """One story; a very large one as a list of its texts."""
    name = request.path_params["id"]
    asked = number(request.query_params, "page", 1, 1, COUNTED)
    with desk(request).reading() as reader:
        size = reader.size(name)
        if size is None:
            raise HTTPException(404, "There is no such story in this workspace; more pages may have changed its name.")
        wide = size > WIDE
        listed = reader.listed(name, (asked - 1) * ROWS if wide else 0, ROWS if wide else WIDE)
        tables = None if wide else reader.story(name)
    section = report.story_section(tables, name) if tables else None
    return shown(
        request, "workbench_story.html", title="One story", id=name, size=size, page=asked, pages=-(-size // ROWS),
        section=piece(section), lines=[_text(d) for d in listed], reading=not wide,
    )  # fmt: skip


@kept
def document(request: Request) -> Response:
    """One document, with the strands of its story."""
    name = request.path_params["id"]
    at = desk(request)
    with at.reading() as reader:
        tables = reader.document(name)
    of = lone(tables, name) if tables else None
    if of is None:
        raise HTTPException(404, "There is no such document in this workspace.")
    seen = view(of, only=name)
    one = next(t for t in seen.texts if t.document == name)
    others = [_text(_listed(d)) for d in of.documents if d.id != name]
    told = of.story.id if of.story.id != name or len(of.documents) > 1 else None
    return shown(
        request, "workbench_document.html", title=excerpt(one.headline or one.name, TITLE), text=one, story=seen,
        told=told, others=others, id=name, reading=True,
    )  # fmt: skip


@kept
def compare(request: Request) -> Response:
    """Two documents side by side; or, where only one is named, what it may be laid beside."""
    a, b = (text(request.query_params, x) for x in "ab")
    words = text(request.query_params, "q")
    with desk(request).reading() as reader:
        names = {x: reader.name(x) for x in (a, b) if x}
        missing = [x for x, found in names.items() if found is None]
        if missing:
            raise HTTPException(404, f"There is no document {missing[0]} in this workspace.")
        both = a and b and a != b
        tables = reader.pair(a, b) if both else None
        apart = tables is not None and not reader.is_together(a, b)
        hits = [] if both or not words else [_hit(f) for f in reader.find(words, HITS)]
    if tables and apart:
        tables |= _aligned(tables)
    section = report.compare(tables, a, b) if tables else None
    return shown(
        request, "workbench_compare.html", title="Two texts side by side", a=a, b=b,
        names={x: _text(one) for x, one in names.items() if one},
        section=piece(section), lines=hits, words=words, reading=bool(section),
    )  # fmt: skip


def _aligned(tables: Tables) -> dict[str, pa.Table]:
    """The passages of two texts that were never traced together, as they are without any other; of long ones none."""
    a, b = sorted(bodies(tables), key=lambda b: b.document)
    if len(a.text) + len(b.text) > LONGEST:
        return {}
    found = passages.passages_of(passages.Candidate(a, b), passages.rarity(map(passages.tokens, (a, b))))
    return {"passages": to_table(passages.Passage, sorted(passages.clustered([*found])))}


@kept
def whole(request: Request) -> Response:
    """The report of a small workspace as one file."""
    at = desk(request)
    with at.reading() as reader:
        held = reader.state().documents
    if held > WHOLE:
        told = f"With {held:,} documents the report is too long for one page; `headwater report` writes it into a file."
        raise HTTPException(413, told)
    answer = HTMLResponse(report.page(at.workspace.tables()).encode("utf-8", "replace"))
    answer.headers["content-security-policy"] = f"{report.security_policy()}; frame-ancestors 'none'"
    return answer


def _total(total: int, words: str) -> str:
    """How long the list is, in words; of texts that hold some words nobody has counted them."""
    if words:
        return ""
    return f"more than {COUNTED:,} stories" if total > COUNTED else count(total, "story", "stories")


def _story(s: Shelved) -> Line:
    when = " to ".join(dict.fromkeys(day(d) for d in (s.first, s.last) if d)) or "undated"
    about = (when, count(s.documents, "document"), f"{count(s.lines, 'line')} of descent")
    return Line(f"/story/{_quoted(s.id)}", s.id, excerpt(s.headline or s.id, TITLE), about, differs=s.differs)


def _hit(f: Found) -> Line:
    pieces = re.split("([‹›])", f.words)
    words = [(piece, n > 0 and pieces[n - 1] == "‹") for n, piece in enumerate(pieces) if piece not in ("‹", "›", "")]
    title, about = excerpt(f.headline or f.source, TITLE), (f.publisher or f.source,)
    return Line(f"/document/{_quoted(f.id)}", f.id, title, about, tuple(words), f.story)


def _listed(d: Document) -> Listed:
    return Listed(d.id, (d.headline or "")[:CUT], (d.publisher or "")[:CUT], d.source[:CUT], d.url, None)


def _text(d: Listed) -> Line:
    about = tuple(filter(None, (d.publisher or host(d.url) or d.source, day(d.date) if d.date else "")))
    return Line(f"/document/{_quoted(d.id)}", d.id, excerpt(d.headline or d.source, TITLE), about)


def _quoted(name: str) -> str:
    return quote(name.encode("utf-8", "replace"), safe="")
