"""Reaching: addresses of the open network, and no others, whatever name leads there.

Somebody who can paste an address here must not be able to ask this machine, or its neighbours, in its name. So a name
is looked up once, every address that it has is checked, and the connection goes to one that was checked: a name that
changes its mind between two questions gains nothing. Each step of a redirection is a request of its own.
"""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import httpx

Lookup = Callable[..., list[Any]]
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 addresses within IPv6 ones


class Open(httpx.BaseTransport):
    """The network as far as anybody may ask for it."""

    def __init__(self, inner: httpx.BaseTransport | None = None, lookup: Lookup = socket.getaddrinfo) -> None:
        self._inner = inner or httpx.HTTPTransport()
        self._lookup = lookup

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask at the address that was checked, by the name that was asked for."""
        name = request.url.host
        at = self._checked(name, request.url.port or (443 if request.url.scheme == "https" else 80))
        request.url = request.url.copy_with(host=at)
        request.extensions = {**request.extensions, "sni_hostname": name}
        return self._inner.handle_request(request)

    def _checked(self, name: str, port: int) -> str:
        try:
            found = self._lookup(name, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"{name} cannot be found") from error
        addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
        if not addresses or not all(map(is_public, addresses)):
            raise httpx.ConnectError(f"{name} is in a private network, or on this machine; nobody is asked there")
        return addresses[0]

    def close(self) -> None:
        """End the connections."""
        self._inner.close()


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open network."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _TRANSLATED:
            inside = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inside:
            return is_public(str(inside))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
