"""Quoted speech to attributions: which quotation is somebody's words, and who says so beside it.

Read from the surface, because a parse is at its worst around quotation marks. Between two quotations of a
paragraph lies a gap; its beginning may name the speaker of the one before ("..., said the envoy."), its end
that of the one after ("He added: ..."), and a gap that ends in a comma joins the two. A quotation that
does not begin a sentence is a fragment and left to the parse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate

from spacy.tokens import Doc, Token

from dragoman.doc import Quote, article, quoted, quotes, told
from dragoman.extract.statements.attribution import Attribution, Stretch, hearer_of
from dragoman.extract.statements.cues import (
    DASHES,
    JOINS,
    according,
    begins_sentence,
    cue_after,
    cue_before,
    ends_sentence,
    in_the_words_of,
    is_speech,
    label,
    last_part,
    leading,
    manner_after,
    name_before,
    runs_on,
    signature,
    speaker_of,
)
from dragoman.extract.statements.stretches import trim


@dataclass(frozen=True, slots=True)
class Speech:
    """The quoted speech of a document.

    `taken` are the words of speech that the attributions use up, `fragments` the quotations that stand inside
    a sentence, `more` the quotations that go on from one of these, by the word of speech that follows it
    ("The offer is “an insult,” he said. “We will not go.”").
    """

    attributions: list[Attribution]
    taken: frozenset[int]
    fragments: list[Quote]
    more: dict[int, list[Stretch]]


@dataclass(slots=True)
class _Reader:
    """What is known while the quotations are read.

    `ends` counts the ends of sentences before each token; `last` is the attribution that a free quotation goes
    on from, `last_end` the token after it, `waiting` the word of speech that follows a fragment.
    """

    doc: Doc
    ends: list[int]
    made: list[Attribution] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    fragments: list[Quote] = field(default_factory=list)
    more: dict[int, list[Stretch]] = field(default_factory=dict)
    last: Attribution | None = None
    last_end: int = 0
    waiting: int | None = None


def speech(doc: Doc, paragraph_of: list[int]) -> Speech:
    """Reads every outer quotation of the document once, from left to right."""
    reader = _Reader(doc, list(accumulate((token.text != ";" and ends_sentence(token) for token in doc), initial=0)))
    group: list[Quote] = []
    before = -2
    for quote in _outermost(doc):
        here = paragraph_of[quote.start]
        if group and here != paragraph_of[group[0].start]:
            before = _paragraph(reader, group, paragraph_of, before)
            group = []
        group.append(quote)
    if group:
        _paragraph(reader, group, paragraph_of, before)
    return Speech(reader.made, frozenset(reader.taken), reader.fragments, reader.more)


def _outermost(doc: Doc) -> Iterator[Quote]:
    end = 0
    for quote in quotes(doc):
        if quote.start >= end:
            end = quote.end
            if told(doc, quote.start):
                yield quote


def paragraphs(doc: Doc) -> list[int]:
    """The number of the paragraph in which each token stands: blank lines and segments part them."""
    text = article(doc).text
    starts = {segment.start for segment in article(doc).segments}
    number, end, found = 0, 0, []
    for token in doc:
        if not token.is_space:
            if token.idx in starts or (token.idx > end + 1 and text.count("\n", end, token.idx) > 1):
                number += 1
            end = token.idx + len(token)
        found.append(number)
    return found


# One paragraph


def _paragraph(reader: _Reader, group: list[Quote], paragraph_of: list[int], before: int) -> int:
    """Reads the quotations of one paragraph; returns its number where the next one may go on from it."""
    here = paragraph_of[group[0].start]
    start = end = group[0].start
    while start > 0 and paragraph_of[start - 1] == here:
        start -= 1
    end = group[-1].end
    while end < len(paragraph_of) and paragraph_of[end] == here:
        end += 1
    start, end = _reaching(reader.doc, start, end, paragraph_of)
    if before != here - 1:
        reader.last = reader.waiting = None
    edges = [start, *(quote.end for quote in group)]
    nexts = [*(quote.start for quote in group[1:]), end]
    for quote, gap_start, gap_end in zip(group, edges, nexts, strict=False):
        _quotation(reader, quote, (gap_start, quote.start), (quote.end, gap_end))
    return here


def _reaching(doc: Doc, start: int, end: int, paragraph_of: list[int]) -> Stretch:
    """A paragraph with the one before it that ends in a colon, and with the dash and name below that sign it."""
    last = start - 1
    while last > 0 and doc[last].is_space:
        last -= 1
    if last > 0 and doc[last].text == ":" and not quoted(doc, last):
        above = paragraph_of[last]
        while start > 0 and paragraph_of[start - 1] == above:
            start -= 1
    if end < len(doc) and doc[end].text in DASHES:
        below = paragraph_of[end]
        while end < len(doc) and paragraph_of[end] == below:
            end += 1
    return start, end


def _quotation(reader: _Reader, quote: Quote, left: Stretch, right: Stretch) -> None:
    """Gives one quotation its speaker: named before it, after it, or earlier."""
    doc = reader.doc
    inner = trim(doc, quote.start, quote.end)
    if inner is None:
        return
    sentence = last_part(doc, left)
    part = runs_on(doc, quote, inner, right)
    pre = None if part else cue_before(doc, sentence, quote)
    if pre is not None and pre in reader.taken and reader.last is not None:
        if doc[sentence[1] - 1].text in JOINS:  # “We go,” he told “Morning News”: a title goes on from nothing
            _go_on(reader, inner, quote)
        return
    begins = not part and (begins_sentence(doc, sentence) or signature(doc, left) is not None)
    after = None
    if pre is None and not part:
        after = cue_after(doc, inner, quote, right)
        after = manner_after(doc, inner, quote, right) if after is None else after
    verb = pre if pre is not None else (after if begins else None)
    if verb is not None:
        _attribute(reader, inner, doc[verb], quote)
    elif begins and (colon := label(doc, sentence, inner)) is not None:
        source = name_before(doc, sentence, colon)
        _add(reader, Attribution((inner,), cue=(colon, colon + 1), source=source, direct=True, confidence=0.7), quote)
    elif begins and (signed := signature(doc, right)) is not None:
        _add(reader, Attribution((inner,), source=signed, direct=True, confidence=0.7), quote)
    elif begins and (word := according(doc, right)) is not None:
        _attribute_to(reader, inner, word, quote)
    elif not part and (said := in_the_words_of(doc, sentence)) is not None:
        _add(reader, Attribution((inner,), said[0], source=said[1], direct=True, confidence=0.8), quote)
    elif not part and (word := leading(doc, sentence, inner)) is not None:
        cue, source = (word.i, word.i + 1), speaker_of(word)
        _add(reader, Attribution((inner,), cue, word.i, source, direct=True, confidence=0.6), quote)
    elif begins and (is_speech(doc, inner) or (reader.last is not None and _clear(reader, quote))):
        _free(reader, inner, quote)
    else:
        reader.fragments.append(quote)
        reader.waiting = after
        reader.last_end = quote.end if after is not None else reader.last_end


def _attribute(reader: _Reader, inner: Stretch, verb: Token, quote: Quote) -> None:
    reader.taken.add(verb.i)
    source = speaker_of(verb)
    made = Attribution((inner,), (verb.i, verb.i + 1), verb.i, source, direct=True, audience=hearer_of(verb))
    _add(reader, made, quote)


def _attribute_to(reader: _Reader, inner: Stretch, word: Token, quote: Quote) -> None:
    source = next((c for p in word.children if p.lower_ == "to" for c in p.children if c.dep_ == "pobj"), None)
    reader.taken.add(word.i)
    cue = (word.i, word.i + 2)
    _add(reader, Attribution((inner,), cue, None, source.i if source else None, direct=True), quote)


def _add(reader: _Reader, made: Attribution, quote: Quote) -> None:
    reader.made.append(made)
    reader.last, reader.last_end, reader.waiting = made, quote.end, None


def _go_on(reader: _Reader, inner: Stretch, quote: Quote) -> None:
    """Adds words to the attribution before."""
    assert reader.last is not None
    longer = replace(reader.last, content=(*reader.last.content, inner))
    reader.made[-1] = reader.last = longer
    reader.last_end = quote.end


def _free(reader: _Reader, inner: Stretch, quote: Quote) -> None:
    """A quotation with no word of speech: more of the speech before it, or by the same speaker."""
    clear = _clear(reader, quote)
    if reader.waiting is not None and clear:
        reader.more.setdefault(reader.waiting, []).append(inner)
        reader.last_end = quote.end
    elif reader.last is not None and clear:
        _go_on(reader, inner, quote)
    else:
        known = reader.last is not None
        made = Attribution((inner,), source=None, direct=True, continues=known, confidence=0.65 if known else 0.5)
        _add(reader, made, quote)


def _clear(reader: _Reader, quote: Quote) -> bool:
    """Whether no sentence of the writer's own stands between a quotation and the one before."""
    return reader.ends[quote.start] - reader.ends[reader.last_end] <= 1
