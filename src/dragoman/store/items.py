"""What was chosen, loaded: each event, or claim that stands alone, with who tells of it and the words they do it in."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.model import CLAIM_KINDS, Claim, Entity, Span
from dragoman.store.record import load_claims
from dragoman.store.search import country_name

PLACES = ("legs.place", "place")
TITLE = 120
KINDS = tuple(CLAIM_KINDS)


@dataclass(frozen=True, slots=True)
class Report:
    """A claim that tells of an item: its uid and status, its article, and the words that it stands on."""

    claim: str
    status: str
    article: str
    source: str
    url: str | None
    title: str | None
    published: str | None
    copy_of: str | None
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An event, or a claim that stands alone. Days are ISO days, both inclusive; `country` is an alpha-2 code.

    `claim` is the one that tells it best, with the `entities` it names by their ids; `identities` tell who they are in
    all articles. `reports` are all that tell of it, the best first; `sources` counts those that are copies of none.
    """

    id: str
    kind: str
    status: str
    title: str
    edtf: str | None
    basis: str | None
    earliest: str | None
    latest: str | None
    place: str | None
    country: str | None
    confidence: float
    sources: int
    claim: Claim
    entities: dict[str, Entity]
    identities: dict[str, str]
    roles: tuple[tuple[str, str], ...]
    reports: tuple[Report, ...]

    def name(self, key: str | None) -> str:
        """An entity's name by its id; of a code of a country the country's; else the word itself."""
        if key is None:
            return ""
        return self.entities[key].name if key in self.entities else country_name(key)

    def who(self) -> tuple[str, ...]:
        """The ids of those who act or suffer it, in the order of the claim, without places."""
        found = (key for role, key in self.roles if role not in PLACES and self.entities[key].kind != "place")
        return tuple(dict.fromkeys(found))


def load(db: sqlite3.Connection, items: Sequence[int]) -> list[Item]:
    """The items of these numbers (a claim's has a minus before it), in their order."""
    told = _reports(db, items)
    leads = {item: lot[0][0] for item, lot in told.items()}
    numbers = [claim for lot in told.values() for claim, *_ in lot]
    claims = load_claims(db, *_among("claim_id", list(leads.values())))
    evidence = _evidence(db, numbers)
    cast = _cast(db, list(leads.values()))
    events = _events(db, [item for item in items if item > 0])
    found = []
    for item in items:
        if item not in told:
            continue
        number = leads[item]
        kind, claim = claims[number]
        reports = tuple(_report(row, evidence) for row in told[item])
        entities = {e.id: e for _, e, _ in cast[number]}
        shared: Any = (
            claim,
            entities,
            {e.id: identity for _, e, identity in cast[number]},
            tuple((role, e.id) for role, e, _ in cast[number]),
            reports,
        )
        if item in events:
            event: Any = events[item]
            found.append(Item(*event, *shared))
        else:
            found.append(_alone(reports, kind, claim, entities, shared))
    return found


def _report(row: tuple[Any, ...], evidence: dict[int, tuple[Span, ...]]) -> Report:
    told: Any = (*row[1:9], evidence[row[0]])
    return Report(*told)


def _alone(reports: tuple[Report, ...], kind: str, claim: Claim, entities: dict[str, Entity], shared: Any) -> Item:
    """A claim as an item of its own."""
    earliest, latest = days(claim)
    where = _where(claim)
    place = entities[where].name if where in entities else None
    legs = getattr(claim, "legs", ())
    country = next((leg.country for leg in legs if leg.country), None)
    if country is None and where in entities:
        country = entities[where].country
    jurisdiction = getattr(claim, "jurisdiction", None)
    if country is None and jurisdiction:
        country = entities[jurisdiction].country if jurisdiction in entities else jurisdiction
    when = claim.when
    return Item(
        reports[0].claim, kind, claim.status, _title(kind, claim, entities), when.edtf if when else None,
        when.basis if when else None, earliest, latest, place, country, claim.confidence,
        1, *shared,
    )  # fmt: skip


def days(claim: Claim) -> tuple[str | None, str | None]:
    """A claim's first and last day; of a trip without a time of its own, those of its stops."""
    if claim.when is not None and (claim.when.earliest or claim.when.latest):
        return claim.when.earliest, claim.when.latest
    told = [leg.when for leg in getattr(claim, "legs", ()) if leg.when]
    first = [when.earliest or when.latest for when in told]
    last = [when.latest or when.earliest for when in told]
    return min(filter(None, first), default=None), max(filter(None, last), default=None)


def _where(claim: Claim) -> str | None:
    legs = getattr(claim, "legs", ())
    return legs[0].place if legs else getattr(claim, "place", None)


def _title(kind: str, claim: Claim, entities: dict[str, Entity]) -> str:
    """A claim in a line: "Ana Ruiz: Lima, Quito"."""

    def names(*keys: str | None) -> str:
        return ", ".join(dict.fromkeys(entities[k].name if k in entities else country_name(k) for k in keys if k))

    said: Any = claim
    about = ""
    if kind == "trips":
        who, about = names(said.traveller), names(*(leg.place for leg in said.legs))
    elif kind == "meetings":
        who, about = names(*said.participants), names(said.place)
    elif kind == "statements":
        who = names(said.speaker) or (said.source.text if said.source else "")
        about = " … ".join(span.text for span in said.content)
    elif kind == "tenures":
        who, about = names(said.person), ", ".join(filter(None, [said.office, names(said.jurisdiction)]))
    elif kind == "elections":
        who, about = names(said.jurisdiction), said.office or " ".join(filter(None, [said.kind, "election"]))
    elif kind == "gatherings":
        who, about = said.name, names(said.place)
    elif kind == "resolutions":
        who, about = names(said.body), said.about.text if said.about else said.decision or "resolution"
    else:
        about = said.event_type.replace("_", " ").lower()
        who = " → ".join(filter(None, [names(*said.actors), names(*said.recipients)]))
    line = " ".join(": ".join(filter(None, [who, about])).split()) or kind
    return line if len(line) <= TITLE else f"{line[: TITLE - 1].rstrip()}…"


def _among(column: str, numbers: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    """A condition that a column is one of these numbers. They are our own, so that thousands need not be bound."""
    return f"{column} IN ({', '.join(map(str, numbers))})", ()


def _reports(db: sqlite3.Connection, items: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    """The reports of every item, the best first: claim_id, then the fields of Report without the evidence."""
    shown = "c.claim_id, c.uid, c.status, a.uid, a.source, a.url, a.title, a.published, a.copy_of"
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    where, _ = _among("r.event_id", [item for item in items if item > 0])
    rows = db.execute(
        f"SELECT r.event_id, {shown} FROM reports r JOIN claims c ON c.uid = r.claim JOIN articles a USING (article_id) "
        f"WHERE {where} ORDER BY r.leading DESC, a.published, c.uid"
    )
    for item, *row in rows.fetchall():
        found[item].append(tuple(row))
    where, _ = _among("c.claim_id", [-item for item in items if item < 0])
    for row in db.execute(f"SELECT {shown} FROM claims c JOIN articles a USING (article_id) WHERE {where}").fetchall():
        found[-row[0]].append(row)
    return found


def _events(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """The fields of Item that an event gives."""
    columns = "uid, kind, status, title, edtf, basis, earliest, latest, place, country, confidence, sources"
    where, _ = _among("event_id", numbers)
    return {row[0]: row[1:] for row in db.execute(f"SELECT event_id, {columns} FROM events WHERE {where}").fetchall()}


def _evidence(db: sqlite3.Connection, claims: Sequence[int]) -> defaultdict[int, tuple[Span, ...]]:
    found: defaultdict[int, tuple[Span, ...]] = defaultdict(tuple)
    where, _ = _among("claim_id", claims)
    text = f'SELECT claim_id, "start", "end", text FROM claims_evidence WHERE {where} ORDER BY claim_id, position'
    for claim, start, end, words in db.execute(text).fetchall():
        found[claim] += (Span(start, end, words),)
    return found


def _cast(db: sqlite3.Connection, claims: Iterable[int]) -> defaultdict[int, list[tuple[str, Entity, str]]]:
    """Who is named by each claim, and as what, in the order of the article's entities; mentions are left out."""
    found: defaultdict[int, list[tuple[str, Entity, str]]] = defaultdict(list)
    where, _ = _among("p.claim_id", list(claims))
    rows = db.execute(
        "SELECT p.claim_id, p.role, e.identity, e.id, e.kind, e.name, e.wikidata, e.country, e.place_type, e.latitude, "
        f"e.longitude, e.geonames FROM parties p JOIN entities e USING (entity_id) WHERE {where} "
        "ORDER BY p.claim_id, e.position, p.role"
    )
    for claim, role, identity, *row in rows.fetchall():
        found[claim].append((role, Entity(*row), identity))
    return found
