"""Tables in CSV: read line by line, and the documented form in which anybody can write facts down.

Columns of a tenure: code, office, name, forms, since, until, born, gender, marks, wikidata, as_of, source. Of any other fact:
kind, key, name, forms, code, wikidata, geonames, latitude, longitude, population, about, extra, source. Several forms or
marks are parted by "|". A file may hold both; a row without a kind is a tenure. docs/how-to/add-your-own-knowledge.md tells
what the cells mean.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from dragoman.knowledge.importing.rows import Flaw, Line, Read, Row, code_of, fact, tenure

COLUMNS = frozenset(
    "kind code office name forms since until born gender marks wikidata as_of source key geonames latitude longitude "
    "population about extra basis".split()
)
ONLY_TENURES = ("office", "since", "until", "born", "gender", "marks", "as_of", "basis")
ONLY_FACTS = ("key", "geonames", "latitude", "longitude", "population", "about", "extra")
LONGEST = 50
"""Lines that one row may go over; a quotation mark that nobody closed costs its own line and no more."""


def records(text: str) -> Iterator[tuple[int, list[str]] | Flaw]:
    """The rows of a table with their lines; commas, semicolons and tabs are told apart by the first line."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    parting = max(",;\t", key=lines[0].count) if lines else ","
    at = 0
    while at < len(lines):
        reader = csv.reader(lines[at : at + LONGEST], delimiter=parting, strict=True)
        try:
            cells = next(reader)
        except (csv.Error, StopIteration) as error:
            yield Flaw(at + 1, f"no row of a table ({error})")
            at += 1
            continue
        if any(cells):
            damaged = any("\udc80" <= letter <= "\udcff" for cell in cells for letter in cell)
            yield Flaw(at + 1, "its bytes are no UTF-8") if damaged else (at + 1, cells)
        at += reader.line_num


def dicts(text: str) -> Iterator[tuple[int, dict[str, str]] | Flaw]:
    """The rows of a table by the names of its first line."""
    names: list[str] | None = None
    for record in records(text):
        if isinstance(record, Flaw):
            yield record
            continue
        number, cells = record
        if names is None:
            names = [cell.strip() for cell in cells]
        elif len(cells) > len(names):
            yield Flaw(number, f"{len(cells)} cells under {len(names)} headings")
        else:
            yield number, {name: cell.strip() for name, cell in zip(names, cells, strict=False)}


def read(text: str, as_of: str) -> Read:
    """The rows of a file in the documented form."""
    told = False
    for record in dicts(text):
        if isinstance(record, Flaw):
            yield record
            continue
        number, cells = record
        strange = [name for name in cells if name not in COLUMNS]
        if strange and not told:
            told = True
            yield Flaw(1, f"no column is called {', '.join(map(repr, strange))}: what stands there is left out")
        try:
            yield Line(number, _row({name: cell for name, cell in cells.items() if name in COLUMNS and cell}, as_of))
        except ValueError as error:
            yield Flaw(number, str(error))


def _row(cells: dict[str, str], as_of: str) -> Row:
    """A row of cells that are not empty; raises ValueError."""
    kind = cells.pop("kind", "tenure")
    rest: Row = {**cells}
    if "code" in cells:
        rest["code"] = _code(cells["code"])
    for name in ("forms", "marks"):
        if name in cells:
            rest[name] = list(dict.fromkeys(filter(None, (part.strip() for part in cells[name].split("|")))))
    misplaced = [name for name in (ONLY_FACTS if kind == "tenure" else ONLY_TENURES) if name in rest]
    if misplaced:
        raise ValueError(f"a {kind} has no {misplaced[0]}")
    if kind == "tenure":
        return tenure(**{"as_of": as_of, **rest})
    for names, number in ((("geonames", "population"), int), (("latitude", "longitude"), float)):
        for name in names:
            if name in rest:
                rest[name] = _number(name, rest[name], number)
    return fact(kind, rest.pop("name", ""), **rest)


def _number(name: str, text: str, number: type[int | float]) -> float:
    try:
        found = number(text)
    except ValueError:
        found = number("-1") if number is int else float("nan")
    if found != found or (number is int and found < 0):  # noqa: PLR0124 - a number that is none
        raise ValueError(f"{text!r} is no {name}")
    return found


def _code(words: str) -> str:
    found = code_of(words)
    if not found:
        raise ValueError(f"{words!r} is no country or organisation that is known")
    return found
