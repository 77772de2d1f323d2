"""Places as GeoJSON (RFC 7946): the stops of a trip as points and the ways between them as lines, all else as a point.

One feature an item, so that the collection has as many features as the question has items: a trip with several stops
is a GeometryCollection of its points and its line. What has no place with coordinates has a null geometry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from dragoman.export.rows import place, point, row
from dragoman.model import Trip
from dragoman.query import Item


def document(items: Iterable[Item]) -> Iterator[str]:
    """The collection, a feature a line."""
    yield '{"type":"FeatureCollection","features":['
    for number, item in enumerate(items):
        yield (",\n" if number else "\n") + json.dumps(feature(item), ensure_ascii=False, separators=(",", ":"))
    yield "\n]}\n"


def feature(item: Item) -> dict[str, Any]:
    """An item as a feature; its properties are the columns of the table, and a trip's stops."""
    told = {key: value for key, value in row(item).items() if key not in ("id", "latitude", "longitude")}
    if isinstance(item.claim, Trip):
        told["stops"] = [
            {
                "place": item.name(leg.place),
                "country": leg.country,
                "earliest": leg.when.earliest if leg.when else None,
                "latest": leg.when.latest if leg.when else None,
                "status": leg.status,
                "transit": leg.transit,
            }
            for leg in item.claim.legs
        ]
    return {"type": "Feature", "id": item.id, "geometry": _geometry(item), "properties": told}


def _geometry(item: Item) -> dict[str, Any] | None:
    if not isinstance(item.claim, Trip):
        return _point(place(item))
    spots = [spot for spot in (point(item, leg.place) for leg in item.claim.legs) if spot]
    if len(spots) < 2:
        return _point(spots[0] if spots else None)
    points = [{"type": "Point", "coordinates": list(spot)} for spot in spots]
    return {"type": "GeometryCollection", "geometries": [*points, _way(spots)]}


def _way(spots: list[tuple[float, float]]) -> dict[str, Any]:
    """The line through the stops, cut where it crosses the 180th meridian, as section 3.1.9 asks."""
    lines: list[list[list[float]]] = [[list(spots[0])]]
    for (east, north), (east2, north2) in pairwise(spots):
        if abs(east2 - east) > 180:
            edge = 180.0 if east > 0 else -180.0
            around = east2 + 2 * edge
            part = (edge - east) / (around - east)
            middle = round(north + part * (north2 - north), 6)
            lines[-1].append([edge, middle])
            lines.append([[-edge, middle]])
        lines[-1].append([east2, north2])
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def _point(spot: tuple[float, float] | None) -> dict[str, Any] | None:
    return {"type": "Point", "coordinates": list(spot)} if spot else None
