"""Names of places that the words around them show: streets, rivers, counties, small towns, places in bodies' names.

The gazetteer of the first pass holds countries, regions and larger towns. Here, with persons and bodies known,
what is left over is looked at: "Mill Road" ends as streets do, "in Kiskunhalas" and "the Alness mayor" stand as
places stand, and a name shown to be a place's once is one throughout the article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from dragoman.annotate.gazetteer import reached as _reached
from dragoman.annotate.homonyms import LARGE
from dragoman.annotate.titles import plain
from dragoman.annotate.titles import words as title_words
from dragoman.doc import Name, Title, note, role
from dragoman.knowledge import find, fold, given_name, starts
from dragoman.knowledge.gazetteer import abbreviated, places
from dragoman.knowledge.names import is_acronym
from dragoman.lexicon import load

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_LONGEST = 4
"""Words of a town's name that are looked for."""
_SETTLED = 15_000
"""People from which a town is taken for meant behind a preposition that persons stand behind as well."""


MAYBE, FAIRLY, SURE, CERTAIN = 1, 2, 3, 4
"""How surely words show a place: a large town's name, a town's that is no person's, any, against all that speaks for a person."""
_DASHES = frozenset({"-", "--", "—", "–", "(", ":"})


class _Words(NamedTuple):
    heads: dict[str, str]
    openings: dict[str, str]
    plurals: dict[str, str]
    sure: frozenset[str]
    likely: frozenset[str]
    compass: frozenset[str]
    sorts: frozenset[str]
    moving: frozenset[str]
    behind: frozenset[str]
    folk: frozenset[str]
    opening: frozenset[str]
    never: frozenset[str]
    firms: frozenset[str]


@cache
def _words() -> _Words:
    data = load("places")
    before, bodies = data["before"], data["bodies"]
    return _Words(
        {word: sort for sort, words in data["heads"].items() for word in words},
        {word: sort for sort, words in data["openings"].items() for word in words},
        data["plurals"],
        *(frozenset(before[k]) for k in ("sure", "likely", "compass", "sorts", "moving")),
        frozenset(data["behind"]["words"]),
        frozenset(data["behind"]["folk"]),
        *(frozenset(bodies[k]) for k in ("open", "never", "firms")),
    )


class Spotter:
    """Finds the places of one document that the first pass left; `names` are those known so far, in order."""

    def __init__(self, doc: Doc, names: Sequence[Name], titles: Sequence[Title]) -> None:
        self.doc = doc
        self.text = doc.text
        self.names = {name.start: name for name in names}
        self.at = {i: name for name in names for i in range(name.start, name.end)}
        self.after_titles = {title.end for title in titles}
        self.listed: dict[int, str] = {}
        self.persons = self._persons()
        self.shown: set[str] = set()
        self.added: set[int] = set()

    def _persons(self) -> frozenset[str]:
        """The words of names of persons that have two words or more."""
        parts = set()
        for name in self.names.values():
            if name.kind == "person" and name.end - name.start > 1:
                parts.update(fold(self.doc[i].text) for i in range(name.start, name.end))
        for ent in self.doc.ents:
            if ent.label_ == "PERSON" and len(ent) > 1 and all(_is_capital(token) for token in ent):
                parts.update(fold(token.text) for token in ent)
        return frozenset(parts)

    def find(self) -> tuple[list[Name], list[Name]]:
        """All names with the places added, and the places within longer names, both in order."""
        for start, end, sort in self._headed():
            self._put(start, end, sort)
        for start, end, sort in self._counted():
            if self._put(start, end, sort):
                self.listed[start] = sort
        for start, end in self._abbreviated():
            self._put(start, end, "")
        self._shown_by_names()
        spans = [span for token in self.doc if (span := self._cued(token)) is not None]
        for start, end, form in spans:
            if self._put(start, end, ""):
                self.shown.update({form, form.title()} if form.isupper() else {form})
        for start, end in self._told_again():
            self._put(start, end, "")
        self._mended()
        kept = sorted(self.names.values(), key=lambda n: n.start)
        return kept, list(self._within(kept))

    # What a name ends or opens with

    def _headed(self) -> Iterator[tuple[int, int, str]]:
        """ "Mill Road", "the Sava River", "Lamu County", "Lake Turkana": names told by their first or last word."""
        doc, known, last = self.doc, _words(), 0
        for token in doc:
            if not token.text[0].isupper() or token.i < last:
                continue
            sort = known.heads.get(token.lower_)
            start = self._run_before(token.i) if sort is not None else token.i
            end = token.i + 1
            if sort is None or start == token.i:
                sort, start = known.openings.get(token.lower_), token.i
                end = self._run_behind(token.i) if sort is not None else token.i
                if sort is None or end == token.i + 1 or self._goes_on(end):
                    continue
            elif sort != "division" and self._goes_on(end):
                continue
            if sort == "division":
                start = self._known_division(start, end)
            last = end
            yield start, end, sort

    def _run_before(self, at: int) -> int:
        """Where the capitalised words before a token begin, three at most."""
        start = at
        while start and at - start < 3 and not self.doc[start].is_sent_start and self._joined(start - 1):
            start -= 1
        if start < at and (self.doc[start].is_stop or self.doc[start].pos_ in ("DET", "ADP", "VERB", "ADV", "PRON", "SCONJ")):
            start += 1
        return start

    def _run_behind(self, at: int) -> int:
        end = at + 1
        while end < len(self.doc) and end - at < 3 and self.doc[end - 1].whitespace_ and _is_capital(self.doc[end]):
            end += 1
        return end

    def _joined(self, at: int) -> bool:
        token = self.doc[at]
        return _is_capital(token) and bool(token.whitespace_) and token.ent_type_ not in ("DATE", "TIME")

    def _goes_on(self, end: int) -> bool:
        """Whether a name runs on behind a token: "Mill Road Clinic", "Lake County"."""
        if end >= len(self.doc) or not self.doc[end - 1].whitespace_:
            return end < len(self.doc) and self.doc[end].text in ("-", "'s", "’s") and self._possesses(end)
        return _is_capital(self.doc[end]) and self.doc[end].tag_ in ("NNP", "NNPS") and not self.doc[end].is_sent_start

    def _possesses(self, at: int) -> bool:
        """ "St. Luke's": an owner's name goes on behind its apostrophe in a capital."""
        return self.doc[at].text != "-" and at + 1 < len(self.doc) and _is_capital(self.doc[at + 1])

    def _known_division(self, start: int, end: int) -> int:
        """Where a county's name begins: the longest that the gazetteer knows, else the word before its sort."""
        for first in range(start, end - 1):
            if places(self._written(first, end)):
                return first
        return end - 2

    def _counted(self) -> Iterator[tuple[int, int, str]]:
        """ "Kwale, Kilifi and Lamu counties": each of a list that one noun ends."""
        for token in self.doc:
            sort = _words().plurals.get(token.lower_)
            if sort is None:
                continue
            end = token.i
            while end > 0:
                start = self._run_before(end)
                if start == end:
                    break
                yield start, end, sort
                end = start - 1
                while end > 0 and self.doc[end].text in (",", "and", "&", "or", "/"):
                    end -= 1
                end += 1
                if end == start or end <= 0 or token.i - end > 60:
                    break

    def _abbreviated(self) -> Iterator[tuple[int, int]]:
        """ "Accra, Man.", "D-W. Va.": states as newspapers shorten them, behind a comma or a party's letter."""
        doc = self.doc
        for token in doc[2:]:
            mark = doc[token.i - 1]
            if not token.text[0].isupper() or mark.text not in (",", "-", "(") or (token.i in self.at and not self._soft(token.i)):
                continue
            if not (_is_capital(doc[token.i - 2]) or (mark.text == "(" and doc[token.i - 2].is_alpha)):
                continue
            for end in (token.i + 2, token.i + 1):
                if end <= len(doc) and doc[end - 1].text[0].isupper() and abbreviated(self._written(token.i, end)):
                    yield token.i, end
                    break

    # Cues around a name

    def _shown_by_names(self) -> None:
        """Notes the forms that the first pass or the model took for places, persons' names aside."""
        for name in self.names.values():
            if name.kind in ("place", "polity") and name.how == "name":
                form = self._written(name.start, name.end)
                if name.end - name.start > 1 or fold(form) not in self.persons:
                    self.shown.add(form)

    def _cued(self, token: Token) -> tuple[int, int, str] | None:
        """The place that begins at a token and that the words around it show."""
        if not _is_capital(token) or (token.i in self.at and not self._soft(token.i)):
            return None
        before = self._before(token.i)
        for end in range(min(token.i + _LONGEST, len(self.doc)), token.i, -1):
            if not self._whole(token.i, end):
                continue
            cue = max(before, self._behind(token.i, end))
            if not cue:
                continue
            form = self._written(token.i, end)
            if self._enough(token.i, end, form, cue):
                return token.i, end, form
        return None

    def _enough(self, start: int, end: int, form: str, cue: int) -> bool:
        """Whether the cue outweighs what else a name could be: a person, a word."""
        people = _people(form)
        token = self.doc[start]
        if people < 0 or (end - start == 1 and token.lower_ in _generic()):
            return False
        if end - start == 1 and (token.is_stop or token.lower_ in _common() or token.ent_type_ in ("DATE", "TIME")):
            return cue == CERTAIN
        if all(fold(self.doc[i].text) in self.persons for i in range(start, end)) or given_name(form) is not None:
            return cue >= SURE
        return cue >= FAIRLY or people >= _SETTLED or form in self.shown

    def _before(self, at: int) -> int:
        """How surely a place stands behind the words before a token: SURE, FAIRLY, MAYBE or 0."""
        known, doc = _words(), self.doc
        if role(doc, at) == "dateline":
            return SURE
        if at == 0:
            return 0
        word, second = doc[at - 1].lower_, doc[at - 2].lower_ if at > 1 else ""
        if word in known.sure:
            return SURE
        if word == "of" and (second in known.compass or second in known.sorts or (second == "," and doc[at - 3].is_digit)):
            return SURE
        if word == "-" and second in ("d", "r") and not doc[at - 1].whitespace_:
            return SURE
        if word in ("to", "from") and doc[at - 1].head.lemma_ in known.moving:
            return FAIRLY
        if word in known.likely:
            return MAYBE
        over = self.at.get(at - 2)
        if word not in ("and", "or", "&", "/", ",") or over is None or over.kind != "place":
            return 0
        return MAYBE if word == "," else FAIRLY

    def _behind(self, start: int, end: int) -> int:
        """How surely the words behind a token show a place: CERTAIN where its state or country follows."""
        doc, known = self.doc, _words()
        if end >= len(doc):
            return 0
        token = doc[end]
        if token.text == "," and end + 1 < len(doc) and self._within_named(self._written(start, end), end + 1):
            return CERTAIN
        if token.text == "-" and end + 1 < len(doc) and doc[end + 1].lower_ in ("based", "area", "born"):
            return SURE
        if doc[start].text.isupper() and len(doc[start]) > 3 and token.text in _DASHES and doc[start].is_sent_start:
            return SURE
        if token.lower_ in known.folk and doc[end - 1].whitespace_:
            return FAIRLY
        if token.lower_ in known.behind and doc[end - 1].whitespace_:
            return MAYBE
        if _is_capital(token) and doc[end - 1].whitespace_ and token.ent_type_ in ("ORG", "") and self._land(start, end):
            return MAYBE
        labels = {doc[i].ent_type_ for i in range(start, end)}
        return MAYBE if labels <= _PLACE_LABELS else 0

    def _land(self, start: int, end: int) -> bool:
        """Whether a name is a country's or a state's first of all: "the Ohio Supreme Court"."""
        return any(fact.kind in ("country", "region") for fact in find(self._written(start, end))[:1])

    def _within_named(self, form: str, at: int) -> bool:
        """Whether a state or a country stands at a token, and has a place of that name."""
        for end in range(min(at + 3, len(self.doc)), at, -1):
            over = self._written(at, end)
            if not over[0].isupper():
                return False
            for fact in find(over):
                if fact.kind == "country" and fact.code and (places(form, code=fact.code) or _in_base(form, fact.code)):
                    return True
                if fact.kind == "region" and places(form, state=fact.key):
                    return True
            if any(places(form, state=state.state) for state in abbreviated(over)):
                return True
        return False

    def _told_again(self) -> Iterator[tuple[int, int]]:
        """Further occurrences of names that were shown to be places."""
        for token in self.doc:
            if not _is_capital(token) or (token.i in self.at and not self._soft(token.i)):
                continue
            for end in range(min(token.i + _LONGEST, len(self.doc)), token.i, -1):
                form = self._written(token.i, end)
                if form not in self.shown and (not form.isupper() or form.title() not in self.shown):
                    continue
                if self._whole(token.i, end) and fold(form) not in self.persons and not self._part(token.i, end):
                    yield token.i, end
                break

    def _part(self, start: int, end: int) -> bool:
        """Whether a name is a piece of a longer one that nobody has named: "Paris" of "Paris Saint-Germain"."""
        doc = self.doc
        if end < len(doc) and doc[end - 1].whitespace_ and _is_capital(doc[end]) and doc[end].tag_ in ("NNP", "NNPS"):
            return doc[end].lower_ not in _words().behind and not doc[end].is_sent_start
        return bool(start and _is_capital(doc[start - 1]) and doc[start - 1].whitespace_ and doc[start - 1].ent_type_ == "PERSON")

    # Names in the way

    def _soft(self, at: int) -> bool:
        """Whether a known name at a token may give way: one that the model alone gave, or a person's of a word or two."""
        name = self.at[at]
        if name.key is not None or name.how != "name" or name.end - name.start > 2 or name.kind == "place":
            return False
        return name.kind == "organization" or not self._titled(name.start)

    def _titled(self, at: int) -> bool:
        """Whether a title stands before a token: President Prado is no town."""
        if at == 0 or at in self.after_titles:
            return at > 0
        known, before = title_words(), plain(self.doc[at - 1])
        return before in known.heads or before in known.honorifics or before in known.ranks

    def _whole(self, start: int, end: int) -> bool:
        """Whether a range cuts no known name, and has no person's title before it."""
        if not _is_capital(self.doc[end - 1]) or any(self.doc[i].is_space for i in range(start, end)):
            return False
        inside = [self.at[i] for i in range(start, end) if i in self.at]
        return all(
            start <= name.start and name.end <= end and (self._soft(name.start) or (name.kind == "place" and name.start > start))
            for name in inside
        )

    def _put(self, start: int, end: int, sort: str) -> bool:
        """Adds a place where no name is in the way; names wholly inside it go."""
        inside = [self.at[i] for i in range(start, end) if i in self.at]
        for other in inside:
            if other.start < start or other.end > end or (other.key is not None and (other.kind == "organization" or other.how == "metonym")):
                return False
            if (other.start, other.end) == (start, end) and other.kind == "place":
                return True
            if other.kind == "polity" and not sort:
                return False
        for other in inside:
            self.names.pop(other.start, None)
        name = self.names[start] = Name(start, end, _head(self.doc, start, end), "place", "name")
        self.at.update(dict.fromkeys(range(start, end), name))
        self.added.add(start)
        return True

    def _mended(self) -> None:
        """Takes back what is no place by what stands around it, and cuts what is a body's."""
        for name in list(self.names.values()):
            if name.kind not in ("place", "polity") or name.how == "metonym":
                continue
            if self._points(name) or self._shouted(name):
                del self.names[name.start]
            elif name.kind == "place" and self._overlong(name):
                self.names[name.start] = Name(name.start, name.end - 1, _head(self.doc, name.start, name.end - 1), "place", "name")
            elif name.kind == "place" and name.key is None and name.start not in self.added:
                self._doubted(name)

    def _points(self, name: Name) -> bool:
        """ "Western Pennsylvania", "West Cambridge": a point of the compass before a name is no area of the world."""
        doc, end = self.doc, name.end
        if end - name.start > 1 or doc[name.start].lower_ not in _points() or end >= len(doc):
            return False
        return _is_capital(doc[end]) and doc[end].tag_ in ("NNP", "NNPS") and bool(doc[end - 1].whitespace_)

    def _shouted(self, name: Name) -> bool:
        """ "A SWAT team": letters of another word, where all around is written small."""
        doc, end = self.doc, name.end
        if end - name.start > 1 or not (doc[name.start].text.isalpha() and doc[name.start].text.isupper()) or name.key is None:
            return False
        if not 3 <= len(doc[name.start]) <= 5 or role(doc, name.start) != "body" or (end < len(doc) and doc[end].text in (*_DASHES, ",")):
            return False
        return any(f.key == name.key and f.kind in ("city", "region", "area") and not is_acronym(f.name) for f in find(doc[name.start].text.title()))

    def _doubted(self, name: Name) -> None:
        """Takes back what the model alone calls a place and is none: a given name, an office, a firm."""
        last, sole = self.doc[name.end - 1].lower_, name.end - name.start == 1
        if not sole and last in _offices():
            self.names[name.start] = replace(name, kind="organization")
        elif sole and (last in _generic() or self._stray(name)):
            del self.names[name.start]

    def _stray(self, name: Name) -> bool:
        """Whether the model alone takes something else for a place: "Malia and Sasha", "Brett Hartmann", "FedEx"."""
        form, before = self._written(name.start, name.end), self.doc[name.start - 1] if name.start else None
        cue = max(self._before(name.start), self._behind(name.start, name.end) if self._behind(name.start, name.end) > MAYBE else 0)
        if given_name(form) is not None or fold(form) in self.persons:
            return cue < FAIRLY
        if cue:
            return False
        if before is not None and before.whitespace_ and _is_capital(before) and given_name(before.text) is not None:
            return True
        return _people(form) < 0 and not _reached(self.doc[name.start])

    def _overlong(self, name: Name) -> bool:
        """ "Kentucky State Police", "Dublin City Council": what belongs to the body behind a place is not its name's."""
        doc, end = self.doc, name.end
        if end - name.start < 2 or end >= len(doc) or not _is_capital(doc[end]) or not doc[end - 1].whitespace_:
            return False
        shorter = self._written(name.start, end - 1)
        if doc[end - 1].text == "State":
            return _people(shorter) >= 0
        if doc[end - 1].text != "City" or doc[end].lower_ not in _words().behind | _offices():
            return False
        return _people(shorter) >= 0 and _people(self._written(name.start, end)) < LARGE

    def _stray(self, name: Name) -> bool:
        """Whether the model alone takes a person's name for a place: "Malia and Sasha", "Brett Hartmann"."""
        form, before = self._written(name.start, name.end), self.doc[name.start - 1] if name.start else None
        if self._before(name.start) >= MAYBE or self._behind(name.start, name.end) >= SURE:
            return False
        if given_name(form) is not None or fold(form) in self.persons:
            return True
        return before is not None and bool(before.whitespace_) and _is_capital(before) and given_name(before.text) is not None

    # Places in longer names

    def _within(self, names: Sequence[Name]) -> Iterator[Name]:
        """ "The University of Nairobi", "Texas Department of Transportation", "CTV Winnipeg": places in bodies' names."""
        for name in names:
            if name.how != "name" or name.end - name.start < 2 or name.kind not in ("organization", "place", "person"):
                continue
            if name.kind == "place" and name.key is not None:
                continue
            at = name.start
            while at < name.end:
                end = self._inner(name, at)
                if end is not None:
                    yield Name(at, end, _head(self.doc, at, end), "place", "name")
                at = end or at + 1

    def _inner(self, name: Name, at: int) -> int | None:
        """Where a place that begins at a token within a longer name ends, None where none does."""
        doc, known = self.doc, _words()
        if not _is_capital(doc[at]) or (not starts(doc[at].text) and self._written(at, at + 1) not in self.shown and at + 1 == name.end):
            return None
        before = doc[at - 1].lower_ if at > name.start else ""
        if at > name.start and before in known.never:
            return None
        for end in range(min(at + _LONGEST, name.end), at, -1):
            if (at, end) == (name.start, name.end):
                continue
            form = self._written(at, end)
            if known.heads.get(doc[end - 1].lower_) == "division" and end - at > 1 and places(form):
                return end
            if self._is_inner(name, at, end, form, before):
                return end
        return None

    def _leads(self, name: Name, at: int) -> bool:
        """Whether a common word begins a longer name of a place: "North Dakota" of "the North Dakota Senate"."""
        return any(find(self._written(at, end)) for end in range(at + 2, min(at + _LONGEST, name.end)))

    def _is_inner(self, name: Name, at: int, end: int, form: str, before: str) -> bool:
        doc, known = self.doc, _words()
        after = doc[end].lower_ if end < name.end else ""
        if after in known.firms or after in known.heads or (end < name.end and doc[end].text in ("'s", "’s", "-")):
            return False
        opens = at == name.start or (at == name.start + 1 and before in ("the", *known.opening))
        if not (opens or before in known.opening or end == name.end):
            return False
        if end - at == 1 and doc[at].lower_ in _generic():
            return False
        if name.kind == "person":
            follows = after in known.behind or after in title_words().heads or after in _parties()
            return opens and follows and (form in self.shown or _people(form) >= _SETTLED)
        facts = find(form)
        if facts and facts[0].kind == "demonym":
            return False
        if any(f.kind in ("country", "region") for f in facts[:1]):
            named = given_name(form) is not None and (end - name.start < 2 and name.end - end < 2)
            return not named or form in self.shown
        if form in self.shown:
            return True
        return given_name(form) is None and (opens or before in known.opening) and _people(form) >= 2 * _SETTLED

    def _written(self, start: int, end: int) -> str:
        last = self.doc[end - 1]
        return self.text[self.doc[start].idx : last.idx + len(last)]


def annotate(doc: Doc, names: Sequence[Name], titles: Sequence[Title] = ()) -> list[Name]:
    """The names of a document with the places that words around them show; those in longer names go into the notes."""
    spotter = Spotter(doc, names, titles)
    found, within = spotter.find()
    notes = note(doc)
    notes.within, notes.listed = tuple(within), spotter.listed
    return found


def _is_capital(token: Token) -> bool:
    """Whether a token may stand in a place's name."""
    return token.text[0].isupper() and token.text.replace(".", "").replace("’", "").replace("'", "").isalpha()


@cache
def _generic() -> frozenset[str]:
    """Words that are no place's whole name, though some hamlet bears each of them: "South", "University"."""
    words = _words()
    return words.compass | words.sorts | words.heads.keys() | words.behind | _offices() | frozenset(load("places")["generic"]["words"])


@cache
def _offices() -> frozenset[str]:
    return (frozenset(load("bodies")["heads"]["words"]) | frozenset(load("places")["generic"]["offices"])) - _words().heads.keys()


@cache
def _points() -> frozenset[str]:
    return frozenset(load("places")["generic"]["points"])


@cache
def _parties() -> frozenset[str]:
    return frozenset(load("places")["generic"]["members"])


@cache
def _common() -> frozenset[str]:
    return frozenset(load("cities")["common"]["words"].split())


def _people(form: str) -> int:
    """The people of the largest place of a name; -1 where there is none."""
    known = places(form) or (places(form.title()) if form.isupper() else ())
    facts = [f for f in find(form) if f.kind in ("city", "region", "area", "water", "facility", "country")]
    return max([*(p.people for p in known), *(f.population or _SETTLED for f in facts)], default=-1)


def _in_base(form: str, code: str) -> bool:
    return any(f.kind in ("city", "region", "area") and f.code == code for f in find(form))


def _head(doc: Doc, start: int, end: int) -> int:
    for at in range(end - 1, start - 1, -1):
        if not start <= doc[at].head.i < end or doc[at].head.i == at:
            return at
    return end - 1
