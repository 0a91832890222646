"""Api: the workspace for programs, as JSON, within bounds."""

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from headwater.server.asked import MOST_BYTES, MOST_ROWS, number, text
from headwater.server.pages import desk
from headwater.store.catalogue import NAMES

SUGGESTED = 12


def state(request: Request) -> Response:
    """How far the workspace and the work are; cheap, for asking again and again."""
    at = desk(request)
    with at.workspace.reading() as reader:
        found = reader.state()
    running = [{"told": j.told, "step": j.step, "id": j.id} for j in at.work.jobs() if not j.is_over]
    return json(found._asdict() | {"work": at.work.changed, "running": running})


def names(request: Request) -> Response:
    """Newsrooms, agencies or speakers that hold some words."""
    kind, words = text(request.query_params, "kind"), text(request.query_params, "q")
    if kind not in NAMES:
        raise HTTPException(400, f"“kind” is one of {', '.join(NAMES)}.")
    with desk(request).workspace.reading() as reader:
        found = reader.alike(kind, words, SUGGESTED) if len(words) > 1 else []
    return json({"names": found})


def table(request: Request) -> Response:
    """The rows of a table from `offset` on, at most `limit` of them, with their number in all."""
    name = request.path_params["name"]
    limit = number(request.query_params, "limit", 100, 0, MOST_ROWS)
    offset = number(request.query_params, "offset", 0, 0, 10**9)
    with desk(request).workspace.reading() as reader:
        tables = reader.names()
        if name not in tables:
            return json({"error": f"no table {name}", "tables": tables}, 404)
        total = reader.count(name)
        found = reader.slice(name, offset, limit)
    rows = found.to_pylist() if found is not None else []
    kept: list[object] = []
    size = 0
    for row in rows:
        size += len(msgspec.json.encode(row))
        if kept and size > MOST_BYTES:
            break
        kept.append(row)
    after = offset + len(kept)
    return json(
        {"table": name, "total": total, "offset": offset, "next": after if after < total else None, "rows": kept}
    )


def json(body: object, status: int = 200) -> Response:
    """A value as an answer."""
    return Response(msgspec.json.encode(body), status, media_type="application/json")
