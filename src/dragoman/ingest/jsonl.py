"""One article a line: JSON objects with "text" or "html" and, where known, title, url, published and id."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from dragoman.errors import InputError, UnreadableInput
from dragoman.ingest import limits
from dragoman.ingest import text as decoding

SHAPE = 'write one object a line: {"text": "...", "published": "YYYY-MM-DD"}'


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: text or markup, and what it says of itself. `source` is the file with the line's number."""

    source: str
    text: str | None
    html: str | None
    title: str | None
    url: str | None
    published: str | None
    id: str | None


def looks_like(line: bytes) -> bool:
    """Whether a line is an object of this shape, told from the line alone."""
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        value = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and ("text" in value or "html" in value)


def begins(head: bytes) -> bool:
    """Whether the first bytes of a stream are those of such lines, the first of which may be longer than they."""
    line, end, _ = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    return looks_like(line) if end else line.startswith(b"{") and (b'"text"' in line or b'"html"' in line)


def entries(stream: BinaryIO, source: str) -> Iterator[Entry | InputError]:
    """Every line of a stream, in order; a line that cannot be read is its error, and the next follows."""
    number = 0
    while True:
        number += 1
        here = f"{source}:{number}"
        try:
            line = limits.read_line(stream, here)
            if not line:
                return
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield entry(line, here)
        except InputError as error:
            yield error


def entry(line: bytes, source: str) -> Entry:
    """What a line says; raises UnreadableInput where it is malformed."""
    try:
        value = json.loads(decoding.decode(line, source))
    except (ValueError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep or with a number too long"
        raise UnreadableInput(source, f"malformed JSON ({why}): {SHAPE}") from None
    if not isinstance(value, dict):
        raise UnreadableInput(source, f"not a JSON object: {SHAPE}")
    text, html = _words(value, "text", source), _words(value, "html", source)
    if text is None and html is None:
        raise UnreadableInput(source, f'neither "text" nor "html" in it: {SHAPE}')
    given = value.get("id")
    return Entry(
        source,
        text,
        html,
        _words(value, "title", source),
        _words(value, "url", source),
        _day(value.get("published"), source),
        None if given is None or given == "" else decoding.mend(str(given)),
    )


def _words(value: dict[str, Any], key: str, source: str) -> str | None:
    found = value.get(key)
    if found is not None and not isinstance(found, str):
        raise UnreadableInput(source, f'"{key}" is not a string: {SHAPE}')
    return decoding.mend(found) if found is not None else None


def _day(value: Any, source: str) -> str | None:
    """The ISO day of a date or a time, "2022-10-03" of "2022-10-03T11:17:25Z"."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        for read in (date.fromisoformat, datetime.fromisoformat):
            try:
                return read(value.strip()).isoformat()[:10]
            except ValueError:
                continue
    shown = json.dumps(value, ensure_ascii=False)[:40]
    raise UnreadableInput(source, f'"published" is no date: {shown}: write YYYY-MM-DD')
