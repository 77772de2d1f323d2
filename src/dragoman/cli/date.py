"""`dragoman date`: when articles may have been published by what they take for granted, and what says so."""

from __future__ import annotations

import json as to_json
import sys
from collections.abc import Sequence
from datetime import date as day_of
from typing import Annotated, Any

import typer

from dragoman.cli.read import INPUTS, PUBLISHED
from dragoman.errors import UsageError
from dragoman.knowledge import dating
from dragoman.knowledge.dating import Clue
from dragoman.model import Article, Record
from dragoman.run.local import Failure

JSON = typer.Option("--json", help="One line of JSON an article; so also where the output is no terminal.")
TOLD = 8
"""Clues shown to a reader; JSON has them all."""


def date(
    inputs: Annotated[list[str], INPUTS],
    published: Annotated[str | None, PUBLISHED] = None,
    json: Annotated[bool, JSON] = False,
) -> None:
    """Say when articles may have been published by what they take for granted; the date they bear is not looked at.

    Where an article bears a date, or --published gives one, what speaks against it is told.

    Exit status: 0 all were read, 1 some were not, 2 the call means nothing.
    """
    from dragoman import ingest
    from dragoman.cli import output
    from dragoman.run.local import read_each

    try:
        day = ingest.day(published) if published is not None else None
    except UsageError as error:
        raise output.misused(UsageError(f"--published {error}")) from None
    clues: list[Clue] = []
    as_json = json or not output.to_terminal()

    def read(article: Article) -> Record:
        from dragoman import pipeline

        clues[:] = pipeline.clues_of(article)
        return Record(article=article)

    def write(result: Record | Failure) -> None:
        _write(result, clues, as_json=as_json)

    raise typer.Exit(output.write_all(read_each(ingest.open_inputs(inputs, day), read), write, inputs))


def _write(result: Record | Failure, clues: Sequence[Clue], *, as_json: bool) -> None:
    if isinstance(result, Failure):
        if as_json:
            _put(to_json.dumps({"error": {"source": result.source, "reason": result.reason}}, ensure_ascii=False))
        else:
            typer.echo(f"dragoman: {result.source}: {result.reason}", err=True)
        return
    told = answer(result.article, clues)
    _put(to_json.dumps(told, ensure_ascii=False, separators=(",", ":")) if as_json else "\n".join(_lines(told)))


def answer(article: Article, clues: Sequence[Clue]) -> dict[str, Any]:
    """What is said of one article: window, clues for it, clues that do not fit, and what speaks against its own date."""
    window = dating.window(clues)
    against = dating.contradicted(clues, day_of.fromisoformat(article.published)) if article.published else ()
    return {
        "source": article.source,
        "published": article.published,
        "window": [window.earliest.isoformat(), window.latest.isoformat()] if window else None,
        "clues": [_clue(clue) for clue in (window.clues if window else clues)],
        "odd": [_clue(clue) for clue in (window.odd if window else ())],
        "against_the_date": [_clue(clue) for clue in against],
    }


def _clue(clue: Clue) -> dict[str, Any]:
    return {"start": clue.start, "end": clue.end, "text": clue.words, "fact": clue.fact, "weight": clue.weight}


def _lines(told: dict[str, Any]) -> list[str]:
    """For a reader: the window, then the most telling clues, a line each."""
    window = told["window"]
    found = [f"{told['source']}: {window[0]} to {window[1]}" if window else f"{told['source']}: too little to say"]
    found += [f"  “{clue['text']}”: {clue['fact']}" for clue in told["clues"][:TOLD]]
    found += [f"  does not fit: “{clue['text']}”: {clue['fact']}" for clue in told["odd"]]
    if told["against_the_date"]:
        found.append(f"  speaks against the date {told['published']}:")
        found += [f"    “{clue['text']}”: {clue['fact']}" for clue in told["against_the_date"]]
    return found


def _put(line: str) -> None:
    # Bytes, so that the output is the same under every locale.
    sys.stdout.buffer.write((line + "\n").encode("utf-8", errors="replace"))
    sys.stdout.buffer.flush()
