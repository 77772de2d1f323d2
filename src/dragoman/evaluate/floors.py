"""The gate that only rises: the scores below which no corpus may fall, in floors.json.

A corpus has a digest of its texts and expected claims, and for each kind the claims found, the fields right
and the extras. More extras than the floor says is a fall as well. Where whole stories are not what is counted,
a corpus has `figures` instead: percentages by name. A floor is lowered by hand, with a word on why beside it
(`"reason"`).
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman.evaluate.compare import Score, Tally

FILE = Path(__file__).with_name("floors.json")
MEASURES = ("found", "right", "extras")

Floor = dict[str, Any]


def read_floors(file: Path = FILE) -> dict[str, Floor]:
    """Every corpus and its floor."""
    floors: dict[str, Floor] = json.loads(file.read_text(encoding="utf-8"))
    return floors


def floor_of(score: Score, digest: str) -> Floor:
    """A score as a floor."""
    kinds = {kind: {m: getattr(tally, m) for m in MEASURES} for kind, tally in score.by_kind.items()}
    return {"digest": digest, "kinds": kinds}


def falls(floor: Floor, score: Score, digest: str) -> list[str]:
    """What lies below its floor, one line each; other stories than the floor was set on are told as such."""
    if floor["digest"] != digest:
        return [f"the corpus is not the one the floors were set on ({digest}, not {floor['digest']}): set them anew"]
    fallen: list[str] = []
    for kind, low in floor["kinds"].items():
        tally = score.by_kind.get(kind, Tally())
        fallen.extend(
            f"{kind}: {m} {getattr(tally, m)}, floor {low[m]}" for m in ("found", "right") if getattr(tally, m) < low[m]
        )
        if tally.extras > low["extras"]:
            fallen.append(f"{kind}: extras {tally.extras}, at most {low['extras']}")
    return fallen


def raise_floors(corpus: str, score: Score, digest: str, file: Path = FILE) -> list[str]:
    """Sets the floor of a corpus to a score; where that would lower it, says what fell and leaves it."""
    floors = read_floors(file)
    old = floors.get(corpus)
    fallen = falls(old, score, digest) if old and old["digest"] == digest else []
    if not fallen:
        floors[corpus] = floor_of(score, digest)
        file.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return fallen


def figure_falls(corpus: str, figures: Mapping[str, float], file: Path = FILE) -> list[str]:
    """The figures (percentages by name) that lie below the corpus's floor, one line each."""
    floor: dict[str, float] = read_floors(file)[corpus]["figures"] if corpus in read_floors(file) else {}
    return [
        f"{corpus}, {name}: {figures.get(name, 0.0):.1f}, floor {low}"
        for name, low in floor.items()
        if figures.get(name, 0.0) < low
    ]


def raise_figures(corpus: str, figures: Mapping[str, float], file: Path = FILE) -> list[str]:
    """Sets the corpus's figures to these, rounded down to a tenth; where one would fall, says so and leaves all."""
    fallen = figure_falls(corpus, figures, file)
    if not fallen:
        floors = read_floors(file)
        floors[corpus] = {"figures": {name: math.floor(10 * value) / 10 for name, value in figures.items()}}
        file.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return fallen


def hold(corpus: str, figures: Mapping[str, float], *, anew: bool) -> int:
    """What an evaluator ends with: the floors raised or held to, each fall told on stderr; 1 where one fell."""
    fallen = (raise_figures if anew else figure_falls)(corpus, figures)
    for line in fallen:
        print(f"fell: {line}", file=sys.stderr)
    return 1 if fallen else 0
