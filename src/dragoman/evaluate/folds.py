"""What a linear head reaches on cases that it has not seen: five folds, the head's settings chosen inside each.

Cases of one group (the same sentence) stand in the same fold. `own` are further examples that are only learned from.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from dragoman.learned import linear
from dragoman.learned.linear import Case, Floats

FOLDS, INNER = 5, 3
SHARES = (1.0, 1.4)
PENALTIES = (0.1, 0.3)


@dataclass(frozen=True, slots=True)
class Examples:
    """Cases with their classes and the groups that must not be torn apart; as many of each."""

    cases: tuple[Case, ...]
    labels: tuple[str, ...]
    groups: tuple[str, ...]

    def chosen(self, wanted: Sequence[int]) -> Examples:
        """The examples at these positions."""
        cases = tuple(self.cases[i] for i in wanted)
        labels, groups = (tuple(listed[i] for i in wanted) for listed in (self.labels, self.groups))
        return Examples(cases, labels, groups)


def fold_of(group: str, folds: int = FOLDS) -> int:
    """The fold of a group; the same on every machine."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % folds


def predicted(examples: Examples, own: Examples) -> list[str]:
    """The class that each case gets from a head that has not seen its fold."""
    folds = [fold_of(group) for group in examples.groups]
    found = [""] * len(folds)
    for fold in range(FOLDS):
        held = [i for i, other in enumerate(folds) if other == fold]
        if not held:
            continue
        seen = examples.chosen([i for i, other in enumerate(folds) if other != fold])
        tables = _Tables.of(seen, own, examples)
        share, penalty = tables.settings(seen)
        for i, name in zip(held, tables.classes_of(share, penalty, held), strict=True):
            found[i] = name
    return found


def settings(examples: Examples, own: Examples) -> tuple[float, float]:
    """The share and penalty that do best on the folds of all examples: those of the head that is kept."""
    return _Tables.of(examples, own, examples).settings(examples)


@dataclass(frozen=True, slots=True)
class _Tables:
    """How alike learned cases are to each other and to all, by their words and by the rest."""

    labels: tuple[str, ...]
    classes: tuple[str, ...]
    words: Floats
    rest: Floats
    all_words: Floats
    all_rest: Floats

    @classmethod
    def of(cls, seen: Examples, own: Examples, everything: Examples) -> _Tables:
        learned = (*seen.cases, *own.cases)
        labels = (*seen.labels, *own.labels)
        worth, middle = linear.rarity(learned), linear.centre(learned)
        words = np.array([linear.words_of(case, worth) for case in learned])
        rest = np.array([linear.rest_of(case, middle) for case in learned])
        all_words = np.array([linear.words_of(case, worth) for case in everything.cases]) @ words.T
        all_rest = np.array([linear.rest_of(case, middle) for case in everything.cases]) @ rest.T
        return cls(labels, tuple(sorted(set(labels))), words @ words.T, rest @ rest.T, all_words, all_rest)

    def settings(self, seen: Examples) -> tuple[float, float]:
        """The share and penalty with the best accuracy and macro F1 on folds of the seen."""
        folds = np.array([fold_of(f"inner {group}", INNER) for group in seen.groups])
        own = np.arange(len(seen.cases), len(self.labels))
        best = (-1.0, SHARES[0], PENALTIES[0])
        for share, penalty in product(SHARES, PENALTIES):
            alike = share**2 * self.words + self.rest
            pairs: list[tuple[str, str]] = []
            for fold in range(INNER):
                held, kept = np.flatnonzero(folds == fold), np.concatenate((np.flatnonzero(folds != fold), own))
                duals = linear.fit(alike[np.ix_(kept, kept)], [self.labels[i] for i in kept], self.classes, penalty)
                scores = alike[np.ix_(held, kept)] @ duals
                pairs += [(self.labels[i], self.classes[n]) for i, n in zip(held, scores.argmax(axis=1), strict=True)]
            worth = sum(gold == got for gold, got in pairs) / max(1, len(pairs)) + macro_f1(pairs)
            best = max(best, (worth, share, penalty), key=lambda entry: entry[0])
        return best[1:]

    def classes_of(self, share: float, penalty: float, wanted: Sequence[int]) -> list[str]:
        """The classes that the cases of these positions get."""
        duals = linear.fit(share**2 * self.words + self.rest, self.labels, self.classes, penalty)
        scores = (share**2 * self.all_words[wanted] + self.all_rest[wanted]) @ duals
        return [self.classes[n] for n in scores.argmax(axis=1)]


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean over the gold's classes of F1; pairs are (gold, given)."""
    hit, wanted, given = Counter[str](), Counter[str](), Counter[str]()
    for gold, got in pairs:
        wanted[gold] += 1
        given[got] += 1
        hit[gold] += gold == got
    values = [2 * hit[c] / (wanted[c] + given[c]) for c in sorted(wanted)]
    return sum(values) / max(1, len(values))
