"""Statements held against annotated attributions: `python -m dragoman.evaluate.quotes DIRECTORY`.

The directory holds `polnear_train_dev.jsonl`: a document a line with `text`, `split` and `quotes`, each with
the spans of its `content`, `cue` and `source`, and a `type` (direct, indirect, mixed). Contents are compared
on letters and digits alone, so that marks, commas and white space count for nothing. Predictions and gold
are paired one to one, the best overlap first, where the intersection is at least half of the union.

The corpus calls a quotation in wire marks (''so'') indirect. Its form is read again here, from all marks; the
figures for direct and mixed by the corpus's own label are printed beside.

Printed: precision, recall and F1 of content over all and over direct and mixed (predictions that hold a
quotation), the share that is exact, recall by form, source overlap on matches, and content with source.
"""

from __future__ import annotations

import argparse
import json
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.evaluate.floors import hold
from dragoman.model import Span, Statement
from dragoman.pipeline import read

FILE = "polnear_train_dev.jsonl"
CORPUS = "quotes"
SAMPLE = 60
"""So many documents of the dev split are held to the floor."""
MATCH = 0.5
_WIRE = "''"
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A gold attribution or a predicted one: ranges of letters and digits, counted from the text's start.

    `label` is the form that the corpus gives it, where the marks tell another.
    """

    form: str
    content: Ranges
    source: Ranges
    label: str | None = None

    @property
    def labelled(self) -> str:
        return self.label or self.form


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
    wanted_labelled: int = 0
    matched_labelled: int = 0
    sourced: int = 0
    source_right: int = 0

    def add(self, golds: Sequence[Quoted], given: Sequence[Quoted]) -> None:
        """Counts one document."""
        self.given += len(given)
        self.given_quoted += sum(one.form != "indirect" for one in given)
        self.wanted.update(gold.form for gold in golds)
        self.wanted_labelled += sum(gold.labelled != "indirect" for gold in golds)
        for n, m, share in pairs(golds, given):
            gold, one = golds[n], given[m]
            self.matched += 1
            self.exact += share == 1
            self.found[gold.form] += 1
            self.matched_quoted += gold.form != "indirect" and one.form != "indirect"
            self.matched_labelled += gold.labelled != "indirect" and one.form != "indirect"
            if gold.source:
                self.sourced += 1
                self.source_right += overlap(gold.source, one.source) > 0

    def figures(self) -> dict[str, float]:
        """The figures that have a floor, in percent: F1 of content, and of sources what is right."""
        wanted = sum(self.wanted.values())
        right = self.source_right + self.matched - self.sourced
        return {
            "all": 100 * 2 * self.matched / max(1, self.given + wanted),
            "exact": 100 * 2 * self.exact / max(1, self.given + wanted),
            "direct and mixed": 100 * 2 * self.matched_quoted / max(1, self.given_quoted + self._quoted()),
            "source on matches": 100 * self.source_right / max(1, self.sourced),
            "content and source": 100 * right / max(1, wanted),
        }

    def _quoted(self) -> int:
        return sum(self.wanted.values()) - self.wanted["indirect"]

    def lines(self) -> Iterator[str]:
        """The figures, one line each, in percent."""
        wanted = sum(self.wanted.values())
        yield _figures("content, all", self.matched, self.given, wanted)
        yield _figures("content, exact", self.exact, self.given, wanted)
        yield _figures("direct and mixed", self.matched_quoted, self.given_quoted, self._quoted())
        yield _figures("  by the labels", self.matched_labelled, self.given_quoted, self.wanted_labelled)
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
        Quoted(
            _form(entry["text"], quote),
            _ranges(letters, quote["content"]),
            _ranges(letters, quote["source"]),
            quote["type"],
        )
        for quote in entry["quotes"]
    ]


def _form(text: str, quote: dict[str, Any]) -> str:
    """The form of a gold attribution; one in wire marks, which the corpus calls indirect, by where the marks stand."""
    contents = [text[start:end].strip() for start, end in quote["content"]]
    if quote["type"] != "indirect" or not any(_WIRE in content for content in contents):
        return str(quote["type"])
    return "direct" if all(c.startswith(_WIRE) and _WIRE not in c[2:-2] for c in contents) else "mixed"


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
    """Prints the figures of a split; 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.evaluate.quotes", description=__doc__.split("\n")[0])
    parser.add_argument("directory", type=Path, help=f"where {FILE} lies")
    parser.add_argument("--split", default="dev", choices=("train", "dev"))
    parser.add_argument("--limit", type=int, default=None, help="read so many documents at most")
    parser.add_argument("--errors", action="store_true", help="no errors are listed for quotations yet")
    parser.add_argument("--raise-floors", action="store_true", help="set the floor to what is measured now")
    asked = parser.parse_args(arguments)
    if not (asked.directory / FILE).is_file():
        print(f"dragoman: no {FILE} in {asked.directory}: name the gold's folder", file=sys.stderr)
        return 2
    tally = evaluate(asked.directory, asked.split, asked.limit)
    print("\n".join(tally.lines()))
    whole = asked.split == "dev" and asked.limit is None
    return hold(CORPUS, tally.figures(), anew=asked.raise_floors) if whole else 0


if __name__ == "__main__":
    raise SystemExit(main())
