"""How well places are found in raw text and told apart: `python -m dragoman.evaluate.places FOLDER`.

The folder holds *.jsonl, a file a corpus; a line is an article with `text` and `toponyms`, each with `start`, `end`, `lat`,
`lon`, `gid` (GeoNames) and `country` (a name). Nothing but the text is read. Recognition counts equal spans. Resolution
counts every toponym of the gold that has an answer: right is the same GeoNames entity or a point within 161 km, and one
that was not found is wrong. Articles whose digest is even were looked at while the rules were made, the odd ones were not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import statistics
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dragoman import pipeline, segment
from dragoman.doc import entities
from dragoman.evaluate.floors import hold
from dragoman.ingest import article_of
from dragoman.knowledge import capital, find
from dragoman.model import Entity

CORPUS = "places"
NEAR = 161.0
"""Kilometres (a hundred miles) within which two points count as one place."""
_KINDS = frozenset({"place", "polity"})
_NAMED = frozenset({"name", "alias", "demonym", "metonym"})
_EARTH = 6371.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place's name of the gold: characters, words, and the answer (`geonames` and degrees None where it has none)."""

    start: int
    end: int
    text: str
    geonames: int | None
    latitude: float | None
    longitude: float | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """An article of the gold. `tuned` says that it was looked at."""

    name: str
    text: str
    toponyms: tuple[Toponym, ...]
    tuned: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A name of a place that dragoman found, and the entity."""

    start: int
    end: int
    entity: Entity


@dataclass(frozen=True, slots=True)
class Judged:
    """A toponym of the gold beside what was found there; `error` in kilometres, None where nothing was placed."""

    gold: Toponym
    found: Found | None
    right: bool
    error: float | None

    @property
    def exact(self) -> bool:
        """Whether the same words were found."""
        return self.found is not None and (self.found.start, self.found.end) == (self.gold.start, self.gold.end)


def stories(lines: Iterable[str]) -> Iterator[Story]:
    """The articles of a gold file, empty lines left out."""
    for line in lines:
        if line.strip():
            row = json.loads(line)
            name = row.get("url") or row["id"]
            tuned = hashlib.sha256(name.encode()).digest()[-1] % 2 == 0
            yield Story(row["id"], row["text"], tuple(_toponym(row["text"], t) for t in row["toponyms"]), tuned)


def _toponym(text: str, row: dict[str, Any]) -> Toponym:
    number = int(row["gid"]) if row["gid"] else None
    country = next((f.code for f in find(row["country"] or "") if f.kind == "country"), None)
    return Toponym(row["start"], row["end"], text[row["start"] : row["end"]], number, row["lat"], row["lon"], country)


def read(text: str) -> list[Found]:
    """The names of places in a text, in order, as dragoman finds them."""
    doc = pipeline.annotate(segment.label(article_of(text, "gold")))
    found = [
        Found(m.start, m.end, _named(entity) if m.how == "metonym" else entity)
        for entity in entities(doc)
        if entity.kind in _KINDS
        for m in entity.mentions
        if m.how in _NAMED
    ]
    return sorted(found, key=lambda f: (f.start, f.end))


def _named(government: Entity) -> Entity:
    """The capital whose name stands for a government: the gold asks where the name lies, not who is meant."""
    seat = capital(government.country) if government.country is not None else None
    if seat is None:
        return government
    return replace(government, geonames=seat.geonames, latitude=seat.latitude, longitude=seat.longitude)


def judge(story: Story, found: Sequence[Found]) -> list[Judged]:
    """Every toponym of an article beside the name found at its characters: the same words, else one that overlaps."""
    judged = []
    for gold in story.toponyms:
        over = [f for f in found if f.start < gold.end and gold.start < f.end]
        best = max(
            over,
            key=lambda f: min(f.end, gold.end) - max(f.start, gold.start) - abs(len_of(f) - len_of(gold)),
            default=None,
        )
        error = apart(gold, best.entity) if best is not None else None
        same = best is not None and gold.geonames is not None and best.entity.geonames == gold.geonames
        judged.append(Judged(gold, best, same or (error is not None and error <= NEAR), 0.0 if same else error))
    return judged


def len_of(span: Found | Toponym) -> int:
    """How many characters a span has."""
    return span.end - span.start


def apart(gold: Toponym, entity: Entity) -> float | None:
    """Kilometres between the gold's point and an entity's, None where one has none."""
    if gold.latitude is None or gold.longitude is None or entity.latitude is None or entity.longitude is None:
        return None
    north, south = math.radians(gold.latitude), math.radians(entity.latitude)
    up, along = (north - south) / 2, math.radians(gold.longitude - entity.longitude) / 2
    half = math.sin(up) ** 2 + math.cos(north) * math.cos(south) * math.sin(along) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))


def figures(read_stories: Sequence[tuple[Story, list[Found], list[Judged]]]) -> dict[str, float]:
    """Percentages (and kilometres) by name over articles with what was found in them."""
    judged = [j for _, _, own in read_stories for j in own]
    exact, spans = (
        sum(j.exact for j in judged),
        sum(len({(f.start, f.end) for f in found}) for _, found, _ in read_stories),
    )
    answered = [j for j in judged if j.gold.geonames is not None]
    lands = [j for j in answered if j.gold.country is not None]
    errors = [j.error for j in answered if j.error is not None] or [math.nan]
    placed = [j for j in lands if j.found is not None and j.found.entity.country == j.gold.country]
    return {
        "precision": _percent(exact, spans),
        "recall": _percent(exact, len(judged)),
        "F1": _percent(2 * exact, spans + len(judged)),
        "resolved": _percent(sum(j.right for j in answered), len(answered)),
        "resolved, exact words": _percent(sum(j.right and j.exact for j in answered), len(answered)),
        "resolved of all": _percent(sum(j.right for j in answered), len(judged)),
        "country": _percent(len(placed), len(lands)),
        "median km": statistics.median(errors),
        "mean km": statistics.fmean(errors),
    }


def _percent(part: int, whole: int) -> float:
    return 100 * part / max(1, whole)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures of each corpus; 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(prog="dragoman.evaluate.places", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the articles lie, as *.jsonl")
    parser.add_argument(
        "--errors", action="store_true", help="also what was missed or misplaced in the half to tune on"
    )
    parser.add_argument("--raise-floors", action="store_true", help="set the floor to what is measured now")
    chosen = parser.parse_args(arguments)
    files = sorted(chosen.folder.glob("*.jsonl"))
    if not files:
        print(f"dragoman: no articles (*.jsonl) in {chosen.folder}: name the gold's folder", file=sys.stderr)
        return 2
    held: dict[str, float] = {}
    for file in files:
        done = [
            (s, f, judge(s, f)) for s in stories(file.read_text(encoding="utf-8").split("\n")) for f in [read(s.text)]
        ]
        for half, wanted in (("to tune on", (True,)), ("not looked at", (False,)), ("all", (True, False))):
            part = [row for row in done if row[0].tuned in wanted]
            got = figures(part)
            print(
                f"{file.stem:8} {half:14} {len(part):4} articles  " + "  ".join(f"{k} {v:.1f}" for k, v in got.items())
            )
        held |= {f"{file.stem}, {name}": got[name] for name in ("F1", "resolved", "country")}
        if chosen.errors:
            for story, found, judged in done:
                if story.tuned:
                    print("\n".join(_wrongs(story, found, judged)))
    return hold(CORPUS, held, anew=chosen.raise_floors)


def _wrongs(story: Story, found: Sequence[Found], judged: Sequence[Judged]) -> Iterator[str]:
    """What is wrong in an article, one line each: missed, misplaced, not in the gold."""
    at = {(t.start, t.end) for t in story.toponyms}
    for one in judged:
        answer = f"{one.gold.geonames or 'no answer'}, {one.gold.country or '-'}"
        if one.found is None:
            yield f"  {story.name}  missed  {_around(story, one.gold)}  ({answer})"
        elif one.gold.geonames is not None and not one.right:
            entity = one.found.entity
            far = f"{one.error:.0f} km" if one.error is not None else "no point"
            yield (
                f"  {story.name}  misplaced  {_around(story, one.gold)}  ({answer}) "
                f"as {entity.name}, {entity.country}, {entity.geonames}: {far}"
            )
        elif not one.exact:
            yield f"  {story.name}  cut  {_around(story, one.gold)} as {story.text[one.found.start : one.found.end]}"
    for name in found:
        if (name.start, name.end) not in at and not any(
            t.start < name.end and name.start < t.end for t in story.toponyms
        ):
            yield f"  {story.name}  extra  {_around(story, name)} as {name.entity.name}"


def _around(story: Story, span: Toponym | Found) -> str:
    """A span in its place: some words before, [the span], some after."""
    before = story.text[max(0, span.start - 40) : span.start]
    after = story.text[span.end : span.end + 40]
    return " ".join(f"{before}[{story.text[span.start : span.end]}]{after}".split())


if __name__ == "__main__":
    sys.exit(main())
