"""How much is read, and the one place where an input is measured.

A wire story has 3,000 characters, a long briefing 60,000. The limits are there so that a wrong file is
refused at once, in words, and not after minutes.
"""

from __future__ import annotations

from typing import BinaryIO

from dragoman.errors import TooLarge

MAX_BYTES = 20_000_000
"""The most bytes of one article, markup included: of a file, of a line of a .jsonl file."""

MAX_TEXT = 5_000_000
"""The most characters of one article's text: more than the whole of the Bible."""

REMEDY = "split it into its articles, one a line of a .jsonl file"


def read_bytes(stream: BinaryIO, source: str, most: int = MAX_BYTES) -> bytes:
    """All bytes of a stream; raises TooLarge over `most`, without having read more."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise TooLarge(source, f"more than {most // 1_000_000} MB for one article: {REMEDY}")
    return data


def read_line(stream: BinaryIO, source: str) -> bytes:
    """The next line of a stream, empty at its end; raises TooLarge over MAX_BYTES, the stream then past that line."""
    line = stream.readline(MAX_BYTES + 1)
    if len(line) <= MAX_BYTES:
        return line
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)
    raise TooLarge(source, f"more than {MAX_BYTES // 1_000_000} MB in one line: {REMEDY}")


def check_text(text: str, source: str) -> None:
    """Raises TooLarge over MAX_TEXT characters."""
    if len(text) > MAX_TEXT:
        held = len(text) / 1e6
        raise TooLarge(source, f"{held:.1f} million characters, over {MAX_TEXT // 1_000_000} million: {REMEDY}")
