"""Assets: the style sheets and scripts of the workbench, each under a name that changes with what it holds."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

KINDS = {
    "style.css": "text/css",
    "workbench.css": "text/css",
    "script.js": "text/javascript",
    "workbench.js": "text/javascript",
}


@cache
def asset(name: str) -> bytes | None:
    """What one holds; None where there is none of this name."""
    return files("headwater").joinpath("templates", name).read_bytes() if name in KINDS else None


@cache
def address(name: str) -> str:
    """Where one is to be had, for as long as it stays the same."""
    return f"/assets/{name}?{sha256(asset(name) or b'').hexdigest()[:12]}"
