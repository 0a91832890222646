"""Server: the report's pages over HTTP, on this machine only. It reads and shows; it asks no questions of its own."""

import socket
from collections.abc import Callable

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from headwater import report
from headwater.records import Tables

LOOPBACK = "127.0.0.1"
_MOST_ROWS = 10_000  # of a table in one answer

Read = Callable[[], Tables]


def app(read: Read) -> Starlette:
    """The pages of whatever tables `read` gives, asked anew for every request."""

    def index(request: Request) -> Response:
        return _page(report.index_page(read()))

    def story(request: Request) -> Response:
        name = request.path_params["id"]
        return _page(report.story_page(read(), name), f"story {name}")

    def document(request: Request) -> Response:
        name = request.path_params["id"]
        return _page(report.document_page(read(), name), f"document {name}")

    def whole(request: Request) -> Response:
        return _page(report.page(read()))

    def table(request: Request) -> Response:
        return _rows(read(), request)

    routes = [
        Route("/", index),
        Route("/story/{id:path}", story),
        Route("/document/{id:path}", document),
        Route("/report", whole),
        Route("/api/tables/{name}", table),
    ]
    # A page from elsewhere must not reach the workspace by a name that it points at this machine.
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=[LOOPBACK, "localhost"])
    return Starlette(routes=routes, middleware=[hosts])


def is_free(port: int) -> bool:
    """Whether nobody listens on the port yet."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def serve(read: Read, port: int) -> None:
    """Serve on the loopback address until stopped; nobody else on the network can reach it."""
    uvicorn.run(app(read), host=LOOPBACK, port=port, log_level="warning")


def _headers() -> dict[str, str]:
    return {
        "content-security-policy": f"{report.security_policy()}; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
    }


def _page(html: str | None, what: str = "") -> Response:
    """A page; where there is none, the page that says so, with status 404."""
    body = report.missing_page(what) if html is None else html
    return HTMLResponse(body.encode("utf-8", "replace"), 404 if html is None else 200, _headers())


def _rows(tables: Tables, request: Request) -> Response:
    """The rows of a table from `offset` on, at most `limit` of them, with their number in all."""
    name = request.path_params["name"]
    if name not in tables:
        return _json({"error": f"no table {name}", "tables": sorted(tables)}, 404)
    try:
        offset, limit = (int(request.query_params.get(k, d)) for k, d in (("offset", 0), ("limit", 1000)))
    except ValueError:
        return _json({"error": "offset and limit are whole numbers"}, 400)
    if offset < 0 or not 0 <= limit <= _MOST_ROWS:
        return _json({"error": f"offset is 0 or more, limit from 0 to {_MOST_ROWS}"}, 400)
    table = tables[name]
    return _json(
        {"table": name, "total": table.num_rows, "offset": offset, "rows": table.slice(offset, limit).to_pylist()}
    )


def _json(body: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(body), status, _headers(), "application/json")
