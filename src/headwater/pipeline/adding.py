"""Adding: pages into a workspace, so that only what they touch is traced anew.

A small heap is traced as one. In a larger one documents that may have to do with each other are a group, and every
group is traced by itself, by the very steps that trace a small heap; what is found in all groups together is what is
found in the heap. Which groups there are depends on the documents and on nothing else (`store.neighbours`), and what is
found in a group on its pages and the versions of the steps. So a group whose digest is known is not traced again, and a
workspace holds the same whether its pages came one by one, in any order, or all at once.

Pages come in batches. A batch is kept as a whole, with all that follows from it, or not at all: whenever a run is cut
off, the workspace is that of the pages before, and the next run goes on behind them.
"""

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from hashlib import blake2b
from itertools import chain
from multiprocessing import get_context
from typing import NamedTuple

import msgspec
import pyarrow as pa
from msgspec.structs import replace

from headwater import documents
from headwater.engine import Engine, LocalEngine
from headwater.errors import NothingToRead
from headwater.pages import Page
from headwater.passages import site
from headwater.pipeline.sketch import sketch
from headwater.pipeline.steps import KINDS, Progress, batches, run
from headwater.pipeline.versions import recipe
from headwater.records import Fault, from_table, schema, to_table, whole
from headwater.store import Member, Workspace, Writer
from headwater.store.writing import EMPTY, READ, WAITS

WHOLE = 5000  # documents of a heap that is traced as one, so that no likeness in it is missed
BATCH = 256  # pages that are kept at a time, at least
POOLED = 4  # groups from which other processes pay

Also = Callable[[Writer], None]
Groups = list[tuple[bytes, list[Member]]]  # by the digest of all that goes into them


class Added(NamedTuple):
    """What a batch came to."""

    documents: list[str]  # ids of the new ones, sorted
    pages: int  # that were looked at
    groups: int  # that were traced
    before: dict[str, pa.Table]  # what was found in the documents concerned until now, and
    after: dict[str, pa.Table]  # what is found now; both empty unless they were asked for


class Read(NamedTuple):
    """A page and its document, as far as the index must know it."""

    digest: bytes
    page: Page
    base: str
    content: bytes
    place: str
    host: str
    sketch: list[int]


def add(  # noqa: PLR0913  (what, whither, how, and who is told)
    workspace: Workspace,
    items: Iterable[Page | Fault],
    engine: Engine | None = None,
    progress: Progress | None = None,
    *,
    compare: bool = False,
    also: Also | None = None,
) -> Iterator[Added]:
    """Take in pages batch by batch, and say of each batch what it came to.

    `compare` asks for the findings before and after; `also` is done with the last batch, be it empty.
    """
    with ExitStack() as stack:
        pool = Pool((engine or LocalEngine()).jobs, stack, progress)
        waiting, held = _waiting(workspace)
        # While a heap is traced as one a batch is as large as the heap, or most would be done over and over.
        parts = batches(chain(waiting, items), BATCH, held, WHOLE)
        batch: list[Page | Fault] | None = next(parts, [])
        done = 0
        while batch is not None:
            following = next(parts, None)
            yield _added(workspace, batch, pool, compare, also if following is None else None)
            done += len(batch)
            if progress:
                progress("pages", done, 0)
            batch = following


def at_once(workspace: Workspace, items: Sequence[Page | Fault], engine: Engine, progress: Progress | None) -> None:
    """Take in pages as one batch, for a workspace of which nothing needs to be kept before all are in."""
    with ExitStack() as stack:
        _added(workspace, items, Pool(engine.jobs, stack, progress), compare=False, also=None)


class Pool:
    """Other processes, which are started when there is enough to do for the first time."""

    def __init__(self, jobs: int, stack: ExitStack, progress: Progress | None = None) -> None:
        self._jobs, self._stack, self._progress = jobs, stack, progress
        self._pool: ProcessPoolExecutor | None = None

    def traced(self, groups: Sequence[tuple[list[Page], list[Fault]]]) -> Iterator[dict[str, pa.Table]]:
        """What is found in each group, in their order."""
        if len(groups) == 1:  # often the whole heap, and worth all processes and a bar of its own
            return map(partial(_trace, jobs=self._jobs, progress=self._progress), groups)
        if self._jobs < 2 or len(groups) < POOLED:
            return map(_trace, groups)
        return self._started().map(_trace, groups, chunksize=max(1, len(groups) // (8 * self._jobs)))

    def read(self, pages: Sequence[tuple[bytes, Page]]) -> Iterator[Read | Fault]:
        """The documents of pages, in their order."""
        if self._jobs < 2 or len(pages) < 16 * POOLED:
            return map(_read, pages)
        return self._started().map(_read, pages, chunksize=8)

    def _started(self) -> ProcessPoolExecutor:
        # Not forked: a process that holds locks of a database or of a compiler cannot be copied safely.
        if self._pool is None:
            self._pool = self._stack.enter_context(ProcessPoolExecutor(self._jobs, get_context("spawn")))
        return self._pool


def _added(
    workspace: Workspace,
    batch: Sequence[Page | Fault],
    pool: Pool,
    compare: bool,
    also: Also | None,
) -> Added:
    """One batch, all of it or nothing."""
    pages = {digest_of(p): p for p in map(_sound, (x for x in batch if isinstance(x, Page)))}
    with workspace.writing() as writer:
        writer.ensure({name: schema(kind) for name, kind in KINDS.items()})
        fresh = [(d, p) for d, p in sorted(pages.items()) if not writer.is_seen(d)]
        faults = [x for x in batch if isinstance(x, Fault)]
        regrouped = not writer.is_grouped()  # a workspace of an older version
        if regrouped:
            writer.group_anew()
        whole_until_now = writer.size() <= WHOLE
        touched, new = _taken_in(writer, pool.read(fresh), dict(fresh), faults)
        if regrouped or (whole_until_now and writer.size() > WHOLE):  # what was traced as one falls into groups
            touched |= {*writer.leads()}
        found = settle(writer, touched, pool, compare)
        writer.swap_faults((p.source for p in pages.values()), to_table(Fault, sorted(faults, key=_order)))
        if also:
            also(writer)
        known = sorted(m.name for n in new if (m := writer.member(n)) and m.name)
    return Added(known, len(pages), *found)


def _waiting(workspace: Workspace) -> tuple[list[Page], int]:
    """Pages that an older workspace holds and nobody has read for this one, and how many documents it has."""
    with workspace.writing() as writer:
        return [unpacked(page) for _, _, page in writer.pages(WAITS)], writer.size()


def _taken_in(
    writer: Writer, found: Iterable[Read | Fault], pages: dict[bytes, Page], faults: list[Fault]
) -> tuple[set[int], list[int]]:
    """Enrol the documents that were read -> the leads of the groups concerned, and the new members."""
    touched: set[int] = set()
    new: list[int] = []
    bases: set[str] = set()
    for (digest, page), one in zip(pages.items(), found, strict=True):
        if isinstance(one, Fault):
            writer.keep_page(digest, packed(page), EMPTY)
            faults.append(one)
            continue
        bases.add(one.base)
        n = writer.keep_page(digest, packed(page), READ)
        leads, fresh = enrol(writer, one, n)
        touched |= leads
        new += [n] if fresh else []
    for base in sorted(bases | {b for taken in bases for b in writer.bases_of(taken)}):
        touched |= name_all(writer, base)
    return touched, new


def enrol(writer: Writer, one: Read, n: int) -> tuple[set[int], bool]:
    """A document into the index, unless it is there already -> the leads concerned, and whether it is new."""
    twin = next((m for m in writer.of_base(one.base) if m.content == one.content), None)
    if twin is None:
        member = Member(n, one.base, one.content, one.place, None)
        return writer.enrol(member, one.host, one.sketch), True
    writer.drop_page(n)
    if one.place >= twin.place:
        return set(), False
    writer.swap_page(twin.n, one.digest, packed(one.page), one.place)
    return {writer.lead(twin.n)}, False


def name_all(writer: Writer, base: str) -> set[int]:
    """Name the documents that their pages give one id: the first keeps it -> the leads concerned.

    As `documents.Register` does: others get a longer one, and what then has another's name repeats it.
    """
    taken: dict[str, bytes] = {}
    touched: set[int] = set()
    for member in sorted(writer.of_base(base), key=lambda m: m.place):
        name: str | None = base if not taken else _longer(writer, member)
        if name in taken:
            name = None
        else:
            taken[name or ""] = member.content
        if name != member.name:
            touched.add(writer.name(member.n, name))
    return touched


def _longer(writer: Writer, member: Member) -> str:
    """The id of a document whose own is taken: one that no page gives."""
    names = (f"{member.base}-{member.content[:n].hex()}" for n in (3, 6, 12))
    return next((name for name in names if not writer.of_base(name)), f"{member.base}-{member.content.hex()}")


def settle(
    writer: Writer, touched: Collection[int], pool: Pool, compare: bool = False
) -> tuple[int, dict[str, pa.Table], dict[str, pa.Table]]:
    """Trace the groups concerned anew, as far as they are not known -> how many; what was found before, and now."""
    made_by = recipe()
    fresh = _fresh(writer, touched, made_by)
    old = writer.parts_of(m for _, group in fresh for m in group)
    before = writer.tables_of(old) if compare else {}
    writer.drop_parts(old)
    material = [_material(writer, group) for _, group in fresh]
    after: list[dict[str, pa.Table]] = []
    for (key, group), tables in zip(fresh, pool.traced(material), strict=True):
        kept = {name: tables[name] for name in KINDS}
        writer.add_part(key, made_by, group, kept)
        after += [kept] if compare else []
    joined = {name: pa.concat_tables([t[name] for t in after]) for name in KINDS} if after else {}
    return len(fresh), before, joined


def _fresh(writer: Writer, touched: Collection[int], made_by: str) -> Groups:
    """The groups to be traced: those concerned, and those of whose findings some go with theirs; few pages are one."""
    if writer.size() <= WHOLE:
        groups = [writer.group(None)] if touched else []
        return [(key, group) for group in groups if not writer.has_part(key := _key(writer, group, made_by))]
    found: Groups = []
    queue, known = sorted(touched), set[int]()
    for lead in queue:
        group = [] if lead in known else writer.group(lead)
        known.add(lead)
        if group and not writer.has_part(key := _key(writer, group, made_by)):
            found.append((key, group))
            queue += writer.leads(writer.parts_of(group))
    return sorted(found, key=lambda one: one[1][0].name or "")


def _key(writer: Writer, group: Iterable[Member], made_by: str) -> bytes:
    """The digest of all that goes into a group's findings."""
    parts = [made_by.encode(), *(f"{m.name}\0".encode() + writer.digest(m.n) for m in group)]
    return blake2b(b"".join(blake2b(p, digest_size=16).digest() for p in parts), digest_size=16).digest()


def _material(writer: Writer, group: Iterable[Member]) -> tuple[list[Page], list[Fault]]:
    """The pages of a group under the names of their documents, and what is to be told of the names."""
    pages, faults = [], []
    for m in group:
        page = unpacked(writer.page(m.n))
        if m.name != m.base:
            page = replace(page, given=replace(page.given, id=m.name))
            told = f"the id {m.base} is taken; read as {m.name}"
            faults.append(Fault(page.source, "documents", told, m.name))
        pages.append((page.source, m.place, page))
    return [page for _, _, page in sorted(pages, key=lambda p: p[:2])], faults


def _trace(
    group: tuple[list[Page], list[Fault]], jobs: int = 1, progress: Progress | None = None
) -> dict[str, pa.Table]:
    """What is found in one group."""
    return run(*group, LocalEngine(jobs), progress=progress)


def _read(item: tuple[bytes, Page]) -> Read | Fault:
    """The document of a page, or that it gives none."""
    digest, page = item
    tables = documents.step(LocalEngine(), {"pages": to_table(Page, [page])})
    if not tables["documents"].num_rows:
        return from_table(Fault, tables["faults"])[0]
    (one,) = from_table(documents.Document, tables["documents"])
    content = bytes.fromhex(one.text_sha256)[:16] + blake2b((one.url or "").encode(), digest_size=8).digest()
    place = f"{page.source}\x1f{one.text_sha256}\x1f{page.given.date_retrieved or '~'}\x1f{digest.hex()}"
    return Read(digest, page, one.id, content, place, site(one), sketch(one.text))


def tables_of(workspace: Workspace) -> dict[str, pa.Table]:
    """All tables of a workspace that has some. Raises NothingToRead where it holds no document."""
    tables = workspace.tables()
    if not tables.get("documents", pa.table({})).num_rows:
        rows = tables["faults"].to_pylist() if "faults" in tables else []
        why = f"; the first of {len(rows)}: {rows[0]['source']}: {rows[0]['message'].rstrip('.')}" if rows else ""
        raise NothingToRead(f"No readable page among the inputs{why}.")
    return tables


def digest_of(page: Page) -> bytes:
    """What stands for a page with all that was handed in with it."""
    return blake2b(msgspec.msgpack.encode(page), digest_size=16).digest()


def packed(page: Page) -> bytes:
    """A page as it is kept."""
    return zlib.compress(msgspec.msgpack.encode(page), 6)


def unpacked(raw: bytes) -> Page:
    """A page as it was handed in."""
    return msgspec.msgpack.decode(zlib.decompress(raw), type=Page)


def _sound(page: Page) -> Page:
    """A page without half characters, which no file can hold."""
    return msgspec.convert(whole(msgspec.to_builtins(page)), Page)


def _order(fault: Fault) -> tuple[str, ...]:
    return tuple(str(x) for x in (fault.source, fault.stage, fault.message, fault.document, fault.start))
