"""How surely the words around a name show that it is a place's."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.annotate.placewords import CERTAIN, DASHES, FAIRLY, MAYBE, SURE, Page, in_base, is_capital, words
from dragoman.doc import Name, role
from dragoman.knowledge import find
from dragoman.knowledge.gazetteer import abbreviated, places

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


class Cues:
    """Reads the cues on a page; `at` are the names known so far, by token."""

    def __init__(self, page: Page, at: Mapping[int, Name]) -> None:
        self.page, self.doc, self.at = page, page.doc, at

    def before(self, at: int) -> int:
        """How surely a place stands behind the words before a token: SURE, FAIRLY, MAYBE or 0."""
        known, doc = words(), self.doc
        if role(doc, at) == "dateline":
            return SURE
        if at == 0:
            return 0
        word, second = doc[at - 1].lower_, doc[at - 2].lower_ if at > 1 else ""
        if word in known.sure:
            return SURE
        if word == "of" and (
            second in known.compass or second in known.sorts or (second == "," and doc[at - 3].is_digit)
        ):
            return SURE
        if word == "-" and second in ("d", "r") and not doc[at - 1].whitespace_:
            return SURE
        if word in ("to", "from") and {doc[at - 1].head.lemma_, doc[at - 1].head.head.lemma_} & known.moving:
            return FAIRLY
        if word in known.likely:
            return MAYBE
        over = self.at.get(at - 2)
        if word not in ("and", "or", "&", "/", ",") or over is None or over.kind != "place":
            return 0
        return MAYBE if word == "," else FAIRLY

    def behind(self, start: int, end: int) -> int:
        """How surely the words behind a token show a place: CERTAIN where its state or country follows."""
        doc, known = self.doc, words()
        if end >= len(doc):
            return 0
        token = doc[end]
        if token.text == "," and end + 1 < len(doc) and self._within_named(self.page.written(start, end), end + 1):
            return CERTAIN
        if token.text == "-" and end + 1 < len(doc) and doc[end + 1].lower_ in ("based", "area", "born"):
            return SURE
        if doc[start].text.isupper() and len(doc[start]) > 3 and token.text in DASHES and doc[start].is_sent_start:
            return SURE
        if token.lower_ in known.folk and doc[end - 1].whitespace_:
            return FAIRLY
        if token.lower_ in known.behind and doc[end - 1].whitespace_:
            return MAYBE
        if is_capital(token) and doc[end - 1].whitespace_ and token.ent_type_ in ("ORG", "") and self._land(start, end):
            return MAYBE
        labels = {doc[i].ent_type_ for i in range(start, end)}
        return MAYBE if labels <= _PLACE_LABELS else 0

    def _land(self, start: int, end: int) -> bool:
        """Whether a name is a country's or a state's first of all: "the Ohio Supreme Court"."""
        return any(fact.kind in ("country", "region") for fact in find(self.page.written(start, end))[:1])

    def _within_named(self, form: str, at: int) -> bool:
        """Whether a state or a country stands at a token, and has a place of that name."""
        for end in range(min(at + 3, len(self.doc)), at, -1):
            over = self.page.written(at, end)
            if not over[0].isupper():
                return False
            for fact in find(over):
                if fact.kind == "country" and fact.code and (places(form, code=fact.code) or in_base(form, fact.code)):
                    return True
                if fact.kind == "region" and places(form, state=fact.key):
                    return True
            if any(places(form, state=state.state) for state in abbreviated(over)):
                return True
        return False
