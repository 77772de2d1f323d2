"""What the words for an office say: "US Secretary of State" is one kind, and a "secretary"; core/offices.tsv holds them."""

from __future__ import annotations

from functools import cache, lru_cache

from dragoman.knowledge.core import word_kinds
from dragoman.knowledge.names import index

LONGEST = 6
"""Words that an office has at most where it is looked up; longer ones hold a shorter one."""


@lru_cache(maxsize=1 << 12)
def kinds(office: str) -> tuple[str, ...]:
    """The kinds of office that words may mean, their own first.

    The longest known words decide, the last of equals; words that hold none are a kind of their own.
    """
    table, words = _table(), index(office).split()
    for size in range(min(len(words), LONGEST), 0, -1):
        for start in range(len(words) - size, -1, -1):
            if found := table.get(" ".join(words[start : start + size])):
                return found
    return (" ".join(words),)


def fits(held: str, asked: str) -> bool:
    """Whether words may name an office that is held: "Secretary" a Secretary of State, "president" no king."""
    ours, theirs = kinds(held), kinds(asked)
    return bool(held) and (theirs[0] in ours or ours[0] in theirs)


def known(words: str) -> bool:
    """Whether words name a kind of office that the table has."""
    return index(words) in _table()


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {index(words): sorts for words, sorts in word_kinds()}
