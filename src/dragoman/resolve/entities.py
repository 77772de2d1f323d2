"""Mentions to entities: one entity for "Secretary of State Ana Ruiz", "Ruiz", "the US diplomat" and "she".

Names are grouped by what they name (`cast`), then what has no name is read (`reference`); here both are
written down as the entities of the record and the mentions that extractors ask for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.doc import Doc, Mention, set_mentions
from dragoman.knowledge.gazetteer import abbreviated
from dragoman.model import Entity, PlaceType
from dragoman.model import Mention as ModelMention
from dragoman.resolve import known
from dragoman.resolve.bystanders import is_people
from dragoman.resolve.cast import Cast, Group
from dragoman.resolve.reference import Reader

_PLACES: dict[str, PlaceType] = {
    "country": "country",
    "city": "city",
    "region": "region",
    "area": "area",
    "water": "water",
    "facility": "facility",
}


def resolve(doc: Doc) -> None:
    """Writes entities and mentions into the notes of a document whose names and titles are known."""
    cast = Cast(doc)
    cast.names()
    known.link(cast)
    Reader(cast).unnamed()
    cast.within()
    write(cast)


def worth_listing(entity: Entity) -> bool:
    """Whether a record lists an entity of which nothing is claimed: of people without a name those told of twice."""
    return entity.kind != "group" or (len(entity.mentions) > 1 and is_people(entity.name))


def write(cast: Cast) -> None:
    ordered = sorted((g for g in cast.groups if g.mentions or g.aside), key=lambda g: (g.first(), g.key))
    ids = {id(group): f"e{n}" for n, group in enumerate(ordered, 1)}
    pairs: dict[int, list[Mention]] = {}
    mentions: list[Mention] = []
    for mention, members in cast.pair_of:
        joined = Mention(mention.start, mention.end, mention.head, mention.how, tuple(ids[id(g)] for g in members))
        mentions.append(joined)
        for member in members:
            pairs.setdefault(id(member), []).append(joined)
    entities = []
    for group in ordered:
        own = [Mention(m.start, m.end, m.head, m.how, (ids[id(group)],)) for m in group.mentions]
        mentions.extend(own)
        entities.append(
            _entity(
                cast,
                group,
                ids[id(group)],
                sorted([*own, *group.aside, *pairs.get(id(group), [])], key=lambda m: (m.start, m.end)),
            )
        )
    set_mentions(cast.doc, sorted(mentions, key=lambda m: (m.start, m.end)), entities)


def _entity(cast: Cast, group: Group, entity_id: str, mentions: list[Mention]) -> Entity:
    fact = cast.fact(group.key.partition(" ")[0])
    kind = group.kind
    if fact is not None and fact.kind == "country":
        kind = "place" if group.placed and not group.acts else "polity"
    return Entity(
        id=entity_id,
        kind=kind,
        name=group.name,
        wikidata=fact.wikidata if fact else group.wikidata,
        country=(fact.code if fact else None) or group.country,
        place_type=_PLACES.get(fact.kind) if fact else None,
        latitude=fact.latitude if fact else None,
        longitude=fact.longitude if fact else None,
        geonames=fact.geonames if fact else None,
        mentions=tuple(_spans(cast, mentions, places=kind in ("place", "polity"))),
    )


def _end(text: str, start: int, end: int) -> int:
    """Where the name of a place ends: "Helmand" of "Helmand province", "Calif." with its stop."""
    words = text[start:end]
    if text[end : end + 1] == "." and not words.isupper() and abbreviated(words):
        return end + 1
    name, _, sort = words.rpartition(" ")
    return start + len(name) if name[:1].isupper() and sort.islower() and sort.isalpha() else end


def _spans(cast: Cast, mentions: list[Mention], *, places: bool) -> Iterator[ModelMention]:
    article = cast.notes.article
    for mention in mentions:
        last = cast.doc[mention.end - 1]
        start, end = cast.doc[mention.start].idx, last.idx + len(last)
        if places:
            end = _end(article.text, start, end)
        span = article.span(start, end)
        yield ModelMention(span.start, span.end, span.text, mention.how)
