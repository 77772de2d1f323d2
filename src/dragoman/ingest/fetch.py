"""Pages of the web, fetched as a polite guest does: robots.txt asked first, one request a second of a host, bounded.

Only with `dragoman ingest --fetch`; nothing else in dragoman goes to the network.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import urllib.robotparser
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from dragoman.errors import InputError, TooLarge, UnreadableInput
from dragoman.ingest import feeds, packed
from dragoman.ingest.addresses import Address, Resolve, address, numbers, resolved
from dragoman.ingest.items import ITEM_BYTES, Form, Item, Raw, refused

AGENT = "dragoman"
SAYS = f"{AGENT} (reads articles on diplomacy; heeds robots.txt)"
REDIRECTS = 5
SECONDS = 20.0
"""For one page in all: a host that sends a byte a second is left."""

PAUSE = 1.0
LONGEST_PAUSE = 30.0
ROBOTS = 500_000
READABLE = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/rdf")

Connect = Callable[[str, int, float], socket.socket]
"""An open connection: a number, a port and the seconds to wait in."""


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: where redirects led in the end, the kind of content, and its bytes."""

    url: str
    kind: str
    data: bytes


@dataclass(slots=True)
class Web:
    """The web as it is asked here. `resolve` and `connect` are the machine's own unless others are given."""

    default: str | None = None
    resolve: Resolve = resolved
    connect: Connect = field(default=lambda number, port, wait: socket.create_connection((number, port), wait))
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    seconds: float = SECONDS
    pause: float = PAUSE
    _robots: dict[str, urllib.robotparser.RobotFileParser] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def items(self, url: str, knows: Callable[[str], bool]) -> Iterator[Item]:
        """The page or the feed of an address; an article that is known is not fetched, a feed always is."""
        try:
            asked = address(url)
            if knows(asked.whole):
                return
            page = self.get(asked.whole)
        except InputError as error:
            yield refused(error, error.source, stage="fetch")
            return
        form: Form = "any" if page.kind == "text/plain" else "feed" if feeds.looks_like(page.data) else "page"
        yield Raw(asked.whole, asked.whole, form, page.data, url=page.url, default=self.default)

    def get(self, url: str) -> Page:
        """The page of an address, redirects followed, each looked at anew.

        Raises UnreadableInput where it may not or cannot be fetched, TooLarge over the limit of an item.
        """
        until = self.clock() + self.seconds
        asked = address(url)
        for _ in range(REDIRECTS + 1):
            self._ask_robots(asked)
            status, headers, data = self._request(asked, ITEM_BYTES, until)
            if status not in (301, 302, 303, 307, 308):
                return _page(asked, status, headers, data)
            asked = address(urljoin(asked.whole, headers.get("Location") or ""))
        raise UnreadableInput(url, f"redirected more than {REDIRECTS} times: give the address at the end")

    def _ask_robots(self, asked: Address) -> None:
        """Raises UnreadableInput where the site does not want the page to be fetched by programs."""
        rules = self._robots.get(asked.site)
        if rules is None:
            rules = self._robots[asked.site] = self._rules(asked)
        if not rules.can_fetch(AGENT, asked.whole):
            raise UnreadableInput(asked.whole, "its robots.txt asks programs to stay away: save the page by hand")

    def _rules(self, asked: Address) -> urllib.robotparser.RobotFileParser:
        rules = urllib.robotparser.RobotFileParser()
        place = address(urljoin(asked.whole, "/robots.txt"))
        until = self.clock() + self.seconds
        for _ in range(REDIRECTS):
            status, headers, data = self._request(place, ROBOTS, until)
            if status not in (301, 302, 303, 307, 308):
                break
            place = address(urljoin(place.whole, headers.get("Location") or ""))
        if status == 200:
            rules.parse(data.decode("utf-8", errors="replace").splitlines())
        elif 400 <= status < 500:
            rules.allow_all = True  # type: ignore[attr-defined]
        else:
            # As RFC 9309 has it: a site whose rules cannot be had is left alone.
            rules.disallow_all = True  # type: ignore[attr-defined]
        rules.modified()
        return rules

    def _request(self, asked: Address, most: int, until: float) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers and body of one request, in turn with the others to that host."""
        found = numbers(asked, self.resolve)
        self._wait(asked)
        try:
            wire = self.connect(found[0], asked.port, max(0.1, min(10.0, until - self.clock())))
            with wire:
                return self._spoken(asked, wire, most, until)
        except (OSError, http.client.HTTPException) as error:
            said = str(error) or type(error).__name__
            raise UnreadableInput(asked.whole, f"cannot be fetched ({said[:100]}): try again later") from None

    def _spoken(
        self, asked: Address, wire: socket.socket, most: int, until: float
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        kind = http.client.HTTPSConnection if asked.scheme == "https" else http.client.HTTPConnection
        talk = kind(asked.host, asked.port)
        if asked.scheme == "https":
            wire = ssl.create_default_context().wrap_socket(wire, server_hostname=asked.host)
        talk.sock = wire
        headers = {
            "User-Agent": SAYS,
            "Accept-Encoding": "gzip, identity",
            "Accept": "text/html, application/xml, */*;q=0.1",
        }
        try:
            talk.request("GET", asked.path, headers={**headers, "Connection": "close"})
            answer = talk.getresponse()
            return answer.status, answer.headers, self._body(asked, wire, answer, most, until)
        finally:
            talk.close()

    def _body(
        self, asked: Address, wire: socket.socket, answer: http.client.HTTPResponse, most: int, until: float
    ) -> bytes:
        parts: list[bytes] = []
        size = 0
        while size <= most:
            left = until - self.clock()
            if left <= 0:
                raise UnreadableInput(asked.whole, f"took more than {self.seconds:g} seconds: try again later")
            wire.settimeout(left)
            part = answer.read1(1 << 16)
            if not part:
                break
            parts.append(part)
            size += len(part)
        if size > most:
            raise TooLarge(asked.whole, f"more than {most / 1e6:g} MB for one article")
        data = b"".join(parts)
        packing = (answer.headers.get("Content-Encoding") or "").lower()
        return packed.expand(data, asked.whole, most) if packing in ("gzip", "x-gzip", "deflate") and data else data

    def _wait(self, asked: Address) -> None:
        """Waits until it is polite to ask the host again."""
        rules = self._robots.get(asked.site)
        told = float(rules.crawl_delay(AGENT) or 0) if rules else 0.0
        pause = min(LONGEST_PAUSE, max(self.pause, told))
        last = self._asked.get(asked.host)
        if last is not None and self.clock() - last < pause:
            self.sleep(pause - (self.clock() - last))
        self._asked[asked.host] = self.clock()


def _page(asked: Address, status: int, headers: http.client.HTTPMessage, data: bytes) -> Page:
    if status != 200:
        raise UnreadableInput(asked.whole, f"answered with status {status}: check the address")
    kind = (headers.get_content_type() or "").lower()
    if not kind.startswith(READABLE):
        raise UnreadableInput(asked.whole, f"no page but {kind[:60]}: such are not read")
    return Page(asked.whole, kind, data)
