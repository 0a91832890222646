"""Guard: every request and every answer passes here: sizes, names, tokens, origins, and what every answer says."""

import logging
from http import HTTPStatus

import msgspec
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from headwater.errors import HeadwaterError
from headwater.server.asked import LONGEST
from headwater.server.door import Door
from headwater.server.show import page

_log = logging.getLogger("headwater.server")
LONGEST_TARGET = 4000  # characters of path and query
MOST_BODY = 64_000_000  # bytes that are handed in at a time
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with less a browser hides from us where a form comes from
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_SAFE = ("GET", "HEAD")
TITLES = {
    400: "That is no question", 401: "A token is needed", 403: "Not from there", 404: "Not here",
    405: "Not in this way", 408: "It took too long", 413: "Too much at once", 414: "Too long an address",
    429: "Enough to do", 500: "Something went wrong here", 503: "Not just now",
}  # fmt: skip


class Guard:
    """Lets in what may come in, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        begun = False

        async def sealed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope)
        answer = self._answer(request)
        try:
            await (answer or self._app)(scope, _bounded(receive), sealed)
        except Exception as error:
            _log.exception("%s %s", request.method, request.url.path)
            if begun:
                raise
            await refused(request, error)(scope, receive, sealed)

    def _answer(self, request: Request) -> Response | None:
        """What to say instead of letting a request in."""
        why = self._why_not(request)
        if why:
            return refusal(request, *why)
        if self._door.token is None:
            return None
        if request.method in _SAFE and (token := request.query_params.get("token")):
            return self._shown(request, token)
        if not self._door.is_open(request.cookies, request.headers.get("authorization", "")):
            return refusal(request, 401, "Open the address that `headwater serve` printed, or enter its token here.")
        return None

    def _why_not(self, request: Request) -> tuple[int, str] | None:
        """What is wrong with a request, whoever sends it."""
        scope, headers = request.scope, request.headers
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_TARGET:
            return 414, f"An address here has up to {LONGEST_TARGET:,} characters."
        if len(headers.getlist("host")) != 1 or not self._door.knows(headers["host"]):
            return 400, "This server is not known by that name."
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length[:18]) > MOST_BODY:
            return 413, f"Up to {MOST_BODY // 1_000_000} MB can be handed in at a time."
        if request.method not in _SAFE and not self._door.is_same_origin(headers):
            return 403, "A page from elsewhere may not change what is here."
        return None

    def _shown(self, request: Request, token: str) -> Response:
        """Somebody shows a token: the cookie for the right one, and a way on without it in the address."""
        if not self._door.fits(token):
            return refusal(request, 401, "This is not the token of this server.")
        # Not a redirection: the browser would not send the cookie along from a link on another site.
        answer = HTMLResponse(page("workbench_enter.html", title="Come in"))
        secure = self._door.is_encrypted
        answer.set_cookie(self._door.cookie, self._door.session, httponly=True, samesite="strict", secure=secure)
        return answer


def _bounded(receive: Receive) -> Receive:
    """What comes in, up to so many bytes, whatever was announced."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BODY:
            raise HTTPException(413, f"Up to {MOST_BODY // 1_000_000} MB can be handed in at a time.")
        return message

    return bounded


def refusal(request: Request, status: int, why: str) -> Response:
    """A clear page, or for programs the same as JSON."""
    if request.scope["path"].startswith("/api/"):
        return Response(msgspec.json.encode({"error": why}), status, media_type="application/json")
    title = TITLES.get(status, "That did not work")
    words = request.query_params.get("q", "")[:LONGEST]
    return HTMLResponse(page("workbench_error.html", title=title, why=why, status=status, words=words), status)


def refused(request: Request, error: Exception) -> Response:
    """The page for what a view raises."""
    if isinstance(error, HTTPException):
        bare = error.detail == HTTPStatus(error.status_code).phrase
        answer = refusal(request, error.status_code, _TOLD.get(error.status_code, "") if bare else error.detail)
        answer.headers.update(error.headers or {})
        return answer
    if isinstance(error, HeadwaterError):
        return refusal(request, 503, str(error))
    return refusal(request, 500, "This is a fault of Headwater; the terminal that it runs in says which.")


_TOLD = {
    404: "There is nothing at this address in the workspace.",
    405: "This address cannot be asked in this way.",
}
