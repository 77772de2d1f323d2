"""Persons of an article whom the knowledge base knows: by name and office, and by an office alone.

A wrong link is worse than none. What is enough was measured on visits of leaders since 1990: a full name with
its country, and a family name with office, country and day, meant one person of the base in more than nine of
ten rows and the wrong one in none of a thousand; an office with country and day alone in one of seventy. A
family name without an office, and a name whose country the article does not tell, are not enough.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from dragoman.knowledge import Holder, by_key, fold, holder, incumbents, offices
from dragoman.knowledge.tenures import fits, kinds
from dragoman.resolve.cast import Cast, Group
from dragoman.resolve.namesakes import SEXES


def link(cast: Cast) -> None:
    """Gives the persons whom the base knows their country, sex and Wikidata item."""
    day = _day(cast)
    for group in cast.groups:
        if group.kind == "person":
            who = _holder(group, cast.by_key, day)
            if who is not None:
                _tell(group, who)


def _tell(group: Group, who: Holder) -> None:
    group.wikidata = group.wikidata or who.wikidata
    group.gender = group.gender or SEXES.get(who.gender)
    if by_key(f"country:{who.code}") is not None:  # "UN" is no country's code
        group.country = group.country or who.code


def _holder(group: Group, spoken: Container[str], day: date | None) -> Holder | None:
    """The one person of the base who is meant, else None."""
    held = [office for office, _ in group.offices]
    full = " " in group.name
    told = []
    for one in holder(group.name):
        if group.country is not None and len(one.code) == 2 and one.code != group.country:
            continue
        holds = any(fits(one.office, office) for office in held)
        near = group.country == one.code or f"country:{one.code}" in spoken or f"org:{one.code}" in spoken
        now = day is None or one.on(day) != "no"
        if (holds and now and (full or near)) or (full and near and (holds or not held)):
            told.append(one)
    return told[0] if len({one.name for one in told}) == 1 else None


def incumbent(cast: Cast, office: str, country: str) -> Group | None:
    """The person who held an office of a country on the article's day: "the French foreign minister".

    None where the base is not certain or knows more than one. Somebody whom the article names is that person.
    """
    day = _day(cast)
    if day is None:
        return None
    told = incumbents(country.removeprefix("org:"), office, day)
    # "the sports minister" is no foreign minister, "the minister" anybody
    sure = [one for one in told if one.on(day) == "certain" and kinds(one.office)[0] == kinds(office)[0]]
    if not offices.known(office):
        sure = [one for one in sure if fold(one.office) == office]
    if len({one.name for one in sure}) != 1:
        return None
    who = sure[0]
    return _named(cast, who) or _made(cast, who, office)


def _named(cast: Cast, who: Holder) -> Group | None:
    """The person of the article who bears the name of somebody of the base."""
    known = cast.namesakes.leaders.get(who.name)
    if known is not None:
        return known
    return next((g for f in (who.name, *who.forms) if (g := cast.by_key.get(f"person:{fold(f)}")) is not None), None)


def _made(cast: Cast, who: Holder, office: str) -> Group:
    group = cast.new("person", f"person:{fold(who.name)}", who.name)
    group.parts = tuple(fold(who.name).replace("-", " ").split())
    group.offices.append((office, who.code))
    cast.namesakes.leaders[who.name] = group
    _tell(group, who)
    return group


def _day(cast: Cast) -> date | None:
    published = cast.notes.article.published
    return date.fromisoformat(published) if published is not None else None
