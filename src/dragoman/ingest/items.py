"""Items: what one article, or a feed of several, is read from; bytes with what is known of them, or why there are none."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

from dragoman.errors import InputError, UnreadableInput
from dragoman.ingest import jsonl, limits

Form = Literal["page", "line", "feed", "any"]
"""How the bytes are to be read: as a web page, a line of JSON or a feed; "any" is text, or a page that looks like one."""

ITEM_BYTES = 5_000_000
"""The most bytes of one item of a record, markup included."""

SKIPPED = 200_000_000
"""Bytes of one over-long line after which its file is given up."""

ODD = re.compile(r"[\x00-\x1f\x7f]|(?:^|[/\\])\.\.(?:[/\\]|$)")
ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Raw:
    """An item before it is read. `place` identifies where it stands; `size` is what it took of its file, in bytes."""

    place: str
    name: str
    form: Form
    data: bytes
    url: str | None = None
    title: str | None = None
    published: str | None = None
    id: str | None = None
    default: str | None = None  # the day of publication where the item does not say its own
    size: int = 0
    digest: str = field(default="")

    def __post_init__(self) -> None:
        if not self.digest:
            told = [self.form, self.url, self.title, self.published, self.id, self.default]
            head = json.dumps(told, ensure_ascii=True).encode()
            made = hashlib.sha256(head + b"\n" + hashlib.sha256(self.data).digest()).hexdigest()
            object.__setattr__(self, "digest", made)


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that cannot be read, and why. `passed` where it was not meant to be: a picture in a folder of articles."""

    place: str
    name: str
    reason: str
    stage: str = "open"
    size: int = 0
    passed: bool = False
    digest: str = field(default="")

    def __post_init__(self) -> None:
        if not self.digest:
            told = json.dumps([self.stage, self.reason])
            object.__setattr__(self, "digest", hashlib.sha256(told.encode()).hexdigest())


Item = Raw | Refused


def refused(error: InputError, place: str | None = None, *, stage: str = "open", size: int = 0) -> Refused:
    """The refusal that an error tells of."""
    return Refused(place or error.source, error.source, error.reason, stage, size)


def read_whole(stream: BinaryIO, source: str) -> bytes:
    """All bytes of a stream; raises TooLarge over ITEM_BYTES, without having read more."""
    return limits.read_bytes(stream, source, ITEM_BYTES)


def lines(stream: BinaryIO, source: str, place: str, default: str | None) -> Iterator[Item]:
    """Every line of a .jsonl stream as an item. Of a line over the limit the rest is skipped, the file given up in time."""
    number = 0
    while True:
        number += 1
        here = f"{source}:{number}"
        line = stream.readline(ITEM_BYTES + 1)
        if not line:
            return
        if len(line) > ITEM_BYTES:
            skipped = _skip(stream, line)
            reason = f"more than {ITEM_BYTES // 1_000_000} MB in one line: {limits.REMEDY}"
            yield Refused(f"{place}:{number}", here, reason, size=len(line) + skipped)
            if skipped > SKIPPED:
                yield Refused(place, source, f"a line without an end: nothing was read from line {number} on")
                return
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield of_line(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, here, place, number, default)


def of_line(line: bytes, source: str, place: str, number: int, default: str | None) -> Item:
    """The item of one line; its place is its address, else its id within the file, else its number."""
    mine = f"{place}:{number}"
    try:
        entry = jsonl.entry(line, source)
        if entry.id is not None:
            mine = f"{place}#{entry.id}"
        check_names(source, entry.id, entry.url)
    except InputError as error:
        return refused(error, mine.replace("\x00", "?"), size=len(line))
    address = plain_address(entry.url)
    return Raw(address or mine, source, "line", line.strip(), default=default, size=len(line))


def check_names(source: str, given: str | None, url: str | None) -> None:
    """Raises UnreadableInput where an id or an address could lead astray who makes a file name or a link of it."""
    if given is not None and (ODD.search(given) or len(given) > 300):
        raise UnreadableInput(source, "its id holds ../, a control character or over 300 letters: give it a plain id")
    if url is not None and (ODD.search(url.partition("?")[0]) or len(url) > 4000):
        raise UnreadableInput(source, "its address holds ../, a control character or over 4,000 letters: mend it")


def plain_address(url: str | None) -> str | None:
    """An address by which an article is known: http or https, without its fragment; None for anything else."""
    if url is None or not ADDRESS.fullmatch(url.strip()):
        return None
    return url.strip().partition("#")[0]


def _skip(stream: BinaryIO, line: bytes) -> int:
    skipped = 0
    while line and not line.endswith(b"\n") and skipped <= SKIPPED:
        line = stream.readline(1 << 20)
        skipped += len(line)
    return skipped
