"""How often the event frames give the root code of marked pairs: `python -m dragoman.evaluate.events FOLDER`.

The folder holds *.jsonl; a file holds one JSON object a line with `sentence_id`, `marked_sentence` (the source in <s>..</s>, the
target in <t>..</t>) and `gold_root`. Counted are root accuracy, macro F1 over the roots of the gold
(CONCEDE and RETREAT are YIELD there) and macro F1 over the four quads: for even sentences, on which the
lexicon was tuned, for odd ones, and for all. A row without a frame counts as wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman import doc as notes
from dragoman.annotate import clauses, nlp, repairs
from dragoman.evaluate.floors import hold
from dragoman.extract.actions.triggers import Match, all_matches, turned
from dragoman.lexicon import load
from dragoman.model import Article

CORPUS = "events"
NONE = "NONE"
_MARKS = {"<s>": ("source", True), "</s>": ("source", False), "<t>": ("target", True), "</t>": ("target", False)}
_CONFLICT = frozenset({"SANCTION", "COERCE", "MOBILIZE", "ASSAULT", "PROTEST"})


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence without its marks, the characters of its source and target, and the gold code."""

    number: int
    text: str
    source: tuple[tuple[int, int], ...]
    target: tuple[tuple[int, int], ...]
    root: str


@dataclass(frozen=True, slots=True)
class Score:
    """Figures between 0 and 1; `rows` is how many were counted, `silent` how many had no frame."""

    rows: int
    accuracy: float
    macro_f1: float
    quad_f1: float
    silent: int


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


def predict(row: Row) -> str:
    """The root that the frames give to a row, or NONE."""
    article = Article("row", "row", None, None, None, None, None, "en", row.text)
    doc = nlp.parse(article)
    repairs.mend(doc)
    clauses.annotate(doc)
    inside = [frozenset(_tokens(doc, spans)) for spans in (row.source, row.target)]
    best: tuple[float, Match] | None = None
    for match in all_matches(doc):
        fit = _fit(doc, match, *inside)
        if best is None or fit > best[0]:
            best = (fit, match)
    return NONE if best is None else _root(doc, best[1])


def _tokens(doc: notes.Doc, spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    for start, end in spans:
        yield from range(*notes.tokens_between(doc, start, end))


def _fit(doc: notes.Doc, match: Match, source: frozenset[int], target: frozenset[int]) -> float:
    """How well a match connects source and target; a verb is preferred to a noun."""
    acting, met = _covered(doc, match.actors, source), _covered(doc, match.recipients, target)
    if match.frame.mutual:
        met = max(met, _covered(doc, match.actors, target))
    back = min(_covered(doc, match.actors, target), _covered(doc, match.recipients, source)) / 2
    return max(2 * acting + met, back) + (0.3 if match.trigger == match.clause else 0.0) - 0.1 * (not match.recipients)


def _covered(doc: notes.Doc, heads: Sequence[int], span: frozenset[int]) -> float:
    """1 where the best slot's head lies in the span, less for a later slot or for what hangs on the head."""
    best = 0.0
    for rank, head in enumerate(heads):
        worth = 1.0 - 0.1 * min(rank, 4)
        if head in span:
            return max(best, worth)
        if any(c.i in span or any(g.i in span for g in c.children) for c in doc[head].children):
            best = max(best, worth * 0.7)
    return best


def _root(doc: notes.Doc, match: Match) -> str:
    """The gold's root: its verbal roots stand for what is still to come, in conflict as in cooperation."""
    told = notes.clause(doc, match.clause)
    root, _, _ = turned(match, told, doc)
    if told is not None and told.status == "planned" and root in _CONFLICT:
        root = "THREATEN"
    return "YIELD" if root in ("CONCEDE", "RETREAT") else root


def quad(root: str) -> int:
    """The quad class of a root of the gold: YIELD is material cooperation there; 0 for NONE."""
    if root == "YIELD":
        return 2
    return int(load("plover")["types"].get(root, {"quad": 0})["quad"])


def score(pairs: Sequence[tuple[str, str]]) -> Score:
    """The figures of pairs (gold root, predicted root)."""
    right = sum(gold == got for gold, got in pairs)
    quads = [(str(quad(gold)), str(quad(got))) for gold, got in pairs]
    silent = sum(got == NONE for _, got in pairs)
    return Score(len(pairs), right / max(1, len(pairs)), macro_f1(pairs), macro_f1(quads), silent)


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean over the gold's classes of F1."""
    hit, wanted, given = Counter[str](), Counter[str](), Counter[str]()
    for gold, got in pairs:
        wanted[gold] += 1
        given[got] += 1
        hit[gold] += gold == got
    values = [2 * hit[c] / (wanted[c] + given[c]) for c in sorted(wanted)]
    return sum(values) / max(1, len(values))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures of the files; 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(prog="dragoman.evaluate.events", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the rows lie, as *.jsonl")
    parser.add_argument("--errors", action="store_true", help="also the rows to tune on that got another root")
    parser.add_argument("--raise-floors", action="store_true", help="set the floor to what is measured now")
    chosen = parser.parse_args(arguments)
    files = sorted(chosen.folder.glob("*.jsonl"))
    if not files:
        print(f"dragoman: no rows (*.jsonl) in {chosen.folder}: name the gold's folder", file=sys.stderr)
        return 2
    found = [row for file in files for row in rows(file.read_text(encoding="utf-8").splitlines())]
    pairs = [(row, predict(row)) for row in found]
    for name, parity in (("even", (0,)), ("odd", (1,)), ("all", (0, 1))):
        figures = score([(row.root, got) for row, got in pairs if row.number % 2 in parity])
        print(
            f"{name:5} rows {figures.rows:5}  root accuracy {figures.accuracy:.3f}  root macro F1 {figures.macro_f1:.3f}"
            f"  quad macro F1 {figures.quad_f1:.3f}  without a frame {figures.silent}"
        )
    if chosen.errors:
        wrong = [(row, got) for row, got in pairs if row.number % 2 == 0 and got != row.root]
        print("\n".join(f"    {row.root}, read as {got}: {row.text}" for row, got in wrong))
    return hold(CORPUS, {"root accuracy": 100 * figures.accuracy}, anew=chosen.raise_floors)


if __name__ == "__main__":
    sys.exit(main())
