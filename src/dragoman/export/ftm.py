"""Items as FollowTheMoney entities, a line of JSON each, for Aleph, OpenAleph and their kin.

An item becomes one interval of the schema that fits it: a `Trip`, an `Occupancy` (an office held by a person), an
`Event` otherwise. Those who take part become `Person`, `Organization`, `PublicBody` or `LegalEntity`, each once, the
towns of a trip `Address`, and every article an `Article`. Ids are made from our own, so that a second import changes
nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.export.rows import article_key
from dragoman.model import Tenure, Trip
from dragoman.query import Item, Report

SCHEMATA = {"person": "Person", "organization": "Organization", "polity": "PublicBody", "group": "LegalEntity"}


def document(items: Iterable[Item]) -> Iterator[str]:
    """A line an entity; parties and articles stand before the first item that names them."""
    known: set[str] = set()
    for item in items:
        for made in entities(item):
            if made["id"] not in known:
                known.add(made["id"])
                yield json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"


def entities(item: Item) -> Iterator[dict[str, Any]]:
    """Who takes part in an item, where it is told, and last the item."""
    for key in item.who():
        entity = item.entities[key]
        told = {"name": [entity.name], "country": _code(entity.country), "wikidataId": [entity.wikidata]}
        yield _made(_party(item, key), SCHEMATA[entity.kind], told)
    if isinstance(item.claim, Trip):
        for leg in item.claim.legs:
            yield _made(_stop(item, leg.place), "Address", _address(item, leg.place))
    for report in item.reports:
        yield _article(report)
    yield from _item(item)


def _item(item: Item) -> Iterator[dict[str, Any]]:
    told: dict[str, list[Any]] = {
        "startDate": [item.earliest],
        "endDate": [item.latest],
        "summary": [item.title],
        "description": [" … ".join(span.text for span in report.evidence) for report in item.reports],
        "proof": [article_key(report.article) for report in item.reports],
        "sourceUrl": [report.url for report in item.reports],
        "recordId": [item.id],
    }
    claim = item.claim
    if isinstance(claim, Tenure) and item.entities[claim.person].kind == "person":
        post = _key("post", f"{claim.office}|{item.name(claim.jurisdiction)}")
        country = _code(item.country)
        yield _made(post, "Position", {"name": [claim.office], "country": country})
        told["holder"], told["post"] = [_party(item, claim.person)], [post]
        told["status"] = [{"current": "current", "former": "ended", "acting": "current"}.get(claim.standing, "unknown")]
        if claim.since:
            told["startDate"] = [claim.since.earliest]
        if claim.until:
            told["endDate"] = [claim.until.latest]
        yield _made(article_key(item.id), "Occupancy", told)
        return
    told["name"] = [item.title]
    told["involved"] = [_party(item, key) for key in item.who()]
    told["location"] = [item.place]
    told["country"] = _code(item.country)
    told["keywords"] = [item.kind, item.status]
    if isinstance(claim, Trip):
        stops = [_stop(item, leg.place) for leg in claim.legs]
        # Where a journey began is seldom told; its stops are in order, and the first and the last are what can be said.
        told["startLocation"], told["endLocation"] = stops[:1], stops[-1:]
        yield _made(article_key(item.id), "Trip", told)
        return
    yield _made(article_key(item.id), "Event", told)


def _article(report: Report) -> dict[str, Any]:
    told: dict[str, list[Any]] = {
        "name": [report.title or report.source],
        "title": [report.title],
        "fileName": [report.source],
        "sourceUrl": [report.url],
        "publishedAt": [report.published],
    }
    return _made(article_key(report.article), "Article", told)


def _made(name: str, schema: str, told: dict[str, Any]) -> dict[str, Any]:
    kept = {key: list(dict.fromkeys(v for v in values if v)) for key, values in told.items()}
    return {"id": name, "schema": schema, "properties": {key: values for key, values in kept.items() if values}}


def _stop(item: Item, key: str) -> str:
    return _key("stop", item.identities.get(key, key))


def _address(item: Item, key: str) -> dict[str, list[Any]]:
    entity = item.entities.get(key)
    told: dict[str, list[Any]] = {"full": [item.name(key)], "name": [item.name(key)]}
    if entity is None:
        return told
    spot = {"latitude": [entity.latitude], "longitude": [entity.longitude]}
    held = {name: [None if v is None else str(v) for v in values] for name, values in spot.items()}
    return told | {"country": _code(entity.country), **held}


def _party(item: Item, key: str) -> str:
    return _key("party", item.identities[key])


def _key(sort: str, name: str) -> str:
    return f"{sort}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"


def _code(country: str | None) -> list[str | None]:
    return [country.lower() if country else None]
