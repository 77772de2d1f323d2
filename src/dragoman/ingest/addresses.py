"""Which addresses of the web may be asked: http and https, by names that lead to the public internet alone.

A page may name the machine of its reader, a router or a cloud's own service, and so may the name server of a page.
So names are resolved here, every address that comes back is looked at, and the connection goes to one of them and to
nothing else.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from dragoman.errors import UnreadableInput

PORTS = {"http": 80, "https": 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
LONGEST = 4_000

Resolve = Callable[[str, int], list[str]]
"""The numbers of a host, as strings: a name and a port in."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart: `host` is a name or a number, `path` has its query, `whole` has no fragment."""

    scheme: str
    host: str
    port: int
    path: str
    whole: str

    @property
    def site(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        return f"{self.scheme}://{_bracketed(self.host)}:{self.port}"


def address(url: str) -> Address:
    """An address taken apart; raises UnreadableInput where it is not for us to ask."""
    shown = url[:200]
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii") if parts.hostname else ""
    except (ValueError, UnicodeError):
        raise UnreadableInput(shown, "no address of the web: check it") from None
    if parts.scheme not in PORTS or not host:
        raise UnreadableInput(shown, "no address of http or https: such are not fetched")
    if parts.username is not None or parts.password is not None:
        raise UnreadableInput(shown, "an address with a name or a password in it: such are not fetched")
    if port not in (None, PORTS[parts.scheme]):
        raise UnreadableInput(shown, f"an address with the port {port}: 80 and 443 alone are asked")
    if len(url) > LONGEST or any(c <= " " or c == "\x7f" for c in url.strip()):
        raise UnreadableInput(shown, "an address that is too long, or with spaces or control characters in it")
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    path = path.encode("ascii", "replace").decode() if path.isascii() else _quoted(path)
    whole = f"{parts.scheme}://{_bracketed(host)}{path}"
    return Address(parts.scheme, host, PORTS[parts.scheme], path, whole)


def numbers(asked: Address, resolve: Resolve) -> list[str]:
    """The numbers to which an address leads; raises UnreadableInput where any of them is not public, or none is there."""
    try:
        found = resolve(asked.host, asked.port)
    except OSError:
        raise UnreadableInput(asked.whole, "its host is not known: check the address and the network") from None
    closed = [number for number in found if not public(number)]
    if closed or not found:
        raise UnreadableInput(asked.whole, "leads to no public address: such are not fetched")
    return found


def public(number: str) -> bool:
    """Whether a number belongs to the public internet, and so for the number within a number."""
    try:
        found = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found in NAT64:
            # How networks of IPv6 alone reach the rest: as public as what it stands for.
            return public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        within = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if within is not None and not public(str(within)):
            return False
    return found.is_global and not (
        found.is_multicast or found.is_reserved or found.is_unspecified or found.is_loopback
    )


def resolved(host: str, port: int) -> list[str]:
    """The numbers of a host as this machine's resolver tells them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/?&=%:@!$'()*+,;~-._")
