"""RSS and Atom: a feed becomes its entries, each with the words that it carries and the address of its article."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.errors import NothingToRead, UnreadableInput
from dragoman.ingest import html

ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF|[a-z]+:(?:rss|feed|RDF))[\s>]", re.IGNORECASE)
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
ENTRIES = 5_000
"""The most entries of one feed; a desk's has twenty."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: markup of its text (perhaps a mere teaser), and what the feed says of it. `published` is an ISO day."""

    number: int
    markup: str
    title: str | None
    url: str | None
    published: str | None


def looks_like(data: bytes) -> bool:
    """Whether bytes begin as a feed does."""
    return ROOT.search(data[:4000]) is not None and not html.PAGE.match(data[:4000].decode("latin-1"))


def entries(data: bytes, source: str) -> Iterator[FeedEntry]:
    """The entries of a feed in its order.

    Raises UnreadableInput where the feed declares entities or a document type, by which a few bytes may expand to
    gigabytes or name a file of the reader's machine; NothingToRead where it has no entries.
    """
    import feedparser

    if _declares(data):
        raise UnreadableInput(source, "a feed that declares a document type or entities: such are not read")
    # The feed's own file is never fetched from here: bytes are given, never an address.
    found: list[Any] = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False).entries
    if not found:
        raise NothingToRead(source, "a feed without entries, or no feed: give the address or the file of a feed")
    for number, entry in enumerate(found[:ENTRIES], start=1):
        yield FeedEntry(
            number, _markup(entry), _one_line(entry.get("title")), _one_line(entry.get("link")), _day(entry)
        )


def _declares(data: bytes) -> bool:
    """Whether a document type stands before the root, in whatever encoding of two bytes or one."""
    plain = data.replace(b"\0", b"") if b"\0" in data[:200] else data
    return DECLARATION.search(plain) is not None


def _markup(entry: Any) -> str:
    """The fullest text that an entry carries."""
    parts = [part.get("value") or "" for part in entry.get("content", [])]
    parts.append(entry.get("summary") or "")
    return max(parts, key=len)


def _one_line(words: str | None) -> str | None:
    return " ".join(words.split()) or None if words else None


def _day(entry: Any) -> str | None:
    """The day on which an entry was published, as its own clock says; else that of its last change."""
    for name in ("published", "updated"):
        told = entry.get(f"{name}_parsed")
        if isinstance(told, time.struct_time):
            written = re.match(r"(\d{4}-\d\d-\d\d)T", str(entry.get(name, "")))
            return written[1] if written else time.strftime("%Y-%m-%d", told)
    return None
