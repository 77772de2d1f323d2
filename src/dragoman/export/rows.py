"""An item as one flat row: what CSV and Parquet have in common. Every column has a type and its meaning in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dragoman.query import Item


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its cells, what it means."""

    name: str
    type: Literal["string", "number", "integer", "date", "boolean"]
    means: str


COLUMNS = (
    Column("id", "string", "The name of the event, or of the claim where it stands alone; the same in every export."),
    Column("kind", "string", "trips, meetings, statements, tenures, elections, gatherings, resolutions or actions."),
    Column("status", "string", "planned, under_way, happened, cancelled, proposed, denied or hypothetical."),
    Column("title", "string", "The event in a line."),
    Column("earliest", "date", "The first day on which it may have begun; empty where none is known."),
    Column("latest", "date", "The last day on which it may have ended; empty where none is known or it is open."),
    Column("edtf", "string", "The same as EDTF (ISO 8601-2), which tells approximate and open times."),
    Column("basis", "string", "What the time rests on: stated, relative (counted from another day) or inferred."),
    Column("place", "string", "Where, by name; of a trip the first stop."),
    Column("country", "string", "The country of the place or the office, ISO 3166-1 alpha-2."),
    Column("latitude", "number", "Of the place, degrees, WGS 84."),
    Column("longitude", "number", "Of the place, degrees, WGS 84."),
    Column("who", "string", 'Those who take part, each once, separated by " | ".'),
    Column("who_ids", "string", "The same by Wikidata's number, or kind:name where none is known."),
    Column("who_countries", "string", "The countries of the same, empty between separators where none is known."),
    Column("confidence", "number", "How sure the reading is, 0 to 1."),
    Column("reports", "integer", "How many claims tell of it."),
    Column("sources", "integer", "How many independent articles these stand in; copies of a wire story count once."),
    Column("published", "date", "The day on which the best report was published."),
    Column("article", "string", "The uid of the article of the best report."),
    Column("url", "string", "Its address."),
    Column("source", "string", "Where it was read."),
    Column("evidence", "string", 'The words that the best report stands on, stretches separated by " … ".'),
)
BAR = " | "


def row(item: Item) -> dict[str, Any]:
    """The cells of an item by column, None where nothing is known."""
    who = item.who()
    report = item.reports[0]
    spot = place(item)
    return {
        "id": item.id, "kind": item.kind, "status": item.status, "title": item.title, "earliest": item.earliest,
        "latest": item.latest, "edtf": item.edtf, "basis": item.basis, "place": item.place, "country": item.country,
        "latitude": spot[1] if spot else None, "longitude": spot[0] if spot else None,
        "who": BAR.join(item.name(key) for key in who) or None,
        "who_ids": BAR.join(item.identities[key] for key in who) or None,
        "who_countries": BAR.join(item.entities[key].country or "" for key in who) or None,
        "confidence": item.confidence, "reports": len(item.reports), "sources": item.sources,
        "published": report.published, "article": report.article, "url": report.url, "source": report.source,
        "evidence": " … ".join(span.text for span in report.evidence),
    }  # fmt: skip


def place(item: Item) -> tuple[float, float] | None:
    """Longitude and latitude of where it is, None where they are not known."""
    for role in ("legs.place", "place"):
        for held, key in item.roles:
            entity = item.entities[key]
            if held == role and (item.place is None or entity.name == item.place):
                spot = point(item, key)
                if spot:
                    return spot
    return None


def point(item: Item, key: str | None) -> tuple[float, float] | None:
    """Longitude and latitude of an entity."""
    entity = item.entities.get(key or "")
    if entity is None or entity.latitude is None or entity.longitude is None:
        return None
    return entity.longitude, entity.latitude


def article_key(uid: str) -> str:
    """An uid as a name in formats that allow neither strokes nor blanks."""
    return uid.replace("/", "-")
