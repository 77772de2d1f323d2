"""Items as JSON, one a line: the event, its best claim as the record has it, who is named, and every report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.model import to_json
from dragoman.query import Item


def document(items: Iterable[Item]) -> Iterator[str]:
    """A line of JSON an item, letters as they are."""
    for item in items:
        yield json.dumps(told(item), ensure_ascii=False, separators=(",", ":")) + "\n"


def told(item: Item) -> dict[str, Any]:
    """An item as a JSON object; in `claim`, names stand as ids of `entities`, as in the record."""
    entities = []
    for key, entity in item.entities.items():
        shown = to_json(entity)
        del shown["mentions"]
        entities.append({**shown, "identity": item.identities[key]})
    return {
        "id": item.id, "kind": item.kind, "status": item.status, "title": item.title, "earliest": item.earliest,
        "latest": item.latest, "edtf": item.edtf, "basis": item.basis, "place": item.place, "country": item.country,
        "confidence": item.confidence, "sources": item.sources, "claim": to_json(item.claim), "entities": entities,
        "reports": [to_json(report) for report in item.reports],
    }  # fmt: skip
