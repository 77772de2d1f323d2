"""Places in longer names: "the University of Nairobi", "Texas Department of Transportation", "CTV Winnipeg"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from dragoman.annotate.placewords import LONGEST, SETTLED, Page, generic, is_capital, parties, people, words
from dragoman.annotate.titles import words as title_words
from dragoman.doc import Name
from dragoman.knowledge import find, given_name, starts
from dragoman.knowledge.gazetteer import places


class Inner:
    """Finds them on a page; `shown` are the forms that are places elsewhere in the article."""

    def __init__(self, page: Page, shown: AbstractSet[str]) -> None:
        self.page, self.doc, self.shown = page, page.doc, shown

    def names(self, known: Sequence[Name]) -> Iterator[Name]:
        """The places in the names of bodies and persons, in order."""
        for name in known:
            if name.how != "name" or name.end - name.start < 2 or name.kind not in ("organization", "place", "person"):
                continue
            if name.kind == "place" and name.key is not None:
                continue
            at = name.start
            while at < name.end:
                end = self._inner(name, at)
                if end is not None:
                    yield Name(at, end, self.page.head(at, end), "place", "name")
                at = end or at + 1

    def _inner(self, name: Name, at: int) -> int | None:
        """Where a place that begins at a token within a longer name ends, None where none does."""
        doc, known = self.doc, words()
        if (
            not is_capital(doc[at])
            or doc[at].lower_ in ("the", "a", "an")
            or (not starts(doc[at].text) and self.page.written(at, at + 1) not in self.shown and at + 1 == name.end)
        ):
            return None
        before = doc[at - 1].lower_ if at > name.start else ""
        if at > name.start and before in known.never:
            return None
        for end in range(min(at + LONGEST, name.end), at, -1):
            if (at, end) == (name.start, name.end):
                continue
            form = self.page.written(at, end)
            if known.heads.get(doc[end - 1].lower_) == "division" and end - at > 1 and places(form):
                return end
            if self._is_inner(name, at, end, form, before):
                return end
        return None

    def _is_inner(self, name: Name, at: int, end: int, form: str, before: str) -> bool:
        doc, known = self.doc, words()
        after = doc[end].lower_ if end < name.end else ""
        if after in known.firms or after in known.heads or (end < name.end and doc[end].text in ("'s", "’s", "-")):
            return False
        opens = at == name.start or (at == name.start + 1 and before in ("the", *known.opening))
        if not (opens or before in known.opening or end == name.end):
            return False
        if end - at == 1 and doc[at].lower_ in generic():
            return False
        if name.kind == "person":
            follows = after in known.behind or after in title_words().heads or after in parties()
            return opens and follows and (form in self.shown or people(form) >= SETTLED)
        facts = find(form)
        if facts and facts[0].kind in ("demonym", "organization", "gathering"):
            return False
        if any(f.kind in ("country", "region") for f in facts[:1]):
            named = given_name(form) is not None and (end - name.start < 2 and name.end - end < 2)
            return not named or form in self.shown
        if form in self.shown:
            return True
        return given_name(form) is None and (opens or before in known.opening) and people(form) >= 2 * SETTLED
