"""Taking back what is no place by what stands around it, and cutting what is a body's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from dragoman.annotate.cues import Cues
from dragoman.annotate.gazetteer import reached
from dragoman.annotate.homonyms import LARGE
from dragoman.annotate.placewords import (
    DASHES,
    FAIRLY,
    MAYBE,
    SURE,
    calendar,
    common,
    generic,
    is_capital,
    offices,
    people,
    points,
    words,
)
from dragoman.doc import Name, role
from dragoman.knowledge import find, fold, given_name
from dragoman.knowledge.names import is_acronym

LISTED = 20
"""Members of a list that are looked back over for whose names they are."""


class Doubts:
    """Goes through the names of a page; `persons` are words of persons' names, `added` starts of names that cues showed."""

    def __init__(self, cues: Cues, persons: AbstractSet[str], added: AbstractSet[int]) -> None:
        self.cues, self.page, self.doc = cues, cues.page, cues.doc
        self.persons, self.added = persons, added

    def settled(self, names: Iterable[Name]) -> Iterator[Name]:
        """The names that stay, as they are or mended."""
        known = tuple(names)
        vouched = self._vouched(known)
        for name in known:
            if self._namesake(name, vouched) or self._tongue(name):
                continue
            if name.kind not in ("place", "polity") or name.how == "metonym":
                yield name
            elif self._points(name) or self._shouted(name) or self._dated(name):
                continue
            elif name.kind == "place" and self._overlong(name):
                yield Name(name.start, name.end - 1, self.page.head(name.start, name.end - 1), "place", "name")
            elif name.kind == "place" and name.key is None and name.start not in self.added:
                yield from self._doubted(name)
            else:
                yield name

    def _vouched(self, names: Iterable[Name]) -> set[str]:
        """Keys of countries and states that the article speaks of beyond doubt: by an adjective, or where places stand."""
        return {
            name.key
            for name in names
            if name.key is not None
            and (name.how != "name" or name.end - name.start > 1 or self.cues.before(name.start) >= SURE)
        }

    def _namesake(self, name: Name, vouched: AbstractSet[str]) -> bool:
        """ "Georgia Stevens ... Georgia": a girl of whom the article speaks, where it does not speak of the land."""
        if name.how != "name" or name.kind not in ("place", "polity") or name.end - name.start > 1:
            return False
        form = self.page.written(name.start, name.end)
        return given_name(form) is not None and fold(form) in self.persons and name.key not in vouched

    def _tongue(self, name: Name) -> bool:
        """ "She speaks fluent French": a language."""
        if name.how != "demonym" or name.end - name.start > 1 or name.start == 0:
            return False
        token = self.doc[name.start]
        if self.doc[name.start - 1].lower_ in ("fluent", "broken", "perfect"):
            return True
        return token.dep_ in ("dobj", "attr") and token.head.lemma_ in words().speaking

    def _points(self, name: Name) -> bool:
        """ "Western Pennsylvania", "West Cambridge": a point of the compass before a name is no area of the world."""
        doc, end = self.doc, name.end
        if end - name.start > 1 or doc[name.start].lower_ not in points() or end >= len(doc):
            return False
        return is_capital(doc[end]) and doc[end].tag_ in ("NNP", "NNPS") and bool(doc[end - 1].whitespace_)

    def _shouted(self, name: Name) -> bool:
        """ "A SWAT team": letters of another word, where all around is written small."""
        doc, end = self.doc, name.end
        if (
            end - name.start > 1
            or not (doc[name.start].text.isalpha() and doc[name.start].text.isupper())
            or name.key is None
        ):
            return False
        if (
            not 3 <= len(doc[name.start]) <= 5
            or role(doc, name.start) != "body"
            or (end < len(doc) and doc[end].text in (*DASHES, ","))
        ):
            return False
        return any(
            f.key == name.key and f.kind in ("city", "region", "area") and not is_acronym(f.name)
            for f in find(doc[name.start].text.title())
        )

    def _dated(self, name: Name) -> bool:
        """ "TIRANA, Nov. 21": a month is no town."""
        return name.end - name.start == 1 and self.doc[name.start].lower_.rstrip(".") in calendar()

    def _doubted(self, name: Name) -> Iterator[Name]:
        """What the model alone calls a place, where it is none: a given name, an office, a firm."""
        last, sole = self.doc[name.end - 1].lower_, name.end - name.start == 1
        if not sole and last in offices():
            yield replace(name, kind="organization")
        elif not sole or not (last.rstrip(".") in generic() or self._stray(name)):
            yield name

    def _stray(self, name: Name) -> bool:
        """Whether the model alone takes something else for a place: "Malia and Sasha", "Brett Hartmann", "FedEx"."""
        form, before = self.page.written(name.start, name.end), self.doc[name.start - 1] if name.start else None
        behind = self.cues.behind(name.start, name.end)
        cue = max(self.cues.before(name.start), behind if behind > MAYBE else 0)
        if self._of_kin(name.start):
            return True
        if given_name(form) is not None or fold(form) in self.persons:
            return cue < FAIRLY
        if cue >= FAIRLY or (cue and fold(form) not in common()):
            return False
        if before is not None and before.whitespace_ and is_capital(before) and given_name(before.text) is not None:
            return True
        return (people(form) < 0 or fold(form) in common()) and not reached(self.doc[name.start])

    def _of_kin(self, at: int) -> bool:
        """ "His daughters, Malia and Sasha": names of relatives."""
        token, steps = self.doc[at], 0
        while token.dep_ == "conj" and token.head.i != token.i and steps < LISTED:
            token, steps = token.head, steps + 1
        return token.dep_ == "appos" and token.head.lemma_.lower() in words().kin

    def _overlong(self, name: Name) -> bool:
        """ "Kentucky State Police", "Dublin City Council": what belongs to the body behind a place is not its name's."""
        doc, end = self.doc, name.end
        if end - name.start < 2 or end >= len(doc) or not is_capital(doc[end]) or not doc[end - 1].whitespace_:
            return False
        shorter = self.page.written(name.start, end - 1)
        if doc[end - 1].text == "State":
            return people(shorter) >= 0
        if doc[end - 1].text != "City" or doc[end].lower_ not in words().behind | offices():
            return False
        whole = find(self.page.written(name.start, end))
        return people(shorter) >= 0 and not any(f.kind == "city" and f.population >= LARGE for f in whole)
