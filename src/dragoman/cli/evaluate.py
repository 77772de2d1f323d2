"""`dragoman evaluate`: how well dragoman does on gold, subject by subject."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Subject(StrEnum):
    """What is measured."""

    RECORD = "record"
    DATES = "dates"
    EVENTS = "events"
    QUOTES = "quotes"


Gold = Annotated[
    Path, typer.Option(exists=True, file_okay=False, help="The folder of the gold, or of this subject's part of it.")
]


def evaluate(
    subject: Annotated[
        Subject,
        typer.Argument(help="record: whole articles; dates: TIMEX3; events: PLOVER's types; quotes: who said what."),
    ],
    gold: Gold,
    misses: Annotated[
        bool, typer.Option("--misses", help="Also each claim missed, wrong or too much (record).")
    ] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Also each error of the half to tune on (dates).")] = False,
) -> None:
    """Measure dragoman on gold and print the figures."""
    from dragoman.evaluate import dates, events, press, quotes

    if subject is Subject.RECORD:
        status = press.main([str(_part(gold, "press")), *(["--misses"] if misses else [])])
    elif subject is Subject.DATES:
        status = dates.main([str(_part(gold, "dates")), *(["--errors", "A"] if errors else [])])
    elif subject is Subject.QUOTES:
        status = quotes.main([str(_part(gold, "quotes"))])
    else:
        status = events.main([str(file) for file in sorted(_part(gold, "events").glob("*.jsonl"))])
    raise typer.Exit(status)


def _part(gold: Path, name: str) -> Path:
    """The subject's folder within the gold; the folder itself where it is that part already."""
    return gold / name if (gold / name).is_dir() else gold
