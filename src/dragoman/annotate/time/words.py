"""The words of a text as the grammar of time sees them, and the lexicon of time compiled for look-up.

Reading is linear: one pass of a regular expression without nested repetition, one dictionary look-up a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dragoman.lexicon import load
from dragoman.temporal import Unit

_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)*|\S")
_PAD = 12
DASHES = frozenset("-‐‑–—")
APOSTROPHES = frozenset("'’ʼ‘`")


@dataclass(slots=True)
class Words:
    """The words, numbers and marks of a text from `start` to `end`, padded so that looking ahead is safe."""

    text: str
    low: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    count: int = 0

    def glued(self, i: int) -> bool:
        """Whether nothing stands between word `i` and the word before it."""
        return 0 < i < self.count and self.starts[i] == self.ends[i - 1]

    def before(self, i: int) -> str:
        """The word before word `i`, in small letters; empty at the beginning."""
        return self.low[i - 1] if i > 0 else ""

    def capital(self, i: int) -> bool:
        """Whether word `i` begins with a capital letter."""
        return self.raw[i][:1].isupper()

    def apart(self, i: int) -> bool:
        """Whether a line ends between word `i` and the word before it (a new paragraph: nothing joins over it)."""
        return 0 < i < self.count and "\n\n" in self.text[self.ends[i - 1] : min(self.starts[i], self.ends[i - 1] + 8)]

    def hyphen(self, i: int) -> int:
        """The word after a hyphen at `i` that joins its neighbours, or `i` itself where there is none."""
        joins = self.low[i] in DASHES and self.glued(i) and self.glued(i + 1)
        return i + 1 if joins else i


def read(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of a text; linear in its length."""
    words = Words(text)
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        words.raw.append(match[0])
        words.starts.append(match.start())
        words.ends.append(match.end())
    words.count = len(words.raw)
    words.low = [word.lower() for word in words.raw] + [""] * _PAD
    words.raw += [""] * _PAD
    words.starts += [len(text)] * _PAD
    words.ends += [len(text)] * _PAD
    return words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lexicon of time, by what a word can be. Phrases are tuples of words."""

    weekdays: dict[str, int]
    months: dict[str, int]
    seasons: dict[str, str]
    units: dict[str, Unit]
    parts: dict[str, str]
    clocks: dict[str, str]
    days: dict[str, int]
    day_parts: dict[str, str]
    turns: dict[str, int]
    narrative: frozenset[str]
    numbers: dict[str, int]
    scales: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    mods: dict[str, str]
    bounds: dict[str, list[tuple[tuple[str, ...], str]]]
    edges: dict[str, str]
    sets: dict[str, str]
    references: dict[str, list[tuple[tuple[str, ...], str]]]
    vague: frozenset[str]
    holidays: dict[str, list[tuple[tuple[str, ...], str]]]
    year_support: frozenset[str]
    month_support: frozenset[str]
    against_year: frozenset[str]
    counted: frozenset[str]
    results: frozenset[str]
    weak: frozenset[str]
    zones: frozenset[str]
    zulu: frozenset[str]
    prefixes: frozenset[str]
    ahead: frozenset[str]
    planned: frozenset[str]
    scheduling: frozenset[str]
    between: frozenset[str]
    set_down: frozenset[str]
    same_in_past: frozenset[str]
    before_verb: frozenset[str]


def _phrases(table: dict[str, str]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Phrases by their first word, longest first; apostrophes are read as one mark."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, value in table.items():
        parts = tuple(part.lower() for part in _TOKEN.findall(phrase))
        found.setdefault(parts[0], []).append((parts, value))
    for entries in found.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))
    return found


def _feasts() -> dict[str, str]:
    """The names of feasts that follow the moon, each with the rule that finds its day."""
    return {name: f"feast:{key}" for name, key in load("feasts")["names"].items()}


@cache
def vocabulary() -> Vocabulary:
    """The compiled lexicon, read once."""
    data: dict[str, Any] = load("time")
    plain = ("weekdays", "months", "seasons", "units", "parts", "clocks", "days", "day_parts", "turns", "numbers",
             "scales", "ordinals", "decades", "mods", "edges", "sets")  # fmt: skip
    return Vocabulary(
        **{name: data[name] for name in plain},
        narrative=frozenset(data["narrative"]["turns"]),
        bounds=_phrases(data["bounds"]),
        references=_phrases(data["references"]),
        vague=frozenset(data["vague"]),
        holidays=_phrases(data["holidays"] | _feasts()),
        year_support=frozenset(data["support"]["year"]),
        month_support=frozenset(data["support"]["month"]),
        against_year=frozenset(data["support"]["against_year"]),
        counted=frozenset(data["support"]["counted"]),
        results=frozenset(data["support"]["results"]),
        weak=frozenset(word for words in data["ambiguous"].values() for word in words),
        zones=frozenset(data["zones"]["words"]),
        zulu=frozenset(data["zones"]["zulu"]),
        prefixes=frozenset(data["support"]["prefixes"]),
        ahead=frozenset(data["ahead"]["always"]),
        planned=frozenset(data["ahead"]["planned"]),
        scheduling=frozenset(data["ahead"]["verbs"]),
        between=frozenset(data["ahead"]["between"]),
        set_down=frozenset(data["ahead"]["nouns"]),
        same_in_past=frozenset(data["support"]["same_in_past"]),
        before_verb=frozenset(data["support"]["before_verb"]),
    )


def phrase(words: Words, i: int, table: dict[str, list[tuple[tuple[str, ...], str]]]) -> tuple[str, int] | None:
    """The longest phrase of a table that begins at word `i`: its value and the word after it."""
    for parts, value in table.get(words.low[i], ()):
        if all(same(words.low[i + k], part) for k, part in enumerate(parts)) and i + len(parts) <= words.count:
            return value, i + len(parts)
    return None


def same(word: str, part: str) -> bool:
    """Whether a word is the word of a phrase, apostrophes of all shapes being one."""
    return word == part or (part == "'" and word in APOSTROPHES)
