"""App: all of it put together, and served until Ctrl-C."""

import errno
import gc
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from headwater.errors import HeadwaterError
from headwater.server import api, pages, taking
from headwater.server.assets import KINDS, asset
from headwater.server.door import LOOPBACK, Door
from headwater.server.guard import Guard, refused
from headwater.server.kept import Kept
from headwater.server.pages import Desk
from headwater.server.work import Work
from headwater.store import Readers, Workspace

CLIENTS = 200  # that are answered at a time
DRAWN = 3  # pages at a time, in the order in which they were asked for; more would all take longer, and none be sooner


def app(workspace: Workspace, door: Door | None = None, work: Work | None = None) -> Starlette:
    """The workbench of a workspace."""
    desk = Desk(workspace, work or Work(), door or Door.at(), Readers(workspace), Kept())

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = DRAWN
        gc.freeze()  # what is loaded by now stays: nobody need look through it for what can go
        yield
        desk.work.end()
        desk.readers.close()

    made = Starlette(
        routes=[
            Route("/", pages.stories),
            Route("/story/{id:path}", pages.story),
            Route("/document/{id:path}", pages.document),
            Route("/compare", pages.compare),
            Route("/report", pages.whole),
            Route("/add", taking.add_page),
            Route("/add", taking.add, methods=["POST"]),
            Route("/whence", taking.whence_page),
            Route("/whence", taking.look, methods=["POST"]),
            Route("/job/{id}", taking.job),
            Route("/api/state", api.state),
            Route("/api/names", api.names),
            Route("/api/tables/{name}", api.table),
            Route("/assets/{name}", _asset),
            Route("/favicon.ico", _nothing),
        ],
        middleware=[Middleware(Guard, door=desk.door)],
        exception_handlers={HTTPException: refused, HeadwaterError: refused},
        lifespan=lifespan,
    )
    made.state.desk = desk
    return made


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    body = asset(name)
    if body is None:
        raise HTTPException(404)
    # Its address changes with what it holds.
    return Response(body, media_type=KINDS[name], headers={"cache-control": "max-age=31536000, immutable"})


def _nothing(_: Request) -> Response:
    return Response(status_code=204)


def is_free(port: int, host: str = LOOPBACK) -> bool:
    """Whether nobody listens on the port yet. Raises OSError where nobody can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def serve(workspace: Workspace, door: Door) -> None:
    """Serve until stopped."""
    uvicorn.run(
        app(workspace, door), host=door.host, port=door.port, log_level="warning", ws="none", server_header=False,
        limit_concurrency=CLIENTS, timeout_keep_alive=20, timeout_graceful_shutdown=3, proxy_headers=False,
    )  # fmt: skip
