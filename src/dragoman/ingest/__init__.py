"""Inputs become articles: files, lines and standard input in, `Article` or the error that says why not out."""

from __future__ import annotations

import hashlib
import io
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.errors import InputError, NothingToRead, OtherLanguage, UnreadableInput, UsageError
from dragoman.ingest import html, jsonl, language, limits
from dragoman.ingest import text as decoding
from dragoman.model import Article, PublishedBasis

STDIN = "-"
LINES = (".jsonl", ".ndjson")
PAGES = (".html", ".htm", ".xhtml")


def open_inputs(
    inputs: Iterable[str], published: date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Article | InputError]:
    """The articles of all inputs, in order and one at a time; an input that cannot be read is its error.

    An input is a path or "-" for standard input. `published` stands where an article does not say its day.
    """
    for name in inputs:
        source = "<stdin>" if name == STDIN else one_line(name)
        try:
            if name == STDIN:
                yield from _of_unnamed(stdin or sys.stdin.buffer, source, published)
            else:
                yield from _of_file(name, source, published)
        except InputError as error:
            yield error
        except OSError as error:
            yield UnreadableInput(source, f"{error.strerror or error}: check its name and that it may be read")


def day(text: str) -> date:
    """The day that YYYY-MM-DD names; raises UsageError where it names none."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise UsageError(f"{one_line(text)!r} is no date: write it as YYYY-MM-DD, as in 2022-10-03")


def article_of(
    text: str,
    source: str = "<text>",
    *,
    title: str | None = None,
    url: str | None = None,
    published: str | None = None,
    basis: PublishedBasis | None = "given",
    id: str | None = None,  # noqa: A002 - the record's word
) -> Article:
    """The article of any text at all. `published` is an ISO day; halves of surrogate pairs become U+FFFD."""
    text = decoding.mend(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id=id or f"a{digest[:16]}",
        source=source,
        url=url,
        title=title,
        published=published,
        published_basis=basis if published else None,
        published_window=None,
        language="en",
        text=text,
    )


def accept(article: Article) -> Article:
    """The same article; raises NothingToRead, TooLarge or OtherLanguage where it is not for dragoman."""
    if not any(c.isalnum() for c in article.text):
        raise NothingToRead(article.source, html.EMPTY)
    limits.check_text(article.text, article.source)
    other = language.other_language(article.text)
    if other:
        raise OtherLanguage(article.source, f"written in {other}, and dragoman reads English: give an English text")
    return article


def one_line(name: str) -> str:
    """A name as it may be shown and written: no line ends, no halves of surrogate pairs."""
    return decoding.mend(" ".join(name.splitlines()))


def _of_file(name: str, source: str, published: date | None) -> Iterator[Article | InputError]:
    if "\0" in name:
        raise UnreadableInput(source.replace("\0", "?"), "no file can have this name: check it")
    path = Path(name)
    if path.is_dir():
        raise UnreadableInput(source, "a directory: name the files in it")
    if not path.exists():
        raise UnreadableInput(source, "no such file: check the path")
    suffix = path.suffix.lower()
    with path.open("rb") as stream:
        if suffix in LINES:
            yield from _of_lines(stream, source, published)
        elif suffix in PAGES:
            yield _of_page(html.decode(limits.read_bytes(stream, source), source), source, published)
        elif suffix == ".txt":
            yield of_bytes(limits.read_bytes(stream, source), source, published)
        else:
            yield from _of_unnamed(stream, source, published)


def _of_unnamed(stream: BinaryIO, source: str, published: date | None) -> Iterator[Article | InputError]:
    """What a stream without a telling name holds: JSON lines where the first line is one, else one article."""
    head = b""
    line = stream.readline(limits.MAX_BYTES + 1)
    while line and not line.strip() and len(head) <= limits.MAX_BYTES:
        head += line
        line = stream.readline(limits.MAX_BYTES + 1)
    if jsonl.looks_like(line):
        yield from _of_lines(_rejoined(head + line, stream), source, published)
    else:
        yield of_bytes(limits.read_bytes(_rejoined(head + line, stream), source), source, published)


class _Rest(io.RawIOBase):
    """A stream whose beginning was read already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = memoryview(head), stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        # What is there is passed on at once: whoever writes line by line is read line by line.
        read = getattr(self._stream, "read1", self._stream.read)
        part = self._head[: len(buffer)] if self._head else read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _rejoined(head: bytes, stream: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Rest(head, stream)))


def _of_lines(stream: BinaryIO, source: str, published: date | None) -> Iterator[Article | InputError]:
    found = jsonl.entries(stream, source)
    first = next(found, None)
    if first is None:
        raise NothingToRead(source, html.EMPTY)
    for entry in chain([first], found):
        try:
            yield entry if isinstance(entry, InputError) else of_entry(entry, published)
        except InputError as error:
            yield error


def of_entry(entry: jsonl.Entry, published: date | None) -> Article:
    """The article of a line, or of a page with what is known of it; raises InputError where there is none."""
    day: str | None = entry.published
    if entry.text is None and entry.html is not None:
        return _of_page(entry.html, entry.source, published, entry)
    day = day or (published.isoformat() if published else None)
    return accept(
        article_of(entry.text or "", entry.source, title=entry.title, url=entry.url, published=day, id=entry.id)
    )


def _of_page(markup: str, source: str, published: date | None, entry: jsonl.Entry | None = None) -> Article:
    """The article of a page; what a line says of it goes before what the page says, and that before `published`."""
    page = html.extract(markup, source)
    told = entry.published if entry else None
    day = told or page.published or (published.isoformat() if published else None)
    return accept(
        article_of(
            page.text,
            source,
            title=(entry and entry.title) or page.title,
            url=(entry and entry.url) or page.url,
            published=day,
            basis="metadata" if not told and page.published else "given",
            id=entry.id if entry else None,
        )
    )


def of_bytes(data: bytes, source: str, published: date | None) -> Article:
    """One article, of a page where the bytes begin as one; raises InputError where there is none."""
    text = decoding.decode(data, source)
    if html.is_page(text):
        return _of_page(html.decode(data, source), source, published)
    return accept(article_of(text, source, published=published.isoformat() if published else None))
