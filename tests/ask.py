"""Requests to the workbench without a network, and work that is done where one stands."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote, urlencode

from headwater.server import Door, app
from headwater.server.labour import Order, Outcome, Step, perform
from headwater.server.work import Work
from headwater.store import Workspace

HOST = "127.0.0.1:8100"
Header = tuple[bytes, bytes]


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: str


class Here:
    """A labourer who works in this process."""

    is_gone = False

    def do(self, order: Order, tell: Callable[[Step], None]) -> Outcome:
        """What the process would do."""
        return perform(order, tell)

    def end(self) -> None:
        """Nothing to end."""


class Site:
    """The workbench of a workspace."""

    def __init__(self, workspace: Workspace, door: Door | None = None) -> None:
        self.door = door or Door.at()
        self.workspace = workspace
        self.work = Work(Here)  # type: ignore[arg-type]
        self.app = app(workspace, self.door, self.work)

    def get(self, target: str, host: str = HOST, **headers: str) -> Answer:
        """Ask for a page."""
        return self.send("GET", target, [(b"host", host.encode()), *_packed(headers)])

    def post(
        self, target: str, fields: Mapping[str, str], files: Sequence[tuple[str, bytes]] = (), **headers: str
    ) -> Answer:
        """Send a form."""
        kind, body = (
            _form(fields, files) if files else ("application/x-www-form-urlencoded", urlencode(fields).encode())
        )
        usual = {"content_type": kind, "content_length": str(len(body)), "host": HOST, "origin": f"http://{HOST}"}
        return self.send("POST", target, _packed(usual | headers), body)

    def send(self, method: str, target: str, headers: Sequence[Header], body: bytes = b"") -> Answer:
        """Any request at all."""
        path, _, query = target.partition("?")
        scope: dict[str, Any] = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [*headers], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8100),
        }  # fmt: skip
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))
        told = {k.decode(): v.decode("latin-1") for k, v in sent[0]["headers"]}
        return Answer(sent[0]["status"], told, b"".join(m.get("body", b"") for m in sent[1:]).decode())


def _packed(headers: Mapping[str, str]) -> list[Header]:
    return [(k.replace("_", "-").encode(), v.encode("latin-1", "replace")) for k, v in headers.items()]


def _form(fields: Mapping[str, str], files: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    parts = [f'--x\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in fields.items()]
    for name, raw in files:
        head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
        parts.append(head + raw + b"\r\n")
    return "multipart/form-data; boundary=x", b"".join([*parts, b"--x--\r\n"])
