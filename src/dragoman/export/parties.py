"""Who acts, in codes: three letters for the country or body, three for the sector, as event data write them.

The words that make a sector stand in the lexicon (`codes`); a title in the article goes before the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from dragoman.lexicon import load
from dragoman.model import Action, Article, Entity, Record

_NEAR = 40
"""Characters after a name in which two words are looked for."""
_SUPRANATIONAL = frozenset({"EU", "UN"})


@dataclass(frozen=True, slots=True)
class Told:
    """An action with the article that tells it and the entities that its ids mean.

    `offices` are the offices that the article gives a person, by the entity's id, the present before the former.
    """

    action: Action
    article: Article
    entities: Mapping[str, Entity]
    offices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Codes:
    """`country` is a country's three letters or a body's (UNO, EUR, NGO, IMG, IGO); both "" where unknown."""

    country: str
    sector: str


def told(record: Record) -> tuple[Told, ...]:
    """The actions of a record, each with what it needs to be told alone."""
    known = {entity.id: entity for entity in record.entities}
    held: dict[str, tuple[str, ...]] = {}
    for tenure in sorted(record.tenures, key=lambda t: t.standing == "former"):
        office = f"former {tenure.office}" if tenure.standing == "former" else tenure.office
        held[tenure.person] = (*held.get(tenure.person, ()), office)
    return tuple(Told(action, record.article, known, held) for action in record.actions)


def party(one: Told, name: str) -> Codes:
    """The codes of a party to an action, by its offices and by the words after the name: "Turkish police" is COP."""
    entity = one.entities[name]
    return codes(entity, one.offices.get(name, ()), tuple(_after(one, entity)))


def _after(one: Told, entity: Entity) -> Iterator[str]:
    """The two words after a state's name or demonym in the action's evidence."""
    for mention in entity.mentions if entity.kind == "polity" else ():
        if any(span.start <= mention.start < span.end for span in one.action.evidence):
            rest = one.article.text[mention.end : mention.end + _NEAR]
            if mention.how == "demonym" or rest.startswith(("'s ", "\u2019s ")):
                words = rest.removeprefix("'s").removeprefix("\u2019s").split()[:2]
                yield " ".join(words[:1] if words and words[0][-1] in ",.;:" else words)


def codes(entity: Entity, offices: Sequence[str] = (), after: Sequence[str] = ()) -> Codes:
    """The codes of an entity; a state that acts is its government, a body of many states has no sector.

    `after` are words that follow a state's name and may say which of its bodies or people is meant.
    """
    country = load("codes")["alpha3"].get(entity.country or "", "")
    if entity.country in _SUPRANATIONAL or not country:
        country = _body(entity)
    return Codes(country, "" if country in ("IGO", "UNO", "EUR") else _sector(entity, offices, after))


def _body(entity: Entity) -> str:
    if entity.kind != "organization":
        return ""
    named = {entity.name.lower(), *(m.text.lower() for m in entity.mentions if m.how in ("name", "alias"))}
    for code, names in load("codes")["bodies"].items():
        if not named.isdisjoint(names):
            return str(code)
    return "IGO"


def _sector(entity: Entity, offices: Sequence[str], after: Sequence[str]) -> str:
    if entity.kind in ("polity", "place"):
        return _told_by(after) or "GOV"
    titles = [m.text for m in entity.mentions if m.how == "title"]
    return _told_by((*offices, *titles, *((entity.name,) if entity.kind != "person" else ())))


def _told_by(listed: Iterable[str]) -> str:
    """The first sector of the first words that tell one, or ""."""
    for words in listed:
        for code, pattern in _patterns():
            if pattern.search(words.lower()):
                return code
    return ""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each sector with the words that tell it, whole words only."""
    listed: Mapping[str, Sequence[str]] = load("codes")["sectors"]
    return tuple(
        (code, re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b"))
        for code, words in listed.items()
    )
