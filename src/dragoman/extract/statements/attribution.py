"""Who is said to say what: an attribution in token positions, and the words of speech that make one.

The lexicon `speech` lists words by the shape in which they take what is said; here it becomes one table
from a lemma to its shapes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from spacy.tokens import Token

from dragoman.lexicon import load

Attitude = Literal["said", "believed", "intended", "asked"]
Stretch = tuple[int, int]

_SHAPES = ("report", "tell", "quote", "show", "believe", "intend", "ask", "seek", "name", "judge", "undertake")


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


def hearer_of(verb: Token) -> int | None:
    """The head of who is spoken to: "told the Diet", "said to reporters"."""
    if any("tell" in shapes()[key] or "ask" in shapes()[key] for key in keys(verb)):
        found = next((c.i for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i), None)
        if found is not None:
            return found
    for child in verb.children:
        if child.dep_ in ("prep", "dative") and child.lower_ == "to":
            return next((c.i for c in child.children if c.dep_ == "pobj"), None)
    return None
