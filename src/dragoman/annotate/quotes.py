"""Quotation marks to quotations, paragraph by paragraph, so that a stray mark costs one quotation at most.

Marks come in three families: double (“ ” " `` '' „), single (‘ ’ ' ` ‚) and guillemets (« » ‹ ›). A curly or
wire mark says by its shape whether it opens; a straight one says it by its neighbours. An apostrophe looks
like a single closing mark, so a single quotation needs both its marks. One pass over the marks of a
paragraph with a stack; the time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Literal

from spacy.tokens import Doc

from dragoman.doc import Quote, article, note

Family = Literal["double", "single", "guillemet"]

# Three straight marks are a single and a double one: ``... `God save the Queen,'''
_MARK = re.compile(r"``|''(?!')|[“”„‟\"`‘’‚‛'«»‹›]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_MARKS: tuple[tuple[Family, tuple[str, ...]], ...] = (
    ("double", ("``", "''", "“", "”", "„", "‟", '"')),
    ("single", ("`", "‘", "’", "‚", "‛", "'")),
    ("guillemet", ("«", "»", "‹", "›")),
)
_FAMILY: dict[str, Family] = {mark: family for family, marks in _MARKS for mark in marks}
_OPENERS = frozenset({"``", "“", "„", "‟", "`", "‘", "‚", "‛"})
_LEFT = frozenset("([{-–—/:…_")
_CLIPPED = re.compile(r"(?:em|tis|twas|til|till|cause|round|bout|n|cuz)\b|\d0s\b", re.IGNORECASE)
"""What follows an apostrophe that stands at the head of a word ('em, '90s)."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark and its neighbours; `clipped` says that it may be the apostrophe of a clipped word."""

    at: int
    text: str
    before: str
    after: str
    clipped: bool

    @property
    def end(self) -> int:
        return self.at + len(self.text)

    @property
    def family(self) -> Family:
        return _FAMILY[self.text]

    @property
    def starts_a_word(self) -> bool:
        free = self.before.isspace() or self.before in _LEFT or self.before in _FAMILY
        return free and not self.after.isspace() and self.after not in ".,;!?)"

    @property
    def ends_a_word(self) -> bool:
        return not self.before.isspace() and not self.after.isalnum()

    @property
    def inside_a_word(self) -> bool:
        return self.before.isalnum() and self.after.isalnum()

    @property
    def plural(self) -> bool:
        """Whether this may be the apostrophe of a plural's possessive ("the states' rights")."""
        return self.before in "sS" and self.after == " "


@dataclass(frozen=True, slots=True)
class _Pair:
    """The characters of a quotation, marks included."""

    start: int
    end: int
    closed: bool


@dataclass(slots=True)
class _Open:
    """The marks that wait for their partner, innermost last, and where each family stands among them."""

    marks: list[_Mark] = field(default_factory=list)
    places: dict[Family, list[int]] = field(default_factory=lambda: {"double": [], "single": [], "guillemet": []})

    def push(self, mark: _Mark) -> None:
        self.places[mark.family].append(len(self.marks))
        self.marks.append(mark)

    def innermost(self, family: Family) -> _Mark | None:
        places = self.places[family]
        return self.marks[places[-1]] if places else None

    def close(self, family: Family) -> _Mark:
        """Takes the innermost open mark of a family away; what was opened after it was no quotation."""
        place = self.places[family][-1]
        while len(self.marks) > place:
            mark = self.marks.pop()
            self.places[mark.family].pop()
        return mark


def annotate(doc: Doc) -> None:
    """Writes the quotations of a document, outer ones before those within, and which tokens are quoted."""
    text = article(doc).text
    pairs = [pair for start, end in _paragraphs(doc, text) for pair in _pairs(text, start, end)]
    found = _to_tokens(doc, pairs)
    note(doc).quotes = tuple(found)
    note(doc).quoted = _covered(len(doc), found)


def _paragraphs(doc: Doc, text: str) -> Iterator[tuple[int, int]]:
    """Stretches between blank lines and segment bounds: no quotation runs over them."""
    cuts = {0, len(text)} | {match.start() for match in _BLANK_LINE.finditer(text)}
    for segment in article(doc).segments:
        cuts |= {segment.start, segment.end}
    ordered = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    yield from pairwise(ordered)


def _pairs(text: str, start: int, end: int) -> list[_Pair]:
    """The quotations of one paragraph, those without a word in them left out."""
    marks = list(_marks(text, start, end))
    later = _later_closers(marks)
    waiting = _Open()
    done: list[_Pair] = []
    for mark, (single, double) in zip(marks, later, strict=True):
        if mark.family == "single":
            partner = _single(mark, waiting, closers=single)
        elif mark.family == "double":
            partner = _double(mark, waiting, closers=double)
        else:
            partner = _guillemet(mark, waiting)
        if partner is not None:
            done.append(_Pair(partner.at, mark.end, closed=True))
    done += _left_open(waiting, done, start + len(text[start:end].rstrip()))
    return [pair for pair in done if any(char.isalnum() for char in text[pair.start : min(pair.end, pair.start + 40)])]


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, start, end):
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        clipped = match.group() in "'’" and _CLIPPED.match(text, match.end(), end) is not None
        yield _Mark(match.start(), match.group(), before, after, clipped)


def _later_closers(marks: list[_Mark]) -> list[tuple[int, int]]:
    """For each mark, how many later ones could close a single quotation for certain, and a double one."""
    single = double = 0
    found = []
    for mark in reversed(marks):
        found.append((single, double))
        if mark.text in ("'", "’") and mark.ends_a_word and not mark.plural:
            single += 1
        if mark.family == "double" and mark.ends_a_word:
            double += 1
    return found[::-1]


# One function a family: each takes a mark in, and gives its opening partner where it closes a quotation.


def _double(mark: _Mark, waiting: _Open, *, closers: int) -> _Mark | None:
    is_open = waiting.innermost("double") is not None
    looks_open = mark.starts_a_word and not mark.ends_a_word
    if mark.text in _OPENERS:
        if is_open and mark.ends_a_word and not mark.starts_a_word:  # “They see that.“
            return waiting.close("double")
        waiting.push(mark)
    elif mark.text == "”":
        if is_open:
            return waiting.close("double")
        if mark.before.isspace() and closers:  # ”Opened with the closing mark,” he wrote
            waiting.push(mark)
    elif is_open and not looks_open:
        return waiting.close("double")
    elif looks_open or mark.before.isspace() or (not is_open and mark.starts_a_word):
        waiting.push(mark)
    return None


def _single(mark: _Mark, waiting: _Open, *, closers: int) -> _Mark | None:
    if mark.inside_a_word:
        return None
    if mark.text in _OPENERS or (mark.text == "'" and mark.starts_a_word):
        if closers and not mark.clipped:
            waiting.push(mark)
        return None
    innermost_is_single = bool(waiting.marks) and waiting.marks[-1].family == "single"
    if innermost_is_single and mark.ends_a_word and not (mark.plural and closers):
        return waiting.close("single")
    return None


def _guillemet(mark: _Mark, waiting: _Open) -> _Mark | None:
    opened = waiting.innermost("guillemet")
    if opened is not None and opened.text != mark.text:  # «so» and »so«
        return waiting.close("guillemet")
    waiting.push(mark)
    return None


def _left_open(waiting: _Open, done: list[_Pair], last: int) -> Iterator[_Pair]:
    """Quotations that nobody closed end where the next one begins, or with the paragraph.

    A missing mark costs its own quotation and leaves the next one whole; a paragraph that ends open is also
    how a speech is quoted that goes on in the next. A single mark left alone was an apostrophe.
    """
    alone = [mark.at for mark in waiting.marks if mark.family != "single"]
    starts = sorted([pair.start for pair in done] + alone)
    for at in alone:
        following = bisect_left(starts, at + 1)
        yield _Pair(at, starts[following] if following < len(starts) else last, closed=False)


# Characters to tokens


def _to_tokens(doc: Doc, pairs: list[_Pair]) -> list[Quote]:
    """The quotations in tokens, apart from each other or one within the other.

    A mark inside a token ("9“9") takes the whole token, so that two quotations may come to cross: the second
    is given up.
    """
    starts = [token.idx for token in doc]
    ranges = []
    for pair in pairs:
        start = max(bisect_left(starts, pair.start + 1) - 1, 0)
        end = bisect_left(starts, pair.end)
        if end > start:
            ranges.append(Quote(start, end, pair.closed))
    found: list[Quote] = []
    ends: list[int] = []
    for quote in sorted(ranges, key=lambda quote: (quote.start, -quote.end)):
        while ends and ends[-1] <= quote.start:
            ends.pop()
        if not ends or quote.end <= ends[-1]:
            found.append(quote)
            ends.append(quote.end)
    return found


def _covered(length: int, found: list[Quote]) -> list[bool]:
    steps = [0] * (length + 1)
    for quote in found:
        steps[quote.start] += 1
        steps[quote.end] -= 1
    return [depth > 0 for depth in accumulate(steps[:length])]
