"""`dragoman ingest`: articles of files, folders, feeds and archives into one record file."""

from __future__ import annotations

import json as to_json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.read import PUBLISHED
from dragoman.errors import DragomanError, StoreError, UsageError

if TYPE_CHECKING:
    from dragoman.run.ingest import Done, Get, Tally

SOURCES = typer.Argument(
    metavar="SOURCE",
    help="Files (.txt, .html, .jsonl, feeds, .warc, each also as .gz), folders of them, addresses with --fetch, or -.",
)
INTO = typer.Option(metavar="FILE", help="The record file; made where there is none.")
WORKERS = typer.Option(metavar="N", min=1, max=256, help="Processes that read; by default one a core.")
FETCH = typer.Option("--fetch", help="Fetch feeds and articles from the web: http and https, public addresses alone.")
AGAIN = typer.Option("--again", help="Read anew what was read before, as after an upgrade.")
RETRY = typer.Option("--retry", help="Try anew what was rejected before.")
JSON = typer.Option("--json", help="A line of JSON an item on standard output, once it is on the disk.")


def ingest(
    sources: Annotated[list[str], SOURCES],
    into: Annotated[Path, INTO],
    published: Annotated[str | None, PUBLISHED] = None,
    workers: Annotated[int | None, WORKERS] = None,
    fetch: Annotated[bool, FETCH] = False,
    again: Annotated[bool, AGAIN] = False,
    retry: Annotated[bool, RETRY] = False,
    json: Annotated[bool, JSON] = False,
) -> None:
    """Read articles into a record file; run again, only what is new is read.

    Exit status: 0 all is in the record, 1 some items were rejected (the file says why), 2 the call means nothing.
    """
    from dragoman.cli import output
    from dragoman.ingest import day
    from dragoman.run import ingest as run
    from dragoman.store.database import open_store

    web = [name for name in sources if run.is_address(name)]
    if web and not fetch:
        raise output.misused(UsageError(f"{web[0]} is on the web: give --fetch to have it fetched"))
    try:
        default = day(published).isoformat() if published is not None else None
    except UsageError as error:
        raise output.misused(UsageError(f"--published {error}")) from None
    manner = run.Manner(
        workers or _cores(), default, again, retry, reader=_reader(), get=_getter(default) if fetch else None
    )
    try:
        store = open_store(into)
    except StoreError as error:
        raise output.misused(UsageError(str(error))) from None
    try:
        with store:
            tally = _watched(lambda tell: run.ingest(store, sources, manner, tell), sources, as_json=json)
    except DragomanError as error:
        typer.echo(f"dragoman: {error}", err=True)
        raise typer.Exit(1) from None
    raise typer.Exit(1 if tally.failed else 0)


def _getter(default: str | None) -> Get:
    from dragoman.ingest.fetch import Web

    return Web(default).items


def _watched(work: Callable[[Callable[[Done], None]], Tally], names: list[str], *, as_json: bool) -> Tally:
    """Does the work with what is told of it: lines of JSON, rejections, a bar where somebody watches, a summary."""
    from dragoman.ingest.sources import size

    begun = time.monotonic()
    total = sum(size(name) for name in names) if sys.stderr.isatty() else 0
    bar = _Bar(total) if sys.stderr.isatty() else None

    def tell(done: Done) -> None:
        if as_json:
            _write_line(done)
        if done.outcome == "rejected":
            say = bar.say if bar else lambda words: typer.echo(words, err=True)
            say(f"dragoman: {done.name}: {done.reason}")
        if bar:
            bar.advance(done.size)

    try:
        tally = work(tell)
    finally:
        if bar:
            bar.stop()
    typer.echo(_summary(tally, time.monotonic() - begun), err=as_json)
    return tally


def _write_line(done: Done) -> None:
    told = {"source": done.name, "outcome": done.outcome, "article": done.uid, "claims": done.claims}
    told |= {"stage": done.stage, "reason": done.reason} if done.reason else {}
    sys.stdout.buffer.write(to_json.dumps(told, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n")
    sys.stdout.buffer.flush()


def _summary(tally: Tally, seconds: float) -> str:
    """How many items came to what, and the reasons of those that were rejected, the most frequent first."""
    count = tally.counts
    rate = f", {60 * count['read'] / seconds:,.0f} a minute" if count["read"] and seconds > 1 else ""
    known = f"{count['known']:,} known before; {count['rejected']:,} rejected"
    lines = [f"{count['read']:,} read ({tally.claims:,} claims) in {seconds:,.1f} s{rate}; {known}"]
    if tally.reasons:
        lines += ["", f"{'items':>6}  {'stage':9}  reason"]
        ranked = sorted(tally.reasons.items(), key=lambda pair: (-pair[1], pair[0]))
        lines += [f"{number:6,}  {stage:9}  {reason}" for (stage, reason), number in ranked[:40]]
        if len(ranked) > 40:
            lines.append(f"        {len(ranked) - 40} more reasons: they stand in the view 'refused' of the record")
    return "\n".join(lines)


class _Bar:
    """A bar on standard error, with rate and time left. Drawn from here alone: a thread of its own would not outlive a fork."""

    def __init__(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("Reading"),
            BarColumn(),
            TextColumn("{task.fields[items]:,} items, {task.fields[rate]:,.0f} a minute"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            auto_refresh=False,
        )
        self._task = self._bar.add_task("read", total=total or None, items=0, rate=0.0)
        self._begun = self._drawn = time.monotonic()
        self._items = 0
        self._bar.start()

    def advance(self, size: int) -> None:
        """Counts one item of that many bytes."""
        self._items += 1
        now = time.monotonic()
        rate = 60 * self._items / max(now - self._begun, 0.1)
        self._bar.update(self._task, advance=size, items=self._items, rate=rate)
        if now - self._drawn > 0.2:
            self._drawn = now
            self._bar.refresh()

    def say(self, words: str) -> None:
        """Writes a line above the bar."""
        self._console.print(words, markup=False, highlight=False, soft_wrap=True)

    def stop(self) -> None:
        """Takes the bar away."""
        self._bar.stop()


def _cores() -> int:
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _reader() -> str:
    from importlib.metadata import version

    return f"dragoman {version('dragoman')}"
