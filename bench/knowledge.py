"""What the knowledge base adds to a read, and what a user's layer adds to that: `python bench/knowledge.py`.

A fresh process opens the file and asks one question of every sort: a name, an office on a day, a person, a gathering, a town, a
river. Time is the least of the turns (a busy machine only adds to it), memory the most that the process held beyond what it held
before. The user's layer is made up: so many tenures of persons that nobody knows, so many towns.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

LIMITS = {"milliseconds": 150.0, "megabytes": 100.0}
"""What loading may add to a read."""


def held() -> float:
    """The most megabytes that this program ever held; where the system does not say, that its parent held counts too."""
    status = Path("/proc/self/status")
    if status.exists():
        told = (line.split() for line in status.read_text(encoding="ascii").splitlines())
        return next(int(words[1]) / 1024 for words in told if words[:1] == ["VmHWM:"])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def measure_one() -> None:
    """In a process of its own: milliseconds and megabytes of the first questions, and of the same ones again."""
    from datetime import date

    import dragoman.lexicon  # noqa: F401 - every read has it

    before, begun = held(), time.perf_counter()
    from dragoman.knowledge import almanac, find, gazetteer, holder, incumbents

    def ask() -> None:
        day = date(2022, 10, 5)
        assert find("Ankara")
        assert incumbents("CL", "foreign minister", day)
        assert holder("Petro", "President", day)
        assert almanac.editions("cop")
        assert gazetteer.places("Springfield")
        assert gazetteer.features("Lake Ontario")

    ask()
    first = time.perf_counter() - begun
    begun = time.perf_counter()
    ask()
    again = time.perf_counter() - begun
    print(json.dumps({"milliseconds": first * 1000, "megabytes": held() - before, "again_milliseconds": again * 1000}))


def alone(turns: int, folder: Path) -> dict[str, float]:
    """The least of what `measure_one` prints."""
    environment = {**os.environ, "DRAGOMAN_KNOWLEDGE": str(folder)}
    found = [
        json.loads(subprocess.check_output([sys.executable, __file__, "--one"], env=environment, text=True))
        for _ in range(turns)
    ]
    return {what: min(one[what] for one in found) for what in found[0]}


def made_up(folder: Path, rows: int) -> dict[str, float]:
    """Imports a table of invented persons and towns and says how long that took and the making of the user's file."""
    from dragoman.knowledge import importing

    table = folder / "invented.csv"
    with table.open("w", encoding="utf-8") as file:
        file.write("kind,code,office,name,since,until,population,latitude,longitude\n")
        for number in range(rows):
            file.write(f",CL,Deputy {number % 150},Invented Person{number},19{number % 100:02},2005,,,\n")
            file.write(f"city,CL,,Inventedtown{number},,,{number},-33.0,-70.0\n")
    os.environ["DRAGOMAN_KNOWLEDGE"] = str(folder)
    begun = time.perf_counter()
    list(importing.take([table], print))
    taken = time.perf_counter()
    importing.settle(lambda _: None)
    return {"import_seconds": taken - begun, "make_seconds": time.perf_counter() - taken}


def report(turns: int, rows: int) -> dict[str, Any]:
    """Everything measured, as plain values."""
    with TemporaryDirectory(prefix="dragoman-") as folder:
        shipped = alone(turns, Path(folder) / "none")
        own = Path(folder) / "own"
        own.mkdir()
        making = made_up(own, rows)
        return {"shipped": shipped, "with_own": alone(turns, own), "own_rows": 2 * rows, **making}


def main() -> None:
    """Measures and prints; --json for machines; exit 1 where loading adds more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=9, help="processes for each (9)")
    parser.add_argument(
        "--rows", type=int, default=5000, help="invented persons and as many towns in the user's layer (5000)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object in the place of the table")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        measure_one()
        return
    found = report(given.turns, given.rows)
    if given.json:
        print(json.dumps(found, indent=2))
    else:
        print(f"{'':24}{'first ms':>10}{'again ms':>10}{'MB':>8}")
        for name, title in (("shipped", "as it comes"), ("with_own", f"with {found['own_rows']} rows more")):
            one = found[name]
            print(f"{title:24}{one['milliseconds']:10.0f}{one['again_milliseconds']:10.2f}{one['megabytes']:8.0f}")
        print(f"\nimported in {found['import_seconds']:.1f} s, the user's file made in {found['make_seconds']:.1f} s")
    sys.exit(any(found["shipped"][what] > most for what, most in LIMITS.items()))


if __name__ == "__main__":
    main()
