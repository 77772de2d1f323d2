"""Actions in PLOVER's own JSON: one event record a line, with the field names of its manual.

`date` and `enddate` are the bounds of the action's time and are left out where it has none. Auxiliary modes
(historical, future, hypothetical, negation) stand among the modes, as the manual has them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.export.parties import Told, party, told
from dragoman.lexicon import load
from dragoman.model import Action, Record

Json = dict[str, Any]
_AUXILIARY = (
    ("historical", "historical"),
    ("future", "future"),
    ("hypothetical", "hypothetical"),
    ("negated", "negation"),
)


def text(record: Record) -> str:
    """The actions of a record, one line of JSON each; empty where there are none."""
    return lines(told(record))


def lines(actions: Iterable[Told]) -> str:
    """One line of JSON an action, each with its line end."""
    return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in events(actions))


def events(actions: Iterable[Told]) -> Iterator[Json]:
    """The event records of actions, keys in the order of the manual, what is unknown left out."""
    for one in actions:
        yield {key: value for key, value in _event(one).items() if value not in (None, "", [])}


def score(action: Action) -> float:
    """The intensity of an action's mode, or of its type; from -10 to 10."""
    kind = load("plover")["types"][action.event_type]
    return float(kind.get("modes", {}).get(action.mode, kind)["score"])


def quad(action: Action) -> int:
    """1 and 2 are verbal and material cooperation, 3 and 4 verbal and material conflict."""
    return int(load("plover")["types"][action.event_type]["quad"])


def modes(action: Action) -> list[str]:
    """The mode of an action, then those of its flags that are set."""
    return [*([action.mode] if action.mode else []), *(name for flag, name in _AUXILIARY if getattr(action, flag))]


def _event(one: Told) -> Json:
    action, article = one.action, one.article
    first = action.evidence[0]
    earliest, latest = (action.when.earliest, action.when.latest) if action.when is not None else (None, None)
    return {
        "id": f"{article.id}/{action.id}",
        "has_event": True,
        "date": earliest or latest,
        "enddate": latest if latest != earliest else None,
        "actor": [_party(one, name) for name in action.actors],
        "recipient": [_party(one, name) for name in action.recipients],
        "event": [action.event_type],
        "event_loc": _place(one),
        "event_text": [span.text for span in action.evidence],
        "quad_code": quad(action),
        "event_scale": score(action),
        "mode": modes(action),
        "context": list(action.contexts),
        "link": action.claim,
        "text": first.text,
        "text_info": {"start": first.start, "end": first.end},
        "cite_info": {
            key: value
            for key, value in (
                ("citation", article.id),
                ("url", article.url),
                ("title", article.title),
                ("language", article.language),
                ("coder", "dragoman"),
                ("codebook", "PLOVER"),
            )
            if value
        },
    }


def _party(one: Told, name: str) -> Json:
    entity = one.entities[name]
    offices = one.offices.get(name, ())
    found = party(one, name)
    said = entity.mentions[0].text if entity.mentions else entity.name
    entry = {
        "code": found.country,
        "sector": found.sector,
        "entity_text": said,
        "identifier_id": entity.wikidata or entity.id,
        "identifier_text": entity.name,
        "office": offices[0] if offices else "",
    }
    return {key: value for key, value in entry.items() if value}


def _place(one: Told) -> Json | None:
    entity = one.entities.get(one.action.place or "")
    if entity is None:
        return None
    level = {"facility": 5, "city": 4, "region": 2, "country": 1}.get(entity.place_type or "")
    entry = {
        "extracted_place": entity.mentions[0].text if entity.mentions else entity.name,
        "resolved_place": entity.name,
        "geonameid": entity.geonames,
        "lat": entity.latitude,
        "lon": entity.longitude,
        "country_code": load("codes")["alpha3"].get(entity.country or ""),
        "resolution": level,
    }
    return {key: value for key, value in entry.items() if value is not None}
