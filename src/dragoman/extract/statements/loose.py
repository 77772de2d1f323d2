"""Long quotations inside a sentence that belong to no statement: the words of their clause's subject.

"The resolution “deplores the loss of life among civilians”." Names of books and broadcasts are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from dragoman.doc import Clause, Quote, clause, clause_around, quoted
from dragoman.extract.statements.attribution import Attribution
from dragoman.extract.statements.cues import ends_sentence
from dragoman.extract.statements.stretches import trim

_LONG = 5
"""Words from which a quotation inside a sentence is somebody's words and no title or scare quote."""
_CLOSE = 12
"""Tokens from a quotation back to the clause that leads up to it."""


def loose(doc: Doc, fragments: Sequence[Quote], made: Sequence[Attribution]) -> Iterator[Attribution]:
    """One attribution for each quotation of five words or more whose first word no other attribution has."""
    claimed = [False] * (len(doc) + 1)
    for attribution in made:
        for start, end in attribution.content:
            claimed[start:end] = [True] * (end - start)
    for quote in fragments:
        inner = trim(doc, quote.start, quote.end)
        if (
            inner is None
            or claimed[inner[0]]
            or _title(doc, *inner)
            or sum(doc[i].is_alpha for i in range(*inner)) < _LONG
        ):
            continue
        here = clause_around(doc, inner[0])
        if here is None or here.subject is None or inner[0] <= here.subject < inner[1]:
            here = _clause_before(doc, quote.start)
        verb, source = (here.verb, here.subject) if here is not None else (None, None)
        yield Attribution((inner,), None, verb, source, confidence=0.55)


def _clause_before(doc: Doc, start: int) -> Clause | None:
    """The nearest clause with a subject before a quotation in its sentence: 'as the envoy put it, "..."'."""
    for i in range(start - 1, max(start - _CLOSE, 0) - 1, -1):
        if ends_sentence(doc[i]) or quoted(doc, i):
            return None
        here = clause(doc, i)
        if here is not None and here.subject is not None and not quoted(doc, here.subject):
            return here
    return None


def _title(doc: Doc, start: int, end: int) -> bool:
    """Whether every longer word has a capital: the name of a book or a broadcast."""
    return all(doc[i].text[0].isupper() for i in range(start, end) if doc[i].is_alpha and len(doc[i]) > 3)
