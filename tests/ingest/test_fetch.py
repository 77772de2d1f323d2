"""Only the public web is asked, politely and within bounds; a local server plays the web here."""

from __future__ import annotations

import gzip
import http.server
import socket
import threading
import time
from collections.abc import Iterator
from typing import ClassVar

import pytest

import hostile
from dragoman.errors import InputError, TooLarge, UnreadableInput
from dragoman.ingest import addresses
from dragoman.ingest.fetch import Web
from dragoman.ingest.items import Raw, Refused

PAGE = b"<html><body><p>Ana Ruiz met Kenji Tanaka.</p></body></html>"
PUBLIC = "93.184.216.34"


class Guest(http.server.BaseHTTPRequestHandler):
    """Answers by path, and keeps what it was asked."""

    asked: ClassVar[list[tuple[str, str, str]]] = []
    robots = (200, b"User-agent: *\nDisallow: /closed\n")

    def do_GET(self) -> None:
        self.asked.append((self.headers["Host"], self.path, self.headers["User-Agent"]))
        answer = getattr(self, f"at_{self.path.strip('/').partition('?')[0].replace('.', '_') or 'page'}", None)
        if answer is None:
            self.say(404, b"")
        else:
            answer()

    def say(self, status: int, data: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def at_robots_txt(self) -> None:
        self.say(*self.robots, kind="text/plain")

    def at_page(self) -> None:
        self.say(200, PAGE)

    def at_closed(self) -> None:
        self.say(200, PAGE)

    def at_feed(self) -> None:
        self.say(200, hostile.feed("Talks"), "application/rss+xml")

    def at_picture(self) -> None:
        self.say(200, b"\x89PNG", "image/png")

    def at_packed(self) -> None:
        self.say(200, gzip.compress(PAGE), Content_Encoding="gzip")

    def at_bomb(self) -> None:
        self.say(200, hostile.packed_zeros(hostile.HUGE), Content_Encoding="gzip")

    def at_large(self) -> None:
        self.say(200, b"a" * 6_000_000)

    def at_moved(self) -> None:
        self.say(301, b"", Location="/page")

    def at_inward(self) -> None:
        self.say(302, b"", Location="http://metadata.example/latest")

    def at_number(self) -> None:
        self.say(302, b"", Location="http://127.0.0.1/page")

    def at_file(self) -> None:
        self.say(302, b"", Location="file:///etc/passwd")

    def at_round(self) -> None:
        self.say(302, b"", Location="/round")

    def at_slow(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(30):
            self.wfile.write(b"<p>")
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, *args: object) -> None:
        """Says nothing."""


class Played(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """A guest who leaves early is no error."""


class Place:
    """A web of made-up hosts, all of them on one local server; what is connected to is kept."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.hosts = {
            "news.example": [PUBLIC],
            "metadata.example": ["169.254.169.254"],
            "both.example": [PUBLIC, "10.0.0.1"],
        }
        self.connected: list[tuple[str, int]] = []
        self.now = 100.0
        self.slept: list[float] = []

    def resolve(self, host: str, port: int) -> list[str]:
        if host[:1].isdigit() or ":" in host:
            return [host]
        if host not in self.hosts:
            raise OSError("no such host")
        return self.hosts[host]

    def connect(self, number: str, port: int, wait: float) -> socket.socket:
        self.connected.append((number, port))
        return socket.create_connection(("127.0.0.1", self.port), wait)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def web(self, **more: float) -> Web:
        return Web(resolve=self.resolve, connect=self.connect, clock=lambda: self.now, sleep=self.sleep, **more)  # type: ignore[arg-type]


@pytest.fixture
def place() -> Iterator[Place]:
    Guest.asked = []
    Guest.robots = (200, b"User-agent: *\nDisallow: /closed\n")
    server = Played(("127.0.0.1", 0), Guest)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield Place(server.server_address[1])
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_is_fetched_after_its_robots(place: Place) -> None:
    page = place.web().get("http://news.example/page?a=1#part")
    assert (page.url, page.kind, page.data) == ("http://news.example/page?a=1", "text/html", PAGE)
    assert [asked[:2] for asked in Guest.asked] == [("news.example", "/robots.txt"), ("news.example", "/page?a=1")]
    assert Guest.asked[0][2].startswith("dragoman ")
    assert set(place.connected) == {(PUBLIC, 80)}


def test_packed_pages_and_redirects(place: Place) -> None:
    web = place.web()
    assert web.get("http://news.example/packed").data == PAGE
    assert web.get("http://news.example/moved").url == "http://news.example/page"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://news.example/closed", "robots.txt asks programs to stay away"),
        ("http://news.example/none", "status 404"),
        ("http://news.example/picture", "no page but image/png"),
        ("http://news.example/inward", "no public address"),
        ("http://news.example/number", "no public address"),
        ("http://news.example/file", "no address of http or https"),
        ("http://news.example/round", "redirected more than 5 times"),
        ("http://news.example/large", "more than 5 MB"),
        ("http://news.example/bomb", "expands to more than 5 MB"),
        ("http://metadata.example/", "no public address"),
        ("http://both.example/page", "no public address"),
        ("http://nowhere.example/", "host is not known"),
        ("http://[::1]/", "no public address"),
        ("http://[::ffff:10.0.0.1]/", "no public address"),
        ("http://[64:ff9b::a00:1]/", "no public address"),
        ("http://127.0.0.1/", "no public address"),
        ("http://0x7f000001/", "no public address"),
        ("http://ana:secret@news.example/", "a name or a password"),
        ("http://news.example:8080/", "the port 8080"),
        ("http://news.example:x/", "no address of the web"),
        ("file:///etc/passwd", "no address of http or https"),
        ("ftp://news.example/", "no address of http or https"),
        ("http://news.example/a b", "spaces or control characters"),
        ("http://news.example/a\r\nX: y", "spaces or control characters"),
        ("http:///path", "no address of http or https"),
    ],
)
def test_what_is_not_fetched_says_why(place: Place, url: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        place.web().get(url)
    assert {number for number, _ in place.connected} <= {PUBLIC}, "nothing else is ever connected to"


def test_a_page_that_drips_is_left(place: Place) -> None:
    web = Web(resolve=place.resolve, connect=place.connect, sleep=place.sleep, seconds=0.6, pause=0.0)
    begun = time.monotonic()
    with pytest.raises(UnreadableInput, match=r"took more than 0\.6 seconds|timed out"):
        web.get("http://news.example/slow")
    assert time.monotonic() - begun < 2


def test_sites_without_rules_are_open_and_broken_ones_closed(place: Place) -> None:
    Guest.robots = (404, b"")
    assert place.web().get("http://news.example/closed").data == PAGE
    Guest.robots = (503, b"")
    with pytest.raises(UnreadableInput, match=r"robots\.txt"):
        place.web().get("http://news.example/page")


def test_a_host_is_asked_once_a_second_and_as_slowly_as_it_wants(place: Place) -> None:
    web = place.web()
    for _ in range(3):
        web.get("http://news.example/page")
    assert place.slept == [1.0, 1.0, 1.0]
    Guest.robots = (200, b"User-agent: *\nCrawl-delay: 7\n")
    place.slept.clear()
    web = place.web()
    web.get("http://news.example/page")
    web.get("http://news.example/page")
    assert place.slept == [7.0, 7.0]


def test_items_of_the_web(place: Place) -> None:
    web = place.web()
    (page,) = web.items("http://news.example/page", lambda place: False)
    (feed,) = web.items("http://news.example/feed", lambda place: False)
    (none,) = web.items("http://news.example/none", lambda place: False)
    assert isinstance(page, Raw)
    assert (page.form, page.url, page.place) == ("page", "http://news.example/page", "http://news.example/page")
    assert isinstance(feed, Raw)
    assert feed.form == "feed"
    assert isinstance(none, Refused)
    assert none.stage == "fetch"
    Guest.asked.clear()
    assert list(web.items("http://news.example/page", lambda place: True)) == []
    assert Guest.asked == []


@pytest.mark.parametrize(
    "number",
    ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"],
)
def test_public_numbers(number: str) -> None:
    assert addresses.public(number)


@pytest.mark.parametrize(
    "number",
    "127.0.0.1|10.1.2.3|172.16.0.1|192.168.1.1|169.254.169.254|100.64.0.1|0.0.0.0|224.0.0.1|255.255.255.255|240.0.0.1|"
    "::|::1|fe80::1%eth0|fc00::1|ff02::1|::ffff:192.168.0.1|2002:0a00:0001::|64:ff9b::7f00:1|no number".split("|"),
)
def test_numbers_that_are_not(number: str) -> None:
    assert not addresses.public(number)


def test_large_answers_are_not_read_whole(place: Place) -> None:
    with pytest.raises(TooLarge):
        place.web().get("http://news.example/large")
