"""A record for a reader: itinerary, meetings, votes, words and offices, each with where it stands in the text."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.export import telling, words
from dragoman.export.words import Reading
from dragoman.model import CLAIM_KINDS, Claim, Leg, Record, Rejection, Statement, Trip

WIDEST = 108  # characters: longer lines tire the reader
LABEL = 11  # characters of the first column: "part quoted"
INDENT = 2
QUOTED = 3  # lines of what somebody said, at most
NAMED = 6  # places named one by one, at most

Row = tuple[str, list[Text]]


def brief(record: Record, console: Console) -> None:
    """Prints a record: the parts that hold something, then what could not be decided.

    Nothing hangs on colour. Where the output is no terminal, no line ends in spaces.
    """
    with console.capture() as page:
        for part in _page(Reading.of(record), min(console.width, WIDEST)):
            console.print(part)
    lines = page.get().split("\n")
    console.file.write("\n".join(lines if console.is_terminal else [line.rstrip() for line in lines]))


def _page(reading: Reading, width: int) -> Iterator[RenderableType]:
    record = reading.record
    yield from _head(reading, width)
    for trip in record.trips:
        yield from _itinerary(reading, trip, width)
    room = width - INDENT - LABEL - 2
    for name, title, tell, apart in telling.PARTS:
        rows = []
        for claim in getattr(record, name):
            label, lines = tell(reading, claim)
            rows.append((label, [*map(Text, lines), *_grounds(reading, claim, room)]))
        if rows:
            yield _title(title)
            yield _grid(rows, width, apart=apart)
    open_ends = list(_undecided(reading, room))
    if open_ends:
        yield _title("Could not be decided")
        yield _grid(open_ends, width, apart=False)


def _head(reading: Reading, width: int) -> Iterator[Text]:
    record, article = reading.record, reading.record.article
    headlines = [s for s in article.segments if s.role == "headline"]
    title = article.text[headlines[0].start : headlines[0].end] if headlines else article.title
    yield Text()
    yield Text(words.clean(title) if title else words.shorten(article.text[:400], width), style="bold")
    about = [words.clean(article.source), _published(record)]
    datelines = [article.text[s.start : s.end] for s in article.segments if s.role == "dateline"]
    if datelines:
        about.insert(1, words.clean(datelines[0]).rstrip(" -–—_:"))
    yield Text(" · ".join(about), style="dim")
    if not any(getattr(record, kind) for kind in CLAIM_KINDS):
        yield Text("\nNothing of what dragoman looks for was found in this article.")


def _published(record: Record) -> str:
    article = record.article
    if article.published:
        basis = {"given": "", "metadata": ", says the page", "dateline": ", says the dateline"}
        said = basis.get(article.published_basis or "", ", as far as can be told")
        return f"published {words.day(article.published)}{said}"
    if article.published_window:
        between = words.listed([words.day(end) for end in article.published_window])
        return f"published between {between}, as far as can be told"
    return "day of publication unknown"


# The itinerary


def _itinerary(reading: Reading, trip: Trip, width: int) -> Iterator[RenderableType]:
    status, lines = telling.trip(trip)
    yield _title(f"Itinerary of {reading.name(trip.traveller)}")
    yield _grid([(status, [Text(line) for line in lines])], width, apart=False)
    if not trip.legs:
        room = width - INDENT - LABEL - 2
        yield _grid([("", _grounds(reading, trip, room))], width, apart=False)
        return
    yield Text()
    yield Padding(_stops(reading, trip), (0, 0, 0, INDENT))
    yield Text()
    label = min(22, max(LABEL, *(len(reading.name(leg.place)) for leg in trip.legs)))
    room = width - INDENT - label - 2
    rows = [(reading.name(leg.place), [_where(reading, leg, room)]) for leg in trip.legs]
    yield _grid(rows, width, apart=False, label=label)


def _stops(reading: Reading, trip: Trip) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    table.add_column("Stop", min_width=8, max_width=22)
    table.add_column("Country", max_width=18)
    table.add_column("When", min_width=9)
    table.add_column("Status", no_wrap=True)
    table.add_column("There")
    for leg in trip.legs:
        stop, country = reading.name(leg.place), reading.country(leg.country)
        table.add_row(
            Text(stop + (" (on the way)" if leg.transit else "")),
            Text(country if country != stop else ""),
            Text(words.when(leg.when, short=True) or "–"),
            Text(words.status(leg.status)),
            Text(_there(reading, leg, trip.traveller) or "–"),
        )
    return table


def _there(reading: Reading, leg: Leg, traveller: str) -> str:
    """Whom one meets at a stop, and what takes place there."""
    met = [m for m in reading.record.meetings if m.id in leg.meetings]
    others = [reading.names(tuple(p for p in m.participants if p != traveller)) for m in met]
    events = [words.clean(g.name) for g in reading.record.gatherings if g.id in leg.gatherings]
    return "; ".join(dict.fromkeys(filter(None, [*others, *events])))


# Where it stands, and what is open


def _grounds(reading: Reading, claim: Claim, room: int) -> list[Text]:
    """The words of a statement, who vouches for a claim, and where it stands in the text."""
    if isinstance(claim, Statement) and claim.content:
        content = " … ".join(words.clean(span.text) for span in claim.content)
        lines = Text(_numbers(reading.lines_of(claim.evidence)), style="dim")
        return [Text(words.quote(content, room * QUOTED - 8)), lines]
    told = [Text(f"According to {reading.name(claim.said_by)}")] if claim.said_by else []
    return [*told, _where(reading, claim, room)]


def _where(reading: Reading, told: Claim | Leg | Rejection, room: int) -> Text:
    """ "line 21: “In La Paz, Ruiz, who … Eva Rojas”", on one line."""
    evidence = told.evidence if isinstance(told.evidence, tuple) else (told.evidence,) if told.evidence else ()
    first = min(evidence, key=lambda span: span.start)
    number = reading.line(first.start)
    others = [n for n in reading.lines_of(evidence) if n != number]
    also = f", also {_numbers(others)}" if others else ""
    here = f"line {number}: "
    return Text(here + words.quote(first.text, max(24, room - len(here) - len(also))) + also, style="dim")


def _undecided(reading: Reading, room: int) -> Iterator[Row]:
    record = reading.record
    if record.article.published is None:
        say = "The day of publication is not known, and with it what “Monday” or “last week” mean: "
        yield "publication", [Text(say + "give it with --published YYYY-MM-DD.")]
    # "now" and "recently" name no day, and nobody expects one.
    unplaced = [d for d in record.dates if d.type in ("DATE", "TIME") and not (d.earliest or d.latest)]
    unplaced = [d for d in unplaced if not d.value.endswith("_REF")]
    if unplaced:
        named = [f"{words.quote(d.text, 40)} (line {reading.line(d.start)})" for d in unplaced[:NAMED]]
        more = [f"{len(unplaced) - NAMED} more"] if len(unplaced) > NAMED else []
        yield "days", [Text(f"No day could be told for {words.listed([*named, *more])}.")]
    undated = [f"{n} of {len(claims)} {kind}" for kind, claims, n in _undated(record) if n]
    if undated:
        yield "times", [Text(f"The text gives no time for {words.listed(undated)}.")]
    reasons: dict[tuple[str, str], list[Rejection]] = {}
    for rejection in record.rejected:
        reasons.setdefault((rejection.stage, rejection.reason), []).append(rejection)
    for (stage, reason), found in reasons.items():
        times = f" ({len(found)} times)" if len(found) > 1 else ""
        shown = [_where(reading, r, room) for r in found if r.evidence][:QUOTED]
        yield words.clean(stage), [Text(words.clean(reason) + times), *shown]


def _undated(record: Record) -> Iterator[tuple[str, tuple[Claim, ...], int]]:
    for kind in ("trips", "meetings", "gatherings", "elections"):
        claims: tuple[Claim, ...] = getattr(record, kind)
        yield kind, claims, sum(claim.when is None for claim in claims)


# On the page


def _title(said: str) -> Text:
    return Text(f"\n{said.upper()}", style="bold")


def _grid(rows: list[Row], width: int, *, apart: bool, label: int = LABEL) -> Padding:
    """Two columns without lines: what kind of thing it is, and what is told of it; `apart` by blank lines."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=label, no_wrap=True, overflow="ellipsis")
    grid.add_column(max_width=max(20, width - INDENT - label - 2))
    for number, (name, lines) in enumerate(rows):
        if apart and number:
            grid.add_row()
        grid.add_row(Text(name), Text("\n").join(lines))
    return Padding(grid, (0, 0, 0, INDENT))


def _numbers(lines: list[int]) -> str:
    if len(lines) == 1:
        return f"line {lines[0]}"
    more = [f"{len(lines) - NAMED} more"] if len(lines) > NAMED else []
    return f"lines {words.listed([*map(str, lines[:NAMED]), *more])}"
