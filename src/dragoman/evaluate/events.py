"""How often the root code of marked pairs is right: `python -m dragoman.evaluate.events FOLDER`.

The folder holds *.jsonl (`marked` tells their form). Counted are root accuracy, macro F1 over the roots of the gold
(CONCEDE and RETREAT are YIELD there) and macro F1 over the four quads, for the frames alone, for the learned head alone,
and for both, which is what `read` does; for even sentences, on which the frames were tuned, for odd ones and for all.
A row that the kept weights have learned from is coded by a head that has not seen its fold (`folds`), any other by the
kept head. `dyad` is how many rows `read` gives an action from the source to the target.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman import pipeline
from dragoman.evaluate.floors import hold
from dragoman.evaluate.folds import Examples, macro_f1, predicted
from dragoman.evaluate.marked import NONE, Reading, Row, key, own, read_row, rows
from dragoman.extract.actions.judge import ENCODED, PLAIN
from dragoman.learned import encoder, linear
from dragoman.learned.linear import Case
from dragoman.lexicon import load
from dragoman.model import Record

CORPUS = "events"
CORPUS_ENCODED = "events, with the encoder"


@dataclass(frozen=True, slots=True)
class Score:
    """Figures between 0 and 1; `rows` is how many were counted, `silent` how many had no code."""

    rows: int
    accuracy: float
    macro_f1: float
    quad_f1: float
    silent: int


def predict(row: Row) -> str:
    """The root that the frames alone give to a row, or NONE."""
    return read_row(row).root


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


def coded(told: Sequence[Row], read: Sequence[Reading], *, votes: bool, encoded: bool) -> list[str]:
    """The roots that a head gives, with the frames' votes or without, with the encoder's vectors or without.

    The kept head has votes; without them every row is coded from folds.
    """
    name = ENCODED if encoded else PLAIN
    seen = set(linear.arrays(name)["seen"].tolist())
    known = [not votes or key(row) in seen for row in told]
    whole = examples(zip(told, read, strict=True), votes=votes, encoded=encoded)
    learned = whole.chosen([i for i, is_in in enumerate(known) if is_in])
    folded = iter(
        predicted(learned, examples(own(encoded=encoded), votes=votes, encoded=encoded)) if any(known) else ()
    )
    head = linear.load(name)
    return [next(folded) if is_in else _best(head, case) for case, is_in in zip(whole.cases, known, strict=True)]


def _best(head: linear.Head, case: Case) -> str:
    odds = head.probabilities(case)
    return max(odds, key=lambda root: odds[root])


def examples(pairs: Iterable[tuple[Row, Reading]], *, votes: bool, encoded: bool) -> Examples:
    """Rows as examples for a head, with what it is told of them; those of one sentence are one group."""
    listed = [(row, reading.case) for row, reading in pairs]
    cases = [Case(case.lexical, case.votes if votes else {}, case.dense if encoded else None) for _, case in listed]
    return Examples(tuple(cases), tuple(row.root for row, _ in listed), tuple(row.text for row, _ in listed))


def dyad_right(row: Row, record: Record) -> bool:
    """Whether the record has an action from somebody named in the source to somebody named in the target."""
    inside = [
        {e.id for e in record.entities for m in e.mentions if any(a < m.end and m.start < b for a, b in spans)}
        for spans in (row.source, row.target)
    ]
    return any(
        not inside[0].isdisjoint(action.actors) and not inside[1].isdisjoint(action.recipients)
        for action in record.actions
    )


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
    told = [row for file in files for row in rows(file.read_text(encoding="utf-8").splitlines())]
    read = [read_row(row, encoded=encoder.installed()) for row in told]
    _tell("frames", told, [reading.root for reading in read])
    _tell("words", told, coded(told, read, votes=False, encoded=False))
    plain = coded(told, read, votes=True, encoded=False)
    figures = _tell("frames and words", told, plain)
    found = sum(dyad_right(row, pipeline.read(row.text)) for row in told)
    print(f"dyad: {found} of {len(told)} rows ({found / max(1, len(told)):.3f})")
    if chosen.errors:
        wrong = [(row, got) for row, got in zip(told, plain, strict=True) if row.number % 2 == 0 and got != row.root]
        print("\n".join(f"    {row.root}, read as {got}: {row.text}" for row, got in wrong))
    failed = hold(CORPUS, {**figures, "dyad": 100 * found / max(1, len(told))}, anew=chosen.raise_floors)
    return max(failed, _with_encoder(told, read, anew=chosen.raise_floors))


def _with_encoder(told: Sequence[Row], read: Sequence[Reading], *, anew: bool) -> int:
    """The figures with the encoder where it is installed, else how to have them."""
    if not encoder.installed():
        print("with the encoder: not installed (pip install 'dragoman[encoder]')")
        return 0
    _tell("words, encoder", told, coded(told, read, votes=False, encoded=True))
    figures = _tell("all three", told, coded(told, read, votes=True, encoded=True))
    return hold(CORPUS_ENCODED, figures, anew=anew)


def _tell(name: str, told: Sequence[Row], given: Sequence[str]) -> dict[str, float]:
    """Prints the figures of a way to code, by halves; gives those of all as percentages."""
    figures = score(())
    for half, parity in (("even", (0,)), ("odd", (1,)), ("all", (0, 1))):
        figures = score([(row.root, got) for row, got in zip(told, given, strict=True) if row.number % 2 in parity])
        print(
            f"{name:17} {half:5} rows {figures.rows:5}  root accuracy {figures.accuracy:.3f}  root macro F1 "
            f"{figures.macro_f1:.3f}  quad macro F1 {figures.quad_f1:.3f}  without a code {figures.silent}"
        )
    measured = {"root accuracy": figures.accuracy, "root macro F1": figures.macro_f1, "quad macro F1": figures.quad_f1}
    return {measure: 100 * value for measure, value in measured.items()}


if __name__ == "__main__":
    sys.exit(main())
