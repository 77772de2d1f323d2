"""Actions as a table in the manner of CAMEO's event data: a row for each pair of actor and recipient.

The codes of events are CAMEO's for the PLOVER type, mode and context (lexicon `codes`); GoldsteinScale holds PLOVER's
intensity. Flags stand in columns of their own, so that a plan is not counted as a deed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from dragoman.export.parties import Told, party, told
from dragoman.export.plover import quad, score
from dragoman.lexicon import load
from dragoman.model import Action, Entity, Record

HEADER = (
    "GlobalEventID,Day,EndDay,Actor1Code,Actor1Name,Actor1CountryCode,Actor1Type1Code,"
    "Actor2Code,Actor2Name,Actor2CountryCode,Actor2Type1Code,EventCode,EventRootCode,QuadClass,GoldsteinScale,"
    "Negated,Future,Hypothetical,Historical,ActionGeo_FullName,ActionGeo_CountryCode,ActionGeo_Lat,ActionGeo_Long,"
    "SOURCEURL,ArticleID,Confidence"
).split(",")


def text(record: Record, *, header: bool = True) -> str:
    """The actions of a record as CSV; the header alone where there are none."""
    return table(told(record), header=header)


def table(actions: Iterable[Told], *, header: bool = True) -> str:
    """Actions as CSV (RFC 4180, line ends "\\n"), with or without the names of the columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow(HEADER)
    writer.writerows(row for one in actions for row in rows(one))
    return out.getvalue()


def rows(one: Told) -> Iterator[tuple[str, ...]]:
    """The rows of an action: each actor with each recipient, an empty one where there is none."""
    action, article = one.action, one.article
    when = action.when
    code = event_code(action)
    place = one.entities.get(action.place or "")
    flags = (action.negated, action.future, action.hypothetical, action.historical)
    for n, (actor, recipient) in enumerate((a, r) for a in action.actors or ("",) for r in action.recipients or ("",)):
        yield (
            f"{article.id}/{action.id}/{n}",
            _day(when.earliest if when is not None else None),
            _day(when.latest if when is not None else None),
            *_party(one, actor),
            *_party(one, recipient),
            code,
            load("codes")["cameo"][action.event_type]["root"],
            str(quad(action)),
            str(score(action)),
            *(str(int(flag)) for flag in flags),
            *_place(place),
            article.url or "",
            article.id,
            str(action.confidence),
        )


def event_code(action: Action) -> str:
    """CAMEO's code: that of mode and context, else of the mode, else of the context, else of the type."""
    table: dict[str, str] = load("codes")["cameo"][action.event_type]
    mode = action.mode or ""
    wanted = [f"{mode}/{context}" for context in action.contexts] if mode else []
    wanted += [mode] if mode else []
    wanted += [f"/{context}" for context in action.contexts] + ["", "root"]
    return next(table[key] for key in wanted if key in table)


def _day(day: str | None) -> str:
    return (day or "").replace("-", "")


def _party(one: Told, name: str) -> tuple[str, str, str, str]:
    entity = one.entities.get(name)
    if entity is None:
        return ("", "", "", "")
    found = party(one, name)
    return (found.country + found.sector, entity.name, found.country, found.sector)


def _place(entity: Entity | None) -> tuple[str, str, str, str]:
    if entity is None:
        return ("", "", "", "")
    country = load("codes")["alpha3"].get(entity.country or "", "")
    there = ["" if value is None else str(value) for value in (entity.latitude, entity.longitude)]
    return (entity.name, country, there[0], there[1])
