"""A text as the pieces of words that the encoder knows, each with the place where it begins.

The vocabulary (vocab.txt) is that of BERT, uncased (Apache License 2.0): longest match first, what continues a
word begins with "##", accents and case are left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_UNKNOWN, _BEGIN, _END = "[UNK]", "[CLS]", "[SEP]"
_LONGEST = 100
"""A longer word is unknown: nothing in the vocabulary would tell more of it."""


class Pieces(NamedTuple):
    """Numbers of pieces and where each begins in the text; -1 for the marks at both ends."""

    numbers: list[int]
    starts: list[int]


@cache
def vocabulary() -> dict[str, int]:
    """Piece -> number."""
    lines = Path(__file__).with_name("vocab.txt").read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


def pieces(text: str, limit: int = 256) -> Pieces:
    """The pieces of a text, at most `limit` with both marks; the rest is left out."""
    known = vocabulary()
    numbers, starts = [known[_BEGIN]], [-1]
    for start, word in _words(text):
        if len(numbers) >= limit - 1:
            break
        for piece, offset in _split(word, known):
            numbers.append(known[piece])
            starts.append(start + offset)
    del numbers[limit - 1 :], starts[limit - 1 :]
    return Pieces([*numbers, known[_END]], [*starts, -1])


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Words in lower case without accents, marks of punctuation alone, with where each begins."""
    start, word = 0, ""
    for at, letter in enumerate(text):
        category = unicodedata.category(letter)
        ends = letter.isspace() or category[0] == "C"
        alone = not ends and (_is_mark(letter, category) or 0x4E00 <= ord(letter) <= 0x9FFF)
        if (ends or alone) and word:
            yield start, word
            word = ""
        if alone:
            yield at, letter
        elif not ends:
            start = start if word else at
            plain = unicodedata.normalize("NFD", letter.lower())
            word += "".join(c for c in plain if unicodedata.category(c) != "Mn")
    if word:
        yield start, word


def _is_mark(letter: str, category: str) -> bool:
    return category[0] == "P" or (letter.isascii() and not letter.isalnum())


def _split(word: str, known: dict[str, int]) -> list[tuple[str, int]]:
    """The longest known pieces of a word, from its beginning, with their offsets in it."""
    found: list[tuple[str, int]] = []
    at = 0
    while at < len(word) <= _LONGEST:
        end = len(word)
        while end > at and ("##" if at else "") + word[at:end] not in known:
            end -= 1
        if end == at:
            break
        found.append((("##" if at else "") + word[at:end], at))
        at = end
    return found if at == len(word) else [(_UNKNOWN, 0)]
