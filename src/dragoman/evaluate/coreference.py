"""Agreement of two groupings of mentions: MUC, B3, CEAFe and their mean, the CoNLL figure.

A grouping is a list of entities, an entity the set of its mentions; a mention is anything hashable. Mentions
that only one side has count against it, as in the CoNLL shared tasks' scorer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Entity = frozenset[Hashable]
MEASURES = ("MUC", "B3", "CEAFe")


@dataclass(slots=True)
class Part:
    """What is right of what is wanted and of what is given; sums over documents."""

    right: float = 0.0
    wanted: float = 0.0
    right_given: float = 0.0
    given: float = 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def precision(self) -> float:
        return self.right_given / self.given if self.given else 0.0

    @property
    def f1(self) -> float:
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


@dataclass(slots=True)
class Agreement:
    """The measures over all documents added so far; `mentions` tells how many were found at all."""

    parts: dict[str, Part] = field(default_factory=lambda: {name: Part() for name in MEASURES})
    mentions: Part = field(default_factory=Part)

    def add(self, key: Iterable[Entity], response: Iterable[Entity], *, singletons: bool = True) -> None:
        """Counts one document; without `singletons` entities of one mention are left out on both sides."""
        wanted = [e for e in key if singletons or len(e) > 1]
        given = [e for e in response if singletons or len(e) > 1]
        _add(self.parts["MUC"], _links(wanted, given), _links(given, wanted))
        _add(self.parts["B3"], _shares(wanted, given), _shares(given, wanted))
        likeness = aligned(wanted, given)
        _add(self.parts["CEAFe"], (likeness, len(wanted)), (likeness, len(given)))
        known, found = _mentions(wanted), _mentions(given)
        both = len(known & found)
        _add(self.mentions, (both, len(known)), (both, len(found)))

    @property
    def conll(self) -> float:
        """The mean of the three F1, between 0 and 1."""
        return sum(part.f1 for part in self.parts.values()) / len(MEASURES)

    def line(self) -> str:
        """The figures in percent, F1 with precision and recall behind it."""
        told = (
            f"{name} {100 * part.f1:5.1f} ({100 * part.precision:.1f}/{100 * part.recall:.1f})"
            for name, part in (*self.parts.items(), ("mentions", self.mentions))
        )
        return f"CoNLL {100 * self.conll:5.1f}   " + "  ".join(told)


def _add(part: Part, recall: tuple[float, float], precision: tuple[float, float]) -> None:
    part.right += recall[0]
    part.wanted += recall[1]
    part.right_given += precision[0]
    part.given += precision[1]


def _mentions(entities: Sequence[Entity]) -> frozenset[Hashable]:
    return frozenset(mention for entity in entities for mention in entity)


def _entity_of(entities: Sequence[Entity]) -> dict[Hashable, int]:
    return {mention: n for n, entity in enumerate(entities) for mention in entity}


def _links(entities: Sequence[Entity], others: Sequence[Entity]) -> tuple[float, float]:
    """MUC: of the links that hold the entities together so many are kept by the others, and so many there are."""
    at = _entity_of(others)
    kept = all_links = 0
    for entity in entities:
        pieces = {at[m] for m in entity if m in at}
        alone = sum(m not in at for m in entity)
        kept += len(entity) - len(pieces) - alone
        all_links += len(entity) - 1
    return kept, all_links


def _shares(entities: Sequence[Entity], others: Sequence[Entity]) -> tuple[float, float]:
    """B3: for every mention the share of its entity that stands with it on the other side too."""
    at = _entity_of(others)
    total, mentions = 0.0, 0
    for entity in entities:
        together: dict[int, int] = defaultdict(int)
        for mention in entity:
            if mention in at:
                together[at[mention]] += 1
        total += sum(n * n for n in together.values()) / len(entity)
        mentions += len(entity)
    return total, mentions


def aligned(entities: Sequence[Entity], others: Sequence[Entity]) -> float:
    """CEAFe: the likeness (phi4) of the best one-to-one pairing of two groupings, summed."""
    at = _entity_of(others)
    rows: list[dict[int, float]] = []
    for entity in entities:
        shared: dict[int, int] = defaultdict(int)
        for mention in entity:
            if mention in at:
                shared[at[mention]] += 1
        rows.append({m: 2 * n / (len(entity) + len(others[m])) for m, n in shared.items()})
    return sum(_best(block) for block in _blocks(rows))


def _blocks(rows: Sequence[dict[int, float]]) -> Iterator[list[dict[int, float]]]:
    """Rows that share a column, directly or through others: what can be paired apart from all the rest."""
    by_column: dict[int, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for column in row:
            by_column[column].append(n)
    seen: set[int] = set()
    for first in range(len(rows)):
        if first in seen or not rows[first]:
            continue
        block, queue = [], [first]
        seen.add(first)
        while queue:
            n = queue.pop()
            block.append(rows[n])
            for column in rows[n]:
                fresh = [other for other in by_column[column] if other not in seen]
                seen.update(fresh)
                queue.extend(fresh)
        yield block


def _best(block: Sequence[dict[int, float]]) -> float:
    """The greatest sum of likenesses with at most one from every row and every column."""
    columns = sorted({column for row in block for column in row})
    size = max(len(block), len(columns))
    cost = [[0.0] * size for _ in range(size)]
    for n, row in enumerate(block):
        for column, likeness in row.items():
            cost[n][columns.index(column)] = -likeness
    return -sum(cost[n][m] for n, m in enumerate(assignment(cost)))


def assignment(cost: Sequence[Sequence[float]]) -> list[int]:
    """The column of every row in the cheapest pairing of a square table: the Hungarian method, cubic in its side."""
    size = len(cost)
    rows, columns = [0.0] * (size + 1), [0.0] * (size + 1)
    matched = [0] * (size + 1)
    for row in range(1, size + 1):
        matched[0], at = row, 0
        least, used, way = [float("inf")] * (size + 1), [False] * (size + 1), [0] * (size + 1)
        while matched[at]:
            used[at], here, step, nearest = True, matched[at], float("inf"), 0
            for column in range(1, size + 1):
                if used[column]:
                    continue
                reduced = cost[here - 1][column - 1] - rows[here] - columns[column]
                if reduced < least[column]:
                    least[column], way[column] = reduced, at
                if least[column] < step:
                    step, nearest = least[column], column
            for column in range(size + 1):
                if used[column]:
                    rows[matched[column]] += step
                    columns[column] -= step
                else:
                    least[column] -= step
            at = nearest
        while at:
            matched[at] = matched[way[at]]
            at = way[at]
    found = [0] * size
    for column in range(1, size + 1):
        found[matched[column] - 1] = column - 1
    return found
