"""Names of places told by what they begin or end with: "Mill Road", "the Sava River", "Kwale and Lamu counties"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.annotate.placewords import Page, is_capital, words
from dragoman.knowledge.gazetteer import abbreviated, places

Headed = tuple[int, int, str]
"""The tokens of a name, and what sort of place it is ("street", "division")."""


class Heads:
    """Finds such names on a page."""

    def __init__(self, page: Page) -> None:
        self.page, self.doc = page, page.doc

    def names(self) -> Iterator[Headed]:
        """ "Mill Road", "the Sava River", "Lamu County", "Lake Turkana": names told by their first or last word."""
        known, last = words(), 0
        for token in self.page.capitals:
            if token.i < last:
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
        if start < at and (
            self.doc[start].is_stop or self.doc[start].pos_ in ("DET", "ADP", "VERB", "ADV", "PRON", "SCONJ")
        ):
            start += 1
        return start

    def _run_behind(self, at: int) -> int:
        end = at + 1
        while end < len(self.doc) and end - at < 3 and self.doc[end - 1].whitespace_ and is_capital(self.doc[end]):
            end += 1
        return end

    def _joined(self, at: int) -> bool:
        token = self.doc[at]
        return is_capital(token) and bool(token.whitespace_) and token.ent_type_ not in ("DATE", "TIME")

    def _goes_on(self, end: int) -> bool:
        """Whether a name runs on behind a token: "Mill Road Clinic", "Lake County"."""
        if end >= len(self.doc) or not self.doc[end - 1].whitespace_:
            return end < len(self.doc) and self.doc[end].text in ("-", "'s", "’s") and self._possesses(end)
        return is_capital(self.doc[end]) and self.doc[end].tag_ in ("NNP", "NNPS") and not self.doc[end].is_sent_start

    def _possesses(self, at: int) -> bool:
        """ "St. Luke's": an owner's name goes on behind its apostrophe in a capital."""
        return self.doc[at].text != "-" and at + 1 < len(self.doc) and is_capital(self.doc[at + 1])

    def _known_division(self, start: int, end: int) -> int:
        """Where a county's name begins: the longest that the gazetteer knows, else the word before its sort."""
        for first in range(start, end - 1):
            if places(self.page.written(first, end)):
                return first
        return end - 2

    def listed(self) -> Iterator[Headed]:
        """ "Kwale, Kilifi and Lamu counties": each of a list that one noun ends."""
        for token in self.page.plurals:
            sort = words().plurals[token.lower_]
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

    def abbreviated(self) -> Iterator[tuple[int, int]]:
        """ "Accra, Man.", "D-W. Va.": states as newspapers shorten them, behind a comma or a party's letter."""
        doc = self.doc
        for token in self.page.capitals:
            mark = doc[token.i - 1] if token.i > 1 else token
            if mark.text not in (",", "-", "("):
                continue
            if not (is_capital(doc[token.i - 2]) or (mark.text == "(" and doc[token.i - 2].is_alpha)):
                continue
            for end in (token.i + 2, token.i + 1):
                if end <= len(doc) and doc[end - 1].text[0].isupper() and abbreviated(self.page.written(token.i, end)):
                    yield token.i, end
                    break
