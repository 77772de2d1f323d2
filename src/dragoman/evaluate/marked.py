"""Sentences with a marked source and target: read from gold files and from the lexicon's own examples.

A gold file holds one JSON object a line with `sentence_id`, `marked_sentence` (the source in <s>..</s>, the target in
<t>..</t>) and `gold_root`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman import doc as notes
from dragoman.annotate import clauses, nlp, repairs
from dragoman.extract.actions.dyads import Dyad, case, votes
from dragoman.extract.actions.frames import frames
from dragoman.extract.actions.triggers import all_matches
from dragoman.learned.linear import Case
from dragoman.model import Article

NONE = "NONE"
_MARKS = {"<s>": ("source", True), "</s>": ("source", False), "<t>": ("target", True), "</t>": ("target", False)}


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence without its marks, the characters of its source and target, and the gold code."""

    number: int
    text: str
    source: tuple[tuple[int, int], ...]
    target: tuple[tuple[int, int], ...]
    root: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What is seen of a row: the root that the frames alone give, and what a head is told."""

    root: str
    case: Case


def rows(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of a gold file, empty lines left out."""
    for line in lines:
        if line.strip():
            entry = json.loads(line)
            text, spans = unmarked(entry["marked_sentence"])
            number = int("".join(c for c in str(entry["sentence_id"]) if c.isdigit()) or 0)
            yield Row(number, text, tuple(spans["source"]), tuple(spans["target"]), entry["gold_root"])


def unmarked(marked: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """A sentence without its marks, and the characters that stood between them."""
    text, at = "", 0
    opened = {"source": 0, "target": 0}
    spans: dict[str, list[tuple[int, int]]] = {"source": [], "target": []}
    while at < len(marked):
        mark = next((m for m in _MARKS if marked.startswith(m, at)), None)
        if mark is None:
            text += marked[at]
            at += 1
            continue
        at += len(mark)
        side, begins = _MARKS[mark]
        if begins:
            opened[side] = len(text)
        else:
            spans[side].append((opened[side], len(text)))
    return text, spans


def key(row: Row) -> int:
    """A number for the sentence of a row, by which weights know what they have seen."""
    return int.from_bytes(hashlib.sha256(row.text.encode()).digest()[:8], "big")


def own(*, encoded: bool) -> tuple[tuple[Row, Reading], ...]:
    """The examples of the frames that name both parties, coded by their own frame.

    Their votes are left out: a frame is always right about its own example.
    """
    found: list[tuple[Row, Reading]] = []
    for frame in frames():
        for sentence, actor, recipient, *_ in frame.examples:
            if actor and recipient and actor in sentence and recipient in sentence:
                spans = [((sentence.index(part), sentence.index(part) + len(part)),) for part in (actor, recipient)]
                row = Row(0, sentence, spans[0], spans[1], frame.type)
                reading = read_row(row, encoded=encoded)
                if reading.root != NONE:
                    case = replace(reading.case, votes={})
                    found.append((replace(row, root=reading.root), replace(reading, case=case)))
    return tuple(found)


def read_row(row: Row, *, encoded: bool = False) -> Reading:
    """The row parsed, its frames found and ranked by how well they connect source and target."""
    doc = nlp.parse(Article("row", "row", None, None, None, None, None, "en", row.text))
    repairs.mend(doc)
    clauses.annotate(doc)
    source, target = (tuple(sorted(set(_tokens(doc, spans)))) for spans in (row.source, row.target))
    dyad = Dyad(source, target, 0, len(doc))
    cast = votes(doc, dyad, all_matches(doc))
    return Reading(cast[0].root if cast else NONE, case(doc, dyad, cast, encoded=encoded))


def _tokens(doc: notes.Doc, spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    for start, end in spans:
        yield from range(*notes.tokens_between(doc, start, end))
