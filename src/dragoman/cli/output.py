"""What the verbs have in common on the way out: records and errors written, progress shown, pipes that close."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dragoman.errors import UsageError
from dragoman.export import jsonl
from dragoman.model import Record
from dragoman.run.local import Failure

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

Result = Record | Failure
Write = Callable[[Result], None]
FORMATS = ("plover", "cameo")


def to_terminal() -> bool:
    return sys.stdout.isatty()


def misused(error: UsageError) -> typer.Exit:
    """Says on standard error what the call got wrong; raise what it gives."""
    typer.echo(f"dragoman: {error}", err=True)
    return typer.Exit(2)


def writer(*, as_json: bool) -> Write:
    """How a result is written: a line of JSON, or the brief; in JSON errors too stand on standard output."""
    return _write_json if as_json else _brief_writer()


def formatted(name: str) -> Write:
    """How the actions of a record are written in a format of the field: "plover" (JSON lines) or "cameo" (CSV)."""
    from dragoman.export import cameo, plover

    if name not in FORMATS:
        raise misused(UsageError(f"--format {name}: give one of {', '.join(FORMATS)}"))
    begun = False

    def write(result: Result) -> None:
        nonlocal begun
        if isinstance(result, Failure):
            typer.echo(f"dragoman: {result.source}: {result.reason}", err=True)
            return
        text = plover.text(result) if name == "plover" else cameo.text(result, header=not begun)
        begun = True
        sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
        sys.stdout.buffer.flush()

    return write


def _write_json(result: Result) -> None:
    line = jsonl.error_line(result.source, result.reason) if isinstance(result, Failure) else jsonl.line(result)
    # Bytes, so that the output is the same under every locale.
    sys.stdout.buffer.write(line.encode("utf-8", errors="replace") + b"\n")
    sys.stdout.buffer.flush()


def _brief_writer() -> Write:
    from rich.console import Console

    from dragoman.export.brief import brief

    # A terminal that cannot show a letter shows a question mark; the run does not end for it.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    console: Console = Console(highlight=False)
    written = 0

    def write(result: Result) -> None:
        nonlocal written
        if isinstance(result, Failure):
            typer.echo(f"dragoman: {result.source}: {result.reason}", err=True)
            return
        if written:
            console.rule(style="dim")
        written += 1
        brief(result, console)
        sys.stdout.flush()

    return write


def write_all(results: Iterable[Result], write: Write, inputs: list[str]) -> int:
    """Writes every result as it comes and gives the exit status: 1 where one failed, else 0.

    A reader that closes the pipe ends the run without a word: it has what it wanted.
    """
    failed = False
    bar = _bar(inputs)
    # The bar makes way for what is written where both stand on one terminal.
    shared = bar if to_terminal() else None
    try:
        for result in results:
            if shared is not None:
                shared.stop()
            write(result)
            failed = failed or isinstance(result, Failure)
            if bar is not None:
                bar.advance(bar.task_ids[0])
            if shared is not None:
                shared.start()
    except BrokenPipeError:
        # What is still unwritten goes nowhere, or Python would complain of it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        if bar is not None:
            bar.stop()
    return 1 if failed else 0


def _bar(inputs: list[str]) -> Progress | None:
    """A bar on standard error, where somebody watches it and more than one article is to come."""
    counted = all(Path(name).suffix.lower() in (".txt", ".html", ".htm", ".xhtml") for name in inputs)
    if not sys.stderr.isatty() or not inputs or (counted and len(inputs) < 2):
        return None
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("articles"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.add_task("read", total=len(inputs) if counted else None)
    bar.start()
    return bar
