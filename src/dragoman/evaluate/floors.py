"""The gate that only rises: the scores below which no corpus may fall, in floors.json.

A corpus has a digest of its texts and expected claims, and for each kind the claims found, the fields right
and the extras. More extras than the floor says is a fall as well. A floor is lowered by hand, with a word on
why beside it (`"reason"`).
"""

from __future__ import annotations

import json
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
