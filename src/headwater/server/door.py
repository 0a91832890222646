"""Door: who may come in. Pure checks; `guard` makes them."""

import ipaddress
import re
import socket
from collections.abc import Mapping
from secrets import compare_digest, token_urlsafe
from typing import NamedTuple, Self
from urllib.parse import quote

from headwater.errors import UsageError

LOOPBACK = "127.0.0.1"
SHORTEST = 16  # characters of a token that somebody chose
_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?")
_USUAL = re.compile(r"^(https://.*):443$|^(http://.*):80$")  # ports that browsers leave out
_HERE = frozenset(("127.0.0.1", "localhost", "::1"))


class Door(NamedTuple):
    """Where the server listens, and what opens it."""

    host: str
    port: int
    token: str | None  # none: whoever is on this machine may come in
    session: str  # what the cookie holds of those who showed the token
    key: str  # stands in every form that writes
    private: bool  # whether addresses of private networks may be fetched
    origin: str | None  # where browsers find it when a proxy stands in between: https://heap.example

    @classmethod
    def at(
        cls,
        host: str = LOOPBACK,
        port: int = 8100,
        token: str | None = None,
        private: bool = False,
        origin: str | None = None,
    ) -> Self:
        """A door; one that others on the network can reach has a token.

        Raises UsageError for a token too short, and for an origin that is none.
        """
        if token is not None and len(token) < SHORTEST:
            raise UsageError(f"A token has {SHORTEST} characters or more; `--token` without any makes a good one.")
        origin = origin and _USUAL.sub(r"\1\2", origin.lower().removesuffix("/"))
        if origin is not None and not _ORIGIN.fullmatch(origin):
            raise UsageError("An origin is the scheme and the name of a site, without a path: https://heap.example.")
        if token is None and (origin or not is_loopback(host)):
            token = token_urlsafe(32)
        return cls(host, port, token, token_urlsafe(32), token_urlsafe(32), private, origin)

    @property
    def address(self) -> str:
        """What to type into a browser, the token included."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        if self.host in ("0.0.0.0", "::"):  # noqa: S104  (somebody asked for it)
            name = socket.gethostname()
        origin = self.origin or f"http://{name}:{self.port}"
        return f"{origin}/" + (f"?token={quote(self.token, safe='')}" if self.token else "")

    @property
    def cookie(self) -> str:
        """The name of the cookie; cookies do not tell ports apart."""
        return f"headwater-{self.port}"

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers speak to it through TLS."""
        return self.origin is not None and self.origin.startswith("https:")

    def knows(self, host: str) -> bool:
        """Whether a Host header is a name of this server: pages elsewhere may point names of theirs at it."""
        name = _name(host)
        if name in _HERE or name == self.host.lower() or self._is_origin(host):
            return True
        return not is_loopback(self.host) and (_is_literal(name) or name == socket.gethostname().lower())

    def fits(self, token: str) -> bool:
        """Whether this is the token."""
        return self.token is not None and _same(token, self.token)

    def is_open(self, cookies: Mapping[str, str], authorization: str) -> bool:
        """Whether somebody may come in."""
        if self.token is None or _same(cookies.get(self.cookie, ""), self.session):
            return True
        scheme, _, shown = authorization.partition(" ")
        return scheme.lower() == "bearer" and self.fits(shown.strip())

    def is_same_origin(self, headers: Mapping[str, str]) -> bool:
        """Whether a browser says that a request comes from a page of this very server; a program says nothing."""
        site, origin, host = headers.get("sec-fetch-site"), headers.get("origin"), headers.get("host", "")
        if site is not None and site not in ("same-origin", "none"):
            return False
        own = {self.origin} if self._is_origin(host) else {self.origin, f"http://{host.lower()}"}
        return origin is None or origin.lower() in own

    def _is_origin(self, host: str) -> bool:
        """Whether a Host header is the name under which the proxy is known."""
        return self.origin is not None and self.origin.partition("//")[2] == host.strip().lower()

    def has_key(self, key: object) -> bool:
        """Whether a form is one of ours."""
        return isinstance(key, str) and _same(key, self.key)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone."""
    return host in _HERE or (_is_literal(host) and ipaddress.ip_address(host).is_loopback)


def _name(host: str) -> str:
    """A Host header without its port and brackets."""
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0] or host


def _is_literal(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _same(a: str, b: str) -> bool:
    """In a time that tells nothing of how far they agree."""
    return compare_digest(a.encode("utf-8", "replace"), b.encode("utf-8", "replace"))
