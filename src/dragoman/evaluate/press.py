"""Whole stories against what is expected of them, by kind and in total.

    python -m dragoman.evaluate.press FOLDER [--texts FOLDER] [--misses] [--floor NAME] [--raise-floors NAME]

The stories fall into two halves by their place in the list: the odd ones (first, third ...) are there to tune
on, the even ones to check that what was learned from the others holds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from dragoman.errors import DragomanError
from dragoman.evaluate.compare import Score, Tally
from dragoman.evaluate.floors import falls, raise_floors, read_floors
from dragoman.evaluate.stories import Story, digest, score, stories, total


def halves(scores: Sequence[Score]) -> tuple[Score, Score]:
    """The half to tune on and the half to check with."""
    return total(list(scores[::2])), total(list(scores[1::2]))


def share(part: int, whole: int) -> str:
    """A part in percent; a dash where there is nothing to be part of."""
    return f"{100 * part / whole:.0f} %" if whole else "-"


def table(rows: Iterable[tuple[str, Tally]]) -> str:
    """Tallies under each other, one a line."""
    lines = [f"{'':<34}{'claims':>10}{'':>7}{'fields':>10}{'':>7}{'extras':>8}"]
    for name, tally in rows:
        claims, fields = f"{tally.found}/{tally.wanted}", f"{tally.right}/{tally.asked}"
        lines.append(
            f"{name:<34}{claims:>10}{share(tally.found, tally.wanted):>7}"
            f"{fields:>10}{share(tally.right, tally.asked):>7}{tally.extras:>8}"
        )
    return "\n".join(lines)


def report(told: Sequence[Story], scores: Sequence[Score]) -> str:
    """The figures by story, by kind, by half and in all."""
    whole, (tune, check) = total(list(scores)), halves(scores)
    return "\n\n".join(
        (
            table((story.name, result.total) for story, result in zip(told, scores, strict=True)),
            table(whole.by_kind.items()),
            table((("half to tune on", tune.total), ("half to check with", check.total), ("all", whole.total))),
        )
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 1 where a floor is broken, 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(prog="dragoman.evaluate.press", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the expected files stand")
    parser.add_argument("--texts", type=Path, help="where the articles stand, if elsewhere")
    parser.add_argument(
        "--misses", "--errors", action="store_true", help="also print each miss, wrong field and extra claim"
    )
    parser.add_argument("--floor", metavar="CORPUS", help="compare with the floor of this name in floors.json")
    parser.add_argument(
        "--raise-floors",
        metavar="CORPUS",
        nargs="?",
        const="press",
        help="set the floor of this name to what is measured now",
    )
    chosen = parser.parse_args(arguments)
    try:
        told = stories(chosen.folder, chosen.texts)
    except (DragomanError, OSError) as error:
        print(f"dragoman: {error}", file=sys.stderr)
        return 2
    scores = [score(story) for story in told]
    whole = total(scores)
    if chosen.misses:
        print("\n".join(whole.lines), end="\n\n")
    print(report(told, scores))
    fallen = []
    if chosen.raise_floors:
        fallen = raise_floors(chosen.raise_floors, whole, digest(told))
    elif chosen.floor:
        fallen = falls(read_floors()[chosen.floor], whole, digest(told))
    for line in fallen:
        print(f"fell: {line}", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
