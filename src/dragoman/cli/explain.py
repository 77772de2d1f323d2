"""`dragoman explain`: why the record says what it says of a claim or an event."""

from __future__ import annotations

import json as to_json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.errors import StoreError, UsageError

FILE = typer.Argument(metavar="FILE", help="The record file.")
NAME = typer.Argument(metavar="ID", help="An event's id, or a claim's: ARTICLE/CLAIM, or CLAIM where only one has it.")
JSON = typer.Option("--json", help="All of it as one line of JSON.")


def explain(file: Annotated[Path, FILE], name: Annotated[str, NAME], json: Annotated[bool, JSON] = False) -> None:
    """Tell what a claim or an event rests on: the words, the days and their basis, the reports, what was compared.

    Exit status: 0 told, 2 there is nothing of that name.
    """
    from dragoman.cli import output
    from dragoman.run.explain import explain as found
    from dragoman.store.database import open_store

    try:
        with open_store(file, readonly=True) as store:
            told = found(store, name)
    except (StoreError, UsageError) as error:
        raise output.misused(UsageError(str(error))) from None
    text = to_json.dumps(told, ensure_ascii=False) if json else "\n".join(_lines(told))
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace") + b"\n")
    sys.stdout.buffer.flush()


def _lines(told: dict[str, Any]) -> Iterator[str]:
    from dragoman.export.words import clean

    if "claim" in told:
        yield f"{told['claim']['uid']}  {told['claim']['kind']}"
        yield from _report(told["claim"])
        for field, value in told["claim"]["says"].items():
            yield f"    {field}: {clean(value if isinstance(value, str) else to_json.dumps(value, ensure_ascii=False))}"
        yield ""
    event = told["event"]
    if event is None:
        yield "It counts for no event: it was rejected, its article was superseded, or dragoman merge is still to be run."
        return
    yield f"{event['uid']}  {clean(event['title'])}"
    where = ", ".join(clean(word) for word in (event["place"], event["country"]) if word)
    when = f"{event['edtf']} ({event['basis']})" if event["edtf"] else "no day is told"
    yield f"    {event['kind']}, {event['status']}, {when}{f', {where}' if where else ''}"
    yield f"    sure to {event['confidence']:.2f}; {_counted(event)}"
    if event["formerly"]:
        yield f"    formerly {', '.join(event['formerly'])}"
    for field in dict.fromkeys(one["field"] for one in told["disagreements"]):
        yield f"\nThey differ on {field}:"
        for one in told["disagreements"]:
            if one["field"] == field:
                yield f"  {'*' if one['best'] else ' '} {clean(one['value'])}  says {one['claim']}"
    yield "\nReports:" if len(told["reports"]) > 1 else "\nReported once:"
    for report in told["reports"]:
        yield f"  {'*' if report['leading'] else ' '} {report['uid']}"
        yield from _report(report)
    if told["links"]:
        yield "\nWhy they are one:"
    for link in told["links"]:
        yield f"    {link['claims'][0]} and {link['claims'][1]}"
        yield f"        {_because(link)}"


def _report(report: dict[str, Any]) -> Iterator[str]:
    from dragoman.export.words import clean, shorten

    title = clean(report["title"] or report["url"] or report["source"])
    copy = f", a copy of {report['copy_of']}" if report["copy_of"] else ""
    yield f"    {shorten(title, 90)}, {report['published'] or 'no day'}{copy}"
    when = report["when"]
    days = f"{when['edtf']} ({when['basis']}: “{clean(when['text'])}”)" if when else "no day is told"
    decided = f", {report['verdict']} by a reviewer" if report["verdict"] else ""
    yield f"    {report['status']}, {days}, sure to {report['confidence']:.2f}{decided}"
    for span in report["evidence"]:
        yield f"    line {span['line']}: “{shorten(span['text'], 150)}”"


def _because(link: dict[str, Any]) -> str:
    if link["verdict"] is not None:
        return f"verdict {link['verdict']} of the journal says so"
    parts = (f"{c['field']} {c['level']} {c['weight']:+g}" for c in link["comparisons"] if c["weight"])
    return f"{', '.join(parts)}: {link['score']:+g}"


def _counted(event: dict[str, Any]) -> str:
    reports, sources = event["reports"], event["sources"]
    return f"{reports} report{'s' * (reports != 1)} of {sources} source{'s' * (sources != 1)}"
