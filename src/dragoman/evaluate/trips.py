"""How well travel, meetings and calls are read from official prose, against titles and records made by others.

    python -m dragoman.evaluate.trips FOLDER [--task legs|destinations|readouts] [--half tune|check]
                                      [--first N] [--errors]

FOLDER holds announcements_to_legs.json, announcements_to_destinations.json and readouts.json. The system
reads the text and the day of publication; the official title and its answers are withheld. Documents fall
into two halves by the SHA-256 of their address, even to `tune` (rules may be tuned on it) and odd to `check`.
Every figure is right / asked; `precision` and `F1` are told as such.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.evaluate import itineraries, readouts
from dragoman.evaluate.floors import hold
from dragoman.model import Record

CORPUS = "trips"

FILES = {
    "legs": "announcements_to_legs.json",
    "destinations": "announcements_to_destinations.json",
    "readouts": "readouts.json",
}
Counts = dict[str, tuple[int, int]]
"""(right, asked) by measure; F1 is (2 * right, found + asked)."""
Score = tuple[Counts, tuple[str, ...]]


@dataclass(slots=True)
class Sheet:
    """The counts of many documents and what went wrong in them."""

    counts: dict[str, list[int]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    documents: int = 0

    def add(self, score: Score) -> None:
        """Adds one document's counts and errors."""
        self.documents += 1
        for measure, (right, asked) in score[0].items():
            known = self.counts.setdefault(measure, [0, 0])
            known[0] += right
            known[1] += asked
        self.errors.extend(score[1])

    def line(self, name: str) -> str:
        """The figures, one measure after the other."""
        told = (f"{m} {100 * r / a if a else 0:.1f} ({r}/{a})" for m, (r, a) in self.counts.items())
        return f"{name} ({self.documents}): " + "  ".join(told)


def half(document: dict[str, Any]) -> str:
    """The half in which a document is, by its address."""
    mark = hashlib.sha256(str(document.get("url") or document["title"]).encode()).hexdigest()
    return ("tune", "check")[int(mark, 16) % 2]


def measure(task: str, document: dict[str, Any]) -> Score:
    """How the record of one document fares."""
    from dragoman.pipeline import read

    score: Callable[[dict[str, Any], Record], Score] = {
        "legs": itineraries.legs,
        "destinations": itineraries.destinations,
        "readouts": readouts.readout,
    }[task]
    record = read(document["text"], published=str(document["published"])[:10])
    counts, errors = score(document, record)
    return counts, tuple(f"[{half(document)}] {document['title'][:70]}: {e}" for e in errors)


def _measure(job: tuple[str, dict[str, Any]]) -> Score:
    return measure(*job)


def evaluate(folder: Path, tasks: Iterable[str], wanted: str | None, first: int | None) -> dict[tuple[str, str], Sheet]:
    """A sheet for each task and half."""
    jobs: list[tuple[str, dict[str, Any]]] = []
    for task in tasks:
        documents = json.loads((folder / FILES[task]).read_text(encoding="utf-8"))
        chosen = [d for d in documents if wanted in (None, half(d))]
        jobs.extend((task, d) for d in chosen[:first])
    with multiprocessing.get_context("fork").Pool(2) as pool:
        scores = pool.map(_measure, jobs, chunksize=4)
    sheets: dict[tuple[str, str], Sheet] = {}
    for (task, document), score in zip(jobs, scores, strict=True):
        sheets.setdefault((task, half(document)), Sheet()).add(score)
    return sheets


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(prog="dragoman.evaluate.trips", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--task", choices=tuple(FILES), help="one task alone")
    parser.add_argument("--half", choices=("tune", "check"), help="one half alone")
    parser.add_argument("--first", type=int, help="that many documents of each task alone")
    parser.add_argument("--errors", action="store_true", help="also each miss and each stop or party too much")
    parser.add_argument("--raise-floors", action="store_true", help="set the floor to what is measured now")
    chosen = parser.parse_args(arguments)
    tasks = (chosen.task,) if chosen.task else tuple(FILES)
    missing = [FILES[t] for t in tasks if not (chosen.folder / FILES[t]).exists()]
    if missing:
        print(f"dragoman: {chosen.folder} holds no {missing[0]}: name the folder that does", file=sys.stderr)
        return 2
    sheets = evaluate(chosen.folder, tasks, chosen.half, chosen.first)
    for (task, name), sheet in sorted(sheets.items()):
        print(sheet.line(f"{task} {name}"))
        if chosen.errors:
            print("\n".join(f"    {e}" for e in sheet.errors))
    figures = {
        f"{task} {m}": 100 * r / a
        for (task, name), s in sheets.items()
        if name == "check"
        for m, (r, a) in s.counts.items()
        if a
    }
    whole = not (chosen.task or chosen.half or chosen.first)
    return hold(CORPUS, figures, anew=chosen.raise_floors) if whole else 0


if __name__ == "__main__":
    sys.exit(main())
