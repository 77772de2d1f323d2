"""Expressions of time: speed and F1 beside spaCy's own entities and a temporal tagger of the package index, in one run.

    python bench/dates.py [--gold FOLDER]

The tagger is Microsoft's Recognizers-Text. It is no dependency; without it the others are measured. To have it in:

    python -m pip install --target build/bench recognizers-text-date-time 'emoji<2'

Every subject reads the same documents one after the other. "rules alone" is dragoman without the parse, and so without the
tense of the verbs. Without --gold the bench's article is read, and no F1 is known. Last, the share of a whole read that
dates take, on the bench's article.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import Any

from dragoman import pipeline
from dragoman.annotate import dates as tagger
from dragoman.annotate import nlp, tense
from dragoman.doc import note
from dragoman.evaluate import dates as gold_dates
from dragoman.evaluate.timeml import Document, Score, compare, documents
from dragoman.ingest import article_of
from dragoman.model import DateMention, DateType
from dragoman.resolve import when

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "bench" / "articles" / "tour-of-southern-africa.txt"
PUBLISHED = date(2024, 9, 9)
ROUNDS = 11

Tag = Callable[[Document], Sequence[DateMention]]


def rules(document: Document) -> Sequence[DateMention]:
    return when.resolve(tagger.find(document.text), document.published, lambda _: None)


def entities(document: Document) -> Sequence[DateMention]:
    """spaCy's entities of dates and times; it gives no values."""
    kinds: dict[str, DateType] = {"DATE": "DATE", "TIME": "TIME"}
    read = nlp.model()(document.text)
    return [
        DateMention(found.start_char, found.end_char, found.text, kinds[found.label_], "")
        for found in read.ents
        if found.label_ in kinds
    ]


def recognizers() -> Tag | None:
    """Microsoft's tagger, or None where it is not installed; of two days it offers for a weekday the one before is taken."""
    sys.path.append(str(ROOT / "build" / "bench"))
    try:
        found = importlib.import_module("recognizers_date_time")
    except ImportError:
        return None

    def tag(document: Document) -> Sequence[DateMention]:
        day = document.published or PUBLISHED
        read = found.recognize_datetime(
            document.text,
            found.Culture.English,
            reference=datetime(day.year, day.month, day.day),  # noqa: DTZ001
        )
        return [_recognized(document.text, one) for one in read]

    return tag


def _recognized(text: str, one: Any) -> DateMention:
    kind = one.type_name.partition(".")[2]
    values = (one.resolution or {}).get("values") or [{}]
    timex = str(values[0].get("timex", ""))
    if "X" in timex and kind == "date":
        timex = str(values[0].get("value", timex))
    types: dict[str, DateType] = {"duration": "DURATION", "set": "SET", "time": "TIME", "datetime": "TIME"}
    return DateMention(one.start, one.end + 1, text[one.start : one.end + 1], types.get(kind, "DATE"), timex)


def measure(name: str, tag: Tag, read: Sequence[Document], *, scored: bool) -> str:
    """One line: documents and characters a second, and the measures of TempEval-3."""
    tag(read[0])
    score, taken = Score(), 0.0
    for document in read:
        begun = time.perf_counter()
        found = tag(document)
        taken += time.perf_counter() - begun
        compare(document, found, score)
    size = sum(len(document.text) for document in read)
    line = f"{name:26}{len(read) / taken:10.1f}{size / taken / 1000:12.0f}"
    if scored:
        line += "".join(f"{score.f1(right):9.1f}" for right in (score.strict, score.relaxed, score.types, score.values))
    return line


def share() -> tuple[float, float]:
    """The milliseconds that dates take in a read of the bench's article, and the part of the read that this is."""
    article = article_of(ARTICLE.read_text(encoding="utf-8"), "bench", published=PUBLISHED.isoformat())
    parts, wholes = [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        pipeline.read_article(article)
        wholes.append(time.perf_counter() - begun)
    doc = pipeline.annotate(article_of(article.text, "bench", published=article.published))
    told = note(doc).article
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        when.resolve(tagger.find(told.text), PUBLISHED, tense.of(doc))
        parts.append(time.perf_counter() - begun)
    return 1000 * median(parts), median(parts) / median(wholes)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, help="a folder of annotated TimeML")
    given = parser.parse_args()
    if given.gold:
        read = list(documents(given.gold))
    else:
        read = [Document(ARTICLE.name, ARTICLE.read_text(encoding="utf-8"), PUBLISHED, ())] * ROUNDS
    subjects: dict[str, Tag | None] = {
        "dragoman, rules alone": rules,
        "dragoman": gold_dates.read,
        "spaCy's entities": entities,
        "Recognizers-Text": recognizers(),
    }
    head = f"{'':26}{'docs/s':>10}{'KB/s':>12}"
    print(head + "".join(f"{what:>9}" for what in ("strict", "relaxed", "type", "value")) if given.gold else head)
    for name, tag in subjects.items():
        if tag is None:
            print(
                f"{name:26}  not installed: python -m pip install --target build/bench recognizers-text-date-time 'emoji<2'"
            )
        else:
            print(measure(name, tag, read, scored=bool(given.gold)), flush=True)
    taken, part = share()
    print(f"\ndates take {taken:.1f} ms of a read of {ARTICLE.name}: {100 * part:.1f} %")


if __name__ == "__main__":
    main()
