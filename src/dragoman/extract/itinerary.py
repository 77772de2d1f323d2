"""Places in a row: "Tbilisi, Georgia; Baku; and Yerevan, Armenia June 6-13" are three stops.

The row is read from the words and not from the tree, which small parsers lose after the second comma.
A town and the state or country behind its comma are one stop.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from dragoman.doc import Mention, entity, mention_at, note, times_in
from dragoman.model import Entity

_JOINERS = frozenset((",", ";", "and", "&", "the", "then", "both", "finally", "later", "(", ")", "as", "well", "or", "lastly", "subsequently"))
_LINKS = frozenset((",", ";", "and", "&", "(", "or", "then", "as"))
_BEFORE_TIME = frozenset(("on", "from", "between", "in"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_LARGE = ("country", "region", "area")


def rows(doc: Doc, heads: Iterable[int]) -> list[int]:
    """The heads of places with those that go on the same rows; of a town and its country the town."""
    found: list[int] = []
    seen: set[int] = set()
    for head in heads:
        if head not in seen:
            row = _row(doc, head)
            seen.update(row)
            found.extend(_one_stop_each(doc, row))
    return sorted(dict.fromkeys(found))


def _place_from(doc: Doc, at: int) -> Mention | None:
    """The place that is named from this token on, unless it only belongs to a phrase or to a clause of its own."""
    mention = mention_at(doc, at) if at < len(doc) else None
    if mention is None or mention.start != at or mention.how not in ("name", "alias", "metonym"):
        return None
    named = entity(doc, mention.entities[0])
    if named.kind not in ("place", "polity") or named.place_type is None:
        return None
    return None if _goes_on(doc, mention) else mention


def _goes_on(doc: Doc, mention: Mention) -> bool:
    """Whether a phrase or a clause begins with a place: "Iraq's minister", "and Spain will host", "Paris talks"."""
    if mention.end >= len(doc):
        return False
    after: Token = doc[mention.end]
    if after.lower_ in ("'s", "’s", "'", "’") or after.tag_ in _FINITE:
        return True
    head = doc[mention.head]
    return head.dep_ in ("compound", "amod", "nmod", "poss") and head.head.i == after.i and after.ent_type_ not in ("DATE", "TIME")


def _row(doc: Doc, head: int) -> list[int]:
    mention = mention_at(doc, head)
    if mention is None:
        return [head]
    found, at, limit = [head], mention.end, doc[head].sent.end
    while at < limit and len(found) < 30:
        step = _past_time(doc, at, limit)
        first = step
        while step < limit and doc[step].lower_ in _JOINERS:
            step += 1
        if not any(doc[i].lower_ in _LINKS for i in range(first, step)):
            break
        follower = _place_from(doc, step)
        if follower is None:
            break
        found.append(follower.head)
        at = follower.end
    return found


def _past_time(doc: Doc, at: int, limit: int) -> int:
    """Past an expression of time: "to Oslo on May 3, Riga ..."."""
    step = at + 1 if at < limit and doc[at].lower_ in _BEFORE_TIME else at
    time = next((t for t in times_in(doc, step, limit) if t.start == step), None) if step < limit else None
    return time.end if time is not None else at


def _one_stop_each(doc: Doc, row: list[int]) -> list[int]:
    named = [entity(doc, note(doc).mention_at[head].entities[0]) if head in note(doc).mention_at else None for head in row]
    if len(row) > 2 and _only_commas(doc, row) and all(n is not None and _holds(named[-1], n) for n in named[:-1]):
        return row[:1]
    kept = [row[0]]
    for n in range(1, len(row)):
        if _comma_alone(doc, row[n - 1], row[n]) and _holds(named[n], named[n - 1]):
            continue
        kept.append(row[n])
    return kept


def _between(doc: Doc, left: int, right: int) -> list[str]:
    a, b = mention_at(doc, left), mention_at(doc, right)
    return [doc[i].lower_ for i in range(a.end, b.start)] if a is not None and b is not None else []


def _comma_alone(doc: Doc, left: int, right: int) -> bool:
    return _between(doc, left, right) in ([","], ["("], [",", "the"], ["(", "the"])


def _only_commas(doc: Doc, row: list[int]) -> bool:
    return all(_comma_alone(doc, a, b) for a, b in zip(row, row[1:], strict=False))


def _holds(large: Entity | None, small: Entity | None) -> bool:
    """Whether one place is the state or country in which the other lies."""
    if large is None or small is None or large.country is None or large.country != small.country:
        return False
    return large.place_type in _LARGE and small.place_type not in ("country", "area") and large.id != small.id
