"""Documents in TimeML, and TempEval-3's measures of what was found in them.

Strict F1 (same words), relaxed F1 (words that overlap), type and value F1 (relaxed F1 times the part of the
matches whose type, or value, is the same string). The documents are split in two halves by the SHA-256 of their
file names, even to A and odd to B: rules may be tuned on A alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from dragoman.model import DateMention


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated expression: offsets into the document's text, TIMEX3 type and value."""

    start: int
    end: int
    text: str
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its name, the text inside TEXT, the day it was written, and its expressions of time."""

    name: str
    text: str
    published: date | None
    golds: tuple[Gold, ...]


@dataclass(slots=True)
class Score:
    """Counts over documents; the figures are per cent. `pairs` are gold and found, None where one is missing."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    types: int = 0
    values: int = 0
    errors: list[str] = field(default_factory=list)
    pairs: list[tuple[Gold | None, DateMention | None]] = field(default_factory=list)

    def f1(self, right: int) -> float:
        """F1 of so many right ones, in per cent."""
        total = self.gold + self.found
        return 200.0 * right / total if total else 0.0

    def line(self, name: str) -> str:
        """The figures on one line."""
        accuracy = 100.0 * self.values / self.relaxed if self.relaxed else 0.0
        return (
            f"{name:16} gold {self.gold:5} found {self.found:5} strict {self.f1(self.strict):5.1f} "
            f"relaxed {self.f1(self.relaxed):5.1f} type {self.f1(self.types):5.1f} "
            f"value {self.f1(self.values):5.1f} value accuracy {accuracy:5.1f}"
        )


def half(name: str) -> str:
    """Which half a document is in, "A" or "B", by the hash of its file's name."""
    return "AB"[int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2]


def read(path: Path) -> Document:
    """A TimeML file; raises ValueError where it has no TEXT or is no XML."""
    try:
        root = ET.parse(path).getroot()  # noqa: S314 - files of the gold, given by hand
    except ET.ParseError as error:
        raise ValueError(f"{path}: not XML ({error})") from error
    body, created = root.find("TEXT"), root.find("DCT/TIMEX3")
    if body is None:
        raise ValueError(f"{path}: no TEXT element")
    pieces: list[str] = []
    golds: list[Gold] = []
    _gather(body, pieces, golds, [0])
    value = (created.get("value") or "")[:10] if created is not None else ""
    return Document(path.name, "".join(pieces), date.fromisoformat(value) if len(value) == 10 else None, tuple(golds))


def _gather(node: ET.Element, pieces: list[str], golds: list[Gold], at: list[int]) -> None:
    start = at[0]
    first = len(pieces)
    pieces.append(node.text or "")
    at[0] += len(node.text or "")
    for child in node:
        _gather(child, pieces, golds, at)
        pieces.append(child.tail or "")
        at[0] += len(child.tail or "")
    if node.tag == "TIMEX3":
        golds.append(Gold(start, at[0], "".join(pieces[first:]), node.get("type", ""), node.get("value", "")))


def documents(directory: Path) -> Iterator[Document]:
    """All TimeML files under a directory, by name."""
    for path in sorted(directory.rglob("*.tml")):
        yield read(path)


def compare(document: Document, found: Sequence[DateMention], score: Score) -> None:
    """Adds a document's counts and errors to a score. Each expression matches one at most, in reading order."""
    score.gold += len(document.golds)
    score.found += len(found)
    free = list(found)
    for gold in sorted(document.golds, key=lambda g: g.start):
        match = next((m for m in free if m.start == gold.start and m.end == gold.end), None) or next(
            (m for m in free if m.start < gold.end and gold.start < m.end), None
        )
        score.pairs.append((gold, match))
        if match is None:
            score.errors.append(f"missed   {_context(document.text, gold.start, gold.end)} {gold.type} {gold.value}")
            continue
        free.remove(match)
        score.relaxed += 1
        same = match.text.strip() == gold.text.strip()
        score.strict += same
        score.types += match.type == gold.type
        score.values += match.value == gold.value
        if match.value != gold.value:
            score.errors.append(
                f"value    {_context(document.text, gold.start, gold.end)} {gold.value} got {match.value} ({document.published})"
            )
        if not same:
            score.errors.append(f"extent   {_context(document.text, gold.start, gold.end)} got {match.text!r}")
        if match.type != gold.type:
            score.errors.append(
                f"type     {_context(document.text, gold.start, gold.end)} {gold.type} got {match.type}"
            )
    score.pairs += [(None, m) for m in free]
    score.errors += [f"spurious {_context(document.text, m.start, m.end)} {m.type} {m.value}" for m in free]


def _context(text: str, start: int, end: int) -> str:
    around = f"{text[max(0, start - 45) : start]}[{text[start:end]}]{text[end : end + 30]}"
    return " ".join(around.split())
