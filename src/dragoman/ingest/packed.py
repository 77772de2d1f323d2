"""A gzip stream expanded as it is read, for as long as it expands as text does."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from dragoman.errors import TooLarge, UnreadableInput

MAGIC = b"\x1f\x8b"
CHUNK = 1 << 16
FREE = 20_000_000
"""Bytes that any stream may expand to."""

RATIO = 100
"""How many times its size a stream may expand to beyond that: prose in JSON expands about four times, logs twenty."""


class Expanding(io.RawIOBase):
    """The bytes within a gzip stream of any number of members.

    Reading raises TooLarge where the stream expands like no text does, UnreadableInput where it is damaged.
    """

    def __init__(self, stream: BinaryIO, source: str) -> None:
        self._stream, self._source = stream, source
        self._engine = zlib.decompressobj(wbits=31)
        self._left = b""
        self.taken = 0
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        part = self._expanded(min(len(buffer), 1 << 20))
        buffer[: len(part)] = part
        return len(part)

    def _expanded(self, most: int) -> bytes:
        while True:
            if self._engine.eof:
                # Members may follow each other, with zeros between them.
                self._left = (self._engine.unused_data or b"").lstrip(b"\0")
                self._engine = zlib.decompressobj(wbits=31)
            if not self._left:
                self._left = self._stream.read(CHUNK)
                self.taken += len(self._left)
                if not self._left:
                    return b""
            try:
                part = self._engine.decompress(self._left, most)
            except zlib.error as error:
                raise UnreadableInput(self._source, f"a damaged gzip file ({error}): get it again") from None
            self._left = self._engine.unconsumed_tail
            self.given += len(part)
            if self.given > FREE and self.given > RATIO * self.taken:
                raise TooLarge(self._source, f"expands to more than {RATIO} times its size, as no text does: unpack it")
            if part:
                return part


def expanded(stream: BinaryIO, source: str) -> io.BufferedReader:
    """A gzip stream as a stream of what is in it."""
    return io.BufferedReader(Expanding(stream, source), 1 << 18)


def expand(data: bytes, source: str, most: int) -> bytes:
    """What a few packed bytes hold (gzip or zlib); raises TooLarge over `most` bytes, UnreadableInput where damaged."""
    engine = zlib.decompressobj(wbits=47)
    try:
        found = engine.decompress(data, most + 1)
    except zlib.error as error:
        raise UnreadableInput(source, f"packed, and damaged ({error}): get it again") from None
    if len(found) > most:
        raise TooLarge(source, f"expands to more than {most // 1_000_000} MB: not for one article")
    return found
