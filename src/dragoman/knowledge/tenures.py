"""Who held which office on which day, asked of the knowledge base, every layer of it.

A name is compared as the rest of the base compares names (`names.index`). A day counts when it is neither before `since`
nor after `until`, so on the day of a handover both hold. Those who held the office for certain come first.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dragoman.knowledge.core import SHARED
from dragoman.knowledge.days import bounds
from dragoman.knowledge.facts import Claim, Holder
from dragoman.knowledge.names import LONGEST, PARTICLES, index
from dragoman.knowledge.offices import fits, kinds
from dragoman.knowledge.opening import base
from dragoman.knowledge.reading import TENURES, holders

__all__ = ["claims", "fits", "holder", "incumbents", "kinds", "office_holders", "people"]

_BY_NAME = f"{TENURES} join tenure_names n on n.tenure = t.id where n.form = ? order by t.id"
_BY_CODE = f"{TENURES} where t.code = ? and t.office <> '' order by t.id"
ACTING = frozenset({"acting", "interim", "caretaker", "transitional"})
"""Words for who holds an office in another's place."""

_RANK = {"certain": 0, "possible": 1, "no": 2}


@lru_cache(maxsize=1 << 12)
def _called(form: str) -> tuple[Holder, ...]:
    return tuple(holders(base().connection.execute(_BY_NAME, (form,))))


@lru_cache(maxsize=1 << 9)
def _of_code(code: str) -> tuple[Holder, ...]:
    return tuple(holders(base().connection.execute(_BY_CODE, (code,))))


def holder(name: str, office: str | None = None, on: date | None = None, code: str | None = None) -> tuple[Holder, ...]:
    """Those who may be meant by a name, in the order of the base; () where none is known.

    `name` is a family name or a full one ("Clinton", "Bill Clinton", "William J. Clinton"), `office` any words
    for it ("President"), `on` a day in office, `code` the country's or organisation's. What is None is not asked.
    Whom the packages alone know answers to a full name only.
    """
    told = [
        one
        for one in people(name)
        if (code is None or one.code == code)
        and (office is None or fits(one.office, office))
        and (on is None or one.on(on) != "no")
        and (one.layer != "base" or " " in name.strip())
    ]
    return _ranked(told, on)


def incumbents(code: str, office: str, on: date | None = None) -> tuple[Holder, ...]:
    """Those who held an office of a country or organisation on a day: "the French foreign minister".

    Where a later layer knows for certain who held it, an earlier one is not heard.
    """
    told = [one for one in _of_code(code) if fits(one.office, office) and (on is None or one.on(on) != "no")]
    if any(one.layer != "base" for one in told):
        told = [one for one in told if one.layer != "base"]
    if on is not None and any(one.layer == "user" and one.on(on) == "certain" for one in told):
        told = [one for one in told if one.layer == "user"]
    held = [one for one in told if on is None or not _succeeded(one, told, on)]
    if ACTING & set(index(office).split()):
        held.sort(key=lambda one: not (ACTING & set(index(one.office).split()) or "acting" in one.marks))
    return _ranked(held, on)


def _succeeded(one: Holder, others: list[Holder], on: date) -> bool:
    """Whether a day lies after an end that is not sure and in the time of one who came later: then it did end."""
    if one.until in ("", "..") or on <= bounds(one.until)[1] or one.office in SHARED:
        return False
    return any(
        other.on(on) == "certain"
        and kinds(other.office)[0] == kinds(one.office)[0]
        and _is_after(other.since, one.since)
        for other in others
    )


def _is_after(one: str, other: str) -> bool:
    return bounds(one)[0] > bounds(other)[1]


def office_holders(name: str, office: str, day: str | None) -> tuple[Holder, ...]:
    """Those of a state whom a name and an office may mean on an ISO day."""
    on = date.fromisoformat(day) if day is not None else None
    return tuple(one for one in holder(name, office, on) if len(one.code) == 2)


def _ranked(told: list[Holder], on: date | None) -> tuple[Holder, ...]:
    """The certain before the possible; otherwise as they stand."""
    return tuple(sorted(told, key=lambda one: _RANK[one.on(on)]) if on is not None else told)


def people(name: str) -> tuple[Holder, ...]:
    """Rows of a name. One longer than any known loses given names, where one agrees, or a second family name."""
    if len(name) > LONGEST:
        return ()
    whole = index(name)
    exact = _called(whole)
    if any(one.layer != "base" for one in exact):
        return exact
    words = whole.split()
    for start in range(1, len(words)):
        found = _called(" ".join(words[start:]))
        if agreed := tuple(one for one in found if _agree(words[:start], one)):
            return agreed
    return exact or (_called(" ".join(words[:-1])) if len(words) > 2 else ())


def _agree(given: list[str], one: Holder) -> bool:
    """Whether a given name or its initial is one of the holder's: "Vladimir V.", "John Fredrik", never "Laura Bush"."""
    own = {word for form in (one.name, *one.forms) for word in index(form).split()} - set(index(one.family).split())
    own -= PARTICLES
    said = [word for word in given if word not in PARTICLES]
    return any(mine == theirs or (len(theirs) == 1 and mine[0] == theirs) for theirs in said for mine in own)


def claims(key: str) -> tuple[Claim, ...]:
    """What sources say of a tenure or a fact where they differ, the earlier layer first; () where they agree."""
    rows = base().connection.execute(
        "select c.about, c.field, c.value, o.layer, o.source from claims c join origins o on o.id = c.origin "
        "where c.about = ? order by c.field, c.origin",
        (key,),
    )
    return tuple(Claim(*row) for row in rows)
