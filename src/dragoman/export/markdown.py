"""A brief in Markdown: a section an item, with its reports and the words that they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.export import telling, words
from dragoman.export.words import Reading
from dragoman.model import Article, Record
from dragoman.query import Item, Report

MARKS = re.compile(r"([\\`*_{}\[\]()<>#+.!|~&$=:@-])")
TOLD: dict[str, Any] = {kind: tell for kind, _, tell, _ in telling.PARTS}


def document(items: Iterable[Item]) -> Iterator[str]:
    """The brief: a title, then a section an item."""
    yield "# Brief\n"
    for item in items:
        yield "\n" + section(item)


def section(item: Item) -> str:
    """An item with a heading of the second rank."""
    lines = [f"## {escaped(item.title)}", ""]
    when = words.interval(item.earliest, item.latest, item.edtf or "")
    where = ", ".join(filter(None, [item.place, words_of_country(item)]))
    lines.append(f"- {escaped(', '.join(filter(None, [item.kind, words.status(item.status), when, where])))}")
    lines += [f"- {escaped(line)}" for line in _lines(item)]
    many = "one source" if item.sources == 1 else f"{item.sources} sources"
    lines.append(f"- {many}, sure to {item.confidence:.2f}: `{item.id}`")
    for report in item.reports:
        lines += ["", *_report(report)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Words of which nothing is read as a mark of Markdown or HTML."""
    return MARKS.sub(r"\\\1", words.clean(text))


def words_of_country(item: Item) -> str:
    name = item.name(item.country) if item.country else ""
    return "" if name == item.place else name


def _lines(item: Item) -> list[str]:
    report = item.reports[0]
    article = Article(report.article, report.source, report.url, report.title, report.published, None, None, "en", "")
    reading = Reading(Record(article=article), item.entities, ())
    if item.kind == "trips":
        claim: Any = item.claim
        told = telling.trip(claim)[1]
        for number, leg in enumerate(claim.legs, start=1):
            place = ", ".join(
                filter(None, [reading.name(leg.place), reading.country(leg.country) if leg.country else ""])
            )
            told.append(
                ", ".join(filter(None, [f"stop {number}: {place}", words.when(leg.when), words.status(leg.status)]))
            )
        return told
    lines: list[str] = TOLD[item.kind](reading, item.claim)[1]
    if item.kind == "statements":
        lines += [words.quote(span.text, 400) for span in getattr(item.claim, "content", ())]
    return lines


def _report(report: Report) -> list[str]:
    """The words as a quotation, and where they stand."""
    quotes = [f"> {escaped(span.text)}" for span in report.evidence]
    title = escaped(report.title or report.source)
    safe = report.url and re.fullmatch(r"https?://[^\s<>()\\]+", report.url)
    where = f"[{title}](<{report.url}>)" if safe else title
    return ["\n>\n".join(quotes), "", f"— {', '.join(filter(None, [where, report.published]))}"]
