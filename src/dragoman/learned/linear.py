"""A linear head: features of a case, weighed, give each class a probability.

Features come in two tables that are hashed into columns (`lexical`: words, each worth more the rarer it is;
`votes`: what the rules say) and, where there is an encoder, in rows of vectors (`dense`). The weights are found by
logistic regression with a penalty on their squares; every class counts the same. They are kept in one
compressed npz a head, whose sha256 stands in weights.json beside it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import KnowledgeError

LEXICAL, VOTES = 1 << 14, 1 << 10
"""Columns of the two hashed tables."""
FOLDER = Path(__file__).parent
_ROUNDS = 300

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Case:
    """What a head is told of one case: feature -> value, and one vector a row where there is an encoder."""

    lexical: Mapping[str, float]
    votes: Mapping[str, float]
    dense: Floats | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The weights of a head. `rarity` weighs the lexical columns; `centre` is what the dense rows are taken from."""

    classes: tuple[str, ...]
    rarity: Floats
    centre: Floats | None
    weights: Floats
    share: float

    def probabilities(self, case: Case) -> dict[str, float]:
        """The probability of each class; they add up to 1."""
        known = self.centre is not None
        row = vector(case if known else Case(case.lexical, case.votes), self.rarity, self.centre, self.share)
        filled = np.flatnonzero(row)
        scores = row[filled] @ self.weights[filled]
        odds = np.exp(scores - scores.max())
        return dict(zip(self.classes, (odds / odds.sum()).tolist(), strict=True))


def hashed(features: Mapping[str, float], columns: int) -> Floats:
    """Features as a row of so many columns; the same on every machine."""
    row = np.zeros(columns, dtype=np.float32)
    for name, value in features.items():
        row[zlib.crc32(name.encode()) % columns] += value
    return row


def vector(case: Case, rarity: Floats, centre: Floats | None, share: float) -> Floats:
    """All that is known of a case as one row. `share` weighs the words against the rest."""
    return np.concatenate((share * words_of(case, rarity), rest_of(case, centre)))


def words_of(case: Case, rarity: Floats) -> Floats:
    """The lexical columns of a case, of length 1."""
    row = hashed(case.lexical, LEXICAL) * rarity
    return np.asarray(row / (float(np.linalg.norm(row)) + 1e-9), dtype=np.float32)


def rest_of(case: Case, centre: Floats | None) -> Floats:
    """The votes of a case, and each of its dense rows at length 1."""
    parts = [hashed(case.votes, VOTES) / 2]
    if case.dense is not None and centre is not None:
        rows = case.dense - centre
        parts.append((rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)).ravel())
    return np.concatenate(parts).astype(np.float32)


def rarity(cases: Sequence[Case]) -> Floats:
    """What each lexical column is worth: 0 where fewer than two cases have it."""
    seen = sum((hashed(case.lexical, LEXICAL) > 0).astype(np.int64) for case in cases)
    worth = np.where(np.asarray(seen) >= 2, np.log(len(cases) / np.maximum(1, seen)) + 1, 0)
    return np.asarray(worth, dtype=np.float32)


def centre(cases: Sequence[Case]) -> Floats | None:
    """The mean of the dense rows; None where there are none."""
    rows = [case.dense for case in cases if case.dense is not None]
    return np.asarray(np.mean(rows, axis=0), dtype=np.float32) if rows else None


def train(cases: Sequence[Case], labels: Sequence[str], share: float, penalty: float) -> Head:
    """The head that fits the cases. It is found in the space of the cases, which are fewer than the columns."""
    worth, middle = rarity(cases), centre(cases)
    table = np.array([vector(case, worth, middle, share) for case in cases])
    classes = tuple(sorted(set(labels)))
    duals = fit(table @ table.T, labels, classes, penalty)
    return Head(classes, worth, middle, np.asarray(table.T @ duals, dtype=np.float32), share)


def fit(likeness: Floats, labels: Sequence[str], classes: Sequence[str], penalty: float) -> Floats:
    """What each case adds to each class, from the dot products of all pairs: cases by classes.

    Nesterov's descent at the fixed pace that the curvature allows; every class counts the same.
    """
    wanted = (np.array(labels)[:, None] == np.array(classes)[None, :]).astype(np.float64)
    counts = np.maximum(1, wanted.sum(axis=0))
    worth = (wanted @ (len(labels) / (len(classes) * counts)))[:, None]
    steepest = 1.0 / np.arange(1, len(labels) + 1)
    for _ in range(20):
        steepest = likeness @ steepest
        steepest /= np.linalg.norm(steepest)
    curvature = 0.5 * worth.max() * float(steepest @ likeness @ steepest) + penalty
    slow = np.sqrt(penalty / curvature)
    now = ahead = np.zeros_like(wanted)
    for _ in range(_ROUNDS):
        scores = likeness @ ahead
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        after = ahead - (worth * (odds - wanted) + penalty * ahead) / curvature
        now, ahead = after, after + (1 - slow) / (1 + slow) * (after - now)
    return np.asarray(now)


# Files


def save(name: str, head: Head, folder: Path = FOLDER, **more: NDArray[Any]) -> None:
    """Writes NAME.npz with the head and what else belongs to it, and its sha256 into weights.json."""
    parts: dict[str, Any] = {
        "classes": np.array(head.classes),
        "rarity": head.rarity.astype(np.float16),
        "weights": head.weights.astype(np.float16),
        "share": np.array(head.share),
        **more,
    }
    if head.centre is not None:
        parts["centre"] = head.centre
    kept = io.BytesIO()
    np.savez_compressed(kept, **parts)
    (folder / f"{name}.npz").write_bytes(kept.getvalue())
    listed = folder / "weights.json"
    known = json.loads(listed.read_text(encoding="utf-8")) if listed.exists() else {}
    known[f"{name}.npz"] = hashlib.sha256(kept.getvalue()).hexdigest()
    listed.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n", encoding="utf-8")


@cache
def arrays(name: str, folder: Path = FOLDER) -> Mapping[str, NDArray[Any]]:
    """What NAME.npz holds; raises KnowledgeError where it is missing or is not the file that weights.json names."""
    try:
        listed = json.loads((folder / "weights.json").read_text(encoding="utf-8"))
        content = (folder / f"{name}.npz").read_bytes()
    except OSError as error:
        raise KnowledgeError(f"the weights {name}.npz cannot be read: install dragoman anew") from error
    if hashlib.sha256(content).hexdigest() != listed.get(f"{name}.npz"):
        raise KnowledgeError(f"the weights {name}.npz are damaged: install dragoman anew")
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        return {part: kept[part] for part in kept.files}


@cache
def load(name: str, folder: Path = FOLDER) -> Head:
    """The head of NAME.npz, checked against its sha256."""
    kept = arrays(name, folder)
    return Head(
        classes=tuple(kept["classes"].tolist()),
        rarity=kept["rarity"].astype(np.float32),
        centre=kept.get("centre"),
        weights=kept["weights"].astype(np.float32),
        share=float(kept["share"]),
    )
