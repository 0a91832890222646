"""Whatever is asked of the workbench, there is an answer: never a fault of ours, always under the policy."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ferry_heap
from ask import HOST, Header, Site
from headwater.server.guard import HEADERS
from headwater.store import Workspace

# A file whose form breaks off is left to the garbage collector by the reader of forms.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
brief = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[*HealthCheck])


def _packed(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"))


ODD = [
    "", "..", "../../etc/passwd", "\0", "'", '"', "<script>window.pwned=1</script>", "javascript:x", "a1", "s1",
    "\u202e", "\ud800", "{{7*7}}", "' or 1=1 --", "%", "_", "*", "NEAR(", "🛶", "0", "-1", "1e9", "²", "null", "on",
    "2031-03-04", "time", "size", "newsroom", "documents", "_pages", "x" * 300, "x" * 5000,
]  # fmt: skip
odd = st.sampled_from(ODD) | st.text(max_size=40)
PLACES = ["", "story", "document", "compare", "report", "add", "whence", "work", "api/state", "api/names", "api/tables",
          "assets", "favicon.ico", "none"]  # fmt: skip
NAMES = ["q", "newsroom", "agency", "speaker", "from", "to", "differs", "single", "sort", "page", "a", "b", "kind",
         "after", "limit", "token", "key"]  # fmt: skip
paths = st.tuples(st.sampled_from(PLACES), st.lists(odd, max_size=2)).map(
    lambda parts: "/" + "/".join([parts[0], *map(_packed, parts[1])])
)
queries = st.lists(st.tuples(st.sampled_from(NAMES) | odd, odd), max_size=5)
FIELDS = ["host", "origin", "sec-fetch-site", "cookie", "authorization", "content-type", "content-length", "range",
          "accept", "x-forwarded-host", "transfer-encoding"]  # fmt: skip
header = st.tuples(st.sampled_from(FIELDS), odd | st.just(HOST) | st.just("multipart/form-data; boundary=x"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A heap that attacks wherever it can, served."""
    workspace = Workspace(tmp_path_factory.mktemp("hostile") / "w.headwater", create=True)
    workspace.write(ferry_heap.hostile())
    return Site(workspace)


def sound(site: Site, method: str, target: str, headers: list[Header], body: bytes = b"") -> int:
    """The status of an answer that is one."""
    answer = site.send(method, target, headers, body)
    assert 200 <= answer.status < 500, (method, target, headers, answer.status)
    assert {*HEADERS} <= {*answer.headers}
    assert "Traceback" not in answer.body
    assert "<script>" not in answer.body or target.startswith("/report")  # the report's own stands on its page
    assert "<script>window" not in answer.body
    return answer.status


@given(paths, queries)
@brief
def test_any_address_has_an_answer(hostile: Site, path: str, query: list[tuple[str, str]]) -> None:
    told = "&".join(f"{_packed(k)}={_packed(v)}" for k, v in query)
    sound(hostile, "GET", f"{path}?{told}", [(b"host", HOST.encode())])


methods = st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY"])
headers_ = st.lists(header, max_size=5) | st.lists(header, max_size=5).map(lambda some: [("host", HOST), *some])


@given(methods, paths, headers_, st.binary(max_size=200))
@brief
def test_any_headers_and_methods_have_an_answer(
    hostile: Site, method: str, path: str, headers: list[tuple[str, str]], body: bytes
) -> None:
    sound(hostile, method, path, [(k.encode(), v.encode("latin-1", "replace")) for k, v in headers], body)


PART = 'Content-Disposition: form-data; name="{}"{}'
parts = st.lists(
    st.tuples(st.sampled_from(["key", "text", "address", "headline", "files"]), odd, odd, st.booleans()), max_size=4
)


@given(st.sampled_from(["/add", "/whence"]), parts, st.binary(max_size=60), st.booleans())
@brief
def test_any_form_has_an_answer_and_without_its_key_no_order(
    hostile: Site, path: str, fields: list[tuple[str, str, str, bool]], torn: bytes, whole: bool
) -> None:
    body = b""
    for name, value, file, is_file in fields:
        told = PART.format(name, f'; filename="{file}"' if is_file else "")
        body += f"--x\r\n{told}\r\n\r\n{value}\r\n".encode("utf-8", "surrogatepass")
    body += b"--x--\r\n" if whole else torn
    headers = [(b"host", HOST.encode()), (b"content-type", b"multipart/form-data; boundary=x")]
    assert sound(hostile, "POST", path, headers, body) in (400, 403)
    assert hostile.work.jobs() == []
