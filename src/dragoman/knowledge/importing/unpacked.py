"""Files read as text, packed (.gz, .bz2) or not."""

from __future__ import annotations

import bz2
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO

OPENERS = {".gz": gzip.open, ".bz2": bz2.open}


def unpacked(path: Path) -> IO[str]:
    """The file opened as text; bytes that are no UTF-8 stay visible as halves of pairs."""
    opener = OPENERS.get(path.suffix.lower(), open)
    return opener(path, "rt", encoding="utf-8", errors="surrogateescape")  # type: ignore[operator,no-any-return]


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Every line with its number, from 1."""
    with unpacked(path) as file:
        yield from enumerate(file, 1)


def name_of(path: Path) -> str:
    """The name of a file without the ending of its packing."""
    return path.name.removesuffix(path.suffix) if path.suffix.lower() in OPENERS else path.name
