"""Organisations, recurring gatherings, and the names by which buildings and ministries stand for others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge import tables
from dragoman.knowledge.facts import Entry, Fact
from dragoman.knowledge.names import slug
from dragoman.knowledge.places import Gazetteer
from dragoman.lexicon import load


def organisations(places: Gazetteer) -> Iterator[Entry]:
    """Entries of organisations; their coordinates are those of their seat ("US:Washington")."""
    for sort, rows in load("organisations").items():
        if sort == "gathering":
            continue
        for key, row in rows.items():
            seat = _seat(row, f"organisations.toml: {key}", places)
            fact = Fact(
                "organization",
                row["name"],
                row.get("code"),
                wikidata=row.get("wikidata"),
                latitude=seat.latitude if seat else None,
                longitude=seat.longitude if seat else None,
                key=f"org:{key}",
                extra=sort,
            )
            yield Entry(fact, (row["name"], *row.get("forms", ())))


def gatherings() -> Iterator[Entry]:
    """Entries of summits and conferences that recur, with the key of the organisation whose they are."""
    tables = load("organisations")
    known = {key for sort, rows in tables.items() if sort != "gathering" for key in rows}
    for key, row in tables["gathering"].items():
        if row.get("of") and row["of"] not in known:
            raise KnowledgeError(f"organisations.toml: the gathering {key} is of {row['of']}, which is not there")
        of = f"org:{row['of']}" if row.get("of") else ""
        fact = Fact("gathering", row["name"], None, wikidata=row.get("wikidata"), key=f"gathering:{key}", extra=of)
        yield Entry(fact, (row["name"], *row.get("forms", ())), about=of)


def metonyms(places: Gazetteer) -> Iterator[Entry]:
    """Entries of buildings, streets and cities that stand for a government, a ministry or an organisation."""
    for row in tables.rows("metonyms"):
        name, about = row["name"], row["about"]
        code = row["code"] or (about.removeprefix("country:") if about.startswith("country:") else None)
        seat = _seat({"seat": row["seat"]} if row["seat"] else {}, f"metonyms.tsv: {name}", places)
        fact = Fact(
            "metonym",
            name,
            code,
            wikidata=row["wikidata"] or None,
            latitude=seat.latitude if seat else None,
            longitude=seat.longitude if seat else None,
            key=f"metonym:{slug(name)}:{about}",
            extra=row["kind"],
        )
        yield Entry(fact, (name, *filter(None, row["forms"].split("|"))), about=about)


def _seat(row: dict[str, Any], where: str, places: Gazetteer) -> Fact | None:
    if "seat" not in row:
        return None
    city = places.city("", row["seat"])
    if city is None:
        raise KnowledgeError(f"{where} sits in {row['seat']}, which the gazetteer lacks")
    return city.fact
