"""The server shows the report's pages on this machine, reads only, and says what is not there."""

import asyncio
import re
from typing import Any

import msgspec
import pytest

import ferry_heap
from headwater import report, server


def get(path: str, host: str = "127.0.0.1:8000", method: str = "GET") -> tuple[int, dict[str, str], str]:
    """One request to the application, without a network: status, headers, body."""
    path, _, query = path.partition("?")
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", host.encode())], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000),
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(server.app(ferry_heap.ferry)(scope, receive, send))
    headers = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent[1:]).decode()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", 'href="/story/s1"'),
        ("/story/s1", "From whom they have it"),
        ("/document/a1", "Harbour Times"),
        ("/report", "Story 1 of 2"),
    ],
)
def test_every_page_is_served_under_the_policy(path: str, words: str) -> None:
    status, headers, body = get(path)
    assert status == 200
    assert words in body
    assert headers["content-security-policy"].startswith(report.security_policy())
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/story/none", "/document/a/b%20c", "/document/<script>"])
def test_what_is_not_there_is_said_politely(path: str) -> None:
    status, headers, body = get(path)
    assert status == 404
    assert "Not here" in body
    assert "content-security-policy" in headers
    assert "<script>\n" not in body.split("</script>", maxsplit=1)[1]


def test_a_fault_leads_to_its_characters() -> None:
    link = re.search(r'href="(/document/[^"#]+)#([^"]+)"', get("/")[2])
    assert link
    assert f"id={link[2]}>" in get(link[1])[2]


def test_rows_of_a_table_come_in_slices() -> None:
    status, headers, body = get("/api/tables/documents?offset=4&limit=1")
    answer = msgspec.json.decode(body)
    assert (status, headers["content-type"]) == (200, "application/json")
    assert (answer["total"], [r["id"] for r in answer["rows"]]) == (6, ["e5"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/tables/none", 404),
        ("/api/tables/documents?limit=many", 400),
        ("/api/tables/documents?offset=-1", 400),
        ("/api/tables/documents?limit=99999999", 400),
    ],
)
def test_a_wrong_request_is_told_what_is_right(path: str, status: int) -> None:
    found, _, body = get(path)
    assert found == status
    assert "error" in msgspec.json.decode(body)


def test_nothing_can_be_written_and_no_foreign_name_is_answered() -> None:
    assert get("/", method="POST")[0] == 405
    assert get("/", host="evil.example")[0] == 400
    assert get("/", host="localhost:8000")[0] == 200


def test_it_binds_to_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr("uvicorn.run", lambda _, **options: asked.update(options))
    server.serve(ferry_heap.ferry, 8123)
    assert (asked["host"], asked["port"]) == ("127.0.0.1", 8123)
