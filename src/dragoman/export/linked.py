"""Items as JSON-LD: schema.org for what happened, Web Annotations for the words, PROV for where it comes from.

The context stands in the document, so that reading it asks nothing of the web. Every item is one `schema:Event` (an
office held is a `schema:Role`), named by `urn:dragoman:` and its id; each report is an annotation whose target is the
article, with the exact words and their place as selectors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from dragoman.export.rows import place
from dragoman.query import Item, Report

CONTEXT = {
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dragoman": "urn:dragoman:term:",
    "id": "@id",
    "type": "@type",
    "startDate": {"@id": "schema:startDate", "@type": "xsd:date"},
    "endDate": {"@id": "schema:endDate", "@type": "xsd:date"},
    "eventStatus": {"@id": "schema:eventStatus", "@type": "@id"},
    "exact": "oa:exact",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "sameAs": {"@id": "schema:sameAs", "@type": "@id"},
}
TYPES = {
    "person": "schema:Person",
    "organization": "schema:Organization",
    "polity": "schema:Country",
    "place": "schema:Place",
}
STATUS = {"cancelled": "schema:EventCancelled", "planned": "schema:EventScheduled"}


def document(items: Iterable[Item]) -> Iterator[str]:
    """The document: a context, and a graph with an item a line."""
    yield '{"@context":' + _written(CONTEXT) + ',\n"@graph":['
    for number, item in enumerate(items):
        yield (",\n" if number else "\n") + _written(node(item))
    yield "\n]}\n"


def node(item: Item) -> dict[str, Any]:
    """An item as a node, its reports within."""
    held = item.kind == "tenures"
    told = {
        "id": iri(item.id),
        "type": ["schema:Role" if held else "schema:Event", "prov:Entity"],
        "schema:additionalType": item.kind,
        "schema:name": item.title,
        "startDate": item.earliest,
        "endDate": item.latest,
        "eventStatus": None if held else STATUS.get(item.status),
        "dragoman:status": item.status,
        "dragoman:edtf": item.edtf,
        "dragoman:basis": item.basis,
        "dragoman:confidence": item.confidence,
        "dragoman:sources": item.sources,
        "schema:location": _where(item),
        "schema:participant" if not held else "schema:member": [_party(item, key) for key in item.who()],
        "prov:wasDerivedFrom": [{"id": iri(uid)} for uid in dict.fromkeys(r.article for r in item.reports)],
        "prov:wasAttributedTo": {"id": "urn:dragoman", "type": "prov:SoftwareAgent"},
        "schema:subjectOf": [_annotation(item, report) for report in item.reports],
    }
    return {key: value for key, value in told.items() if value not in (None, [], {})}


def iri(name: str) -> str:
    """A name of ours as an IRI."""
    return f"urn:dragoman:{quote(name, safe='/-._~:')}"


def _where(item: Item) -> dict[str, Any] | None:
    if item.place is None and item.country is None:
        return None
    spot = place(item)
    told: dict[str, Any] = {"type": "schema:Place", "schema:name": item.place or item.name(item.country)}
    if item.country:
        told["schema:addressCountry"] = item.country
    if spot:
        told["schema:longitude"], told["schema:latitude"] = spot
    return told


def _party(item: Item, key: str) -> dict[str, Any]:
    entity = item.entities[key]
    told: dict[str, Any] = {
        "id": iri(item.identities[key]),
        "type": TYPES.get(entity.kind, "schema:Thing"),
        "schema:name": entity.name,
    }
    if entity.wikidata:
        told["sameAs"] = f"http://www.wikidata.org/entity/{quote(entity.wikidata, safe='')}"
    return told


def _annotation(item: Item, report: Report) -> dict[str, Any]:
    """A report: the words it stands on, in the article where they stand."""
    source: dict[str, Any] = {"id": iri(report.article), "type": ["schema:Article", "prov:Entity"]}
    source |= {"schema:headline": report.title, "schema:datePublished": report.published, "schema:url": report.url}
    selectors = [
        {
            "type": "oa:TextQuoteSelector",
            "exact": span.text,
            "oa:refinedBy": {"type": "oa:TextPositionSelector", "start": span.start, "end": span.end},
        }
        for span in report.evidence
    ]
    return {
        "id": iri(report.claim) if report.claim != item.id else iri(f"{report.claim}/evidence"),
        "type": "oa:Annotation",
        "oa:motivatedBy": {"id": "oa:identifying"},
        "oa:hasBody": {"id": iri(item.id)},
        "oa:hasTarget": {
            "oa:hasSource": {key: value for key, value in source.items() if value is not None},
            "oa:hasSelector": selectors,
        },
    }


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
