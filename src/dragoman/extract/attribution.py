"""Who is said to say what: an attribution in token positions, and the words of speech that make one.

The lexicon `speech` lists words by the shape in which they take what is said; here it becomes one table
from a lemma to its shapes. `content` cuts a stretch of tokens down to what is said.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from spacy.tokens import Doc, Token

from dragoman.doc import quotes
from dragoman.lexicon import load

Attitude = Literal["said", "believed", "intended", "asked"]
Stretch = tuple[int, int]

_SHAPES = ("report", "tell", "quote", "show", "believe", "intend", "ask", "seek", "name", "judge", "undertake")
_OUTER = frozenset(",;:.-–—_…") | {"--", "...", "''", "``", '"', "“", "”", "‘", "’", "'", "`", "«", "»"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is said, by the tokens that say it.

    `verb` is the word at which time and status are read, `source` and `audience` are heads of noun phrases.
    `continues` says that the words go on from the attribution before, whose source they share.
    """

    content: tuple[Stretch, ...]
    cue: Stretch | None = None
    verb: int | None = None
    source: int | None = None
    attitude: Attitude = "said"
    direct: bool = False
    audience: int | None = None
    continues: bool = False
    confidence: float = 0.9


@cache
def shapes() -> dict[str, frozenset[str]]:
    """From a lemma, its particle or preposition included, to the shapes in which it takes what is said."""
    table: dict[str, set[str]] = {}
    for shape in _SHAPES:
        for word in load("speech")[shape]["words"]:
            table.setdefault(word, set()).add(shape)
    return {word: frozenset(found) for word, found in table.items()}


@cache
def words(entry: str, field: str = "words") -> frozenset[str]:
    return frozenset(load("speech")[entry][field])


@cache
def attitude(shape: str) -> Attitude:
    found: Any = load("speech")[shape]["attitude"]
    return found  # type: ignore[no-any-return]  # the values are checked by the lexicon's test


@cache
def _first_words() -> frozenset[str]:
    return frozenset(word.split()[0] for word in shapes())


def keys(verb: Token) -> list[str]:
    """The lexicon's names for a verb: with its particle, with each of its prepositions, and bare."""
    lemma = verb.lemma_.lower()
    if lemma not in _first_words():
        return []
    longer = [f"{lemma} {c.lower_}" for c in verb.children if c.dep_ in ("prt", "prep") and c.i > verb.i]
    return [key for key in (*longer, lemma) if key in shapes()]


def is_cue(verb: Token, *wanted: str) -> bool:
    """Whether a verb is in the lexicon in one of the shapes."""
    return any(shapes()[key] & set(wanted) for key in keys(verb))


# Stretches of tokens


def trim(doc: Doc, start: int, end: int) -> Stretch | None:
    """The stretch without punctuation and marks at its ends; None where no word is left.

    A closing mark stays where its opening one is within ("a “model for the region”").
    """
    whole = end
    while start < end and _outer(doc[start]):
        start += 1
    while end > start and (_outer(doc[end - 1]) or doc[end - 1].lower_ in ("and", "but")):
        end -= 1
    if end <= start:
        return None
    if end < whole and _closes(doc, start, end):
        end += 1
    return start, end


def whole(doc: Doc, start: int, end: int) -> Stretch | None:
    """The stretch, trimmed, and longer where it ends in a quotation that began in it or at its edge.

    A parse often loses the thread at a mark: 'said the mine "would have sunk any ship"'.
    """
    for quote in _around(doc, end):
        if start <= quote.start <= end < quote.end:
            end = quote.end
    return trim(doc, start, end)


def _around(doc: Doc, token: int) -> Iterable[Any]:
    found = quotes(doc)
    last = bisect_right([quote.start for quote in found], token)
    return found[max(0, last - 3) : last]


def _outer(token: Token) -> bool:
    return token.is_space or token.text in _OUTER


def _closes(doc: Doc, start: int, end: int) -> bool:
    return any(quote.closed and quote.end == end + 1 and quote.start > start for quote in _ending_at(doc, end + 1))


def _ending_at(doc: Doc, end: int) -> Iterable[Any]:
    found = quotes(doc)
    last = bisect_right([quote.start for quote in found], end)
    return (quote for quote in found[max(0, last - 3) : last] if quote.end == end)


def without(doc: Doc, start: int, end: int, hole: Stretch) -> tuple[Stretch, ...]:
    """A stretch with another taken out of it, in at most two parts."""
    low, high = max(start, hole[0]), min(end, hole[1])
    parts = [(start, end)] if low >= high else [(start, low), (high, end)]
    return tuple(found for part in parts if part[0] < part[1] and (found := trim(doc, *part)) is not None)
