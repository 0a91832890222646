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
    with at.reading() as reader:
        found = reader.state()
    running = [{"told": j.told, "step": j.step, "id": j.id} for j in at.work.jobs() if not j.is_over]
    return json(found._asdict() | {"work": at.work.changed, "running": running})


def names(request: Request) -> Response:
    """Newsrooms, agencies or speakers that hold some words."""
    kind, words = text(request.query_params, "kind"), text(request.query_params, "q")
    if kind not in NAMES:
        raise HTTPException(400, f"“kind” is one of {', '.join(NAMES)}.")
    with desk(request).reading() as reader:
        found = reader.alike(kind, words, SUGGESTED) if len(words) > 1 else []
    return json({"names": found})


def table(request: Request) -> Response:
    """At most `limit` rows of a table behind row `after`; `next` is what to ask for then, none at the end."""
    name = request.path_params["name"]
    limit = number(request.query_params, "limit", 100, 1, MOST_ROWS)
    after = number(request.query_params, "after", 0, 0, 10**11)
    with desk(request).reading() as reader:
        found = reader.slice(name, after, limit)
        if found is None:
            return json({"error": f"no table {name}", "tables": reader.names()}, 404)
        total = reader.count(name)
    kept: list[object] = []
    size = 0
    for row in found[1].to_pylist():
        size += len(msgspec.json.encode(row))
        if kept and size > MOST_BYTES:
            break
        kept.append(row)
    ended = len(kept) == len(found[0]) < limit
    following = None if ended or not kept else found[0][len(kept) - 1]
    return json({"table": name, "total": total, "next": following, "rows": kept})


def json(body: object, status: int = 200) -> Response:
    """A value as an answer."""
    return Response(msgspec.json.encode(body), status, media_type="application/json")
