"""`dragoman knowledge`: who and where is known, from which sources, and facts of one's own."""

from __future__ import annotations

import json as to_json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.errors import KnowledgeError, UsageError

if TYPE_CHECKING:
    from datetime import date

    from dragoman.knowledge.answers import Told

ACTIONS = ("show", "sources", "build", "import")

ACTION = typer.Argument(
    metavar="ACTION",
    help="show WORDS (a person, country, city, organisation or gathering, or an office and whose it is), sources (what all "
    "comes from), build (make the file anew), import FILE... (add facts of your own).",
)
WHAT = typer.Argument(metavar="WHAT", help="The words to show, or the files to import.")
ON = typer.Option(metavar="DAY", help="Of show: the day, YYYY-MM-DD; each answer is then certain, possible or no.")
INTO = typer.Option(metavar="FILE", help="Of build: the file to write; by default where it is read from.")
SOURCE = typer.Option(metavar="NAME", help="Of import: where the files come from; by default the file's name.")
LICENCE = typer.Option(metavar="WORDS", help="Of import: under what licence; by default what is known of the format.")
AS_OF = typer.Option(
    metavar="DAY", help="Of import: up to when the files were kept; open tenures prove nothing after it."
)
REFRESH = typer.Option("--refresh", help="Of import: fetch heads of state and government and ministers from Wikidata.")
CONTACT = typer.Option(metavar="ADDRESS", help="With --refresh: who may be written to, for the user agent.")
JSON = typer.Option("--json", help="A line of JSON each; so also where the output is no terminal.")


def knowledge(
    action: Annotated[str, ACTION],
    what: Annotated[list[str] | None, WHAT] = None,
    on: Annotated[str | None, ON] = None,
    into: Annotated[Path | None, INTO] = None,
    source: Annotated[str | None, SOURCE] = None,
    licence: Annotated[str | None, LICENCE] = None,
    as_of: Annotated[str | None, AS_OF] = None,
    refresh: Annotated[bool, REFRESH] = False,
    contact: Annotated[str | None, CONTACT] = None,
    json: Annotated[bool, JSON] = False,
) -> None:
    """Show what is known of a name or an office, say where it comes from, and add to it.

    Exit status: 0 done, 1 nothing is known of it or some rows were left out (each is named), 2 the call means nothing.
    """
    from dragoman.cli import output

    as_json = json or not output.to_terminal()
    try:
        _check(action, what or [], refresh=refresh)
        if action == "show":
            status = _show(" ".join(what or []), on, as_json=as_json)
        elif action == "sources":
            status = _sources(as_json=as_json)
        elif action == "build":
            status = _build(into, as_json=as_json)
        else:
            told = {"source": source, "licence": licence, "as_of": as_of}
            status = _refresh(contact, as_json=as_json) if refresh else 0
            status |= _import(what, told, as_json=as_json) if what else 0
    except UsageError as error:
        raise output.misused(error) from None
    except KnowledgeError as error:
        typer.echo(f"dragoman: {error}", err=True)
        raise typer.Exit(1) from None
    raise typer.Exit(status)


def _check(action: str, what: list[str], *, refresh: bool) -> None:
    """Raises UsageError where a call cannot mean anything: nothing is opened or made for it."""
    if action not in ACTIONS:
        raise UsageError(f"{action!r} is no action: there are {', '.join(ACTIONS)}")
    if action == "show" and not " ".join(what).split():
        raise UsageError('show what? As in dragoman knowledge show "foreign minister of Chile" --on 2022-10-05')
    if action == "import" and not (what or refresh):
        raise UsageError("import what? Name files, or give --refresh to fetch from Wikidata")
    if action in ("sources", "build") and what:
        raise UsageError(f"{action} takes no {what[0]!r}: see dragoman knowledge --help")


def _put(row: dict[str, Any]) -> None:
    # Bytes, so that the output is the same under every locale.
    sys.stdout.buffer.write(to_json.dumps(row, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n")
    sys.stdout.buffer.flush()


def _say(line: str) -> None:
    typer.echo(f"dragoman: {line}", err=True)


def _show(words: str, on: str | None, *, as_json: bool) -> int:
    from dragoman.knowledge.answers import ask

    day = _day("--on", on) if on is not None else None
    found = ask(words, day)
    if not found:
        _say(f"nothing is known of {words!r}: write it as in 'foreign minister of Chile', 'Petro' or 'Aleppo'")
        return 1
    if as_json:
        for told in found:
            _put(_row(told, day))
    else:
        _tell(found, day)
    return 0


def _day(option: str, text: str) -> date:
    from dragoman.ingest import day

    try:
        return day(text)
    except UsageError as error:
        raise UsageError(f"{option} {error}") from None


def _row(told: Told, on: date | None) -> dict[str, Any]:
    """An answer as plain values: what is empty is left out."""
    from dataclasses import asdict

    what = asdict(told.what)
    what.pop("source", None)
    what.pop("layer", None)
    kept = {key: value for key, value in what.items() if value not in (None, "", (), 0)}
    row: dict[str, Any] = {"type": "tenure" if "since" in what else what["kind"], "name": what["name"]}
    row |= {key: value for key, value in kept.items() if key != "kind"}
    if on is not None:
        row |= {"on": on.isoformat(), "answer": told.answer}
    row["sources"] = [{"layer": layer, "source": source} for layer, source in told.sources]
    if told.claims:
        row["claims"] = [{k: v for k, v in asdict(claim).items() if k != "about"} for claim in told.claims]
    return row | ({"notes": list(told.notes)} if told.notes else {})


def _tell(found: tuple[Told, ...], on: date | None) -> None:
    """For a reader: a table of the answers, what sources say otherwise below it."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (*(["answer"] if on is not None else []), "name", "what", "of", "since", "until", "source"):
        table.add_column(heading, overflow="fold")
    for told in found:
        row = _row(told, on)
        since, until = (str(row.get(key, "")) for key in ("since", "until"))
        until = f"open on {row.get('as_of', 'a day not told')}" if until == ".." else until
        what = str(row.get("office") or " ".join(dict.fromkeys(filter(None, (row["type"], str(row.get("extra", "")))))))
        cells = [str(row["name"]), what.partition(" org:")[0], str(row.get("code", "")), since, until]
        told_by = "; ".join(f"{layer}: {source}" for layer, source in told.sources)
        table.add_row(*([told.answer or "-"] if on is not None else []), *cells, told_by)
    console.print(table)
    for told in found:
        for line in (*told.notes, *(f"{c.field} {c.value} ({c.layer}: {c.source})" for c in told.claims)):
            console.print(f"{told.what.name}: {line}", markup=False)


def _sources(*, as_json: bool) -> int:
    from dragoman.knowledge import manifest
    from dragoman.knowledge.opening import base, file_of

    base()
    made = manifest()
    if as_json:
        for one in made.sources:
            told = {"layer": one.layer, "name": one.name, "version": one.version, "licence": one.licence}
            _put(told | {"what": one.what, "date": one.date, "counts": one.counts})
        return 0
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("layer", "source", "licence", "date", "rows"):
        table.add_column(heading, no_wrap=heading != "licence", justify="right" if heading == "rows" else "left")
    for one in made.sources:
        name = f"{one.name} {one.version}".strip()
        table.add_row(one.layer, name, one.licence or "not told", one.date, f"{sum(one.counts.values()):,}")
    console = Console(highlight=False)
    console.print(table)
    console.print(f"\n{file_of()}: {made.names:,} names", soft_wrap=True)
    return 0


def _build(into: Path | None, *, as_json: bool) -> int:
    from dragoman.knowledge.making import make

    file, made, bad = make(into, _say)
    if as_json:
        _put({"file": str(file), "bytes": file.stat().st_size, "counts": made.counts, "left_out": bad})
    else:
        typer.echo(f"{file}: {sum(made.counts.values())} rows, {made.names} names")
    return 1 if bad else 0


def _import(files: list[str], told: dict[str, str | None], *, as_json: bool) -> int:
    from dragoman.knowledge import importing

    day = told["as_of"]
    if day is not None:
        _day("--as-of", day)
    status = 0
    for done in importing.take([Path(name) for name in files], _say, **told):
        _report(done, as_json=as_json)
        status |= bool(done.bad or not done.kept)
    importing.settle(_say)
    return status


def _refresh(contact: str | None, *, as_json: bool) -> int:
    from dragoman.knowledge import importing
    from dragoman.knowledge.importing.refresh import run

    done = run(_say, contact=contact)
    _report(done, as_json=as_json)
    importing.settle(_say)
    return 1 if done.bad or not done.kept else 0


def _report(done: Any, *, as_json: bool) -> None:
    """One line of what was kept of a file."""
    kept = {"tenures": done.tenures, "facts": done.facts, "left_out": done.bad}
    if as_json:
        _put({"source": done.source, "format": done.format, **kept, "kept": str(done.kept) if done.kept else None})
    else:
        typer.echo(
            f"{done.source}: {done.format}: " + ", ".join(f"{n} {what.replace('_', ' ')}" for what, n in kept.items())
        )
