"""Mentions that are given, grouped by whom they speak of.

Where somebody else has marked the mentions, only the grouping is left: the names among them are read as names
of persons, and every pronoun and noun is read as in any article, except that each of them speaks of somebody.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dragoman.doc import Doc, Name, names
from dragoman.resolve.cast import Cast, Group
from dragoman.resolve.reference import Reader

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")


def group(doc: Doc, spans: Sequence[tuple[int, int]]) -> list[int]:
    """For each span (tokens, end exclusive) a number that it shares with those of the same person or people.

    The document must have names, titles and quotations; its mentions and entities are left as they are.
    """
    heads = [head(doc, start, end) for start, end in spans]
    given: dict[int, tuple[int, int]] = {}
    widest_first = sorted(zip(heads, spans, strict=True), key=lambda pair: pair[1][0] - pair[1][1])
    given.update(widest_first)  # of two with one head the narrower stays
    cast = Cast(doc)
    cast.names([name for at, (start, end) in given.items() if (name := _name(doc, at, start, end)) is not None])
    reader = Reader(cast, given)
    reader.unnamed()
    numbers: dict[int, int] = {}
    found = []
    for at in heads:
        who: Group | None = reader.scene.meant.get(at)
        found.append(numbers.setdefault(id(who) if who is not None else -at - 1, len(numbers)))
    return found


def head(doc: Doc, start: int, end: int) -> int:
    """The token on which a phrase is built; of a name with a title before it the name's own head."""
    end = _trimmed(doc, start, end)
    inside = range(start, end)
    out = [i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i]
    nominal = [i for i in out if doc[i].pos_ in _NOMINAL] or out
    for name in _within(doc, start, end):
        before = doc[name.start - 1].pos_ if name.start > start else ""
        own = name.end == end and before not in _PARTING
        if name.kind == "person" and (own or name.start <= nominal[0] < name.end):
            return name.head
    return nominal[0]


def _within(doc: Doc, start: int, end: int) -> Iterator[Name]:
    """The names within a range of tokens, in the order of the text."""
    known = names(doc)
    for n in range(bisect_left(known, start, key=lambda name: name.start), len(known)):
        if known[n].start >= end:
            return
        yield known[n]


_PARTING = frozenset({"ADP", "CCONJ", "PUNCT", "VERB", "AUX", "SCONJ", "PART", "PRON"})
"""What stands between a name and somebody else: "a friend of Ana Ruiz" is not she."""


def _trimmed(doc: Doc, start: int, end: int) -> int:
    while end - start > 1 and (doc[end - 1].lower_ in ("'s", "’s") or doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return end


def _name(doc: Doc, at: int, start: int, end: int) -> Name | None:
    """The proper name around the head of a span, as a person's."""
    if doc[at].pos_ != "PROPN":
        return None
    first, last = at, at + 1
    while first > start and doc[first - 1].pos_ == "PROPN":
        first -= 1
    while last < _trimmed(doc, start, end) and doc[last].pos_ == "PROPN":
        last += 1
    return Name(first, last, at, "person", "name")
