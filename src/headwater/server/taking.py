"""Taking: what is handed in, as an order to the process in the background. Nothing of it becomes a path or a query."""

import asyncio
import os
import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from tempfile import mkstemp

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from headwater.pages.web import is_address
from headwater.report.words import excerpt, one_way
from headwater.server.labour import File, Order
from headwater.server.pages import Desk, desk, shown
from headwater.server.show import piece
from headwater.server.work import Job, tidy

MOST_FILES = 500
MOST_TEXT = 2_000_000  # characters of a text that is pasted
MOST_ADDRESS = 2000  # characters
PATIENCE = 120.0  # seconds in which all of it must have come
NAMED = 60  # characters of a text that stand for it
NAME = 150  # characters of a file's name that are kept
# How a file is read goes by the ending of its name; what has none of these is read by its looks.
ENDINGS = tuple(
    e + z
    for e in (".html", ".htm", ".txt", ".xml", ".rss", ".atom", ".jsonl", ".json", ".parquet", ".warc", ".wacz", ".wet")
    for z in (".gz", "")
)


def add_page(request: Request) -> Response:
    """The forms for adding, and what was added lately."""
    return shown(request, "workbench_add.html", title="Add pages", jobs=_told(request, look=False), live="work")


def whence_page(request: Request) -> Response:
    """The form for a text that is not here."""
    return shown(request, "workbench_whence.html", title="Where does this come from?", jobs=_told(request, look=True))


async def add(request: Request) -> Response:
    """Files, an address or a text: taken, and on to how far it is."""
    return await _take(request, look=False)


async def look(request: Request) -> Response:
    """A text, a file or an address that is to be looked for, and not kept."""
    return await _take(request, look=True)


def job(request: Request) -> Response:
    """How far an order is, and what it came to."""
    one = desk(request).work.job(request.path_params["id"])
    if one is None:
        raise HTTPException(404, "This order is forgotten: the server was started anew, or did many others since.")
    place = one.outcome.place if one.outcome else None
    return shown(
        request, "workbench_job.html", title=one.told, job=one, live="" if one.is_over else "work",
        place=place.placed if place else None, reading=bool(place),
        beside=piece(place.beside if place else None),
        section=piece(place.story if place else None),
    )  # fmt: skip


async def _take(request: Request, look: bool) -> Response:
    try:
        async with asyncio.timeout(PATIENCE):
            form = await request.form(max_files=MOST_FILES, max_fields=20, max_part_size=4 * MOST_TEXT)
    except TimeoutError:
        raise HTTPException(408, f"What is handed in must come within {PATIENCE:.0f} seconds.") from None
    try:
        order = await run_in_threadpool(_order, form, desk(request), look)
    finally:
        await form.close()
    given = desk(request).work.give(order, _name(order))
    if given is None:
        tidy(order)
        raise HTTPException(429, "There is much to do already; try again when some of it is done.")
    return RedirectResponse(f"/job/{given.id}", 303)


def _order(form: FormData, at: Desk, look: bool) -> Order:
    """What a form orders. Raises HTTPException where it is not ours, orders nothing, or too much."""
    if not at.door.has_key(form.get("key")):
        raise HTTPException(403, "The form is older than the server; open its page again.")
    text, address, headline = (_field(form, name) for name in ("text", "address", "headline"))
    address = address.strip()
    uploads = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    if not (text.strip() or address or uploads):
        raise HTTPException(400, "There is nothing in the form: choose a file, or paste an address or a text.")
    if len(text) > MOST_TEXT:
        raise HTTPException(413, f"A text that is pasted has up to {MOST_TEXT:,} characters; more comes as a file.")
    if address and (len(address) > MOST_ADDRESS or not is_address(address)):
        raise HTTPException(400, "An address begins with https:// or http://.")
    title = " ".join(headline.split())[:300]
    return Order(
        str(at.workspace.path), look, _kept(uploads), address, text if text.strip() else "", title, at.door.private
    )


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def _kept(uploads: Sequence[UploadFile]) -> tuple[File, ...]:
    """The files under names of ours, each with the ending that says how it is read."""
    files: list[File] = []
    for upload in uploads:
        name = label(upload.filename or "")
        handle, path = mkstemp(prefix="headwater-", suffix=ending(name))
        with os.fdopen(handle, "wb") as file:
            while part := upload.file.read(1 << 20):
                file.write(part)
        files.append(File(name, path))
    return tuple(files)


def label(name: str) -> str:
    """What a file is called in lists: the last part of its name, on one line."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = " ".join(one_way(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", last)).split())
    return shown[-NAME:] or "a file"


def ending(name: str) -> str:
    """The ending that says how a file is read; empty where it says nothing."""
    return next((e for e in ENDINGS if name.lower().endswith(e)), "")


def _name(order: Order) -> str:
    """An order in words."""
    verb = "Where does it come from" if order.look else "Add"
    if order.files:
        first = order.files[0].name
        what = first if len(order.files) == 1 else f"{first} and {len(order.files) - 1} more"
    else:
        what = order.address or order.headline or excerpt(order.text, NAMED) or "a text"
    return f"{verb}: {one_way(what)}"


def _told(request: Request, look: bool) -> list[Job]:
    return [j for j in desk(request).work.jobs() if j.order.look == look][:20]
