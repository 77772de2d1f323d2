"""Transcripts to attributions: "MR. DUVAL: ..." gives what follows, to the next label, to Mr. Duval.

A label stands at the head of a paragraph before a colon: capitals ("QUESTION", "MS. OKAFOR"), a word of the
lexicon's labels, or a name with its title. One alone may be anything ("Readout: ..."); two make a transcript.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from dragoman.doc import told
from dragoman.extract.statements.attribution import Attribution, Stretch, words
from dragoman.extract.statements.stretches import trim

_LONGEST = 9
"""Tokens of a label: "SPECIAL ENVOY FOR THE SAHEL AMINA DIALLO:"."""


def turns(doc: Doc, paragraph_of: list[int]) -> Iterator[Attribution]:
    """One attribution a turn, a stretch for each of its paragraphs; none where the text is no transcript."""
    paragraphs = list(_paragraphs(doc, paragraph_of))
    labels = [_label(doc, start, end) for start, end in paragraphs]
    if sum(label is not None for label in labels) < 2:
        return
    speaker: int | None = None
    said: list[Stretch] = []
    for (start, end), label in zip(paragraphs, labels, strict=True):
        if label is not None:
            yield from _turn(speaker, said)
            speaker, said = label, []
        found = trim(doc, label + 2 if label is not None else start, end) if told(doc, start) else None
        if found is not None:
            said.append(found)
    yield from _turn(speaker, said)


def _turn(speaker: int | None, said: list[Stretch]) -> Iterator[Attribution]:
    if speaker is not None and said:
        yield Attribution(tuple(said), source=speaker, direct=True, confidence=0.8)


def _paragraphs(doc: Doc, paragraph_of: list[int]) -> Iterator[Stretch]:
    start = 0
    for i in range(1, len(doc) + 1):
        if i == len(doc) or paragraph_of[i] != paragraph_of[start]:
            yield start, i
            start = i


def _label(doc: Doc, start: int, end: int) -> int | None:
    """The last word of a paragraph's label, the colon standing after it."""
    while start < end and doc[start].is_space:
        start += 1
    if start == end or not told(doc, start):
        return None
    for i in range(start + 1, min(start + 1 + _LONGEST, end)):
        if doc[i].text == ":":
            return i - 1 if _labels(doc, start, i) else None
        if doc[i].is_space or doc[i].text in (",", ";", "?", "!"):
            return None
    return None


def _labels(doc: Doc, start: int, end: int) -> bool:
    found = [doc[i] for i in range(start, end) if doc[i].is_alpha or (len(doc[i]) > 1 and doc[i].text.endswith("."))]
    if not found:
        return False
    first = found[0].lower_.rstrip(".")
    if len(found) == 1 and first in words("labels"):
        return True
    if all(token.text.isupper() for token in found):
        return len(found) > 1 or len(found[0]) > 2
    return len(found) > 1 and first in words("labels", "titles") and all(t.text[0].isupper() for t in found)
