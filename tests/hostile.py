"""Inputs made to harm who reads them, written on the fly: small on disk, boundless when opened."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path

PROSE = "Foreign Minister Ana Ruiz will travel to Lima on Monday to meet the president, her ministry said. "
HUGE = 2_000_000_000


def packed_zeros(size: int, head: bytes = b"", letter: bytes = b"\0") -> bytes:
    """A gzip member that expands to `head` and then `size` bytes: two megabytes, made at once, for two gigabytes.

    A block that stands alone is repeated; the checksum at the end is wrong, and nobody gets as far as that.
    """
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = engine.compress(head) + engine.flush(zlib.Z_FULL_FLUSH)
    block = engine.compress(letter * (1 << 20)) + engine.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + first + block * (size >> 20) + engine.flush() + bytes(8)


def warc(
    body: bytes, length: int | None = None, uri: str = "https://example.org/a", *, http: bytes | None = None
) -> bytes:
    """One response of a web archive; its length may be a lie."""
    answer = (http or b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n") + body
    size = len(answer) if length is None else length
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2022-10-03T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {size}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def feed(words: str, declared: str = "") -> bytes:
    item = (
        f"<item><title>{words}</title><link>https://example.org/1</link><description>{PROSE * 3}</description></item>"
    )
    return f'<?xml version="1.0"?>{declared}<rss version="2.0"><channel><title>t</title>{item}</channel></rss>'.encode()


LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def line(**more: str) -> bytes:
    return json.dumps({"text": PROSE, **more}).encode() + b"\n"


def _link(folder: Path, name: str, target: Path) -> None:
    (folder / name).symlink_to(target)


def _fifo(folder: Path, name: str) -> None:
    os.mkfifo(folder / name)


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as stream:
        stream.truncate(size)


BYTES: dict[str, Callable[[], bytes]] = {
    "bomb.jsonl.gz": lambda: packed_zeros(HUGE),
    "bomb-within-a-line.jsonl.gz": lambda: packed_zeros(HUGE, b'{"text": "', b"a"),
    "bomb.txt.gz": lambda: packed_zeros(HUGE),
    "bomb.warc.gz": lambda: packed_zeros(HUGE, warc(b"", HUGE)[:-4]),
    "lie.warc.gz": lambda: packed_zeros(HUGE, warc(b"<p>", 60)),
    "packed-body.warc": lambda: warc(
        packed_zeros(HUGE), http=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    ),
    "gzip-in-gzip.txt.gz": lambda: gzip.compress(gzip.compress(packed_zeros(HUGE))),
    "laughs.rss": lambda: feed("&j;", LAUGHS),
    "laughs-utf16.rss": lambda: feed("&j;", LAUGHS).decode().encode("utf-16"),
    "outside.rss": lambda: feed("&a;", OUTSIDE),
    "large.html": lambda: b"<html><body>" + f"<p>{PROSE}</p>".encode() * 200_000,
    "nested.html": lambda: b"<html><body>" + b"<div>" * 100_000 + PROSE.encode(),
    "nested-inline.html": lambda: b"<html><body><p>" + b"<b>" * 100_000 + PROSE.encode() * 3,
    "climbing-id.jsonl": lambda: line(id="../../../../etc/cron.d/a"),
    "null-id.jsonl": lambda: line(id="a\0b"),
    "climbing-address.jsonl": lambda: line(url="https://example.org/../../etc/passwd"),
    "nested.jsonl": lambda: b'{"text": ' + b"[" * 2_000_000 + b"\n",
    "number.jsonl": lambda: b'{"text": ' + b"9" * 4_000_000 + b"}\n",
    "binary.txt": lambda: bytes(range(256)) * 1000,
    "archive.txt": lambda: b"PK\x03\x04" + bytes(5000),
    "damaged.jsonl.gz": lambda: gzip.compress(line() * 1000)[:200] + b"x" * 200,
    "hollow.warc": lambda: warc(b"<html>", 3_000_000_000),
    "climbing.warc": lambda: warc(f"<html><p>{PROSE}</p>".encode(), uri="https://example.org/../../a"),
    "large.warc": lambda: warc(b"<p>" + PROSE.encode() * 200_000),
    "garbage.warc": lambda: b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n" + bytes(5000),
}
"""Hostile files by name. What opens as one item or many, but never as an article."""

MADE: dict[str, Callable[[Path, str], None]] = {
    "sparse.jsonl": lambda folder, name: _sparse(folder / name, 8_000_000_000),
    "sparse.txt": lambda folder, name: _sparse(folder / name, 8_000_000_000),
    "out-of-the-folder.txt": lambda folder, name: _link(folder, name, Path("/etc/passwd")),
    "to-itself.txt": lambda folder, name: _link(folder, name, folder / name),
    "up": lambda folder, name: _link(folder, name, folder),
    "pipe.txt": _fifo,
}
"""What is hostile by its kind rather than by its bytes."""


NAMES = (*BYTES, *MADE)


def write(folder: Path, name: str) -> None:
    """Writes one hostile input into a folder."""
    if name in BYTES:
        (folder / name).write_bytes(BYTES[name]())
    else:
        MADE[name](folder, name)
