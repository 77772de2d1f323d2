"""Event frames as the lexicon gives them: triggers, the slots of their parties, types and modes.

The lexicon `frames` lists triggers (a verb with its particle or preposition, a verb with certain objects, a
noun such as "attack on") with a PLOVER type, a mode and the slots of the recipient; the head of that file
tells what each field means. Where the triggers stand in a text is found by `triggers`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from dragoman.lexicon import load
from dragoman.model import Status


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of the lexicon; the file's head tells what each field means."""

    type: str
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    recipient: tuple[str, ...] = ("object",)
    actor: str = "subject"
    complement: bool = False
    duty: bool = False
    infinitive: bool = False
    both: bool = False
    mutual: bool = False
    unless: frozenset[str] = frozenset()
    confidence: float = 0.9
    examples: tuple[tuple[str, ...], ...] = ()


@cache
def frames() -> tuple[Frame, ...]:
    """The frames of the lexicon, in the order of the file."""
    return tuple(_frame(entry) for entry in load("frames")["frame"])


def _frame(entry: dict[str, Any]) -> Frame:
    values = dict(entry)
    for name in ("verbs", "nouns", "recipient"):
        if name in values:
            values[name] = tuple(values[name])
    for name in ("objects", "subjects", "unless"):
        values[name] = frozenset(values.get(name, ()))
    values["examples"] = tuple(tuple(example) for example in values.get("examples", ()))
    return Frame(**values)


@cache
def by_verb() -> dict[str, tuple[tuple[str, Frame], ...]]:
    """First word of a trigger -> (second word or "", frame), the most specific first."""
    table: dict[str, list[tuple[str, Frame]]] = {}
    for frame in frames():
        for words in frame.verbs:
            first, _, second = words.partition(" ")
            table.setdefault(first, []).append((second, frame))
    return {word: tuple(sorted(found, key=_vague)) for word, found in table.items()}


def _vague(entry: tuple[str, Frame]) -> int:
    second, frame = entry
    return -4 * bool(frame.objects) - 3 * bool(second) - 2 * bool(frame.subjects) - bool(frame.complement)


@cache
def by_noun() -> dict[str, Frame]:
    table: dict[str, Frame] = {}
    for frame in frames():
        for noun in frame.nouns:
            table.setdefault(noun, frame)
    return table


@cache
def words(entry: str) -> frozenset[str]:
    """A plain list of words of the lexicon."""
    return frozenset(load("frames")[entry]["words"])


def lemma_of(verb: Token) -> str:
    """The verb's lemma in lower case."""
    return str(verb.lemma_.lower())


def turn_of(kind: str, said: str) -> tuple[str, str | None] | None:
    """The type and mode to which a status turns a type; None where it leaves it."""
    for turn in load("frames")["turn"]:
        if turn["when"] == said and kind in turn["from"]:
            return turn["to"], turn.get("mode")
    return None


@cache
def governed() -> dict[str, Status]:
    """What the verbs of the lexicon `status` say of their object."""
    return {word: said for said, entry in load("status")["complement"].items() for word in entry["words"]}


def mode_near(frame: Frame, tokens: Iterable[Token]) -> str | None:
    """The first mode of the type, in the order of the lexicon, to which one of the tokens leads."""
    table = _mode_words().get(frame.type)
    if table is None:
        return None
    found = {table[lemma] for token in tokens if (lemma := token.lemma_.lower()) in table}
    return next((mode for mode in load("frames")["modes"][frame.type] if mode in found), None)


@cache
def _mode_words() -> dict[str, dict[str, str]]:
    """Type -> lemma -> mode."""
    return {
        name: {word: mode for mode, listed in modes.items() for word in listed}
        for name, modes in load("frames")["modes"].items()
    }
