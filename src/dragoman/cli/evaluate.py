"""`dragoman evaluate`: how well dragoman does on gold, subject by subject."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

SUBJECTS = {
    "record": ("press", "press", "whole articles"),
    "dates": ("dates", "dates", "TIMEX3"),
    "dating": ("dating", "dating", "articles without their date"),
    "events": ("events", "events", "PLOVER's types"),
    "people": ("people", "people", "persons and their mentions: MUC, B3, CEAFe, CoNLL"),
    "quotes": ("quotes", "quotes", "who said what"),
    "places": ("places", "places", "toponyms found and placed"),
    "trips": ("trips", "trips", "legs, destinations and readouts"),
    "merging": ("trips", "merging", "reports of one journey or talk found to be one: B3"),
}
"""A subject's folder within the gold, its module in dragoman.evaluate, and what it measures."""

Gold = Annotated[
    Path, typer.Option(exists=True, file_okay=False, help="The folder of the gold, or of this subject's part of it.")
]


def _known(subject: str) -> str:
    if subject not in SUBJECTS:
        raise typer.BadParameter(f"{subject!r} is none of {', '.join(SUBJECTS)}")
    return subject


def evaluate(
    subject: Annotated[
        str,
        typer.Argument(
            callback=_known,
            help="; ".join(f"{name}: {what}" for name, (_, _, what) in SUBJECTS.items()) + ".",
        ),
    ],
    gold: Gold,
    errors: Annotated[
        bool, typer.Option("--errors", "--misses", help="Also each miss and each error of the half to tune on.")
    ] = False,
    raise_floors: Annotated[
        bool, typer.Option("--raise-floors", help="Set the floors to what is measured now; they never fall.")
    ] = False,
) -> None:
    """Measure dragoman on gold and print the figures; exit 1 where one lies below its floor."""
    folder, module, _ = SUBJECTS[subject]
    options = (["--errors"] if errors else []) + (["--raise-floors"] if raise_floors else [])
    measured = import_module(f"dragoman.evaluate.{module}")
    raise typer.Exit(measured.main([str(_part(gold, folder)), *options]))


def _part(gold: Path, name: str) -> Path:
    """The subject's folder within the gold; the folder itself where it is that part already."""
    return gold / name if (gold / name).is_dir() else gold
