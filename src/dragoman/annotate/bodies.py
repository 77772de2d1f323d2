"""Bodies whose names hold the name of another: the African Union's Assembly, Germany's Free Democrats."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from dragoman.doc import Name
from dragoman.knowledge import by_key

_ORGANS = frozenset("assembly commission council parliament committee tribunal agency".split())
"""What a known body has that is not the body itself, where the knowledge base has no name for it."""
_CHAMBERS = frozenset("house senate congressional congress state top senior local new young fellow many".split())
"""What stands before a party's name and does not make it another party's."""


def widen(doc: Doc, known: list[Name]) -> list[Name]:
    """The same names, but where a body's name goes on with another's words it is a body of its own, not yet known."""
    taken = {i for name in known for i in range(name.start, name.end)}
    return [_widened(doc, name, taken) for name in known]


def _widened(doc: Doc, name: Name, taken: set[int]) -> Name:
    if name.kind != "organization" or name.key is None or name.how == "metonym":
        return name
    after = doc[name.end] if name.end < len(doc) else None
    if after is not None and name.end not in taken and _is_organ(after) and doc[name.end - 1].whitespace_:
        return replace(name, end=name.end + 1, head=name.end, key=None)
    before = doc[name.start - 1] if name.start else None
    fact = by_key(name.key) if before is not None and name.end - name.start == 1 else None
    if before is None or fact is None or fact.extra != "party" or before.i in taken:
        return name
    return replace(name, start=name.start - 1, key=None) if _sort_of_party(before) else name


def _is_organ(token: Token) -> bool:
    return token.lower_ in _ORGANS and token.text[0].isupper()


def _sort_of_party(token: Token) -> bool:
    """ "Free" of "the Free Democrats"; no first word of a sentence and no chamber."""
    if not token.text[0].isupper() or not token.is_alpha or token.lower_ in _CHAMBERS or not token.whitespace_:
        return False
    return token.pos_ in ("PROPN", "ADJ") and not token.is_sent_start
