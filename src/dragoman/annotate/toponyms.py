"""Names of places that the words around them show: streets, rivers, counties, small towns, places in bodies' names.

The gazetteer of the first pass holds countries, regions and larger towns. Here, with persons and bodies known,
what is left over is looked at: "Mill Road" ends as streets do, "in Kiskunhalas" and "the Alness mayor" stand as
places stand, and a name shown to be a place's once is one throughout the article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from dragoman.annotate import doubts
from dragoman.annotate.cues import Cues
from dragoman.annotate.headed import Heads
from dragoman.annotate.inner import Inner
from dragoman.annotate.placewords import (
    CERTAIN,
    FAIRLY,
    LONGEST,
    SETTLED,
    SURE,
    Page,
    common,
    generic,
    is_capital,
    people,
    words,
)
from dragoman.annotate.titles import plain
from dragoman.annotate.titles import words as title_words
from dragoman.doc import Name, Title, note
from dragoman.knowledge import fold, given_name


class Spotter:
    """Finds the places of one document that the first pass left; `names` are those known so far, in order."""

    def __init__(self, doc: Doc, names: Sequence[Name], titles: Sequence[Title]) -> None:
        self.doc, self.page = doc, Page(doc)
        self.names = {name.start: name for name in names}
        self.at = {i: name for name in names for i in range(name.start, name.end)}
        self.cues = Cues(self.page, self.at)
        self.after_titles = {title.end for title in titles}
        self.listed: dict[int, str] = {}
        self.persons = self._persons()
        self.shown: set[str] = set()
        self.added: set[int] = set()

    def _persons(self) -> frozenset[str]:
        """The words of names of persons that have two words or more, or a title before them."""
        parts: set[str] = set()
        for name in self.names.values():
            if name.kind == "person" and (name.end - name.start > 1 or self._titled(name.start)):
                parts.update(fold(self.doc[i].text) for i in range(name.start, name.end))
        for ent in self.doc.ents:
            if ent.label_ == "PERSON" and len(ent) > 1 and all(is_capital(token) for token in ent):
                parts.update(fold(token.text) for token in ent)
        return frozenset(parts)

    def find(self) -> tuple[list[Name], list[Name]]:
        """All names with the places added, and the places within longer names, both in order."""
        heads = Heads(self.page)
        for start, end, sort in heads.names():
            self._put(start, end, sort)
        for start, end, sort in heads.listed():
            if self._put(start, end, sort):
                self.listed[start] = sort
        for start, end in heads.abbreviated():
            if start not in self.at or self._soft(start):
                self._put(start, end, "")
        self._shown_by_names()
        spans = [span for token in self.page.capitals if (span := self._cued(token)) is not None]
        for start, end, form in spans:
            if self._put(start, end, ""):
                self.shown.update({form, form.title()} if form.isupper() else {form})
        for start, end in self._told_again():
            self._put(start, end, "")
        known = sorted(self.names.values(), key=lambda n: n.start)
        kept = list(doubts.Doubts(self.cues, self.persons, self.added).settled(known))
        return kept, list(Inner(self.page, self.shown).names(kept))

    def _shown_by_names(self) -> None:
        """Notes the forms that the first pass or the model took for places, persons' names aside."""
        for name in self.names.values():
            if name.kind in ("place", "polity") and name.how == "name":
                form = self.page.written(name.start, name.end)
                if name.key is None and (fold(form) in generic() or fold(form) in common()):
                    continue
                if name.end - name.start > 1 or fold(form) not in self.persons:
                    self.shown.add(form)

    def _cued(self, token: Token) -> tuple[int, int, str] | None:
        """The place that begins at a token and that the words around it show."""
        if token.i in self.at and not self._soft(token.i):
            return None
        before = self.cues.before(token.i)
        for end in range(min(token.i + LONGEST, len(self.doc)), token.i, -1):
            if not self._whole(token.i, end):
                continue
            cue = max(before, self.cues.behind(token.i, end))
            if not cue:
                continue
            form = self.page.written(token.i, end)
            if token.lower_ == "the" and people(form[4:]) >= 0:
                continue
            if self._enough(token.i, end, form, cue):
                return token.i, end, form
        return None

    def _enough(self, start: int, end: int, form: str, cue: int) -> bool:
        """Whether the cue outweighs what else a name could be: a person, a word."""
        crowd = people(form)
        token = self.doc[start]
        if crowd < 0 or (end - start == 1 and token.lower_.rstrip(".") in generic()):
            return False
        if end - start == 1 and (token.is_stop or token.lower_ in common() or token.ent_type_ in ("DATE", "TIME")):
            return cue == CERTAIN
        if all(fold(self.doc[i].text) in self.persons for i in range(start, end)) or given_name(form) is not None:
            return cue >= SURE
        return cue >= FAIRLY or crowd >= SETTLED or form in self.shown

    def _told_again(self) -> Iterator[tuple[int, int]]:
        """Further occurrences of names that were shown to be places."""
        first = {word for form in self.shown for word in (form.split()[0], form.split()[0].upper())}
        for token in self.page.capitals:
            if not first.intersection((token.text, token.text.partition("-")[0])):
                continue
            if token.i in self.at and not self._soft(token.i):
                continue
            for end in range(min(token.i + LONGEST, len(self.doc)), token.i, -1):
                form = self.page.written(token.i, end)
                if form not in self.shown and (not form.isupper() or form.title() not in self.shown):
                    continue
                if self._whole(token.i, end) and fold(form) not in self.persons and not self._part(token.i, end):
                    yield token.i, end
                break

    def _part(self, start: int, end: int) -> bool:
        """Whether a name is a piece of a longer one that nobody has named: "Paris" of "Paris Saint-Germain"."""
        doc = self.doc
        if end < len(doc) and doc[end - 1].whitespace_ and is_capital(doc[end]) and doc[end].tag_ in ("NNP", "NNPS"):
            return doc[end].lower_ not in words().behind and not doc[end].is_sent_start
        return bool(
            start and is_capital(doc[start - 1]) and doc[start - 1].whitespace_ and doc[start - 1].ent_type_ == "PERSON"
        )

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
        if not is_capital(self.doc[end - 1]) or any(self.doc[i].is_space for i in range(start, end)):
            return False
        inside = [self.at[i] for i in range(start, end) if i in self.at]
        return all(
            start <= name.start
            and name.end <= end
            and (self._soft(name.start) or (name.kind == "place" and name.start > start))
            for name in inside
        )

    def _put(self, start: int, end: int, sort: str) -> bool:
        """Adds a place where no name is in the way; names wholly inside it go."""
        inside = [self.at[i] for i in range(start, end) if i in self.at]
        for other in inside:
            if (
                other.start < start
                or other.end > end
                or (other.key is not None and (other.kind == "organization" or other.how == "metonym"))
            ):
                return False
            if (other.start, other.end) == (start, end) and other.kind == "place":
                return True
            if other.kind == "polity" and not sort:
                return False
        for other in inside:
            self.names.pop(other.start, None)
        name = self.names[start] = Name(start, end, self.page.head(start, end), "place", "name")
        self.at.update(dict.fromkeys(range(start, end), name))
        self.added.add(start)
        return True


def annotate(doc: Doc, names: Sequence[Name], titles: Sequence[Title] = ()) -> list[Name]:
    """The names of a document with the places that words around them show; those in longer names go into the notes."""
    spotter = Spotter(doc, names, titles)
    found, within = spotter.find()
    notes = note(doc)
    notes.within, notes.listed = tuple(within), spotter.listed
    return found
