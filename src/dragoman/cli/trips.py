"""`dragoman trips`, `meetings`, `statements`, `tenures`: who goes where, meets whom, says what, holds which office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli import asking

Words = Annotated[str, typer.Option("--words", metavar="WORDS", help="As for dragoman search.")]
Many = list[str] | None
Record = Annotated[Path, asking.RECORD]
Person = Annotated[Many, asking.PERSON]
Organisation = Annotated[Many, asking.ORGANISATION]
Country = Annotated[Many, asking.COUNTRY]
Place = Annotated[Many, asking.PLACE]
Status = Annotated[Many, asking.STATUS]
Source = Annotated[Many, asking.SOURCE]
Without = Annotated[Many, asking.WITHOUT]
Since = Annotated[str | None, asking.SINCE]
Until = Annotated[str | None, asking.UNTIL]
Confidence = Annotated[float, asking.CONFIDENCE]
Copies = Annotated[bool, asking.COPIES]
Json = Annotated[bool, asking.JSON]
Csv = Annotated[bool, asking.CSV]
Table = Annotated[bool, asking.TABLE]


def trips(
    record: Record, person: Person = None, organisation: Organisation = None, country: Country = None,
    place: Place = None, status: Status = None, source: Source = None, without: Without = None, since: Since = None,
    until: Until = None, confidence: Confidence = 0.0, copies: Copies = True, words: Words = "", json: Json = False,
    csv: Csv = False, table: Table = False,
) -> None:  # fmt: skip
    """Say who goes where and when: a line a stop, in the order of time."""
    _ask("trips", locals())


def meetings(
    record: Record, person: Person = None, organisation: Organisation = None, country: Country = None,
    place: Place = None, status: Status = None, source: Source = None, without: Without = None, since: Since = None,
    until: Until = None, confidence: Confidence = 0.0, copies: Copies = True, words: Words = "", json: Json = False,
    csv: Csv = False, table: Table = False,
) -> None:  # fmt: skip
    """Say who meets whom, where and when: a line a meeting."""
    _ask("meetings", locals())


def statements(
    record: Record, person: Person = None, organisation: Organisation = None, country: Country = None,
    place: Place = None, status: Status = None, source: Source = None, without: Without = None, since: Since = None,
    until: Until = None, confidence: Confidence = 0.0, copies: Copies = True, words: Words = "", json: Json = False,
    csv: Csv = False, table: Table = False,
) -> None:  # fmt: skip
    """Say who said what: a line a statement."""
    _ask("statements", locals())


def tenures(
    record: Record, person: Person = None, organisation: Organisation = None, country: Country = None,
    place: Place = None, status: Status = None, source: Source = None, without: Without = None, since: Since = None,
    until: Until = None, confidence: Confidence = 0.0, copies: Copies = True, words: Words = "", json: Json = False,
    csv: Csv = False, table: Table = False,
) -> None:  # fmt: skip
    """Say who holds which office, and since when: a line an office."""
    _ask("tenures", locals())


def _ask(kind: str, given: dict[str, Any]) -> None:
    from dragoman import query

    forms = {f"as_{name}": given.pop(name) for name in ("json", "csv", "table")}
    with asking.asked(given.pop("record")) as store:
        how = asking.form(**forms)
        found: Iterator[Any] = getattr(query, kind)(store, asking.filters(**given))
        asking.write((asdict(one) for one in found), how)
