"""Quoted speech to attributions: which quotation is somebody's words, and who says so beside it.

Read from the surface, because a parse is at its worst around quotation marks. Between two quotations of a
paragraph lies a gap; its beginning may name the speaker of the one before ("..., said the envoy."), its end
that of the one after ("He added: ..."), and a gap that ends in a comma joins the two. A quotation that
does not begin a sentence is a fragment and left to the parse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from dragoman.doc import Quote, article, claimable, clause, quoted, quotes
from dragoman.extract.attribution import Attribution, Stretch, is_cue, keys, shapes, trim, words

_ENDS = frozenset({".", "?", "!", ";"})
_OPEN_ENDED = frozenset({",", "?", "!", "--", "-", "–", "—", "_", "...", "…"})
_DASHES = frozenset({"--", "–", "—", "-"})
_JOINS = _DASHES | {",", ":"}
_UNDONE = frozenset({"IN", "DT", "JJ", "TO", "CC", "PRP$", "POS"})
"""What a noun phrase or a clause cannot end in: a quotation after it completes it."""
_SAYS = ("report", "tell", "quote")
_NEAR = 6
_REACH = 45
"""Tokens from a quotation to its word of speech: a speaker's name, office and party stand between."""


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
    """What is known while the quotations are read: `last` is the attribution that a free one goes on from,
    `last_end` the token after its quotation, `waiting` the word of speech that follows a fragment."""

    doc: Doc
    made: list[Attribution] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    fragments: list[Quote] = field(default_factory=list)
    more: dict[int, list[Stretch]] = field(default_factory=dict)
    last: Attribution | None = None
    last_end: int = 0
    waiting: int | None = None


def speech(doc: Doc) -> Speech:
    """Reads every outer quotation of the document once, from left to right."""
    reader = _Reader(doc)
    paragraph_of = _paragraphs(doc)
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
            if claimable(doc, quote.start):
                yield quote


def _paragraphs(doc: Doc) -> list[int]:
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
    if before != here - 1:
        reader.last = reader.waiting = None
    edges = [start, *(quote.end for quote in group)]
    nexts = [*(quote.start for quote in group[1:]), end]
    for quote, gap_start, gap_end in zip(group, edges, nexts, strict=False):
        _quotation(reader, quote, (gap_start, quote.start), (quote.end, gap_end))
    return here


def _quotation(reader: _Reader, quote: Quote, left: Stretch, right: Stretch) -> None:
    """Gives one quotation its speaker: named before it, after it, or earlier."""
    doc = reader.doc
    inner = trim(doc, quote.start, quote.end)
    if inner is None:
        return
    sentence = _last_part(doc, left)
    runs_on = _runs_on(doc, quote, inner, right)
    pre = None if runs_on else _cue_before(doc, sentence, quote)
    if pre is not None and pre in reader.taken and reader.last is not None:
        if doc[sentence[1] - 1].text in _JOINS:  # “We go,” he told “Morning News”: a title goes on from nothing
            _go_on(reader, inner, quote)
        return
    begins = not runs_on and _begins_sentence(doc, sentence)
    after = _cue_after(doc, inner, quote, right) if pre is None and not runs_on else None
    verb = pre if pre is not None else (after if begins else None)
    if verb is not None:
        _attribute(reader, inner, doc[verb], quote)
    elif begins and (colon := _label(doc, sentence, inner)) is not None:
        source = _name_before(doc, sentence, colon)
        _add(reader, Attribution((inner,), cue=(colon, colon + 1), source=source, direct=True, confidence=0.7), quote)
    elif begins and (according := _according(doc, right)) is not None:
        _attribute_to(reader, inner, according, quote)
    elif begins and (_is_speech(doc, inner) or (reader.last is not None and _clear(reader, quote))):
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


def _attribute_to(reader: _Reader, inner: Stretch, according: Token, quote: Quote) -> None:
    source = next((c for p in according.children if p.lower_ == "to" for c in p.children if c.dep_ == "pobj"), None)
    reader.taken.add(according.i)
    cue = (according.i, according.i + 2)
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
    ends = sum(1 for i in range(reader.last_end, quote.start) if reader.doc[i].text in _ENDS)
    return ends <= 1


# The words beside a quotation


def _last_part(doc: Doc, gap: Stretch) -> Stretch:
    """What of a gap belongs to the sentence in which the next quotation begins."""
    if gap[0] < gap[1] and len(doc[gap[1] - 1]) > 1 and doc[gap[1] - 1].text.endswith("."):  # ... in Essex, Conn. "We
        return gap[1], gap[1]
    for i in range(gap[1] - 1, gap[0] - 1, -1):
        if doc[i].text in _ENDS:
            return i + 1, gap[1]
    return gap


def _first_part(doc: Doc, gap: Stretch) -> Stretch:
    for i in range(gap[0], min(gap[1], gap[0] + 2 * _REACH)):
        if doc[i].text in _ENDS:
            return gap[0], i
    return gap


def _words_after_sentence(doc: Doc, gap: Stretch) -> bool:
    start, end = _last_part(doc, gap)
    return any(not doc[i].is_punct and not doc[i].is_space for i in range(start, end))


def _begins_sentence(doc: Doc, sentence: Stretch) -> bool:
    """Whether nothing but space, a colon or a dash stands before a quotation in its sentence."""
    plain = [doc[i] for i in range(*sentence) if not doc[i].is_space]
    return not plain or plain[-1].text == ":" or (len(plain) == 1 and plain[0].text in _DASHES)


def _runs_on(doc: Doc, quote: Quote, inner: Stretch, gap: Stretch) -> bool:
    """Whether a quotation is only a part of its sentence: 'said "there is love" in the city'."""
    after = doc[gap[0]] if gap[0] < gap[1] else None
    if after is None or not quote.closed or not after.is_lower or not after.is_alpha:
        return False
    if inner[1] < quote.end - 1 or doc[inner[1] - 1].is_punct:
        return False
    if is_cue(after, *_SAYS):
        return False
    return not (after.pos_ == "PRON" and is_cue(after.head, *_SAYS))


def _cue_before(doc: Doc, sentence: Stretch, quote: Quote) -> int | None:
    """The word of speech that leads up to a quotation: 'said: "', 'told reporters in Oslo, "', 'said "'."""
    plain = [doc[i] for i in range(max(sentence[0], sentence[1] - _REACH), sentence[1]) if not doc[i].is_space]
    if not plain:
        return None
    last = plain[-1]
    if last.text in _DASHES and len(plain) > 1 and not is_cue(plain[-2], *_SAYS):
        return None
    joined = last.text in _JOINS
    verb = next((t for t in reversed(plain) if t.tag_[:2] == "VB" and t.dep_ not in ("aux", "auxpass", "amod")), None)
    if verb is None or not is_cue(verb, *_SAYS, "ask"):
        verb = (
            next((t for t in reversed(plain) if is_cue(t, *_SAYS) and t.tag_[:2] == "VB"), None)
            if last.text == ":"
            else None
        )
    if verb is None or (not joined and not _leads_up(doc, verb, plain, quote)):
        return None
    if last.text == "," and _aside(doc, verb, quote):
        return None
    if last.text != ":" and any(c.dep_ == "ccomp" and verb.i < c.i < quote.start for c in verb.children):
        return None
    return verb.i


def _aside(doc: Doc, verb: Token, quote: Quote) -> bool:
    """Whether a word of speech only interrupts a sentence that the quotation goes on with.

    'Pressure, he argued, "only pours oil on the fire"' is the parse's to read.
    """
    first = next((doc[i] for i in range(quote.start, quote.end) if doc[i].is_alpha), None)
    edge = min([verb.i, *(c.left_edge.i for c in verb.children if c.dep_ == "nsubj")])
    interrupts = edge > 0 and doc[edge - 1].text == "," and not quoted(doc, edge - 2)
    return interrupts and first is not None and first.is_lower


def _leads_up(doc: Doc, verb: Token, plain: list[Token], quote: Quote) -> bool:
    """Whether only a hearer, a time or an adverb stands between a word of speech and a quotation."""
    between = [t for t in plain if t.i > verb.i]
    if not between:
        return True
    if len(between) > _NEAR or between[-1].tag_ in _UNDONE or any(t.dep_ in ("mark", "nsubj", "aux") for t in between):
        return False
    return _is_speech(doc, (quote.start + 1, quote.end))


def _cue_after(doc: Doc, inner: Stretch, quote: Quote, gap: Stretch) -> int | None:
    """The word of speech that follows a quotation: '," said the envoy', '?" she asked'."""
    start, end = _first_part(doc, gap)
    after = next((doc[i] for i in range(start, end) if not doc[i].is_space), None)
    if after is None:
        return None
    closing = {doc[inner[1] - 1].text, doc[min(inner[1], quote.end - 1)].text}
    if not closing & _OPEN_ENDED and after.text not in _JOINS and not after.is_lower:
        return None
    for i in range(start, min(end, start + _REACH)):
        token = doc[i]
        if (
            token.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VB")
            and is_cue(token, *_SAYS)
            and token.dep_ not in ("relcl", "aux", "amod")
        ):
            return None if _says_more(token, end) else i
    return None


def _says_more(verb: Token, end: int) -> bool:
    """Whether a word of speech takes a clause of its own before `end`: then it does not speak for the quotation."""
    return any(c.dep_ == "ccomp" and verb.i < c.i < end and c.tag_ != "VBG" for c in verb.children)


def _according(doc: Doc, gap: Stretch) -> Token | None:
    first = next((doc[i] for i in range(*gap) if not doc[i].is_space and doc[i].text != ","), None)
    return first if first is not None and first.lower_ == "according" else None


def _label(doc: Doc, sentence: Stretch, inner: Stretch) -> int | None:
    """The colon of 'Mood in Quito: "..."': a source may stand before it."""
    plain = [doc[i] for i in range(*sentence) if not doc[i].is_space]
    if len(plain) < 2 or plain[-1].text != ":" or not (_is_speech(doc, inner) or len(plain) <= _NEAR):
        return None
    return plain[-1].i


def _name_before(doc: Doc, sentence: Stretch, colon: int) -> int | None:
    """The name that labels a quotation; none where the words before the colon are more than a name."""
    found = [doc[i] for i in range(sentence[0], colon) if not doc[i].is_space]
    if any(t.pos_ in ("VERB", "AUX") for t in found):
        return next((t.i for t in found if t.dep_ == "nsubj"), None)
    return next((t.i for t in reversed(found) if t.pos_ in ("PROPN", "NOUN", "PRON")), None)


def _is_speech(doc: Doc, inner: Stretch) -> bool:
    """Whether quoted words look like a sentence: four words or more, a capital at the head."""
    found = [doc[i] for i in range(*inner) if doc[i].is_alpha]
    return len(found) >= 4 and (found[0].text[0].isupper() or doc[inner[0]].text in ("...", "…"))


# Around a word of speech


def speaker_of(verb: Token) -> int | None:
    """The head of who speaks: the verb's subject outside the quotation, or the name beside it."""
    doc = verb.doc
    here = clause(doc, verb.i)
    subject = here.subject if here is not None and not here.passive else None
    own = [c.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    for i in (subject, *own):
        if i is not None and not quoted(doc, i):
            return i
    for i in (verb.i + 1, verb.i - 1):
        if 0 <= i < len(doc) and doc[i].pos_ in ("PROPN", "PRON", "NOUN", "DET", "ADJ") and not quoted(doc, i):
            return _head_of_name(doc[i])
    return here.subject if here is not None else None


def _head_of_name(token: Token) -> int | None:
    while token.head.i != token.i and token.dep_ in ("compound", "det", "amod", "nmod", "poss", "case"):
        token = token.head
    return token.i if token.pos_ in ("PROPN", "PRON", "NOUN") else None


def hearer_of(verb: Token) -> int | None:
    """The head of who is spoken to: "told the Diet", "said to reporters"."""
    if any("tell" in shapes()[key] or "ask" in shapes()[key] for key in keys(verb)):
        found = next((c.i for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i), None)
        if found is not None:
            return found
    for child in verb.children:
        if child.dep_ in ("prep", "dative") and child.lower_ == "to":
            return next((c.i for c in child.children if c.dep_ == "pobj"), None)
    return None


def is_hearer(token: Token) -> bool:
    """Whether a noun names hearers that are no party ("reporters")."""
    return token.lower_ in words("hearers")
