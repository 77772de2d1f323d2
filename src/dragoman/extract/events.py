"""Events that a noun tells of: the sentence around it, the times that hang on it, who tells of it.

Elections, gatherings and resolutions are mostly told by nouns ("a runoff on October 30"); the clause around
the noun may speak of something else, so a time counts as the event's only where it hangs on the noun, stands
right beside it, or belongs to a verb that says when such a thing is held.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from spacy.tokens import Doc

from dragoman.doc import (
    Time,
    article,
    clause,
    clause_around,
    dates,
    entity,
    evidence,
    mentions,
    parties,
    role,
)
from dragoman.knowledge import find as known_as
from dragoman.lexicon import load
from dragoman.model import Span, Status, When
from dragoman.syntax import attached_times

_BETWEEN = frozenset(
    "on in at for of the , this next last scheduled set slated held due planned starting opening beginning to be from".split()
)
_JOINS = frozenset(("and", "-", "–", "to", "through", "until", "on"))
_BOUNDS = frozenset("after before since until till by despite".split())
_REACH = 7
CROWDED = 20
"""So many mentions of one kind are read in a sentence; a list of hundreds is no prose, and each costs a look around."""
BACK = 60
"""So many events told before are searched for the one that a mention takes up."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: its tokens, the times told in it, its number and the number of its paragraph."""

    start: int
    end: int
    times: tuple[Time, ...]
    number: int
    paragraph: int


def scenes(doc: Doc) -> Iterator[Scene]:
    """The sentences of a document that a claim may rest on, in order."""
    times = dates(doc)
    at, paragraph, text, last = 0, 0, article(doc).text, 0
    for number, sentence in enumerate(doc.sents):
        here = doc[sentence.start].idx
        paragraph += "\n" in text[last:here]
        last = here + 1
        low = at
        while at < len(times) and times[at].start < sentence.end:
            at += 1
        told = role(doc, _first_word(sentence.start, sentence.end, doc))
        if told in ("headline", "body"):
            own = tuple(t for t in times[low:at] if t.start >= sentence.start)
            yield Scene(sentence.start, sentence.end, own, number, paragraph)


def _first_word(start: int, end: int, doc: Doc) -> int:
    return next((i for i in range(start, end) if not doc[i].is_space), start)


@cache
def words(lexicon: str, *path: str) -> frozenset[str]:
    """The words of one entry of a lexicon file."""
    entry: Any = load(lexicon)
    for step in path:
        entry = entry[step]
    return frozenset(entry["words"] if isinstance(entry, dict) else entry)


def multilateral(name: str, *more: str) -> bool:
    """Whether a name is that of a body of several countries, or one of the sorts in `more`, as the knowledge base has it."""
    return any(
        f.kind == "organization" and (f.extra == "body" or f.extra in more or (f.extra == "bank" and f.code is None))
        for f in known_as(name)
    )


def dated(time: Time) -> bool:
    return time.date.type in ("DATE", "TIME") and (time.date.earliest is not None or time.date.latest is not None)


def noun_times(doc: Doc, scene: Scene, noun: int) -> tuple[Time, ...]:
    """The times that hang on a noun or stand right beside it, in order."""
    found: list[Time] = []
    for time in scene.times:
        joined = (
            found
            and time.start - found[-1].end <= 2
            and all(doc[i].lower_ in _JOINS for i in range(found[-1].end, time.start))
        )
        if dated(time) and (joined or _belongs(doc, time, noun)):
            found.append(time)
    return tuple(found)


def _belongs(doc: Doc, time: Time, noun: int) -> bool:
    if time.start > scene_floor(doc, time) and doc[time.start - 1].lower_ in _BOUNDS:
        return False
    if time.start <= noun < time.end:
        return True
    here = next(
        (doc[i] for i in range(time.start, time.end) if not time.start <= doc[i].head.i < time.end), doc[time.start]
    )
    for _ in range(_REACH):
        if here.head.i == here.i or clause(doc, here.i) is not None:
            break
        here = here.head
        if here.lower_ in _BOUNDS:
            return False
        if here.i == noun:
            return True
    return beside(doc, noun, time.start) or (time.end <= noun and _leads(doc, time.end, noun))


def own_times(doc: Doc, verb: int) -> tuple[Time, ...]:
    """The times of a clause itself: what stands before its "after" or "while" belongs to the clause above."""
    mark = next((c.i for c in doc[verb].children if c.dep_ == "mark" and c.i < verb), None)
    return tuple(t for t in attached_times(doc, verb) if mark is None or t.start > mark)


def loose_times(doc: Doc, scene: Scene, verb: int) -> tuple[Time, ...]:
    """The times that a clause's words tell, also where the parse hangs them on a noun or infinitive inside it."""
    return tuple(t for t in scene.times if dated(t) and _under(doc, t, verb))


def _under(doc: Doc, time: Time, verb: int) -> bool:
    here = doc[time.start]
    for _ in range(2 * _REACH):
        if here.head.i == here.i or here.lower_ in _BOUNDS:
            return False
        here = here.head
        if here.i == verb:
            return True
        if clause(doc, here.i) is not None and here.tag_ not in ("VBG", "VBN", "VB"):
            return False
    return False


def scene_floor(doc: Doc, time: Time) -> int:
    """The first token of the sentence of a time."""
    return int(doc[time.start].sent.start)


def beside(doc: Doc, noun: int, at: int) -> bool:
    """Whether only small words and names of places stand between a noun and token `at` after it."""
    if not noun < at <= noun + _REACH:
        return False
    return all(doc[i].lower_ in _BETWEEN or doc[i].pos_ == "PROPN" for i in range(noun + 1, at))


def _leads(doc: Doc, end: int, noun: int) -> bool:
    """ "April 10 presidential election", "Sunday's vote": nothing but modifiers between the time and the noun."""
    if noun - end > 6:
        return False
    return all(
        doc[i].pos_ in ("ADJ", "PROPN", "NOUN", "NUM", "PART") or doc[i].lower_ in ("'s", "’s", "-", "'", "’")
        for i in range(end, noun)
    )


def dateline_place(doc: Doc) -> str | None:
    """The place of the dateline, which is what "here" means in a report."""
    line = next((s for s in article(doc).segments if s.role == "dateline"), None)
    for mention in mentions(doc) if line is not None else ():
        if line is None or mention.start >= len(doc) or doc[mention.start].idx >= line.end:
            break
        if doc[mention.start].idx >= line.start and entity(doc, mention.entities[0]).kind in ("place", "polity"):
            return mention.entities[0]
    return None


def compatible(one: When | None, other: When | None) -> bool:
    """Whether two times may be the same: one is not told, or they share a day."""
    if one is None or other is None:
        return True
    ends_before = one.latest is not None and other.earliest is not None and one.latest < other.earliest
    begins_after = one.earliest is not None and other.latest is not None and one.earliest > other.latest
    return not ends_before and not begins_after


def narrower(one: When | None, other: When | None) -> When | None:
    """The more exact of two compatible times."""
    if one is None or other is None:
        return one or other
    return one if _width(one) <= _width(other) else other


def _width(when: When) -> int:
    if when.earliest is None or when.latest is None:
        return 10**9
    from_, to = when.earliest.split("-"), when.latest.split("-")
    return (int(to[0]) - int(from_[0])) * 372 + (int(to[1]) - int(from_[1])) * 31 + int(to[2]) - int(from_[2])


def other_year(when: When | None, years: int) -> When | None:
    """The same day or month of another year, where the words name none ("in June")."""
    if when is None or _has_year(when.text):
        return when
    try:
        moved = [_moved(part, years) for part in (when.earliest, when.latest)]
    except ValueError:
        return when
    edtf = "/".join(_moved_edtf(part, years) for part in when.edtf.split("/"))
    return replace(when, edtf=edtf, earliest=moved[0], latest=moved[1])


def _has_year(text: str) -> bool:
    return any(word.strip(",.()").isdecimal() and len(word.strip(",.()")) == 4 for word in text.split())


def _moved(day: str | None, years: int) -> str | None:
    """An ISO day some years on; raises ValueError where the other year lacks it."""
    if day is None:
        return None
    there = datetime.date.fromisoformat(day)
    return there.replace(year=there.year + years).isoformat()


def _moved_edtf(part: str, years: int) -> str:
    return f"{int(part[:4]) + years:04d}{part[4:]}" if part[:4].isdecimal() else part


def by_date(when: When | None, published: str | None, status: Status) -> Status:
    """What the date says of an event that is held at all: over, to come, or as the words have it."""
    if when is None or published is None or status in ("cancelled", "denied"):
        return status
    if when.latest is not None and when.latest < published:
        return "happened"
    if when.earliest is not None and when.earliest > published:
        return "planned"
    return status


def said_by(doc: Doc, token: int) -> str | None:
    """Whose words the clause around a token is; None where the reporter tells it himself."""
    here = clause_around(doc, token)
    for _ in range(4):
        if here is None or not here.reported:
            return None
        above = clause(doc, here.governor)
        if above is not None and not above.reported:
            speakers = parties(doc, above.subject)
            return speakers[0] if speakers else None
        here = above
    return None


def telling(doc: Doc, scene: Scene) -> Span:
    """The sentence, as evidence."""
    return evidence(doc, scene.start, scene.end)


def merged(spans: list[Span]) -> tuple[Span, ...]:
    """Evidence in the order of the text, each span once."""
    return tuple(sorted(dict.fromkeys(spans), key=lambda s: (s.start, s.end)))
