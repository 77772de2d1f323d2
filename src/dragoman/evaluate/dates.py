"""How well expressions of time are found and placed, against news annotated in TimeML.

    python -m dragoman.evaluate.dates DIRECTORY [--errors A|B] [--floor] [--raise-floors]

Each document is parsed as an article is, so that the tense of the verbs is known; the figures without any tense
stand beside. Below the halves: by type and by kind of expression, over all documents.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dragoman.annotate.dates import find
from dragoman.annotate.time.words import vocabulary
from dragoman.evaluate import compare as stories
from dragoman.evaluate.floors import falls, raise_floors, read_floors
from dragoman.evaluate.timeml import Document, Gold, Score, compare, documents, half
from dragoman.ingest import article_of
from dragoman.model import DateMention
from dragoman.pipeline import dates_of
from dragoman.resolve.when import resolve

CORPUS = "dates"
_DIGITS = re.compile(r"[0-9]")


@dataclass(slots=True)
class Report:
    """The scores of half A, half B and all documents, with the verbs' tenses and without; the corpus's digest."""

    tensed: dict[str, Score] = field(default_factory=lambda: {"A": Score(), "B": Score(), "all": Score()})
    untensed: dict[str, Score] = field(default_factory=lambda: {"A": Score(), "B": Score(), "all": Score()})
    digest: str = ""


def evaluate(directory: Path) -> Report:
    """The report on every TimeML file under a directory."""
    report, seen = Report(), hashlib.sha256()
    for document in documents(directory):
        seen.update(f"{document.name}\0{document.text}\0{document.golds}\0".encode())
        plain = resolve(find(document.text), document.published, lambda _: None)
        for scores, mentions in ((report.tensed, read(document)), (report.untensed, plain)):
            for name in (half(document.name), "all"):
                compare(document, mentions, scores[name])
    report.digest = seen.hexdigest()[:16]
    return report


def read(document: Document) -> tuple[DateMention, ...]:
    """The expressions of a document, read as an article published on its day."""
    day = document.published.isoformat() if document.published else None
    return dates_of(article_of(document.text, document.name, published=day))


# By type and by kind


@cache
def _named() -> tuple[tuple[str, frozenset[str]], ...]:
    vocab = vocabulary()
    turned = frozenset(vocab.turns) | {"ago", "earlier", "later", "before", "after"}
    return (
        ("weekday", frozenset(day for day in vocab.weekdays if len(day) > 4)),
        ("today, yesterday", frozenset(vocab.days)),
        ("quarter", frozenset({"quarter", "period"})),
        ("month or day", frozenset(month for month in vocab.months if len(month) > 2)),
        ("last, ago, next", turned),
        ("season", frozenset(vocab.seasons)),
        ("the week, the year", frozenset(vocab.units)),
    )


def kind_of(text: str, kind: str, value: str) -> str:
    """What kind of expression its words, type and value make it."""
    if kind in ("SET", "DURATION"):
        return kind.lower()
    if value.endswith("_REF"):
        return "now, recently"
    if kind == "TIME" or "T" in value:
        return "time of day"
    words = set(re.findall(r"[a-z]+", text.lower()))
    for name, members in _named():
        if words & members:
            return name
    return "year or number" if _DIGITS.search(text) else "other"


def _mention_kind(mention: Gold | DateMention) -> str:
    return kind_of(mention.text, mention.type, mention.value)


def by_type(score: Score) -> dict[str, Score]:
    """A score for each type: a match counts for it where both are of it."""
    split: dict[str, Score] = {}
    for gold, mention in score.pairs:
        if gold is not None:
            split.setdefault(gold.type, Score()).gold += 1
        if mention is not None:
            split.setdefault(mention.type, Score()).found += 1
        if gold is not None and mention is not None and gold.type == mention.type:
            _count(split[gold.type], gold, mention)
    return dict(sorted(split.items()))


def by_kind(score: Score) -> dict[str, Score]:
    """A score for each kind of expression, the gold's; what is found beside the gold counts for its own."""
    split: dict[str, Score] = {}
    for gold, mention in score.pairs:
        told = gold if gold is not None else mention
        if told is None:
            continue
        part = split.setdefault(_mention_kind(told), Score())
        part.gold += gold is not None
        part.found += mention is not None
        if gold is not None and mention is not None:
            _count(part, gold, mention)
    return dict(sorted(split.items(), key=lambda item: (-item[1].gold, item[0])))


def _count(part: Score, gold: Gold, mention: DateMention) -> None:
    part.relaxed += 1
    part.strict += mention.text.strip() == gold.text.strip()
    part.types += mention.type == gold.type
    part.values += mention.value == gold.value


def floored(score: Score) -> stories.Score:
    """The score as the floors hold it: by kind, expressions found, values right, and those beside the gold."""
    return stories.Score(
        {
            name: stories.Tally(part.relaxed, part.gold, part.values, part.relaxed, part.found - part.relaxed)
            for name, part in by_kind(score).items()
        }
    )


def lines(report: Report) -> list[str]:
    """The report, one line a score."""
    told = [score.line(f"half {name}" if name != "all" else name) for name, score in report.tensed.items()]
    told += [score.line(f"{name}, no tense") for name, score in report.untensed.items()]
    for split in (by_type(report.tensed["all"]), by_kind(report.tensed["all"])):
        told += ["", *(score.line(name) for name, score in split.items())]
    return told


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 1 where a floor is broken, 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(prog="dragoman.evaluate.dates", description=__doc__)
    parser.add_argument("directory", type=Path, help="where the TimeML files lie, at any depth")
    parser.add_argument(
        "--errors",
        choices=("A", "B"),
        nargs="?",
        const="A",
        help="also print the errors of a half; A is there to tune on",
    )
    parser.add_argument("--floor", action="store_true", help="compare with the floor in floors.json")
    parser.add_argument("--raise-floors", action="store_true", help="set the floor to what is measured now")
    chosen = parser.parse_args(arguments)
    report = evaluate(chosen.directory)
    if not report.tensed["all"].gold:
        print(
            f"dragoman: no annotated TimeML (*.tml) under {chosen.directory}: name the gold's folder", file=sys.stderr
        )
        return 2
    print("\n".join(lines(report)))
    if chosen.errors:
        print("\n".join(["", *sorted(report.tensed[chosen.errors].errors)]))
    measured, fallen = floored(report.tensed["all"]), []
    if chosen.raise_floors:
        fallen = raise_floors(CORPUS, measured, report.digest)
    elif chosen.floor:
        fallen = falls(read_floors()[CORPUS], measured, report.digest)
    for line in fallen:
        print(f"fell: {line}", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
