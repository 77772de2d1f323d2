"""A calendar of trips, meetings, gatherings and elections as iCalendar (RFC 5545), made with the icalendar library.

Every entry is of whole days, its last day included (DTEND is the day after). What has no first day stands in no calendar.
UIDs stay the same from export to export, and what was called off is there as CANCELLED, so that a calendar subscribed
to takes it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from dragoman.errors import MissingExtra
from dragoman.export import words
from dragoman.export.rows import article_key, place
from dragoman.query import Item

KINDS = ("trips", "meetings", "gatherings", "elections")
STATUS = {"happened": "CONFIRMED", "under_way": "CONFIRMED", "planned": "CONFIRMED", "cancelled": "CANCELLED"}
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
FIRST = "1970-01-01"


def document(items: Iterable[Item]) -> Iterator[str]:
    """The calendar whole; raises MissingExtra where icalendar is not installed."""
    try:
        import icalendar
    except ImportError:
        raise MissingExtra("a calendar", "calendar") from None
    out = icalendar.Calendar()
    out.add("prodid", "-//dragoman//record of diplomacy//EN")
    out.add("version", "2.0")
    out.add("method", "PUBLISH")
    out.add("x-wr-calname", "Diplomacy")
    for item in items:
        if not entered(item):
            continue
        entry = icalendar.Event()
        first, last = span(item)
        entry.add("uid", f"{article_key(item.id)}@dragoman")
        # Not the clock: the same record gives the same bytes.
        entry.add("dtstamp", datetime.combine(date.fromisoformat(_told(item)), time(), UTC))
        entry.add("dtstart", first)
        entry.add("dtend", last + timedelta(days=1))
        entry.add("summary", _clean(_summary(item)))
        entry.add("description", _clean(_description(item)))
        entry.add("status", STATUS.get(item.status, "TENTATIVE"))
        entry.add("transp", "TRANSPARENT")
        entry.add("categories", [item.kind, item.status])
        where = ", ".join(dict.fromkeys(filter(None, [item.place, item.name(item.country) if item.country else ""])))
        if where:
            entry.add("location", _clean(where))
        spot = place(item)
        if spot:
            entry.add("geo", (spot[1], spot[0]))
        if item.reports[0].url and re.fullmatch(r"https?://[!-~]+", item.reports[0].url):
            entry.add("url", item.reports[0].url)
        out.add_component(entry)
    yield out.to_ical().decode("utf-8")


def entered(item: Item) -> bool:
    """Whether a calendar can hold it."""
    return item.kind in KINDS and span_of(item) is not None


def span(item: Item) -> tuple[date, date]:
    """The first and the last day of an entry; one with an open end has its first day alone."""
    found = span_of(item)
    assert found is not None
    return found


def span_of(item: Item) -> tuple[date, date] | None:
    """The same, or None where there is no day that a calendar knows."""
    try:
        first = date.fromisoformat(item.earliest or item.latest or "")
        last = date.fromisoformat(item.latest or item.earliest or "")
    except ValueError:
        return None
    return (first, max(first, last)) if last < date.max else None


def _summary(item: Item) -> str:
    mark = "" if item.status in ("happened", "under_way", "planned") else f" ({words.status(item.status)})"
    return f"{item.title}{mark}"


def _description(item: Item) -> str:
    when = words.interval(item.earliest, item.latest, item.edtf or "")
    lines = [f"{words.status(item.status)}, {when}", f"Sources: {item.sources}; sure to {item.confidence:.2f}"]
    for report in item.reports:
        lines += [f"“{span.text}”" for span in report.evidence]
        lines.append(f"— {', '.join(filter(None, [report.title, report.url or report.source, report.published]))}")
    return "\n".join(lines)


def _told(item: Item) -> str:
    """The day of the last report."""
    return max((report.published for report in item.reports if report.published), default=FIRST)


def _clean(text: str) -> str:
    """Text without the controls that RFC 5545 does not allow; CR LF is one line end."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
