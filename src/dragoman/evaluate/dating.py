"""How well articles without their date are dated: `python -m dragoman.evaluate.dating FOLDER`.

The folder holds `state_releases.jsonl`, a release a line with `text` and `published`; the date is hidden. Printed for each
half (by the SHA-256 of the text; the even one is there to tune on): how many were answered, how many windows hold the
true day, how many have its year in their middle, their median width in days, how many true dates are wrongly spoken
against, and how many dates shifted by two years, either way, are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

from dragoman import ingest
from dragoman.evaluate.floors import hold
from dragoman.knowledge import dating
from dragoman.pipeline import clues_of

CORPUS = "dating"
FILE = "state_releases.jsonl"
SHIFT = 2


@dataclass(slots=True)
class Tally:
    """Counts over the articles of a half."""

    asked: int = 0
    held: int = 0
    right_year: int = 0
    alarms: int = 0
    caught: int = 0
    shifted: int = 0
    widths: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, text: str, published: date) -> None:
        """Counts one article."""
        clues = clues_of(ingest.article_of(text, "gold"))
        window = dating.window(clues)
        self.asked += 1
        self.alarms += bool(dating.contradicted(clues, published))
        for years in (-SHIFT, SHIFT):
            self.shifted += 1
            moved = date(published.year + years, published.month, min(published.day, 28))
            self.caught += bool(dating.contradicted(clues, moved))
        if window is None:
            return
        self.widths.append(window.width)
        held = window.earliest <= published <= window.latest
        self.held += held
        middle = date.fromordinal((window.earliest.toordinal() + window.latest.toordinal()) // 2)
        self.right_year += middle.year == published.year
        if not held:
            wrong = [clue.words for clue in window.clues if not clue.holds((published, published))]
            self.errors.append(f"{published}: {window.earliest} to {window.latest}, by {wrong}")

    def figures(self) -> dict[str, float]:
        """Percentages by name."""
        answered = max(1, len(self.widths))
        return {
            "answered": 100 * len(self.widths) / max(1, self.asked),
            "coverage": 100 * self.held / answered,
            "right year": 100 * self.right_year / answered,
            "shifted dates caught": 100 * self.caught / max(1, self.shifted),
            "true dates left alone": 100 - 100 * self.alarms / max(1, self.asked),
        }

    def line(self, name: str) -> str:
        """The figures in one line."""
        told = "  ".join(f"{what} {value:.1f}" for what, value in self.figures().items())
        return f"{name} ({self.asked}): {told}  median width {median(self.widths) if self.widths else 0:.0f} days"


def half(text: str) -> str:
    """The half in which an article is, by its text."""
    return ("tune", "check")[int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 1 where a floor is broken, 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(prog="dragoman.evaluate.dating", description=__doc__)
    parser.add_argument("folder", type=Path, help=f"where {FILE} lies")
    parser.add_argument("--errors", action="store_true", help="also the windows of the half to tune on that miss")
    parser.add_argument("--raise-floors", action="store_true", help="set the floor to what is measured now")
    chosen = parser.parse_args(arguments)
    file = chosen.folder / FILE
    if not file.is_file():
        print(f"dragoman: no {FILE} in {chosen.folder}: name the gold's folder", file=sys.stderr)
        return 2
    tallies = {"tune": Tally(), "check": Tally()}
    for line in file.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        tallies[half(entry["text"])].add(entry["text"], date.fromisoformat(entry["published"][:10]))
    for name, tally in tallies.items():
        print(tally.line(f"half to {name}"))
    if chosen.errors:
        print("\n".join(f"    {error}" for error in tallies["tune"].errors))
    return hold(CORPUS, tallies["check"].figures(), anew=chosen.raise_floors)


if __name__ == "__main__":
    sys.exit(main())
