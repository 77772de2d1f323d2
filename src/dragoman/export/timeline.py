"""A timeline as the JSON of TimelineJS: a slide for every item with a day that its calendar knows.

TimelineJS puts texts into the page as HTML, so that all marks of HTML are written as entities.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from dragoman.export import words
from dragoman.export.calendar import span_of
from dragoman.export.rows import article_key
from dragoman.query import Item


def document(items: Iterable[Item]) -> Iterator[str]:
    """The timeline, a slide a line."""
    yield '{"events":['
    first = True
    for item in items:
        if span_of(item) is not None:
            yield ("\n" if first else ",\n") + json.dumps(slide(item), ensure_ascii=False, separators=(",", ":"))
            first = False
    yield "\n]}\n"


def dated(item: Item) -> bool:
    """Whether it has a day that its calendar knows."""
    return span_of(item) is not None


def slide(item: Item) -> dict[str, Any]:
    """An item as a slide."""
    days = span_of(item)
    assert days is not None
    first, last = ({"year": day.year, "month": day.month, "day": day.day} for day in days)
    return {
        "unique_id": re.sub(r"[^A-Za-z0-9_-]", "-", article_key(item.id)),
        "start_date": first,
        "end_date": last,
        "display_date": words.interval(item.earliest, item.latest, item.edtf or ""),
        "group": item.kind,
        "text": {"headline": marked(item.title), "text": _text(item)},
    }


def marked(text: str) -> str:
    """Words as HTML."""
    return escape(words.clean(text))


def _text(item: Item) -> str:
    lines = [f"<p>{marked(words.status(item.status))}</p>"]
    for report in item.reports:
        quotes = " … ".join(span.text for span in report.evidence)
        name = marked(report.title or report.source)
        if report.url and re.fullmatch(r"https?://[!-~]+", report.url):
            name = f'<a href="{escape(report.url)}">{name}</a>'
        lines.append(f"<blockquote>{marked(quotes)}</blockquote><p>{name} {marked(report.published or '')}</p>")
    return "".join(lines)
