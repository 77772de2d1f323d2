"""The formats of `dragoman export` by name: what each is for, and the function that writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from dragoman.export import bibtex, calendar, csv, ftm, geojson, graph, items, linked, markdown, timeline
from dragoman.query import Item

Write = Callable[[Iterable[Item]], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the ending of its files, what it is in a few words, and what writes it, a piece at a time.

    `holds` says whether it can hold an item, and `needs` what the others lack.
    """

    ending: str
    means: str
    write: Write
    holds: Callable[[Item], bool] = lambda _: True
    needs: str = ""


DATED = "a calendar is of trips, meetings, gatherings and elections with a day"
FORMATS: dict[str, Format] = {
    "csv": Format("csv", "a table, safe for spreadsheets", csv.document),
    "csv-plain": Format("csv", "the same for programs, nothing escaped", partial(csv.document, plain=True)),
    "jsonl": Format("jsonl", "everything, a line of JSON an item", items.document),
    "geojson": Format("geojson", "maps: stops as points, journeys as lines", geojson.document),
    "ics": Format(
        "ics", "a calendar of trips, meetings, gatherings and elections", calendar.document, calendar.entered, DATED
    ),
    "graphml": Format("graphml", "a graph of who met whom", graph.document, graph.met, "it is of meetings alone"),
    "jsonld": Format("jsonld", "schema.org, evidence as Web Annotations, provenance", linked.document),
    "ftm": Format("ftm.json", "FollowTheMoney entities, a line of JSON each", ftm.document),
    "timelinejs": Format("json", "a timeline on a web page", timeline.document, timeline.dated, "they have no day"),
    "bibtex": Format("bib", "the articles as a bibliography", bibtex.document),
    "markdown": Format("md", "a brief for readers", markdown.document),
}
"""What is written as text; `parquet` is a folder, and `plover` and `cameo` are made of records."""
