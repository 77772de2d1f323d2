"""Statements held against annotated attributions: `python -m dragoman.evaluate.quotes DIRECTORY`.

The directory holds `polnear_train_dev.jsonl`: a document a line with `text`, `split` and `quotes`, each with
the spans of its `content`, `cue` and `source`, and a `type` (direct, indirect, mixed). Contents are compared
on letters and digits alone, so that marks, commas and white space count for nothing. Predictions and gold
are paired one to one, the best overlap first, where the intersection is at least half of the union.

Printed: precision, recall and F1 of content over all and over direct and mixed (predictions that hold a
quotation), the share that is exact, recall by form, source overlap on matches, and content with source.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.model import Span, Statement
from dragoman.pipeline import read

FILE = "polnear_train_dev.jsonl"
MATCH = 0.5
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A gold attribution or a predicted one: ranges of letters and digits, counted from the text's start."""

    form: str
    content: Ranges
    source: Ranges


@dataclass(slots=True)
class Tally:
    """Counts over the documents seen; `found` and `wanted` are by form."""

    given: int = 0
    matched: int = 0
    exact: int = 0
    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    given_quoted: int = 0
    matched_quoted: int = 0
    sourced: int = 0
    source_right: int = 0

    def add(self, golds: Sequence[Quoted], given: Sequence[Quoted]) -> None:
        """Counts one document."""
        self.given += len(given)
        self.given_quoted += sum(one.form != "indirect" for one in given)
        self.wanted.update(gold.form for gold in golds)
        for n, m, share in pairs(golds, given):
            gold, one = golds[n], given[m]
            self.matched += 1
            self.exact += share == 1
            self.found[gold.form] += 1
            self.matched_quoted += gold.form != "indirect" and one.form != "indirect"
            if gold.source:
                self.sourced += 1
                self.source_right += overlap(gold.source, one.source) > 0

    def lines(self) -> Iterator[str]:
        """The figures, one line each, in percent."""
        wanted = sum(self.wanted.values())
        quoted = wanted - self.wanted["indirect"]
        yield _figures("content, all", self.matched, self.given, wanted)
        yield _figures("content, exact", self.exact, self.given, wanted)
        yield _figures("direct and mixed", self.matched_quoted, self.given_quoted, quoted)
        for form in ("direct", "mixed", "indirect"):
            yield f"recall {form:10} {percent(self.found[form], self.wanted[form])}  of {self.wanted[form]}"
        yield f"source on matches {percent(self.source_right, self.sourced)}  of {self.sourced}"
        sourceless = self.matched - self.sourced
        yield f"content and source, recall {percent(self.source_right + sourceless, wanted)}  of {wanted}"


def _figures(name: str, right: int, given: int, wanted: int) -> str:
    f1 = percent(2 * right, given + wanted)
    return f"{name:17} P {percent(right, given)}  R {percent(right, wanted)}  F1 {f1}  of {wanted}"


def percent(part: int, of: int) -> str:
    """A share in percent with one decimal; 0.0 of nothing."""
    return f"{100 * part / max(1, of):5.1f}"


# Overlap


def overlap(one: Ranges, other: Ranges) -> int:
    """How many letters and digits two contents share."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def likeness(one: Ranges, other: Ranges) -> float:
    """Intersection over union, between 0 and 1."""
    shared = overlap(one, other)
    union = sum(b - a for a, b in one) + sum(d - c for c, d in other) - shared
    return shared / union if union else 0.0


def pairs(golds: Sequence[Quoted], given: Sequence[Quoted]) -> list[tuple[int, int, float]]:
    """(gold, given, likeness) of the best one-to-one pairs, best first; ties in the order of the text."""
    candidates = [
        (likeness(gold.content, one.content), n, m) for n, gold in enumerate(golds) for m, one in enumerate(given)
    ]
    taken_gold: set[int] = set()
    taken_given: set[int] = set()
    found = []
    for share, n, m in sorted((c for c in candidates if c[0] >= MATCH), key=lambda c: (-c[0], c[1], c[2])):
        if n not in taken_gold and m not in taken_given:
            taken_gold.add(n)
            taken_given.add(m)
            found.append((n, m, share))
    return found


# Reading


def _letters(text: str) -> list[int]:
    return [at for at, char in enumerate(text) if char.isalnum()]


def _ranges(letters: Sequence[int], spans: Iterable[Sequence[int]]) -> Ranges:
    return tuple((bisect_left(letters, start), bisect_left(letters, end)) for start, end in spans)


def golds(entry: dict[str, Any]) -> list[Quoted]:
    """The attributions of a line of the corpus."""
    letters = _letters(entry["text"])
    return [
        Quoted(quote["type"], _ranges(letters, quote["content"]), _ranges(letters, quote["source"]))
        for quote in entry["quotes"]
    ]


def predictions(text: str, statements: Iterable[Statement]) -> list[Quoted]:
    """The statements of a record in the same form."""
    letters = _letters(text)

    def ranges(spans: Iterable[Span]) -> Ranges:
        return _ranges(letters, ((span.start, span.end) for span in spans))

    return [Quoted(s.form, ranges(s.content), ranges((s.source,) if s.source else ())) for s in statements]


def evaluate(directory: Path, split: str = "dev", limit: int | None = None) -> Tally:
    """Reads the documents of a split, at most `limit`, and counts."""
    tally = Tally()
    lines = (directory / FILE).read_text(encoding="utf-8").splitlines()
    entries = (entry for entry in map(json.loads, lines) if entry["split"] == split)
    for entry in islice(entries, limit):
        record = read(entry["text"], source=entry["id"])
        tally.add(golds(entry), predictions(entry["text"], record.statements))
    return tally


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures of a split."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.evaluate.quotes", description=__doc__.split("\n")[0])
    parser.add_argument("directory", type=Path, help=f"where {FILE} lies")
    parser.add_argument("--split", default="dev", choices=("train", "dev"))
    parser.add_argument("--limit", type=int, default=None, help="read so many documents at most")
    asked = parser.parse_args(arguments)
    if not (asked.directory / FILE).is_file():
        parser.error(f"no {FILE} in {asked.directory}")
    for line in evaluate(asked.directory, asked.split, asked.limit).lines():
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
